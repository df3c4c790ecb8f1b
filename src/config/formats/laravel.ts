// Laravel's .env. Laravel 11 and newer read MAIL_SCHEME, 10 and older MAIL_ENCRYPTION; both are written, each ignores the other.

import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { readPhp } from '../readers/php.js'
import { sourceReading, withSource } from '../readers/source-reading.js'
import { dotenvSyntax } from '../syntax/dotenv.js'

const table = keyValueFormat({
  id: 'laravel',
  title: 'Laravel (.env)',
  fileName: '.env',
  secret: 'embedded',
  token: 'unsupported',
  proof: "read back by Laravel's own phpdotenv",
  syntax: dotenvSyntax(['laravel']),
  keys: {
    host: ['MAIL_HOST'],
    port: ['MAIL_PORT'],
    username: ['MAIL_USERNAME'],
    secret: ['MAIL_PASSWORD'],
    from: ['MAIL_FROM_ADDRESS'],
    fromName: ['MAIL_FROM_NAME'],
  },
  marks: ['MAIL_MAILER', 'MAIL_DRIVER', 'MAIL_ENCRYPTION', 'MAIL_SCHEME', 'MAIL_FROM_ADDRESS'],
  encode: { secret: ({ username, secret }) => (username ? (secret ?? PLACEHOLDER) : undefined) },
  extra: () => [{ path: ['MAIL_MAILER'], value: 'smtp' }],
  security: {
    write: (security) => [
      { path: ['MAIL_SCHEME'], value: security === 'tls' ? 'smtps' : 'smtp' },
      { path: ['MAIL_ENCRYPTION'], value: { tls: 'ssl', starttls: 'tls', none: 'null' }[security] },
    ],
    read(get, port) {
      const scheme = get('MAIL_SCHEME')
      if (scheme?.value === 'smtps') return { value: 'tls', entries: [scheme] }
      if (scheme?.value === 'smtp') return { value: 'starttls', entries: [scheme], isOpportunistic: true }
      const encryption = get('MAIL_ENCRYPTION')
      const word = encryption?.value.toLowerCase()
      if (encryption && word === 'ssl') return { value: 'tls', entries: [encryption] }
      if (encryption && word === 'tls') {
        return { value: port === 465 ? 'tls' : 'starttls', entries: [encryption], isOpportunistic: true }
      }
      // No word of Laravel's: such a file without its MAIL_MAILER is read by another program, which takes it literally.
      if (encryption && word === 'starttls' && !get('MAIL_MAILER') && !get('MAIL_DRIVER')) {
        return { value: 'starttls', entries: [encryption] }
      }
      if (encryption) return { value: port === 465 ? 'tls' : 'starttls', entries: [encryption], isOpportunistic: true }
      return undefined
    },
  },
  notes: ({ security }) => [
    ...(security === 'none'
      ? ['Laravel uses STARTTLS as soon as the server offers it; a server on this machine should not offer it.']
      : []),
    'If the configuration is cached, the new values count only after: php artisan config:clear',
  ],
  commands: () => ['php artisan config:clear'],
})

export const laravel = withSource(table, sourceReading('laravel', readPhp, /\.php$/), (text) =>
  text.trimStart().startsWith('<?'),
)
