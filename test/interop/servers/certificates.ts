// A certificate authority made for one test run, and a server certificate from it, as PEM texts.
import { webcrypto } from 'node:crypto'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

export interface ServerCertificate {
  /** The root that clients have to trust. */
  readonly caPem: string
  readonly certificatePem: string
  readonly keyPem: string
}

const DAY_MS = 24 * 60 * 60 * 1000
// RSA, because OpenSMTPD's key-keeping process cannot sign with an elliptic curve under OpenSSL 3.
const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
} as const

/** Makes a root and a certificate for `host`, both valid for the next days. */
export async function makeServerCertificate(host: string): Promise<ServerCertificate> {
  x509.cryptoProvider.set(webcrypto as Crypto)
  const notBefore = new Date(Date.now() - DAY_MS)
  const notAfter = new Date(Date.now() + 30 * DAY_MS)
  const makeKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const [rootKeys, serverKeys] = await Promise.all([makeKeys(), makeKeys()])
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Harbour Test Root',
    notBefore,
    notAfter,
    keys: rootKeys as CryptoKeyPair,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  })
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject: `CN=${host}`,
    issuer: root.subject,
    notBefore,
    notAfter,
    publicKey: serverKeys.publicKey as CryptoKey,
    signingKey: rootKeys.privateKey as CryptoKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
    ],
  })
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey)).toString('base64')
  const keyLines = key.replace(/.{64}/g, '$&\n').trimEnd()
  return {
    caPem: `${root.toString('pem')}\n`,
    certificatePem: `${certificate.toString('pem')}\n`,
    keyPem: `-----BEGIN PRIVATE KEY-----\n${keyLines}\n-----END PRIVATE KEY-----\n`,
  }
}
