// What discovery asks of the world: DNS, HTTPS documents, and whether somebody says 220. Parameters, with real defaults.

import { Resolver } from 'node:dns'
import { request } from 'node:https'
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ConnectTo, Endpoint } from '../../model.js'
import { DISCOVERY } from './discovery-limits.js'
import { publishedHost } from './published-host.js'

export interface SrvRecord {
  readonly name: string
  readonly port: number
  readonly priority: number
  readonly weight: number
}

export interface MxRecord {
  readonly exchange: string
  readonly priority: number
}

export interface HttpsAnswer {
  readonly status: number
  readonly location?: string
  readonly body: string
}

/** All reject with an error whose `code` is the reason (`ENOTFOUND`, `ENODATA`, `ESERVFAIL`, `ETIMEOUT`, …). */
export interface DiscoveryNetwork {
  srv(name: string): Promise<readonly SrvRecord[]>
  mx(domain: string): Promise<readonly MxRecord[]>
  addresses(host: string): Promise<readonly string[]>
  /** GET without following redirects; certificates are verified; rejects when the body is over the limit. */
  get(url: URL, signal: AbortSignal): Promise<HttpsAnswer>
  /** Whether the endpoint answers with a greeting (220) before the signal is aborted. Sends nothing but a TLS handshake. */
  greets(endpoint: Endpoint, signal: AbortSignal): Promise<boolean>
}

export interface DiscoveryNetworkOptions {
  /** DNS servers as `127.0.0.1:5353`; by default those of the system. */
  readonly dnsServers?: readonly string[]
  /** PEM roots to trust in place of those that come with Node.js. */
  readonly roots?: readonly string[]
  readonly connectTo?: readonly ConnectTo[]
  readonly signal: AbortSignal
}

/** The real network: c-ares, HTTPS, TCP. What is under way ends when the signal is aborted. */
export function systemDiscoveryNetwork(options: DiscoveryNetworkOptions): DiscoveryNetwork {
  const resolver = new Resolver({ timeout: DISCOVERY.dnsTimeoutMs, tries: DISCOVERY.dnsTries })
  if (options.dnsServers) resolver.setServers([...options.dnsServers])
  options.signal.addEventListener('abort', () => resolver.cancel(), { once: true })
  const ask = <T>(query: (done: (error: Error | null, records: T) => void) => void) =>
    new Promise<T>((resolve, reject) => query((error, records) => (error ? reject(error) : resolve(records))))
  // c-ares for addresses too: getaddrinfo cannot be cancelled and would keep the process waiting after the deadline.
  const addresses = async (host: string): Promise<string[]> => {
    const answers = await Promise.allSettled([
      ask<string[]>((done) => resolver.resolve4(host, done)),
      ask<string[]>((done) => resolver.resolve6(host, done)),
    ])
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (found.length === 0 && failed) throw failed.reason
    return found
  }
  const reach = createReach(options.connectTo ?? [], addresses)
  return {
    srv: (name) => ask((done) => resolver.resolveSrv(name, done)),
    mx: (domain) => ask((done) => resolver.resolveMx(domain, done)),
    addresses,
    get: (url, signal) => get(url, signal, reach, options.roots),
    greets: (endpoint, signal) => greets(endpoint, signal, reach),
  }
}

interface Way {
  readonly host: string
  readonly port: number
  readonly lookup: LookupFunction
}
type Reach = (host: string, port: number) => Way

/** Where a connection to host and port really goes (`--connect-to`), with look-ups by the resolver that was chosen. */
function createReach(connectTo: readonly ConnectTo[], addresses: (host: string) => Promise<string[]>): Reach {
  const lookupHere: LookupFunction = (name, { all }, done) => {
    addresses(name).then(
      (found) => {
        const list = found.map((address) => ({ address, family: isIP(address) }))
        if (all) done(null, list)
        else done(null, list[0]?.address ?? '', list[0]?.family ?? 0)
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    )
  }
  return (host, port) => {
    const other = connectTo.find(
      (one) => one.fromHost.toLowerCase() === host && (one.fromPort === '*' || one.fromPort === port),
    )
    return { host: other?.toHost ?? host, port: other?.toPort ?? port, lookup: lookupHere }
  }
}

function get(url: URL, signal: AbortSignal, reach: Reach, roots: readonly string[] | undefined): Promise<HttpsAnswer> {
  const port = Number(url.port || 443)
  const way = reach(url.hostname, port)
  return new Promise((resolve, reject) => {
    const asked = request({
      host: way.host,
      port: way.port,
      servername: url.hostname,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, accept: 'text/xml, application/xml', 'accept-encoding': 'identity' },
      lookup: way.lookup,
      ...(roots && { ca: [...roots] }),
      signal,
      agent: false,
    })
    asked.on('error', reject)
    asked.on('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= DISCOVERY.documentBytes) chunks.push(chunk)
        else asked.destroy(Object.assign(new Error('the document is too large'), { code: 'ETOOLARGE' }))
      })
      response.on('error', reject)
      response.on('end', () => {
        const { location } = response.headers
        const body = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, ...(location !== undefined && { location }), body })
      })
    })
    asked.end()
  })
}

function greets({ host, port, security }: Endpoint, signal: AbortSignal, reach: Reach): Promise<boolean> {
  const way = reach(host, port)
  return new Promise((resolve) => {
    // Only the greeting is read and nothing is sent, so that the certificate can be judged later, when it matters.
    const socket: Socket =
      security === 'tls'
        ? connectTls({
            ...way,
            ...(publishedHost(host) && { servername: host }),
            rejectUnauthorized: false,
          })
        : connectTcp({ ...way })
    const settle = (isGreeting: boolean) => {
      signal.removeEventListener('abort', abort)
      socket.destroy()
      resolve(isGreeting)
    }
    const abort = () => settle(false)
    let first = ''
    socket.on('data', (chunk: Buffer) => {
      first += chunk.toString('latin1', 0, DISCOVERY.greetingBytes)
      if (first.length >= 4) settle(/^220[ -]/.test(first))
    })
    socket.on('error', () => settle(false))
    socket.on('close', () => settle(false))
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
