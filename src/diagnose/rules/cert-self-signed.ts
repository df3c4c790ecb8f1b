// The server's own certificate is signed by itself: nobody else vouches for it.

import type { Rule } from '../../model.js'
import { DO_NOT_SWITCH_OFF } from '../advice.js'
import { hasLocalBridge } from '../meant.js'
import { complaintsOf } from '../phrases/certificate.js'
import { scopeOf } from '../scope.js'

export const certSelfSigned: Rule = {
  id: 'cert-self-signed',
  title: "The server's certificate is self-signed",
  meaning:
    'The server made its own certificate instead of getting one from an authority that computers trust. The hallway is encrypted, but anybody could have made this certificate, so it proves nothing about who is there. That is common on test servers, fresh installations and local bridges.',
  seenAs: [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'self-signed certificate',
    'verify error:num=18:self signed certificate',
    'CaUsedAsEndEntity',
  ],
  outranks: ['cert-untrusted', 'trust-store-missing', 'tls-handshake-failed'],
  match(seen) {
    const found = complaintsOf(seen, 'self-signed')
    const [first] = found
    if (!first) return undefined
    const leaf = first.kind === 'tls' ? first.chain[0] : undefined
    return {
      certainty: 'certain',
      because: leaf
        ? `Subject and issuer of the certificate are the same (${leaf.subject}); no authority has signed it.`
        : "The TLS library says that the server's certificate is signed by itself.",
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context) =>
    hasLocalBridge(context)
      ? [
          {
            do: `Export the certificate in the settings of ${context.provider?.name}'s bridge program, and let your mail program trust that file (smtp-doctor: --ca FILE; Node.js: NODE_EXTRA_CA_CERTS=FILE).`,
          },
          { do: 'Connect to the bridge as 127.0.0.1: its certificate names only that address.' },
          DO_NOT_SWITCH_OFF,
        ]
      : [
          {
            do: "On a server of your own, install a certificate from an authority; Let's Encrypt gives them free of charge (certbot certonly -d mail.YOUR-DOMAIN).",
          },
          {
            do: 'For a test server, copy its certificate to a PEM file and trust exactly that file (smtp-doctor: --ca FILE; Node.js: NODE_EXTRA_CA_CERTS=FILE; Python: ssl.create_default_context(cafile=FILE)).',
          },
          { do: 'If the server is not yours, ask its operator for the name under which it has a proper certificate.' },
          DO_NOT_SWITCH_OFF,
        ],
}
