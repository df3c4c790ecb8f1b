// App passwords cannot be made, or are refused, because 2-step verification is off.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, orElse, pasteSecret, steps } from '../phrases/fixes.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'

const SECOND_FACTOR = '(?:2|two)[- ]?(?:step|factor)(?: verification| authentication| login| sign-?in)?|2FA|2SV|MFA'

const families: readonly Family[] = [
  {
    text: /setting you(?:'re| are) looking for is(?: not|n't) available for your account/i,
    certainty: 'certain',
    because:
      "Google's page for app passwords says so while 2-step verification is off (or not allowed for the account).",
  },
  {
    text: new RegExp(
      `(?:${SECOND_FACTOR}).{0,60}(?:is |are )?(?:not (?:enabled|activated|turned on|switched on|set up|configured|active)|(?:is )?(?:off|disabled|deactivated|inactive)\\b|must (?:first )?be (?:enabled|activated|turned on|set up|active)|(?:has|needs) to be (?:enabled|activated|turned on|set up|active)|is required (?:to|for|before).{0,40}(?:app|application|password))`,
      'i',
    ),
    not: /must be disabled|sign-?in (?:was )?blocked|conditional access/i,
    certainty: 'certain',
    because: 'It is said that 2-step verification is off, and without it there are no app passwords.',
  },
  {
    text: new RegExp(
      `(?:enable|activate|turn on|switch on|set up|requires?|need) (?:the )?(?:${SECOND_FACTOR}).{0,60}(?:app|application|password|smtp|first|before)`,
      'i',
    ),
    not: /conditional access|AADSTS/i,
    certainty: 'likely',
    because: 'The reply asks for 2-step verification before it takes a password of this kind.',
  },
  {
    text: phrases`
      app(?:lication)?[- ](?:specific )?passwords?.{0,60}(?:(?:not|n't) (?:available|recommended|offered|possible)|cannot be (?:created|made|generated)|unavailable|only (?:available )?(?:with|after|when|if).{0,20}(?:2|two))
      (?:cannot|can't|unable to) (?:create|make|generate|find).{0,20}app(?:lication)?[- ](?:specific )?password
    `,
    certainty: 'likely',
    because: 'App passwords are not offered for this account; they appear once 2-step verification is on.',
  },
]

export const twoStepVerificationRequired: Rule = {
  id: 'two-step-verification-required',
  title: '2-step verification has to be switched on before an app password can be made',
  meaning:
    "Providers that take only app passwords offer them only to accounts with 2-step verification. While it is off, the page for app passwords is missing or says that the setting is not available, and the account's own password is refused all the same.",
  seenAs: [
    'The setting you are looking for is not available for your account',
    'App passwords are only available with 2-step verification',
  ],
  outranks: [...UNSTATED_LOGIN_FAILURES],
  match: (seen, context) => judge(twoStepVerificationRequired, families, seen, context),
  fixes: (context) => [
    ...orElse(steps(context, 'two-step'), [
      {
        do: `Switch 2-step verification on in the security settings of the account at ${nameOf(context, 'your provider')} (Google: Security → How you sign in to Google → 2-Step Verification).`,
      },
    ]),
    ...orElse(steps(context, 'secret'), [
      {
        do: 'Make an app password on the page that is offered now (Google: https://myaccount.google.com/apppasswords).',
      },
    ]),
    ...pasteSecret(context, steps(context, 'secret')),
    ...(steps(context, 'secret').some((fix) => /Advanced Protection/.test(fix.do))
      ? []
      : [
          {
            do: 'If the page still offers none: 2-step verification by security keys alone, Advanced Protection, or an administrator of the organisation can forbid app passwords. Ask the administrator, or use OAuth 2.0.',
          },
        ]),
  ],
}
