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

describe("mail servers' own logs", () => {
  check('port-25-blocked', [
    'zone-mta[91]: ERR! CONNFAIL domain=gmail.com local=out.firma-nord.test[0.0.0.0] remote=192.0.2.8:25 error=Network error when connecting to MX server gmail-smtp-in.l.google.com[192.0.2.8] for gmail.com: Connection timed out',
  ])
  check('server-temporary-failure', [
    '<anna@firma-nord.test>: Too many failures (Tried all MXs)',
    '1mkO1F-0004dQ-4z spam acl condition: all spamd servers failed',
  ])
  check('config-option-invalid', [
    'msmtp: /etc/msmtprc: line 14: account work not (yet) defined',
    'msmtp: /home/anna/.msmtprc: contains secrets and therefore must have no more than user read/write permissions',
  ])
  check('credentials-rejected', [
    'DEBUG session{instance="submissions" remote.ip="192.0.2.8"}: smtp::inbound::auth: event="authenticate" result="failed"',
  ])
  check('auth-exchange-malformed', [
    'l=debug m="smtp command result" err="authentication aborted" kind=submission cmd=auth code=501 ecode=5.5.0',
    'status=deferred (SASL authentication failed; cannot authenticate to server mail.firma-nord.test[192.0.2.8]: bad protocol / cancel)',
  ])
  check('oauth-token-rejected', [
    'status=deferred (SASL authentication failed; cannot authenticate to server smtp.gmail.com[192.0.2.8]: bad protocol / cancel)',
  ])
  check('starttls-required', [
    '454 4.7.0 Failed to establish appropriate TLS channel: Access Denied (in reply to RCPT TO command)',
    'host mx.firma-nord.test[192.0.2.8] said: 530 5.7.0 Must issue a STARTTLS command first (in reply to MAIL FROM command)',
  ])
  check('relay-denied', [
    'NOQUEUE: reject: RCPT from pc.firma-nord.test[192.0.2.9]: 554 5.7.1 <anna@firma-nord.test>: Recipient address rejected: Access denied; from=<b@firma-nord.test> to=<anna@firma-nord.test>',
  ])
  check('recipient-unknown', ['550 5.4.1 Recipient address rejected: Access denied. AS(201806281)'])
  check('client-ip-blocked', [
    'Expected response code 220 but got code "554", with message "554 5.7.1 <unknown[192.0.2.8]>: Client host rejected: Access denied"',
  ])
})

describe('programs without a login', () => {
  check('auth-required', [
    'Connected to smtp.gmail.com at address 192.0.2.8, port 25\nos_sendmail(1764): WARN: Mail from not accepted by server',
  ])
  check('auth-mechanism-unsupported', ['It throws an error about not finding any authentication mechanism'])
  check('host-typo', ['Error: Could not find host "  -starttls -port "587" -auth"'])
  check('host-not-found', ['Error: Could not find host "mail.firma-nord.test"'])
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
    ['os_sendmail(1764): WARN: Mail from not accepted by server', /OSSEC cannot log in/],
    [
      'host mx.firma-nord.test[192.0.2.8] said: 454 4.7.0 Failed to establish appropriate TLS channel: Access Denied (in reply to RCPT TO command)',
      /smtp_tls_security_level = may/,
    ],
    [
      'postfix/lmtp[91]: 0F5A: to=<anna@firma-nord.test>, relay=none, dsn=4.4.1, status=deferred (connect to firma-nord.test[/run/dovecot/lmtp]: No such file or directory)',
      /socket on the mail server itself/,
    ],
    [
      'Network error when connecting to MX server gmail-smtp-in.l.google.com[192.0.2.8]:25 for gmail.com: Connection timed out',
      /relay, smarthost or SMTP server/,
    ],
    ['sending through smtp2go I get error: 550 that IP address is not allowed to send', /list of IP addresses/],
  ])('%s', (text, words) => expect(advice(text)).toMatch(words))

  test.each([
    ['535 5.7.8 Error: authentication failed', /msmtp/],
    ['451 4.3.0 Temporary lookup failure', /Exim/],
    ['504 5.7.4 Unrecognized authentication type', /Thunderbird/],
  ])('and not where another did: %s', (text, words) => expect(advice(text)).not.toMatch(words))
})
