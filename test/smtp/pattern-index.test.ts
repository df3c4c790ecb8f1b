import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readKnownPatterns, writtenPatterns } from '../../src/build/known-patterns.js'
import { PatternIndex } from '../../src/smtp/pattern-index.js'
import { planPattern } from '../../src/smtp/pattern-plan.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const fixtures = `${root}test/fixtures/`
const lines = readdirSync(fixtures).flatMap((id) =>
  readdirSync(`${fixtures}${id}`).flatMap((name) => readFileSync(`${fixtures}${id}/${name}`, 'utf8').split('\n')),
)
const patterns = writtenPatterns(root)

test('what the build writes down of the patterns is what reading them at run time gives', async () => {
  const known = new PatternIndex(await readKnownPatterns(root, (source) => source))
  const grown = new PatternIndex()
  // Nothing is known when it looks: each alternative is tried by itself.
  const unread = grown.look(lines.join('\n'))
  const read = known.look(lines.join('\n'))
  expect(patterns.length).toBeGreaterThan(500)
  for (const pattern of patterns) {
    const [number, later] = [known.numberOf(pattern), grown.numberOf(pattern)]
    expect(number === undefined, pattern.source).toBe(planPattern(pattern) === undefined)
    if (number === undefined || later === undefined) continue
    expect(known.fitting(number, read), pattern.source).toEqual(grown.fitting(later, unread))
  }
})

test('an index finds in each line what looking for every word finds', () => {
  const index = new PatternIndex()
  const numbers = patterns.flatMap((pattern) => index.numberOf(pattern) ?? [])
  for (const line of lines.filter((_, number) => number % 40 === 0)) {
    const look = index.look(line)
    const nothing = { upper: line.toUpperCase(), met: new Uint8Array(0), askers: [] }
    for (const number of numbers) expect(index.fitting(number, look)).toEqual(index.fitting(number, nothing))
  }
})

test('an index that was written down grows further', () => {
  const before = new PatternIndex()
  before.numberOf(/relay access denied|授权码/i)
  const after = new PatternIndex(before.write())
  const number = after.numberOf(/(relay) (?:refused|denied)|Ошибка (\d)/i) ?? -1
  const sources = (text: string) => after.fitting(number, after.look(text)).map(({ source }) => source)
  expect(sources('Relay REFUSED')).toEqual(['(relay) (?:refused|denied)'])
  expect(sources('ошибка 5')).toEqual(['Ошибка (\\d)'])
  expect(sources('relay')).toEqual([])
  expect(new PatternIndex(after.write()).write()).toEqual(after.write())
  expect(after.fitting(after.numberOf(/relay access denied|授权码/i) ?? -1, after.look('请用授权码'))).toHaveLength(1)
})
