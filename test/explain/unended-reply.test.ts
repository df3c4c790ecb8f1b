import { describe, expect, test } from 'vitest'
import { explained } from './sources.js'

const BEGINNING = '220 mail.x.example ESMTP\nEHLO me\n250-mail.x.example\n250-SIZE 100'

describe('a dialogue that ends in the middle of a reply', () => {
  test.each([
    [
      'with a hang-up below it',
      'Connection closed by foreign host.',
      /^The server broke off .* reply to EHLO/,
      /before its end/,
    ],
    [
      'with a timeout below it',
      'TimeoutError: timed out',
      /^The server broke off .* reply to EHLO/,
      /did not come in time/,
    ],
    ['with nothing below it', '', /^The dialogue ends in the middle .* reply to EHLO/, /what was pasted ends/],
  ])('%s', (_, below, title, because) => {
    const [first] = explained(`${BEGINNING}\n${below}`)
    expect(first?.title).toMatch(title)
    expect(first?.because).toContain('250-mail.x.example / 250-SIZE 100')
    expect(first?.because).toMatch(because)
  })
})

test.each([
  ['the last line is there', `${BEGINNING}\n250 HELP`],
  ['the further lines stand without their code', `${BEGINNING}\nPIPELINING\nSTARTTLS`],
  ['the paste was shortened', `${BEGINNING}\n[...]`],
  ['only its first line is shown', '220 mail.x.example ESMTP\nEHLO me\n250-mail.x.example'],
])('a reply is not called broken off where %s', (_, text) => {
  expect(explained(text)).toEqual([])
})

test('a refusal further up is the cause, not the cut', () => {
  expect(explained(`535 5.7.8 Error: authentication failed\n${BEGINNING}`)[0]?.id).toBe('credentials-rejected')
})
