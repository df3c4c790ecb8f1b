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
  check('connect-refused', [
    'javax.mail.MessagingException: Could not connect to SMTP host: localhost, port: 2500',
    'javax.mail.MessagingException: Could not connect to SMTP host: localhost, port: 25',
  ])
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

describe('a program that says that nobody gave it a mail server', () => {
  check('host-not-configured', [
    'SMTP server is not configured. Please contact your administrator.',
    'Mailer is not configured',
    'The e-mail service has not been set up yet',
    'No SMTP transport configured',
    'SMTP_HOST environment variable is not set',
    'SMTP configuration is missing',
    'Could not connect to SMTP host: , port: 25',
    '邮件服务未配置',
    'Der SMTP-Server ist nicht konfiguriert',
    "Le serveur SMTP n'est pas configuré",
    'El servidor SMTP no está configurado',
  ])
  check('starttls-not-offered', ['STARTTLS is not configured on this server: STARTTLS not offered'])
})

describe("curl's general sentences, as monitoring systems show them", () => {
  check('cert-untrusted', ['SSL peer certificate or SSH remote key was not OK'])
  check('client-support-missing', [
    'A requested feature, protocol or option was not found built-in in this libcurl due to a build-time decision.',
  ])
  check('cert-revocation-unchecked', ['SSL server certificate status verification FAILED'])
  check('connect-refused', [
    "curl: (7) Failed to connect to mail.example.net port 587 after 12 ms: Couldn't connect to server",
    'cURL error 7: Failed to connect to mail.example.net port 465',
  ])
})

describe('a network that is closed, in the words of hosts and their customers', () => {
  check('smtp-egress-blocked', [
    'For now we cannot unblock SMTP ports for this account',
    'SMTP ports 25, 465, and 587 are blocked on this kind of server to prevent spam',
    'SMTP is only available on the Pro plan and above.',
    'I get a timeout on port 465 and on 587; locally it passes',
    'tried ports 25, 465 and 587, all time out',
    '465/tcp filtered smtps\n587/tcp filtered submission',
  ])
  check('connect-timeout', ['Timeout after 25 seconds on port 587 of mail.example.net: connection timed out'])
})

describe('a token that only the words around the reply tell of', () => {
  check('oauth-token-rejected', [
    '535 5.7.3 Authentication unsuccessful [VI1PR0902CA0036.eurprd09.prod.outlook.com]\nI request the token with the client_credentials grant; it is missing the "scp" field',
    "smtplib.SMTPAuthenticationError: (535, b'5.7.3 Authentication unsuccessful [X.eurprd09.prod.outlook.com]')\nresult = app.acquire_token_for_client(scopes=['https://outlook.office365.com/.default'])",
  ])
  check('credentials-rejected', ['535 5.7.3 Authentication unsuccessful [VI1PR0902CA0036.eurprd09.prod.outlook.com]'])
})

describe('short words of receivers', () => {
  check('sender-unauthenticated', ['550 BLAD SPF', '550 SPF-Prüfung fehlgeschlagen', '550 échec SPF'])
  check('server-permanent-failure', ['550 BLAD'])
  check('helo-rejected', ['550 203.0.113.9 is _my_ address', 'SmtpCommandException: 203.0.113.9 is _my_ address'])
})

describe('a host with more in it than a name', () => {
  check('config-option-invalid', [
    "Mail relay should not contain a scheme (e.g. 'smtp://'), just the hostname",
    'SMTP host must not contain protocol',
    'smtp_host: do not include http://',
  ])
})

describe('port 465 of a host that was made unreadable', () => {
  check('plaintext-on-tls-port', [
    'Failed to connect to xxxxxxx:465 [SMTP: Invalid response code received from server (code: -1, response: )]',
  ])
})

describe('a service beside the mail server that cannot be reached', () => {
  test.each([
    'RedisException: Connection refused',
    'SQLSTATE[HY000] [2002] Connection refused',
    "Error: connect ECONNREFUSED 127.0.0.1:6379\n    at TCPConnectWrap.afterConnect (node:net:1)\n  errno: -111,\n  code: 'ECONNREFUSED',\n  syscall: 'connect',\n  address: '127.0.0.1',\n  port: 6379",
    'ldap: Connection timed out',
  ])('is no failure of mail: %s', (text) => expect(firstId(text)).toBeUndefined())
  check('host-not-configured', [
    'Mail job taken from redis failed: connect ECONNREFUSED 127.0.0.1:587',
    'RedisException: Connection refused\nError: connect ECONNREFUSED 127.0.0.1:587',
  ])
})

describe('port 25 that is closed, in the words of several languages', () => {
  check('port-25-blocked', [
    'port 25 is blocked by my hosting provider',
    'my ISP blocks port 25',
    'Port 25 ist gesperrt',
    '25号端口被云商封禁了',
    'Could not connect to SMTP host: smtp.163.com, port: 25',
  ])
  check('connect-timeout', ['Could not connect to SMTP host: mail.one-of-my-own.example, port: 587'])
})

describe('addresses at which earlier messages bounced', () => {
  check('recipient-unknown', [
    'Not delivering to previously bounced address',
    'You tried to send to recipient(s) that have been marked as inactive.',
    'The message was not sent because the address is on the suppression list for your account',
  ])
})

describe('Swift Mailer', () => {
  check('auth-mechanism-unsupported', [
    'Failed to authenticate on SMTP server with username "web" using 0 possible authenticators',
  ])
  check('client-support-missing', [
    'Expected response code 220 but got code "", with message ""\n#2 Swift_Transport_AbstractSmtpTransport->_readGreeting\n#3 Mailer.php(79): Swift_Transport_SendmailTransport->start',
  ])
  check('smtp-egress-blocked', ['It was the server (it was blocking smtp). sorry.'])
})

describe('MailKit with a mechanism of its own', () => {
  check('oauth-token-rejected', [
    '535: 5.7.8 Username and Password not accepted.\n   at MailKit.Net.Smtp.SmtpClient.Authenticate(SaslMechanism mechanism, CancellationToken cancellationToken)',
  ])
})

describe('a setting that was never made, in the words of a program that noticed too late', () => {
  check('host-not-configured', ['SMTP - Failed to connect to undefined:587', 'Error: mailer/smtp_url_undefined'])
  check('host-typo', ["Error: getaddrinfo ENOTFOUND http http:587\n  hostname: 'http',\n  port: 587"])
})

describe('what a program was about is no command', () => {
  check('plaintext-on-tls-port', [
    'address: "smtp.mxhichina.com"\nport: 465\nAn error occurred while sending mail (end of file reached)',
  ])
  check('closed-before-greeting', [
    'An error occurred while sending mail (end of file reached) smtp.one-of-mine.org:587',
  ])
})

describe('an app password that somebody says is needed', () => {
  check('app-password-required', [
    '邮件通知，Gmail 需要填写应用专用密码，不然会失败',
    'Gmail: App-Passwort erforderlich',
    "Un mot de passe d'application est requis",
    'Se requiere una contraseña de aplicación',
    'Требуется пароль приложения',
  ])
})

describe('a password whose characters are told to be the cause', () => {
  check('config-secret-mangled', [
    "I first tried a password containing a quote, but the server was not able to connect. I changed it and now it's ok.",
    'I have a special character in my password (#) and it does not play well with the compose file.',
  ])
  test('is not one that is said to have none', () => {
    expect(firstId('535 5.7.8 Authentication failed\nmy password has no special characters')).toBe(
      'credentials-rejected',
    )
  })
})

describe('what is invalid about a login', () => {
  check('credentials-rejected', ['Error [130]: Invalid Authentication Credentials.'])
  check('auth-mechanism-unsupported', ['Invalid authentication mechanism', 'unknown auth type'])
  test('is not the mechanism where nobody says so', () => {
    expect(firstId('Invalid authentication')).not.toBe('auth-mechanism-unsupported')
  })
})

describe('several ports that a host closes', () => {
  check('smtp-egress-blocked', ['the provider disables Port 25 and 465 on all new Cloud Servers'])
})
