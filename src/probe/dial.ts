// A name to a connected socket: the look-up, then both address families side by side (RFC 8305), each family's outcome kept.

import type { Socket } from 'node:net'
import type { DnsSeen } from '../model.js'
import { HAPPY_EYEBALLS_MS, LIMITS } from '../smtp/limits.js'
import { waitFor } from './deadline.js'
import type { Network, ResolvedAddress } from './network.js'

export type ResolveOutcome = { readonly seen: DnsSeen; readonly addresses: readonly ResolvedAddress[] }

/** Looks a name up; a failure is a value. Address literals and bracketed IPv6 need no look-up. */
export async function resolveHost(
  host: string,
  network: Network,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<ResolveOutcome> {
  const fail = (code: string, message?: string): ResolveOutcome => ({
    seen: { kind: 'dns', code, name: host, ...(message && { message }) },
    addresses: [],
  })
  try {
    const waited = await waitFor(Promise.resolve(network.resolve(host.replace(/^\[|\]$/g, ''))), deadlineMs, signal)
    if (waited.kind !== 'value') return fail(waited.kind === 'timeout' ? 'ETIMEOUT' : 'ABORTED')
    if (waited.value.length === 0) return fail('ENOTFOUND')
    const addresses = waited.value.slice(0, LIMITS.addresses)
    return { seen: { kind: 'dns', code: 'OK', name: host, addresses }, addresses }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return fail(code ?? 'EAI_FAIL', message)
  }
}

export interface FamilyOutcome extends ResolvedAddress {
  readonly status: 'ok' | 'fail' | 'skipped'
  /** errno name, TIMEOUT, or PENDING when nobody waited for it. */
  readonly code: string
  readonly message?: string
  readonly ms: number
}

export interface DialResult {
  readonly socket?: Socket
  readonly address?: ResolvedAddress
  /** One entry a family that has addresses, as known when the first connection stood. */
  readonly families: readonly FamilyOutcome[]
  /** All families' outcomes, once they are all known; never rejects. */
  readonly settled: Promise<readonly FamilyOutcome[]>
}

/**
 * Connects to the first address that answers. Each family tries its own addresses one after the other; the second family
 * starts after 250 ms or as soon as the first has failed. A family that loses the race is still followed to its end, so
 * that a broken one is known, and its connection closed without a word.
 */
export async function dial(
  addresses: readonly ResolvedAddress[],
  port: number,
  network: Network,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<DialResult> {
  const order = [...new Set(addresses.map(({ family }) => family))]
  const outcomes = new Map<4 | 6, FamilyOutcome>()
  const sinceMs = network.clock()
  let winner: { socket: Socket; address: ResolvedAddress } | undefined
  let announce = () => {}
  const first = new Promise<void>((resolve) => {
    announce = resolve
  })

  const runFamily = async (family: 4 | 6, startsAfter: Promise<unknown>): Promise<void> => {
    await startsAfter
    const candidates = addresses.filter((one) => one.family === family)
    for (const [index, candidate] of candidates.entries()) {
      const leftMs = deadlineMs - (network.clock() - sinceMs)
      // A silent first address must not use up the time of the next one.
      const shareMs = index < candidates.length - 1 ? Math.min(leftMs, deadlineMs / 2) : leftMs
      const attempt = await dialOne(candidate, port, network, shareMs, signal)
      const ms = network.clock() - sinceMs
      if (attempt.socket) {
        outcomes.set(family, { ...candidate, status: 'ok', code: 'OK', ms })
        if (winner) attempt.socket.destroy()
        else {
          winner = { socket: attempt.socket, address: candidate }
          announce()
        }
        return
      }
      outcomes.set(family, {
        ...candidate,
        status: attempt.code === 'ABORTED' ? 'skipped' : 'fail',
        code: attempt.code,
        ...(attempt.message && { message: attempt.message }),
        ms,
      })
      if (signal.aborted) return
    }
  }

  let previous: Promise<unknown> = Promise.resolve()
  const runs = order.map((family) => {
    const run = runFamily(family, previous)
    previous = waitFor(run, HAPPY_EYEBALLS_MS, signal)
    return run
  })
  const all = Promise.all(runs).then(() => announce())
  await first
  const known = () =>
    order.map(
      (family): FamilyOutcome =>
        outcomes.get(family) ?? {
          ...(addresses.find((one) => one.family === family) as ResolvedAddress),
          status: 'skipped',
          code: 'PENDING',
          ms: network.clock() - sinceMs,
        },
    )
  return { ...winner, families: known(), settled: all.then(known) }
}

async function dialOne(
  address: ResolvedAddress,
  port: number,
  network: Network,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<{ readonly socket?: Socket; readonly code: string; readonly message?: string }> {
  if (signal.aborted) return { code: 'ABORTED' }
  const socket = network.dial(address, port)
  const connected = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject)
  })
  try {
    const waited = await waitFor(connected, deadlineMs, signal)
    if (waited.kind === 'value') {
      socket.removeAllListeners('error').on('error', () => {})
      return { socket, code: 'OK' }
    }
    socket.on('error', () => {}).destroy()
    return { code: waited.kind === 'timeout' ? 'TIMEOUT' : 'ABORTED' }
  } catch (error) {
    socket.on('error', () => {}).destroy()
    const { code, message } = error as NodeJS.ErrnoException
    return { code: code ?? 'EUNKNOWN', ...(message && { message }) }
  }
}
