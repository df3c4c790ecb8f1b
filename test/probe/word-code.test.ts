import { expect, test } from 'vitest'
import { wordCode } from '../../src/probe/word-code.js'

test.each([
  ['ECONNREFUSED', 'refused (ECONNREFUSED)'],
  ['ENOTFOUND', 'no such name (ENOTFOUND)'],
  ['TIMEOUT', 'no answer in time (TIMEOUT)'],
  ['ESOMETHING', 'ESOMETHING'],
])('%s is "%s" in a report', (code, words) => {
  expect(wordCode(code)).toBe(words)
})
