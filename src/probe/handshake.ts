// One TLS handshake on a connected stream. Verification never ends it: what is wrong with the certificate is inspected
// afterwards, so that one run reports everything.

import type { Duplex } from 'node:stream'
import { connect, type TLSSocket } from 'node:tls'
import type { TlsErrorSeen, TlsFault } from '../model.js'
import { waitFor } from './deadline.js'
import { familyOf } from './network.js'
import type { Trust } from './trust.js'

export type HandshakeOutcome =
  | { readonly kind: 'secure'; readonly socket: TLSSocket }
  | { readonly kind: 'failed'; readonly seen: TlsErrorSeen }
  | { readonly kind: 'aborted' }

/** Shakes hands as a client that wants `host`. The stream is destroyed on failure. */
export async function shakeHands(
  stream: Duplex,
  host: string,
  trust: Trust,
  options: { readonly deadlineMs: number; readonly signal: AbortSignal; readonly isRelaxed?: boolean },
): Promise<HandshakeOutcome> {
  const name = host.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const secureContext = options.isRelaxed ? trust.relaxedContext() : trust.secureContext()
  const socket = connect({
    socket: stream,
    // RFC 6066 section 3: no server name for address literals.
    ...(familyOf(name) === undefined && { servername: name }),
    secureContext,
    ...(options.isRelaxed && { minVersion: 'TLSv1' as const }),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  })
  const secured = new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve).once('error', reject)
    socket.once('close', () => reject(Object.assign(new Error('closed during the TLS handshake'), { code: 'EOF' })))
  })
  const giveUp = () => {
    // The upper one first: destroying the stream below a handshake that goes on ends the process (seen with Node 20).
    if (socket.closed) stream.destroy()
    else socket.once('close', () => stream.destroy())
    socket.on('error', () => {}).destroy()
  }
  try {
    const waited = await waitFor(secured, options.deadlineMs, options.signal)
    if (waited.kind === 'value') return { kind: 'secure', socket }
    secured.catch(() => {})
    giveUp()
    if (waited.kind === 'aborted') return { kind: 'aborted' }
    const message = `no end of the TLS handshake within ${Math.round(options.deadlineMs / 100) / 10} s`
    return { kind: 'failed', seen: { kind: 'tls-error', fault: 'timeout', message } }
  } catch (error) {
    giveUp()
    return { kind: 'failed', seen: describeTlsError(error as NodeJS.ErrnoException) }
  }
}

const FAULTS: readonly (readonly [RegExp, TlsFault])[] = [
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER_FAILURE|UNEXPECTED_MESSAGE|BAD_RECORD_TYPE/,
    'wrong-version-number',
  ],
  [/UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|NO_PROTOCOLS_AVAILABLE/, 'unsupported-protocol'],
  [/NO_SHARED_CIPHER|NO_CIPHERS_AVAILABLE|ALERT_INSUFFICIENT_SECURITY/, 'no-shared-cipher'],
  [/KEY_TOO_SMALL|MD_TOO_WEAK|BAD_DH_VALUE/, 'weak-key'],
  [/ALERT_HANDSHAKE_FAILURE/, 'handshake-failure'],
  [/^(?:EOF|ECONNRESET|EPIPE)$/, 'closed'],
]

function describeTlsError(error: NodeJS.ErrnoException): TlsErrorSeen {
  const code = error.code ?? ''
  const fault = FAULTS.find(([pattern]) => pattern.test(code))?.[1] ?? 'other'
  const message = plainMessage(error)
  return { kind: 'tls-error', fault, message: code && !message.includes(code) ? `${code}: ${message}` : message }
}

/** An error's message; OpenSSL's without the thread's number and the place in its sources, which differ from run to run. */
export function plainMessage({ message }: Error): string {
  return message
    .replace(/^[0-9A-F]{8,16}:(?=error:)/, '')
    .replace(/:[^:\s]{1,200}\.c:\d{1,6}:/, ':')
    .replace(/[:\s]+$/, '')
}
