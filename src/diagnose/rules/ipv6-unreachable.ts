// The server's IPv6 address fails while IPv4 works or would.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { checkYourself } from '../advice.js'
import { isLoopback, isSameEndpoint, placeOf } from '../meant.js'
import { markIn } from '../phrases/receiver-marks.js'
import { familyOf, type SocketFailure, socketFailures } from '../phrases/socket.js'
import { replies, showsContact } from '../select.js'

export const ipv6Unreachable: Rule = {
  id: 'ipv6-unreachable',
  title: 'IPv6 does not work here; IPv4 does or would',
  meaning:
    'The server has addresses of both kinds, and the program tried the IPv6 one. This machine or its network has no working IPv6 (containers and some hosting platforms have none), so the attempt fails although the server is up. Programs that do not try IPv4 afterwards stop here.',
  seenAs: [
    'connect ENETUNREACH 2607:f8b0:…',
    'connect EHOSTUNREACH 2a00:1450:… - Local (:::0)',
    'Cannot assign requested address (for an IPv6 address)',
  ],
  outranks: ['connect-unreachable', 'service-unavailable', 'client-ip-blocked', 'helo-rejected', 'reverse-dns-missing'],
  match(seen, context) {
    const at6 = socketFailures(seen).filter((failure) => isBrokenV6(failure))
    const [first] = at6
    if (!first) return turnedAway(seen) ?? refusedInWords(seen)
    const isBeside = at6.every((failure) => hasV4Failure(failure, seen))
    if (isBeside) return undefined
    const worked = answersOverV4(first, seen)
    return finding(at6, worked, first, context)
  },
  fixes: (context) => [
    ...preferV4(context.client),
    {
      do: 'Or switch IPv6 off for this machine or container, until it works: Linux "sysctl -w net.ipv6.conf.all.disable_ipv6=1"; in /etc/gai.conf the line "precedence ::ffff:0:0/96 100" prefers IPv4.',
    },
    {
      do: 'On Railway outgoing IPv6 is off by default; in Docker it has to be enabled in daemon.json ("ipv6": true). Elsewhere ask the network\'s operator.',
    },
    checkYourself(context),
  ],
}

/** The same server refuses the IPv6 address at the door and greets over IPv4. */
function turnedAway(seen: readonly Observation[]): Finding | undefined {
  const greetings = replies(seen, { verbs: ['CONNECT'] }).filter(({ verb }) => verb === 'CONNECT')
  const refused = greetings.find(({ status, address }) => status === 'fail' && familyOf(address) === 6)
  const greeted = greetings.find(({ status, address }) => status === 'ok' && familyOf(address) === 4)
  return refused && greeted
    ? {
        certainty: 'certain',
        because: `The server turned the connection over IPv6 (to ${refused.address}) away and greeted the one over IPv4.`,
        seen: [refused, greeted],
      }
    : undefined
}

/** Receivers that take mail over IPv4 only, and say so. */
function refusedInWords(seen: readonly Observation[]): Finding | undefined {
  const found = replies(seen, { codes: [4, 5] }).filter(
    ({ reply }) =>
      markIn(reply.text)?.means === 'ipv6-unreachable' ||
      /(?:does not|doesn't|do not|don't) (?:accept|process|support|take) [^\n]{0,40}\bIPv6\b|\bIPv6 (?:\S{1,20} )?(?:is |are )?not (?:accepted|allowed|supported)/i.test(
        reply.text,
      ),
  )
  return found.length > 0
    ? { certainty: 'certain', because: 'The receiver says itself that it takes no mail over IPv6.', seen: found }
    : undefined
}

function finding(at6: readonly SocketFailure[], worked: boolean, first: SocketFailure, context: Context): Finding {
  return {
    certainty: worked ? 'certain' : 'likely',
    because: worked
      ? `The IPv6 address ${first.address ?? ''} of ${placeOf(first.seen, context)} failed, and IPv4 got through.`
      : `The address that failed${first.address ? `, ${first.address},` : ''} is an IPv6 one; the large providers' servers are up over IPv4 as well.`,
    seen: at6.map((one) => one.seen),
  }
}

/** "No route" and "no such address" are this machine's; a timeout counts beside a working IPv4. */
function isBrokenV6({ family, fault, stage, address }: SocketFailure): boolean {
  if (family !== 6 || stage !== 'connect' || (address !== undefined && isLoopback(address))) return false
  return fault === 'unreachable' || fault === 'no-address' || fault === 'timeout' || fault === 'refused'
}

function hasV4Failure(failure: SocketFailure, seen: readonly Observation[]): boolean {
  return (
    socketFailures(seen).some(
      (other) =>
        other.family === 4 &&
        other.stage === 'connect' &&
        (!failure.endpoint || !other.endpoint || isSameEndpoint(failure.endpoint, other.endpoint)),
    ) ||
    ((failure.fault === 'timeout' || failure.fault === 'refused') && !answersOverV4(failure, seen))
  )
}

/** A program's own line of a connection to an IPv4 address. */
function isConnectedOverV4(one: Observation): boolean {
  return one.kind === 'text' && one.status === 'ok' && /^\W*Connected to \[?(?:\d{1,3}\.){3}\d/i.test(one.text)
}

function answersOverV4(failure: SocketFailure, seen: readonly Observation[]): boolean {
  return seen.some(
    (one) =>
      (showsContact(one) || isConnectedOverV4(one)) &&
      (one.kind !== 'socket' || one.family !== 6) &&
      (!failure.endpoint || !one.endpoint || isSameEndpoint(failure.endpoint, one.endpoint)),
  )
}

function preferV4(client = ''): Fix[] {
  if (/nodemailer|node|n8n|uptime|emailjs/i.test(client))
    return [
      {
        do: 'In Node.js prefer IPv4: node --dns-result-order=ipv4first (or NODE_OPTIONS=--dns-result-order=ipv4first); in Node 20 and newer both are tried unless autoSelectFamily is off.',
      },
    ]
  if (/java|spring|jakarta|keycloak|jenkins/i.test(client))
    return [{ do: 'In Java prefer IPv4: -Djava.net.preferIPv4Stack=true.' }]
  if (/postfix/i.test(client)) return [{ do: 'In Postfix: postconf -e inet_protocols=ipv4, then reload.' }]
  if (/exim/i.test(client)) return [{ do: 'In Exim set disable_ipv6 = true.' }]
  if (/php|wordpress|laravel|symfony|swift/i.test(client))
    return [
      {
        do: 'In PHP use the IPv4 address\'s name: set the host to gethostbyname("HOST") and the TLS peer name to HOST, or bind with socket options bindto 0.0.0.0:0.',
      },
    ]
  if (/postal|ruby|rails/i.test(client))
    return [
      { do: "Give the program only IPv4: Ruby's Net::SMTP takes the first address, so /etc/gai.conf (below) decides." },
    ]
  return [
    {
      do: 'Make the program prefer IPv4 (Node.js: --dns-result-order=ipv4first; Java: -Djava.net.preferIPv4Stack=true; curl: -4; Postfix: inet_protocols = ipv4).',
    },
  ]
}
