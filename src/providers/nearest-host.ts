// "Did you mean": the known name that a misspelt one was meant to be, and nothing when it may well be a name of its own.

import { distance } from 'fastest-levenshtein'
import type { Preset, PresetDirectory } from '../model.js'
import type { PresetNames } from './preset-names.js'

const MAX_EDITS = 2
/** Two-letter endings that nearly always are a slip for .com, .net, .eu, .de, .fr or .ru when the rest fits. */
const SLIPS = new Set(['co', 'cm', 'om', 'ne', 'et', 'ue', 'ed', 'rf', 'ur'])
/** Endings that are no slip beside the two-letter ones; loading the public suffix list would take longer than the check. */
const REAL_ENDINGS = new Set([
  'com',
  'net',
  'org',
  'info',
  'biz',
  'edu',
  'gov',
  'mil',
  'int',
  'dev',
  'app',
  'email',
  'cloud',
])
/** Second-level endings under which names are registered: co.uk, com.au, ne.jp. */
const SECOND_LEVEL = /^(?:co|com|net|org|ne|or|ac|ad|go|gov|edu)\.[a-z]{2}$/

interface Parts {
  readonly label: string
  readonly suffix: string
}

/** The submission host at most two edits away (a swap of neighbours is one), the nearest first, then by the alphabet. */
export function nearestHostIn(host: string, { hosts, domains }: PresetNames): string | undefined {
  const typed = partsOf(host)
  if (!typed) return undefined
  const isKnownDomain = Object.hasOwn(domains, `${typed.label}.${typed.suffix}`)
  let best: { host: string; edits: number } | undefined
  for (const candidate in hosts) {
    if (hosts[candidate]?.role !== 'submission' || Math.abs(candidate.length - host.length) > MAX_EDITS) continue
    const known = partsOf(candidate)
    if (!known || !couldBeMeant(typed, known, isKnownDomain)) continue
    const edits = editsBetween(host, candidate)
    if (edits > MAX_EDITS) continue
    if (!best || edits < best.edits || (edits === best.edits && candidate < best.host))
      best = { host: candidate, edits }
  }
  return best?.host
}

/** The e-mail domain of a preset that a misspelt one (`gmai.com`) was meant to be; undefined for a known domain. */
export function nearestDomain(
  domain: string,
  directory: PresetDirectory,
): { domain: string; preset: Preset } | undefined {
  const name = domain.trim().toLowerCase().replace(/\.$/, '')
  const typed = partsOf(name)
  if (!typed || directory.byDomain(name)) return undefined
  let best: { domain: string; preset: Preset; edits: number } | undefined
  for (const preset of directory.all)
    for (const candidate of preset.domains) {
      const known = partsOf(candidate)
      if (!known || !couldBeMeant(typed, known, false)) continue
      const edits = editsBetween(name, candidate)
      // The directory is sorted by rank, so of two equally near ones the better known is kept.
      if (edits <= MAX_EDITS && (!best || edits < best.edits)) best = { domain: candidate, preset, edits }
    }
  return best && { domain: best.domain, preset: best.preset }
}

/**
 * The ids of presets whose id or name is near to an unknown one, the nearest first.
 * @param limit how many at most
 */
export function nearestIds(query: string, directory: PresetDirectory, limit = 3): string[] {
  const typed = query.trim().toLowerCase()
  const scored = directory.all.map(({ id, name, aliases }) => {
    const names = [id, name, ...aliases].map((one) => one.toLowerCase())
    const isPart =
      typed.length >= 3 && names.some((one) => one.includes(typed) || (one.length >= 3 && typed.includes(one)))
    return { id, edits: isPart ? 0.5 : Math.min(...names.map((one) => editsBetween(typed, one))) }
  })
  const allowed = Math.max(MAX_EDITS, Math.floor(typed.length / 3))
  return scored
    .filter(({ edits }) => edits <= allowed)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, limit)
    .map(({ id }) => id)
}

/** Levenshtein's distance, where swapping two neighbours counts as one edit when that is the only one. */
export function editsBetween(a: string, b: string): number {
  const edits = distance(a, b)
  return edits === 2 && isOneSwap(a, b) ? 1 : edits
}

function isOneSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let at = 0
  while (a[at] === b[at]) at++
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}

/** The registered label and what stands behind it, without a public suffix list: good enough to compare names. */
function partsOf(name: string): Parts | undefined {
  const labels = name.split('.')
  const length = SECOND_LEVEL.test(labels.slice(-2).join('.')) && labels.length > 2 ? 2 : 1
  const label = labels.at(-length - 1)
  const suffix = labels.slice(-length).join('.')
  return label && /^[a-z]/.test(suffix) ? { label, suffix } : undefined
}

function isRealEnding(suffix: string): boolean {
  if (SLIPS.has(suffix)) return false
  return suffix.length === 2 || suffix.includes('.') || REAL_ENDINGS.has(suffix)
}

/** Short labels are too often names of their own: the shorter the label, the fewer edits make it the same word. */
function couldBeMeant(typed: Parts, known: Parts, isKnownDomain: boolean): boolean {
  const labelEdits = editsBetween(typed.label, known.label)
  if (isKnownDomain && labelEdits + editsBetween(typed.suffix, known.suffix) > 0) return false
  const { length } = known.label
  if (length <= 4 && labelEdits > 0 && !(labelEdits === 1 && isOneSwap(typed.label, known.label))) return false
  if (length <= 6 && labelEdits > 1) return false
  if (typed.suffix === known.suffix) return true
  return !isRealEnding(typed.suffix)
}
