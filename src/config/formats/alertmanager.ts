// Prometheus Alertmanager: the global section of alertmanager.yml, the password in a file (0.25 and newer).

import { keyValueFormat } from '../key-value-format.js'
import { trimmedSecretFile } from '../secret-file.js'
import { yamlSyntax } from '../syntax/yaml.js'

const own = (name: string) => ['global', `smtp_${name}`]
const SECRET_FILE = 'smtp_password'

export const alertmanager = keyValueFormat({
  id: 'alertmanager',
  title: 'Prometheus Alertmanager (alertmanager.yml)',
  fileName: 'alertmanager.yml',
  secret: 'reference',
  token: 'unsupported',
  isSnippet: true,
  proof: 'run by alertmanager: the login and the alert arrive at a TLS server',
  syntax: yamlSyntax,
  keys: {
    host: own('smarthost'),
    username: own('auth_username'),
    secret: own('auth_password'),
    from: own('from'),
  },
  encode: {
    host: ({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`,
    secret: () => undefined,
    from: ({ from, username }) => from ?? username,
  },
  security: {
    // On 465 it speaks TLS at once by itself, and a required STARTTLS would then fail.
    write: (security, { port }) => [
      { path: own('require_tls'), value: security === 'starttls' },
      ...(security === 'tls' && port !== 465 ? [{ path: own('force_implicit_tls'), value: true }] : []),
    ],
    read(get) {
      const [smarthost, required] = [get('global.smtp_smarthost'), get('global.smtp_require_tls')]
      const entries = [smarthost, required].filter((entry) => entry !== undefined)
      const forced = get('global.smtp_force_implicit_tls')
      if (forced?.value === 'true') return { value: 'tls', entries: [forced] }
      if (smarthost?.value.endsWith(':465')) return { value: 'tls', entries }
      // Without it Alertmanager never asks for STARTTLS.
      return { value: required?.value === 'false' ? 'none' : 'starttls', entries }
    },
  },
  extra: ({ username }, { secretName }) =>
    username ? [{ path: own('auth_password_file'), value: secretName ?? SECRET_FILE }] : [],
  secretFiles: (settings, { secretName }) =>
    settings.username === undefined ? [] : [trimmedSecretFile(secretName ?? SECRET_FILE, settings, 'Alertmanager')],
  notes: ({ security, port }) => [
    ...(security === 'tls' && port !== 465
      ? ['TLS from the first byte on another port than 465 needs Alertmanager 0.29 or newer.']
      : []),
    'A relative path of the password file counts from the folder of alertmanager.yml.',
  ],
  commands: () => ['amtool check-config alertmanager.yml'],
})
