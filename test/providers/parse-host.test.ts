import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UsageError } from '../../src/model.js'
import { isHostName, parseHost } from '../../src/providers/parse-host.js'

test.each([
  ['smtp.gmail.com', { host: 'smtp.gmail.com' }],
  ['SMTP.Gmail.COM', { host: 'smtp.gmail.com' }],
  ['smtp.gmail.com.', { host: 'smtp.gmail.com' }],
  [' smtp.gmail.com ', { host: 'smtp.gmail.com' }],
  ['\u00a0smtp.gmail.com\u200b', { host: 'smtp.gmail.com' }],
  ['smtp.gmail.com,', { host: 'smtp.gmail.com' }],
  ['"smtp.gmail.com",', { host: 'smtp.gmail.com' }],
  ["'smtp.gmail.com'", { host: 'smtp.gmail.com' }],
  ['“smtp.gmail.com”', { host: 'smtp.gmail.com' }],
  ['<smtp.gmail.com>', { host: 'smtp.gmail.com' }],
  ['`smtp.gmail.com`;', { host: 'smtp.gmail.com' }],
  ['[smtp.gmail.com]', { host: 'smtp.gmail.com' }],
  ['[smtp.gmail.com]:587', { host: 'smtp.gmail.com', port: 587 }],
  ['smtp.gmail.com:587', { host: 'smtp.gmail.com', port: 587 }],
  ['smtp.gmail.com:', { host: 'smtp.gmail.com' }],
  ['smtp://smtp.gmail.com', { host: 'smtp.gmail.com' }],
  ['smtp://smtp.gmail.com:587/', { host: 'smtp.gmail.com', port: 587 }],
  ['smtps://smtp.gmail.com', { host: 'smtp.gmail.com', security: 'tls' }],
  ['ssl://smtp.gmail.com:465', { host: 'smtp.gmail.com', port: 465, security: 'tls' }],
  ['https://mail.example.com/path?x=1#y', { host: 'mail.example.com' }],
  ['smtp.gmail.com/', { host: 'smtp.gmail.com' }],
  ['127.0.0.1:1025', { host: '127.0.0.1', port: 1025 }],
  ['::1', { host: '::1' }],
  ['[::1]', { host: '::1' }],
  ['[::1]:2525', { host: '::1', port: 2525 }],
  ['2001:DB8::25', { host: '2001:db8::25' }],
  ['smtp.müller.example', { host: 'smtp.xn--mller-kva.example' }],
  ['smtp.例え.テスト', { host: 'smtp.xn--r8jz45g.xn--zckzah' }],
  ['mail_server', { host: 'mail_server' }],
])('%j is read as %j', (text, expected) => {
  const { remark, ...rest } = parseHost(text)
  expect(rest).toEqual(expected)
  expect(Boolean(remark)).toBe(text.toLowerCase() !== expected.host)
})

test.each([
  '',
  '  ',
  '""',
  'smtp.gmail.com\r\nRCPT TO:<x@example.com>',
  'smtp.gmail.com\n',
  'smtp\0.gmail.com',
  'smtp gmail com',
  'me@gmail.com',
  'smtp.gmail.com:0',
  'smtp.gmail.com:99999',
  'smtp.gmail.com:tls',
  'smtp..gmail.com',
  '-smtp.gmail.com',
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(200)}example`,
  '1.2.3',
  '999.1.1.1',
  'smtp.exa(mple.com',
  'smtp,example,com',
  '\u202esmtp.example.com\u202e:x',
  'x'.repeat(2000),
])('%j is refused', (text) => {
  expect(() => parseHost(text)).toThrow(UsageError)
})

test('a password in a URL is not repeated', () => {
  expect(JSON.stringify(parseHost('smtp://me:hunter2@smtp.example.com:587'))).not.toContain('hunter2')
})

test('blanks around a host are said to have been left out', () => {
  expect(parseHost('smtp.example.com ').remark).toBe('Blanks around the host were left out: smtp.example.com.')
})

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/)
const hostName = fc
  .array(label, { minLength: 2, maxLength: 4 })
  .map((labels) => labels.join('.'))
  .filter(isHostName)

test('a host comes back whatever encloses it', () => {
  const wrap = fc.constantFrom<(host: string) => string>(
    (host) => host,
    (host) => `"${host}"`,
    (host) => `  '${host}',`,
    (host) => `<${host}.>`,
    (host) => `smtp://${host}/`,
    (host) => `"${host}:587";`,
    (host) => `smtps://user:secret@${host}:465`,
    (host) => host.toUpperCase(),
  )
  fc.assert(
    fc.property(hostName, wrap, (host, wrapped) => {
      expect(parseHost(wrapped(host)).host).toBe(host)
    }),
  )
})

test('any text either gives a host name or a UsageError, and reading twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      let host: string
      try {
        host = parseHost(text).host
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError)
        return
      }
      expect(isHostName(host)).toBe(true)
      expect(parseHost(host)).toEqual({ host })
    }),
    { numRuns: 500 },
  )
})
