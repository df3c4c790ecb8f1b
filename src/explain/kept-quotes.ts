// Quotes that become part of a value: Docker Compose hands the items of an `environment:` list on as they stand.

import { matches } from '../smtp/prefilter.js'
import { dnsErrorIn } from './phrases/dns-errors.js'
import type { Fact } from './reading.js'

const ITEM = /^\s{0,40}- ([A-Z][A-Z\d_]{2,60})=(["'])([^"']{1,300})\2\s{0,4}$/
const OF_MAIL = /SMTP|MAIL/
const OF_SERVER = /(?:HOST|HOSTNAME|SERVER|ADDRESS|ADDR)$/
const LOGIN_FAILED =
  /\b53[45]\b|auth\w{0,11} (?:has )?(?:failed|failure|unsuccessful|error)|invalid (?:login|credentials)|\bEAUTH\b/i
const OF_LOGIN = /(?:USER|USERNAME|LOGIN|PASS|PASSWORD|PASSWD|SECRET)$/

/** Facts about `- SMTP_HOST='mail.example.org'` and its like: the name where a look-up failed, else the login. */
export function keptQuotes(lines: readonly string[]): Fact[] {
  const items = lines.flatMap((line, index) => {
    const [, name = '', quote = '', value = ''] = ITEM.exec(line) ?? []
    return OF_MAIL.test(name) ? [{ index, name, value: `${quote}${value}${quote}`, evidence: line.trim() }] : []
  })
  if (items.length === 0) return []
  const isLookup = lines.some((line) => dnsErrorIn(line) !== undefined)
  if (!isLookup && !lines.some((line) => matches(LOGIN_FAILED, line))) return []
  return items
    .filter(({ name }) => (isLookup ? OF_SERVER : OF_LOGIN).test(name))
    .map(({ index, name, value, evidence }) => ({
      line: index,
      weight: 'background',
      seen: isLookup
        ? { stage: 'dns', status: 'fail', kind: 'setting', name, value, evidence }
        : {
            stage: 'auth',
            status: 'fail',
            kind: 'setting',
            name,
            value: '<redacted>',
            problem: 'still has its quotes around it',
            evidence,
          },
    }))
}
