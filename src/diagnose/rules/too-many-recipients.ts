// More recipients than one message or session may have.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, steps } from '../phrases/fixes.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: phrases`
      \bRP:(?:DRC|RCL)\b
      too much recipients?\b
      too many (?:\w+ )?(?:recipients|rcpts?|addressees|envelope recipients|RCPT)
      recipients? (?:count|limit|number).{0,40}(?:exceed|reached|over|too)
      (?:maximum|max|limit)\w* (?:number )?(?:of )?recipients?
      exceed\w* .{0,30}recipients
      recipients?\b.{0,20} exceeds? (?:the )?(?:max(?:imum)?|limit|allowed).{0,24} (?:per|in (?:a|one)|for (?:a|one)) (?:message|e-?mail|mail|session|transaction)
      more than \d+ recipients
      only (?:send to )?\d+ recipients
      limit of \d+ recipients
      RecipLimitExceeded
      Recipients? limit
      zu viele Empfänger
      trop de destinataires
      demasiados destinatarios
      troppi destinatari
      收件人\S{0,6}(?:过多|太多|超过)
    `,
    not: phrases`
      5\.7\.23[23]\b
      external recipient
      (?:per|this|an|a) (?:day|hour|minute|second)
      daily
      hourly
      Google's sending limits
      bad recipients
      unknown recipients
      invalid recipients
      rate
      24 ?h
      recipients from \S{0,60}\d
      messages sent
      this (?:hour|day)
    `,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The reply says that this one message has more recipients than the server takes at once.',
  },
  {
    enhanced: ['4.5.3', '5.5.3'],
    not: /command|rate limit|recipients from \S{0,60}\d|messages? (?:sent|rejected|refused)/i,
    certainty: 'likely',
    because: 'X.5.3 stands for too many recipients in one message (RFC 3463 section 3.6).',
  },
]

export const tooManyRecipients: Rule = {
  id: 'too-many-recipients',
  title: 'Too many recipients for one message',
  meaning:
    'A server takes only so many RCPT TO commands for one message, often 50 or 100. The message has more in To, Cc and Bcc together. Those accepted before the limit may have received it.',
  seenAs: [
    '452 4.5.3 Error: too many recipients',
    '550 5.5.3 Too many recipients',
    '554 Transaction failed: Recipient count exceeds 50',
  ],
  outranks: ['sending-limit-exceeded', 'greylisted', 'recipient-unknown', ...UNSTATED_LETTER_FAILURES],
  match: (seen, context) => judge(tooManyRecipients, families, seen, context),
  fixes: (context) => [
    {
      do: 'Send the message in portions: at most 50 recipients at a time fits nearly every server; one message a recipient is better still for newsletters.',
    },
    ...steps(context, 'limits'),
    ...(context.provider?.limits ?? []).map(({ text }) => ({ do: `${nameOf(context)}: ${text}` })),
    { do: 'For a list that is written to regularly, use a mailing list or a sending service in place of a long Bcc.' },
    { do: 'After a partial refusal send only to those that were refused, so that nobody gets it twice.' },
  ],
}
