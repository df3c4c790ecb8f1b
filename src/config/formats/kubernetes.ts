// A Kubernetes Secret whose keys become environment variables; read are ConfigMaps and the `env` of containers as well.

import { type ConfigFormat, PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { readManifest } from '../readers/compose.js'
import { yamlSyntax } from '../syntax/yaml.js'

const own = (name: string) => ['stringData', name]

const table = keyValueFormat({
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

export const kubernetes: ConfigFormat = {
  ...table,
  read: readManifest,
  recognises(text, fileName) {
    if (!/\.ya?ml$/.test(fileName) && fileName.includes('.')) return 0
    const isManifest = /^(?:- )?kind:/m.test(text) && /^\s*(?:- )?(?:data|stringData|env):/m.test(text)
    if (!isManifest && (/^services:/m.test(text) || !/^\s*[A-Z][A-Z0-9_]+:/m.test(text))) return 0
    return readManifest(text).length > 0 ? (isManifest ? 3 : 1) : 0
  },
}
