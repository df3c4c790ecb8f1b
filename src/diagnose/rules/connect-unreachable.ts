// There is no way from here to the server: no route, no network.

import type { Rule } from '../../model.js'
import { checkYourself, platformWayOut } from '../advice.js'
import { placeOf } from '../meant.js'
import { connectFailures } from '../phrases/socket.js'
import { scopeOf } from '../scope.js'

export const connectUnreachable: Rule = {
  id: 'connect-unreachable',
  title: 'There is no way from this machine to the server',
  meaning:
    'The operating system, or a router on the way, says that the network or the machine at the other end cannot be reached. This machine may be offline, a VPN or route may be missing, a container may have no network, or a firewall answers in this way.',
  seenAs: [
    'ENETUNREACH',
    'EHOSTUNREACH',
    '[Errno 101] Network is unreachable',
    'No route to host',
    '[WinError 10051]',
    '[WinError 10065]',
  ],
  match(seen, context) {
    const found = connectFailures(seen).filter(({ fault }) => fault === 'unreachable' || fault === 'no-address')
    const [first] = found
    if (!first) return undefined
    return {
      certainty: 'certain',
      because:
        first.fault === 'no-address'
          ? `This machine has no address of its own from which it could reach ${placeOf(first.seen, context)}: most often the name leads to an IPv6 address, and the machine or container has none.`
          : `The attempt to reach ${placeOf(first.seen, context)} ended with "no route": this machine knows no way there, or something on the way says so.`,
      seen: found.map((one) => one.seen),
      ...scopeOf(
        found.map((one) => one.seen),
        seen,
      ),
    }
  },
  fixes: (context) => [
    { do: 'Check that this machine is online at all: open a web page, or run "curl -I https://example.com".' },
    {
      do: 'In a container, check its network: docker run with --network none or an "internal" network has no way out; restart Docker after a firewall change.',
    },
    ...(platformWayOut(context).length > 0
      ? platformWayOut(context)
      : [
          {
            do: 'On web hosting or a cloud server, ask whether outgoing SMTP is blocked: some firewalls answer "unreachable" to blocked ports.',
          },
        ]),
    { do: 'Check VPN, routes and firewall on the way ("ip route get ADDRESS" on Linux, "tracert HOST" on Windows).' },
    {
      do: 'If the address is an IPv6 one, make the program use IPv4 (see "smtp-doctor explain --id ipv6-unreachable").',
    },
    checkYourself(context),
  ],
}
