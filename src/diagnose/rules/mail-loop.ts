// The message goes round in circles.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: phrases`
      too many hops
      hop count (?:is )?(?:exceed|too)
      exceeded (?:the )?(?:maximum )?(?:\d{1,3} )?hop
      (?:mail|message|routing|forwarding|delivery|e-?mail) loop
      loops? (?:back to (?:my|it)self|detected)
      loop detect
      (?:this )?message (?:is )?looping
      looping message
      mail for \S{1,100} loops
      too many ["']?received
      LoopDetected
      lowest numbered MX record points to local host
      mail loops? back to me
      Hop count
      message depth exceeded
      MX list for \S{1,255} points back to
    `,
    not: /usual sending/i,
    certainty: 'certain',
    because: 'The reply says that the message has passed the same servers again and again.',
  },
  {
    enhanced: ['5.4.6', '4.4.6', '5.4.14'],
    not: /unusual|sending|limit|unauthori[sz]ed/i,
    certainty: 'likely',
    because: 'X.4.6 stands for a routing loop (RFC 3463 section 3.5).',
  },
]

export const mailLoop: Rule = {
  id: 'mail-loop',
  title: 'The message runs in a circle',
  meaning:
    'Two or more servers pass the message on to each other, each believing that the other one has the mailbox. After some rounds one of them stops it. The cause is a forwarding or a routing entry, not the program that sent the message.',
  seenAs: [
    '554 5.4.6 Too many hops',
    'mail for example.com loops back to myself',
    '554 5.4.14 Hop count exceeded - possible mail loop',
  ],
  outranks: ['recipient-unknown', 'relay-denied', ...UNSTATED_LETTER_FAILURES],
  match: (seen, context) => judge(mailLoop, families, seen, context),
  fixes: () => [
    { do: 'Read the Received lines of the returned message from the bottom up: the names that repeat are the circle.' },
    { do: 'Look for a forwarding in both directions (mailbox A forwards to B, B back to A), and remove one.' },
    { do: "Check that the MX record of the recipient's domain leads to the server that has the mailbox." },
    {
      do: 'Postfix "loops back to myself": add the domain to mydestination, virtual_mailbox_domains or relay_domains, or correct relayhost and transport so that they do not name this machine.',
    },
    {
      do: 'Exchange and Microsoft 365: set the accepted domain to "Authoritative", or correct the connector of an internal relay domain.',
    },
  ],
}
