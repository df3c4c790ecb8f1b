// An override file for docker compose: settings in `environment`, the secret in an env_file beside it.

import { type Entry, PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { quoteForReaders } from '../syntax/dotenv.js'
import { applyEdits, type Pair, type Syntax } from '../syntax/syntax.js'
import { yamlSyntax } from '../syntax/yaml.js'

const SERVICE = ['services', 'app']
const ENVIRONMENT = [...SERVICE, 'environment']
const SECRET_FILE = 'mail.env'

/** compose expands `$` in every value of the file; `$$` is one dollar sign. */
const escaped = (pairs: readonly Pair[]) =>
  pairs.map((pair) => (typeof pair.value === 'string' ? { ...pair, value: pair.value.replaceAll('$', '$$$$') } : pair))

const composeSyntax: Syntax = {
  render: (pairs, comment) => yamlSyntax.render(escaped(pairs), comment),
  parse: (text) =>
    yamlSyntax
      .parse(text)
      .map((found) => withName(found, text))
      .map((entry) => ({
        ...entry,
        ...referenceOf(entry.value),
        key: entry.key.replace(/^services\.[^.]+\.environment\./, `${ENVIRONMENT.join('.')}.`),
      })),
  set: (text, pairs) => applyEdits(yamlSyntax.set(text, escaped(pairs)), []),
}

/** `- NAME=value` in a list is the same as `NAME: value`. */
function withName(entry: Entry, text: string): Entry {
  const match = /^(services\.[^.]+\.environment)\.\d+$/.exec(entry.key)
  const equals = entry.value.indexOf('=')
  if (!match || equals < 1) return entry
  const at = text.indexOf('=', entry.span.start)
  const isQuoted = /["']/.test(text[entry.span.start] ?? '')
  return {
    ...entry,
    key: `${match[1]}.${entry.value.slice(0, equals)}`,
    value: entry.value.slice(equals + 1),
    keySpan: { start: entry.span.start, end: at },
    span: { start: at + 1, end: entry.span.end - (isQuoted ? 1 : 0) },
  }
}

/** `${NAME}` is the environment's, `$$` one dollar sign. */
function referenceOf(value: string) {
  const name = /^\$\{?([A-Za-z_]\w*)(?::?[-?][^}]*)?\}?$/.exec(value)?.[1]
  if (name) return { value: '', type: 'reference' as const, reference: { kind: 'environment' as const, name } }
  return { value: value.replaceAll('$$', '$') }
}

const own = (name: string) => [...ENVIRONMENT, name]

export const dockerCompose = keyValueFormat({
  id: 'docker-compose',
  title: 'docker compose (environment and env_file)',
  fileName: 'compose.override.yml',
  fileNames: /^(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/,
  secret: 'reference',
  token: 'supported',
  proof: 'docker-compose config prints exactly these values',
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
