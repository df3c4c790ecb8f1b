// s-nail (mailx): lines for ~/.mailrc. User and password stand percent-encoded in the URL.

import { type ConfigFormat, PLACEHOLDER } from '../format.js'
import { renderMailUrl } from '../mail-url.js'
import { readMailrc } from '../readers/client-files.js'
import { sourceReading } from '../readers/source-reading.js'

export const sNail: ConfigFormat = {
  ...sourceReading('s-nail', readMailrc, /^\.?(?:mailrc|s-nailrc|mail\.rc)$/),
  id: 's-nail',
  title: 's-nail / mailx (~/.mailrc)',
  fileName: '.mailrc',
  fileNames: /^\.?(?:mailrc|s-nailrc|mail\.rc)$/,
  secret: 'embedded',
  token: 'unsupported',
  proof: 'run by s-nail: the login and the message arrive at a TLS server',
  isSnippet: true,
  write(settings) {
    const { host, port, security, username, secret, from, fromName, caFile } = settings
    const sender = from ?? (username?.includes('@') ? username : undefined)
    const url = renderMailUrl({
      scheme: security === 'tls' ? 'smtps' : 'smtp',
      host,
      port,
      username,
      secret: username === undefined ? undefined : (secret ?? PLACEHOLDER),
    })
    const lines = [
      'set v15-compat',
      `set mta=${url}`,
      ...(security === 'starttls' ? ['set smtp-use-starttls'] : []),
      `set smtp-auth=${username === undefined ? 'none' : 'plain'}`,
      ...(security === 'none' ? [] : ['set tls-verify=strict']),
      ...(caFile ? [`wysh set tls-ca-file=${quoted(caFile)}`, 'set tls-ca-no-defaults'] : []),
      ...(sender
        ? [`wysh set from=${quoted(fromName ? `"${fromName.replace(/[\\"]/g, '\\$&')}" <${sender}>` : sender)}`]
        : []),
      '',
    ]
    return {
      text: lines.join('\n'),
      notes: [],
      commands: ['chmod 600 ~/.mailrc', 'echo "It works." | s-nail -s Test you@example.com'],
    }
  },
}

/** s-nail's dollar quotes, which `set` understands behind `wysh`. */
function quoted(value: string): string {
  return `$'${value.replace(/[\\']/g, '\\$&')}'`
}
