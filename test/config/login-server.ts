// A TLS server on 127.0.0.1 that writes down every login and message, for running generated configurations for real.
// Its certificate is made in the test run; programs trust it through the PEM file `caFile`.

import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Security } from '../../src/model.js'

x509.cryptoProvider.set(webcrypto as never)

export interface SeenLogin {
  readonly method: string
  readonly username: string
  readonly secret: string
  readonly isEncrypted: boolean
}

export interface LoginServer {
  readonly port: number
  readonly security: Security
  readonly logins: SeenLogin[]
  readonly messages: { readonly from: string; readonly to: readonly string[]; readonly text: string }[]
  close(): Promise<void>
}

export interface TestCertificate {
  readonly key: string
  readonly cert: string
  /** The root, as a file. */
  readonly caFile: string
  readonly folder: string
  remove(): void
}

/** A root and a certificate for `localhost` and 127.0.0.1, in a folder of their own. */
export async function makeCertificate(): Promise<TestCertificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const notBefore = new Date(Date.now() - 86_400_000)
  const notAfter = new Date(Date.now() + 86_400_000)
  const rootKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Test root',
    notBefore,
    notAfter,
    keys: rootKeys as never,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey as never),
    ],
  })
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject: 'CN=localhost',
    issuer: root.subject,
    notBefore,
    notAfter,
    publicKey: keys.publicKey as never,
    signingKey: rootKeys.privateKey as never,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey as never),
    ],
  })
  const folder = mkdtempSync(join(tmpdir(), 'smtp-doctor-config-'))
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, `${root.toString('pem')}\n`)
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`
  const remove = () => rmSync(folder, { recursive: true, force: true })
  return { key, cert: `${leaf.toString('pem')}\n${root.toString('pem')}\n`, caFile, folder, remove }
}

/** Starts the server: implicit TLS or STARTTLS, login required, every login accepted and written down. */
export async function startLoginServer(
  certificate: TestCertificate,
  security: Security,
  {
    port: wantedPort = 0,
    ...options
  }: Pick<SMTPServerOptions, 'authMethods' | 'authOptional'> & { readonly port?: number } = {},
): Promise<LoginServer> {
  const logins: SeenLogin[] = []
  const messages: { from: string; to: string[]; text: string }[] = []
  const server = new SMTPServer({
    secure: security === 'tls',
    key: certificate.key,
    cert: certificate.cert,
    disableReverseLookup: true,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    allowInsecureAuth: security === 'none',
    ...(security === 'none' && { hideSTARTTLS: true }),
    ...options,
    onAuth(auth, session, done) {
      logins.push({
        method: auth.method,
        username: auth.username ?? '',
        secret: (auth.method === 'XOAUTH2' ? auth.accessToken : auth.password) ?? '',
        isEncrypted: Boolean(session.secure),
      })
      done(null, { user: auth.username ?? 'user' })
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        messages.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((ready) => server.listen(wantedPort, '127.0.0.1', () => ready()))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, security, logins, messages, close: () => new Promise((closed) => server.close(() => closed())) }
}
