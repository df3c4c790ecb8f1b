// A pasted dialogue that ends in the middle: half a reply, or a challenge without its answer.

import type { Exchange } from './exchange.js'
import { type Fact, stageOfReply } from './reading.js'
import type { Turn } from './turns.js'

/** The last reply, when nothing follows it and its last line announces another one. */
export function withoutEnd(
  last: Exchange | undefined,
  turn: Turn | undefined,
  lines: readonly string[],
): Exchange | undefined {
  if (!last || turn?.who !== 'server' || last.reply.code >= 400 || last.lines.length < 2) return undefined
  if (!/^\d{3}-/.test(last.lines.at(-1) ?? '')) return undefined
  // Some programs show a reply's further lines without its code, and whoever shortens a paste puts dots.
  const next = lines.slice(turn.line + 1).find((line) => line.trim() !== '')
  return next !== undefined && /^\W{0,4}(?:[A-Z][A-Z0-9-]{2,}(?: |$)|\.\.\.|…|\[\.\.\.)/.test(next.trim())
    ? undefined
    : last
}

/** Whether the server hung up or fell silent then, the dialogue does not say. */
export function unendedReply({ line, verb, command, lines }: Exchange): Fact {
  const partial = lines.join(' / ')
  return {
    line,
    weight: 'wrapper',
    seen: {
      stage: stageOfReply(verb, 0, undefined),
      status: 'fail',
      kind: 'socket',
      code: 'TIMEOUT',
      partial,
      ...(command && { command }),
      evidence: `${partial} (here the dialogue ends)`.slice(0, 600),
    },
  }
}

/** The paste ends where the server waits for the user name or the password, or the client for the answer to it. */
export function unansweredChallenge(last: Exchange | undefined, turn: Turn | undefined): Fact[] {
  if (last?.reply.code !== 334) return []
  return [
    {
      line: last.line,
      weight: turn?.who === 'server' ? 'evidence' : 'wrapper',
      seen: {
        stage: 'auth',
        status: 'fail',
        kind: 'reply',
        verb: 'AUTH',
        ...(last.command && { command: last.command }),
        reply: last.reply,
        ...(last.mechanism && { mechanism: last.mechanism }),
        isEncrypted: last.isEncrypted,
      },
    },
  ]
}
