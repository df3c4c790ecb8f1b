// The client spoke out of turn: a command at the wrong time, or one that the server does not know.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { lineOf, replies } from '../select.js'

const OTHER = phrases`
    STARTTLS
    unsupported (?:esmtp )?(?:option|extension|parameter)
    \bTLS\b
    authenticat
    \bAUTH\b
    log ?in
    HELO argument
    invalid (?:HELO|domain)
    password
  `

const families: readonly Family[] = [
  {
    text: phrases`
      \b(?:MI|RP):C[CE]L\b
      no commands allowed to pipeline
      too many unauthenticated commands
      improper (?:use of )?(?:smtp )?(?:command )?pipelin
      (?:smtp|protocol) synchroni[sz]ation
      synchroni[sz]ation error
      I can break rules, too
      NUL characters? (?:are |is )?not allowed in SMTP commands
      (?:talk|speak|spoke|send|sent|input sent)\w*(?: \w+)? too (?:soon|early|fast)
      (?<!(?:clos|los|disconnect|reset|drop)\w{0,4}\b.{0,40})before (?:the )?(?:greeting|banner|220)
      pre-?greet
      ^5\d\d 5\.5\.[01] protocol error
      \bprotocol violation
      STARTTLS may not be repeated
    `,
    certainty: 'certain',
    because: 'The client sent commands without waiting for the answers to the ones before.',
  },
  {
    text: phrases`
      bad sequence
      out of (?:sequence|order)
      nested MAIL
      (?:sender|mail from|rcpt|recipient)s? (?:already|not yet) (?:specified|given|set)
      (?:need|expecting|send|issue|requires?|must have|no valid|valid) (?:a |an |the |valid )?(?:MAIL|RCPT|DATA|EHLO|HELO)\b.{0,30}(?:command|first|before|precede|needed)
      (?:polite|say|send).{0,20}\b(?:HELO|EHLO|hello)\b.{0,20}first
      (?:HELO|EHLO|hello) first
      command (?:is )?(?:not allowed (?:here|now)|unexpected|out of)
      must precede
      command (?:sequence|order) (?:error|invalid|wrong)
      (?:wrong|invalid|incorrect|illegal|improper|unexpected) (?:command )?(?:sequence|order)
      already (?:authenticated|in (?:a )?transaction)
      already said (?:HELO|EHLO|hello)
      duplicate (?:HELO|EHLO)
    `,
    not: OTHER,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The server says that this command does not belong here in the order of commands.',
  },
  {
    text: phrases`
      (?:command|verb) (?:\S{1,40} )?(?:is )?(?:not (?:implemented|recogni[sz]ed|understood|supported|known)|unrecogni[sz]ed|unknown|unimplemented)
      (?:unrecogni[sz]ed|unknown|unimplemented|invalid|unsupported|illegal) (?:smtp )?(?:command|verb)
      command unrecogni[sz]ed
      syntax error,? command
      \berror: bad syntax
      what\?
      cannot VRFY
      ^500 5\.5\.2 (?:Error: )?bad syntax
    `,
    not: OTHER,
    codes: [500, 501, 502, 550, 554],
    certainty: 'likely',
    because: 'The server does not know the command that the client sent.',
  },
  {
    text: /HTTP requests? (?:is |are )?not allowed/i,
    certainty: 'certain',
    because: 'The server was spoken to in HTTP, so the address is in the place of one for the web.',
  },
  {
    text: phrases`
      not (?:permitted|allowed) when TLS active
      TLS (?:is )?already (?:active|started|in use)
      already (?:using|running|under) TLS
    `,
    certainty: 'certain',
    because: 'The client asked for TLS on a connection that has it already.',
  },
  {
    text: phrases`
      no identity changes permitted
      \bauth(?:entication)?(?: command)? (?:is |was |has been )?already (?:specified|given|sent|done|issued)
      already (?:authenticated|logged in)
    `,
    certainty: 'certain',
    because: 'The client logged in a second time on the same connection, which RFC 4954 section 4 forbids.',
  },
  {
    text: /(?:invalid|unexpected|bad|wrong) (?:smtp |server )?(?:greeting|banner)[^\n]{0,30}?[=: "'(](?:235|25[012]|354)\b/i,
    certainty: 'likely',
    because: 'The client took the answer to a command for the greeting: it had spoken before the server greeted.',
  },
  {
    text: /Expected response code "?\d{3}[^\n]{0,20} but got (?:response )?(?:code )?"?2\d\d/i,
    certainty: 'likely',
    because: 'Client and server are out of step: the client took the answer to one command for the answer to another.',
  },
  {
    codes: [503],
    not: new RegExp(`${OTHER.source}|message (?:was |has been )?(?:rejected|refused)`, 'i'),
    certainty: 'likely',
    because: 'Code 503 means a bad sequence of commands (RFC 5321 section 4.2.2).',
  },
  {
    codes: [500, 502],
    not: new RegExp(`${OTHER.source}|line too long|syntax`, 'i'),
    certainty: 'possible',
    because: 'Codes 500 and 502 mean that the server does not know a command, or not here (RFC 5321 section 4.2.2).',
  },
  {
    text: /too many (?:smtp )?(?:syntax|protocol|unrecogni[sz]ed|bad|unknown|errors|non ?mail) ?(?:errors|commands)?/i,
    not: OTHER,
    codes: [4, 5],
    certainty: 'likely',
    because: 'The server gave up after too many commands that it could not take.',
  },
]

export const commandSequence: Rule = {
  id: 'command-sequence',
  title: 'The client spoke out of turn',
  meaning:
    'SMTP is a dialogue: EHLO, MAIL FROM, RCPT TO, DATA, each after the answer to the one before. The server got a command at the wrong time, too early, or one that it does not know. Often it is the follow-up of an earlier refusal that the client did not notice.',
  seenAs: [
    '503 5.5.1 Error: nested MAIL command',
    '503 Bad sequence of commands',
    '503 5.5.2 Need rcpt command',
    '502 5.5.1 Command not implemented',
    'SMTP protocol synchronization error',
  ],
  outranks: ['server-permanent-failure'],
  match: (seen, context) => judge(commandSequence, families, seen, context) ?? byAnswerToAnother(seen, context),
  fixes: (context, finding) => [
    {
      do: 'Look at the lines before: if MAIL FROM or a recipient was refused there, that refusal is the real cause, and this is only what came of it.',
    },
    {
      do: 'After a refused MAIL FROM or RCPT TO send RSET (or open a new connection) before the next message; update the library when it reuses connections without doing so.',
    },
    {
      do: 'Let the client wait for each answer: a script that pipes all commands at once is refused. Use curl, swaks or a mail library in place of nc or telnet in a script.',
    },
    ...(/curl/i.test(context.client ?? '') || finding?.seen.some((one) => /\bVRFY\b|\bcurl\b/i.test(lineOf(one)))
      ? [{ do: 'curl without -T (--upload-file) asks with VRFY in place of sending: add -T FILE.' }]
      : []),
    {
      do: 'If a firewall stands between (Cisco "SMTP fixup" shows as a row of asterisks), switch its mail inspection off.',
    },
  ],
}

/** 220 belongs to the greeting, 334 and 235 to AUTH, 354 to DATA; in answer to anything else the two are out of step. */
function byAnswerToAnother(seen: readonly Observation[], { source }: Context): Finding | undefined {
  // In a pasted dialogue the question may be the last thing that was copied.
  if (source !== 'probe') return undefined
  const found = replies(seen, { codes: [2, 3] }).filter(
    ({ status, command, verb }) => status === 'fail' && (command !== undefined || verb === 'CONNECT'),
  )
  const [first] = found
  if (!first) return undefined
  const where = first.command ? `in answer to ${first.command.split(/[ :]/)[0]}` : 'in place of the greeting'
  return {
    certainty: 'likely',
    because: `The server said ${first.reply.code} ${where}, where another code belongs: the two are out of step, and programs end here.`,
    seen: found,
  }
}
