// git send-email: the sendemail section of ~/.gitconfig. git asks its credential helper for the password.

import { keyValueFormat } from '../key-value-format.js'
import { gitIni, iniSyntax } from '../syntax/ini.js'

const own = (name: string) => ['sendemail', name]

export const gitSendEmail = keyValueFormat({
  id: 'git-send-email',
  title: 'git send-email (~/.gitconfig)',
  fileName: '.gitconfig',
  fileNames: /^\.?gitconfig$/,
  secret: 'reference',
  token: 'unsupported',
  proof: 'run by git send-email: the login and the patch arrive at a TLS server',
  syntax: iniSyntax(gitIni),
  keys: {
    host: own('smtpServer'),
    port: own('smtpServerPort'),
    username: own('smtpUser'),
    secret: own('smtpPass'),
    from: own('from'),
    caFile: own('smtpSSLCertPath'),
  },
  encode: {
    secret: () => undefined,
    from: ({ from, fromName }) => (from && fromName ? `${quoted(fromName)} <${from}>` : from),
  },
  security: {
    write: (security) =>
      security === 'none' ? [] : [{ path: own('smtpEncryption'), value: security === 'tls' ? 'ssl' : 'tls' }],
    read(get) {
      const entry = get('sendemail.smtpEncryption')
      if (!entry) return { value: 'none', entries: [] }
      if (entry.value === 'ssl') return { value: 'tls', entries: [entry] }
      return { value: entry.value === 'tls' ? 'starttls' : 'none', entries: [entry] }
    },
  },
  notes: ({ username }) =>
    username ? ['git asks for the password at the first message; a credential helper keeps it.'] : [],
  commands: ({ username }) => [
    ...(username ? ['git config --global credential.helper store   # or libsecret, osxkeychain, manager'] : []),
    'git send-email --to=you@example.com -1',
  ],
})

function quoted(name: string): string {
  return /^[\w ]+$/.test(name) ? name : `"${name.replace(/[\\"]/g, '\\$&')}"`
}
