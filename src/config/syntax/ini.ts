// INI files: sections of name = value lines. The dialects differ in quoting and comments; each names its own reader and
// writer of a value, the lines around stay as they are.

import { UsageError } from '../../model.js'
import type { Entry } from '../format.js'
import { appendLines, applyEdits, type Line, lineEndOf, linesOf, type Pair, type Syntax } from './syntax.js'

export interface IniDialect {
  /** A value as this dialect writes it. */
  quote(value: string): string
  /** The value of the raw text behind `=`, comments taken off; `length` is how much of the raw text belongs to it. */
  read(raw: string): { readonly value: string; readonly length: number }
  /** What stands before a name (git indents by a tab). */
  readonly indent?: string
}

const SECTION = /^\s*\[\s*([^\]]*?)\s*\]/
const NAME = /^(\s*)([A-Za-z_][\w.$-]*)(\s*[=:]\s*)/

/** An INI syntax; a pair's path is section and name, or a name alone above the first section. */
export function iniSyntax(dialect: IniDialect): Syntax {
  const lineOf = ({ path, value }: Pair) =>
    `${dialect.indent ?? ''}${path.at(-1)} = ${typeof value === 'string' ? dialect.quote(value) : String(value)}`
  return {
    render(pairs, comment) {
      const sections = groupBySection(pairs)
      const lines = [...sections].flatMap(([section, own]) => [
        ...(section === '' ? [] : [`[${section}]`]),
        ...own.flatMap((pair) => [...(pair.comment ? [`; ${pair.comment}`] : []), lineOf(pair)]),
        '',
      ])
      return [...comment.map((text) => `; ${text}`), ...lines].join('\n')
    },
    parse: (text) => parseIni(text, dialect),
    set(text, pairs) {
      const entries = parseIni(text, dialect)
      const find = ({ path }: Pair) => entries.findLast(({ key }) => key.toLowerCase() === path.join('.').toLowerCase())
      const edits = pairs.flatMap((pair) => {
        const entry = find(pair)
        if (!entry || entry.value === String(pair.value)) return []
        return [
          { ...entry.span, text: typeof pair.value === 'string' ? dialect.quote(pair.value) : String(pair.value) },
        ]
      })
      const missing = pairs.filter((pair) => !find(pair))
      let result = applyEdits(text, edits)
      for (const [section, own] of groupBySection(missing)) result = addToSection(result, section, own.map(lineOf))
      return result
    },
  }
}

function sectionOf({ path }: Pair): string {
  return path.slice(0, -1).join('.')
}

function groupBySection(pairs: readonly Pair[]): Map<string, Pair[]> {
  const sections = new Map<string, Pair[]>()
  for (const pair of pairs) sections.set(sectionOf(pair), [...(sections.get(sectionOf(pair)) ?? []), pair])
  return sections
}

/** Keys are `section.name`; a name above the first section stands alone. */
function parseIni(text: string, dialect: IniDialect): Entry[] {
  const entries: Entry[] = []
  let section = ''
  for (const line of linesOf(text)) {
    if (/^\s*[;#]/.test(line.text)) continue
    const header = SECTION.exec(line.text)
    if (header) {
      section = header[1] ?? ''
      continue
    }
    const match = NAME.exec(line.text)
    if (!match) continue
    const [whole, indent = '', name = ''] = match
    const { value, length } = dialect.read(line.text.slice(whole.length))
    const start = line.start + whole.length
    const keyStart = line.start + indent.length
    entries.push({
      key: section === '' ? name : `${section}.${name}`,
      value,
      type: 'string',
      keySpan: { start: keyStart, end: keyStart + name.length },
      span: { start, end: start + length },
    })
  }
  return entries
}

/** Adds lines at the end of a section, before the blank lines that part it from the next one. */
function addToSection(text: string, section: string, added: readonly string[]): string {
  const lines = linesOf(text)
  const nameOf = (line: Line) => SECTION.exec(line.text)?.[1]?.toLowerCase()
  const from = section === '' ? -1 : lines.findIndex((line) => nameOf(line) === section.toLowerCase())
  if (from < 0 && section !== '') return appendLines(text, [`[${section}]`, ...added])
  const next = lines.findIndex((line, index) => index > from && SECTION.test(line.text))
  let last = (next < 0 ? lines.length : next) - 1
  while (last > from && lines[last]?.text.trim() === '') last--
  const at = lines[last]?.end ?? 0
  const end = lineEndOf(text)
  if (last < 0) return `${added.join(end)}${end}${text}`
  return applyEdits(text, [{ start: at, end: at, text: `${end}${added.join(end)}` }])
}

/** go-ini, which Grafana, Gitea and Forgejo use: `raw` in backquotes or triple quotes, `#` and `;` start a comment. */
export const goIni: IniDialect = {
  quote(value) {
    if (/^[\w@./:+=,-]+$/.test(value)) return value
    if (!value.includes('`')) return `\`${value}\``
    // Behind a triple quote go-ini reads to the next one; a quote at the end would run into it.
    if (!value.includes('"""') && !value.endsWith('"')) return `"""${value}"""`
    if (!/['#;\\]/.test(value)) return `'${value}'`
    throw new UsageError(
      'This value mixes backquotes with the other quotes in a way that no INI file of this program can carry: use another password.',
    )
  },
  read(raw) {
    for (const quote of ['"""', '`', '"', "'"]) {
      if (!raw.startsWith(quote)) continue
      const end = raw.indexOf(quote, quote.length)
      if (end > 0) return { value: raw.slice(quote.length, end), length: end + quote.length }
    }
    const cut = raw.search(/\s[#;]/)
    const value = (cut < 0 ? raw : raw.slice(0, cut)).trimEnd()
    return { value, length: value.length }
  },
}

/** git-config(1): double quotes with `\"`, `\\`, `\n`, `\t`; outside of them `#` and `;` start a comment. */
export const gitIni: IniDialect = {
  indent: '\t',
  quote: (value) => (/^[\w@./:+=,-]+$/.test(value) ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`),
  read(raw) {
    let value = ''
    let isQuoted = false
    let kept = 0
    let at = 0
    for (; at < raw.length; at++) {
      const char = raw[at] ?? ''
      if (char === '"') isQuoted = !isQuoted
      else if (char === '\\') value += { n: '\n', t: '\t', b: '\b' }[raw[at + 1] ?? ''] ?? raw[at + 1] ?? ''
      else if (!isQuoted && (char === '#' || char === ';')) break
      else value += char
      if (char === '\\') at++
      if (isQuoted || !/\s/.test(char)) kept = value.length
    }
    return { value: value.slice(0, kept), length: raw.slice(0, at).trimEnd().length }
  },
}
