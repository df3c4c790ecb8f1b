// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other languages are test data here

import { parseEnv } from 'node:util'
import { parse } from 'dotenv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { env } from '../../src/config/formats/env.js'
import { dotenvSyntax, parseDotenv, quoteForReaders } from '../../src/config/syntax/dotenv.js'
import { dotenvReader } from '../../src/config/syntax/dotenv-readers.js'
import { type Settings, UsageError } from '../../src/model.js'
import { anySecret, HOSTILE_SECRETS } from './hostile-values.js'

const settings: Settings = {
  host: 'smtp.example.com',
  port: 465,
  security: 'tls',
  username: 'me',
  secret: 'x',
  fromName: 'A "B" \'C\'',
}

/** Only a secret that mixes all kinds of quotes with `#` has no spelling for dotenv. */
const written = (secret: string) => {
  try {
    return env.write({ ...settings, secret }, {}).text
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    expect([...'\'"'].every((quote) => secret.includes(quote))).toBe(true)
    return undefined
  }
}

test('every secret is read back by dotenv and by node --env-file, or refused for its quotes', () => {
  fc.assert(
    fc.property(anySecret, (secret) => {
      const text = written(secret)
      if (text === undefined) return
      expect(parse(text).SMTP_PASSWORD).toBe(secret)
      expect(parseEnv(text).SMTP_PASSWORD).toBe(secret)
      expect(parse(text).SMTP_PORT).toBe('465')
      expect(parse(text).SMTP_FROM_NAME).toBe(settings.fromName)
    }),
    { numRuns: 1000 },
  )
})

test.each(HOSTILE_SECRETS)('the secret %j is never refused', (secret) => {
  expect(parse(written(secret) ?? '').SMTP_PASSWORD).toBe(secret)
})

test('our reading of dotenv files is that of dotenv itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'#$"\'\\`& aZ0:=ü'), maxLength: 12 }), (raw) => {
      const reading = dotenvReader('dotenv').read(raw)
      expect(reading).toEqual({ value: parse(`A=${raw}`).A })
    }),
    { numRuns: 3000 },
  )
})

test('our reading of --env-file is that of node itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'#$"\'\\`& aZ0:=ü'), maxLength: 12 }), (raw) => {
      // Behind a quote that is never closed Node.js 20 keeps the blanks at the end, and 22 does not.
      const isOpen = /^\s*["'`]/.test(raw)
      const compared = (value: string | undefined) => (isOpen ? value?.trimEnd() : value)
      const reading = dotenvReader('node').read(raw)
      expect('value' in reading && compared(reading.value)).toBe(compared(parseEnv(`A=${raw}\n`).A))
    }),
    { numRuns: 3000 },
  )
})

test('keys are set in place: comments, order and other keys stay', () => {
  const before = ['# mail', 'export SMTP_HOST=old # keep me', '', 'OTHER="a # b"', "SMTP_PASSWORD='old'", ''].join('\n')
  const after = dotenvSyntax(['dotenv']).set(before, [
    { path: ['SMTP_HOST'], value: 'new.example.com' },
    { path: ['SMTP_PASSWORD'], value: "it's #1" },
    { path: ['SMTP_PORT'], value: 587 },
  ])
  expect(parse(after)).toEqual({
    SMTP_HOST: 'new.example.com',
    OTHER: 'a # b',
    SMTP_PASSWORD: "it's #1",
    SMTP_PORT: '587',
  })
  expect(after.split('\n').slice(0, 1)).toEqual(['# mail'])
  expect(after).toContain('OTHER="a # b"')
})

test('setting the same values again changes nothing', () => {
  const text = env.write({ ...settings, secret: 'a#b' }, {}).text
  expect(env.merge?.(text, { ...settings, secret: 'a#b' }, {})).toBe(text)
})

test('a value over several lines is one entry', () => {
  const entries = parseDotenv('KEY="a\nb"\nSMTP_HOST=x\n')
  expect(entries.map(({ key, value }) => [key, value])).toEqual([
    ['KEY', 'a\nb'],
    ['SMTP_HOST', 'x'],
  ])
})

test('the readers that would read something else are named', () => {
  expect(quoteForReaders('${X}', ['dotenv']).misreadBy.map(({ id }) => id)).toContain('python-dotenv')
  expect(quoteForReaders('plain', ['dotenv']).misreadBy).toEqual([])
})
