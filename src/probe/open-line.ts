// From a name to a connected socket, recorded: the stages dns and connect of one endpoint.

import type { Socket } from 'node:net'
import type { Endpoint } from '../model.js'
import { dial, type FamilyOutcome } from './dial.js'
import type { ProbeEnvironment } from './environment.js'
import type { ResolvedAddress } from './network.js'
import type { Recorder } from './recorder.js'
import { wordCode } from './word-code.js'

export interface Line {
  readonly socket: Socket
  readonly address: ResolvedAddress
  /** Whether the server is on this machine, by the name that was asked for and not by a detour. */
  readonly isLoopback: boolean
}

/** A line with what its walk needs besides. */
export interface WalkContext extends Line {
  readonly endpoint: Endpoint
  readonly recorder: Recorder
  readonly environment: ProbeEnvironment
}

/** Looks the host up and connects; undefined when either fails, with the reason in the record. */
export async function openLine(
  endpoint: Endpoint,
  recorder: Recorder,
  environment: ProbeEnvironment,
): Promise<Line | undefined> {
  const { clock } = environment.network
  const route = environment.route(endpoint)
  let sinceMs = clock()
  const resolved = await environment.resolve(route.host)
  const isFound = resolved.addresses.length > 0
  const isAborted = resolved.seen.code === 'ABORTED'
  if (!isAborted) recorder.see('dns', isFound ? 'ok' : 'fail', resolved.seen, clock() - sinceMs)
  if (!isFound) {
    recorder.stage('dns', isAborted ? 'skipped' : 'fail', sinceMs, `${route.host}: ${wordCode(resolved.seen.code)}`)
    return undefined
  }
  recorder.stage('dns', 'ok', sinceMs, resolved.addresses.map(({ address }) => address).join(', '))

  sinceMs = clock()
  const dialled = await dial(
    resolved.addresses,
    route.port,
    environment.network,
    environment.deadlineMs('connect'),
    environment.signal,
  )
  recorder.note({ families: dialled.families.map(familyReport) })
  void dialled.settled.then((families) => {
    recorder.note({ families: families.map(familyReport) })
    // The winner's own outcome and a total failure are recorded below; here is news of the slower family only.
    for (const outcome of dialled.socket ? families : []) {
      if (outcome.status === 'fail') recorder.see('connect', 'fail', socketSeen(outcome), outcome.ms)
    }
  })
  const { socket, address } = dialled
  if (!socket || !address) {
    for (const outcome of dialled.families) {
      if (outcome.status === 'fail') recorder.see('connect', 'fail', socketSeen(outcome), outcome.ms)
    }
    const detail = dialled.families.map(({ address: at, code }) => `${at}: ${wordCode(code)}`).join('; ')
    recorder.stage('connect', environment.signal.aborted ? 'skipped' : 'fail', sinceMs, detail)
    return undefined
  }
  recorder.see('connect', 'ok', { kind: 'socket', code: 'OK', ...address }, clock() - sinceMs)
  recorder.stage('connect', 'ok', sinceMs, `${address.address} port ${route.port}`)
  recorder.note({ address: address.address })
  return { socket, address, isLoopback: !route.isRerouted && /^(?:127\.|::1$|::ffff:127\.)/.test(address.address) }
}

function familyReport({ family, address, status, code, ms }: FamilyOutcome) {
  const detail =
    status === 'ok' ? `connected in ${Math.round(ms)} ms` : code === 'PENDING' ? 'not waited for' : wordCode(code)
  return { family, address, status, detail }
}

function socketSeen({ address, family, code, message, ms }: FamilyOutcome) {
  return {
    kind: 'socket' as const,
    code,
    address,
    family,
    ...(message && { message }),
    ...(code === 'TIMEOUT' && { waitedMs: Math.round(ms) }),
  }
}
