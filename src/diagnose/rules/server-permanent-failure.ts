// A 5xx for which no more specific row fits.

import type { Rule } from '../../model.js'
import { type Family, judge } from '../phrases/family.js'

const families: readonly Family[] = [
  {
    codes: [5],
    // The time ran out over temporary troubles.
    not: /(?:message|envelope|delivery time) expired|QUEUE\.Expired|retry timeout exceeded/i,
    certainty: 'likely',
    because: 'The server refuses for good (5xx), and neither its code nor its words name a cause that is known here.',
  },
  {
    text: /^(?:negative smtp reply:? )?transaction failed\b|due to a permanent (?:exception|error|failure)/i,
    certainty: 'possible',
    because: 'These are the words of a final refusal (554); the code and the reason are missing.',
  },
]

export const serverPermanentFailure: Rule = {
  id: 'server-permanent-failure',
  title: 'The server refuses for good, without a known reason',
  meaning:
    'Codes that begin with 5 are final: the same message by the same way will be refused again. What exactly the server minds stands only in its own words, quoted above, or in its log.',
  seenAs: ['554 Transaction failed', '550 Administrative prohibition', '554 5.0.0 Service unavailable'],
  match: (seen, context) => judge(serverPermanentFailure, families, seen, context),
  fixes: (context) => [
    { do: "Read the server's words above to their end: many replies end in a link or a code that says what is wrong." },
    {
      do: 'Find out which command was refused: after AUTH it is the login, after MAIL FROM the sender, after RCPT TO the recipient, after the message its contents.',
    },
    {
      do: context.host
        ? `Run: smtp-doctor check --host ${context.host} – it walks every stage itself and shows which command is refused.`
        : 'Run: smtp-doctor check YOUR-ADDRESS – it walks every stage itself and shows which command is refused.',
    },
    {
      do: 'Ask the postmaster of the server that refused, and give the time, both addresses and the reply word for word.',
    },
  ],
}
