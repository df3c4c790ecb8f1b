// Symfony's MAILER_DSN in its .env.

import { urlFormat } from '../url-format.js'

export const symfony = urlFormat({
  id: 'symfony',
  title: 'Symfony Mailer (MAILER_DSN)',
  fileName: '.env.local',
  proof: 'parsed and logged in by Symfony Mailer itself',
  token: 'unsupported',
  variable: 'MAILER_DSN',
  readers: ['symfony'],
  // Older versions ignore what they do not know: require_tls is from 7.3, auto_tls from 7.1.
  query: ({ security }) =>
    security === 'starttls' ? { require_tls: 'true' } : security === 'none' ? { auto_tls: 'false' } : {},
  notes: ({ security }) =>
    security === 'starttls'
      ? ['Symfony before 7.3 ignores require_tls and uses STARTTLS only where the server offers it.']
      : [],
  commands: ['php bin/console mailer:test you@example.com'],
})
