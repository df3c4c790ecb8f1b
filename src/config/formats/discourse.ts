// Discourse: the env block of containers/app.yml.

import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { yamlSyntax } from '../syntax/yaml.js'

const own = (name: string) => ['env', `DISCOURSE_${name}`]

export const discourse = keyValueFormat({
  id: 'discourse',
  title: 'Discourse (containers/app.yml)',
  fileName: 'app.yml',
  secret: 'embedded',
  token: 'unsupported',
  isSnippet: true,
  proof: 'read back by two YAML parsers (yaml, PyYAML); keys from discourse_defaults.conf',
  syntax: yamlSyntax,
  keys: {
    host: own('SMTP_ADDRESS'),
    port: own('SMTP_PORT'),
    username: own('SMTP_USER_NAME'),
    secret: own('SMTP_PASSWORD'),
    from: own('NOTIFICATION_EMAIL'),
  },
  encode: { secret: ({ username, secret }) => (username ? (secret ?? PLACEHOLDER) : undefined) },
  security: {
    write: (security) => [
      { path: own('SMTP_ENABLE_START_TLS'), value: security === 'starttls' },
      { path: own('SMTP_FORCE_TLS'), value: security === 'tls' },
    ],
    read(get) {
      const [start, force] = [get('env.DISCOURSE_SMTP_ENABLE_START_TLS'), get('env.DISCOURSE_SMTP_FORCE_TLS')]
      const entries = [start, force].filter((entry) => entry !== undefined)
      if (force?.value === 'true') return { value: 'tls', entries }
      return { value: start?.value === 'false' ? 'none' : 'starttls', entries }
    },
  },
  commands: () => ['./launcher rebuild app'],
})
