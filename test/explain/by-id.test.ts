// Diagnosis by diagnosis: rare ones in the words of many servers, list managers, languages and libraries, and beside them
// what only looks like one.

import { describe, expect, test } from 'vitest'
import type { ExplainContext } from '../../src/explain-text.js'
import type { DiagnosisId } from '../../src/model.js'
import { explained, firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[], context?: ExplainContext): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text, context)).toBe(id))
}

describe('lists and groups', () => {
  check('recipient-restricted', [
    'Your message to choir-list was rejected: the sender address is not on the list of allowed posters.',
    'The message could not be sent: the mailing list only allows posts from subscribers.',
    '550 5.7.1 <all@firma-nord.test>: Recipient address rejected: this list is for internal use only',
    '550 5.4.1 mail to this group is limited to members of the organization',
    '554 5.7.1 <board@firma-nord.test>: Recipient address rejected: Access to this alias is restricted',
    'Message <x1> rejected() because sender not allowed\ntemplate=delivery_status_notification; reason=send_private; status=5.7.1',
    'La distribution de messages est réservée aux abonnés de la liste.',
    'Nur Mitglieder der Liste dürfen hier schreiben.',
    'Los mensajes a esta lista están restringidos a los suscriptores.',
    'I messaggi a questa lista sono riservati ai moderatori, riservata ai membri.',
  ])
  check('relay-denied', ['550 5.7.1 relaying is restricted to local users'])
})

describe('access by mail programs', () => {
  check('smtp-access-disabled', [
    '535 Authentication credentials invalid - please enable POP3/IMAP in your account settings',
    '535 SMTP access has been disabled by the administrator',
    '535 authentication failed: IMAP/SMTP service not open',
    '535 5.7.1 Mailbox does not have SMTP enabled',
    '535 5.7.8 Access by third-party clients is prohibited by the administrator',
    '550 5.7.1 SMTP is not available on the free plan',
    'Die Protokolle POP3/IMAP/SMTP sind für dieses Postfach deaktiviert.',
    "L'accès SMTP est désactivé pour cette boîte",
    'Il protocollo SMTP è disabilitato per questa casella',
    'El acceso SMTP está desactivado en su cuenta',
    '535 Error: 请先开启SMTP服务',
    '此邮箱未开通SMTP服务',
  ])
  check('credentials-rejected', ['535 5.7.8 SMTP login refused, access denied'])
})

describe('passwords that have to be changed', () => {
  check('password-expired', [
    '535 Your password is not secure. Change it in the webmail first',
    '535 5.7.8 password is insecure, update it in your account',
    '535 mot de passe trop faible',
    '535 Passwort zu einfach',
    '535 authentication failed: NT_STATUS_PASSWORD_MUST_CHANGE',
  ])
})

describe('a verdict behind a temporary code', () => {
  check('credentials-rejected', [
    'AuthenticationFailedException: 454 4.7.0 Invalid login or password',
    '451 4.7.0 Invalid credentials',
    'C: AUTH LOGIN\nS: 421 4.7.0 wrong password',
    '454 4.7.8 Username and password not accepted',
  ])
  check('auth-temporary-failure', [
    'C: AUTH PLAIN <redacted>\nS: 454 4.7.0 cannot check the login at the moment',
    '535 5.7.0 authentication failed: temporary server error, try again later',
  ])
})

describe('the exchange of a login', () => {
  check('auth-exchange-malformed', [
    'Client error: Unrecognized challenge',
    '535 #5.7.0 bad argument to AUTH PLAIN command',
    '454 4.7.0 authentication failed: bad base64 encoding',
  ])
})

describe('filters that a mail server asks', () => {
  check('server-temporary-failure', [
    'postfix/smtpd[7]: warning: connect to Milter service inet:127.0.0.1:8891: Connection refused',
    'postfix/cleanup[8]: warning: connect to Milter service inet:filter:11332: Connection timed out',
    'postfix/smtpd[9]: warning: problem talking to server private/policyd-spf: Connection timed out',
  ])
  check('connect-refused', ['postfix/smtp[9]: connect to mail.firma-nord.test[192.0.2.9]:587: Connection refused'])
})

describe('clear text around STARTTLS', () => {
  check('starttls-injection', [
    'postfix/smtpd[2]: improper command pipelining after STARTTLS from mx.firma-nord.test[192.0.2.5]',
    'curl: (8) STARTTLS response pipelined with more data',
    'STARTTLS: unexpected data received in clear, giving up',
    'Bytes in the buffer before STARTTLS: possible command injection',
  ])
  check('command-sequence', [
    'postfix/smtpd[2]: improper command pipelining after CONNECT from unknown[192.0.2.5]: EHLO x',
  ])
})

describe('certificates', () => {
  check('cert-revocation-unchecked', [
    'Der Sperrstatus des Zertifikats konnte nicht ermittelt werden',
    "L'état de révocation du certificat n'a pas pu être vérifié",
    'MailKit.Security.SslHandshakeException: no secure connection\n ---> System.Security.Cryptography.CryptographicException: Error occurred during a cryptographic operation.',
    'SEC_ERROR_OCSP_SERVER_ERROR',
  ])
  check('cert-not-yet-valid', ['证书尚未生效', 'Das Zertifikat ist noch nicht gültig'])
  check('cert-untrusted', ['Error: unsupported certificate purpose'])
})

describe('receivers', () => {
  check('too-many-recipients', [
    '501 5.5.4 Number of recipients exceeds the maximum of 100 per message',
    '550 5.3.4 RESOLVER.ADR.RecipLimit; too many recipients',
  ])
  check('sending-limit-exceeded', ['452 Too many recipients received this hour'])
  check('recipient-mailbox-full', ['552 #5.1.0 Mailbox space not enough', 'Le destinataire a dépassé son quota'])
  check('reverse-dns-missing', ["550 5.7.1 Access denied: your reverse DNS doesn't match your HELO name"])
  check('mail-loop', ['lowest numbered MX record points to local host'])
  check('dnsbl-query-refused', [
    '554 5.7.1 blocked using list.dnswl.org; you asked through a public nameserver',
    'rejected because 192.0.2.5 is in a black list at zen.spamhaus.org: Error: Rate Limited',
  ])
})

describe("the computer's own name", () => {
  const frames = 'Traceback (most recent call last):\n  File "C:\\Python39\\lib\\smtplib.py", line 255, in __init__\n'
  const texts = [
    `${frames}    fqdn = socket.getfqdn()\n  File "C:\\Python39\\lib\\socket.py", line 756, in getfqdn\n    hostname, aliases, ipaddrs = gethostbyaddr(name)\nUnicodeDecodeError: 'utf-8' codec can't decode byte 0xd6 in position 3: invalid continuation byte`,
    `${frames}  File "C:\\Python39\\lib\\smtplib.py", line 437, in ehlo\n    self.putcmd(self.ehlo_msg, name or self.local_hostname)\nUnicodeEncodeError: 'ascii' codec can't encode characters in position 5-9: ordinal not in range(128)`,
  ]
  check('local-hostname-unresolvable', texts)
  test('it is told how to be renamed, and not to be put into a list of hosts', () => {
    const words = JSON.stringify(explained(texts[0] ?? '')[0]?.fixes)
    expect(words).toContain('Rename this PC')
    expect(words).not.toContain('/etc/hosts')
  })
  check('credentials-not-ascii', [
    `${frames}  File "C:\\Python39\\lib\\smtplib.py", line 642, in auth\n    self.ehlo_or_helo_if_needed()\n  File "C:\\Python39\\lib\\smtplib.py", line 739, in login\nUnicodeEncodeError: 'ascii' codec can't encode character '\\xe4' in position 3: ordinal not in range(128)`,
  ])
})

describe('quotes in a list of docker compose', () => {
  const list = "      - SMTP_USER=anna@firma-nord.test\n      - SMTP_PASSWORD='abc123xyz'\n"
  check('config-secret-mangled', [`${list}Error: Invalid login: 535 Authentication credentials invalid`])
  check('connect-timeout', [`${list}Error: connect ETIMEDOUT 192.0.2.4:587`])
  check('credentials-rejected', [
    "SMTP_PASSWORD='abc123xyz'\nError: Invalid login: 535 Authentication credentials invalid",
  ])
})

describe('the door', () => {
  check('host-typo', [
    "UnicodeError: encoding with 'idna' codec failed (UnicodeError: label empty or too long)",
    'Could not connect to SMTP host: stmp.office365.com',
  ])
  check('connect-timeout', ['Could not connect to SMTP host: smtpdm.aliyun.com, port: 465'])
  check('host-not-configured', [
    'Unable to connect to the mail server at localhost:25',
    'Impossible de se connecter au serveur SMTP localhost:25',
  ])
  check('connect-permission-denied', [
    'type=AVC msg=audit(1.2:3): avc:  denied  { name_connect } for pid=7 comm="php-fpm" dest=587',
  ])
  check('connect-unreachable', ['The Internet connection appears to be offline.'])
  check('port-25-blocked', [
    '2024-01-02 H=mx.firma-nord.test [192.0.2.25] Connection timed out',
    'stat=Deferred: Connection timed out with mx.firma-nord.test.',
  ])
  check('smtp-egress-blocked', ['ports 25, 465 and 587 all time out from this server, https works'])
  check('service-unavailable', ['421 4.3.2 System not accepting network messages'])
  check('closed-before-greeting', ['Connection closed by remote host before greeting'])
})

describe('look-ups of a domain that mail goes to, and of a relay', () => {
  const notFound = 'Host or domain name not found. Name service error for name='
  check('recipient-unknown', [
    `<anna@firma-nord.test>: ${notFound}firma-nord.test type=MX: Host not found`,
    `${notFound}firma-nord.test type=MX: Host not found`,
    `<anna@firma-nord.test>: ${notFound}firma-nord.test type=AAAA: Host not found`,
  ])
  check('host-not-found', [
    `${notFound}smtp.firma-nord.test type=MX: Host not found`,
    `${notFound}relay.firma-nord.test type=AAAA: Host not found`,
  ])
  check('dns-unavailable', [`${notFound}firma-nord.test type=MX: Host not found, try again`])
})

describe('senders', () => {
  check('sender-unknown', ['550 Sender has no A, AAAA or MX DNS records'])
  check('sender-unauthenticated', ["421-4.7.27 Your mail has been rate limited because SPF authentication didn't pass"])
  check('sender-not-authorized', [
    'Absenderadresse stimmt nicht mit dem Login überein',
    "L'adresse de l'expéditeur n'est pas autorisée",
    '553 sorry, the envelope sender is not in my allowed list',
    '550 发信地址与登录帐号不符',
    '454 4.7.1 <anna@firma-nord.test>: Sender address rejected: not owned by user bob',
  ])
  check('cert-hostname-mismatch', ['Der Name im Zertifikat stimmt nicht mit dem Servernamen überein'])
  check('sender-not-verified', [
    'Error: 403 The firma-nord.test domain is not verified. Add and verify your domain first',
    '550 sender domain not allowed - verify it in the dashboard first',
  ])
})

describe('commands and letters', () => {
  check('auth-required', ['503 AUTH first (#5.5.1)'])
  check('helo-rejected', ['550 HELO should be a FQDN'])
  check('address-syntax', ['501 <anna@>: missing or malformed domain', '收件人地址格式错误'])
  check('message-malformed', [
    'message is lacking a Message-ID header',
    '550 5.6.0 CAT.InvalidContent.Exception: PropertyValidationException',
  ])
})
