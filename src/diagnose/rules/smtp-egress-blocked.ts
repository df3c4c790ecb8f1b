// The user's own network or hosting platform blocks outgoing SMTP as a whole.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { mailPortsIn, portsBehindColon } from '../../smtp/mail-ports.js'
import { phrases } from '../../smtp/prefilter.js'
import { checkYourself, platformWayOut } from '../advice.js'
import { endpointsOf, isLoopback, isPrivateHost, meantHost, portOf, realProvider } from '../meant.js'
import { connectFailures, type SocketFailure } from '../phrases/socket.js'
import { lineOf, murmuring, showsContact } from '../select.js'

export const smtpEgressBlocked: Rule = {
  id: 'smtp-egress-blocked',
  title: 'This network or hosting platform blocks outgoing mail ports',
  meaning:
    "Every mail port fails in the same way from this machine, and the servers behind them are up: something close to you closes the doors. Hosting platforms do it against spam (Render's free plan, Railway below Pro, DigitalOcean, Hetzner for new accounts, most shared web hosting), companies and some internet providers too. No setting in your program can open them.",
  seenAs: [
    '587, 465 and 25 all time out',
    'Connection timeout on Railway, Render, DigitalOcean',
    'Connection refused or Network is unreachable on shared web hosting',
  ],
  outranks: [
    'message-rejected-content',
    'plaintext-on-tls-port',
    'greeting-timeout',
    'port-25-blocked',
    'connect-timeout',
    'connect-refused',
    'connect-unreachable',
    'ipv6-unreachable',
  ],
  match: (seen, context) =>
    byPlatform(seen, context) ?? byWords(seen) ?? byAllPorts(seen, context) ?? bySharedHosting(seen, context),
  fixes: (context) => {
    const ways = platformWayOut(context)
    return [
      ...(ways.length > 0
        ? ways
        : [
            {
              do: 'Ask the hosting platform or network administrator to allow outgoing connections to ports 587 and 465; on a cloud server look for "SMTP" in its documentation and security groups first.',
            },
          ]),
      ...otherDoors(context),
      {
        do: 'Or send over an HTTPS API (Resend, SendGrid, Mailgun, Postmark, Brevo and others have one): port 443 is open everywhere.',
      },
      {
        do: 'On shared web hosting, use the mail server that the company gives you (often localhost or mail.YOUR-DOMAIN).',
      },
      checkYourself(context),
    ]
  },
}

function otherDoors(context: Context): Fix[] {
  const extra = (realProvider(context)?.endpoints ?? []).filter(({ port }) => ![25, 465, 587].includes(port))
  return extra.length > 0
    ? [{ do: `Try ${realProvider(context)?.name}'s other doors: port ${extra.map(({ port }) => port).join(', ')}.` }]
    : [
        {
          do: 'Try port 2525, which many sending services offer for such networks (SendGrid, Mailgun, Brevo, Postmark, SMTP2GO, Mailtrap).',
        },
      ]
}

/** A platform that is known to close the ports that failed. */
function byPlatform(seen: readonly Observation[], context: Context): Finding | undefined {
  const { platform } = context
  if (!platform) return undefined
  const found = outwardFailures(seen, context).filter(
    ({ fault }) => fault === 'timeout' || fault === 'refused' || fault === 'unreachable',
  )
  const ports = portsOf(found, context)
  // An empty list of blocked ports with few open ones means that everything but those is closed.
  const isClosed = (port: number) =>
    platform.blockedPorts.includes(port) ||
    (platform.blockedPorts.length === 0 && platform.openPorts.length > 0 && !platform.openPorts.includes(port))
  const isOnly25 = ports.length > 0 && ports.every((port) => port === 25)
  if (found.length === 0 || isOnly25 || isReached(seen)) return undefined
  if (ports.length === 0 ? !isClosed(587) : !ports.every(isClosed)) return undefined
  const isSure = platform.isVerified && ports.length > 0 && context.source === 'probe'
  return {
    certainty: isSure ? 'certain' : 'likely',
    because: `${platform.name} blocks ${platform.blockedPorts.length > 0 ? `outgoing connections to ${listed(platform.blockedPorts)}` : 'outgoing SMTP'} (${platform.scope}), and exactly these fail.`,
    seen: found.map((one) => one.seen),
    endpoint: 'all',
  }
}

/** Platforms and networks that say it themselves. */
function byWords(seen: readonly Observation[]): Finding | undefined {
  const found = murmuring(
    seen,
    phrases`
      (?:does(?: not|n't)|do(?: not|n't)|won't|will not|cannot|can't) (?:allow|permit|support|let)\b[^\n]{0,30}(?:external|outside|third[- ]party|outgoing|outbound|remote) (?:smtp|mail|e-?mail)
      \bports? (?:25|465|587)(?:[, and]{0,6}(?:25|465|587|2525)){1,4} (?:all|both) (?:time out|timed out|fail|are (?:closed|blocked|unreachable))\b
      (?:outgoing|outbound) (?:smtp|mail|e-?mail)[^\n]{0,40}(?:blocked|disabled|not (?:allowed|permitted|supported))
      \bsmtp[ -](?:(?:ports?|servers?) ?)?(?:\d{2,4}[, and]{0,6}){0,4}\s?(?:is|are|gets?|being) (?:\w{1,12} )?blocked
      \bblock(?:s|ed|ing)? (?:[*_"]{0,2}[a-z]{2,12}[*_"]{0,2} ){0,4}(?:smtp|mail|e-?mail)s? (?:ports?|traffic|connections?)\b
      \bports? (?:25|465|587)(?:[, and]{0,6}(?:25|465|587|2525)){1,4},? (?:(?:is|are) (?:\w{1,12} )?(?:blocked|closed|not (?:allowed|permitted|supported|available))|do(?: not|n['’]t) work (?:in|on|from|at)\b)
      smtp (?:connections? )?(?:is|are) (?:not (?:allowed|permitted)|disabled) (?:on|by) (?:this|your|the) (?:network|plan|platform|host|provider|server)
      \b(?:disabl|block|clos|filter|restrict|lock)\w{1,3} (?:the |all |outgoing |outbound |smtp )*ports? (?:25|465|587)\b[^\n]{0,12}\b(?:465|587)\b
      \b(?:465|587)/tcp\s{1,8}(?:open\|)?filtered\b
      proxy request failed, cannot connect to the specified address
      (?:can ?not|can['’]t|unable to|will not|won['’]t|do(?:es)? not|don['’]t) (?:un ?block|open|lift|remove)[^\n]{0,40}\b(?:smtp|ports? (?:25|465|587))\b
      \bsmtp ports?\b[^\n]{0,40}\b(?:is|are|being) (?:blocked|closed|filtered|disabled)
      \bblock(?:s|ed|ing) (?:all )?(?:of )?(?:these |the |those |outbound |outgoing )*(?:smtp |mail )?ports\b
      \bblock(?:s|ed|ing) (?:all |outgoing |outbound )*(?:smtp|mail ports)\b
      \b(?:they|host\w{0,4}|provider|isp|company|platform|google|aws|azure|network|cloud|firewall|engine)\b(?: \w{2,9}){0,4} block(?:s|ed|ing)? (?:\w{1,12} ){0,6}ports? (?:25|465|587|2525)(?:\b[^\n]{0,20}\b(?:465|587|2525)\b|(?<!25)\b)
      \bsmtp is (?:only available|disabled|not available|blocked) (?:on|for|in) (?:the |these |your |free |all )*[\w ,]{1,40}\bplans?\b
    `,
  )
  return found.length > 0
    ? {
        certainty: 'likely',
        because: 'The message itself says that outgoing mail is closed here.',
        seen: found,
        endpoint: 'all',
      }
    : undefined
}

/** Two and more mail ports fail alike, and none works. */
function byAllPorts(seen: readonly Observation[], context: Context): Finding | undefined {
  const failures = outwardFailures(seen, context).filter(
    ({ fault, family }) => fault === 'timeout' || fault === 'refused' || (fault === 'unreachable' && family !== 6),
  )
  const ports = portsOf(failures, context)
  if (ports.length < 2 || ports.every((port) => port === 25) || isReached(seen)) return undefined
  const endpoints = endpointsOf(seen)
  if (context.source === 'probe' && endpoints.some(({ port }) => !ports.includes(port))) return undefined
  const isSilent = failures.every(({ fault }) => fault === 'timeout')
  // A host of one's own that refuses everything is down; a large provider is not.
  if (!isSilent && !isPublic(seen, context)) return undefined
  if (failures.every(({ fault }) => fault === 'unreachable')) return undefined
  return {
    certainty: 'likely',
    because: `Ports ${listed(ports)} ${isSilent ? 'all give no answer' : 'are all turned away'}; a mail server has at least one of them open, so the block is on this side.`,
    seen: failures.map((one) => one.seen),
    endpoint: 'all',
  }
}

/** Web hosting companies turn outgoing SMTP away at once; the path of the script shows where it runs. */
function bySharedHosting(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = outwardFailures(seen, context).filter(
    ({ fault }) => fault === 'refused' || fault === 'unreachable' || fault === 'timeout',
  )
  const isHosted = seen.some((one) =>
    /\/public_html\/|\/home\d?\/[\w-]{1,64}\/(?:www|domains|htdocs|web)\/|\/var\/www\/vhosts\/|\/htdocs\/[^\n]{0,80}hosting|cpanel|cloudlinux/i.test(
      lineOf(one),
    ),
  )
  if (!found[0] || !isHosted || !isPublic(seen, context) || isReached(seen)) return undefined
  return {
    certainty: 'likely',
    because: `The script runs on shared web hosting, and ${meantHost(seen, context) ?? "a large provider's server"} does not turn connections away itself: hosting companies close outgoing mail ports.`,
    seen: found.map((one) => one.seen),
    endpoint: 'all',
  }
}

function outwardFailures(seen: readonly Observation[], context: Context): SocketFailure[] {
  return connectFailures(seen).filter(({ endpoint, stage }) => {
    const host = endpoint?.host ?? meantHost(seen, context)
    return stage === 'connect' && (host === undefined || (!isLoopback(host) && !isPrivateHost(host)))
  })
}

function portsOf(failures: readonly SocketFailure[], context: Context): number[] {
  const ports = failures.flatMap(({ seen }) => {
    const named = portsInLine(lineOf(seen))
    if (named.length > 1) return named
    const port = seen.endpoint?.port ?? named[0] ?? portOf(seen, context)
    return port === undefined ? [] : [port]
  })
  return [...new Set(ports)].sort((a, b) => a - b)
}

function portsInLine(line: string): number[] {
  return /\bports?\b|\bboth\b|\btr(?:y|ied)\b/i.test(line) &&
    !/\bwork(?:s|ed|ing)?\b[^\n]{0,24}\b(?:465|587|2525)\b/i.test(line)
    ? mailPortsIn(line)
    : portsBehindColon(line)
}

function isPublic(seen: readonly Observation[], context: Context): boolean {
  const host = meantHost(seen, context)
  return host === undefined ? realProvider(context) !== undefined : context.presets.hostRole(host) !== undefined
}

/** Some mail port answered: then it is not the whole network. */
function isReached(seen: readonly Observation[]): boolean {
  return seen.some(showsContact)
}

function listed(ports: readonly number[]): string {
  return ports.length < 2 ? String(ports[0] ?? '') : `${ports.slice(0, -1).join(', ')} and ${ports.at(-1)}`
}
