// What stands beside a failure and is none, or is one that only this program words so: stack frames of a pipe,
// the clock before a line, Apple's numbered domains, a web server's own log, JavaMail's debug lines.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('a pipe to the program sendmail that broke', () => {
  const epipe = (frames: string) =>
    `Error: write EPIPE\n    at afterWriteDispatched (node:internal/stream_base_commons:161:15)\n${frames}`
  check('client-support-missing', [
    epipe(
      '    at Socket.Writable.write (node:internal/streams/writable:502:10)\n    at LastNewline.ondata (node:internal/streams/readable:1009:22)',
    ),
  ])
  check('closed-before-greeting', [
    epipe(
      '    at DataStream.write (/app/x.js:1:1)\n    at LastNewline.ondata (node:internal/streams/readable:1009:22)',
    ),
    epipe('    at Socket.Writable.write (node:internal/streams/writable:502:10)'),
  ])
})

describe('a number that is no error number of a socket', () => {
  check('unknown', [
    'Sending failed: The operation couldn’t be completed. (MailKitSwift.SendError error 61.)',
    'The operation could not be completed. (App.MailError error 60)',
  ])
  check('connect-refused', [
    'The operation couldn’t be completed. (NSPOSIXErrorDomain error 61.)',
    '[15:56:25] Connection refused connecting to mail.firma-nord.test:587',
    "Couldn't connect to host, port: mail.firma-nord.test, 587; timeout 5000;\n  nested exception is: java.net.ConnectException: connect to mail.firma-nord.test/192.0.2.7 (port 587) failed: Connection refused",
  ])
})

describe('the log of the web server before the program', () => {
  const log = (words: string) =>
    `2026/01/02 10:00:00 [error] 22#22: *5 ${words} while reading response header from upstream, client: 192.0.2.1, server: app.test, request: "POST /api/mail HTTP/1.1", upstream: "http://192.0.2.2:8000/api/mail"`
  check('credentials-rejected', [
    `${log('upstream prematurely closed connection')}\nsmtplib.SMTPAuthenticationError: (535, b'5.7.8 authentication failed')`,
    `${log('upstream timed out (110: Connection timed out)')}\nsmtplib.SMTPAuthenticationError: (535, b'5.7.8 authentication failed')`,
  ])
})

describe("JavaMail's debug lines", () => {
  check('credentials-rejected', [
    'DEBUG SMTP: mechanism LOGIN not supported by server\nDEBUG SMTP: AUTH PLAIN command trace suppressed\nDEBUG SMTP: AUTH PLAIN failed',
  ])
  check('auth-mechanism-unsupported', [
    'DEBUG SMTP: mechanism LOGIN not supported by server\nDEBUG SMTP: mechanism PLAIN not supported by server',
    'jakarta.mail.AuthenticationFailedException: No authentication mechansims supported by both server and client',
  ])
})

describe('words of servers and programs', () => {
  check('address-syntax', [
    '501 5.5.4 MAIL FROM syntax error',
    '550 5.1.7 bad sender, RCPT TO: <Ada <ada@firma-nord.test>>',
  ])
  check('account-locked', [
    '535 Access to your mailbox has been temporarily restricted',
    'Login failed: access to this account has been suspended',
  ])
  check('cert-hostname-mismatch', [
    'certificate verify failed because of the common name field',
    'The certificate was refused on the SAN entry',
  ])
  check('host-not-configured', [
    'Test mail goes to mail.vendor.test instead of our own smtp server: connection timed out',
    'Error: the notifier connects to smtp.vendor.test instead of my mail server and fails',
  ])
})
