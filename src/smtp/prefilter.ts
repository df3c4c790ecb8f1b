// A cheap look before a large pattern, for all that reads servers' and programs' words: which letters a text must hold for
// each of its alternatives to fit at all. What is ruled out so is never run and never compiled, and compiling is what the
// first answer of a fresh process waits for: there are some seven hundred patterns, of up to a hundred alternatives each.

/** In ASCII letters; one of another script tells as much as two of them. */
const MIN_WEIGHT = 3

/** An alternative of a pattern, compiled when a text first holds its letters. */
interface Alternative {
  readonly source: string
  /** In upper case, one of which every match holds; undefined where there is no such list. */
  readonly literals: readonly string[] | undefined
  compiled?: RegExp
}

interface Plan {
  readonly alternatives: readonly Alternative[]
  /** Whether a match has groups, whose numbers only the whole pattern knows. */
  readonly hasGroups: boolean
}

const plans = new WeakMap<RegExp, Plan | 'whole'>()
let last = { text: '', upper: '' }

/** Whether the pattern fits the text; the same as `pattern.test(text)` for patterns without the flags g and y. */
export function matches(pattern: RegExp, text: string): boolean {
  const plan = planOf(pattern)
  if (plan === 'whole') return pattern.test(text)
  return plan.alternatives.some((one) => mayFit(one, text) && compile(one, pattern).test(text))
}

/** The first place where the pattern fits; the same as `pattern.exec(text)` for patterns without the flags g and y. */
export function firstMatch(pattern: RegExp, text: string): RegExpExecArray | null {
  const plan = planOf(pattern)
  if (plan === 'whole') return pattern.exec(text)
  if (plan.hasGroups) return mayMatch(pattern, text) ? pattern.exec(text) : null
  let first: RegExpExecArray | null = null
  for (const one of plan.alternatives) {
    const found = mayFit(one, text) ? compile(one, pattern).exec(text) : null
    // At the same place the earlier alternative wins, as in the whole pattern.
    if (found && (first === null || found.index < first.index)) first = found
  }
  return first
}

/** False only where the pattern certainly does not fit. */
export function mayMatch(pattern: RegExp, text: string): boolean {
  const plan = planOf(pattern)
  return plan === 'whole' || plan.alternatives.some((one) => mayFit(one, text))
}

function mayFit({ literals }: Alternative, text: string): boolean {
  if (literals === undefined) return true
  if (last.text !== text) last = { text, upper: text.toUpperCase() }
  const { upper } = last
  return literals.some((literal) => upper.includes(literal))
}

function compile(one: Alternative, { flags }: RegExp): RegExp {
  one.compiled ??= new RegExp(one.source, flags)
  return one.compiled
}

function planOf(pattern: RegExp): Plan | 'whole' {
  let plan = plans.get(pattern)
  if (plan === undefined) {
    plan = makePlan(pattern)
    plans.set(pattern, plan)
  }
  return plan
}

/**
 * Upper case, because the flag i compares letters so: https://tc39.es/ecma262/#sec-runtime-semantics-canonicalize-ch.
 * With the flag u a letter outside ASCII can equal one inside (U+212A and k), and numbered references reach over
 * alternatives.
 */
function makePlan({ source, flags }: RegExp): Plan | 'whole' {
  if (/[uvxgy]/.test(flags) || /\\[1-9k]/.test(source)) return 'whole'
  const scanner = new Scanner(source)
  const alternatives = scanner.plan()
  if (alternatives.map((one) => one.source).join('|') !== source) return 'whole'
  return { alternatives, hasGroups: scanner.hasGroups }
}

const LETTERS = /[^\\[\](){}|.*+?^$]+/y

/** Reads the source once. It understands what our patterns use, and gives up a literal rather than guess. */
class Scanner {
  /** Whether a group that captures has been read. */
  hasGroups = false
  private at = 0
  constructor(private readonly source: string) {}

  /** The alternatives of the whole. */
  plan(): Alternative[] {
    const all: Alternative[] = []
    for (;;) {
      const start = this.at
      const literals = this.sequence()
      all.push({ source: this.source.slice(start, this.at), literals })
      if (this.source[this.at] !== '|') return all
      this.at += 1
    }
  }

  /** Up to the closing bracket or the end: the literals of all alternatives, undefined when one has none. */
  private alternatives(): string[] | undefined {
    const all: string[] = []
    let isComplete = true
    for (;;) {
      const one = this.sequence()
      if (one) all.push(...one)
      else isComplete = false
      if (this.source[this.at] !== '|') return isComplete ? all : undefined
      this.at += 1
    }
  }

  /** One alternative: its longest run of letters, or the literals of a group that it cannot do without. */
  private sequence(): string[] | undefined {
    let run = ''
    let best = ''
    let group: string[] | undefined
    const endRun = () => {
      if (weightOf(run) > weightOf(best)) best = run
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
      const literal = inner === undefined && before === this.at ? this.atom() : undefined
      const isOptional = this.quantifier()
      if (literal !== undefined && isOptional === undefined) {
        run += literal
        continue
      }
      // A letter that is repeated stands there at least once, but what follows it need not touch it.
      if (literal !== undefined && isOptional === false) run += literal
      endRun()
      if (inner && isOptional !== true && (group === undefined || lightest(inner) > lightest(group))) group = inner
    }
    endRun()
    const weight = weightOf(best)
    if (weight >= MIN_WEIGHT && (group === undefined || weight >= lightest(group))) return [best]
    return group ?? (weight >= MIN_WEIGHT ? [best] : undefined)
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

  /** A group; its literals count only where it consumes what it matches. */
  private group(): string[] | undefined {
    const isPlain = this.source[this.at + 1] !== '?' || this.source[this.at + 2] === ':'
    if (isPlain) {
      this.hasGroups ||= this.source[this.at + 1] !== '?'
      this.at += this.source[this.at + 1] === '?' ? 3 : 1
      const found = this.alternatives()
      this.at += 1
      return found
    }
    const head = /^\((?:\?(?::|=|!|<=|<!|<\w{1,40}>))?/.exec(this.source.slice(this.at, this.at + 48))?.[0] ?? '('
    this.hasGroups ||= head.endsWith('>') || head === '('
    this.at += head.length
    const inner = this.alternatives()
    this.at += 1
    return /[=!]$/.test(head) ? undefined : inner
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
      if (escaped === 'k' || escaped === 'p' || escaped === 'c') this.skipName()
      return /[^\w\s]/.test(escaped) ? escaped : undefined
    }
    return sign === '.' || sign === '^' || sign === '$' ? undefined : sign.toUpperCase()
  }

  /** A letter by its number, as bundlers write those outside ASCII. */
  private coded(digits: number): string | undefined {
    const number = this.source.slice(this.at, this.at + digits)
    if (!/^[0-9a-f]+$/i.test(number) || number.length < digits) return undefined
    this.at += digits
    return String.fromCharCode(Number.parseInt(number, 16)).toUpperCase()
  }

  private skipName(): void {
    const rest = this.source.slice(this.at, this.at + 48)
    this.at += /^(?:<\w+>|\{[^}]*\}|.)/.exec(rest)?.[0].length ?? 0
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

function weightOf(literal: string): number {
  let weight = literal.length
  for (let at = 0; at < literal.length; at += 1) if (literal.charCodeAt(at) > 0x7f) weight += 1
  return weight
}

function lightest(literals: readonly string[]): number {
  return Math.min(...literals.map(weightOf))
}
