import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UsageError } from '../../src/model.js'
import { defaultSecurity, parsePorts } from '../../src/providers/parse-ports.js'

test('a port without a word gets the security that is usual there', () => {
  expect(parsePorts('587,465,25')).toEqual([
    { port: 587, security: 'starttls' },
    { port: 465, security: 'tls' },
    { port: 25, security: 'starttls' },
  ])
  expect([2465, 8465, 443, 1025, 2525].map(defaultSecurity)).toEqual(['tls', 'tls', 'tls', 'none', 'starttls'])
})

test('a word decides the security, blanks and letter case do not matter', () => {
  expect(parsePorts(' 2525:starttls , 10465:TLS,1025:none')).toEqual([
    { port: 2525, security: 'starttls' },
    { port: 10465, security: 'tls' },
    { port: 1025, security: 'none' },
  ])
})

test('a port that is named twice alike counts once', () => {
  expect(parsePorts('587,587:starttls')).toEqual([{ port: 587, security: 'starttls' }])
})

test.each([
  '',
  ' ',
  ',',
  '587,',
  '0',
  '65536',
  '-1',
  '5e2',
  '0x19',
  '587:ssl',
  '587:',
  ':tls',
  '587:tls:tls',
  '587 465',
  '25:none,25:tls',
  '587\r\n465',
])('%j is refused', (list) => {
  expect(() => parsePorts(list)).toThrow(UsageError)
})

test('a list without end is refused, not worked through', () => {
  expect(() => parsePorts('587,'.repeat(1_000_000))).toThrow(/more than 32/)
})

test('what was written comes back in its order', () => {
  const choice = fc.record({
    port: fc.integer({ min: 1, max: 65_535 }),
    security: fc.constantFrom('tls', 'starttls', 'none'),
  })
  fc.assert(
    fc.property(fc.uniqueArray(choice, { minLength: 1, maxLength: 32, selector: ({ port }) => port }), (choices) => {
      expect(parsePorts(choices.map(({ port, security }) => `${port}:${security}`).join(','))).toEqual(choices)
    }),
  )
})

test('any text either gives ports or a UsageError without control characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      try {
        for (const { port } of parsePorts(text)) expect(port).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError)
        expect((error as Error).message).not.toMatch(/\p{Cc}/u)
      }
    }),
  )
})
