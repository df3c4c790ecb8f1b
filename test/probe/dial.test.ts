import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { dial, resolveHost } from '../../src/probe/dial.js'
import type { Network, ResolvedAddress } from '../../src/probe/network.js'

/** What an address does when it is dialled: connects, fails with an errno name, or never answers. */
type Behaviour = 'connects' | 'silent' | (string & {})

function fakeNetwork(behaviours: Readonly<Record<string, Behaviour>>) {
  const dialled: string[] = []
  const destroyed: string[] = []
  const network: Network = {
    clock: () => performance.now(),
    resolve: async () => [],
    dial({ address }) {
      dialled.push(address)
      const socket = Object.assign(new EventEmitter(), { destroy: () => destroyed.push(address) })
      const behaviour = behaviours[address]
      setImmediate(() => {
        if (behaviour === 'connects') socket.emit('connect')
        else if (behaviour !== 'silent') socket.emit('error', Object.assign(new Error(behaviour), { code: behaviour }))
      })
      return socket as unknown as Socket
    },
  }
  return { network, dialled, destroyed }
}

const six = (address: string): ResolvedAddress => ({ address, family: 6 })
const four = (address: string): ResolvedAddress => ({ address, family: 4 })
const { signal } = new AbortController()

describe('dialling', () => {
  test('takes the first address that answers and follows the other family to its end', async () => {
    const { network } = fakeNetwork({ '::1': 'ENETUNREACH', '10.0.0.1': 'connects' })
    const result = await dial([six('::1'), four('10.0.0.1')], 587, network, 1000, signal)
    expect(result.address).toEqual(four('10.0.0.1'))
    expect(await result.settled).toMatchObject([
      { family: 6, status: 'fail', code: 'ENETUNREACH' },
      { family: 4, status: 'ok' },
    ])
  })

  test('closes the connection of the family that came second without a word', async () => {
    const { network, destroyed } = fakeNetwork({ '::1': 'connects', '10.0.0.1': 'connects' })
    const result = await dial([six('::1'), four('10.0.0.1')], 587, network, 1000, signal)
    expect(result.address).toEqual(six('::1'))
    await result.settled
    expect(destroyed).toEqual(['10.0.0.1'])
  })

  test('tries the next address of a family when one is refused', async () => {
    const { network, dialled } = fakeNetwork({ '10.0.0.1': 'ECONNREFUSED', '10.0.0.2': 'connects' })
    const result = await dial([four('10.0.0.1'), four('10.0.0.2')], 587, network, 1000, signal)
    expect(result.address).toEqual(four('10.0.0.2'))
    expect(dialled).toEqual(['10.0.0.1', '10.0.0.2'])
  })

  test('does not let a silent first address use up the time of the next', async () => {
    const { network } = fakeNetwork({ '10.0.0.1': 'silent', '10.0.0.2': 'connects' })
    const result = await dial([four('10.0.0.1'), four('10.0.0.2')], 587, network, 60, signal)
    expect(result.address).toEqual(four('10.0.0.2'))
  })

  test('a total failure names every family', async () => {
    const { network } = fakeNetwork({ '::1': 'EHOSTUNREACH', '10.0.0.1': 'silent' })
    const result = await dial([six('::1'), four('10.0.0.1')], 587, network, 40, signal)
    expect(result.socket).toBeUndefined()
    expect(result.families.map(({ code }) => code)).toEqual(['EHOSTUNREACH', 'TIMEOUT'])
  })

  test('an abort ends it and opens nothing new', async () => {
    const ending = new AbortController()
    const { network, dialled, destroyed } = fakeNetwork({ '10.0.0.1': 'silent', '10.0.0.2': 'connects' })
    const result = dial([four('10.0.0.1'), four('10.0.0.2')], 587, network, 5000, ending.signal)
    setImmediate(() => ending.abort())
    expect((await result).socket).toBeUndefined()
    expect([dialled, destroyed]).toEqual([['10.0.0.1'], ['10.0.0.1']])
  })
})

describe('looking a name up', () => {
  const resolving = (resolve: Network['resolve']): Network => ({ ...fakeNetwork({}).network, resolve })

  test('a failure is a value with the resolver’s code', async () => {
    const network = resolving(() => Promise.reject(Object.assign(new Error('no'), { code: 'EAI_AGAIN' })))
    expect((await resolveHost('mail.example.org', network, 1000, signal)).seen).toMatchObject({ code: 'EAI_AGAIN' })
  })

  test('a resolver that hangs costs its deadline', async () => {
    const network = resolving(() => new Promise(() => {}))
    expect((await resolveHost('mail.example.org', network, 20, signal)).seen.code).toBe('ETIMEOUT')
  })

  test('no address at all is not found', async () => {
    expect(
      (
        await resolveHost(
          'mail.example.org',
          resolving(async () => []),
          1000,
          signal,
        )
      ).seen.code,
    ).toBe('ENOTFOUND')
  })
})
