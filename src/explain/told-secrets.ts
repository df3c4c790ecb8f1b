// Secrets whose place is told by what stands around them on the line: an element's name, a call, a table, a pair, a sentence.
// Each row is one such place: what stands before, and the secret.

import { mayMatch } from '../smtp/prefilter.js'
import { decodeBase64, isWord, REDACTED } from './secrets.js'

/** A name that tells of a secret, in a longer name or alone. */
const NAMED =
  '[\\w.-]{0,40}?(?:password|passwd|passwort|passphrase|pass|pwd|secret|token|api_?key)(?:_?(?:secret|value|env))?'
/** The word in prose. */
const SPOKEN = '(?:password|passwd|passwort|kennwort|passphrase|pwd|app[- ]code)'
/** What somebody would hardly write for a word: with a digit or a sign in it, and no code of a reply. */
const NO_WORD = '(?![2-5]\\d\\d[- ])(?![245]\\.\\d\\.\\d)(?!0x)(?!\\S{0,12}://)(?=\\S{0,80}[\\d!$%^&*+@~])'

/** In a list of names another name follows. */
const NO_NAME = '(?!(?:value|name|key|type|host|port|user|username|email|from|to)["\'])'

const row = (source: string, flags = 'gi') => new RegExp(source, flags)

const ROWS: readonly RegExp[] = [
  // <mailPassword>value</mailPassword>, <prop key="mail.smtp.password">value</prop>
  row(
    '(<(?:[\\w.:-]{0,40}?)(?:password|passwd|passwort|passphrase|pass|pwd|secret|token)(?:\\s[^<>]{0,200})?>\\s{0,20})([^<>\\s][^<>]{0,300}?)(?=\\s{0,20}<\\/)',
  ),
  row(`(<\\w{1,20} (?:key|name)="${NAMED}"[^<>]{0,100}>\\s{0,20})([^<>\\s][^<>]{0,300}?)(?=\\s{0,20}</)`),
  // <dt>Password</dt><dd>value</dd>, a table's cells
  row(
    `(<(?:dt|td|th)>\\s{0,9}${NAMED}:?\\s{0,9}</(?:dt|td|th)>\\s{0,20}<(?:dd|td)>\\s{0,9})([^<>\\s][^<>]{0,300}?)(?=\\s{0,9}</)`,
  ),
  // <add key="SmtpPassword" value="…">, <input type="password" … value="…">, {"name":"SMTP_PASSWORD","value":"…"}
  row(
    `(\\b(?:key|name|type)\\W{1,6}${NAMED}["']?[,;]?\\s{1,20}(?:[\\w-]{1,20}=["'][^"'<>]{0,80}["']\\s){0,3}value=["'])([^"'<>]{1,300})`,
  ),
  row(
    `(["']?(?:key|name)["']?\\s?[:=]\\s?["']?${NAMED}["']?\\s?,\\s?["']?(?:parameter)?value["']?\\s?[:=]\\s?(?:["'](?=[^"'\\n]{1,300}["']))?)([^"'\\n]{1,300}(?=["'])|[^"',\\s}]{1,300})`,
  ),
  row('(\\bParameterKey=\\w{0,40}(?:password|secret|token),ParameterValue=["\']?)([^"\'\\s]{1,300})'),
  // put("mail.smtp.password", "…"), define('SMTP_PASSWORD', '…'), ["password","…"], {password,"…"}
  row(`(["']${NAMED}["']\\s{0,3},\\s{0,3}<{0,2}")${NO_NAME}([^"]{1,300})(?=")`),
  row(`(["']${NAMED}["']\\s{0,3},\\s{0,3}<{0,2}')${NO_NAME}([^']{1,300})(?=')`),
  row(`([{(]:?${NAMED}\\s{0,3},\\s{0,3}<{0,2}["'])([^"']{1,300})(?=["'])`),
  // #{password => <<"…">>}, Some("…")
  row(`(\\b${NAMED}["']?\\s{0,3}(?:=>|[:=])\\s{0,3}(?:<<|Some\\()["'])([^"']{1,300})(?=["'])`),
  // serialize(): s:8:"password";s:6:"secret";
  row(`(s:\\d{1,4}:"${NAMED}";s:\\d{1,5}:")([^\\n]{1,300}?)(?=";)`),
  // private 'password' => string 'secret' (length=6)
  row(`(["']?${NAMED}["']?\\]?\\s{0,3}=>\\s{0,3}string ["'])([^"'\\n]{1,300})`),
  // passwords in commands and calls that are named after something else
  row('(ConvertTo-SecureString (?:-String )?["\'])([^"\'\\n]{1,200})'),
  row('(\\bsetx? (?:/m )?\\w{0,40}(?:pass|password|pwd|secret|token) ["\']?)(?!-)([^"\'\\n]{1,200})'),
  row('(\\bsshpass -p ?["\']?)((?<=["\'])[^"\'\\n]{1,200}(?=["\'])|[^\\s"\']{1,200})'),
  row('((?:^|\\s)-u[\\w.+@-]{1,120}:)([^\\s"\']{1,200})'),
  row('((?:^|\\s)-pw[ =]["\']?)([^\\s"\']{1,200})'),
  row('(\\bpass(?:word)?eval[ =]["\']?(?:echo|printf) ["\']?)([^\\s"\']{1,200})'),
  row('(pass(?:word)?\\b[^\\n]{0,20}? --value[ =]["\']?)([^"\'\\n]{1,200})'),
  row(
    '(\\b(?:echo|printf) (?:-\\w{1,3} ){0,2}["\'])([^"\'\\n]{1,300})(?=["\']\\s{0,3}\\| ?(?:openssl )?(?:base64|enc))',
  ),
  row('(\\b(?:encode_?base64|b64encode|btoa|base64_encode)\\(\\s?b?["\'])([^"\'\\n]{1,300})'),
  row('(\\b(?:with|set)_?password\\(\\s?["\'])([^"\'\\n]{1,300})'),
  row('(\\bSMTP\\(\\s?["\'][\\w.+-]{1,80}@[\\w.-]{1,120}["\']\\s?,\\s?["\'])([^"\'\\n]{1,300})'),
  row(
    '(\\bcred(?:ential)?s(?:\\s?=\\s?|::\\w{1,20}\\()\\(?\\s?["\'][\\w.+@-]{1,120}["\'](?:\\.\\w{1,20}\\(\\))?\\s?,\\s?["\'])([^"\'\\n]{1,300})',
  ),
  row(
    '(\\b(?:connect|\\w{0,12}Dialer)\\(\\s?["\'][\\w.-]{1,200}["\']\\s?,(?:\\s?\\d{1,5}\\s?,)?\\s?["\'][\\w.+@-]{1,120}["\']\\s?,\\s?["\'])([^"\'\\n]{1,300})',
  ),
  row('(\\b(?:auth|authenticate(?:Async)?)\\s?\\(\\s?["\'][\\w.+@-]{1,120}["\']\\s?,\\s?["\'])([^"\'\\n]{1,300})'),
  // What mail servers log of a login when they are told to log everything
  row('(\\bPLAIN\\()([^()\\n]{1,200})(?=\\) !=)'),
  row('(\\bresp=)([A-Za-z0-9+/]{8,2000}={0,2})'),
  row('(\\bclient_send\\s?=\\s?\\S{0,100}\\^[^\\s^]{0,120}\\^)([^\\s^]{1,200})'),
  row("(\\buser [`']\\S{1,120}' pass [`'])([^'\\n]{1,200})"),
  row('("P[:=])([^"\\n]{3,200})(?=")'),
  row('(\\bCRAM\\b[^\\n]{0,60}[\\s:][\\w.+@-]{1,120} )([0-9a-f]{32})\\b'),
  row('(AUTH%20(?:PLAIN|LOGIN|XOAUTH2)%20)([\\w%+/=-]{4,2000})'),
  row('(\\bMaster-Key: ?)([0-9A-F]{32,200})'),
  // Files that hold nothing but servers, users and secrets
  row(
    '^(\\s{0,8}(?:\\[[\\w.-]{1,200}\\](?::\\d{1,5})?|[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}(?::\\d{1,5})?)\\s{1,20}[\\w.+@-]{1,120}:)(?!\\d{1,5}\\b)(\\S{3,200})\\s{0,9}$',
  ),
  row('^([\\w.*-]{3,200}:[\\w.+-]{1,80}@[\\w.-]{1,200}:)(\\S{3,200})$'),
  row(
    `^(\\s{0,8}[a-z]\\w{0,30}\\s{1,8}[a-z][\\w.+-]{0,60}(?:@[\\w.-]{1,120})?:)(?=\\S{0,60}[a-z])${NO_WORD}([^\\s/]\\S{5,200})$`,
  ),
  row(
    `(?<![\\w/:])((?!git@)[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,6}:)(?!\\d{1,5}(?:[^\\w!@#$%^&*]|$))(?![~/])(?![\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,6}(?:[:\\s]|$))${NO_WORD}([^\\s"'<>]{4,200})`,
  ),
  row('^(\\s{0,8}[\\w.]{0,40}(?:password|passwd|smtp_pass|secret)\\s?,\\s?)([^\\s,"\']{3,200})\\s{0,9}$'),
  row(
    `(\\|\\s{0,40}[\\w .-]{0,40}(?:password|passwort|passwd|smtp_pass|secret)\\s{0,40}\\|\\s{0,40}\`?)([^|\\s\`][^|\\n\`]{0,200}?)(?=\`?\\s{0,40}\\|)`,
  ),
  // `password secret` in .netrc, .msmtprc and the like: the name, the value, and nothing else
  row(`^(\\s{0,8}(?:[\\w.-]{0,80}[._-])?(?:password|passwd|pass)\\s{1,40}")([^"\\n]{1,200})(?="\\s{0,9}$)`),
  row(
    `^(\\s{0,8}(?:[\\w.-]{0,80}[._-])?(?:password|passwd|pass)\\s{1,40})(?=\\S{0,80}[\\dA-Z!$%^&*+@~])(?![2-5]\\d\\d[- ])(?!(?:Auth|Is|Not|For)\\b)([^\\s:=|]\\S{2,200}(?: \\S{1,40}){0,3})\\s{0,9}$`,
  ),
  row('(\\blogin \\S{1,120} password )(\\S{1,200})'),
  row('(\\bpass(?:word|wd)? ["\'`])([^"\'`\\n]{4,100})(?=["\'`])'),
  // Sentences
  row(`(\\b${SPOKEN}:? (?:is|was|lautet|est|es):? ["'\`]?)${NO_WORD}([^\\s"'\`]{4,100})`),
  row(`(\\bpassword (?:di|de|du|of|for|von) \\S{1,40}\\s?[:=]\\s?["'\`]?)${NO_WORD}([^\\s"'\`]{4,100})`),
  row(`(\\b(?:my|our) (?:[\\w-]{1,20} )?pass(?:word|wd)? (?:is|was|=) ["'\`]?)${NO_WORD}([^\\s"'\`]{4,100})`),
  row(
    `(\\b(?:with|and|the|my|use|using|tried|try) (?:the |my |user \\S{1,80} and )?${SPOKEN} ["'\`]?)(?!\\S{0,20}:)${NO_WORD}([^\\s"'\`()#]{6,100})`,
  ),
  row(
    `(\\b(?:login|user|username|account|credentials)\\s{0,3}[:=]?\\s{0,3}[\\w.+@-]{1,120}\\s{1,3}[/|]\\s{1,3})${NO_WORD}([^\\s"'/|]{4,100})`,
  ),
  row(
    '(\\b(?:app[\\w -]{0,12}|smtp_?|mail_?)?pass(?:word|wd)?\\w{0,12}["\']?\\s?(?:[:=]|is)\\s?["\'`]?)([a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4})\\b',
  ),
]

/** The prompt for the password and its answer where line breaks were lost. */
const ANSWER_ON_LINE =
  /(\b334[ -](?:UGFzc3dvcmQ6|cGFzc3dvcmQ6|UGFzc3dvcmQA)[^\w+/=]{1,20}|\bAUTH LOGIN <redacted> )([A-Za-z0-9+/]{4,}={0,2})/g

/** Without one of these, a line tells of no secret. */
const SIGN =
  /pass|pwd|secret|token|key|wort|login|user|account|cred|auth|plain|resp=|client_send|"P[:=]|CRAM|Dialer|SMTP\(|connect\(|base64|b64|btoa|-u\S|-pw|@\S{3,200}:|\S:\S/i

/** The rows that a text may hold at all. */
export interface Told {
  readonly rows: readonly RegExp[]
  readonly answers: boolean
}

const ANYTHING: Told = { rows: ROWS, answers: true }

/** What a text may hold; `around` is what the whole may hold that it is a line of: it is asked for that only. */
export function toldIn(text: string, around: Told = ANYTHING): Told {
  if (isNothing(around) || !SIGN.test(text)) return { rows: [], answers: false }
  return {
    rows: around.rows.filter((pattern) => mayMatch(pattern, text)),
    answers: around.answers && mayMatch(ANSWER_ON_LINE, text),
  }
}

/** Whether a text holds none of them. */
function isNothing({ rows, answers }: Told): boolean {
  return rows.length === 0 && !answers
}

/** Replaces what the signs around it tell to be a secret, and adds it to `values`. */
export function redactTold(line: string, values: Set<string>, told: Told): string {
  if (isNothing(told) || !SIGN.test(line)) return line
  const hide = (all: string, before: string, secret: string) => {
    if (secret.includes(REDACTED) || REFERENCE.test(secret)) return all
    values.add(secret)
    return all.replace(`${before}${secret}`, () => `${before}${REDACTED}`)
  }
  const answered = told.answers
    ? line.replace(ANSWER_ON_LINE, (all, before: string, blob: string) => {
        const value = isWord(blob) ? undefined : decodeBase64(blob)
        if (value) values.add(value)
        return value === undefined ? all : `${before}${REDACTED}`
      })
    : line
  return told.rows.reduce((rest, pattern) => rest.replace(pattern, hide), answered)
}

/** Code that names where the secret is, and what programs print in its place. */
const REFERENCE =
  /^(?:\*+|\$\{[^{}]*\}|\$[\w>[\]'-]+|%\w+%|process\.env\.\w+|os\.environ.*|getenv\(.*|settings\.[\w.]+|self\.\w+|config\.[\w.]+|null|none|nil|undefined|true|false|yes|no|<[\w -]+>|\[(?:hidden|redacted|filtered)\]?)$/i
