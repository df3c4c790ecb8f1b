// No path from the server's certificate to a root that this machine trusts.

import type { Fix, Rule } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { checkYourself, DO_NOT_SWITCH_OFF, withOpenssl } from '../advice.js'
import { placeOf } from '../meant.js'
import { complaintsOf } from '../phrases/certificate.js'
import { scopeOf } from '../scope.js'
import { lineOf } from '../select.js'

export const certUntrusted: Rule = {
  id: 'cert-untrusted',
  title: 'The certificate leads to no authority that this machine trusts',
  meaning:
    'A certificate is trusted when a chain of signatures leads from it to one of the roots that the machine knows. Here the chain ends before: the server forgot to send the certificates in between, or it uses a private authority, or the list of roots is old. The hallway is encrypted, but who is at the other end is not proven.',
  seenAs: [
    'unable to verify the first certificate (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
    'unable to get local issuer certificate',
    'self-signed certificate in certificate chain',
    'PKIX path building failed: unable to find valid certification path to requested target',
    'x509: certificate signed by unknown authority',
    'The remote certificate is invalid according to the validation procedure',
  ],
  outranks: ['tls-handshake-failed'],
  match(seen, context) {
    const found = complaintsOf(seen, 'incomplete-chain', 'untrusted', 'self-signed-root', 'other')
    const [first] = found
    if (!first) return undefined
    const chain = first.kind === 'tls' ? first.chain : []
    const isIncomplete = first.kind === 'tls' && first.problems.includes('incomplete-chain')
    const isVague =
      chain.length === 0 && /verif|validation procedure|invalid/i.test(lineOf(first)) && !matches(EXACT, lineOf(first))
    const code = first.kind === 'tls' && first.problems.every((problem) => problem === 'other') && first.message
    return {
      certainty: isVague || code ? 'likely' : 'certain',
      because: code
        ? `The TLS library refuses the certificate of ${placeOf(first, context)} with "${code}" and says no more.`
        : isIncomplete && chain.length > 0
          ? `The server sent ${chain.length === 1 ? 'only its own certificate' : `${chain.length} certificates`}, and none of them is signed by a root that is trusted here (last issuer: ${chain.at(-1)?.issuer}).`
          : chain[0]
            ? `The certificate was issued by ${chain[0].issuer}, which no root trusted here vouches for.`
            : isVague
              ? 'The TLS library refused the certificate without saying which of its checks failed.'
              : 'The TLS library found no path from the certificate to a root that it trusts.',
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context, finding) => [
    { do: `See the chain as the server sends it: ${withOpenssl(context, finding, '-showcerts')}` },
    {
      do: "If only one certificate comes, the server lacks its intermediate: on your own server, configure the full chain (Let's Encrypt: fullchain.pem in place of cert.pem) and reload it.",
    },
    {
      do: "If a company or private authority signed it, get that authority's root as a PEM file and trust it (Debian, Ubuntu: copy it to /usr/local/share/ca-certificates/NAME.crt, run update-ca-certificates; Java: keytool -importcert -cacerts -file FILE; Node.js: NODE_EXTRA_CA_CERTS=FILE; smtp-doctor: --ca FILE).",
    },
    {
      do: 'If other machines trust this server, the roots of this one are old or missing: install or update ca-certificates (Debian, Ubuntu "apt-get install -y ca-certificates", Alpine "apk add ca-certificates"), in a container inside its image.',
    },
    ...phpAdvice(context.client),
    ...pythonAdvice(context.client),
    checkYourself(context),
    DO_NOT_SWITCH_OFF,
  ],
}

function phpAdvice(client: string | undefined): Fix[] {
  return /php|wordpress|wp-|laravel|symfony|swift|nextcloud/i.test(client ?? '')
    ? [
        {
          do: 'In PHP, set openssl.cafile in php.ini to a current cacert.pem (from https://curl.se/docs/caextract.html) and restart the web server.',
        },
      ]
    : []
}

function pythonAdvice(client: string | undefined): Fix[] {
  return /smtplib|python|django|flask|yagmail|aiosmtplib/i.test(client ?? '')
    ? [
        {
          do: 'If every server is refused so on macOS, and Python is from python.org: run "/Applications/Python 3.X/Install Certificates.command" once (with your version in place of 3.X); without it this Python has no roots.',
        },
      ]
    : []
}

const EXACT = phrases`
    unable to
    unknown (?:certificate )?authority
    issuer
    PKIX
    first certificate
    in (?:the )?certificate chain
    chain
    root
  `
