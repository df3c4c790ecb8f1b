// msmtp: one account in ~/.msmtprc; the password comes from a command.

import { UsageError } from '../../model.js'
import type { ConfigFormat } from '../format.js'
import { readMsmtp, recognisesMsmtp } from '../readers/msmtprc.js'
import { plainSecretFile } from '../secret-file.js'

const SECRET_FILE = '.msmtp-password'

export const msmtp: ConfigFormat = {
  id: 'msmtp',
  title: 'msmtp (~/.msmtprc)',
  fileName: '.msmtprc',
  fileNames: /^\.?msmtprc$/,
  secret: 'reference',
  token: 'supported',
  isSnippet: true,
  proof: 'run by msmtp: the login and the message arrive at a TLS server',
  write(settings, { secretName = `~/${SECRET_FILE}` }) {
    const { host, port, security, username, isToken, from, caFile } = settings
    const sender = from ?? (username?.includes('@') ? username : undefined)
    const lines = [
      'defaults',
      `tls ${security === 'none' ? 'off' : 'on'}`,
      ...(security === 'none'
        ? []
        : [
            `tls_starttls ${security === 'starttls' ? 'on' : 'off'}`,
            caFile ? `tls_trust_file ${quoted(caFile)}` : 'tls_trust_file system',
          ]),
      '',
      'account default',
      `host ${host}`,
      `port ${port}`,
      ...(sender ? [`from ${quoted(sender)}`] : []),
      ...(username
        ? [`auth ${isToken ? 'xoauth2' : 'on'}`, `user ${quoted(username)}`, `passwordeval cat ${secretName}`]
        : ['auth off']),
      '',
    ]
    return {
      text: lines.join('\n'),
      ...(username && { secretFiles: [plainSecretFile(SECRET_FILE, settings)] }),
      notes: [
        ...(isToken
          ? ['An access token lives about an hour: put a command that fetches a fresh one after passwordeval.']
          : []),
        ...(username
          ? [`The password is read from ${secretName}; a command of your password store does as well.`]
          : []),
      ],
      commands: ['chmod 600 ~/.msmtprc', 'echo "It works." | msmtp you@example.com'],
    }
  },
  read: readMsmtp,
  recognises: recognisesMsmtp,
}

/** msmtp takes a value to the end of the line and strips one pair of double quotes; it knows no escapes. */
function quoted(value: string): string {
  if (/^\S+$/.test(value) && !value.startsWith('"')) return value
  if (value.startsWith('"') && value.endsWith('"'))
    throw new UsageError('msmtp cannot keep a value that stands in quotes.')
  return `"${value}"`
}
