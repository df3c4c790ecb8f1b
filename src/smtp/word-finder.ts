// Finds which of thousands of words stand in a text, in one pass over it: by three letters of each word.

const SLOTS = 2 ** 14

/** Words in upper case, numbered as they come; only those that are filed are looked for. No word has a line break in it. */
export class WordFinder {
  /** By word: the word before it in the same slot, or -1. */
  private readonly before: number[]
  /** By the last bits of letters: the last word that is found by such. */
  private readonly slots = new Int32Array(SLOTS).fill(-1)
  /** Only what is added asks for it. */
  private numbers: Map<string, number> | undefined
  /** How many texts were looked at, and by word: in the which of them it was found last. */
  private texts = 0
  private foundIn = new Int32Array(0)

  /** By word: the letters by which it is found, and their place in it. */
  constructor(
    readonly words: string[],
    readonly letters: number[],
    readonly places: number[],
  ) {
    this.before = words.map(() => -1)
  }

  /** The number of a word, which is known from then on. */
  numberOf(word: string): number {
    this.numbers ??= new Map(this.words.map((one, number) => [one, number]))
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    const number = this.words.push(word) - 1
    this.numbers.set(word, number)
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

  /** From now on the word is looked for. */
  file(word: number): void {
    const slot = (this.letters[word] ?? 0) % SLOTS
    this.before[word] = this.slots[slot] ?? -1
    this.slots[slot] = word
  }

  /**
   * Tells each word of a text in upper case once. By itself: V8 compiles a long loop while it runs, and gives that up at the
   * end where code follows that never ran.
   */
  find(upper: string, tell: (word: number) => void): void {
    const { words, letters, places, before, slots } = this
    if (this.foundIn.length < words.length) this.foundIn = new Int32Array(2 * words.length)
    const { foundIn } = this
    this.texts += 1
    const { texts } = this
    const { length } = upper
    // No word ends in a line break, so the last letters have others behind them: reading beyond the end is slow.
    const padded = `${upper}\n\n`
    let first = padded.charCodeAt(0)
    let second = padded.charCodeAt(1)
    for (let at = 0; at < length; at += 1) {
      const third = padded.charCodeAt(at + 2)
      const here = lettersOf(first, second, third)
      for (let word = slots[here % SLOTS] ?? -1; word >= 0; word = before[word] ?? -1) {
        if (letters[word] !== here || foundIn[word] === texts) continue
        if (!upper.startsWith(words[word] ?? '', at - (places[word] ?? 0))) continue
        foundIn[word] = texts
        tell(word)
      }
      first = second
      second = third
    }
  }
}

function lettersAt(word: string, place: number): number {
  return lettersOf(word.charCodeAt(place), word.charCodeAt(place + 1), word.charCodeAt(place + 2))
}

/** Three letters, or two of another script, as a number; seldom the same for different ones. */
function lettersOf(first: number, second: number, third: number): number {
  return first > 0x7f ? first * 31 + second : (first * 31 + second) * 31 + third
}
