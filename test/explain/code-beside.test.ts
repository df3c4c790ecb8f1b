// What stands beside the error: the code that made the transport, an empty host, a list of reasons that nobody saw. Each
// table is one mechanism in the words of several programs, with its near misses.

import { describe, expect, test } from 'vitest'
import type { ExplainContext } from '../../src/explain-text.js'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[], context?: ExplainContext): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text, context)).toBe(id))
}

describe('a host that is empty or this machine', () => {
  check('host-not-configured', [
    'Connection could not be established with host ":587": stream_socket_client(): Unable to connect to :587 (Connection refused)',
    '"message": "Connection could not be established with host \\":25\\": stream_socket_client(): Unable to connect to :25 (Connection refused)"',
    'Connection could not be established with host "ssl://:465": stream_socket_client(): Unable to connect to ssl://:465 (Connection refused)',
    'Connection: opening to :25, timeout=300, options=array()\nSMTP ERROR: Failed to connect to server: Connection refused (111)',
    'let mailer = SmtpTransport::unencrypted_localhost();\nlettre::transport::smtp::Error { kind: Connection, source: Os { code: 111, kind: ConnectionRefused, message: "Connection refused" } }',
    "    server = smtplib.SMTP('localhost')\nConnectionRefusedError: [Errno 111] Connection refused",
    "smtp_settings = { address: 'localhost', port: 25 }\nErrno::ECONNREFUSED: Connection refused - connect(2)",
  ])
  check('connect-refused', [
    'Connection could not be established with host "mail.firma-nord.test:587": stream_socket_client(): Unable to connect to mail.firma-nord.test:587 (Connection refused)',
    "    server = smtplib.SMTP('mail.firma-nord.test')\nConnectionRefusedError: [Errno 111] Connection refused",
  ])
})

describe('variables that the code reads', () => {
  check('credentials-missing', [
    'Error: Missing credentials for "PLAIN"\nauth: { user: process.env.SMTP_USER, pass: process.env.SMTP_PASS }',
    'Error: Missing credentials for "PLAIN"\n  auth: {\n    user: process.env.MAIL_USER,\n    password: process.env.MAIL_PASSWORD,\n  }',
    'Error: Missing credentials for "LOGIN"\n  auth: {\n    user: import.meta.env.MAIL_USER,\n    pass: import.meta.env.MAIL_PASS,\n  }',
  ])
  // In quotes the name itself is sent.
  check('config-secret-mangled', ["Error: Invalid login: 535 Login denied\n    pass: 'process.env.MAIL_PASSWORD'"])
})

describe('an access token that is none', () => {
  const token = (value: string) => btoa(`user=bob@firma-nord.test\u0001auth=Bearer ${value}\u0001\u0001`)
  check('oauth-grant-invalid', [
    `C: AUTH XOAUTH2 ${token('')}\nS: 535 5.7.8 Username and Password not accepted`,
    `AUTH XOAUTH2 ${token('undefined')}\n535 5.7.3 Authentication unsuccessful`,
  ])
  check('oauth-token-rejected', [
    `C: AUTH XOAUTH2 ${token('kX93-aB27_zz81Q.pL55')}\nS: 535 5.7.3 Authentication unsuccessful`,
  ])
})

describe('AUTH offered, and not known in that form', () => {
  const offer = 'EHLO box.firma-nord.test\n250-mx.firma-nord.test\n'
  check('auth-mechanism-unsupported', [
    `${offer}250 AUTH CRAM-MD5 PLAIN LOGIN\nAUTH LOGIN\n502 Invalid/unsupported command`,
    'S: 250-AUTH PLAIN LOGIN\nS: 250 SIZE 1000\nC: AUTH PLAIN ABC\nS: 500 Unknown command',
  ])
  check('auth-not-offered', [`${offer}250 SIZE 1000\nAUTH LOGIN\n502 Invalid/unsupported command`])
})

describe('an answer that is no reply, on a port for TLS', () => {
  const text = 'panicked at \'sending failed: ResponseParsingError("Wrong code length (should be 3 digit)")\''
  check('plaintext-on-tls-port', [text], { host: 'mail.firma-nord.test', port: 465, security: 'starttls' })
  check('unknown', [text], { host: 'mail.firma-nord.test', port: 587, security: 'starttls' })
})

describe('what TLS libraries say of a certificate', () => {
  check('cert-untrusted', [
    'SmtpClient error: "The issuer certificate could not be found"',
    'startClientEncryption failed: The issuer certificate of a locally looked up certificate could not be found',
    'SMTP sslErrors: "The root certificate of the certificate chain is self-signed, and untrusted"',
    'SMTP sslErrors: "No certificates could be verified"',
    'SMTP sslErrors: "The signature of the certificate is invalid"',
    'stream_socket_enable_crypto(): peer_fingerprint match failure',
    "MailKit: The SSL certificate presented by the server is not trusted by the system for one or more of the following reasons: 1. The server is using a self-signed certificate which cannot be verified. 2. The local system is missing a Root or Intermediate certificate needed to verify the server's certificate. 3. The certificate presented by the server is expired or invalid.",
  ])
  check('cert-self-signed', ['SMTP sslErrors: "The certificate is self-signed, and untrusted"'])
  check('cert-hostname-mismatch', [
    'SMTP sslErrors: "The host name did not match any of the valid hosts for this certificate"',
    'Warning: stream_socket_enable_crypto(): Unable to locate peer certificate CN in class.smtp.php on line 369',
    "Warning: stream_socket_client(): Peer certificate subjectAltName did not match expected `mail.firma-nord.test'",
  ])
  check('cert-unsupported-form', ["stream_socket_enable_crypto(): Peer certificate CN=`mail' is malformed"])
  check('cert-expired', ['MailKit.Security.SslHandshakeException: The certificate presented by the server is expired.'])
  check('tls-handshake-failed', [
    'Warning: stream_socket_enable_crypto(): Could not get peer certificate',
    'SMTP sslErrors: "The peer did not present any certificate"',
  ])
})
