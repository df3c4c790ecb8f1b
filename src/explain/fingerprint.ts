// What makes two lines of a log the same failure: everything but times, ids, addresses and numbers. Every failing line of a
// log passes here, so it is one walk over its characters, and what it leaves is a number.

const LENGTH = 400
const MAX_BRACKETS = 254
/** Words with a digit in them that are so long are ids. */
const ID_LENGTH = 6

const LETTER = 1
const DIGIT = 2
/** Part of an address, no part of a word. */
const JOINT = 3

const KINDS: Uint8Array = (() => {
  const kinds = new Uint8Array(65_536)
  const set = (characters: string, kind: number) => {
    for (const character of characters) kinds[character.charCodeAt(0)] = kind
  }
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-', LETTER)
  set('0123456789', DIGIT)
  set('.+=', JOINT)
  return kinds
})()

const [HASH, NOUGHT, POINT, COLON, OPEN, CLOSE, AT, SQUARE, END_SQUARE, EQUALS] = [...'#0.:<>@[]='].map((sign) =>
  sign.charCodeAt(0),
) as [number, number, number, number, number, number, number, number, number, number]

/** Digits that tell failures apart: reply codes, enhanced codes, this machine itself, mail ports. */
const CODE = /[45]\d\d(?= [\w<"]|-|, b?['"])/y
const ENHANCED = /[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)/y
const LOOPBACK = /127\.0\.0\.1\b/y
const PORT = /:(?:25|465|587|2525)(?![\d:])/y

/** What is left of the line that is being walked. */
const left = new Uint16Array(LENGTH)
let length = 0

/** A number that lines have in common whose failure is the same. */
export function fingerprint(line: string): number {
  length = 0
  for (let at = headLength(line); at < line.length && length < LENGTH; ) at = step(line, at)
  return hash()
}

/** Takes what stands at `at`, and returns where the next thing begins. */
function step(text: string, at: number): number {
  const code = text.charCodeAt(at)
  const kind = KINDS[code]
  if (code === OPEN) {
    const end = closingBracket(text, at)
    if (end > 0) {
      put(OPEN)
      put(CLOSE)
      return end + 1
    }
  }
  if (kind !== LETTER && kind !== DIGIT) {
    const end = code === COLON && isPortOf(text, at) ? matchEnd(PORT, text, at) : 0
    if (end > 0) return putDigits(text, at, end)
    join(code)
    return at + 1
  }
  const telling = kind === DIGIT ? tellingEnd(text, at) : 0
  if (telling > 0) return putDigits(text, at, telling)
  return word(text, at)
}

function word(text: string, at: number): number {
  let end = at
  let hasDigit = false
  for (; end < text.length; end += 1) {
    const kind = KINDS[text.charCodeAt(end)]
    if (kind === DIGIT) hasDigit = true
    else if (kind !== LETTER) break
  }
  const address = addressEnd(text, at, end)
  if (address > 0) {
    put(AT)
    return address
  }
  if (hasDigit && end - at >= ID_LENGTH) {
    join(HASH)
    return end
  }
  const isNumber = KINDS[text.charCodeAt(at)] === DIGIT
  for (let place = at; place < end; place += 1) {
    const code = text.charCodeAt(place)
    if (KINDS[code] !== DIGIT) put(code)
    else if (place === at && isNumber) join(NOUGHT)
    else if (left[length - 1] !== NOUGHT) put(NOUGHT)
  }
  return end
}

function put(code: number): void {
  if (length < LENGTH) left[length++] = code
}

/** Digits that are kept, put so that the walk takes them for no number. */
function putDigits(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at)
    put(KINDS[code] === DIGIT ? code + 1000 : code)
  }
  return end
}

/** Numbers with points and colons between them are one. */
function join(code: number): void {
  const last = left[length - 1]
  if (
    length > 0 &&
    (last === HASH || last === NOUGHT) &&
    (code === POINT || code === COLON || code === HASH || code === NOUGHT)
  )
    left[length - 1] = HASH
  else put(code)
}

function hash(): number {
  let high = 0x811c9dc5
  let low = 0x2f6e2b1
  for (let at = 0; at < length; at += 1) {
    const code = left[at] ?? 0
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low + code, 0x9e3779b1) ^ (low >>> 15)
  }
  return (high >>> 0) * 0x200000 + (low >>> 11)
}

function closingBracket(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_BRACKETS + 2)
  for (let at = from + 1; at < limit; at += 1) {
    const code = text.charCodeAt(at)
    if (code === CLOSE) return at
    if (code === OPEN) return 0
  }
  return 0
}

function tellingEnd(text: string, at: number): number {
  const first = text.charCodeAt(at)
  const before = at === 0 ? 32 : text.charCodeAt(at - 1)
  // Codes begin with 4 or 5, the machine itself with 1.
  if (first === 49) {
    const isApart = KINDS[before] === 0 && before !== COLON
    return isApart || before === EQUALS || before === SQUARE ? matchEnd(LOOPBACK, text, at) : 0
  }
  if ((first !== 52 && first !== 53) || KINDS[before] !== 0 || before === COLON || before === SQUARE) return 0
  return matchEnd(CODE, text, at) || matchEnd(ENHANCED, text, at)
}

/** A port stands behind an address of numbers, a closing bracket or a name. */
function isPortOf(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  return before === END_SQUARE || KINDS[before] === LETTER || /\.\d{1,3}$/.test(text.slice(Math.max(0, at - 4), at))
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : 0
}

/** The end of an e-mail address that begins here, whose first word ends at `from`; 0 when none does. */
function addressEnd(text: string, at: number, from: number): number {
  let end = from
  while (end < text.length && end - at <= 64 && (KINDS[text.charCodeAt(end)] ?? 0) > 0) end += 1
  if (text.charCodeAt(end) !== AT) return 0
  const domain = end + 1
  end = domain
  while (end < text.length && end - domain < 255 && isOfDomain(text.charCodeAt(end))) end += 1
  return end > domain ? end : 0
}

function isOfDomain(code: number): boolean {
  const kind = KINDS[code]
  return kind === LETTER || kind === DIGIT || code === POINT
}

/** The queue's own fields before what the remote server said do not tell failures apart, nor does the day. */
function headLength(line: string): number {
  const reason = line.indexOf(' said: ')
  if (reason > 0) return reason
  const status = line.indexOf(' status=')
  if (status > 0) return status
  return /^<?\d{0,3}>?[A-Z][a-z]{2} [ \d]\d /.exec(line)?.[0].length ?? 0
}
