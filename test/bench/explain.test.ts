// How long `explain` takes: a paste of 200 lines in a running program and in a fresh one, a log of 50 MB, and lines made
// to be slow, each beside the half of itself.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { explain } from '../../src/index.js'
import { measure, median, printTable } from './measure.js'
import { DOCTOR } from './peers/peers.js'

/** A debug output in which everything goes well until the login, 200 lines long. */
const PASTE = Array.from({ length: 50 }, (_, turn) => [
  `2026-11-20 10:${String(turn).padStart(2, '0')}:01 SERVER -> CLIENT: 220 mx${turn}.firma.test ESMTP ready`,
  `2026-11-20 10:${String(turn).padStart(2, '0')}:02 CLIENT -> SERVER: EHLO shop${turn}.firma.test`,
  `2026-11-20 10:${String(turn).padStart(2, '0')}:02 SERVER -> CLIENT: 250 AUTH LOGIN PLAIN`,
  `2026-11-20 10:${String(turn).padStart(2, '0')}:03 SMTP ERROR: Password command failed: 535 5.7.8 no such login ${turn}`,
])
  .flat()
  .join('\n')

function timed(text: string): number {
  const startedMs = performance.now()
  explain(text)
  return performance.now() - startedMs
}

test('a paste of 200 lines is explained in less than 30 ms once the program runs', () => {
  const times = Array.from({ length: 21 }, () => timed(PASTE))
  // The least disturbed run: other benchmarks share the machine.
  const warm = Math.min(...times.slice(5))
  printTable(
    '200 lines',
    ['', 'ms'],
    [
      ['first time', (times[0] ?? 0).toFixed(1)],
      ['afterwards', warm.toFixed(1)],
    ],
  )
  expect(warm).toBeLessThan(30)
})

test('the first explanation of a process, beside the list of diagnoses that needs none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-doctor-bench-'))
  try {
    const file = join(folder, 'paste.txt')
    writeFileSync(file, PASTE)
    const [list, paste]: [number[], number[]] = [[], []]
    for (let turn = 0; turn < 15; turn += 1) {
      list.push((await measure(['node', DOCTOR, 'explain', '--list'])).ms)
      const run = await measure(['node', DOCTOR, 'explain', '--file', file])
      expect(run.exitCode).toBe(1)
      paste.push(run.ms)
    }
    // The least disturbed runs: other benchmarks share the machine.
    const [leastList, leastPaste] = [Math.min(...list), Math.min(...paste)]
    printTable(
      '200 lines in a fresh process',
      ['', 'ms', 'to the list'],
      [
        ['explain --list', leastList.toFixed(0), '1.00'],
        ['explain --file', leastPaste.toFixed(0), (leastPaste / leastList).toFixed(2)],
        ['beyond the list', (leastPaste - leastList).toFixed(0), ''],
      ],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each([
  ['blanks', ' '],
  ['digits', '5'],
  ['codes', '550 5.1.1 '],
  ['brackets', '<a@b'],
  ['quotes', '"said: '],
  ['words', 'authentication failed for user '],
])('twice as many %s take at most four times as long', (_name, piece) => {
  const half = piece.repeat(Math.floor(6000 / piece.length))
  for (let turn = 0; turn < 3; turn += 1) timed(half + half)
  const one = median(Array.from({ length: 9 }, () => timed(half)))
  const two = median(Array.from({ length: 9 }, () => timed(half + half)))
  expect(two).toBeLessThan(4 * one + 5)
})

test('a log of 50 MB is read at 20 MB a second or more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-doctor-bench-'))
  try {
    const day = Array.from({ length: 3000 }, (_, index) => {
      const head = `Nov ${String(1 + (index % 28)).padStart(2)} 10:00:${String(index % 60).padStart(2, '0')} mx postfix/smtp[${index}]: A${index}F: to=<u${index}@x${index % 90}.test>, relay=mx.x${index % 90}.test[192.0.2.${index % 250}]:25, delay=0.3, delays=0.01/0/0.2/0.1`
      return index % 3 === 0
        ? `${head}, dsn=4.7.1, status=deferred (host mx.x.test[192.0.2.1] said: 450 4.7.1 <u@x.test>: Greylisted (in reply to RCPT TO command))`
        : `${head}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as B${index})`
    }).join('\n')
    const file = join(folder, 'mail.log')
    const times = Math.ceil(50_000_000 / (day.length + 1))
    writeFileSync(file, `${day}\n`.repeat(times))
    const megabytes = (times * (day.length + 1)) / 1e6
    const run = await measure(['node', DOCTOR, 'explain', '--file', file])
    printTable(
      'a log',
      ['MB', 's', 'MB/s'],
      [[megabytes.toFixed(0), (run.ms / 1000).toFixed(2), ((megabytes * 1000) / run.ms).toFixed(0)]],
    )
    expect(run.exitCode).toBe(1)
    expect((megabytes * 1000) / run.ms).toBeGreaterThan(20)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
