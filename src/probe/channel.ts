// One connection that speaks lines: commands out, replies in, each wait with a deadline, everything bounded and
// recorded. Knows nothing of stages or meaning.

import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Reply } from '../model.js'
import type { Command } from '../smtp/command.js'
import { LIMITS } from '../smtp/limits.js'
import { createReplyParser, type ParsedEvent } from '../smtp/reply-parser.js'
import { waitFor } from './deadline.js'
import { plainMessage } from './handshake.js'
import type { Recorder } from './recorder.js'

/** How a wait for a reply ended. `ms` is the time since the wait began. */
export type ReplyOutcome = (
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** The peer sent a line that is not SMTP's. */
  | { readonly kind: 'not-smtp'; readonly line: string }
  | { readonly kind: 'limit'; readonly limit: 'line' | 'reply'; readonly excerpt: string }
  /** Closed by the peer; `code` is EOF for an orderly end, else the errno name; `partial` is what had come of a reply. */
  | { readonly kind: 'closed'; readonly code: string; readonly message?: string; readonly partial: string }
  /** No whole reply in time; `partial` is what had come of one. */
  | { readonly kind: 'timeout'; readonly partial: string }
  | { readonly kind: 'aborted' }
) & { readonly ms: number }

export interface Channel {
  readonly socket: Socket | TLSSocket
  readonly isEncrypted: boolean
  /** Waits for one whole reply. */
  readReply(deadlineMs: number): Promise<ReplyOutcome>
  /** Writes commands in one go (RFC 2920 when there are several). */
  send(...commands: readonly Command[]): void
  /** Writes the octets of a message; `shown` stands for them in the record. */
  sendOctets(octets: Uint8Array, shown: string): void
  /** What has arrived and was not asked for: whole replies and pieces, as text. */
  unread(): string
  /** Stops listening and hands the bare socket over, for the TLS handshake. */
  detach(): Socket
  readonly isOpen: boolean
  /** Says QUIT without waiting for the reply, and lets go. */
  quit(): void
  destroy(): void
}

/** Replies that may wait to be read; a pipelined group has fewer. More is a server that talks by itself. */
const MAX_UNREAD_EVENTS = 32

/** After QUIT the connection is dropped, answered or not. */
const QUIT_MS = 100

/** Listens on a connected socket (TCP or TLS). */
export function createChannel(
  socket: Socket | TLSSocket,
  options: {
    readonly isEncrypted: boolean
    readonly recorder: Recorder
    readonly clock: () => number
    readonly signal: AbortSignal
  },
): Channel {
  const { recorder, clock, signal, isEncrypted } = options
  const parser = createReplyParser()
  const events: ParsedEvent[] = []
  let end: { readonly code: string; readonly message?: string } | undefined
  let isQuitting = false
  let wake = () => {}

  const onData = (chunk: Buffer) => {
    const parsed = parser.push(chunk)
    for (const event of parsed) {
      for (const line of linesOf(event)) recorder.say('server', line)
    }
    events.push(...parsed)
    if (events.some(({ kind }) => kind === 'limit') || events.length > MAX_UNREAD_EVENTS) socket.destroy()
    if (parsed.length > 0) wake()
  }
  const onEnd = () => finish({ code: 'EOF' })
  const onClose = () => finish({ code: 'EOF' })
  const onError = (error: NodeJS.ErrnoException) => finish({ code: error.code ?? 'EOF', message: plainMessage(error) })
  const finish = (how: { readonly code: string; readonly message?: string }) => {
    end ??= how
    wake()
  }
  const abort = () => socket.destroy()

  socket.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onError)
  signal.addEventListener('abort', abort, { once: true })
  socket.once('close', () => signal.removeEventListener('abort', abort))

  const take = (): ParsedEvent | Omit<Extract<ReplyOutcome, { kind: 'closed' }>, 'ms'> | undefined => {
    const event = events.shift()
    if (event) return event
    return end && { kind: 'closed', ...end, partial: partial() }
  }

  const partial = () => parser.pending().slice(0, LIMITS.protocolBytes)

  /** Success that was said before the question cannot be its answer; a refusal or a farewell may be. */
  const dropUnasked = () => {
    const kept = events.filter((event) => event.kind !== 'reply' || event.reply.code >= 400)
    events.splice(0, events.length, ...kept)
  }

  const write = (octets: string | Uint8Array) => {
    if (socket.writable) socket.write(octets)
  }

  return {
    socket,
    isEncrypted,
    async readReply(deadlineMs) {
      const sinceMs = clock()
      const ms = () => clock() - sinceMs
      const first = take()
      if (first) return { ...first, ms: ms() } as ReplyOutcome
      const arrival = new Promise<void>((resolve) => {
        wake = resolve
      })
      const waited = await waitFor(arrival, deadlineMs, signal)
      wake = () => {}
      if (waited.kind === 'aborted') return { kind: 'aborted', ms: ms() }
      const next = waited.kind === 'value' ? take() : undefined
      if (next) return { ...next, ms: ms() } as ReplyOutcome
      return { kind: 'timeout', partial: partial(), ms: ms() }
    },
    send(...commands) {
      dropUnasked()
      for (const { shown } of commands) recorder.say('client', shown)
      write(commands.map(({ line }) => `${line}\r\n`).join(''))
    },
    sendOctets(octets, shown) {
      dropUnasked()
      recorder.say('client', shown)
      write(octets)
    },
    unread: () => [...events.flatMap(linesOf), parser.pending()].filter(Boolean).join('\n'),
    detach() {
      socket.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onError)
      signal.removeEventListener('abort', abort)
      return socket
    },
    get isOpen() {
      return !end && !socket.destroyed && socket.writable
    },
    quit() {
      if (isQuitting) return
      isQuitting = true
      if (end || !socket.writable) {
        socket.destroy()
        return
      }
      recorder.say('client', 'QUIT')
      // Nobody needs the reply: what still arrives is thrown away, and an unresponsive peer is dropped soon.
      signal.removeEventListener('abort', abort)
      socket.off('data', onData).resume().end('QUIT\r\n')
      const drop = setTimeout(() => socket.destroy(), QUIT_MS).unref()
      socket.once('close', () => clearTimeout(drop))
    },
    destroy: () => {
      socket.destroy()
    },
  }
}

function linesOf(event: ParsedEvent): readonly string[] {
  if (event.kind === 'reply') return event.reply.lines
  return [event.kind === 'not-smtp' ? event.line : event.excerpt]
}
