// The server's certificate is past its end date.

import type { Rule } from '../../model.js'
import { certificatesWith } from '../select.js'

export const certExpired: Rule = {
  id: 'cert-expired',
  title: "The server's certificate has expired",
  meaning:
    'A certificate is valid between two dates, and the end date of this one has passed. The connection would be encrypted, but nobody vouches any more for who is at the other end, so mail programs stop here. Only the operator of the server can renew it.',
  seenAs: ['certificate has expired', 'CERT_HAS_EXPIRED', 'certificate verify failed: certificate has expired'],
  outranks: ['cert-untrusted', 'tls-handshake-failed'],
  match(seen, context) {
    const [found] = certificatesWith(seen, 'expired')
    if (!found) return undefined
    const end = found.chain[0]?.validTo
    const days = end ? Math.floor((context.now - Date.parse(end)) / 86_400_000) : undefined
    return {
      certainty: 'certain',
      because:
        end && days !== undefined
          ? `The certificate was valid until ${end.slice(0, 10)}; that is ${days === 1 ? 'one day' : `${days} days`} ago.`
          : 'The TLS library says that the end date of the certificate has passed.',
      seen: [found],
    }
  },
  fixes: (context) => [
    {
      do: "Check this machine's date and time first: a clock that runs years ahead makes every certificate look expired.",
    },
    context.provider
      ? {
          do: `Make sure that the host is ${context.provider.name}'s own (${context.provider.endpoints[0]?.host}); its real certificate is renewed in time.`,
        }
      : {
          do: 'Ask the operator of the server to renew the certificate (with Let\'s Encrypt: run "certbot renew" and reload the mail server).',
        },
    { do: 'Do not switch certificate verification off: the password would go to whoever answers.' },
  ],
}
