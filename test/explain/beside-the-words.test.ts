// What stands beside the words that decide: emphasis, addresses, the notation of a program, a second code. Each table
// holds one mechanism in the shapes of several programs.

import { describe, expect, test } from 'vitest'
import type { ExplainContext } from '../../src/explain-text.js'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[], context?: ExplainContext): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text, context)).toBe(id))
}

describe('words inside an address are no words of the server', () => {
  check('recipient-unknown', [
    '550 5.1.1 <dmarc@firma-nord.test>: Recipient address rejected: User unknown in local recipient table',
    'NOQUEUE: reject: RCPT from mx.firma-sued.test[192.0.2.8]: 550 5.1.1 <rua@dmarc.firma-nord.test>: Recipient address rejected: User unknown; from=<no-dmarc-reply@firma-sued.test> to=<rua@dmarc.firma-nord.test> proto=ESMTP helo=<mx.firma-sued.test>',
  ])
  check('sender-unauthenticated', ['550 5.7.1 Rejected by the DMARC policy of firma-nord.test'])
})

describe("a refused sender's domain beside a recipient of a large provider", () => {
  check('sender-unknown', [
    'SMTP Error: The following recipients failed: bob@gmail.com: : Sender address rejected: Domain not found',
    'SMTP Error: The following recipients failed: bob@gmail.com: <web@ip-10-0-0-7.internal>: Sender address rejected: Domain not found',
    'Recipients failed: bob@gmail.com: Sender address rejected: **Domain not found**',
  ])
  check('dns-unavailable', [
    '450 4.1.8 <alice@gmail.com>: Sender address rejected: Domain not found',
    '450 4.1.2 <bob@gmail.com>: Recipient address rejected: Domain not found',
  ])
})

describe('what a client puts behind its own sentence', () => {
  check('credentials-rejected', [
    'MailKit.Net.Smtp.SmtpProtocolException: The SMTP server has unexpectedly disconnected: Authentication failed: Bad username / password\n   at MailKit.Net.Smtp.SmtpClient.AuthenticateAsync(Encoding encoding, ICredentials credentials)',
  ])
  check('closed-during-auth', [
    'MailKit.Net.Smtp.SmtpProtocolException: The SMTP server has unexpectedly disconnected.\n   at MailKit.Net.Smtp.SmtpClient.AuthenticateAsync(Encoding encoding, ICredentials credentials)',
  ])
})

describe('a reply inside the notation of a program', () => {
  check('command-sequence', [
    'Error sending reminder mails: 403 4.5.1 Error: nested MAIL command',
    '503 5.5.1 Error: nested MAIL command',
  ])
  check('starttls-failed', [
    'm="queue deliverhost result" err="tls error: STARTTLS: got 502, expected 220, permanent: 502 5.5.1 Error: command not implemented" pkg=queue host=mx.firma-nord.test result=permerror',
  ])
  check('starttls-not-offered', [
    '[smtp.1:77] [2024-05-02T10:00:00.068] DEBUG -- : [AB12CD] <= EHLO web.firma-sued.test\n[smtp.1:77] [2024-05-02T10:00:00.072] DEBUG -- : [AB12CD] => 250-My capabilities are\n[smtp.1:77] [2024-05-02T10:00:00.073] DEBUG -- : [AB12CD] => 250 AUTH CRAM-MD5 PLAIN LOGIN\n[smtp.1:77] [2024-05-02T10:00:00.116] DEBUG -- : [AB12CD] <= STARTTLS\n[smtp.1:77] [2024-05-02T10:00:00.117] DEBUG -- : [AB12CD] => 502 TLS not available',
  ])
  check('tls-version-unsupported', [
    'error:[0x3000907]:[mesalink]:[src/libssl/ssl.rs:344]:[TLSErrorAlertReceivedHandshakeFailure]',
    'Connection error: received fatal alert: HandshakeFailure',
  ])
  check('address-syntax', ['501 Invalid MAIL argument', '501 5.5.4 Bad RCPT TO parameter'])
})

describe("Postfix's line about a certificate that it did not verify", () => {
  check('cert-untrusted', [
    'postfix/smtp[12]: certificate verification failed for mx.firma-nord.test[192.0.2.5]:25: untrusted issuer /CN=Firma Nord CA\npostfix/smtp[12]: 4F1: to=<bob@firma-nord.test>, relay=mx.firma-nord.test[192.0.2.5]:25, delay=1, dsn=4.7.5, status=deferred (Server certificate not verified)',
  ])
  check('cert-hostname-mismatch', [
    'postfix/smtp[12]: 4F1: to=<bob@firma-nord.test>, relay=mx.firma-nord.test[192.0.2.5]:25, delay=1, dsn=4.7.5, status=deferred (Server certificate not verified)',
  ])
})

describe("JavaMail's first try, which has no login yet", () => {
  const first =
    'DEBUG: getProvider() returning jakarta.mail.Provider[TRANSPORT,smtp]\nDEBUG SMTP: need username and password for authentication\nDEBUG SMTP: protocolConnect returning false, host=mail.firma-nord.test, user=web, password=<null>'
  check('plaintext-on-tls-port', [
    `${first}\nDEBUG SMTP: useEhlo true, useAuth true\nDEBUG SMTP: trying to connect to host "mail.firma-nord.test", port 465, isSSL false\nDEBUG SMTP: exception reading response, THROW:\njava.net.SocketTimeoutException: Read timed out`,
  ])
  check('credentials-missing', [first])
  check('tls-handshake-failed', [
    'javax.mail.MessagingException: Could not convert socket to TLS; nested exception is: java.net.SocketTimeoutException: Read timed out',
  ])
})

describe('refusals in few words', () => {
  check('command-sequence', [
    'Send command, STARTTLS\n> C: send STARTTLS command\n< S: 454 Command not permitted when TLS active',
    'C: STARTTLS\nS: 503 5.5.1 TLS is already active',
  ])
  check('sender-not-authorized', ['SMTP error 550 Sender refused', '550 5.7.1 The sender was rejected'])
  check('sender-blocked', [
    '<bob@firma-nord.test>: host mx.firma-nord.test[192.0.2.9] said: 550 Sender refused (in reply to MAIL FROM command)',
  ])
})

describe('settings that a sentence names', () => {
  check('plaintext-on-tls-port', [
    "With the e-mail server's port set to 465, sending returns 'Greeting never received'",
    'Port is configured as 465: Connection unexpectedly closed',
  ])
  check('host-not-configured', [
    'Connection could not be established with host  :stream_socket_client(): php_network_getaddresses: getaddrinfo failed: Name or service not known',
    'Connection could not be established with host ":465": stream_socket_client(): unable to connect to ssl://:465',
  ])
  check('host-typo', [
    'Invalid host:  server_smtp\nSMTP Error: Could not connect to SMTP host.',
    'Invalid hostentry: tls://mail_server:587\nSMTP Error: Could not connect to SMTP host.',
  ])
  check('starttls-required', [
    '"SMTP AUTH extension not supported by server" when connecting to gmail smtp',
    'Office 365 SMTP: SMTP AUTH extension not supported by server.',
  ])
  check('auth-not-offered', ['SMTP AUTH extension not supported by server.'])
})
