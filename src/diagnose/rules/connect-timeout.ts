// A connection attempt got no answer on one port.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { checkYourself, inClientsWords, lookByHand, platformWayOut, useWay, waysIn, wayWith } from '../advice.js'
import { placeOf, portOf, realProvider } from '../meant.js'
import { connectFailures } from '../phrases/socket.js'
import { CANNOT_CONNECT, CANNOT_CONNECT_ELSEWHERE } from '../phrases/unconnected.js'
import { scopeOf } from '../scope.js'
import { murmuring } from '../select.js'

export const connectTimeout: Rule = {
  id: 'connect-timeout',
  title: 'Nobody answers at this door: the connection timed out',
  meaning:
    "The program knocked and heard nothing, neither yes nor no. A server that is not there would say no at once; silence mostly means that a firewall on the way throws the packets away. That can be your own firewall, your internet provider, the hosting platform, or the server's side, for a port that is not in use.",
  seenAs: [
    'ETIMEDOUT',
    'Connection timeout',
    'connect timed out',
    'dial tcp …: i/o timeout',
    '[WinError 10060]',
    '[Errno 110] Connection timed out',
  ],
  match(seen, context) {
    const found = connectFailures(seen).filter(({ fault }) => fault === 'timeout')
    const [first] = found
    if (!first) return byBareWords(seen) ?? byOtherWords(seen)
    const port = portOf(first.seen, context)
    const ways = waysIn(context)
    const isForeignPort = port !== undefined && ways.length > 0 && ways.every((way) => way.port !== port)
    return {
      certainty: 'likely',
      because: isForeignPort
        ? `${placeOf(first.seen, context)} gave no answer; ${realProvider(context)?.name} does not list port ${port} for sending.`
        : `${placeOf(first.seen, context)} gave no answer to the connection attempt.`,
      seen: found.map((one) => one.seen),
      ...scopeOf(
        found.map((one) => one.seen),
        seen,
      ),
    }
  },
  fixes(context, finding) {
    const port = portOf(finding?.seen[0], context)
    const way = wayWith(context, (one) => one.port !== port)
    return [
      ...askForMore(context, finding),
      ...(way ? [useWay(context, way), ...inClientsWords(context, way)] : []),
      lookByHand(way?.host || finding?.seen[0]?.endpoint?.host || context.host, way?.port ?? port ?? 587),
      {
        do: "Try from another network (a mobile phone's, for example): if it works there, the firewall of the first network or its provider blocks the port.",
      },
      ...(platformWayOut(context).length > 0
        ? platformWayOut(context)
        : [
            {
              do: 'On a cloud server or web hosting, look for its rule on outgoing mail: many close 25, some also 465 and 587, until you ask.',
            },
          ]),
      {
        do: 'If several addresses or IPv6 are involved, the program may only be slow: raise its connection timeout to 30 seconds once, to see.',
      },
      checkYourself(context),
    ]
  },
}

/** Programs that say no more than that they could not connect; Outlook's codes for the same (0E, 15, 80042109). */
const BARE_WORDS = phrases`
    (?:SMTP Error: )?Could not connect to SMTP host\b(?![^\n]{0,200}response)
    SMTP Error \(-1\): Connection to server failed
    \bConnection failed:? ?\(Code: -1\)
    SMTP connect\(\) failed
    could not contact (?:with )?(?:the )?(?:smtp|mail) server
    0x800CCC(?:0E|15)\b
    0x80042109\b
    0x80040213\b
    transport failed to connect to the server
    cannot connect to your outgoing \(SMTP\)
    connecting to Outgoing server \(SMTP\) \S{1,255} failed
  `

/** Bounces of Gmail, Exchange and qmail about the receiver's server. */
const NOT_REACHED = phrases`
    did not accept our requests to connect
    unable to connect successfully to the destination
    (?:wasn't|was not) able to establish an SMTP connection
  `

function byBareWords(seen: readonly Observation[]): Finding | undefined {
  const bounced = murmuring(seen, NOT_REACHED)
  if (bounced.length > 0)
    return {
      certainty: 'likely',
      because: "The bounce says that the receiver's server could not be reached; why, it does not say.",
      seen: bounced,
    }
  const said = murmuring(seen, BARE_WORDS)
  return said.length > 0
    ? {
        certainty: 'possible',
        because:
          'The program says only that it could not connect. Most often the port gives no answer; a wrong host name, a refused connection, a failed encryption or a refused login look the same from here.',
        seen: said,
      }
    : undefined
}

/** What would tell the possible causes apart. */
function askForMore({ client }: Context, finding: Finding | undefined): Fix[] {
  if (finding?.certainty !== 'possible') return []
  if (/php|wordpress/i.test(client ?? ''))
    return [
      {
        do: 'In PHPMailer set $mail->SMTPDebug = 3, send once more and paste what it prints: the lines before this one name the cause.',
      },
    ]
  return client === 'outlook'
    ? [
        {
          do: 'In Outlook compare File → Account Settings → Server Settings: the name of the outgoing server, its port (587 with STARTTLS or 465 with SSL/TLS) and the encryption; switch the mail scanner of an antivirus program off once, to see.',
        },
      ]
    : []
}

/** The same of other programs and in other languages. */
function byOtherWords(seen: readonly Observation[]): Finding | undefined {
  const said = [...murmuring(seen, CANNOT_CONNECT), ...murmuring(seen, CANNOT_CONNECT_ELSEWHERE)]
  return said.length > 0
    ? {
        certainty: 'possible',
        because:
          'The program could not connect and does not say why. Silence of the port is the usual cause; a wrong name or port, a refusal or a failed encryption would be told in the same words.',
        seen: said,
      }
    : undefined
}
