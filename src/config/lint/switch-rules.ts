// Switches that do not mean what they seem to: a text that counts as true, two kinds of TLS at once.

import { tlsSwitches } from '../dotenv-switches.js'
import { literalOrDefault } from '../entry-value.js'
import type { Edit, Entry } from '../format.js'
import { type Complaint, type LintFile, type LintRule, replaceValue } from './finding.js'
import { portOf } from './port.js'

interface Language {
  readonly switches: RegExp
  readonly words: readonly [on: string, off: string]
  /** A comparison that makes a boolean of a text. */
  readonly compare: (text: string) => string
}

const python = (switches: RegExp): Language => ({
  switches,
  words: ['True', 'False'],
  compare: (text) => `${text} == "True"`,
})

const RUBY: Language = {
  switches: /^(?:tls|ssl|enable_starttls|enable_starttls_auto)$/,
  words: ['true', 'false'],
  compare: (text) => `${text} == 'true'`,
}

/** The languages in which every text that is not empty counts as true, by format. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  django: python(/^EMAIL_USE_(?:TLS|SSL)$/),
  'flask-mail': python(/^MAIL_USE_(?:TLS|SSL)$/),
  nodemailer: {
    switches: /^(?:secure|requireTLS|ignoreTLS|tls\.rejectUnauthorized)$/,
    words: ['true', 'false'],
    compare: (text) => `${text} === 'true'`,
  },
  phpmailer: {
    switches: /^(?:SMTPAuth|SMTPAutoTLS)$/,
    words: ['true', 'false'],
    compare: (text) => `${text} === 'true'`,
  },
  'ruby-mail': RUBY,
  rails: RUBY,
}

export const textAsSwitch: LintRule = {
  id: 'text-as-switch',
  check({ found, text }) {
    const language = LANGUAGES[found.format]
    if (!language) return []
    return found.entries.flatMap((entry): Complaint[] => {
      if (!language.switches.test(entry.key)) return []
      if (entry.reference?.isText) return [textOfVariable(entry, text, language)]
      // A text that is meant to be true is true; in Python it is taken for the slip it is all the same.
      const isText = entry.type === 'string' && entry.value !== ''
      const isOff = /^(?:false|no|off|0)$/i.test(entry.value)
      if (!isText || (!isOff && language.words[0] !== 'True')) return []
      const isOn = /^(?:true|1|yes|on)$/i.test(entry.value)
      return [
        {
          rule: 'text-as-switch',
          diagnosis: 'config-option-invalid',
          severity: 'error',
          span: entry.span,
          message: `${entry.key} is the text ${JSON.stringify(entry.value)}, and every text that is not empty counts as ${language.words[0]}.`,
          edits: [{ ...entry.span, text: isOn ? language.words[0] : language.words[1] }],
          isSafe: true,
        },
      ]
    })
  },
}

function textOfVariable({ key, span, reference }: Entry, text: string, { compare, words }: Language): Complaint {
  const written = text.slice(span.start, span.end)
  return {
    rule: 'text-as-switch',
    diagnosis: 'config-option-invalid',
    severity: 'warning',
    span,
    message: `${key} is the text of ${reference?.name}, and "${words[1]}" is a text that counts as ${words[0]} too.`,
    advice: 'Compare it with the word that is meant.',
    ...(/^[\w.$()[\]"', !?]+$/.test(written) && !/[?|]/.test(written)
      ? { edits: [{ ...span, text: compare(written) }], isSafe: false }
      : {}),
  }
}

/** The two switches that exclude each other, and what the program says or does when both are on. */
const PAIRS: Readonly<Record<string, { readonly starttls: string; readonly tls: string; readonly why: string }>> = {
  django: {
    starttls: 'EMAIL_USE_TLS',
    tls: 'EMAIL_USE_SSL',
    why: 'Django refuses that: "EMAIL_USE_TLS/EMAIL_USE_SSL are mutually exclusive"',
  },
  'flask-mail': {
    starttls: 'MAIL_USE_TLS',
    tls: 'MAIL_USE_SSL',
    why: 'Flask-Mail then asks for STARTTLS inside of TLS, and servers refuse that',
  },
  'fastapi-mail': {
    starttls: 'MAIL_STARTTLS',
    tls: 'MAIL_SSL_TLS',
    why: 'the library below it refuses that: "The start_tls and use_tls parameters are not compatible"',
  },
  authentik: {
    starttls: 'AUTHENTIK_EMAIL__USE_TLS',
    tls: 'AUTHENTIK_EMAIL__USE_SSL',
    why: 'Django, which sends for it, refuses that: "EMAIL_USE_TLS/EMAIL_USE_SSL are mutually exclusive"',
  },
  gitlab: {
    starttls: 'smtp_enable_starttls_auto',
    tls: 'smtp_tls',
    why: 'GitLab 15.11 and newer refuse that: ":enable_starttls and :tls are mutually exclusive"',
  },
  rails: {
    starttls: 'enable_starttls',
    tls: 'tls',
    why: 'newer versions of the mail gem refuse that: ":enable_starttls and :tls are mutually exclusive"',
  },
  'ruby-mail': {
    starttls: 'enable_starttls',
    tls: 'tls',
    why: 'newer versions of the mail gem refuse that: ":enable_starttls and :tls are mutually exclusive"',
  },
}

export const twoSwitches: LintRule = {
  id: 'two-tls-switches',
  check(file) {
    const pair = PAIRS[file.found.format]
    const on = (name: string) => file.found.entries.findLast((entry) => entry.key === name && isOn(entry))
    const [starttls, tls, why] = pair
      ? [on(pair.starttls), on(pair.tls), pair.why]
      : [...inEnvironment(file), 'programs refuse that, or take only one of them']
    if (!starttls || !tls) return []
    const last = starttls.span.start > tls.span.start ? starttls : tls
    return [
      {
        rule: 'two-tls-switches',
        diagnosis: 'config-option-invalid',
        severity: 'error',
        span: last.span,
        message: `${starttls.key} and ${tls.key} are both on; ${why}.`,
        advice: `Leave only ${starttls.key} on with port 587, or only ${tls.key} with port 465.`,
        ...offEdits(file, portOf(file)?.port === 465 ? starttls : tls),
      },
    ]
  },
}

function inEnvironment({ found }: LintFile): [Entry | undefined, Entry | undefined] {
  if (found.format !== 'env') return [undefined, undefined]
  const switches = tlsSwitches(found.entries).filter((one) => one.isOn)
  return [
    switches.find(({ kind }) => kind === 'starttls')?.entry,
    switches.find(({ kind }) => kind === 'implicit')?.entry,
  ]
}

/** Whether it is on for certain; a text that counts as true by mistake is another rule's. */
function isOn(entry: Entry): boolean {
  return !entry.reference?.isText && /^(?:true|1|yes|on)$/i.test(literalOrDefault(entry)?.value ?? '')
}

function offEdits({ text }: LintFile, entry: Entry): { edits?: readonly Edit[]; isSafe?: boolean } {
  const { value } = entry
  const off = ({ True: 'False', true: 'false', TRUE: 'FALSE', '1': '0', yes: 'no', on: 'off' } as const)[value]
  const edits = off === undefined || entry.reference ? undefined : replaceValue(text, entry, off)
  return edits ? { edits, isSafe: true } : {}
}
