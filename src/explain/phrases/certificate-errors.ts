// What is held against certificates, in the words of OpenSSL, BoringSSL, GnuTLS, rustls, schannel, .NET, Java, Go, NSS, mbed
// TLS and Apple.

import type { CertificateProblem } from '../../model.js'
import { type Pattern, PhraseTable, phrases } from '../../smtp/prefilter.js'

export interface CertificatePhrase {
  readonly problem: CertificateProblem
  readonly words: string
}

/** The more exact first: most libraries put a general sentence before the particular one. */
const CERTIFICATES: readonly (readonly [problem: CertificateProblem, pattern: Pattern])[] = [
  [
    'not-yet-valid',
    phrases`
      certificate is not (?:yet|ye) valid
      CERT_NOT_YET_VALID
      CertificateNotYetValid
      CertNotValidYet
      NotValidYet\b
      x509: .{0,60}not yet valid: current time \S{1,40} is before
      verify error:num=9:
      certificate (?:is |has )?not yet activated
      noch nicht g[üu]ltig
      pas encore valide
      certificate used before its valid
      证书尚未生效
      ещ[её] не действителен
      a[úu]n no es v[áa]lido
      certificate.{0,20}in the future
    `,
  ],
  [
    'expired',
    phrases`
      证书不在有效期内
      nicht im G[üu]ltigkeitszeitraum
      pas dans sa p[ée]riode de validit[ée]
      收到的证书已过期
      PKIX path validation failed: [^\n]{0,60}validity check failed
      certificate (?:has |is |was )?(?:already )?expired
      CERT_HAS_EXPIRED
      CERTIFICATE_EXPIRED
      CertificateExpired
      certificate_expired
      CertExpired
      InvalidCertificate\(Expired
      peer certificate: Expired
      invalid peer certificate: (?:certificate )?expired
      x509: certificate has expired
      verify error:num=10:
      alert number 45
      SEC_E_CERT_EXPIRED
      0x80090328
      \bNotTimeValid\b
      certificate.{0,40}\b(?:has )?expired
      expired certificate
      zertifikat ist abgelaufen
      certificat (?:a |est )?expir[ée]
      certificado (?:ha |est[áa] )?(?:caducado|expirado)
      срок действия сертификата ист[её]к
      证书已过期
      証明書の有効期限
    `,
  ],
  [
    'no-san',
    phrases`
      relies on legacy common name
      x509: negative serial number
      Peer certificate CN=[^\n]{0,200} is malformed
      UnsupportedCertVersion
      certificate is not valid for any names
      no (?:appropriate )?commonName or subjectAltName
      no subject ?alt(?:ernative)?[ -]?names?\b(?: present| found)?(?! (?:dns |ip )?name matching| matching)
      neither .{0,20}subjectAltName
    `,
  ],
  [
    'hostname-mismatch',
    phrases`
      \bCN[- ]name (?:does not match the passed value|des Zertifikats stimmt nicht)
      证书的 ?CN ?名称与传递的值不匹配
      Zielprinzipalname ist falsch
      目标主(?:要|体)名称不正确
      nom principal (?:de la )?cible est incorrect
      nombre principal de destino es incorrecto
      ERR_TLS_CERT_ALTNAME_INVALID
      \bhostname_check_failed\b
      \bcertificate\b.{0,40}\b(?:on|about|because of|in) (?:the |its )?(?:CN|common name|SANs?|subjectAltName)\b(?: (?:attribute|field|entry|value))
      \bhost ?name \S{1,255} (?:was |could )?not (?:be )?verified\b
      does(?:n['’]t| not) match certificate['’]?s altnames
      not in the cert['’]?s altnames
      (?<!helo[/ ])host ?-?name (?:mismatch|verification failed|verification error)
      ip address mismatch
      certificate-host-mismatch
      certificate (?:is )?not valid for
      certificate is valid for .{1,300}, not[ ]
      did not match expected CN
      unable to locate peer certificate CN
      subjectAltName did not match
      did not match any of the valid hosts
      doesn['’]t match (?:either of|['"]|the host)
      does not match (?:either|the (?:target )?host|hostname|server|any)
      NotValidForName
      RemoteCertificateNameMismatch
      no (?:subject alternative (?:dns |ip )?names?|name) matching
      hostname in certificate didn't match
      no alternative certificate subject name matches
      owner does not match host
      SEC_E_WRONG_PRINCIPAL
      0x80090322
      target principal name is incorrect
      name (?:in|on) the (?:security )?certificate (?:is invalid|does not match)
      cannot validate certificate for \S{1,60} because it doesn't contain any IP SANs
      verify error:num=6[24]:
      verify (?:the )?identity of
      identity of the (?:server|peer)
      server identity
      SSL_ERROR_BAD_CERT_DOMAIN
      server certificate verification failed.{0,40}name
      server name mismatch
      certificate name (?:mismatch|does not)
      (?:host|server|domain) ?name .{0,20}(?:did|does)(?: not|n['’]t) match the (?:sub)?names?[ ]
      (?:did|does)(?: not|n['’]t) match (?:any of )?the (?:certificate|names? (?:given|listed|presented|on|in))
      certificate (?:was|is|has been) issued (?:for|to) (?:a )?(?:different|another|other)
      hostname .{1,120} (?:does not|doesn't) match
      server certificate not verified
      (?:zertifikat|host ?name|server|\bCN\b|\bname\b)[^\n]{0,80} stimmt nicht (?:mit|überein)
    `,
  ],
  [
    'revocation-unchecked',
    phrases`
      CRYPT_E_(?:NO_REVOCATION_CHECK|REVOCATION_OFFLINE)
      revocation (?:function|server|status|check)
      RevocationStatusUnknown
      OfflineRevocation
      0x8009201[23]
      unable to get certificate CRL
      UNABLE_TO_GET_CRL
      widerrufs(?:pr[üu]fung|server|funktion)
      certificate status verification FAILED
      error occurred during a cryptographic operation
      certificate status could not be (?:determined|checked)
      OCSP_(?:SERVER_ERROR|RESPONSE_FOR_CERT_MISSING)
      OCSP (?:response|server|responder)[^\n]{0,40}(?:unavailable|unreachable|timed out|missing)
      certificate revocation is not available
      revocation (?:data|information)
      Sperrstatus
      [ée]tat de r[ée]vocation
      吊销
    `,
  ],
  [
    'trust-store-missing',
    phrases`
      error setting certificate (?:verify locations|file)
      CAfile: ?none
      trustAnchors parameter must be non-?empty
      failed to load (?:system )?roots
      no (?:native )?root (?:ca )?certificates? (?:found|were)
      (?:cannot|unable to|failed to|could not|couldn't|error) (?:load|loading|open|opening|set|read|reading|locate|access) .{0,60}(?:trust ?file|ca-?bundle|cacert|ca-certificates|default CA|x509 trust|CA file|cafile|trust store)
      unable to set verify locations
      failed loading (?:cafile|.{0,40}ca-?bundle)
      no trust anchors
      problem with the SSL CA cert
      (?:ca-?bundle|ca-certificates|cacert)\S{0,60}.{0,40}(?:no such file|not found|does not exist|not readable)
    `,
  ],
  [
    'self-signed',
    phrases`
      DEPTH_ZERO_SELF_SIGNED_CERT
      \bselfsigned_peer\b
      verify error:num=18:
      CaUsedAsEndEntity
      self[- ]signed certificate(?! in)
      certificate is self[- ]signed
      selbstsigniert(?:es)?
      certificat auto-?sign[ée]
      自签名
    `,
  ],
  [
    'incomplete-chain',
    phrases`
      UNABLE_TO_VERIFY_LEAF_SIGNATURE
      unable to verify the first certificate
      verify error:num=21:
      incomplete (?:certificate )?chain
      \bPartialChain\b
    `,
  ],
  [
    'untrusted',
    phrases`
      \btlsa-invalid\b
      failed DANE validation
      could not be built to a trusted root authority
      beim Vertrauensanbieter nicht
      Stammzertifizierungsstelle konnte nicht
      nicht vertrauensw[üu]rdigen Zertifizierungsstelle
      不受信任(?:的)?(?:提供程序|颁发机构)
      certificat racine qui n['’]est pas approuv
      autorit[ée] qui n['’]est pas approuv
      entidad (?:emisora )?en la que no se conf[íi]a
      SSL peer certificate or SSH remote key was not OK
      SELF_SIGNED_CERT_IN_CHAIN
      self[- ]signed certificate in (?:the )?(?:certificate )?chain
      UNABLE_TO_GET_ISSUER_CERT
      unable to get (?:local )?issuer certificate
      issuer certificate (?:of a locally looked up certificate )?could not be found
      root certificate of the certificate chain is self[- ]signed
      no certificates could be verified
      peer_fingerprint match failure
      signature of the certificate is invalid
      verify error:num=(?:19|20|2|27):
      signed by (?:an )?unknown authority
      unknown certificate authority
      \bUnknownIssuer\b
      \bUnknownCA\b
      (?:alert )?unknown[ _]ca\b
      PKIX path
      unable to find valid certification path
      \bUntrustedRoot\b
      RemoteCertificateChainErrors
      remote certificate (?:is invalid|was rejected)
      (?:certificate|server) is not trusted
      certificate for this server is invalid
      (?:certificate )?issuer (?:certificate )?is unknown
      SEC_E_UNTRUSTED_ROOT
      0x80090325
      SEC_ERROR_UNKNOWN_ISSUER
      issued by an authority that is not trusted
      certificate (?:cannot|can't|could not) be (?:verified|trusted)
      certificate[ _]verify[ _]failed
      certificate verification (?:failed|error)
      verification of the .{0,30}certificate
      cert(?:ificate)? (?:is )?not trusted
      untrusted (?:root|certificate|server)
      server certificate verification failed
      bad_?certificate\b
      alert bad certificate
      alert number (?:42|46|48)
      invalid peer certificate
      peer certificate cannot be authenticated
      remotezertifikat ist (?:laut|nach|gem[äa]ß|ung[üu]ltig)
      certificat distant (?:n'est pas valide|non valide)
      certificado remoto no es v[áa]lido
      удаленный сертификат недействителен
      远程证书无效
      不受信任的颁发机构
      リモート証明書
      incompatible key usage
      unsupported certificate purpose
      \bINVALID_PURPOSE\b
      SSL certificate problem
      certificate not trusted
    `,
  ],
]

const TABLE = new PhraseTable(CERTIFICATES, ([, pattern]) => pattern)

/** What a line says of the certificate; the most exact statement of the line. */
export function certificateProblemIn(text: string): CertificatePhrase | undefined {
  const match = TABLE.firstMatch(text)
  return match && { problem: match.row[0], words: match.found[0] }
}

/** The names that a mismatch message lists for the certificate. */
export function namesInMismatch(text: string): string[] {
  const list =
    /altnames: ?["']?((?:DNS|IP Address):[^"'\n]{1,1000})/i.exec(text)?.[1] ??
    /certificate is valid for ([^\n]{1,1000}?), not /i.exec(text)?.[1] ??
    /Peer certificate (?:subject)?CN=[`'"]?([^'"`\s]{1,255})/i.exec(text)?.[1] ??
    /(?:doesn't match either of|match) ((?:'[^']{1,255}'(?:, )?){1,40})/i.exec(text)?.[1]
  if (!list) return []
  return list
    .split(/[,;]\s*/)
    .map((name) =>
      name
        .replace(/^(?:DNS|IP Address):/i, '')
        .replace(/^[`'"]|['"`.]+$/g, '')
        .trim(),
    )
    .filter((name) => /^[\w*.:-]{1,255}$/.test(name))
}
