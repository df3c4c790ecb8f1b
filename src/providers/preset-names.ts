// Every name that a preset is known by, as an index of plain data: ids, e-mail domains, MX suffixes, hosts. It is made from
// the presets when they change (`npm run gen`) and read at every start.

import type { HostRole, Preset } from '../model.js'
import { domainsOf, submissionHosts } from './preset-hosts.js'

/** What a host is, and whose: `preset` is a place in the list of presets. */
export interface KnownHost extends Omit<HostRole, 'preset'> {
  readonly preset: number
}

/** From names in lower case to places in the list of presets. */
export interface PresetNames {
  readonly ids: Readonly<Record<string, number>>
  readonly domains: Readonly<Record<string, number>>
  /** Ends of MX names. */
  readonly suffixes: Readonly<Record<string, number>>
  readonly hosts: Readonly<Record<string, KnownHost>>
  /** By id: other ways to the same provider. */
  readonly besides: Readonly<Record<string, readonly number[]>>
}

/** The index of a list of presets; where two claim a name, the earlier has it. */
export function namesOf(presets: readonly Preset[]): PresetNames {
  const ids = indexOf(presets, (preset) => [preset.id, ...preset.aliases, ...regionNames(preset)])
  for (const [index, { id }] of presets.entries()) ids.set(id.toLowerCase(), index)
  return {
    ids: Object.fromEntries(ids),
    domains: Object.fromEntries(indexOf(presets, domainsOf)),
    suffixes: Object.fromEntries(indexOf(presets, ({ mx }) => mx)),
    hosts: Object.fromEntries(hostsOf(presets, ids)),
    besides: Object.fromEntries(besidesOf(presets)),
  }
}

/** The best known first, then by the alphabet. */
export function byRank(a: Preset, b: Preset): number {
  const [first, second] = [a.rank ?? Number.MAX_SAFE_INTEGER, b.rank ?? Number.MAX_SAFE_INTEGER]
  return first - second || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** Lower case, without the root's dot and without blanks around it. */
export function bareName(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '')
}

const regionNames = (preset: Preset) => (preset.regions ?? []).flatMap(({ aliases }) => aliases ?? [])

function indexOf(presets: readonly Preset[], ownNames: (preset: Preset) => readonly string[]): Map<string, number> {
  const index = new Map<string, number>()
  for (const [at, preset] of presets.entries())
    for (const name of ownNames(preset)) if (!index.has(name.toLowerCase())) index.set(name.toLowerCase(), at)
  return index
}

/** A bridge has the provider's id in its own. */
function besidesOf(presets: readonly Preset[]): Map<string, number[]> {
  const besides = new Map<string, number[]>()
  for (const [at, { id, sameServiceAs }] of presets.entries())
    for (const provider of new Set([sameServiceAs, /^(.+)-bridge$/.exec(id)?.[1]]))
      if (provider !== undefined) besides.set(provider, [...(besides.get(provider) ?? []), at])
  return besides
}

/** Submission hosts first, so that no other list can take one away; then retired names, then wrong ones. */
function hostsOf(presets: readonly Preset[], ids: ReadonlyMap<string, number>): Map<string, KnownHost> {
  const hosts = new Map<string, KnownHost>()
  const add = (host: string, known: KnownHost) => {
    if (!hosts.has(host)) hosts.set(host, known)
  }
  // A name for this machine belongs to no test inbox that happens to listen there.
  const local = presets.findIndex(({ kind }) => kind === 'local')
  const ofLocal = presets[local]
  if (ofLocal)
    for (const host of [...submissionHosts(ofLocal), '127.0.0.1', '::1'])
      add(host, { preset: local, role: 'submission' })
  for (const [at, preset] of presets.entries()) {
    const owner = preset.sameServiceAs === undefined ? undefined : ids.get(preset.sameServiceAs.toLowerCase())
    for (const host of submissionHosts(preset)) add(host, { preset: owner ?? at, role: 'submission' })
  }
  for (const [at, preset] of presets.entries())
    for (const { host, instead, note } of preset.retired ?? [])
      add(host, { preset: at, role: 'retired', instead, ...(note && { note }) })
  for (const [at, preset] of presets.entries())
    for (const { host, role, instead, note } of preset.wrongHosts ?? [])
      add(host, { preset: at, role, instead, ...(note && { note }) })
  return hosts
}
