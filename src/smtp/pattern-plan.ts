// Which words a text must hold for a regular expression to fit it, read from the expression's source: for each of its
// alternatives by itself. The only place that knows; pattern-index.ts keeps what is found here, prefilter.ts uses it.

/** In ASCII letters; one of another script tells as much as two of them. */
const MIN_WEIGHT = 3

/** Words in upper case, one of which every match holds. */
export type Need = readonly string[]

/** One alternative of a pattern. */
export interface AlternativePlan {
  readonly source: string
  /** Every match meets all of them; the most telling one comes first. Empty where nothing is known. */
  readonly needs: readonly Need[]
  /** How many groups capture in the alternatives before and after it: a group's number counts through the whole. */
  readonly groupsBefore: number
  readonly groupsAfter: number
}

/**
 * The alternatives of a pattern, which are the pattern when joined by `|`; undefined for one that only fits as a whole.
 * Upper case, because the flag i compares letters so: https://tc39.es/ecma262/#sec-runtime-semantics-canonicalize-ch.
 * With the flag u a letter outside ASCII can equal one inside (U+212A and k), and references reach over alternatives.
 */
export function planPattern({ source, flags }: Pick<RegExp, 'source' | 'flags'>): AlternativePlan[] | undefined {
  if (!isReadable(flags) || /\\[1-9k]|\(\?<\w/.test(source)) return undefined
  const alternatives = new Scanner(source).plan()
  return alternatives.map((one) => one.source).join('|') === source ? alternatives : undefined
}

/** Whether a pattern with these flags can be told from its letters. */
export function isReadable(flags: string): boolean {
  return /^[gims]*$/.test(flags)
}

const LETTERS = /[^\\[\](){}|.*+?^$]+/y

/** Reads the source once. It understands what our patterns use, and gives up a word rather than guess. */
class Scanner {
  private at = 0
  /** Groups that capture, so far. */
  private groups = 0
  constructor(private readonly source: string) {}

  /** The alternatives of the whole. */
  plan(): AlternativePlan[] {
    const all: (Omit<AlternativePlan, 'groupsAfter'> & { readonly groupsUpTo: number })[] = []
    for (;;) {
      const [start, groupsBefore] = [this.at, this.groups]
      const needs = this.sequence()
      all.push({ source: this.source.slice(start, this.at), needs, groupsBefore, groupsUpTo: this.groups })
      if (this.source[this.at] !== '|') break
      this.at += 1
    }
    return all.map(({ groupsUpTo, ...one }) => ({ ...one, groupsAfter: this.groups - groupsUpTo }))
  }

  /** Up to the closing bracket or the end: what one alternative needs, or a word of the best need of each of several. */
  private alternatives(): readonly Need[] {
    const first = this.sequence()
    if (this.source[this.at] !== '|') return first
    const words = new Set(first[0])
    let isComplete = first.length > 0
    while (this.source[this.at] === '|') {
      this.at += 1
      const [best] = this.sequence()
      for (const word of best ?? []) words.add(word)
      isComplete &&= best !== undefined
    }
    return isComplete ? [[...words]] : []
  }

  /** One alternative: its runs of letters, and what the groups need that it cannot do without. */
  private sequence(): readonly Need[] {
    const needs: Need[] = []
    let run = ''
    const endRun = () => {
      if (weightOf(run) >= MIN_WEIGHT) needs.push([run])
      run = ''
    }
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const letters = this.letters()
      if (letters !== '') {
        run += letters
        continue
      }
      const before = this.at
      const inner = this.source[this.at] === '(' ? this.group() : undefined
      const letter = inner === undefined && before === this.at ? this.atom() : undefined
      const isOptional = this.quantifier()
      if (letter !== undefined && isOptional === undefined) {
        run += letter
        continue
      }
      // A letter that is repeated stands there at least once, but what follows it need not touch it.
      if (letter !== undefined && isOptional === false) run += letter
      endRun()
      if (inner && isOptional !== true) needs.push(...inner)
    }
    endRun()
    return needs.sort((a, b) => lightest(b) - lightest(a) || a.length - b.length)
  }

  /** Letters that stand for themselves, in upper case, up to one that a quantifier may follow. */
  private letters(): string {
    LETTERS.lastIndex = this.at
    const found = LETTERS.exec(this.source)?.[0] ?? ''
    const after = this.source[this.at + found.length]
    const kept = after === '?' || after === '*' || after === '+' || after === '{' ? found.slice(0, -1) : found
    this.at += kept.length
    return kept.toUpperCase()
  }

  /** A group; what it needs counts only where it consumes what it matches. */
  private group(): readonly Need[] {
    const head = /^\((?:\?(?::|=|!|<=|<!))?/.exec(this.source.slice(this.at, this.at + 4))?.[0] ?? '('
    if (head === '(') this.groups += 1
    this.at += head.length
    const inner = this.alternatives()
    this.at += 1
    return /[=!]$/.test(head) ? [] : inner
  }

  /** One character, a class or an escape; its letter in upper case where it stands for exactly that one. */
  private atom(): string | undefined {
    const sign = this.source[this.at] ?? ''
    this.at += 1
    if (sign === '[') {
      for (; this.at < this.source.length && this.source[this.at] !== ']'; this.at += 1)
        if (this.source[this.at] === '\\') this.at += 1
      this.at += 1
      return undefined
    }
    if (sign === '\\') {
      const escaped = this.source[this.at] ?? ''
      this.at += 1
      if (escaped === 'u' || escaped === 'x') return this.coded(escaped === 'u' ? 4 : 2)
      if (escaped === 'p' || escaped === 'c') this.skipName()
      return /[^\w\s]/.test(escaped) ? escaped : undefined
    }
    return sign === '.' || sign === '^' || sign === '$' ? undefined : sign.toUpperCase()
  }

  /** A letter by its number, as bundlers write those outside ASCII. */
  private coded(digits: number): string | undefined {
    const number = this.source.slice(this.at, this.at + digits)
    if (!/^[0-9a-f]+$/i.test(number) || number.length < digits) return undefined
    this.at += digits
    // A control character would break the lines of what pattern-index.ts writes.
    if (Number.parseInt(number, 16) < 0x20) return undefined
    return String.fromCharCode(Number.parseInt(number, 16)).toUpperCase()
  }

  private skipName(): void {
    const rest = this.source.slice(this.at, this.at + 48)
    this.at += /^(?:\{[^}]*\}|.)/.exec(rest)?.[0].length ?? 0
  }

  /** True: may be absent; false: repeated, at least once; undefined: no quantifier. */
  private quantifier(): boolean | undefined {
    const sign = this.source[this.at]
    if (sign !== '?' && sign !== '*' && sign !== '+' && sign !== '{') return undefined
    const found = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(this.source.slice(this.at, this.at + 16))?.[0]
    if (!found) return undefined
    this.at += found.length
    return /^(?:[?*]|\{0)/.test(found)
  }
}

/** Two letters count only when both are of another script (see beginningOf in pattern-index.ts). */
function weightOf(word: string): number {
  let weight = word.length
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) > 0x7f) weight += 1
  return word.length === 2 && weight < 4 ? 0 : weight
}

function lightest(need: Need): number {
  return Math.min(...need.map(weightOf))
}
