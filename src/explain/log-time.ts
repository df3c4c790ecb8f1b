// The time of a line of a log, as it stands there and as a number, so that lines of several programs can be compared.

export interface LogTime {
  /** As it stands in the log; a number of seconds is put into words. */
  readonly shown: string
  /** Milliseconds since the epoch; without a zone in the log it counts as UTC. */
  readonly ms: number
  /** Syslog's form has none: `ms` is then of the year 2000. */
  readonly hasYear: boolean
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'

const ISO = /(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})?(?: ?(Z\b|UTC\b|[+-]\d\d:?\d\d\b))?/
const SYSLOG = /(?:^|[^\w])([A-Z][a-z]{2}) ([ \d]?\d) (\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?( \d{4}\b)?/
const NAMED = /(\d\d)[/ -]([A-Z][a-z]{2})[/ -](\d{4})[: ](\d\d):(\d\d):(\d\d)(?: ?(Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b))?/
const DOTTED = /(\d\d)([/.-])(\d\d)\2(\d{4})[, ]{1,2}(\d\d?):(\d\d):(\d\d)(?: ?([AP]M)\b)?/
const JAVA_UTIL = /([A-Z][a-z]{2}) (\d\d?), (\d{4}) (\d\d?):(\d\d):(\d\d) ([AP]M)/
const EPOCH =
  /^\[?(1\d{9})(?:\.\d{1,9})?[\] ]|"(?:time|timestamp|ts|__REALTIME_TIMESTAMP)" ?: ?"?(1\d{9})(?:\d{3}(?:\d{3})?)?(?:\.\d{1,9})?["},]/
const TAI = /^@4([0-9a-f]{15})[0-9a-f]{8} /

/** Most lines of a trace have no time, and this is soon seen. */
const ANY = /\d:\d\d|1\d{9}|^@4/

/** TAI runs ahead of UTC; daemontools counts ten seconds. */
const TAI_AHEAD_SECONDS = 10

/** The time of a line; undefined when it names none within its first 200 characters. */
export function timeOf(line: string): LogTime | undefined {
  const head = line.slice(0, 200)
  if (!ANY.test(head)) return undefined
  const iso = ISO.exec(head)
  const syslog = !iso || iso.index > 30 ? SYSLOG.exec(head) : undefined
  if (iso && (!syslog || syslog.index > iso.index)) {
    const [, year, month, day, hour, minute, second, zone] = iso
    const clock = iso[0].slice(0, 19).replace('T', ' ')
    return given(
      `${clock}${zone ? `${/^[A-Z]/.test(zone) ? '' : ' '}${zone.replace('UTC', ' UTC')}` : ''}`,
      utc(year, Number(month), day, hour, minute, second),
      zone,
    )
  }
  if (syslog) {
    const [all, month = '', day, hour, minute, second, year] = syslog
    const number = MONTHS.indexOf(month) / 3 + 1
    if (number >= 1 && Number.isInteger(number)) {
      const shown = all.replace(/^[^\w]/, '').replace(/\.\d+/, '')
      return { shown, ms: utc(year?.trim() ?? '2000', number, day, hour, minute, second), hasYear: year !== undefined }
    }
  }
  return other(head)
}

function other(head: string): LogTime | undefined {
  const named = NAMED.exec(head)
  if (named) {
    const [all, day, month = '', year, hour, minute, second, zone] = named
    return given(all, utc(year, MONTHS.indexOf(month) / 3 + 1, day, hour, minute, second), zone)
  }
  const dotted = DOTTED.exec(head)
  if (dotted) {
    const [all, first, sign, second, year, hour, minute, seconds, half] = dotted
    // Where no half of the day tells America from elsewhere, the sign does, unless the numbers themselves do.
    const isMonthFirst = Number(second) > 12 || (sign === '/' && half !== undefined && Number(first) <= 12)
    const [month, day] = isMonthFirst ? [first, second] : [second, first]
    return given(all, utc(year, Number(month), day, hour24(hour, half), minute, seconds), undefined)
  }
  const java = JAVA_UTIL.exec(head)
  if (java) {
    const [all, month = '', day, year, hour, minute, second, half] = java
    return given(all, utc(year, MONTHS.indexOf(month) / 3 + 1, day, hour24(hour, half), minute, second), undefined)
  }
  const epoch = EPOCH.exec(head)
  if (epoch) return ofSeconds(Number(epoch[1] ?? epoch[2]))
  const tai = TAI.exec(head)?.[1]
  return tai ? ofSeconds(Number.parseInt(tai, 16) - TAI_AHEAD_SECONDS) : undefined
}

function given(shown: string, ms: number, zone: string | undefined): LogTime | undefined {
  return Number.isNaN(ms) ? undefined : { shown, ms: ms - offsetOf(zone), hasYear: true }
}

function ofSeconds(seconds: number): LogTime | undefined {
  if (!(seconds > 0 && seconds < 8e9)) return undefined
  const shown = new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return { shown: `${shown}Z`, ms: seconds * 1000, hasYear: true }
}

function utc(
  year: string | undefined,
  month: number,
  day: string | undefined,
  hour: string | number | undefined,
  minute: string | undefined,
  second: string | undefined,
): number {
  return Date.UTC(Number(year), month - 1, Number(day), Number(hour), Number(minute), Number(second))
}

function hour24(hour: string | undefined, half: string | undefined): number {
  const clock = Number(hour)
  return half === undefined ? clock : (clock % 12) + (half === 'PM' ? 12 : 0)
}

function offsetOf(zone: string | undefined): number {
  const found = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '')
  if (!found) return 0
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000
}

const HALF_A_YEAR_MS = 183 * 86_400_000

/**
 * Orders the times of one log. Where they have no year, one that jumps by more than half a year has gone over New Year,
 * forwards or, in files put together the other way round, backwards.
 */
export function createCalendar(): (time: LogTime) => number {
  let yearsMs = 0
  let before: number | undefined
  return ({ ms, hasYear }) => {
    if (hasYear) return ms
    if (before !== undefined) {
      if (ms + yearsMs < before - HALF_A_YEAR_MS) yearsMs += 366 * 86_400_000
      else if (ms + yearsMs > before + HALF_A_YEAR_MS) yearsMs -= 366 * 86_400_000
    }
    before = ms + yearsMs
    return before
  }
}
