// The name does not exist.

import type { Rule } from '../../model.js'
import { useWay, waysIn } from '../advice.js'
import { lookupFailures } from '../phrases/lookup.js'
import { scopeOf } from '../scope.js'

export const hostNotFound: Rule = {
  id: 'host-not-found',
  title: 'There is no server with this name',
  meaning:
    'Before anything else a program asks the name service (DNS) for the address of the house. The name service answered, and the answer was: this name does not exist. The host setting is wrong, or the name was never made or has been given up, or it is known only inside another network.',
  seenAs: [
    'getaddrinfo ENOTFOUND',
    '[Errno -2] Name or service not known',
    'nodename nor servname provided, or not known',
    'No such host is known (11001)',
    'lookup …: no such host',
    'php_network_getaddresses: getaddrinfo failed',
    'Der angegebene Host ist unbekannt',
  ],
  match(seen, context) {
    const found = lookupFailures(seen).filter(({ fault, isOwnName }) => fault === 'not-found' && !isOwnName)
    const [first] = found
    if (!first) return undefined
    const name = first.name ?? context.host
    return {
      certainty: context.source === 'probe' && name !== undefined ? 'certain' : 'likely',
      because: name
        ? `The name service says that ${name} does not exist.`
        : 'The name service says that the host does not exist.',
      seen: found.map((one) => one.seen),
      ...scopeOf(
        found.map((one) => one.seen),
        seen,
      ),
    }
  },
  fixes(context) {
    const [way] = waysIn(context)
    const domain = context.address?.split('@')[1]
    return [
      way ? useWay(context, way) : { do: "Compare the host letter by letter with your provider's page about SMTP." },
      { do: `Find the right server: smtp-doctor providers --discover ${domain ?? 'YOUR-DOMAIN'}` },
      {
        do: `Ask the name service yourself: nslookup ${context.host || 'HOST'} (and nslookup ${context.host || 'HOST'} 1.1.1.1, which asks another one).`,
      },
      {
        do: 'If the name belongs to a container or a company network, the program has to run in that network: same Docker network, VPN on.',
      },
      {
        do: 'If the domain is your own, make the record (A or CNAME) for the mail server at your DNS host; a new one can take an hour to be seen.',
      },
    ]
  },
}
