// Keys are set in existing files in place: comments, order, indentation and everything else stay byte for byte.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse as parseYamlText } from 'yaml'
import { formatById } from '../../src/config/configurations.js'
import { jsonSyntax } from '../../src/config/syntax/json.js'
import { propertiesSyntax } from '../../src/config/syntax/properties.js'
import { yamlSyntax } from '../../src/config/syntax/yaml.js'
import type { Settings } from '../../src/model.js'
import { anySecret } from './hostile-values.js'

const settings: Settings = {
  host: 'new.example.org',
  port: 465,
  security: 'tls',
  username: 'me',
  secret: 'it"s #1',
  from: 'me@example.org',
}
const merge = (id: string, text: string) => formatById(id)?.merge?.(text, settings, {}) ?? ''

test('application.yml: nested keys, other parts of the tree, comments', () => {
  const before = `# my application
server:
  port: 8080 # not mail
spring:
  datasource:
    url: jdbc:x
  mail:
    # the old provider
    host: old.example.org   # keep this comment
    port: 587
    properties:
      mail:
        debug: true
logging:
  level: info
`
  const after = merge('spring-yaml', before)
  for (const line of [
    '# my application',
    '  port: 8080 # not mail',
    '    # the old provider',
    '    url: jdbc:x',
    '        debug: true',
    '  level: info',
  ]) {
    expect(after.split('\n')).toContain(line)
  }
  expect(after).toContain('    host: new.example.org   # keep this comment')
  expect(parseYamlText(after)).toMatchObject({
    server: { port: 8080 },
    spring: {
      datasource: { url: 'jdbc:x' },
      mail: {
        host: 'new.example.org',
        port: 465,
        username: 'me',
        properties: { mail: { debug: true, smtp: { ssl: { enable: true } } } },
      },
    },
    logging: { level: 'info' },
  })
})

test('app.ini: the section is found, its neighbours stay, a new key goes to its end', () => {
  const before =
    '; mine\nAPP_NAME = X\n\n[mailer]\nENABLED = false ; off for now\nSMTP_ADDR=old.example.org\n\n[log]\nLEVEL = Info\n'
  const after = merge('gitea', before)
  expect(
    after.startsWith('; mine\nAPP_NAME = X\n\n[mailer]\nENABLED = true ; off for now\nSMTP_ADDR=new.example.org\n'),
  ).toBe(true)
  expect(after).toContain('PROTOCOL = smtps\n')
  expect(after.endsWith('\n\n[log]\nLEVEL = Info\n')).toBe(true)
})

test('main.cf: continued lines are replaced as a whole, comments stay', () => {
  const before =
    '# postfix\nmyhostname = a.example.org\nrelayhost =\n    [old.example.org]:587\nmynetworks = 127.0.0.0/8\n  10.0.0.0/8\n'
  const after = merge('postfix', before)
  expect(after).toContain('relayhost = [new.example.org]:465\n')
  expect(after).toContain('mynetworks = 127.0.0.0/8\n  10.0.0.0/8\n')
  expect(after).toContain('smtp_tls_wrappermode = yes\n')
})

test('application.properties and appsettings.json keep their comments and other keys', () => {
  const properties = merge('spring-properties', '# a\nserver.port=1\nspring.mail.host = old\n! b\n')
  expect(properties).toContain('# a\nserver.port=1\nspring.mail.host = new.example.org\n! b\n')
  const json = merge(
    'dotnet',
    '{\n    // mine\n    "Logging": { "Level": "Info" },\n    "Smtp": {\n        "Host": "old"\n    }\n}\n',
  )
  expect(json).toContain('    // mine\n    "Logging": { "Level": "Info" },')
  expect(json).toContain('        "Host": "new.example.org"')
})

test('CRLF files stay CRLF', () => {
  const after = merge('env', 'A=1\r\nSMTP_HOST=old\r\n')
  expect(after.replaceAll('\r\n', '')).not.toContain('\n')
})

describe.each([
  ['YAML', yamlSyntax, 'a:\n  b: 1\n  c: x # y\nlist:\n  - 1\n'],
  ['JSON', jsonSyntax, '{\n  "a": {\n    "b": 1\n  },\n  "list": [1]\n}\n'],
  ['properties', propertiesSyntax, 'a.b=1\n# c\nd=2\n'],
] as const)('%s', (_, syntax, text) => {
  test('any text that is set is read back, and nothing else changes', () => {
    fc.assert(
      fc.property(
        anySecret,
        fc.constantFrom(['a', 'b'], ['a', 'new'], ['fresh', 'deep', 'key'], ['top']),
        (value, path) => {
          const before = syntax.parse(text)
          const after = syntax.parse(syntax.set(text, [{ path, value }]))
          const key = path.join('.')
          expect(after.find((entry) => entry.key === key)).toMatchObject({ value, type: 'string' })
          for (const entry of before) {
            if (entry.key !== key) expect(after.find((other) => other.key === entry.key)?.value).toBe(entry.value)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('an existing compose file', () => {
  const format = formatById('docker-compose')
  const settings = {
    host: 'smtp.example.com',
    port: 587,
    security: 'starttls',
    username: 'me@example.com',
    secret: 's#1',
  } as const
  const merged = (text: string) => format?.merge?.(text, settings, {}) ?? ''

  test('keeps its list of variables a list, sets the ones that are there and adds the others behind them', () => {
    const text =
      'services:\n  web:\n    image: x # keep\n    environment:\n      - TZ=UTC # tz\n      - SMTP_HOST=old.example.org\n    env_file:\n      - .env\n'
    expect(merged(text)).toBe(
      'services:\n  web:\n    image: x # keep\n    environment:\n      - TZ=UTC # tz\n      - "SMTP_HOST=smtp.example.com"\n      - "SMTP_PORT=587"\n      - "SMTP_SECURITY=starttls"\n      - "SMTP_USER=me@example.com"\n    env_file:\n      - .env\n      - mail.env\n',
    )
    expect(merged(merged(text))).toBe(merged(text))
  })

  test('keeps the env_file that it has beside the new one', () => {
    const text = 'services:\n  web:\n    environment: { TZ: UTC }\n    env_file: .env # own\n'
    expect(merged(text)).toContain('env_file: [".env", mail.env] # own\n')
    expect(merged(text)).toContain('TZ: UTC')
  })

  test('gets the settings in the service that has mail settings, of several', () => {
    const text =
      'services:\n  db:\n    image: y\n  web:\n    image: x\n    environment:\n      SMTP_HOST: old.example.org\n      TZ: UTC\n'
    const result = merged(text)
    expect(result).toContain('      SMTP_HOST: smtp.example.com\n')
    expect(result).not.toContain('app:')
    expect(format?.read?.(result).map(({ name, fields }) => [name, fields.host?.value])).toEqual([
      ['web', 'smtp.example.com'],
    ])
  })
})
