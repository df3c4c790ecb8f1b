// What programs of many kinds print beside a failure: a dialogue in a logger's lines, a sentence of the program's own,
// a setting that stands there and nothing else.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('a client that looks for a mechanism where the server lists no login', () => {
  const at = '[2026-02-03 10:11:12.131][lettre::transport::smtp::client::async_connection][DEBUG]'
  const talk = (offer: string) =>
    `${at} << 220 mail.firma-nord.test ESMTP<CRLF>\n${at} Wrote: EHLO box<CRLF>\n${at} << 250-mail.firma-nord.test<CRLF>250-PIPELINING<CRLF>${offer}250 DSN<CRLF>\nSMTP error: internal client error: No compatible authentication mechanism was found`
  check('auth-not-offered', [talk('')])
  check('auth-mechanism-unsupported', [
    talk('250-AUTH CRAM-MD5<CRLF>'),
    'SMTP error: internal client error: No compatible authentication mechanism was found',
  ])
  check('starttls-required', [talk('250-STARTTLS<CRLF>')])
})

describe('a name for fetching mail, in the place of the server for sending', () => {
  check('host-wrong-service', [
    "Error: connect ETIMEDOUT\n  host: 'imap.firma-nord.test', port: 587",
    'MAIL_HOST=pop3.firma-nord.test\nMAIL_PORT=587\nThe test mail cannot be sent.',
  ])
  check('credentials-rejected', ['MAIL_HOST=imap.firma-nord.test\nMAIL_PORT=587\n535 5.7.8 authentication failed'])
  check('connect-timeout', [
    'imap_host: imap.firma-nord.test\nimap_port: 993\nsmtp_host: smtp.firma-nord.test\nsmtp_port: 587\nError: connect ETIMEDOUT 192.0.2.1:587',
  ])
})

describe('sentences of the programs themselves', () => {
  check('client-support-missing', [
    'Error: unable to find the send mail program',
    'io.vertx.core.VertxException: javax.net.ssl.SSLException: failed to initialize the client-side SSL context',
  ])
  check('config-option-invalid', [
    'Unsupported sendmail command flags [/usr/bin/catchmail -f a@firma-nord.test]. Must be one of "-bs" or "-t" but can include additional flags.',
  ])
  check('closed-before-greeting', ['Expected response code 220 but code "", with message ""'])
  check('credentials-rejected', ['Message not sent.\nUnhandled exception:\nIncorrect user name / password'])
})

describe('words of a server', () => {
  check('auth-mechanism-unsupported', ['504 Unknown mechanism <PLAIN>', '504 5.5.4 Unrecognized mechanism'])
  check('sender-not-authorized', [
    '550 5.7.1 <ada@firma-nord.test> is not an authorized sender for <bob@firma-sued.test>',
  ])
  check('recipient-unknown', ['550 5.1.1 <bob@firma-sued.test>: user not known'])
})

describe('a dialogue with numbers before its lines', () => {
  check('credentials-rejected', [
    '1. 220 mail.firma-nord.test ESMTP..\n2. EHLO box..\n3. 250 AUTH PLAIN LOGIN..\n4. AUTH LOGIN..\n5. 535 5.7.8 authentication failed..',
    '1. Open the admin page\n2. Enter the settings\n3. Click on test\n535 5.7.8 authentication failed',
  ])
  check('auth-required', [
    '1) EHLO box\n2) 250 mail.firma-nord.test\n3) MAIL FROM:<ada@firma-nord.test>\n4) 530 5.7.0 Authentication required',
  ])
  check('closed-during-auth', [
    '7. 220 mail.firma-nord.test ESMTP..\n8. EHLO box..\n9. 250 AUTH PLAIN LOGIN..\n10. AUTH LOGIN..\njava.nio.channels.ClosedChannelException',
  ])
})

describe('a name service that is silent, and a former name of a server', () => {
  check('dns-unavailable', ['Error: queryA ETIMEOUT smtp-relay.sendinblue.com'])
  check('host-retired', [
    'Error: getaddrinfo ENOTFOUND smtp-relay.sendinblue.com',
    "Error: connect ETIMEDOUT 192.0.2.7:587\n  host: 'smtp-relay.sendinblue.com'",
  ])
})

describe('sentences without a cause of their own', () => {
  check('address-syntax', ['Net::SMTPSyntaxError (501 Syntax error)', '501 Syntax error.'])
  // Mailjet says so to a wrong key.
  check('credentials-rejected', ['535 5.7.8 Error: authentication failed: generic failure'])
  check('closed-before-greeting', ['SMTPClientError: invalidGreeting(code: -1, greeting: "")', 'ioOnClosedChannel'])
  check('host-not-configured', [
    'MailSo\\Net\\Exceptions\\SocketCanNotConnectToHostException: Can\'t connect to host "tcp://localhost:25" in /srv/mail/NetClient.php:138',
  ])
  check('smtp-egress-blocked', [
    'Sending fails; the hosting company told us that the smtp-servers are blocked from web space',
  ])
})

describe('a colon of a clock or of a place in a source file', () => {
  const swift =
    'Swift_TransportException: unable to connect to ssl://mail.firma-nord.test:465 (Connection timed out) in /srv/x/StreamBuffer.php:261'
  check('connect-timeout', [
    `[2021-06-20 21:25:18] production.ERROR: ${swift}`,
    `2021-06-20 10:25 ${swift}`,
    'TimedOut: Connection timed out (os error 110)    at SMTPConnection.connect (https://deno.test/basic/connection.ts:34:25)',
    'Error: Connection timeout    at Timeout.<anonymous> (/app/lib/smtp.js:25:13)',
  ])
  check('port-25-blocked', [
    'Error: connect ETIMEDOUT 192.0.2.7:25',
    '[2021-06-20 21:14:18] connect to mx1.firma-nord.test:25: Connection timed out',
  ])
})

describe("Twisted's own complaints, which have a reply's code", () => {
  check('starttls-not-offered', [
    'twisted.mail.smtp.TLSRequiredError: 502 Server does not support secure communication via TLS / SSL',
  ])
  check('unknown', ['twisted.internet.error.ConnectError: An error occurred while connecting: 22: Invalid argument.'])
})

describe('Nodemailer where there are no sockets', () => {
  check('client-support-missing', [
    'nodemailer does not work on Cloudflare Workers',
    "It seems that Nodemailer can't run in edge functions",
  ])
})
