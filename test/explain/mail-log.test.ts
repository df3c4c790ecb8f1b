import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../src/explain/fingerprint.js'
import { readLog } from '../../src/explain/mail-log.js'

const sent = (id: number) =>
  `Nov 20 10:00:${String(id % 60).padStart(2, '0')} mx postfix/smtp[${id}]: A${id}: to=<u${id}@x.test>, relay=mx.x.test[192.0.2.1]:25, delay=0.${id}, dsn=2.0.0, status=sent (250 2.0.0 Ok)`
const refused = (id: number, at = '10:01:00') =>
  `Nov 20 ${at} mx postfix/smtp[${id}]: B${id}: to=<u${id}@y.test>, relay=none, delay=${id}, dsn=4.4.1, status=deferred (connect to mx${id}.y.test[192.0.2.${id % 250}]:25: Connection refused)`
const unknown = (id: number) =>
  `Nov 20 10:02:00 mx postfix/smtp[${id}]: C${id}: to=<q${id}@z.test>, relay=mx.z.test[192.0.2.2]:25, dsn=5.1.1, status=bounced (host mx.z.test[192.0.2.2] said: 550 5.1.1 <q${id}@z.test>: no such user (in reply to RCPT TO command))`

const words = {
  judge: (text: string) => text,
  keyOf: (one: string) => one,
  clarityOf: () => 2 as const,
}

/** A judge that counts how often it is asked. */
function counting() {
  let asked = 0
  const judge = (line: string) => {
    asked += 1
    return line.includes('refused') ? 'refused' : line.includes('550') ? 'unknown' : undefined
  }
  return { judge, asked: () => asked }
}

describe('a log', () => {
  test('is a table of causes with counts and times, the most frequent first', () => {
    const { judge, asked } = counting()
    const reader = readLog({ ...words, judge })
    for (let id = 1; id <= 400; id += 1) reader.add(sent(id))
    reader.add(refused(1, '09:00:00'))
    for (let id = 2; id <= 50; id += 1) reader.add(refused(id))
    for (let id = 1; id <= 7; id += 1) reader.add(unknown(id))
    expect(reader.finish()).toEqual({
      lines: 457,
      failures: 57,
      failingLines: 57,
      unexamined: 0,
      causes: [
        { judged: 'refused', count: 50, first: 'Nov 20 09:00:00', last: 'Nov 20 10:01:00' },
        { judged: 'unknown', count: 7, first: 'Nov 20 10:02:00', last: 'Nov 20 10:02:00' },
      ],
    })
    expect(asked()).toBeLessThan(4)
  })

  test('holds a bounded number of different failures', () => {
    const { judge, asked } = counting()
    const reader = readLog({ ...words, judge })
    const word = (id: number) => [...String(id)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
    for (let id = 0; id < 5000; id += 1) reader.add(`error ${word(id)} refused`)
    const { unexamined, failingLines } = reader.finish()
    expect(asked()).toBeLessThanOrEqual(1500)
    expect(unexamined + failingLines).toBe(5000)
  })

  test('without a failure has no causes', () => {
    const { judge } = counting()
    const reader = readLog({ ...words, judge })
    for (let id = 1; id <= 10; id += 1) reader.add(sent(id))
    expect(reader.finish()).toMatchObject({ lines: 10, failingLines: 0, causes: [] })
  })
})

test('numbers, ids and addresses do not tell failures apart', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), (id) => fingerprint(unknown(id)) === fingerprint(unknown(1))),
  )
  expect(fingerprint(unknown(1))).not.toBe(fingerprint(refused(1)))
})

test.each([
  ['450 4.2.2 <a@b.test>: refused', '550 5.1.1 <a@b.test>: refused'],
  ['host mx.b.test[192.0.2.1] said: 554 5.7.1 Refused', 'host mx.b.test[192.0.2.1] said: 554 5.7.26 Refused'],
  ['Error: connect ECONNREFUSED 127.0.0.1:587', 'Error: connect ECONNREFUSED 192.0.2.9:587'],
  ['Error: connect ETIMEDOUT 192.0.2.9:25', 'Error: connect ETIMEDOUT 192.0.2.9:465'],
  ['535 5.7.8 wrong', '535 5.7.8 disabled'],
])('a reply code, an enhanced code, a port and this machine itself do: %s', (one, other) => {
  expect(fingerprint(one)).not.toBe(fingerprint(other))
})

test('the time at the beginning of a line does not', () => {
  const at = (time: string) => fingerprint(`${time} error: connection to 10.4.2.7 refused`)
  expect(at('2026-01-01 10:25:03')).toBe(at('2026-11-20 04:55:21'))
  expect(at('Nov 20 10:25:03')).toBe(at('Dec  1 04:55:21'))
})

test.each([
  '535 5.7.8 Username and Password not accepted',
  "smtplib.SMTPSenderRefused: (530, b'5.7.0 Must issue a STARTTLS command first.', 'a@b.test')",
  'x509: certificate relies on legacy Common Name field, use SANs instead',
  'dial tcp: lookup smtp.b.test on 192.0.2.53:53: no such host',
  'smtp.SendMail: EOF',
  "Le nom distant n'a pas pu \u00eatre r\u00e9solu: 'smtp.b.test'",
  "No se puede resolver el nombre remoto: 'smtp.b.test'",
  'Die E-Mail konnte nicht gesendet werden.',
  'Missing credentials for "PLAIN"',
  'SSL_ERROR_RX_RECORD_TOO_LONG',
  'ERROR mail: login incorrect',
  'Nov 20 10:00:05 h sm-mta[1]: xAK: to=<a@b.test>, dsn=5.1.1, stat=User unknown',
  '2026-11-20 10:00:01 1abcDE-0001Ab-CD == c@d.test R=dnslookup T=remote_smtp defer (-53): retry time not reached',
  'dovecot: auth: passwd-file(a@b.test,192.0.2.1): Password mismatch',
])('a line that tells a failure is looked at: %s', (line) => {
  const reader = readLog(words)
  reader.add(line)
  expect(reader.finish().failingLines).toBe(1)
})

test('lines in which nothing failed do not use up what may be examined', () => {
  const reader = readLog<string>({ ...words, judge: (line) => (line.includes('refused') ? 'refused' : undefined) })
  const word = (id: number) => [...String(id)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  for (let id = 0; id < 2000; id += 1) reader.add(`error-free run of ${word(id)}`)
  reader.add('connection refused')
  expect(reader.finish()).toMatchObject({ failingLines: 1, unexamined: 0 })
})
