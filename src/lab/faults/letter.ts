// Faults of the letter that show in its envelope: sender and recipient. Those of the message are in letter-message.ts.

import { answer, customSetup, type Fault } from '../fault.js'
import { MICROSOFT_TRACE, microsoft365 } from '../pretended-providers.js'

export const letterFaults: readonly Fault[] = [
  {
    id: 'sender-not-owned',
    title: 'The sender is not this login',
    layer: 'letter',
    expect: 'sender-not-authorized',
    exercise: 'The login works, then the server refuses MAIL. Compare the two addresses.',
    hint: 'Who logs in, and as whom is the message sent?',
    solution: 'Send as ada@lab.test, the address of the login, or have the other address allowed for it.',
    setup: customSetup({ from: 'shop@lab.test' }),
    healed: { from: 'ada@lab.test' },
    serve: {
      kind: 'script',
      script: {
        mail: ({ argument, username }) =>
          username !== undefined && argument !== username
            ? answer(`553 5.7.1 <${argument}>: Sender address rejected: not owned by user ${username}`)
            : undefined,
      },
    },
  },
  {
    id: 'm365-send-as',
    title: 'Microsoft 365: no permission to send as this sender',
    layer: 'letter',
    expect: 'sender-not-authorized',
    exercise: 'The login works, then 5.7.60. Find out which permission is missing.',
    hint: 'Who logs in, and as whom is the message sent?',
    solution: 'Send as ada@contoso.example, or have "Send as" granted on the other mailbox.',
    setup: microsoft365.setup({ from: 'billing@contoso.example', doors: ['submission', 'smtp'] }),
    healed: { from: 'ada@contoso.example' },
    serve: {
      kind: 'script',
      script: {
        ...microsoft365.script,
        mail: ({ argument, username }) =>
          username !== undefined && argument !== username
            ? answer(`550 5.7.60 SMTP; Client does not have permissions to send as this sender ${MICROSOFT_TRACE}`)
            : undefined,
      },
    },
  },
  {
    id: 'sender-domain-unknown',
    title: 'The domain of the sender does not exist',
    layer: 'letter',
    expect: 'sender-unknown',
    exercise: 'The server looked the sender up and found nothing. Find out what it looked for.',
    hint: 'Is the domain spelt right? Does it have an MX or an A record?',
    solution: 'Send from an address whose domain exists.',
    setup: customSetup({ from: 'ada@no-such-domain.lab.test' }),
    healed: { from: 'ada@lab.test' },
    serve: {
      kind: 'script',
      script: {
        mail: ({ argument }) =>
          argument.endsWith('@no-such-domain.lab.test')
            ? answer(`450 4.1.8 <${argument}>: Sender address rejected: Domain not found`)
            : undefined,
      },
    },
  },
  {
    id: 'relay-denied',
    title: 'The server does not carry mail for others',
    layer: 'letter',
    expect: 'relay-denied',
    exercise: 'Mail to colleagues works, mail to the rest of the world does not. Find out why.',
    hint: 'Whom does this server know, and who are you to it?',
    solution: 'Log in, or use the server of your own provider for sending to others.',
    setup: customSetup({ to: 'bob@elsewhere.example' }),
    serve: {
      kind: 'script',
      script: {
        rcpt: ({ argument }) =>
          argument.endsWith('@lab.test') ? undefined : answer(`554 5.7.1 <${argument}>: Relay access denied`),
      },
    },
  },
  {
    id: 'user-unknown',
    title: 'The recipient does not exist',
    layer: 'letter',
    expect: 'recipient-unknown',
    exercise: 'One address is refused, others are taken. Find out what is wrong with it.',
    hint: 'Read the address aloud.',
    solution: 'There is no such mailbox. Correct the address.',
    setup: customSetup({ to: 'ad@lab.test' }),
    healed: { to: 'ada@lab.test' },
    serve: {
      kind: 'script',
      script: {
        rcpt: ({ argument }) =>
          argument === 'ad@lab.test'
            ? answer(`550 5.1.1 <${argument}>: Recipient address rejected: User unknown in local recipient table`)
            : undefined,
      },
    },
  },
  {
    id: 'recipient-restricted',
    title: 'The list takes mail of members only',
    layer: 'letter',
    expect: 'recipient-restricted',
    exercise: 'The address exists, colleagues write to it every day. Find out who may.',
    hint: 'The reply speaks of the sender, not of the address.',
    solution: 'The owner of the group has to allow senders from outside, or you as one.',
    setup: customSetup({ to: 'all-staff@lab.test' }),
    serve: {
      kind: 'script',
      script: {
        rcpt: answer(
          '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group',
        ),
      },
    },
  },
  {
    id: 'greylisted',
    title: 'Put off on purpose',
    layer: 'letter',
    expect: 'greylisted',
    exercise: 'The first attempt fails, a later one works. Find out why a server does so.',
    hint: 'Spammers seldom come back.',
    solution: 'Wait some minutes and send again. A mail server repeats by itself, a script does not.',
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: {
        rcpt: ({ argument }) => answer(`450 4.2.0 <${argument}>: Recipient address rejected: Greylisted`),
      },
    },
  },
  {
    id: 'mailbox-full',
    title: "The recipient's mailbox is full",
    layer: 'letter',
    expect: 'recipient-mailbox-full',
    exercise: 'Everything is right on your side. Find out on whose side it is not.',
    hint: 'Over quota: whose quota?',
    solution: 'The recipient has to make room. Tell them in another way.',
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: {
        rcpt: ({ argument }) =>
          answer(`552 5.2.2 <${argument}>: Recipient address rejected: Mailbox is full / over quota`),
      },
    },
  },
  {
    id: 'blocklist-misread',
    title: 'The receiver misreads its blocklist',
    layer: 'letter',
    expect: 'dnsbl-query-refused',
    exercise: 'The reply says "blocked", but the list knows nothing of you. Find out who made the mistake.',
    hint: 'Read what stands after "Error:".',
    solution:
      "Nobody is listed: the receiver's look-ups come through a public resolver and are refused. Tell its postmaster.",
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: {
        rcpt: answer(
          '554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org; Error: open resolver; https://check.spamhaus.org/returnc/pub/198.51.100.53/',
        ),
      },
    },
  },
  {
    id: 'too-many-recipients',
    title: 'Too many recipients',
    layer: 'letter',
    expect: 'too-many-recipients',
    exercise: 'The newsletter stops in the middle of the list. Find out at which number.',
    hint: 'Count the recipients of one message.',
    solution: 'Send to fewer recipients at a time.',
    setup: customSetup(),
    serve: { kind: 'script', script: { rcpt: answer('452 4.5.3 Error: too many recipients') } },
  },
  {
    id: 'non-ascii-address',
    title: 'An address with an umlaut',
    layer: 'letter',
    expect: 'smtputf8-required',
    exercise: 'All recipients are taken but one. What is special about it?',
    hint: 'Is SMTPUTF8 among the EHLO lines?',
    solution: 'This server cannot carry such addresses. Use an ASCII address of the recipient or another server.',
    setup: customSetup({ to: 'jürgen@lab.test' }),
    serve: {
      kind: 'script',
      script: {
        features: ['PIPELINING', 'SIZE 35882577', '8BITMIME', 'ENHANCEDSTATUSCODES'],
        rcpt: ({ argument }) =>
          /[^\x20-\x7e]/.test(argument)
            ? answer('553 5.6.7 Non-ASCII addresses need SMTPUTF8, which this server does not have')
            : undefined,
      },
    },
  },
  {
    id: 'temporary-failure',
    title: 'A failure that passes',
    layer: 'letter',
    expect: 'server-temporary-failure',
    exercise: 'The server gives no real reason. Find out whether to wait or to act.',
    hint: 'The first digit tells.',
    solution: 'Wait and send again. If it lasts, tell the operator.',
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: {
        rcpt: ({ argument }) => answer(`451 4.3.0 <${argument}>: Temporary lookup failure`),
      },
    },
  },
  {
    id: 'sender-blocked',
    title: 'The receiver blocks this sender',
    layer: 'letter',
    expect: 'sender-blocked',
    exercise: 'Others reach this recipient, you do not. Find out what stands against you.',
    hint: 'Not your machine and not your message: who, then?',
    solution: "The receiver's own list blocks your address. Ask its postmaster in another way.",
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: {
        rcpt: ({ from }) => answer(`554 5.7.1 <${from}>: Sender address rejected: Access denied`),
      },
    },
  },
  {
    id: 'recipient-syntax',
    title: 'The address of the recipient is malformed',
    layer: 'letter',
    expect: 'address-syntax',
    exercise: 'The address looks right at a glance. Take a second one.',
    hint: 'Count the dots behind the @.',
    solution: 'There are two dots in a row. Correct the address.',
    setup: customSetup({ to: 'bob@lab..test' }),
    healed: { to: 'bob@lab.test' },
    serve: {
      kind: 'script',
      script: {
        rcpt: ({ argument }) =>
          argument.includes('..') ? answer('501 5.1.3 Bad recipient address syntax') : undefined,
      },
    },
  },
  {
    id: 'permanent-failure',
    title: 'A failure that stays',
    layer: 'letter',
    expect: 'server-permanent-failure',
    exercise: 'The server refuses and blames itself. Find out whether waiting helps.',
    hint: 'The first digit tells.',
    solution: 'The server is set up wrongly. Tell its operator and quote the reply.',
    setup: customSetup(),
    serve: { kind: 'script', script: { rcpt: answer('554 5.3.5 Local configuration error') } },
  },
  {
    id: 'mixed-codes',
    title: 'A reply whose lines have different codes',
    layer: 'letter',
    expect: 'recipient-unknown',
    exercise: 'One reply, two codes. Find out which one counts.',
    hint: 'The last line ends the reply.',
    solution: 'The server breaks the rules; the last line counts: there is no such mailbox.',
    setup: customSetup({ to: 'ad@lab.test' }),
    healed: { to: 'ada@lab.test' },
    serve: {
      kind: 'script',
      script: { rcpt: answer('250-2.1.5 One moment please', '550 5.1.1 <ad@lab.test>: User unknown') },
    },
  },
  {
    id: 'bare-lf-server',
    title: 'A server that ends its lines with LF only',
    layer: 'letter',
    expect: 'works',
    exercise: 'A strict program hangs with this server, a lenient one does not. Find out what is odd.',
    hint: 'Look at the bytes, not at the text.',
    solution: 'It works: the line ends are wrong by the rules, and clients read over that.',
    setup: customSetup(),
    serve: { kind: 'script', script: { lineEnd: '\n' } },
  },
]
