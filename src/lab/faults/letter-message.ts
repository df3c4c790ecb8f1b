// Faults of the letter that show only at the end of the message: it is refused for what or whose it is.

import { answer, customSetup, type Fault, lastAnswer } from '../fault.js'
import { APP_PASSWORD, gmail, MICROSOFT_TRACE, microsoft365, sendgrid, ses } from '../pretended-providers.js'

export const messageFaults: readonly Fault[] = [
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
    id: 'm365-concurrent',
    title: 'Microsoft 365: too many messages at the same time',
    layer: 'letter',
    expect: 'sending-limit-exceeded',
    exercise: 'One message goes out, ten at once do not. Find out whose limit it is.',
    hint: 'The reply speaks of threads of a sender, not of a busy server.',
    solution: 'A mailbox may have three connections at a time. Send one message after the other.',
    setup: microsoft365.setup({ secret: 'Winter-in-Rome-2026', send: true, doors: ['submission', 'smtp'] }),
    serve: {
      kind: 'script',
      script: {
        ...microsoft365.script,
        message: answer(`432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded ${MICROSOFT_TRACE}`),
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
