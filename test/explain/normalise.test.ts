import { describe, expect, test } from 'vitest'
import { normalise } from '../../src/explain/normalise.js'

describe('what copying and logging did to a text is undone', () => {
  test.each([
    ['literal CRLF', String.raw`535-5.7.8 one\r\n535 5.7.8 two`],
    ['literal line feeds', String.raw`535-5.7.8 one\n535 5.7.8 two`],
    ['doubly escaped', String.raw`535-5.7.8 one\\r\\n535 5.7.8 two`],
    ['the sign for Return', '535-5.7.8 one↵535 5.7.8 two'],
    ['HTML', '<p>535-5.7.8 one<br />535 5.7.8 two</p>'],
    ['octal escapes', String.raw`535-5.7.8 one\015\012535 5.7.8 two`],
    ['terminal colours', '\u001b[31m535-5.7.8 one\u001b[0m\n\u001b[1m535 5.7.8 two\u001b[0m'],
    ['zero-width characters', '535-5.7.8 \u200bone\r\n\ufeff535 5.7.8 two'],
  ])('%s', (_, text) => {
    expect(normalise(text).filter((line) => line !== '')).toEqual(['535-5.7.8 one', '535 5.7.8 two'])
  })

  test('Windows paths keep their backslashes', () => {
    const path = String.raw`at send (C:\new\test\node_modules\mailer.js:3:1)`
    expect(normalise(path)).toEqual([path])
  })

  test('plus signs become blanks where the text has no others', () => {
    expect(normalise('535-5.7.8+Username+and+Password+not+accepted%2E+Learn+more')).toEqual([
      '535-5.7.8 Username and Password not accepted. Learn more',
    ])
    expect(normalise('user+tag@example.net was refused, a+b')).toEqual(['user+tag@example.net was refused, a+b'])
  })

  test('GBK that was read as Latin-1 is Chinese again', () => {
    expect(normalise('535 Error: ÇëÊ¹ÓÃÊÚÈ¨ÂëµÇÂ¼')).toEqual(['535 Error: 请使用授权码登录'])
    expect(normalise(String.raw`535 Error: \xc7\xeb\xca\xb9\xd3\xc3\xca\xda\xc8\xa8\xc2\xeb`)).toEqual([
      '535 Error: 请使用授权码',
    ])
  })

  test('UTF-8 that was read as Latin-1 is itself again, and real umlauts stay', () => {
    expect(normalise('Verbindung fÃ¼r mÃ¤il')).toEqual(['Verbindung für mäil'])
    expect(normalise('Zeitüberschreitung beim Verbindungsaufbau, créée')).toEqual([
      'Zeitüberschreitung beim Verbindungsaufbau, créée',
    ])
  })

  test('a dialogue on one line gets its turns back', () => {
    expect(
      normalise('>> AUTH LOGIN << 334 VXNlcm5hbWU6 >> Zm9v << 535 5.7.8 no !! Expected response code 235'),
    ).toHaveLength(5)
  })
})

test('a huge text is cut to both ends, and a huge line to its beginning', () => {
  const lines = normalise(`begin\n${'x'.repeat(2_000_000)}\nend`)
  expect(lines[0]).toBe('begin')
  expect(lines.at(-1)).toBe('end')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(16 * 1024)
})
