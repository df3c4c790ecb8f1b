// A connection attempt got no answer on one port.

import type { Rule } from '../../model.js'
import { checkYourself, inClientsWords, lookByHand, platformWayOut, useWay, waysIn, wayWith } from '../advice.js'
import { placeOf, portOf, realProvider } from '../meant.js'
import { connectFailures } from '../phrases/socket.js'
import { scopeOf } from '../scope.js'

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
    if (!first) return undefined
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
