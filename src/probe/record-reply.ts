// How a wait for a reply becomes an observation and a stage; the same for greeting, EHLO, login and envelope.

import type { Reply, Stage, Verb } from '../model.js'
import type { ReplyOutcome } from './channel.js'
import { recogniseText } from './other-tongue.js'
import { type Recorder, seconds } from './recorder.js'
import { wordCode } from './word-code.js'

/** What was being waited for. */
export interface Expected {
  readonly stage: Stage
  readonly verb: Verb
  /** The command as it may be shown. */
  readonly command?: string
  readonly mechanism?: string
  readonly isEncrypted: boolean
  /** Replaces the stage's detail. */
  readonly detail?: string
  /** The reply hoped for is 3xx, and the stage goes on after it (354 to DATA). */
  readonly isIntermediate?: boolean
}

/** Records the outcome; returns the reply when it is the one hoped for (2xx, or 3xx in mid-stage). `sinceMs`: the clock when the stage began. */
export function recordReply(
  recorder: Recorder,
  expected: Expected,
  outcome: ReplyOutcome,
  sinceMs: number,
): Reply | undefined {
  const { stage, verb, command, mechanism, isEncrypted, detail } = expected
  const { ms } = outcome
  switch (outcome.kind) {
    case 'reply': {
      const { reply } = outcome
      const status = isHopedFor(reply, expected) ? 'ok' : 'fail'
      const what = { kind: 'reply' as const, verb, reply, isEncrypted, from: 'submission' as const }
      recorder.see(stage, status, { ...what, ...(command && { command }), ...(mechanism && { mechanism }) }, ms)
      if (status === 'fail' || !expected.isIntermediate) {
        const words = [reply.code, reply.enhanced, reply.text].filter(Boolean).join(' ')
        recorder.stage(stage, status, sinceMs, detail ?? words, reply)
      }
      return status === 'ok' ? reply : undefined
    }
    case 'closed': {
      const { code } = outcome
      const half = halfOf(outcome.partial)
      const message = half.message ?? outcome.message
      const end = code === 'EOF' ? 'the server closed the connection' : wordCode(code)
      recorder.see(
        stage,
        'fail',
        { kind: 'socket', code, ...(command && { command }), ...half, ...(message && { message }) },
        ms,
      )
      recorder.stage(stage, 'fail', sinceMs, detail ?? (outcome.partial ? `${end} in the middle of its reply` : end))
      return undefined
    }
    case 'timeout': {
      recorder.see(
        stage,
        'fail',
        {
          kind: 'socket',
          code: 'TIMEOUT',
          waitedMs: Math.round(ms),
          ...(command && { command }),
          ...halfOf(outcome.partial),
        },
        ms,
      )
      recorder.stage(
        stage,
        'fail',
        sinceMs,
        detail ?? `${outcome.partial ? 'only a part of the' : 'no'} reply within ${seconds(ms)}`,
      )
      return undefined
    }
    case 'not-smtp': {
      const asked = isEncrypted ? 'tls' : 'clear'
      recorder.see(stage, 'fail', { kind: 'protocol', asked, ...recogniseText(outcome.line) }, ms)
      recorder.stage(stage, 'fail', sinceMs, detail ?? `not SMTP: ${outcome.line.slice(0, 80)}`)
      return undefined
    }
    case 'limit':
      recorder.see(stage, 'fail', { kind: 'limit', limit: outcome.limit, excerpt: outcome.excerpt }, ms)
      recorder.stage(stage, 'fail', sinceMs, `the server sends without end (${outcome.limit} limit reached)`)
      return undefined
    case 'aborted':
      recorder.stage(stage, 'skipped', sinceMs, 'not waited for')
      return undefined
  }
}

/** What had come of a reply that broke off, its lines one behind the other. */
function halfOf(came: string): { readonly partial?: string; readonly message?: string } {
  const partial = came.replaceAll('\n', ' / ')
  return partial === '' ? {} : { partial, message: `only this came: ${partial}` }
}

/** Codes that programs insist on (RFC 5321 section 4.3.2, RFC 4954 section 6); elsewhere they look at the first digit. */
const EXACT: Readonly<Partial<Record<Verb, number>>> = { CONNECT: 220, STARTTLS: 220, AUTH: 235 }

function isHopedFor({ code }: Reply, { verb, isIntermediate }: Expected): boolean {
  if (isIntermediate) return Math.floor(code / 100) === 3
  return EXACT[verb] === undefined ? Math.floor(code / 100) === 2 : code === EXACT[verb]
}
