// The DNS sources: SRV records of the submission services, and the MX record that tells whose mail servers these are.

import type { Endpoint, Preset, PresetDirectory } from '../../model.js'
import type { Answer, Finding, Lead } from './discovery.js'
import { DISCOVERY } from './discovery-limits.js'
import type { DiscoveryNetwork, MxRecord, SrvRecord } from './discovery-network.js'
import { publishedHost } from './published-host.js'
import { reasonOf } from './reason.js'
import { STRENGTH } from './strength.js'

export interface SrvAnswer extends Answer {
  /** The record says that there is no such service (RFC 6186 section 3.4, target "."). */
  readonly isRefused: boolean
}

/** Asks for `_submissions._tcp` (RFC 8314 section 5.1, implicit TLS) or `_submission._tcp` (RFC 6186, STARTTLS). */
export async function askSrv(
  service: '_submissions' | '_submission',
  domain: string,
  network: DiscoveryNetwork,
): Promise<SrvAnswer> {
  const asked = `SRV ${service}._tcp.${domain}`
  const finding = (outcome: Finding['outcome'], detail: string): Finding => ({ kind: 'srv', asked, outcome, detail })
  let records: readonly SrvRecord[]
  try {
    records = await network.srv(`${service}._tcp.${domain}`)
  } catch (error) {
    const { outcome, detail } = reasonOf(error)
    return { leads: [], findings: [finding(outcome, detail)], isRefused: false }
  }
  if (records.length > 0 && records.every(({ name }) => name === '' || name === '.'))
    return { leads: [], findings: [finding('refused', `${domain} says that it has no such service`)], isRefused: true }
  const security = service === '_submissions' ? 'tls' : 'starttls'
  const endpoints = [...records]
    // RFC 2782: the lowest priority first; within it the heaviest, so that equal answers give equal results.
    .sort((a, b) => a.priority - b.priority || b.weight - a.weight || (a.name < b.name ? -1 : 1))
    .slice(0, DISCOVERY.records)
    .flatMap(({ name, port }): Endpoint[] => {
      const host = publishedHost(name)
      return host && port >= 1 && port <= 65_535 ? [{ host, port, security }] : []
    })
  if (endpoints.length === 0) return { leads: [], findings: [finding('nothing', 'no usable record')], isRefused: false }
  const leads = [...new Set(endpoints.map(({ host }) => host))].map((host, index): Lead => {
    const isOutside = host !== domain && !host.endsWith(`.${domain}`)
    return {
      strength: STRENGTH.srv - index,
      endpoints: endpoints.filter((endpoint) => endpoint.host === host),
      source: { kind: 'srv', detail: asked },
      // RFC 6186 section 6: DNS alone is no proof, so a target elsewhere is for the user to confirm.
      ...(isOutside && { notes: [`${host} does not belong to ${domain}; make sure that you know it.`] }),
    }
  })
  const detail = endpoints.map(({ host, port }) => `${host}:${port}`).join(', ')
  return { leads, findings: [finding('found', detail)], isRefused: false }
}

export interface MxAnswer extends Answer {
  /** Valid exchanges, the preferred first. */
  readonly exchanges: readonly string[]
  readonly preset?: Preset
}

export type PresetEndpoints = (
  preset: Preset,
  known: { readonly domain: string; readonly mx?: string },
) => readonly Endpoint[]

/** Asks who receives the domain's mail: a known provider's MX means that provider's submission server. */
export async function askMx(
  domain: string,
  network: DiscoveryNetwork,
  directory: PresetDirectory,
  endpointsOf: PresetEndpoints,
): Promise<MxAnswer> {
  const asked = `MX ${domain}`
  const finding = (outcome: Finding['outcome'], detail: string): Finding => ({ kind: 'mx', asked, outcome, detail })
  let records: readonly MxRecord[]
  try {
    records = await network.mx(domain)
  } catch (error) {
    const { outcome, detail } = reasonOf(error)
    return { leads: [], findings: [finding(outcome, detail)], exchanges: [] }
  }
  const exchanges = [...records]
    .sort((a, b) => a.priority - b.priority || (a.exchange < b.exchange ? -1 : 1))
    .slice(0, DISCOVERY.records)
    .flatMap(({ exchange }) => publishedHost(exchange) ?? [])
  // RFC 7505: a null MX, "." alone.
  if (records.length > 0 && exchanges.length === 0)
    return { leads: [], findings: [finding('refused', `${domain} takes no mail`)], exchanges }
  for (const mx of exchanges) {
    const preset = directory.byMx(mx)
    const endpoints = preset ? endpointsOf(preset, { domain, mx }) : []
    if (!preset || endpoints.length === 0) continue
    const lead: Lead = {
      strength: STRENGTH.mx,
      endpoints,
      preset,
      source: { kind: 'mx', detail: `MX ${mx} belongs to ${preset.name}` },
    }
    return { leads: [lead], findings: [finding('found', `${mx}: ${preset.name}`)], exchanges, preset }
  }
  const words = exchanges.length > 0 ? `${exchanges[0]}: no provider that is known` : 'no MX record'
  return { leads: [], findings: [finding('nothing', words)], exchanges }
}
