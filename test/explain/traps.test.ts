// Texts that mislead: wrappers that blame the wrong party, one code for opposite things, words that look like others.

import { describe, expect, test } from 'vitest'
import type { ExplainContext } from '../../src/explain-text.js'
import type { DiagnosisId } from '../../src/model.js'
import { explained, firstId } from './sources.js'

type Case = readonly [name: string, text: string, id: DiagnosisId, context?: ExplainContext]

function check(cases: readonly Case[]): void {
  for (const [name, text, id, context] of cases) test(name, () => expect(firstId(text, context)).toBe(id))
}

const XOAUTH2_ERROR = Buffer.from('{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}').toString(
  'base64',
)

describe('Google', () => {
  check([
    [
      '534 5.7.9 with InvalidSecondFactor is the app password',
      '534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x1 - gsmtp',
      'app-password-required',
    ],
    [
      '534 5.7.9 with WebLoginRequired is the browser',
      '534-5.7.9 Please log in with your web browser and then try again.\n534 5.7.9  https://support.google.com/mail/?p=WebLoginRequired x1 - gsmtp',
      'browser-sign-in-required',
    ],
    [
      '421 4.7.0 at EHLO is the EHLO name',
      'Server terminates connection. response=421-4.7.0 Try again later, closing connection. (EHLO) x1 - gsmtp',
      'helo-rejected',
    ],
    [
      '535 5.7.8 after XOAUTH2 is the token',
      `C: AUTH XOAUTH2 dXNlcj1ib2JAZ21haWwuY29tAWF1dGg9QmVhcmVyIHlhMjkuYWJjZGVmZ2hpamtsAQE=\nS: 334 ${XOAUTH2_ERROR}\nC:\nS: 535-5.7.8 Username and Password not accepted.\nS: 535 5.7.8 x1 - gsmtp`,
      'oauth-token-rejected',
    ],
    [
      'an Exim that answers as smtp.gmail.com is in between',
      'Connection: opening to smtp.gmail.com:587, timeout=300\nSERVER -> CLIENT: 220-web7.hoster.example ESMTP Exim 4.97 #2\nCLIENT -> SERVER: EHLO shop.example\nSERVER -> CLIENT: 250-web7.hoster.example Hello\nCLIENT -> SERVER: AUTH LOGIN\nSERVER -> CLIENT: 334 VXNlcm5hbWU6\nSMTP ERROR: Password command failed: 535 Incorrect authentication data',
      'cert-intercepted',
    ],
  ])
})

describe('Microsoft', () => {
  check([
    [
      '5.7.139 for the tenant',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. [X.prod.outlook.com]',
      'tenant-smtp-auth-disabled',
    ],
    [
      '5.7.139 for basic authentication',
      '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [X.prod.outlook.com]',
      'basic-auth-disabled',
    ],
    [
      '5.7.139 for security defaults',
      "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. [X.prod.outlook.com]",
      'security-policy-blocked',
    ],
    [
      '554 5.2.0 with SendAsDenied is the sender',
      '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception',
      'sender-not-authorized',
    ],
    [
      '5.7.3 with STARTTLS is the encryption',
      '451 5.7.3 STARTTLS is required to send mail [X.prod.outlook.com]',
      'starttls-required',
    ],
    [
      '5.4.1 at RCPT is an unknown recipient',
      '550 5.4.1 Recipient address rejected: Access denied. [X.eop-EUR05.prod.protection.outlook.com]',
      'recipient-unknown',
    ],
    [
      ".NET's sentence around STARTTLS",
      'The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.0 Must issue a STARTTLS command first',
      'starttls-required',
    ],
    [
      ".NET's sentence around a login",
      'The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail',
      'auth-required',
    ],
    [
      '.NET\'s "Mailbox unavailable" around a relay',
      'Mailbox unavailable. The server response was: 5.7.1 Unable to relay for bob@example.net',
      'relay-denied',
    ],
  ])
})

describe('other providers', () => {
  check([
    [
      'the second line of Mail.ru without a code of its own',
      '535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external\nApplication password is REQUIRED',
      'app-password-required',
    ],
    ['a command and its answer on one line', 'AUTH LOGIN: 502 unimplemented (#5.5.1)', 'auth-not-offered'],
    [
      'MAIL FROM and its answer on one line',
      'MAIL FROM:<info@example.net>: 550 5.7.60 SMTP; Client does not have permissions to send as this sender',
      'sender-not-authorized',
    ],
    ['a command and a bare code', 'RCPT TO:<bob@example.net> => 550', 'recipient-unknown'],
    [
      'a bare refusal in the log of the submission service is the missing login',
      'Mar  3 10:00:01 mx postfix/submission/smtpd[77]: NOQUEUE: reject: RCPT from unknown[203.0.113.4]: 554 5.7.1 <eve@example.net>: Recipient address rejected: Access denied; from=<app@example.net> to=<eve@example.net> proto=ESMTP helo=<app>',
      'auth-required',
    ],
    [
      'a client host refused in the log of the service for other servers is the address',
      'Mar  3 10:00:01 mx postfix/smtpd[77]: NOQUEUE: reject: RCPT from out.example.org[203.0.113.4]: 554 5.7.1 <out.example.org[203.0.113.4]>: Client host rejected: Access denied; from=<a@example.org> to=<eve@example.net> proto=ESMTP helo=<out.example.org>',
      'client-ip-blocked',
    ],
    [
      'a domain that the account does not have, told about recipients by the client',
      "Error: Can't send mail - all recipients were rejected: 554 The domain of this sender is not associated with your account",
      'sender-not-verified',
    ],
    [
      'the user name alone is refused where all have the same',
      'Invalid login: 535 Invalid username',
      'username-format',
      { provider: 'resend' },
    ],
    ['msmtp without a user', 'msmtp: authentication method PLAIN needs a user name', 'credentials-missing'],
    [
      'a user name of SES that is no key',
      '220 email-smtp.amazonaws.com ESMTP\n>> AUTH LOGIN\n<< 334 VXNlcm5hbWU6\n>> amRvZQ==\n<< 334 UGFzc3dvcmQ6\n>> aHVudGVyMg==\n<< 535 Authentication Credentials Invalid',
      'username-format',
    ],
    [
      'Yahoo AUTH005 is an app password, not a rate',
      '535 5.7.0 (#AUTH005) Too many bad auth attempts.',
      'app-password-required',
    ],
    [
      'SES: identity not verified',
      '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: bob@example.net',
      'sender-not-verified',
    ],
    [
      'SES: not allowed by its policy',
      "554 Access denied: User `arn:aws:iam::1:user/mail' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:eu-central-1:1:identity/x.test'",
      'sender-not-authorized',
    ],
    ['SES: paused', '554 Message rejected: Sending paused for this account.', 'account-locked'],
    ['SES: throttled', '454 Throttling failure: Maximum sending rate exceeded.', 'sending-limit-exceeded'],
    [
      'SendGrid without credits',
      '451 Authentication failed: Maximum credits exceeded',
      'sending-limit-exceeded',
      { provider: 'sendgrid' },
    ],
    [
      'IONOS: the second line decides',
      '550-Requested action not taken: mailbox unavailable\n550 invalid DNS MX or A/AAAA resource record',
      'sender-unknown',
      { provider: 'ionos' },
    ],
    [
      'Proton without LOGIN',
      'Got: 250-mail.x\nGot: 250 AUTH PLAIN\nSent: AUTH LOGIN\nGot: 535 5.7.8 Error: authentication failed: Invalid authentication mechanism',
      'auth-mechanism-unsupported',
      { provider: 'proton' },
    ],
    [
      'an open resolver lists nobody',
      '554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org; Error: open resolver; https://check.spamhaus.org/',
      'dnsbl-query-refused',
    ],
  ])

  test('QQ that hangs up at AUTH wants its authorization code or has SMTP switched off', () => {
    const text =
      'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Zm9vQHFxLmNvbQ==\nS: 334 UGFzc3dvcmQ6\nC: c2VjcmV0c2VjcmV0\nsmtplib.SMTPServerDisconnected: Connection unexpectedly closed'
    expect(['closed-during-auth', 'app-password-required', 'smtp-access-disabled']).toContain(
      firstId(text, { provider: 'qq' }),
    )
  })
})

describe('clear text on 465', () => {
  check([
    ['Go', 'dial smtp.zoho.com:465: EOF', 'plaintext-on-tls-port'],
    [
      'Ruby',
      "EOFError: end of file reached\nsmtp_settings = { address: 'smtp.strato.de', port: 465 }",
      'plaintext-on-tls-port',
    ],
    [
      'Java',
      'javax.mail.MessagingException: Could not connect to SMTP host: smtp.mail.yahoo.com, port: 465, response: -1',
      'plaintext-on-tls-port',
    ],
    [
      'Python',
      "smtplib.SMTPServerDisconnected: Connection unexpectedly closed: timed out\nsmtp = smtplib.SMTP('smtp.gmail.com', 465)",
      'plaintext-on-tls-port',
    ],
  ])
})

describe('TLS on a clear-text port', () => {
  check([
    [
      'OpenSSL',
      'error:0A00010B:SSL routines:ssl3_get_record:wrong version number',
      'tls-on-plaintext-port',
      { port: 587 },
    ],
    ['rustls', 'received corrupt message of type InvalidContentType', 'tls-on-plaintext-port', { port: 587 }],
    ['GnuTLS', 'TLS handshake failed: An unexpected TLS packet was received.', 'tls-on-plaintext-port', { port: 587 }],
    [
      '.NET',
      'Cannot determine the frame size or a corrupted frame was received.',
      'tls-on-plaintext-port',
      { port: 587 },
    ],
    ['Go', 'tls: first record does not look like a TLS handshake', 'tls-on-plaintext-port', { port: 25 }],
    [
      'Java',
      'javax.net.ssl.SSLException: Unsupported or unrecognized SSL message',
      'tls-on-plaintext-port',
      { port: 587 },
    ],
  ])
})

describe('names and settings', () => {
  check([
    [
      "a provider's right name that is not found is the resolver",
      'getaddrinfo ENOTFOUND smtp.gmail.com',
      'dns-unavailable',
    ],
    ['a misspelt name', 'getaddrinfo ENOTFOUND smtp.gmial.com', 'host-typo'],
    [
      'localhost with a real provider in the text',
      'MAIL_HOST=smtp.mailgun.org\nError: connect ECONNREFUSED 127.0.0.1:587',
      'host-not-configured',
    ],
  ])
})

describe('localized socket errors', () => {
  check([
    [
      'German',
      'stream_socket_client(): unable to connect to mail.firma.example:587 (Verbindungsaufbau abgelehnt)',
      'connect-refused',
    ],
    [
      'French',
      'Aucune connexion n’a pu être établie car l’ordinateur cible l’a expressément refusée. 203.0.113.4:587',
      'connect-refused',
    ],
    [
      'Spanish',
      'No se puede establecer una conexión ya que el equipo de destino denegó expresamente dicha conexión 203.0.113.4:587',
      'connect-refused',
    ],
    ['Chinese', '由于目标计算机积极拒绝，无法连接。 203.0.113.4:587', 'connect-refused'],
    [
      'Japanese',
      '対象のコンピューターによって拒否されたため、接続できませんでした。 203.0.113.4:587',
      'connect-refused',
    ],
    [
      'Russian',
      'Подключение не установлено, т.к. конечный компьютер отверг запрос на подключение 203.0.113.4:587',
      'connect-refused',
    ],
  ])
})

describe('saying nothing where nothing is known', () => {
  test('a text without a failure has no diagnosis', () => {
    expect(explained('Message sent: 250 2.0.0 OK\nHave a nice day')).toEqual([])
    expect(explained('')).toEqual([])
  })

  test('a failure that nobody knows is said to be unknown', () => {
    expect(firstId('The flux capacitor failed while sending')).toBe('unknown')
  })

  test('an unknown provider, platform or client in the context is ignored', () => {
    expect(
      firstId('535 5.7.8 Error: authentication failed', { provider: 'no-such', platform: 'nowhere', client: '?' }),
    ).toBe('credentials-rejected')
  })
})

describe('a dialogue that ends without a word', () => {
  const DIALOGUE = [
    'S: 220 mail.hafen.example ESMTP',
    'C: EHLO werft',
    'S: 250 mail.hafen.example',
    'C: MAIL FROM:<kai@hafen.example>',
    'S: 250 2.1.0 Ok',
    'C: RCPT TO:<lea@insel.example>',
  ]

  test('says at which command, what that commonly is, and that nothing was refused', () => {
    const [cut] = explained([...DIALOGUE, 'Error: read ECONNRESET'].join('\n'))
    expect(cut).toMatchObject({ id: 'unknown', title: expect.stringContaining('hung up in answer to RCPT') })
    expect(cut?.meaning).toMatch(/Commonly .* cannot be seen from outside/)
    const [silence] = explained([...DIALOGUE, 'Error: Timeout ETIMEDOUT'].join('\n'))
    expect(silence).toMatchObject({ id: 'unknown', title: expect.stringContaining('did not answer RCPT') })
    expect(silence?.fixes[0]?.do).toContain("program's timeout")
  })

  test("in Postfix' words is put off, not refused with a code", () => {
    const [first] = explained('lost connection with mx.insel.example[192.0.2.1] while sending RCPT TO')
    expect(first?.id).toBe('server-temporary-failure')
    expect(first?.meaning).not.toContain('Codes that begin with 4')
  })
})

describe('an address whose numbers look like an enhanced code', () => {
  check([
    ['5.7.26.3 is no missing SPF', 'mx.f.test [5.7.26.3]: Connection timed out', 'connect-timeout'],
    ['5.6.7.9 is no SMTPUTF8', 'Error: connect ETIMEDOUT 5.6.7.9:587', 'connect-timeout'],
    ['5.7.57.9 is no missing login', 'mx.f.test [5.7.57.9]: Connection refused', 'connect-refused'],
    ['beside it a code still counts', '[5.6.7.9] said: 550 5.7.26 unauthenticated', 'sender-unauthenticated'],
  ])

  test('is no second cause either', () => {
    expect(explained('mx.f.test [5.1.10.2]: Connection refused').map(({ id }) => id)).toEqual(['connect-refused'])
  })
})

describe('the account in a call of the program', () => {
  const REFUSED =
    "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted. BadCredentials k1 - gsmtp')"
  check([
    [
      'that belongs elsewhere is the wrong provider',
      `server = smtplib.SMTP('smtp.gmail.com', 587)\nserver.login('bob@yahoo.com', 'x')\n${REFUSED}`,
      'host-wrong-provider',
    ],
    [
      'that belongs there wants an app password',
      `server = smtplib.SMTP('smtp.gmail.com', 587)\nserver.login('bob@gmail.com', 'x')\n${REFUSED}`,
      'app-password-required',
    ],
    [
      'with a domain of its own says nothing',
      `server = smtplib.SMTP('smtp.gmail.com', 587)\nserver.login('bob@example.org', 'x')\n${REFUSED}`,
      'app-password-required',
    ],
    [
      'is read in an object on one line too',
      "createTransport({ host: 'smtp.gmail.com', port: 587, auth: { user: 'bob@yahoo.com', pass: 'x' } })\nError: Invalid login: 535-5.7.8 Username and Password not accepted",
      'host-wrong-provider',
    ],
  ])
})

test('a refused connection without a host sends people to look which host it was', () => {
  const [first] = explained(
    'ConnectionRefusedError: [Errno 111] Connection refused\n  File "/srv/venv/lib/python3.12/site-packages/django/core/mail/backends/smtp.py", line 84, in open',
  )
  expect(first?.id).toBe('connect-refused')
  expect(first?.fixes[0]?.do).toContain('localhost')
})
