// The connection was refused at once by a real host.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { bestWay, checkYourself, lookByHand, nameWay, useWay, waysIn, wayWith } from '../advice.js'
import { isLoopback, placeOf, portOf, realProvider } from '../meant.js'
import { connectFailures } from '../phrases/socket.js'
import { scopeOf } from '../scope.js'
import { murmuring } from '../select.js'

export const connectRefused: Rule = {
  id: 'connect-refused',
  title: 'The connection was refused: nobody is behind this door',
  meaning:
    'The machine was reached and answered at once that it takes no connections on this port. Either no mail server listens there (wrong port, or the server is not running), or a firewall on the way turns connections away.',
  seenAs: [
    'ECONNREFUSED',
    '[Errno 111] Connection refused',
    'No connection could be made because the target machine actively refused it (10061)',
    'Verbindung verweigert',
    'Connexion refusée',
  ],
  match(seen, context) {
    const found = connectFailures(seen).filter(({ fault }) => fault === 'refused')
    const [first] = found
    if (!first) return byLocalHost(seen)
    const port = portOf(first.seen, context)
    return {
      certainty: 'certain',
      because: isUnknownPort(context, port)
        ? `${placeOf(first.seen, context)} refused the connection; ${realProvider(context)?.name} does not list port ${port}.`
        : `${placeOf(first.seen, context)} refused the connection at once.`,
      seen: found.map((one) => one.seen),
      ...scopeOf(
        found.map((one) => one.seen),
        seen,
      ),
    }
  },
  fixes(context, finding) {
    const port = portOf(finding?.seen[0], context)
    const host = finding?.seen[0]?.endpoint?.host ?? context.host
    if (host !== undefined && isLoopback(host)) return localServer(port)
    const way = wayWith(context, (one) => one.port !== port)
    return [
      ...(host === undefined && !realProvider(context) ? [WHICH_HOST] : []),
      ...(realProvider(context)
        ? way
          ? [useWay(context, isUnknownPort(context, port) ? bestWay(context) : way)]
          : []
        : [
            {
              do: `Check the port: ${nameWay({ port: 587, security: 'starttls' })} is usual, 465 with TLS from the first byte the other one.`,
            },
          ]),
      { do: "Check that the host is the mail server's own name and not the web site's or the domain's." },
      lookByHand(host, port ?? 587),
      {
        do: 'On a server of your own, see whether the mail server runs and listens ("ss -ltn", and in Postfix\' master.cf the lines submission and submissions), and whether the firewall lets the port through.',
      },
      {
        do: 'On web hosting, ask the company whether outgoing SMTP is allowed: many refuse it except to their own mail server.',
      },
      checkYourself(context),
    ]
  },
}

const WHICH_HOST: Fix = {
  do: 'The error names no host: print the one that the program really used. Where the setting is missing, it is localhost, on which nothing listens (Django, Rails, PHP and many others do so).',
}

function isUnknownPort(context: Context, port: number | undefined): boolean {
  const ways = waysIn(context)
  return port !== undefined && ways.length > 0 && ways.every((way) => way.port !== port)
}

function localServer(port: number | undefined): Fix[] {
  return [
    {
      do: `Start the mail server, bridge or test inbox that should listen on this machine${port ? ` on port ${port}` : ''}, and see with "ss -ltn" (Windows: netstat -an) whether it does.`,
    },
    {
      do: "Inside a container, localhost is the container itself: use the service's name, or host.docker.internal for the machine around it, and publish the port.",
    },
    { do: "If no mail server is meant to run here, put your provider's host into the settings." },
  ]
}

/** The own machine answers at once: whoever cannot connect to it was refused, said or not. */
function byLocalHost(seen: readonly Observation[]): Finding | undefined {
  const said = murmuring(
    seen,
    /could ?n(?:ot|['’]t) connect to (?:the )?(?:SMTP |mail )?(?:host|server):? ["']?(?:localhost|127\.0\.0\.1)\b/i,
  )
  return said.length > 0
    ? { certainty: 'likely', because: 'The program could not connect to this machine itself.', seen: said }
    : undefined
}
