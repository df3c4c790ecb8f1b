// Plausible names (smtp., mail., the domain, its MX) that really greet on a submission port. Names that only a DNS
// wildcard answers for are recognised by comparing them with a name that nobody can have made.

import { randomBytes } from 'node:crypto'
import type { Endpoint } from '../../model.js'
import type { Answer, Finding, Lead } from './discovery.js'
import type { DiscoveryNetwork } from './discovery-network.js'
import { reasonOf } from './reason.js'
import { STRENGTH } from './strength.js'

const PORTS: readonly Omit<Endpoint, 'host'>[] = [
  { port: 587, security: 'starttls' },
  { port: 465, security: 'tls' },
]

/** The addresses that every name under the domain has; empty without a wildcard. Never rejects. */
export async function wildcardAddresses(
  domain: string,
  network: DiscoveryNetwork,
  label = `x${randomBytes(8).toString('hex')}`,
): Promise<readonly string[]> {
  try {
    return await network.addresses(`${label}.${domain}`)
  } catch {
    return []
  }
}

/** Tries the names a server for `domain` plausibly has, all at once. Never rejects. */
export async function askNames(
  domain: string,
  exchanges: Promise<readonly string[]>,
  wildcard: Promise<readonly string[]>,
  network: DiscoveryNetwork,
  signal: AbortSignal,
): Promise<Answer> {
  const usual = [`smtp.${domain}`, `mail.${domain}`, domain]
  const first = usual.map((host, index) => askName(host, index, wildcard, network, signal))
  const extra = (await exchanges).slice(0, 1).filter((host) => !usual.includes(host))
  const answers = await Promise.all([
    ...first,
    ...extra.map((host) => askName(host, usual.length, Promise.resolve([]), network, signal)),
  ])
  return { leads: answers.flatMap(({ leads }) => leads), findings: answers.flatMap(({ findings }) => findings) }
}

async function askName(
  host: string,
  index: number,
  wildcard: Promise<readonly string[]>,
  network: DiscoveryNetwork,
  signal: AbortSignal,
): Promise<Answer> {
  const finding = (outcome: Finding['outcome'], detail: string): Finding => ({
    kind: 'name',
    asked: host,
    outcome,
    detail,
  })
  let addresses: readonly string[]
  try {
    addresses = await network.addresses(host)
  } catch (error) {
    const { outcome, detail } = reasonOf(error)
    return { leads: [], findings: [finding(outcome, detail)] }
  }
  if (addresses.length === 0) return { leads: [], findings: [finding('nothing', 'no address')] }
  const greeted = await Promise.all(
    PORTS.map(async (port) => ((await network.greets({ host, ...port }, signal)) ? [{ host, ...port }] : [])),
  )
  const endpoints = greeted.flat()
  if (endpoints.length === 0) return { leads: [], findings: [finding('nothing', 'no greeting on 587 and 465')] }
  const everywhere = await wildcard
  const isWildcard = index < 2 && everywhere.length > 0 && addresses.every((address) => everywhere.includes(address))
  const lead: Lead = {
    strength: (isWildcard ? STRENGTH.wildcard : STRENGTH.name) - index,
    endpoints,
    source: { kind: 'name', detail: `${host} answers on ${endpoints.map(({ port }) => port).join(' and ')}` },
    ...(isWildcard && {
      notes: ['Every name under this domain has this address (a DNS wildcard), so the name proves little.'],
    }),
  }
  return { leads: [lead], findings: [finding('found', `answers on ${endpoints.map(({ port }) => port).join(', ')}`)] }
}
