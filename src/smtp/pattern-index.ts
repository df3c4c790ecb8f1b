// Which of hundreds of patterns a text can fit, found in one pass over the text: by three letters of each word that the
// patterns need. The index grows with the patterns that are asked for; the build writes a grown one down, so that the
// program starts with it and reads the source of no pattern.

import { type AlternativePlan, isReadable, planPattern } from './pattern-plan.js'

/** What a text holds of all words that the index knew when it looked. */
export interface Look {
  readonly upper: string
  /** How many patterns the index knew. */
  readonly patterns: number
  /** By pattern: the alternatives whose first need the text meets. */
  readonly met: ReadonlyMap<number, readonly number[]>
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
const ALTERNATIVES = 4096
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
const SLOTS = 2 ** 14
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
  private readonly words: string[]
  /** By word: the alternatives whose first need holds it, as written down until a text holds it. */
  private readonly askers: (number[] | string)[]
  /** By word: the letters by which it is found, their place in it, and the word before it in the same slot, or -1. */
  private readonly letters: number[]
  private readonly places: number[]
  private readonly before: number[]
  /** Only what is added asks for it. */
  private wordNumbers: Map<string, number> | undefined
  /** By the last bits of letters: the last word that is found by such. */
  private readonly slots = new Int32Array(SLOTS).fill(-1)

  /** An index that knows what was written down. */
  constructor({ sources, plans, bare, words, askers, letters, places } = EMPTY_INDEX) {
    this.sources = [...sources]
    this.numbers = new Map(this.sources.map((source, pattern) => [source, pattern]))
    this.plans = linesOf(plans)
    this.bare = new Set(JSON.parse(bare) as number[])
    this.words = linesOf(words)
    this.askers = linesOf(askers)
    this.letters = JSON.parse(letters) as number[]
    this.places = JSON.parse(places) as number[]
    this.before = this.words.map(() => -1)
    for (let word = 0; word < this.askers.length; word += 1) if (this.askers[word] !== NOBODY) this.fileWord(word)
  }

  /** The whole of it, for another start. */
  write(): WrittenIndex {
    const plans = this.plans.map((_, pattern) => JSON.stringify(this.planOf(pattern).map((one) => this.written(one))))
    return {
      sources: this.sources,
      plans: plans.join('\n'),
      bare: JSON.stringify([...this.bare]),
      words: this.words.join('\n'),
      askers: this.words.map((_, word) => JSON.stringify(this.askersOf(word))).join('\n'),
      letters: JSON.stringify(this.letters),
      places: JSON.stringify(this.places),
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
    if (askers.length === 0) this.fileWord(word)
    askers.push(asker)
  }

  private numberOfWord(word: string): number {
    this.wordNumbers ??= new Map(this.words.map((one, number) => [one, number]))
    const known = this.wordNumbers.get(word)
    if (known !== undefined) return known
    const number = this.words.push(word) - 1
    this.wordNumbers.set(word, number)
    this.askers.push([])
    const place = this.rarestPlace(word)
    this.places.push(place)
    this.letters.push(lettersAt(word, place))
    this.before.push(-1)
    return number
  }

  /** Where in a word the letters are by which the fewest other words are found: mail programs repeat theirs. */
  private rarestPlace(word: string): number {
    let [rarest, fewest] = [0, Number.POSITIVE_INFINITY]
    for (let place = 0; place + (word.charCodeAt(place) > 0x7f ? 2 : 3) <= word.length; place += 1) {
      let others = 0
      const slot = lettersAt(word, place) % SLOTS
      for (let other = this.slots[slot] ?? -1; other >= 0; other = this.before[other] ?? -1) others += 1
      if (others < fewest) [rarest, fewest] = [place, others]
    }
    return rarest
  }

  private fileWord(word: number): void {
    const slot = (this.letters[word] ?? 0) % SLOTS
    this.before[word] = this.slots[slot] ?? -1
    this.slots[slot] = word
  }

  /** One pass over a text. */
  look(text: string): Look {
    const upper = text.toUpperCase()
    const met = new Map<number, number[]>()
    this.findWords(upper, met)
    return { upper, patterns: this.plans.length, met }
  }

  /** By itself: V8 compiles a long loop while it runs, and gives that up at the end where code follows that never ran. */
  private findWords(upper: string, met: Map<number, number[]>): void {
    const { words, letters, places, before, slots } = this
    const found = new Set<number>()
    const { length } = upper
    // No word ends in a line break, so the last letters have others behind them: reading beyond the end is slow.
    const padded = `${upper}\n\n`
    let first = padded.charCodeAt(0)
    let second = padded.charCodeAt(1)
    for (let at = 0; at < length; at += 1) {
      const third = padded.charCodeAt(at + 2)
      const here = lettersOf(first, second, third)
      for (let word = slots[here % SLOTS] ?? -1; word >= 0; word = before[word] ?? -1) {
        if (letters[word] !== here || found.has(word)) continue
        if (!upper.startsWith(words[word] ?? '', at - (places[word] ?? 0))) continue
        found.add(word)
        this.meet(word, met)
      }
      first = second
      second = third
    }
  }

  private meet(word: number, met: Map<number, number[]>): void {
    for (const asker of this.askersOf(word)) {
      const pattern = Math.floor(asker / ALTERNATIVES)
      const alternatives = met.get(pattern)
      if (alternatives) alternatives.push(asker % ALTERNATIVES)
      else met.set(pattern, [asker % ALTERNATIVES])
    }
  }

  /** Whether some alternative of a pattern needs no word, so that any text may fit it. */
  isBare(pattern: number): boolean {
    return this.bare.has(pattern)
  }

  /** Whether some alternative of a pattern may fit the text. */
  mayFit(pattern: number, look: Look): boolean {
    const isKnown = pattern < look.patterns
    if (isKnown && !look.met.has(pattern) && !this.bare.has(pattern)) return false
    return this.fitting(pattern, look).length > 0
  }

  /** The alternatives of a pattern that may fit the text, in their order. */
  fitting(pattern: number, { upper, patterns, met }: Look): readonly AlternativePlan[] {
    const isNew = pattern >= patterns
    const first = met.get(pattern)
    if (first === undefined && !isNew && !this.bare.has(pattern)) return NONE
    return this.planOf(pattern).filter(
      ({ needs }, alternative) =>
        (isNew || needs.length === 0 || first?.includes(alternative)) &&
        needs.every((need) => need.some((word) => upper.includes(word))),
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
      const words = needs.map((need) => need.map((word) => this.words[word] ?? ''))
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

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

function lettersAt(word: string, place: number): number {
  return lettersOf(word.charCodeAt(place), word.charCodeAt(place + 1), word.charCodeAt(place + 2))
}

/** Three letters, or two of another script, as a number; seldom the same for different ones. */
function lettersOf(first: number, second: number, third: number): number {
  return first > 0x7f ? first * 31 + second : (first * 31 + second) * 31 + third
}
