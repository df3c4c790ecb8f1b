// What the formats need of a syntax: pairs to text, text to entries with their places, and setting keys in place.

import type { Edit, Entry, Position, Span } from '../format.js'

export interface Pair {
  /** Nested names outermost first (`['spring', 'mail', 'host']`); one name in a flat syntax. */
  readonly path: readonly string[]
  readonly value: string | number | boolean
  /** One line of comment above it. */
  readonly comment?: string
}

export interface Syntax {
  /** A whole new file. */
  render(pairs: readonly Pair[], comment: readonly string[]): string
  /** Every entry of a file, in order; what cannot be parsed is left out. Never throws. */
  parse(text: string): readonly Entry[]
  /** The file with these keys set in place, everything else kept byte for byte; missing keys are added. */
  set(text: string, pairs: readonly Pair[]): string
}

/** Line and column of an offset, both from 1. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 }
}

/** The text with all edits done; edits must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text
  for (const { start, end, text: replacement } of [...edits].sort((a, b) => b.start - a.start || b.end - a.end)) {
    result = result.slice(0, start) + replacement + result.slice(end)
  }
  return result
}

export interface Line extends Span {
  readonly text: string
}

/** The lines of a text without their ends, with offsets. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (const part of text.split('\n')) {
    const line = part.endsWith('\r') ? part.slice(0, -1) : part
    lines.push({ text: line, start, end: start + line.length })
    start += part.length + 1
  }
  return lines
}

/** The line end that a file uses. */
export function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** The text plus lines at its end, after one blank line. */
export function appendLines(text: string, lines: readonly string[]): string {
  if (lines.length === 0) return text
  const end = lineEndOf(text)
  const body = text === '' || text.endsWith('\n') ? text : text + end
  const gap = body === '' || body.endsWith(end + end) ? '' : end
  return `${body}${gap}${lines.join(end)}${end}`
}
