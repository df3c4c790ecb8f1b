// Postfix's main.cf: `name = value` lines, continued by lines that begin with a blank; `#` comments take whole lines.

import type { Entry } from '../format.js'
import { appendLines, applyEdits, linesOf, type Pair, type Syntax } from './syntax.js'

export const mainCfSyntax: Syntax = {
  render: (pairs, comment) => [...comment.map((text) => `# ${text}`), ...pairs.map(lineOf), ''].join('\n'),
  parse: parseMainCf,
  set(text, pairs) {
    const entries = parseMainCf(text)
    const find = ({ path }: Pair) => entries.findLast(({ key }) => key === path[0])
    const edits = pairs.flatMap((pair) => {
      const entry = find(pair)
      return entry && entry.value !== String(pair.value)
        ? [{ ...entry.span, text: `${text[entry.span.start - 1] === '=' ? ' ' : ''}${pair.value}` }]
        : []
    })
    return appendLines(applyEdits(text, edits), pairs.filter((pair) => !find(pair)).map(lineOf))
  },
}

function lineOf({ path, value }: Pair): string {
  return `${path[0]} = ${value}`
}

/** The parameters; postconf(5): the last assignment of a name counts. */
export function parseMainCf(text: string): Entry[] {
  const entries: Entry[] = []
  let last: { end: number; entry: Entry } | undefined
  for (const line of linesOf(text)) {
    if (/^\s*(?:#|$)/.test(line.text)) continue
    if (/^\s/.test(line.text) && last) {
      const entry = { ...last.entry, span: { start: last.entry.span.start, end: line.end } }
      last = { end: line.end, entry: { ...entry, value: `${entry.value} ${line.text.trim()}`.trim() } }
      entries[entries.length - 1] = last.entry
      continue
    }
    const match = /^([\w.-]+)\s*=\s*/.exec(line.text)
    if (!match) continue
    const [whole, key = ''] = match
    const start = line.start + whole.length
    const value = line.text.slice(whole.length).trimEnd()
    const entry: Entry = {
      key,
      value,
      type: 'string',
      keySpan: { start: line.start, end: line.start + key.length },
      span: { start, end: start + value.length },
    }
    entries.push(entry)
    last = { end: line.end, entry }
  }
  return entries
}
