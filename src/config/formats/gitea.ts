// Gitea and Forgejo: the [mailer] section of app.ini.

import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { goIni, iniSyntax } from '../syntax/ini.js'

const own = (name: string) => ['mailer', name]

export const gitea = keyValueFormat({
  id: 'gitea',
  title: 'Gitea / Forgejo (app.ini)',
  fileName: 'app.ini',
  secret: 'embedded',
  token: 'unsupported',
  isSnippet: true,
  proof: "read back by go-ini, Gitea's parser; keys from the Gitea documentation",
  syntax: iniSyntax(goIni),
  keys: {
    host: own('SMTP_ADDR'),
    port: own('SMTP_PORT'),
    username: own('USER'),
    secret: own('PASSWD'),
    from: own('FROM'),
    verify: own('FORCE_TRUST_SERVER_CERT'),
  },
  alsoReads: { host: own('HOST') },
  encode: {
    secret: ({ username, secret }) => (username ? (secret ?? PLACEHOLDER) : undefined),
    from: ({ from, fromName }) => (from && fromName ? `"${fromName.replace(/[\\"]/g, '\\$&')}" <${from}>` : from),
  },
  extra: () => [{ path: own('ENABLED'), value: true }],
  security: {
    write: (security) => [
      { path: own('PROTOCOL'), value: { tls: 'smtps', starttls: 'smtp+starttls', none: 'smtp' }[security] },
    ],
    read(get) {
      const entry = get('mailer.PROTOCOL')
      const words = { smtps: 'tls', 'smtp+starttls': 'starttls', smtp: 'none' } as const
      const value = words[entry?.value as keyof typeof words]
      return entry && value ? { value, entries: [entry] } : undefined
    },
  },
  commands: () => ['sudo systemctl restart gitea'],
})
