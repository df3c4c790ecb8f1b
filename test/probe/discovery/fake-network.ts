// A world for discovery: records, documents and greeting servers, as tables. What is not in a table does not exist; what
// is `never` does not answer.

import type { Endpoint } from '../../../src/model.js'
import type {
  DiscoveryNetwork,
  HttpsAnswer,
  MxRecord,
  SrvRecord,
} from '../../../src/probe/discovery/discovery-network.js'

export const never = 'never'

export interface World {
  readonly srv?: Readonly<Record<string, readonly SrvRecord[] | string>>
  readonly mx?: Readonly<Record<string, readonly MxRecord[] | string>>
  readonly addresses?: Readonly<Record<string, readonly string[] | string>>
  /** The address of every name that `addresses` lacks. */
  readonly wildcard?: string
  readonly documents?: Readonly<Record<string, string | HttpsAnswer>>
  /** `host:port` of those that greet. */
  readonly greeting?: readonly string[]
}

export interface FakeNetwork extends DiscoveryNetwork {
  /** Everything that was asked, for tests of what leaves the machine. */
  readonly asked: string[]
}

export function fakeNetwork(world: World): FakeNetwork {
  const asked: string[] = []
  const fail = (code: string) => Promise.reject(Object.assign(new Error(code), { code }))
  const answer = <T>(table: Readonly<Record<string, T | string>> | undefined, name: string): Promise<T> => {
    const found = table?.[name]
    if (found === undefined) return fail('ENOTFOUND')
    if (found === never) return new Promise<never>(() => {})
    return typeof found === 'string' ? fail(found) : Promise.resolve(found)
  }
  return {
    asked,
    srv(name) {
      asked.push(`SRV ${name}`)
      return answer(world.srv, name)
    },
    mx(domain) {
      asked.push(`MX ${domain}`)
      return answer(world.mx, domain)
    },
    addresses(host) {
      asked.push(`A ${host}`)
      if (world.wildcard && !world.addresses?.[host]) return Promise.resolve([world.wildcard])
      return answer(world.addresses, host)
    },
    get(url) {
      asked.push(`GET ${url.href}`)
      const found = world.documents?.[url.href]
      if (found === undefined) return fail('ENOTFOUND')
      if (found === never) return new Promise<never>(() => {})
      if (typeof found !== 'string') return Promise.resolve(found)
      return found.startsWith('E') ? fail(found) : Promise.resolve({ status: 200, body: found })
    },
    greets({ host, port }: Endpoint) {
      asked.push(`TCP ${host}:${port}`)
      return Promise.resolve(world.greeting?.includes(`${host}:${port}`) ?? false)
    },
  }
}

export const srv = (name: string, port: number, priority = 0, weight = 0): SrvRecord => ({
  name,
  port,
  priority,
  weight,
})
export const mx = (exchange: string, priority = 10): MxRecord => ({ exchange, priority })

/** An autoconfiguration document with the given outgoing servers. */
export function autoconfig(servers: string, provider = 'example.test'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${provider}">
    <domain>${provider}</domain>
    <incomingServer type="imap"><hostname>imap.${provider}</hostname><port>993</port><socketType>SSL</socketType></incomingServer>
    ${servers}
  </emailProvider>
</clientConfig>`
}

export function outgoing(host: string, port: number, socketType: string, extra = ''): string {
  return `<outgoingServer type="smtp"><hostname>${host}</hostname><port>${port}</port><socketType>${socketType}</socketType>${extra}</outgoingServer>`
}
