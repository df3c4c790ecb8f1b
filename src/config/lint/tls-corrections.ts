// The correction of a kind of TLS that does not go with the port: the switches in each program's own words, or the port.

import { literal, literalOrDefault } from '../entry-value.js'
import type { Edit, Entry } from '../format.js'
import { hostAndPort } from '../host-and-port.js'
import { lineEndOf } from '../syntax/syntax.js'
import { dotenvCorrection } from './dotenv-correction.js'
import { type Complaint, type LintFile, replaceValue } from './finding.js'

type Kind = 'tls' | 'starttls'
type Correction = Pick<Complaint, 'edits' | 'isSafe' | 'advice'>

/** What to change so that port and kind of TLS agree; where a file has no switch, another port is shown. */
export function tlsCorrection(file: LintFile, kind: Kind): Correction {
  const edits = switchEdits(file, kind)
  if (edits) return { edits, isSafe: true }
  const own = file.found.format === 'env' || file.found.format === 'python' ? dotenvCorrection(file, kind) : undefined
  if (own) return own
  const advice =
    kind === 'tls'
      ? 'Switch to TLS from the first byte (SSL), or use port 587.'
      : 'Switch to STARTTLS, or use port 465.'
  return { advice, ...portCorrection(file, kind === 'tls' ? 587 : 465) }
}

/** The switches put right for this kind of TLS; undefined where the file has none that could be changed. */
export function switchEdits(file: LintFile, kind: Kind): readonly Edit[] | undefined {
  const { found, text } = file
  const edits =
    valueEdits(file, kind) ?? renameEdits(file, kind) ?? URL_FORMATS[found.format]?.(file, kind) ?? phpEdits(file, kind)
  if (edits) return edits
  const last = found.entries.findLast(({ key }) => key === 'tls')
  const isOpen =
    found.format === 'msmtp' && kind === 'tls' && !found.entries.some(({ key }) => key === 'tls_starttls') && last
  return isOpen
    ? [{ start: last.span.end, end: endOfLine(text, last.span.end), text: `${lineEndOf(text)}tls_starttls off` }]
    : undefined
}

/** How each format says a kind of TLS: for every switch that is there, its new value; the first one decides. */
const SWITCHES: Readonly<Record<string, { readonly [kind in Kind]: Readonly<Record<string, string>> }>> = {
  nodemailer: { tls: { secure: 'true', requireTLS: 'false' }, starttls: { secure: 'false' } },
  ghost: { tls: { 'mail.options.secure': 'true' }, starttls: { 'mail.options.secure': 'false' } },
  msmtp: { tls: { tls_starttls: 'off', tls: 'on' }, starttls: { tls_starttls: 'on', tls: 'on' } },
  env: { tls: { SMTP_SECURITY: 'tls' }, starttls: { SMTP_SECURITY: 'starttls' } },
  laravel: {
    tls: { MAIL_SCHEME: 'smtps', MAIL_ENCRYPTION: 'ssl' },
    starttls: { MAIL_SCHEME: 'smtp', MAIL_ENCRYPTION: 'tls' },
  },
  vaultwarden: { tls: { SMTP_SECURITY: 'force_tls' }, starttls: { SMTP_SECURITY: 'starttls' } },
  gitea: { tls: { 'mailer.PROTOCOL': 'smtps' }, starttls: { 'mailer.PROTOCOL': 'smtp+starttls' } },
  dotnet: { tls: { 'Smtp.SecureSocketOptions': 'SslOnConnect' }, starttls: { 'Smtp.SecureSocketOptions': 'StartTls' } },
  'git-send-email': { tls: { 'sendemail.smtpEncryption': 'ssl' }, starttls: { 'sendemail.smtpEncryption': 'tls' } },
  postfix: { tls: { smtp_tls_wrappermode: 'yes' }, starttls: { smtp_tls_wrappermode: 'no' } },
  exim: { tls: { protocol: 'smtps' }, starttls: { protocol: 'smtp' } },
  'home-assistant': { tls: { encryption: 'tls' }, starttls: { encryption: 'starttls' } },
  phpmailer: { tls: { SMTPSecure: 'ssl' }, starttls: { SMTPSecure: 'tls' } },
  codeigniter: { tls: { smtp_crypto: 'ssl' }, starttls: { smtp_crypto: 'tls' } },
  nextcloud: { tls: { mail_smtpsecure: 'ssl' }, starttls: { mail_smtpsecure: '' } },
  wordpress: { tls: { WPMS_SSL: 'ssl' }, starttls: { WPMS_SSL: 'tls' } },
  grafana: { tls: {}, starttls: { 'smtp.startTLS_policy': 'MandatoryStartTLS' } },
  alertmanager: { tls: {}, starttls: { 'global.smtp_require_tls': 'true' } },
  n8n: {
    tls: { N8N_SMTP_SSL: 'true', N8N_SMTP_STARTTLS: 'false' },
    starttls: { N8N_SMTP_SSL: 'false', N8N_SMTP_STARTTLS: 'true' },
  },
  discourse: {
    tls: { 'env.DISCOURSE_SMTP_FORCE_TLS': 'true', 'env.DISCOURSE_SMTP_ENABLE_START_TLS': 'false' },
    starttls: { 'env.DISCOURSE_SMTP_FORCE_TLS': 'false', 'env.DISCOURSE_SMTP_ENABLE_START_TLS': 'true' },
  },
  authentik: {
    tls: { AUTHENTIK_EMAIL__USE_SSL: 'true', AUTHENTIK_EMAIL__USE_TLS: 'false' },
    starttls: { AUTHENTIK_EMAIL__USE_SSL: 'false', AUTHENTIK_EMAIL__USE_TLS: 'true' },
  },
  keycloak: {
    tls: { 'smtpServer.ssl': 'true', 'smtpServer.starttls': 'false' },
    starttls: { 'smtpServer.ssl': 'false', 'smtpServer.starttls': 'true' },
  },
  gitlab: {
    tls: { smtp_tls: 'true', smtp_enable_starttls_auto: 'false' },
    starttls: { smtp_tls: 'false', smtp_enable_starttls_auto: 'true' },
  },
  django: {
    tls: { EMAIL_USE_SSL: 'True', EMAIL_USE_TLS: 'False' },
    starttls: { EMAIL_USE_TLS: 'True', EMAIL_USE_SSL: 'False' },
  },
  'flask-mail': {
    tls: { MAIL_USE_SSL: 'True', MAIL_USE_TLS: 'False' },
    starttls: { MAIL_USE_TLS: 'True', MAIL_USE_SSL: 'False' },
  },
  'fastapi-mail': {
    tls: { MAIL_SSL_TLS: 'True', MAIL_STARTTLS: 'False' },
    starttls: { MAIL_STARTTLS: 'True', MAIL_SSL_TLS: 'False' },
  },
}

function find(entries: readonly Entry[], name: string): Entry | undefined {
  return entries.findLast(({ key }) => key === name || key.toLowerCase() === name.toLowerCase())
}

function valueEdits({ found, text }: LintFile, kind: Kind): readonly Edit[] | undefined {
  const wanted = Object.entries(SWITCHES[found.format]?.[kind] ?? {})
  const [decisive] = wanted
  // Laravel 10 and older know no MAIL_SCHEME: either name says it alone.
  const isSaid =
    found.format === 'laravel' || (decisive !== undefined && find(found.entries, decisive[0]) !== undefined)
  if (!isSaid) return undefined
  const edits = wanted.map(([name, value]) => {
    const entry = literalOrDefault(find(found.entries, name))
    if (!entry || sameValue(entry, value)) return []
    return switchValue(text, entry, value)
  })
  // One that cannot be put right where it stands would leave the others in contradiction to it.
  const all = edits.flatMap((own) => own ?? [])
  return edits.includes(undefined) || all.length === 0 ? undefined : all
}

function sameValue({ value, type }: Entry, wanted: string): boolean {
  return type !== 'string' || !/^(?:true|false)$/i.test(wanted)
    ? value === wanted
    : value.toLowerCase() === wanted.toLowerCase()
}

/** A value in place of another; a text that stands for a boolean becomes the word itself in Python. */
function switchValue(text: string, entry: Entry, value: string): readonly Edit[] | undefined {
  if (entry.type === 'string' && /^(?:True|False)$/.test(value) && !entry.reference)
    return [{ ...entry.span, text: value }]
  return replaceValue(text, entry, value)
}

/** Names that say the kind of TLS themselves: of each pair the first is STARTTLS. */
const NAMES: Readonly<Record<string, readonly (readonly [starttls: string, tls: string])[]>> = {
  django: [['EMAIL_USE_TLS', 'EMAIL_USE_SSL']],
  'flask-mail': [['MAIL_USE_TLS', 'MAIL_USE_SSL']],
  swaks: [
    ['tls', 'tls-on-connect'],
    ['tls', 'tlsc'],
  ],
  rails: [
    ['enable_starttls', 'tls'],
    ['enable_starttls_auto', 'tls'],
    ['enable_starttls', 'ssl'],
  ],
  'ruby-mail': [
    ['enable_starttls', 'tls'],
    ['enable_starttls_auto', 'tls'],
    ['enable_starttls', 'ssl'],
  ],
  ...Object.fromEntries(
    ['mail.smtp.', 'spring.mail.properties.mail.smtp.'].map((prefix, index) => [
      index === 0 ? 'jakarta-mail' : 'spring-properties',
      [
        [`${prefix}starttls.enable`, `${prefix}ssl.enable`],
        [`${prefix}starttls.required`, `${prefix}ssl.enable`],
      ] as const,
    ]),
  ),
}

/** The name is changed, so that never both are there; where the other one is there already, both get their values. */
function renameEdits({ found, text }: LintFile, kind: Kind): readonly Edit[] | undefined {
  for (const [starttls, tls] of NAMES[found.format] ?? []) {
    const [wrong, right] = kind === 'tls' ? [starttls, tls] : [tls, starttls]
    const [old, present] = [find(found.entries, wrong), find(found.entries, right)]
    if (!old || present || old.reference || !isSwitchedOn(old)) continue
    const written = text.slice(old.keySpan.start, old.keySpan.end)
    // A name that was translated from a variable's is not written like this in the file.
    if (!written.includes(wrong)) continue
    return [{ ...old.keySpan, text: written.replace(wrong, right) }]
  }
  return undefined
}

/** An option without a value is on by being there. */
function isSwitchedOn({ value, type }: Entry): boolean {
  return type !== 'expression' && /^(?:true|1|yes|on)$/i.test(value)
}

type UrlEdits = (file: LintFile, kind: Kind) => readonly Edit[] | undefined

/** A URL's scheme in place of another. */
const scheme =
  (tls: string, starttls: string): UrlEdits =>
  ({ found, text }, kind) => {
    const span = [...(found.security?.entries ?? []), ...found.entries].find((entry) =>
      /\bsmtp[a-z+]*:\/\//.test(text.slice(entry.span.start, entry.span.end)),
    )?.span
    const at = span && text.slice(span.start, span.end).search(/[a-z+]+:\/\//)
    if (!span || at === undefined) return undefined
    const start = span.start + at
    const end = text.indexOf('://', start)
    const wanted = kind === 'tls' ? tls : starttls
    return text.slice(start, end) === wanted ? undefined : [{ start, end, text: wanted }]
  }

const URL_FORMATS: Readonly<Record<string, UrlEdits>> = {
  symfony: scheme('smtps', 'smtp'),
  authjs: scheme('smtps', 'smtp'),
  nodemailer: scheme('smtps', 'smtp'),
  env: scheme('smtps', 'smtp'),
  mutt: scheme('smtps', 'smtp'),
  opensmtpd: scheme('smtps', 'smtp+tls'),
  // Only where the further switch of the other kind is there, or comes with it.
  's-nail': (file, kind) => withSwitch(file, kind, 'smtp-use-starttls', 'set smtp-use-starttls'),
  curl: (file, kind) => withSwitch(file, kind, 'ssl-reqd', 'ssl-reqd'),
  apprise: ({ found, text }, kind) => {
    const span = found.entries[0]?.span
    const match = span && /([?&]mode=)(ssl|starttls|insecure)/.exec(text.slice(span.start, span.end))
    const start = (span?.start ?? 0) + (match?.index ?? 0) + (match?.[1]?.length ?? 0)
    return match?.[2] === undefined
      ? undefined
      : [{ start, end: start + match[2].length, text: kind === 'tls' ? 'ssl' : 'starttls' }]
  },
}

function withSwitch(file: LintFile, kind: Kind, name: string, line: string): readonly Edit[] | undefined {
  const { found, text } = file
  const url = found.entries.findLast(({ key }) => key === 'url' || key === 'mta' || key === 'smtp')
  const edits =
    url && scheme('smtps', 'smtp')({ ...file, found: { ...found, security: { value: 'none', entries: [url] } } }, kind)
  if (!edits) return undefined
  if (kind === 'tls' || found.entries.some(({ key }) => key === name)) return edits
  const end = endOfLine(text, url.span.end)
  return [...edits, { start: end, end, text: `${lineEndOf(text)}${line}` }]
}

/** `PHPMailer::ENCRYPTION_STARTTLS` is written as the name of a constant. */
function phpEdits({ found, text }: LintFile, kind: Kind): readonly Edit[] | undefined {
  const entry = found.format === 'phpmailer' ? find(found.entries, 'SMTPSecure') : undefined
  const written = entry && text.slice(entry.span.start, entry.span.end)
  const name = kind === 'tls' ? 'ENCRYPTION_SMTPS' : 'ENCRYPTION_STARTTLS'
  if (!entry || !written || !/ENCRYPTION_\w+$/.test(written) || written.endsWith(name)) return undefined
  return [{ ...entry.span, text: written.replace(/ENCRYPTION_\w+$/, name) }]
}

function endOfLine(text: string, from: number): number {
  const at = text.slice(from).search(/\r?\n/)
  return at < 0 ? text.length : from + at
}

/** Another port; safe only at a server that is known to listen there. */
function portCorrection({ found, text, presets }: LintFile, port: 465 | 587): Partial<Correction> {
  const [entry, host] = [literalOrDefault(found.fields.port), literal(found.fields.host)]
  const old = hostAndPort(host?.value ?? '').port
  const edits = entry
    ? replacePort(text, entry, port)
    : old !== undefined && host
      ? replacePort(text, { ...host, value: old }, port)
      : undefined
  if (!edits) return {}
  const name = hostAndPort(host?.value ?? '').host.toLowerCase()
  const isKnown = Boolean(
    presets.hostRole(name)?.preset.endpoints.some((endpoint) => endpoint.host === name && endpoint.port === port),
  )
  return { edits, isSafe: isKnown }
}

/** The port in its own value, or the last one behind a colon in a URL or behind a host. */
function replacePort(text: string, entry: Entry, port: number): readonly Edit[] | undefined {
  const raw = text.slice(entry.span.start, entry.span.end)
  if (/^["']?\d+["']?$/.test(raw)) return replaceValue(text, entry, String(port))
  const at = raw.lastIndexOf(`:${entry.value}`)
  if (at < 0) return undefined
  const start = entry.span.start + at + 1
  return [{ start, end: start + entry.value.length, text: String(port) }]
}
