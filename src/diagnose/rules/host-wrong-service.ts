// The host or port belongs to another service: web, IMAP, POP3, SSH, or a server that only takes mail in.

import type { Context, Finding, Observation, Rule, Stage } from '../../model.js'
import { matches, type Pattern, phrases } from '../../smtp/prefilter.js'
import { bestWay, checkYourself, inClientsWords, useWay } from '../advice.js'
import { cleanHost, doorTroubles, hostValues } from '../hosts.js'
import { placeOf, portOf } from '../meant.js'
import { scopeOf } from '../scope.js'
import { lineOf, ofKind, replies, saying } from '../select.js'

export const hostWrongService: Rule = {
  id: 'host-wrong-service',
  title: 'This host or port is for something else than sending mail',
  meaning:
    'A provider has several houses: one where programs hand letters in (SMTP submission), others where they fetch them (IMAP, POP3), one where other mail servers deliver (MX), and the web site. You knocked at one of the others. It does not answer, answers in another language, or has no place for a login.',
  seenAs: [
    '* OK IMAP4rev1 Service Ready',
    '+OK POP3 ready',
    'HTTP/1.1 400 Bad Request',
    'SSH-2.0-OpenSSH',
    'smtp.google.com:587 times out',
    'a login at *.mail.protection.outlook.com or aspmx.l.google.com',
  ],
  outranks: [
    'host-not-found',
    'dns-unavailable',
    'connect-timeout',
    'connect-refused',
    'connect-unreachable',
    'ipv6-unreachable',
    'smtp-egress-blocked',
    'greeting-timeout',
    'closed-before-greeting',
    'plaintext-on-tls-port',
    'tls-on-plaintext-port',
    'tls-handshake-failed',
    'cert-hostname-mismatch',
    'cert-intercepted',
    'auth-not-offered',
    'auth-mechanism-unsupported',
    'starttls-required',
    'command-sequence',
    'auth-required',
    'helo-rejected',
    'server-permanent-failure',
  ],
  match: (seen, context) =>
    byProtocol(seen, context) ??
    byGreeting(seen, context) ??
    byWords(seen, context) ??
    byKnownName(seen, context) ??
    byPort(seen, context),
  fixes(context, finding) {
    const host = cleanHost(context.host ?? finding?.seen[0]?.endpoint?.host ?? '')
    const role = host === '' ? undefined : context.presets.hostRole(host)
    const way = bestWay(role ? { ...context, provider: role.preset } : context)
    const isTried = finding?.seen.some(({ endpoint }) => endpoint?.host === way.host && endpoint.port === way.port)
    return [
      ...(isTried && !role?.instead
        ? [
            {
              do: `Look up the server for sending ("outgoing server" or "SMTP server") on your mail company's help pages, and use that name in place of ${way.host}.`,
            },
          ]
        : [
            useWay({ ...context, ...(role && { provider: role.preset }) }, { ...way, host: role?.instead ?? way.host }),
            ...inClientsWords(context, way),
          ]),
      {
        do: 'Ports 993 and 143 are IMAP, 995 and 110 POP3 (for fetching), 80 and 443 the web; mail is handed in at 587 or 465.',
      },
      ...(role?.role === 'mx'
        ? [{ do: `Keep ${host} only for a mail server that delivers to users there, on port 25 and without a login.` }]
        : []),
      checkYourself(context),
    ]
  },
}

const PAST_EHLO: readonly Stage[] = ['starttls', 'auth', 'mail', 'rcpt', 'data', 'quit']

/** What `speaks` may say, and what the greeting may. */
const NAMES: Readonly<Record<string, string>> = {
  http: 'a web server (HTTP)',
  imap: 'a server for fetching mail (IMAP)',
  pop3: 'a server for fetching mail (POP3)',
  ssh: 'a server for remote login (SSH)',
  ftp: 'a server for files (FTP)',
  lmtp: 'a server for the last step of delivery (LMTP)',
  other: 'a server that does not speak SMTP',
}

function byProtocol(seen: readonly Observation[], context: Context): Finding | undefined {
  // After the greeting and EHLO it was SMTP; a strange line later is a fault of the exchange.
  const found = ofKind(seen, 'protocol').filter(
    ({ speaks, stage }) => speaks in NAMES && speaks !== 'lmtp' && (speaks !== 'other' || !PAST_EHLO.includes(stage)),
  )
  const flood = ofKind(seen, 'limit').filter(({ stage }) => stage === 'greeting')
  const [first] = [...found, ...flood]
  if (!first) return undefined
  if (first.kind === 'limit')
    return {
      certainty: 'likely',
      because: `What ${placeOf(first, context)} sends in place of a greeting has no end: no mail server does that.`,
      seen: flood,
    }
  return {
    certainty: first.speaks === 'other' ? 'likely' : 'certain',
    because: `At ${placeOf(first, context)} answers ${NAMES[first.speaks]}${first.excerpt ? `: "${first.excerpt.slice(0, 80)}"` : ''}.`,
    seen: found,
    ...scopeOf(found, seen),
  }
}

/** Protocols that greet with 220 too; what they are shows in the greeting or in how they refuse EHLO. */
const COUSINS: readonly (readonly [string, Pattern])[] = [
  ['ftp', /(?:^|[\s(-])(?:\w{0,12}-?FTPd|FTP (?:server|service)|ProFTPD\b|FileZilla|USER and PASS)/i],
  ['lmtp', /\bLMTP\b|\bLHLO\b/],
]

function byGreeting(seen: readonly Observation[], context: Context): Finding | undefined {
  const refused = replies(seen, { verbs: ['EHLO', 'HELO'], codes: [4, 5] }).filter(({ verb }) => verb !== 'UNKNOWN')
  const greeted = replies(seen, { verbs: ['CONNECT'], codes: [2] }).filter(
    ({ verb, reply }) => verb === 'CONNECT' && !/E?SMTP/.test(reply.text),
  )
  const [first] = refused
  const said = [...greeted, ...refused]
  const [protocol] = COUSINS.find(([, pattern]) => said.some(({ reply }) => matches(pattern, reply.text))) ?? []
  if (!first || protocol === undefined) return undefined
  return {
    certainty: 'certain',
    because: `At ${placeOf(first, context)} answers ${NAMES[protocol]}, which does not know EHLO.`,
    seen: said,
    ...scopeOf(said, seen),
  }
}

const FOREIGN: readonly (readonly [string, Pattern])[] = [
  ['imap', /(?:^|[\s"'(=>:])\* (?:OK|BYE|PREAUTH|BAD)\b|\bIMAP4(?:rev1)?\b|\[CAPABILITY /],
  ['pop3', /(?:^|[\s"'(=>:])(?:\+OK|-ERR)[ "'\r\n\\]/],
  ['http', /(?:^|[\s"'(=>:])HTTP\/[12](?:\.\d)? \d{3}|<!doctype html|<html[\s>]/i],
  ['ssh', /(?:^|[\s"'(=>:])SSH-[12]\.\d/],
]

const COUSINS_GREETING = phrases`
    (?:^|:[ ])(?:\* (?:OK|BYE|PREAUTH)|\+OK|-ERR)\b
    (?:^|[ ])(?:Dovecot|Courier-IMAP|Cyrus (?:IMAP|POP3?)|(?:IMAP4?|POP3?) (?:server|service))\b.{0,60}\bready\b
  `

/** The first words of another protocol, as clients quote them from the place where a greeting should be. */
function byWords(seen: readonly Observation[], context: Context): Finding | undefined {
  // RFC 5321 section 3.1: 554 in place of a greeting, "No SMTP service here".
  const [closed] = replies(seen, { codes: [554, 521], text: /no smtp service here|does not accept mail/i })
  if (closed && !/\bPTR\b|\bIP\b|block|list/i.test(closed.reply.text))
    return {
      certainty: 'likely',
      because: `${placeOf(closed, context)} says that it offers no mail service.`,
      seen: [closed],
    }
  // .NET takes the first sign of any greeting for a code of its own and calls it 500.
  const [unread] = replies(seen, { codes: [500], text: COUSINS_GREETING })
  if (unread)
    return {
      certainty: 'certain',
      because: 'The first words are those of a server for fetching mail (IMAP or POP3).',
      seen: [unread],
    }
  for (const [protocol, pattern] of FOREIGN) {
    // Web pages and answers of HTTP appear in texts for many reasons; they count in the place of a greeting only.
    const [said] = saying(seen, pattern).filter(
      (one) =>
        protocol !== 'http' ||
        one.stage === 'greeting' ||
        one.stage === 'connect' ||
        /greeting|welcome|initial|220|banner|SERVER ->|\(-1,/i.test(lineOf(one)),
    )
    if (said && !seen.some((one) => one.kind === 'reply' && one.reply.code < 600))
      return { certainty: 'certain', because: `At ${placeOf(said, context)} answers ${NAMES[protocol]}.`, seen: [said] }
  }
  return undefined
}

/** A name of which it is known that it is for fetching, for delivery between servers, or for nothing of the kind. */
function byKnownName(seen: readonly Observation[], context: Context): Finding | undefined {
  const troubles = doorTroubles(seen)
  for (const value of hostValues(seen, context)) {
    const host = cleanHost(value.host)
    const role = host === '' ? undefined : context.presets.hostRole(host)
    if (role?.role === 'submission' || role?.role === 'retired') continue
    if (!role) {
      const inbound =
        byInboundName(host, portOf(value.seen, context), troubles) ??
        byFetchingName(host, troubles.length > 0 ? troubles : untold(seen))
      if (inbound) return inbound
      continue
    }
    const logins = loginSigns(seen)
    const port = portOf(value.seen, context)
    // A mail server delivers to the domain itself where it finds no MX.
    if (port === 25 && context.presets.byDomain(host)) continue
    const isSubmission = port === 587 || port === 465 || logins.length > 0 || role.role !== 'mx'
    const found = logins.length > 0 && troubles.length === 0 ? logins : troubles.length > 0 ? troubles : untold(seen)
    if (!isSubmission || found.length === 0) continue
    const what =
      role.role === 'incoming'
        ? 'for fetching mail'
        : role.role === 'mx'
          ? 'for mail from other servers to its own users, without a login'
          : 'not a server for sending'
    return {
      certainty: troubles.length > 0 ? 'certain' : 'likely',
      because: `${host} is ${role.preset.name}'s name ${what}${role.instead ? `; for sending it is ${role.instead}` : ''}.`,
      seen: found,
    }
  }
  return undefined
}

/** Names that say of themselves that they take mail in; nobody submits to them at 587 or 465. */
function byInboundName(host: string, port: number | undefined, troubles: readonly Observation[]): Finding | undefined {
  const isInbound = /^(?:inbound-smtp|inbound|mx\d{0,2}|aspmx\d?|mailin\d{0,2}|mx-in\d{0,2}|smtp-in\d{0,2})\./.test(
    host,
  )
  return isInbound && (port === 587 || port === 465) && troubles.length > 0
    ? {
        certainty: 'likely',
        because: `By its name, ${host} is a server that takes mail in from others; programs hand theirs in elsewhere.`,
        seen: troubles,
      }
    : undefined
}

/** Names for fetching; small hosts have one machine for both, but then under all its names. */
function byFetchingName(host: string, troubles: readonly Observation[]): Finding | undefined {
  return /^(?:imaps?|pop3?s?)\d{0,2}\./.test(host) && troubles.length > 0
    ? {
        certainty: 'likely',
        because: `By its name, ${host} is a server for fetching mail; the one for sending mostly begins with smtp or mail.`,
        seen: troubles,
      }
    : undefined
}

/** That it failed, where nothing but that is said. */
function untold(seen: readonly Observation[]): Observation[] {
  const failed = seen.filter(({ status }) => status === 'fail')
  return failed.every(({ kind }) => kind === 'text') ? failed.slice(-1) : []
}

function loginSigns(seen: readonly Observation[]): Observation[] {
  return seen.filter(
    (one) =>
      one.status === 'fail' &&
      (one.stage === 'auth' ||
        (one.kind === 'reply' && one.verb === 'AUTH') ||
        (one.kind === 'client' && (one.complaint === 'auth-not-offered' || one.complaint === 'no-common-mechanism'))),
  )
}

/** What a port is for by everybody's custom, where it is not for sending. */
const PORTS: Readonly<Record<number, string>> = {
  80: "the web's (HTTP)",
  110: "POP3's, for fetching mail",
  143: "IMAP's, for fetching mail",
  443: "the web's (HTTPS)",
  993: "IMAP's, for fetching mail",
  995: "POP3's, for fetching mail",
}

/** IMAP's, POP3's and the web's own ports, for servers that nobody knows. */
function byPort(seen: readonly Observation[], context: Context): Finding | undefined {
  const [first] = doorTroubles(seen)
  const port = portOf(first, context)
  const use = port === undefined ? undefined : PORTS[port]
  return first && use
    ? { certainty: 'likely', because: `Port ${port} is ${use}; sending has its own ports.`, seen: [first] }
    : undefined
}
