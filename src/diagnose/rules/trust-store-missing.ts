// The server's certificate is fine; this machine has no list of roots to check it with.

import type { Context, Fix, Observation, Rule } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { checkYourself, DO_NOT_SWITCH_OFF } from '../advice.js'
import { publicServer } from '../meant.js'
import { complaintsOf } from '../phrases/certificate.js'
import { lineOf } from '../select.js'

export const trustStoreMissing: Rule = {
  id: 'trust-store-missing',
  title: 'This machine has no usable list of trusted roots',
  meaning:
    'To check a certificate, a program needs the list of authorities that it may trust. On this machine the list is missing, empty or at another place: typical for slim containers without the package ca-certificates, a fresh Python on macOS, PHP on Windows, or a wrong path in a setting. Nothing is wrong with the server.',
  seenAs: [
    'x509: certificate signed by unknown authority (for a large provider)',
    'unable to get local issuer certificate (for a large provider)',
    'error setting certificate verify locations',
    'x509: failed to load system roots and no roots provided',
    'the trustAnchors parameter must be non-empty',
  ],
  outranks: ['cert-untrusted', 'tls-handshake-failed'],
  match(seen, context) {
    const named = complaintsOf(seen, 'trust-store-missing')
    if (named[0])
      return {
        certainty: 'certain',
        because: 'The program says that it could not load a list of trusted roots.',
        seen: named,
      }
    // A probe brings its own roots, so an unknown issuer is then the server's or a box's doing.
    if (context.source === 'probe') return undefined
    const server = publicServer(seen, context)
    const refused = complaintsOf(seen, 'incomplete-chain', 'untrusted').filter((one) => matches(NO_ISSUER, lineOf(one)))
    if (!server || !refused[0] || hasOwnRoots(refused, context)) return undefined
    return {
      certainty: 'likely',
      because: `${server.host} belongs to ${server.preset.name}, whose certificate every current list of roots knows; if the program finds no issuer, it has no such list, or an old one.`,
      seen: refused,
    }
  },
  fixes: (context) => [
    ...ofClient(context.client),
    {
      do: 'Install the roots: Debian, Ubuntu "apt-get install -y ca-certificates"; Alpine "apk add ca-certificates"; Fedora, RHEL "dnf install ca-certificates"; in a scratch or distroless image, copy /etc/ssl/certs/ca-certificates.crt from the build stage.',
    },
    {
      do: "Check that no setting points elsewhere: SSL_CERT_FILE, SSL_CERT_DIR, REQUESTS_CA_BUNDLE, curl's cacert, msmtp's tls_trust_file, Postfix' smtp_tls_CAfile.",
    },
    checkYourself(context),
    DO_NOT_SWITCH_OFF,
  ],
}

/** "Nobody I know signed this", as distinct from a bare "verify failed". */
const NO_ISSUER = phrases`
    unable to get (?:local )?issuer
    unable to verify the first
    unknown (?:certificate )?authority
    unknown issuer
    UnknownIssuer
    issuer is unknown
    PKIX path building
    valid certification path
    not trusted
    untrusted root
    UntrustedRoot
    num=2[01]\b
  `

/** Node carries its roots with it and Windows always has some: there an unknown issuer means another certificate. */
function hasOwnRoots(refused: readonly Observation[], { client }: Context): boolean {
  return (
    /nodemailer|\bnode\b|emailjs|dotnet|mailkit|smtpclient/i.test(client ?? '') ||
    refused.some((one) => /UNABLE_TO_|unable to verify the first|RemoteCertificateChainErrors/.test(lineOf(one)))
  )
}

function ofClient(client = ''): Fix[] {
  if (/python|smtplib|django|yagmail|flask/i.test(client))
    return [
      {
        do: 'On macOS with Python from python.org, run "/Applications/Python 3.X/Install Certificates.command" once (with your version in place of 3.X).',
      },
    ]
  if (/php|wordpress|wp-|laravel|symfony|swift/i.test(client))
    return [
      {
        do: 'In PHP, download a current list of roots, set openssl.cafile in php.ini to its path and restart the web server.',
        url: 'https://curl.se/docs/caextract.html',
      },
    ]
  if (/java|jakarta|spring|keycloak|jenkins/i.test(client))
    return [
      {
        do: 'In Java, make sure that lib/security/cacerts of the running JDK is there and not empty, or update the JDK: its list of roots comes with it.',
      },
    ]
  return []
}
