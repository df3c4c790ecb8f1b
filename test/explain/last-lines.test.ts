import { expect, test } from 'vitest'
import { keepLastLines } from '../../src/explain/last-lines.js'

test('the last lines are kept in their order', () => {
  const last = keepLastLines(100)
  for (const line of ['one', 'two', 'three']) last.add(line)
  expect(last.text()).toBe('one\ntwo\nthree')
})

test('a long stream costs bounded memory, and its end is whole', () => {
  const last = keepLastLines(1000)
  for (let id = 0; id < 10_000; id += 1) last.add(`line ${id}`)
  last.add('x'.repeat(5000))
  last.add('end')
  expect(last.text().length).toBeLessThan(3000)
  expect(last.text().endsWith('x\nend')).toBe(true)
})
