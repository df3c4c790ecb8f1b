// The messages of desktop programs, databases, office suites and rarer libraries: each must be read for what it means.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('CDO and VBA', () => {
  check('connect-timeout', [
    'The transport failed to connect to the server.',
    "Run-time error '-2147220973 (80040213)': The transport failed to connect to the server.",
    'CDO.Message.1 error 80040213: The transport failed to connect to the server.',
  ])
  check('config-option-invalid', [
    'Run-time error \'-2147220960 (80040220)\': The "SendUsing" configuration value is invalid.',
  ])
  check('credentials-rejected', [
    'The message could not be sent to the SMTP server. The transport error code was 0x80040217. The server response was not available',
    "Run-time error '-2147220975 (80040211)': The message could not be sent to the SMTP server. The transport error code was 0x80040217. The server response was not available",
  ])
  check('sender-not-authorized', [
    'The server rejected the sender address. The server response was: 550 5.7.60 SMTP; Client does not have permissions to send as this sender',
  ])
  check('auth-required', [
    'The server rejected the sender address. The server response was: 530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM',
    'The server rejected the sender address. The server response was: 530-5.5.1 Authentication Required. Learn more at',
  ])
  check('relay-denied', [
    'The server rejected one or more recipient addresses. The server response was: 550 5.7.1 Unable to relay for user@firma.test',
    'The server rejected one or more recipient addresses. The server response was: 554 5.7.1 <user@firma.test>: Relay access denied',
  ])
})

describe('Oracle', () => {
  check('service-unavailable', [
    'ORA-29278: SMTP transient error: 421 Service not available\nORA-06512: at "SYS.UTL_MAIL", line 654',
  ])
  check('auth-required', [
    'ORA-29279: SMTP permanent error: 530 5.7.0 Authentication required',
    'ORA-29279: SMTP permanent error: 530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM',
  ])
  check('relay-denied', ['ORA-29279: SMTP permanent error: 550 5.7.1 Unable to relay'])
  check('connect-permission-denied', [
    'ORA-24247: network access denied by access control list (ACL)\nORA-06512: at "SYS.UTL_TCP", line 17\nORA-06512: at "SYS.UTL_SMTP", line 161',
  ])
  check('connect-unreachable', ['ORA-29260: network error: TNS:destination host unreachable'])
  check('cert-untrusted', ['ORA-29024: Certificate validation failure\nORA-06512: at "SYS.UTL_SMTP", line 115'])
})

describe('Database Mail', () => {
  check('auth-required', [
    'The mail could not be sent to the recipients because of the mail server failure. (Sending Mail using Account 3. Exception Message: Cannot send mails to mail server. (The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail.). )',
  ])
  check('connect-refused', [
    'Exception Message: Could not connect to mail server. (No connection could be made because the target machine actively refused it 192.0.2.4:25). )',
  ])
})

describe('mailsend', () => {
  check('credentials-rejected', [
    'Error: 535 5.7.8 Error: authentication failed, mailsend-go',
    'smtp_auth: 535 authentication failed (#5.7.1)',
  ])
  check('message-too-large', ['Error: Expected smtp code 250, got 552', 'Expected code 250 got 552'])
  check('auth-required', ['Error: Expected smtp code 250, got 530', 'expected 250, got 530'])
})

describe('MATLAB and R', () => {
  check('credentials-rejected', [
    'Error using sendmail (line 169)\nAuthentication failed.',
    'Error in curl::curl_fetch_memory(url, handle = h) : Login denied',
    'ERROR: LibCURL.curl_easy_perform() failed: Login denied',
  ])
  check('connect-timeout', [
    'Error in curl_fetch_memory: Failed to connect to smtp.firma.test port 587: Timed out',
    'Error: Timeout was reached: [smtp.firma.test] Connection timed out after 10001 milliseconds',
  ])
})

describe('Qt', () => {
  check('connect-timeout', ['SmtpClient: Connection timeout', 'SmtpClient::ConnectionTimeoutError'])
  check('credentials-rejected', ['SmtpClient::AuthenticationFailedError', 'QSsl SMTP error: Authentication failed'])
  check('client-support-missing', [
    'qt.network.ssl: QSslSocket::connectToHostEncrypted: TLS initialization failed',
    'QSslSocket: cannot call unresolved function SSLv23_client_method',
  ])
})

describe('POCO, VMime and mailio', () => {
  check('credentials-rejected', [
    'Poco::Net::SMTPException: SMTP Exception: The server rejected the login: 535 5.7.8 Error: authentication failed',
    'vmime::exceptions::authentication_error: Authentication error.',
    'mailio::smtp_error: Authentication rejection.',
  ])
  check('starttls-required', ['mailio::smtp_error: Must issue a STARTTLS command first'])
})

describe('Lua', () => {
  check('connect-refused', [
    'lua: smtp.lua:37: connection refused',
    '/usr/share/lua/5.1/socket/smtp.lua:85: connection refused',
  ])
  check('credentials-rejected', [
    'smtp.lua:69: 535 Error: authentication failed',
    'lua socket.smtp: 535 Incorrect authentication data',
  ])
})

describe('Nim, Crystal and Haskell', () => {
  check('auth-required', [
    'Error: unhandled exception: Expected 250 reply, got: 530 5.7.0 Authentication required [ReplyError]',
  ])
  check('starttls-required', [
    'Error: unhandled exception: Expected 334 reply, got: 530 5.7.0 Must issue a STARTTLS command first. x1sm123 - gsmtp [ReplyError]',
  ])
  check('credentials-rejected', [
    'Unhandled exception: Expected 235 reply, got: 535 5.7.8 Error: authentication failed',
    'user error (Network.Mail.SMTP: authentication failed)',
    'HaskellNet: AUTH failed: 535 5.7.8 Error: authentication failed',
  ])
})

describe('Emacs, Gnus', () => {
  check('credentials-rejected', [
    'Sending failed: 535 5.7.8 Error: authentication failed in response to AUTH',
    'smtpmail-send-it: Sending failed: 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6',
  ])
  check('auth-required', [
    'Sending failed: 530 5.7.0 Authentication Required. For more information in response to MAIL FROM:<me@firma.test>',
  ])
  check('client-support-missing', ['smtpmail: Unable to find starttls or gnutls program'])
  check('auth-mechanism-unsupported', [
    'smtpmail-try-auth-methods: Couldn’t contact an SMTP server: mechanism xoauth2 not supported',
  ])
})

describe('Thunderbird', () => {
  check('starttls-not-offered', [
    "Sending of the message failed.\nAn error occurred while sending mail: Unable to establish a secure link with Outgoing server (SMTP) mail.firma.test using STARTTLS since it doesn't advertise that feature. Switch off STARTTLS for that server or contact your service provider.",
  ])
  check('connect-refused', [
    'Sending of the message failed.\nThe message could not be sent because the connection to Outgoing server (SMTP) mail.firma.test was refused?',
  ])
  check('connect-timeout', [
    'Sending of the message failed.\nThe message could not be sent because the connection to Outgoing server (SMTP) mail.firma.test timed out. Try again.',
  ])
  check('credentials-rejected', [
    'Login to server mail.firma.test with username me@firma.test failed.',
    "Unable to authenticate to Outgoing server (SMTP) mail.firma.test. Please check the password and verify the 'Authentication method' in 'Account Settings | Outgoing server (SMTP)'.",
  ])
  check('auth-mechanism-unsupported', [
    "The Outgoing server (SMTP) mail.firma.test does not support the selected authentication method. Please change the 'Authentication method' in the 'Account Settings | Outgoing Server (SMTP)'.",
    "The Outgoing server (SMTP) mail.firma.test does not seem to support encrypted passwords. If you just set up the account, please try changing to 'Password, transmitted insecurely' as the 'Authentication method'",
  ])
  check('starttls-required', [
    'The Outgoing server (SMTP) mail.firma.test only allows a connection to be made with STARTTLS',
  ])
  check('message-too-large', [
    'The size of the message you are trying to send exceeds the global size limit (20971520 bytes) of the server. The message was not sent; reduce the message size and try again.',
    'The size of the message you are trying to send exceeds a temporary size limit of the server.',
  ])
  check('sender-not-authorized', [
    'An error occurred while sending mail. The mail server responded:  5.7.1 <me@firma.test>: Sender address rejected: not owned by user other.  Please verify that your email address is correct in your account settings and try again.',
  ])
  check('host-not-found', [
    'Sending of the message failed.\nAn error occurred while sending mail: Outgoing server (SMTP) error. Unknown host: mail.firma-nord.test',
    'The message could not be sent because Outgoing server (SMTP) mail.firma-nord.test is unknown. The server may be incorrectly configured. Please verify that your Outgoing server (SMTP) settings are correct.',
  ])
  check('smtputf8-required', [
    'There are non-ASCII characters in the local part of the recipient address jörg@firma.test and your server does not support SMTPUTF8. Please change this address and try again.',
  ])
  check('cert-untrusted', [
    'mail.firma.test:465 uses an invalid security certificate.\n\nThe certificate is not trusted because the issuer certificate is unknown.\n\nError code: SEC_ERROR_UNKNOWN_ISSUER',
  ])
})

describe('Evolution and Geary', () => {
  check('credentials-rejected', [
    'Failed to authenticate: BAD login: Error: authentication failed: UGFzc3dvcmQ6',
    'AUTH command failed: Error: authentication failed',
    'The reported error was “AUTH command failed: Authentication unsuccessful”.',
  ])
  check('auth-required', [
    'MAIL FROM command failed: Authentication required',
    'The reported error was “MAIL FROM command failed: 5.7.0 Authentication Required”.',
  ])
  check('relay-denied', ['RCPT TO <user@firma.test> failed: 5.7.1 <user@firma.test>: Relay access denied'])
  check('starttls-required', [
    'HELO command failed: Must issue a STARTTLS command first',
    'MAIL FROM command failed: Must issue a STARTTLS command first',
  ])
  check('starttls-not-offered', [
    'Failed to connect to SMTP server mail.firma.test in secure mode: STARTTLS not supported',
  ])
  check('auth-mechanism-unsupported', [
    'SMTP server mail.firma.test does not support PLAIN authentication',
    "SMTP server mail.firma.test doesn't support XOAUTH2 authentication.",
  ])
})

describe('Outlook', () => {
  check('starttls-not-offered', [
    'Send test e-mail message: Your outgoing (SMTP) e-mail server does not support SSL-secured communications. (0x800CCC7D)',
  ])
})

describe('printers and other devices', () => {
  check('credentials-rejected', [
    'SMTP Authentication Error',
    'Send mail failed: SMTP auth failed',
    'E-mail sending failed (error code: 535)',
    'SMTP server login error. Check user name and password.',
  ])
  check('connect-timeout', ['SMTP connection failed: Connection timed out'])
  check('host-not-found', ['Unable to resolve SMTP server name'])
})

describe('Swift, MailCore and Android', () => {
  check('credentials-rejected', ['AuthenticationFailedException: 535 5.7.8 Error: authentication failed:'])
})
describe('mechanisms that other programs share', () => {
  check('tls-handshake-failed', [
    'jakarta.mail.MessagingException: Could not convert socket to TLS;\n  nested exception is:\n\tjava.net.SocketTimeoutException: Read timed out',
  ])
  check('address-syntax', [
    'The mail server answered: 5.5.4 Unsupported option: <a@b.test>',
    '555 5.5.4 Unsupported option: FOO',
  ])
  check('command-sequence', [
    'System.Net.Mail.SmtpException: Syntax error, command unrecognized.',
    'the server said: 500 Error: bad syntax',
  ])
  check('client-support-missing', [
    'Can\'t locate object method "starttls" via package "Net::SMTP" at notify.pl line 12.',
    "AttributeError: module 'smtplib' has no attribute 'SMTP_SSL'",
  ])
  check('helo-rejected', ['Command HELO camera_1: got wrong response: HELO requires valid address'])
  check('host-not-found', [
    "[ERROR] task mail.send raised: gaierror(-2, 'Name or service not known') (data={'hostname': 'celery@worker-1', 'id': 3})",
    '{"name":"app","hostname":"web-7f9","pid":18,"level":50,"msg":"send failed: gaierror: [Errno -2] Name or service not known"}',
  ])
  check('message-too-large', [
    'expected code 250, got 552',
    '554 Message rejected: The stream is more than 20971520 bytes long.',
  ])
  check('config-secret-mangled', [
    'The SMTP password contains a $A in the middle, which is not escaped, so that the login fails.',
    'Our mail password is treated as a variable by the shell: everything after the dollar sign is missing.',
    'the password gets truncated when it is read from the env file',
  ])
  check('ipv6-unreachable', [
    'Cannot connect to 2001:db8:4003:c00::1b:25 (mx.firma.test) (execution expired)\nConnected to 192.0.2.27:25 (mx.firma.test)',
  ])
  check('auth-required', ['expected 250, got 530', 'Error: Expected smtp code 250, got 530'])
  check('starttls-failed', ['TLS not available on server for temporary reason'])
})

describe('steps, codes and times as programs log them', () => {
  check('plaintext-on-tls-port', [
    '2019-07-06 20:05:31,467 ERROR [main] (MailAction.java:233) - Connection Error\njavax.mail.MessagingException: Could not connect to SMTP host: mail.firma.test, port: 465, response: -1',
  ])
  check('auth-temporary-failure', ['SMTP Error (454): Authentication Failed'])
  check('server-permanent-failure', [
    'SMTPC: received error code. [550] (8000)  ERR:\nSMTPC: connection closed. (801)  ERR:',
  ])
  check('address-syntax', [
    'The server returns status 501: "5.5.4 Invalid TO: Null path not allowed" and the exception is raised.',
  ])
  check('greeting-timeout', [
    'Traceback (most recent call last):\n  File "/usr/lib/python3.12/smtplib.py", line 398, in getreply\n    line = self.file.readline(_MAXLINE + 1)\n  File "/usr/lib/python3.12/ssl.py", line 1104, in read\n    return self._sslobj.read(len, buffer)\nTimeoutError: The read operation timed out',
    'Traceback (most recent call last):\n\nFile "/usr/lib/python3.9/smtplib.py", line 398, in getreply\nline = self.file.readline(_MAXLINE + 1)\n\nsocket.timeout: timed out\n\nFile "/usr/lib/python3.9/smtplib.py", line 255, in __init__\n(code, msg) = self.connect(host, port)',
  ])
  check('connect-timeout', [
    "Run-time error: The transport couldn't establish a connection to the server.",
    'Error sending message: Could not connect to mail server',
    "Kernel::System::Email::SMTP::Send: Can't connect to smtp.firma.test: !",
    'unable to establish SMTP connection to (mailer.firma.test) port 587',
    'A Connection error occurred sending Email notification',
    'Error connecting via SMTP: timed out',
  ])
  check('connect-refused', ['javax.mail.MessagingException: Could not connect to SMTP host: localhost, port: 2500'])
  check('closed-before-greeting', [
    'Failed to receive the SMTP banner from the service',
    'An error occurred while sending mail (end of file reached)',
  ])
  check('auth-required', [
    '*27308 client was rejected: "MAIL FROM:<a@b.test>" while in auth state, client: 192.0.2.2 using starttls, server: 0.0.0.0:587',
  ])
  check('relay-denied', [
    '550-5.7.0 Mail relay denied [192.0.2.7]. Invalid credentials for relay for one\n550-5.7.0 of the domains in: b.test',
  ])
  check('host-not-configured', ['Email delivery is not configured, and notifications are disabled.'])
  check('config-option-invalid', ['msmtp: /etc/msmtprc: line longer than 500 characters'])
  check('trust-store-missing', [
    "SmtpException: Failure sending mail. ---> UnauthorizedAccessException: Access to the path '/home/app/.dotnet/corefx/cryptography/x509stores/ca' is denied.",
  ])
})

describe('faults told in prose', () => {
  check('tls-weak-key', ['e-mail is not sent because the SSL/TLS key is too short'])
  check('smtputf8-required', ['Connected to 192.0.2.1, but server does not support unicode in email addresses'])
  check('helo-rejected', [
    'The service does not allow EHLO localhost, it wants a valid FQDN.',
    'That server has reject_non_fqdn_helo_hostname configured and turns us away.',
  ])
  check('sending-limit-exceeded', ['smtp;450 4.7.3 Organization queue quota exceeded. [192.0.2.4]'])
  check('browser-sign-in-required', ['Google blocked this sign-in: the app does not meet modern security standards'])
  check('address-syntax', ['error 501 Invalid MAIL FROM address provided'])
})

describe('words that only look like a cause', () => {
  test.each<[DiagnosisId, string]>([
    ['config-secret-mangled', 'I use a fresh app password without special characters, and sending fails all the same.'],
    ['config-secret-mangled', 'The password must contain special characters. Saving the settings failed.'],
    ['host-not-configured', 'Our mail server is not configured for TLS 1.3, sending fails.'],
    ['port-25-blocked', 'With a private CA you cannot connect to any SMTP server that uses those certificates.'],
    ['closed-before-greeting', 'The connection dialog of the mail plugin is closed and the mail is not sent.'],
  ])('not %s: %s', (id, text) => expect(firstId(text)).not.toBe(id))
})
