// The sender's address or domain does not exist or takes no mail, by the receiver's check.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { isSendingService } from '../phrases/letter.js'
import { CATCH_ALLS } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: phrases`
      sender address (?:does )?not exist
      5\.1\.7\b.{0,20}unknown sender
      sender address has (?:a )?null MX
      5\.7\.27\b
      sender address rejected: (?:domain not found|.{0,80}(?:undeliverable|unverified|unknown|does not exist|malformed DNS|no (?:mx|such)))
      sender (?:address )?verif(?:y|ication) (?:has )?failed
      sender(?:'s)? (?:address )?(?:has )?failed (?:the )?(?:verif|check of its address)
      (?:could|can)(?: ?not|n't) (?:be )?(?:verif\w+|complete) (?:the )?sender
      verification failed for
      sender callout
      callout verification.{0,40}sender
      callback setup failed while verifying
      (?:(?:unable|failed) to|(?:can|could)(?: ?not|n['’]t)) verify (?:the |your )?(?:sender|return[- ]path|envelope|mail from|address)
      refus\w{0,3} bounces
      MAIL ?FROM must be a valid domain
      must be a valid domain.{0,80}\bMX\b
    `,
    not: /SPF|DMARC|DKIM|recipient callout/i,
    certainty: 'certain',
    because: 'The server checked the sender address and found that no mail can be sent back to it.',
  },
  {
    text: phrases`
      (?:sender(?:'s)?|from|return[- ]path|envelope)(?: address)?(?:'s)? domain.{0,80}(?:does(?: not|n't) (?:exist|resolve)|not (?:found|exist|resolv)|must (?:exist|resolve)|unknown|invalid|has no|no (?:valid )?(?:mx|a\b|dns)|(?:cannot|can't|could not) be (?:resolved|found))
      domain of sender.{0,160}(?:does not|not|cannot)
      (?:sender|mail from).{0,60}(?:no (?:valid )?(?:MX|DNS|A record)|(?:does not|doesn't) (?:exist|resolve))
      invalid DNS MX or A
      verify mail ?from failed
      (?:sender|from|envelope)\b.{0,60}neither (?:an? )?(?:MX|A)\b
      from: domain is invalid
      real domain name required for sender
      (?:cannot|can't|could not|unable to) (?:validate|verify|resolve) (?:your |the )?(?:mail ?from|sender|envelope|return[- ]path)(?: address)?(?:'s)? domain
      unresolvable (?:\S{1,12} )?from domain
      domain in MAIL FROM (?:does not have|has no|has null)
      mailfrom domain not configured
      BATV (?:failed|could not)
      sender has no (?:\S{1,6},? (?:or )?){1,4}(?:DNS )?records?
      account or domain may not exist, they may be
      provide a valid from:
      5\.1\.[078] (?:\S{1,100} )?(?:no such domain|\S{1,100} does not exist E\d)
      sender .{0,60}unrout
      unrout\w+ sender
      unresolvable (?:sender|domain)
      no (?:MX|A|DNS)\b.{0,40}(?:sender|return)
    `,
    not: /recipient|SPF|DMARC|could not deliver mail to/i,
    certainty: 'certain',
    because: "The server found no mail server in the DNS for the sender's domain.",
  },
  {
    text: /domain (?:name )?(?:\S{1,100} )?(?:does not|doesn't) exist|unknown domain\b/i,
    verbs: ['MAIL'],
    isVerbNeeded: true,
    certainty: 'certain',
    because: 'In answer to MAIL FROM the server says that the domain or mailbox of the sender does not exist.',
  },
  {
    text: /[ée]metteur invalide|\binvalid sender\. OFR/i,
    // A mailbox provider says the same of a sender that the login does not own.
    when: (_said, context) => context.provider === undefined || isSendingService(context),
    certainty: 'likely',
    because: 'Orange answers so to senders whose domain takes no mail.',
  },
  {
    enhanced: ['4.1.8', '5.1.8'],
    codes: [4, 5],
    not: /outbound|spam|access denied/i,
    certainty: 'likely',
    because: "The code X.1.8 stands for a sender's address that cannot be reached (RFC 3463 section 3.2).",
  },
]

export const senderUnknown: Rule = {
  id: 'sender-unknown',
  title: 'The sender address does not exist, or takes no mail',
  meaning:
    'Before taking a message, many servers check whether an answer could reach the sender: whether the domain of the sender address exists and has a mail server, sometimes whether the mailbox exists. This one did, and the sender failed the check. The recipient is not the problem.',
  seenAs: [
    '450 4.1.8 Sender address rejected: Domain not found',
    '550 Sender verify failed',
    '553 5.1.8 Domain of sender address does not exist',
    '550 invalid DNS MX or A/AAAA resource record',
  ],
  outranks: [
    'sender-not-authorized',
    'sender-blocked',
    'recipient-unknown',
    'address-syntax',
    'message-rejected-content',
    'greylisted',
    ...CATCH_ALLS,
  ],
  match: (seen, context) => judge(senderUnknown, families, seen, context),
  fixes: (context) => [
    {
      do: `Look at the sender that the program really uses${context.from ? ` (${context.from})` : ''}: defaults such as root@hostname.local or noreply@internal-name cannot be reached from outside. Set it to an address that receives mail.`,
    },
    { do: 'Correct misspelt domains in it.' },
    {
      do: 'If the domain is yours: give it an MX record (and an A or AAAA record for the host that the MX names), then wait until the DNS has it: dig MX YOUR-DOMAIN',
    },
    {
      do: 'If the server is your own: create the mailbox or alias of the sender; a server that knows the domain refuses senders that it has no mailbox for.',
    },
  ],
}
