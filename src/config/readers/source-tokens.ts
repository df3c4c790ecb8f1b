// The words, literals and signs of a source text, comments left out, for languages that have no light grammar here
// (C#, Ruby). What is put together from them is little: names with their values, calls with their arguments.

import type { Span } from '../format.js'

export interface Token extends Span {
  readonly kind: 'word' | 'string' | 'number' | 'sign'
  /** As written; of a string the value, when it is one text without anything put in. */
  readonly text: string
}

/** How a language writes comments and texts; each pattern is tried at a place and never looks back. */
export interface TokenGrammar {
  readonly comment: RegExp
  readonly word: RegExp
  /** Patterns of literals with what they mean; `undefined` for a text with something put in. */
  readonly strings: readonly (readonly [RegExp, (written: string) => string | undefined])[]
}

const NUMBER = /\d[\d_]*(?:\.\d+)?/y
const SIGN = /=>|::|\?\?|\|\||&&|[-+*/%=<>!]=|[^\s\w]/y
/** Longer files are no settings. */
const MAX_TOKENS = 100_000

/** The tokens of a source text in order; a sign of one letter where nothing else fits. */
export function tokensOf(source: string, { comment, word, strings }: TokenGrammar): Token[] {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(source)?.[0]
  }
  while (at < source.length && tokens.length < MAX_TOKENS) {
    if (/\s/.test(source[at] ?? '')) {
      at++
      continue
    }
    const start = at
    const skipped = match(comment)
    if (skipped) {
      at += skipped.length
      continue
    }
    const add = (kind: Token['kind'], written: string, text = written) => {
      at += written.length
      tokens.push({ kind, text, start, end: at })
    }
    const literal = strings.map(([pattern, read]) => ({ written: match(pattern), read })).find(({ written }) => written)
    if (literal?.written) {
      const value = literal.read(literal.written)
      if (value === undefined) add('sign', literal.written, '')
      else add('string', literal.written, value)
      continue
    }
    const name = match(word)
    if (name) {
      add('word', name)
      continue
    }
    const number = match(NUMBER)
    if (number) add('number', number, number.replaceAll('_', ''))
    else add('sign', match(SIGN) ?? source[at] ?? ' ')
  }
  return tokens
}

/** The index of the sign that closes the bracket at `open`; the last token where none does. */
export function closingAt(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let index = open; index < tokens.length; index++) {
    const { kind, text } = tokens[index] as Token
    if (kind !== 'sign') continue
    if (text === '(' || text === '[' || text === '{') depth++
    else if (text === ')' || text === ']' || text === '}') depth--
    if (depth === 0) return index
  }
  return tokens.length - 1
}

/** The parts of a stretch of tokens between commas that stand outside of brackets. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'sign' && /^[([{]$/.test(token.text)) depth++
    if (token.kind === 'sign' && /^[)\]}]$/.test(token.text)) depth--
    if (token.kind === 'sign' && token.text === ',' && depth === 0) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts.filter((part) => part.length > 0)
}

/** From the first to the last of some tokens. */
export function spanOfTokens(tokens: readonly Token[]): Span {
  return { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 }
}
