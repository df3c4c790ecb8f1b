// What mail servers report of their own way to the next server in the form of a reply: Exchange gives 441 and 450 to a
// socket's error, and puts the other server's reply behind words of its own; sendmail gives 403 to a broken handshake.

import type { FoundReply } from './find-replies.js'
import type { Fact } from './reading.js'

/** Exchange's codes for it (https://learn.microsoft.com/exchange/mail-flow/non-delivery-reports-and-bounce-messages). */
const SOCKET_CODES: Readonly<Record<string, string>> = { '4.4.315': 'ETIMEDOUT', '4.4.316': 'ECONNREFUSED' }

const WINSOCK: Readonly<Record<string, string>> = {
  '10051': 'ENETUNREACH',
  '10053': 'ECONNABORTED',
  '10054': 'ECONNRESET',
  '10060': 'ETIMEDOUT',
  '10061': 'ECONNREFUSED',
  '10065': 'EHOSTUNREACH',
}

/** The failure that a reply only reports; undefined for a reply of the server that was asked. */
export function relayedFailure({ firstLine, reply, evidence }: FoundReply): Fact | undefined {
  if (/^TLS handshake failed/i.test(reply.text))
    return {
      line: firstLine,
      weight: 'evidence',
      seen: { stage: 'tls', status: 'fail', kind: 'tls-error', fault: 'other', message: evidence, evidence },
    }
  // What Exchange found out about the next server's DNS and TLS (X.7.321 to X.7.325).
  if (/\bdnssec-invalid\b/i.test(reply.text))
    return {
      line: firstLine,
      weight: 'evidence',
      seen: { stage: 'dns', status: 'fail', kind: 'dns', code: 'ESERVFAIL', name: '', evidence },
    }
  if (/\bstarttls-not-supported\b/i.test(reply.text))
    return {
      line: firstLine,
      weight: 'evidence',
      seen: {
        stage: 'starttls',
        status: 'fail',
        kind: 'client',
        complaint: 'starttls-not-offered',
        message: evidence,
        evidence,
      },
    }
  const number = /\b(?:socket|winsock) error(?: code)?:? ?(\d{5})\b/i.exec(reply.text)?.[1]
  const code =
    WINSOCK[number ?? ''] ??
    SOCKET_CODES[reply.enhanced ?? ''] ??
    (/^4[25]\d (?:4\.2\.1 )?Unable to connect\b|^Unable to connect\.?"? Attempted failover/i.test(reply.text) ||
    (reply.code === 421 && /^Unable to connect\b/i.test(reply.text))
      ? 'ETIMEDOUT'
      : undefined)
  return code
    ? {
        line: firstLine,
        weight: 'evidence',
        seen: { stage: 'connect', status: 'fail', kind: 'socket', code, message: evidence, evidence },
      }
    : undefined
}
