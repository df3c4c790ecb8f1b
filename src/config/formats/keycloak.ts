// Keycloak keeps its mail settings in the realm; kcadm.sh updates it from a JSON file whose values are all strings
// (RealmRepresentation.smtpServer is a map of texts). The keys are those that DefaultEmailSenderProvider and
// PasswordAuthEmailAuthenticator ask for, read on 2026-11-27:
// https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/email/

import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { jsonSyntax } from '../syntax/json.js'

const own = (name: string) => ['smtpServer', name]

export const keycloak = keyValueFormat({
  id: 'keycloak',
  title: 'Keycloak (realm smtpServer)',
  fileName: 'keycloak-smtp.json',
  secret: 'embedded',
  token: 'unsupported',
  proof: "read back by a JSON parser; keys from Keycloak's source, not run",
  syntax: jsonSyntax,
  keys: {
    host: own('host'),
    port: own('port'),
    username: own('user'),
    secret: own('password'),
    from: own('from'),
    fromName: own('fromDisplayName'),
  },
  encode: {
    port: ({ port }) => String(port),
    secret: ({ username, secret }) => (username ? (secret ?? PLACEHOLDER) : undefined),
  },
  extra: ({ username }) => [{ path: own('auth'), value: String(username !== undefined) }],
  security: {
    write: (security) => [
      { path: own('ssl'), value: String(security === 'tls') },
      { path: own('starttls'), value: String(security === 'starttls') },
    ],
    read(get) {
      const [ssl, starttls] = [get('smtpServer.ssl'), get('smtpServer.starttls')]
      const entries = [ssl, starttls].filter((entry) => entry !== undefined)
      if (ssl?.value === 'true') return { value: 'tls', entries }
      return { value: starttls?.value === 'true' ? 'starttls' : 'none', entries }
    },
  },
  notes: () => ['Remove the file after the update: the realm has the secret then.'],
  commands: () => ['kcadm.sh update realms/YOUR-REALM -f keycloak-smtp.json'],
})
