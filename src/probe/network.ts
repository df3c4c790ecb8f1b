// The outside world as the probe knows it: a resolver, a dialer and a clock. Parameters everywhere, with these defaults.

import { connect, isIPv4, isIPv6, type Socket } from 'node:net'

export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
}

export interface Network {
  /** All addresses of a name in the system's order; rejects with getaddrinfo's error code. */
  resolve(name: string): Promise<readonly ResolvedAddress[]>
  /** Begins a TCP connection; the caller listens and destroys. */
  dial(address: ResolvedAddress, port: number): Socket
  /** Milliseconds on a clock that never goes back. */
  clock(): number
}

/**
 * The family of an address literal; undefined for a name. Node's pattern for IPv6 takes 5 ms to compile, so it is not asked
 * about names.
 */
export function familyOf(host: string): 4 | 6 | undefined {
  if (host.includes(':')) return isIPv6(host) ? 6 : undefined
  return isIPv4(host) ? 4 : undefined
}

/** getaddrinfo, because it is what programs use: /etc/hosts and search domains count. */
export const systemNetwork: Network = {
  async resolve(name) {
    const family = familyOf(name)
    if (family) return [{ address: name, family }]
    const { lookup } = await import('node:dns/promises')
    const found = await lookup(name, { all: true, verbatim: true })
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
  },
  dial: ({ address, family }, port) => connect({ host: address, port, family, noDelay: true, autoSelectFamily: false }),
  // performance.now() would load a module of its own.
  clock() {
    const [seconds, nanoseconds] = process.hrtime()
    return seconds * 1e3 + nanoseconds / 1e6
  },
}
