// Vaultwarden: environment of its container.

import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { dotenvSyntax } from '../syntax/dotenv.js'

export const vaultwarden = keyValueFormat({
  id: 'vaultwarden',
  title: 'Vaultwarden (environment)',
  fileName: 'vaultwarden.env',
  secret: 'embedded',
  token: 'unsupported',
  proof: 'read back by docker compose v1 and v2 (env_file); keys from .env.template of Vaultwarden',
  syntax: dotenvSyntax(['compose']),
  keys: {
    host: ['SMTP_HOST'],
    port: ['SMTP_PORT'],
    username: ['SMTP_USERNAME'],
    secret: ['SMTP_PASSWORD'],
    from: ['SMTP_FROM'],
    fromName: ['SMTP_FROM_NAME'],
  },
  marks: ['SMTP_ACCEPT_INVALID_CERTS', 'SMTP_AUTH_MECHANISM', 'SMTP_EXPLICIT_TLS', 'SIGNUPS_ALLOWED', 'ADMIN_TOKEN'],
  encode: { secret: ({ username, secret }) => (username ? (secret ?? PLACEHOLDER) : undefined) },
  security: {
    write: (security) => [
      { path: ['SMTP_SECURITY'], value: { tls: 'force_tls', starttls: 'starttls', none: 'off' }[security] },
    ],
    read(get) {
      const entry = get('SMTP_SECURITY')
      const words = { force_tls: 'tls', starttls: 'starttls', off: 'none' } as const
      const value = words[entry?.value as keyof typeof words]
      return entry && value ? { value, entries: [entry] } : undefined
    },
  },
})
