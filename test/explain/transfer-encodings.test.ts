import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeParts } from '../../src/explain/transfer-encodings.js'
import { explain } from '../../src/index.js'

/** Base64 as messages carry it, in lines of 76 characters. */
const base64 = (text: string) =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n')

const part = (type: string, encoding: string, body: string) =>
  ['--b1', `Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, '', body, '', '--b1--', ''].join('\r\n')

const REASON = '<gone@example.net>: host mx.example.net said: 550 5.1.1 User unknown (in reply to RCPT TO command)'

test.each([
  ['base64', base64(`Die Nachricht konnte nicht zugestellt werden: Empfänger\n\n${REASON}\n`)],
  ['quoted-printable', `Die Nachricht: Empf=C3=A4nger\r\n\r\n${REASON.replace('550 5.1.1', '550 5.=\r\n1.1')}`],
])('the reason of a bounce is read where its part is %s', (encoding, body) => {
  const text = `Subject: Undelivered Mail\r\n\r\n${part('text/plain; charset=utf-8', encoding, body)}`
  expect(decodeParts(text)).toContain('Empfänger')
  expect(explain(text)[0]?.id).toBe('recipient-unknown')
})

test('a character set is respected, and what is no text stays as it is', () => {
  const latin1 = Buffer.from('Empfänger unbekannt', 'latin1').toString('base64')
  expect(decodeParts(part('text/plain; charset=iso-8859-1', 'base64', latin1))).toContain('Empfänger unbekannt')
  const picture = part('image/png', 'base64', base64(REASON))
  expect(decodeParts(picture).replace(/\r/g, '')).toBe(picture.replace(/\r/g, ''))
})

test('a secret in an encoded part is not shown', () => {
  const text = part('text/plain', 'base64', base64('AUTH PLAIN AGFubmEAa2VsbGVydHJlcHBl\n535 5.7.8 Bad credentials\n'))
  expect(JSON.stringify(explain(text))).not.toMatch(/kellertreppe|AGFubmEAa2VsbGVydHJlcHBl/)
})

test('any text is survived', () => {
  const lines = fc.constantFrom(
    'Content-Transfer-Encoding: base64',
    'Content-Type: text/plain; charset=nonsense',
    '',
    '====',
    'QUJD',
    '=C3=',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(lines, fc.string())), (text) => {
      expect(typeof decodeParts(text.join('\n'))).toBe('string')
    }),
  )
})
