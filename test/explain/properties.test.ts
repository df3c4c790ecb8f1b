import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPaste } from '../../src/explain/read.js'
import { explained, repliesIn } from './sources.js'

const GMAIL = [
  '535-5.7.8 Username and Password not accepted. For more information, go to',
  '535 5.7.8  https://support.google.com/mail/?p=BadCredentials k12sm4 - gsmtp',
]
const TEXT =
  'AUTH 535 5.7.8 Username and Password not accepted. For more information, go to https://support.google.com/mail/?p=BadCredentials k12sm4 - gsmtp'

const joins: readonly (readonly [name: string, join: (lines: readonly string[]) => string])[] = [
  ['line feeds', (lines) => lines.join('\n')],
  ['CRLF', (lines) => lines.join('\r\n')],
  ['literal CRLF', (lines) => lines.join(String.raw`\r\n`)],
  ['literal line feed', (lines) => lines.join(String.raw`\n`)],
  ['a blank', (lines) => lines.join(' ')],
  ['nothing', (lines) => lines.join('')],
  ['the sign for Return', (lines) => lines.join('↵')],
  ['HTML', (lines) => lines.join('<br>')],
]

const prefixes = [
  '',
  'Error: ',
  'smtplib.SMTPAuthenticationError: ',
  '2026-11-20 10:11:12 ',
  'Nov 20 10:11:12 web app[1]: ',
  '[error] ',
  'ERROR | mail | ',
]

describe('the same reply gives the same observation, however it was pasted', () => {
  test.each(joins)('joined by %s', (_, join) => {
    for (const prefix of prefixes) expect(repliesIn(prefix + join(GMAIL))).toEqual([TEXT])
  })

  test('in quotes, in a tuple, in JSON, in an object', () => {
    const [first, second] = GMAIL as [string, string]
    const forms = [
      `(535, b'${first.slice(4)}\\n${second.slice(4)}')`,
      JSON.stringify({ level: 'error', response: GMAIL.join('\n'), responseCode: 535, command: 'AUTH PLAIN' }),
      `{ Error: Invalid login: ${GMAIL.join('\n')}\n  code: 'EAUTH',\n  response: '${GMAIL.join('\\n')}',\n  responseCode: 535,\n  command: 'AUTH PLAIN' }`,
      `Expected response code "235" but got code "535", with message "${GMAIL.join('\n')}".`,
      `javax.mail.AuthenticationFailedException: ${GMAIL.join('\n')}\n\tat com.sun.mail.smtp.SMTPTransport$Authenticator.authenticate(SMTPTransport.java:947)`,
      `error authenticating: ${first.replace('-', ' ')}\n${second.slice(4)}`,
    ]
    for (const form of forms) expect(repliesIn(form)).toEqual([TEXT])
  })

  test('every line behind a prefix of a log', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          '01-26 00:06:08.117 31887-31981/com.example.app W/System.err: ',
          'web_1  | ',
          '2026-11-20T10:00:00.000Z app: ',
        ),
        (prefix) => {
          expect(repliesIn(GMAIL.map((line) => prefix + line).join('\n'))).toEqual([TEXT])
        },
      ),
    )
  })
})

describe('reading never fails', () => {
  const pieces = fc.constantFrom(
    '535 5.7.8 no',
    '550-5.1.1 ',
    "(535, b'",
    '"',
    "'",
    'C: AUTH LOGIN',
    'S: 334 VXNlcm5hbWU6',
    '<<< 550 ',
    '>>> MAIL FROM:<a@b>',
    'said: ',
    '\n',
    '\n    ',
    'ECONNREFUSED ',
    'getaddrinfo ENOTFOUND ',
    'Code { severity: PermanentNegativeCompletion, category: MailSystem, detail: Four }',
    'The server response was: ',
    'password=',
    'Bearer ',
    '\\x',
    '\\u00',
    '\u001b[',
    '\u0000',
    '{',
    '}',
    '250-',
    'Diagnostic-Code: smtp; ',
  )

  test('on arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => Array.isArray(explained(text))),
      { numRuns: 150 },
    )
  })

  test('on arbitrary compositions of what readers look for', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => Array.isArray(explained(parts.join('')))),
      { numRuns: 150 },
    )
  })
})

// The bound is the time limit of a test: linear reading takes milliseconds here, quadratic reading many minutes.
describe('hostile text costs bounded work', () => {
  const size = 300_000
  const hostile: readonly (readonly [name: string, text: string])[] = [
    ['one letter', 'a'.repeat(size)],
    ['one digit', '5'.repeat(size)],
    ['blanks', ' '.repeat(size)],
    ['dashes', '535-'.repeat(size / 4)],
    ['codes', '535 '.repeat(size / 4)],
    ['enhanced codes', '5.7.8 '.repeat(size / 6)],
    ['open quotes', '"535 '.repeat(size / 5)],
    ['open brackets', "(535, '".repeat(size / 7)],
    ['backslashes', '\\'.repeat(size)],
    ['backslashes and r', '\\r'.repeat(size / 2)],
    ['drive letters', ' C:\\a'.repeat(size / 5)],
    ['parentheses', 'login('.repeat(size / 6)],
    ['long quoted arguments', `login("${'a'.repeat(size)}`],
    ['mail addresses', 'a.b-c+d'.repeat(size / 7)],
    ['user info', 'a://b:'.repeat(size / 6)],
    ['expected response', 'Expected response code 235 but got code "535", with message "535 x '.repeat(size / 68)],
    ['hex escapes', '\\xc7'.repeat(size / 4)],
    ['high characters', 'Ç'.repeat(size)],
    ['base64', 'QUJD'.repeat(size / 4)],
    ['passwords', 'password='.repeat(size / 9)],
    ['hosts', 'a.b'.repeat(size / 3)],
    ['at signs', 'a@'.repeat(size / 2)],
    ['line feeds', '\n'.repeat(size)],
    ['short lines', '535-x\n'.repeat(size / 6)],
    ['dialogue', 'S: 250-x\n'.repeat(size / 9)],
    ['said', 'said: '.repeat(size / 6)],
    ['connection', 'connection '.repeat(size / 11)],
    ['certificate', 'certificate '.repeat(size / 12)],
    ['rust', 'Code { severity: '.repeat(size / 17)],
    ['server response', 'The server response was: x '.repeat(size / 27)],
  ]

  test.each(hostile)('%s', (_, text) => {
    expect(readPaste(text).observations.length).toBeLessThan(200)
    expect(explained(text).length).toBeLessThan(20)
  })
})
