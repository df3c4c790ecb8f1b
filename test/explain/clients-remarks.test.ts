// What clients and their users say around a failure: remarks about the password, commands that were taken for an answer,
// and lines of a program about itself that name no cause.

import { describe, expect, test } from 'vitest'
import type { ExplainContext } from '../../src/explain-text.js'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[], context?: ExplainContext): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text, context)).toBe(id))
}

describe('what the user says of the password', () => {
  check('config-secret-mangled', [
    'The mail password has a $X in it, which is not escaped, and the login fails.',
    'My SMTP password is regarded as declared variable and authentication fails',
    'I get a 535 error. The problem seemed to be my password with special characters.',
    'error: 535. It turned out that the password had special characters in it',
    'Mail error: special characters in the SMTP password break the configuration',
  ])

  test('a remark about a password without anything special proves nothing', () => {
    expect(firstId('535 5.7.8 Authentication failed\nThe password has no special characters.')).toBe(
      'credentials-rejected',
    )
  })

  check('config-secret-mangled', [
    'MAIL_URL=smtp://alice:pa@mail.example.org:587/\nError: getaddrinfo ENOTFOUND alice alice:587',
  ])
  test('the host of the URL is looked up like any other', () => {
    expect(firstId('MAIL_URL=smtp://alice:secret@mail.example.org:587/\ngetaddrinfo ENOTFOUND mail.example.org')).toBe(
      'host-not-found',
    )
  })
})

describe('a challenge that was answered with QUIT', () => {
  const dialogue = (end: string) =>
    [
      'CLIENT -> SERVER: EHLO app.example.net',
      'SERVER -> CLIENT: 250-smtp.gmail.com at your service, [192.0.2.4]250-SIZE 35882577250-AUTH LOGIN PLAIN XOAUTH2250 SMTPUTF8',
      'CLIENT -> SERVER: AUTH XOAUTH2 dXNlcj1h',
      'SERVER -> CLIENT: 334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=',
      'SMTP ERROR: AUTH command failed: 334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=',
      'SMTP Error: Could not authenticate.',
      'CLIENT -> SERVER: QUIT',
      `SERVER -> CLIENT: ${end}`,
    ].join('\n')
  check('oauth-token-rejected', [
    dialogue(
      '535-5.7.8 Username and Password not accepted. 535 5.7.8 https://support.google.com/mail/?p=BadCredentials',
    ),
    dialogue('501 5.5.2 Cannot Decode response'),
  ])
})

describe('tokens', () => {
  check('oauth-grant-invalid', [
    'ERROR Failed generating new Access Token for alice@example.org',
    'mail: failure obtaining new access token',
    'Failed to acquire an access token',
  ])
})

describe('another server than the one asked for', () => {
  const settings = "$mail->Host = 'smtp.gmail.com';\n$mail->Port = 587;"
  const hello = (line: string) =>
    `CLIENT -> SERVER: EHLO web.example.net\nSERVER -> CLIENT: ${line}\nSMTP Error: Could not authenticate.\n${settings}`
  check('cert-intercepted', [
    hello('250-host7.example.com Hello web.example.net [192.0.2.9]250-SIZE 52428800250-AUTH PLAIN LOGIN250 HELP'),
  ])
  test("the provider's own name is no interception", () => {
    const own = hello(
      '250-smtp.gmail.com at your service, [192.0.2.9]250-SIZE 35882577250-AUTH PLAIN LOGIN250 SMTPUTF8',
    )
    expect(firstId(own)).not.toBe('cert-intercepted')
  })
})

describe('ports', () => {
  check('plaintext-on-tls-port', [
    'worker.go:230: EOF\nThe sending profile is for ssl0.ovh.net:465.',
    'Connection: opening to mail.example.org:465, timeout=10, options=array ()\nConnection: opened\nSERVER -> CLIENT: \nCLIENT -> SERVER: EHLO a.example.net\nSERVER -> CLIENT: F\nSMTP ERROR: EHLO command failed: F\nSMTP NOTICE: EOF caught while checking if connected\nConnection: closed',
  ])
  check('host-wrong-service', ['Host: outlook.office365.com\nPort: 993\nError: greeting never received'])
})

describe('words of programs and servers without a code, and codes without words', () => {
  check('message-too-large', ['Error: Expected smtp code 250, got 552'])
  check('recipient-unknown', [
    'Laminas\\Mail\\Protocol\\Exception\\RuntimeException: Invalid rcptto [@sm070102] at DATA State(Connection IP address:192.0.2.1) ANTISPAM_BAT[0]: invaddr reject',
  ])
  check('config-option-invalid', ['-bash: smtp.example.com: No such file or directory'])

  test('a pool without a free connection and a write on a closed one name no cause', () => {
    for (const line of [
      '2022/03/02 05:09:50 error sending message in campaign A: timed out waiting for free conn in pool',
      'error sending message: write tcp 172.19.0.5:48048->192.0.2.6:587: write: broken pipe',
    ])
      expect(['unknown', 'connect-timeout', undefined]).toContain(firstId(line))
  })
})

describe('settings and limits in the words of one program', () => {
  check('config-option-invalid', [
    'msg="Failed to send alert notification email" error="open : no such file or directory"',
  ])
  check('address-syntax', [
    'ArgumentError: SMTP From address may not be blank: nil',
    'An SMTP To address is required to send a message. Set the message smtp_envelope_to, to, cc, or bcc address.',
    'SMTP Error: Unable to parse recipients list.',
  ])
  check('smtputf8-required', ['SMTP Error: Server does not support Unicode in email address.'])
  check('sending-limit-exceeded', ['450 4.7.1 Error: too much mail from 192.0.2.8'])
  check('sender-not-authorized', [
    "554 5.7.1 Recipient address rejected: Username anna@example.org and sender doesn't match",
  ])
  check('credentials-missing', [
    'login authenticator failed for (web) [192.0.2.8]: 535 Incorrect authentication data (set_id=)',
  ])
  check('credentials-rejected', [
    'login authenticator failed for (web) [192.0.2.8]: 535 Incorrect authentication data (set_id=anna)',
  ])
  check('message-malformed', ['rejected after DATA: Missing Xmark data in the header. Message discarded.'])
})

describe('blocked ports and helpers that are missing, in prose', () => {
  check('smtp-egress-blocked', [
    'It says there: "SMTP ports 25, 465, and 587 are blocked on our machines to prevent spam"',
    'Our host blocks all outgoing SMTP traffic, so no mail can be sent.',
    'Mail fails: ports 465 and 587 are currently blocked here.',
    'The host that I use blocks the *usual* SMTP ports.',
  ])
  check('client-support-missing', ['Failed to locate a sendmail executable path.'])
  check('config-option-invalid', ['could not split host and port for connect to smtp'])
  check('connect-timeout', [
    'could not contact with the SMTP server using TLS, check the port, firewall issues...',
    'Test email send timeout.',
    'Failed to check the mail server: deadline has elapsed',
  ])
  check('closed-before-greeting', [
    'hello: \nThe following SMTP error was encountered: \nUnable to send email using SMTP.',
  ])
})
