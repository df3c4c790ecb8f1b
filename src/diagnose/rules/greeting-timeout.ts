// TCP connects, and the server never says 220 in time.

import type { Rule } from '../../model.js'
import { checkYourself, inClientsWords, nameWay, wayWith } from '../advice.js'
import { placeOf, portOf } from '../meant.js'
import { handshakeFailures } from '../phrases/handshake.js'
import { isOvercome, socketFailures } from '../phrases/socket.js'
import { scopeOf } from '../scope.js'
import { halfOfReply } from '../select.js'
import { isTlsFirst } from '../silent-port.js'

export const greetingTimeout: Rule = {
  id: 'greeting-timeout',
  title: 'The door opens, but the server does not say hello in time',
  meaning:
    'The connection was made, and then the server stayed silent: the greeting (a line that begins with 220) did not come before the program lost patience. The server may be overloaded, may be looking your address up slowly or making strangers wait on purpose, a firewall may let only the first packets through, or the port wants TLS first.',
  seenAs: [
    'Greeting never received',
    'get_lines(): timed-out',
    'Timeout while waiting for the greeting',
    'lost connection while receiving the initial server greeting',
    'Read timed out (before any reply)',
  ],
  outranks: ['tls-handshake-failed'],
  match(seen, context) {
    const found = socketFailures(seen)
      .filter(
        (failure) =>
          failure.stage === 'greeting' &&
          failure.fault === 'timeout' &&
          !isTlsFirst(failure.seen, seen, context) &&
          (context.source === 'probe' || !isOvercomeByMore(failure, seen)),
      )
      .map((failure) => failure.seen)
    const [first] = found
    if (!first) return undefined
    // A port that wants TLS first shows the same silence in its handshake.
    const stalled = handshakeFailures(seen).flatMap(({ fault, seen: one }) =>
      context.source === 'probe' && fault === 'timeout' && one.endpoint?.security === 'tls' ? [one] : [],
    )
    const silent = [...found, ...stalled]
    const isEverywhere = scopeOf(silent, seen).endpoint === 'all'
    const seconds = first.kind === 'socket' && first.waitedMs ? `${Math.round(first.waitedMs / 1000)} s` : undefined
    const heard =
      halfOfReply(first) !== undefined
        ? `only the beginning of a line came${seconds ? ` within ${seconds}` : ''}`
        : `the server said nothing${seconds ? ` for ${seconds}` : ''}`
    return {
      certainty: context.source === 'probe' ? 'certain' : 'likely',
      because: `The connection to ${placeOf(first, context)} stood, and ${heard}.`,
      seen: isEverywhere ? silent : found,
      ...scopeOf(isEverywhere ? silent : found, seen),
    }
  },
  fixes(context, finding) {
    const port = portOf(finding?.seen[0], context)
    const way = wayWith(context, (one) => one.port !== port)
    return [
      {
        do: "Raise the program's greeting timeout to 60 seconds or more: some servers make clients wait on purpose (RFC 5321 allows five minutes).",
      },
      ...(way ? [{ do: `Try ${nameWay(way)}.` }, ...inClientsWords(context, way)] : []),
      ...(port === 587 || port === 25
        ? []
        : [{ do: 'If the port is 465 or unknown, start TLS at once: such a port is silent until then.' }]),
      {
        do: 'On a server of your own, look for slow reverse look-ups of the client (Postfix: smtpd_peername_lookup, Exim: rfc1413_query_timeout = 0s, host_lookup) and for its load.',
      },
      checkYourself(context),
    ]
  },
}

/** A greeting that came too late for the client is still too late; only a later success counts. */
function isOvercomeByMore(failure: Parameters<typeof isOvercome>[0], seen: Parameters<typeof isOvercome>[1]): boolean {
  const later = seen.filter(
    (one) =>
      !(one.kind === 'reply' && one.verb === 'CONNECT') &&
      (one.stage === 'auth' || one.stage === 'mail' || one.stage === 'data'),
  )
  return later.length > 0 && isOvercome(failure, [failure.seen, ...later])
}
