// What stands in the place of the server's name, or is missing there, in the words of programs and in their settings.

import { describe, expect, test } from 'vitest'
import type { ExplainContext } from '../../src/explain-text.js'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[], context?: ExplainContext): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text, context)).toBe(id))
}

describe('Go quotes the value that it cannot take apart', () => {
  check('host-typo', [
    'dial tcp: address https://mail.firma-nord.test:587: too many colons in address',
    'dial tcp: address ada@firma-nord.test:mail.firma-nord.test:587: too many colons in address',
    'dial tcp: address mail.firma-nord.test,mail2.firma-nord.test:25:587: too many colons in address',
  ])
  check('config-option-invalid', [
    'dial tcp: address mail.firma-nord.test:465:587: too many colons in address',
    'dial tcp: address 2001:db8::25:587: too many colons in address',
  ])
})

describe("a name of a provider's web pages", () => {
  const timedOut = (host: string) => `Error: connect ETIMEDOUT 192.0.2.7:587\n  host: '${host}', port: 587`
  check(
    'host-wrong-service',
    [
      'mail.protonmail.com',
      'mail.qq.com',
      'www.gmail.com',
      'fastmail.com',
      'outlook.live.com',
      'outlook.office.com',
      'api.resend.com',
    ].map(timedOut),
  )
  check('connect-timeout', ['mail.firma-nord.test', 'smtp.fastmail.com', 'mail.gmx.net'].map(timedOut))
  check('port-25-blocked', ['postfix/smtp[1]: connect to yahoo.com[192.0.2.25]:25: Connection timed out'])
})

describe('a program that has no server in its settings', () => {
  check('host-not-configured', [
    "AirflowNotFoundException: The conn_id `smtp_default` isn't defined",
    'SMTP connection is not found.',
    'Please configure your SMTP settings first',
    'Error: please set up the mail server',
    'SMTP server name is not specified',
    'No outgoing mail server is configured',
    'Email is not configured on this server',
  ])
  check('auth-required', ['550 5.7.1 SMTP is not configured on this server for unauthenticated senders, please log in'])
})

describe('a mechanism that the client names', () => {
  check('auth-mechanism-unsupported', [
    'The server does not support LOGIN authentication method.',
    'Server does not support the CRAM-MD5 authentication mechanism',
  ])
  check('auth-not-offered', ['The server does not support login.', 'server does not support authentication'])
  check('starttls-required', ['Error: Server does not support authentication'], {
    host: 'smtp.protonmail.ch',
    port: 587,
  })
})

describe('headers that the server misses', () => {
  check('message-malformed', [
    '550 5.6.0 Required headers not found (see RFC2822 section 3.6)',
    '554 5.6.0 Header fields not present in message',
  ])
})

describe('quotes in an item of an environment list, which Docker Compose keeps', () => {
  const list = (host: string) => `    environment:\n      - SMTP_HOST=${host}\n      - SMTP_PASSWORD="gruen-17-see"`
  check('host-typo', [
    `Error: getaddrinfo ENOTFOUND\n${list("'mail.firma-nord.test'")}`,
    `failed to lookup address information: Name does not resolve\n${list('"smtp-relay.brevo.com"')}`,
  ])
  check('config-secret-mangled', [`535 5.7.8 authentication failed\n${list('mail.firma-nord.test')}`])
  check('connect-refused', [`Error: connect ECONNREFUSED 192.0.2.7:587\n${list('"mail.firma-nord.test"')}`])
  check('credentials-rejected', [
    '535 5.7.8 authentication failed\n    environment:\n      SMTP_PASSWORD: "gruen-17-see"\n      - "SMTP_USER=ada@firma-nord.test"',
  ])
})
