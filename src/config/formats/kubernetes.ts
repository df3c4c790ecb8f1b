// A Kubernetes Secret whose keys become environment variables.

import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { yamlSyntax } from '../syntax/yaml.js'

const own = (name: string) => ['stringData', name]

export const kubernetes = keyValueFormat({
  id: 'kubernetes',
  title: 'Kubernetes Secret',
  fileName: 'smtp-secret.yaml',
  secret: 'embedded',
  token: 'supported',
  proof: 'read back by two YAML parsers (yaml, PyYAML)',
  syntax: yamlSyntax,
  keys: {
    host: own('SMTP_HOST'),
    port: own('SMTP_PORT'),
    username: own('SMTP_USER'),
    secret: own('SMTP_PASSWORD'),
    from: own('SMTP_FROM'),
    fromName: own('SMTP_FROM_NAME'),
  },
  encode: {
    port: ({ port }) => String(port),
    secret: ({ username, secret }) => (username ? (secret ?? PLACEHOLDER) : undefined),
  },
  security: {
    write: (security) => [{ path: own('SMTP_SECURITY'), value: security }],
    read(get) {
      const entry = get('stringData.SMTP_SECURITY')
      const value = entry?.value
      return entry && (value === 'tls' || value === 'starttls' || value === 'none')
        ? { value, entries: [entry] }
        : undefined
    },
  },
  extra: () => [
    { path: ['apiVersion'], value: 'v1' },
    { path: ['kind'], value: 'Secret' },
    { path: ['metadata', 'name'], value: 'smtp' },
    { path: ['type'], value: 'Opaque' },
  ],
  notes: () => [
    'Keep this file out of the repository; stringData is stored base64-encoded, which hides nothing.',
    'In the Deployment: envFrom: [{ secretRef: { name: smtp } }]',
  ],
  commands: () => ['kubectl apply -f smtp-secret.yaml'],
})
