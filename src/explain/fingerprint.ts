// What makes two lines of a log the same failure: everything but times, ids, addresses and numbers. Every failing line of a
// log passes here, so that it is one walk over its characters.

const LENGTH = 400
const MAX_BRACKETS = 254
/** Words with a digit in them that are so long are ids. */
const ID_LENGTH = 6

const enum Kind {
  other = 0,
  letter = 1,
  digit = 2,
  /** Part of an address, no part of a word. */
  joint = 3,
}

const KINDS: Uint8Array = (() => {
  const kinds = new Uint8Array(128)
  const set = (characters: string, kind: Kind) => {
    for (const character of characters) kinds[character.charCodeAt(0)] = kind
  }
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-', Kind.letter)
  set('0123456789', Kind.digit)
  set('.+=', Kind.joint)
  return kinds
})()

const kindOf = (code: number): Kind => (code < 128 ? (KINDS[code] ?? Kind.other) : Kind.other)

/** Digits that tell failures apart: reply codes, enhanced codes, mail ports, this machine itself. */
const CODE = /[45]\d\d(?= [\w<"]|-|, b?['"])/y
const ENHANCED = /[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)/y
const LOOPBACK = /127\.0\.0\.1\b/y
const PORT = /:(?:25|465|587|2525)(?![\d:])/y

/** The line without what differs each time, at most 400 characters. */
export function fingerprint(line: string): string {
  const text = withoutHead(line)
  let print = ''
  let at = 0
  while (at < text.length && print.length < LENGTH) {
    const code = text.charCodeAt(at)
    const kind = kindOf(code)
    if (code === 60) {
      const end = closingBracket(text, at)
      if (end > 0) {
        print += '<>'
        at = end + 1
        continue
      }
    }
    if (kind === Kind.other || kind === Kind.joint) {
      const end = code === 58 ? matchEnd(PORT, text, at) : 0
      if (end > 0 && isPortOf(text, at)) {
        print += letters(text.slice(at, end))
        at = end
        continue
      }
      print = joined(print, text[at] ?? '')
      at += 1
      continue
    }
    const telling = kind === Kind.digit ? tellingEnd(text, at) : 0
    if (telling > 0) {
      print += letters(text.slice(at, telling))
      at = telling
      continue
    }
    const address = addressEnd(text, at)
    if (address > 0) {
      print += '@'
      at = address
      continue
    }
    let end = at
    let digits = 0
    while (end < text.length) {
      const here = kindOf(text.charCodeAt(end))
      if (here !== Kind.letter && here !== Kind.digit) break
      if (here === Kind.digit) digits += 1
      end += 1
    }
    if (digits === 0) print += text.slice(at, end)
    else if (end - at >= ID_LENGTH) print = joined(print, '#')
    else {
      const word = text.slice(at, end).replace(/\d+/g, '0')
      print = word === '0' ? joined(print, word) : `${print}${word}`
    }
    at = end
  }
  return print.slice(0, LENGTH)
}

/** Numbers with points and colons between them are one. */
function joined(print: string, piece: string): string {
  const last = print.charCodeAt(print.length - 1)
  const isNumber = last === 35 || last === 48
  if (isNumber && (piece === '.' || piece === ':' || piece === '#' || piece === '0'))
    return last === 35 ? print : `${print.slice(0, -1)}#`
  return print + piece
}

function closingBracket(text: string, from: number): number {
  const end = text.indexOf('>', from + 1)
  if (end < 0 || end - from > MAX_BRACKETS) return 0
  const again = text.indexOf('<', from + 1)
  return again > 0 && again < end ? 0 : end
}

function tellingEnd(text: string, at: number): number {
  const before = at === 0 ? 32 : text.charCodeAt(at - 1)
  const isApart = kindOf(before) === Kind.other && before !== 58 && before !== 91
  if (isApart) return matchEnd(CODE, text, at) || matchEnd(ENHANCED, text, at) || matchEnd(LOOPBACK, text, at)
  return before === 91 || before === 61 ? matchEnd(LOOPBACK, text, at) : 0
}

/** A port stands behind an address of numbers, a closing bracket or a name. */
function isPortOf(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  return before === 93 || kindOf(before) === Kind.letter || /\.\d{1,3}$/.test(text.slice(Math.max(0, at - 4), at))
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : 0
}

/** The end of an e-mail address that begins here; 0 when none does. */
function addressEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && end - at <= 64 && kindOf(text.charCodeAt(end)) !== Kind.other) end += 1
  if (text.charCodeAt(end) !== 64) return 0
  const domain = end + 1
  end = domain
  while (end < text.length && end - domain < 255 && isOfDomain(text.charCodeAt(end))) end += 1
  return end > domain ? end : 0
}

function isOfDomain(code: number): boolean {
  const kind = kindOf(code)
  return kind === Kind.letter || kind === Kind.digit || code === 46
}

function letters(digits: string): string {
  return digits.replace(/\d/g, (digit) => 'ABCDEFGHIJ'.charAt(Number(digit)))
}

/** The queue's own fields before what the remote server said do not tell failures apart. */
function withoutHead(line: string): string {
  const reason = line.indexOf(' said: ')
  if (reason > 0) return line.slice(reason)
  const status = line.indexOf(' status=')
  return status > 0 ? line.slice(status) : line.replace(/^<?\d{0,3}>?[A-Z][a-z]{2} [ \d]\d /, '')
}
