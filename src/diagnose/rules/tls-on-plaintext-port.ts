// TLS was started at once on a port that begins in clear text.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { inClientsWords, nameWay, wayWith } from '../advice.js'
import { expectedStart, isSameEndpoint, placeOf, portOf, realProvider, securityOf } from '../meant.js'
import { type HandshakeFailure, handshakeFailures } from '../phrases/handshake.js'
import { scopeOf } from '../scope.js'
import { ofKind, saying } from '../select.js'

export const tlsOnPlaintextPort: Rule = {
  id: 'tls-on-plaintext-port',
  title: 'TLS was started at once on a port that begins in clear text',
  meaning:
    'There are two kinds of doors. On port 465 the hallway is encrypted from the first byte; on 587 and 25 both sides say hello in clear text first and then encrypt it with the command STARTTLS. Your program spoke TLS at once, the server answered with its clear-text greeting, and the TLS library cannot read that as TLS.',
  seenAs: [
    'SSL routines:ssl3_get_record:wrong version number',
    '[SSL: WRONG_VERSION_NUMBER] wrong version number',
    'SSL23_GET_SERVER_HELLO:unknown protocol',
    'Unrecognized SSL message, plaintext connection?',
    'tls: first record does not look like a TLS handshake',
    'The handshake failed due to an unexpected packet format',
    'received corrupt message of type InvalidContentType',
    'An unexpected TLS packet was received',
  ],
  outranks: [
    'tls-handshake-failed',
    'tls-version-unsupported',
    'cert-untrusted',
    'cert-self-signed',
    'connect-timeout',
    'greeting-timeout',
    'closed-before-greeting',
  ],
  match: (seen, context) =>
    byAnswerInClear(seen, context) ??
    byWords(seen, context) ??
    byClientsGuess(seen, context) ??
    byServersWord(seen) ??
    byPort(seen, context),
  fixes(context, finding) {
    const endpoint = typeof finding?.endpoint === 'object' ? finding.endpoint : finding?.seen[0]?.endpoint
    const port = endpoint?.port ?? context.port
    const isHeardInClear = finding?.seen.some((one) => one.kind === 'protocol') ?? false
    const starttls = {
      host: endpoint?.host ?? context.host ?? '',
      port: port && (port !== 465 || isHeardInClear) ? port : 587,
      security: 'starttls' as const,
    }
    const tls = wayWith(context, ({ security, port: other }) => security === 'tls' && other !== port)
    return [
      {
        do:
          starttls.port === port
            ? `Keep port ${port} and switch your program from "SSL/TLS" to STARTTLS.`
            : `Use port ${starttls.port} and switch your program from "SSL/TLS" to STARTTLS.`,
      },
      ...inClientsWords(context, starttls),
      ...(tls ? [{ do: `Or keep "SSL/TLS" and use ${nameWay(tls)}.` }] : []),
      ...(!tls && realProvider(context)
        ? [{ do: 'This provider has no port for TLS from the first byte: STARTTLS is the way.' }]
        : []),
      ...(tls ? inClientsWords(context, tls) : []),
    ]
  },
}

/** The probe asked again in clear and was greeted. */
function byAnswerInClear(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = ofKind(seen, 'protocol').filter(
    (one) =>
      one.asked === 'clear' &&
      (one.speaks === 'smtp' || one.speaks === 'lmtp') &&
      securityOf(one, context) !== 'none' &&
      isTlsFirst(one, context),
  )
  const [first] = found
  if (!first) return undefined
  const broken = seen.filter(
    (one) => one.kind === 'tls-error' && found.some((other) => isSameEndpoint(other.endpoint, one.endpoint)),
  )
  return {
    certainty: 'certain',
    because: `${placeOf(first, context)} answers in clear text${first.excerpt ? ` ("${first.excerpt.slice(0, 80)}")` : ''}, so TLS cannot be the first thing said there.`,
    seen: [...found, ...broken],
    ...scopeOf(found, seen),
  }
}

function isTlsFirst(one: Observation, context: Context): boolean {
  return securityOf(one, context) === 'tls' || one.stage === 'tls'
}

function byWords(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = handshakeFailures(seen).filter(
    ({ fault, isServerSide, seen: one }) =>
      fault === 'wrong-version-number' &&
      !isServerSide &&
      !isAfterStarttls(one, seen, context) &&
      !isSilentInClear(one, seen),
  )
  const [first] = found
  if (!first) return undefined
  const port = portOf(first.seen, context)
  const start = expectedStart(port, context)
  return {
    certainty: start === 'clear' ? 'certain' : 'likely',
    because:
      start === 'clear'
        ? `The TLS library got something that is not TLS in answer to its first message, and port ${port} begins in clear text.`
        : start === 'tls'
          ? `The TLS library got something that is not TLS in answer to its first message, although port ${port} should speak TLS at once: this server is set up otherwise, or something on the way answers in clear text.`
          : 'The TLS library got something that is not TLS in answer to its first message: a clear-text greeting looks like that.',
    seen: found.map(({ seen: one }) => one),
    ...scopeOf(
      found.map(({ seen: one }) => one),
      seen,
    ),
  }
}

/** Asked in clear text as well, and no greeting came: then the port does not begin in clear text. */
function isSilentInClear(one: Observation, seen: readonly Observation[]): boolean {
  return ofKind(seen, 'protocol').some(
    ({ asked, speaks, endpoint }) => asked === 'clear' && speaks === 'silent' && isSameEndpoint(endpoint, one.endpoint),
  )
}

/** After a 220 to STARTTLS the port was right; what then breaks is the handshake itself. */
function isAfterStarttls(one: Observation, seen: readonly Observation[], context: Context): boolean {
  if (securityOf(one, context) === 'tls') return false
  return seen.some(
    (other) =>
      other.kind === 'reply' &&
      other.verb === 'STARTTLS' &&
      other.reply.code === 220 &&
      (!one.endpoint || !other.endpoint || isSameEndpoint(one.endpoint, other.endpoint)),
  )
}

/** MailKit and .NET guess at the port themselves; believed where the port is known to begin in clear text. */
function byClientsGuess(seen: readonly Observation[], context: Context): Finding | undefined {
  const [said] = saying(
    seen,
    phrases`
      port which does not support SSL
      may not support SSL on this port
      Unable to initialize SMTP properly[^\n]{0,300}encryption=ssl
    `,
  )
  if (!said || securityOf(said, context) === 'starttls') return undefined
  return expectedStart(portOf(said, context), context) === 'clear'
    ? {
        certainty: 'likely',
        because: `The handshake failed on port ${portOf(said, context)}, which begins in clear text.`,
        seen: [said],
      }
    : undefined
}

/** A few servers recognise the first bytes of TLS and say so. */
function byServersWord(seen: readonly Observation[]): Finding | undefined {
  const found = ofKind(seen, 'reply').filter(({ reply }) =>
    /(?:SSL|TLS) (?:attempted|started|handshake|negotiation)[^\n]{0,40}(?:non-SSL|non-TLS|plain-?text|clear-?text|unencrypted)/i.test(
      reply.text,
    ),
  )
  return found.length > 0
    ? {
        certainty: 'certain',
        because: 'The server says that it was spoken to in TLS where it expects clear text.',
        seen: found,
      }
    : undefined
}

/** A clear-text server that meets a ClientHello may also hang up or go on waiting; some libraries only say "failed". */
function byPort(seen: readonly Observation[], context: Context): Finding | undefined {
  const found: HandshakeFailure | undefined = handshakeFailures(seen).find(
    ({ fault, isVague, seen: one }) =>
      (fault === 'closed' || fault === 'timeout' || isVague) &&
      context.source === 'paste' &&
      securityOf(one, context) === 'tls' &&
      expectedStart(portOf(one, context), context) === 'clear',
  )
  return found
    ? {
        certainty: 'likely',
        because: `TLS was started at once on port ${portOf(found.seen, context)}, which begins in clear text, and the handshake came to nothing.`,
        seen: [found.seen],
      }
    : undefined
}
