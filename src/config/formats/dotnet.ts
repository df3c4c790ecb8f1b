// .NET: a section of appsettings.json; the secret comes from the environment. The section's names are this tool's own, the
// words of SecureSocketOptions are MailKit's, read on 2026-11-27:
// https://github.com/jstedfast/MailKit/blob/master/MailKit/Security/SecureSocketOptions.cs

import { keyValueFormat } from '../key-value-format.js'
import { readCsharp } from '../readers/csharp.js'
import { sourceReading, withSource } from '../readers/source-reading.js'
import { environmentFile, withEnvironment } from '../secret-file.js'
import { jsonSyntax } from '../syntax/json.js'

const own = (name: string) => ['Smtp', name]

const table = keyValueFormat({
  id: 'dotnet',
  title: '.NET appsettings.json (MailKit)',
  fileName: 'appsettings.json',
  fileNames: /^appsettings(?:\.[\w-]+)?\.json$/,
  secret: 'reference',
  token: 'supported',
  proof: "read back by a JSON parser; words of SecureSocketOptions from MailKit's source, not run",
  syntax: jsonSyntax,
  keys: {
    host: own('Host'),
    port: own('Port'),
    username: own('UserName'),
    secret: own('Password'),
    from: own('From'),
    fromName: own('FromName'),
  },
  encode: { secret: () => undefined },
  security: {
    write: (security) => [
      {
        path: own('SecureSocketOptions'),
        value: { tls: 'SslOnConnect', starttls: 'StartTls', none: 'None' }[security],
      },
    ],
    read(get) {
      const entry = get('Smtp.SecureSocketOptions')
      const words = { SslOnConnect: 'tls', StartTls: 'starttls', None: 'none' } as const
      const value = words[entry?.value as keyof typeof words]
      if (entry && value) return { value, entries: [entry] }
      if (entry?.value === 'StartTlsWhenAvailable')
        return { value: 'starttls', entries: [entry], isOpportunistic: true }
      return undefined
    },
  },
  secretFiles: (settings, { secretName }) =>
    settings.username === undefined ? [] : [environmentFile(secretName ?? 'Smtp__Password', settings, ['bash'])],
  notes: () => [
    'In the program: await client.ConnectAsync(smtp.Host, smtp.Port, Enum.Parse<SecureSocketOptions>(smtp.SecureSocketOptions)); MailKit, because System.Net.Mail knows no implicit TLS.',
    'During development: dotnet user-secrets set Smtp:Password',
  ],
  commands: () => [withEnvironment('dotnet run')],
})

export const dotnet = withSource(
  table,
  sourceReading('dotnet', readCsharp, /\.cs$/),
  (text) => !text.trimStart().startsWith('{'),
)
