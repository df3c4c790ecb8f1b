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
    readonly messages?: number
    readonly deliveredLater?: number
  }[]
  readonly lines: number
  readonly failures: number
  readonly unexamined: number
}

/** The table of causes as text, the most frequent first. */
export function renderLogSummary({ causes, lines, failures, unexamined }: LogSummaryShown, look: Look): string {
  if (causes.length === 0) {
    return wrap(look, `${linesRead(lines)}. No line of this log reports a failure to send mail that is known here.`)
  }
  const total = `${linesRead(lines)}, ${number(failures)} ${failures === 1 ? 'failure' : 'failures'}.`
  const width = Math.max(...causes.map(({ count }) => number(count).length))
  return blocks(
    wrap(look, `${total} ${causes.length === 1 ? 'One cause' : `${causes.length} causes`}:`),
    ...causes.map(({ judged, count, first, last, messages, deliveredLater }) => {
      const lead = `${number(count).padStart(width)} × `
      const indent = ' '.repeat(lead.length)
      return [
        wrap(look, `${judged.title} (${judged.id}, ${judged.certainty})`, { first: lead, tone: 'strong' }),
        first && wrap(look, first === last || !last ? first : `${first} to ${last}`, { first: indent, tone: 'faint' }),
        messages && wrap(look, ofMessages(messages, deliveredLater ?? 0), { first: indent, tone: 'faint' }),
        judged.evidence[0] && wrap(look, clip(judged.evidence[0], look), { first: `${indent}> `, tone: 'faint' }),
        judged.fixes[0] && wrap(look, judged.fixes[0].do, { first: indent }),
      ]
        .filter(Boolean)
        .join('\n')
    }),
    unexamined > 0
      ? wrap(
          look,
          `${number(unexamined)} more lines look like failures and were not examined, because they are of too many different kinds; grep them into a file of their own and explain that.`,
        )
      : undefined,
    wrap(look, causes.some(({ messages }) => messages) ? `${COUNTED} ${COUNTED_MESSAGES}` : COUNTED, { tone: 'faint' }),
    `${heading(look, 'More about a cause:')} smtp-doctor explain --id ${causes[0]?.judged.id ?? 'ID'}`,
  )
}

const COUNTED =
  'Each failed attempt counts once, however many lines tell of it: a stack trace, a session, the warnings before it.'
const COUNTED_MESSAGES =
  'A mail that is tried again counts again; the number of mails counts it once for each recipient.'

/** How many mails the failed attempts were about, and what became of them as far as the log tells. */
function ofMessages(messages: number, deliveredLater: number): string {
  const mails = `${number(messages)} ${messages === 1 ? 'mail' : 'mails'}`
  if (deliveredLater === 0) return mails
  return deliveredLater === messages
    ? `${mails}, delivered by a later attempt`
    : `${mails}, ${number(deliveredLater)} of them delivered by a later attempt`
}

/** The sentence that stands before an explanation of the log's last lines read as one text. */
export function renderReadTogether({ lines }: Pick<LogSummaryShown, 'lines'>, look: Look): string {
  return wrap(look, `${linesRead(lines)}. No line tells a failure by itself; the last ones, read together, do:`)
}

function linesRead(lines: number): string {
  return `${number(lines)} ${lines === 1 ? 'line' : 'lines'} read`
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
