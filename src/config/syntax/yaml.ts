// YAML: nested mappings of scalars. Existing files are changed in place by offsets, so that comments, order and every
// other byte stay; what YAML means is decided by the yaml library.

import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, type YAMLMap } from 'yaml'
import type { Entry } from '../format.js'
import { applyEdits, lineEndOf, linesOf, type Pair, type Syntax } from './syntax.js'

const MAX_DEPTH = 40
/** What every YAML parser takes as text without quotes, and as nothing but text. */
const PLAIN =
  /^(?![Yy]$|[Nn]$|(?:[Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|[Nn]ull|NULL)$)[A-Za-z][\w.-]*$/

export const yamlSyntax: Syntax = {
  render: (pairs, comment) =>
    `${[...comment.map((text) => `# ${text}`), ...renderTree(treeOf(pairs), 0)].join('\n')}\n`,
  parse: parseYaml,
  set: setYaml,
}

/** A scalar as YAML: quoted wherever a parser might take it for something else. */
export function yamlScalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  return PLAIN.test(value) ? value : JSON.stringify(value)
}

type Tree = Map<string, { readonly comment?: string; value: Pair['value'] | Tree }>

function treeOf(pairs: readonly Pair[]): Tree {
  const root: Tree = new Map()
  for (const { path, value, comment } of pairs) {
    let branch = root
    for (const name of path.slice(0, -1)) {
      const next = branch.get(name)
      if (next?.value instanceof Map) branch = next.value
      else {
        const made: Tree = new Map()
        branch.set(name, { value: made })
        branch = made
      }
    }
    branch.set(path.at(-1) ?? '', { value, ...(comment !== undefined && { comment }) })
  }
  return root
}

function renderTree(tree: Tree, depth: number): string[] {
  const indent = '  '.repeat(depth)
  return [...tree].flatMap(([name, { value, comment }]) => [
    ...(comment === undefined ? [] : [`${indent}# ${comment}`]),
    ...(value instanceof Map
      ? [`${indent}${yamlScalar(name)}:`, ...renderTree(value, depth + 1)]
      : [`${indent}${yamlScalar(name)}: ${yamlScalar(value)}`]),
  ])
}

/** All scalars of all documents; keys joined by dots, places in lists as numbers. */
export function parseYaml(text: string): Entry[] {
  return parseYamlDocuments(text).flat()
}

/** The scalars of each document of a text. */
export function parseYamlDocuments(text: string): Entry[][] {
  return documentsOf(text).map(entriesOf)
}

function entriesOf(document: { readonly contents: unknown }): Entry[] {
  const entries: Entry[] = []
  const visit = (node: unknown, path: readonly string[], keySpan: { start: number; end: number }): void => {
    if (path.length > MAX_DEPTH) return
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue
        const start = pair.key.range?.[0] ?? 0
        visit(pair.value, [...path, String(pair.key.value)], { start, end: pair.key.range?.[1] ?? start })
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) visit(item, [...path, String(index)], keySpan)
    } else if (isScalar(node)) {
      const [start, end] = node.range ?? [keySpan.end, keySpan.end]
      const tag = node.tag?.startsWith('!') && !node.tag.startsWith('!!') ? node.tag.slice(1) : undefined
      const type = typeOf(node.value)
      const isReference = tag === 'secret' || tag === 'env_var'
      entries.push({
        key: path.join('.'),
        value: isReference ? '' : node.value === null ? '' : String(node.value),
        type: isReference ? 'reference' : type,
        ...(isReference && {
          reference: { kind: tag === 'secret' ? 'file' : 'environment', name: String(node.value) },
        }),
        keySpan,
        span: { start, end },
      })
    } else if (!isAlias(node) && path.length > 0) {
      entries.push({
        key: path.join('.'),
        value: '',
        type: 'null',
        keySpan,
        span: { start: keySpan.end, end: keySpan.end },
      })
    }
  }
  visit(document.contents, [], { start: 0, end: 0 })
  return entries
}

function typeOf(value: unknown): Entry['type'] {
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'bigint') return 'number'
  return typeof value === 'boolean' ? 'boolean' : 'string'
}

/** A longer line is no setting, and the parser's time grows with the square of some of them. */
const MAX_LINE_LENGTH = 8192

let last: { readonly text: string; readonly documents: ReturnType<typeof parseDocuments> } | undefined

/** The documents of a text; the last text's are kept, since several formats ask for the same one in turn. */
function documentsOf(text: string) {
  if (last?.text !== text) last = { text, documents: parseDocuments(text) }
  return last.documents
}

function parseDocuments(text: string) {
  if (linesOf(text).some((line) => line.end - line.start > MAX_LINE_LENGTH)) return []
  try {
    const documents = parseAllDocuments(text, {
      lineCounter: new LineCounter(),
      logLevel: 'silent',
      strict: false,
      uniqueKeys: false,
    })
    return Array.isArray(documents) ? documents : []
  } catch {
    return []
  }
}

function setYaml(text: string, pairs: readonly Pair[]): string {
  // One pair after the other: each may add the mapping that the next one belongs to.
  return pairs.reduce((current, pair) => setOne(current, pair), text)
}

function setOne(text: string, { path, value }: Pair): string {
  const end = lineEndOf(text)
  const root = documentsOf(text)[0]?.contents
  let node: unknown = root
  let depth = 0
  while (depth < path.length && isMap(node)) {
    const next = node.items.find(({ key }) => isScalar(key) && String(key.value) === path[depth])
    if (!next) break
    const child: unknown = next.value
    depth++
    if (depth === path.length) {
      return isScalar(child) && String(child.value) === String(value) && typeof child.value === typeof value
        ? text
        : replaceNode(text, next as { key: Node; value: unknown }, yamlScalar(value))
    }
    // `key:` without a value: the rest of the path becomes its mapping.
    if (!isMap(child)) {
      const keyEnd = (next.key as Node).range?.[1] ?? 0
      const colon = text.indexOf(':', keyEnd) + 1
      const indent = `${indentAt(text, (next.key as Node).range?.[0] ?? 0)}  `
      return applyEdits(text, [{ start: colon, end: colon, text: end + nested(path.slice(depth), value, indent, end) }])
    }
    node = child
  }
  if (isMap(node) && node.items.length > 0) return addToMap(text, node, path.slice(depth), value, end)
  const body = text === '' || text.endsWith('\n') ? text : text + end
  return `${body}${nested(path, value, '', end)}${end}`
}

function replaceNode(text: string, pair: { key: Node; value: unknown }, replacement: string): string {
  const range = isScalar(pair.value) || isMap(pair.value) || isSeq(pair.value) ? pair.value.range : undefined
  if (range && (range[1] > range[0] || (isScalar(pair.value) && pair.value.source))) {
    return applyEdits(text, [{ start: range[0], end: range[1], text: replacement }])
  }
  const colon = text.indexOf(':', pair.key.range?.[1] ?? 0) + 1
  return applyEdits(text, [{ start: colon, end: colon, text: ` ${replacement}` }])
}

function addToMap(text: string, map: YAMLMap, path: readonly string[], value: Pair['value'], end: string): string {
  if (map.flow) {
    const close = text.lastIndexOf('}', (map.range?.[1] ?? text.length) - 1)
    const inner = path.reduceRight(
      (made, name, index) =>
        index === path.length - 1 ? `${JSON.stringify(name)}: ${made}` : `${JSON.stringify(name)}: {${made}}`,
      typeof value === 'string' ? JSON.stringify(value) : String(value),
    )
    return applyEdits(text, [{ start: close, end: close, text: `${map.items.length > 0 ? ', ' : ''}${inner}` }])
  }
  const firstKey = map.items[0]?.key as Node
  const indent = indentAt(text, firstKey.range?.[0] ?? 0)
  const last = map.items.at(-1)
  const lastNode = (last?.value ?? last?.key) as Node
  const after = endOfLine(text, contentEnd(text, lastNode, last?.key as Node))
  const added = nested(path, value, indent, end)
  return after >= text.length && !text.endsWith('\n')
    ? `${text}${end}${added}${end}`
    : applyEdits(text, [{ start: after, end: after, text: `${added}${end}` }])
}

/** Where the last key's value really ends: block scalars and mappings count blank lines after them as their own. */
function contentEnd(text: string, node: Node, key: Node): number {
  const end = node.range?.[1] ?? key.range?.[1] ?? 0
  return text.slice(0, end).trimEnd().length
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? text.length : at + 1
}

/** The column of a key as blanks (a `- ` before it counts as two). */
function indentAt(text: string, offset: number): string {
  return ' '.repeat(offset - (text.lastIndexOf('\n', offset - 1) + 1))
}

function nested(path: readonly string[], value: Pair['value'], indent: string, end: string): string {
  return path
    .map((name, index) => {
      const isLast = index === path.length - 1
      return `${indent}${'  '.repeat(index)}${yamlScalar(name)}:${isLast ? ` ${yamlScalar(value)}` : ''}`
    })
    .join(end)
}
