import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type CertificateKind, createAuthority, labAuthority } from '../../src/lab/certificates.js'

const HOST = 'mail.lab.test'
const NAMES = [HOST, 'localhost', '127.0.0.1']
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

async function issued(kind: CertificateKind) {
  const authority = await createAuthority()
  const { chainPem, keyPem } = await authority.issue(kind, NAMES)
  const chain = (chainPem.match(CERTIFICATE) ?? []).map((pem) => new X509Certificate(pem))
  const [leaf] = chain
  if (!leaf) throw new Error('no leaf')
  return { leaf, chain, keyPem, root: new X509Certificate(authority.rootPem) }
}

describe('certificates of the practice server', () => {
  test('the root is an authority that signed itself', async () => {
    const root = new X509Certificate((await labAuthority()).rootPem)
    expect(root.ca).toBe(true)
    expect(root.verify(root.publicKey)).toBe(true)
  })

  test('the authority of a process is made once', async () => {
    expect(await labAuthority()).toBe(await labAuthority())
  })

  test('a good certificate chains to the root over the intermediate that is sent along', async () => {
    const { leaf, chain, root } = await issued('good')
    const intermediate = chain[1]
    expect(chain).toHaveLength(2)
    expect(leaf.ca).toBe(false)
    expect(intermediate && leaf.checkIssued(intermediate)).toBe(true)
    expect(intermediate && leaf.verify(intermediate.publicKey)).toBe(true)
    expect(intermediate?.verify(root.publicKey)).toBe(true)
  })

  test('a good certificate holds all names that were asked for', async () => {
    const { leaf } = await issued('good')
    expect(leaf.checkHost(HOST)).toBe(HOST)
    expect(leaf.checkHost('localhost')).toBe('localhost')
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(leaf.checkHost('other.test')).toBeUndefined()
  })

  test('a good certificate is valid today', async () => {
    const { leaf } = await issued('good')
    expect(Date.parse(leaf.validFrom)).toBeLessThan(Date.now())
    expect(Date.parse(leaf.validTo)).toBeGreaterThan(Date.now())
  })

  test('an expired certificate ended before now and is right otherwise', async () => {
    const { leaf, chain } = await issued('expired')
    expect(Date.parse(leaf.validTo)).toBeLessThan(Date.now())
    expect(leaf.checkHost(HOST)).toBe(HOST)
    expect(chain[1] && leaf.verify(chain[1].publicKey)).toBe(true)
  })

  test('a certificate that is not yet valid begins after now', async () => {
    const { leaf } = await issued('not-yet-valid')
    expect(Date.parse(leaf.validFrom)).toBeGreaterThan(Date.now())
  })

  test('a certificate with the wrong name fits another host only', async () => {
    const { leaf } = await issued('wrong-name')
    expect(leaf.checkHost(HOST)).toBeUndefined()
    expect(leaf.checkHost('server7.hosting.test')).toBe('server7.hosting.test')
  })

  test('two faults can be in one certificate', async () => {
    const { leaf } = await issued('expired-and-wrong-name')
    expect(leaf.checkHost(HOST)).toBeUndefined()
    expect(Date.parse(leaf.validTo)).toBeLessThan(Date.now())
  })

  test('a self-signed certificate is its own issuer and comes alone', async () => {
    const { leaf, chain } = await issued('self-signed')
    expect(chain).toHaveLength(1)
    expect(leaf.subject).toBe(leaf.issuer)
    expect(leaf.verify(leaf.publicKey)).toBe(true)
  })

  test('the unknown authority is not the one that clients trust', async () => {
    const { leaf, chain, root } = await issued('unknown-ca')
    expect(chain[1] && leaf.verify(chain[1].publicKey)).toBe(true)
    expect(chain[1]?.verify(root.publicKey)).toBe(false)
  })

  test('a missing intermediate leaves the leaf without its issuer', async () => {
    const { leaf, chain, root } = await issued('missing-intermediate')
    expect(chain).toHaveLength(1)
    expect(leaf.checkIssued(root)).toBe(false)
    expect(leaf.issuer).toContain('Practice Issuing CA')
  })

  test('a certificate without subjectAltName has its name in the common name only', async () => {
    const { leaf } = await issued('no-san')
    expect(leaf.subjectAltName).toBeUndefined()
    expect(leaf.subject).toContain(`CN=${HOST}`)
  })

  test("the interceptor's certificate fits the host and is issued by a mail scanner", async () => {
    const { leaf } = await issued('interceptor')
    expect(leaf.checkHost(HOST)).toBe(HOST)
    expect(leaf.issuer).toContain('Avast Web/Mail Shield Root')
  })

  test('the weak key has 768 bits', async () => {
    const { leaf } = await issued('weak-key')
    expect(leaf.publicKey.asymmetricKeyDetails?.modulusLength).toBe(768)
  })

  test('the weak signature is made with SHA-1', async () => {
    const { leaf } = await issued('weak-signature')
    // ecdsa-with-SHA1, 1.2.840.10045.4.1
    expect(leaf.raw.toString('hex')).toContain('06072a8648ce3d0401')
  })

  test('every leaf has the key that is handed out with it', async () => {
    const { createPrivateKey } = await import('node:crypto')
    const { leaf, keyPem } = await issued('good')
    expect(leaf.checkPrivateKey(createPrivateKey(keyPem))).toBe(true)
  })
})
