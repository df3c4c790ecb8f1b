// curl: a config file for `curl --config`, which sends the message in message.txt.

import { UsageError } from '../../model.js'
import { type ConfigFormat, PLACEHOLDER } from '../format.js'
import { readCurl } from '../readers/client-files.js'
import { sourceReading } from '../readers/source-reading.js'

export const curl: ConfigFormat = {
  ...sourceReading('curl', readCurl, /curlrc$/),
  id: 'curl',
  title: 'curl (config file)',
  fileName: 'smtp.curlrc',
  fileNames: /^(?:\.curlrc|.+\.curlrc)$/,
  secret: 'embedded',
  token: 'supported',
  proof: 'run by curl: the login and the message arrive at a TLS server',
  write(settings) {
    const { host, port, security, username, secret = PLACEHOLDER, isToken, caFile } = settings
    if (username?.includes(':')) throw new UsageError('curl cannot send a user name with a colon: use another program.')
    const from = settings.from ?? username ?? ''
    const authority = host.includes(':') ? `[${host}]` : host
    const lines = [
      `url = ${quoted(`${security === 'tls' ? 'smtps' : 'smtp'}://${authority}:${port}`)}`,
      ...(security === 'starttls' ? ['ssl-reqd'] : []),
      ...(username && !isToken ? [`user = ${quoted(`${username}:${secret}`)}`] : []),
      ...(username && isToken ? [`user = ${quoted(`${username}:`)}`, `oauth2-bearer = ${quoted(secret)}`] : []),
      ...(caFile ? [`cacert = ${quoted(caFile)}`] : []),
      `mail-from = ${quoted(from)}`,
      `mail-rcpt = ${quoted(settings.to ?? from)}`,
      'upload-file = "message.txt"',
      'crlf',
      '',
    ]
    return {
      text: lines.join('\n'),
      notes: ['message.txt holds the message: header lines, an empty line, the text.'],
      commands: [`curl --config smtp.curlrc`],
    }
  },
}

/** curl(1), --config: double quotes with `\\` and `\"`. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`
}
