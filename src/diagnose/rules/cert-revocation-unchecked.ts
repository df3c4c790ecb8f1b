// The client insists on a revocation check and cannot reach the list or the responder.

import type { Rule } from '../../model.js'
import { complaintsOf } from '../phrases/certificate.js'
import { scopeOf } from '../scope.js'
import { lineOf } from '../select.js'

/** .NET on Linux about a chain that it could not build to its end. */
const CRYPTIC = /error occurred during a cryptographic operation/i

export const certRevocationUnchecked: Rule = {
  id: 'cert-revocation-unchecked',
  title: 'The certificate could not be checked for revocation',
  meaning:
    "An authority can withdraw a certificate before its end date, and your program asks for that before it trusts one. It could not reach the place where the answer is (a CRL or an OCSP server, over plain HTTP). The certificate itself may be perfectly good. Since 2025 Let's Encrypt's certificates no longer name an OCSP server.",
  seenAs: [
    'The revocation function was unable to check revocation because the revocation server was offline',
    'CRYPT_E_NO_REVOCATION_CHECK (0x80092012)',
    'RevocationStatusUnknown, OfflineRevocation',
    'Unable to determine revocation status',
  ],
  outranks: ['cert-untrusted', 'trust-store-missing', 'tls-handshake-failed'],
  match(seen) {
    const found = complaintsOf(seen, 'revocation-unchecked')
    if (found.length === 0) return undefined
    const isGuess = found.every((one) => CRYPTIC.test(lineOf(one)))
    return {
      certainty: isGuess ? 'likely' : 'certain',
      because: isGuess
        ? '.NET says no more than that building the chain of certificates broke down; that is so where the list of revoked certificates cannot be fetched, and ends once the check is left out.'
        : 'The client wanted to know whether the certificate was revoked and got no answer to that; nothing is said against the certificate itself.',
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context) => [
    {
      do: 'Allow this machine to reach the CRL and OCSP addresses that stand in the certificate: plain HTTP, port 80, past proxy and firewall.',
    },
    {
      do: /curl/i.test(context.client ?? '')
        ? 'With curl on Windows, make the check best effort: --ssl-revoke-best-effort.'
        : 'Make the check best effort in the client (MailKit: client.CheckCertificateRevocation = false; .NET: X509RevocationMode.NoCheck; curl on Windows: --ssl-revoke-best-effort). The certificate is still verified.',
    },
    {
      do: 'If an antivirus or company proxy re-signs connections, its certificates name no revocation list: exclude the mail server there.',
    },
  ],
}
