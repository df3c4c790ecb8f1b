// Faults of the door: is it open, and does somebody answer?

import { answer, customSetup, type Fault, lastAnswer } from '../fault.js'
import { APP_PASSWORD } from '../pretended-providers.js'

/** One byte every so often: always alive, never a whole line. */
const DRIP_MS = 150

export const doorFaults: readonly Fault[] = [
  {
    id: 'connection-refused',
    title: 'Nothing listens',
    layer: 'door',
    expect: 'connect-refused',
    exercise: 'The program fails at once with "Connection refused". What does that tell, and what not?',
    hint: 'The machine is there and answers: no. Whom would you ask which ports are open?',
    solution: 'No mail server runs on these ports of this machine. Check host and port, or start the server.',
    setup: customSetup(),
    serve: { kind: 'refused' },
  },
  {
    id: 'port-25-closed',
    title: 'Port 25 is closed, 587 is open',
    layer: 'door',
    expect: 'port-25-blocked',
    exercise: 'A script without a port number does not get through. Why, and which port does?',
    hint: 'What port does smtplib take when it is told none?',
    solution: 'Port 25 is closed to clients nearly everywhere. Use 587.',
    setup: customSetup(),
    healed: { doors: ['submission'] },
    serve: (role) => (role === 'smtp' ? { kind: 'refused' } : { kind: 'script', script: {} }),
  },
  {
    id: 'no-greeting',
    title: 'The connection opens and nobody speaks',
    layer: 'door',
    expect: 'greeting-timeout',
    exercise: 'The program connects and then hangs. Find out how far it came.',
    hint: 'Who has to speak first in SMTP?',
    solution:
      'The server accepts connections and never greets: it hangs or is overloaded. Try later or tell its operator.',
    setup: customSetup(),
    serve: { kind: 'raw', serve: ({ socket }) => void socket.on('data', () => undefined) },
  },
  {
    id: 'slow-drip',
    title: 'The greeting comes byte by byte and never ends',
    layer: 'door',
    expect: 'greeting-timeout',
    exercise: 'Timeouts between two bytes never fire, and still nothing happens. Find out why.',
    hint: 'Bytes do arrive. Does a whole line?',
    solution:
      'The server drips: every wait for the next byte succeeds, the greeting never comes. Limit the whole wait.',
    setup: customSetup(),
    serve: {
      kind: 'raw',
      serve: (connection) => {
        const text = '220-Welcome to the practice server. This line is in no hurry and has no end, '
        let at = 0
        const drip = () => connection.socket.write(text.charAt(at++ % text.length))
        drip()
        connection.every(DRIP_MS, drip)
      },
    },
  },
  {
    id: 'closed-before-greeting',
    title: 'Closed before the greeting',
    layer: 'door',
    expect: 'closed-before-greeting',
    exercise: 'smtplib says "Connection unexpectedly closed". Find out at which point.',
    hint: 'Did the server say 220 before it hung up?',
    solution:
      'The server or a box before it hangs up on this client without a word. Try another network or ask its operator.',
    setup: customSetup(),
    serve: { kind: 'raw', beneath: true, serve: ({ socket }) => void socket.end() },
  },
  {
    id: 'reset-before-greeting',
    title: 'Reset before the greeting',
    layer: 'door',
    expect: 'closed-before-greeting',
    exercise: 'The program says "Connection reset by peer". Find out at which point.',
    hint: 'A reset is a closing without manners; firewalls like it.',
    solution: 'The connection is cut before the server greets, most often by a firewall. Try another network.',
    setup: customSetup(),
    serve: { kind: 'raw', beneath: true, serve: ({ socket }) => void socket.resetAndDestroy() },
  },
  {
    id: 'greeting-421',
    title: 'Too busy to greet',
    layer: 'door',
    expect: 'service-unavailable',
    exercise: 'It worked an hour ago. Find out what the server says now.',
    hint: 'Replies that begin with 4 pass. What does this one ask for?',
    solution: 'The server has too many connections. Wait, keep one connection for many messages, and open fewer.',
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: { greeting: lastAnswer('421 4.7.0 mail.lab.test Error: too many connections, try again later') },
    },
  },
  {
    id: 'blocklisted',
    title: 'This address stands on a blocklist',
    layer: 'door',
    expect: 'client-ip-blocked',
    exercise: 'Only from this network it does not work. Find out who objects to it.',
    hint: 'The greeting is no 220. Which list does it name?',
    solution:
      'The IP address is listed at Spamhaus. Look it up there, remove the cause, or send through a provider on 587.',
    setup: customSetup({ doors: ['submission', 'smtp'] }),
    serve: {
      kind: 'script',
      script: {
        greeting: lastAnswer(
          '554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/203.0.113.9',
        ),
      },
    },
  },
  {
    id: 'helo-rejected',
    title: 'The name in EHLO is refused',
    layer: 'door',
    expect: 'helo-rejected',
    exercise: 'The server greets and then refuses to go on. Find out what it dislikes.',
    hint: 'What does the client say first?',
    solution: 'The server wants a full host name in EHLO. Set one in the program (local_hostname, name, hostname).',
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: {
        ehlo: ({ argument }) => answer(`504 5.5.2 <${argument}>: Helo command rejected: need fully-qualified hostname`),
      },
    },
  },
  {
    id: 'google-relay-ehlo',
    title: "Google's relay does not like the EHLO name",
    layer: 'door',
    expect: 'helo-rejected',
    exercise: 'smtp-relay.gmail.com says "Try again later", and later it says so again. What does it mean?',
    hint: 'It answers EHLO with it, before any login. Which name did the client give?',
    solution: 'The relay refuses EHLO names such as localhost. Give a host name of a domain of the Workspace account.',
    setup: customSetup({
      provider: 'google-workspace-relay',
      host: 'smtp-relay.gmail.com',
      address: 'ada@shop.example',
      username: 'ada@shop.example',
      secret: APP_PASSWORD,
      from: 'ada@shop.example',
      to: 'ada@shop.example',
    }),
    serve: {
      kind: 'script',
      script: {
        greeting: answer('220 smtp-relay.gmail.com ESMTP a1b2c3d4e5f6-practice - gsmtp'),
        ehlo: lastAnswer(
          '421-4.7.0 Try again later, closing connection. (EHLO)',
          '421 4.7.0 For more information, go to https://support.google.com/a/answer/3221692 - gsmtp',
        ),
      },
    },
  },
  {
    id: 'endless-reply',
    title: 'A reply without a last line',
    layer: 'door',
    expect: 'unknown',
    exercise: 'The server greets well, then its answer to EHLO never ends. Find out what it sends.',
    hint: 'The last line of a reply has a space after the code, all others a hyphen.',
    solution: 'The server is broken or hostile: it repeats one continuation line for ever. Tell its operator.',
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: {
        ehlo: { lines: ['250-mail.lab.test', '250-AUTH=PLAIN LOGIN and so on and so on'], afterwards: 'flood' },
      },
    },
  },
  {
    id: 'cut-after-ehlo',
    title: 'Greeted, and cut off at the first command',
    layer: 'door',
    expect: 'unknown',
    exercise: 'The program says that the connection was lost. Find out after which word of whom.',
    hint: 'Somebody greets. What is the last thing that the program says?',
    solution:
      'The server, or a box before it, hangs up at EHLO and gives no reason. Wait, try another network, read its log.',
    setup: customSetup(),
    serve: { kind: 'script', script: { ehlo: lastAnswer() } },
  },
  {
    id: 'shutting-down',
    title: 'The server closes in mid-session',
    layer: 'door',
    expect: 'service-unavailable',
    exercise: 'The login works, then the session ends. Find out what the server says.',
    hint: 'What does 421 mean, at any point of a session?',
    solution: 'The server is being restarted. Wait some minutes and send again.',
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: { mail: lastAnswer('421 4.3.2 mail.lab.test Service shutting down, closing transmission channel') },
    },
  },
]
