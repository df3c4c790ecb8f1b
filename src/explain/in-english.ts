// Programs and systems that speak the user's language: behind their words the English ones are put in brackets, so that all
// that reads a paste needs to know those only, and whoever does not speak the language can read the evidence.

import { PHP_MAILER } from './elsewhere/php-mailer.js'
import { SYSTEMS } from './elsewhere/systems.js'

interface Phrase {
  /** As `comparable` leaves it. */
  readonly words: string
  readonly english: string
}

const PHRASES: readonly Phrase[] = [...SYSTEMS, ...PHP_MAILER].flatMap(([english, elsewhere]) =>
  elsewhere.split('|').map((words) => ({ words: comparable(words.trim()), english })),
)
const IN_ASCII = PHRASES.filter(({ words }) => isAscii(words))
const MAX_FOUND = 400

/** The text with ` (English words)` behind each known sentence of another language; its lines stay as many. */
export function inEnglish(text: string): string {
  const plain = comparable(text)
  const found = (isAscii(plain) ? IN_ASCII : PHRASES).flatMap(({ words, english }) =>
    endsOf(plain, words).map((end) => ({ start: end - words.length, end, english })),
  )
  if (found.length === 0) return text
  const apart: typeof found = []
  for (const one of found.sort((a, b) => a.start - b.start || b.end - a.end))
    if (one.start >= (apart.at(-1)?.end ?? 0)) apart.push(one)
  return apart
    .map(({ end, english }, index) => {
      const piece = text.slice(apart[index - 1]?.end ?? 0, end)
      // Some programs give both.
      return plain.startsWith(comparable(english), end + 2) ? piece : `${piece} (${english})`
    })
    .concat(text.slice(apart.at(-1)?.end ?? 0))
    .join('')
}

function endsOf(plain: string, words: string): number[] {
  const ends: number[] = []
  for (let at = plain.indexOf(words); at >= 0 && ends.length < MAX_FOUND; at = plain.indexOf(words, at + words.length))
    ends.push(at + words.length)
  return ends
}

/** Small letters and one kind of apostrophe, each character at its place: İ alone would become two. */
function comparable(text: string): string {
  return text.replace(/İ/g, 'i').toLowerCase().replace(/[‘’]/g, "'")
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text)
}
