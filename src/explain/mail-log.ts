// A log of any length in bounded memory: lines that tell one failure together are put together (log-incidents.ts), equal
// failures are grouped, each group is judged once, and what is left is a table of causes with how often, since when and
// until when. Judging is the caller's.

import { fingerprint } from './fingerprint.js'
import { createIncidents, type Incident } from './log-incidents.js'
import type { LogLine } from './log-line.js'
import { attemptIn, HARMLESS } from './log-signs.js'
import { createCalendar, timeOf } from './log-time.js'

export interface Cause<Judged> {
  readonly judged: Judged
  /** Failures: one for each attempt, however many lines tell of it. */
  readonly count: number
  /** The times of the first and last failure, as they stand in the log; absent where the lines have none. */
  readonly first?: string
  readonly last?: string
  /** Where a mail server's log names them: how many messages (each recipient counts) failed at all, … */
  readonly messages?: number
  /** … and how many of them a later attempt has delivered. */
  readonly deliveredLater?: number
}

export interface LogSummary<Judged> {
  readonly causes: readonly Cause<Judged>[]
  readonly lines: number
  readonly failures: number
  readonly failingLines: number
  /** Failing lines beyond the number of different failures that are examined. */
  readonly unexamined: number
}

export interface LogReader<Judged> {
  add(line: string): void
  finish(): LogSummary<Judged>
}

export interface LogJudge<Judged> {
  /** Asked once for each different failure, with its text; undefined when nothing failed in it. */
  judge(text: string): Judged | undefined
  /** Which judgements are one cause. */
  keyOf(judged: Judged): string
  /** How much is known: 0 nothing, 1 what the lines beside it may tell more exactly, 2 the cause. */
  clarityOf(judged: Judged): 0 | 1 | 2
}

interface Group<Judged> {
  readonly judged: Judged | undefined
  count: number
  first: Moment | undefined
  last: Moment | undefined
  messages: number
  deliveredLater: number
}

interface Moment {
  readonly shown: string
  readonly order: number
}

/** Different failures that are examined; a log that has more says the same in very many ways. */
const MAX_GROUPS = 1500
/** Different lines that are looked at before it is known whether anything failed in them. */
const MAX_HARMLESS = 3000
/** Messages that failed are remembered until they are delivered. */
const MAX_ATTEMPTS = 50_000
/** One process that says one thing after the other, at once, says it of one failure. */
const SAME_FAILURE_MS = 2000
const SAME_FAILURE_LINES = 30
const NEXT_LINES = 2
const MAX_SOURCES = 300
const MAX_PRINTS = 12
const MAX_TEXT_LINES = 120

/** Of one line a number, of several all of them. */
type Print = string | number

interface Latest<Judged> {
  group: Group<Judged>
  readonly prints: Print[]
  readonly texts: string[]
  readonly at: number
  readonly ms: number | undefined
}

/** Reads a log. */
export function readLog<Judged>({ judge, keyOf, clarityOf }: LogJudge<Judged>): LogReader<Judged> {
  const groups = new Map<string | number, Group<Judged>>()
  const attempts = new Map<string, Group<Judged>>()
  const latest = new Map<string, Latest<Judged>>()
  const orderOf = createCalendar()
  let harmless = 0
  let lines = 0
  let failures = 0
  let failingLines = 0
  let unexamined = 0

  /** The group of a text, judged when it is new; undefined when no more is examined. */
  const groupOf = (print: Print, text: () => string): Group<Judged> | undefined => {
    const known = groups.get(print)
    if (known) return known
    if (groups.size - harmless >= MAX_GROUPS || harmless >= MAX_HARMLESS) return undefined
    const judged = judge(text())
    const group: Group<Judged> = {
      judged,
      count: 0,
      first: undefined,
      last: undefined,
      messages: 0,
      deliveredLater: 0,
    }
    groups.set(print, group)
    if (judged === undefined) harmless += 1
    return group
  }

  const groupOfLine = (line: LogLine, print: Print = fingerprint(line.text)) => groupOf(print, () => line.text)

  const clarity = (group: Group<Judged> | undefined) => (group?.judged === undefined ? -1 : clarityOf(group.judged))
  const isClear = (group: Group<Judged> | undefined) => clarity(group) === 2

  const count = (group: Group<Judged>, line: LogLine, head: LogLine, told: number, text: string) => {
    failures += 1
    failingLines += told
    group.count += 1
    const time = timeOf(line.text) ?? timeOf(head.text)
    if (time) {
      const moment = { shown: time.shown, order: orderOf(time) }
      if (group.first === undefined || moment.order < group.first.order) group.first = moment
      if (group.last === undefined || moment.order >= group.last.order) group.last = moment
    }
    const attempt = attemptIn(text)
    if (attempt === undefined || attempts.get(attempt) === group) return
    group.messages += 1
    attempts.set(attempt, group)
    if (attempts.size > MAX_ATTEMPTS) attempts.delete(attempts.keys().next().value ?? '')
  }

  /** Whether a line goes on about the failure that its source told just before. */
  const isMoreOf = (before: Latest<Judged>, group: Group<Judged>, print: Print, { failing, at }: Incident) => {
    const line = failing[0] as LogLine
    const ms = timeOf(line.text)?.ms
    const isNear =
      at - before.at <= (line.stream === '' ? NEXT_LINES : SAME_FAILURE_LINES) &&
      (ms === undefined || before.ms === undefined || Math.abs(ms - before.ms) <= SAME_FAILURE_MS)
    if (!isNear || before.prints.includes(print)) return false
    const isSame =
      group.judged !== undefined &&
      before.group.judged !== undefined &&
      (keyOf(group.judged) === keyOf(before.group.judged) || !isClear(group) || !isClear(before.group))
    return isSame && before.texts.every((text) => isCompatible(text, line.text))
  }

  const settle = (group: Group<Judged> | undefined, print: Print, incident: Incident) => {
    const { lines: said, failing, at } = incident
    const line = (failing[0] ?? said[0]) as LogLine
    if (!group) {
      unexamined += failing.length
      return
    }
    if (group.judged === undefined || (clarity(group) === 0 && failing.every(({ text }) => HARMLESS.test(text)))) return
    const last = said.at(-1) as LogLine
    const attempt = attemptIn(last.text)
    const source = line.stream
    const before = attempt === undefined ? latest.get(source) : undefined
    if (before && isMoreOf(before, group, print, incident)) {
      failingLines += failing.length
      before.prints.push(print)
      before.texts.push(line.text)
      if (!isClear(before.group) && isClear(group)) {
        before.group.count -= 1
        failures -= 1
        count(group, line, said[0] as LogLine, 0, last.text)
        before.group = group
      }
      return
    }
    count(group, incident.kind === 'verdict' ? last : line, said[0] as LogLine, failing.length, last.text)
    if (attempt !== undefined) return
    latest.delete(source)
    latest.set(source, { group, prints: [print], texts: [line.text], at, ms: timeOf(line.text)?.ms })
    if (latest.size > MAX_SOURCES) latest.delete(latest.keys().next().value ?? '')
  }

  const take = (incident: Incident) => {
    const { lines: said, failing, kind } = incident
    const last = said.at(-1) as LogLine
    if (kind === 'line') {
      const print = fingerprint(last.text)
      settle(groupOfLine(last, print), print, incident)
      return
    }
    const alone = kind === 'verdict' ? groupOfLine(last) : undefined
    if (isClear(alone)) {
      settle(alone, fingerprint(last.text), incident)
      return
    }
    const print = printOfAll(failing)
    const together = groupOf(print, () => textOf(said))
    if (kind === 'verdict') {
      settle(clarity(together) >= Math.max(clarity(alone), 1) ? together : alone, print, incident)
      return
    }
    if (kind === 'dialogue' || (kind === 'whole' && clarity(together) > 0)) {
      settle(together, print, incident)
      return
    }
    const each = failing.map((line) => ({ line, group: groupOfLine(line) }))
    const clear = each.filter(({ group }) => isClear(group))
    const ids = new Set(clear.map(({ group }) => keyOf(group?.judged as Judged)))
    const isNew = isClear(together) && !ids.has(keyOf(together?.judged as Judged))
    if (kind === 'loose' && ids.size > 1 && !isNew) {
      const told = new Set<string>()
      for (const { line, group } of clear) {
        const id = keyOf(group?.judged as Judged)
        if (told.has(id)) continue
        told.add(id)
        settle(group, fingerprint(line.text), { lines: [line], failing: [line], kind: 'line', at: incident.at })
      }
      return
    }
    settle(isClear(together) ? together : (clear[0]?.group ?? together ?? each[0]?.group), print, incident)
  }

  const deliver = (text: string) => {
    if (attempts.size === 0) return
    const attempt = attemptIn(text)
    const group = attempt === undefined ? undefined : attempts.get(attempt)
    if (!group || attempt === undefined) return
    attempts.delete(attempt)
    group.deliveredLater += 1
  }

  const incidents = createIncidents(take, deliver, fingerprint)
  return {
    add(line) {
      lines += 1
      incidents.add(line)
    },
    finish() {
      incidents.finish()
      return { causes: causesOf([...groups.values()], keyOf), lines, failures, failingLines, unexamined }
    },
  }
}

/** The text of lines that belong together, without what a logger put before each of them. */
function textOf(lines: readonly LogLine[]): string {
  return lines
    .slice(-MAX_TEXT_LINES)
    .map(({ text, body, transport, program }) =>
      transport === 'none' || /^(?:postfix|sm-mta|exim)/.test(program) ? text : body,
    )
    .join('\n')
}

function printOfAll(lines: readonly LogLine[]): string {
  return `${lines.length > 1 ? 'several' : 'one'} ${[...new Set(lines.map(({ text }) => fingerprint(text)))].slice(0, MAX_PRINTS).join(' ')}`
}

/** Two lines about one failure name the same reply and the same recipient, as far as they name any. */
function isCompatible(one: string, other: string): boolean {
  const isSame = (pattern: RegExp) => {
    const [a, b] = [pattern.exec(one)?.[1], pattern.exec(other)?.[1]]
    return a === undefined || b === undefined || a === b
  }
  return (
    isSame(/(?<![\w.:])([45]\d\d)(?=[ -][\w<"]|, b?['"])/) &&
    (!one.includes('@') || isSame(/([\w.+=-]{1,64}@[\w.-]{1,255})/))
  )
}

function causesOf<Judged>(groups: readonly Group<Judged>[], keyOf: (judged: Judged) => string): Cause<Judged>[] {
  const causes = new Map<string, Group<Judged> & { readonly judged: Judged }>()
  for (const group of groups) {
    const { judged, count } = group
    if (judged === undefined || count === 0) continue
    const key = keyOf(judged)
    const known = causes.get(key)
    if (!known) causes.set(key, { ...group, judged })
    else {
      known.count += count
      known.messages += group.messages
      known.deliveredLater += group.deliveredLater
      if (group.first && (!known.first || group.first.order < known.first.order)) known.first = group.first
      if (group.last && (!known.last || group.last.order > known.last.order)) known.last = group.last
    }
  }
  return [...causes.values()]
    .sort((a, b) => b.count - a.count || (keyOf(a.judged) < keyOf(b.judged) ? -1 : 1))
    .map(({ judged, count, first, last, messages, deliveredLater }) => ({
      judged,
      count,
      ...(first && { first: first.shown }),
      ...(last && { last: last.shown }),
      ...(messages > 0 && { messages }),
      ...(deliveredLater > 0 && { deliveredLater }),
    }))
}
