// Logs of many programs, written afresh after their real formats, with what happened in them: how often each cause, first and
// last. `rounds` decides the size; the failures of one round are spread among traffic in which nothing failed.

export interface LogSample {
  readonly name: string
  /** Lines of the log. */
  readonly lines: readonly string[]
  /** Failures by cause. */
  readonly causes: Readonly<Record<string, number>>
  /** First and last time of the first cause in `causes`, as they stand in the log. */
  readonly first: string
  readonly last: string
}

type Writer = (rounds: number) => Omit<LogSample, 'name'>

const START = Date.UTC(2026, 10, 20, 6, 0, 0)
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const two = (number: number) => String(number).padStart(2, '0')

const at = (second: number) => new Date(START + second * 1000)
const syslogTime = (second: number) => {
  const time = at(second)
  return `${MONTHS[time.getUTCMonth()]} ${String(time.getUTCDate()).padStart(2)} ${time.toISOString().slice(11, 19)}`
}
const iso = (second: number) => at(second).toISOString().slice(0, 19)
const blank = (second: number) => iso(second).replace('T', ' ')
const day = (second: number) => at(second).toISOString().slice(8, 10)
const id = (number: number) => (0x4a0000000 + number * 7919).toString(16).toUpperCase().slice(0, 10)
const eximId = (number: number) => {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  let rest = number * 911 + 1
  let text = ''
  for (let count = 0; count < 6; count += 1) {
    text = `${digits[rest % 62]}${text}`
    rest = Math.floor(rest / 62)
  }
  return `1vN${text.slice(3)}-0000000${text.slice(2)}-${two(number % 90)}Ab`
}

/** Lines of `rounds` rounds, a minute each. */
function rounds(count: number, write: (round: number, second: number) => readonly string[]): string[] {
  return Array.from({ length: count }, (_, round) => write(round, round * 60)).flat()
}

/** Postfix as a client: busy, with warnings of TLS before the verdict, a second MX that takes it, and retries. */
const postfixClient: Writer = (count) => ({
  lines: rounds(count, (round, second) => {
    const line = (offset: number, pid: number, text: string, program = 'postfix/smtp') =>
      `${syslogTime(second + offset)} mx1 ${program}[${pid}]: ${text}`
    const [a, b, c, d, e] = [1, 2, 3, 4, 5].map((kind) => id(round * 10 + kind))
    const pid = 2000 + (round % 5)
    return [
      line(0, 900, `${a}: from=<app@shop.example>, size=2312, nrcpt=1 (queue active)`, 'postfix/qmgr'),
      line(
        1,
        pid,
        `Untrusted TLS connection established to mail.alt.example[192.0.2.7]:25: TLSv1.2 with cipher AES (256/256 bits)`,
      ),
      line(
        1,
        pid,
        `warning: TLS library problem: error:0A000086:SSL routines::certificate verify failed:../ssl/statem/statem_clnt.c:1889:`,
      ),
      line(
        1,
        pid,
        `${a}: to=<u${round}@alt.example>, relay=mail.alt.example[192.0.2.7]:25, delay=1.2, delays=0.1/0/0.6/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4F${round})`,
      ),
      line(2, pid + 10, `SSL_connect error to mx.old.example[192.0.2.9]:25: -1`),
      line(
        2,
        pid + 10,
        `warning: TLS library problem: error:0A000102:SSL routines::unsupported protocol:../ssl/statem/statem_lib.c:1987:`,
      ),
      line(2, pid + 10, `${b}: Cannot start TLS: handshake failure`),
      line(
        3,
        pid + 10,
        `${b}: to=<v${round}@old.example>, relay=mx.old.example[192.0.2.9]:25, delay=3.1, delays=0.1/0/3/0, dsn=4.7.5, status=deferred (Cannot start TLS: handshake failure)`,
      ),
      line(4, pid + 20, `connect to mx1.two.example[192.0.2.11]:25: Connection timed out`),
      line(
        34,
        pid + 20,
        `${c}: to=<w${round}@two.example>, relay=mx2.two.example[192.0.2.12]:25, delay=31, delays=0.1/0/30/0.6, dsn=2.0.0, status=sent (250 2.0.0 OK 250-Ok 1764240000 c${round})`,
      ),
      line(
        35,
        pid + 30,
        `${d}: to=<nobody${round}@three.example>, relay=mx.three.example[192.0.2.13]:25, delay=0.9, delays=0.1/0/0.5/0.3, dsn=5.1.1, status=bounced (host mx.three.example[192.0.2.13] said: 550 5.1.1 <nobody${round}@three.example>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command))`,
      ),
      line(35, 901, `${d}: sender non-delivery notification: ${id(round * 10 + 9)}`, 'postfix/bounce'),
      line(
        36,
        pid + 30,
        `${e}: host mx.grey.example[192.0.2.14] said: 450 4.2.0 <x${round}@grey.example>: Recipient address rejected: Greylisted, see http://postgrey.example/help/grey.example.html (in reply to RCPT TO command)`,
      ),
      line(
        36,
        pid + 30,
        `${e}: to=<x${round}@grey.example>, relay=mx2.grey.example[192.0.2.15]:25, delay=1.1, delays=0.1/0/0.6/0.4, dsn=4.2.0, status=deferred (host mx2.grey.example[192.0.2.15] said: 450 4.2.0 <x${round}@grey.example>: Recipient address rejected: Greylisted, see http://postgrey.example/help/grey.example.html (in reply to RCPT TO command))`,
      ),
      line(
        50,
        pid + 31,
        `${e}: to=<x${round}@grey.example>, relay=mx.grey.example[192.0.2.14]:25, delay=320, delays=319/0/0.6/0.4, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5A${round})`,
      ),
      line(50, 900, `${e}: removed`, 'postfix/qmgr'),
    ]
  }),
  causes: { 'tls-version-unsupported': count, 'recipient-unknown': count, greylisted: count },
  first: syslogTime(3),
  last: syslogTime((count - 1) * 60 + 3),
})

/** Postfix as a server: scans and disconnects, refused relaying, logins guessed, a client that speaks clear text to TLS. */
const postfixServer: Writer = (count) => ({
  lines: rounds(count, (round, second) => {
    const line = (offset: number, pid: number, text: string) =>
      `${iso(second + offset)}.${two(round % 60)}0000+01:00 mx1 postfix/submission/smtpd[${pid}]: ${text}`
    const client = `unknown[198.51.100.${round % 250}]`
    return [
      line(0, 31, `connect from ${client}`),
      line(
        1,
        31,
        `NOQUEUE: reject: RCPT from ${client}: 554 5.7.1 <out@far.example>: Relay access denied; from=<a@b.example> to=<out@far.example> proto=ESMTP helo=<pc${round}>`,
      ),
      line(1, 31, `lost connection after RCPT from ${client}`),
      line(1, 31, `disconnect from ${client} ehlo=1 mail=1 rcpt=0/1 commands=2/3`),
      line(2, 32, `connect from ${client}`),
      line(3, 32, `warning: ${client}: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=ada`),
      line(4, 32, `disconnect from ${client} ehlo=1 auth=0/1 commands=1/2`),
      line(5, 33, `connect from ${client}`),
      line(6, 33, `disconnect from ${client} ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5`),
      line(7, 34, `connect from ${client}`),
      line(7, 34, `lost connection after CONNECT from ${client}`),
      line(7, 34, `disconnect from ${client} commands=0/0`),
    ]
  }),
  causes: { 'relay-denied': count, 'credentials-rejected': count },
  first: `${blank(1)} +01:00`,
  last: `${blank((count - 1) * 60 + 1)} +01:00`,
})

/** Exim: an error on one host before the verdict of another, a bounce, a delivery after a failing host. */
const exim: Writer = (count) => ({
  lines: rounds(count, (round, second) => {
    const [a, b, c, d] = [1, 2, 3, 4].map((kind) => eximId(round * 10 + kind))
    const line = (offset: number, text: string) => `${blank(second + offset)} ${text}`
    return [
      line(0, `${a} <= app@shop.example U=www-data P=local S=1201`),
      line(
        1,
        `${a} H=mx1.far.example [192.0.2.21]: SMTP error from remote mail server after RCPT TO:<x${round}@far.example>: 452 4.2.2 The email account that you tried to reach is over quota`,
      ),
      line(
        2,
        `${a} == x${round}@far.example R=dnslookup T=remote_smtp defer (-44) H=mx2.far.example [192.0.2.22]: SMTP error from remote mail server after RCPT TO:<x${round}@far.example>: 452 4.2.2 The email account that you tried to reach is over quota`,
      ),
      line(
        3,
        `${b} ** nobody${round}@far.example R=dnslookup T=remote_smtp H=mx1.far.example [192.0.2.21] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes: SMTP error from remote mail server after RCPT TO:<nobody${round}@far.example>: 550 5.1.1 The email account that you tried to reach does not exist.`,
      ),
      line(3, `${eximId(round * 10 + 8)} <= <> R=${b} U=Debian-exim P=local S=3410`),
      line(3, `${b} Completed`),
      line(4, `${c} H=mx1.two.example [192.0.2.31] Connection timed out`),
      line(
        5,
        `${c} => y${round}@two.example R=dnslookup T=remote_smtp H=mx2.two.example [192.0.2.32] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes C="250 2.0.0 OK 1764240000 a-550"`,
      ),
      line(5, `${c} Completed`),
      line(
        6,
        `${d} TLS session: (certificate verification failed): certificate has expired: delivering unencrypted to H=mx.exp.example [192.0.2.41] (not in hosts_require_tls)`,
      ),
      line(7, `${d} => z${round}@exp.example R=dnslookup T=remote_smtp H=mx.exp.example [192.0.2.41] C="250 ok"`),
      line(7, `${d} Completed`),
      line(8, `no host name found for IP address 198.51.100.${round % 250}`),
    ]
  }),
  causes: { 'recipient-mailbox-full': count, 'recipient-unknown': count },
  first: blank(2),
  last: blank((count - 1) * 60 + 2),
})

/** sendmail: the reason of a broken handshake stands before the verdict; a DSN tells again what was told. */
const sendmail: Writer = (count) => ({
  lines: rounds(count, (round, second) => {
    const line = (offset: number, pid: number, text: string) =>
      `${syslogTime(second + offset)} h sm-mta[${pid}]: ${text}`
    const queue = (kind: number) =>
      `6AR${two(kind)}${two(round % 60)}${String(100000 + round).slice(1)}0${kind}`.slice(0, 14)
    return [
      line(
        0,
        10,
        `${queue(1)}: from=<app@shop.example>, size=911, class=0, nrcpts=1, proto=ESMTP, daemon=MTA, relay=localhost [127.0.0.1]`,
      ),
      line(
        1,
        11,
        `${queue(1)}: to=<a${round}@x.example>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=30911, relay=mx.x.example. [192.0.2.51], dsn=2.0.0, stat=Sent (ok 550 queued)`,
      ),
      line(
        2,
        12,
        `STARTTLS=client, error: connect failed=-1, reason=certificate verify failed, SSL_error=1, errno=0, retry=-1, relay=mx.y.example.`,
      ),
      line(
        2,
        12,
        `${queue(2)}: to=<b${round}@y.example>, delay=00:00:02, xdelay=00:00:01, mailer=esmtp, pri=30911, relay=mx.y.example. [192.0.2.52], dsn=4.0.0, stat=Deferred: 403 4.7.0 TLS handshake failed.`,
      ),
      line(
        4,
        13,
        `${queue(3)}: to=<c${round}@z.example>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=30911, relay=mx.z.example. [192.0.2.53], dsn=5.1.1, stat=User unknown`,
      ),
      line(4, 13, `${queue(3)}: ${queue(4)}: DSN: User unknown`),
      line(
        5,
        14,
        `ruleset=check_rcpt, arg1=<d@far.example>, relay=[198.51.100.9], reject=550 5.7.1 <d@far.example>... Relaying denied. Proper authentication required.`,
      ),
      line(
        9,
        15,
        `${queue(5)}: to=<e${round}@q.example>, delay=00:00:05, xdelay=00:00:05, mailer=esmtp, pri=30911, relay=mx.q.example., dsn=4.0.0, stat=Deferred: Connection refused by mx.q.example.`,
      ),
    ]
  }),
  causes: { 'cert-untrusted': count, 'recipient-unknown': count, 'auth-required': count, 'connect-refused': count },
  first: syslogTime(2),
  last: syslogTime((count - 1) * 60 + 2),
})

/** Exchange's receive log: sessions mixed line by line, a refused login, one that succeeds at the second try, a refused relay. */
const exchange: Writer = (count) => ({
  lines: [
    '#Software: Microsoft Exchange Server',
    '#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context',
    ...rounds(count, (round, second) => {
      const session = (kind: number) =>
        `08DE2A${(0x100000000 + round * 16 + kind).toString(16).toUpperCase().slice(-8)}0${kind}`
      const numbers = [0, 0, 0, 0]
      const line = (kind: number, offset: number, event: string, said: string, remark = '') => {
        numbers[kind] = (numbers[kind] ?? 0) + 1
        return `${iso(second + offset)}.123Z,EX01\\Client Frontend EX01,${session(kind)},${(numbers[kind] ?? 0) - 1},10.0.0.5:587,10.0.0.${20 + kind}:5${1000 + (round % 9000)},${event},${said.includes(',') ? `"${said}"` : said},${remark}`
      }
      const hello =
        '250  EX01.corp.example Hello [10.0.0.21] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES AUTH LOGIN 8BITMIME CHUNKING'
      return [
        line(1, 0, '+', ''),
        line(2, 0, '+', ''),
        line(1, 0, '>', '220 EX01.corp.example Microsoft ESMTP MAIL Service ready at Fri, 20 Nov 2026 07:00:00 +0100'),
        line(2, 0, '>', '220 EX01.corp.example Microsoft ESMTP MAIL Service ready at Fri, 20 Nov 2026 07:00:00 +0100'),
        line(1, 1, '<', 'EHLO app'),
        line(2, 1, '<', 'EHLO app'),
        line(1, 1, '>', hello),
        line(2, 1, '>', hello),
        line(1, 1, '<', 'AUTH LOGIN'),
        line(2, 1, '<', 'AUTH LOGIN'),
        line(1, 1, '>', '334 <authentication response>'),
        line(2, 1, '>', '334 <authentication response>'),
        line(1, 2, '*', '', "Inbound authentication failed because the client app doesn't have submit permission."),
        line(1, 2, '*', "Tarpit for '0.00:00:05' due to '535 5.7.3 Authentication unsuccessful'", ''),
        line(1, 7, '>', '535 5.7.3 Authentication unsuccessful'),
        line(2, 7, '>', '535 5.7.3 Authentication unsuccessful'),
        line(1, 7, '-', '', 'Remote(ConnectionReset)'),
        line(2, 8, '<', 'AUTH LOGIN'),
        line(2, 8, '>', '334 <authentication response>'),
        line(2, 8, '>', '235 2.7.0 Authentication successful'),
        line(2, 9, '<', 'QUIT'),
        line(2, 9, '>', '221 2.0.0 Service closing transmission channel'),
        line(2, 9, '-', '', 'Local'),
        line(3, 20, '+', ''),
        line(3, 20, '>', '220 EX01.corp.example Microsoft ESMTP MAIL Service ready'),
        line(3, 20, '<', 'EHLO printer'),
        line(3, 20, '>', hello),
        line(3, 21, '<', 'MAIL FROM:<scan@corp.example>'),
        line(3, 21, '>', '250 2.1.0 Sender OK'),
        line(3, 21, '<', 'RCPT TO:<out@far.example>'),
        line(
          3,
          21,
          '*',
          "Tarpit for '0.00:00:05' due to '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain'",
          '',
        ),
        line(3, 26, '>', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain'),
        line(3, 26, '<', 'QUIT'),
        line(3, 26, '>', '221 2.0.0 Service closing transmission channel'),
        line(3, 26, '-', '', 'Local'),
      ]
    }),
  ],
  causes: { 'credentials-rejected': count, 'relay-denied': count },
  first: `${blank(2)}Z`,
  last: `${blank((count - 1) * 60 + 2)}Z`,
})

const PYTHON = (to: string) => [
  'Traceback (most recent call last):',
  '  File "/app/worker/tasks.py", line 88, in send_invoice',
  '    server.login(settings.SMTP_USER, settings.SMTP_PASS)',
  '  File "/usr/local/lib/python3.12/smtplib.py", line 750, in login',
  '    raise last_exception',
  '  File "/usr/local/lib/python3.12/smtplib.py", line 662, in auth',
  '    raise SMTPAuthenticationError(code, resp)',
  "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Error: authentication failed: UGFzc3dvcmQ6')",
  '',
  'During handling of the above exception, another exception occurred:',
  '',
  'Traceback (most recent call last):',
  '  File "/app/worker/tasks.py", line 91, in run',
  `    raise MailFailed("could not send to ${to}") from error`,
  `worker.errors.MailFailed: could not send to ${to}`,
]

/** Python's logging with exceptions below the message. */
const pythonLogging: Writer = (count) => ({
  lines: rounds(count, (round, second) => [
    `${blank(second)},101 INFO [worker-${round % 4}] worker.tasks: sending invoice ${round} to u${round}@x.example`,
    `${blank(second + 1)},555 ERROR [worker-${round % 4}] worker.tasks: sending failed, try ${round % 3}`,
    ...PYTHON(`u${round}@x.example`),
    `${blank(second + 5)},101 INFO [worker-${round % 4}] worker.tasks: sent invoice ${round + 5000} to w${round}@x.example: 250 2.0.0 Ok`,
  ]),
  causes: { 'credentials-rejected': count },
  first: blank(1),
  last: blank((count - 1) * 60 + 1),
})

/** The same exceptions as journald shows them: every line with time, machine and process. */
const journald: Writer = (count) => ({
  lines: rounds(count, (round, second) => {
    const line = (offset: number, pid: number, text: string) =>
      `${syslogTime(second + offset)} web app[${pid}]: ${text}`
    return PYTHON(`u${round}@x.example`).flatMap((text, index) =>
      index % 5 === 2 ? [line(1, 70, text), line(1, 71, `INFO request ${round} took 402 ms`)] : [line(1, 70, text)],
    )
  }),
  causes: { 'credentials-rejected': count },
  first: syslogTime(1),
  last: syslogTime((count - 1) * 60 + 1),
})

/** journald as JSON lines, the time in microseconds. */
const journaldJson: Writer = (count) => ({
  lines: rounds(count, (round, second) =>
    PYTHON(`u${round}@x.example`).map((MESSAGE) =>
      JSON.stringify({
        __REALTIME_TIMESTAMP: String((START + (second + 1) * 1000) * 1000),
        _HOSTNAME: 'web',
        SYSLOG_IDENTIFIER: 'app',
        _PID: '70',
        PRIORITY: '6',
        MESSAGE,
      }),
    ),
  ),
  causes: { 'credentials-rejected': count },
  first: `${blank(1)}Z`,
  last: `${blank((count - 1) * 60 + 1)}Z`,
})

const NODE = [
  'Error: self-signed certificate',
  '    at TLSSocket.onConnectSecure (node:_tls_wrap:1679:34)',
  '    at TLSSocket.emit (node:events:518:28)',
  '    at ssl.onhandshakedone (node:_tls_wrap:872:8) {',
  "  code: 'ESOCKET',",
  "  command: 'CONN'",
  '}',
]

/** docker compose with two containers that talk at the same time. */
const compose: Writer = (count) => ({
  lines: rounds(count, (round) =>
    NODE.flatMap((text, index) => [
      `mailer-1  | ${text}`,
      ...(index % 2
        ? [`db-1      | 2026-11-20 06:00:00.000 UTC [1] LOG:  checkpoint complete: wrote ${round} buffers`]
        : []),
    ]),
  ),
  causes: { 'cert-self-signed': count },
  first: '',
  last: '',
})

/** Docker's own files. */
const dockerJson: Writer = (count) => ({
  lines: rounds(count, (_, second) => [
    ...NODE.map((log) => JSON.stringify({ log: `${log}\n`, stream: 'stderr', time: `${iso(second + 2)}.123456789Z` })),
    JSON.stringify({ log: 'GET /healthz 200 1ms\n', stream: 'stdout', time: `${iso(second + 3)}.000000001Z` }),
  ]),
  causes: { 'cert-self-signed': count },
  first: `${blank(2)}Z`,
  last: `${blank((count - 1) * 60 + 2)}Z`,
})

/** Kubernetes' container logs. */
const kubernetes: Writer = (count) => ({
  lines: rounds(count, (_, second) => NODE.map((text) => `${iso(second + 2)}.123456789Z stderr F ${text}`)),
  causes: { 'cert-self-signed': count },
  first: `${blank(2)}Z`,
  last: `${blank((count - 1) * 60 + 2)}Z`,
})

/** Spring Boot: a wrapper, and the cause far below it. */
const spring: Writer = (count) => ({
  lines: rounds(count, (round, second) => [
    `${iso(second)}.100+01:00  INFO 1 --- [nio-8080-exec-${round % 9}] c.e.shop.OrderController : order ${round} placed`,
    `${iso(second + 1)}.412+01:00 ERROR 1 --- [nio-8080-exec-${round % 9}] c.e.shop.MailService : Failed to send order mail`,
    '',
    'org.springframework.mail.MailSendException: Mail server connection failed. Failed messages: jakarta.mail.MessagingException: Could not convert socket to TLS;',
    '  nested exception is:',
    '\tjavax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
    ...Array.from(
      { length: 40 },
      (_, frame) => `\tat org.springframework.web.servlet.Frame${frame}.doFilter(Frame${frame}.java:${100 + frame})`,
    ),
    'Caused by: jakarta.mail.MessagingException: Could not convert socket to TLS',
    '\tat org.eclipse.angus.mail.smtp.SMTPTransport.startTLS(SMTPTransport.java:2161)',
    '\t... 90 common frames omitted',
    'Caused by: javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
    '\tat java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)',
    '\t... 98 common frames omitted',
  ]),
  causes: { 'cert-untrusted': count },
  first: `${blank(1)} +01:00`,
  last: `${blank((count - 1) * 60 + 1)} +01:00`,
})

/** java.util.logging: the time on one line, the message on the next. */
const tomcat: Writer = (count) => ({
  lines: rounds(count, (_, second) => [
    `${day(second)}-Nov-2026 ${iso(second).slice(11)}.412 SEVERE [http-nio-8080-exec-3] org.example.Mailer.send could not send`,
    '\tjavax.mail.MessagingException: Could not connect to SMTP host: mail.example.org, port: 465;',
    '  nested exception is:',
    '\tjava.net.ConnectException: Connection refused (Connection refused)',
    '\tat com.sun.mail.smtp.SMTPTransport.openServer(SMTPTransport.java:2118)',
    '\tat com.sun.mail.smtp.SMTPTransport.protocolConnect(SMTPTransport.java:712)',
  ]),
  causes: { 'connect-refused': count },
  first: `20-Nov-2026 ${iso(0).slice(11)}`,
  last: `${day((count - 1) * 60)}-Nov-2026 ${iso((count - 1) * 60).slice(11)}`,
})

/** Laravel's file: one line with the trace behind it. */
const laravel: Writer = (count) => ({
  lines: rounds(count, (_, second) => [
    `[${blank(second)}] production.ERROR: Failed to authenticate on SMTP server with username "ada@x.example" using the following authenticators: "LOGIN", "PLAIN". Authenticator "LOGIN" returned "Expected response code "235" but got code "535", with message "535 5.7.8 Error: authentication failed: (reason unavailable)"." {"exception":"[object] (Symfony\\\\Component\\\\Mailer\\\\Exception\\\\TransportException(code: 535): Failed to authenticate on SMTP server at /app/vendor/symfony/mailer/Transport/Smtp/EsmtpTransport.php:269)`,
    '[stacktrace]',
    '#0 /app/vendor/symfony/mailer/Transport/Smtp/EsmtpTransport.php(187): Symfony\\\\Component\\\\Mailer\\\\Transport\\\\Smtp\\\\EsmtpTransport->handleAuth(Array)',
    '#1 /app/vendor/laravel/framework/src/Illuminate/Mail/Mailer.php(573): Symfony\\\\Component\\\\Mailer\\\\Transport\\\\AbstractTransport->send()',
    '#2 {main}',
    '"} ',
  ]),
  causes: { 'credentials-rejected': count },
  first: blank(0),
  last: blank((count - 1) * 60),
})

/** PHP-FPM's own log of what its children write. */
const phpFpm: Writer = (count) => ({
  lines: rounds(count, (round, second) => {
    const stamp = (offset: number) => `[${day(second + offset)}-Nov-2026 ${iso(second + offset).slice(11)}]`
    return [
      `${stamp(0)} NOTICE: [pool www] child ${round} started`,
      `${stamp(1)} WARNING: [pool www] child ${round} said into stderr: "NOTICE: PHP message: PHP Warning:  stream_socket_enable_crypto(): Peer certificate CN=\`*.hoster.example' did not match expected CN=\`mail.shop.example' in /var/www/vendor/phpmailer/phpmailer/src/SMTP.php on line 467"`,
      `${stamp(1)} WARNING: [pool www] child ${round} said into stderr: "NOTICE: PHP message: SMTP Error: Could not connect to SMTP host."`,
      `${stamp(9)} NOTICE: [pool www] child ${round} exited with code 0 after 99 seconds from start`,
    ]
  }),
  causes: { 'cert-hostname-mismatch': count },
  first: `20-Nov-2026 ${iso(1).slice(11)}`,
  last: `${day((count - 1) * 60)}-Nov-2026 ${iso((count - 1) * 60 + 1).slice(11)}`,
})

/** PHPMailer's debugging output written to a file, session after session. */
const phpMailer: Writer = (count) => ({
  lines: rounds(count, (round, second) => {
    const line = (offset: number, text: string) => `${blank(second + offset)} ${text}`
    const isGood = round % 2 === 1
    return [
      line(0, 'Connection: opening to mail.x.example:587, timeout=300, options=array()'),
      line(0, 'Connection: opened'),
      line(0, 'SERVER -> CLIENT: 220 mail.x.example ESMTP Postfix'),
      line(0, 'CLIENT -> SERVER: EHLO shop.example'),
      line(0, 'SERVER -> CLIENT: 250-mail.x.example'),
      '250-SIZE 10240000',
      '250-AUTH PLAIN LOGIN',
      '250 8BITMIME',
      line(1, 'CLIENT -> SERVER: AUTH LOGIN'),
      line(1, 'SERVER -> CLIENT: 334 VXNlcm5hbWU6'),
      line(1, 'CLIENT -> SERVER: [credentials hidden]'),
      line(1, 'SERVER -> CLIENT: 334 UGFzc3dvcmQ6'),
      line(1, 'CLIENT -> SERVER: [credentials hidden]'),
      ...(isGood
        ? [line(2, 'SERVER -> CLIENT: 235 2.7.0 Authentication successful'), line(3, 'CLIENT -> SERVER: QUIT')]
        : [
            line(2, 'SERVER -> CLIENT: 535 5.7.8 Error: authentication failed: (reason unavailable)'),
            line(
              2,
              'SMTP ERROR: Password command failed: 535 5.7.8 Error: authentication failed: (reason unavailable)',
            ),
            'SMTP Error: Could not authenticate.',
            line(3, 'CLIENT -> SERVER: QUIT'),
          ]),
      line(3, 'SERVER -> CLIENT: 221 2.0.0 Bye'),
      line(3, 'Connection: closed'),
      ...(isGood ? [] : ['SMTP Error: Could not authenticate.']),
    ]
  }),
  causes: { 'credentials-rejected': Math.ceil(count / 2) },
  first: blank(2),
  last: blank((count - 1 - ((count - 1) % 2)) * 60 + 2),
})

/** Rails with tagged lines and a backtrace. */
const rails: Writer = (count) => ({
  lines: rounds(count, (round, second) => [
    `I, [${iso(second)}.123456 #${300 + (round % 3)}]  INFO -- : [ActiveJob] [ActionMailer::MailDeliveryJob] [0c${round}] Performing ActionMailer::MailDeliveryJob`,
    `E, [${iso(second + 2)}.654321 #${300 + (round % 3)}] ERROR -- : [ActiveJob] [ActionMailer::MailDeliveryJob] [0c${round}] Error performing ActionMailer::MailDeliveryJob in 2011.3ms: Net::OpenTimeout (execution expired):`,
    "/usr/local/bundle/gems/net-smtp-0.5.0/lib/net/smtp.rb:643:in `initialize'",
    "/usr/local/bundle/gems/net-smtp-0.5.0/lib/net/smtp.rb:643:in `open'",
    "/usr/local/bundle/gems/mail-2.8.1/lib/mail/network/delivery_methods/smtp.rb:100:in `deliver!'",
  ]),
  causes: { 'connect-timeout': count },
  first: blank(2),
  last: blank((count - 1) * 60 + 2),
})

/** pino: one JSON object a line, the time in milliseconds, the stack in it. */
const pino: Writer = (count) => ({
  lines: rounds(count, (round, second) => [
    JSON.stringify({ level: 30, time: START + second * 1000, pid: 17, hostname: 'web', msg: `mail ${round} queued` }),
    JSON.stringify({
      level: 50,
      time: START + (second + 4) * 1000,
      pid: 17,
      hostname: 'web',
      err: {
        type: 'Error',
        message: 'getaddrinfo ENOTFOUND smtp.nowhere.example',
        stack:
          'Error: getaddrinfo ENOTFOUND smtp.nowhere.example\n    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:118:26)',
        code: 'EDNS',
        command: 'CONN',
      },
      msg: 'mail failed',
    }),
  ]),
  causes: { 'host-not-found': count },
  first: `${blank(4)}Z`,
  last: `${blank((count - 1) * 60 + 4)}Z`,
})

/** Go's standard logger and its structured one. */
const go: Writer = (count) => ({
  lines: rounds(count, (round, second) => [
    `${blank(second).replaceAll('-', '/')} mail ${round}: connecting to mail.x.example:25`,
    `${blank(second + 1).replaceAll('-', '/')} mail ${round}: 550 5.7.1 Service unavailable, Client host [198.51.100.7] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/198.51.100.7`,
    `time=${iso(second + 30)}.000Z level=INFO msg="queue empty" open=0 refused=0`,
  ]),
  causes: { 'client-ip-blocked': count },
  first: blank(1).replaceAll('-', '/'),
  last: blank((count - 1) * 60 + 1).replaceAll('-', '/'),
})

/** msmtp's log of one line for each message. */
const msmtp: Writer = (count) => ({
  lines: rounds(count, (round, second) => [
    `${syslogTime(second)} host=smtp.x.example tls=on auth=on user=ada from=ada@x.example recipients=a${round}@y.example mailsize=512 smtpstatus=250 smtpmsg='250 2.0.0 Ok: queued as 4550${round}' exitcode=EX_OK`,
    `${syslogTime(second + 5)} host=smtp.x.example tls=on auth=on user=ada from=ada@x.example recipients=b${round}@y.example smtpstatus=552 smtpmsg='552 5.3.4 Message size exceeds fixed limit' errormsg='the server did not accept the mail' exitcode=EX_UNAVAILABLE`,
  ]),
  causes: { 'message-too-large': count },
  first: syslogTime(5),
  last: syslogTime((count - 1) * 60 + 5),
})

/** A web server's error log around PHP; the day in front of the year. */
const apache: Writer = (count) => ({
  lines: rounds(count, (round, second) => [
    `[Fri Nov ${day(second)} ${iso(second).slice(11)}.123456 2026] [core:notice] [pid 12:tid 1] AH00094: Command line: '/usr/sbin/apache2'`,
    `[Fri Nov ${day(second)} ${iso(second + 3).slice(11)}.123456 2026] [php:warn] [pid ${40 + (round % 4)}] [client 203.0.113.9:5${1000 + (round % 8000)}] PHP Warning:  fsockopen(): php_network_getaddresses: getaddrinfo for mail.nowhere.example failed: Name or service not known in /var/www/lib/smtp.php on line 40`,
  ]),
  causes: { 'host-not-found': count },
  first: `Nov 20 ${iso(3).slice(11)} 2026`,
  last: `Nov ${day((count - 1) * 60)} ${iso((count - 1) * 60 + 3).slice(11)} 2026`,
})

/** A program that names day, month and zone as web servers do. */
const webLog: Writer = (count) => ({
  lines: rounds(count, (_, second) => [
    `[${day(second)}/Nov/2026:${iso(second).slice(11)} +0100] "POST /contact HTTP/1.1" 200 512`,
    `[${day(second)}/Nov/2026:${iso(second + 2).slice(11)} +0100] mailer: dial tcp 192.0.2.9:587: connect: connection refused`,
  ]),
  causes: { 'connect-refused': count },
  first: `20/Nov/2026:${iso(2).slice(11)} +0100`,
  last: `${day((count - 1) * 60)}/Nov/2026:${iso((count - 1) * 60 + 2).slice(11)} +0100`,
})

/** A syslog that goes over New Year without ever naming the year. */
const newYear: Writer = (count) => ({
  lines: Array.from({ length: count }, (_, round) => {
    const time = new Date(Date.UTC(2026, 11, 31, 23, 0, 0) + Math.floor((round * 7_200_000) / count))
    const stamp = `${MONTHS[time.getUTCMonth()]} ${String(time.getUTCDate()).padStart(2)} ${time.toISOString().slice(11, 19)}`
    return `${stamp} mx postfix/smtp[9]: ${id(round)}: to=<a${round}@x.example>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.x.example[192.0.2.1]:25: Connection refused)`
  }),
  causes: { 'connect-refused': count },
  first: 'Dec 31 23:00:00',
  last: lastOfNewYear(count),
})

function lastOfNewYear(count: number): string {
  const time = new Date(Date.UTC(2026, 11, 31, 23, 0, 0) + Math.floor(((count - 1) * 7_200_000) / count))
  return `${MONTHS[time.getUTCMonth()]} ${String(time.getUTCDate()).padStart(2)} ${time.toISOString().slice(11, 19)}`
}

/** RFC 5424, with structured data and a byte order mark. */
const modernSyslog: Writer = (count) => ({
  lines: rounds(count, (round, second) => [
    `<22>1 ${iso(second)}.003Z web mailer ${round} ID47 [origin ip="192.0.2.1"] \ufeffsending message ${round}`,
    `<19>1 ${iso(second + 1)}.003Z web mailer ${round} ID48 [origin ip="192.0.2.1"] \ufeffcould not send: 454 4.7.0 Temporary authentication failure: Connection lost to authentication server`,
  ]),
  causes: { 'auth-temporary-failure': count },
  first: `${blank(1)}Z`,
  last: `${blank((count - 1) * 60 + 1)}Z`,
})

/** What a loop in a shell collects: one answer below the other, no times. */
const bareLines: Writer = (count) => ({
  lines: rounds(count, (round) => [
    '535 5.7.8 Error: authentication failed',
    '550 5.1.1 <a@b.example>: Recipient address rejected: User unknown',
    ...(round % 2 ? ['535 5.7.8 Error: authentication failed'] : []),
  ]),
  causes: { 'recipient-unknown': count, 'credentials-rejected': count + Math.floor(count / 2) },
  first: '',
  last: '',
})

/** Nothing failed here, though the words are all there. */
const allWell: Writer = (count) => ({
  lines: rounds(count, (round, second) => {
    const line = (program: string, text: string) => `${syslogTime(second)} mx ${program}: ${text}`
    return [
      line(
        'postfix/smtp[4]',
        `${id(round)}: to=<a@x.example>, relay=mx.x.example[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: 550 messages delivered, 0 rejected)`,
      ),
      line('postfix/smtpd[5]', `disconnect from unknown[198.51.100.4] ehlo=1 quit=1 commands=2`),
      line('postfix/smtpd[5]', `lost connection after QUIT from unknown[198.51.100.4]`),
      line('postfix/anvil[6]', `statistics: max connection rate 1/60s for (smtp:198.51.100.4) at Nov 20 06:00:00`),
      line(
        'postfix/smtpd[7]',
        `warning: hostname host.far.example does not resolve to address 198.51.100.4: Name or service not known`,
      ),
      line('postfix/smtpd[7]', `timeout after END-OF-MESSAGE from mail.far.example[192.0.2.77]`),
      line('postfix/smtpd[7]', `disconnect from mail.far.example[192.0.2.77] ehlo=1 mail=1 rcpt=1 data=1 commands=4`),
      line(
        'dovecot',
        `imap-login: Login: user=<ada>, method=PLAIN, rip=192.0.2.4, lip=192.0.2.5, mpid=77, TLS, session=<535>`,
      ),
      line('dovecot', `imap(ada)<77><x>: Disconnected: Logged out in=550 out=1203 deleted=0 expunged=0 trashed=0`),
      line('opendkim[8]', `${id(round)}: DKIM-Signature field added (s=mail, d=x.example)`),
      line('CRON[9]', `(root) CMD (test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; })`),
    ]
  }),
  causes: {},
  first: '',
  last: '',
})

const WRITERS: Readonly<Record<string, Writer>> = {
  postfixClient,
  postfixServer,
  exim,
  sendmail,
  exchange,
  pythonLogging,
  journald,
  journaldJson,
  compose,
  dockerJson,
  kubernetes,
  spring,
  tomcat,
  laravel,
  phpFpm,
  phpMailer,
  rails,
  pino,
  go,
  msmtp,
  apache,
  webLog,
  newYear,
  modernSyslog,
  bareLines,
  allWell,
}

/** All logs, each of so many rounds. */
export function logSamples(count: number): LogSample[] {
  return Object.entries(WRITERS).map(([name, write]) => ({ name, ...write(count) }))
}
