// This provider takes a generated password (app password, authorization code) and got the account's own, or says so.

import type { Context, Fix, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, findingOf, judge } from '../phrases/family.js'
import { changesNow, DO_NOT_RETRY, nameOf, orElse, pasteSecret, secretName, steps } from '../phrases/fixes.js'
import { isTokenLogin, plainRefusals, SPEAKS_LIKE_EXIM, takesOnlyGenerated } from '../phrases/login.js'
import { atProvider, meaningByPreset } from '../phrases/provider-of.js'
import { AFTER_A_FAILED_LOGIN } from '../phrases/ranks.js'

const stated: readonly Family[] = [
  {
    text: phrases`
      application[- ]specific[- ]password
      \b(?:disabled|removed|discontinued|ended|dropped|no longer (?:allows|supports)) (?:the )?["']?less secure apps?
      \bMay 30(?:th)?,? 2022\b[^\n]{0,40}\b(?:Gmail|Google)\b
      InvalidSecondFactor
      (?:need|use|using|enter|generate|create|requires?) (?:an? |your )?app(?:lication)?[- ]?(?:specific )?[- ]?password
      app(?:lication)?[- ]?(?:specific )?[- ]?password (?:is )?(?:required|needed|must)
    `,
    not: /2-step verification (?:is )?(?:off|not|must)/i,
    certainty: 'certain',
    because: 'The reply itself asks for an app password.',
  },
  {
    text: phrases`
      authori[sz]ation code to log ?in
      please use authori[sz]ed code
      enter your authori[sz]ation\b
      ApplicationSpecificPasswordRequired\b
      授权码
      授權碼
      service\.mail\.qq\.com\S{0,80}(?:1001256|detail/0/75)
      client authori[sz]ation (?:code|password)
    `,
    certainty: 'certain',
    because: 'The reply itself asks for the authorization code in place of the account password.',
  },
  {
    // The name of the thing beside the word for "needed", in the languages in which programs and their users say it.
    text: phrases`
      (?:需要|必须|须|请使用|應使用|请填写)[^\n]{0,16}(?:应用(?:程序)?专用?密码|應用程式密碼|授权码)
      (?:アプリ ?パスワード|앱 비밀번호)[^\n]{0,12}(?:必要|필요)
      App-?(?:Passwort|Kennwort)[^\n]{0,24}(?:erforderlich|nötig|benötigt|notwendig)
      (?:benötig|brauch)\w{0,4}[^\n]{0,24}App-?(?:Passwort|Kennwort)
      mot de passe d['’]application[^\n]{0,24}(?:requis|nécessaire|obligatoire)
      contraseña de aplicaci[oó]n[^\n]{0,24}(?:necesari|requerid|obligatori)
      (?:necesit|requier)\w{0,3}[^\n]{0,24}contraseña de aplicaci[oó]n
      senha de app(?:licativo)?[^\n]{0,24}(?:necess[aá]ri|obrigat[oó]ri|requerid)
      password (?:per (?:le )?app|specifica)[^\n]{0,24}(?:necessari|richiest|obbligatori)
      (?:нужен|требуется|необходим)[^\n]{0,24}пароль приложени
      hasło aplikacji[^\n]{0,24}(?:wymagane|potrzebne)
      uygulama şifresi[^\n]{0,24}(?:gerekli|gerekiyor)
    `,
    certainty: 'likely',
    because: 'The text itself says that an app password is needed here.',
  },
  {
    text: /NEOBHODIM parol|parol(?:ya)? (?:dlya )?prilozheni|парол[ья] (?:для )?(?:внешнего )?приложени/i,
    certainty: 'certain',
    because: 'The reply itself asks for a password for external applications.',
  },
  {
    codes: [534],
    when: ({ words }) => !/\p{L}/u.test(words),
    certainty: 'possible',
    because:
      'The program keeps only the code, and of the large providers only Google refuses a login with 534: mostly for want of an app password.',
  },
  {
    text: /#AUTH005|#MBR1212|#AUTH0(?:10|12)/i,
    certainty: 'likely',
    because:
      "Yahoo and its sister services answer so, already at the first attempt, when the account's own password is used in place of an app password.",
  },
]

/** Said of wrong and of ordinary passwords alike, so a password of the right shape leaves it to credentials-rejected. */
const unstated: readonly Family[] = [
  {
    text: /p=BadCredentials|answer\/14257\b|Username and Password not accepted.{0,200}gsmtp/i,
    certainty: 'likely',
    because:
      "Google answers so to every password that is not an app password; the account's own password never works here.",
  },
]

function generalSteps(context: Context): readonly Fix[] {
  return [
    {
      do: `Switch 2-step verification on in the security settings of the account${context.provider ? ` at ${nameOf(context)}` : ''}: most providers offer app passwords only after that.`,
    },
    { do: 'Make an app password (some call it authorization code or external application password) there.' },
  ]
}

export const appPasswordRequired: Rule = {
  id: 'app-password-required',
  title: "An app password is needed here, not the account's own password",
  meaning:
    "This provider refuses the password with which you sign in on its web page when a program uses it. It wants a second, generated password for programs: an app password, an authorization code or an external application password. Making one takes a minute, and changing the account's password usually voids it.",
  seenAs: [
    '534 5.7.9 Application-specific password required … InvalidSecondFactor',
    '535 5.7.8 Username and Password not accepted … BadCredentials',
    '535 Login Fail. Please enter your authorization code to login.',
    '535 5.7.0 (#AUTH005) Too many bad auth attempts.',
    '535 5.7.0 NEOBHODIM parol prilozheniya',
  ],
  outranks: ['credentials-rejected', 'username-format', ...AFTER_A_FAILED_LOGIN],
  match(seen, context) {
    if (isTokenLogin(seen)) return undefined
    const at = atProvider(seen, context)
    const hasRightShape = context.isSecretOfExpectedShape === true
    const said = judge(appPasswordRequired, hasRightShape ? stated : [...stated, ...unstated], seen, context)
    const isSaidOfAll = said !== undefined && isPlain(said.because, at)
    if (said && !(hasRightShape && isSaidOfAll)) return isSaidOfAll ? { ...said, certainty: 'likely' } : said
    if (hasRightShape || !takesOnlyGenerated(at)) return undefined
    const plain = plainRefusals(seen).find((refusal) => {
      // Exim's wording from "Gmail" is another server's: see cert-intercepted.
      if (/incorrect authentication data/i.test(refusal.words) && !SPEAKS_LIKE_EXIM.has(at.provider?.id ?? ''))
        return false
      const meaning = meaningByPreset(refusal, at.provider)
      return meaning === undefined || meaning === 'credentials-rejected'
    })
    return (
      plain &&
      findingOf(
        appPasswordRequired,
        plain,
        context.isSecretOfExpectedShape === false ? 'certain' : 'likely',
        context.isSecretOfExpectedShape === false
          ? `${nameOf(at)} takes only ${article(secretName(at))} here, and what was tried does not have its form.`
          : `${nameOf(at)} ${at.provider?.secret.isAccountPasswordRefused ? "refuses the account's own password for certain and takes only" : 'nearly always wants'} ${article(secretName(at))}, so that is the first thing to rule out.`,
        at,
      )
    )
  },
  fixes(context) {
    const making = orElse(
      context.provider?.secret.twoStep === 'required'
        ? steps(context, 'two-step', 'secret')
        : steps(context, 'smtp-access', 'secret'),
      generalSteps(context),
    )
      // The last line but one says so too, with what else voids it.
      .filter((step) => !/^Make a new one after changing/.test(step.do))
    const changes = changesNow(context, /less secure|app password|password-only/i)
    return [
      ...making,
      ...pasteSecret(context, making),
      ...steps(context, 'username'),
      ...changes,
      ...(context.provider === undefined || (context.provider.id === 'gmail' && changes.length === 0)
        ? [
            {
              do: 'Do not look for "Less secure app access": Google removed it on 2022-05-30, and advice that names it is out of date.',
            },
          ]
        : []),
      {
        do: `If ${context.provider ? article(secretName(context)) : 'an app password'} was used already: make a new one; it is voided when the account's password changes, and works only with the account that made it.`,
      },
      DO_NOT_RETRY,
    ]
  },
}

/** Whether a preset's phrase spoke for a reply that is said of wrong app passwords, too. */
function isPlain(because: string, context: Context): boolean {
  return (context.provider?.replies ?? []).some(
    ({ text, pattern }) =>
      text === because && !/specific|InvalidSecond|authori[sz]ation|NEOBHODIM|required/i.test(pattern),
  )
}

function article(name: string): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`
}
