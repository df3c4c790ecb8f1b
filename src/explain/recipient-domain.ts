// Look-ups that failed for the domain to which a letter goes, and not for a server that somebody set.

import type { Observation } from '../model.js'
import { matches, phrases } from '../smtp/prefilter.js'
import { RELAY_NAME } from '../smtp/relay-name.js'
import { evidenceOf } from './excerpt.js'

/** Gmail's, sendmail's and qmail's words for a recipient's domain that is not in the DNS. */
const NO_SUCH_DOMAIN = phrases`
    DNS type '?mx'? lookup of \S{1,255} responded with code NXDOMAIN
    find (?:any host|a mail exchanger)\b
    host unknown \(name server
    \S@[\w.-]{1,255}>?(?: ?\.\.\.)?:? (?:unknown host|host unknown)
  `

/** A mail server's log or bounce: the name that does not exist is the recipient's domain, not a server that was configured. */
export function recipientDomain(line: string, name: string): Observation | undefined {
  if (matches(NO_SUCH_DOMAIN, line) || isMxMissing(line)) return domainUnknown(line, line.trim())
  if (
    !/status=(?:bounced|undeliverable)|dsn=5\.|^\s{0,8}<[^<>\s]{1,320}>(?: \([^()]{1,200}\))?: /.test(line) ||
    name === ''
  )
    return undefined
  const domain = addressedDomain(line)
  if (domain?.toLowerCase() !== name.toLowerCase()) return undefined
  const text = /status=\w+ \((.{1,600})\)\s*$/.exec(line)?.[1] ?? line
  return domainUnknown(line, text)
}

/** Postfix asks for an MX of a domain that mail goes to; a relay is commonly named as what it is, a host. */
function isMxMissing(line: string): boolean {
  const name = /Name service error for name=(\S{1,255}) type=MX: Host not found(?!, try again)/i.exec(line)?.[1]
  return name !== undefined && !RELAY_NAME.test(name)
}

function addressedDomain(line: string): string | undefined {
  return /(?:\bto=|^\s{0,8})<[^<>@\s]{0,120}@([^<>\s]{1,255})>/.exec(line)?.[1]
}

function domainUnknown(line: string, text: string): Observation {
  const enhanced = /dsn=([245]\.\d{1,3}\.\d{1,3})/.exec(line)?.[1]
  return {
    stage: 'rcpt',
    status: 'fail',
    kind: 'reply',
    verb: 'RCPT',
    reply: { code: 550, ...(enhanced && { enhanced }), text: `Recipient's domain not found: ${text}`, lines: [text] },
    from: 'receiver',
    evidence: evidenceOf(line),
  }
}
