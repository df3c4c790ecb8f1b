// Nothing fits: say what was seen and what to try next, never guess.

import type { Rule } from '../../model.js'

export const unknown: Rule = {
  id: 'unknown',
  title: 'The cause is not known',
  meaning:
    'Something failed, and what was seen fits none of the causes that smtp-doctor knows. That is better said than guessed.',
  seenAs: [],
  match(seen) {
    const failed = seen.filter(({ status }) => status === 'fail')
    return failed.length === 0
      ? undefined
      : { certainty: 'possible', because: 'What was seen fits none of the known causes.', seen: failed.slice(-3) }
  },
  fixes: (context) => [
    {
      do: context.host
        ? `Run: smtp-doctor check --host ${context.host} – it walks every stage itself and shows where it stops.`
        : 'Run: smtp-doctor check YOUR-ADDRESS – it walks every stage itself and shows where it stops.',
    },
    {
      do: "Switch your program's SMTP debugging on and paste the whole dialogue: the last line that the server sent is what counts.",
    },
  ],
}
