import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainLog } from '../../src/explain-log.js'
import type { ExplainContext } from '../../src/explain-text.js'
import { type LogSample, logSamples } from './log-samples.js'
import { sources } from './sources.js'

function summaryOf(lines: readonly string[], known: ExplainContext = {}) {
  const reader = explainLog(known, sources)
  for (const line of lines) reader.add(line)
  const summary = reader.finish()
  return {
    ...summary,
    counts: Object.fromEntries(summary.causes.map(({ judged, count }) => [judged.id, count])),
    of: (id: string) => summary.causes.find(({ judged }) => judged.id === id),
  }
}

describe('what happened is found, as often as it happened and when', () => {
  test.each(logSamples(40).map((sample): [string, LogSample] => [sample.name, sample]))('%s', (_, sample) => {
    const { counts, of } = summaryOf(sample.lines)
    expect(counts).toEqual(sample.causes)
    const main = of(Object.keys(sample.causes)[0] ?? '')
    expect([main?.first ?? '', main?.last ?? '']).toEqual([sample.first, sample.last])
  })
})

test('mails that a later attempt has delivered are told apart from lost ones', () => {
  const sample = logSamples(10).find(({ name }) => name === 'postfixClient')
  const { of } = summaryOf(sample?.lines ?? [])
  expect(of('greylisted')).toMatchObject({ count: 10, messages: 10, deliveredLater: 10 })
  expect(of('recipient-unknown')).toMatchObject({ count: 10, messages: 10 })
  expect(of('recipient-unknown')?.deliveredLater).toBeUndefined()
})

test('a mail that is tried again counts again, and as one mail', () => {
  const attempt = (minute: number) =>
    `Nov 20 10:${minute}:00 mx postfix/smtp[${minute}]: 4A1B2C3D4E: to=<a@x.example>, relay=none, delay=1, dsn=4.4.1, status=deferred (connect to mx.x.example[192.0.2.1]:25: Connection refused)`
  expect(summaryOf([10, 20, 40].map(attempt)).of('connect-refused')).toMatchObject({ count: 3, messages: 1 })
})

describe('one failure of a program that logs several lines about it counts once', () => {
  test.each([
    [
      'a wrapper and the cause',
      [
        '2026-11-20 10:00:00 app[7] mail could not be sent',
        '2026-11-20 10:00:00 app[7] reason: 535 5.7.8 Error: authentication failed',
        '2026-11-20 10:00:00 app[7] job failed: 535 5.7.8 Error: authentication failed',
      ],
      { 'credentials-rejected': 1 },
    ],
    [
      'two recipients',
      [
        '2026-11-20 10:00:00 app[7] a@x.example: 550 5.1.1 User unknown',
        '2026-11-20 10:00:01 app[7] refused for b@x.example: 550 5.1.1 User unknown',
      ],
      { 'recipient-unknown': 2 },
    ],
    [
      'the same a minute later',
      [
        '2026-11-20 10:00:00 app[7] connect ECONNREFUSED 192.0.2.1:587',
        '2026-11-20 10:01:00 app[7] mail failed: connect ECONNREFUSED 192.0.2.1:587',
      ],
      { 'connect-refused': 2 },
    ],
  ])('%s', (_, lines, counts) => {
    expect(summaryOf(lines).counts).toEqual(counts)
  })
})

test('a text that is told over several lines is judged in a log as it is by itself', () => {
  const root = fileURLToPath(new URL('../fixtures/', import.meta.url))
  const missed: string[] = []
  for (const id of readdirSync(root)) {
    for (const name of readdirSync(`${root}${id}`)) {
      if (!name.endsWith('.txt') || name.startsWith('near-miss-') || name.startsWith('private-')) continue
      const lines = readFileSync(`${root}${id}/${name}`, 'utf8').trimEnd().split('\n')
      const context = lines.map((line) => /^# context: (.*)$/.exec(line)?.[1]).find(Boolean)
      const text = lines.slice(lines.findIndex((line) => !/^# \w+: /.test(line)))
      const log = Array.from({ length: 20 }, () => text).flat()
      const { counts } = summaryOf(log, JSON.parse(context ?? '{}') as ExplainContext)
      if (Object.keys(counts).join() !== id || counts[id] !== 20) missed.push(`${id}/${name}`)
    }
  }
  // Two ports that fail minutes apart: each line stands for itself there.
  expect(missed).toEqual(['smtp-egress-blocked/both-ports.txt'])
})

test('any mixture of lines is read to its end, and no failing line is lost', () => {
  const pieces = logSamples(3).flatMap(({ lines }) => lines)
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 60 }), (lines) => {
      const { lines: read, causes, failures } = summaryOf(lines)
      return read === lines.length && causes.reduce((sum, { count }) => sum + count, 0) === failures
    }),
    { numRuns: 40 },
  )
})
