// What a file itself tells of an entry's value: a literal, or the default that a reference falls back to.

import type { Entry } from './format.js'

/** An entry whose value stands in the file itself. */
export function literal(entry: Entry | undefined): Entry | undefined {
  return entry && entry.type !== 'reference' && entry.type !== 'expression' && entry.type !== 'null' ? entry : undefined
}

/** A literal, or a reference's default in its own place: what the program uses while the variable is not set. */
export function literalOrDefault(entry: Entry | undefined): Entry | undefined {
  const { fallback, fallbackSpan } = entry?.reference ?? {}
  if (!entry || fallback === undefined || fallback === '') return literal(entry)
  return { ...entry, value: fallback, type: 'string', span: fallbackSpan ?? entry.span }
}
