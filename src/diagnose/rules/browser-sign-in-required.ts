// The provider wants to see a person in a browser before it lets the program in.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, orElse, steps } from '../phrases/fixes.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: phrases`
      accept (?:the )?EULA
      log ?in (?:via|with|through|using) (?:your |a )?(?:web )?browser
      WebLoginRequired
      (?:NeedsConnectToWebmail|LoginViaWebBrowser)\b
      accounts\.google\.com/(?:ContinueSignIn|signin/continue)
      answer/78754\b
      DisplayUnlockCaptcha
      (?:does ?n[o'’]t|not) meet modern security standards
      (?:prevented|blocked|stopped) (?:the|this|a) sign-?in
    `,
    certainty: 'certain',
    because: 'Google has held this sign-in until somebody confirms it in a web browser.',
  },
  {
    text: phrases`
      account cannot connect to WebMail
      need to connect to (?:the )?web ?mail
      need to (?:log|sign) ?in (?:via|with|through|using) (?:a |the |your )?(?:web )?browser
      (?:log|sign) ?in (?:once )?(?:to|on|at) (?:the )?web ?mail (?:first|before|interface)
    `,
    certainty: 'certain',
    because: 'The provider holds this account until somebody signs in on its web page.',
  },
  {
    text: phrases`
      to continue sending messages, please sign in
      need to use web for sending
      prove (?:that )?you (?:are|'re) (?:not a robot|human)
      captcha
      Your message looks like spam\. You need to use web
    `,
    certainty: 'certain',
    because: 'The reply asks for a proof, in the browser, that a person is using the account.',
  },
  {
    text: phrases`
      (?:unusual|suspicious) (?:account |login |sign-?in )?activity.{0,120}(?:web|browser|verify|confirm|log ?in|sign ?in|UnblockMe)
      (?:verify|confirm) (?:your )?(?:identity|account|that it.s you|it.s you).{0,80}(?:web|browser|http|sign)
      (?:sign|log) ?in (?:to|at|on) (?:the |your )?(?:web ?(?:site|mail|interface)|account).{0,60}(?:verify|confirm|unlock|accept|agree)
      account\.live\.com/activity
      requires? (?:additional )?verification
    `,
    not: /sending activity|sender|Sender Identity|domain verif|e-?mail verification/i,
    certainty: 'likely',
    because: 'The reply asks for a confirmation in the browser before programs are let in again.',
  },
  {
    enhanced: ['5.7.14'],
    codes: [534],
    certainty: 'likely',
    because: "534 5.7.14 is Google's code for a sign-in that has to be confirmed in a web browser.",
  },
]

export const browserSignInRequired: Rule = {
  id: 'browser-sign-in-required',
  title: 'The provider wants a sign-in in the browser first',
  meaning:
    'The sign-in looked unusual to the provider: a new place, a server in a data centre, many attempts, or a plain password where it expects more. It is held until a person signs in with a browser and confirms it. The password may well be right.',
  seenAs: [
    '534-5.7.14 Please log in via your web browser and then try again',
    '534-5.7.9 Please log in with your web browser and then try again … WebLoginRequired',
    '535 5.7.8 … You need to use web for sending or prove you are not a robot',
  ],
  outranks: ['account-locked', 'message-too-large', 'message-rejected-content', ...UNSTATED_LOGIN_FAILURES],
  match: (seen, context) => judge(browserSignInRequired, families, seen, context, ['app-password-required']),
  fixes: (context) => [
    ...orElse(steps(context, 'unlock'), [
      {
        do: `Sign in to the account at ${nameOf(context, "the provider's web page")} in a browser, best from the same network as the program, and answer what it asks: captcha, "Was this you?", new terms.`,
      },
    ]),
    ...(context.provider?.id === 'gmail'
      ? [
          ...steps(context, 'two-step', 'secret'),
          {
            do: "Use an app password from then on: Google holds sign-ins with the account's own password like this, most of all from servers.",
          },
        ]
      : steps(context, 'secret')),
    { do: 'Then try once. Repeating the login before that makes the hold longer.' },
    { do: 'If it comes back from a server in a data centre: use OAuth 2.0 or a sending service; those are not held.' },
  ],
}
