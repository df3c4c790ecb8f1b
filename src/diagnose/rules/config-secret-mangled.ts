// The user name or secret is changed on its way from the file to the server.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { matches, type Pattern, phrases } from '../../smtp/prefilter.js'
import { isLoginSetting, MANGLED, placeholderIn, settingsWith } from '../phrases/setting.js'
import { lineOf, murmuring, ofKind, replies, saying } from '../select.js'

export const configSecretMangled: Rule = {
  id: 'config-secret-mangled',
  title: 'User name or password are changed on the way from the file to the program',
  meaning:
    'What stands in your file and what reaches the server are not the same. A # begins a comment, a $ a variable, quotes may stay or vanish, a blank or line end sticks to the value, or an example was never replaced. The right password then counts as a wrong one.',
  seenAs: [
    'Invalid interpolation format for "environment" option … MAIL_PASSWORD',
    'Failed to parse dotenv file due to an unexpected escape sequence',
    'SMTP authentication failed … user: %u@%s',
    'The "abc" variable is not set. Defaulting to a blank string.',
  ],
  outranks: [
    'credentials-rejected',
    'credentials-missing',
    'app-password-required',
    'username-format',
    'auth-required',
    'config-tls-verification-off',
    'config-option-invalid',
  ],
  match: (seen, context) => byComplaint(seen) ?? bySetting(seen, context) ?? byLoginSent(seen) ?? byRiskyFile(seen),
  fixes: (context, finding) => [...ofPlace(finding?.seen ?? [], context), ...GENERAL],
}

const COMPLAINTS = phrases`
    invalid interpolation format
    variable is not set\. defaulting to a blank
    failed to parse (?:the )?(?:dotenv|environment) file
    unexpected escape sequence
    dotenv[^\n]{0,80}(?:unexpected|invalid|parse|whitespace)
    (?:environment|\.env)[^\n]{0,40}(?:values containing spaces must be surrounded|unterminated|unexpected character)
    encountered (?:unexpected whitespace|an invalid name|a missing closing quote)
    bad substitution
    cannot start any token[^\n]{0,80}(?:pass|secret)
    invalid (?:format|value)[^\n]{0,40}\.env
  `

function byComplaint(seen: readonly Observation[]): Finding | undefined {
  const found: Observation[] = [
    ...ofKind(seen, 'client').filter(({ complaint }) => complaint === 'secret-mangled'),
    ...murmuring(seen, COMPLAINTS),
  ].filter((one, index, all) => all.indexOf(one) === index)
  return found.length > 0
    ? {
        certainty: 'certain',
        because: 'The program that reads the file stumbles over a character of the value itself, before any login.',
        seen: found,
      }
    : undefined
}

function bySetting(seen: readonly Observation[], context: Context): Finding | undefined {
  const named = settingsWith(seen, MANGLED).filter((one) => isLoginSetting(one))
  const shown = ofKind(seen, 'setting').filter(
    (one) => isLoginSetting(one) && one.problem === undefined && placeholderIn(one.value) !== undefined,
  )
  const [first] = [...named, ...shown]
  const refused = loginRefusals(seen)
  if (!first) return undefined
  if (context.source !== 'settings' && refused.length === 0 && (named.length === 0 || isStoppedBefore(seen)))
    return undefined
  return {
    certainty: context.source === 'settings' || named.length > 0 ? 'certain' : 'likely',
    because: `${first.name} does not reach the server as it is meant: ${first.problem ?? placeholderIn(first.value)}.`,
    seen: [...named, ...shown, ...refused],
  }
}

/** Whether something failed before any login: what a file shows of the secret is not what stopped this one. */
function isStoppedBefore(seen: readonly Observation[]): boolean {
  return seen.some(
    ({ stage, status, kind }) =>
      status === 'fail' && kind !== 'setting' && ['dns', 'connect', 'greeting', 'starttls', 'tls'].includes(stage),
  )
}

const USER_SENT = /\b(?:user(?:name)?|sasl_username|login|AUTH=\w+)["']?\s?[:=]\s?["'<]?([^\s"'>,;]{1,120})/i
const USER_TOLD =
  /\b(?:failed|failure|refused|denied|rejected) (?:for|of) (?:the )?(?:user(?:name)? )?["'<]?(\$\{[^\s}]{1,60}\}|%[A-Z_]{2,40}%|\{\{[^}]{1,60}\}\})/

/** A template or placeholder that arrived at the server as it stands. */
function byLoginSent(seen: readonly Observation[]): Finding | undefined {
  const found = seen.find((one) => {
    const line = lineOf(one)
    const sent = (USER_SENT.exec(line) ?? USER_TOLD.exec(line))?.[1]
    return (
      one.kind !== 'setting' &&
      sent !== undefined &&
      (placeholderIn(sent) === 'a variable that was never replaced by its value' || /^%\w@%\w$|^\$\{|^\{\{/.test(sent))
    )
  })
  return found
    ? {
        certainty: 'certain',
        because: 'The user name that arrived at the server is a template that was never filled in.',
        seen: [found],
      }
    : undefined
}

/** A refused login beside a file in which the secret stands bare with characters that shells and parsers read. */
function byRiskyFile(seen: readonly Observation[]): Finding | undefined {
  const refused = loginRefusals(seen)
  const risky = [
    ...saying(
      seen,
      /^[^\n]{0,40}(?:PASSWORD|PASSWD|PASS|SECRET)\w{0,20}\s?=\s?[^\s"'=][^\n"']{0,200}[#$!\\`£&;|*?<>()]/i,
    ).filter(({ kind }) => kind === 'text'),
    ...ofKind(seen, 'setting').filter(
      ({ name, value, evidence }) =>
        /pass|secret/i.test(name) &&
        /[#$!\\`£&;|*?<>()]/.test(value) &&
        !/^<redacted/i.test(value) &&
        !/["']/.test(evidence ?? ''),
    ),
  ]
  const [first] = risky
  return first && refused.length > 0
    ? {
        certainty: 'likely',
        because:
          'The login was refused, and the password stands in the file without quotes and with characters that a shell or an env reader takes for its own.',
        seen: [first, ...refused],
      }
    : undefined
}

function loginRefusals(seen: readonly Observation[]): Observation[] {
  return replies(seen, { codes: [535, 534, 530] }).filter(({ reply, verb }) => verb === 'AUTH' || reply.code !== 530)
}

const CASES: readonly (readonly [Pattern, string])[] = [
  [
    /(?:^|\s)- \w{1,60}=["']/,
    "In the list form of docker compose (- NAME='value') the quotes become part of the value. Write - NAME=value, or quote the whole entry: - 'NAME=value'. A $ in it is written $$.",
  ],
  [
    /interpolation|compose|variable is not set/i,
    'In docker-compose.yml write $$ for every $ of the value, or keep the value in an env_file.',
  ],
  [
    /dotenv|escape sequence|\.env|laravel|php/i,
    "In .env put the value in single quotes: MAIL_PASSWORD='…'. In double quotes a backslash and $ have a meaning, without quotes # begins a comment.",
  ],
  [
    /%\w@%\w|%u/i,
    "Replace the template by the real value, or use the placeholders that this program knows (Roundcube: $config['smtp_user'] = '%u').",
  ],
]

function ofPlace(seen: readonly Observation[], { client }: Context) {
  const words = `${client ?? ''} ${seen.map(lineOf).join(' ')}`
  const found = CASES.find(([pattern]) => matches(pattern, words))
  return found ? [{ do: found[1] }] : []
}

const GENERAL = [
  {
    do: 'Put the value in quotes as its file wants them: single quotes in .env and shell files; none for docker --env-file, which keeps them; "%%" for "%" in Python\'s INI files.',
  },
  {
    do: 'Where the password stands in a URL (smtps://USER:PASSWORD@HOST), write its special characters in percent form: @ as %40, : as %3A, / as %2F, # as %23, ? as %3F.',
  },
  {
    do: 'Check what arrives without showing it: print the length of the value in the program and count the characters of the real one.',
  },
  {
    do: 'Look for a blank or line end at the end of the value, and for examples such as your_password that were never replaced.',
  },
  {
    do: 'Let smtp-doctor look: smtp-doctor lint FILE shows what dotenv, docker compose, bash and PHP would each read.',
  },
  { do: 'Or make a new app password or key of letters and digits only; nothing can happen to those.' },
]
