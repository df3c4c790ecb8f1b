// What `smtp-doctor providers` does: a list, a page, the platforms or a discovery, as text or JSON, on stdout.

import { type HostRole, type Preset, type PresetDirectory, UsageError } from '../model.js'
import { nearestDomain, nearestIds } from '../providers/nearest-host.js'
import { platforms } from '../providers/platforms.js'
import { loadPresets } from '../providers/preset-directory.js'
import { searchPresets } from '../providers/search-presets.js'
import { renderJson } from '../report/json.js'
import { blocks, type Look, wrap } from '../report/look.js'
import { renderPreset } from '../report/render-preset.js'
import { renderPlatforms, renderPresetList } from '../report/render-provider-lists.js'
import { visible } from '../report/visible.js'
import { EXIT } from './exit.js'
import type { Io } from './io.js'
import type { ProvidersFlags } from './providers.js'

/** Prints what was asked for; returns the exit code. Throws UsageError for a query that nothing fits. */
export async function runProvidersCommand(query: string | undefined, flags: ProvidersFlags, io: Io): Promise<number> {
  const asked = [query !== undefined, flags.platforms, flags.discover !== undefined].filter(Boolean).length
  if (asked > 1) throw new UsageError('give only one of a query, --discover and --platforms')
  const look: Look = { columns: io.columns, hasColor: io.hasColor, isPlain: flags.plain === true }
  const print = (value: unknown, text: () => string) => io.stdout.write(`${flags.json ? renderJson(value) : text()}\n`)
  const directory = loadPresets()
  if (flags.discover !== undefined) {
    const { runDiscovery } = await import('./discover-action.js')
    return runDiscovery(flags.discover, flags, io, directory, look)
  }
  if (flags.platforms) print({ version: 1, platforms }, () => renderPlatforms(platforms, look))
  else if (query === undefined) {
    print({ version: 1, providers: directory.all }, () =>
      blocks(renderPresetList(directory.all, look), renderEnd(directory, look)),
    )
  } else {
    const { presets, note } = find(query, directory)
    const only = presets.length === 1 ? presets[0] : undefined
    print({ version: 1, providers: presets, ...(note && { note }) }, () =>
      blocks(note && wrap(look, note), only ? renderPreset(only, look, io.now()) : renderPresetList(presets, look)),
    )
  }
  return EXIT.works
}

/** One preset when the query names it or something of its own, else all that it is a part of. */
function find(query: string, directory: PresetDirectory): { presets: readonly Preset[]; note?: string } {
  const wanted = query.trim()
  if (wanted === '') throw new UsageError('the query is empty; "smtp-doctor providers" without one lists all')
  const named = directory.byId(wanted) ?? directory.byDomain(wanted.slice(wanted.lastIndexOf('@') + 1))
  if (named) return { presets: [named] }
  const role = directory.hostRole(wanted)
  if (role) return { presets: [role.preset], ...(role.instead && { note: noteOnHost(wanted, role) }) }
  const found = searchPresets(wanted, directory)
  if (found.length > 0) return { presets: found }
  throw new UsageError(nothingFits(wanted, directory))
}

function noteOnHost(host: string, { note, instead }: HostRole): string {
  return `${visible(host)} is not a server to send through. ${note ? `${note} ` : ''}Use ${instead}.`
}

function nothingFits(query: string, directory: PresetDirectory): string {
  const host = directory.nearestHost(query)
  const domain = nearestDomain(query.slice(query.lastIndexOf('@') + 1), directory)
  const near = host?.host ?? domain?.domain ?? nearestIds(query, directory).join(', ')
  const shown = visible(query.slice(0, 80))
  if (near) return `no provider fits "${shown}"; did you mean ${near}?`
  return `no provider fits "${shown}"; "smtp-doctor providers" lists all, "smtp-doctor providers --discover DOMAIN" looks a domain up`
}

function renderEnd({ all }: PresetDirectory, look: Look): string {
  return wrap(
    look,
    `${all.length} providers. "smtp-doctor providers ID" shows one with all that is known about it; "providers --discover DOMAIN" looks up any other domain.`,
    { tone: 'faint' },
  )
}
