// JSON with comments and trailing commas allowed when reading, as .NET and editors do; none are written.

import { applyEdits as applyJsonEdits, modify, type Node, parseTree } from 'jsonc-parser'
import type { Entry } from '../format.js'
import { lineEndOf, type Syntax } from './syntax.js'

const MAX_DEPTH = 60

export const jsonSyntax: Syntax = {
  render(pairs) {
    const root: Record<string, unknown> = {}
    for (const { path, value } of pairs) {
      let branch = root
      for (const name of path.slice(0, -1)) {
        branch[name] ??= {}
        branch = branch[name] as Record<string, unknown>
      }
      branch[path.at(-1) ?? ''] = value
    }
    return `${JSON.stringify(root, undefined, 2)}\n`
  },
  parse: parseJson,
  set: (text, pairs) =>
    pairs.reduce((current, { path, value }) => {
      const base = current.trim() === '' ? '{}\n' : current
      const eol = lineEndOf(base)
      const formattingOptions = { insertSpaces: !/\n\t/.test(base), tabSize: indentOf(base), eol }
      return applyJsonEdits(base, modify(base, [...path], value, { formattingOptions }))
    }, text),
}

function indentOf(text: string): number {
  return /\n( +)"/.exec(text)?.[1]?.length ?? 2
}

/** All scalars; keys joined by dots, places in lists as numbers. */
function parseJson(text: string): Entry[] {
  const entries: Entry[] = []
  const visit = (node: Node, path: readonly string[], keySpan: { start: number; end: number }): void => {
    if (path.length > MAX_DEPTH) return
    if (node.type === 'object') {
      for (const property of node.children ?? []) {
        const [key, value] = property.children ?? []
        if (key && value) {
          visit(value, [...path, String(key.value)], { start: key.offset, end: key.offset + key.length })
        }
      }
    } else if (node.type === 'array') {
      for (const [index, child] of (node.children ?? []).entries()) visit(child, [...path, String(index)], keySpan)
    } else if (node.type !== 'property') {
      entries.push({
        key: path.join('.'),
        value: node.value === null ? '' : String(node.value),
        type: node.type,
        keySpan,
        span: { start: node.offset, end: node.offset + node.length },
      })
    }
  }
  const root = text.length > 0 && !isTooDeep(text) ? parseTree(text, [], { allowTrailingComma: true }) : undefined
  if (root) visit(root, [], { start: 0, end: 0 })
  return entries
}

/** The parser recurses for each bracket; what opens more of them than any configuration is none. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (const char of text) {
    if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') depth--
    if (depth > MAX_DEPTH * 4) return true
  }
  return false
}
