// Takes secrets out of pasted lines before anything is recorded, so that no observation, no evidence and no output can
// hold one. Works on shapes (a key that names a secret, a call that logs in, a DSN, a token's own form), because a paste
// comes from any program.

import { mayMatch, type Pattern } from '../smtp/prefilter.js'
import { createCarry } from './carried-secrets.js'
import { type Challenge, redactExchange } from './redact-exchange.js'
import { everywhere, isFolder, withoutRest } from './rest-of-value.js'
import { type DecodedLogin, decodeInitialResponse, faultsOf, REDACTED, type SecretFault } from './secrets.js'
import { redactTold, type Told, toldIn } from './told-secrets.js'

/** What was learned about a login while its secrets were removed. */
export interface SeenSecret {
  /** Index of the line. */
  readonly line: number
  readonly where: 'auth' | 'setting'
  readonly name: string
  readonly faults: readonly SecretFault[]
  readonly mechanism?: string
  readonly username?: string
}

export interface Redacted {
  readonly lines: readonly string[]
  readonly secrets: readonly SeenSecret[]
  /** Every removed value in clear, for a last look at what goes out. */
  readonly values: readonly string[]
}

/** Names of settings that hold a secret. */
const SECRET_KEY =
  /(?<![A-Za-z])(?:[A-Za-z][\w.-]{0,60}[_.-])?(?:[A-Za-z]{0,24}?(?:passwords?|passwd|passwort|kennwort|passphrase|passcode|(?<!com|tres|by|sur|encom)pass|pwd|secret|contraseña|mot ?de ?passe|senha|has[łl]o|wachtwoord|[şs]ifre|пароль|密码|密碼|授权码|授權碼|パスワード|비밀번호)|(?:api|access|auth|refresh|client|id|smtp|bearer)[_-]?(?:token|key|secret)|token|pw|mdp|clave|apikey_(?:secret|private)|authorization[_ -]?code)(?:[_-]?(?:env|value|hash))?(?![A-Za-z])/i

/** `key = value`, `key: value`, `"key": "value"`, `'key' => 'value'`, `key | 'value'`. Group 1 ends where the value begins. */
const SETTING = new RegExp(
  `(["'\`]?${SECRET_KEY.source}["'\`]?(?::(?:protected|private))?\\]?\\s{0,20}(?:=>|:=|=|:|：|\\|)\\s{0,20}(?:b|u|r|string\\(\\d{1,5}\\) )?)("[^"]{0,2000}(?:"(?=[\\w!@#$%^&*])[^"]{0,2000}){0,3}"?|'[^']{0,2000}(?:'(?=[\\w!@#$%^&*])[^']{0,2000}){0,3}'?|\`[^\`]{0,2000}\`?|[^\\s,;&)\\]}]{1,2000})`,
  'gi',
)

/** Prose, in which the word after the colon is the message and no value. */
const PROSE_BEFORE = /(?:\bor|\band|\/|wrong|invalid|incorrect|bad|your|the|application|app|of|with|no|user ?name)\s*$/i

/** Calls whose later arguments are secrets: smtplib, JavaMail, .NET, Go, Ruby, PHP and their stack traces. */
const LOGIN_CALL =
  /\b(login|log_in|authenticate|plainauth|loginauth|cramMD5auth|networkcredential|setcredentials|credentials|basicauth|passwordauthentication|auth_plain|auth_login|setPassword|set_password|setpass|start)\(([^()]{0,600}(?:\([^()]{0,80}\)[^()]{0,200}){0,6})\)/gi

const TOKEN_SHAPES =
  /\bBearer\s+[\w.~+/=-]{8,}|\bya29\.[\w-]{10,}|\bGOCSPX-[\w-]{10,}|\b1\/\/0[\w-]{20,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\bSG\.[\w-]{10,}\.[\w-]{10,}|\bx(?:keysib|smtpsib)-[\w-]{16,}|\bkey-[0-9a-z]{32}\b|\b[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}\b|\bmd-[\w-]{20,}|\bmlsn\.[0-9a-f]{40,}|\bBasic [A-Za-z0-9+/]{8,}={0,2}|\b4\/0A[\w-]{20,}|(?<=\b(?:brevo|infobip|mailchimp|mailersend|mailgun|mailjet|mandrill|postmark|resend|sendgrid|sendinblue)\+\w{2,5}:\/\/)[^@\s:/]{8,}(?=[:@])|\bre_[A-Za-z0-9]{8,}_[A-Za-z0-9]{8,}|(?<![\w+/=])B[A-Za-z0-9+/]{43}(?![\w+/=])/g

const URL_WITH_PASSWORD = /([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'<>]{0,200}:)([^\s"'<>]{1,500})@(?=[\w.[-])/gi

const PASSWORD_OPTION =
  /(?:^|\s)(?:-ap|-xp|--?auth-password|--?auth-pass|--?smtp-pass(?:word)?|--?smtppass(?:word)?|--?password|-pass)[ =]/i
const OPTION_VALUE = new RegExp(
  `(${PASSWORD_OPTION.source})(?:"([^"\\n]{1,200})"|'([^'\\n]{1,200})'|([^\\s"']{1,200}))`,
  'gi',
)
const USER_OPTION =
  /((?:^|\s)(?:-u|--user|--proxy-user)[ =](?:["'][^\s:"']{1,200}:(?=[^"'\n]{1,200}["'])|["']?[^\s:"']{1,200}:(?![^"'\n]{1,200}["'])))([^"'\n]{1,200}(?=["'])|[^\s"']{1,200})/g

/** A frame of Java's or Python's that shows no argument: names and a number, which long traces are full of. */
const NAMES_ONLY =
  /^\s{0,40}(?:at [\w.$<>/-]{1,300}\((?:[\w$-]{1,80}\.(?:java|kt|scala|groovy)(?::\d{1,6})?|Native Method|Unknown Source)\)|File "[\w./\\<> -]{1,300}", line \d{1,6}, in [\w<>]{1,80})\s{0,9}$/

/** What a text may hold at all: most pastes have little of it, most lines nothing, and what takes it out is long. */
interface Held {
  readonly urls: boolean
  readonly calls: boolean
  readonly options: boolean
  readonly settings: boolean
  readonly told: Told
}

/** `around` is what a text holds that this one is a line of. */
function heldIn(text: string, around?: Held): Held {
  const may = (part: Exclude<keyof Held, 'told'>, pattern: Pattern) =>
    around?.[part] !== false && mayMatch(pattern, text)
  return {
    urls: may('urls', URL_WITH_PASSWORD),
    calls: may('calls', LOGIN_CALL),
    options: may('options', PASSWORD_OPTION),
    settings: may('settings', SETTING),
    told: toldIn(text, around?.told),
  }
}

/** Replaces every secret in the lines of a paste. */
export function redact(lines: readonly string[]): Redacted {
  const secrets: SeenSecret[] = []
  const values = new Set<string>()
  const learn = (line: number, login: DecodedLogin) => {
    for (const value of login.values) if (value) values.add(value)
    secrets.push({
      line,
      where: 'auth',
      name: 'AUTH',
      faults: login.faults,
      ...(login.mechanism && { mechanism: login.mechanism }),
      ...(login.username && { username: login.username }),
    })
  }
  const challenge: Challenge = { expected: 0, mechanism: '', isWrapped: false }
  const heldByAll = heldIn(lines.join('\n'))
  const carry = createCarry(values)
  const clean = lines.map((raw, index) => {
    const line = carry.next(raw)
    if (line === raw && NAMES_ONLY.test(line)) return line
    const exchanged = redactExchange(line, lines[index + 1] ?? '', challenge, (login) => learn(index, login))
    // A challenge that was put into words is new.
    const held = heldIn(exchanged, exchanged === line ? heldByAll : undefined)
    const withoutTokens = redactTokens(exchanged, values, held)
    if (!held.settings) return withoutTokens
    let last = ''
    const settled = redactSettings(withoutTokens, (name, value, faults) => {
      if (value) values.add(value)
      last = value
      secrets.push({ line: index, where: 'setting', name, faults })
    })
    return settled === withoutTokens ? settled : withoutRest(settled, last, values)
  })
  return { lines: everywhere(clean, values), secrets, values: [...values].filter((value) => value.length >= 3) }
}

function redactTokens(line: string, values: Set<string>, held: Held): string {
  const shapes = line.replace(TOKEN_SHAPES, (token) => {
    const value = token.replace(/^Bearer\s+/, '')
    values.add(value)
    return token.startsWith('Bearer') ? `Bearer ${REDACTED}` : REDACTED
  })
  const urls = held.urls ? redactUrls(shapes, values) : shapes
  const told = redactTold(urls, values, held.told)
  const blobs = told.replace(/(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{12,2000}={0,2}(?![A-Za-z0-9+/=])/g, (blob) => {
    const login = decodeInitialResponse(blob)
    for (const value of login?.values ?? []) values.add(value)
    return login ? REDACTED : blob
  })
  const calls = held.calls
    ? blobs.replace(LOGIN_CALL, (all, call: string, list: string) => redactArguments(all, call, list, values))
    : blobs
  const users = calls.replace(USER_OPTION, (_, before: string, secret: string) => {
    values.add(secret)
    return `${before}${REDACTED}`
  })
  if (!held.options) return users
  return users.replace(OPTION_VALUE, (_, before: string, double?: string, single?: string, bare?: string) => {
    const quote = double === undefined ? (single === undefined ? '' : "'") : '"'
    values.add(double ?? single ?? bare ?? '')
    return `${before}${quote}${REDACTED}${quote}`
  })
}

function redactUrls(line: string, values: Set<string>): string {
  return line.replace(URL_WITH_PASSWORD, (all, before: string, secret: string) => {
    if (secret.startsWith('//')) return all
    values.add(secret)
    return `${before}${REDACTED}@`
  })
}

/** `login('user', 'secret')`: all quoted arguments but the first; `setPassword('secret')`: all. */
function redactArguments(all: string, call: string, list: string, values: Set<string>): string {
  const first = /pass/i.test(call) && !/authentication/i.test(call) ? 0 : /plainauth/i.test(call) ? 2 : 1
  let position = 0
  const cleaned = list.replace(
    /"([^"]{0,300})"|'([^']{0,300})'/g,
    (quoted: string, double?: string, single?: string) => {
      const value = double ?? single ?? ''
      position += 1
      if (position <= first || value === '' || /^[\w-]+(?:\.[\w-]+)+$/.test(value)) return quoted
      values.add(value)
      return quoted.replace(value, REDACTED)
    },
  )
  return all.replace(list, () => cleaned)
}

function redactSettings(
  line: string,
  learn: (name: string, value: string, faults: readonly SecretFault[]) => void,
): string {
  return line.replace(SETTING, (all, before: string, raw: string, offset: number) => {
    if (!isSetting(line.slice(0, offset), before, raw)) return all
    const quote = /^["'`]/.exec(raw)?.[0] ?? ''
    const value = quote ? raw.slice(1, raw.endsWith(quote) && raw.length > 1 ? -1 : undefined) : raw
    const name = (/[\w.-]+/.exec(before)?.[0] ?? 'password').replace(/^["']/, '')
    const isShown = value === '' || isHarmless(value) || isFolder(before, value)
    learn(
      name,
      isShown ? '' : value,
      value === ''
        ? ['empty']
        : isQuoteKept(line.slice(0, offset), before)
          ? faultsOf(raw)
          : settingFaults(value, quote),
    )
    return isShown ? all : `${before}${quote}${REDACTED}${quote && raw.endsWith(quote) ? quote : ''}`
  })
}

/** `password: 535-5.7.8 no` is an answer; a secret may begin with three digits as well, but hardly goes on like this. */
const REPLY = /^(?:[2-5]\d\d(?:$| |-(?:[245]\.\d|[A-Za-z]{2,}$))|[2-5]\.\d\.\d+)/

function isSetting(lineBefore: string, before: string, raw: string): boolean {
  if (PROSE_BEFORE.test(lineBefore)) return false
  if (REPLY.test(raw)) return false
  const separator = /(=>|:=|=|:|\|)\s*(?:b|u|r)?$/.exec(before.trimEnd())?.[1] ?? before
  if (/^["'`]/.test(raw)) return true
  if (separator === '|') return false
  return (
    separator !== ':' ||
    !/^(?:expected|password|please|the|authentication|failed|error|invalid|not|5\d\d|is|incorrect|username)$/i.test(raw)
  )
}

/** `- NAME='value'` in a list of YAML is one bare string, quotes and all, and docker compose leaves it so. */
function isQuoteKept(lineBefore: string, before: string): boolean {
  return /^\s*-\s+$/.test(lineBefore) && /\w=$/.test(before)
}

/** What a dotenv parser, a shell or a template would do to the value as it stands in the file. */
function settingFaults(value: string, quote: string): SecretFault[] {
  // Without quotes this is code that reads the variable, and no text that was to be replaced.
  if (quote === '' && /^(?:process\.env\b|import\.meta\.env\b|(?:os\.)?getenv\()/.test(value)) return []
  return faultsOf(value).filter((fault) => !(fault === 'quoted' && quote))
}

/** Values that are no secret: absent, hidden by the program, a reference to where the secret is. */
function isHarmless(value: string): boolean {
  return /^(?:<redacted>|PLACEHOLDER|\*+|none|null|nil|undefined|true|false|yes|no|string\(\d+\)|\$\{[\w:.-]*\}|\$[A-Z_]\w*|\[(?:hidden|redacted|filtered)\]?|<[\w -]+>|process\.env\.\w+)$/i.test(
    value,
  )
}
