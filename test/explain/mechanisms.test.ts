// One failure in the words of several programs: each table holds the ways in which one mechanism is printed, so that a
// reader or rule knows the family and not a single sample.

import { describe, expect, test } from 'vitest'
import { type ExplainContext, explainText } from '../../src/explain-text.js'
import type { DiagnosisId } from '../../src/model.js'
import { firstId, sources } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[], context?: ExplainContext): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text, context)).toBe(id))
}

describe('a name that was looked up', () => {
  check('dns-unavailable', [
    'Mail error: getaddrinfo EAI_AGAIN smtp.sendgrid.net:465',
    'Error: getaddrinfo EAI_AGAIN smtp.gmail.com smtp.gmail.com:587',
  ])
  check('host-not-found', [
    'javax.mail.MessagingException: Unknown SMTP host: mail.firma-nord.test',
    "SocketException: Failed host lookup: 'mail.firma-nord.test' (OS Error: No address associated with hostname, errno = 7)",
    'Net::SMTP: Bad hostname: mail.firma-nord.test',
    'A server with the specified hostname could not be found. (mail.firma-nord.test)',
    '发送失败，提示Unknown SMTP host: mail.firma-nord.test，请检查',
  ])
  check('host-typo', [
    'Error: getaddrinfo ENOTFOUND smtp.firma-nord.test:587',
    'com.sun.mail.util.MailConnectException: Couldn\'t connect to host, port: "mail.firma-nord.test", 587; timeout -1',
    'Could not connect to SMTP host: "mail.firma-nord.test", port: 465',
    'java.net.UnknownHostException: "mail.firma-nord.test"',
  ])
  check('local-hostname-unresolvable', ['invalid hostname: getaddrinfo() failed: Name or service not known'])
})

describe('a host in the words of the client', () => {
  check('host-retired', [
    'Connection timed out, host: smtp.live.com, port: 587',
    "SmtpClient timeout (host='smtp.live.com', port=587)",
  ])
  check('host-not-configured', [
    'net/smtp.rb:640:in `initialize\': Connection refused - connect(2) for "localhost" port 25',
    "/opt/gems/net-smtp-0.5.0/lib/net/smtp.rb:663:in 'initialize': Connection refused - connect(2) for 127.0.0.1:25",
  ])
})

describe('two sessions in one paste', () => {
  check('ipv6-unreachable', [
    "$ telnet mx.firma-nord.test 25\nTrying 2001:db8:5::25...\nConnected to mx.firma-nord.test.\nEscape character is '^]'.\n554 5.7.1 Connection refused for 2001:db8:77::1\nConnection closed by foreign host.\n\n$ telnet -4 mx.firma-nord.test 25\nTrying 192.0.2.25...\nConnected to mx.firma-nord.test.\nEscape character is '^]'.\n220 mx.firma-nord.test ESMTP ready",
  ])
  check('service-unavailable', [
    "Trying 192.0.2.25...\nConnected to mx.firma-nord.test.\nEscape character is '^]'.\n421 4.3.2 Too busy, come back later\nConnection closed by foreign host.",
    '421 mx3.firma-nord.test\nToo many connections from your side, please slow\ndown and open fewer at once',
    '451 Connection from IP (192.0.2.77) put off, because the server is too busy',
  ])
})

describe('certificates for other names', () => {
  check('cert-hostname-mismatch', [
    "The host name did not match the name given in the server's SSL certificate.",
    "An error occurred while attempting to establish an SSL or TLS connection.\n\nThe host name did not match any of the names given in the server's certificate.",
    'TLS: hostname does not match the names listed in the certificate',
  ])
})

describe('logins', () => {
  check('auth-mechanism-unsupported', [
    'DBG Available auth mechanisms mechanisms="NTLM LOGIN"\nDBG PLAIN auth failed, trying next\nWRN QUIT failed error="use of closed network connection"',
  ])
  check('auth-rate-limited', [
    "Project1.exe raised exception class EIdSMTPReplyError with message '4.7.0 Too many login attempts, please try again later. x1 - gsmtp'",
    'Uncaught exception of type MailException with message "Too many failed login attempts, wait an hour"',
  ])
  check('auth-exchange-malformed', [
    'SMTP AUTH failed: unexpected server response: username:',
    'login: unknown server prompt: "Password:"',
  ])
  check('closed-during-auth', [
    'Failed to authenticate on SMTP server with username "bob" using 1 possible authenticators. Authenticator LOGIN returned Expected response code 235 but got an empty response.',
  ])
  check('app-password-required', ["AUTH failed: '535 Incorrect authentication data'"], {
    provider: 'mail-ru',
    host: 'smtp.mail.ru',
  })
  check('oauth-token-rejected', [
    'MailKit.Security.AuthenticationException: 535: 5.7.3 Authentication unsuccessful\n   at MailKit.Net.Smtp.SmtpClient.AuthenticateAsync(SaslMechanism mechanism, CancellationToken token)\n(we use OAuth here)',
    'await client.AuthenticateAsync(new SaslMechanismOAuth2(user, token)); // OAuth\nMailKit.Security.AuthenticationException: 535: 5.7.8 Authentication credentials invalid',
  ])
  check('credentials-rejected', ['Net::SMTPAuthenticationError: 435 4.7.8 Error: authentication failed'])
  check('browser-sign-in-required', ['The current HotMail account cannot connect to WebMail.'])
  check('credentials-not-ascii', [
    'SMTP connect() failed.\nIt works with a password that has no "ß", and fails with any password containing "ß".',
  ])
  check('config-secret-mangled', [
    'If the password contains special characters such as "$", the log says:\n535 5.7.8 authentication failed',
  ])
})

describe('commands out of turn', () => {
  check('command-sequence', [
    'S: 220 mx ready\nC: STARTTLS\nS: 220 go ahead\nC: AUTH PLAIN <redacted>\nS: 503 Command sequence error',
    'Authenticator PLAIN returned Expected response code 250 but got code "503", with message "503 5.5.1 AUTH already given"',
    '[x] C: MAIL FROM:<a@firma-nord.test>\n[x] S: 220 mx.firma-nord.test ESMTP\n[x] C: RCPT TO:<b@firma-sued.test>\n[x] S: 250 2.1.0 Ok\n[x] Invalid greeting. response=250 2.1.0 Ok',
  ])
  check('server-temporary-failure', [
    '>> MAIL FROM:<a@firma-nord.test>\n>> RCPT TO:<b@firma-sued.test>\n>> DATA\n<< 450 Local trouble, later please\n<< 503 Valid RCPT command must precede DATA',
  ])
})

describe('the letter', () => {
  check('sender-not-authorized', [
    'Message failed: 550 5.3.4 554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message',
  ])
  check('sending-limit-exceeded', [
    'DATA END command failed Detail: message would take you over your relay quota of 300. Current quota used: 299 SMTP code: 552',
    '550 Outbound quota used up for today',
  ])
  check('message-too-large', [
    '552 5.2.0 Maximum size of the message reached',
    'Le serveur a répondu : 5.2.0 Taille maximale atteinte pour ce message',
  ])
  check('recipient-mailbox-full', ['Diagnostic-Code:550 5.2.5 Folder full', 'Diagnostic-Code: smtp;552 5.2.2 no room'])
  check('recipient-unknown', ["SMTPRecipientsRefused: {'x@example.com': (501, '5.1.5 domain reserved by RFC 2606')}"])
  check('recipient-restricted', [
    'Hi. This is the qmail-send program at mx.firma-nord.test.\nThis is a permanent error; I have given up.\n\n<liste@firma-sued.test>:\nSorry, only subscribers may post to this list.',
  ])
  check('greylisted', ['Server mx said: 451 4.7.1 Try again later'])
  check('smtputf8-required', [
    'Traceback (most recent call last):\n  File "/usr/lib/python3.11/smtplib.py", line 887, in sendmail\n    (code, resp) = self.mail(from_addr, esmtp_opts)\n  File "/usr/lib/python3.11/smtplib.py", line 540, in mail\n    self.putcmd("mail", "FROM:%s" % x)\nUnicodeEncodeError: \'ascii\' codec can\'t encode character \'\\xfc\' in position 7: ordinal not in range(128)',
  ])
  check('address-syntax', ['failed to issue MAIL command: 502 Invalid input from 192.0.2.9 to mx1.example'])
})

describe('settings and installations', () => {
  check('config-option-invalid', [
    'msmtp: account firma from /home/bob/.msmtprc: cannot use tls_trust_file with tls_certcheck turned off',
    'msmtp: cannot use tls_starttls with tls turned off',
    'gomail: could not send email 1: exit status 78',
    'sendmail process failed with exit code 78',
    "msmtp log: host=- tls=on errormsg='account default not found' exitcode=EX_CONFIG",
  ])
  check('client-support-missing', [
    'fsockopen() has been disabled for security reasons',
    'Warning: stream_socket_client() has been disabled for security reasons in Smtp.php on line 12',
    'StreamBuffer.php:95 stream_socket_enable_crypto(): this stream does not support SSL/crypto',
  ])
  check('starttls-required', [
    'No SASL mechanism found\n at Authen/SASL.pm line 77.\nFailed to send mail (from): 530 5.7.0 Must issue a STARTTLS command first',
  ])
})

describe('logs and servers', () => {
  check('credentials-rejected', [
    'postfix/smtp[11]: 9BD: SASL authentication failed; server smtp.firma-nord.test[192.0.2.5] said: 535 5.7.8 no such luck',
  ])
  check('credentials-missing', ['warning: SASL authentication failure: All-whitespace username'])
  check('helo-rejected', [
    'Diagnostic-Code: smtp; 504 5.5.2 <mx1>: Helo command\n   rejected: need fully-qualified hostname',
    'S: 220 mx.firma-nord.test ESMTP\nC: EHLO\nS: 500 5.5.2 unrecognized command',
  ])
  check('dnsbl-query-refused', [
    '554 5.7.1 Service unavailable; Client host [192.0.2.8] blocked using\nzen.spamhaus.org; Error: open resolver; see the page',
  ])
  check('tls-handshake-failed', [
    'TLS error on connection from gw [192.0.2.3] (SSL_accept): timed out',
    'TLS error on connection to mx [192.0.2.3] (gnutls_handshake): timed out',
  ])
  check('starttls-not-offered', [
    "CONNECTED(00000003)\ndidn't found starttls in server response, try anyway...",
    "Didn't find STARTTLS in server response, trying anyway...\nerror:0A00010B:SSL routines:ssl3_get_record:wrong version number",
    'mailsmtp Last Error Explanation: MAILSMTP_ERROR_STARTTLS_NOT_SUPPORTED',
  ])
  check('sender-unknown', [
    '550-Callback setup failed while verifying bob@firma-nord.test\n550 HELO or MAIL FROM:<> command was rejected',
    '451 <x1@firma-nord.test> unable to verify address',
    '"mx-host": "smtp-in.orange.fr",\n"code": 501,\n"message": "5.1.0 Emetteur invalide. Invalid Sender. OFR_405"',
  ])
  check('sender-not-verified', [
    '554 5.0.0 Error: {"Code":"FailedOperation.NotAuthenticatedSender.发件sender没有经过认证"}',
  ])
  check('sender-not-authorized', ['Mail command failed: 553 Local user only,163 smtp5,x1'])
  check('relay-denied', ['550 domain of forward path is not allowed'])
  check('client-ip-blocked', ['550 that IP address is not allowed to send'])
  check('oauth-token-rejected', ['501 5.5.124 Invalid XOAUTH2 auth data with [smtp-hve.office365.com]'])
  check('command-sequence', ['RECV: 220-mx.firma-nord.test ESMTP\nSEND: EHLO a.test\nRECV: 521 5.5.1 Protocol error'])
  check('server-temporary-failure', ['454 4.3.0 Try again later'])
  check('host-not-configured', ['1cO4nW-0000WM-Th remote host address is the local host: mail.firma-nord.test'])
  check('config-option-invalid', ['status=deferred (client TLS configuration problem)'])
  check('dns-unavailable', [
    'to=<a@firma-sued.test>, relay=none, dsn=4.4.3, status=deferred (Host or domain name not found. Name service error for name=firma-sued.test type=MX: Host not found, try again)',
  ])
  check('plaintext-on-tls-port', [
    'Connected to smtp://mail.firma-nord.test:465/?starttls=always\nThe SMTP server has unexpectedly disconnected.',
  ])
  check('app-password-required', ['Send failed: 535 Error: authentication failed, system busy'], {
    provider: 'qq-exmail',
  })
  check('message-rejected-content', ['554 Message not allowed - [299]'])
})

describe('programs that say little', () => {
  check('client-support-missing', [
    'Error sending message, child exited 127 (Exec error.).\nCould not send the message.',
  ])
  check('auth-mechanism-unsupported', ['No authenticators available\nCould not send the message.'])
  check('closed-during-auth', [
    'S: 220 mx ready\nC: EHLO a.test\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: ********\nS: 334 UGFzc3dvcmQ6\nC: ********',
  ])
  check('closed-before-greeting', ['Unable to read response, or response is empty', 'Could not read from host'])
  check('plaintext-on-tls-port', [
    'SMTP_SERVER=mail.firma-nord.test\nSMTP_PORT=465\nSMTP_ENABLE_STARTTLS=always\n\nNet::ReadTimeout with #<TCPSocket:(closed)>',
  ])
  check('host-not-configured', ['Global configuration for SMTP not found', 'Mail server is not configured'])
  check('server-permanent-failure', [
    'Transaction failed. Please report this error to your system administrator (223E)',
  ])
})

describe('what stands around a reply', () => {
  check('auth-required', [
    'Sender address rejected: not logged in (Diagnostic-Code: smtp; 553 5.7.1)',
    'Sender address rejected: not logged in (553 5.7.1)',
  ])
  check('service-unavailable', [
    'ConnectionErrors: Exception raised 421 Service not available, check your credentials or email service configuration.',
  ])
  check('host-wrong-service', [
    '<** HTTP/1.1 408 Request Time-out\n<** content-type: text/html',
    'SERVER -> CLIENT: HTTP/1.1 400 Bad Request',
  ])
  test('the status of a web request is no reply', () =>
    expect(
      firstId("[INFO] access: api.access (method='POST' path='/api/0/internal/mail/' response=500 user_id='1')"),
    ).not.toBe('command-sequence'))
})

describe('the step that a log names before it falls silent', () => {
  check('tls-handshake-failed', [
    '> C: Port > 465\n> C: perform the SSL/TLS handshake\n! E: UNKNOWN ERROR CODE (0001)',
    '2024-08-13T10:22:15 mx postfix/smtpd[37]: SSL_accept error from localhost[127.0.0.1]: -1\n2024-08-13T10:22:15 mx postfix/smtpd[37]: warning: TLS library problem: error:0A00010B:SSL routines::wrong version number:../ssl/record/ssl3_record.c:354:\n2024-08-13T10:22:15 mx postfix/smtpd[37]: lost connection after STARTTLS from localhost[127.0.0.1]',
    'Net::OpenTimeout: Net::OpenTimeout\n\n    gems/net-protocol-0.2.1/lib/net/protocol.rb:43 - ssl_socket_connect',
  ])
  check('plaintext-on-tls-port', [
    '2024-08-13T10:22:15 mx postfix/smtps/smtpd[37]: warning: TLS library problem: error:0A00010B:SSL routines::wrong version number:../ssl/record/ssl3_record.c:354:\n2024-08-13T10:22:15 mx postfix/smtps/smtpd[37]: lost connection after CONNECT from localhost[127.0.0.1]',
  ])
  check('greeting-timeout', [
    'SMTP server connected, wait for response...\nError, could not handle SMTP server response\n[DEBUG] - ERROR: could not handle SMTP server response',
  ])
  check('connect-timeout', [
    'System.TimeoutException: The operation has timed out.\n   at MailKit.Net.SocketUtils.ConnectAsync(String host, Int32 port, IPEndPoint localEndPoint)',
  ])
})

describe('QQ hangs up in place of an answer to the login', () => {
  check('closed-during-auth', ['smtplib.SMTPServerDisconnected: Connection unexpectedly closed'], { provider: 'qq' })
  check('plaintext-on-tls-port', ['smtplib.SMTPServerDisconnected: Connection unexpectedly closed'], {
    provider: 'qq',
    port: 465,
    security: 'none',
  })
})

describe('a sender that the own server does not know', () => {
  check('sender-not-authorized', [
    "SMTP Delivery Error: 554, b'5.0.0 Error: transaction failed: unknown sender address')",
    'Error: Send error: permanent: 5.7.1 forged sender address',
    "SMTPSenderRefused: (552, b'the from address and the authenticated user must be the same email.', 'root@localhost')",
  ])
  check('sender-unauthenticated', [
    'host mx.firma-nord.test[192.0.2.25] said: 550 5.7.1 forged sender address (in reply to MAIL FROM command)',
  ])
  check('username-format', ['535 5.7.8 user name must be a full e-mail address'])
})

describe('replies as bounces and logs lay them out', () => {
  check('client-ip-blocked', [
    'REJECTED. The mail server of your provider appears to be on a dynamic IP address and should not deliver directly',
    '553 Sorry, you look like a non-static-ip server (#5.7.1)',
    '    mx1.firma-nord.test[192.0.2.5] refused to talk to me: 554-firma-nord.test\n    (mx1) No SMTP service here 554-IP\n    address is black listed. 554 For explanation visit\n    https://firma-nord.test/why',
    '> bob@yahoo.com: host mta5.am0.yahoodns.net[192.0.2.9] said: 553 5.7.2\n>     [TSS09] All messages from 192.0.2.77 will be permanently deferred;\n>     Retrying will NOT succeed (in reply to MAIL FROM\n>     command)',
    'permanent: firma-nord.test (mx1) Nemesis ESMTP Service not available; No SMTP service; IP address is block listed.',
  ])
  check('message-malformed', [
    'host smtp.firma-nord.test[192.0.2.5] said: 554-Transaction failed 554-Reject due\n    to policy restrictions. 554 For explanation visit\n    https://firma-nord.test/case?c=hi&i=ip (in reply to\n    end of DATA command)',
    '554 Transaction failed: Expected MIME type, got ;',
    '远程响应 | the mta server of qq.com -- mx1.qq.com(192.0.2.9) reply:550 The "From" header is missing or invalid. Please follow RFC5322.',
  ])
  check('recipient-unknown', [
    '550 5.5.0\nRequested action not taken: mailbox unavailable (S1)',
    "Remote server returned '552 5.2.1 <bob@firma-nord.test>: Recipient address rejected: User disabled'",
    "'550 5.4.312 Message expired, DNS query failed(ErrorRetry)'",
    "DNS Error: 12345678 DNS type 'mx' lookup of firma-nord.test responded with code NXDOMAIN",
    'bob@firma-nord.test ... unknown host',
    "DEFERRED[dns] from=a@firma-sued.test to=bob@firma-nord.test mx=firma-nord.test (450 Can't find an MX server for firma-nord.test)",
    'InactiveRecipientError: the recipients have been marked as inactive: they have generated a hard bounce, a spam complaint, or a manual suppression.',
    'Sorry, we were unable to deliver your message to the following address.\n\n<bob@firma-nord.test>:\nNo mx record found for domain=firma-nord.test\n\n--- Below this line is a copy of the message.\n\nSubject: invoice unpaid, account suspended',
    'because:\n\n  User Bob Doe (bob@firma-nord.test) not listed in Domino Directory',
  ])
  check('reverse-dns-missing', [
    "SERVER: 554-firma-nord.test ESMTP Service not available\nSERVER: 554 invalid DNS PTR resource record, IP=192.0.2.7\n{ success: false, info: 'bob@firma-nord.test is an invalid address' }",
  ])
  check('address-syntax', [
    'bob@firma-nord.test <eve@firma-sued.test>: malformed address: <eve may not follow bob@firma-nord.test',
  ])
  check('connect-timeout', [
    'The recipient server did not accept our requests to connect. Learn more at https://support.google.com/mail/answer/7720\n[mx.firma-nord.test 192.0.2.9: timed out]',
    "<bob@firma-nord.test>:\nSorry, I wasn't able to establish an SMTP connection. (#4.4.1)\nI'm not going to try again; this message has been in the queue too long.",
  ])
  check('sender-unauthenticated', [
    '554 5.7.9 Message not accepted for policy reasons. See https://senders.yahooinc.com/error-codes',
  ])
  check('message-rejected-content', ['554 Message not allowed - [PH01] Email not accepted for policy reasons.'])
  check('password-expired', ['535 5.7.0\n\nlogin refused: your password is too simple'])
  check('credentials-rejected', ["550 5.7.0 Code d'authentification invalide 305"])
  check('sender-blocked', [
    '<bob@firma-nord.test>: host mx.firma-nord.test[192.0.2.9] said: 550 Sender rejected (in reply to MAIL FROM command)',
  ])
  check('connect-refused', [
    "Server at AB1CD2.eop-XY01.prod.protection.outlook.com returned '550 5.4.316 Message expired, connection refused(Socket error code 10061)'",
  ])
  check('server-temporary-failure', [
    'dsn=4.4.2, status=deferred (lost connection with mx1.firma-nord.test[192.0.2.5] while sending end of data -- message may be sent more than once)',
    '<bob@firma-nord.test>: retry timeout exceeded',
    'SMTP timeout after end of data (1204 bytes written)',
    'H=mx.firma-sued.test [192.0.2.9] F=<a@firma-sued.test> temporarily rejected RCPT <bob@firma-nord.test>',
  ])
  check('greylisted', [
    '451 4.3.0 <bob@firma-nord.test>... First-time sender put off as anti-spam measure; please retry',
  ])
  check('helo-rejected', [
    'SMTPAddressFailedException: 550 5.7.1 <bob@firma-nord.test>: recipient address rejected: your helo/hostname mismatch',
    '5.7.1 <DATA>: Data command rejected: Blocked - see https://firma-nord.test/ Suspicious HELO [[192.0.2.4]] and missing reverse DNS',
  ])
  check('account-locked', [
    '554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed to process message: WASCL UserAction verdict is not None. Actual verdict is Suspend.',
  ])
  check('recipient-restricted', ['550 That recipient is not allowed (in reply to RCPT TO command)'])
  check('sending-limit-exceeded', ['msg="spam mail rejected: exceeded hour limit" code=550'])
  check('browser-sign-in-required', ['535 5.7.8 Error: authentication failed: Please accept EULA first'])
  check('sender-not-authorized', ['cannot send message: (smtp) originator not accepted', 'Mail sender rejection.'])
  check('message-rejected-content', [
    'SmtpException: Syntax error in parameters or arguments. The server response was: 5.6.0 The email body must have at least 5 characters',
  ])
})

describe('a refusal behind the name of its step', () => {
  check('address-syntax', ['send: mail from: 501 5.1.7 Invalid address', 'send: rcpt to: 501 5.1.3 Bad address syntax'])
  check('recipient-unknown', ['send: rcpt to: 550 5.1.1 no such user'])
  check('starttls-required', ['client: MAIL FROM: 530 5.7.0 Must issue a STARTTLS command first'])
})

describe('the HTTP interface of a sending service', () => {
  check('credentials-rejected', [
    '401 Unauthorized from https://api.sendgrid.com/v3/mail/send',
    'mailgun: 401 Forbidden',
    'postmark: 401 (10) The Server Token you provided in the X-Postmark-Server-Token request header was invalid.',
    'Resend: {"statusCode":401,"message":"API key is invalid","name":"validation_error"}',
  ])
  check('oauth-token-rejected', [
    'Request had insufficient authentication scopes.',
    'googleapi: Error 403: Request had insufficient authentication scopes., insufficientPermissions',
  ])
  check('sender-not-verified', ['SendGrid 403: Unauthorized sender: the from address is none of the account'])
})

describe('a mail server and its tools of their own settings', () => {
  check('config-option-invalid', [
    'warning: hash:/etc/postfix/sasl_passwd lookup error for "mail.firma-nord.test"',
    'warning: lmdb:/etc/postfix/relay_passwd is unavailable. open /etc/postfix/relay_passwd.lmdb: No such file or directory',
    'sendmail: fatal: parameter inet_interfaces: no local interface found for ::1',
    'tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config',
    'ValueError: server_hostname cannot be an empty string or start with a leading dot.',
  ])
  check('client-support-missing', ['postdrop: warning: unable to look up public/pickup: No such file or directory'])
  check('server-temporary-failure', [
    '2026-11-02 12:00:00 1vFxYz-000000-Ab ** anna@firma-nord.test R=dnslookup T=remote_smtp: retry timeout exceeded',
  ])
})

describe('what stands in the place of the code', () => {
  check('host-wrong-service', [
    'Syntax error, command unrecognized. The server response was: Dovecot ready.',
    'System.Net.Mail.SmtpException: Syntax error, command unrecognized. The server response was: * OK [CAPABILITY IMAP4rev1] Dovecot ready.',
  ])
  check('address-syntax', ['AssertionError: No sender address has been set'])
  check('sender-unauthenticated', ['550 5.7.1 Sender id (PRA) Not Permitted'])
  check('auth-required', ['550 5.7.1 Client does not have permissions to submit mail to this server'])
  check('oauth-grant-invalid', ['GetCredential: local OAuth2 token not found'])
})

describe('names of the web beside mail', () => {
  check('dns-unavailable', [
    'npm ERR! network request to https://registry.npmjs.org/nodemailer failed, reason: getaddrinfo ENOTFOUND registry.npmjs.org',
    'FetchError: request to https://oauth2.googleapis.com/token failed, reason: getaddrinfo ENOTFOUND oauth2.googleapis.com',
    "HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded (Caused by NewConnectionError('[Errno -2] Name or service not known'))",
  ])
  check('host-not-found', [
    'FetchError: request to https://mail.firma-nord.test/api failed, reason: getaddrinfo ENOTFOUND mail.firma-nord.test',
  ])

  test('are no servers to check', () => {
    const { context } = explainText('getaddrinfo ENOTFOUND registry.npmjs.org', {}, sources)
    expect(context.host).toBeUndefined()
  })
})
