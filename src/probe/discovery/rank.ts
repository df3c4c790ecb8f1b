// Joins what the sources say about the same host and puts the likeliest server first.

import type { Endpoint, Preset, PresetDirectory, Security } from '../../model.js'
import type { Candidate, Lead } from './discovery.js'

const ORDER: Readonly<Record<Security, number>> = { starttls: 0, tls: 0, none: 1 }

/**
 * Candidates from leads, the strongest first. A known provider's MX displaces what old records and documents of a
 * hosting company say about the same domain: they stay listed, behind it and with a note.
 */
export function rankLeads(
  leads: readonly Lead[],
  directory: PresetDirectory,
  mxPreset: Preset | undefined,
): Candidate[] {
  const isBig = mxPreset !== undefined && mxPreset.kind !== 'sending-service' && mxPreset.kind !== 'relay'
  const judged = leads.map((lead) => {
    const preset = lead.preset ?? ownerOf(lead.endpoints[0]?.host ?? '', directory)
    const isStale = isBig && !isOf(preset, mxPreset) && lead.source.kind !== 'preset'
    return {
      ...lead,
      ...(preset && { preset }),
      strength: isStale ? lead.strength - 100 : lead.strength,
      notes: [
        ...(lead.notes ?? []),
        ...(isStale
          ? [`The domain's mail goes to ${mxPreset.name}, so this may be left over from an earlier provider.`]
          : []),
      ],
    }
  })
  const byHost = new Map<string, (typeof judged)[number][]>()
  for (const lead of [...judged].sort((a, b) => b.strength - a.strength)) {
    const host = lead.endpoints[0]?.host
    if (host) byHost.set(host, [...(byHost.get(host) ?? []), lead])
  }
  return [...byHost].map(([host, same]) => join(host, same))
}

function join(host: string, leads: readonly Lead[]): Candidate {
  const endpoints = new Map<number, Endpoint>()
  // What the strongest source says of a port stands; clear text comes last whoever named it.
  for (const endpoint of leads.flatMap((lead) => lead.endpoints))
    if (!endpoints.has(endpoint.port)) endpoints.set(endpoint.port, endpoint)
  const preset = leads.find((lead) => lead.preset)?.preset
  const username = leads.find((lead) => lead.username)?.username
  const login = leads.find((lead) => lead.login)?.login
  return {
    host,
    endpoints: [...endpoints.values()].sort((a, b) => ORDER[a.security] - ORDER[b.security]),
    ...(preset && { preset }),
    ...(username && { username }),
    ...(login && { login }),
    sources: leads.map(({ source }) => source),
    notes: [...new Set(leads.flatMap(({ notes }) => notes ?? []))],
  }
}

function ownerOf(host: string, directory: PresetDirectory): Preset | undefined {
  const role = directory.hostRole(host)
  return role?.role === 'submission' ? role.preset : undefined
}

/** Whether two presets are one service: Google Workspace and Gmail have one server. */
function isOf(preset: Preset | undefined, other: Preset | undefined): boolean {
  if (!preset || !other) return false
  const idsOf = (one: Preset) => [one.id, one.sameServiceAs]
  return idsOf(preset).some((id) => id !== undefined && idsOf(other).includes(id))
}
