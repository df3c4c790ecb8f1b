// The handshake is refused for weak cryptography on the server's side.

import type { Rule } from '../../model.js'
import { placeOf } from '../meant.js'
import { complaintsOf } from '../phrases/certificate.js'
import { handshakeFailures } from '../phrases/handshake.js'
import { scopeOf } from '../scope.js'

export const tlsWeakKey: Rule = {
  id: 'tls-weak-key',
  title: "The server's key is too weak for today's programs",
  meaning:
    "The server took part in the handshake with a key, a certificate or a signature that can be broken with today's computers (a Diffie-Hellman group of 1024 bits, an RSA key below 2048, SHA-1 or MD5). Current TLS libraries stop there. The server has to be brought up to date.",
  seenAs: [
    'dh key too small',
    'ee key too small',
    'ca md too weak',
    'The Diffie-Hellman prime sent by the server is not acceptable (not long enough)',
    'Certificates do not conform to algorithm constraints',
    'x509: cannot verify signature: insecure algorithm SHA1-RSA',
  ],
  outranks: ['tls-handshake-failed', 'tls-version-unsupported'],
  match(seen, context) {
    const broken = handshakeFailures(seen)
      .filter(({ fault }) => fault === 'weak-key')
      .map((one) => one.seen)
    const found = [...broken, ...complaintsOf(seen, 'weak-key', 'weak-signature')].filter(
      (one, index, all) => all.indexOf(one) === index,
    )
    const [first] = found
    if (!first) return undefined
    const { chain = [], problems = [] } = first.kind === 'tls' ? first : {}
    const key = problems.includes('weak-key') ? chain[0]?.key : undefined
    const forgeable = chain.find(({ brokenHash, isSelfSigned }) => brokenHash !== undefined && !isSelfSigned)
    return {
      certainty: 'certain',
      because:
        forgeable && !key
          ? `The certificate of ${forgeable.subject} is signed with ${forgeable.brokenHash}, which can be forged.`
          : key
            ? `The certificate of ${placeOf(first, context)} has a key of ${key}, which counts as too weak.`
            : 'The TLS library names a key, hash or group of the server that is too weak for it.',
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context) => [
    {
      do: 'On a server of your own: get a new certificate with RSA 2048 or EC P-256, signed with SHA-256, and stronger parameters (Postfix: smtpd_tls_dh1024_param_file = auto and smtpd_tls_mandatory_ciphers = high; Dovecot: ssl_min_protocol = TLSv1.2; Exim: tls_dhparam = ffdhe2048).',
    },
    {
      do: 'If the server is not yours, tell its operator the message quoted above, and ask for another port or host name in the meantime.',
    },
    {
      do: /postfix/i.test(context.client ?? '')
        ? 'If your Postfix cannot deliver to such a server: without smtp_tls_security_level = encrypt it tries in clear text by itself. To keep the encryption, let it choose another key exchange: smtp_tls_exclude_ciphers = kEDH in main.cf, when the message is about a DH key.'
        : 'Only for a server that cannot be changed, lower the bar for this one connection (Node: ciphers: "DEFAULT@SECLEVEL=1"; Python: context.set_ciphers("DEFAULT@SECLEVEL=1"); Java: jdk.tls.disabledAlgorithms). The password is then protected less well.',
    },
  ],
}
