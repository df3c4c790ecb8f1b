// Where two diagnoses fit, the one that helps: a value that is no host name before the error that it led to, the provider's
// genuine certificate before any other, what the program sent before the server's refusal.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('a value that is no host name', () => {
  check('host-typo', [
    'fsockopen(): unable to connect to http://mail.firma-nord.test:587 (Unable to find the socket transport "http" - did you forget to enable it when you configured PHP?)',
    'Unable to find the socket transport "https" - did you forget to enable it when you configured PHP?',
    'java.net.UnknownHostException: Unable to resolve host "smtp.gmail.com ": No address associated with hostname',
    'javax.mail.MessagingException: Unknown SMTP host: smtp.gmail.com:587',
    'Unknown SMTP host: https://smtp.gmail.com',
    "Couldn't connect to host, port: smtp.gmail.com;, 587; timeout -1",
    'System.Net.Sockets.SocketException (11001): No such host is known. (smtp.gmail.com,:587)',
    'php_network_getaddresses: getaddrinfo for https failed: No such host is known',
    'Connection could not be established with host smtp.gmail.com  [php_network_getaddresses: getaddrinfo failed: Name or service not known #0]',
  ])
  check('client-support-missing', [
    'Unable to find the socket transport "ssl" - did you forget to enable it when you configured PHP?',
    'Unable to find the socket transport "TLS" - did you forget to enable it when you configured PHP?',
  ])
  check('dns-unavailable', [
    'java.net.UnknownHostException: Unable to resolve host "smtp.gmail.com": No address associated with hostname',
    'javax.mail.MessagingException: Unknown SMTP host: smtp.gmail.com',
    'System.Net.Sockets.SocketException (11001): No such host is known. (smtp.gmail.com:587)',
    'Connection could not be established with host smtp.gmail.com [php_network_getaddresses: getaddrinfo failed: Name or service not known #0]',
  ])
})

describe('the one server that a paste speaks of', () => {
  check('trust-store-missing', [
    'certificate verify failed: unable to get local issuer certificate (_ssl.c:1129) smtp.gmail.com',
    'certificate verify failed (unable to get local issuer certificate). We send with smtp.gmail.com and Ruby.',
  ])
  check('starttls-required', ['Error: SMTP AUTH extension not supported by server, host smtp.gmail.com'])
  check('cert-untrusted', [
    'certificate verify failed (unable to get local issuer certificate) smtp.firma-nord.test',
    // No names of servers, or more than one: nothing is taken for granted.
    'smtp.send.message.js: certificate verify failed (unable to get local issuer certificate)',
    'smtp.gmail.com works, smtp.firma-nord.test: unable to get local issuer certificate',
  ])
  check('auth-not-offered', ['smtp.login failed: SMTP AUTH extension not supported by server.'])
})

describe('what was sent, and what was asked for', () => {
  check('credentials-missing', [
    '535 5.7.8 authentication failed for user undefined',
    "login failed for user 'null'",
    'Authentication failed for None.',
  ])
  check('config-secret-mangled', ['535 5.7.8 authentication failed for user %SMTP_USER%'])
  check('credentials-rejected', ['535 5.7.8 authentication failed for user nullmann'])
  check('starttls-required', [
    '534 5.7.9 Must use TLS before authentication',
    'dovecot: submission-login: Disconnected: (tried to use disallowed plaintext auth): user=<>, method=PLAIN',
  ])
  check('sender-not-authorized', [
    'Mail command failed 55 5.7.1 [M12] User [ada@firma-nord.test] not authorized to send on behalf of <bo@firma-nord.test>',
  ])
  check('sender-unauthenticated', [
    '550 5.7.23 SPF: the server 192.0.2.7 is not authorized to send on behalf of firma-nord.test',
  ])
  check('oauth-token-rejected', [
    "smtplib.SMTPAuthenticationError: (334, b'eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=')",
  ])
  check('oauth-grant-invalid', [
    'Error: No access, refresh token or API key is set.',
    'AADSTS50034: The user account does not exist in the directory.',
  ])
})
