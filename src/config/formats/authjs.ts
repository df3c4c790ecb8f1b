// Auth.js (NextAuth) hands EMAIL_SERVER to nodemailer as it is.

import { urlFormat } from '../url-format.js'

export const authjs = urlFormat({
  id: 'authjs',
  title: 'Auth.js / NextAuth (EMAIL_SERVER URL)',
  fileName: '.env.local',
  proof: 'logged in by nodemailer with the URL as Auth.js passes it on',
  token: 'unsupported',
  variable: 'EMAIL_SERVER',
  readers: ['dotenv', 'node'],
  query: ({ security }) =>
    security === 'starttls' ? { requireTLS: 'true' } : security === 'none' ? { ignoreTLS: 'true' } : {},
  extra: ({ from, username }) => {
    const sender = from ?? username
    return sender === undefined ? [] : [{ path: ['EMAIL_FROM'], value: sender }]
  },
})
