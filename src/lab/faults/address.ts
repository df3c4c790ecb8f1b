// Faults of the address: the program reaches a machine, but not a mail server for this account.

import type { Fault, RawConnection } from '../fault.js'
import { answer, customSetup, ROLES, type Service } from '../fault.js'
import { ACCESS_TOKEN, APP_PASSWORD, gmail, yahoo } from '../pretended-providers.js'

/** Another protocol greets first and hangs up at anything that it does not understand. */
const greetsAs = (greeting: string, farewell: string): Service => ({
  kind: 'raw',
  serve: ({ socket }) => {
    socket.write(`${greeting}\r\n`)
    socket.once('data', () => socket.end(`${farewell}\r\n`))
  },
})

/** A web server waits for a request and finds a ClientHello or an EHLO to be none. */
function serveHttp({ socket }: RawConnection): void {
  const page = '<html><head><title>400 Bad Request</title></head><body><h1>400 Bad Request</h1></body></html>\r\n'
  socket.once('data', () =>
    socket.end(
      `HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`,
    ),
  )
}

export const addressFaults: readonly Fault[] = [
  {
    id: 'http-server',
    title: 'A web server instead of a mail server',
    layer: 'address',
    expect: 'host-wrong-service',
    exercise: 'The program connects, then waits and waits. Find out what is listening there.',
    hint: 'It says nothing until it is spoken to. In which protocol does the other side speak first?',
    solution: 'All ports lead to a web server. Take the host name of the outgoing mail server instead.',
    setup: customSetup(),
    serve: { kind: 'raw', beneath: true, serve: serveHttp },
  },
  {
    id: 'imap-server',
    title: 'The incoming-mail server (IMAP) instead of the outgoing one',
    layer: 'address',
    expect: 'host-wrong-service',
    exercise: 'The library says "Invalid greeting". Find out which server answers.',
    hint: 'Read the first line. Does an SMTP server begin with a star?',
    solution: 'This is IMAP, which fetches mail. For sending, set the SMTP server, usually smtp.<domain>, port 587.',
    setup: customSetup(),
    serve: greetsAs(
      '* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN] Dovecot ready.',
      '* BAD Error in IMAP command received by server.',
    ),
  },
  {
    id: 'imap-host-name',
    title: "The provider's IMAP host in the SMTP setting",
    layer: 'address',
    expect: 'host-wrong-service',
    exercise: 'Reading mail works with these very settings, sending does not. Find out why.',
    hint: 'Look at the first word of the host name.',
    solution: 'imap.gmail.com is for reading. Set smtp.gmail.com for sending.',
    setup: gmail.setup({ host: 'imap.gmail.com' }),
    healed: { host: 'smtp.gmail.com', secret: APP_PASSWORD },
    serve: greetsAs('* OK Gimap ready for requests from 203.0.113.9 a1b2c3', '* BAD Unknown command a1b2c3'),
  },
  {
    id: 'pop3-server',
    title: 'The POP3 server instead of the outgoing one',
    layer: 'address',
    expect: 'host-wrong-service',
    exercise: 'The library takes the greeting for no reply at all. Find out which protocol it is.',
    hint: 'SMTP replies begin with three digits. This one does not.',
    solution: 'This is POP3, which fetches mail. For sending, set the SMTP server, usually smtp.<domain>, port 587.',
    setup: customSetup(),
    serve: greetsAs('+OK Dovecot ready.', '-ERR Unknown command.'),
  },
  {
    id: 'ssh-server',
    title: 'An SSH server instead of a mail server',
    layer: 'address',
    expect: 'host-wrong-service',
    exercise: 'The library complains about the greeting. Find out what is listening there.',
    hint: 'The greeting names its protocol.',
    solution: 'The port leads to SSH. Take the port of the mail server: 587, or 465 with TLS from the start.',
    setup: customSetup(),
    serve: {
      kind: 'raw',
      beneath: true,
      serve: ({ socket }) => {
        socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n')
        socket.once('data', () => socket.end('Invalid SSH identification string.\r\n'))
      },
    },
  },
  {
    id: 'ftp-server',
    title: 'A file server that greets like a mail server',
    layer: 'address',
    expect: 'host-wrong-service',
    exercise: 'The greeting begins with 220 as it should, and then no command is understood. Find out who is speaking.',
    hint: '220 is said by more than one protocol. Read the rest of the line.',
    solution: 'The port leads to an FTP server. Take the host and port of the mail server: 587, or 465 with TLS.',
    setup: customSetup({ doors: ['submission', 'smtp'] }),
    serve: {
      kind: 'raw',
      serve: ({ socket }) => {
        socket.write('220 (vsFTPd 3.0.5)\r\n')
        socket.on('data', () => socket.write('530 Please login with USER and PASS.\r\n'))
      },
    },
  },
  {
    id: 'endless-line',
    title: 'A service that pours out one endless line',
    layer: 'address',
    expect: 'host-wrong-service',
    exercise: 'The program eats memory and never finishes. Find out what the server sends.',
    hint: 'A reply line of SMTP has 512 bytes at most.',
    solution: 'This is no mail server: it sends characters for ever. Check host and port.',
    setup: customSetup(),
    serve: {
      kind: 'raw',
      serve: (connection) => connection.flood(Buffer.from('!"#$%&()*+,-./0123456789:;<=>?@ABCDEF')),
    },
  },
  {
    id: 'retired-host-name',
    title: 'A server name that was right years ago',
    layer: 'address',
    expect: 'host-retired',
    exercise: 'The settings come from an old lesson. Find out what has changed since.',
    hint: 'Hotmail and Live became Outlook.com.',
    solution: 'smtp.live.com is retired. Outlook.com sends through smtp-mail.outlook.com, port 587, with OAuth 2.0.',
    setup: {
      provider: 'outlook',
      host: 'smtp.live.com',
      address: 'ada.practice@hotmail.com',
      username: 'ada.practice@hotmail.com',
      secret: 'Summer-in-Paris-2026',
      from: 'ada.practice@hotmail.com',
      to: 'ada.practice@hotmail.com',
    },
    healed: { host: 'smtp-mail.outlook.com', secret: ACCESS_TOKEN, isToken: true, doors: ['submission'] },
    serve: { kind: 'refused' },
  },
  {
    id: 'localhost-left-over',
    title: 'The host was never set',
    layer: 'address',
    expect: 'host-not-configured',
    exercise: 'Gmail is said to refuse the connection. Find out who really refuses it.',
    hint: 'Where did the program connect to?',
    solution: 'The program went to localhost, its default: the setting was not read. Set smtp.gmail.com, port 587.',
    setup: gmail.setup({ host: 'localhost' }),
    healed: { host: 'smtp.gmail.com', secret: APP_PASSWORD },
    serve: { kind: 'refused' },
  },
  {
    id: 'mx-host',
    title: 'A login at the server that only receives',
    layer: 'address',
    expect: 'host-wrong-service',
    exercise: 'The host name was found with a look-up of the MX record. The library says that there is no AUTH. Why?',
    hint: 'An MX host takes mail for its own users from everybody. Does it need anybody to log in?',
    solution: 'aspmx.l.google.com takes mail for Google users only. Log in at smtp.gmail.com, port 587.',
    setup: gmail.setup({ host: 'aspmx.l.google.com', doors: ['smtp'] }),
    healed: { host: 'smtp.gmail.com', secret: APP_PASSWORD, doors: ROLES },
    serve: {
      kind: 'script',
      script: {
        greeting: answer('220 mx.google.com ESMTP 5b1f17b1804b1-477a0e0d7b2si3456789f8f.12 - gsmtp'),
        features: ['SIZE 157286400', '8BITMIME', 'ENHANCEDSTATUSCODES', 'PIPELINING', 'CHUNKING', 'SMTPUTF8'],
        mechanisms: [],
        isLoginOptional: true,
      },
    },
  },
  {
    id: 'wrong-provider',
    title: "A Gmail account at Yahoo's server",
    layer: 'address',
    expect: 'host-wrong-provider',
    exercise: 'The password is certainly right, and yet it is refused. Find out why.',
    hint: 'Compare the part after the @ with the host name.',
    solution: 'Each provider knows its own accounts only. An @gmail.com account logs in at smtp.gmail.com.',
    setup: yahoo.setup({
      address: 'ada.practice@gmail.com',
      username: 'ada.practice@gmail.com',
      from: 'ada.practice@gmail.com',
      to: 'ada.practice@gmail.com',
    }),
    healed: { provider: 'gmail', host: 'smtp.gmail.com', secret: APP_PASSWORD },
    account: { username: 'somebody.else@yahoo.com', secret: 'abcdefghijklmnop' },
    serve: {
      kind: 'script',
      script: { ...yahoo.script, refusal: answer('535 5.7.0 (#MBR1212) Incorrect username or password') },
    },
  },
]
