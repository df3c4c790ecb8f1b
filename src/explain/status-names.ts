// Names that client libraries give to reply codes: .NET's and MailKit's SmtpStatusCode and its sentences, lettre's and
// async-smtp's parts of a code, Ruby's and Java's classes.

import { matches, type Pattern } from '../smtp/prefilter.js'

/** .NET and MailKit: names of SmtpStatusCode. */
const NAMES: Readonly<Record<string, number>> = {
  MustIssueStartTlsFirst: 530,
  AuthenticationRequired: 530,
  AuthenticationInvalidCredentials: 535,
  AuthenticationMechanismTooWeak: 534,
  EncryptionRequiredForAuthenticationMechanism: 538,
  TemporaryAuthenticationFailure: 454,
  PasswordTransitionNeeded: 432,
  ClientNotPermitted: 454,
  MailboxUnavailable: 550,
  UserNotLocalTryAlternatePath: 551,
  ExceededStorageAllocation: 552,
  MailboxNameNotAllowed: 553,
  TransactionFailed: 554,
  MailboxBusy: 450,
  ErrorInProcessing: 451,
  LocalErrorInProcessing: 451,
  InsufficientStorage: 452,
  CommandUnrecognized: 500,
  SyntaxError: 501,
  CommandNotImplemented: 502,
  BadCommandSequence: 503,
  CommandParameterNotImplemented: 504,
  ServiceNotAvailable: 421,
}

const NAME = new RegExp(
  `\\b(?:StatusCode|Status ?Code|SmtpStatusCode|status|code)\\b["']?[ :=.]{1,3}["']?(${Object.keys(NAMES).join('|')})\\b`,
)

/** MailKit's message: `ServiceNotAvailable: 4.3.2 Service not active`. */
const NAME_BEFORE = new RegExp(`\\b(${Object.keys(NAMES).join('|')}):\\s*$`)

/** .NET's sentences before "The server response was:". */
const SENTENCES: readonly (readonly [code: number, pattern: Pattern])[] = [
  [530, /requires a secure connection or the client (?:was|is) not authenticated/i],
  [550, /^.{0,300}mailbox unavailable/i],
  [551, /user not local/i],
  [552, /exceeded storage allocation/i],
  [553, /mailbox name not allowed/i],
  [554, /transaction failed/i],
  [450, /mailbox (?:busy|in use)/i],
  [451, /error in processing/i],
  [452, /insufficient (?:system )?storage/i],
  [421, /service not available, closing transmission channel/i],
  [500, /syntax error, command unrecognized/i],
  [501, /syntax error in parameters or arguments/i],
  [502, /command not implemented/i],
  [503, /bad sequence of commands/i],
  [504, /command parameter not implemented/i],
  [454, /client does not have permission to submit mail/i],
]

/** The code that a .NET or MailKit name or sentence stands for. */
export function statusCodeIn(text: string): number | undefined {
  const name = NAME.exec(text)?.[1] ?? NAME_BEFORE.exec(text)?.[1]
  if (name) return NAMES[name]
  return /server response (?:was|is)?:?\s*["']?$/i.test(text)
    ? SENTENCES.find(([, pattern]) => matches(pattern, text))?.[0]
    : undefined
}

const SEVERITIES: Readonly<Record<string, number>> = {
  PermanentNegativeCompletion: 5,
  TransientNegativeCompletion: 4,
  PositiveIntermediate: 3,
}
const CATEGORIES: Readonly<Record<string, number>> = {
  Syntax: 0,
  Information: 1,
  Connections: 2,
  Unspecified3: 3,
  Unspecified4: 4,
  MailSystem: 5,
}
const DIGITS = ['Zero', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** Rust's `Code { severity: …, category: …, detail: … }` (lettre, async-smtp) as a number and what follows it. */
export function rustCodeIn(text: string): { code: number; at: number; end: number } | undefined {
  const match = /Code\s?\{\s*severity:\s?(\w{1,40}),\s*category:\s?(\w{1,40}),\s*detail:\s?(\w{1,10}),?\s*\}/.exec(text)
  if (!match) return undefined
  const severity = SEVERITIES[match[1] ?? '']
  const category = CATEGORIES[match[2] ?? '']
  const digit = /^\d$/.test(match[3] ?? '') ? Number(match[3]) : DIGITS.indexOf(match[3] ?? '')
  if (severity === undefined || category === undefined || digit < 0) return undefined
  return { code: severity * 100 + category * 10 + digit, at: match.index, end: match.index + match[0].length }
}
