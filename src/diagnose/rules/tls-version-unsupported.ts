// Client and server have no TLS version or no cipher in common.

import type { Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { withOpenssl } from '../advice.js'
import { placeOf } from '../meant.js'
import { handshakeFailures } from '../phrases/handshake.js'
import { scopeOf } from '../scope.js'
import { replies } from '../select.js'

/** Whether only a handshake with TLS 1.1 or older got anywhere; some servers close without the alert that says so. */
function isOldOnly(one: Observation): boolean {
  return one.kind === 'tls-error' && /^(?:SSLv3|TLSv1(?:\.1)?)$/.test(one.relaxed?.version ?? '')
}

export const tlsVersionUnsupported: Rule = {
  id: 'tls-version-unsupported',
  title: 'Client and server have no TLS version or cipher in common',
  meaning:
    'Both sides want to encrypt the hallway, but they know no way that both accept. As a rule one of them is old: servers switch TLS 1.0 and 1.1 off, and old programs know nothing newer; or an old server knows nothing else, and a new program refuses it.',
  seenAs: [
    'unsupported protocol',
    'no protocols available',
    'tlsv1 alert protocol version',
    '421 4.7.66 TLS 1.0 and 1.1 are not supported',
    'sslv3 alert handshake failure',
    'The client and server cannot communicate, because they do not possess a common algorithm',
    'No appropriate protocol (protocol is disabled or cipher suites are inappropriate)',
    'tls: server selected unsupported protocol version 300',
  ],
  outranks: [
    'tls-handshake-failed',
    'service-unavailable',
    'credentials-rejected',
    'app-password-required',
    'auth-temporary-failure',
    'server-temporary-failure',
    'server-permanent-failure',
    'auth-rate-limited',
  ],
  match(seen, context) {
    const refused = replies(seen, {
      codes: [4, 5],
      text: phrases`
        TLS ?v?1\.[01](?: and 1\.1)?[^\n]{0,40}(?:not supported|no longer|deprecated|disabled)
        (?:upgrade|update)[^\n]{0,60}TLS ?v?1\.[23]
        TLS version[^\n]{0,40}(?:not supported|too (?:low|old)|insufficient)
        unsupported TLS version
      `,
    })
    const broken = handshakeFailures(seen).filter(
      ({ fault, seen: one }) => fault === 'unsupported-protocol' || fault === 'no-shared-cipher' || isOldOnly(one),
    )
    const found = [...refused, ...broken.map((one) => one.seen)]
    const [first] = found
    if (!first) return undefined
    const relaxed = broken.flatMap(({ seen: one }) => (one.kind === 'tls-error' && one.relaxed ? [one.relaxed] : []))[0]
    // A check has tried with old versions and weak ciphers as well: then the alert may stand for something else.
    const isUnproven =
      context.source === 'probe' &&
      found.every((one) => one.kind === 'tls-error' && one.fault === 'handshake-failure' && !one.relaxed)
    return {
      certainty: isUnproven ? 'likely' : 'certain',
      because: isUnproven
        ? `${placeOf(first, context)} broke off without naming a cause, with old versions and weak ciphers allowed as well. A server that demands a client certificate over TLS 1.2 says the same.`
        : refused[0]
          ? 'The server says that the client speaks only TLS versions which it no longer takes.'
          : relaxed
            ? `${placeOf(first, context)} speaks only ${relaxed.version} with ${relaxed.cipher}, which current programs refuse.`
            : broken[0]?.isServerSide
              ? 'The server broke off: the client offered only TLS versions or ciphers that it does not take.'
              : 'The handshake ended because no TLS version or cipher suits both sides.',
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context, finding) => {
    const isOldServer = finding?.seen.some((one) => one.kind === 'tls-error' && one.relaxed !== undefined) ?? false
    const server = {
      do: 'If the server is the old one: its operator should allow TLS 1.2 and 1.3 (Postfix: smtpd_tls_protocols = >=TLSv1.2, then remove narrow cipher lists; Exchange: the SCHANNEL keys for TLS 1.2 in the registry).',
    }
    const client = {
      do: `If the program is the old one: update it and its runtime (OpenSSL 1.1.1 or newer; Java 8u261 or newer; .NET 4.7 or newer; PHP 7.2 or newer).${/java|spring|jakarta/i.test(context.client ?? '') ? ' In JavaMail set mail.smtp.ssl.protocols=TLSv1.2 TLSv1.3.' : ''}`,
    }
    return [
      ...(isOldServer ? [server, client] : [client, server]),
      {
        do: "Remove settings that pin an old version: PHP's STREAM_CRYPTO_METHOD_TLSv1_0_CLIENT, Python's PROTOCOL_TLSv1, Node's secureProtocol or ciphers, .NET's SecurityProtocolType.Tls, mail.smtp.ssl.protocols.",
      },
      {
        do: `See what the server accepts: ${withOpenssl(context, finding, '-tls1_2')}`,
      },
    ]
  },
}
