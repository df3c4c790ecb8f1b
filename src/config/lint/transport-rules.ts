// Port and kind of TLS: what cannot work together, and what works but protects nothing.

import type { Edit, Entry } from '../format.js'
import { hostAndPort } from '../read-config.js'
import { dotenvCorrection } from './dotenv-correction.js'
import { type Complaint, type LintFile, type LintRule, literal, replaceValue } from './finding.js'

const STARTTLS_PORTS = [25, 587, 2525]

/** The port as a number, from its own entry or behind the host. */
export function portOf({ found }: LintFile): { readonly port: number; readonly entry: Entry } | undefined {
  const own = literal(found.fields.port)
  if (own) return { port: Number(own.value), entry: own }
  const host = literal(found.fields.host)
  const behind = host && hostAndPort(host.value).port
  return host && behind !== undefined ? { port: Number(behind), entry: host } : undefined
}

export const tlsPort: LintRule = {
  id: 'tls-port',
  check(file) {
    const place = portOf(file)
    const { security } = file.found
    if (!place || !security) return []
    const span = security.entries.at(-1)?.span ?? place.entry.span
    if (place.port === 465 && security.value !== 'tls') {
      return [
        {
          rule: 'tls-port',
          diagnosis: 'plaintext-on-tls-port',
          severity: 'error',
          span,
          message: `Port 465 speaks TLS from the first byte, and this begins in clear text: both sides wait until one gives up.`,
          ...correction(file, 'tls'),
        },
      ]
    }
    if (STARTTLS_PORTS.includes(place.port) && security.value === 'tls') {
      return [
        {
          rule: 'tls-port',
          diagnosis: 'tls-on-plaintext-port',
          severity: 'error',
          span,
          message: `Port ${place.port} begins in clear text and goes on with STARTTLS; TLS from the first byte fails there ("wrong version number").`,
          ...correction(file, 'starttls'),
        },
      ]
    }
    return []
  },
}

/** The switches for the kind of TLS in this program's own words. */
function correction(file: LintFile, security: 'tls' | 'starttls'): Pick<Complaint, 'edits' | 'isSafe' | 'advice'> {
  const edits = switchEdits(file, security)
  if (edits) return { edits, isSafe: true }
  const own = file.format.id === 'env' ? dotenvCorrection(file, security) : undefined
  if (own) return own
  const advice =
    security === 'tls'
      ? 'Switch to TLS from the first byte (SSL), or use port 587.'
      : 'Switch to STARTTLS, or use port 465.'
  return { advice }
}

/** How each format says a kind of TLS: for every switch that is there, its new value. */
const SWITCHES: Readonly<
  Record<
    string,
    { readonly tls: Readonly<Record<string, string>>; readonly starttls: Readonly<Record<string, string>> }
  >
> = {
  nodemailer: { tls: { secure: 'true', requireTLS: 'false' }, starttls: { secure: 'false' } },
  ghost: { tls: { 'mail.options.secure': 'true' }, starttls: { 'mail.options.secure': 'false' } },
  msmtp: { tls: { tls: 'on', tls_starttls: 'off' }, starttls: { tls: 'on', tls_starttls: 'on' } },
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
  'home-assistant': { tls: { encryption: 'tls' }, starttls: { encryption: 'starttls' } },
  phpmailer: { tls: { SMTPSecure: 'ssl' }, starttls: { SMTPSecure: 'tls' } },
  wordpress: { tls: { WPMS_SSL: 'ssl' }, starttls: { WPMS_SSL: 'tls' } },
  n8n: {
    tls: { N8N_SMTP_SSL: 'true', N8N_SMTP_STARTTLS: 'false' },
    starttls: { N8N_SMTP_SSL: 'false', N8N_SMTP_STARTTLS: 'true' },
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
  'flask-mail': {
    tls: { MAIL_USE_SSL: 'True', MAIL_USE_TLS: 'False' },
    starttls: { MAIL_USE_SSL: 'False', MAIL_USE_TLS: 'True' },
  },
  'fastapi-mail': {
    tls: { MAIL_SSL_TLS: 'True', MAIL_STARTTLS: 'False' },
    starttls: { MAIL_SSL_TLS: 'False', MAIL_STARTTLS: 'True' },
  },
}

function switchEdits({ format, found, text }: LintFile, security: 'tls' | 'starttls'): Edit[] | undefined {
  if (format.id === 'django') return djangoEdits(found.entries, security)
  const wanted = SWITCHES[format.id]?.[security]
  if (!wanted) return undefined
  const edits = Object.entries(wanted).flatMap(([name, value]) => {
    const entry = found.entries.findLast(({ key }) => key === name || key.endsWith(`.${name}`))
    if (!entry || entry.value === value) return []
    return replaceValue(text, entry, value) ?? []
  })
  const decisive = Object.keys(wanted)[0] ?? ''
  const isSaid =
    found.entries.some(({ key }) => key === decisive || key.endsWith(`.${decisive}`)) ||
    // Laravel 10 and older know no MAIL_SCHEME: either name says it alone.
    (format.id === 'laravel' && found.entries.some(({ key }) => key === 'MAIL_ENCRYPTION'))
  const isOpen = format.id === 'msmtp' && security === 'tls' && !found.entries.some(({ key }) => key === 'tls_starttls')
  const last = found.entries.findLast(({ key }) => key === 'tls')
  if (isOpen && last) return [...edits, { start: last.span.end, end: last.span.end, text: '\ntls_starttls off' }]
  return isSaid && edits.length > 0 ? edits : undefined
}

/** Django has a name for each kind: the name is changed, so that never both are on. */
function djangoEdits(entries: readonly Entry[], security: 'tls' | 'starttls'): Edit[] | undefined {
  const [wrong, right] = security === 'tls' ? ['EMAIL_USE_TLS', 'EMAIL_USE_SSL'] : ['EMAIL_USE_SSL', 'EMAIL_USE_TLS']
  const [old, present] = [wrong, right].map((name) => entries.findLast(({ key }) => key === name))
  if (!old) return undefined
  if (!present) return [{ ...old.keySpan, text: right as string }]
  return [
    { ...old.span, text: 'False' },
    { ...present.span, text: 'True' },
  ]
}

export const clearText: LintRule = {
  id: 'clear-text-login',
  check({ found }) {
    const { security, fields } = found
    const host = literal(fields.host)
    if (security?.value !== 'none' || !host || isLoopback(host.value) || !(fields.secret ?? fields.username)) return []
    if (Number(literal(fields.port)?.value) === 465) return []
    return [
      {
        rule: 'clear-text-login',
        diagnosis: 'starttls-required',
        severity: 'error',
        span: security.entries.at(-1)?.span ?? host.span,
        message: `The login goes to ${host.value} in clear text: anybody on the way can read it, and most servers refuse it.`,
        advice: 'Switch STARTTLS on (port 587), or TLS from the first byte (port 465).',
      },
    ]
  },
}

export const opportunistic: LintRule = {
  id: 'starttls-not-required',
  check({ found, format, text }) {
    const host = literal(found.fields.host)
    if (!found.isOpportunistic || found.security?.value !== 'starttls' || (host && isLoopback(host.value))) return []
    const secure = found.entries.find(({ key }) => key === 'secure')
    const port = found.fields.port
    // Laravel, Nextcloud and others cannot be made to insist, so saying it would help nobody.
    if (format.id !== 'nodemailer' && format.id !== 'ghost') return []
    const after = secure ?? port
    const indent = after && /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', after.keySpan.start) + 1))?.[0]
    const isOwnLine =
      after && text.slice(text.lastIndexOf('\n', after.keySpan.start) + 1, after.keySpan.start).trim() === ''
    const isPlain = format.id === 'nodemailer' && after && isOwnLine && text[after.span.end] === ','
    return [
      {
        rule: 'starttls-not-required',
        diagnosis: 'starttls-not-offered',
        severity: 'warning',
        span: after?.keySpan ?? { start: 0, end: 0 },
        message:
          'Without requireTLS nodemailer sends the password in clear text when the server, or somebody on the way, does not offer STARTTLS.',
        advice: 'Add requireTLS: true.',
        ...(isPlain && {
          edits: [{ start: after.span.end + 1, end: after.span.end + 1, text: `\n${indent}requireTLS: true,` }],
          isSafe: false,
        }),
      },
    ]
  },
}

export const verification: LintRule = {
  id: 'verification-off',
  check({ found, text }) {
    const names =
      /^(?:.*\.)?(?:rejectUnauthorized|verify_peer|verify_peer_name|VALIDATE_CERTS|tls_certcheck|verify_ssl)$/
    const inverted =
      /^(?:.*\.)?(?:skip_verify|SMTP_ACCEPT_INVALID_CERTS|SMTP_ACCEPT_INVALID_HOSTNAMES|FORCE_TRUST_SERVER_CERT|allow_self_signed|SKIP_VERIFY)$/
    const trusted = /(?:^|\.)(?:mail\.smtp\.ssl\.trust|smtp_openssl_verify_mode|openssl_verify_mode)$/
    return found.entries.flatMap((entry) => {
      const value = entry.value.toLowerCase()
      const isOff =
        (names.test(entry.key) && /^(?:false|off|0|no)$/.test(value)) ||
        (inverted.test(entry.key) && /^(?:true|on|1|yes)$/.test(value)) ||
        (trusted.test(entry.key) && (value === '*' || value === 'none'))
      if (!isOff) return []
      const right = names.test(entry.key)
        ? value === 'off'
          ? 'on'
          : entry.value === 'False'
            ? 'True'
            : 'true'
        : 'false'
      const edits = trusted.test(entry.key) ? undefined : replaceValue(text, entry, right)
      return [
        {
          rule: 'verification-off',
          diagnosis: 'config-tls-verification-off',
          severity: 'warning',
          span: entry.span,
          message: `${entry.key} = ${entry.value} switches the check of the server's certificate off: the password goes to whoever answers.`,
          advice: 'Switch it on; for a private CA give its root certificate instead.',
          ...(edits && { edits, isSafe: false }),
        } satisfies Complaint,
      ]
    })
  },
}

export function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/i.test(host)
}
