// Jakarta Mail (JavaMail): session properties. The password is no property; the program gives it to its Authenticator.

import { keyValueFormat } from '../key-value-format.js'
import { readJava } from '../readers/java.js'
import { sourceReading, withSource } from '../readers/source-reading.js'
import { environmentFile, withEnvironment } from '../secret-file.js'
import { propertiesSyntax } from '../syntax/properties.js'

const smtp = (...names: readonly string[]) => ['mail', 'smtp', ...names]

const table = keyValueFormat({
  id: 'jakarta-mail',
  title: 'Jakarta Mail / JavaMail (session properties)',
  fileName: 'mail.properties',
  secret: 'reference',
  token: 'supported',
  proof: 'run by JavaMail: the login and the message arrive at a TLS server',
  syntax: propertiesSyntax,
  keys: { host: smtp('host'), port: smtp('port'), username: smtp('user'), from: smtp('from') },
  alsoReads: { host: ['mail', 'smtps', 'host'], port: ['mail', 'smtps', 'port'] },
  extra: ({ username, isToken }) => [
    { path: ['mail', 'transport', 'protocol'], value: 'smtp' },
    ...(username ? [{ path: smtp('auth'), value: true }] : []),
    ...(isToken ? [{ path: smtp('auth', 'mechanisms'), value: 'XOAUTH2' }] : []),
    { path: smtp('connectiontimeout'), value: 10_000 },
    { path: smtp('timeout'), value: 30_000 },
  ],
  security: {
    write: (security) => [
      ...(security === 'tls' ? [{ path: smtp('ssl', 'enable'), value: true }] : []),
      ...(security === 'starttls'
        ? [
            { path: smtp('starttls', 'enable'), value: true },
            { path: smtp('starttls', 'required'), value: true },
          ]
        : []),
      ...(security === 'none' ? [] : [{ path: smtp('ssl', 'checkserveridentity'), value: true }]),
    ],
    read(get) {
      const isOn = (entry: { value: string } | undefined) => entry?.value.toLowerCase() === 'true'
      const [ssl, enable, required] = [
        get('mail.smtp.ssl.enable'),
        get('mail.smtp.starttls.enable'),
        get('mail.smtp.starttls.required'),
      ]
      const protocol = get('mail.transport.protocol')
      if (protocol?.value === 'smtps') return { value: 'tls', entries: [protocol] }
      if (ssl && isOn(ssl)) return { value: 'tls', entries: [ssl] }
      if (required && isOn(required)) return { value: 'starttls', entries: [required] }
      if (enable && isOn(enable)) return { value: 'starttls', entries: [enable], isOpportunistic: true }
      return { value: 'none', entries: [ssl, enable].filter((entry) => entry !== undefined) }
    },
  },
  secretFiles: (settings, { secretName }) =>
    settings.username === undefined ? [] : [environmentFile(secretName ?? 'SMTP_PASSWORD', settings, ['bash'])],
  notes: ({ username }, { secretName }) =>
    username
      ? [
          `In the program: Transport.send(message, user, System.getenv("${secretName ?? 'SMTP_PASSWORD'}")), with the user from mail.smtp.user.`,
        ]
      : [],
  commands: () => [withEnvironment('java -jar app.jar')],
})

export const jakartaMail = withSource(table, sourceReading('jakarta-mail', readJava, /\.java$/), (text) =>
  /(?:^|\s)(?:class|interface|record|import|package|new)\s+[\w.]+/.test(text),
)
