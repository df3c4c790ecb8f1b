// swaks: an option file for `swaks --config`.

import { UsageError } from '../../model.js'
import { type ConfigFormat, PLACEHOLDER } from '../format.js'
import { readSwaks } from '../readers/client-files.js'
import { sourceReading } from '../readers/source-reading.js'

export const swaks: ConfigFormat = {
  ...sourceReading('swaks', readSwaks, /^(?:\.swaksrc|swaks.*\.conf)$/),
  id: 'swaks',
  title: 'swaks (option file)',
  fileName: 'swaks.conf',
  fileNames: /^(?:\.swaksrc|swaks.*\.conf)$/,
  secret: 'embedded',
  token: 'unsupported',
  proof: 'run by swaks: the login and the message arrive at a TLS server',
  write(settings) {
    const { host, port, security, username, secret = PLACEHOLDER, caFile } = settings
    if (username && (secret.trim() !== secret || username.trim() !== username)) {
      throw new UsageError(
        'swaks cuts blanks off the ends of a value in its option file, and this one begins or ends with one: use another password.',
      )
    }
    const from = settings.from ?? username ?? ''
    const lines = [
      `server ${host}`,
      `port ${port}`,
      ...(security === 'tls' ? ['tls-on-connect'] : security === 'starttls' ? ['tls'] : []),
      // Without tls-verify swaks gives the password to any certificate.
      ...(security === 'none' ? [] : ['tls-verify', ...(caFile ? [`tls-ca-path ${caFile}`] : [])]),
      ...(username ? ['auth PLAIN', `auth-user ${username}`, `auth-password ${secret}`, 'auth-hide-password'] : []),
      `from ${from}`,
      `to ${settings.to ?? from}`,
      '',
    ]
    return {
      text: lines.join('\n'),
      notes: [],
      commands: ['swaks --config swaks.conf'],
    }
  },
}
