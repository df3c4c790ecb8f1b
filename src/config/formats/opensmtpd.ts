// OpenSMTPD as a client of a smarthost: lines for smtpd.conf, the login in a secrets table.

import { UsageError } from '../../model.js'
import { type ConfigFormat, PLACEHOLDER } from '../format.js'
import { readSmtpdConf } from '../readers/client-files.js'
import { sourceReading } from '../readers/source-reading.js'

const SECRETS = '/etc/mail/secrets'

export const opensmtpd: ConfigFormat = {
  ...sourceReading('opensmtpd', readSmtpdConf, /^smtpd\.conf$/),
  id: 'opensmtpd',
  title: 'OpenSMTPD relay (smtpd.conf, secrets)',
  fileName: 'smtpd.conf',
  fileNames: /^smtpd\.conf$/,
  secret: 'reference',
  token: 'unsupported',
  isSnippet: true,
  proof: 'run by OpenSMTPD: the login and the message arrive at a TLS server',
  write(settings) {
    const { host, port, security, username, secret = PLACEHOLDER, caFile } = settings
    if (username !== undefined && (/[\s:]/.test(username) || secret.trim() !== secret)) {
      throw new UsageError(
        'A secrets table of OpenSMTPD takes no blank or colon in the user name and no blank at the ends of the password: use another one.',
      )
    }
    // smtp+tls insists on STARTTLS; plain smtp would take it or leave it, smtp+notls never uses it.
    const scheme = { tls: 'smtps', starttls: 'smtp+tls', none: 'smtp+notls' }[security]
    const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
    const lines = [
      ...(username ? [`table secrets file:${SECRETS}`] : []),
      ...(caFile ? [`ca "smarthost" cert "${caFile}"`] : []),
      '',
      `action "smarthost" relay host ${scheme}://${username ? 'smarthost@' : ''}${authority}${username ? ' auth <secrets>' : ''}${
        settings.from ? ` mail-from "${settings.from}"` : ''
      }`,
      'match from local for any action "smarthost"',
      '',
    ]
    return {
      text: lines.join('\n'),
      ...(username && {
        secretFiles: [{ fileName: 'secrets', text: `smarthost ${username}:${secret}\n`, isShared: true }],
      }),
      notes: ['Put the match line before others that would take mail for any.'],
      commands: [
        ...(username ? [`sudo install -m 640 -g opensmtpd secrets ${SECRETS}`] : []),
        'sudo smtpd -n',
        'sudo systemctl restart opensmtpd',
      ],
    }
  },
}
