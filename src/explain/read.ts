// A paste to observations: the lines are made plain, secrets go, notations are undone; then the dialogue, the replies and
// everything below SMTP are read, and what only wraps or follows another failure is set aside.

import type { Observation, Verb } from '../model.js'
import { matches, phrases } from '../smtp/prefilter.js'
import { bareCodes } from './bare-codes.js'
import { isSendmailsOwn, readDialogue } from './dialogue.js'
import { certificateFactIn, findFacts, remarkBefore } from './find-facts.js'
import { type FoundReply, findReplies } from './find-replies.js'
import { isFrame } from './frames.js'
import { hintsIn } from './hints.js'
import { inEnglish } from './in-english.js'
import { keptQuotes } from './kept-quotes.js'
import { looseText } from './loose-text.js'
import { normalise } from './normalise.js'
import { isOtherService } from './other-services.js'
import { verbBeside, verbOfFrame } from './phrases/verbs.js'
import { recognise, rewriteNotations } from './readers/index.js'
import { endpointOf, type Fact, type Hints, type Page, stageOfReply } from './reading.js'
import { redact, type SeenSecret } from './redact.js'
import { relayedFailure } from './relayed-failures.js'
import { secretFacts } from './secret-facts.js'
import { setAside } from './set-aside.js'

export interface ReadPaste {
  readonly observations: readonly Observation[]
  readonly hints: Hints
  /** Secrets in clear that stood in the text, for a last look at what goes out. Never printed. */
  readonly secrets: readonly string[]
}

/** Reads a paste. `known` is what the caller says of the circumstances; it beats what the text says. */
export function readPaste(text: string, known: Hints = {}): ReadPaste {
  const redacted = redact(normalise(text))
  const lines = rewriteNotations(inEnglish(redacted.lines.join('\n'))).split('\n')
  const page: Page = { lines, text: lines.join('\n') }
  const hints = { ...withUsername(hintsIn(page), redacted.secrets), ...defined(known) }
  const dialogue = readDialogue(lines, redacted.secrets)
  const inDialogue = (line: number) => dialogue?.lines.has(line) ?? false
  const found = findReplies(lines, inDialogue)
  const taken = new Set(
    found.flatMap(({ firstLine, lastLine }) =>
      Array.from({ length: lastLine - firstLine + 1 }, (_, at) => firstLine + at),
    ),
  )
  const isTaken = (line: number) => inDialogue(line) || taken.has(line)
  const mechanism = found.length > 0 ? mechanismIn(page) : undefined
  const facts: Fact[] = [
    ...(dialogue?.facts ?? []),
    ...found.map((one) => relayedFailure(one) ?? replyFact(one, page, hints, mechanism)),
    ...found.flatMap(({ firstLine }) => certificateFactIn(lines[firstLine] ?? '', firstLine) ?? []),
    ...found.flatMap(({ firstLine, before }) => remarkBefore(before, firstLine) ?? []),
    ...findFacts(page, isTaken, {
      hints,
      isEncrypted: dialogue?.isEncrypted ?? false,
      ...(dialogue?.pending && { pending: dialogue.pending }),
    }),
    ...secretFacts(redacted.secrets, lines),
    ...keptQuotes(lines),
  ]
  const counting = setAside(facts).map((fact) => withHalfReply(fact, dialogue?.partial))
  // The cause of what sendmail says of itself stands elsewhere: perhaps in words that no reader knows.
  const loose = counting.some(
    ({ weight, seen }) => weight === 'evidence' || (weight === 'wrapper' && seen.kind !== 'reply'),
  )
    ? []
    : [...bareCodes(page), ...looseText(page, inDialogue)]
  const endpoint = endpointOf(hints)
  return {
    observations: [...counting, ...loose].map(({ seen }) =>
      endpoint &&
      !seen.endpoint &&
      (seen.kind === 'reply' || seen.kind === 'capabilities') &&
      (hints.security !== undefined || endpoint.port !== 465)
        ? { ...seen, endpoint }
        : seen,
    ),
    hints,
    secrets: redacted.values,
  }
}

/** A session that broke off below the first lines of a reply broke off within it. */
function withHalfReply(fact: Fact, partial: string | undefined): Fact {
  const { seen } = fact
  if (partial === undefined || seen.kind !== 'socket' || !CUTS.has(seen.code) || seen.partial !== undefined) return fact
  return { ...fact, seen: { ...seen, partial } }
}

const CUTS: ReadonlySet<string> = new Set(['EOF', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'TIMEOUT', 'ETIMEDOUT'])

function defined(hints: Hints): Hints {
  return Object.fromEntries(Object.entries(hints).filter(([, value]) => value !== undefined)) as Hints
}

function withUsername(hints: Hints, secrets: readonly SeenSecret[]): Hints {
  const username = secrets.find((secret) => secret.username)?.username
  return username && !hints.username ? { ...hints, username } : hints
}

/** `mechanism` is the one by which the page tells of a login. */
function replyFact(found: FoundReply, page: Page, hints: Hints, mechanism: string | undefined): Fact {
  const { reply } = found
  const verb = found.verb ?? verbAround(found, page.lines) ?? 'UNKNOWN'
  const side = sideOf(found, page, hints)
  return {
    line: found.firstLine,
    weight: isSendmailsOwn(reply) ? 'wrapper' : 'evidence',
    seen: {
      stage: stageOfReply(verb, reply.code, reply.enhanced),
      status: 'fail',
      kind: 'reply',
      verb,
      reply,
      ...(verb === 'AUTH' && mechanism && { mechanism }),
      ...(side && { from: side }),
      evidence: found.evidence,
    },
  }
}

/** Exceptions, `command:` fields and stack frames near the reply. */
function verbAround({ firstLine, lastLine }: FoundReply, lines: readonly string[]): Verb | undefined {
  const near = lines.slice(Math.max(0, firstLine - 3), lastLine + 9)
  const field = near
    .map((line) => /["']?command["']?\s*[:=]\s*["']?(EHLO|HELO|STARTTLS|AUTH|MAIL|RCPT|DATA|CONN|API)/i.exec(line)?.[1])
    .find(Boolean)
  if (field) return fieldVerb(field.toUpperCase())
  const beside = near
    .filter((line, index) => !isFrame(line) && !isOtherService(near, index))
    .map(verbBeside)
    .find((verb) => verb !== undefined)
  return beside ?? lines.map(verbOfFrame).find((verb) => verb !== undefined)
}

function fieldVerb(field: string): Verb | undefined {
  if (field === 'CONN') return 'CONNECT'
  return field === 'API' ? undefined : (field as Verb)
}

function mechanismIn({ text }: Page): string | undefined {
  if (/"?access_token"?[:=]|oauth2|accessToken/i.test(text) && !/AUTH (?:PLAIN|LOGIN)/.test(text)) return 'XOAUTH2'
  // What only somebody who logs in with a token has to do with.
  if (
    /client_credentials|\bauth(?:orization)? code flow\b|\bbearer token\b|acquire_?token|ConfidentialClientApplication|outlook\.office(?:365)?\.com\/(?:\.default|SMTP\.|IMAP\.)/i.test(
      text,
    ) &&
    !/AUTH (?:PLAIN|LOGIN)/.test(text)
  )
    return 'XOAUTH2'
  if (OF_TOKENS.test(text) && !/AUTH (?:PLAIN|LOGIN)|app(?:lication)?[- ]password|API token/i.test(text))
    return 'XOAUTH2'
  // MailKit takes an object of its own only for logins that need more than user and password.
  if (/\bSaslMechanismOAuth|\bAuthenticate(?:Async)?\(SaslMechanism mechanism\b/.test(text)) return 'XOAUTH2'
  return /\bAUTH (XOAUTH2|OAUTHBEARER)\b|server rejected (XOAUTH2)|Authenticator "?(XOAUTH2)"? returned "?Expected response code "?235"? but got code "?535/
    .exec(text)
    ?.slice(1)
    .find(Boolean)
}

/** A login by OAuth in somebody's own words. */
const OF_TOKENS = /\b(?:access|refresh|auth|oauth) token\b|\(OAuth(?: ?2(?:\.0)?)?\)/i

const REMOTE = phrases`
    \bsaid:
    \bmta server of\b
    远程(?:响应|主机|服务器)
    remote (?:mail )?server
    Diagnostic[- ]Code
    Remote-MTA
    Remote Server returned
    while talking to
    in reply to
    rejected command
    remote mailserver
    refused to talk
    Server response:[ ]
    from remote server
    host \S+ ?\[[\da-fA-F]{0,4}[.:][\d.:a-fA-F]+\]
    R=\w+ T=\w+
  `
const SUBMISSION = /relay=\S+\]:(?:465|587|2525)\b|\]:(?:465|587|2525)\b|T=\w*smarthost/i

const MAIL_SERVERS: ReadonlySet<string> = new Set(['postfix', 'exim', 'sendmail', 'exchange'])

function sideOf(
  { firstLine, before }: FoundReply,
  { lines, text }: Page,
  { port, client }: Hints,
): 'submission' | 'receiver' | undefined {
  // Nobody logs in at a receiver: whoever refuses a login is the server that the client sends through.
  if (/SASL authentication failed|cannot authenticate to server/i.test(before)) return 'submission'
  const around = [lines[firstLine - 2], lines[firstLine - 1], before, lines[firstLine]].join('\n')
  // An access table of a mail server for other mail servers: nobody logs in there.
  if (/NOQUEUE: reject: .{0,400}Client host rejected/.test(lines[firstLine] ?? '') && port !== 587 && port !== 465)
    return 'receiver'
  if (matches(REMOTE, around))
    return SUBMISSION.test(around) || port === 587 || port === 465 ? 'submission' : 'receiver'
  const isClient = client !== undefined && !MAIL_SERVERS.has(client)
  return (isClient || recognise(text).some(({ id }) => id !== 'bounce' && id !== 'mta-log')) &&
    !/NOQUEUE|smtpd\[/.test(text)
    ? 'submission'
    : undefined
}
