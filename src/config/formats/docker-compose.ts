// An override file for docker compose: settings in `environment`, the secret in an env_file beside it. Read are the
// variables of every service, under the names of the common images.

import { mergeCompose } from '../compose-merge.js'
import { type ConfigFormat, PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { readCompose } from '../readers/compose.js'
import { quoteForReaders } from '../syntax/dotenv.js'
import type { Pair, Syntax } from '../syntax/syntax.js'
import { yamlSyntax } from '../syntax/yaml.js'

const SERVICE = ['services', 'app'] as const
const ENVIRONMENT = [...SERVICE, 'environment']
const SECRET_FILE = 'mail.env'

/** compose expands `$` in every value of the file; `$$` is one dollar sign. */
const escaped = (pairs: readonly Pair[]) =>
  pairs.map((pair) => (typeof pair.value === 'string' ? { ...pair, value: pair.value.replaceAll('$', '$$$$') } : pair))

const composeSyntax: Syntax = {
  render: (pairs, comment) => yamlSyntax.render(escaped(pairs), comment),
  parse: (text) => yamlSyntax.parse(text).map((entry) => ({ ...entry, value: entry.value.replaceAll('$$', '$') })),
  set: (text, pairs) => mergeCompose(text, escaped(pairs), SERVICE[1]),
}

const own = (name: string) => [...ENVIRONMENT, name]

const table = keyValueFormat({
  id: 'docker-compose',
  title: 'docker compose (environment and env_file)',
  fileName: 'compose.override.yml',
  fileNames: /^(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/,
  secret: 'reference',
  token: 'supported',
  proof: 'docker compose config, v1 and v2, prints exactly these values',
  syntax: composeSyntax,
  keys: {
    host: own('SMTP_HOST'),
    port: own('SMTP_PORT'),
    username: own('SMTP_USER'),
    secret: own('SMTP_PASSWORD'),
    from: own('SMTP_FROM'),
    fromName: own('SMTP_FROM_NAME'),
  },
  encode: { secret: () => undefined, port: ({ port }) => String(port) },
  security: {
    write: (security) => [{ path: own('SMTP_SECURITY'), value: security }],
    read(get) {
      const entry = get(own('SMTP_SECURITY').join('.'))
      const value = entry?.value
      return entry && (value === 'tls' || value === 'starttls' || value === 'none')
        ? { value, entries: [entry] }
        : undefined
    },
  },
  extra: ({ username }) => (username ? [{ path: [...SERVICE, 'env_file'], value: SECRET_FILE }] : []),
  secretFiles: ({ username, secret, isToken }) =>
    username === undefined
      ? []
      : [
          {
            fileName: SECRET_FILE,
            text: `${isToken ? 'SMTP_TOKEN' : 'SMTP_PASSWORD'}=${quoteForReaders(secret ?? PLACEHOLDER, ['compose']).text}\n`,
            isShared: true,
          },
        ],
  notes: () => ['Put the name of your service in place of "app".'],
  commands: () => ['docker compose config', 'docker compose up -d'],
})

export const dockerCompose: ConfigFormat = {
  ...table,
  read: readCompose,
  recognises(text, fileName) {
    const isNamed = fileName === table.fileName || Boolean(table.fileNames?.test(fileName))
    const isYaml = /\.ya?ml$/.test(fileName) || !fileName.includes('.')
    if (!isNamed && !(isYaml && /^services:/m.test(text))) return 0
    return (isNamed ? 2 : 0) + (readCompose(text).length > 0 ? 1 : 0)
  },
}
