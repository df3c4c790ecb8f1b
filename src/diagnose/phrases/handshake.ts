// How TLS handshakes break, in the words of OpenSSL, GnuTLS, SChannel and .NET, Java, Go, rustls, NSS, BoringSSL,
// Secure Transport and Erlang, as one small set of faults.

import type { Observation, TlsFault } from '../../model.js'
import { matches, type Pattern, phrases } from '../../smtp/prefilter.js'
import { once } from '../once.js'
import { wordsOf } from '../select.js'

export interface HandshakeFailure {
  readonly fault: TlsFault
  readonly seen: Observation
  /** The words say only that it failed: a more exact fault elsewhere is to be believed first. */
  readonly isVague: boolean
  /** A server's log tells it of a client (`SSL_accept`), not a client of a server. */
  readonly isServerSide: boolean
}

/** TLS 1.3's alert 116 (RFC 8446 section 6.2): a certificate of the client is demanded. */
export const CERTIFICATE_DEMANDED = phrases`
    alert[ _]certificate[ _]required
    CERTIFICATE_REQUIRED
    certificate required alert
    alert: ?certificate_required
    SSL alert number 116\b
    peer did not return a certificate
  `

const PHRASES: readonly (readonly [TlsFault, Pattern])[] = [
  ['other', CERTIFICATE_DEMANDED],
  [
    'weak-key',
    phrases`
      (?:dh|ee|ca|rsa|ec|server|certificate) key (?:is )?too (?:small|short|weak)
      \bkey[ _]too[ _](?:small|weak)
      (?:ca|ee) md[ _]too[ _]weak
      diffie-hellman prime sent by the server is not acceptable
      not long enough
      weak (?:server )?ephemeral
      WEAK_SERVER_EPHEMERAL
      insecure (?:signature )?algorithm
      WEAK_SIGNATURE_ALGORITHM
      does(?:n't| not) (?:comply|conform) to algorithm constraints
      do not conform to algorithm constraints
      algorithm constraints check failed
      public key[^\n]{0,40}too (?:small|weak|short)
      signature (?:digest )?algorithm[^\n]{0,30}(?:too weak|disabled|insecure)
      constraint(?:s)? check failed on (?:keysize|disabled algorithm)
      uses insecure algorithm
      RSA key[^\n]{0,40}smaller than
    `,
  ],
  [
    'no-shared-cipher',
    phrases`
      no shared cipher
      no cipher(?:s| suites?)? (?:in common|available|match)
      no ciphers available
      NO_CYPHER_OVERLAP
      cipher suites are inappropriate
      do not possess a common algorithm
      \b0x80090331\b
      SEC_E_ALGORITHM_MISMATCH
      no common (?:cipher|algorithm|encryption)
      (?:alert|received)[ _:]{1,3}(?:fatal alert: )?handshake[ _]fail(?:ure|ed)
      sslv3 alert handshake failure
      fatal alert: handshake_?failure
      sent a TLS alert: '?HandshakeFailure
      SERVER ALERT: Fatal - Handshake Failure
      Alert_?Received\(?_?Handshake_?Failure
      remote error: tls: handshake failure
      handshake_failure\(40\)
      alert number 40
      no algorithms? supported
      insufficient_security
      insufficient security
      could not negotiate a supported cipher suite
      verfügen nicht über einen gemeinsamen Algorithmus
      不具有相同的算法
      没有通用算法
      n['’]ont pas d['’]algorithme commun
      no poseen un algoritmo común
      共通のアルゴリズムがない
      нет общего алгоритма
    `,
  ],
  [
    'unsupported-protocol',
    phrases`
      unsupported[ _]protocol
      \b(?:only|just) (?:supports?|speaks?|offers?|knows?|has) (?:TLS ?v?1\.[01]|SSL ?v?[23](?:\.0)?)\b
      \b(?:turned off|switched off|disabled|dropped|removed|no longer (?:supports|accepts)) TLS ?v?1\.[01]\b
      CL(?:IE)?NT_HELLO:wrong[ _]version[ _]number
      protocol[ _]version[ _]not[ _]supported
      unsupported (?:protocol )?version
      no protocols[ _]available
      alert[ _]protocol[ _]version
      fatal alert: protocol_version
      protocol_version\(70\)
      alert number 70
      tls: protocol version not supported
      server selected unsupported protocol
      no supported versions satisfy
      no appropriate protocol
      protocol is disabled
      UNSUPPORTED_VERSION
      SSL_VERSION_INTERFERENCE
      version[ _]too[ _]low
      inappropriate[ _]fallback
      PeerIncompatible
      ProtocolVersion\b
      illegal or unsupported version
      server chose (?:TLSv1|SSLv\d)
      TLS ?1\.0 and 1\.1 are not supported
      (?:upgrade|update)[^\n]{0,60}TLS ?1\.2
      TLS version (?:is )?(?:not supported|too (?:low|old))
      unsupported TLS
      SSLv3 is (?:disabled|not supported)
      bad protocol version
      peer (?:using|requested) unsupported version
    `,
  ],
  [
    'wrong-version-number',
    phrases`
      (?<!CL(?:IE)?NT_HELLO:)wrong[ _]version[ _]number
      \bunsupported_record_type\b
      service, port \d{1,5} is typically reserved for plain-?text
      SSL23_GET_SERVER_HELLO:unknown protocol
      get_server_hello:unknown protocol
      unknown protocol:[^\n]{0,80}s23_
      \[SSL: UNKNOWN_PROTOCOL\]
      SSL routines[^\n]{0,60}unknown protocol
      \b140770FC\b
      \b1408F10B\b
      0A00010B\b
      unrecognized SSL message
      unsupported or unrecognized SSL
      plaintext connection\?
      first record does not look like a TLS handshake
      unexpected packet format
      cannot determine the frame size
      corrupted frame was received
      unexpected TLS packet was received
      TLS packet with unexpected length
      InvalidContentType
      invalid content ?type
      corrupt message of type
      RECORD_TOO_LONG
      record that exceeded the maximum permissible length
      packet[ _]length[ _]too[ _]long
      record[ _]layer[ _]failure
      record layer message length
      SEC_E_INVALID_TOKEN
      \b80090308\b
      -2146893048
      token supplied to the function is invalid
      invalid TLS record
      an invalid SSL record was received
      bad record type
      http request:
      ssl3_get_record:http request
      does not support SSL/TLS
      port which does not support SSL
      unerwartete\w{0,2} Paketformat
      ein unerwartetes Format
      format de paquet inattendu
      formato de paquete inesperado
      意外的数据包格式
      予期しないパケット形式
      непредвиденный формат пакета
      tls_alert,? ?["{[(][^\n]{0,40}unexpected.message
      received unexpected message during[^\n]{0,60}handshake
      errSSLProtocol
      -9800\b
    `,
  ],
  [
    'timeout',
    phrases`
      handshake (?:has )?time(?:d ?|-)?out
      TLS handshake timeout
      timed? ?out[^\n]{0,60}handshake
      handshake[^\n]{0,80}timed out
    `,
  ],
  [
    'closed',
    phrases`
      before secure TLS connection was established
      terminated the handshake
      closed connection during handshake
      failed to receive handshake
      EOF occurred in violation of protocol
      unexpected[ _]eof[ _]while[ _]reading
      SSL_ERROR_SYSCALL
      SSL_ERROR_EOF
      non-properly terminated
      peer closed connection[^\n]{0,80}(?:close_notify|handshake)
      (?:handshake|TLS|SSL)[^\n]{0,80}(?:connection (?:was )?(?:reset|closed|lost)|unexpected EOF|\bEOF\b|premature|prematurely)
      SSLHandshakeException: Remote host
      errSSLClosed
      -9806\b
      Remote party closed the transport stream
      during the handshake
    `,
  ],
]

const VAGUE = phrases`
    handshake[ _](?:fail|error|exception)
    failed to enable crypto
    enable crypto failed
    (?:start ?tls|tls|ssl)[^\n]{0,60}(?:negotiation|upgrade|handshake)[^\n]{0,30}fail
    (?:can(?:not|'t)|could not|unable to|failed to|error)[^\n]{0,40}(?:start|negotiate|upgrade|establish)[^\n]{0,30}(?:\bTLS\b|\bSSL\b|STARTTLS)
    (?:ssl|tls) connect(?:ion)? (?:error|failed)
    SSL_connect (?:error|returned)
    SslHandshakeException
    SSLHandshakeException
    SSL connection could not be established
    establish an SSL or TLS connection
    call to SSPI failed
    authentication failed because the remote party
    gnutls_handshake\(\) failed
    :tls_failed
    SSL operation failed with code
    0x800CCC1A\b
  `

/** Alerts that name no cause, although OpenSSL puts "tlsv1" before them. */
const UNSPECIFIC_ALERT = phrases`
    alert[ _](?:internal[ _]error|decode[ _]error|illegal[ _]parameter|user[ _]cancel)
    SEC_E_ILLEGAL_MESSAGE
    80090326
  `

/** All handshakes that broke, the exact faults first. Complaints about certificates alone are not among them. */
export const handshakeFailures = once(findHandshakeFailures)

function findHandshakeFailures(seen: readonly Observation[]): HandshakeFailure[] {
  const found = seen.flatMap((one): HandshakeFailure[] => {
    if (one.status === 'ok' && one.kind !== 'text') return []
    const words = wordsOf(one)
    const isServerSide =
      /SSL_accept|CL(?:IE)?NT_HELLO:|tls_process_client_hello|statem_srvr|TLS handshake error for|smtpd\[\d+\][^\n]{0,40}TLS library problem/i.test(
        `${words} ${one.evidence ?? ''}`,
      )
    if (one.kind === 'tls-error') {
      const exact =
        one.fault === 'other' || one.fault === 'handshake-failure'
          ? faultInWords(words)
          : matches(UNSPECIFIC_ALERT, words)
            ? undefined
            : one.fault
      return [{ fault: exact ?? 'other', seen: one, isVague: exact === undefined, isServerSide }]
    }
    if (one.kind === 'socket' && one.stage === 'tls') {
      const fault: TlsFault = /TIME/i.test(one.code) ? 'timeout' : 'closed'
      return [{ fault, seen: one, isVague: false, isServerSide }]
    }
    if (one.kind !== 'text' && one.kind !== 'client' && one.kind !== 'socket') return []
    const fault = faultInWords(words)
    if (fault) return [{ fault, seen: one, isVague: false, isServerSide }]
    return matches(VAGUE, words) ? [{ fault: 'other', seen: one, isVague: true, isServerSide }] : []
  })
  return [...found.filter(({ isVague }) => !isVague), ...found.filter(({ isVague }) => isVague)]
}

function faultInWords(words: string): TlsFault | undefined {
  return PHRASES.find(([, pattern]) => matches(pattern, words))?.[0]
}
