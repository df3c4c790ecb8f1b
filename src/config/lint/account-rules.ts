// User name, secret and sender: what this provider will not take, and what was never filled in.

import type { Preset } from '../../model.js'
import { literal } from '../entry-value.js'
import type { Entry } from '../format.js'
import { type Complaint, type LintFile, type LintRule, replaceValue } from './finding.js'
import { foundFromName } from './sender-domain.js'

/** Texts that samples put where a value belongs. */
const PLACEHOLDER =
  /^(?:CHANGE[-_ ]?ME!?|change[-_]?this|x{3,}|\*{3,}|\.{3,}|todo|tbd|null|undefined|none|<[^<>]*>|\{\{[^{}]*\}\}|\$\{[^{}]*\}|%[A-Z_]+%|your[\w -]*(?:password|pass|pw|secret|key|token|email|user(?:name)?)(?:[-_ ]?here)?|(?:my[-_ ]?)?(?:email[-_ ]?)?password|secret|app[-_ ]?password|replace[-_ ]?(?:me|this|with\b.*|_with_.*)|(?:insert|enter|put|add|paste)[-_ ](?:your[-_ ])?[\w -]*(?:pass\w*|key|token|here)|[\w-]*pass(?:word)?[-_ ]?here|\$[A-Z][A-Z0-9_]+|(?:votre|ton|mon)[-_ ]?mot[-_ ]de[-_ ]passe|(?:sua|minha)[-_ ]?senha[\w ]*|(?:tu|su|mi)[-_ ]?(?:contrase(?:ñ|n)a|clave|password)[\w ]*|(?:dein|ihr|mein)[-_ ]?passwort|pl[ea]*se?[-_ ]?enter[-_ ]?password)$/i
const SAMPLE_ADDRESS =
  /^(?:your[-_.]?(?:e?mail|name|user(?:name)?|gmail|account)?|user(?:name)?|you|me|email|name|someone|example)@(?:gmail|example|yourdomain|your-domain|domain|mail|email|company|outlook|yahoo)\.(?:com|org|net)$/i

export const placeholder: LintRule = {
  id: 'placeholder',
  check({ found, text }) {
    return (['host', 'username', 'secret', 'from'] as const).flatMap((field): Complaint[] => {
      const entry = literal(found.fields[field])
      if (entry?.type !== 'string') return []
      const value = entry.value.trim()
      if (isSetHere(value, text)) return []
      const isSample =
        (field === 'secret' || field === 'username') && PLACEHOLDER.test(value)
          ? true
          : field === 'host'
            ? /^(?:smtp|mail)\.(?:example|yourdomain|your-domain|domain|yourprovider|provider)\.(?:com|org|net)$|^your[-_.]/i.test(
                value,
              ) ||
              (PLACEHOLDER.test(value) && !/^<[^<>]*\.[^<>]*>$/.test(value))
            : field === 'username' &&
              SAMPLE_ADDRESS.test(value) &&
              !/^(?:me|you|name)@(?:gmail|outlook|yahoo)\./i.test(value)
      if (!isSample) return []
      const shown = field === 'secret' ? 'The password' : entry.key
      return [
        {
          rule: 'placeholder',
          diagnosis: field === 'host' ? 'host-not-configured' : 'config-secret-mangled',
          severity: 'error',
          span: entry.span,
          message: `${shown} is a placeholder that was never replaced${field === 'secret' ? '' : `: ${value}`}.`,
          advice: 'Put the real value there.',
        },
      ]
    })
  },
}

/** Whether `${NAME}` refers to a line of the same file, as Laravel, docker compose and dotenv-expand read it. */
function isSetHere(value: string, text: string): boolean {
  const name = /^\$\{(\w{1,100})\}$/.exec(value)?.[1]
  return name !== undefined && RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=`, 'm').test(text)
}

export const missing: LintRule = {
  id: 'credentials-missing',
  check({ found, text }) {
    const { username, secret } = found.fields
    // What a "#" cuts to nothing is not empty in the file, and another rule's.
    const isWritten = ({ span }: Entry) => /[^"'`\s]/.test(text.slice(span.start, span.end))
    const isEmpty = (entry: typeof username) =>
      entry !== undefined &&
      (entry.type === 'null' ||
        (entry.type === 'string' && entry.value === '' && !entry.reference && !isWritten(entry)))
    const bad =
      isEmpty(username) && !isEmpty(secret) && secret
        ? username
        : isEmpty(secret) && username && !isEmpty(username)
          ? secret
          : undefined
    if (!bad) return []
    return [
      {
        rule: 'credentials-missing',
        diagnosis: 'credentials-missing',
        severity: 'error',
        span: bad.span,
        message: `${bad.key} is empty, so the program tries no login or an empty one.`,
        advice: bad === secret ? 'Put the password there, or a reference to it.' : 'Put the user name there.',
      },
    ]
  },
}

export const userForm: LintRule = {
  id: 'username-form',
  check(file) {
    const { found, preset, text } = file
    const entry = literal(found.fields.username)
    if (!entry || !preset || preset.kind === 'local' || entry.value === '' || PLACEHOLDER.test(entry.value)) return []
    const { form, literal: fixed, hint } = preset.username
    const complain = (message: string, right?: string, advice = hint): Complaint[] => {
      const edits = right === undefined ? undefined : replaceValue(text, entry, right)
      return [
        {
          rule: 'username-form',
          diagnosis: 'username-format',
          severity: 'error',
          span: entry.span,
          message,
          ...(advice && { advice }),
          ...(edits && { edits, isSafe: false }),
        },
      ]
    }
    if (form === 'literal' && fixed !== undefined && entry.value !== fixed) {
      return complain(`${preset.name} wants the word ${fixed} as user name, not ${entry.value}.`, fixed)
    }
    if (form === 'full-address' && !entry.value.includes('@')) {
      return complain(
        `${preset.name} wants the whole e-mail address as user name, and this is only ${JSON.stringify(entry.value)}.`,
        addressInFile(file, entry.value),
        'Write the whole address, with the @ and what follows it.',
      )
    }
    if (form === 'local-part' && entry.value.includes('@')) {
      return complain(
        `${preset.name} wants only the part before the @ as user name.`,
        entry.value.slice(0, entry.value.indexOf('@')),
      )
    }
    return []
  },
}

/** The account's whole address as far as the file itself tells it; a domain is never guessed. */
function addressInFile({ found, preset }: LintFile, user: string): string | undefined {
  const addresses = found.entries
    .filter(({ key, type }) => type === 'string' && /MAIL|FROM|SENDER|USER/i.test(key))
    .map(({ value }) => foundFromName(value))
    .filter((address) => /^[^@\s]+@[^@\s]+$/.test(address))
  const own = addresses.find((address) => address.toLowerCase().startsWith(`${user.toLowerCase()}@`))
  if (own) return own
  const from = literal(found.fields.from)
  const sender = from && foundFromName(from.value)
  const domain = sender?.slice(sender.lastIndexOf('@') + 1).toLowerCase()
  return domain && sender?.includes('@') && preset?.domains.includes(domain) ? `${user}@${domain}` : undefined
}

export const secretShape: LintRule = {
  id: 'secret-shape',
  check({ found, preset, text }) {
    const entry = literal(found.fields.secret)
    const shape = preset?.secret.shape
    if (!entry || !preset || !shape || entry.value === '' || PLACEHOLDER.test(entry.value.trim())) return []
    const { ignore, name } = preset.secret
    const tidy = ignore ? entry.value.replace(ignore === 'spaces' ? /[\s\u00a0]+/gu : /-/g, '') : entry.value
    const isOfShape = new RegExp(`^(?:${shape.pattern})$`, 'u').test(tidy)
    if (isOfShape && tidy === entry.value) return []
    if (isOfShape) {
      const edits = replaceValue(text, entry, tidy)
      return [
        {
          rule: 'secret-shape',
          diagnosis: 'config-secret-mangled',
          severity: 'warning',
          span: entry.span,
          message: `${preset.name} shows the ${name} with ${ignore} for legibility; they are not part of it.`,
          advice: `Leave the ${ignore} out.`,
          ...(edits && { edits, isSafe: true }),
        },
      ]
    }
    return [
      {
        rule: 'secret-shape',
        diagnosis: 'app-password-required',
        severity: preset.secret.isAccountPasswordRefused ? 'error' : 'warning',
        span: entry.span,
        message: `The password does not look like ${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name} of ${preset.name} (${shape.words})${preset.secret.isAccountPasswordRefused ? ", and the account's own password is refused" : ''}.`,
        advice: stepsTo(preset) ?? `Make ${name} at ${preset.name} and put it there.`,
      },
    ]
  },
}

/** The first step to a secret with its link; where 2-step verification has to be on, that comes before. */
function stepsTo({ secret, steps }: Preset): string | undefined {
  const first = secret.twoStep === 'required' ? steps['two-step']?.[0] : undefined
  const all = [first, steps.secret?.[0]].flatMap((step) =>
    step ? [`${step.do}${step.url ? ` ${step.url}` : ''}`] : [],
  )
  return all.length > 0 ? all.join(' Then: ') : undefined
}

export const noPassword: LintRule = {
  id: 'password-refused',
  check({ found, preset }) {
    const entry = found.fields.secret
    const isToken = found.entries.some(
      ({ key, value }) =>
        /^(?:auth\.type|auth|mail\.smtp\.auth\.mechanisms|.*\.auth\.mechanisms)$/i.test(key) &&
        /oauth|xoauth2|oauthbearer/i.test(value),
    )
    if (!entry || preset?.status !== 'no-password' || isToken || /token/i.test(entry.key)) return []
    return [
      {
        rule: 'password-refused',
        diagnosis: 'basic-auth-disabled',
        severity: 'error',
        span: entry.span,
        message: `${preset.name} takes no passwords for SMTP any more, not even app passwords.`,
        advice: preset.before ?? 'Use OAuth 2.0, or another provider for sending.',
      },
    ]
  },
}

export const senderDomain: LintRule = {
  id: 'sender-domain',
  check({ found, preset }) {
    const from = literal(found.fields.from)
    const user = literal(found.fields.username)
    if (!from || !user || preset?.kind !== 'mailbox') return []
    const sender = foundFromName(from.value)
    const domains = [sender, user.value].map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase())
    if (!sender.includes('@') || !user.value.includes('@') || domains[0] === domains[1]) return []
    return [
      {
        rule: 'sender-domain',
        diagnosis: 'sender-not-authorized',
        severity: 'warning',
        span: from.span,
        message: `The sender is at ${domains[0]} and the login at ${domains[1]}: ${preset.name} refuses or rewrites senders that are not the account's own.`,
        advice: `Send as ${user.value}, or set the other address up as an alias there first.`,
      },
    ]
  },
}

/** Rules about the account in the order in which they are asked. */
export const accountRules: readonly LintRule[] = [placeholder, missing, userForm, noPassword, secretShape, senderDomain]
