// The password has to be changed before it is taken again.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, orElse, steps } from '../phrases/fixes.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: phrases`
      (?:password|passwd|authori[sz]ation code|passcode) (?:has |is |was |have )?(?:been )?(?:expired|outdated|reset by|no longer valid|compromised|(?:too |very )?weak|too simple|leaked)
      expired (?:password|authori[sz]ation code)
      weak password
      password is (?:not (?:secure|safe|strong)|insecure|unsafe|too (?:short|easy|common)|trivial|easily guessed)
      (?:STATUS_)?PASSWORD_MUST_CHANGE
      password has been reset\b
      password (?:must|needs? to|has to|should) be (?:changed|reset|updated|renewed)
      (?:must|please|need to|have to) (?:change|reset|update|renew) (?:your |the )?(?:e-?mail |account )?password
      password (?:change|reset) (?:is )?required
      PASSWORD_EXPIRED
      change (?:your )?password (?:on|at|in|before|first|to continue)
    `,
    not: /token|certificate|app(?:lication)?[- ]specific/i,
    certainty: 'certain',
    because: 'The reply says that the password has to be changed first.',
  },
  {
    text: phrases`
      Passwort.{0,30}(?:abgelaufen|geändert werden|ändern)
      mot de passe.{0,30}(?:expiré|changer|modifier|trop (?:faible|simple|court))
      contraseña.{0,30}(?:demasiado|débil|insegura)
      Passwort.{0,30}(?:zu (?:schwach|einfach|kurz|unsicher)|unsicher)
      password.{0,20}troppo (?:debole|semplice)
      contraseña.{0,30}(?:caducad|expirad|cambiar)
      password.{0,20}scadut
      senha.{0,20}expirad
      пароль.{0,30}(?:истек|сменить|изменить)
      密码.{0,8}(?:过期|过于简单|重置|修改)
      パスワード.{0,10}(?:期限|変更)
    `,
    certainty: 'certain',
    because: 'The reply says that the password has to be changed first.',
  },
  {
    codes: [534],
    enhanced: ['4.7.12', '5.7.12'],
    certainty: 'likely',
    because: 'The code stands for a password that has to be changed or set up anew first (RFC 4954 section 6).',
  },
  {
    codes: [432],
    text: /password transition|transition is needed/i,
    certainty: 'certain',
    because: '432 4.7.12 asks for the password to be set up anew for this login mechanism (RFC 4954 section 6).',
  },
]

export const passwordExpired: Rule = {
  id: 'password-expired',
  title: 'The password has to be changed first',
  meaning:
    'The provider knows the password and does not take it any more: it has expired, was reset, counts as too weak, or appeared in a leak. A new one has to be set in the browser.',
  seenAs: [
    '535 5.7.8 Password expired',
    '535 weak password, please change it',
    '432 4.7.12 A password transition is needed',
  ],
  outranks: ['account-locked', 'auth-temporary-failure', ...UNSTATED_LOGIN_FAILURES],
  match: (seen, context) =>
    judge(passwordExpired, families, seen, context, ['credentials-rejected', 'app-password-required']),
  fixes: (context) => [
    ...orElse(steps(context, 'unlock'), [
      {
        do: `Sign in to the account at ${nameOf(context, "the provider's web page")} in a browser and set a new password there.`,
      },
    ]),
    ...steps(context, 'secret'),
    {
      do: 'Put the new password into every program that uses the account, also the ones that check for mail: the old one in a single place is enough to get the account locked.',
    },
    { do: 'App passwords and authorization codes are often voided by the change: make new ones.' },
  ],
}
