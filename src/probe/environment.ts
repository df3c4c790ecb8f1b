// What every walk of one check shares: the network, trust, deadlines, the route to each host, one look-up a name.

import { setMaxListeners } from 'node:events'
import { hostname } from 'node:os'
import type { CheckEvent, CheckOptions, ConnectTo, Endpoint } from '../model.js'
import { DEADLINES } from '../smtp/limits.js'
import { type ResolveOutcome, resolveHost } from './dial.js'
import { type Network, systemNetwork } from './network.js'
import { createTrust, type Trust } from './trust.js'

export interface ProbeEnvironment {
  readonly network: Network
  readonly trust: Trust
  readonly signal: AbortSignal
  readonly onEvent: ((event: CheckEvent) => void) | undefined
  /** The name said in EHLO. */
  readonly ehloName: string
  /** Milliseconds since the epoch, for certificate dates. */
  readonly nowMs: number
  deadlineMs(stage: keyof typeof DEADLINES): number
  /** Where connections for an endpoint really go (`--connect-to`). */
  route(endpoint: Endpoint): { readonly host: string; readonly port: number; readonly isRerouted: boolean }
  /** One look-up a name, however many ports ask. */
  resolve(host: string): Promise<ResolveOutcome>
}

/** The environment of one check; `signal` ends everything in it. */
export function createEnvironment(
  options: CheckOptions,
  signal: AbortSignal,
  nowMs: number,
  network: Network = systemNetwork,
): ProbeEnvironment {
  // Every socket and timer of every endpoint listens for the end of the check.
  setMaxListeners(0, signal)
  const lookups = new Map<string, Promise<ResolveOutcome>>()
  const deadlineMs = (stage: keyof typeof DEADLINES) => options.timeoutMs ?? DEADLINES[stage]
  return {
    network,
    trust: createTrust(options.extraRoots ?? []),
    signal,
    onEvent: options.onEvent,
    ehloName: nameForEhlo(hostname()),
    nowMs,
    deadlineMs,
    route: (endpoint) => routeOf(endpoint, options.connectTo ?? []),
    resolve(host) {
      const known = lookups.get(host) ?? resolveHost(host, network, deadlineMs('dns'), signal)
      lookups.set(host, known)
      return known
    },
  }
}

/**
 * RFC 5321 section 4.1.4: a qualified name, else an address literal. As nodemailer does it, so that a server judges us
 * as it will judge the program.
 */
function nameForEhlo(name: string): string {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(name) ? name : '[127.0.0.1]'
}

function routeOf(endpoint: Endpoint, rules: readonly ConnectTo[]): ReturnType<ProbeEnvironment['route']> {
  const nameOf = (host: string) => host.toLowerCase().replace(/\.$/, '')
  const rule = rules.find(
    ({ fromHost, fromPort }) =>
      (fromHost === '' || nameOf(fromHost) === nameOf(endpoint.host)) &&
      (fromPort === '*' || fromPort === endpoint.port),
  )
  return rule
    ? { host: rule.toHost || endpoint.host, port: rule.toPort, isRerouted: true }
    : { host: endpoint.host, port: endpoint.port, isRerouted: false }
}
