// What people tell in their own words: a code without its reply, a bounce's first sentence, what the host or the
// program said about a block.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { explained, firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('a code that is told without its words', () => {
  check('credentials-rejected', [
    'I get a 535 error when sending mail',
    'Error 535',
    'SMTP error 535',
    'It fails with 535',
    'SMTP Status Code: 535',
  ])
  check('app-password-required', ['Gmail keeps returning 535', 'Using Gmail I get error 535'])
  check('server-permanent-failure', [
    'SMTP error code 550',
    'Got a 550 from the server',
    'At FROM I get 550 Command Rejected',
  ])
  check('auth-temporary-failure', ['I see a 454 error in the log'])
  check('credentials-rejected', [
    '发送邮件时报错535',
    '送信エラー 535',
    'błąd 535 przy wysyłaniu poczty',
    'Erro 535 ao enviar',
  ])
  check('server-temporary-failure', [
    'postfix/lmtp[91]: 0F5A: to=<anna@firma-nord.test>, relay=none, delay=556, dsn=4.4.1, status=deferred (connect to firma-nord.test[/run/dovecot/lmtp]: No such file or directory)',
  ])

  test.each([
    'Upgraded to WordPress 5.7.2 and mail fails',
    'sent 550 emails before it failed',
    'error on line 535',
    'reply took delay=550 in the mail queue',
    'Error: Request failed with status code 502 when calling the email API',
    'GET /mail HTTP/1.1" 500 Internal Server Error',
    "api.access (method='POST' view='internal.mail' response=500 user_id='1')",
  ])('is no code of mail: %s', (text) => expect(explained(text).map(({ id }) => id)).not.toContain('command-sequence'))

  test('does not stand where the words were kept', () => {
    expect(firstId('I get error 535, it says application-specific password required')).toBe('app-password-required')
  })
})

describe('the first sentence of a bounce', () => {
  check('recipient-unknown', [
    "Your message wasn't delivered to anna@firma-nord.test because the domain firma-nord.test couldn't be found.",
    "Address not found\nYour message wasn't delivered to anna@firma-nord.test because the address couldn't be found, or is unable to receive mail.",
    'Adresse nicht gefunden: Ihre Nachricht wurde nicht an anna@firma-nord.test zugestellt',
    'Adresse introuvable. Votre message à anna@firma-nord.test est bloqué.',
    'No se ha encontrado la dirección. Tu mensaje no se ha entregado a anna@firma-nord.test',
    "Delivery has failed to these recipients or groups: anna@firma-nord.test The email address you entered couldn't be found.",
    '554 The mail could not be delivered to the recipient because the domain is not reachable. Please check the domain and try again',
    'The mail server could not deliver mail to anna@firma-nord.test.  The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.',
  ])
  check('recipient-mailbox-full', [
    '送信先のメールボックスが一杯のため、送信できませんでした。',
    '받는 사람의 메일함이 가득 차 있습니다',
  ])
  check('sender-unknown', ['the mail was blocked by my server because the sender failed verification'])
})

describe("services' own sentences", () => {
  check('address-syntax', [
    "554 Transaction failed: Invalid domain name: '127.0.0.1'.",
    '554 Transaction failed: Domain contains control or whitespace.',
  ])
  check('sending-limit-exceeded', ['450 Too many recipient attempts'])
  check('recipient-restricted', [
    'The group anna@firma-nord.test has exceeded its quota for total number of external recipients.',
  ])
  check('sender-unauthenticated', [
    'Recipient address rejected: Message rejected due to: domain owner discourages use of this host.',
  ])
})

describe('what hosts and their customers say about a block', () => {
  check('smtp-egress-blocked', [
    'SMTP connect() failed.\nWell, the hoster said they block port 587, so it cannot work',
    'our provider blocks outgoing ports 465 and 587',
  ])
})

describe('mutt and the program that sends for it', () => {
  check('host-typo', [
    'Error sending message, child exited 68 (Host unknown.)\n\naccount work\nhost smpt.gmail.com\nport 465',
  ])
  check('host-not-found', ['Error sending message, child exited 68 (Host unknown.)'])
  check('credentials-rejected', ['Error sending message, child exited 77 (Insufficient permission.)'])
  check('recipient-unknown', ['Error sending message, child exited 67 (User unknown.)'])
})

describe('Thunderbird', () => {
  check('auth-mechanism-unsupported', [
    'The Outgoing server (SMTP) mail.firma-nord.test does not allow plaintext passwords. Please try changing the ‘Authentication method’',
    'The Kerberos/GSSAPI ticket was not accepted by the Outgoing server (SMTP) mail.firma-nord.test.',
    'Le serveur sortant (SMTP) mail.firma-nord.test ne semble pas gérer les mots de passe chiffrés.',
    'Il server in uscita (SMTP) mail.firma-nord.test non supporta il metodo di autenticazione selezionato.',
  ])
  check('credentials-rejected', ['Impossible de s’authentifier sur le serveur sortant (SMTP) mail.firma-nord.test.'])
  check('server-temporary-failure', [
    'The message could not be sent because the connection to Outgoing server (SMTP) mail.firma-nord.test was lost in the middle of the transaction. Try again.',
  ])
})

describe('certificates that another policy than the name refuses', () => {
  check('cert-hostname-mismatch', ['4.7.5 Remote certificate failed MTA-STS validation. Reason: SubjectMismatch'])
  check('cert-untrusted', ['454 4.7.5 Remote certificate failed MTA-STS validation. Reason: UntrustedRoot'])
})

describe('settings that never reach a server', () => {
  check('host-typo', [
    'Could not connect to SMTP host: locahost, port: 25',
    "Couldn't connect to host, port: loclahost, 587",
  ])
  check('config-option-invalid', [
    'gnutls_priority_set_direct(@SYSTEM): The request is invalid.',
    'msmtp: error in priority string at position 3',
  ])
  check('server-temporary-failure', [
    '== anna@firma-nord.test R=dnslookup T=remote_smtp defer (-1): failed to expand "interface" option for remote_smtp transport: failed to open /etc/exim4/ip: Permission denied',
  ])
  check('starttls-not-offered', [
    'ERROR: The SMTP service on mail.firma-nord.test port 25 did not appear to support STARTTLS.',
  ])
  check('tls-on-plaintext-port', ['javax.net.ssl.SSLException: Unable to parse TLS packet header'])
  check('security-policy-blocked', ['sending through smtp2go I get error: 550 that IP address is not allowed to send'])
})

describe('a failure that is told and nothing else', () => {
  // A line that ends in "sent:" is a turn of a dialogue, but not where nothing was sent.
  check('unknown', [
    'message not sent: undefined',
    'Mail not sent: error',
    'wp_mail() returned false',
    'mail() returned null',
  ])
})
