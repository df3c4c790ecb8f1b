import { describe, expect, test } from 'vitest'
import { readPaste } from '../../src/explain/read.js'
import { failures, repliesIn } from './sources.js'

/** What failed, in short: replies whole, everything else by kind and code. */
function shortly(text: string): string[] {
  return failures(text).map((seen) => {
    switch (seen.kind) {
      case 'reply':
        return `${seen.verb} ${seen.reply.code}`
      case 'socket':
        return `${seen.stage} ${seen.code}`
      case 'dns':
        return `dns ${seen.code} ${seen.name}`
      case 'tls-error':
        return `tls ${seen.fault}`
      case 'tls':
        return `certificate ${seen.problems.join()}`
      case 'client':
        return `client ${seen.complaint}`
      case 'oauth':
        return `oauth ${seen.error}`
      case 'protocol':
        return `speaks ${seen.speaks}`
      default:
        return seen.kind
    }
  })
}

describe('Python', () => {
  test.each([
    ["smtplib.SMTPDataError: (554, b'5.7.1 Spam detected')", ['MESSAGE 554']],
    ["smtplib.SMTPRecipientsRefused: {'a@b.test': (550, b'5.1.1 No such user')}", ['RCPT 550']],
    ["smtplib.SMTPSenderRefused: (552, b'5.3.4 Message too big', 'a@b.test')", ['MAIL 552']],
    ["aiosmtplib.errors.SMTPAuthenticationError: (535, '5.7.8 Bad credentials')", ['AUTH 535']],
    ['smtplib.SMTPNotSupportedError: STARTTLS extension not supported by server.', ['client starttls-not-offered']],
    ['ConnectionRefusedError: [Errno 111] Connection refused', ['connect ECONNREFUSED']],
    ['OSError: [Errno 65] No route to host', ['connect EHOSTUNREACH']],
    [
      'Traceback (most recent call last):\n  File "/usr/lib/python3.12/smtplib.py", line 341, in connect\n    (code, msg) = self.getreply()\n  File "/usr/lib/python3.12/smtplib.py", line 405, in getreply\n    raise SMTPServerDisconnected("Connection unexpectedly closed")\nsmtplib.SMTPServerDisconnected: Connection unexpectedly closed',
      ['greeting EOF'],
    ],
    [
      'Traceback (most recent call last):\n  File "/app/mail.py", line 12, in send\n    server.login(user, password)\nsmtplib.SMTPAuthenticationError: (535, b\'5.7.8 no\')\n\nDuring handling of the above exception, another exception occurred:\n\nsmtplib.SMTPServerDisconnected: please run connect() first',
      ['AUTH 535'],
    ],
  ])('%s', (text, expected) => expect(shortly(text)).toEqual(expected))
})

describe('Node', () => {
  test.each([
    [
      "{ Error: Mail command failed: 550 5.7.60 no rights\n  code: 'EENVELOPE', response: '550 5.7.60 no rights', responseCode: 550, command: 'MAIL FROM' }",
      ['MAIL 550'],
    ],
    ['{"code":"EAUTH","response":"535 5.7.8 nope","responseCode":535,"command":"AUTH LOGIN"}', ['AUTH 535']],
    ["Error: Greeting never received\n  code: 'ETIMEDOUT',\n  command: 'CONN'", ['greeting TIMEOUT']],
    [
      "Error: connect ECONNREFUSED 192.0.2.4:587\n  errno: -111,\n  code: 'ESOCKET',\n  syscall: 'connect'",
      ['connect ECONNREFUSED'],
    ],
    [
      "Error: getaddrinfo ENOTFOUND mail.nowhere.test\n  errno: -3008,\n  code: 'EDNS',\n  hostname: 'mail.nowhere.test'",
      ['dns ENOTFOUND mail.nowhere.test'],
    ],
    ["Error: getaddrinfo ENOTFOUND mail.test \n  hostname: 'mail.test '", ['dns ENOTFOUND mail.test ']],
  ])('%s', (text, expected) => expect(shortly(text)).toEqual(expected))
})

describe('PHP', () => {
  test.each([
    [
      'SMTP ERROR: MAIL FROM command failed: 553 5.7.1 not yours\nSMTP Error: The following From address failed',
      ['MAIL 553'],
    ],
    ['Expected response code "250/251/252" but got code "550", with message "550 5.1.1 nobody here"', ['RCPT 550']],
    ['Expected response code 220 but got code "421", with message "421 busy"', ['CONNECT 421']],
    [
      'SMTP ERROR: Failed to connect to server: Connection refused (111)\nSMTP connect() failed. https://github.com/PHPMailer/PHPMailer/wiki/Troubleshooting',
      ['connect ECONNREFUSED'],
    ],
    [
      'fsockopen(): unable to connect to ssl://mail.test.example:465 (Unable to find the socket transport "ssl")',
      ['client support-missing'],
    ],
    [
      "stream_socket_enable_crypto(): Peer certificate CN=`host7.shop.test' did not match expected CN=`mail.kunde.test'",
      ['certificate hostname-mismatch'],
    ],
    ['SMTP connect() failed.', ['text']],
  ])('%s', (text, expected) => expect(shortly(text)).toEqual(expected))
})

describe('Java', () => {
  test.each([
    [
      'com.sun.mail.smtp.SMTPAddressFailedException: 550 5.1.1 unknown\n\tat com.sun.mail.smtp.SMTPTransport.rcptTo(SMTPTransport.java:1873)',
      ['RCPT 550'],
    ],
    [
      'javax.mail.MessagingException: Could not connect to SMTP host: mail.test.example, port: 465, response: -1',
      ['greeting EOF'],
    ],
    [
      'jakarta.mail.MessagingException: Could not convert socket to TLS;\n  nested exception is:\n\tjavax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path to requested target',
      ['certificate untrusted'],
    ],
    [
      'javax.mail.AuthenticationFailedException: failed to connect, no password specified?',
      ['client credentials-missing'],
    ],
  ])('%s', (text, expected) => expect(shortly(text)).toEqual(expected))
})

describe('.NET', () => {
  test.each([
    [
      'System.Net.Mail.SmtpException: Mailbox unavailable. The server response was: 5.7.1 Unable to relay',
      ['UNKNOWN 550'],
    ],
    [
      'System.Net.Mail.SmtpException: Mailbox unavailable. The server response was: this sender is not yours',
      ['UNKNOWN 550'],
    ],
    ['Exceeded storage allocation. The server response was: 5.3.4 too big', ['UNKNOWN 552']],
    [
      'Der SMTP-Server erfordert eine sichere Verbindung. Die Serverantwort war: 5.7.0 Must issue a STARTTLS command first',
      ['UNKNOWN 530'],
    ],
    ['MailKit.Net.Smtp.SmtpCommandException: 5.7.1 relay denied\n   StatusCode: MailboxUnavailable', ['UNKNOWN 550']],
    ['System.IO.IOException: The handshake failed due to an unexpected packet format.', ['tls wrong-version-number']],
    [
      'AuthenticationException: Cannot determine the frame size or a corrupted frame was received.',
      ['tls wrong-version-number'],
    ],
  ])('%s', (text, expected) => expect(shortly(text)).toEqual(expected))
})

describe('Go, Ruby, Rust, Perl, Erlang, Dart', () => {
  test.each([
    ['gomail: could not send email 1: Rcpt: 550 5.7.1 no relay', ['RCPT 550']],
    [
      'dial tcp: lookup mail.x.test on 10.0.0.2:53: read udp 10.0.0.3:4000->10.0.0.2:53: i/o timeout',
      ['dns ETIMEOUT mail.x.test'],
    ],
    ['dial tcp 192.0.2.9:587: connect: connection refused', ['connect ECONNREFUSED']],
    ['tls: first record does not look like a TLS handshake', ['tls wrong-version-number']],
    ['Net::SMTPAuthenticationError: 535-5.7.8 wrong\n535 5.7.8 see the page', ['AUTH 535']],
    ['Net::SMTPUnknownError: could not get 3xx (452: 452 4.3.1 disk full)', ['UNKNOWN 452']],
    ['Errno::ECONNREFUSED: Connection refused - connect(2) for "192.0.2.1" port 25', ['connect ECONNREFUSED']],
    [
      'lettre::transport::smtp::Error { kind: Transient(Code { severity: TransientNegativeCompletion, category: Unspecified4, detail: Four }) }',
      ['UNKNOWN 444'],
    ],
    [
      'Permanent(Response { code: Code { severity: PermanentNegativeCompletion, category: MailSystem, detail: Three }, message: ["5.7.1 sender refused"] })',
      ['UNKNOWN 553'],
    ],
    ['SMTP 5xx error: permanent error (535): 5.7.8 denied - Authentication credentials invalid', ['AUTH 535']],
    ["Can't locate Authen/SASL.pm in @INC", ['client support-missing']],
    ['{:error, :send, {:permanent_failure, "mx.x.test", "550 5.1.1 gone\\r\\n"}}', ['UNKNOWN 550']],
    [
      'SocketException: OS Error: Connection refused, errno = 61, address = 192.0.2.1, port = 50111',
      ['connect ECONNREFUSED'],
    ],
  ])('%s', (text, expected) => expect(shortly(text)).toEqual(expected))
})

describe('command-line tools', () => {
  test.each([
    [
      '=== Connected to mail.x.test.\n<-  220 mail.x.test ESMTP\n -> EHLO me\n<-  250-mail.x.test\n<-  250 AUTH PLAIN\n -> MAIL FROM:<a@x.test>\n<** 530 5.7.0 Authentication required',
      ['MAIL 530'],
    ],
    [
      '< 220 mail.x.test ESMTP\n> EHLO me\n< 250 mail.x.test\n> MAIL FROM:<a@x.test>\n< 553 5.1.8 no such sender\n* MAIL failed: 553',
      ['MAIL 553'],
    ],
    ["smtpstatus=550 smtpmsg='550 5.1.1 unknown' errormsg='recipient address a@b.test not accepted'", ['RCPT 550']],
    [
      'CONNECTED(00000003)\ndepth=0 CN = mail.x.test\nverify error:num=18:self-signed certificate\nverify error:num=10:certificate has expired',
      ['certificate self-signed', 'certificate expired'],
    ],
    [
      "Command unknown: 'AUTH'\n(mbox) Unable to initialize SMTP properly. Check config and use --smtp-debug.",
      ['client auth-not-offered'],
    ],
  ])('%s', (text, expected) => expect(shortly(text)).toEqual(expected))
})

describe('mail servers and bounces', () => {
  test.each([
    [
      'Nov 20 10:00:00 mx postfix/smtp[1]: 4AB: to=<a@x.test>, relay=mx.x.test[192.0.2.1]:25, dsn=4.7.1, status=deferred (host mx.x.test[192.0.2.1] said: 450 4.7.1 later (in reply to RCPT TO command))',
      ['RCPT 450'],
    ],
    [
      'postfix/smtp[1]: 4AB: host mx.x.test[192.0.2.1] refused to talk to me: 554-mx.x.test 554 go away',
      ['CONNECT 554'],
    ],
    [
      'postfix/smtpd[2]: NOQUEUE: reject: RCPT from c.test[192.0.2.7]: 550 5.1.1 <q@x.test>: Recipient address rejected: User unknown; from=<a@c.test> to=<q@x.test>',
      ['RCPT 550'],
    ],
    [
      '2026-11-20 10:00:00 1abc-0001 ** a@x.test R=dnslookup T=remote_smtp: SMTP error from remote mail server after end of data: 552 5.3.4 too big',
      ['MESSAGE 552'],
    ],
    [
      '   ----- Transcript of session follows -----\n... while talking to mx.x.test.:\n>>> RCPT To:<a@x.test>\n<<< 550 5.1.1 nobody\n554 5.0.0 <a@x.test>... Service unavailable',
      ['RCPT 550'],
    ],
    [
      "Remote Server returned '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required'",
      ['UNKNOWN 550'],
    ],
    [
      'Final-Recipient: rfc822; a@x.test\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550-5.1.1 nobody\n    550 5.1.1 really',
      ['UNKNOWN 550'],
    ],
    [
      '<a@x.test>: host mx.x.test[192.0.2.1] said: 550-5.7.26 not\n    authenticated 550 5.7.26 at all (in reply to end of DATA\n    command)',
      ['MESSAGE 550'],
    ],
  ])('%s', (text, expected) => expect(shortly(text)).toEqual(expected))

  test('a bounce is the receiver speaking, a login the submission server', () => {
    const side = (text: string) => failures(text).map((seen) => (seen.kind === 'reply' ? seen.from : undefined))
    expect(side('Diagnostic-Code: smtp; 550 5.1.1 nobody')).toEqual(['receiver'])
    expect(side("smtplib.SMTPAuthenticationError: (535, b'5.7.8 no')")).toEqual(['submission'])
    expect(
      side(
        'postfix/smtp[1]: to=<a@x.test>, relay=smtp.x.test[192.0.2.1]:587, status=bounced (host smtp.x.test[192.0.2.1] said: 550 no (in reply to MAIL FROM command))',
      ),
    ).toEqual(['submission'])
  })
})

describe('a dialogue', () => {
  test('what the client got over does not count', () => {
    const text =
      '220 mx ESMTP\nEHLO me\n502 unknown\nHELO me\n250 mx\nMAIL FROM:<a@x.test>\n501 5.5.4 slip\nMAIL FROM:<a@x.test>\n250 ok\nRCPT TO:<b@x.test>\n550 5.1.1 nobody'
    expect(shortly(text)).toEqual(['RCPT 550'])
  })

  test('says whether a reply came encrypted, and what was offered', () => {
    const { observations } = readPaste(
      'S: 220 mx ESMTP\nC: EHLO me\nS: 250-mx\nS: 250-STARTTLS\nS: 250 SIZE 9\nC: STARTTLS\nS: 220 go\nC: EHLO me\nS: 250-mx\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 535 no',
    )
    expect(
      observations.flatMap((seen) => (seen.kind === 'capabilities' ? [[seen.isEncrypted, ...seen.keywords]] : [])),
    ).toEqual([
      [false, 'STARTTLS', 'SIZE 9'],
      [true, 'AUTH LOGIN'],
    ])
    expect(observations.find((seen) => seen.status === 'fail')).toMatchObject({
      verb: 'AUTH',
      mechanism: 'LOGIN',
      isEncrypted: true,
    })
  })

  test('reads replies whose line breaks are lost', () => {
    const { observations } = readPaste(
      'SERVER -> CLIENT: 220 mx ESMTP CLIENT -> SERVER: EHLO me SERVER -> CLIENT: 250-mx250-PIPELINING250-SIZE 41697280250 AUTH PLAIN',
    )
    expect(observations.find((seen) => seen.kind === 'capabilities')).toMatchObject({
      keywords: ['PIPELINING', 'SIZE 41697280', 'AUTH PLAIN'],
    })
  })

  test('that ends in a closed connection says at which command', () => {
    expect(
      shortly(
        'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Zm9vQHgudGVzdA==\nS: 334 UGFzc3dvcmQ6\nC: c2VjcmV0c2VjcmV0\nConnection closed by remote host',
      ),
    ).toEqual(['auth EOF'])
  })

  test('that ends in a prompt keeps the prompt', () => {
    expect(shortly('C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6')).toEqual(['AUTH 334'])
  })
})

describe('no replies where there are none', () => {
  test.each([
    'app.js:535:12 something else',
    'listening on port 465 and 587',
    'GET /mail HTTP/1.1" 500 Internal Server Error',
    'took 421 ms, sent 550 messages, line 535 of file.py',
    'WordPress: 5.7.1, PHP: 8.2.12, OpenSSL 1.1.1',
    'connected to 192.0.2.1:587 (ok)',
  ])('%s', (text) => expect(repliesIn(text)).toEqual([]))
})

describe('the circumstances stand in the text', () => {
  test.each([
    ["smtplib.SMTP('smtp.x.test', 2525)", { host: 'smtp.x.test', port: 2525 }],
    ['Connection: opening to ssl://smtp.x.test:465, timeout=300', { host: 'smtp.x.test', port: 465, security: 'tls' }],
    [
      'MAIL_HOST=smtp.x.test\nMAIL_PORT=587\nconnect ECONNREFUSED 127.0.0.1:587',
      { host: 'smtp.x.test', attempted: '127.0.0.1', port: 587 },
    ],
    ['Could not connect to SMTP host: smtp.x.test, port: 25', { host: 'smtp.x.test', port: 25 }],
    ['dial tcp [2001:db8::25]:587: i/o timeout', { attempted: '2001:db8::25', port: 587 }],
    ['swaks --server smtp.x.test', { host: 'smtp.x.test' }],
    ['MAILER_DSN=smtp://bob:pw@smtp.x.test:2525', { host: 'smtp.x.test', port: 2525 }],
  ])('%s', (text, expected) => expect(readPaste(text).hints).toMatchObject(expected))

  test('what the caller says beats the text', () => {
    expect(readPaste('MAIL_HOST=smtp.x.test', { host: 'smtp.y.test', port: 465 }).hints).toMatchObject({
      host: 'smtp.y.test',
      port: 465,
    })
  })
})
