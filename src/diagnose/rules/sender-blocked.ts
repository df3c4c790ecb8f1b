// The receiver blocks this sender or its domain by a list or rule of its own; the IP is not the reason.

import type { Fix, Rule } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { MESSAGE_VERBS } from '../phrases/letter.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'
import { lineOf } from '../select.js'

const OTHER = phrases`
    0x800CCC7[89]\b
    helo command
    client host
    \bhost \[
    your (?:server|host)
    IP (?:address )?\[?\d
    DMARC
    DKIM
    \bSPF\b
    dynamic
    relay
    open resolver
    \[\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\].{0,40}(?:blocked|listed|block)
    (?:blocked|listed).{0,40}\[\d{1,3}\.\d{1,3}\.
  `

const families: readonly Family[] = [
  {
    text: phrases`
      \bMI:SPB\b
      \bWM:BLU\b
      ^5\d\d User in blacklist
      reputation of the sending domain
      (?:helo|sending|your|its|a) domain (?:\S{1,100} )?(?:is |was )?(?:listed|present) in (?:the )?\S{0,20}
      envelope blocked
      mail is rejected by recipients?
      BLOCK-SEND
      ERS-Customized-Block
      badmailfrom
      mail from \S{1,200}@\S{1,200} rejected for policy
      envelope sender (?:has been|is|was) (?:denied|blocked|banned)
      sender is (?:a )?spammer
      organi[sz]ation (?:\S{1,20} )?(?:blocks|refuses|rejects) (?:this|your|the) sender
      the (?:domain|e-?mail|e-?mail address|sender) \S{1,120} is black-?listed
    `,
    not: /open resolver|returnc|SPF|DMARC/i,
    certainty: 'likely',
    because: 'The receiver says that it does not take mail from this sender or its domain.',
  },
  {
    text: /blocked using \S{0,40}(?:uribl|surbl|\bdbl)\b/i,
    not: /helo command|query refused|open resolver|returnc/i,
    certainty: 'likely',
    because: "The receiver says that a domain in the message, such as the sender's, is on a list of blocked domains.",
  },
  {
    text: phrases`
      MailFrom domain is listed
      (?:sender|from|envelope|return[- ]path|your|mail ?from)\b.{0,60}(?:domain|address)\b.{0,60}(?:is |are |has been |was )?(?:listed|blacklisted|black-listed|block-?listed|blocked|banned|on (?:our|the|a|their) (?:local )?(?:block|black|deny) ?-?list)
      dbl\.spamhaus
      \(DBL\)
      rhsbl
    `,
    not: OTHER,
    certainty: 'certain',
    because: "The receiver says that the sender's domain or address is on a list of blocked ones.",
  },
  {
    text: phrases`
      (?:sender|from address|sender address|mail from|sender domain|e-?mail from)\b.{0,100}(?:blocked|blacklisted|black-listed|banned|block-?listed|denied by|rejected by (?:the )?(?:recipient|receiver|admin|user|policy))
      (?:blocked|blacklisted|banned|denied|rejected|block-?listed) (?:the |this |your )?(?:envelope )?sender
      (?:rejected|refused|blocked) by this user
      sender (?:is )?denied
      (?:recipient|receiver|user|customer|organi[sz]ation) (?:has |have )?(?:blocked|refuses?|rejected|blacklisted) (?:your|this|the|mail|messages?|you)
      (?:block|black|deny)(?:ed|ing)?[ -]?(?:senders?|list) (?:entry|list|policy)
      (?:in|on) (?:the )?(?:recipient|user|receiver).{0,3}s? (?:block|black) ?-?list
      (?:block|deny) policy for (?:the )?(?:envelope|header|sender)
      (?:sender|from|address) (?:\S{1,30} ){0,3}(?:in|on) (?:my|our|the) (?:black|block|deny) ?-?list
      senderfilterconfig
      (?:this|your|the) domain (?:has been|is|was) blocked
      host denies the sender
      ^5\d\d [\d. ]{0,8}black mail address
      user refuse[sd] to receive
      (?:refused|rejected) (?:due to|because of|by) recipient (?:preferences|settings)
      blocked by (?:the )?(?:recipient|receiver|user|customer)
    `,
    not: new RegExp(`${OTHER.source}|\\b(?:spam|virus)\\b`, 'i'),
    certainty: 'likely',
    because: 'The receiver says that it does not take mail from this sender.',
  },
  {
    text: phrases`
      (?:sender|mail from|from)(?: e-?mail)?(?: address)?(?:es)? (?:is |was |has been )?(?:rejected|refused|denied|not accepted|not allowed|in (?:my|our|the) (?:black|block) ?list)
      does not accept (?:mail|e-?mail|messages) from
      senderfilterconfig
      bogus mail from
    `,
    not: OTHER,
    verbs: ['MAIL', 'RCPT', ...MESSAGE_VERBS],
    // Nobody logs in at a receiver, so it is no question of whose address this is.
    when: (said) => said.isFromReceiver,
    certainty: 'possible',
    because: 'The receiver refuses this sender, and does not say why.',
  },
  {
    text: /sender address rejected: (?:access denied|blocked|rejected|denied|spam|abuse|no thanks|go away|not welcome)/i,
    not: OTHER,
    certainty: 'likely',
    because: 'A rule of the receiving server refuses this sender address.',
  },
]

export const senderBlocked: Rule = {
  id: 'sender-blocked',
  title: 'The receiver blocks this sender',
  meaning:
    "The message was handed over properly, and the receiving side refuses the sender address or its domain by a list or rule of its own. It is not about the address of the machine, nor about this message's text, and no setting of the program changes it.",
  seenAs: [
    '550 5.7.1 Service unavailable, MailFrom domain is listed in Spamhaus',
    '550 5.7.1 Sender address rejected: Access denied',
    '550 sender is blocked by recipient',
  ],
  outranks: ['recipient-unknown', ...UNSTATED_LETTER_FAILURES],
  match: (seen, context) => judge(senderBlocked, families, seen, context),
  fixes: (_context, finding) =>
    finding?.seen.some((one) => matches(BY_ONE_PERSON, lineOf(one))) ? [ASK_THEM, ELSEWHERE] : BY_LIST,
}

/** The recipient's own list of senders, which no operator of a list can change. */
const BY_ONE_PERSON = phrases`
    by (?:this|the|our|a) (?:user|recipient|receiver|customer)
    (?:user|recipient) (?:has |is )?(?:refus|reject|block)
    recipient (?:preferences|settings)
    (?:recipient|user|receiver).{0,3}s? (?:block|black) ?-?list
  `

const ASK_THEM: Fix = {
  do: 'Reach the recipient by another way (telephone, another mailbox) and ask that the sender be taken off the list of blocked senders and allowed: nobody else can do it.',
}

const ELSEWHERE: Fix = {
  do: 'Ask whether they meant it: mail that somebody no longer wants is blocked so, and senders who go on writing get a bad name with the provider. Take the address off your lists then.',
}

const BY_LIST: readonly Fix[] = [
  {
    do: "Open the page that the reply names, or look the sender's domain up on the list that it names (Spamhaus DBL: https://check.spamhaus.org), and ask for removal there.",
    url: 'https://check.spamhaus.org',
  },
  {
    do: 'Before that, stop what put it there: a hijacked form or account that sends spam in its name, or links to a listed domain.',
  },
  {
    do: 'If the reply names no list: reach the recipient by another way (telephone, another mailbox) and ask that the sender be allowed.',
  },
  {
    do: 'Publish SPF, DKIM and DMARC for the domain: without them, others can send in its name and get it listed again.',
  },
]
