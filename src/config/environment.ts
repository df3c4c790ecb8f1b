// Mail settings in the environment of a program, whatever kind of file they stand in: a `.env`, a compose file, a
// Kubernetes manifest. Container images have names of their own for what is a file's key elsewhere; those are translated
// and read by the format of that file.

import type { ConfigFormat, Entry, FoundSettings } from './format.js'
import { authentik } from './formats/authentik.js'
import { authjs } from './formats/authjs.js'
import { discourse } from './formats/discourse.js'
import { dotnet } from './formats/dotnet.js'
import { ghost } from './formats/ghost.js'
import { gitea } from './formats/gitea.js'
import { grafana } from './formats/grafana.js'
import { laravel } from './formats/laravel.js'
import { n8n } from './formats/n8n.js'
import { springProperties } from './formats/spring-properties.js'
import { symfony } from './formats/symfony.js'
import { vaultwarden } from './formats/vaultwarden.js'
import { genericEnvironment } from './generic-environment.js'
import { nextcloudOf } from './readers/php.js'
import { foundInUrl } from './url-format.js'

interface Style {
  /** The name of a setting in the file that the format describes; undefined for variables of something else. */
  rename(name: string): string | undefined
  read(entries: readonly Entry[]): readonly FoundSettings[]
  /** Tells this style from others with the same names. */
  isMeant?(entry: Entry): boolean
}

const same = (pattern: RegExp) => (name: string) => (pattern.test(name) ? name : undefined)
const readBy =
  ({ readEntries }: ConfigFormat) =>
  (entries: readonly Entry[]) =>
    readEntries?.(entries) ?? []

/** https://github.com/nextcloud/docker#auto-configuration-via-environment-variables */
const NEXTCLOUD: Readonly<Record<string, string>> = {
  SMTP_HOST: 'mail_smtphost',
  SMTP_PORT: 'mail_smtpport',
  SMTP_SECURE: 'mail_smtpsecure',
  SMTP_NAME: 'mail_smtpname',
  SMTP_PASSWORD: 'mail_smtppassword',
  SMTP_AUTHTYPE: 'mail_smtpauthtype',
}

/** The special ones first; names that many programs share come last. */
const STYLES: readonly Style[] = [
  {
    rename: (name) => (/^GF_SMTP_/.test(name) ? `smtp.${name.slice('GF_SMTP_'.length).toLowerCase()}` : undefined),
    read: readBy(grafana),
  },
  {
    rename: (name) => /^(?:GITEA|FORGEJO)__mailer__(.+)$/i.exec(name)?.[1]?.replace(/^/, 'mailer.'),
    read: readBy(gitea),
  },
  {
    rename: (name) => (/^mail__/.test(name) ? name.replaceAll('__', '.') : undefined),
    read: readBy(ghost),
  },
  {
    rename: (name) => (/^SPRING_MAIL_/.test(name) ? springName(name) : undefined),
    read: readBy(springProperties),
  },
  { rename: (name) => (/^Smtp__/i.test(name) ? name.replaceAll('__', '.') : undefined), read: readBy(dotnet) },
  { rename: (name) => (/^DISCOURSE_/.test(name) ? `env.${name}` : undefined), read: readBy(discourse) },
  { rename: same(/^AUTHENTIK_EMAIL__/), read: readBy(authentik) },
  { rename: same(/^N8N_/), read: readBy(n8n) },
  { rename: same(/^MAILER_DSN$/), read: readBy(symfony) },
  { rename: same(/^EMAIL_SERVER$/), read: readBy(authjs) },
  { rename: same(/^SMTP_|^USE_SENDMAIL$/), read: readBy(vaultwarden), isMeant: isVaultwardens },
  {
    rename: (name) => NEXTCLOUD[name],
    read: nextcloudOf,
    isMeant: ({ key }) => /^(?:SMTP_NAME|NEXTCLOUD_\w+)$/.test(key),
  },
  {
    rename: same(/^MAIL_/),
    read: readBy(laravel),
    isMeant: ({ key }) => /^MAIL_(?:MAILER|DRIVER|ENCRYPTION|SCHEME|FROM_ADDRESS)$/.test(key),
  },
  { rename: (name) => name, read: readBy(genericEnvironment) },
  { rename: same(/^(?:[A-Z0-9]+_){0,2}(?:SMTP|E?MAIL|MAILER)_(?:URL|URI|DSN|SERVER)$/), read: urlsIn },
]

/** The mail settings among variables; empty where there are none. */
export function foundInEnvironment(entries: readonly Entry[]): readonly FoundSettings[] {
  for (const { rename, read, isMeant } of STYLES) {
    if (isMeant && !entries.some(isMeant)) continue
    const own = entries.flatMap((entry): Entry[] => {
      const key = rename(entry.key)
      return key === undefined ? [] : [{ ...entry, key }]
    })
    const found = own.length > 0 ? read(own) : []
    if (found.some(({ fields }) => fields.host ?? fields.service ?? fields.secret)) return found
  }
  return []
}

const VAULTWARDEN =
  /^(?:SIGNUPS_ALLOWED|ADMIN_TOKEN|ROCKET_PORT|SMTP_ACCEPT_INVALID_CERTS|SMTP_EXPLICIT_TLS|SMTP_AUTH_MECHANISM)$/

/** By its own variables, or by words for the kind of TLS that only Vaultwarden has. */
function isVaultwardens({ key, value }: Entry): boolean {
  return VAULTWARDEN.test(key) || (key === 'SMTP_SECURITY' && (value === 'force_tls' || value === 'off'))
}

/** `SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE` is `spring.mail.properties.mail.smtp.starttls.enable`. */
function springName(name: string): string {
  return name.toLowerCase().replaceAll('_', '.')
}

function urlsIn(entries: readonly Entry[]): readonly FoundSettings[] {
  return entries.filter(({ value }) => /^smtps?:\/\//i.test(value)).flatMap((entry) => foundInUrl('env', entry))
}
