// A first attempt is put off on purpose.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { CATCH_ALLS } from '../phrases/ranks.js'

const OTHER = phrases`
    \brate
    \blimit
    quota
    too many
    per (?:hour|minute|day)
    \blogin
    \bauth
    reverse
    PTR
    block
    blacklist
    reputation
    milter
    exceeded
    throttl
  `

const families: readonly Family[] = [
  {
    text: phrases`
      gr[ea]y[- ]?list
      postgrey
      sqlgrey
      gr[ea]y-?milter
      postmaster\.info/gr
      graylisting
      greylisting
      Graulist
      Intentional policy rejection
      Policy rejection- ?please try later
      liste grise
    `,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The receiver names greylisting: it puts off every first attempt of an unknown sender.',
  },
  {
    text: phrases`
      (?:first|initial) (?:attempt|contact|time|delivery).{0,60}(?:retry|try|defer|again|later)
      you (?:are|seem) (?:new|unknown) (?:to|here)
      (?:please )?(?:try|retry|come back|resend).{0,20}(?:again )?(?:in|after) (?:about |at least )?\d{1,5} ?(?:s\b|sec|min|hour)
      deferred.{0,40}(?:first|new (?:sender|triplet))
      triplet
      first[- ]time sender
    `,
    not: OTHER,
    codes: [450, 451],
    certainty: 'likely',
    because: 'The receiver puts the attempt off and names the time after which it will take it.',
  },
  {
    text: /^45[01] 4\.7\.1 (?:please )?try again later\.?$/i,
    // In place of the greeting nothing is known yet of who sends.
    when: ({ verb }) => verb !== 'CONNECT',
    certainty: 'likely',
    because: 'These are the words with which Rspamd, and what builds on it, puts off every first attempt.',
  },
  {
    text: phrases`
      Recipient address rejected: (?:try again later|please (?:try|retry)|temporarily|delivery temporarily suspended)
      Sender is (?:unknown|new).{0,40}later
    `,
    not: OTHER,
    codes: [450, 451],
    verbs: ['RCPT'],
    certainty: 'possible',
    because: 'A 4xx for the recipient at the first attempt is how greylisting looks.',
  },
]

export const greylisted: Rule = {
  id: 'greylisted',
  title: 'The receiver puts off the first attempt on purpose (greylisting)',
  meaning:
    'Greylisting refuses the first attempt of a sender that the receiver has not seen before, and takes the second one some minutes later: mail servers try again, spam programs do not. Nothing is wrong with the message.',
  seenAs: [
    '450 4.7.1 Greylisted, please try again later',
    '450 4.2.0 Recipient address rejected: Greylisted',
    '451 4.7.1 Please try again in 300 seconds',
  ],
  outranks: ['recipient-unknown', 'service-unavailable', ...CATCH_ALLS],
  match: (seen, context) => judge(greylisted, families, seen, context),
  fixes: () => [
    {
      do: 'Try the same message again after five to fifteen minutes, from the same address with the same sender and recipient.',
    },
    {
      do: 'Hand the mail to a server with a queue (your provider by port 587, a sending service, or a local Postfix): it repeats by itself. A program that delivers directly has to do that on its own.',
    },
    { do: 'Do not treat a 450 or 451 as a bounce: keep the recipient.' },
  ],
}
