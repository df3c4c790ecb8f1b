// A dialogue that ends with STARTTLS: programs that keep what their TLS library said to themselves leave nothing else.

import { NO_HANDSHAKE_FOLLOWED, type Reply, type Verb } from '../model.js'
import { verbOfCommand } from './phrases/verbs.js'
import type { Fact } from './reading.js'
import type { Turn } from './turns.js'

interface Answered {
  readonly line: number
  readonly verb: Verb
  readonly reply: Reply
}

const GAVE_UP = /error|fail|could not|cannot|unable|exception/i

/**
 * STARTTLS was accepted, and the client had nothing more to say than goodbye, or gave up. Anything in the paste that says
 * why counts before it.
 */
export function missingHandshake(
  exchanges: readonly Answered[],
  turns: readonly Turn[],
  lines: readonly string[],
): Fact[] {
  const last = exchanges.filter(({ verb }) => verb !== 'QUIT').at(-1)
  if (last?.verb !== 'STARTTLS' || last.reply.code !== 220) return []
  const after = turns.filter(({ line, who, text }) => who === 'client' && line > last.line && text !== '')
  if (after.some(({ text }) => verbOfCommand(text) !== 'QUIT')) return []
  if (after.length === 0 && !lines.slice(last.line + 1).some((line) => GAVE_UP.test(line))) return []
  return [
    {
      line: last.line,
      weight: 'wrapper',
      seen: {
        stage: 'tls',
        status: 'fail',
        kind: 'tls-error',
        fault: 'other',
        message: NO_HANDSHAKE_FOLLOWED,
        evidence: `STARTTLS → ${last.reply.lines.join(' / ')}${after.length > 0 ? ' → QUIT' : ''}`.slice(0, 600),
      },
    },
  ]
}
