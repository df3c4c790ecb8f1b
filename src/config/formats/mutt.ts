// mutt and neomutt: lines for the muttrc; the password comes from a file by a command in backquotes.

import type { ConfigFormat } from '../format.js'
import { renderMailUrl } from '../mail-url.js'
import { readMutt } from '../readers/client-files.js'
import { sourceReading } from '../readers/source-reading.js'
import { plainSecretFile } from '../secret-file.js'

const SECRET_FILE = '.mutt-smtp-password'

export const mutt: ConfigFormat = {
  ...sourceReading('mutt', readMutt, /^\.?(?:neo)?muttrc$/),
  id: 'mutt',
  title: 'Mutt / NeoMutt (muttrc)',
  fileName: '.muttrc',
  fileNames: /^\.?(?:neo)?muttrc$/,
  secret: 'reference',
  token: 'supported',
  proof: 'run by mutt: the login and the message arrive at a TLS server',
  isSnippet: true,
  write(settings, { secretName = `~/${SECRET_FILE}` }) {
    const { security, username, isToken, from, fromName, caFile } = settings
    const sender = from ?? (username?.includes('@') ? username : undefined)
    const url = renderMailUrl({
      scheme: security === 'tls' ? 'smtps' : 'smtp',
      host: settings.host,
      port: settings.port,
      username,
      path: '/',
    })
    const read = `\`cat ${secretName}\``
    const lines = [
      `set smtp_url = ${quoted(url)}`,
      ...(username && !isToken ? [`set smtp_pass = "${read}"`, 'set smtp_authenticators = "plain:login"'] : []),
      ...(username && isToken
        ? [
            `set smtp_authenticators = "oauthbearer:xoauth2"`,
            `set smtp_oauth_refresh_command = ${quoted(`cat ${secretName}`)}`,
          ]
        : []),
      `set ssl_starttls = ${security === 'starttls' ? 'yes' : 'no'}`,
      `set ssl_force_tls = ${security === 'none' ? 'no' : 'yes'}`,
      ...(caFile ? [`set certificate_file = ${quoted(caFile)}`] : []),
      ...(sender
        ? [
            `set from = ${quoted(sender)}`,
            'set use_envelope_from = yes',
            `set envelope_from_address = ${quoted(sender)}`,
          ]
        : []),
      ...(fromName ? [`set realname = ${quoted(fromName)}`] : []),
      '',
    ]
    return {
      text: lines.join('\n'),
      ...(username && { secretFiles: [plainSecretFile(SECRET_FILE, settings)] }),
      notes: username
        ? [`The password is read from ${secretName} when mutt starts; a command of your password store does as well.`]
        : [],
      commands: ['echo "It works." | mutt -s Test you@example.com'],
    }
  },
}

/** muttrc: double quotes with a backslash before `"`, `\`, `$` and the backquote. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"$`]/g, '\\$&')}"`
}
