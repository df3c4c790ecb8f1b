// Names of settings that the program does not know and ignores without a word.

import { distance } from 'fastest-levenshtein'
import type { Entry } from '../format.js'
import type { Complaint, LintRule } from './finding.js'
import { VOCABULARIES } from './known-keys.js'

const MAX_EDITS = 2

export const unknownKey: LintRule = {
  id: 'unknown-key',
  check({ found, text }) {
    const vocabulary = VOCABULARIES[found.format]
    if (!vocabulary) return []
    const { scope, known, aliases = {} } = vocabulary
    return found.entries.flatMap((entry) => {
      if (!scope.test(entry.key) || known.includes(entry.key)) return []
      if (found.format === 'git-send-email' && known.some((name) => name.toLowerCase() === entry.key.toLowerCase()))
        return []
      // Everything below a known name (tls.*) is that library's own affair.
      const meant = aliases[entry.key] ?? nearest(entry.key, known)
      if (meant === undefined) return []
      return [complaintOf(entry, meant, text)]
    })
  },
}

function complaintOf(entry: Entry, meant: string, text: string): Complaint {
  const last = meant.slice(meant.lastIndexOf('.') + 1)
  const written = text.slice(entry.keySpan.start, entry.keySpan.end)
  const own = entry.key.slice(entry.key.lastIndexOf('.') + 1)
  // The same place in the tree and a name alone: then the name can be put right where it stands.
  const isRename =
    !meant.includes('{') && (meant.slice(0, -last.length) === entry.key.slice(0, -own.length) || !meant.includes('.'))
  const target = written.includes(own)
    ? written.replace(own, last)
    : written.includes(entry.key)
      ? written.replace(entry.key, meant)
      : undefined
  return {
    rule: 'unknown-key',
    diagnosis: 'config-option-invalid',
    severity: 'error',
    span: entry.keySpan,
    message: `${entry.key} is no setting of this program, so it is ignored; ${meant} is meant.`,
    advice: `Write ${meant}.`,
    ...(isRename && target !== undefined && { edits: [{ ...entry.keySpan, text: target }], isSafe: true }),
  }
}

function nearest(key: string, known: readonly string[]): string | undefined {
  const lower = key.toLowerCase()
  const segments = lower.split('.')
  let best: { name: string; edits: number } | undefined
  for (const name of known) {
    // One part of the path may be misspelt, the last one or one before it.
    const wanted = name.toLowerCase().split('.')
    const wrong = wanted.flatMap((part, index) => (part === segments[index] ? [] : [part]))
    if (wanted.length !== segments.length || wrong.length !== 1) continue
    const edits = isSwapped(lower, name.toLowerCase()) ? 1 : distance(lower, name.toLowerCase())
    const own = wrong[0]?.length ?? 0
    if (edits <= MAX_EDITS && edits < own / 2 && (!best || edits < best.edits)) best = { name, edits }
  }
  return best?.name
}

/** Two neighbouring letters in the wrong order: one slip, though two edits. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  return at >= 0 && a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2) === b
}
