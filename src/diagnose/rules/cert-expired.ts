// The server's certificate is past its end date.

import type { Rule } from '../../model.js'
import { DO_NOT_SWITCH_OFF } from '../advice.js'
import { realProvider } from '../meant.js'
import { complaintsOf } from '../phrases/certificate.js'
import { scopeOf } from '../scope.js'
import { lineOf } from '../select.js'

export const certExpired: Rule = {
  id: 'cert-expired',
  title: "The server's certificate has expired",
  meaning:
    'A certificate is valid between two dates, and the end date of this one has passed. The hallway would be encrypted, but nobody vouches any more for who is at the other end, so mail programs stop here. Only the operator of the server can renew it.',
  seenAs: [
    'certificate has expired',
    'CERT_HAS_EXPIRED',
    'certificate verify failed: certificate has expired',
    'x509: certificate has expired or is not yet valid',
    'SSL alert number 45',
  ],
  outranks: ['trust-store-missing', 'tls-handshake-failed'],
  match(seen, context) {
    const found = complaintsOf(seen, 'expired')
    const [first] = found
    if (!first) return undefined
    const end = first.kind === 'tls' ? first.chain[0]?.validTo : undefined
    const days = end ? Math.floor((context.now - Date.parse(end)) / 86_400_000) : undefined
    const isAlert = /alert (?:number 45|certificate[ _]expired)/i.test(lineOf(first))
    return {
      certainty: 'certain',
      because:
        end && days !== undefined
          ? `The certificate was valid until ${end.slice(0, 10)}; that is ${days < 1 ? 'less than a day' : days === 1 ? 'one day' : `${days} days`} ago.`
          : isAlert
            ? 'The client broke off with the TLS alert "certificate expired": the certificate that this server presents is past its end date.'
            : 'The TLS library says that the end date of the certificate has passed.',
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context) => {
    const provider = realProvider(context)
    return [
      {
        do: 'Check this machine\'s date and time first ("date" on Linux and macOS, "Get-Date" in PowerShell): a clock that runs years ahead makes every certificate look expired.',
      },
      provider
        ? {
            do: `Make sure that the host is ${provider.name}'s own${provider.endpoints[0] && !provider.endpoints[0].host.includes('{') ? ` (${provider.endpoints[0].host})` : ''}: large providers renew theirs in time.`,
          }
        : {
            do: 'Ask the operator of the server to renew the certificate (with Let\'s Encrypt: run "certbot renew", then reload Postfix, Exim or Dovecot, which go on with the old file until then).',
          },
      {
        do: "If the server's certificate is in date and an old program still complains, update its trusted roots (package ca-certificates, or the program's own bundle): an expired root there looks the same.",
      },
      DO_NOT_SWITCH_OFF,
    ]
  },
}
