// What is known about one refused login: how it was tried, and what the provider takes at all.

import type { Context, Observation } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { once } from '../once.js'
import { ofKind } from '../select.js'
import { failuresSaid, type Said } from './said.js'

const OAUTH_MECHANISM = /^(?:XOAUTH2?|OAUTHBEARER)$/

/** The words by which any server refuses a login without a reason, in the languages and makes that are met. */
export const REFUSED_LOGIN = phrases`
    \bauth_failed\b
    event=\W?authenticate\W{1,3}result=\W?failed\b
    auth(?:entication|orization)? (?:has |have |was |is )?(?:fail(?:ed|ures?|s|ing)?\b|unsuccessful|rejected|denied|error|invalid)
    authentication credentials (?:are )?invalid
    (?:invalid|incorrect|wrong|bad|unknown) (?:login|credentials?|user ?names?|passwords?|authentication (?:data|credentials)|smtp (?:user|credentials|password)|auth(?:entication)?\b|account or password|(?:e-?mail )?account)
    (?:user ?names?|login|users?|password|passwd|credentials?)(?:(?: or | and | ?/ ?|, ?)(?:user ?names?|login|password|passwd|credentials?)){0,2} (?:(?:you|that) \w+ )?(?:are |is |was |were )?(?:not accepted|not (?:correct|valid|recogni[sz]ed|match)|incorrect|invalid|wrong|bad|mismatch|rejected|refused)
    (?:login|logon|log-in|sign-?in) (?:was |is |has )?(?:fail(?:ed|ure|s)?|incorrect|denied|invalid|rejected|refused|unsuccessful|not accepted)
    LogonDenied
    user ?names? or password (?:for \S{1,255} )?(?:is|was|are|were) (?:incorrect|invalid|wrong|not correct)
    rejected the password for (?:the )?user
    (?:could|can|did|does)(?: ?n[o']t|not| not) (?:be )?(?:authenticate|log ?in|sign in|logged)
    (?:unable|failed) to (?:authenticate|log ?in|sign in)
    not loving your login
    SASL [\w-]{2,20} authentication failed
    no such user.{0,20}auth
    received from server \(535\)
    authentication grant
    authorization grant
    AuthenticationFailed
    ERROR_AUTH_(?:LOGIN|AUTHENTICATION_FAILED)
    AuthFail
    SMTPAuthenticationError
    MailAuthenticationException
    password (?:check|verification) failed
    did not accept the (?:user ?name|password|credentials)
    (?:password|passwd|login|credentials?|user ?names?|account)\b.{0,30} do(?:es)?n['’]t match
    login (?:error|rejection)
    (?:invalid|incorrect|wrong|bad) users? (?:or|and|/) passw
    authentication rejection
    login to server \S{1,255} with user ?name \S{1,255} failed
    login to account \S{1,255} failed
    0x800CCC(?:92|18)\b
    0x80040217\b
    child exited 77\b
    \bauth(?:-worker)?(?:\(\d{1,9}\))?: (?:info|debug)?.{0,160}unknown user
    \bmsmtp\b.{0,80}exit(?:ed)? (?:status|code) 77\b
    (?:authentication|login)\b.{0,30}(?:not possible|impossible)
    ^[\d .]{0,12}Sorry\.$
  `

/** The same in other languages: German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Turkish, CJK. */
export const REFUSED_LOGIN_ELSEWHERE = phrases`
    (?:Anmeldung|Authentifizierung) (?:auf|an|am|bei|beim) [^\n]{1,160} fehlgeschlagen
    Authentifizierung (?:ist )?(?:fehlgeschlagen|nicht erfolgreich)
    hat das (?:Passwort|Kennwort) .{0,80}abgelehnt
    a refusé le mot de passe
    ha rechazado la contraseña
    ha rifiutato la password
    Anmeldung (?:ist |wurde )?(?:fehlgeschlagen|gescheitert|abgelehnt|verweigert)
    fall[óo] la autenticación
    Anmeldedaten
    (?:falsches|ungültiges) (?:Passwort|Kennwort)
    échec (?:de l.)?(?:authentification|d.authentification)
    (?:authentification|identification) (?:a )?(?:échou|refus|incorrect|invalid)
    identifiants? (?:invalides?|incorrects?)
    mot de passe (?:incorrect|invalide|erroné)
    impossible de s['’]authentifier
    Overenie na serveri.{0,120}zlyhalo
    ověření .{0,80}selhalo
    (?:autenticación|autentificación).{0,20}(?:fallid|fallo|fallado|error|incorrect)
    imposible autentificar
    error de autenticación
    contraseña (?:incorrecta|no válida)
    autenticação.{0,20}(?:falhou|falha|inválid)
    falha na autenticação
    não foi possível (?:realizar a autenticação|autenticar)
    senha (?:incorreta|inválida)
    autenticazione (?:fallita|non riuscita)
    impossibile autenticarsi
    (?:nome utente|password) .{0,20}(?:errat|non valid)
    authenticatie (?:mislukt|is mislukt)
    nie można przeprowadzić uwierzytelnienia
    uwierzytelnianie nie powiodło
    ошибка (?:авторизации|аутентификации)
    (?:неверн|неправильн)\w{0,4} (?:логин|пароль|имя пользователя)
    не удалось (?:авторизоваться|войти)
    oturum açılamadı
    kimlik doğrulama.{0,20}(?:başarısız|hata)
    autentizace selhala
    (?:登录|登陆|认证|验证|身份验证|驗證|登入)\w{0,6}(?:失败|失敗|错误|錯誤)
    (?:密码|密碼|用户名|帐号|账号)\w{0,8}(?:错误|錯誤|不正确|有误)
    認証(?:に失敗|エラー|できません)
    ログイン(?:に失敗|できません)
    (?:인증|로그인)\w{0,6}(?:실패|오류)
    비밀번호\w{0,8}(?:틀|일치하지|잘못)
  `

/** Words that give the reason or blame something else: not a plain refusal. */
export const STATED_OTHERWISE = phrases`
    temporar
    connect to \S{1,80} failed
    relay denied
    credentials for relay
    too many
    try (?:again )?later
    STARTTLS
    encrypt
    mechanism
    auth(?:entication)? (?:type|method|mode)
    common (?:mech|auth)
    not (?:enabled|advertised)
    DMARC
    \bSPF\b
    DKIM
    (?<!\.)\bIP\b(?!=)
    certificate
    handshake
    no SASL
    Connection lost
    not (?:implemented|supported)
    (?:does not|doesn['’]t) support
    not activated
    authentication (?:check|information|result)
    unauthenticated
    cannot authenticate to server .{0,120}(?:generic failure|bad protocol)
    user refused to receive
  `

/** Providers whose servers descend from Exim and have kept its words for a refused login. */
export const SPEAKS_LIKE_EXIM: ReadonlySet<string> = new Set(['mail-ru', 'rambler'])

/** Codes that say "this login is refused" by themselves: 535 everywhere, 526 at Alibaba. */
export const REFUSED_LOGIN_CODES: readonly number[] = [535, 526]

const STATES_WRONG = /\b(?:invalid|incorrect|wrong|bad) (?:user ?name|login|password|credentials?)\b/i

const ACCEPTED_NOT = /\buser ?name (?:and|or|\/) password (?:are |is )?not (?:accepted|correct|valid)\b/i

/** Whether the words say that the login was wrong, whatever code stands before them: Brevo answers 454 to a wrong password. */
export function isVerdict(words: string): boolean {
  return STATES_WRONG.test(words) || ACCEPTED_NOT.test(words)
}

const NOTHING_SENT: ReadonlySet<string> = new Set([
  'auth-not-offered',
  'no-common-mechanism',
  'starttls-not-offered',
  'starttls-required',
  'credentials-missing',
])

/** The refusals of a login for which nobody gave a reason, the plainest first. */
export function plainRefusals(seen: readonly Observation[]): readonly Said[] {
  return failuresSaid(seen).filter(isPlainRefusal)
}

function isPlainRefusal({ seen, code, enhanced, words, verb, isFromReceiver }: Said): boolean {
  if (isFromReceiver || matches(STATED_OTHERWISE, words)) return false
  // Postfix with soft_bounce makes 435 4.7.8 of its 535 5.7.8.
  if (code === 435 && enhanced === '4.7.8') return true
  // A connection that ended in place of an answer: the client's words around it say nothing of the password.
  if (seen.kind === 'socket') return false
  // Neither does a client that never got as far as to send one, whatever it calls that.
  if (seen.kind === 'client' && NOTHING_SENT.has(seen.complaint)) return false
  if (code === undefined) return matches(REFUSED_LOGIN, words) || matches(REFUSED_LOGIN_ELSEWHERE, words)
  if (code < 500) return (verb === 'AUTH' || verb === 'UNKNOWN') && isVerdict(words)
  if (REFUSED_LOGIN_CODES.includes(code)) return true
  if (verb === 'AUTH') return ![500, 501, 502, 503, 504, 530, 538].includes(code) || matches(REFUSED_LOGIN, words)
  // 530 asks for a login, unless it says itself that one was wrong.
  return (
    verb === 'UNKNOWN' &&
    (code !== 530 || STATES_WRONG.test(words)) &&
    (matches(REFUSED_LOGIN, words) || matches(REFUSED_LOGIN_ELSEWHERE, words))
  )
}

/** Whether the login was tried with an OAuth 2.0 token, as far as the dialogue shows; passwords tried too make it false. */
export const isTokenLogin = once((seen: readonly Observation[]): boolean => {
  if (isEveryMechanismTried(seen)) return false
  const tried = ofKind(seen, 'reply').filter(({ verb }) => verb === 'AUTH' || verb === 'UNKNOWN')
  const mechanisms = tried.map(({ mechanism, command }) => mechanism ?? /^AUTH (\S+)/i.exec(command ?? '')?.[1])
  const hasToken = mechanisms.some((name) => name !== undefined && OAUTH_MECHANISM.test(name.toUpperCase()))
  const hasPassword = mechanisms.some((name) => name !== undefined && !OAUTH_MECHANISM.test(name.toUpperCase()))
  if (hasToken || hasPassword) return hasToken && !hasPassword
  const words = seen
    .map((one) => ('message' in one ? (one.message ?? '') : one.kind === 'text' ? one.text : ''))
    .join('\n')
  return (
    /AUTH (?:XOAUTH2|OAUTHBEARER)|(?:using|method|mechanism|mech|auth|authtype|type)["']?[ :=]{1,3}["']?(?:XOAUTH2|OAUTHBEARER|OAuth2)|"token_type"|access[_ ]?token|rejected XOAUTH2|SASL\(?.{0,20}XOAUTH2/i.test(
      words,
    ) && !/"(?:LOGIN|PLAIN)"|AUTH (?:LOGIN|PLAIN)/i.test(words)
  )
})

/** Whether the provider refuses the account's own password, always or nearly, so that a generated one is the first guess. */
export function takesOnlyGenerated(context: Context): boolean {
  const provider = context.provider
  if (!provider || provider.kind === 'sending-service') return false
  const { isAccountPasswordRefused, kind } = provider.secret
  // Tencent's business mail takes the account's own password only where an administrator has left safe login off.
  return kind === 'authorization-code' || (kind === 'app-password' && isAccountPasswordRefused)
}

/** Symfony and Swift try every mechanism with the same password, a token login last: the passwords count. */
export function isEveryMechanismTried(seen: readonly Observation[]): boolean {
  return seen.some(({ evidence }) => /Authenticator "?(?:LOGIN|PLAIN|CRAM-MD5)/i.test(evidence ?? ''))
}
