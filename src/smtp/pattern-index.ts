// Which of hundreds of patterns a text can fit, found in one pass over the text: by three letters of each word that the
// patterns need. The index grows with the patterns that are asked for; the build writes a grown one down, so that the
// program starts with it and reads the source of no pattern.

import { type AlternativePlan, isReadable, planPattern } from './pattern-plan.js'
import { WordFinder } from './word-finder.js'

/** What a text holds of all words that the index knew when it looked. */
export interface Look {
  readonly upper: string
  /** By pattern that the index knew: 1 where the text meets the first need of some alternative. */
  readonly met: Uint8Array
  /** The alternatives whose first need the text meets, as they were found; some more than once. */
  readonly askers: readonly number[]
  /** The same by pattern, for a text that meets many. */
  byPattern?: ReadonlyMap<number, readonly number[]>
}

/**
 * An index written down: lists with a line for each pattern or word (no word has a line break in it), whose numbers are
 * JSON that is read when it is first asked for. JavaScript would have to escape no sign of it.
 */
export interface WrittenIndex {
  /** Not in one piece: V8 keeps one copy of each and of the pattern itself. */
  readonly sources: readonly string[]
  /** By pattern: its alternatives. */
  readonly plans: string
  /** The patterns some of whose alternatives need no word. */
  readonly bare: string
  readonly words: string
  /** By word: who asks for it (see ALTERNATIVES), the letters by which it is found, and their place in it. */
  readonly askers: string
  readonly letters: string
  readonly places: string
}

/** Alternatives follow each other in the source of their pattern, with one sign between them. */
type WrittenPlan = readonly (readonly [
  length: number,
  groupsBefore: number,
  groupsAfter: number,
  ...needs: number[][],
])[]

/** Who asks for a word is a number: `pattern * ALTERNATIVES + alternative`. No pattern has as many. */
const ALTERNATIVE_BITS = 12
const ALTERNATIVES = 2 ** ALTERNATIVE_BITS
/** Fewer askers are found sooner in their list than by a map that has to be made. */
const MANY_ASKERS = 256
export const EMPTY_INDEX: WrittenIndex = {
  sources: [],
  plans: '',
  bare: '[]',
  words: '',
  askers: '',
  letters: '[]',
  places: '[]',
}
/** The askers of a word that only stands in further needs. */
const NOBODY = '[]'
const NONE: readonly AlternativePlan[] = []

/** Patterns by the words that they need. Patterns, their alternatives and words are numbered as they come. */
export class PatternIndex {
  private readonly sources: string[]
  /** By source; undefined for a pattern that can only be tried as a whole. */
  private readonly numbers: Map<string, number | undefined>
  /** By pattern: its alternatives, as written down until they are asked for. */
  private readonly plans: (readonly AlternativePlan[] | string)[]
  /** The patterns some of whose alternatives need no word. */
  private readonly bare: Set<number>
  private readonly finder: WordFinder
  /** By word: the alternatives whose first need holds it, as written down until a text holds it. */
  private readonly askers: (number[] | string)[]

  /** An index that knows what was written down. */
  constructor({ sources, plans, bare, words, askers, letters, places } = EMPTY_INDEX) {
    this.sources = [...sources]
    this.numbers = new Map(this.sources.map((source, pattern) => [source, pattern]))
    this.plans = linesOf(plans)
    this.bare = new Set(JSON.parse(bare) as number[])
    this.finder = new WordFinder(linesOf(words), JSON.parse(letters) as number[], JSON.parse(places) as number[])
    this.askers = linesOf(askers)
    for (let word = 0; word < this.askers.length; word += 1) if (this.askers[word] !== NOBODY) this.finder.file(word)
  }

  /** The whole of it, for another start. */
  write(): WrittenIndex {
    const plans = this.plans.map((_, pattern) => JSON.stringify(this.planOf(pattern).map((one) => this.written(one))))
    return {
      sources: this.sources,
      plans: plans.join('\n'),
      bare: JSON.stringify([...this.bare]),
      words: this.finder.words.join('\n'),
      askers: this.finder.words.map((_, word) => JSON.stringify(this.askersOf(word))).join('\n'),
      letters: JSON.stringify(this.finder.letters),
      places: JSON.stringify(this.finder.places),
    }
  }

  private written({ source, groupsBefore, groupsAfter, needs }: AlternativePlan): WrittenPlan[number] {
    const numbers = needs.map((need) => need.map((word) => this.numberOfWord(word)))
    return [source.length, groupsBefore, groupsAfter, ...numbers]
  }

  /** The number of a pattern, which is known from then on; undefined when it can only be tried as a whole. */
  numberOf(pattern: Pick<RegExp, 'source' | 'flags'>): number | undefined {
    const { source, flags } = pattern
    if (!isReadable(flags)) return undefined
    if (!this.numbers.has(source)) this.numbers.set(source, this.add(source, planPattern(pattern)))
    return this.numbers.get(source)
  }

  private add(source: string, plan: readonly AlternativePlan[] | undefined): number | undefined {
    if (plan === undefined || plan.length > ALTERNATIVES) return undefined
    const pattern = this.sources.push(source) - 1
    this.plans.push(plan)
    plan.forEach(({ needs: [first] }, alternative) => {
      if (first === undefined) this.bare.add(pattern)
      for (const word of first ?? []) this.askFor(this.numberOfWord(word), pattern * ALTERNATIVES + alternative)
    })
    return pattern
  }

  private askFor(word: number, asker: number): void {
    const askers = this.askersOf(word)
    if (askers.length === 0) this.finder.file(word)
    askers.push(asker)
  }

  private numberOfWord(word: string): number {
    const number = this.finder.numberOf(word)
    this.askers[number] ??= []
    return number
  }

  /** One pass over a text. */
  look(text: string): Look {
    const upper = text.toUpperCase()
    const met = new Uint8Array(this.plans.length)
    const askers: number[] = []
    this.finder.find(upper, (word) => this.meet(word, met, askers))
    return { upper, met, askers }
  }

  /** Here and below loops count, which needs no object for each turn in code that has just started. */
  private meet(word: number, met: Uint8Array, all: number[]): void {
    const askers = this.askersOf(word)
    for (let at = 0; at < askers.length; at += 1) {
      const asker = askers[at] ?? 0
      all.push(asker)
      met[asker >> ALTERNATIVE_BITS] = 1
    }
  }

  /** False only where no alternative of a pattern can fit the text. */
  mayFit(pattern: number, look: Look): boolean {
    return this.isMet(pattern, look) && this.fitting(pattern, look).length > 0
  }

  /** Whether the text meets the first need of some alternative of a pattern; true where that is not known. */
  isMet(pattern: number, { met }: Look): boolean {
    return pattern >= met.length || met[pattern] === 1 || this.bare.has(pattern)
  }

  /** The alternatives of a pattern that may fit the text, in their order. */
  fitting(pattern: number, look: Look): readonly AlternativePlan[] {
    if (!this.isMet(pattern, look)) return NONE
    const plan = this.planOf(pattern)
    const isNew = pattern >= look.met.length
    const first = isNew ? undefined : alternativesMet(pattern, look)
    return plan.filter(
      ({ needs }, alternative) =>
        (isNew || needs.length === 0 || first?.includes(alternative)) &&
        needs.every((need) => need.some((word) => look.upper.includes(word))),
    )
  }

  private planOf(pattern: number): readonly AlternativePlan[] {
    const plan = this.plans[pattern] ?? NONE
    if (typeof plan !== 'string') return plan
    const source = this.sources[pattern] ?? ''
    let at = 0
    const read = (JSON.parse(plan) as WrittenPlan).map(([length, groupsBefore, groupsAfter, ...needs]) => {
      const start = at
      at += length + 1
      const words = needs.map((need) => need.map((word) => this.finder.words[word] ?? ''))
      return { source: source.slice(start, start + length), groupsBefore, groupsAfter, needs: words }
    })
    this.plans[pattern] = read
    return read
  }

  private askersOf(word: number): number[] {
    const askers = this.askers[word] ?? []
    if (typeof askers !== 'string') return askers
    const read = JSON.parse(askers) as number[]
    this.askers[word] = read
    return read
  }
}

function alternativesMet(pattern: number, look: Look): readonly number[] {
  if (look.askers.length > MANY_ASKERS) look.byPattern ??= byPattern(look.askers)
  if (look.byPattern) return look.byPattern.get(pattern) ?? []
  const alternatives: number[] = []
  for (let at = 0; at < look.askers.length; at += 1) {
    const asker = look.askers[at] ?? 0
    if (asker >> ALTERNATIVE_BITS === pattern) alternatives.push(asker % ALTERNATIVES)
  }
  return alternatives
}

function byPattern(askers: readonly number[]): Map<number, number[]> {
  const alternatives = new Map<number, number[]>()
  for (const asker of askers) {
    const pattern = asker >> ALTERNATIVE_BITS
    const some = alternatives.get(pattern)
    if (some) some.push(asker % ALTERNATIVES)
    else alternatives.set(pattern, [asker % ALTERNATIVES])
  }
  return alternatives
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}
