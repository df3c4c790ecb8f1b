// Passwords are no longer taken at all: OAuth 2.0 is the way.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { changesNow, nameOf, orElse, steps } from '../phrases/fixes.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: phrases`
      \b(?:Microsoft|Outlook(?:\.com)?|Exchange(?: Online)?|Office ?365) (?:has |have )?(?:disabled|removed|retired|ended|switched off|turned off|no longer supports) basic auth
      basic auth(?:entication)? is no longer supported by Microsoft
      basic auth(?:entication)? (?:is |has been |was )?(?:disabled|not supported|not allowed|deprecated|turned off|blocked|removed|retired|no longer)
    `,
    certainty: 'certain',
    because: 'The reply says that basic authentication, which is a login with a password of any kind, is not taken.',
  },
  {
    enhanced: ['5.7.30'],
    // Google's code for a missing DKIM signature.
    not: /DKIM/i,
    certainty: 'certain',
    because: "5.7.30 is Microsoft's code for a password login after passwords have been retired.",
  },
  {
    text: phrases`
      (?:password|plain|legacy)(?:[- ]based)? (?:authentication|login|sign-?in)s? (?:is |are |has been |have been )?(?:no longer|not) (?:supported|accepted|allowed|available)
      (?:only|must use|please use|requires?) (?:OAuth|modern auth)
      less secure apps? (?:access )?(?:is|are|has|have) (?:no longer|been|not)
    `,
    not: /invalid_|AADSTS/i,
    certainty: 'likely',
    because: 'The reply says that passwords are not taken here and points to OAuth 2.0.',
  },
]

export const basicAuthDisabled: Rule = {
  id: 'basic-auth-disabled',
  title: 'Passwords are not taken here any more; OAuth 2.0 is the way',
  meaning:
    "The provider has retired logins with a password for this account. No password works, neither the account's own nor an app password, because both travel the same way. Programs have to sign in with OAuth 2.0 (modern authentication), or send by another route.",
  seenAs: [
    '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
    '550 5.7.30 Basic authentication is not supported for Client Submission.',
  ],
  outranks: ['security-policy-blocked', 'smtp-access-disabled', ...UNSTATED_LOGIN_FAILURES],
  match: (seen, context) => judge(basicAuthDisabled, families, seen, context),
  fixes: (context) => [
    ...orElse(steps(context, 'oauth'), [
      {
        do: `Sign in to ${nameOf(context)} with OAuth 2.0: register an application, ask for the scope for SMTP (Microsoft: https://outlook.office.com/SMTP.Send offline_access), and let the program log in with XOAUTH2.`,
      },
    ]),
    { do: 'Do not make an app password for this: it is refused in the same way.' },
    ...changesNow(context, /password|basic|OAuth/i),
    ...steps(context, 'admin'),
    ...(steps(context, 'oauth').length > 0
      ? []
      : [
          {
            do: 'If the program cannot do OAuth 2.0: put a local proxy that can in front of it, or send through a sending service or another mailbox provider that takes app passwords.',
          },
        ]),
  ],
}
