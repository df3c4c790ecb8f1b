// The certificate has an old form (no subjectAltName, X.509 version 1) that modern clients refuse.

import type { Rule } from '../../model.js'
import { DO_NOT_SWITCH_OFF } from '../advice.js'
import { complaintsOf } from '../phrases/certificate.js'
import { scopeOf } from '../scope.js'

export const certUnsupportedForm: Rule = {
  id: 'cert-unsupported-form',
  title: "The certificate has an outdated form that today's programs refuse",
  meaning:
    'Programs read the names of a certificate from its "subject alternative names"; this one has none, or it is of X.509 version 1, which has no place for them. Old programs took the name from elsewhere, new ones no longer do. Such certificates are nearly always home-made or came with an installation.',
  seenAs: [
    'x509: certificate relies on legacy Common Name field, use SANs instead',
    'invalid peer certificate: UnsupportedCertVersion',
    'No subject alternative names present',
    'no appropriate commonName or subjectAltName fields were found',
  ],
  outranks: ['cert-hostname-mismatch', 'tls-handshake-failed'],
  match(seen) {
    const found = complaintsOf(seen, 'no-san')
    const [first] = found
    if (!first) return undefined
    const leaf = first.kind === 'tls' ? first.chain[0] : undefined
    return {
      certainty: 'certain',
      because: leaf
        ? `The certificate of ${leaf.subject} lists no subject alternative names.`
        : 'The TLS library refuses the form of the certificate: it has no subject alternative names, or is of version 1.',
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context) => [
    {
      do: `On a server of your own, make a new certificate that lists the host name: openssl req -x509 -newkey rsa:2048 -nodes -days 365 -keyout key.pem -out cert.pem -subj /CN=${context.host || 'mail.YOUR-DOMAIN'} -addext "subjectAltName=DNS:${context.host || 'mail.YOUR-DOMAIN'}"`,
    },
    {
      do: "Better, get one from Let's Encrypt (certbot certonly -d mail.YOUR-DOMAIN): it has the right form and is trusted everywhere.",
    },
    { do: 'If the server is not yours, ask its operator for a certificate with subject alternative names.' },
    DO_NOT_SWITCH_OFF,
  ],
}
