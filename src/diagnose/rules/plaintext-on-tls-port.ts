// Clear text on a port that expects TLS at once: both sides wait for the other to begin.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { inClientsWords, nameWay, wayWith } from '../advice.js'
import { isSameEndpoint, placeOf, portOf, securityOf } from '../meant.js'
import { handshakeFailures } from '../phrases/handshake.js'
import { scopeOf } from '../scope.js'
import { ofKind, saying } from '../select.js'
import { isTlsFirst, opensWithTls, ungreeted } from '../silent-port.js'

export const plaintextOnTlsPort: Rule = {
  id: 'plaintext-on-tls-port',
  title: 'This port expects TLS from the first byte, and the program waits for a clear-text greeting',
  meaning:
    'Port 465 is a door whose hallway is encrypted from the first byte: the server says nothing until the client has started TLS. Your program waits for the server to say hello in clear text first. Both wait, until one of them gives up: "timed out" or "Connection unexpectedly closed". Older lessons call port 465 a relic; since RFC 8314 (2018) it is the recommended port beside 587.',
  seenAs: [
    'smtplib.SMTPServerDisconnected: Connection unexpectedly closed (on port 465)',
    'Greeting never received (on port 465)',
    'Got bad greeting from SMTP host: …, port: 465, response: [EOF]',
    'EOFError (end of file reached)',
    'hangs, then closes',
  ],
  outranks: ['connect-timeout', 'starttls-not-offered', 'service-unavailable', 'tls-handshake-failed'],
  match: (seen, context) =>
    byAnswerInTls(seen, context) ??
    byRawBytes(seen) ??
    byServersLog(seen) ??
    byClientsWords(seen, context) ??
    byPort(seen, context) ??
    byUnreadableAnswer(seen, context) ??
    byBareDisconnect(seen, context),
  fixes(context, finding) {
    const endpoint = typeof finding?.endpoint === 'object' ? finding.endpoint : finding?.seen[0]?.endpoint
    const port = endpoint?.port ?? context.port ?? 465
    const tls = { host: endpoint?.host ?? context.host ?? '', port, security: 'tls' as const }
    const touched = [port, ...(finding?.seen ?? []).map((one) => one.endpoint?.port)]
    const starttls = wayWith(
      context,
      ({ security, port: other }) => security === 'starttls' && !touched.includes(other),
    )
    const [oneWord] = inClientsWords(context, tls)
    return [
      {
        do: `Keep port ${port} and switch your program to TLS from the first byte (often called "SSL/TLS", "SMTPS" or secure: true).`,
      },
      ...(oneWord
        ? [oneWord]
        : [
            {
              do: `In Python that is smtplib.SMTP_SSL(host, ${port}), in nodemailer secure: true, in PHPMailer SMTPSecure = 'ssl'.`,
            },
          ]),
      ...(starttls
        ? [{ do: `Or keep STARTTLS and use ${nameWay(starttls)}.` }, ...inClientsWords(context, starttls)]
        : []),
    ]
  },
}

/** The probe asked again with a ClientHello and got TLS. */
function byAnswerInTls(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = ofKind(seen, 'protocol').filter((one) => one.speaks === 'tls' && one.endpoint?.security !== 'tls')
  const [first] = found
  if (!first) return undefined
  const waited = seen.filter(
    (one) =>
      one.kind === 'socket' &&
      one.stage === 'greeting' &&
      found.some((other) => isSameEndpoint(other.endpoint, one.endpoint)),
  )
  return {
    certainty: 'certain',
    because: `${placeOf(first, context)} says nothing in clear text and answers at once when spoken to in TLS.`,
    seen: [...found, ...waited],
    ...scopeOf(found, seen),
  }
}

/** A TLS alert record (0x15 0x03) in place of the greeting. */
function byRawBytes(seen: readonly Observation[]): Finding | undefined {
  const [said] = saying(
    seen,
    /(?:greeting|response|answer|server|reply|data)[^\n]{0,60}(?:\x15\x03|\\x15\\x03|\\u0015\\u0003)/i,
  )
  return said
    ? {
        certainty: 'certain',
        because: 'The server answered the clear text with a TLS alert: this port speaks TLS only.',
        seen: [said],
      }
    : undefined
}

/** The same fault in the log of the server, whose TLS library met a clear-text EHLO. */
function byServersLog(seen: readonly Observation[]): Finding | undefined {
  const found = handshakeFailures(seen).find(
    // After STARTTLS the port was right.
    ({ fault, isServerSide, seen: one }) =>
      fault === 'wrong-version-number' && isServerSide && one.stage !== 'starttls',
  )
  return found
    ? {
        certainty: 'likely',
        because:
          "The server's TLS library met something that is not TLS: the client spoke clear text on a port where the server expects TLS at once.",
        seen: [found.seen],
      }
    : undefined
}

/** Postfix as a client, and git send-email, say it in words of their own. */
function byClientsWords(seen: readonly Observation[], context: Context): Finding | undefined {
  const [said] = saying(
    seen,
    phrases`
      CLIENT wrappermode \(port smtps
      Unable to initialize SMTP properly[^\n]{0,300}encryption=tls[^\n]{0,200}port=465
    `,
  )
  return said
    ? {
        certainty: 'likely',
        because: `The program is set to STARTTLS, and port ${portOf(said, context) ?? 465} wants TLS from the first byte.`,
        seen: [said],
      }
    : undefined
}

function byPort(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = ungreeted(seen).find((failure) => isTlsFirst(failure.seen, seen, context))?.seen
  if (!found) return undefined
  return {
    certainty: securityOf(found, context) === undefined ? 'likely' : 'certain',
    because: `The connection stood, no greeting came, and port ${portOf(found, context)} says nothing until TLS has begun.`,
    seen: [found],
  }
}

/** The client could not read what came as a reply, on a port that answers clear text with a TLS alert. */
function byUnreadableAnswer(seen: readonly Observation[], context: Context): Finding | undefined {
  const security = context.security
  if (security !== 'none' && security !== 'starttls') return undefined
  const [said] = ofKind(seen, 'client').filter(
    (one) => one.complaint === 'protocol-error' && isTlsFirst(one, seen, context),
  )
  return said
    ? {
        certainty: 'likely',
        because: `What the server sent is no reply that the client could read, and port ${portOf(said, context)} answers clear text with a TLS alert.`,
        seen: [said],
      }
    : undefined
}

/** The bare "Connection unexpectedly closed", with no port in sight: this is one of its causes. */
function byBareDisconnect(seen: readonly Observation[], context: Context): Finding | undefined {
  if (context.source !== 'paste' || context.port !== undefined || context.security === 'tls') return undefined
  const found = ungreeted(seen).find(({ seen: one }) => !one.endpoint && !opensWithTls(one))?.seen
  return found
    ? {
        certainty: 'possible',
        because:
          'No port is named; on port 465, which speaks TLS from the first byte, waiting for a clear-text greeting ends like this.',
        seen: [found],
      }
    : undefined
}
