// TCP connects and is closed or reset before any 220.

import type { Rule } from '../../model.js'
import { bestWay, checkYourself, inClientsWords, nameWay, platformWayOut } from '../advice.js'
import { placeOf, portOf } from '../meant.js'
import { isOvercome, socketFailures } from '../phrases/socket.js'
import { scopeOf } from '../scope.js'
import { expectsAnswerToCommand, isTlsFirst } from '../silent-port.js'

export const closedBeforeGreeting: Rule = {
  id: 'closed-before-greeting',
  title: 'The server hung up before it said hello',
  meaning:
    "The connection was made and closed again before the server's first line. Common reasons: the port is the wrong one for this kind of connection (25 is for servers, 465 wants TLS first), a firewall or block list drops this machine's address, or the server has too much to do.",
  seenAs: [
    'smtplib.SMTPServerDisconnected: Connection unexpectedly closed',
    'ECONNRESET before the greeting',
    'EOF',
    'Got bad greeting from SMTP host, response: [EOF]',
    'lost connection while receiving the initial server greeting',
  ],
  outranks: ['tls-handshake-failed'],
  match(seen, context) {
    const found = socketFailures(seen)
      .filter(
        (failure) =>
          failure.fault === 'closed' &&
          !isTlsFirst(failure.seen, seen, context) &&
          !expectsAnswerToCommand(failure.seen) &&
          (failure.stage === 'greeting' || failure.stage === 'connect') &&
          (context.source === 'probe' || !isOvercome(failure, seen)),
      )
      .map((failure) => failure.seen)
    const [first] = found
    if (!first) return undefined
    // Hung up on in TLS as well as in clear: the same refusal at another door.
    found.push(
      ...seen.filter((one) => one.kind === 'tls-error' && one.fault === 'closed' && context.source === 'probe'),
    )
    return {
      certainty: context.source === 'probe' ? 'certain' : 'likely',
      because: `The connection to ${placeOf(first, context)} was closed before the server had said anything.`,
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes(context, finding) {
    const port = portOf(finding?.seen[0], context)
    const way = bestWay(context, (one) => one.port !== port && one.port !== 25)
    return [
      {
        do: `Check host and port: use ${nameWay(way)}${context.provider && way.host && !way.host.includes('{') ? ` at ${way.host}` : ''}.`,
      },
      ...inClientsWords(context, way),
      ...(port === undefined || port === 465
        ? [
            {
              do: `If the port is 465, start TLS at once${!context.client || /python|smtplib|django/i.test(context.client) ? ' (Python: smtplib.SMTP_SSL)' : ''}: in clear text it hangs up.`,
            },
          ]
        : []),
      {
        do: "Try from another network: if it works there, a firewall or a block list keeps this machine's address out.",
      },
      ...platformWayOut(context),
      {
        do: 'On a server of your own, read its log for this moment: connection limits, fail2ban and missing TLS keys end connections like this.',
      },
      checkYourself(context),
    ]
  },
}
