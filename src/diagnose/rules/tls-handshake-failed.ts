// The handshake breaks for a cause that no other rule names.

import { type Fix, NO_HANDSHAKE_FOLLOWED, type Observation, type Rule } from '../../model.js'
import { matches } from '../../smtp/prefilter.js'
import { checkYourself, withOpenssl } from '../advice.js'
import { isSameEndpoint, placeOf } from '../meant.js'
import { CERTIFICATE_DEMANDED, handshakeFailures } from '../phrases/handshake.js'
import { scopeOf } from '../scope.js'
import { ofKind, wordsOf } from '../select.js'

export const tlsHandshakeFailed: Rule = {
  id: 'tls-handshake-failed',
  title: 'The TLS handshake broke off',
  meaning:
    'The connection stood and both sides began to agree on encryption, but before they were done one of them, or a box between them, hung up or fell silent. No certificate was complained about and no version was named. Firewalls that inspect TLS, very old or very new TLS libraries and overloaded servers do this.',
  seenAs: [
    'Client network socket disconnected before secure TLS connection was established',
    'schannel: failed to receive handshake, SSL/TLS connection failed',
    'EOF occurred in violation of protocol',
    'Remote host terminated the handshake',
    'STARTTLS failed to enable crypto',
    'TLS handshake timeout',
    'tlsv13 alert certificate required',
  ],
  match(seen, context) {
    const failures = handshakeFailures(seen)
    const [first] = failures
    if (!first) return undefined
    const found = failures.map((one) => one.seen)
    const heard = ofKind(seen, 'protocol').filter(({ endpoint }) =>
      found.some((one) => isSameEndpoint(one.endpoint, endpoint)),
    )
    const spoken = heard.find(({ stage, excerpt }) => stage === 'starttls' && excerpt !== undefined)
    if (isDemandForCertificate(first.seen))
      return {
        certainty: 'certain',
        title: 'The server wants to see a certificate of the program itself',
        because: `${placeOf(first.seen, context)} demands a client certificate, and the program has none to show.`,
        seen: found,
        fixes: CLIENT_CERTIFICATE,
        ...scopeOf(found, seen),
      }
    if (isSilent(first.seen))
      return {
        certainty: 'likely',
        because: `${placeOf(first.seen, context)} accepted STARTTLS, and the program then left without another word: the encryption failed, and why is kept back. Most often the certificate does not verify (it has expired, is for another name, or this machine lacks a list of roots).`,
        seen: found,
        ...scopeOf(found, seen),
      }
    return {
      certainty: first.isVague ? 'possible' : 'likely',
      because: spoken
        ? `${placeOf(first.seen, context)} accepted STARTTLS and then went on in clear text ("${spoken.excerpt?.slice(0, 80)}"): TLS was never begun there, or a box between answered in its place.`
        : first.fault === 'timeout'
          ? `${placeOf(first.seen, context)} did not finish the handshake in time.`
          : first.fault === 'closed'
            ? `The connection to ${placeOf(first.seen, context)} was closed in the middle of the handshake, without a reason.`
            : 'The TLS library says that the handshake failed and names no cause that is known.',
      seen: [...found, ...heard],
      ...scopeOf(found, seen),
    }
  },
  fixes: (context, finding) => [
    ...(finding?.seen.some(isSilent) ? [MAKE_IT_SPEAK] : []),
    checkYourself(context),
    {
      do: `Ask the server with another program: ${withOpenssl(context, finding)} – if that works, the program's own TLS library is the cause: update it.`,
    },
    {
      do: "Try from another network (a mobile phone's, for example): if it works there, a firewall, antivirus program or proxy in the first one breaks the handshake.",
    },
    {
      do: 'With Node 17 or OpenSSL 3 and an old server of your own, see whether ciphers "DEFAULT@SECLEVEL=0" help: then bring the server up to date.',
    },
  ],
}

function isSilent(one: Observation): boolean {
  return one.kind === 'tls-error' && one.message === NO_HANDSHAKE_FOLLOWED
}

const MAKE_IT_SPEAK: Fix = {
  do: "Let the program say what its TLS library said: in PHPMailer set $mail->SMTPDebug = 4 and error_reporting(E_ALL), or read PHP's error log; the line with stream_socket_enable_crypto names the cause.",
}

function isDemandForCertificate(one: Observation): boolean {
  return matches(CERTIFICATE_DEMANDED, one.kind === 'socket' ? `${one.code} ${wordsOf(one)}` : wordsOf(one))
}

const CLIENT_CERTIFICATE: readonly Fix[] = [
  {
    do: 'If nobody has given you a certificate for this server, it is not the door for programs with a password: use the submission port that its operator names (587 or 465).',
  },
  {
    do: 'If you have one, give certificate and key to the program (nodemailer: tls: { cert, key }; Python: context.load_cert_chain(CERT, KEY); Postfix: smtp_tls_chain_files; curl: --cert and --key).',
  },
  {
    do: 'On a server of your own, ask for client certificates without demanding them (Postfix: smtpd_tls_ask_ccert = yes and smtpd_tls_req_ccert = no; Exim: tls_try_verify_hosts in place of tls_verify_hosts).',
  },
]
