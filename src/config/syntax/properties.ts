// Java's .properties as java.util.Properties reads them: escapes by backslash, continuation lines, `#` and `!` comments
// at the start of a line only.

import type { Entry } from '../format.js'
import { appendLines, applyEdits, linesOf, type Pair, type Syntax } from './syntax.js'

export const propertiesSyntax: Syntax = {
  render: (pairs, comment) =>
    [...comment.map((text) => `# ${text}`), ...pairs.flatMap((pair) => [...commentOf(pair), lineOf(pair)]), ''].join(
      '\n',
    ),
  parse: parseProperties,
  set(text, pairs) {
    const entries = parseProperties(text)
    const find = ({ path }: Pair) => entries.findLast(({ key }) => key === path.join('.'))
    const edits = pairs.flatMap((pair) => {
      const entry = find(pair)
      if (!entry || entry.value === String(pair.value)) return []
      return [{ ...entry.span, text: escapeValue(String(pair.value)) }]
    })
    return appendLines(
      applyEdits(text, edits),
      pairs.filter((pair) => !find(pair)).flatMap((pair) => [...commentOf(pair), lineOf(pair)]),
    )
  },
}

function commentOf({ comment }: Pair): string[] {
  return comment === undefined ? [] : [`# ${comment}`]
}

function lineOf({ path, value }: Pair): string {
  return `${path.join('.')}=${escapeValue(String(value))}`
}

/** ASCII alone, so that it reads the same in Latin-1 (Java 8) and UTF-8 (Spring, Java 9 and newer). */
function escapeValue(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replace(/^ +/, (blanks) => '\\ '.repeat(blanks.length))
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The entries; keys and values unescaped. */
export function parseProperties(text: string): Entry[] {
  const lines = linesOf(text)
  const entries: Entry[] = []
  for (let index = 0; index < lines.length; index++) {
    const first = lines[index]
    if (!first || /^[ \t\f]*(?:[#!]|$)/.test(first.text)) continue
    let end = first.end
    while (endsInBackslash(lines[index]?.text ?? '') && index + 1 < lines.length) end = lines[++index]?.end ?? end
    const logical = text.slice(first.start, end)
    const keyStart = /^[ \t\f]*/.exec(logical)?.[0].length ?? 0
    let keyEnd = keyStart
    while (keyEnd < logical.length && !/[=: \t\f]/.test(logical[keyEnd] ?? ''))
      keyEnd += logical[keyEnd] === '\\' ? 2 : 1
    const separator = /^[ \t\f]*[=:]?[ \t\f]*/.exec(logical.slice(keyEnd))?.[0].length ?? 0
    entries.push({
      key: unescapeText(logical.slice(keyStart, keyEnd)),
      value: unescapeText(logical.slice(keyEnd + separator)),
      type: 'string',
      keySpan: { start: first.start + keyStart, end: first.start + keyEnd },
      span: { start: first.start + keyEnd + separator, end },
    })
  }
  return entries
}

function endsInBackslash(line: string): boolean {
  let count = 0
  while (line[line.length - 1 - count] === '\\') count++
  return count % 2 === 1
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

function unescapeText(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|\r?\n[ \t\f]*|([\s\S]))/g, (_, code?: string, char?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
    return char === undefined ? '' : (ESCAPES[char] ?? char)
  })
}
