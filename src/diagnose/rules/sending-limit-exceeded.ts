// A sending quota or rate of this account, address or domain is used up.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, orElse, steps } from '../phrases/fixes.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'

const OTHER = phrases`
    log ?in attempts
    failed log ?ins?
    too many (?:\w+ )?log ?ins?
    auth(?:entication)? attempts
    too many connections
    mailbox (?:is )?full
    over ?quota
    \bsize\b
    too (?:large|big|long)
    \blines?\b
    hops
    user you are trying to contact
    recipient has exceeded
    open resolver
    #AUTH
    errors?\b(?!:).{0,20}too many
    connection rate
    too many (?:errors|hops|bad|invalid|unknown)
    bad recipients
    grey
  `

const families: readonly Family[] = [
  {
    text: phrases`
      Google's sending limits
      sender's limit of messages
      too many recipient attempts
      \bqueue quota exceeded
      5\.7\.23[23]\b
      5\.1\.90\b
      external recipient (?:rate )?limit
      Submission ?Quota ?Exceeded
      exceeded (?:hour|hourly|day|daily) limit
      message receive limit from specific sender exceeded
      has exceeded permitted limits within
      \bcount quota exceeded
      5\.4\.5\b.{0,80}(?:limit|quota|exceed)
      (?:daily|hourly|monthly|weekly) .{0,40}(?:limit|quota|maximum|allowance|cap)\b
      (?:over|past|above|beyond) your (?:relay|sending|send|outgoing|outbound|daily|hourly|message|smtp) (?:quota|limit|allowance)
      (?:relay|sending|outgoing|outbound) quota (?:of|is|has|exceeded|reached|used)
      (?:sending|send|outgoing|outbound|submission|relay|message|e-?mail|mail|recipient|smtp|relaying) ?(?:sending )?(?:limit|quota|rate|credits|volume|allowance)s?(?: for .{1,80}| of \d{1,9})? (?:is |are |has |have |was |been ){0,2}(?:exceed|reach|hit|over|used|exhaust|too high)
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The reply says that a sending limit is used up.',
  },
  {
    text: phrases`
      exceed\w* (?:the |your |its |our |a |an |his )?(?:\S{1,30} )?(?:max(?:imum)?|allowed|daily|hourly|monthly|sending|send|message|messages|e-?mails?|mail|rate|quota|threshold|limit)s?\b.{0,80}(?:e-?mails?|messages?|per|hour|day|minute|limit|quota|rate|allowed|recipients)
      (?:number|amount|count) of (?:messages|e-?mails|mails|recipients).{0,40}(?:exceed|limit|reach)
      (?:messages?|e-?mails?|mails?|requests?|recipients?) per (?:\w+ )?(?:hour|second|day|minute|month|time unit|connection|session)
      excessive volume
      too many (?:recent )?(?:e-?mails?|messages?|mails?|requests?|submissions|deliveries|sent)\b
      max(?:imum)? \d+ (?:requests|messages|mails|e-?mails|recipients) per
      only \d+ (?:messages|mails|e-?mails|recipients) per
      (?:sent|sending|submitting) (?:too|messages too|mail too|e-?mails? too) (?:many|fast|quickly|much)
      limits? (?:for|of|on) (?:your|this|the) (?:account|user|mailbox|domain|sender) (?:is|are|was|were|has been|have been) (?:exceeded|reached)
      \btoo (?:much mail|many recipients) from\b
      RATE_MSG
      (?:Daily|Hourly|Sending)LimitExceeded\b
      \bMI:(?:DMC|SFQ|STC)\b
      \bHL:IFC\b
      RP:[QT]RC\b
      too many recipients (?:received )?this (?:hour|day)
      (?:reached|exceeded|hit) (?:the |your )?max(?:imum|\.)? (?:number |amount |count )?of (?:\w+ )?(?:e-?mails?|messages?|mails?|recipients?|sends?)\b
      you(?:'ve| have) (?:reached|exceeded|hit) .{0,60}(?:limit|quota|rate)
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The reply says that more was sent than is allowed in this time.',
  },
  {
    text: phrases`
      rate[- ]?limit
      throttl
      sender address rejected: .{0,80}(?:quota|limit)
      \brate\b.{0,30}(?:exceed|too high|limit)
      exceed\w* (?:the )?(?:message|sending|mail) rate
      try again slower
      too frequent connects
      too many same size mails
      mail from user exceeds? limit
      slow down
      4\.7\.28\b
      5\.7\.28\b
      unusual rate
      Maximum credits exceeded
      not enough credits?\b
      exceed\w* (?:the |your )?sandbox limit
      limit of \d{1,9} (?:e-?mails|messages|mails|recipients) (?:has been|is|was|have been) (?:reached|exceeded)
      limit exceeded
      quota exceeded for sending
      too much mail from
      too many recipients from \S{0,60}\d
      transfer quota
      max(?:imum)? number of (?:messages|recipients|new)
      over (?:the |your )?(?:sending )?(?:limit|quota) for
      frequency limit
      发送频率
      发信(?:频率|数量)
      超过\S{0,6}(?:发送|发信)
      limite d'envoi
      Versandlimit
      Sendelimit
      l[ií]mite (?:de )?env[ií]o
      limite di invio
    `,
    not: new RegExp(`${OTHER.source}|IP reputation|because it is unauthenticated`, 'i'),
    certainty: 'certain',
    because: 'The reply says that mail comes faster than the server allows this sender.',
  },
  {
    text: phrases`
      (?:sender )?thread limit exceeded
      exceed\w* (?:\S{1,20} )?thread limit
      concurrent (?:connections?|submission|sessions?) (?:limit|exceed|per (?:user|account|mailbox))
      too many concurrent .{0,40}(?:account|user|mailbox)
    `,
    certainty: 'certain',
    because: 'This account has more connections open at a time than it may have.',
  },
  {
    enhanced: ['5.4.5', '4.4.5'],
    codes: [550, 452, 454],
    not: /busy|congest|disk|space|storage/i,
    certainty: 'likely',
    because: 'X.4.5 is used by Google for a sending limit of the account.',
  },
  {
    text: phrases`
      \b42[29]\b.{0,20}try (?:again )?in \d+ (?:s|min|hour)
      too many .{0,40}(?:in|within) (?:a |the )?(?:short|last|given|time)
      temporarily deferred due to (?:unexpected volume|user complaints)
      \[TSS?\d{2}\]
    `,
    not: OTHER,
    certainty: 'likely',
    because: 'The server puts mail off because of how much of it came.',
  },
]

export const sendingLimitExceeded: Rule = {
  id: 'sending-limit-exceeded',
  title: 'A sending limit is used up',
  meaning:
    'Providers and servers count what an account, an address or a domain sends: per day, per hour, per second, and recipients of one message. This sender is over such a limit. It opens again by itself when the time is over.',
  seenAs: [
    '550 5.4.5 Daily user sending limit exceeded',
    '454 Throttling failure: Maximum sending rate exceeded',
    'Domain … has exceeded the max emails per hour',
    '450 4.7.1 Sorry, too many requests per time unit',
    '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded',
  ],
  outranks: [
    'greylisted',
    'service-unavailable',
    'auth-temporary-failure',
    'sender-not-authorized',
    'recipient-unknown',
    'credentials-rejected',
    ...UNSTATED_LETTER_FAILURES,
  ],
  match: (seen, context) => judge(sendingLimitExceeded, families, seen, context, ['credentials-rejected']),
  fixes: (context) => [
    {
      do: 'Stop sending and wait until the limit opens again: the rest of the minute or hour that the reply names, or up to 24 hours for a daily one. Attempts in between may count.',
    },
    ...(context.provider?.limits ?? []).map(({ text }) => ({ do: `${nameOf(context)}: ${text}` })),
    ...orElse(steps(context, 'limits'), [
      { do: `Ask ${nameOf(context)} for a higher limit, or take a plan with one.` },
    ]),
    {
      do: 'Let the program send from a queue with a pause between messages and few connections at a time (nodemailer: pool, maxConnections, rateLimit), in portions of at most 50 to 100 recipients.',
    },
    { do: 'For newsletters and other bulk mail use a sending service: mailboxes are not made for it.' },
    { do: 'If you did not send that much: look for a script in a loop or a stolen password, and change the password.' },
  ],
}
