// What is left of a reply when a client keeps the code alone, or the sentence alone, and near misses of the same words.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('curl keeps the code', () => {
  check('credentials-rejected', [
    'curl: (67) Access denied: 535',
    "pycurl.error: (67, 'Access denied: 535')",
    '* Connected to mail.firma-nord.test\n* Access denied: 535\n* Closing connection 0',
  ])
  check('starttls-failed', ['curl: (64) STARTTLS denied, code 454'])
  check('auth-required', ['curl: (55) MAIL failed: 530'])
})

describe('Net::SMTP says it for the server', () => {
  check('auth-not-offered', ["Command unknown: 'AUTH' at /usr/lib/git-core/git-send-email line 1604."])
  check('starttls-not-offered', ["Command unknown: 'STARTTLS' at /usr/lib/git-core/git-send-email line 1500."])
})

describe('lengths and forms', () => {
  check('message-malformed', [
    '550 MIME boundary length exceeded (see RFC 2046).',
    'DATA error: I/O error while parsing header: smtp: too longer line in input stream',
    'smtp: too long a line in input stream',
    '552 5.7.0 This message was blocked because the number of MIME parts exceeds the limit',
    '501 5.6.0 Data format error',
    '554 5.6.0 Corrupt message content',
  ])
  check('message-too-large', ['552 5.3.4 Message length exceeds administrative limit', '552 Message length exceeded'])
  check('address-syntax', ['501 Path too long', '501 5.1.3 local part too long'])
})

describe('put off, and nameless addresses', () => {
  check('greylisted', [
    '450 4.7.1 <bob@firma-nord.test>: Recipient address rejected: Policy Rejection- Please try later.',
  ])
  check('reverse-dns-missing', ['550 5.7.1 Access denied. IP name possibly forged [192.0.2.66]'])
  check('relay-denied', ['550 5.7.1 <bob@firma-nord.test>... Relaying denied. IP name possibly forged [192.0.2.66]'])
})

describe('a version number, in the log of a server and of a client', () => {
  check('tls-version-unsupported', [
    'smtp disconnected reason="io-error: handshake failed: error:1402610B:SSL routines:ACCEPT_SR_CLNT_HELLO:wrong version number"',
    'postfix/smtpd[11]: warning: TLS library problem: error:1408A10B:SSL routines:ssl3_get_client_hello:wrong version number:s3_srvr.c:960:',
  ])
  check('tls-on-plaintext-port', ['error:1408F10B:SSL routines:SSL3_GET_RECORD:wrong version number'])
})

describe('gen_smtp keeps the reason of the socket or of TLS', () => {
  const failed = (reason: string) => `{:network_failure, ~c"mail.firma-nord.test", {:error, ${reason}}}`
  check('closed-before-greeting', [failed(':closed'), failed(':econnreset')])
  check('tls-version-unsupported', [failed('{:tls_alert, ~c"protocol version"}')])
  check('cert-untrusted', [failed('{:tls_alert, ~c"unknown ca"}')])
  check('tls-on-plaintext-port', [
    `${failed("{:tls_alert, 'bad record mac'}")}\nserver: "mail.firma-nord.test",\nport: 587,\nssl: true,`,
  ])
})

describe('a number of the system, and one of the library', () => {
  check('connect-refused', ['connect failed with errno: -111'])
  check('connect-timeout', ['Error, Status Code: 0, Error Code: -100, Reason: unable to connect to server'])
})

describe('a key that the configuration lacks', () => {
  check('config-option-invalid', ['error initializing router services: fromAddress missing from config URL'])
  check('message-malformed', ['550 5.7.1 From address missing in message headers'])
})

describe('an address that is not valid, and one that is not yours', () => {
  check('sender-not-authorized', ['(551, "Sender address is not valid for your login. Check your settings.")'])
  check('address-syntax', [
    '501 5.1.7 The address is not valid',
    'Failed to send some messages ; Negative SMTP reply: 501',
  ])
  check('helo-rejected', ['EHLO box\n501'])
})

describe('a library that is not there', () => {
  check('client-support-missing', [
    'Could not load libssl-1_1.dll smtp',
    'Cannot load SSL library libeay32.dll for SMTP',
  ])
})
