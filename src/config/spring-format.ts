// Spring Boot's mail properties, the same in .properties and in YAML.

import type { KeyValueFormat } from './key-value-format.js'
import { environmentFile, withEnvironment } from './secret-file.js'

const VARIABLE = 'SMTP_PASSWORD'
const root = (...names: readonly string[]) => ['spring', 'mail', ...names]
const smtp = (...names: readonly string[]) => root('properties', 'mail', 'smtp', ...names)

/** Everything of the format but its syntax and file. */
export const springTable: Omit<KeyValueFormat, 'id' | 'title' | 'fileName' | 'proof' | 'syntax'> = {
  secret: 'reference',
  token: 'supported',
  keys: {
    host: root('host'),
    port: root('port'),
    username: root('username'),
    secret: root('password'),
  },
  encode: {
    username: ({ username }) => username && literal(username),
    secret: ({ username, isToken }, { secretName }) =>
      username ? `\${${secretName ?? (isToken ? 'SMTP_TOKEN' : VARIABLE)}}` : undefined,
  },
  reference(value) {
    const match = /^\$\{([A-Za-z_][\w.-]*)(?::([^}]*))?\}$/.exec(value)
    if (!match?.[1]) return undefined
    return { kind: 'environment', name: match[1], ...(match[2] !== undefined && { fallback: match[2] }) }
  },
  extra: ({ username, isToken, from }) => [
    ...(from ? [{ path: smtp('from'), value: literal(from) }] : []),
    ...(username ? [{ path: smtp('auth'), value: true }] : []),
    ...(isToken ? [{ path: smtp('auth', 'mechanisms'), value: 'XOAUTH2' }] : []),
    // JavaMail waits for ever by default.
    { path: smtp('connectiontimeout'), value: 10_000 },
    { path: smtp('timeout'), value: 30_000 },
    { path: smtp('writetimeout'), value: 30_000 },
  ],
  security: {
    write: (security) => [
      ...(security === 'tls'
        ? [
            { path: smtp('ssl', 'enable'), value: true },
            { path: smtp('ssl', 'checkserveridentity'), value: true },
          ]
        : []),
      ...(security === 'starttls'
        ? [
            { path: smtp('starttls', 'enable'), value: true },
            { path: smtp('starttls', 'required'), value: true },
            { path: smtp('ssl', 'checkserveridentity'), value: true },
          ]
        : []),
    ],
    read(get) {
      const [ssl, enable, required] = [
        get(smtp('ssl', 'enable').join('.')),
        get(smtp('starttls', 'enable').join('.')),
        get(smtp('starttls', 'required').join('.')),
      ]
      const protocol = get(root('protocol').join('.'))
      const isOn = (entry: { value: string } | undefined) => entry?.value.toLowerCase() === 'true'
      if (protocol?.value === 'smtps') return { value: 'tls', entries: [protocol] }
      if (ssl && isOn(ssl)) return { value: 'tls', entries: [ssl, ...(enable ? [enable] : [])] }
      if (required && isOn(required)) return { value: 'starttls', entries: [required] }
      if (enable && isOn(enable)) return { value: 'starttls', entries: [enable], isOpportunistic: true }
      return { value: 'none', entries: [ssl, enable].filter((entry) => entry !== undefined) }
    },
  },
  secretFiles: (settings, { secretName }) =>
    settings.username === undefined
      ? []
      : [environmentFile(secretName ?? (settings.isToken ? 'SMTP_TOKEN' : VARIABLE), settings, ['bash'])],
  notes: ({ isToken }) =>
    isToken ? ['An access token lives about an hour; the application has to put a fresh one into the session.'] : [],
  commands: () => [withEnvironment('java -jar app.jar')],
}

/** Spring expands `${…}` and `#{…}` in values; a backslash keeps the first as it is. */
function literal(text: string): string {
  return text.replaceAll('${', '\\${')
}
