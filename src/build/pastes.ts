// What warm-up.ts explains: one paste of each common kind, so that what reads them is compiled beforehand.

const POSTFIX = `Mar  3 10:15:01 mx1 postfix/smtpd[2201]: connect from mail.shop.example[198.51.100.7]
Mar  3 10:15:01 mx1 postfix/qmgr[911]: 4A1B2C3D4E: from=<shop@shop.example>, size=1790, nrcpt=1 (queue active)
Mar  3 10:15:02 mx1 postfix/smtp[2204]: 4A1B2C3D4E: to=<ada@there.example>, relay=mx.there.example[203.0.113.9]:25, delay=1.2, delays=0.1/0/0.4/0.7, dsn=5.7.1, status=bounced (host mx.there.example[203.0.113.9] said: 554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org (in reply to RCPT TO command))
Mar  3 10:15:09 mx1 postfix/smtp[2205]: connect to mx2.there.example[203.0.113.10]:25: Connection timed out`

const JAVA = `2026-03-04 11:22:33.444 ERROR 17 --- [nio-8080-exec-3] o.a.c.c.C.[.[.[/].[dispatcherServlet] : Request processing failed: org.springframework.mail.MailAuthenticationException: Authentication failed
jakarta.mail.AuthenticationFailedException: 535-5.7.8 Username and Password not accepted. For more information, go to
535 5.7.8  https://support.google.com/mail/?p=BadCredentials - gsmtp

\tat org.eclipse.angus.mail.smtp.SMTPTransport$Authenticator.authenticate(SMTPTransport.java:954)
\tat org.springframework.mail.javamail.JavaMailSenderImpl.connectTransport(JavaMailSenderImpl.java:480)
Caused by: java.net.ConnectException: Connection refused (Connection refused)
\t... 42 more`

const NODE = `const transporter = nodemailer.createTransport({
  host: 'smtp.office365.com',
  port: 587,
  secure: false,
  auth: { user: 'ada@there.example', pass: 'not a real one' },
})
[2026-05-05 08:00:02] DEBUG [x1Y] S: 220 AM0PR02CA01.outlook.office365.com Microsoft ESMTP MAIL Service ready
[2026-05-05 08:00:02] DEBUG [x1Y] C: EHLO web1.there.example
[2026-05-05 08:00:02] DEBUG [x1Y] S: 250-AM0PR02CA01.outlook.office365.com Hello [198.51.100.7]
[2026-05-05 08:00:02] DEBUG [x1Y] S: 250 AUTH LOGIN XOAUTH2
[2026-05-05 08:00:02] DEBUG [x1Y] C: AUTH LOGIN
[2026-05-05 08:00:02] DEBUG [x1Y] S: 334 VXNlcm5hbWU6
[2026-05-05 08:00:02] DEBUG [x1Y] C: YWRhQHRoZXJlLmV4YW1wbGU=
Error: Invalid login: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.
    at SMTPConnection._formatError (/srv/app/node_modules/nodemailer/lib/smtp-connection/index.js:790:19) {
  code: 'EAUTH',
  response: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
  responseCode: 535,
  command: 'AUTH LOGIN'
}`

const PHP = `2026-06-01 09:00:01 Connection: opening to mail.there.example:587, timeout=300, options=array()
2026-06-01 09:00:01 SERVER -> CLIENT: 220 mail.there.example ESMTP Exim 4.96
2026-06-01 09:00:01 CLIENT -> SERVER: EHLO www.there.example
2026-06-01 09:00:02 SERVER -> CLIENT: 250-mail.there.example Hello
                                      250-SIZE 52428800
                                      250 AUTH PLAIN LOGIN
2026-06-01 09:00:02 CLIENT -> SERVER: AUTH LOGIN
2026-06-01 09:00:04 SERVER -> CLIENT: 535 Incorrect authentication data
2026-06-01 09:00:04 SMTP ERROR: Password command failed: 535 Incorrect authentication data
SMTP Error: Could not authenticate.`

const PYTHON = `Traceback (most recent call last):
  File "/usr/lib/python3.11/ssl.py", line 1379, in do_handshake
    self._sslobj.do_handshake()
ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)
socket.gaierror: [Errno -2] Name or service not known
smtplib.SMTPServerDisconnected: Connection unexpectedly closed`

export const PASTES: readonly string[] = [POSTFIX, JAVA, NODE, PHP, PYTHON]
