// Sentences that several rules need: which port to use at this provider, and the same in the client's own words.
// Menus of providers stand in their presets, never here.

import type { Context, Finding, Fix, Preset, Security } from '../model.js'
import { matches, type Pattern } from '../smtp/prefilter.js'
import { hasLocalBridge, realProvider } from './meant.js'

export interface Way {
  readonly host: string
  readonly port: number
  readonly security: Security
}

/** The ways in that a provider documents, the preferred one first, with region and domain filled in. */
export function waysIn(context: Context, preset: Preset | undefined = realProvider(context)): Way[] {
  if (!preset) return []
  const region = preset.regions?.find((one) => one.default) ?? preset.regions?.[0]
  const domain = context.address?.split('@')[1] ?? preset.domains[0] ?? ''
  const isOwnHost = context.host !== undefined && context.presets.hostRole(context.host)?.preset.id === preset.id
  return preset.endpoints.map(({ host, port, security }) => ({
    host:
      isOwnHost && host.includes('{') && context.host
        ? context.host
        : host.replaceAll('{region}', region?.id ?? '').replaceAll('{domain}', domain),
    port,
    security,
  }))
}

/** `port 587 with STARTTLS`, `port 465 with TLS from the first byte`. */
export function nameWay({ port, security }: Pick<Way, 'port' | 'security'>): string {
  switch (security) {
    case 'starttls':
      return `port ${port} with STARTTLS`
    case 'tls':
      return `port ${port} with TLS from the first byte`
    case 'none':
      return `port ${port} in clear text`
  }
}

/** A way in that fits; undefined where the provider is known and has none. Without a provider, 587 and 465 (RFC 8314). */
export function wayWith(context: Context, isFit: (way: Way) => boolean): Way | undefined {
  const own = waysIn(context)
  const host = context.host ?? ''
  const general: Way[] = [
    { host, port: 587, security: 'starttls' },
    { host, port: 465, security: 'tls' },
  ]
  return (own.length > 0 ? own : general).find(isFit)
}

/** The way to take: the first that fits, else the provider's first, else 587 with STARTTLS. */
export function bestWay(context: Context, isFit: (way: Way) => boolean = () => true): Way {
  return wayWith(context, isFit) ?? waysIn(context)[0] ?? { host: context.host ?? '', port: 587, security: 'starttls' }
}

/** One fix that says which host, port and kind of TLS to use. */
export function useWay(context: Context, way: Way): Fix {
  const provider = realProvider(context)
  const server = way.host !== '' && !way.host.includes('{') ? `${way.host}, ` : ''
  return { do: `Use ${server}${nameWay(way)}${provider ? ` (${provider.name}'s own setting)` : ''}.` }
}

/** The same in the words of the client, as a list of no or one fix. */
export function inClientsWords(context: Context, { port, security }: Pick<Way, 'port' | 'security'>): Fix[] {
  const words = CLIENT_WORDS.find(([pattern]) => matches(pattern, context.client ?? ''))?.[1]
  return words ? [{ do: words(port, security) }] : []
}

type ClientWords = (port: number, security: Security) => string

const isTls = (security: Security) => security === 'tls'

const CLIENT_WORDS: readonly (readonly [Pattern, ClientWords])[] = [
  [
    /django/i,
    (port, security) =>
      `In settings.py: EMAIL_PORT = ${port}, ${isTls(security) ? 'EMAIL_USE_SSL = True, EMAIL_USE_TLS = False' : 'EMAIL_USE_TLS = True, EMAIL_USE_SSL = False'}.`,
  ],
  [
    /flask|fastapi/i,
    (port, security) =>
      `In the configuration: MAIL_PORT = ${port}, ${isTls(security) ? 'MAIL_USE_SSL = True, MAIL_USE_TLS = False' : 'MAIL_USE_TLS = True, MAIL_USE_SSL = False'}.`,
  ],
  [
    /aiosmtplib/i,
    (port, security) =>
      `In aiosmtplib: port=${port}, ${isTls(security) ? 'use_tls=True' : 'start_tls=True (and use_tls=False)'}.`,
  ],
  [
    /smtplib|yagmail|python|alertmanager-py/i,
    (port, security) =>
      isTls(security)
        ? `In Python: smtplib.SMTP_SSL(host, ${port}, context=ssl.create_default_context()), without starttls().`
        : `In Python: smtplib.SMTP(host, ${port}), then starttls(context=ssl.create_default_context()) before login().`,
  ],
  [
    /nodemailer|nest|strapi|n8n|ghost|uptime-kuma|action-send-mail|node-red|overseerr/i,
    (port, security) =>
      `In nodemailer: port: ${port}, secure: ${isTls(security) ? 'true' : 'false, requireTLS: true'}.`,
  ],
  [
    /phpmailer|wordpress|wp-mail|fluent-smtp/i,
    (port, security) =>
      `In PHPMailer: $mail->Port = ${port}; $mail->SMTPSecure = ${isTls(security) ? 'PHPMailer::ENCRYPTION_SMTPS' : 'PHPMailer::ENCRYPTION_STARTTLS'}; (in a plugin's form: encryption "${isTls(security) ? 'SSL' : 'TLS'}").`,
  ],
  [
    /laravel/i,
    (port, security) =>
      `In .env: MAIL_PORT=${port} and MAIL_SCHEME=${isTls(security) ? 'smtps' : 'smtp'} (before Laravel 11: MAIL_ENCRYPTION=${isTls(security) ? 'ssl' : 'tls'}); then php artisan config:clear.`,
  ],
  [
    /symfony|swift/i,
    (port, security) =>
      `In MAILER_DSN: ${isTls(security) ? 'smtps' : 'smtp'}://USER:PASSWORD@HOST:${port} (Swift Mailer: encryption "${isTls(security) ? 'ssl' : 'tls'}").`,
  ],
  [
    /spring/i,
    (port, security) =>
      `In application.properties: spring.mail.port=${port}, ${isTls(security) ? 'spring.mail.properties.mail.smtp.ssl.enable=true' : 'spring.mail.properties.mail.smtp.starttls.enable=true and spring.mail.properties.mail.smtp.starttls.required=true'}.`,
  ],
  [
    /java|jakarta|jenkins|keycloak/i,
    (port, security) =>
      `In the mail properties: mail.smtp.port=${port}, ${isTls(security) ? 'mail.smtp.ssl.enable=true' : 'mail.smtp.starttls.enable=true and mail.smtp.starttls.required=true, mail.smtp.ssl.enable=false'}.`,
  ],
  [
    /mailkit/i,
    (port, security) =>
      `In MailKit: client.Connect(host, ${port}, ${isTls(security) ? 'SecureSocketOptions.SslOnConnect' : 'SecureSocketOptions.StartTls'}).`,
  ],
  [
    /dotnet|smtpclient|system\.net|powershell/i,
    (port, security) =>
      isTls(security)
        ? 'System.Net.Mail.SmtpClient cannot speak TLS from the first byte: use a STARTTLS port (587) with EnableSsl = true, or MailKit.'
        : `In System.Net.Mail: Port = ${port}, EnableSsl = true (it means STARTTLS there).`,
  ],
  [
    /^go\b|\bgo\b|gomail|grafana|alertmanager|authelia|gitea|forgejo|gophish/i,
    (port, security) =>
      isTls(security)
        ? `In Go: port ${port} with an implicit TLS connection (go-mail: WithSSL(); net/smtp: tls.Dial, then smtp.NewClient).`
        : `In Go: port ${port} with STARTTLS (go-mail: WithTLSPolicy(TLSMandatory); net/smtp: SendMail does it by itself).`,
  ],
  [
    /rails|actionmailer|ruby|mastodon|discourse|gitlab|redmine/i,
    (port, security) =>
      `In smtp_settings: port: ${port}, ${isTls(security) ? 'tls: true (not enable_starttls)' : 'enable_starttls: true (not tls or ssl)'}.`,
  ],
  [
    /lettre|rust|vaultwarden/i,
    (port, security) =>
      `In lettre: ${isTls(security) ? 'SmtpTransport::relay(host)' : 'SmtpTransport::starttls_relay(host)'}.port(${port}) (Vaultwarden: SMTP_SECURITY=${isTls(security) ? 'force_tls' : 'starttls'}).`,
  ],
  [/msmtp/i, (port, security) => `In msmtprc: port ${port}, tls on, tls_starttls ${isTls(security) ? 'off' : 'on'}.`],
  [
    /curl/i,
    (port, security) =>
      isTls(security) ? `With curl: smtps://HOST:${port}.` : `With curl: smtp://HOST:${port} --ssl-reqd.`,
  ],
  [/swaks/i, (port, security) => `With swaks: --port ${port} ${isTls(security) ? '--tls-on-connect' : '--tls'}.`],
  [
    /git/i,
    (port, security) =>
      `In the git configuration: sendemail.smtpServerPort = ${port}, sendemail.smtpEncryption = ${isTls(security) ? 'ssl' : 'tls'}.`,
  ],
  [
    /postfix/i,
    (port, security) =>
      isTls(security)
        ? `In main.cf: relayhost = [HOST]:${port}, smtp_tls_wrappermode = yes, smtp_tls_security_level = encrypt.`
        : `In main.cf: relayhost = [HOST]:${port}, smtp_tls_wrappermode = no, smtp_tls_security_level = encrypt.`,
  ],
]

/** How to look at a port by hand, where a machine has nothing else. */
export function lookByHand(host: string | undefined, port: number): Fix {
  const server = host || 'HOST'
  return {
    do: `See for yourself whether the port opens: "nc -vz ${server} ${port}" (Linux, macOS) or "Test-NetConnection ${server} -Port ${port}" (PowerShell).`,
  }
}

/** The line that looks at a server's TLS by hand, for the endpoint that a finding is about. */
export function withOpenssl(context: Context, finding: Finding | undefined, ...more: readonly string[]): string {
  const endpoint = finding?.seen[0]?.endpoint
  const host = endpoint?.host ?? (context.host || 'HOST')
  const port = endpoint?.port ?? context.port ?? 587
  const security = endpoint?.security ?? (port === 465 ? 'tls' : context.security)
  const start = security === 'tls' ? [] : ['-starttls smtp']
  // Before OpenSSL 1.1.1 no name was sent without being asked to.
  const name = host.includes(':') ? [] : [`-servername ${host}`]
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return ['openssl s_client -connect', place, ...start, ...name, ...more].join(' ')
}

/** The way out that a known hosting platform has, reported ones marked; empty when no platform is known. */
export function platformWayOut(context: Context): Fix[] {
  return (context.platform?.wayOut ?? []).map((step) => ({
    do: step.isVerified ? step.do : `${step.do} (reported; not confirmed on the platform's own pages)`,
    ...(step.url && { url: step.url }),
  }))
}

/** A check by smtp-doctor itself, with what is known filled in; where one has just run, the same once more. */
export function checkYourself(context: Context): Fix {
  if (context.source === 'probe')
    return { do: 'Change one thing at a time and run this check again: it shows each time how much further you get.' }
  const provider = realProvider(context)
  const parts = ['smtp-doctor check']
  if (provider && !hasLocalBridge(context)) parts.push(`--provider ${provider.id}`)
  else if (context.host) parts.push(`--host ${context.host}`)
  else parts.push('YOUR-ADDRESS')
  return {
    do: `Run "${parts.join(' ')}" on the same machine: it tries every port at once and shows where each one stops.`,
  }
}

/** Never a cure, often advised: said wherever a certificate is refused. */
export const DO_NOT_SWITCH_OFF: Fix = {
  do: 'Do not switch certificate verification off: the password would go to whoever answers.',
}
