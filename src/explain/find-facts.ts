// Finds, in lines that hold no reply, what failed below or beside SMTP: look-ups, sockets, TLS, certificates, OAuth, and
// what clients say of themselves. One line gives at most one fact: its most exact one.

import type { Observation, Stage } from '../model.js'
import { firstMatch, matches, type Pattern, PhraseTable, phrases } from '../smtp/prefilter.js'
import { evidenceOf } from './excerpt.js'
import { isFrame, isSourceLine } from './frames.js'
import { isOtherService, WEB_SERVERS_OWN } from './other-services.js'
import { ownNameSeen } from './own-name.js'
import { certificateProblemIn, namesInMismatch } from './phrases/certificate-errors.js'
import { complaintIn } from './phrases/complaints.js'
import { type DnsPhrase, dnsErrorIn, hostWritten, isOwnNameLookup, lookedUpName } from './phrases/dns-errors.js'
import { oauthErrorIn } from './phrases/oauth-errors.js'
import { socketErrorIn } from './phrases/socket-errors.js'
import { tlsFaultIn } from './phrases/tls-errors.js'
import { connectedTo, isHungUpOn, isPipedToProgram, stepOf } from './progress.js'
import { isWrapper } from './readers/index.js'
import { endpointOf, FACT_LENGTH, type Fact, type Page, type Surroundings } from './reading.js'
import { recipientDomain } from './recipient-domain.js'
import { socketSeen } from './socket-facts.js'

/** The facts of all lines that `isTaken` leaves. */
export function findFacts(page: Page, isTaken: (line: number) => boolean, around: Surroundings): Fact[] {
  return page.lines.flatMap((line, index) => {
    if (
      isTaken(index) ||
      line.length < 3 ||
      isFrame(line) ||
      WEB_SERVERS_OWN.test(line) ||
      isSourceLine(page.lines, index) ||
      isOtherService(page.lines, index)
    )
      return []
    const seen = factIn(page, line, index, around)
    return seen
      ? [
          {
            line: index,
            seen,
            weight: isWrapper(line) ? 'wrapper' : seen.status === 'ok' ? 'background' : 'evidence',
          } as const,
        ]
      : []
  })
}

/** What certificates are said to be even inside a reply that another server relayed. */
export function certificateFactIn(line: string, index: number): Fact | undefined {
  const found = certificateProblemIn(line)
  if (!found || !/altname|expired|self[- ]signed|host-?(?:name )?mismatch|tlsa/i.test(found.words)) return undefined
  return { line: index, weight: 'evidence', seen: certificateSeen(line, found.problem) }
}

/** What somebody says of the password in the same breath as the reply. */
export function remarkBefore(before: string, index: number): Fact | undefined {
  const found = before.length > 20 ? complaintIn(before) : undefined
  if (found?.complaint !== 'secret-mangled' && found?.complaint !== 'credentials-not-ascii') return undefined
  const message = before.trim().slice(0, FACT_LENGTH)
  return {
    line: index,
    weight: 'evidence',
    seen: { stage: 'auth', status: 'fail', kind: 'client', complaint: found.complaint, message, evidence: message },
  }
}

/** Go's pool of connections about itself: why none is free is not said here. */
const POOL = /\bwaiting for (?:a )?free conn(?:ection)? in (?:the )?pool\b/

function factIn(page: Page, line: string, index: number, around: Surroundings): Observation | undefined {
  if (matches(POOL, line)) return undefined
  const evidence = line.trim().slice(0, FACT_LENGTH)
  const protocol = protocolIn(line)
  if (protocol)
    return {
      ...base('greeting', line, around),
      kind: 'protocol',
      asked: 'clear',
      speaks: protocol,
      excerpt: evidence.slice(greetingAt(evidence)).slice(0, 200),
    }
  const step = stepOf(page.lines, index)
  if (step === 'tls')
    return {
      ...base('tls', line, around),
      kind: 'tls-error',
      fault: 'other',
      message: `TLS handshake failed: ${evidence}`,
    }
  if (step === 'greeting')
    return { ...base('greeting', line, around), kind: 'socket', code: 'TIMEOUT', message: evidence }
  if (isHungUpOn(page.lines, index))
    return { ...base('greeting', line, around), kind: 'socket', code: 'EOF', message: evidence }
  const certificate = certificateProblemIn(line)
  const fault = tlsFaultIn(line)
  if (
    certificate &&
    (!fault || fault.fault === 'other' || fault.fault === 'closed' || certificate.problem !== 'untrusted')
  ) {
    return certificateSeen(line, certificate.problem, around)
  }
  if (fault && fault.fault !== 'other')
    return {
      ...base(isAfterStarttls(page.lines, index) ? 'starttls' : 'tls', line, around),
      kind: 'tls-error',
      fault: fault.fault,
      message: evidence,
    }
  const written = hostWritten(line)
  if (written !== undefined) return { ...base('dns', line, around), kind: 'setting', name: 'host', value: written }
  const ownName = ownNameSeen(page, line)
  if (ownName) return ownName
  const dns = dnsErrorIn(line) ?? resolverBusy(page.lines, index)
  if (dns && !isReplyTalk(line)) {
    const name = nearbyName(page.lines, index) ?? lookedUpName(line) ?? around.hints.host ?? ''
    const isOwnName = isOwnNameLookup(page.text) && !around.hints.port
    if (isUserInUrl(page.text, lookedUpName(line)))
      return { ...base('auth', line, around), kind: 'client', complaint: 'secret-mangled', message: evidence }
    const undeliverable = recipientDomain(line, name)
    if (undeliverable) return undeliverable
    return {
      stage: 'dns',
      status: 'fail',
      kind: 'dns',
      code: dns.code,
      name,
      ...(isOwnName && { isOwnName }),
      message: evidence,
      evidence,
    }
  }
  const oauth = oauthErrorIn(line)
  if (oauth) return { ...base('auth', line, around), kind: 'oauth', error: oauth.error, message: evidence }
  const socket = socketErrorIn(line)
  const complaint = complaintIn(line)
  if (
    complaint &&
    !(socket && socket.code !== 'EOF' && socket.code !== 'TIMEOUT' && complaint.complaint === 'protocol-error')
  ) {
    const exact =
      complaint.complaint === 'message-invalid' || complaint.complaint === 'address-invalid'
        ? asciiComplaint(page, line)
        : undefined
    if (complaint.complaint === 'protocol-error' && socket) return socketSeen(page, line, index, socket, around)
    return {
      ...base(complaint.stage, line, around),
      kind: 'client',
      complaint: exact ?? complaint.complaint,
      message: evidence,
    }
  }
  const ascii = asciiComplaint(page, line)
  if (ascii)
    return {
      ...base(ascii === 'credentials-not-ascii' ? 'auth' : 'data', line, around),
      kind: 'client',
      complaint: ascii,
      message: evidence,
    }
  if (socket?.code === 'EPIPE' && isPipedToProgram(page.text))
    return { ...base('connect', line, around), kind: 'client', complaint: 'support-missing', message: evidence }
  if (socket) return lastWords(line) ?? socketSeen(page, line, index, socket, around)
  if (fault) return { ...base('tls', line, around), kind: 'tls-error', fault: fault.fault, message: evidence }
  return bounceReason(line) ?? offeredMechanisms(line) ?? connectedTo(line)
}

/** MailKit puts what the server said last behind its own sentence: `has unexpectedly disconnected: Too many logins`. */
function lastWords(line: string): Observation | undefined {
  const text = /\bunexpectedly disconnected: (\p{L}[^\n]{3,600})$/u.exec(line.trim())?.[1]
  if (!text || !/\p{L}{2,}\W{1,3}\p{L}{2,}/u.test(text) || socketErrorIn(text)) return undefined
  return { stage: 'data', status: 'fail', kind: 'text', text, evidence: evidenceOf(line) }
}

const BUSY = /resource temporarily unavailable|: try again$/i

/** .NET prints the C library's EAGAIN; the frame below tells that it was the resolver's. */
function resolverBusy(lines: readonly string[], index: number): DnsPhrase | undefined {
  const words = firstMatch(BUSY, lines[index] ?? '')?.[0]
  if (!words || !lines.slice(index, index + 6).some((one) => /Net\.(?:Dns|NameResolution)|getaddrinfo/i.test(one)))
    return undefined
  return { code: 'EAI_AGAIN', words }
}

/** A mail server's log tells a few lines below at which command the client was lost. */
function isAfterStarttls(lines: readonly string[], index: number): boolean {
  return lines.slice(index, index + 5).some((one) => /lost connection after STARTTLS|\bstarttls=0\/1\b/i.test(one))
}

/** `getaddrinfo ENOTFOUND alice` beside `smtp://alice:…@mail.example.org`: a character of the password cut the URL. */
function isUserInUrl(text: string, name: string | undefined): boolean {
  if (!name || !/^[\w.-]{1,64}$/.test(name)) return false
  return new RegExp(`\\bsmtps?://${name.replaceAll('.', '\\.')}:[^\\s@/]{0,200}@`, 'i').test(text)
}

/** A bounce's own words for one address, where they carry no code: `<user@example.net>: Sorry, …`. */
function bounceReason(line: string): Observation | undefined {
  if (!/^<[^<>\s@]{1,120}@[^<>\s]{1,120}>: \S/.test(line)) return undefined
  return { stage: 'rcpt', status: 'fail', kind: 'text', text: line.slice(0, 1000), evidence: evidenceOf(line) }
}

const OFFERED =
  /(?:available|supported|offered|advertised) (?:smtp )?(?:auth\w{0,11}|sasl)? ?(?:mechanisms?|methods?|types?)\b.{0,60}[=:[("' ](?:PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|XOAUTH2|OAUTHBEARER|SCRAM-SHA-\d{1,3})\b/i

/** `Available auth mechanisms: GSSAPI NTLM LOGIN`, as clients log what the server offers. */
function offeredMechanisms(line: string): Observation | undefined {
  if (!matches(OFFERED, line)) return undefined
  return { stage: 'ehlo', status: 'ok', kind: 'text', text: line.trim().slice(0, 1000), evidence: evidenceOf(line) }
}

const PROTOCOL_ROWS: readonly (readonly [speaks: 'imap' | 'pop3' | 'http' | 'ssh', pattern: Pattern])[] = [
  ['imap', /\* (?:OK|BYE|PREAUTH) .{0,200}(?:IMAP|CAPABILITY|Dovecot)|\* OK \[CAPABILITY/i],
  [
    'pop3',
    phrases`
      (?:^|[\s"':=>])\+OK .{0,120}(?:POP|ready|Hello|Dovecot)
      (?:greeting|response|reply|answer|banner|said|got)[^\n]{0,40}\+OK\b
    `,
  ],
  [
    'http',
    phrases`
      (?:greeting|response|reply|answer|banner|said|got|server|expected)[^\n]{0,60}(?:HTTP/1\.[01]|<!doctype|<html)
      ^[<>*~\s-]{1,8}HTTP/1\.[01] \d{3}\b
    `,
  ],
  ['ssh', /(?:^|[\s"':=>])SSH-[12]\.\d+-/],
]

const PROTOCOLS = new PhraseTable(PROTOCOL_ROWS, ([, pattern]) => pattern)

/** Where the other protocol's own words begin. */
function greetingAt(text: string): number {
  return Math.max(0, text.search(/\* (?:OK|BYE|PREAUTH)\b|\+OK\b|HTTP\/1\.|<!doctype|<html|SSH-\d/i))
}

/** Another protocol's greeting where SMTP's was expected. */
function protocolIn(line: string): 'imap' | 'pop3' | 'http' | 'ssh' | undefined {
  return PROTOCOLS.find(line)?.[0]
}

const NOT_ASCII = /UnicodeEncodeError|codec can't encode|UndefinedConversionError|incompatible character encodings/i

/** `UnicodeEncodeError` and its like: the frames tell whether it was the login or the message. */
function asciiComplaint(
  page: Page,
  line: string,
): 'credentials-not-ascii' | 'smtputf8-unsupported' | 'message-invalid' | undefined {
  if (!matches(NOT_ASCII, line)) return undefined
  const frames = page.lines.filter((one) => /File "|in [`']|auth|login|sendmail|fix_eols/.test(one)).join('\n')
  if (/in (?:login|auth\w*|encode_plain|encode_cram_md5)\b|auth_(?:plain|login|cram)|\.login\(/.test(frames))
    return 'credentials-not-ascii'
  // Below MAIL and RCPT it is an address that could not be sent, not the letter.
  if (/in [`']?(?:rcpt|mail|rcptto|mailfrom)\b/.test(frames)) return 'smtputf8-unsupported'
  // Whoever points at such an address means that, where no frame says more.
  return frames === '' && page.lines.some((one) => LATIN_ADDRESS.test(one)) ? 'smtputf8-unsupported' : 'message-invalid'
}

/** An address with Latin letters beyond ASCII; in other scripts no blank need stand before an address. */
const LATIN_ADDRESS =
  /(?<![\w.+À-ɏ-])[\w.+-]{0,40}[À-ɏ][\w.+À-ɏ-]{0,40}@[\wÀ-ɏ]|(?<=\w)@[\w.-]{0,40}[À-ɏ][\wÀ-ɏ-]{0,40}\./

function certificateSeen(line: string, problem: Parameters<typeof problemList>[0], around?: Surroundings): Observation {
  const names = namesInMismatch(line)
  const message = line.trim().slice(0, FACT_LENGTH)
  return {
    ...(around ? base('tls', line, around) : { stage: 'tls' as const, status: 'fail' as const, evidence: message }),
    kind: 'tls',
    chain: [],
    problems: problemList(problem),
    message,
    ...(names.length > 0 && { names }),
  }
}

function problemList(problem: Extract<Observation, { kind: 'tls' }>['problems'][number]) {
  return [problem]
}

function base(stage: Stage, line: string, { hints }: Surroundings) {
  const endpoint = endpointOf(hints)
  const isCertain = hints.security !== undefined || endpoint?.port !== 465
  return {
    stage,
    status: 'fail' as const,
    ...(endpoint && isCertain && { endpoint }),
    evidence: evidenceOf(line),
  }
}

/** A sentence of a server about the names of others (`Sender address rejected: Domain not found`). */
function isReplyTalk(line: string): boolean {
  return (
    /address rejected|said:|<\S+@\S+>: (?:Sender|Recipient)|orig_to=|delays?=.{0,200}type=(?:MX|AAAA?)/i.test(line) &&
    !/Name service error for name=/i.test(line)
  )
}

function nearbyName(lines: readonly string[], index: number): string | undefined {
  for (const line of lines.slice(index, index + 8)) {
    const name = /["']?hostname["']?\s{0,4}[:=]\s{0,4}["'](?!\w{1,40}@)([^"']{1,255})["']/.exec(line)?.[1]
    // Loggers put this machine's name beside the process's number.
    if (name && !/["']pid["']\s{0,4}[:=]/.test(line)) return name
  }
  return undefined
}
