// n8n reads its mail settings from the environment; containers get them from an env_file.

import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { dotenvSyntax } from '../syntax/dotenv.js'

export const n8n = keyValueFormat({
  id: 'n8n',
  title: 'n8n (environment)',
  fileName: 'n8n.env',
  secret: 'embedded',
  token: 'unsupported',
  proof: 'read back by docker compose v1 and v2 (env_file); keys from the n8n documentation',
  syntax: dotenvSyntax(['compose']),
  keys: {
    host: ['N8N_SMTP_HOST'],
    port: ['N8N_SMTP_PORT'],
    username: ['N8N_SMTP_USER'],
    secret: ['N8N_SMTP_PASS'],
    from: ['N8N_SMTP_SENDER'],
  },
  encode: {
    secret: ({ username, secret }) => (username ? (secret ?? PLACEHOLDER) : undefined),
    from: ({ from, fromName }) => (from && fromName ? `"${fromName.replace(/[\\"]/g, '\\$&')}" <${from}>` : from),
  },
  extra: () => [{ path: ['N8N_EMAIL_MODE'], value: 'smtp' }],
  security: {
    write: (security) => [
      { path: ['N8N_SMTP_SSL'], value: security === 'tls' },
      { path: ['N8N_SMTP_STARTTLS'], value: security === 'starttls' },
    ],
    read(get) {
      const [ssl, starttls] = [get('N8N_SMTP_SSL'), get('N8N_SMTP_STARTTLS')]
      const entries = [ssl, starttls].filter((entry) => entry !== undefined)
      // Without the variable n8n assumes implicit TLS.
      if (ssl?.value !== 'false') return entries.length > 0 ? { value: 'tls', entries } : undefined
      return { value: starttls?.value === 'false' ? 'none' : 'starttls', entries }
    },
  },
  notes: () => ['docker compose reads this file through env_file; docker run --env-file would keep the quotes.'],
})
