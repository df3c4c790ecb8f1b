// One message over several lines, as journald, Kubernetes and loggers note it: the prefix is none of the message.

import { describe, expect, test } from 'vitest'
import { withoutIndent, withoutJsonLines, withoutLogPrefix } from '../../src/explain/log-prefix.js'
import { platformIn } from '../../src/explain/signatures.js'
import { firstId } from './sources.js'

const MESSAGE = [
  'lettre::transport::smtp::Error {',
  '    kind: Permanent(',
  '        Code {',
  '            severity: PermanentNegativeCompletion,',
  '            category: Unspecified3,',
  '            detail: Five,',
  '        },',
  '    ),',
  '}',
]
const noted = (prefix: (line: number) => string) => MESSAGE.map((line, index) => `${prefix(index)}${line}`).join('\n')

describe('the prefix of every line is taken off', () => {
  test.each([
    ['journald', () => 'Nov 27 08:25:54 box gitea[535]: '],
    ['Kubernetes', (line: number) => `2026-11-27T08:25:54.53500${line}000Z stderr F `],
    ['a logger', (line: number) => `2026-05-05 05:35:50.42${line} ERROR [worker-3] `],
    ['a clock', () => '[08:25:25] '],
    ['foreman', () => '08:25:25 web.1  | '],
    ['logcat', () => '09-04 09:25:35.066  3334  3366 E SmtpTransport: '],
    ['klog', () => 'I0101 08:25:25.535465       1 main.go:550] '],
  ] as const)('%s', (_, prefix) => {
    expect(withoutLogPrefix(noted(prefix))).toBe(MESSAGE.join('\n'))
    expect(firstId(noted(prefix))).toBe(firstId(MESSAGE.join('\n')))
  })
})

test('a prefix that names the platform still does', () => {
  const text = noted(() => '2026-11-27T08:25:25.535465+00:00 app[web.1]: ')
  expect(withoutLogPrefix(text)).toBe(`${MESSAGE.join('\n')}\napp[web.1]:`)
  expect(firstId(text)).toBe(firstId(MESSAGE.join('\n')))
  expect(platformIn(withoutLogPrefix(text))).toBe('heroku')
})

describe('it stays', () => {
  test.each([
    [
      'of a mail server',
      'Nov 27 08:25:54 box postfix/smtp[53]: A1: to=<a@b.test>\nNov 27 08:25:54 box postfix/smtp[53]: x',
    ],
    ['in a log of several seconds', '08:25:25 one\n08:25:26 two'],
    ['of several sources', 'Nov 27 08:25:54 box gitea[535]: one\nNov 27 08:25:54 box nginx[12]: two'],
    ['where a line has none', '08:25:25 one\n  at two'],
    ['of a single line', '08:25:25 one'],
    ['of too many lines', '08:25:25 one\n'.repeat(300)],
  ])('%s', (_, text) => expect(withoutLogPrefix(text)).toBe(text))
})

describe('the number of a process is no code of a reply', () => {
  test.each([
    ['credentials-rejected', 'Nov 27 08:25:54 host app[553]: Login failed: 535 5.7.8 authentication failed'],
    ['connect-refused', '2026-11-27T08:25:54+01:00 box app[550]: connect ECONNREFUSED 192.0.2.7:587'],
    ['unknown', 'Nov 27 08:25:54 box app[535]: The mail could not be sent'],
  ])('%s: %s', (id, text) => expect(firstId(text)).toBe(id))
})

describe("Docker's own files of a log", () => {
  const line = (said: string) =>
    `{"log":${JSON.stringify(`${said}\n`)},"stream":"stderr","time":"2026-11-27T08:25:25.465Z"}`
  test('each object gives its line', () => {
    const said = ['Error: "x" failed', '\tat one', 'C:\\mail']
    expect(withoutJsonLines(said.map(line).join('\n'))).toBe('Error: "x" failed\n\\tat one\nC:\\mail')
    expect(firstId(MESSAGE.map(line).join('\n'))).toBe(firstId(MESSAGE.join('\n')))
  })
  test.each(['{"log":"a","stream":"stdout"}\nb', '{"log":1}', '{"level":"error","msg":"x"}'])('%s stays', (text) =>
    expect(withoutJsonLines(text)).toBe(text),
  )
})

describe('a block that is indented as a whole', () => {
  test('keeps what goes on from the line before', () =>
    expect(withoutIndent('    550-one\n\n      two\n    three')).toBe('550-one\n\n  two\nthree'))
  test.each([
    'one\n    two',
    '    one',
    '    mx.firma-nord.test[192.0.2.7] said: 554-no\n    more of it (in reply to DATA)',
  ])('%s stays', (text) => expect(withoutIndent(text)).toBe(text))
})

describe('around and behind the message', () => {
  const around = (text: string) => `I have a problem with my mail. Here is what I see:\n\n${text}\n\nAny idea?`
  test.each([
    ['mail-loop', around('mail for firma-nord.test loops back to myself')],
    ['message-malformed', around("550, 'maximum allowed line length is 998 octets,")],
    ['recipient-unknown', '550 5.1.1 no such<br>\nuser here<br>\n'],
  ])('%s: %s', (id, text) => expect(firstId(text)).toBe(id))
})

describe('what a runtime or another attempt leaves beside the message', () => {
  const refused = '535 5.7.8 Error: authentication failed'
  test.each([
    ['credentials-rejected', `${refused}\nnpm ERR! code ELIFECYCLE\nnpm ERR! errno 1`],
    ['credentials-rejected', `npm error errno 1\n${refused}`],
    ['closed-before-greeting', 'smtp: EOF\nI also tried port 465 with SSL but no luck.'],
    ['connect-permission-denied', 'PermissionError: [Errno 1] Operation not permitted'],
    ['connect-refused', 'socket.error: [Errno 111]'],
    ['connect-timeout', 'I tried port 465 with SSL: Connection timed out'],
  ])('%s: %s', (id, text) => expect(firstId(text)).toBe(id))
})

describe('failures of other services beside the message', () => {
  const refused = '535 5.7.8 Error: authentication failed'
  test.each([
    ['credentials-rejected', `[warn] unable to resolve github.com: Temporary failure in name resolution\n${refused}`],
    ['credentials-rejected', `${refused}\nWebSocket handshake with wss://app.test: Unexpected response code: 502`],
    ['connect-timeout', 'Error: connect ECONNREFUSED 127.0.0.1:6379 (redis)\nsmtp: Connection timed out'],
    ['greylisted', 'psycopg2.OperationalError: could not connect to server: refused\n451 4.7.1 Try again later'],
    [
      'connect-refused',
      'WARNING: IMAP connection to imap.firma-nord.test:993 lost\nsend: connect ECONNREFUSED 192.0.2.7:587',
    ],
    ['dns-unavailable', 'Temporary failure in name resolution'],
    ['host-wrong-service', 'IMAP server: imap.firma-nord.test, port 993\nSending failed: connection timed out'],
  ])('%s: %s', (id, text) => expect(firstId(text)).toBe(id))

  test('the fields of an error are of the error above them, not of one before', () =>
    expect(
      firstId(
        'mongodb connected\n{ error: {\n  code: "ESOCKET",\n  errno: "ETIMEDOUT",\n  syscall: "connect",\n  address: "192.0.2.7",\n  port: 587\n} }',
      ),
    ).toBe('connect-timeout'))
})
