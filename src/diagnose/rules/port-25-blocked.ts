// Port 25 is closed to clients nearly everywhere; submission goes over 587 or 465.

import {
  type Context,
  type Endpoint,
  type Finding,
  type Fix,
  type Observation,
  type Rule,
  STAGES,
} from '../../model.js'
import { portsBehindColon } from '../../smtp/mail-ports.js'
import { phrases } from '../../smtp/prefilter.js'
import { bestWay, inClientsWords, lookByHand, platformWayOut, useWay, type Way } from '../advice.js'
import { endpointsOf, isPrivateHost, isSameEndpoint, meantHost, portOf } from '../meant.js'
import { connectFailures, type SocketFailure } from '../phrases/socket.js'
import { murmuring, saying } from '../select.js'

export const port25Blocked: Rule = {
  id: 'port-25-blocked',
  title: 'Port 25 is blocked here; programs send over port 587',
  meaning:
    'Port 25 is the door by which mail servers hand letters to each other. Because spam came through it, internet providers, clouds and offices close it for everybody else, without a word. Programs and people hand in their mail at port 587 (or 465), where one shows an ID.',
  seenAs: [
    'connect ETIMEDOUT …:25',
    'connect to gmail-smtp-in.l.google.com[…]:25: Connection timed out',
    'SMTP("smtp.gmail.com") without a port hangs',
  ],
  outranks: ['connect-timeout', 'connect-refused', 'connect-unreachable'],
  match: (seen, context) =>
    byFailures(seen, context) ??
    byBareDisconnect(seen, context) ??
    byOwnDelivery(seen) ??
    byWords(seen) ??
    byBareWords(seen, context),
  fixes(context, finding) {
    if (isDelivery(finding?.seen ?? [], context)) return [...DELIVERY, ...platformWayOut(context)]
    if (finding?.seen.some(({ evidence }) => BY_MX.test(evidence ?? '')))
      return [...OWN_DELIVERY, ...platformWayOut(context)]
    return fixesBy(
      bestWay(context, ({ port }) => port !== 25),
      context,
    )
  },
}

function fixesBy(way: Way, context: Context): Fix[] {
  return [
    useWay(context, way),
    ...inClientsWords(context, way),
    ...platformWayOut(context),
    {
      do: 'If this machine is a mail server of its own that has to reach port 25 of others: send through your provider or a sending service as relay (relayhost, smarthost) on 587, or ask your hoster to open outgoing port 25.',
    },
    lookByHand(way.host || context.host, way.port),
  ]
}

/** A mail server of one's own, on its way to the server that takes the recipient's mail: nobody logs in there. */
function isDelivery(seen: readonly Observation[], { client = '', presets }: Context): boolean {
  if (!/postfix|exim|sendmail|exchange/i.test(client)) return false
  return seen.some((one) => {
    const line = one.evidence ?? ''
    const host = /\bconnect(?:ing)? to ([\w.-]{1,255}) ?\[[^\]]{2,45}\]:25\b/i.exec(line)?.[1] ?? one.endpoint?.host
    const role = host === undefined ? undefined : presets.hostRole(host)?.role
    return host !== undefined && !/relay=(?!none)/.test(line) && role !== 'submission'
  })
}

/** How servers that deliver by themselves name where they go. */
const BY_MX = /\bMX(?:s|es)?\b|\bmx\d{0,3}=|\[outbound\]/

const OPEN_25: readonly Fix[] = [
  {
    do: "Or ask your hoster to open outgoing port 25: many do so on request, some never. The recipient's provider cannot help.",
  },
  {
    do: 'See for yourself whether 25 is closed to every server: nc -vz gmail-smtp-in.l.google.com 25 (it opens at once where port 25 is free).',
  },
]

const DELIVERY: readonly Fix[] = [
  {
    do: "Have your mail server hand over all mail to a relay on port 587: your provider's or a sending service's. In Postfix' main.cf: relayhost = [HOST]:587, smtp_sasl_auth_enable = yes, smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd, smtp_tls_security_level = encrypt.",
  },
  ...OPEN_25,
]

const OWN_DELIVERY: readonly Fix[] = [
  {
    do: "Give the program a mail server that takes mail with a login on port 587, with its host, user name and password: your provider's or a sending service's. Its settings call it relay, smarthost or SMTP server.",
  },
  ...OPEN_25,
]

function byFailures(seen: readonly Observation[], context: Context): Finding | undefined {
  const failures = connectFailures(seen)
  const at25 = failures.filter(
    (one) => portOf(one.seen, context) === 25 || portsBehindColon(one.seen.evidence ?? '').includes(25),
  )
  const found = at25.filter((one) => isBlockSign(one, seen, context))
  const [first] = found
  if (!first) return undefined
  const others = endpointsOf(seen).filter(({ port }) => port !== 25)
  const [open] = others
    .map((endpoint) => ({ endpoint, reach: reachOf(endpoint, seen) }))
    .filter(({ reach }) => reach > STAGES.indexOf('dns'))
    .sort((a, b) => b.reach - a.reach)
  // Only 25 was seen to fail: where the others fail too, it is the network.
  if (others.length > 0 && !open) return undefined
  const isListed = context.platform?.blockedPorts.includes(25) ?? false
  const reason = open
    ? `Port ${open.endpoint.port} answers and port 25 does not: 25 is blocked here, as nearly everywhere.`
    : first.fault === 'refused'
      ? 'A mail exchanger never refuses port 25 itself; something between turns it away.'
      : 'Port 25 gave no answer, which is how networks close it to everybody but mail servers.'
  const isThrough = open !== undefined && open.reach >= STAGES.indexOf('ehlo')
  return {
    certainty: isListed && open ? 'certain' : 'likely',
    because: `${reason}${isListed ? ` ${context.platform?.name} closes port 25 for outgoing mail.` : ''}`,
    seen: found.map((one) => one.seen),
    ...(open && {
      title: `Port 25 is blocked here; ${open.endpoint.port} ${isThrough ? 'works, use that' : 'answers'}`,
    }),
    ...(open && isThrough && context.source === 'probe' && { fixes: fixesBy(open.endpoint, context) }),
  }
}

/** The last stage that an endpoint got through, as its place among the stages; below `dns` when none. */
function reachOf(endpoint: Endpoint, seen: readonly Observation[]): number {
  const passed = seen.filter((one) => one.status === 'ok' && isSameEndpoint(one.endpoint, endpoint))
  return Math.max(-1, ...passed.map(({ stage }) => STAGES.indexOf(stage)))
}

/** Silence always; a refusal or "no route" only from a server that certainly listens there, or beside an open port. */
function isBlockSign(failure: SocketFailure, seen: readonly Observation[], context: Context): boolean {
  const host = failure.endpoint?.host ?? meantHost(seen, context) ?? ''
  if (host !== '' && isPrivateHost(host)) return false
  if (failure.fault === 'timeout') return true
  if (failure.fault !== 'refused' && !(failure.fault === 'unreachable' && failure.family !== 6)) return false
  return (
    (host !== '' && context.presets.hostRole(host) !== undefined) ||
    (context.source === 'probe' && failure.fault === 'refused')
  )
}

/** Libraries that hand each letter to the recipient's own server, which stands at port 25 alone (Node's sendmail). */
function byOwnDelivery(seen: readonly Observation[]): Finding | undefined {
  const [said] = saying(
    seen,
    phrases`
      can ?not connect to any SMTP server(?! \w)
      no SMTP servers were available for \S
      network error on destination MXs?\b
      \bDeferred: Connection timed out with \S
      \bH=\S{1,255} \[[\da-f.:]{3,45}\] Connection timed out
    `,
  )
  return said
    ? {
        certainty: 'likely',
        because:
          "The program delivers by itself, to the mail servers of the recipient's domain on port 25, and none of them could be reached. If a mail server stands in your settings, the program has not read it.",
        seen: [said],
        fixes: OWN_DELIVERY,
      }
    : undefined
}

/** Users, hosters and programs that say it themselves, in the languages in which they do. */
function byWords(seen: readonly Observation[]): Finding | undefined {
  const [said] = murmuring(
    seen,
    phrases`
      \b(?:port|порт|puerto|porta|porte|poort) ?25\b[^\n]{0,40}(?:block|clos|filter|gesperrt|geschlossen|bloqu|bloccat|geblokkeerd|zablokowan|заблок|закрыт)
      (?:block|clos|filter|bloqu|blocc|blokk|sperr|блокир)[^\s]{0,12}[^\n]{0,24}\b(?:port|порт|puerto|porta|porte|poort) ?25\b
      25 ?(?:号|號)?(?:端口|埠)[^\n]{0,24}(?:屏蔽|封|禁用|关闭|不通|無法|限制)
      (?:屏蔽|封(?:禁|锁|了|掉)|禁用)[^\n]{0,12}25 ?(?:号|號)?(?:端口|埠)
    `,
  )
  return said
    ? {
        certainty: 'likely',
        because: 'The text itself says that port 25 is closed here.',
        seen: [said],
      }
    : undefined
}

/** JavaMail's one sentence for every failed connection, at port 25 of a server that certainly listens there. */
function byBareWords(seen: readonly Observation[], context: Context): Finding | undefined {
  const host = meantHost(seen, context)
  const [said] = murmuring(seen, /Could not connect to SMTP host: [^\n]{1,255}, port: 25\b(?!, response)/i)
  return said && host !== undefined && !isPrivateHost(host) && context.presets.hostRole(host) !== undefined
    ? {
        certainty: 'possible',
        because: `The program says only that it could not connect. ${host} listens at port 25 for other mail servers; networks and hosters close that port to clients.`,
        seen: [said],
      }
    : undefined
}

/** smtplib.SMTP(host) without a port goes to 25; the seeds of many tutorials end in "Connection unexpectedly closed". */
function byBareDisconnect(seen: readonly Observation[], context: Context): Finding | undefined {
  if (context.source !== 'paste' || context.port !== undefined || endpointsOf(seen).length > 0) return undefined
  const [said] = saying(seen, /connection unexpectedly closed/i).filter(
    ({ stage, kind }) => kind !== 'reply' && (stage === 'connect' || stage === 'greeting'),
  )
  return said && context.security !== 'tls'
    ? {
        certainty: 'possible',
        because: 'No port is named; without one, programs use port 25, which servers and networks close to clients.',
        seen: [said],
      }
    : undefined
}
