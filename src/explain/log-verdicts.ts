// What a mail server's processes say before the verdict on a message: warnings, hosts that did not answer. They belong to the
// verdict that follows, and to nothing when the message goes out after all.

import type { Incident } from './log-incidents.js'
import { type LogLine, parseLogLine } from './log-line.js'
import { CONSEQUENCE, HANGING_UP, SESSION_EDGE, VERDICT } from './log-signs.js'

interface Pending {
  readonly lines: readonly LogLine[]
  /** The message that had its verdict last; what stood before counts for its other recipients too. */
  judged: string | undefined
  readonly at: number
}

export interface Verdicts {
  /** A failing line of a mail server; `at` is its number in the log. */
  add(line: LogLine, at: number): void
  /** A line that reports success, or the beginning or end of a session. */
  succeed(raw: string, at: number): void
  closeIdle(at: number): void
  finish(at: number): void
}

const MAX_PENDING = 500
const MAX_LINES = 12
const IDLE_LINES = 5000

const MAIL_SERVER =
  /^(?:postfix|sm-mta|sendmail|sm-msp|exim|opensmtpd|smtpd|qmail|dovecot|amavis|opendkim|rspamd|policyd|postgrey)/i
/** Processes that speak for many others. */
const SHARED = /^dovecot|^amavis|^opendkim/
const DELIVERED = / status=sent | stat=Sent| (?:=>|->) |Completed$/

/** Whether the line is one of a mail server's own. */
export function isOfMailServer({ program }: LogLine): boolean {
  return program !== '' && MAIL_SERVER.test(program)
}

/** Holds what was said until the verdict comes; `printOf` tells equal lines. */
export function createVerdicts(emit: (incident: Incident) => void, printOf: (text: string) => number): Verdicts {
  const pending = new Map<string, Pending>()

  const flush = (source: string, { lines, judged }: Pending, at: number) => {
    pending.delete(source)
    if (judged === undefined && !lines.every(({ text }) => HANGING_UP.test(text)))
      emit({ lines, failing: lines, kind: lines.length === 1 ? 'line' : 'whole', at })
  }

  const judge = (line: LogLine, message: string | undefined, at: number) => {
    const held = pending.get(line.stream)
    const isOther = held?.judged !== undefined && held.judged !== message
    const before = held === undefined || isOther ? [] : held.lines
    if (isOther || (held && message === undefined)) pending.delete(line.stream)
    else if (held) held.judged = message
    emit({ lines: [...before, line], failing: [...before, line], kind: before.length > 0 ? 'verdict' : 'line', at })
  }

  const hold = (line: LogLine, message: string | undefined, at: number) => {
    const source = line.stream
    const held = pending.get(source)
    const isRepeated =
      held?.judged === undefined && held?.lines.some(({ body }) => printOf(body) === printOf(line.body))
    if (held && isRepeated) flush(source, held, at)
    const isNew = held === undefined || isRepeated || (held.judged !== undefined && held.judged !== message)
    pending.delete(source)
    pending.set(source, { lines: isNew ? [line] : [...held.lines, line].slice(-MAX_LINES), judged: undefined, at })
    if (pending.size <= MAX_PENDING) return
    const [oldest] = pending
    if (oldest) flush(...oldest, at)
  }

  return {
    add(line, at) {
      if (CONSEQUENCE.test(line.text)) return
      if (VERDICT.test(line.text)) judge(line, messageOf(line), at)
      else if (SHARED.test(line.program) || line.stream.endsWith('[]'))
        emit({ lines: [line], failing: [line], kind: 'line', at })
      else hold(line, messageOf(line), at)
    },
    succeed(raw, at) {
      if (pending.size === 0) return
      const { stream } = parseLogLine(raw)
      const held = pending.get(stream)
      if (!held) return
      if (SESSION_EDGE.test(raw)) flush(stream, held, at)
      // Another server, or the same one a moment later, has taken the message.
      else if (DELIVERED.test(raw)) pending.delete(stream)
    },
    closeIdle(at) {
      for (const [source, held] of pending) {
        if (at - held.at <= IDLE_LINES) return
        flush(source, held, at)
      }
    },
    finish(at) {
      for (const [source, held] of pending) flush(source, held, at)
    },
  }
}

/** The queue's own id of the message; undefined where the line is about none. */
function messageOf({ text, body, program, stream }: LogLine): string | undefined {
  if (program === 'exim') return stream
  return (/^(?:NOQUEUE|([0-9A-Za-z]{6,24})): /.exec(body) ?? /: ([0-9A-Za-z]{6,24}): /.exec(text))?.[1]
}
