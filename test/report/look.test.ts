import fc from 'fast-check'
import measuredWidth from 'fast-string-width'
import { expect, test } from 'vitest'
import { type Look, paint, renderDuration, sign, widthOf, wrap } from '../../src/report/look.js'
import { visible } from '../../src/report/visible.js'

const look = (columns: number, changes: Partial<Look> = {}): Look => ({
  columns,
  hasColor: false,
  isPlain: false,
  ...changes,
})

test('wrapping loses and adds nothing but blanks at line ends, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 20, max: 120 }), (text, columns) => {
      const lines = wrap(look(columns), text).split('\n')
      const squeeze = (one: string) => one.replace(/\s+/g, '')
      expect(squeeze(lines.join(''))).toBe(squeeze(visible(text)))
    }),
  )
})

test('no line is wider than the screen, unless one word alone is', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 40 }), fc.integer({ min: 20, max: 120 }), (text, columns) => {
      for (const line of wrap(look(columns), text, { first: '  1. ' }).split('\n')) {
        expect(widthOf(line) < columns || !line.trim().includes(' ')).toBe(true)
      }
    }),
  )
})

test('wide characters count as the two columns that they take', () => {
  const lines = wrap(look(21), '邮箱 授权码 登录 失败 请 重试').split('\n')
  expect(lines.every((line) => widthOf(line) <= 20)).toBe(true)
  expect(lines.length).toBeGreaterThan(1)
})

test('the quick way to a width gives the same as the tables', () => {
  const signs = fc.string({ unit: fc.constantFrom(...'aZ 9~·–—‘’“”…→─✔✖é邮🙂\u0301\u200b\u001b') })
  fc.assert(
    fc.property(signs, (text) => {
      expect(widthOf(text)).toBe(measuredWidth(text))
    }),
  )
})

test('following lines hang under the first word, and a link stays whole', () => {
  const link = 'https://example.net/a/very/long/path/that/is/wider/than/the/screen'
  expect(wrap(look(30), `Open the page of the provider ${link} now`, { first: '1. ' })).toBe(
    ['1. Open the page of the', '   provider', `   ${link}`, '   now'].join('\n'),
  )
})

test('no text can move the cursor or colour the screen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(wrap(look(40), text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    }),
  )
})

test('durations are given as precisely as they matter', () => {
  const shown = [0.4, 12.6, 999.4, 1000, 1449, 9949, 9950, 30_000].map(renderDuration)
  expect(shown).toEqual(['0 ms', '13 ms', '999 ms', '1.0 s', '1.4 s', '9.9 s', '10 s', '30 s'])
})

test('colour is only there when asked for, and signs become words in plain output', () => {
  expect(paint(look(80), 'bad', 'x')).toBe('x')
  expect(paint(look(80, { hasColor: true }), 'bad', 'x')).toContain('\u001b[31m')
  expect(sign(look(80, { isPlain: true }), 'fail')).toBe('FAIL')
})
