// A log of any length, line by line in bounded memory: equal failures are grouped, each group is judged once, and what is
// left is a table of causes with how often, since when and until when. Judging is the caller's.

import { visibleTime } from './log-time.js'

export interface Cause<Judged> {
  readonly judged: Judged
  readonly count: number
  /** The times of the first and last line, as they stand in the log; absent where the lines have none. */
  readonly first?: string
  readonly last?: string
}

export interface LogSummary<Judged> {
  readonly causes: readonly Cause<Judged>[]
  readonly lines: number
  readonly failingLines: number
  /** Failing lines beyond the number of different failures that are examined. */
  readonly unexamined: number
}

export interface LogReader<Judged> {
  add(line: string): void
  finish(): LogSummary<Judged>
}

interface Group<Judged> {
  judged: Judged | undefined
  count: number
  first: string | undefined
  last: string | undefined
}

/** Different failures that are examined; a log that has more says the same in very many ways. */
const MAX_GROUPS = 1500
/** Different lines that are looked at before it is known whether anything failed in them. */
const MAX_HARMLESS = 3000
const MAX_LINE = 4000

/** Most lines of a log report success; one pass of one expression sorts them out. What it lets through is judged. */
const FAILING =
  /status=(?:d|b|e|u)|reject|refus|timed? ?out|rror|ERR|ail(?:ed|ure)|(?:^|[ "'(:=>\t-])[45]\d\d(?:[ -][\w<"]|, b?['"])|denied|blocked|unreachable|lost conn|closed|ECONN|ETIME|E(?:NOTFO|AI_)|not (?:found|enabled|available|allowed|permitted|supported|offered)|nable|xception|\*\* |stat=(?:[DS][eu]|U)|defer|mismatch|no such host|annot|ertificat|x509|EOF|unexpected|unimplemented|unknown_ca|SMTPUTF8|Missing |equired|0x800|Fehler|konnte|No se p|[\u00c0-\uffff]/

/** What tells failures apart although it is made of digits: reply codes, enhanced codes, mail ports, this machine itself. */
const TELLING =
  /(?<![\w.:=[])(?:[45]\d\d(?= [\w<"]|-|, b?['"])|[45]\.\d{1,3}\.\d{1,3}(?!\.?\d))|(?<![\w.:])127\.0\.0\.1\b|(?<=\.\d{1,3}|[\]a-zA-Z]):(?:25|465|587|2525)(?![\d:])/g

/**
 * Reads a log. `judge` is asked once for each different failure, with one of its lines, and returns undefined for a line
 * in which nothing failed; `keyOf` says which judgements are one cause.
 */
export function readLog<Judged>(
  judge: (line: string) => Judged | undefined,
  keyOf: (judged: Judged) => string,
): LogReader<Judged> {
  const groups = new Map<string, Group<Judged>>()
  let harmless = 0
  let lines = 0
  let failingLines = 0
  let unexamined = 0
  return {
    add(line) {
      lines += 1
      if (isSuccess(line) || !FAILING.test(line)) return
      const bounded = line.length > MAX_LINE ? line.slice(0, MAX_LINE) : line
      const print = fingerprint(bounded)
      let group = groups.get(print)
      if (!group) {
        if (groups.size - harmless >= MAX_GROUPS || harmless >= MAX_HARMLESS) {
          unexamined += 1
          return
        }
        group = { judged: judge(bounded), count: 0, first: undefined, last: undefined }
        groups.set(print, group)
        if (group.judged === undefined) harmless += 1
      }
      if (group.judged === undefined) return
      failingLines += 1
      group.count += 1
      const time = visibleTime(bounded)
      group.first ??= time
      group.last = time ?? group.last
    },
    finish: () => ({ causes: causesOf([...groups.values()], keyOf), lines, failingLines, unexamined }),
  }
}

function isSuccess(line: string): boolean {
  return / status=sent | stat=Sent|^\S{0,40} Completed$|: (?:connect|disconnect) from |: removed$|: client=|: message-id=/.test(
    line,
  )
}

/** What makes two lines the same failure: everything but times, ids, addresses and numbers. */
export function fingerprint(line: string): string {
  return withoutHead(line)
    .replace(TELLING, (digits) => digits.replace(/\d/g, (digit) => 'ABCDEFGHIJ'.charAt(Number(digit))))
    .replace(/<[^<>]{0,254}>/g, '<>')
    .replace(/[\w.+=-]{1,64}@[\w.-]{1,255}/g, '@')
    .replace(/\b(?=[\w-]{0,40}\d)[\w-]{6,80}/g, '#')
    .replace(/\d+/g, '0')
    .replace(/(?:#|0)(?:[.:#0]){1,40}/g, '#')
    .slice(0, 400)
}

/** The queue's own fields before what the remote server said do not tell failures apart. */
function withoutHead(line: string): string {
  const reason = line.indexOf(' said: ')
  if (reason > 0) return line.slice(reason)
  const status = line.indexOf(' status=')
  return status > 0 ? line.slice(status) : line.replace(/^<?\d{0,3}>?[A-Z][a-z]{2} [ \d]\d /, '')
}

function causesOf<Judged>(groups: readonly Group<Judged>[], keyOf: (judged: Judged) => string): Cause<Judged>[] {
  const causes = new Map<
    string,
    { judged: Judged; count: number; first: string | undefined; last: string | undefined }
  >()
  for (const { judged, count, first, last } of groups) {
    if (judged === undefined || count === 0) continue
    const known = causes.get(keyOf(judged))
    if (!known) causes.set(keyOf(judged), { judged, count, first, last })
    else {
      known.count += count
      known.first = earlier(known.first, first)
      known.last = later(known.last, last)
    }
  }
  return [...causes.values()]
    .sort((a, b) => b.count - a.count || (keyOf(a.judged) < keyOf(b.judged) ? -1 : 1))
    .map(({ judged, count, first, last }) => ({ judged, count, ...(first && { first }), ...(last && { last }) }))
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && orderOf(b) < orderOf(a)) ? b : a
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && orderOf(b) > orderOf(a)) ? b : a
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'

/** Times of one log are compared in their own notation; a syslog month becomes a number first. */
function orderOf(time: string): string {
  const syslog = /^([A-Z][a-z]{2}) +(\d{1,2}) (.*)$/.exec(time)
  if (!syslog) return time
  return `${String(MONTHS.indexOf(syslog[1] ?? '') / 3).padStart(2, '0')}-${(syslog[2] ?? '').padStart(2, '0')} ${syslog[3]}`
}
