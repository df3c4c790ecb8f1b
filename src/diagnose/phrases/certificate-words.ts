// What TLS libraries say against a certificate, in the words of OpenSSL, GnuTLS, SChannel and .NET, Java, Go, rustls,
// NSS, Python, PHP and Node.

import type { CertificateProblem } from '../../model.js'
import { type Pattern, phrases } from '../../smtp/prefilter.js'

export type CertificateFault = CertificateProblem | 'self-signed-root'

/** The more exact first. */
export const CERTIFICATE_WORDS: readonly (readonly [CertificateFault, Pattern])[] = [
  [
    'not-yet-valid',
    phrases`
      not yet valid(?!\s*:? ?current time [^\n]{0,60} is after)
      CERT_NOT_YET_VALID
      (?:certificate|chain)[^\n]{0,60}not yet activated
      not yet valid
      NotValidYet
      CertificateNotYetValidException
      is before 20\d\d-
      verify error:num=9:
      activation time is in the future
      noch nicht g[üu]ltig
      pas encore valide
      证书尚未生效
      ещ[её] не действителен
      a[úu]n no es v[áa]lido
    `,
  ],
  [
    'expired',
    phrases`
      PKIX path validation failed: [^\n]{0,60}validity check failed
      certificate (?:has |is )?expired
      CERT_HAS_EXPIRED
      expired certificate
      (?<!token )has expired or is not yet valid
      CertificateExpiredException
      \bCERT_E_EXPIRED\b
      \b800b0101\b
      SEC_E_CERT_EXPIRED
      \b80090328\b
      invalid peer certificate: Expired
      \bcert(?:ificate)?Expired\b
      not within its validity period
      NotTimeValid
      SSL_ERROR_EXPIRED
      SEC_ERROR_EXPIRED
      alert certificate[ _]expired
      alert number 45
      verify error:num=10:
      certificate chain uses expired
      Zertifikat ist abgelaufen
      certificat (?:a expiré|est expiré)
      certificado (?:ha )?(?:expirado|caducado)
      证书(?:已)?过期
      証明書の(?:有効期限|期限)が(?:切れ|過ぎ)
      срок действия сертификата истек
    `,
  ],
  [
    'revocation-unchecked',
    phrases`
      error occurred during a cryptographic operation
      unable to check revocation
      revocation function was unable
      CRYPT_E_REVOCATION_OFFLINE
      CRYPT_E_NO_REVOCATION_CHECK
      \b8009201[23]\b
      RevocationStatusUnknown
      OfflineRevocation
      (?:determine|check(?:ing)?|get)[^\n]{0,20} revocation status
      revocation (?:server|status)[^\n]{0,40}(?:offline|unknown|unavailable)
      revocation check[^\n]{0,40}(?:fail|offline|could not|unable)
      unable to get certificate CRL
      unable to get CRL
      OCSP[^\n]{0,60}(?:unreachable|timed out|no response|failed to connect|unavailable|SERVER_ERROR|RESPONSE_FOR_CERT_MISSING)
      revocation (?:data|information)? ?(?:is |was |could )?not (?:be )?(?:available|obtained|checked)
      certificate revocation is not available
      revocation data could not
      certificate status could not be (?:determined|checked)
      Sperrstatus[^\n]{0,60}nicht
      [ée]tat de r[ée]vocation
      Sperrfunktion konnte die Sperr
      Überprüfung der Sperr
      fonction de révocation n['’]a pas pu
      吊销功能无法检查
      無法檢查憑證的撤銷
      失効の状態を確認できません
      не удалось проверить отзыв
      función de revocación no puede
    `,
  ],
  [
    'no-san',
    phrases`
      relies on legacy Common Name
      x509: negative serial number
      Peer certificate CN=[^\n]{0,200} is malformed
      UnsupportedCertVersion
      not valid for any names
      no appropriate (?:commonName or )?subjectAltName
      No subject alternative names? present
      no subjectAltName
      has no subject ?alt(?:ernative)? ?names?
      does not contain a DNS name
      Cert is empty
      no DNS names? in (?:the )?certificate
      subject alternative name (?:is )?missing
    `,
  ],
  [
    'hostname-mismatch',
    phrases`
      (?<!helo[/ ])host ?name mismatch
      ERR_TLS_CERT_ALTNAME_INVALID
      does(?:n't| not) match (?:the )?(?:certificate|target|host|expected|server)[^\n]{0,40}
      did not match expected CN
      unable to locate peer certificate CN
      subjectAltName did not match
      did not match any of the valid hosts
      not in the cert(?:ificate)?'s (?:altnames|list)
      certificate is valid for [^\n]{1,400}, not[ ]
      certificate (?:is )?not valid for
      NotValidForName
      No subject alternative (?:DNS |IP )?(?:names?|address(?:es)?) (?:matching|matched|found)
      CertificateException: No name matching
      did not match any of the names given
      \bSubjectMismatch\b
      hostname_check_failed
      RemoteCertificateNameMismatch
      CERT_E_CN_NO_MATCH
      \b800b010f\b
      SEC_E_WRONG_PRINCIPAL
      \b80090322\b
      target principal name is incorrect
      SSL: (?:certificate subject name|no alternative certificate subject name)
      subject name[^\n]{0,80}does(?:n't| not) match
      certificate (?:owner|name|subject|common name|host)[^\n]{0,120}does not match
      certificate name (?:is )?(?:invalid|wrong|mismatch)
      does ?n.t contain any IP SANs
      verify error:num=62:
      BAD_CERT_DOMAIN
      name (?:given )?in the (?:server's )?(?:SSL |TLS )?certificate
      did(?:n't| not) match (?:any of )?the (?:certificate|names? (?:given|listed|presented))
      issued (?:for|to) (?:a )?(?:different|another) (?:host|name|domain|site)
      not issued (?:for|to) (?:this|the) host
      Zertifikat[^\n]{0,60}(?:passt nicht|stimmt nicht)
      nom principal cible
      证书(?:中的)?(?:名称|主机名)[^\n]{0,20}不(?:匹配|符)
      cert[^\n]{0,10}name mismatch
    `,
  ],
  [
    'self-signed-root',
    phrases`
      self[- ]signed certificate in (?:the )?certificate chain
      root certificate of the certificate chain is self[- ]signed
      SELF_SIGNED_CERT_IN_CHAIN
      verify error:num=19:
      terminated in a root certificate (?:which|that) is not trusted
      CERT_E_UNTRUSTEDROOT
      \b800b0109\b
    `,
  ],
  [
    'self-signed',
    phrases`
      DEPTH_ZERO_SELF_SIGNED_CERT
      self[- ]signed certificate
      certificate is self[- ]signed
      verify error:num=18:
      CaUsedAsEndEntity
      selbst ?signiert
      auto-?sign[eé]
      autofirmado
      \bselfsigned_peer\b
      自签名证书
      自己署名
      самоподписан
    `,
  ],
  [
    'trust-store-missing',
    phrases`
      error setting certificate (?:verify locations|file)
      failed to load system roots
      no roots provided
      trustAnchors parameter must be non-empty
      (?:could not|cannot|can't|unable to|failed to|error|fail)[^\n]{0,40}(?:load|read|open|set|loading|reading|find|access)[^\n]{0,60}(?:ca[- ]?(?:cert|bundle|file|path|store)|cacert|trust (?:file|store|anchor)|root certificates|X509 trust|cafile|certificate bundle|certificate authorit)
      (?:ca-certificates\.crt|cacert\.pem|ca-bundle\.(?:crt|trust)|cert\.pem)[^\n]{0,60}(?:no such file|not found|does not exist|failed to open)
      (?:no such file|FileNotFound)[^\n]{0,120}(?:ca-certificates\.crt|cacert\.pem|ca-bundle\.crt|cafile)
      failed loading cafile
      Access to the path '[^'\n]{0,200}(?:x509stores|certificates|cacerts|\bssl\b)[^'\n]{0,200}' is denied
      cafile stream
      no (?:native |system )?root (?:CA )?certificates? (?:found|available|loaded)
      no CA certificates
      no valid (?:native )?(?:root )?certificates found
      NoRootCertificates
      (?:set|need|requires?|without|use)[^\n]{0,20}tls_trust_file(?! with)
      tls_trust_file[^\n]{0,40}(?:no such|not found|not readable|missing)
      no system certificate store
      \bcacerts(?:: ?:|,)undefined\b
      CAfile: none\s{1,3}CApath: none
      empty trust store
    `,
  ],
  [
    'incomplete-chain',
    phrases`
      UNABLE_TO_VERIFY_LEAF_SIGNATURE
      unable to verify the first certificate
      verify error:num=21:
      verify error:num=20:
      unable to get (?:local )?issuer certificate
      issuer certificate (?:of a locally looked up certificate )?could not be found
      UNABLE_TO_GET_ISSUER_CERT
      PartialChain
      RemoteCertificateChainErrors
      incomplete (?:certificate )?chain
      CERT_E_CHAINING
      \b800b010a\b
    `,
  ],
  [
    'untrusted',
    phrases`
      signed by (?:an )?unknown (?:certificate )?authority
      unknown certificate authority
      unknown[ _]ca\b
      \bUnknownIssuer\b
      unknown issuer
      PKIX path building failed
      unable to find valid certification path
      PKIX path validation failed
      certificate (?:is )?not (?:trusted|verified)
      certificate validation (?:fail|error)
      certificate (?:has )?failed (?:\S{2,12} )?validation
      not trusted
      untrusted root
      UntrustedRoot
      SEC_E_UNTRUSTED_ROOT
      \b80090325\b
      authority that is not trusted
      peer certificate or SSH remote key was not OK
      (?:not|n['’]t) (?:configured to )?trust (?:\w{1,12} ){0,4}(?:private|internal|own|custom|company|vanilla|certificate|CA)\b
      SEC_ERROR_UNKNOWN_ISSUER
      issuer is unknown
      certificate verif(?:y|ication) failed
      CERTIFICATE_VERIFY_FAILED
      certificate verify error
      remote certificate (?:is|was) (?:invalid|rejected)
      invalid according to the validation procedure
      certificate for this server is invalid
      failed to verify (?:the )?(?:server'?s? )?certificate
      certificate (?:could not be|cannot be|can't be|was not) (?:verified|validated|authenticated)
      invalid (?:server |peer )?certificate
      (?:server|peer) certificate verif[^\n]{0,30}fail
      Verification: FAILED
      alert bad certificate
      alert certificate unknown
      \bBadCertificate\b
      no suitable certificate
      unsupported certificate purpose
      \bINVALID_PURPOSE\b
      TLS certificate (?:verification|check)[^\n]{0,20}fail
      Remotezertifikat ist (?:gemäß|laut|ungültig)
      certificat distant (?:est|n['’]est) (?:non valide|pas valide)
      certificado remoto no es válido
      远程证书无效
      遠端憑證無效
      リモート証明書は無効
      証明書は無効
      удаленный сертификат недействителен
      certificato remoto non è (?:valido|stato ritenuto valido)
      certificado remoto é inválido
    `,
  ],
]
