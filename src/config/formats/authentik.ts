// authentik: environment of the server and worker containers.

import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { dotenvSyntax } from '../syntax/dotenv.js'

export const authentik = keyValueFormat({
  id: 'authentik',
  title: 'authentik (.env of its compose file)',
  fileName: '.env',
  secret: 'embedded',
  token: 'unsupported',
  proof: 'read back by docker compose v1 and v2 (env_file); keys from the authentik documentation',
  syntax: dotenvSyntax(['compose']),
  keys: {
    host: ['AUTHENTIK_EMAIL__HOST'],
    port: ['AUTHENTIK_EMAIL__PORT'],
    username: ['AUTHENTIK_EMAIL__USERNAME'],
    secret: ['AUTHENTIK_EMAIL__PASSWORD'],
    from: ['AUTHENTIK_EMAIL__FROM'],
  },
  encode: {
    secret: ({ username, secret }) => (username ? (secret ?? PLACEHOLDER) : undefined),
    from: ({ from, fromName }) => (from && fromName ? `${fromName.replace(/[<>"]/g, '')} <${from}>` : from),
  },
  security: {
    write: (security) => [
      { path: ['AUTHENTIK_EMAIL__USE_TLS'], value: security === 'starttls', comment: 'STARTTLS' },
      { path: ['AUTHENTIK_EMAIL__USE_SSL'], value: security === 'tls', comment: 'TLS from the first byte' },
    ],
    read(get) {
      const [tls, ssl] = [get('AUTHENTIK_EMAIL__USE_TLS'), get('AUTHENTIK_EMAIL__USE_SSL')]
      const entries = [tls, ssl].filter((entry) => entry !== undefined)
      if (entries.length === 0) return undefined
      if (ssl?.value.toLowerCase() === 'true') return { value: 'tls', entries }
      return { value: tls?.value.toLowerCase() === 'true' ? 'starttls' : 'none', entries }
    },
  },
  extra: () => [{ path: ['AUTHENTIK_EMAIL__TIMEOUT'], value: 30 }],
  commands: () => ['docker compose up -d', 'docker compose exec worker ak test_email you@example.com'],
})
