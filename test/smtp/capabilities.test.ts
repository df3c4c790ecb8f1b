import { expect, test } from 'vitest'
import { parseCapabilities, wordCapabilities } from '../../src/smtp/capabilities.js'

const wordsOf = (lines: readonly string[], isEncrypted: boolean) =>
  wordCapabilities(
    parseCapabilities({ code: 250, text: lines.join(' '), lines: ['250-mail.test', ...lines.map((l) => `250 ${l}`)] }),
    isEncrypted,
  )

test.each([
  [['SIZE 1000', 'PIPELINING', 'STARTTLS'], false, 'offers STARTTLS (and 2 other extensions)'],
  [['AUTH PLAIN LOGIN', 'SIZE 1000'], true, 'offers the logins PLAIN, LOGIN (and 1 other extension)'],
  [['STARTTLS', 'AUTH=LOGIN'], false, 'offers STARTTLS and the logins LOGIN'],
  [['PIPELINING'], true, 'offers no login (and 1 other extension)'],
  [[], false, 'offers neither STARTTLS nor a login'],
])('%j says what a newcomer needs of it in a line', (lines, isEncrypted, words) => {
  expect(wordsOf(lines, isEncrypted)).toBe(words)
})
