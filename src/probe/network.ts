// The outside world as the probe knows it: a resolver, a dialer and a clock. Parameters everywhere, with these defaults.

import { lookup } from 'node:dns/promises'
import { connect, type Socket } from 'node:net'

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

/** getaddrinfo, because it is what programs use: /etc/hosts and search domains count. */
export const systemNetwork: Network = {
  async resolve(name) {
    const found = await lookup(name, { all: true, verbatim: true })
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
  },
  dial: ({ address, family }, port) => connect({ host: address, port, family, noDelay: true, autoSelectFamily: false }),
  clock: () => performance.now(),
}
