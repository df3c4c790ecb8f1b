// What `explain` shows of a log: causes, how often, since when and until when, each with one line as evidence.

import type { Diagnosis } from '../model.js'
import { blocks, heading, type Look, textWidth, wrap } from './look.js'
import { visible } from './visible.js'

export interface LogSummaryShown {
  readonly causes: readonly {
    readonly judged: Diagnosis
    readonly count: number
    readonly first?: string
    readonly last?: string
  }[]
  readonly lines: number
  readonly failingLines: number
  readonly unexamined: number
}

/** The table of causes as text, the most frequent first. */
export function renderLogSummary({ causes, lines, failingLines, unexamined }: LogSummaryShown, look: Look): string {
  const total = `${number(lines)} ${lines === 1 ? 'line' : 'lines'} read, ${number(failingLines)} of them failures.`
  if (causes.length === 0) return wrap(look, `${total} Nothing in this log failed.`)
  const width = Math.max(...causes.map(({ count }) => number(count).length))
  return blocks(
    wrap(look, `${total} ${causes.length === 1 ? 'One cause' : `${causes.length} causes`}:`),
    ...causes.map(({ judged, count, first, last }) => {
      const lead = `${number(count).padStart(width)} × `
      const indent = ' '.repeat(lead.length)
      return [
        wrap(look, `${judged.title} (${judged.id}, ${judged.certainty})`, { first: lead, tone: 'strong' }),
        first && wrap(look, first === last || !last ? first : `${first} to ${last}`, { first: indent, tone: 'faint' }),
        judged.evidence[0] && wrap(look, clip(judged.evidence[0], look), { first: `${indent}> `, tone: 'faint' }),
        judged.fixes[0] && wrap(look, judged.fixes[0].do, { first: indent }),
      ]
        .filter(Boolean)
        .join('\n')
    }),
    unexamined > 0
      ? wrap(
          look,
          `${number(unexamined)} failing lines are of kinds beyond those examined; look at them apart (grep them into a file).`,
        )
      : undefined,
    `${heading(look, 'More about a cause:')} smtp-doctor explain --id ${causes[0]?.judged.id ?? 'ID'}`,
  )
}

function number(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ' ')
}

/** Two lines of evidence are enough in a table. */
function clip(text: string, look: Look): string {
  const room = textWidth(look) * 2
  const shown = visible(text)
  return shown.length > room ? `${shown.slice(0, room)}…` : text
}
