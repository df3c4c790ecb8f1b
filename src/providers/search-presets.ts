// Finds presets by what a person types: an id, a name, an alias, a domain, a host, or a part of one.

import type { Preset, PresetDirectory } from '../model.js'
import { domainsOf, submissionHosts } from './preset-hosts.js'

/**
 * The presets that fit a query, best first: whole names, then beginnings, then parts; within these the wizard's order.
 * An e-mail address is searched by its domain. An empty query finds all, an unknown one none.
 */
export function searchPresets(query: string, directory: PresetDirectory): Preset[] {
  const typed = query.trim().toLowerCase()
  const wanted = typed.slice(typed.lastIndexOf('@') + 1)
  if (wanted === '') return [...directory.all]
  const ranks = directory.all.map((preset) => ({ preset, fit: fitOf(preset, wanted) }))
  const exact = directory.byId(wanted) ?? directory.byDomain(wanted)
  return ranks
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => Number(b.preset === exact) - Number(a.preset === exact) || b.fit - a.fit)
    .map(({ preset }) => preset)
}

function fitOf(preset: Preset, wanted: string): number {
  const regions = preset.regions ?? []
  const names = [preset.id, preset.name, ...preset.aliases, ...regions.flatMap((region) => region.aliases ?? [])]
  const hosts = [...submissionHosts(preset), ...(preset.retired ?? []).map(({ host }) => host)]
  const lower = [...names, ...domainsOf(preset), ...hosts].map((name) => name.toLowerCase())
  if (lower.includes(wanted)) return 3
  if (lower.some((name) => name.startsWith(wanted) || name.split(/[ ._/()-]+/).includes(wanted))) return 2
  return wanted.length >= 2 && lower.some((name) => name.includes(wanted)) ? 1 : 0
}
