// The messages of client libraries, library by library, as their sources word them: each must be read for what it means.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('gen_smtp and the TLS alerts of Erlang', () => {
  check('starttls-not-offered', [
    '{:error, {:retries_exceeded, {:missing_requirement, ~c"mail.firma.test", :tls}}}',
    '{error,retries_exceeded,{missing_requirement,"mail.firma.test",tls}}',
    "{:error, :retries_exceeded, {:missing_requirement, 'mail.firma.test', :tls}}",
  ])
  check('auth-not-offered', [
    '{:error, {:retries_exceeded, {:missing_requirement, ~c"mail.firma.test", :auth}}}',
    '{error,retries_exceeded,{missing_requirement,"mail.firma.test",auth}}',
  ])
  check('credentials-rejected', [
    '{:error, {:no_more_hosts, {:permanent_failure, ~c"mail.firma.test", :auth_failed}}}',
    "** (Bamboo.SMTPAdapter.SMTPError) There was a problem sending the email through SMTP.\n\nThe error is :no_more_hosts\n\nMore detail below:\n\n{:permanent_failure, 'mail.firma.test', :auth_failed}",
    '{error,no_more_hosts,{permanent_failure,"mail.firma.test",auth_failed}}',
  ])
  check('connect-refused', [
    '{:error, {:retries_exceeded, {:network_failure, ~c"mail.firma.test", {:error, :econnrefused}}}}',
    '{error,retries_exceeded,{network_failure,"mail.firma.test",{error,econnrefused}}}',
  ])
  check('connect-timeout', [
    "{:network_failure, 'mail.firma.test', {:error, :timeout}}",
    '{error,retries_exceeded,{network_failure,"mail.firma.test",{error,etimedout}}}',
    '{:error, {:network_failure, ~c"mail.firma.test", {:error, :etimedout}}}',
  ])
  check('host-not-found', [
    "{:network_failure, 'mail.firma-nord.test', {:error, :nxdomain}}",
    '{error,retries_exceeded,{network_failure,"mail.firma-nord.test",{error,nxdomain}}}',
  ])
  check('connect-unreachable', [
    "{:network_failure, 'mail.firma.test', {:error, :enetunreach}}",
    "{:network_failure, 'mail.firma.test', {:error, :ehostunreach}}",
  ])
  check('tls-handshake-failed', [
    '{:temporary_failure, ~c"192.0.2.4", :tls_failed}',
    '{temporary_failure,"mail.firma.test",tls_failed}',
  ])
  check('credentials-missing', ['{:error, :no_credentials}'])
  check('tls-on-plaintext-port', [
    "{:network_failure, 'mail.firma.test', {:error, {:tls_alert, {:unexpected_message, 'TLS client: In state hello at tls_record.erl:564 generated CLIENT ALERT: Fatal - Unexpected Message\\n {unsupported_record_type,50}'}}}}",
    'TLS client: In state hello at tls_record.erl:539 generated CLIENT ALERT: Fatal - Unexpected Message - {unsupported_record_type,50}',
  ])
  check('cert-hostname-mismatch', [
    'TLS :client: In state :certify at ssl_handshake.erl:2098 generated CLIENT ALERT: Fatal - Handshake Failure\n - {:bad_cert, :hostname_check_failed}',
    "{:tls_alert, {:handshake_failure, 'TLS client: In state certify at ssl_handshake.erl:1952 generated CLIENT ALERT: Fatal - Handshake Failure\\n {bad_cert,hostname_check_failed}'}}",
  ])
  check('cert-self-signed', [
    'TLS :client: In state :certify at ssl_handshake.erl:2098 generated CLIENT ALERT: Fatal - Bad Certificate\n - {:bad_cert, :selfsigned_peer}',
  ])
  check('cert-untrusted', [
    'TLS client: In state wait_cert at ssl_handshake.erl:2123 generated CLIENT ALERT: Fatal - Unknown CA',
    '{:tls_alert, {:unknown_ca, ~c"TLS client: In state certify at ssl_handshake.erl:2140 generated CLIENT ALERT: Fatal - Unknown CA\\n"}}',
  ])
  check('cert-expired', [
    'TLS :client: In state :certify at ssl_handshake.erl:2098 generated CLIENT ALERT: Fatal - Certificate Expired',
  ])
  check('trust-store-missing', [
    '{:error, {:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]}}',
    '{options,incompatible,[{verify,verify_peer},{cacerts,undefined}]}',
  ])
  check('tls-version-unsupported', [
    'TLS client: In state hello received SERVER ALERT: Fatal - Handshake Failure',
    'TLS client: In state hello received SERVER ALERT: Fatal - Protocol Version',
  ])
})

describe('mutt and NeoMutt', () => {
  check('client-support-missing', ['SMTP authentication requires SASL'])
  check('auth-not-offered', ['SMTP server does not support authentication'])
  check('credentials-rejected', ['SASL authentication failed', 'LOGIN authentication failed'])
  check('auth-mechanism-unsupported', ['No authenticators available'])
  check('closed-before-greeting', ['SMTP session failed: read error'])
  check('tls-handshake-failed', ['Could not negotiate TLS connection'])
  check('config-option-invalid', ['Invalid SMTP URL: smtp://user@gmail.com@smtp.gmail.com:587/'])
})

describe('aiosmtplib', () => {
  check('closed-before-greeting', [
    'aiosmtplib.errors.SMTPServerDisconnected: Unexpected EOF received',
    'aiosmtplib.errors.SMTPServerDisconnected: Connection lost',
  ])
  check('config-option-invalid', ['ValueError: The start_tls and use_tls options are not compatible.'])
  check('greeting-timeout', ['aiosmtplib.errors.SMTPConnectTimeoutError: Timed out waiting for server ready message'])
  check('connect-timeout', [
    'aiosmtplib.errors.SMTPConnectTimeoutError: Timed out connecting to mail.firma.test on port 587',
  ])
  check('greeting-timeout', ['aiosmtplib.errors.SMTPReadTimeoutError: Timed out waiting for server response'])
  check('tls-handshake-failed', ['aiosmtplib.errors.SMTPTimeoutError: Timed out while upgrading transport'])
  check('tls-handshake-failed', [
    'aiosmtplib.errors.SMTPServerDisconnected: Connection reset while upgrading transport',
  ])
})

describe('libetpan', () => {
  check('credentials-rejected', [
    'mailsmtp_auth: Login failed',
    'Cannot connect to SMTP-server: Login failed (MAILSMTP_ERROR_AUTH_LOGIN)',
  ])
  check('starttls-not-offered', ['TLS not supported by server'])
  check('auth-not-offered', ['Authentication is not supported'])
})

describe('K-9 Mail and Thunderbird for Android', () => {
  check('starttls-not-offered', [
    'com.fsck.k9.mail.MissingCapabilityException: Missing capability: STARTTLS',
    'net.thunderbird.core.common.exception.MissingCapabilityException: Missing capability: STARTTLS',
  ])
  check('auth-mechanism-unsupported', [
    'com.fsck.k9.mail.MissingCapabilityException: Missing capability: AUTH CRAM-MD5',
    'Missing capability: AUTH PLAIN',
  ])
  check('message-too-large', ['com.fsck.k9.mail.MessagingException: Message too large for server'])
})

describe("Dart's mailer", () => {
  check('auth-mechanism-unsupported', [
    'SmtpClientCommunicationException: The server does not support LOGIN or PLAIN authentication method.',
    'The server does not support XOAUTH2 authentication method.',
  ])
  check('greeting-timeout', ['SmtpNoGreetingException: Timed out while waiting for greeting.'])
  check('address-syntax', [
    'SmtpMessageValidationException: Invalid message.\nProblem: FROM_ADDRESS: The from address is invalid.  (myname)',
    'Envelope mail address is invalid.  null',
  ])
})

describe('Net::SMTP of Ruby', () => {
  check('config-option-invalid', [
    'ArgumentError: SMTPS and STARTTLS is exclusive',
    'ArgumentError: wrong authentication type plan',
  ])
  check('address-syntax', ['ArgumentError: mail destination not given'])
  check('starttls-not-offered', ['Net::SMTPUnsupportedCommand: STARTTLS is not supported on this server'])
  check('message-malformed', ['ArgumentError: A line must not contain CR or LF'])
  check('client-support-missing', ['RuntimeError: openssl library not installed'])
})

describe('Swift-SMTP', () => {
  check('starttls-required', [
    'The preferred authorization methods could not be found on smtp.firma.test, or your server is sending back a STARTTLS command and requires a connection upgrade.',
  ])
  check('starttls-not-offered', ['STARTTLS was required but the server did not issue a STARTTLS command.'])
  check('address-syntax', ['An email requires at least one recipient.'])
})

describe('MailCore', () => {
  check('cert-untrusted', ['The certificate for this server is invalid.'])
  check('credentials-rejected', ["Unable to authenticate with the current session's credentials."])
  check('app-password-required', [
    'MCOErrorGmailApplicationSpecificPasswordRequired',
    'An application-specific password is required to access this Gmail account.',
  ])
  check('browser-sign-in-required', [
    'MCOErrorNeedsConnectToWebmail',
    'Error Domain=MCOErrorDomain Code=29 "You need to connect to webmail."',
    'ErrorOutlookLoginViaWebBrowser',
  ])
  check('sending-limit-exceeded', ['Error Domain=MCOErrorDomain Code=45 "YahooSendMessageDailyLimitExceeded"'])
})

describe('msmtp', () => {
  check('auth-mechanism-unsupported', [
    'msmtp: the server does not support authentication method CRAM-MD5',
    'msmtp: authentication method XOAUTH2 not supported',
    'msmtp: cannot find a usable authentication method',
    'msmtp: GNU SASL: authentication method OAUTHBEARER not supported',
  ])
  check('credentials-missing', [
    'msmtp: authentication method PLAIN needs a password',
    'msmtp: authentication method PLAIN needs a user name',
  ])
})

describe('Indy', () => {
  check('starttls-required', ['EIdSMTPReplyError: Must issue a STARTTLS command first'])
  check('client-support-missing', ["EIdOSSLCouldNotLoadSSLLibrary with message 'Could not load SSL library.'"])
  check('tls-handshake-failed', ['EIdOSSLConnectError: Error connecting with SSL.'])
  check('closed-before-greeting', ["EIdConnClosedGracefully with message 'Connection Closed Gracefully.'"])
  check('tls-on-plaintext-port', [
    'Error connecting with SSL.\nerror:1408F10B:SSL routines:SSL3_GET_RECORD:wrong version number',
  ])
  check('connect-timeout', ['EIdConnectTimeout: Connect timed out.'])
})

describe('JavaMail and Angus Mail', () => {
  check('starttls-not-offered', [
    'jakarta.mail.MessagingException: STARTTLS is required but host does not support STARTTLS',
  ])
  check('auth-mechanism-unsupported', [
    'javax.mail.AuthenticationFailedException: No authentication mechanisms supported by both server and client',
  ])
  check('address-syntax', ['javax.mail.SendFailedException: No recipient addresses'])
  check('credentials-missing', ['javax.mail.AuthenticationFailedException: failed to connect, no password specified?'])
  check('host-not-found', ['javax.mail.MessagingException: Unknown SMTP host: mail.firma-nord.test'])
  check('closed-before-greeting', [
    'javax.mail.MessagingException: Could not connect to SMTP host: mail.firma.test, port: 587, response: -1',
  ])
  check('plaintext-on-tls-port', [
    'javax.mail.MessagingException: Could not connect to SMTP host: mail.firma.test, port: 465, response: -1',
  ])
  check('service-unavailable', [
    'javax.mail.MessagingException: Could not connect to SMTP host: mail.firma.test, port: 587, response: 421',
    'Got bad greeting from SMTP host: mail.firma.test, port: 587, response: [421 Too many connections]',
  ])
  check('client-ip-blocked', [
    'javax.mail.MessagingException: Could not connect to SMTP host: mail.firma.test, port: 25, response: 554',
  ])
  check('closed-before-greeting', [
    'javax.mail.MessagingException: Exception reading response;\n  nested exception is:\n\tjava.net.SocketException: Connection reset',
  ])
  check('greeting-timeout', [
    'javax.mail.MessagingException: Exception reading response;\n  nested exception is:\n\tjava.net.SocketTimeoutException: Read timed out',
  ])
})

describe('MailKit', () => {
  check('auth-not-offered', ['System.NotSupportedException: The SMTP server does not support authentication.'])
  check('starttls-not-offered', [
    'System.NotSupportedException: The SMTP server does not support the STARTTLS extension.',
  ])
  check('auth-mechanism-unsupported', ['System.NotSupportedException: No compatible authentication mechanisms found.'])
  check('closed-before-greeting', [
    'MailKit.Net.Smtp.SmtpProtocolException: The SMTP server has unexpectedly disconnected.',
  ])
  check('tls-on-plaintext-port', [
    'MailKit.Security.SslHandshakeException: An error occurred while attempting to establish an SSL or TLS connection.\n\nWhen connecting to an SMTP service, port 587 is typically reserved for plain-text connections. If\nyou intended to connect to SMTP on the SSL port, try connecting to port 465 instead. Otherwise,\nif you intended to use STARTTLS, make sure to use the following code:\n\nclient.Connect ("mail.firma.test", 587, SecureSocketOptions.StartTls);',
  ])
  check('service-unavailable', [
    'MailKit.Net.Smtp.SmtpProtocolException: The SMTP server has unexpectedly disconnected: 421 4.4.2 mail.firma.test Error: timeout exceeded',
  ])
  check('service-unavailable', [
    'MailKit.Net.Smtp.SmtpCommandException: Service not available, closing transmission channel',
    'MailKit.Net.Smtp.SmtpCommandException: mail.firma.test too many connections, closing transmission channel',
  ])
  check('recipient-unknown', [
    'MailKit.Net.Smtp.SmtpCommandException: <no@firma.test>: Recipient address rejected: User unknown in local recipient table',
  ])
  check('command-sequence', [
    'MailKit.Net.Smtp.SmtpCommandException: You already said HELO',
    'MailKit.Net.Smtp.SmtpCommandException: Bad sequence of commands',
    '503 Duplicate HELO/EHLO',
    '503 5.0.0 Duplicate EHLO not allowed',
  ])
  check('auth-required', [
    'MailKit.ServiceNotAuthenticatedException: Authentication required',
    'MailKit.ServiceNotAuthenticatedException: 5.7.0 Authentication Required. For more information, go to',
  ])
  check('address-syntax', [
    'System.InvalidOperationException: No recipients have been specified.',
    'System.InvalidOperationException: No sender has been specified.',
    'System.FormatException: The specified string is not in the form required for an e-mail address.',
  ])
})

describe('.NET', () => {
  check('dns-unavailable', [
    'System.Net.Internals.SocketExceptionFactory+ExtendedSocketException (00000001, 11): Resource temporarily unavailable\n   at System.Net.Dns.InternalGetHostByName(String hostName)',
    'System.Net.Sockets.SocketException (11): Resource temporarily unavailable\n   at System.Net.Dns.GetHostEntryOrAddressesCore(String hostName, Boolean justAddresses)',
    'System.Net.Sockets.SocketException (00000001, 11): Try again\n   at System.Net.NameResolutionPal.GetAddrInfo',
  ])
  check('host-not-found', [
    'System.Net.Sockets.SocketException (00000001, 11): No such host is known.\n   at System.Net.Dns.HostResolutionEndHelper',
    'System.Net.Sockets.SocketException (0xFFFDFFFF): Name or service not known',
  ])
  check('connect-timeout', [
    'WARNING: TCP connect to (192.0.2.9 : 587) failed\nComputerName     : mail.firma.test\nRemotePort       : 587\nTcpTestSucceeded : False',
  ])
})

describe('ESP Mail Client', () => {
  check('tls-handshake-failed', [
    '> C: perform the SSL/TLS handshake\n! E: UNKNOWN ERROR CODE (0001)\n> C: cleaning SSL connection\n> E: unable to connect to server',
  ])
  check('credentials-rejected', [
    '> C: send SMTP command, AUTH PLAIN\n< S: 535 5.7.8 Error: authentication failed\n! E: authentication failed',
  ])
  check('greeting-timeout', ['> C: SMTP server connected, wait for greeting...\n! E: SMTP server greeting failed'])
  check('cert-untrusted', [
    '[E][ssl_client.cpp:36] _handle_error(): [start_ssl_client():276]: (-9984) X509 - Certificate verification failed, e.g. CRL, CA or signature check failed',
  ])
  check('tls-on-plaintext-port', [
    '[E][ssl_client.cpp:37] _handle_error(): [start_ssl_client():273]: (-29184) SSL - An invalid SSL record was received',
    '! E: (-29184) SSL - An invalid SSL record was received',
  ])
  check('host-not-found', ['[E][WiFiGeneric.cpp:1583] hostByName(): DNS Failed for mail.firma-nord.test'])
})

describe('stack traces on one line', () => {
  check('cert-untrusted', [
    'java.lang.RuntimeException: javax.mail.MessagingException: Could not convert socket to TLS; nested exception is: javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target at Test.main(Test.java:43) Caused by: javax.mail.MessagingException: Could not convert socket to TLS; at com.sun.mail.smtp.SMTPTransport.startTLS(SMTPTransport.java:1907) at javax.mail.Service.connect(Service.java:317)',
  ])
  check('credentials-rejected', [
    'ERROR: javax.mail.AuthenticationFailedException: 535 5.7.8 Error: authentication failed at com.sun.mail.smtp.SMTPTransport$Authenticator.authenticate(SMTPTransport.java:947) at com.sun.mail.smtp.SMTPTransport.authenticate(SMTPTransport.java:858)',
  ])
  check('connect-refused', [
    'MailKit error: System.Net.Sockets.SocketException (111): Connection refused   at System.Net.Sockets.Socket.AwaitableSocketAsyncEventArgs.ThrowException(SocketError error, CancellationToken cancellationToken)   at MailKit.Net.SocketUtils.ConnectAsync(String host, Int32 port)',
  ])
})

describe('smtplib', () => {
  check('closed-during-auth', [
    '  File "/usr/lib/python3.9/smtplib.py", line 739, in login\n    (code, resp) = self.auth(\n  File "/usr/lib/python3.9/smtplib.py", line 405, in getreply\n    raise SMTPServerDisconnected("Connection unexpectedly closed")\nsmtplib.SMTPServerDisconnected: Connection unexpectedly closed',
  ])
  check('helo-rejected', [
    "smtplib.SMTPHeloError: (501, b'5.5.4 Invalid domain name')",
    "smtplib.SMTPHeloError: (550, b'Access denied - Invalid HELO name (See RFC2821 4.1.1.1)')",
  ])
  check('client-ip-blocked', [
    "smtplib.SMTPConnectError: (554, b'5.7.1 Service unavailable; client host blocked')",
    "smtplib.SMTPConnectError: (554, b'mail.firma.test')",
  ])
  check('service-unavailable', ["smtplib.SMTPConnectError: (421, b'Service not available')"])
  check('closed-before-greeting', ["smtplib.SMTPConnectError: (-1, b'')"])
  check('auth-mechanism-unsupported', ['smtplib.SMTPException: No suitable authentication method found.'])
  check('address-syntax', [
    "smtplib.SMTPSenderRefused: (501, b'5.1.7 Bad sender address syntax', '')",
    "smtplib.SMTPRecipientsRefused: {'': (555, b'5.5.2 Syntax error, cannot decode response.')}",
    '501 Invalid command or cannot parse to address',
    '501 5.5.2 Cannot parse FROM address',
  ])
  check('sender-not-authorized', [
    "(552, b'the from address and the authenticated user must be the same email. #ERR_AUTH_FAIL', 'webmaster@localhost')",
    "smtplib.SMTPDataError: (554, b'5.0.0 Error: transaction failed: unknown sender address')",
    "smtplib.SMTPSenderRefused: (550, b'5.7.1 forged sender address', 'a@b.test')",
  ])
  check('sender-unauthenticated', [
    'smtplib.SMTPSenderRefused: (550, b"5.7.1 Unauthorized shipping - Check your domain\'s MX and/or SPF")',
  ])
  check('auth-required', ['Sender address rejected: not logged in (Diagnostic-Code: smtp; 553 5.7.1)'])
  check('oauth-grant-invalid', [
    'davmail.exchange.auth.O365Token - refresh token failed javax.crypto.BadPaddingException',
    'TokenStore::Refresh: request failed',
  ])
  check('host-wrong-service', [
    '<** HTTP/1.1 408 Request Time-out\n<** content-type: text/html',
    'SERVER -> CLIENT: HTTP/1.1 400 Bad Request',
  ])
  check('auth-not-offered', [
    'EHLO me\n250-mail.firma.test Hello\n250-PIPELINING\n250 HELP\nAUTH PLAIN AGZvbwBiYXI=\n500 5.5.1 Command unrecognized: "AUTH PLAIN AGZvbwBiYXI="',
    'Trying to send email...\nSMTP send:  NOT OK(Authentication failure: SMTP server does not support authentication (Code: ))',
  ])
  check('server-permanent-failure', [
    'Failed to process message due to a permanent exception with message Cannot submit message.',
  ])
  check('server-temporary-failure', [
    'Failed to process message due to a transient exception with message Cannot submit message.',
  ])
})
