// Faults of the letter: sender, recipient, message. The login works in all of them.

import { answer, customSetup, type Fault, lastAnswer } from '../fault.js'
import { gmail, MICROSOFT_TRACE, microsoft365, sendgrid, ses } from '../pretended-providers.js'

const APP_PASSWORD = 'abcdefghijklmnop'

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
    id: 'ses-not-verified',
    title: 'Amazon SES: the address is not verified',
    layer: 'letter',
    expect: 'sender-not-verified',
    exercise: 'Login, MAIL and RCPT work; the message itself is refused. Find out which address is meant.',
    hint: 'In the sandbox, sender and recipient have to be verified.',
    solution: 'Verify ada@shop.example (or its domain) in the SES console of this region, or leave the sandbox.',
    setup: ses.setup({ username: 'AKIAPRACTICEONLY0000', send: true }),
    serve: {
      kind: 'script',
      script: {
        ...ses.script,
        message: answer(
          '554 Message rejected: Email address is not verified. The following identities failed the check in region US-EAST-1: ada@shop.example',
        ),
      },
    },
  },
  {
    id: 'sendgrid-not-verified',
    title: 'SendGrid: no verified Sender Identity',
    layer: 'letter',
    expect: 'sender-not-verified',
    exercise: 'The API key works, the message is refused. Find out what SendGrid wants to know first.',
    hint: 'SendGrid sends only for senders that it has checked.',
    solution: 'Verify the sender under Settings, Sender Authentication.',
    setup: sendgrid.setup({ username: 'apikey', send: true }),
    serve: {
      kind: 'script',
      script: {
        ...sendgrid.script,
        message: answer(
          '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved. Visit https://sendgrid.com/docs/for-developers/sending-email/sender-identity/ to see the Sender Identity requirements',
        ),
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
    id: 'gmail-sending-limit',
    title: 'Gmail: daily sending limit exceeded',
    layer: 'letter',
    expect: 'sending-limit-exceeded',
    exercise: 'Five hundred messages went out, the next one does not. Find out until when.',
    hint: 'The limit counts the last 24 hours.',
    solution: 'Wait up to 24 hours. For more mail use a sending service.',
    setup: gmail.setup({ secret: APP_PASSWORD, send: true }),
    serve: {
      kind: 'script',
      script: {
        ...gmail.script,
        message: answer(
          '550-5.4.5 Daily user sending limit exceeded. For more information on Gmail',
          '550-5.4.5 sending limits go to',
          '550 5.4.5  https://support.google.com/a/answer/166852 5b1f17b1804b1-477a0e0d7b2sm3456789f8f.12 - gsmtp',
        ),
      },
    },
  },
  {
    id: 'too-large',
    title: 'The message is larger than SIZE allows',
    layer: 'letter',
    expect: 'message-too-large',
    exercise: 'Short messages go out, this one does not. Find the limit in the dialogue.',
    hint: 'The server names its limit before anything is sent.',
    solution: 'Here the limit is 200 bytes, in life some 25 MB. Send a link instead of the attachment.',
    setup: customSetup({ send: true }),
    serve: { kind: 'smtp-server', options: { size: 200, rejectOversized: true } },
  },
  {
    id: 'too-large-after-data',
    title: 'The message is found too large at its end',
    layer: 'letter',
    expect: 'message-too-large',
    exercise: 'The whole message was sent, then refused. Find out why not earlier.',
    hint: 'SIZE is not among the EHLO lines.',
    solution: 'The server measures at the end only. Send less, or a link instead of the attachment.',
    setup: customSetup({ send: true }),
    serve: {
      kind: 'script',
      script: {
        features: ['PIPELINING', '8BITMIME', 'ENHANCEDSTATUSCODES'],
        message: answer('552 5.3.4 Message size exceeds fixed maximum message size'),
      },
    },
  },
  {
    id: 'rejected-as-spam',
    title: 'Refused as spam',
    layer: 'letter',
    expect: 'message-rejected-content',
    exercise: 'The same account sends other messages well. Find out what is wrong with this one.',
    hint: 'Only the content is new.',
    solution: 'Change subject, links and text; send a plain test message first.',
    setup: customSetup({ send: true }),
    serve: {
      kind: 'script',
      script: { message: answer('554 5.7.1 Message rejected under suspicion of SPAM') },
    },
  },
  {
    id: 'dmarc',
    title: 'The sender is not authenticated (SPF, DKIM, DMARC)',
    layer: 'letter',
    expect: 'sender-unauthenticated',
    exercise: 'The receiver asks for proof that the message is from where it says. Find out which proof.',
    hint: 'Three records in the DNS of the sender: SPF, DKIM, DMARC.',
    solution: 'Set up SPF or DKIM for the domain of the sender, as your provider describes it.',
    setup: customSetup({ send: true }),
    serve: {
      kind: 'script',
      script: {
        message: answer(
          '550-5.7.26 Your email has been blocked because the sender is unauthenticated.',
          '550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.',
          '550-5.7.26  Authentication results:',
          '550-5.7.26  DKIM = did not pass',
          '550-5.7.26  SPF [lab.test] with ip: [203.0.113.9] = did not pass',
          '550 5.7.26  For instructions on setting up authentication, go to https://support.google.com/mail/answer/81126#authentication - gsmtp',
        ),
      },
    },
  },
  {
    id: 'no-reverse-dns',
    title: 'The sending machine has no reverse name',
    layer: 'letter',
    expect: 'reverse-dns-missing',
    exercise: 'An own server sends straight to the receiver and is refused. Find out which record is missing.',
    hint: 'From name to address it is an A record. And back?',
    solution: 'Have a PTR record set by the owner of the address, or send through a provider.',
    setup: customSetup({ send: true }),
    serve: {
      kind: 'script',
      script: {
        message: answer(
          '550-5.7.25 [203.0.113.9] The IP address sending this message does not have a PTR record setup,',
          '550-5.7.25 or the corresponding forward DNS entry does not match the sending IP.',
          '550 5.7.25 For more information, go to https://support.google.com/mail/answer/81126#ip-practices - gsmtp',
        ),
      },
    },
  },
  {
    id: 'blocklist-lookup-refused',
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
    id: 'mail-loop',
    title: 'The message runs in a circle',
    layer: 'letter',
    expect: 'mail-loop',
    exercise: 'The message passed many servers and none kept it. Find out why.',
    hint: 'Two addresses that forward to each other.',
    solution: 'Break the loop: look for forwardings that lead back.',
    setup: customSetup({ send: true }),
    serve: { kind: 'script', script: { message: answer('554 5.4.6 Error: too many hops') } },
  },
  {
    id: 'bare-linefeeds',
    title: 'The message has bare line feeds',
    layer: 'letter',
    expect: 'message-malformed',
    exercise: 'The server complains about the form of the message, not about its content. Find out what is wrong.',
    hint: 'Lines of mail end with two characters.',
    solution: 'Lines end with CR LF. Let a library compose the message.',
    setup: customSetup({ send: true }),
    serve: {
      kind: 'script',
      script: { message: answer('550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal; message contains bare linefeeds') },
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
    id: 'mixed-codes',
    title: 'A reply whose lines have different codes',
    layer: 'letter',
    expect: 'recipient-unknown',
    exercise: 'One reply, two codes. Find out which one counts.',
    hint: 'The last line ends the reply.',
    solution: 'The server breaks the rules; the last line counts: there is no such mailbox.',
    setup: customSetup({ to: 'ad@lab.test' }),
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
  {
    id: 'closed-after-message',
    title: 'The connection ends right after a refusal',
    layer: 'letter',
    expect: 'message-rejected-content',
    exercise: 'The program says only "Connection closed". Find out what the server said before.',
    hint: 'The last reply came just before the end.',
    solution: 'The message was refused for a link in it. Programs that wait for more lose the reply.',
    setup: customSetup({ send: true }),
    serve: {
      kind: 'script',
      script: { message: lastAnswer('554 5.7.1 Message rejected: it contains a link to a listed site') },
    },
  },
]
