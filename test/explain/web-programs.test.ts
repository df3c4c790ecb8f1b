// Failures as web applications, their frameworks and the programs of a home server show them, each beside its near misses.

import { describe, expect, test } from 'vitest'
import type { ExplainContext } from '../../src/explain-text.js'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[], context?: ExplainContext): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text, context)).toBe(id))
}

describe('504 to AUTH, where nothing tells whether the session was encrypted', () => {
  check('auth-mechanism-unsupported', [
    'Fehler: 504 5.7.4 Unrecognized authentication type [AM0PR04CA0001.eurprd04.prod.outlook.com 2026-01-02T03:04:05.006Z 08DCB1590CFAC6B7]',
    'failed to send test mail: 504 5.7.4 Unrecognized Authentication Type',
    'smtp.office365.com:587 said: 504 5.7.4 Unrecognized authentication type',
  ])
  check('starttls-required', ['504 5.7.4 Unrecognized authentication type'], {
    provider: 'microsoft-365',
    security: 'none',
  })
})

describe('a code and nothing else', () => {
  check('relay-denied', [
    'Mail to other domains than our own ends with command fail: 454 4.7.1.',
    'RCPT TO failed: 454 4.7.1',
    'Recipient refused (code 454 4.7.1)',
  ])
  check('auth-temporary-failure', ['AUTH failed: 454 4.7.0'])
})

describe('a server that checked the sender, and the sender that a service does not know', () => {
  check('sender-unknown', [
    "data: '550-Verification failed for <nobody@app7.firma-nord.test>\\r\\n550-Unrouteable address\\r\\n550 unable to verify sender address',",
    '550 5.1.7 We were unable to verify the sender address',
    '450 Cannot verify sender domain at this time',
  ])
  check('sender-not-verified', [
    '550 Please verify your sender address before sending',
    '554 5.7.1 Sender is not verified',
  ])
})

describe('names in EHLO that are looked up', () => {
  check('helo-rejected', [
    '421 EHLO NX20 Your HELO/EHLO app7.firma-nord.test is not matching your DNS configuration',
    "550 5.7.1 Your EHLO name 'app7' doesn't match the DNS",
    '554 HELO app7.firma-nord.test does not resolve',
    '550 HELO name app7 not found in DNS',
  ])
})

describe('keys of a log that hold the address of a visitor', () => {
  check('connect-unreachable', [
    '{"reqId":"a1","remoteAddr":"::1","app":"PHP","message":"fsockopen(): unable to connect to mail.firma-nord.test:587 (Network is unreachable) at autoconfig.php#399"}',
    '{"reqId":"a1","remoteAddr":"127.0.0.1","message":"stream_socket_client(): unable to connect to mail.firma-nord.test:587 (No route to host)"}',
  ])
  check('connect-refused', [
    'level=error clientIp="127.0.0.1" remote_addr="::1" msg="cannot connect to mail.firma-nord.test:587: connection refused"',
  ])
  check('host-not-configured', [
    '{"level":"error","address":"127.0.0.1","port":587,"code":"ECONNREFUSED","message":"connect failed"}',
  ])
})

describe('no recipients', () => {
  check('address-syntax', [
    "{ [RecipientError: Can't send mail - recipients not defined] name: 'RecipientError' }",
    'Error: recipients are not specified',
    'Mail was not sent. Reason: message.to is blank',
    'SMTP Error: no recipient address was set',
  ])
})

describe('gen_smtp on a port that speaks TLS at once', () => {
  check('plaintext-on-tls-port', [
    'server: "mail.firma-nord.test",\nport: 465,\ntls: :always,\nssl: false\n\n{:network_failure, "mail.firma-nord.test", {:error, :timeout}}',
    'relay: "mail.firma-nord.test",\nport: "465",\ntls: :if_available\n\n** (Bamboo.SMTPAdapter.SMTPError) The error is :retries_exceeded\n{:network_failure, "mail.firma-nord.test", {:error, :timeout}}',
  ])
  check('connect-timeout', [
    'relay: "mail.firma-nord.test",\nport: 465,\nssl: true\n\n{:network_failure, "mail.firma-nord.test", {:error, :timeout}}',
    'relay: "mail.firma-nord.test",\nport: 587,\ntls: :always\n\n{:network_failure, "mail.firma-nord.test", {:error, :timeout}}',
  ])
})

describe('what mail libraries of web frameworks say before they send', () => {
  check('credentials-missing', [
    'Error: You must assign a SMTP username and password.',
    'login is required, but no credentials supplied',
    'You need to configure a user name and password for the relay',
  ])
  check('auth-not-offered', [
    'AUTH command not recognized or not implemented, SMTP server may not require authentication.',
  ])
  check('auth-mechanism-unsupported', [
    'login is required, but no allowed AUTH methods available. You may need to do STARTTLS',
    'The SMTP server does not support any of the supported authentication mechanisms',
  ])
  check('starttls-not-offered', [
    'STARTTLS enforced, but server does not support it',
    'required mode is STARTTLS but the server does not support it',
  ])
  check('config-option-invalid', [
    'wrong host name',
    'could not send test mail: wrong host name',
    '1 validation error for ConnectionConfig\nMAIL_STARTTLS\n  field required (type=value_error.missing)',
    'The input does not match the expected structure for a DNS hostname, The input appears to be a local network name but local network names are not allowed',
  ])
  check('client-support-missing', [
    'java.lang.IllegalStateException: Not provider of jakarta.mail.util.StreamProvider was found',
    'java.security.NoSuchAlgorithmException: Error constructing implementation (algorithm: Default, provider: SunJSSE, class: sun.security.ssl.SSLContextImpl$DefaultSSLContext)',
    '** (UndefinedFunctionError) function :gen_smtp_client.send_blocking/2 is undefined (module :gen_smtp_client is not available)',
  ])
  check('cert-hostname-mismatch', [
    'javax.net.ssl.SSLPeerUnverifiedException: Hostname mail.firma-nord.test not verified',
  ])
  check('host-not-configured', [
    'org.apache.commons.mail.EmailException: Cannot find valid hostname for mail session',
    '** (ArgumentError) expected [:relay] to be set, got: [adapter: Swoosh.Adapters.SMTP]',
  ])
  check('address-syntax', [
    'You must include recipients: To, Cc, or Bcc',
    'org.apache.commons.mail.EmailException: At least one receiver address required',
    'org.apache.commons.mail.EmailException: From address required',
    'failed to set From address: failed to parse mail address "": mail: no address',
    'lettre::error::Error: missing destination address',
    'MimeKit.ParseException: Invalid addr-spec token at offset 0',
  ])
  check('connect-timeout', [
    'unable to connect to the SMTP server: context deadline exceeded',
    'Connection could not be established with host mail.firma-nord.test [ #0]\nmail.firma-nord.test is not available on 465 port. Make sure that outgoing port 465 on YOUR server is open.',
  ])
  check('message-malformed', ['550 5.7.1 line exceeded the limit of 998 bytes'])
  check('sender-not-verified', ['Free accounts are for test purposes only. Please upgrade.'])
  check('unknown', ['Please enter the name of the host that is wrong.'])
})

describe('what runtimes and web programs say of what they lack, were given or met', () => {
  check('client-support-missing', [
    'Error: Unsupported operation: SecureSocket constructor',
    "Module not found: Error: Can't resolve 'net' in '/app/node_modules/nodemailer/lib/shared'",
    'TypeError: net.connect is not a function',
    "AttributeError: module 'ssl' has no attribute 'wrap_socket'",
    'The Process class relies on proc_open, which is not available on your PHP installation.',
  ])
  check('unknown', ["Module not found: Error: Can't resolve './components/Header' in '/app/src'"])
  check('host-not-found', ["curl: (6) Could not resolve host: 'mail.firma-nord.test'"])
  check('config-option-invalid', [
    'TypeError [ERR_INVALID_ARG_TYPE]: The "options.port" property must be one of type number or string',
    "Error: Email protocol in $MAIL_URL (mail://) must be 'smtp' or 'smtps'",
    'no global SMTP from set',
  ])
  check('host-not-configured', [
    'no global SMTP smarthost set',
    "com.sun.mail.util.MailConnectException: Couldn't connect to host, port: , 25; timeout 60000",
  ])
  check('address-syntax', [
    'Failed to create e-mail address for team-nord,',
    'An attempt to send an e-mail to empty list of recipients, ignored.',
    "An invalid character was found in the mail header: ','.",
    "The parameter 'address' cannot be an empty string. (Parameter 'address')",
    'Invalid email domain',
  ])
  check('smtputf8-required', [
    "Sending to jörg@firma-nord.test ends in UnicodeEncodeError: 'ascii' codec can't encode character '\\xf6' in position 1",
  ])
  check('message-malformed', [
    "Mail an joerg@firma-nord.test, Betreff Größe\nUnicodeEncodeError: 'ascii' codec can't encode character '\\xf6' in position 120",
  ])
  check('sender-not-authorized', [
    'This account does not have the right to send mail on behalf of the specified sending account.',
  ])
  check('cert-expired', [
    'PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
  ])
  check('cert-unsupported-form', ['tls: failed to parse certificate from server: x509: negative serial number'])
  check('oauth-grant-invalid', ['InvalidAuthenticationToken: Access token has expired or is not yet valid.'])
  check('port-25-blocked', ['error="dial tcp 220.30.40.50:25: i/o timeout"'])
  check('greeting-timeout', ['i/o timeout while waiting for 220 greeting'])
  check('closed-before-greeting', ['Connection to "mail.firma-nord.test:587" has been closed unexpectedly.'])
  check('credentials-rejected', ['Login not possible. Please check your setting and/or your credentials.'])
  check('unknown', ['SMTP server not found or refused connection. Please check the IP address.'])
  check('smtp-egress-blocked', [
    'It appears that ports 25, 465, 587 do not work in this deployment.',
    'Ports 465 and 587 are not allowed for functions.',
  ])
  check('config-secret-mangled', ['When I took a password without any special characters it worked.'])
})

describe('what people say of a failure in their own words', () => {
  check('starttls-required', [
    'The server requires STARTTLS but the app has no option for it.',
    'The provider refuses plain connections.',
  ])
  check('starttls-not-offered', ['Our local relay has no TLS, and the app insists on STARTTLS.'])
  check('auth-mechanism-unsupported', [
    'The server only supports LOGIN, but the client tries PLAIN.',
    'Only NTLM is offered by the Exchange server.',
    'The server does not accept CRAM-MD5.',
  ])
  check('credentials-missing', ['MAIL_PASSWORD is not passed to the container.'])
  check('config-secret-mangled', [
    'The dollar sign in the password gets replaced by docker compose.',
    'Quotes around the password in the env file are taken as part of it.',
  ])
  check('host-not-configured', [
    'The SMTP host is empty in the config.',
    'It ignores my settings and always connects to localhost:25.',
  ])
  check('tenant-smtp-auth-disabled', ['SMTP AUTH is disabled for our Office 365 tenant.'])
  check('basic-auth-disabled', ['Microsoft has disabled basic authentication for Outlook.com.'])
  check('app-password-required', [
    'Google has disabled less secure apps, so the script cannot log in.',
    'Since May 30 2022 Gmail rejects the password of my account.',
  ])
  check('sender-not-authorized', ['The server refuses because the from address is different from the account.'])
  check('tls-version-unsupported', [
    'Our old Exchange only speaks TLSv1.0.',
    'The provider turned off TLS 1.0 and now the old device cannot send.',
  ])
  check('credentials-rejected', ['Only LOGIN failed, so I tried the next one and it failed as well.'])
})
