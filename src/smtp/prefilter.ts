// A cheap look before a large pattern, for all that reads servers' and programs' words: only alternatives whose words the
// text holds are run, and compiled. Compiling is what the first answer of a fresh process waits for: there are some seven
// hundred patterns, of up to a hundred alternatives each.

import { KNOWN_PATTERNS } from './known-patterns.js'
import { type Look, PatternIndex } from './pattern-index.js'
import type { AlternativePlan } from './pattern-plan.js'

/** What to look for: a regular expression, or phrases. */
export type Pattern = Pick<RegExp, 'source' | 'flags'>

const written = new WeakMap<TemplateStringsArray, Pattern>()

/**
 * A pattern as a list, each line an alternative in the language of regular expressions, upper and lower case alike. Blanks
 * at the ends of a line do not count: `[ ]` where one is meant.
 */
export function phrases(lines: TemplateStringsArray): Pattern {
  const before = written.get(lines)
  if (before) return before
  const now = {
    source: (lines.raw[0] ?? '')
      .trim()
      .split(/\s*\n\s*/)
      .join('|'),
    flags: 'i',
  }
  written.set(lines, now)
  return now
}

/** What is known of a pattern; without a number it can only be tried as a whole. */
interface Asked {
  readonly number: number | undefined
  readonly flags: string
  /** The alternatives that have been compiled, of all patterns with these flags. */
  readonly compiled: Map<AlternativePlan, RegExp>
}

let index: PatternIndex | undefined
const asked = new WeakMap<Pattern, Asked>()
const compiledByFlags = new Map<string, Asked['compiled']>()

/** Whether the pattern fits the text; the same as `pattern.test(text)` for patterns without the flag g. */
export function matches(pattern: Pattern, text: string): boolean {
  const { number, flags, compiled } = ask(pattern)
  if (number === undefined) return asWhole(pattern).test(text)
  return fitting(number, text).some((one) => compile(one, flags, compiled).test(text))
}

/** The first place where the pattern fits; the same as `pattern.exec(text)` for patterns without the flag g. */
export function firstMatch(pattern: Pattern, text: string): RegExpExecArray | null {
  const { number, flags, compiled } = ask(pattern)
  if (number === undefined) return asWhole(pattern).exec(text)
  let first: RegExpExecArray | null = null
  for (const one of fitting(number, text)) {
    const found = compile(one, flags, compiled).exec(text)
    // At the same place the earlier alternative wins, as in the whole pattern.
    if (found && (first === null || found.index < first.index)) first = withGroupsInPlace(found, one)
  }
  return first
}

/** False only where the pattern certainly does not fit. */
export function mayMatch(pattern: Pattern, text: string): boolean {
  const { number } = ask(pattern)
  return number === undefined || patternIndex().mayFit(number, lookFor(number, text))
}

/**
 * Rows of a table in the order of trust, each with a pattern: asked for the first that fits. Only rows are tried whose words
 * the text holds, so that a long table costs a line that says nothing no more than a short one.
 */
export class PhraseTable<Row> {
  private known: Numbered | undefined
  constructor(
    private readonly rows: readonly Row[],
    private readonly patternOf: (row: Row) => Pattern,
  ) {}

  /** The first row that fits the text. */
  find(text: string): Row | undefined {
    return this.candidates(text).find((row) => matches(this.patternOf(row), text))
  }

  /** All rows that fit the text. */
  filter(text: string): Row[] {
    return this.candidates(text).filter((row) => matches(this.patternOf(row), text))
  }

  /** The first row that fits the text, with the words that fit it; words of no length fit nothing. */
  firstMatch(text: string): { readonly row: Row; readonly found: RegExpExecArray } | undefined {
    for (const row of this.candidates(text)) {
      const found = firstMatch(this.patternOf(row), text)
      if (found && found[0] !== '') return { row, found }
    }
    return undefined
  }

  /** The rows that may fit some of the texts, in their order, each with the texts in theirs. */
  candidatesAmong(texts: readonly string[]): readonly (readonly [row: Row, texts: readonly string[]])[] {
    const textsOf: string[][] = []
    for (const text of texts)
      for (const row of this.candidateRows(text)) {
        textsOf[row] ??= []
        textsOf[row].push(text)
      }
    return textsOf.flatMap((some, row) => this.rows.slice(row, row + 1).map((one) => [one, some] as const))
  }

  /** The rows that may fit the text, in their order. */
  private candidates(text: string): readonly Row[] {
    return this.candidateRows(text).flatMap((row) => this.rows.slice(row, row + 1))
  }

  private candidateRows(text: string): readonly number[] {
    this.known ??= numbered(this.rows.map(this.patternOf))
    const { newest, numbers } = this.known
    const look = lookFor(newest, text)
    const found: number[] = []
    for (let row = 0; row < numbers.length; row += 1) {
      const number = numbers[row]
      if (number === undefined || patternIndex().isMet(number, look)) found.push(row)
    }
    return found
  }
}

/** The numbers of a table's patterns in the index, by row. */
interface Numbered {
  readonly numbers: readonly (number | undefined)[]
  readonly newest: number
}

function numbered(patterns: readonly Pattern[]): Numbered {
  const numbers = patterns.map((pattern) => ask(pattern).number)
  return { numbers, newest: Math.max(0, ...numbers.map((number) => number ?? 0)) }
}

function fitting(number: number, text: string): readonly AlternativePlan[] {
  return patternIndex().fitting(number, lookFor(number, text))
}

/** Made when it is first asked: not every command has anything to read. */
function patternIndex(): PatternIndex {
  index ??= new PatternIndex(KNOWN_PATTERNS)
  return index
}

function ask(pattern: Pattern): Asked {
  const before = asked.get(pattern)
  if (before) return before
  const flags = pattern.flags.replace('g', '')
  const now: Asked = { number: patternIndex().numberOf(pattern), flags, compiled: compiledWith(flags) }
  asked.set(pattern, now)
  return now
}

/** Not by pattern: one that stands in a function is another one at each call. */
function compiledWith(flags: string): Asked['compiled'] {
  const before = compiledByFlags.get(flags)
  if (before) return before
  const now: Asked['compiled'] = new Map()
  compiledByFlags.set(flags, now)
  return now
}

function compile(one: AlternativePlan, flags: string, compiled: Asked['compiled']): RegExp {
  const before = compiled.get(one)
  if (before) return before
  const now = new RegExp(one.source, flags)
  compiled.set(one, now)
  return now
}

/** Phrases that refer to each other's groups are rare, and compiled anew. */
function asWhole(pattern: Pattern): RegExp {
  return pattern instanceof RegExp ? pattern : new RegExp(pattern.source, pattern.flags)
}

function withGroupsInPlace(found: RegExpExecArray, { groupsBefore, groupsAfter }: AlternativePlan): RegExpExecArray {
  if (groupsBefore > 0) found.splice(1, 0, ...new Array<string>(groupsBefore))
  if (groupsAfter > 0) found.push(...new Array<string>(groupsAfter))
  return found
}

/** Many patterns are asked about the same few texts in turn. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024
const MAX_UNKNOWN = 20
const looks = new Map<string, KeptLook>()
let keptBytes = 0
let last: KeptLook | undefined

interface KeptLook {
  readonly text: string
  look: Look
  /** How often it was asked of a pattern that it does not know, which takes longer. */
  unknown: number
}

function lookFor(number: number, text: string): Look {
  const kept = last?.text === text ? last : (looks.get(text) ?? keepLook(text))
  last = kept
  if (number >= kept.look.met.length) {
    kept.unknown += 1
    if (kept.unknown > MAX_UNKNOWN) {
      kept.look = patternIndex().look(text)
      kept.unknown = 0
    }
  }
  return kept.look
}

function keepLook(text: string): KeptLook {
  if (keptBytes > MAX_KEPT_BYTES) {
    looks.clear()
    keptBytes = 0
  }
  const look = patternIndex().look(text)
  const kept: KeptLook = { text, look, unknown: 0 }
  looks.set(text, kept)
  keptBytes += 2 * text.length + look.met.length
  return kept
}
