// How handshakes fail, in the words of OpenSSL, BoringSSL, GnuTLS, rustls, schannel, .NET, Java, Go, NSS, mbed
// TLS and Apple.

import type { TlsFault } from '../../model.js'
import { type Pattern, PhraseTable, phrases } from '../../smtp/prefilter.js'

export interface FaultPhrase {
  readonly fault: TlsFault
  readonly words: string
}

const FAULTS: readonly (readonly [fault: TlsFault, pattern: Pattern])[] = [
  [
    'weak-key',
    phrases`
      (?:dh|ee|ca|rsa|server|temp\w{0,6})[ _](?:temp )?key[ _]too[ _]small
      (?:ssl|tls|dh|rsa|ec|certificate)\b[^\n]{0,20}\bkeys? (?:is |are |was )?too (?:small|short|weak)
      ca[ _]md[ _]too[ _]weak
      signature digest algorithm too weak
      modulus too small
      could not generate dh keypair
      dh_?prime
      prime sent by the server is not acceptable
      weak (?:ephemeral|server)
      ephemeral (?:diffie|dh).{0,40}weak
      weak dh
      bad dh p
      diffie-?hellman .{0,40}(?:weak|too small|insecure|insufficient)
      insecure (?:signature )?algorithm
      legacy sigalg
      algorithm constraints check failed
      does not conform to algorithm constraints
      certificate (?:uses|is signed (?:with|using)) (?:a|an)? ?(?:weak|insecure)
      SSL_ERROR_WEAK_SERVER
    `,
  ],
  [
    'wrong-version-number',
    phrases`
      (?<!CL(?:IE)?NT_HELLO:)wrong[ _]version[ _]number
      \bunsupported_record_type\b
      service, port \d{1,5} is typically reserved for plain-?text
      SSL23_GET_SERVER_HELLO:unknown protocol
      :unknown protocol
      ssl3_get_record(?!.{0,30}(?:bad|decryption|mac))
      first record does not look like a TLS handshake
      InvalidContentType
      unexpected[ _](?:tls )?packet\b(?! with unexpected)
      GNUTLS_E_UNEXPECTED_PACKET
      frame size or a corrupted frame
      unrecognized ssl message
      unsupported or unrecognized ssl message
      SSL_ERROR_RX_RECORD_TOO_LONG
      RECORD_TOO_LONG
      record too long
      packet length too long
      oversized record received
      SEC_E_INVALID_TOKEN
      0x80090308
      token supplied to the function is invalid
      http request:
      errSSLProtocol\b
      MBEDTLS_ERR_SSL_INVALID_RECORD
      -0x7200
      record overflow
      TLS packet with unexpected length
      0x80090326
      invalid record received
      plaintext connection\?
      unable to parse TLS packet header
      CorruptMessage
      received corrupt message
      corrupt message of type
      bad record type
      invalid (?:tls |ssl )?record (?:type|header)
      不明なプロトコル
    `,
  ],
  [
    'unsupported-protocol',
    phrases`
      没有共同的算法
      不具备(?:常见|共同|通用)(?:的)?算法
      no (?:poseen|tienen) un algoritmo com[úu]n
      (?<!\(1\) )unsupported[ _]protocol
      CL(?:IE)?NT_HELLO:wrong[ _]version[ _]number
      no[ _]protocols[ _]available
      protocol[ _]version(?! \d)
      protocol is disabled
      no appropriate protocol
      possess a common algorithm
      SEC_E_ALGORITHM_MISMATCH
      0x80090331
      does not support any (?:protocol|tls)
      unsupported ssl version
      version too low
      server selected unsupported
      tls: protocol version not supported
      PeerIncompatible
      tls version .{0,30}(?:not supported|too old|disabled)
      TLSv1(?:\.[01])? (?:is )?(?:not (?:supported|accepted)|disabled|deprecated)
      tlsv1 alert
      gemeinsamen? algorithmus
      algorithme commun
      algoritmo com[úu]n
      общего алгоритма
      通用算法
      共通のアルゴリズム
      inappropriate fallback
      ssl version or cipher
      SSLv[23] .{0,20}(?:disabled|not supported)
      unsupported version of the (?:tls|ssl)
      0x80090302
    `,
  ],
  [
    'no-shared-cipher',
    phrases`
      no[ _]shared[ _]cipher
      no[ _]ciphers?[ _](?:available|match|suites?)
      NO_CYPHER_OVERLAP
      no cipher suites? (?:in common|supported)
      no supported cipher
      could not negotiate a supported cipher
      no common (?:encryption|cipher)
      no mutually supported
      cipher suites are inappropriate
    `,
  ],
  [
    'handshake-failure',
    phrases`
      alert handshake[ _]failure
      SSLV3_ALERT_HANDSHAKE_FAILURE
      handshake_failure
      alert number 40
      received alert:? handshake
      fatal alert: ?handshake
      remote error: tls: handshake failure
      Alert_?Received\(?_?Handshake_?Failure
      TLS alert.{0,20}handshake ?failure
    `,
  ],
  [
    'timeout',
    phrases`
      crypto enabling timeout
      (?:TLS error on connection|SSL_accept|SSL_connect|SSL_do_handshake|gnutls_handshake).{0,120}timed? ?-?out
      (?:tls|ssl) ?handshake (?:has )?timed? ?-?out
      timed? ?-?out while upgrading
      handshake (?:operation )?timed? ?-?out
      handshake timeout
    `,
  ],
  [
    'closed',
    phrases`
      disconnected before secure TLS
      (?:reset|aborted|lost|closed) while upgrading
      EOF occurred in violation of protocol
      unexpected[ _]eof[ _]while[ _]reading
      SSL_ERROR_SYSCALL
      SSL_ERROR_EOF
      SSL_ERROR_ZERO_RETURN
      remote host (?:closed connection during|terminated the) handshake
      non-properly terminated
      PREMATURE_TERMINATION
      unexpected eof or 0 bytes
      0 bytes from the transport stream
      authentication failed because the remote party (?:has )?closed
      remote party has closed the transport stream
      handshake eof
      handshake.{0,30}\b(?:eof|reset by peer|closed)
      SSL_connect returned=5
      SSL_connect.{0,40}(?:reset by peer|SYSCALL)
      ssl connection (?:has been )?closed
      SSL_connect: (?:connection reset|success)
    `,
  ],
  [
    'other',
    phrases`
      message received was unexpected or badly formatted
      Nachricht war unerwartet oder
      接收到的消息异常
      收到的消息异常
      Local Security Authority cannot be contacted
      lokale Sicherheitsautorit[äa]t
      无法连接本地安全机构
      message reçu [ée]tait inattendu
      (?:TLS|SSL)-(?:Verbindung|Aushandlung|Handshake)[^\n]{0,40}(?:nicht (?:aufgebaut|hergestellt|möglich)|fehlgeschlagen)
      échec (?:de la|du) (?:négociation|handshake) (?:TLS|SSL)
      (?:TLS|SSL) ?握手失败
      (?:tls|ssl)[ -]?(?:/tls )?handshake (?:has )?(?:failed|failure|error)
      authentication failed, see (?:the )?inner exception
      authentication failed because the remote party sent
      handshake (?:failed|failure|error)
      failed to receive handshake
      SSL/TLS connection failed
      handshake ?exception
      SSLException
      SSL_connect error
      SSL_accept error
      attempt to establish TLS failed
      starttls (?:upgrade )?failed
      start tls failed
      failed to enable crypto
      SSL operation failed
      \[ ?#0\]
      fsockopen returned Error Number 0\b
      \(\): SSL: (?:The operation completed successfully|Success)\b
      TLS (?:negotiation|connection|setup|initiali[sz]ation) (?:failed|error)
      (?:could not|cannot|unable to|failed to) (?:start|initiali[sz]e|negotiate|establish|enable|connect (?:with|via|using)|open (?:a )?secure|convert socket to) .{0,20}(?:tls|ssl|starttls)
      establish an? ssl
      SslHandshakeException
      MAILSMTP_ERROR_SSL\b
      call to SSPI failed
      SSL - A fatal alert message was received
      could not negotiate TLS
      error connecting with SSL
      \btls_failed\b
      TLS library problem
      \btls_alert\b
      could not get peer certificate
      peer did not present any certificate
      schannel: (?!shutting|disabled|using|connection|clear)
      TLS init def ctx failed
      gnutls_handshake
      crypto (?:method|enabled)
      ssl error
      tls error
      SSL routines
    `,
  ],
]

const TABLE = new PhraseTable(FAULTS, ([, pattern]) => pattern)

/** What a line says of the handshake. */
export function tlsFaultIn(text: string): FaultPhrase | undefined {
  const match = TABLE.firstMatch(text)
  return match && { fault: match.row[0], words: match.found[0] }
}
