// Too many logins, or too many failed ones, in a short time.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { steps } from '../phrases/fixes.js'
import { isVerdict } from '../phrases/login.js'
import { AFTER_A_FAILED_LOGIN } from '../phrases/ranks.js'

const OTHER =
  /#AUTH0|#MBR|password is incorrect|recipient|message|too many connections|concurrent|e-?mails|tried all MXs/i

const families: readonly Family[] = [
  {
    text: phrases`
      auth(?:entication)? error limit
      too (?:many|much) (?:\w+ ){0,3}(?:log ?ins?|logons?|auth(?:entication|s)?|sign-?ins?|passwords?)\b
      too many (?:failed|failures|unsuccessful|invalid|bad|wrong|incorrect) ?(?:attempts?|tries)?
      (?:log ?in|logon|auth(?:entication)?|sign-?in|password)(?: attempt)?s? (?:rate|frequency|limit|attempts? (?:limit|exceeded))\b.{0,40}(?:exceed|limit|reach|high|too)
      (?:log ?in|auth(?:entication)?) (?:is )?(?:rate[- ]limited|throttled|temporarily (?:blocked|locked|denied|banned))
      (?:maximum|max|exceeded).{0,30}(?:number of )?(?:failed |invalid |unsuccessful )?(?:log ?in|auth(?:entication)?|password) (?:attempts?|failures|tries)
      answer/7126229\b
      temporarily (?:blocked|locked|banned).{0,60}(?:failed|log ?in|auth)
      登录(?:频率|过于频繁|次数)
      zu viele.{0,20}(?:Anmelde|Login)
      trop de tentatives
      demasiados intentos
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The reply says that there were too many logins, or too many failed ones, in a short time.',
  },
  {
    codes: [421],
    enhanced: ['4.7.0'],
    verbs: ['AUTH'],
    isVerbNeeded: true,
    not: /temporary (?:system|server|auth)|system problem/i,
    when: ({ words }) => !isVerdict(words),
    certainty: 'likely',
    because:
      '421 4.7.0 in answer to AUTH: the server breaks off because of how often this account or address has logged in.',
  },
]

export const authRateLimited: Rule = {
  id: 'auth-rate-limited',
  title: 'Too many logins in a short time',
  meaning:
    'The server counts logins for each account and address and has stopped looking at new ones for a while. It happens to programs that log in anew for every message, and after repeated attempts with a wrong password.',
  seenAs: [
    '454 4.7.0 Too many login attempts, please try again later',
    '421 4.7.0 Too many failed logins',
    '535 too many failed attempts',
  ],
  outranks: ['auth-temporary-failure', 'service-unavailable', 'credentials-rejected', ...AFTER_A_FAILED_LOGIN],
  match: (seen, context) => judge(authRateLimited, families, seen, context, ['credentials-rejected']),
  fixes: (context) => [
    {
      do: 'Stop all attempts and wait: minutes in the mild case, up to a day after many failures. Each further attempt counts.',
    },
    {
      do: 'Log in once and send many messages over that connection (nodemailer: pool: true; Python: one SMTP object for the whole loop; Rails, Laravel: send from one queue worker).',
    },
    { do: 'Look for other programs with the same account and an old password: they use up the attempts.' },
    // The steps about limits are of a sending quota, which has nothing to do with this.
    ...steps(context, 'unlock'),
    {
      do: 'If the password is in doubt, set it right before the next attempt: one right login usually clears the count.',
    },
  ],
}
