// Ghost hands the options of its file to nodemailer, Auth.js the URL of EMAIL_SERVER: so does this test.

import { readFileSync } from 'node:fs'
import { parse } from 'dotenv'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatById, renderConfig } from '../../../src/config/configurations.js'
import type { Security, Settings } from '../../../src/model.js'
import { HOSTILE_SECRETS } from '../hostile-values.js'
import { type LoginServer, makeCertificate, startLoginServer, type TestCertificate } from '../login-server.js'

let certificate: TestCertificate
const servers = new Map<Security, LoginServer>()
beforeAll(async () => {
  certificate = await makeCertificate()
  for (const security of ['tls', 'starttls'] as const)
    servers.set(security, await startLoginServer(certificate, security))
})
afterAll(async () => {
  for (const server of servers.values()) await server.close()
  certificate.remove()
})

const SECRETS = [HOSTILE_SECRETS.at(-1) ?? '', '  ü 🔑 ', "@:/?#[]!$&'()*+,;=%"]

/** What each program gives to createTransport, from the text of its file. */
const handOver: Record<string, (text: string) => object> = {
  ghost: (text) => JSON.parse(text).mail.options,
  authjs: (text) => ({ url: parse(text).EMAIL_SERVER }),
}

describe.each(Object.keys(handOver))('%s', (id) => {
  test.each((['tls', 'starttls'] as const).flatMap((security) => SECRETS.map((secret) => ({ security, secret }))))(
    'nodemailer logs in over $security with exactly $secret',
    async ({ security, secret }) => {
      const server = servers.get(security)
      const format = formatById(id)
      if (!server || !format) throw new Error('not prepared')
      server.logins.length = 0
      const settings: Settings = {
        host: 'localhost',
        port: server.port,
        security,
        username: 'me+x@example.com',
        secret,
        from: 'me@example.com',
      }
      const options = handOver[id]?.(renderConfig(format, settings).text) ?? {}
      const transport = createTransport({ ...options, tls: { ca: readFileSync(certificate.caFile, 'utf8') } })
      await transport.verify()
      transport.close()
      expect(server.logins).toMatchObject([{ username: 'me+x@example.com', secret, isEncrypted: true }])
    },
  )
})

test.each([
  [
    'dotnet',
    (read: { Smtp: object }) => read.Smtp,
    { Host: 'h.example.org', Port: 465, SecureSocketOptions: 'SslOnConnect' },
  ],
  [
    'keycloak',
    (read: { smtpServer: object }) => read.smtpServer,
    { host: 'h.example.org', port: '465', ssl: 'true', starttls: 'false', password: '#$"\'\\' },
  ],
])('%s is JSON that says what was meant', (id, pick, expected) => {
  const format = formatById(id)
  if (!format) throw new Error('no format')
  const settings: Settings = { host: 'h.example.org', port: 465, security: 'tls', username: 'u', secret: '#$"\'\\' }
  expect(pick(JSON.parse(renderConfig(format, settings).text))).toMatchObject(expected)
})
