// A notification URL as Apprise takes it, and Uptime Kuma through its Apprise notifier.

import { type ConfigFormat, PLACEHOLDER } from '../format.js'
import { renderMailUrl } from '../mail-url.js'
import { refuseNonAscii } from '../secret-file.js'
import { foundInUrl } from '../url-format.js'

export const apprise: ConfigFormat = {
  id: 'apprise',
  title: 'Apprise / Uptime Kuma (notification URL)',
  fileName: 'apprise.conf',
  fileNames: /^apprise(?:\.\w+)*\.conf$/,
  secret: 'embedded',
  token: 'unsupported',
  proof: 'run by apprise: the login and the message arrive at a TLS server',
  write(settings) {
    refuseNonAscii(settings, 'Apprise')
    const { host, port, security, username, secret } = settings
    const from = settings.from ?? username
    const url = renderMailUrl({
      scheme: security === 'none' ? 'mailto' : 'mailtos',
      host,
      port,
      username,
      secret: username === undefined ? undefined : (secret ?? PLACEHOLDER),
      path: '/',
      query: {
        smtp: host,
        ...(username && { user: username }),
        ...(security !== 'none' && { mode: security === 'tls' ? 'ssl' : 'starttls' }),
        ...(from && { from }),
        ...((settings.to ?? from) && { to: settings.to ?? from ?? '' }),
      },
    })
    return {
      text: `${url}\n`,
      notes: ['In Uptime Kuma: Settings, Notifications, type Apprise, and this URL.'],
      commands: ['apprise --config=apprise.conf --title=Test --body="It works."'],
    }
  },
  read(text) {
    const start = text.search(/mailtos?:\/\//)
    if (start < 0) return []
    const url = /^\S+/.exec(text.slice(start))?.[0] ?? ''
    const span = { start, end: start + url.length }
    return foundInUrl('apprise', { key: 'url', value: url, type: 'string', keySpan: span, span })
  },
  recognises: (text) => (/^\s*mailtos?:\/\//m.test(text) ? 3 : 0),
}
