// Which certificates are trusted, and what is wrong with one, each fault judged for itself: OpenSSL reports a single
// verification error, and "expired" would hide "for another name" and "issued by nobody we know".

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  checkServerIdentity,
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls'
import type { Certificate, CertificateProblem, TlsSeen } from '../model.js'
import { LIMITS } from '../smtp/limits.js'
import { familyOf } from './network.js'
import { brokenHashOf } from './signature.js'

/** The roots of one check, parsed as late as possible: 150 certificates cost more than a handshake. */
export interface Trust {
  /** For handshakes. The first one takes 30 ms, in which Node parses its roots. */
  secureContext(): SecureContext
  /** Does the work for the first handshake beforehand, while there is nothing else to do. */
  prepare(): void
  /** For handshakes that only look: old versions and weak ciphers allowed. */
  relaxedContext(): SecureContext
  roots(): readonly X509Certificate[]
}

/** Trust in Node's roots (NODE_EXTRA_CA_CERTS included) and in the given PEM texts. */
export function createTrust(givenRoots: readonly string[]): Trust {
  const extraRoots = [...givenRoots, ...rootsOfEnvironment()]
  let secureContext: SecureContext | undefined
  let relaxed: SecureContext | undefined
  let roots: readonly X509Certificate[] | undefined
  return {
    secureContext() {
      // Node itself adds those of the environment where no others are given.
      secureContext ??= givenRoots.length > 0 ? contextWith(extraRoots) : createSecureContext()
      return secureContext
    },
    prepare() {
      try {
        this.secureContext()
      } catch {
        // The handshake will say so.
      }
    },
    relaxedContext() {
      relaxed ??= createSecureContext({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' })
      return relaxed
    },
    roots() {
      roots ??= [...extraRoots.flatMap(splitPem), ...rootCertificates].map((pem) => new X509Certificate(pem))
      return roots
    },
  }
}

/** Node loses these when a context gets roots of its own. An unreadable file is Node's to warn about. */
function rootsOfEnvironment(): string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS
  try {
    return file ? [readFileSync(file, 'utf8')] : []
  } catch {
    return []
  }
}

/** Adding to the default store keeps Node's own roots; a `ca` option would have to parse all of them again (30 ms). */
function contextWith(extraRoots: readonly string[]): SecureContext {
  const secureContext = createSecureContext()
  const native = secureContext.context as { addCACert?(pem: string): void }
  const certificates = unknownOf(extraRoots.flatMap(splitPem))
  if (!native.addCACert) return createSecureContext({ ca: [...rootCertificates, ...certificates] })
  for (const pem of certificates) native.addCACert(pem)
  return secureContext
}

/**
 * Without those that Node has. A file of the whole system repeats most of them, and each would take a third of a
 * millisecond; to compare takes one, which a company's two roots are not worth.
 */
function unknownOf(certificates: readonly string[]): readonly string[] {
  if (certificates.length <= 3) return certificates
  const own = new Set(rootCertificates.map(bodyOf))
  return certificates.filter((pem) => !own.has(bodyOf(pem)))
}

const bodyOf = (pem: string): string => pem.replace(/\s+/g, '')

function splitPem(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
}

/** What the handshake of a socket showed: version, cipher, chain, and every fault of the certificate. */
export function inspectTls(socket: TLSSocket, host: string, trust: Trust, nowMs: number): TlsSeen {
  const chain = peerChain(socket)
  const error = socket.authorizationError as unknown as string | Error | undefined
  const code = typeof error === 'string' ? error : ((error as NodeJS.ErrnoException | undefined)?.code ?? '')
  const judged = chain[0] ? judgeChain(chain, host, code, trust, nowMs) : []
  // What OpenSSL refused stays refused, also where none of the faults that are looked for here explains it.
  const problems = judged.length === 0 && (code !== '' || !chain[0]) ? (['other'] as const) : judged
  return {
    kind: 'tls',
    version: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().standardName ?? socket.getCipher().name,
    chain: chain.map(describeCertificate),
    problems,
    ...(problems.length > 0 && code && { message: code }),
  }
}

function peerChain(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = []
  const seen = new Set<string>()
  let next = socket.getPeerX509Certificate()
  while (next && !seen.has(next.fingerprint256) && chain.length < LIMITS.chainLength) {
    seen.add(next.fingerprint256)
    chain.push(next)
    next = next.issuerCertificate
  }
  return chain
}

/** Node had no name for "CA md too weak" before version 24. */
const HASH_ERRORS = ['UNSPECIFIED', 'CA_MD_TOO_WEAK']

const DATE_ERRORS = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']

function judgeChain(
  chain: readonly X509Certificate[],
  host: string,
  errorCode: string,
  trust: Trust,
  nowMs: number,
): CertificateProblem[] {
  const leaf = chain[0] as X509Certificate
  const problems = new Set<CertificateProblem>()
  for (const certificate of chain) {
    if (Date.parse(certificate.validTo) < nowMs) problems.add('expired')
    if (Date.parse(certificate.validFrom) > nowMs) problems.add('not-yet-valid')
  }
  if (!leaf.subjectAltName) problems.add('no-san')
  if (!isForHost(leaf, host)) problems.add('hostname-mismatch')
  const rsaBits = leaf.publicKey.asymmetricKeyDetails?.modulusLength
  if (rsaBits !== undefined && rsaBits < 2048) problems.add('weak-key')
  // OpenSSL does not look at how a root has signed itself.
  const isForgeable = chain.some((one) => brokenHashOf(one) !== undefined && !isSignedBy(one, one))
  if (isForgeable) problems.add('weak-signature')
  const isNamed = DATE_ERRORS.includes(errorCode) || (isForgeable && HASH_ERRORS.includes(errorCode))
  const trustError = isNamed ? judgeTrust(chain, trust) : trustProblemOf(errorCode)
  if (trustError) problems.add(trustError)
  if (trustError === 'untrusted' && chain.length === 1) problems.add('incomplete-chain')
  return [...problems]
}

function isForHost(leaf: X509Certificate, host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (familyOf(name)) return leaf.checkIP(name) !== undefined
  return checkServerIdentity(name, leaf.toLegacyObject()) === undefined
}

/** Node's verification codes without the two about dates: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function trustProblemOf(code: string): CertificateProblem | undefined {
  switch (code) {
    case '':
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return undefined
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'self-signed'
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_UNTRUSTED':
    case 'INVALID_CA':
      return 'untrusted'
    case 'EE_KEY_TOO_SMALL':
    case 'CA_KEY_TOO_SMALL':
    case 'CA_MD_TOO_WEAK':
      return 'weak-key'
    default:
      return 'other'
  }
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

/** Whether signatures lead from the leaf to a trusted root, dates left aside. */
function judgeTrust(chain: readonly X509Certificate[], trust: Trust): CertificateProblem | undefined {
  const roots = trust.roots()
  const leaf = chain[0] as X509Certificate
  let current = leaf
  for (let depth = 0; depth < LIMITS.chainLength; depth += 1) {
    const { fingerprint256 } = current
    if (roots.some((root) => root.fingerprint256 === fingerprint256 || isSignedBy(current, root))) return undefined
    const issuer = chain.find((candidate) => candidate !== current && isSignedBy(current, candidate))
    if (!issuer) break
    current = issuer
  }
  return isSignedBy(leaf, leaf) ? 'self-signed' : 'untrusted'
}

function describeCertificate(certificate: X509Certificate): Certificate {
  const { publicKey, fingerprint256 } = certificate
  const brokenHash = brokenHashOf(certificate)
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: namesOf(certificate.subjectAltName ?? '').slice(0, LIMITS.certificateNames),
    validFrom: isoDate(certificate.validFrom),
    validTo: isoDate(certificate.validTo),
    key: describeKey(publicKey.asymmetricKeyType, publicKey.asymmetricKeyDetails),
    ...(brokenHash && { brokenHash }),
    fingerprint256,
    isSelfSigned: certificate.subject === certificate.issuer && certificate.verify(publicKey),
  }
}

/** A certificate may state a date that is none; then OpenSSL's words for it stand there. */
function isoDate(text: string): string {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? text : date.toISOString()
}

function oneLine(distinguishedName: string | undefined): string {
  return (distinguishedName ?? '').split('\n').reverse().join(', ').slice(0, LIMITS.distinguishedNameLength)
}

function namesOf(subjectAltName: string): string[] {
  return [...subjectAltName.matchAll(/(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]+)/g)].map((match) =>
    (match[1] ?? '').trim(),
  )
}

function describeKey(type: string | undefined, details: X509Certificate['publicKey']['asymmetricKeyDetails']): string {
  if (details?.modulusLength) return `${(type ?? 'rsa').toUpperCase()} ${details.modulusLength}`
  return details?.namedCurve ? `EC ${details.namedCurve}` : (type ?? 'unknown')
}

const WORDS: Partial<Record<CertificateProblem, string>> = {
  other: 'refused by the TLS library',
}

/** The faults of a certificate in a few words. */
export function wordProblems(problems: readonly CertificateProblem[]): string {
  return problems.map((problem) => WORDS[problem] ?? problem).join(', ')
}
