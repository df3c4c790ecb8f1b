// What libcurl, mail boxes of routers, printers and NAS, and Roundcube print: each must be read for what it means.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(ids: DiagnosisId | readonly DiagnosisId[], texts: readonly string[]): void {
  test.each(texts)(`${ids}: %s`, (text) => expect([ids].flat()).toContain(firstId(text)))
}

describe('libcurl', () => {
  check('credentials-rejected', [
    'curl: (67) Login denied',
    'failed to send email: Login denied',
    'Zabbix: cannot send email: Login denied',
  ])
  check(
    ['connect-timeout', 'connect-refused'],
    ["curl: (7) Couldn't connect to server", "Media type test failed. Couldn't connect to server"],
  )
  check('connect-timeout', [
    'curl: (28) Timeout was reached',
    'curl: (28) Connection timed out after 30001 milliseconds',
    'curl: (28) Failed to connect to smtp.firma.test port 587 after 129000 ms: Connection timed out',
    'Timeout was reached: Connection timed out after 40001 milliseconds',
  ])
  check('greeting-timeout', [
    'curl: (28) Operation timed out after 30000 milliseconds with 0 out of 0 bytes received',
    'curl: (28) SMTP response timeout',
    'curl: (28) response reading timeout',
  ])
  check('host-not-found', [
    "curl: (6) Couldn't resolve host name",
    'curl: (6) Could not resolve host: smtp.firma-nord.test',
  ])
  check('tls-handshake-failed', [
    'curl: (35) SSL connect error',
    'curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to smtp.firma.test:465',
    'curl: (35) OpenSSL SSL_connect: Connection reset by peer in connection to smtp.firma.test:465',
    'curl: (35) TLS connect error: error:00000000:lib(0)::reason(0)',
    'curl: (35) schannel: failed to receive handshake, SSL/TLS connection failed',
    'curl: (35) gnutls_handshake() failed: The TLS connection was non-properly terminated.',
  ])
  check('tls-on-plaintext-port', [
    'curl: (35) error:1408F10B:SSL routines:ssl3_get_record:wrong version number',
    'curl: (35) schannel: next InitializeSecurityContext failed: SEC_E_INVALID_TOKEN (0x80090308) - The token supplied to the function is invalid',
    'curl: (35) gnutls_handshake() failed: An unexpected TLS packet was received.',
  ])
  check('cert-untrusted', [
    'curl: (60) Peer certificate cannot be authenticated with given CA certificates',
    'curl: (60) SSL certificate problem: unable to get local issuer certificate',
    'curl: (60) schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.',
    'curl: (60) SSL peer certificate or SSH remote key was not OK',
  ])
  check('cert-hostname-mismatch', [
    "curl: (60) SSL: no alternative certificate subject name matches target host name 'smtp.firma.test'",
    "curl: (51) SSL: certificate subject name 'x' does not match target host name 'smtp.firma.test'",
    'curl: (60) schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322) - The target principal name is incorrect.',
  ])
  check('cert-expired', [
    'curl: (60) SSL certificate problem: certificate has expired',
    'curl: (60) schannel: SEC_E_CERT_EXPIRED (0x80090328) - The received certificate has expired.',
  ])
  check('cert-self-signed', [
    'curl: (60) SSL certificate problem: self-signed certificate',
    'curl: (60) SSL certificate problem: self signed certificate',
  ])
  check('cert-revocation-unchecked', [
    'curl: (35) schannel: next InitializeSecurityContext failed: CRYPT_E_NO_REVOCATION_CHECK (0x80092012) - The revocation function was unable to check revocation for the certificate.',
    'curl: (35) schannel: next InitializeSecurityContext failed: CRYPT_E_REVOCATION_OFFLINE (0x80092013)',
  ])
  check('trust-store-missing', [
    'curl: (77) error setting certificate verify locations: CAfile: /etc/ssl/certs/ca-certificates.crt CApath: none',
    'curl: (77) Problem with the SSL CA cert (path? access rights?)',
    'curl: (77) error setting certificate file: /etc/ssl/cert.pem',
  ])
  check('starttls-not-offered', ['curl: (64) Requested SSL level failed', 'curl: (64) STARTTLS not supported.'])
  check('client-support-missing', [
    'curl: (1) Protocol "smtps" not supported or disabled in libcurl',
    'curl: (1) Protocol "smtp" not supported',
    'curl: (4) A requested feature, protocol or option was not found built-in in this libcurl due to a build-time decision.',
    'Support for SMTP authentication was not compiled in',
  ])
  check('closed-before-greeting', [
    'curl: (52) Server returned nothing (no headers, no data)',
    'curl: (52) Empty reply from server',
    'curl: (56) Recv failure: Connection reset by peer',
    'curl: (56) response reading failed',
    'curl: (56) response reading failed (errno: 104)',
    'curl: (55) Send failure: Broken pipe',
  ])
  check('config-option-invalid', [
    'curl: (3) URL using bad/illegal format or missing URL',
    'curl: (1) Unsupported protocol',
    'curl: (3) Port number was not a decimal number between 0 and 65535',
  ])
  check('recipient-unknown', ['curl: (55) RCPT failed: 550'])
  check('auth-required', ['curl: (55) MAIL failed: 530', 'curl: (55) MAIL failed: 530 5.7.0 Authentication Required'])
  check('sender-not-authorized', ['curl: (55) MAIL failed: 553'])
  check('command-sequence', ['curl: (56) Command failed: 502'])
})

describe('devices and monitoring', () => {
  check('credentials-rejected', [
    'Failed to send test mail. Authentication failed. Please check your account and password.',
    'Der SMTP-Server hat die Anmeldung abgelehnt.',
    'E-Mail konnte nicht versendet werden. Fehlermeldung: Anmeldung am Mailserver fehlgeschlagen',
    'SMTP server authentication error. Check the user name and password.',
    'Test email failed: SMTP authentication error',
    'Login failed: the mail server rejected the user name or password',
    'Authentication unsuccessful. Verify the SMTP user name and password.',
    'SMTP Error: authentication failed. (code 535)',
    'E-mail test failed - invalid user or password',
  ])
  check('connect-timeout', [
    'Unable to connect to the SMTP server. Please check the server address and port.',
    'Connection to SMTP server failed',
    'Failed to send test email: connection to the mail server timed out',
    'Cannot connect to the mail server',
    'Error: could not establish a connection with the mail server',
    'Mail server not responding',
    'The SMTP server did not respond',
    'SMTP server is not reachable',
    'Es konnte keine Verbindung zum Mailserver hergestellt werden',
    'Verbindung zum Mailserver konnte nicht hergestellt werden',
    'Der Mailserver ist nicht erreichbar',
    'Verbindung zum SMTP-Server fehlgeschlagen',
    'Connexion au serveur SMTP impossible',
    'Le serveur SMTP ne répond pas',
    'No se pudo conectar con el servidor SMTP',
    'No se puede establecer la conexión con el servidor de correo',
    'SMTP服务器连接失败',
    '连接SMTP服务器失败',
    '邮件服务器连接失败',
    'SMTPサーバーへの接続に失敗しました',
  ])
  check('tls-handshake-failed', [
    'SSL/TLS negotiation with the mail server failed',
    'SSL handshake with SMTP server failed',
    'TLS-Verbindung zum Server konnte nicht aufgebaut werden',
    'Échec de la négociation TLS',
    'SSL connection error',
    'Unable to negotiate TLS with the server',
  ])
  check('host-not-found', [
    'SMTP server name could not be resolved',
    'Could not resolve SMTP server',
    'The mail server name could not be found',
    'Der Name des Mailservers konnte nicht aufgelöst werden',
    'Le nom du serveur SMTP est introuvable',
  ])
  check('auth-required', [
    'The SMTP server requires authentication',
    'Server verlangt Authentifizierung',
    'SMTP-Server erfordert Authentifizierung',
    'Le serveur SMTP exige une authentification',
    'El servidor SMTP requiere autenticación',
    'SMTP服务器需要身份验证',
  ])
  check('sender-not-authorized', ['sender address not allowed for this account', '发件人地址与认证用户不一致'])
  check('recipient-unknown', [
    'Empfänger unbekannt',
    'Destinataire inconnu',
    'El destinatario no existe',
    '收件人不存在',
    '宛先が見つかりません',
  ])
  check('message-too-large', [
    'The message is too large for the server',
    'Die Nachricht ist zu groß',
    'Le message est trop volumineux',
    'El mensaje es demasiado grande',
    '邮件太大',
    'メッセージが大きすぎます',
  ])
  check('recipient-mailbox-full', [
    'Das Postfach des Empfängers ist voll',
    'La boîte aux lettres du destinataire est pleine',
    'El buzón del destinatario está lleno',
    '收件人邮箱已满',
    "The recipient's mailbox is full",
  ])
})

describe('Roundcube', () => {
  check('credentials-rejected', [
    'SMTP-Fehler (535): Authentifizierung fehlgeschlagen',
    "Erreur SMTP (535) : échec de l'authentification",
    'SMTP Error (535): Authentication failed',
    'Error SMTP (535): Falló la autenticación',
    'Erro de SMTP (535): falha na autenticação',
    'Ошибка SMTP (535): ошибка авторизации',
  ])
  check('connect-timeout', [
    'SMTP-Fehler (-1): Verbindung zum Server fehlgeschlagen',
    'Erreur SMTP (-1) : échec de connexion au serveur',
  ])
  check('sender-not-authorized', [
    'SMTP Error (553): Failed to set sender "me@firma.test" (5.7.1 <me@firma.test>: Sender address rejected: not owned by user you@firma.test)',
    'SMTP-Fehler (553): Absender "me@firma.test" konnte nicht gesetzt werden (5.7.1 <me@firma.test>: Sender address rejected: not owned by user you@firma.test)',
  ])
  check('recipient-unknown', [
    'SMTP Error (550): Failed to add recipient "x@firma.test" (5.1.1 <x@firma.test>: Recipient address rejected: User unknown)',
    'SMTP-Fehler (550): Fehler beim Hinzufügen des Empfängers "x@firma.test" (5.1.1 <x@firma.test>: Recipient address rejected: User unknown)',
  ])
  check('relay-denied', [
    'SMTP Error (554): Failed to add recipient "x@firma.test" (5.7.1 <x@firma.test>: Relay access denied)',
  ])
})
