// The handshake breaks for a cause that no other rule names.

import type { Rule } from '../../model.js'
import { checkYourself } from '../advice.js'
import { placeOf } from '../meant.js'
import { handshakeFailures } from '../phrases/handshake.js'
import { scopeOf } from '../scope.js'

export const tlsHandshakeFailed: Rule = {
  id: 'tls-handshake-failed',
  title: 'The TLS handshake broke off',
  meaning:
    'The connection stood and both sides began to agree on encryption, but before they were done one of them, or a box between them, hung up or fell silent. No certificate was complained about and no version was named. Firewalls that inspect TLS, very old or very new TLS libraries and overloaded servers do this.',
  seenAs: [
    'Client network socket disconnected before secure TLS connection was established',
    'schannel: failed to receive handshake, SSL/TLS connection failed',
    'EOF occurred in violation of protocol',
    'Remote host terminated the handshake',
    'STARTTLS failed to enable crypto',
    'TLS handshake timeout',
  ],
  match(seen, context) {
    const failures = handshakeFailures(seen)
    const [first] = failures
    if (!first) return undefined
    const found = failures.map((one) => one.seen)
    return {
      certainty: first.isVague ? 'possible' : 'likely',
      because:
        first.fault === 'timeout'
          ? `${placeOf(first.seen, context)} did not finish the handshake in time.`
          : first.fault === 'closed'
            ? `The connection to ${placeOf(first.seen, context)} was closed in the middle of the handshake, without a reason.`
            : 'The TLS library says that the handshake failed and names no cause that is known.',
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context) => [
    checkYourself(context),
    {
      do: `Ask the server with another program: openssl s_client -connect ${context.host || 'HOST'}:${context.port ?? 587}${context.security === 'tls' || context.port === 465 ? '' : ' -starttls smtp'} -servername ${context.host || 'HOST'} – if that works, the program's own TLS library is the cause: update it.`,
    },
    {
      do: "Try from another network (a mobile phone's, for example): if it works there, a firewall, antivirus program or proxy in the first one breaks the handshake.",
    },
    {
      do: 'With Node 17 or OpenSSL 3 and an old server of your own, see whether ciphers "DEFAULT@SECLEVEL=0" help: then bring the server up to date.',
    },
  ],
}
