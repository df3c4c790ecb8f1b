import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:tls'
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'
import { afterEach, expect, test } from 'vitest'
import { runCheck } from '../../src/check.js'
import type { Report } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { renderReport } from '../../src/report/render-report.js'

const HOST = 'mail.example.org'
const servers: Server[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done)))))

async function certificate(names: readonly string[], patch: (der: Buffer) => void = () => {}) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=mail.example.org',
    notBefore: new Date('2020-01-01'),
    notAfter: new Date('2040-01-01'),
    keys,
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))],
  })
  const der = Buffer.from(made.rawData)
  patch(der)
  const pem = (label: string, bytes: Buffer) =>
    `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`
  const key = pem('PRIVATE KEY', Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)))
  return { cert: pem('CERTIFICATE', der), key }
}

async function diagnoseWith(pair: { readonly cert: string; readonly key: string }): Promise<Report> {
  const server = createServer(pair, (socket) => {
    socket.on('error', () => {}).write('220 hi\r\n')
    socket.on(
      'data',
      (line) => void socket.write(/^EHLO/.test(String(line)) ? '250-x\r\n250 AUTH PLAIN\r\n' : '221 bye\r\n'),
    )
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const toPort = (server.address() as AddressInfo).port
  const target = { host: HOST, endpoints: [{ host: HOST, port: 465, security: 'tls' as const }], remarks: [] }
  const connectTo = [{ fromHost: HOST, fromPort: 465, toHost: '127.0.0.1', toPort }]
  const credentials = { kind: 'password', username: 'bob', secret: 'correct horse' } as const
  return runCheck(target, { credentials }, { connectTo, extraRoots: [pair.cert] }, loadPresets())
}

test('a certificate whose date is none is reported as it is, and no password goes to its server', async () => {
  const pair = await certificate([HOST], (der) => {
    const at = der.indexOf('400101000000Z')
    der.write('409999999999Z', at)
  })
  const report = await diagnoseWith(pair)
  const [endpoint] = report.endpoints
  expect(report.verdict).toBe('problem')
  expect(endpoint?.tls?.problems).not.toEqual([])
  expect(endpoint?.tls?.certificate?.validTo).toBe('Bad time value')
  expect(endpoint?.stages.at(-1)).toMatchObject({ stage: 'auth', status: 'skipped' })
})

test('a certificate for thousands of names does not flood the report', async () => {
  const names = Array.from({ length: 2000 }, (_, index) => `host-${index}.example.com`)
  const report = await diagnoseWith(await certificate(names))
  expect(report.diagnoses[0]?.id).toBe('cert-hostname-mismatch')
  expect(report.endpoints[0]?.tls?.certificate?.names).toHaveLength(250)
  const screen = renderReport(report, { columns: 80, hasColor: false, isPlain: false })
  expect(screen.length).toBeLessThan(8000)
})
