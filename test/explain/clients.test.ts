// The message catalogues of mail libraries for Node, PHP, Go and Rust, each failure in its library's own words. A table
// holds what one library prints, so that a change in a reader shows for which programs it matters.

import { describe, expect, test } from 'vitest'
import type { ExplainContext } from '../../src/explain-text.js'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[], context?: ExplainContext): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text, context)).toBe(id))
}

describe('nodemailer and emailjs', () => {
  check('connect-timeout', [
    '{\n  "errno": -4039,\n  "code": "ESOCKET",\n  "syscall": "connect",\n  "address": "192.0.2.7",\n  "port": 465\n}',
    '{"errno":-60,"code":"ESOCKET","syscall":"connect","address":"192.0.2.7","port":587}',
  ])
  check('connect-refused', ['{"errno":-111,"code":"ESOCKET","syscall":"connect","address":"192.0.2.7","port":587}'])
  check('config-option-invalid', ['Error: Unsupported configuration, downgrade Nodemailer to v0.7.1 to use it'])
  check('cert-intercepted', ['email fail / error: self_signed_cert_in_chain\n- server: smtp.gmail.com\n- port: 465'])
  check('host-not-configured', ['(Mail not sent; to enable sending, set the MAIL_URL environment variable.)'])
  check('host-not-configured', ['{"errno":-4078,"code":"ESOCKET","address":"127.0.0.1","port":587,"command":"CONN"}'])
  check('address-syntax', [
    "Error: Invalid sender \"Firma Nord\" { code: 'EENVELOPE', command: 'API' }",
    'Error: Invalid recipient "=?UTF-8?Q?bob" { code: \'EENVELOPE\' }',
    '{ [Error: message does not have a valid sender] smtp: undefined }',
  ])
  check('auth-mechanism-unsupported', ['{ [Error: no form of authorization supported] code: 7, smtp: undefined }'])
  check('credentials-missing', [
    'Error: `password` cannot be set without `user`',
    'No e-mail userid set',
    'No e-mail password set',
    'EmailError: Failed to send email. Reason: Authentication required, invalid details provided.',
  ])
  check('port-25-blocked', [
    'error: test email not sent: can not connect to any SMTP server',
    '{\n  "stacktrace": [\n    "Error: can not connect to any SMTP server",\n    "    at tryConnect (/opt/node_modules/sendmail/sendmail.js:88:49)",\n    "    at emitErrorNT (node:internal/streams/destroy:157:8)"\n  ]\n}',
  ])
  check('dns-unavailable', ['The DNS server returned an error, perhaps the server is offline'])
  check('host-not-found', [
    'The connection cannot be established, this usually occurs due to an incorrect host (domain) value',
  ])
})

describe('Net_SMTP, in PEAR Mail and Roundcube', () => {
  check('starttls-required', [
    'authentication failure [SMTP: SMTP server does no support authentication (code: 250, response: mail.firma-nord.test PIPELINING SIZE 10240000 ETRN STARTTLS 8BITMIME DSN)]',
    'PHP Error: SMTP server does not support authentication (POST /?_task=mail)\nSMTP Error: Authentication failure: mail.firma-nord.test\nPIPELINING\nSIZE 31457280\nSTARTTLS\n8BITMIME\nDSN (Code: 250) in /var/www/rcube.php on line 1795',
    'Connecting to mail.firma-nord.test:587...\n<x1> Recv: 220 mail ESMTP\n<x1> Send: EHLO web.test\n<x1> Recv: 250-mail\n<x1> Recv: 250-STARTTLS\n<x1> Recv: 250 DSN\n<x1> Send: QUIT\n<x1> Recv: 221 2.0.0 Bye\nSMTP Fehler (250): Die Authentisierung ist fehlgeschlagen',
  ])
  check('auth-not-offered', [
    'SMTP send: NOT OK(Authentication failure: SMTP server does not support authentication (Code: ))',
    'SMTP Error (250): Authentication failed.',
    "Erreur SMTP (250) : L'authentification a échoué.",
    'authentication failure [SMTP: SMTP server does not support authentication (code: 250, response: mail.firma-nord.test PIPELINING SIZE 10240000 8BITMIME DSN)]',
  ])
  check('closed-before-greeting', [
    'Failed to connect to mail.firma-nord.test:587 [SMTP: Invalid response code received from server (code: -1, response: )]',
  ])
  check('connect-timeout', ['SMTP Error (-1): Connection to server failed'])
  check('host-typo', ['Connecting to tls://%h:587...'])
  check('account-locked', [
    'SMTP Error (550): Failed to add recipient "a@firma-sued.test" (5.7.1 <web1[10.2.0.1]>: Client host rejected: Blacklisted user: b@firma-nord.test).',
  ])
  check('client-ip-blocked', ['SMTP Error (554): 5.7.1 <web1[192.0.2.1]>: Client host rejected: Blacklisted host'])
})

describe('Swift Mailer and Symfony Mailer', () => {
  check('closed-before-greeting', ['Expected response code 220 but got code "", with message ""'])
  check('unknown', [
    'Expected response code 250 but got code "", with message ""',
    'Expected response code "250" but got empty code.',
  ])
  check('closed-during-auth', [
    'Failed to authenticate on SMTP server with username "u" using the following authenticators: "LOGIN". Authenticator "LOGIN" returned "Expected response code "235" but got empty code.".',
  ])
  check('greeting-timeout', ['Connection to "mail.firma-nord.test:587" timed out.'])
  check('plaintext-on-tls-port', ['Connection to tcp://mail.firma-nord.test:465 Timed Out'])
  check('sender-unknown', [
    'Expected response code 354 but got code \\"503\\", with message \\"503-All RCPT commands were rejected with this error:\\r\\n503-Sender verify failed\\r\\n503 Valid RCPT command must precede DATA\\r\\n\\"',
  ])
  check('recipient-unknown', [
    '503-All RCPT commands were rejected with this error:\n503-No such user here\n503 Valid RCPT command must precede DATA',
  ])
  check('starttls-failed', ['Expected response code 220 but got code "454", with message "454 4.7.0 no TLS today"'])
  check('starttls-failed', ['Swift_TransportException: Expected response code 220 but got code "502"'])
  check('command-sequence', [
    'local.ERROR: Expected response code 354 but got code "250", with message "250 Accepted\n" {"exception":"[object] (Swift_TransportException)"}',
  ])
  check('tls-handshake-failed', [
    "Warning: stream_socket_enable_crypto(): SSL: Connection reset by peer in StreamBuffer.php on line 95\nFatal error: Uncaught exception 'Swift_TransportException' with message 'Unable to connect with TLS encryption'",
    'stream_socket_client(): SSL: Connection reset by peer',
    'stream_socket_enable_crypto(): SSL: The operation completed successfully.',
    'fsockopen(): SSL: crypto enabling timeout in mail.php on line 186',
    'Connection could not be established with host mail.firma-nord.test [ #0]',
  ])
  check('client-support-missing', ['Connection to "process /usr/sbin/sendmail -bs -i" has been closed unexpectedly.'])
  check('starttls-not-offered', ['TLS required but neither TLS or STARTTLS are in use.'])
  check('auth-mechanism-unsupported', [
    'Unable to find an authenticator supported by the SMTP server',
    'Failed to find an authenticator supported by the SMTP server, which currently supports: "gssapi", "ntlm".',
  ])
  check('auth-not-offered', [
    'Failed to find an authenticator supported by the SMTP server, which currently supports: "".',
  ])
  check('smtputf8-required', ['Invalid addresses: non-ASCII characters not supported in local-part of email.'])
  check('message-malformed', ['An email must have a "To", "Cc", or "Bcc" header.'])
})

describe('Zend, Laminas and Horde', () => {
  check('config-option-invalid', [
    'Zend\\Mail\\Protocol\\SmtpPluginManager::get was unable to fetch or create an instance for',
    'A plugin by the name "" was not found in the plugin manager Laminas\\Mail\\Protocol\\SmtpPluginManager',
  ])
  check('closed-before-greeting', ['Zend_Mail_Protocol_Exception: Could not read from mail.firma-nord.test'])
  check('tls-handshake-failed', [
    'Laminas\\Mail\\Protocol\\Exception\\RuntimeException: Unable to connect via TLS',
    'Horde_Smtp_Exception: Could not open secure TLS connection to the server.',
  ])
  check('credentials-rejected', [
    "Zend_Mail_Protocol_Exception with message '4.7.8 Error: authentication failed: UGFzc3dvcmQ6'",
  ])
})

describe('CodeIgniter, CakePHP, phpBB, PHPMailer', () => {
  check('helo-rejected', [
    '220 mx.firma-nord.test ESMTP ready\nhello: 501 5.5.4 Invalid argument\nThe following SMTP error was encountered: 501 5.5.4 Invalid argument',
  ])
  check('recipient-unknown', ['to: 550 no such user here'])
  check('auth-required', ['from: 530 5.7.1 Client was not authenticated'])
  check('host-not-configured', ['You did not specify a SMTP hostname.'])
  check('credentials-rejected', ['SMTP server did not accept the password.'])
  check('auth-mechanism-unsupported', ['SMTP authentication method not allowed, check if SMTP server requires TLS.'])
  check('starttls-not-offered', [
    'SMTP server did not accept the connection or trying to connect to non TLS SMTP server using TLS.',
  ])
  check('closed-before-greeting', ['Could not get mail server response codes.'])
  check('auth-not-offered', ['SMTP ERROR: Authentication is not allowed at this stage'])
  check('cert-intercepted', [
    'Host: smtp.zoho.com\nSMTPOptions: {"ssl":{"verify_peer":false}}\nConnection: opening to ssl://smtp.zoho.com:465, options=array (\'ssl\' => array (\'verify_peer\' => false))\nSERVER -> CLIENT: 220-web7.somehost.test ESMTP Exim 4.93 #2 220-We do not authorize the use of this system to transport unsolicited, 220 and/or bulk e-mail.\nCLIENT -> SERVER: EHLO firma-nord.test',
  ])
})

describe('programs of PHP beside or below SMTP', () => {
  check('tls-on-plaintext-port', [
    "The SMTP connection failed to start [tls://mail.firma-nord.test:587]: fsockopen returned Error Number 0 and Error String ''",
  ])
  check('trust-store-missing', ["stream_socket_enable_crypto(): Unable to set verify locations `/etc/ssl/certs/x.pem'"])
  check('client-support-missing', [
    'Process could not be started [The system cannot find the path specified.]',
    'exec: "sendmail": executable file not found in $PATH',
  ])
  check('client-ip-blocked', [
    'SMTP Error: The following recipients failed: a@firma-sued.test: Service unavailable; Client host [192.0.2.5] blocked using zen.spamhaus.org',
  ])
})

describe('what containers and web servers add', () => {
  check('greeting-timeout', [
    "chat-1  | Error: Greeting never received\nchat-1  |     at SMTPConnection._formatError (/app/nodemailer/lib/smtp-connection/index.js:784:19)\nchat-1  |   code: 'ETIMEDOUT',\nchat-1  |   command: 'CONN'\nchat-1  | }",
  ])
  check('port-25-blocked', [
    '2025/02/04 02:15:30 http: TLS handshake error from 192.0.2.9:44912: remote error: tls: unknown certificate\ndial tcp 198.51.100.95:25: i/o timeout',
  ])
  check('tls-handshake-failed', ['TLS handshake error from the mail server: handshake failure 80'])
})

describe('Go and Rust', () => {
  check('app-password-required', [
    'Error { kind: Permanent(Code { severity: PermanentNegativeCompletion, category: Unspecified3, detail: Four }) }, src/main.rs:27:19',
  ])
  check('credentials-rejected', [
    'level=warning msg="Max connection attempts exceeded - 530 Invalid username or password"',
  ])
  check('auth-required', ['530 5.7.1 Authentication required, no user name or password was given'])
  check('client-ip-blocked', [
    'permanent: mx1 ESMTP Service not available; No SMTP service; IP address is block listed.',
  ])
  check('host-not-configured', ['dial tcp: missing address'])
  check('auth-mechanism-unsupported', [
    'SMTP AUTH autodiscover was not able to detect a supported authentication mechanism',
  ])
  check('closed-before-greeting', [
    'manager.go:246: error sending message in campaign Test: EOF',
    'SMTP error: response error: incomplete response',
  ])
  check('cert-untrusted', ['x509: certificate specifies an incompatible key usage'])
  check('cert-hostname-mismatch', [
    'invalid peer certificate: certificate not valid for name "mail"; certificate is only valid for DnsName("mail.firma-nord.test")',
  ])
  check('connect-timeout', ['email_send_failed: Connection error: timed out'])
  check('greeting-timeout', [
    'Error during message handling email_send_failed: network error: Resource temporarily unavailable (os error 11)',
  ])
  check('starttls-not-offered', ['internal client error: STARTTLS is not supported on this server'])
  check('tls-on-plaintext-port', ['error: Uncaught InvalidData: received corrupt message'])
})

describe('weak cryptography and limits', () => {
  check('tls-weak-key', ['SSL routines:tls_process_key_exchange:legacy sigalg disallowed or unsupported'])
  check('sending-limit-exceeded', [
    '451 4.3.0 You have reached the maximum number of sent emails within a 24-hours period.',
  ])
  check('server-permanent-failure', [
    "Can't send mail - all recipients were rejected: 550-Requested action not taken: mailbox unavailable 550 Failure sending mail. Try again later.",
  ])
})
