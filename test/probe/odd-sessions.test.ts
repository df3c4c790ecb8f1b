// Servers that are something else, or say something else, than a program expects: the greeting, the answer to EHLO, what
// they offer in clear.

import { afterEach, describe, expect, test } from 'vitest'
import { closeServers, credentials, diagnoseServers } from './check-servers.js'
import { type Answer, HOST, healthy, type Script } from './scripted-server.js'

afterEach(closeServers)

const firstOf = async (script: Script, security: 'starttls' | 'none' = 'starttls') =>
  (await diagnoseServers([[security === 'none' ? 2525 : 587, security, script]])).first

const greetingAnd = (greeting: string, answer: string): Script => ({ greeting, answer: () => answer })

describe('another protocol that greets with 220 as well', () => {
  test.each([
    ['vsftpd', '220 (vsFTPd 3.0.5)\r\n', '530 Please login with USER and PASS.\r\n'],
    ['ProFTPD', '220 ProFTPD Server (Debian) [::ffff:192.0.2.7]\r\n', '500 EHLO not understood\r\n'],
    [
      'Pure-FTPd',
      '220---------- Welcome to Pure-FTPd [privsep] [TLS] ----------\r\n220 bye\r\n',
      "530 You aren't logged in\r\n",
    ],
    ['Microsoft FTP', '220 Microsoft FTP Service\r\n', '500 Command not understood.\r\n'],
    ['LMTP', '220 mail.example.org LMTP Dovecot ready.\r\n', '500 5.5.1 Unknown command\r\n'],
    ['LMTP by its refusal', '220 mail.example.org ready\r\n', '500 5.5.1 Command not recognized: EHLO, use LHLO\r\n'],
  ])('%s is the wrong service', async (_name, greeting, answer) => {
    const first = await firstOf(greetingAnd(greeting, answer))
    expect([first?.id, first?.certainty]).toEqual(['host-wrong-service', 'certain'])
  })

  test('a mail server with "ftp" in its name is none', async () => {
    const script = { ...healthy(), greeting: '220 ftp.example.org ESMTP Postfix\r\n' }
    expect((await diagnoseServers([[587, 'starttls', script]])).report.verdict).toBe('works')
  })
})

test('450 in place of the greeting is a server that is not available: nobody is greylisted before saying who sends', async () => {
  const first = await firstOf({ greeting: { say: '450 4.7.1 try again later\r\n', next: 'close' } })
  expect(first?.id).toBe('service-unavailable')
})

describe('turned away in place of the greeting', () => {
  const turnedAway = (say: string): Script => ({ greeting: { say, next: 'close' } })

  test('521 does not accept mail (RFC 7504) is no block list', async () => {
    const first = await firstOf(turnedAway('521 mail.example.org does not accept mail\r\n'))
    expect(first?.id).toBe('host-wrong-service')
  })

  test('"IP address is black listed" is about the address, whatever else stands there', async () => {
    const first = await firstOf(
      turnedAway(
        '554-mx.example.org Nemesis ESMTP Service not available\r\n554-No SMTP service\r\n554-IP address is black listed.\r\n554 For explanation visit https://postmaster.example.org/?ip=203.0.113.9\r\n',
      ),
    )
    expect(first?.id).toBe('client-ip-blocked')
  })
})

test('a block list that keeps the machine out of every port is one diagnosis', async () => {
  const listed: Script = { greeting: { say: '554 5.7.1 blocked using zen.spamhaus.org\r\n', next: 'close' } }
  const { report } = await diagnoseServers([
    [587, 'starttls', listed],
    [25, 'starttls', listed],
  ])
  expect(report.diagnoses.map(({ id, endpoint }) => [id, endpoint])).toEqual([['client-ip-blocked', undefined]])
})

describe('421 in answer to EHLO', () => {
  const closing = (text: string): Script => {
    const whole = healthy()
    const answer: Answer = { say: text, next: 'close' }
    return { ...whole, answer: (line, connection) => (/^EHLO/.test(line) ? answer : whole.answer?.(line, connection)) }
  }

  test('with "closing" alone is a server that is not available', async () => {
    expect((await firstOf(closing('421 4.7.0 closing connection\r\n')))?.id).toBe('service-unavailable')
  })

  test("in Google's words is about the name", async () => {
    const first = await firstOf(closing('421 4.7.0 Try again later, closing connection. (EHLO) gsmtp\r\n'))
    expect(first?.id).toBe('helo-rejected')
  })
})

describe('clear text by the settings', () => {
  const offering = (...keywords: string[]): Script => ({
    greeting: `220 ${HOST} ESMTP\r\n`,
    answer: (line) =>
      /^EHLO/.test(line)
        ? [HOST, ...keywords].map((word, at, all) => `250${at === all.length - 1 ? ' ' : '-'}${word}\r\n`).join('')
        : '221 bye\r\n',
  })

  test('with a login and no STARTTLS: the server does not offer the encryption that a secret needs', async () => {
    const first = await firstOf(offering('AUTH PLAIN'), 'none')
    expect(first?.id).toBe('starttls-not-offered')
    expect(JSON.stringify(first)).toContain('not sent')
  })

  test('with neither: the server offers no login', async () => {
    expect((await firstOf(offering('SIZE 1000'), 'none'))?.id).toBe('auth-not-offered')
  })

  test('with STARTTLS: it wants to be used', async () => {
    expect((await firstOf(offering('STARTTLS'), 'none'))?.id).toBe('starttls-required')
  })
})

describe('SCRAM', () => {
  test('success before the server has proven itself is no success', async () => {
    const whole = healthy(() => '235 2.7.0 welcome\r\n')
    const scramOnly: Script = {
      ...whole,
      answer: (line, connection) =>
        /^EHLO/.test(line) && connection.isEncrypted
          ? `250-${HOST}\r\n250 AUTH SCRAM-SHA-256\r\n`
          : whole.answer?.(line, connection),
    }
    const { report, first } = await diagnoseServers([[587, 'starttls', scramOnly]], { credentials })
    expect(report.verdict).toBe('problem')
    expect(first?.id).toBe('auth-exchange-malformed')
    expect(first?.because).toContain('prove')
  })
})

describe('a server that is out of step', () => {
  const except = (start: RegExp, answer: string): Script => {
    const whole = healthy()
    return { ...whole, answer: (line, connection) => (start.test(line) ? answer : whole.answer?.(line, connection)) }
  }
  const login = { credentials, envelope: { from: 'bob@example.org', to: 'eve@example.net', send: false }, prove: false }

  test.each([
    ['AUTH', /^AUTH/],
    ['MAIL', /^MAIL/],
    ['RCPT', /^RCPT/],
  ])('an intermediate reply to %s is no success', async (verb, start) => {
    const { report, first } = await diagnoseServers([[587, 'starttls', except(start, '354 go on\r\n')]], login)
    expect(report.verdict).toBe('problem')
    expect(first?.id).toBe('command-sequence')
    expect(first?.because).toContain(`354 in answer to ${verb}`)
  })

  test('DATA answered with 250 is no permission: nothing of the message is sent', async () => {
    const script = except(/^DATA/, '250 2.0.0 ok\r\n')
    const sending = { ...login, envelope: { ...login.envelope, send: true } }
    const { report, started, first } = await diagnoseServers([[587, 'starttls', script]], sending)
    expect(report.verdict).toBe('problem')
    expect(started[0].lines.some((line) => line.startsWith('Subject:'))).toBe(false)
    expect(first?.id).toBe('command-sequence')
    expect(first?.because).toContain('250 in answer to DATA')
  })

  // Python's smtplib, Go's net/smtp and MailKit take 220 and 235 there and nothing else.
  test.each([
    ['in place of the greeting', { ...healthy(), greeting: '250 mail.example.org\r\n' }],
    ['in answer to AUTH', except(/^AUTH/, '250 2.7.0 ok\r\n')],
  ])('250 %s is no success: programs insist on the code that belongs there', async (where, script) => {
    const { report, first } = await diagnoseServers([[587, 'starttls', script]], login)
    expect(report.verdict).toBe('problem')
    expect(first?.id).toBe('command-sequence')
    expect(first?.because).toContain(`250 ${where}`)
  })

  test('530 after a login that worked is not told as a login that never was', async () => {
    const script = except(/^MAIL/, '530 5.7.0 Authentication required\r\n')
    const { first } = await diagnoseServers([[587, 'starttls', script]], login)
    expect(first?.id).toBe('auth-required')
    expect(first?.because).toContain('although the login on this connection had worked')
  })

  test('HELO that is accepted over TLS after EHLO was not: there is no AUTH to be had', async () => {
    const whole = healthy()
    const old: Script = {
      ...whole,
      answer: (line, connection) =>
        connection.isEncrypted && /^[EH]..O/.test(line)
          ? /^E/.test(line)
            ? '502 5.5.1 unknown\r\n'
            : `250 ${HOST}\r\n`
          : whole.answer?.(line, connection),
    }
    expect((await diagnoseServers([[587, 'starttls', old]], login)).first?.id).toBe('auth-not-offered')
  })

  test('success that was said before it was asked for is not taken for the answer', async () => {
    const whole = healthy(() => '535 5.7.8 no\r\n')
    const hasty: Script = {
      ...whole,
      answer: (line, connection) =>
        /^EHLO/.test(line) && connection.isEncrypted
          ? `250-${HOST}\r\n250 AUTH PLAIN\r\n235 2.7.0 welcome\r\n`
          : whole.answer?.(line, connection),
    }
    const { report, first } = await diagnoseServers([[587, 'starttls', hasty]], login)
    expect(report.verdict).toBe('problem')
    expect(first?.id).toBe('credentials-rejected')
  })

  test('a farewell that came while nobody asked is still the answer', async () => {
    const whole = healthy()
    const leaving: Script = {
      ...whole,
      answer: (line, connection) =>
        /^EHLO/.test(line) && connection.isEncrypted
          ? { say: `250-${HOST}\r\n250 AUTH PLAIN\r\n421 4.3.2 shutting down\r\n`, next: 'close' }
          : whole.answer?.(line, connection),
    }
    const { first } = await diagnoseServers([[587, 'starttls', leaving]], login)
    expect(JSON.stringify(first?.evidence)).toContain('421 4.3.2 shutting down')
  })
})
