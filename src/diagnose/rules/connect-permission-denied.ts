// The operating system itself forbids the connection.

import type { Rule } from '../../model.js'
import { placeOf } from '../meant.js'
import { connectFailures } from '../phrases/socket.js'
import { scopeOf } from '../scope.js'

export const connectPermissionDenied: Rule = {
  id: 'connect-permission-denied',
  title: "This machine's own rules forbid the program to connect",
  meaning:
    "The connection never left the machine: the operating system said that this program may not open it. On Red Hat, Fedora and their kin SELinux does that to web servers; elsewhere it is a sandbox, a container's policy, a missing permission of the app, or an antivirus program. The same command often works in a shell.",
  seenAs: [
    'Permission denied (13)',
    'EACCES',
    'connect EPERM',
    'An attempt was made to access a socket in a way forbidden by its access permissions (10013)',
    'SocketException: OS Error: Operation not permitted, errno = 1',
  ],
  outranks: ['connect-refused', 'connect-timeout', 'connect-unreachable'],
  match(seen, context) {
    const found = connectFailures(seen).filter(({ fault }) => fault === 'permission')
    const [first] = found
    if (!first) return undefined
    // Linux reports "administratively prohibited" of ICMPv6, which firewalls on the way send, by the same code.
    const isFromAfar =
      context.source === 'probe' &&
      found.every(({ family }) => family === 6) &&
      connectFailures(seen).some(({ family, fault }) => family === 4 && fault !== 'permission')
    if (isFromAfar) return undefined
    return {
      certainty: 'certain',
      because: `The operating system denied the program the connection to ${placeOf(first.seen, context)}.`,
      seen: found.map((one) => one.seen),
      ...scopeOf(
        found.map((one) => one.seen),
        seen,
      ),
    }
  },
  fixes: () => [
    {
      do: 'On Linux with SELinux (Red Hat, Fedora, Alma, Rocky), allow the web server to send mail: setsebool -P httpd_can_sendmail on, and setsebool -P httpd_can_network_connect on. "ausearch -m avc -ts recent" shows what was denied.',
    },
    {
      do: 'In systemd units look for RestrictAddressFamilies, IPAddressDeny and PrivateNetwork; with AppArmor run "dmesg | grep DENIED".',
    },
    {
      do: 'On Windows, look at the antivirus program\'s rule "prevent mass mailing worms" (McAfee, Trellix) and the firewall\'s outgoing rules for this program.',
    },
    {
      do: 'In an app: Android needs the permission android.permission.INTERNET, a sandboxed macOS app the entitlement com.apple.security.network.client, Deno --allow-net.',
    },
    { do: 'In a container or cluster, look at the network policy and at seccomp profiles.' },
  ],
}
