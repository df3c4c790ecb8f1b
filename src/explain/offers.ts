// What a server offered, as clients print it without codes: Net_SMTP's error texts (PEAR Mail, Roundcube, Horde of old)
// hold the whole answer to EHLO. It is put back into the form of a dialogue, which the reader of dialogues knows.

const KEYWORD =
  /^(?:PIPELINING|SIZE|ETRN|STARTTLS|ENHANCEDSTATUSCODES|8BITMIME|DSN|AUTH|CHUNKING|SMTPUTF8|VRFY|EXPN|HELP|BINARYMIME|TURN|LIMITS|XCLIENT|XFORWARD|X-\w{2,30}|XEXCH50|BURL|DELIVERBY|REQUIRETLS|MT-PRIORITY|TLS)(?:[ =]|$)/i
const MIN_KEYWORDS = 2
const MAX_LINES = 30

/** Writes what a client quotes of an answer to EHLO as lines of a dialogue; the words around stay. */
export function spellOutOffers(text: string): string {
  if (!/\(code: 250\b/i.test(text)) return text
  return offersInLines(offersInBrackets(text))
}

/** PEAR Mail: `[SMTP: … (code: 250, response: mail.example.org PIPELINING SIZE 10240000 STARTTLS)]`. */
function offersInBrackets(text: string): string {
  return text.replace(/\(code: 250, response: ([^)\n]{4,2000})\)/gi, (all, words: string) => {
    const [host = '', ...keywords] = words.split(
      / (?=(?:PIPELINING|SIZE|ETRN|STARTTLS|ENHANCEDSTATUSCODES|8BITMIME|DSN|AUTH|CHUNKING|SMTPUTF8|VRFY|EXPN|HELP|BINARYMIME|X-\w)\b)/,
    )
    return keywords.length < MIN_KEYWORDS ? all : dialogue(host, keywords)
  })
}

/** Roundcube: `Authentication failure: mail.example.org`, a keyword on each line, and ` (Code: 250)` behind the last. */
function offersInLines(text: string): string {
  const lines = text.split('\n')
  const last = lines.findIndex((line) => /^\S[^()\n]{0,200} \(code: 250\)/i.test(line))
  if (last < 0) return text
  let first = last
  while (first > Math.max(0, last - MAX_LINES) && KEYWORD.test((lines[first - 1] ?? '').trim())) first -= 1
  const heading = /^(.{0,300}?authentication failure: ?)(\S.{0,200})$/i.exec(lines[first - 1] ?? '')
  const end = /^(.{0,200}?) (\(code: 250\).{0,2000})$/i.exec(lines[last] ?? '')
  if (!heading || !end || last - first + 1 < MIN_KEYWORDS) return text
  const keywords = [...lines.slice(first, last).map((line) => line.trim()), end[1] ?? '']
  return offersInLines(
    [
      ...lines.slice(0, first - 1),
      `${heading[1]}${end[2]?.replace(/^\(code: 250\)/i, '(no AUTH)')}`,
      dialogue(heading[2] ?? '', keywords).trim(),
      ...lines.slice(last + 1),
    ].join('\n'),
  )
}

function dialogue(host: string, keywords: readonly string[]): string {
  const offered = [host, ...keywords].map((word, index) => `Got: 250${index < keywords.length ? '-' : ' '}${word}`)
  return ['', 'Sent: EHLO', ...offered, ''].join('\n')
}
