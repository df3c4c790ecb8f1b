import { once } from 'node:events'
import { createServer as createHttpsServer, type Server } from 'node:https'
import { type AddressInfo, createServer, type Server as TcpServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAuthority } from '../../../src/lab/certificates.js'
import type { ConnectTo } from '../../../src/model.js'
import { systemDiscoveryNetwork } from '../../../src/probe/discovery/discovery-network.js'

const HOST = 'autoconfig.harbour.test'
let web: Server
let clear: TcpServer
let encrypted: TcpServer
let silent: TcpServer
let root = ''
const requests: { url: string; host: string | undefined }[] = []

const listen = async <T extends TcpServer>(server: T): Promise<T> => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server
}
const portOf = (server: TcpServer) => (server.address() as AddressInfo).port

beforeAll(async () => {
  const authority = await createAuthority('Harbour Mail')
  root = authority.rootPem
  const { keyPem: key, chainPem: cert } = await authority.issue('good', [HOST, 'smtp.harbour.test'])
  web = await listen(
    createHttpsServer({ key, cert }, (request, response) => {
      requests.push({ url: request.url ?? '', host: request.headers.host })
      if (request.url === '/moved') response.writeHead(302, { location: 'https://elsewhere.test/' }).end()
      else if (request.url === '/flood') response.end('x'.repeat(1_000_000))
      else response.end('<clientConfig/>')
    }),
  )
  const greet = (text: string) => (socket: import('node:net').Socket) => {
    socket.on('error', () => {})
    socket.write(text)
  }
  clear = await listen(createServer(greet('220 smtp.harbour.test ESMTP\r\n')))
  encrypted = await listen(createTlsServer({ key, cert }, greet('220-smtp.harbour.test\r\n220 ESMTP\r\n')))
  silent = await listen(createServer(() => {}))
})

afterAll(() => {
  for (const server of [web, clear, encrypted, silent]) server.close()
})

const to = (fromHost: string, server: TcpServer): ConnectTo => ({
  fromHost,
  fromPort: '*',
  toHost: '127.0.0.1',
  toPort: portOf(server),
})
const network = (roots: readonly string[] | undefined, ...connectTo: ConnectTo[]) =>
  systemDiscoveryNetwork({ signal: new AbortController().signal, connectTo, ...(roots && { roots }) })
const never = new AbortController().signal

test('a document is fetched with the name that the certificate has to carry', async () => {
  const { get } = network([root], to(HOST, web))
  expect(await get(new URL(`https://${HOST}/mail/config-v1.1.xml`), never)).toEqual({
    status: 200,
    body: '<clientConfig/>',
  })
  expect(requests.at(-1)).toEqual({ url: '/mail/config-v1.1.xml', host: HOST })
})

test('a redirect is reported, not followed', async () => {
  const { get } = network([root], to(HOST, web))
  expect(await get(new URL(`https://${HOST}/moved`), never)).toMatchObject({
    status: 302,
    location: 'https://elsewhere.test/',
  })
})

test('a document over the limit is given up', async () => {
  const { get } = network([root], to(HOST, web))
  await expect(get(new URL(`https://${HOST}/flood`), never)).rejects.toMatchObject({ code: 'ETOOLARGE' })
})

test('a certificate that is not trusted, or is for another name, ends it', async () => {
  await expect(network(undefined, to(HOST, web)).get(new URL(`https://${HOST}/`), never)).rejects.toThrow()
  const other = network([root], to('autoconfig.other.test', web))
  await expect(other.get(new URL('https://autoconfig.other.test/'), never)).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  })
})

test('an abort ends a fetch', async () => {
  const { get } = network([root], to(HOST, silent))
  const ending = new AbortController()
  const asked = get(new URL(`https://${HOST}/`), ending.signal)
  ending.abort()
  await expect(asked).rejects.toMatchObject({ code: 'ABORT_ERR' })
})

test('who greets is found in clear and in TLS, whatever the certificate', async () => {
  const starttls = { host: 'smtp.harbour.test', port: 587, security: 'starttls' } as const
  const tls = { host: 'mail.elsewhere.test', port: 465, security: 'tls' } as const
  expect(await network(undefined, to(starttls.host, clear)).greets(starttls, never)).toBe(true)
  expect(await network(undefined, to(tls.host, encrypted)).greets(tls, never)).toBe(true)
})

test('a silent server, a wrong protocol and nobody at all do not greet', async () => {
  const tls = { host: 'smtp.harbour.test', port: 465, security: 'tls' } as const
  expect(await network(undefined, to(tls.host, clear)).greets(tls, never)).toBe(false)
  const ending = new AbortController()
  const waiting = network(undefined, to(tls.host, silent)).greets({ ...tls, security: 'starttls' }, ending.signal)
  ending.abort()
  expect(await waiting).toBe(false)
  expect(await network(undefined, to(tls.host, silent)).greets(tls, AbortSignal.abort())).toBe(false)
  const gone = await listen(createServer())
  const there = to(tls.host, gone)
  gone.close()
  expect(await network(undefined, there).greets(tls, never)).toBe(false)
})
