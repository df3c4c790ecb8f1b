// Home Assistant: the smtp platform of notify; the password in secrets.yaml. Keys and words of `encryption` from its
// source, and that YAML ends with 2027.1 (issue.py), read on 2026-11-27:
// https://github.com/home-assistant/core/tree/dev/homeassistant/components/smtp

import { type ConfigFormat, type Entry, type Field, type FoundSettings, PLACEHOLDER } from '../format.js'
import { parseYaml, yamlScalar } from '../syntax/yaml.js'

/** A list of notifiers is no mapping that keys could be set in, so it is written here line by line. */
export const homeAssistant: ConfigFormat = {
  id: 'home-assistant',
  title: 'Home Assistant (configuration.yaml, notify)',
  fileName: 'configuration.yaml',
  secret: 'reference',
  token: 'unsupported',
  isSnippet: true,
  proof: "read back by PyYAML, its parser; keys from Home Assistant's source",
  write(settings, { secretName = 'smtp_password' }) {
    const { host, port, security, username, from = username ?? '', fromName, to = from } = settings
    const lines = [
      'notify:',
      '  - name: email',
      '    platform: smtp',
      `    server: ${yamlScalar(host)}`,
      `    port: ${port}`,
      '    timeout: 30',
      `    encryption: ${yamlScalar(security)}`,
      ...(username ? [`    username: ${yamlScalar(username)}`, `    password: !secret ${secretName}`] : []),
      `    sender: ${yamlScalar(from)}`,
      ...(fromName ? [`    sender_name: ${yamlScalar(fromName)}`] : []),
      `    recipient: ${yamlScalar(to)}`,
      ...(security === 'none' ? [] : ['    verify_ssl: true']),
      '',
    ]
    return {
      text: lines.join('\n'),
      ...(username && {
        secretFiles: [
          {
            fileName: 'secrets.yaml',
            text: `${secretName}: ${JSON.stringify(settings.secret ?? PLACEHOLDER)}\n`,
            isShared: true,
          },
        ],
      }),
      notes: [
        'If configuration.yaml has a notify: list already, add only the entry below it.',
        'Newer versions take SMTP under Settings → Devices & services as well, and import this once; from 2027.1 on they read it there alone.',
      ],
      commands: ['ha core check', 'ha core restart'],
    }
  },
  read: (text) => notifiersIn(text),
  recognises: (text, fileName) => (fileName === 'configuration.yaml' ? 2 : 0) + (notifiersIn(text).length > 0 ? 1 : 0),
}

const FIELDS: { readonly [field in Field]?: string } = {
  host: 'server',
  port: 'port',
  username: 'username',
  secret: 'password',
  from: 'sender',
  fromName: 'sender_name',
  to: 'recipient',
  verify: 'verify_ssl',
}

function notifiersIn(text: string): FoundSettings[] {
  const entries = parseYaml(text)
  const places = entries.flatMap(({ key, value }) =>
    value === 'smtp' && /^(?:notify\.)?\d+\.platform$/.test(key) ? [key.slice(0, -'platform'.length)] : [],
  )
  return places.map((place) => {
    const own = entries.filter(({ key }) => key.startsWith(place))
    const get = (name: string) => own.find(({ key }) => key === place + name)
    const fields: { [field in Field]?: Entry } = {}
    for (const [field, name] of Object.entries(FIELDS) as [Field, string][]) {
      const entry = get(name)
      if (entry) fields[field] = entry
    }
    const encryption = get('encryption')
    const value = encryption?.value ?? 'starttls'
    return {
      format: 'home-assistant',
      fields,
      ...((value === 'tls' || value === 'starttls' || value === 'none') && {
        security: { value, entries: encryption ? [encryption] : [] },
      }),
      entries: own,
      problems: [],
    }
  })
}
