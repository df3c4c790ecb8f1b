// Postfix as a client of a smarthost: lines for main.cf, the login in sasl_passwd.

import { UsageError } from '../../model.js'
import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { mainCfSyntax } from '../syntax/main-cf.js'

const nexthop = (host: string, port: number) => `[${host}]:${port}`

export const postfix = keyValueFormat({
  id: 'postfix',
  title: 'Postfix relayhost (main.cf, sasl_passwd)',
  fileName: 'main.cf',
  secret: 'reference',
  token: 'unsupported',
  isSnippet: true,
  proof: 'run by Postfix: the login and the message arrive at a TLS server',
  syntax: mainCfSyntax,
  keys: { host: ['relayhost'], caFile: ['smtp_tls_CAfile'] },
  patterns: { helo: /^smtp_helo_name$|^myhostname$/ },
  encode: {
    host: ({ host, port }) => nexthop(host, port),
    caFile: ({ caFile, security }) =>
      security === 'none' ? undefined : (caFile ?? '/etc/ssl/certs/ca-certificates.crt'),
  },
  extra: ({ username }) =>
    username
      ? [
          { path: ['smtp_sasl_auth_enable'], value: 'yes' },
          { path: ['smtp_sasl_password_maps'], value: 'hash:/etc/postfix/sasl_passwd' },
          { path: ['smtp_sasl_security_options'], value: 'noanonymous' },
        ]
      : [],
  security: {
    write: (security) => [
      // `secure` verifies the certificate for the relayhost's name; `encrypt` would take any certificate.
      { path: ['smtp_tls_security_level'], value: security === 'none' ? 'none' : 'secure' },
      { path: ['smtp_tls_wrappermode'], value: security === 'tls' ? 'yes' : 'no' },
    ],
    read(get) {
      const [level, wrapper] = [get('smtp_tls_security_level'), get('smtp_tls_wrappermode')]
      const entries = [level, wrapper].filter((entry) => entry !== undefined)
      if (wrapper?.value === 'yes') return { value: 'tls', entries }
      if (!level || level.value === '' || level.value === 'none') {
        const old = get('smtp_use_tls')
        if (old?.value === 'yes') return { value: 'starttls', entries: [old], isOpportunistic: true }
        return { value: 'none', entries }
      }
      return { value: 'starttls', entries, isOpportunistic: level.value === 'may' }
    },
  },
  secretFiles: ({ host, port, username, secret = PLACEHOLDER }) => {
    if (username === undefined) return []
    if (username.includes(':') || /\s/.test(username)) {
      throw new UsageError('Postfix cannot keep a user name with a colon or a blank in sasl_passwd: use another one.')
    }
    if (secret.trim() !== secret) {
      throw new UsageError(
        'Postfix cuts blanks off the ends of a line in sasl_passwd, and this password begins or ends with one: use another password.',
      )
    }
    return [{ fileName: 'sasl_passwd', text: `${nexthop(host, port)} ${username}:${secret}\n`, isShared: true }]
  },
  notes: ({ security }) => [
    'Postfix needs the package libsasl2-modules for PLAIN and LOGIN.',
    ...(security === 'none' ? [] : ['On systems other than Debian, adapt smtp_tls_CAfile.']),
  ],
  commands: ({ username }) => [
    ...(username
      ? ['sudo install -m 600 sasl_passwd /etc/postfix/sasl_passwd', 'sudo postmap /etc/postfix/sasl_passwd']
      : []),
    'sudo postfix reload',
  ],
})
