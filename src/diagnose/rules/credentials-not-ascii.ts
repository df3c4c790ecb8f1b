// User name or password holds characters that this client or server cannot send.

import type { Context, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { plainRefusals } from '../phrases/login.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'
import { ofKind } from '../select.js'

const families: readonly Family[] = [
  {
    text: phrases`
      (?:user ?name|password|credentials?|login).{0,60}(?:non-?ascii|not ascii|only ascii|must be ascii|ascii only|non-?latin|unicode characters?|invalid characters?|illegal characters?|unsupported characters?|contains? (?:invalid|illegal|unsupported|special|non))
      (?:non-?ascii|illegal|invalid) characters? in (?:the )?(?:user ?name|password|credentials?)
    `,
    not: /user ?name.{0,30}disallowed|address/i,
    certainty: 'certain',
    because: 'It is said that the user name or the password holds characters that cannot be sent here.',
  },
]

export const credentialsNotAscii: Rule = {
  id: 'credentials-not-ascii',
  title: 'The user name or password holds characters that cannot be sent',
  meaning:
    'Letters with accents, umlauts, "£", non-breaking blanks or typographic quotes are not in ASCII. Some clients cannot send them in a login at all, others send them in an encoding that the server reads differently, so that a right password is refused.',
  seenAs: ["UnicodeEncodeError: 'ascii' codec can't encode character (in login)", 'smtplib: password must be ASCII'],
  outranks: ['message-malformed', ...UNSTATED_LOGIN_FAILURES],
  match(seen, context) {
    const [complaint] = ofKind(seen, 'client').filter((one) => one.complaint === 'credentials-not-ascii')
    if (complaint)
      return {
        certainty: 'certain',
        because: 'The client could not turn the user name or the password into bytes that it may send.',
        seen: [complaint],
      }
    const said = judge(credentialsNotAscii, families, seen, context)
    if (said) return said
    const [refused] = plainRefusals(seen)
    return refused && hasForeignUsername(context)
      ? {
          certainty: 'likely',
          because:
            'The login was refused, and the user name holds characters outside ASCII, which servers read in different ways.',
          seen: [refused.seen],
        }
      : undefined
  },
  fixes: () => [
    {
      do: 'Set a password of plain letters, digits and ASCII signs only (an app password or generated key always is), and use it.',
    },
    {
      do: 'Look for characters that came in by copying: a non-breaking blank, a typographic quote or dash, an invisible mark at the beginning or the end. Type the value anew.',
    },
    { do: 'Python: smtplib before 3.13 encodes logins as ASCII only; a newer version sends UTF-8.' },
    {
      do: 'Read the secret as UTF-8 (files without a byte order mark, the terminal and the container with a UTF-8 locale).',
    },
  ],
}

function hasForeignUsername(context: Context): boolean {
  return context.username !== undefined && /[^\x20-\x7e]/.test(context.username)
}
