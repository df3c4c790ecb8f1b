// Values in source code: literals, names of constants, and what they read from the environment. Nothing is run.

import type { Parser, SyntaxNode } from '@lezer/common'
import type { Entry, Reference, Span } from '../format.js'

export interface SourceValue {
  readonly type: Entry['type']
  readonly value: string
  readonly reference?: Reference
  /** Where it is written, when that is not where it is used. */
  readonly span?: Span
}

export const EXPRESSION: SourceValue = { type: 'expression', value: '' }

/** A value that comes from the environment; of a fallback only what is written plainly is kept. */
export function referenceTo(
  name: string,
  more: { readonly isText?: true; readonly fallback?: SourceValue; readonly fallbackSpan?: Span } = {},
): SourceValue {
  const { isText, fallback, fallbackSpan } = more
  const isPlain = fallback && (fallback.type === 'string' || fallback.type === 'number' || fallback.type === 'boolean')
  return {
    type: 'reference',
    value: '',
    reference: {
      kind: 'environment',
      name,
      ...(isText && { isText }),
      ...(isPlain && { fallback: fallback.value, ...(fallbackSpan && { fallbackSpan }) }),
    },
  }
}

/** The grammars follow several readings of a broken text at once, which can take for ever. */
const PARSE_LIMIT_MS = 1000

/** The syntax tree of a source text; undefined where its grammar does not come to an end with it in time. */
export function parseSource(parser: Parser, source: string): SyntaxNode | undefined {
  const parse = parser.startParse(source)
  const deadline = performance.now() + PARSE_LIMIT_MS
  try {
    while (performance.now() < deadline) {
      const tree = parse.advance()
      if (tree) return tree.topNode
    }
  } catch (error) {
    // Thousands of brackets inside each other: the library builds its tree by recursion.
    if (!(error instanceof RangeError)) throw error
  }
  return undefined
}

/** The text of a node. */
export function textOf(source: string, { from, to }: { from: number; to: number }): string {
  return source.slice(from, to)
}

/** The arguments of a call, without brackets and commas; `listName` is what the grammar calls their list. */
export function argumentsOf(call: SyntaxNode, listName: string): SyntaxNode[] {
  return childrenOf(call.getChild(listName) ?? call).filter(({ name }) => !/^[(),]$/.test(name))
}

/** The children of a node, the nameless punctuation too. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child)
  return children
}

/** Every node of a tree in order; `visit` returns false where the inside is of no interest. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => boolean | undefined): void {
  const cursor = node.cursor()
  let isInside = true
  while (isInside) {
    const goesIn = visit(cursor.node) !== false
    if (goesIn && cursor.firstChild()) continue
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) {
        isInside = false
        break
      }
    }
  }
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
}

/** The value of a quoted literal with C-like escapes, which JavaScript, Python and double-quoted PHP share for the most part. */
export function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(
      /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([\s\S]))/g,
      (_, x?: string, u?: string, braced?: string, char?: string) => {
        const code = x ?? u ?? braced
        if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff))
        return char === '\n' ? '' : (SIMPLE_ESCAPES[char ?? ''] ?? char ?? '')
      },
    )
}

/** An entry of a name and a value node. */
export function entryOf(key: string, keyNode: Span, value: SourceValue, valueSpan: Span): Entry {
  return { key, ...value, keySpan: keyNode, span: value.span ?? valueSpan }
}

export const spanOf = ({ from, to }: { from: number; to: number }): Span => ({ start: from, end: to })
