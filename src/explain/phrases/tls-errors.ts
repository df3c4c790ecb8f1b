// Errors of TLS in the words of OpenSSL, BoringSSL, GnuTLS, rustls, schannel, .NET, Java, Go, NSS, mbed TLS and Apple.

import type { CertificateProblem, TlsFault } from '../../model.js'
import { firstMatch } from '../../smtp/prefilter.js'

export interface CertificatePhrase {
  readonly problem: CertificateProblem
  readonly words: string
}

export interface FaultPhrase {
  readonly fault: TlsFault
  readonly words: string
}

/** The more exact first: most libraries put a general sentence before the particular one. */
const CERTIFICATES: readonly (readonly [problem: CertificateProblem, pattern: RegExp])[] = [
  [
    'not-yet-valid',
    /certificate is not (?:yet|ye) valid|CERT_NOT_YET_VALID|CertificateNotYetValid|CertNotValidYet|NotValidYet\b|x509: .{0,60}not yet valid: current time \S{1,40} is before|verify error:num=9:|certificate (?:is |has )?not yet activated|noch nicht g[üu]ltig|pas encore valide|certificate used before its valid|certificate.{0,20}in the future/i,
  ],
  [
    'expired',
    /证书不在有效期内|nicht im G[üu]ltigkeitszeitraum|pas dans sa p[ée]riode de validit[ée]|收到的证书已过期|PKIX path validation failed: [^\n]{0,60}validity check failed|certificate (?:has |is |was )?(?:already )?expired|CERT_HAS_EXPIRED|CERTIFICATE_EXPIRED|CertificateExpired|certificate_expired|CertExpired|InvalidCertificate\(Expired|peer certificate: Expired|invalid peer certificate: (?:certificate )?expired|x509: certificate has expired|verify error:num=10:|alert number 45|SEC_E_CERT_EXPIRED|0x80090328|\bNotTimeValid\b|certificate.{0,40}\b(?:has )?expired|expired certificate|zertifikat ist abgelaufen|certificat (?:a |est )?expir[ée]|certificado (?:ha |est[áa] )?(?:caducado|expirado)|срок действия сертификата ист[её]к|证书已过期|証明書の有効期限/i,
  ],
  [
    'no-san',
    /relies on legacy common name|x509: negative serial number|Peer certificate CN=[^\n]{0,200} is malformed|UnsupportedCertVersion|certificate is not valid for any names|no (?:appropriate )?commonName or subjectAltName|no subject ?alt(?:ernative)?[ -]?names?\b(?: present| found)?(?! (?:dns |ip )?name matching| matching)|neither .{0,20}subjectAltName/i,
  ],
  [
    'hostname-mismatch',
    /\bCN[- ]name (?:does not match the passed value|des Zertifikats stimmt nicht)|证书的 ?CN ?名称与传递的值不匹配|Zielprinzipalname ist falsch|目标主(?:要|体)名称不正确|nom principal (?:de la )?cible est incorrect|nombre principal de destino es incorrecto|ERR_TLS_CERT_ALTNAME_INVALID|\bhostname_check_failed\b|\bhost ?name \S{1,255} (?:was |could )?not (?:be )?verified\b|does(?:n['’]t| not) match certificate['’]?s altnames|not in the cert['’]?s altnames|(?<!helo[/ ])host ?-?name (?:mismatch|verification failed|verification error)|ip address mismatch|certificate (?:is )?not valid for|certificate is valid for .{1,300}, not |did not match expected CN|unable to locate peer certificate CN|subjectAltName did not match|did not match any of the valid hosts|doesn['’]t match (?:either of|['"]|the host)|does not match (?:either|the (?:target )?host|hostname|server|any)|NotValidForName|RemoteCertificateNameMismatch|no (?:subject alternative (?:dns |ip )?names?|name) matching|hostname in certificate didn't match|no alternative certificate subject name matches|owner does not match host|SEC_E_WRONG_PRINCIPAL|0x80090322|target principal name is incorrect|name (?:in|on) the (?:security )?certificate (?:is invalid|does not match)|cannot validate certificate for \S{1,60} because it doesn't contain any IP SANs|verify error:num=6[24]:|verify (?:the )?identity of|identity of the (?:server|peer)|server identity|SSL_ERROR_BAD_CERT_DOMAIN|server certificate verification failed.{0,40}name|server name mismatch|certificate name (?:mismatch|does not)|(?:host|server|domain) ?name .{0,20}(?:did|does)(?: not|n['’]t) match the (?:sub)?names? |(?:did|does)(?: not|n['’]t) match (?:any of )?the (?:certificate|names? (?:given|listed|presented|on|in))|certificate (?:was|is|has been) issued (?:for|to) (?:a )?(?:different|another|other)|hostname .{1,120} (?:does not|doesn't) match|server certificate not verified|stimmt nicht (?:mit|überein)/i,
  ],
  [
    'revocation-unchecked',
    /CRYPT_E_(?:NO_REVOCATION_CHECK|REVOCATION_OFFLINE)|revocation (?:function|server|status|check)|RevocationStatusUnknown|OfflineRevocation|0x8009201[23]|unable to get certificate CRL|UNABLE_TO_GET_CRL|widerrufs(?:pr[üu]fung|server|funktion)|certificate status verification FAILED|吊销/i,
  ],
  [
    'trust-store-missing',
    /error setting certificate (?:verify locations|file)|CAfile: ?none|trustAnchors parameter must be non-?empty|failed to load (?:system )?roots|no (?:native )?root (?:ca )?certificates? (?:found|were)|(?:cannot|unable to|failed to|could not|couldn't|error) (?:load|loading|open|opening|set|read|reading|locate|access) .{0,60}(?:trust ?file|ca-?bundle|cacert|ca-certificates|default CA|x509 trust|CA file|cafile|trust store)|unable to set verify locations|failed loading (?:cafile|.{0,40}ca-?bundle)|no trust anchors|problem with the SSL CA cert|(?:ca-?bundle|ca-certificates|cacert)\S{0,60}.{0,40}(?:no such file|not found|does not exist|not readable)/i,
  ],
  [
    'self-signed',
    /DEPTH_ZERO_SELF_SIGNED_CERT|\bselfsigned_peer\b|verify error:num=18:|CaUsedAsEndEntity|self[- ]signed certificate(?! in)|certificate is self[- ]signed|selbstsigniert(?:es)?|certificat auto-?sign[ée]|自签名/i,
  ],
  [
    'incomplete-chain',
    /UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify the first certificate|verify error:num=21:|incomplete (?:certificate )?chain|\bPartialChain\b/i,
  ],
  [
    'untrusted',
    /could not be built to a trusted root authority|beim Vertrauensanbieter nicht|Stammzertifizierungsstelle konnte nicht|nicht vertrauensw[üu]rdigen Zertifizierungsstelle|不受信任(?:的)?(?:提供程序|颁发机构)|certificat racine qui n['’]est pas approuv|autorit[ée] qui n['’]est pas approuv|entidad (?:emisora )?en la que no se conf[íi]a|SSL peer certificate or SSH remote key was not OK|SELF_SIGNED_CERT_IN_CHAIN|self[- ]signed certificate in (?:the )?(?:certificate )?chain|UNABLE_TO_GET_ISSUER_CERT|unable to get (?:local )?issuer certificate|issuer certificate (?:of a locally looked up certificate )?could not be found|root certificate of the certificate chain is self[- ]signed|no certificates could be verified|peer_fingerprint match failure|signature of the certificate is invalid|verify error:num=(?:19|20|2|27):|signed by (?:an )?unknown authority|unknown certificate authority|\bUnknownIssuer\b|\bUnknownCA\b|(?:alert )?unknown[ _]ca\b|PKIX path|unable to find valid certification path|\bUntrustedRoot\b|RemoteCertificateChainErrors|remote certificate (?:is invalid|was rejected)|(?:certificate|server) is not trusted|certificate for this server is invalid|(?:certificate )?issuer (?:certificate )?is unknown|SEC_E_UNTRUSTED_ROOT|0x80090325|SEC_ERROR_UNKNOWN_ISSUER|issued by an authority that is not trusted|certificate (?:cannot|can't|could not) be (?:verified|trusted)|certificate[ _]verify[ _]failed|certificate verification (?:failed|error)|verification of the .{0,30}certificate|cert(?:ificate)? (?:is )?not trusted|untrusted (?:root|certificate|server)|server certificate verification failed|bad_?certificate\b|alert bad certificate|alert number (?:42|46|48)|invalid peer certificate|peer certificate cannot be authenticated|remotezertifikat ist (?:laut|nach|gem[äa]ß|ung[üu]ltig)|certificat distant (?:n'est pas valide|non valide)|certificado remoto no es v[áa]lido|удаленный сертификат недействителен|远程证书无效|不受信任的颁发机构|リモート証明書|incompatible key usage|SSL certificate problem|certificate not trusted/i,
  ],
]

const FAULTS: readonly (readonly [fault: TlsFault, pattern: RegExp])[] = [
  [
    'weak-key',
    /(?:dh|ee|ca|rsa|server|temp\w{0,6})[ _](?:temp )?key[ _]too[ _]small|(?:ssl|tls|dh|rsa|ec|certificate)\b[^\n]{0,20}\bkeys? (?:is |are |was )?too (?:small|short|weak)|ca[ _]md[ _]too[ _]weak|signature digest algorithm too weak|modulus too small|could not generate dh keypair|dh_?prime|prime sent by the server is not acceptable|weak (?:ephemeral|server)|ephemeral (?:diffie|dh).{0,40}weak|weak dh|bad dh p|diffie-?hellman .{0,40}(?:weak|too small|insecure|insufficient)|insecure (?:signature )?algorithm|legacy sigalg|algorithm constraints check failed|does not conform to algorithm constraints|certificate (?:uses|is signed (?:with|using)) (?:a|an)? ?(?:weak|insecure)|SSL_ERROR_WEAK_SERVER/i,
  ],
  [
    'wrong-version-number',
    /(?<!CL(?:IE)?NT_HELLO:)wrong[ _]version[ _]number|\bunsupported_record_type\b|service, port \d{1,5} is typically reserved for plain-?text|SSL23_GET_SERVER_HELLO:unknown protocol|:unknown protocol|ssl3_get_record(?!.{0,30}(?:bad|decryption|mac))|first record does not look like a TLS handshake|InvalidContentType|unexpected[ _](?:tls )?packet\b(?! with unexpected)|GNUTLS_E_UNEXPECTED_PACKET|frame size or a corrupted frame|unrecognized ssl message|unsupported or unrecognized ssl message|SSL_ERROR_RX_RECORD_TOO_LONG|RECORD_TOO_LONG|record too long|packet length too long|oversized record received|SEC_E_INVALID_TOKEN|0x80090308|token supplied to the function is invalid|http request:|errSSLProtocol\b|MBEDTLS_ERR_SSL_INVALID_RECORD|-0x7200|record overflow|TLS packet with unexpected length|0x80090326|invalid record received|plaintext connection\?|unable to parse TLS packet header|CorruptMessage|received corrupt message|corrupt message of type|bad record type|invalid (?:tls |ssl )?record (?:type|header)|不明なプロトコル/i,
  ],
  [
    'unsupported-protocol',
    /没有共同的算法|不具备(?:常见|共同|通用)(?:的)?算法|no (?:poseen|tienen) un algoritmo com[úu]n|(?<!\(1\) )unsupported[ _]protocol|CL(?:IE)?NT_HELLO:wrong[ _]version[ _]number|no[ _]protocols[ _]available|protocol[ _]version(?! \d)|protocol is disabled|no appropriate protocol|possess a common algorithm|SEC_E_ALGORITHM_MISMATCH|0x80090331|does not support any (?:protocol|tls)|unsupported ssl version|version too low|server selected unsupported|tls: protocol version not supported|PeerIncompatible|tls version .{0,30}(?:not supported|too old|disabled)|TLSv1(?:\.[01])? (?:is )?(?:not (?:supported|accepted)|disabled|deprecated)|tlsv1 alert|gemeinsamen? algorithmus|algorithme commun|algoritmo com[úu]n|общего алгоритма|通用算法|共通のアルゴリズム|inappropriate fallback|ssl version or cipher|SSLv[23] .{0,20}(?:disabled|not supported)|unsupported version of the (?:tls|ssl)|0x80090302/i,
  ],
  [
    'no-shared-cipher',
    /no[ _]shared[ _]cipher|no[ _]ciphers?[ _](?:available|match|suites?)|NO_CYPHER_OVERLAP|no cipher suites? (?:in common|supported)|no supported cipher|could not negotiate a supported cipher|no common (?:encryption|cipher)|no mutually supported|cipher suites are inappropriate/i,
  ],
  [
    'handshake-failure',
    /alert handshake[ _]failure|SSLV3_ALERT_HANDSHAKE_FAILURE|handshake_failure|alert number 40|received alert:? handshake|fatal alert: ?handshake|remote error: tls: handshake failure|Alert_?Received\(?_?Handshake_?Failure|TLS alert.{0,20}handshake failure/i,
  ],
  [
    'timeout',
    /crypto enabling timeout|(?:TLS error on connection|SSL_accept|SSL_connect|SSL_do_handshake|gnutls_handshake).{0,120}timed? ?-?out|(?:tls|ssl) ?handshake (?:has )?timed? ?-?out|timed? ?-?out while upgrading|handshake (?:operation )?timed? ?-?out|handshake timeout/i,
  ],
  [
    'closed',
    /disconnected before secure TLS|(?:reset|aborted|lost|closed) while upgrading|EOF occurred in violation of protocol|unexpected[ _]eof[ _]while[ _]reading|SSL_ERROR_SYSCALL|SSL_ERROR_EOF|SSL_ERROR_ZERO_RETURN|remote host (?:closed connection during|terminated the) handshake|non-properly terminated|PREMATURE_TERMINATION|unexpected eof or 0 bytes|0 bytes from the transport stream|handshake eof|handshake.{0,30}\b(?:eof|reset by peer|closed)|SSL_connect returned=5|SSL_connect.{0,40}(?:reset by peer|SYSCALL)|ssl connection (?:has been )?closed|SSL_connect: (?:connection reset|success)/i,
  ],
  [
    'other',
    /message received was unexpected or badly formatted|Nachricht war unerwartet oder|接收到的消息异常|收到的消息异常|Local Security Authority cannot be contacted|lokale Sicherheitsautorit[äa]t|无法连接本地安全机构|message reçu [ée]tait inattendu|(?:TLS|SSL)-(?:Verbindung|Aushandlung|Handshake)[^\n]{0,40}(?:nicht (?:aufgebaut|hergestellt|möglich)|fehlgeschlagen)|échec (?:de la|du) (?:négociation|handshake) (?:TLS|SSL)|(?:TLS|SSL) ?握手失败|(?:tls|ssl)[ -]?(?:\/tls )?handshake (?:has )?(?:failed|failure|error)|handshake (?:failed|failure|error)|failed to receive handshake|SSL\/TLS connection failed|handshake ?exception|SSLException|SSL_connect error|SSL_accept error|attempt to establish TLS failed|starttls (?:upgrade )?failed|start tls failed|failed to enable crypto|SSL operation failed|\[ ?#0\]|fsockopen returned Error Number 0\b|\(\): SSL: (?:The operation completed successfully|Success)\b|TLS (?:negotiation|connection|setup|initiali[sz]ation) (?:failed|error)|(?:could not|cannot|unable to|failed to) (?:start|initiali[sz]e|negotiate|establish|enable|connect (?:with|via|using)|open (?:a )?secure|convert socket to) .{0,20}(?:tls|ssl|starttls)|establish an? ssl|SslHandshakeException|MAILSMTP_ERROR_SSL\b|call to SSPI failed|SSL - A fatal alert message was received|could not negotiate TLS|error connecting with SSL|\btls_failed\b|TLS library problem|\btls_alert\b|could not get peer certificate|peer did not present any certificate|schannel: (?!shutting|disabled|using|connection|clear)|TLS init def ctx failed|gnutls_handshake|crypto (?:method|enabled)|ssl error|tls error|SSL routines/i,
  ],
]

/** What a line says of the certificate; the most exact statement of the line. */
export function certificateProblemIn(text: string): CertificatePhrase | undefined {
  for (const [problem, pattern] of CERTIFICATES) {
    const words = firstMatch(pattern, text)?.[0]
    if (words) return { problem, words }
  }
  return undefined
}

/** What a line says of the handshake. */
export function tlsFaultIn(text: string): FaultPhrase | undefined {
  for (const [fault, pattern] of FAULTS) {
    const words = firstMatch(pattern, text)?.[0]
    if (words) return { fault, words }
  }
  return undefined
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
