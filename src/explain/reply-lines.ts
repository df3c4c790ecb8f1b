// The further lines of a reply that began on another line, and where a reply's text ends on its line.

const MAX_CONTINUATIONS = 60
const MAX_QUOTED_LINES = 8

const TAIL =
  / \((?:in reply|in response) to |; (?:from|proto|helo)=<|(?: |^)\{"(?:userId|exception|trace)|","(?:responseCode|command|stack|code|context)"|, client: [\d.]+, server:| in \/[\w./-]{1,200}\.php(?:[:(]| on line)|\n\s+at | \[\/[\w./-]{1,200}\.php line|, Remote-Host: /

/** Where the quotation ends: a mark that no word follows; -1 when it does not end on this line. */
export function closingQuote(line: string, from: number, quote: string): number {
  for (let at = line.indexOf(quote, from + 1); at >= 0; at = line.indexOf(quote, at + 1)) {
    const after = line[at + 1] ?? ''
    if (after === '' || /[\s,.;)\]}:'"]/.test(after)) return at
  }
  return -1
}

/** Ends the text where the program's own words begin again, or where it repeats the reply. */
export function cut(text: string, code: number | undefined): { text: string; isCut: boolean } {
  const tail = TAIL.exec(text)
  let end = tail ? tail.index : text.length
  if (code !== undefined) {
    const again = text.indexOf(`: ${code} `, 4)
    if (again > 0 && again < end) end = again
  }
  return { text: text.slice(0, end), isCut: end < text.length }
}

/**
 * The further lines of a reply: with the same code, with the same enhanced code, folded with indentation as bounces fold,
 * or up to the end of an open quotation. Their number is that of the lines taken;
 * `end` is the column after them where the last line goes on with something else.
 */
export function continuation(
  lines: readonly string[],
  index: number,
  code: number | undefined,
  first: string,
  quote: string | undefined,
): { readonly texts: readonly string[]; readonly end?: number } {
  const texts: string[] = []
  if (/\((?:in reply|in response) to /.test(lines[index] ?? '')) return { texts }
  const enhanced = /^[- ]*([245]\.\d{1,3}\.\d{1,3})/.exec(first)?.[1]
  const isWhole = code !== undefined && new RegExp(`[^\\d]${code} (?=\\S)`).test(first)
  let isOpen = first.startsWith('-') && !isWhole
  const quoteEnd = quote ? endOfQuote(lines, index + 1, quote) : -1
  for (let at = index + 1; at < lines.length && texts.length < MAX_CONTINUATIONS; at += 1) {
    const line = lines[at] ?? ''
    if (quote && quoteEnd === at) {
      const end = closingQuote(line, -1, quote)
      texts.push(` ${line.slice(0, end).trim()}`)
      return { texts, end }
    }
    const coded = code === undefined ? undefined : codedLine(line, code, isOpen)
    // Folded by a bounce, the codes stand where they fell, and the words before them belong to the reply as well.
    const isInside = coded !== undefined && isOpen && isFolded(lines[at - 1] ?? '', line, isOpen, lines[index] ?? '')
    if (coded && !isInside && (isOpen || coded.isMore || texts.length === 0)) {
      texts.push(cut(coded.text, undefined).text)
      isOpen = coded.isMore
      if (!isOpen && quoteEnd < 0) break
      continue
    }
    const own = enhanced ?? (first.trim() === '' ? /^[\s:]*([45]\.\d{1,3}\.\d{1,3})/.exec(line)?.[1] : undefined)
    if (own && new RegExp(`^[^\\w<]{0,8}${own.replaceAll('.', '\\.')}(?![.\\d])`).test(line)) {
      texts.push(cut(` ${line.trim()}`, undefined).text)
      continue
    }
    const isFirst = lines.slice(index + 1, at).every((one) => one.trim() === '')
    if (isFirst && at <= index + 2 && CODE_ALONE.test(lines[index] ?? '')) {
      if (line.trim() === '') continue
      if (!SENTENCE.test(line)) break

      texts.push(...lines.slice(index + 1, at).map(() => ''), ` ${line.trim()}`)
      continue
    }
    if (isWrapped(lines, index, at)) {
      texts.push(cut(` ${line.trim()}`, undefined).text)
      continue
    }
    if (
      quoteEnd > at ||
      isFolded(lines[at - 1] ?? '', line, isOpen, texts.length === 0 ? (lines[index] ?? '') : line)
    ) {
      const piece = cut(` ${line.trim()}`, undefined)
      texts.push(piece.text)
      if (piece.isCut || /\((?:in reply|in response) to |command\)$/.test(line)) break
      continue
    }
    break
  }
  return { texts }
}

/** The line on which an open quotation ends, when it ends soon. */
function endOfQuote(lines: readonly string[], from: number, quote: string): number {
  for (let at = from; at < Math.min(lines.length, from + MAX_QUOTED_LINES); at += 1) {
    const line = lines[at] ?? ''
    if (line.trim() === '' || /^\s*(?:at |File ")/.test(line)) return -1
    if (closingQuote(line, -1, quote) >= 0) return at
  }
  return -1
}

function codedLine(line: string, code: number, isOpen: boolean): { text: string; isMore: boolean } | undefined {
  if (/^\s*[<>]{2,3} |(?:SERVER|CLIENT|SMTP) -> |SMTP Error|ERROR/.test(line)) return undefined
  const pattern = isOpen ? `(?:^|[\\s:|"'>─])${code}([- ])(.*)$` : `^\\W{0,6}${code}([- ])(.*)$`
  const found = new RegExp(pattern).exec(line)
  return found ? { text: ` ${code}${found[1]}${found[2] ?? ''}`, isMore: found[1] === '-' } : undefined
}

/** A list of errors gives the code a line of its own, above the words. */
const CODE_ALONE = /^\s*[45]\d\d(?:[ -]#?[45]\.\d{1,3}\.\d{1,3})?\s*$/
const SENTENCE =
  /^\s{0,8}(?!(?:EHLO|HELO|MAIL|RCPT|DATA|AUTH|STARTTLS|QUIT|RSET|at|from|File|DEBUG)\b|\w{1,40}[:=(])[\p{L}<"'(][^\n]{3,}/u

const MAX_WRAPPED = 3

/** A reply that begins its line and was wrapped by a mail program: no sentence ended, and prose goes on. */
function isWrapped(lines: readonly string[], index: number, at: number): boolean {
  if (at - index > MAX_WRAPPED || !/^[245]\d\d[ -]/.test(lines[index] ?? '')) return false
  const line = lines[at] ?? ''
  return (
    /[\p{L},]$/u.test(lines[at - 1] ?? '') &&
    !/^(?:[A-Z]{4}\b|at |File |from |in |Caused |\w{0,40}(?:Error|Exception)|Warning|Fatal|Connection |Failed|\w{1,40}[:=]|\/)/.test(
      line,
    ) &&
    (/^\p{Ll}[\p{L}\d'’.-]{0,60}[,;.]? \S/u.test(line) ||
      (/^\p{L}[\p{L}'’-]{0,30}[,;]? \S/u.test(line) && !/(?:Error|Exception)\b/.test(line)))
  )
}

/** Text that goes on indented below: Postfix's and Exchange's bounces, RFC 5322 header folding. */
function isFolded(previous: string, line: string, isOpen: boolean, first: string): boolean {
  if (!/^[ \t]{2,}\S|^\t\S|^ \S/.test(line)) return false
  if (/^\s+(?:at |File "|from |\.\.\.|#\d+ |in `|\d{3}[ -])/.test(line)) return false
  if (
    /^\s*(?:[A-Za-z]{1,30}(?:-[A-Za-z]{1,30}){1,4}|[A-Z][a-z]{1,20}): \S|^\s*[a-z]\w{1,30}: (?:['"[{\d]|true\b|false\b|null\b|undefined\b)|^\s*(?:code|command|errno|response|syscall|responseCode|recipient)\b|^\s*[}\])]/.test(
      line,
    )
  )
    return false
  if (isOpen) return true
  return /said:|Diagnostic-Code|refused to talk|^\s+\S/.test(first) && previous.trim() !== ''
}
