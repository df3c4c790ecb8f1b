// Grafana: the [smtp] section of grafana.ini, the password in a file that Grafana reads by itself.

import { UsageError } from '../../model.js'
import { keyValueFormat } from '../key-value-format.js'
import { trimmedSecretFile } from '../secret-file.js'
import { goIni, iniSyntax } from '../syntax/ini.js'

const own = (name: string) => ['smtp', name]
const SECRET_PATH = '/etc/grafana/smtp_password'

export const grafana = keyValueFormat({
  id: 'grafana',
  title: 'Grafana (grafana.ini)',
  fileName: 'grafana.ini',
  fileNames: /^(?:grafana|custom)\.ini$/,
  secret: 'reference',
  token: 'unsupported',
  isSnippet: true,
  proof: "read back by go-ini, Grafana's parser; keys from the Grafana documentation",
  syntax: iniSyntax(goIni),
  keys: {
    host: own('host'),
    username: own('user'),
    secret: own('password'),
    from: own('from_address'),
    fromName: own('from_name'),
    verify: own('skip_verify'),
  },
  encode: {
    host({ host, port, security }) {
      if ((security === 'tls') !== (port === 465)) {
        throw new UsageError(
          `Grafana speaks TLS from the first byte on port 465 and only there, so this configuration would fail on port ${port}.`,
        )
      }
      return `${host.includes(':') ? `[${host}]` : host}:${port}`
    },
    secret: ({ username }) => (username ? `$__file{${SECRET_PATH}}` : undefined),
  },
  reference(value) {
    const match = /^\$__(file|env)\{([^}]+)\}$/.exec(value)
    if (match?.[2]) return { kind: match[1] === 'file' ? 'file' : 'environment', name: match[2] }
    const variable = /^\$\{([A-Za-z_]\w*)\}$/.exec(value)?.[1]
    return variable ? { kind: 'environment', name: variable } : undefined
  },
  extra: () => [
    { path: own('enabled'), value: true },
    { path: own('skip_verify'), value: false },
  ],
  security: {
    // TLS from the first byte is what Grafana does on 465, and only there.
    write: (security) => [
      { path: own('startTLS_policy'), value: security === 'starttls' ? 'MandatoryStartTLS' : 'NoStartTLS' },
    ],
    read(get) {
      const [host, policy] = [get('smtp.host'), get('smtp.startTLS_policy')]
      const entries = [host, policy].filter((entry) => entry !== undefined)
      if (host?.value.endsWith(':465')) return { value: 'tls', entries }
      if (policy?.value === 'NoStartTLS') return { value: 'none', entries }
      return { value: 'starttls', entries, isOpportunistic: policy?.value !== 'MandatoryStartTLS' }
    },
  },
  secretFiles: (settings) =>
    settings.username === undefined ? [] : [trimmedSecretFile('smtp_password', settings, 'Grafana')],
  notes: () => [`The password is read from ${SECRET_PATH}.`],
  commands: () => [
    `sudo install -m 600 -o grafana smtp_password ${SECRET_PATH}`,
    'sudo systemctl restart grafana-server',
  ],
})
