// The certificate is genuine but made out for other names than the one that was asked for.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { DO_NOT_SWITCH_OFF, useWay, waysIn } from '../advice.js'
import { askedHost, certificateNames } from '../identity.js'
import { complaintsOf } from '../phrases/certificate.js'
import { familyOf } from '../phrases/socket.js'
import { scopeOf } from '../scope.js'

export const certHostnameMismatch: Rule = {
  id: 'cert-hostname-mismatch',
  title: 'The certificate is for another name than the host that was asked for',
  meaning:
    "A certificate says for which names it vouches, and the host name in your settings is not one of them. Often the mail server is right and only goes by another name: your own domain points at a hosting company whose certificate carries the company's name, or an IP address was entered. It can also mean that the connection ended at the wrong machine.",
  seenAs: [
    "ERR_TLS_CERT_ALTNAME_INVALID: Hostname/IP does not match certificate's altnames",
    'Hostname mismatch, certificate is not valid for …',
    'x509: certificate is valid for …, not …',
    'Peer certificate CN=… did not match expected CN=…',
    'RemoteCertificateNameMismatch',
    'The target principal name is incorrect',
  ],
  outranks: ['trust-store-missing', 'tls-handshake-failed'],
  match(seen, context) {
    const found = complaintsOf(seen, 'hostname-mismatch')
    const [first] = found
    if (!first) return undefined
    const names = certificateNames(first)
    const host = hostAsked(first, context)
    return {
      certainty: 'certain',
      because: names.length
        ? `The certificate is for ${listed(names)}, and ${host ? `the host in the settings is ${host}` : 'the host in the settings is not among them'}.`
        : `The TLS library says that the certificate is not for ${host ?? 'the host in the settings'}.`,
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context, finding) => [...nameToUse(context, finding), DO_NOT_SWITCH_OFF],
}

function nameToUse(context: Context, finding: Finding | undefined): Fix[] {
  const first = finding?.seen[0]
  const names = first ? certificateNames(first) : []
  const host = first && hostAsked(first, context)
  const near = host ? context.presets.nearestHost(host) : undefined
  const [way] = waysIn(context)
  if (near) return [{ do: `Use ${near.host} as the host: that is ${near.preset.name}'s server.` }]
  const fixes: Fix[] = []
  const exact = names.filter((name) => !name.startsWith('*.') && !familyOf(name) && name.includes('.'))
  const wild = names.filter((name) => name.startsWith('*.'))
  if (way && host && way.host !== host && !way.host.includes('{')) fixes.push(useWay(context, way))
  else if (exact.length > 0)
    fixes.push({
      do: `Put ${exact.length === 1 ? exact[0] : `one of ${listed(exact)}`} into the host setting, if that is your mail server's name.`,
    })
  if (wild.length > 0)
    fixes.push({
      do: `Use the server's own name under ${wild.map((name) => name.slice(2)).join(' or ')}; your hosting company shows it on its page about mail settings.`,
    })
  if (host && familyOf(host))
    fixes.push({ do: `Use the server's name in place of the address ${host}: certificates are made out for names.` })
  if (fixes.length === 0)
    fixes.push({
      do: "Look up the server's own name in your provider's or hosting company's mail settings, and use that as the host.",
    })
  fixes.push({
    do: `If ${host ?? 'this name'} is your own server, get a certificate that lists it (with Let's Encrypt: certbot certonly -d ${host && !familyOf(host) ? host : 'mail.YOUR-DOMAIN'}) and let the mail server use it, not the web site's.`,
  })
  return fixes
}

function hostAsked(one: Observation, context: Context): string | undefined {
  return askedHost(one) ?? one.endpoint?.host ?? context.host
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ')
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown
}
