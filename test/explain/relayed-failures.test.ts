// What a mail server reports of its way to the next server, and what it shows of its own services in its log.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { explained, firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

/** What is advised for the first diagnosis of a text. */
function advice(text: string): string {
  return (explained(text)[0]?.fixes ?? []).map((fix) => fix.do).join('\n')
}

describe('a socket error in the form of a reply', () => {
  check('connect-timeout', [
    'LastError: 450 4.4.315 Connection timed out [Message=Socket error code 10060] [LastAttemptedServerName=mail.firma-nord.test]',
    '[{LED=441 4.4.1 Error encountered while communicating with primary target IP address: "Failed to connect. Winsock error code: 10060, Win32 error code: 10060." Attempted failover to alternate host, but that did not succeed. Either there are no alternate hosts, or delivery failed to all alternate hosts. The last endpoint attempted was 192.0.2.8:587};{FQDN=mail.firma-nord.test}]',
  ])
  check('connect-refused', [
    'LastError: 450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=mail.firma-nord.test]',
  ])
  check('tls-handshake-failed', ['... Deferred: 403 4.7.0 TLS handshake failed.'])
  check('auth-required', [
    '451 4.4.0 Primary target IP address responded with: "530 5.7.0 Authentication Required." Attempted failover to alternate host, but that did not succeed.',
  ])
  check('auth-not-offered', [
    '451 4.4.0 Primary target IP address responded with: "451 5.7.3 Cannot achieve Exchange Server authentication." Attempted failover to alternate host, but that did not succeed.',
  ])
})

describe('the services behind a login', () => {
  check('auth-temporary-failure', [
    'postfix/smtpd[91]: warning: SASL: Connect to private/auth failed: No such file or directory',
    'dovecot: auth: Error: sql(anna@firma-nord.test,192.0.2.8): Password query failed: Connection refused',
  ])
  check('credentials-rejected', ['dovecot: auth: passwd-file(anna@firma-nord.test,192.0.2.8): unknown user'])
  check('config-option-invalid', [
    'postfix/smtp[91]: error: open database /etc/postfix/sasl_passwd.db: No such file or directory',
  ])
})

describe('servers that deliver by themselves', () => {
  check('port-25-blocked', [
    'No SMTP servers were available for firma-nord.test. No hosts to try.',
    'mta delivery evpid=1 to=<anna@firma-nord.test> result="TempFail" stat="Network error on destination MXs"',
  ])

  test('are told of a relay, not of their own port', () => {
    const text = 'No SMTP servers were available for firma-nord.test. No hosts to try.'
    expect(advice(text)).toContain('relay, smarthost or SMTP server')
    expect(advice(text)).not.toContain('Postfix')
  })

  test('Postfix without a relay is told how to set one', () => {
    const text =
      'postfix/smtp[91]: 0F5A: to=<anna@gmail.com>, relay=none, delay=30, dsn=4.4.1, status=deferred (connect to gmail-smtp-in.l.google.com[192.0.2.8]:25: Connection timed out)'
    expect(advice(text)).toContain('relayhost = [HOST]:587')
  })
})

describe('advice that fits who said it', () => {
  test.each([
    [
      'Error sending message, child exited 77 (Insufficient permission.)',
      /run it by itself: echo test \| msmtp --debug/,
    ],
    [
      '== anna@firma-nord.test T=remote_smtp defer (-1): failed to expand "interface" option for remote_smtp transport: failed to open /etc/exim4/ip: Permission denied',
      /let the user that Exim runs as/,
    ],
    [
      'The Outgoing server (SMTP) mail.firma-nord.test does not allow plaintext passwords. Please try changing the ‘Authentication method’',
      /In Thunderbird: Account Settings/,
    ],
    ['sending through smtp2go I get error: 550 that IP address is not allowed to send', /list of IP addresses/],
  ])('%s', (text, words) => expect(advice(text)).toMatch(words))

  test.each([
    ['535 5.7.8 Error: authentication failed', /msmtp/],
    ['451 4.3.0 Temporary lookup failure', /Exim/],
    ['504 5.7.4 Unrecognized authentication type', /Thunderbird/],
  ])('and not where another did: %s', (text, words) => expect(advice(text)).not.toMatch(words))
})
