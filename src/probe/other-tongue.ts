// Finds out what a port speaks when it does not speak what was expected: a second connection asks in the other tongue
// (clear text by listening, TLS by a ClientHello, over TLS by QUIT) and keeps the first bytes that come back. Nothing else
// is ever sent.

import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { ProtocolSeen, TlsFault } from '../model.js'
import { plainCommand } from '../smtp/command.js'
import { LIMITS, OTHER_TONGUE_MS } from '../smtp/limits.js'
import { waitFor } from './deadline.js'
import type { ProbeEnvironment } from './environment.js'
import { shakeHands } from './handshake.js'
import type { ResolvedAddress } from './network.js'
import type { WalkContext } from './open-line.js'

interface Asking {
  readonly address: ResolvedAddress
  readonly port: number
  /** For the server name in the ClientHello. */
  readonly host: string
  readonly deadlineMs: number
}

/** A question to a port: opens a connection of its own, never rejects. */
export type Ask = (asking: Asking, environment: ProbeEnvironment) => Promise<ProtocolSeen>

/** The question to the port of a walk, with at most so much time and no more than a greeting has. */
export function askingOf({ address, endpoint, environment }: WalkContext, leftMs = OTHER_TONGUE_MS): Asking {
  const { port } = environment.route(endpoint)
  const deadlineMs = Math.min(OTHER_TONGUE_MS, environment.deadlineMs('greeting'), leftMs)
  return { address, port, host: endpoint.host, deadlineMs }
}

/** Listens on a new clear-text connection for what the server says first. */
export async function askInClear(asking: Asking, environment: ProbeEnvironment): Promise<ProtocolSeen> {
  const socket = environment.network.dial(asking.address, asking.port)
  const heard = await hearFirst(socket, asking.deadlineMs, environment.signal)
  return { kind: 'protocol', asked: 'clear', ...recognise(heard) }
}

/**
 * Says QUIT over TLS on a new connection and looks at the answer: a web server speaks only when spoken to, and to a mail
 * server it is a farewell.
 */
export async function askWithQuit(asking: Asking, environment: ProbeEnvironment): Promise<ProtocolSeen> {
  const { clock, dial } = environment.network
  const sinceMs = clock()
  const { deadlineMs } = asking
  const { signal } = environment
  const raw = dial(asking.address, asking.port)
  const outcome = await shakeHands(raw, asking.host, environment.trust, { deadlineMs, signal })
  if (outcome.kind !== 'secure') return { kind: 'protocol', asked: 'tls', speaks: 'silent' }
  outcome.socket.write(`${plainCommand('QUIT').line}\r\n`)
  const heard = await hearFirst(outcome.socket, deadlineMs - (clock() - sinceMs), signal)
  return { kind: 'protocol', asked: 'tls', ...recognise(heard) }
}

/** The first line that comes, or the beginning of a long one; empty when nothing does. Ends the connection. */
async function hearFirst(socket: Socket, deadlineMs: number, signal: AbortSignal): Promise<Buffer> {
  const firstBytes = new Promise<Buffer>((resolve) => {
    let received = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk.subarray(0, LIMITS.protocolBytes)])
      if (received.includes(10) || received.length >= LIMITS.protocolBytes) resolve(received)
    })
    socket.on('error', () => resolve(received)).on('close', () => resolve(received))
  })
  const waited = await waitFor(firstBytes, deadlineMs, signal)
  socket.destroy()
  return waited.kind === 'value' ? waited.value : Buffer.alloc(0)
}

/** Sends a ClientHello on a new connection and looks at the answer. */
export async function askInTls(asking: Asking, environment: ProbeEnvironment): Promise<ProtocolSeen> {
  const socket = environment.network.dial(asking.address, asking.port)
  const tapped = tap(socket)
  const { deadlineMs } = asking
  const outcome = await shakeHands(tapped.stream, asking.host, environment.trust, {
    deadlineMs,
    signal: environment.signal,
  })
  if (outcome.kind === 'secure') outcome.socket.on('error', () => {}).destroy()
  socket.destroy()
  const answer = outcome.kind === 'secure' ? { speaks: 'tls' as const } : recognise(tapped.firstBytes())
  return { kind: 'protocol', asked: 'tls', ...answer }
}

/**
 * Asks in clear and, where a handshake was answered by something else than TLS, with a ClientHello as well: a web
 * server speaks only when spoken to.
 */
export async function askForAnother(
  asking: Asking,
  fault: TlsFault,
  environment: ProbeEnvironment,
): Promise<ProtocolSeen> {
  const inClear = askInClear(asking, environment)
  if (fault !== 'wrong-version-number') return inClear
  const answer = await askInTls(asking, environment)
  return FOREIGN.includes(answer.speaks) ? answer : inClear
}

const FOREIGN: readonly ProtocolSeen['speaks'][] = ['http', 'imap', 'pop3', 'ssh']

/** The stream of a socket with a copy of its first bytes. */
export function tap(socket: Socket): { readonly stream: Duplex; firstBytes(): Buffer } {
  let first = Buffer.alloc(0)
  const stream = new Duplex({
    read: () => {
      socket.resume()
    },
    write: (chunk, _encoding, done) => {
      if (socket.writable) socket.write(chunk, () => done())
      else done()
    },
    final: (done) => {
      socket.end(done)
    },
    destroy: (error, done) => {
      socket.destroy()
      done(error)
    },
  })
  socket.on('data', (chunk: Buffer) => {
    if (first.length < LIMITS.protocolBytes) first = Buffer.concat([first, chunk]).subarray(0, LIMITS.protocolBytes)
    if (!stream.push(chunk)) socket.pause()
  })
  socket.on('end', () => stream.push(null))
  socket.on('error', (error) => stream.destroy(error))
  socket.on('close', () => stream.destroy())
  stream.on('error', () => {})
  return { stream, firstBytes: () => first }
}

/** Which protocol begins like this. Port scanners' knowledge: every one of these speaks first or answers in its own way. */
export function recognise(bytes: Buffer): Pick<ProtocolSeen, 'speaks' | 'excerpt'> {
  return bytes.length === 0 ? { speaks: 'silent' } : recogniseText(bytes.toString('latin1'))
}

/** The same of what was read as text; its first line counts. */
export function recogniseText(text: string): Pick<ProtocolSeen, 'speaks' | 'excerpt'> {
  // A TLS record (RFC 8446 section 5.1): alert, handshake; version 3.x.
  const [type, version] = [text.charCodeAt(0), text.charCodeAt(1)]
  if ((type === 0x15 || type === 0x16) && version === 0x03) return { speaks: 'tls' }
  const [line = ''] = text.split(/\r?\n/)
  return { speaks: nameOf(line), excerpt: line.slice(0, 200) }
}

function nameOf(line: string): ProtocolSeen['speaks'] {
  if (/^[245]\d\d[ -]/.test(line)) {
    if (/\bftp\b|filezilla/i.test(line)) return 'other'
    return /\blmtp\b/i.test(line) ? 'lmtp' : 'smtp'
  }
  if (/^\* (?:OK|BYE|PREAUTH|BAD)\b/.test(line)) return 'imap'
  if (/^(?:\+OK|-ERR)/.test(line)) return 'pop3'
  if (/^SSH-/.test(line)) return 'ssh'
  if (/^(?:HTTP\/|<!doctype html|<html)/i.test(line)) return 'http'
  return 'other'
}

/** What a port turned out to speak, in the words of a stage's detail. */
export function wordProtocol({ speaks, excerpt }: ProtocolSeen): string {
  switch (speaks) {
    case 'tls':
      return 'this port speaks TLS from the first byte'
    case 'smtp':
      return `this port begins in clear text: ${excerpt}`
    default:
      return `this port does not speak SMTP: ${excerpt ?? speaks}`
  }
}
