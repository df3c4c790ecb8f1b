// An address or the argument of a command is malformed.

import type { Fix, Observation, Rule } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { CATCH_ALLS } from '../phrases/ranks.js'
import { lineOf, ofKind } from '../select.js'

const OTHER = phrases`
    line (?:is )?too long
    header
    HELO
    EHLO
    \bAUTH\b
    helo
    message
    DMARC
    \bSPF\b
    bare
    base64
    domain name.{0,10}HELO
    In(?:valid)? domain name$
  `

const families: readonly Family[] = [
  {
    text: phrases`
      \bMI:IMF\b
      ^554 (?:5\.\d\.\d )?Transaction failed: (?:Invalid (?:domain|local|user) name|Domain (?:contains|starts|ends)|User name is missing|Illegal address|Missing '<')
      missing final '?@domain
      ^5(?:01|53) (?:5\.\d\.\d )?invalid address\b
      malformed (?:e-?mail )?(?:address|recipient|sender|mailbox)
      (?:cannot|can['’]t|could not|couldn['’]t|unable to|failed to) parse (?:the )?(?:(?:mail )?from|(?:rcpt )?to|sender|recipient|e-?mail|reverse-path|forward-path)?[: ]{0,2}(?:address|mailbox|path)
      (?:bad|invalid|illegal|wrong|incorrect) (?:recipient|sender|destination|mailbox|mail|e-?mail|from|to|return)(?: e-?mail)?(?: address)? (?:syntax|format|address(?:es)? (?:syntax|format))
      (?:address|recipient|sender|mailbox) (?:syntax|format) (?:is )?(?:error|invalid|wrong|incorrect|bad)
      (?:bad|invalid|illegal) (?:address|mailbox) syntax
      syntax error.{0,80}(?:address|mail from|rcpt to|mailbox|path|sender|recipient)
      (?:address|recipient|sender)\b.{0,60}(?:is (?:not valid|malformed|syntactically)|syntactically|must (?:contain|be) .{0,20}(?:@|domain|fully)|lacks|missing (?:@|domain))
      need(?:s)? fully[- ]qualified (?:address|recipient|sender)
      domain (?:part )?(?:is )?missing
      (?:not|isn't) (?:a )?(?:valid )?RFC[- ]?(?:2?821|2?822|5321|5322)[- ](?:compliant )?(?:address|mailbox)
      unbalanced
      may not follow
      illegal (?:character|address)
      blank sender
      missing or malformed (?:local part|domain)
      (?:收件人|发件人)地址(?:格式)?(?:错误|不正确|无效|有误)
      (?:address|mailbox) contains? (?:invalid|illegal)
      invalid character.{0,30}(?:address|recipient|sender)
      address is (?:empty|not specified)
      unqualified address
      restricted characters in address
      must have an address operand
      (?:sender|recipient)? ?address must be specified
      a valid address is required
      ^5\d\d (?:\d\.\d\.\d )?the address is not valid
      invalid syntax\. syntax should be
      (?:RCPT TO|MAIL FROM)\S* should not be empty
      hostname required$
      fully[- ]qualified e-?mail address required
      user address required$
      domain name required for (?:sender|recipient)
      unsupported option\b
      null path not allowed
      invalid (?:MAIL FROM|RCPT TO) (?:address|path)
      invalid (?:TO|FROM):
      \b(?:MAIL FROM|RCPT TO)(?: address| argument| command)? syntax error\b
      \b(?:MAIL FROM|RCPT TO): ?<[^<>\n]{0,80}<[^<>\s]{1,254}>>
      \b(?:path|local[- ]?part|domain(?: part)?|(?:e-?mail )?address) (?:is )?too long\b
    `,
    not: new RegExp(
      `${OTHER.source.replace('message|', '')}|does not exist|unknown|for (?:your|this) (?:login|account|user)\\b`,
      'i',
    ),
    codes: [4, 5],
    certainty: 'certain',
    because: 'The server cannot read an address that the program gave it.',
  },
  {
    text: phrases`
      ^5\d\d (?:5\.5\.[24] )?(?:(?:invalid command arguments: )?unsupported (?:esmtp )?(?:option|extension|parameter)\b|(?:invalid|duplicate|unrecognized|unsupported) param(?:eter)?\b)
      ^501 (?:5\.5\.[24] )?(?:error: )?(?:bad (?:NOTIFY|ORCPT|RET|ENVID|SIZE|BODY|message size) |syntax: (?:MAIL FROM|RCPT TO):)
      ^5(?:01|55) (?:5\.5\.[24] )?(?:(?:invalid|bad|malformed|illegal) (?:RCPT(?: TO)?|MAIL(?: FROM)?)(?: (?:argument|parameter|path|syntax))?\b|syntax error \(8-bit)
    `,
    certainty: 'likely',
    because: 'The server cannot read what stands after MAIL FROM or RCPT TO.',
  },
  {
    text: /^50[012] (?:5\.5\.[24] )?invalid (?:input|command line|sender line)\b/i,
    verbs: ['MAIL', 'RCPT'],
    isVerbNeeded: true,
    certainty: 'likely',
    because: 'The server cannot read what stands after MAIL FROM or RCPT TO.',
  },
  {
    enhanced: ['5.1.3', '5.1.7', '4.1.7'],
    not: /DMARC|\bSPF\b/i,
    certainty: 'likely',
    because: 'X.1.3 and X.1.7 stand for an address with a wrong syntax (RFC 3463 section 3.2).',
  },
  {
    // K-9 Mail and others keep the code alone: RFC 5321 section 4.2.3 gives 501 to parameters, and addresses are those.
    codes: [501],
    text: /^(?:501)?[\s`\p{P}]{0,20}(?:syntax error[\s`\p{P}]{0,20})?$/iu,
    verbs: ['MAIL', 'RCPT'],
    isReplyOnly: true,
    certainty: 'likely',
    because: '501 without a word says that the server cannot read the argument of a command, most often an address.',
  },
  {
    codes: [555],
    certainty: 'likely',
    because:
      '555 means that the server does not understand what stands after MAIL FROM or RCPT TO (RFC 5321 section 4.1.1.11).',
  },
  {
    codes: [501],
    verbs: ['MAIL', 'RCPT'],
    isVerbNeeded: true,
    not: new RegExp(
      `${OTHER.source}|owned|same as|equal|authori[sz]|permit|allowed|relay|denied|log|exist|found|unknown|resolve|spam|rcpthosts|reserved`,
      'i',
    ),
    certainty: 'likely',
    because: 'The server cannot read the argument of MAIL FROM or RCPT TO.',
  },
  {
    text: phrases`
      syntax error.{0,40}(?:in )?(?:parameters|arguments?|command(?!s?,? (?:is |was )?(?:unrecogni|not ))|MAIL|RCPT)
      5\.5\.[24] (?:syntax|invalid (?:parameter|argument|command argument))
      invalid (?:command )?(?:parameter|argument)s?
    `,
    not: new RegExp(`${OTHER.source}|\\b22[\\]):]{0,2} invalid argument|connecting:`, 'i'),
    codes: [501, 550, 555, 553],
    certainty: 'possible',
    because: 'The server cannot read the argument of a command, most often an address.',
  },
]

export const addressSyntax: Rule = {
  id: 'address-syntax',
  title: 'An address in the command is malformed',
  meaning:
    'The server could not read a sender or recipient address. Typical are a display name where only the bare address belongs, several addresses in one string, a missing "@", an empty sender, brackets or quotes from a list that was turned into text, or a blank at the end.',
  seenAs: [
    '501 5.1.3 Bad recipient address syntax',
    '553 5.1.7 The sender address is not a valid RFC-5321 address',
    '555 5.5.2 Syntax error',
    '501 malformed address',
  ],
  outranks: ['command-sequence', 'recipient-unknown', 'command-sequence', ...CATCH_ALLS],
  match(seen, context) {
    const found = judge(addressSyntax, families, seen, context)
    if (found)
      return found.seen.some((one) => one.kind === 'reply') || !OWN.test(found.seen.map(lineOf).join('\n'))
        ? found
        : { ...found, because: REFUSED_BY_CLIENT }
    const [complaint] = ofKind(seen, 'client').filter((one) => one.complaint === 'address-invalid')
    return (
      complaint && {
        certainty: 'certain',
        because: REFUSED_BY_CLIENT,
        seen: [complaint],
      }
    )
  },
  fixes: (_context, finding) => [
    ...(finding?.seen.some((one) => one.kind === 'client' && matches(NOBODY, one.message))
      ? [
          {
            do: 'The message had nobody to go to when it was handed over: look where To, Cc and Bcc come from (an unset variable, a form field or a user without an address), and whether the program knows the field under another name.',
          },
        ]
      : []),
    ...userAsSender(finding?.seen ?? []),
    ...(finding?.seen.some((one) => matches(NO_SENDER, lineOf(one)))
      ? [
          {
            do: 'No sender was given: set From in the program, or the default sender in its settings (DEFAULT_FROM_EMAIL, MAIL_FROM_ADDRESS, SMTP_FROM …), to the full address of the mailbox that logs in.',
          },
        ]
      : finding?.seen.some((one) => BARE_HOST.test(lineOf(one)))
        ? [
            {
              do: 'Write the whole domain behind the "@": localhost, or a name without a dot, is none on the Internet. A sender of that kind is the default of a program that was given none: set it to the full address of the mailbox that logs in.',
            },
          ]
        : []),
    {
      do: 'Print the sender and each recipient in brackets ([ and ]), as the program passes them on: a blank, a newline, a quote or a missing "@" shows at once.',
    },
    {
      do: 'Pass the bare address for the envelope (user@domain); "Name <user@domain>" belongs only into the From and To headers.',
    },
    {
      do: 'Pass several recipients as a list, or separated by the sign that the library wants; a list turned into text becomes ["a@b","c@d"], which is no address.',
    },
    { do: 'Give MAIL FROM an address: an empty one (<>) is for bounces only, and many services refuse it.' },
  ],
}

/** A user name that is no address, as sending services have them, handed over as the sender. */
function userAsSender(seen: readonly Observation[]): Fix[] {
  const user = seen
    .map((one) => /\((?:setFrom|From)\):? ["'`]?([\w.-]{1,60})["'`]?\s*$/im.exec(lineOf(one))?.[1])
    .find((name) => name !== undefined)
  return user === undefined
    ? []
    : [
        {
          do: `The sender was "${user}", which is a name and no address. User name and sender are two settings: leave the user name as the service wants it, and set From (MAIL_FROM_ADDRESS, SMTP_FROM, setFrom …) to a full address that may send there.`,
        },
      ]
}

const REFUSED_BY_CLIENT = 'The client itself refuses the address before it is sent.'

/** Exceptions of mail libraries, which no server has a part in. */
const OWN = /AddressException|AddressParse|addr-spec|invalid email address:|EmailAddressParser/i

const NO_SENDER = phrases`
    \b(?:sender|from)\b(?: e-?mail)?(?: address)? (?:is |was |must be |be |may not be )?(?:required|specified|missing|empty|blank)
    no (?:sender|from address) (?:has|was|is|given|spec)
    \(setFrom\)\s*$
    determine the sender
    missing source address
  `

const BARE_HOST = /[\w.+-]@(?:localhost(?:\.localdomain)?|[\w-]{1,63}(?:\.local)?)(?=["'`\s>),;]|$)/im

/** The list of recipients was empty, and not one of them malformed. */
const NOBODY = phrases`
    no recipient
    recipients? (?:are |is |were |was )?not[ ]
    at least one (?:recipient|receiver)
    (?:include|missing|specify|add) (?:any |the |a )?(?:recipient|destination)
    message\.to\b
    (?<!from address )may not be blank
    destination not given
    recipient (?:e-?mail )?address is required
    empty list of recipients
  `
