// Pasted text to plain lines: what copying, logging and escaping did to it is undone before any reader looks.
// Nothing is judged here and no secret is removed (redact.ts does that next).

import { withoutIndent, withoutJsonLines, withoutLogPrefix } from './log-prefix.js'
import { undoMojibake } from './mojibake.js'
import { spellOutOffers } from './offers.js'
import { decodeParts } from './transfer-encodings.js'

/** Bounds of one paste. More than this is read as a log, line by line. */
export const PASTE_LIMITS = { characters: 512 * 1024, lines: 6000, lineLength: 16 * 1024 } as const

/** The lines of a pasted text without escapes, markup and terminal colours; never throws. */
export function normalise(text: string): string[] {
  const bounded = text.length > PASTE_LIMITS.characters ? bothEnds(text) : text
  const plain = unescapeMarkup(
    unescapeLiterals(
      plusToSpaces(
        withoutQuoteMarks(
          withoutCodesOfProcesses(
            withoutNumbers(
              withoutIndent(withoutLogPrefix(withoutContainerNames(withoutJsonLines(withoutTerminalCodes(bounded))))),
            ),
          ),
        ),
      ),
    ),
  )
  return (
    splitAnswers(splitDialogue(spellOutOffers(splitTraces(undoMojibake(decodeParts(plain))))))
      .replace(/(?<!\d)([45]\d\d) \1(?=[ -])/g, '$1')
      // A server that hands another one's reply on puts a code of its own before it; the inner one has the reason.
      .replace(/(?<![\d.])[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3} (?=[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3}\b)/g, '')
      .split(/\r\n|\r|\n|\u2028|\u2029/)
      .slice(-PASTE_LIMITS.lines)
      .map((line) => line.slice(0, PASTE_LIMITS.lineLength).trimEnd())
  )
}

const TRACE_PIECE =
  /(?<![ \t])[ \t]+(?=at (?:[\w$]{1,80}\.){1,14}[\w$<>]{1,80}\((?:[\w$]{1,80}\.(?:java|kt|scala|groovy)(?::\d{1,6})?|Native Method|Unknown Source)\)|at (?:[A-Z][\w`<>]{0,60}\.){2,14}\.?[\w`<>[\],]{1,80}\([^()\n]{0,300}\)|Caused by: |---> [A-Z][\w.]{3,80}Exception)/g

/** A stack trace that lost its line breaks: each frame and each cause begins a line again. */
function splitTraces(text: string): string {
  return text.replace(TRACE_PIECE, '\n')
}

const ANSWERED =
  /^[ \t>]{0,8}(EHLO|HELO|AUTH (?:PLAIN|LOGIN|XOAUTH2?|OAUTHBEARER|CRAM-MD5|NTLM)|MAIL FROM|RCPT TO|DATA|STARTTLS)((?: ?:)? ?<[^<>\n]{0,254}>| [\w.[\]+/=-]{1,254})? ?(?::|[-=]>|→) {1,4}(?=[45]\d\d(?:[ -]|$))/gim

/** `RCPT TO:<a@b>: 550 5.1.1 no`: the command and its answer, each on a line of its own. */
function splitAnswers(text: string): string {
  return text.replace(ANSWERED, (_, command: string, argument = '') =>
    / (?:FROM|TO)$/i.test(command) && !argument.includes(':') ? `${command}:${argument}\n` : `${command}${argument}\n`,
  )
}

/** The cause stands at the end of a log, the settings at its beginning. */
function bothEnds(text: string): string {
  const half = PASTE_LIMITS.characters / 2
  return `${text.slice(0, half)}\n${text.slice(-half)}`
}

function withoutTerminalCodes(text: string): string {
  return text
    .replace(/\u001b\[[0-9;?]{0,16}[A-Za-z]/g, '')
    .replace(/[\u200b\u2060\ufeff\u0000]/g, '')
    .replace(/[\u00a0\u3000]/g, ' ')
    .replace(/[↵⏎␊]|␍␊/g, '\n')
}

const CONTAINER_NAME = /^[a-z0-9][\w.-]{0,60} {0,30}\| /i

/** A table of settings looks the same, and without its name a secret would not be known for one. */
const SETTING_NAME =
  /^[\w.-]{0,40}(?:pass|passwd|password|pwd|secret|token|key|user|username|login|port|host) {0,30}\| /im

/** Docker Compose puts the container's name before every line of a log. */
function withoutContainerNames(text: string): string {
  if (!text.includes('| ') || SETTING_NAME.test(text)) return text
  const lines = text.split('\n')
  const named = lines.filter((line) => CONTAINER_NAME.test(line)).length
  const filled = lines.filter((line) => line.trim() !== '').length
  if (named < 2 || named * 2 < filled) return text
  return lines.map((line) => line.replace(CONTAINER_NAME, '')).join('\n')
}

const PROCESS_LIKE_CODE =
  /^((?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\S{8,32}) (?:\S{1,64} )?[\w./@-]{1,64}\[)(?=[2-5]\d\d\]: )/gm

/** `app[535]:` in a system's log is the number of a process, and no server said it. */
function withoutCodesOfProcesses(text: string): string {
  return text.includes(']: ') ? text.replace(PROCESS_LIKE_CODE, (start) => `${start}0`) : text
}

const NUMBERED_TURN = /^\d{1,3}[.)] (?=[2-5]\d\d[ -]|(?:EHLO|HELO|AUTH|MAIL FROM|RCPT TO|STARTTLS|DATA|QUIT)\b)/gm

/** A dialogue whose lines somebody has numbered; packet viewers write their ends as two dots. */
function withoutNumbers(text: string): string {
  return (text.match(NUMBERED_TURN)?.length ?? 0) < 3
    ? text
    : text.replace(/^\d{1,3}[.)] ([^\n]*?)(?:\.\.)?(?=\r?\n|$)/gm, '$1')
}

/** A quotation in Markdown or in a mail, each line of it behind `>`; a client's turns in a dialogue begin likewise. */
function withoutQuoteMarks(text: string): string {
  if (!/^> ?\S/m.test(text) || /^> ?(?:EHLO|HELO|MAIL|RCPT|DATA|AUTH|STARTTLS|QUIT|RSET|NOOP)\b/im.test(text))
    return text
  const lines = text.split('\n')
  const quoted = lines.filter((line) => line.startsWith('>')).length
  return quoted >= 2 && lines.every((line) => line.trim() === '' || line.startsWith('>'))
    ? text.replace(/^> ?/gm, '')
    : text
}

/** A paste from a URL or a form: `535-5.7.8+Username+and+Password+not+accepted`, often with %XX as well. */
function plusToSpaces(text: string): string {
  if (!text.includes('+')) return text
  const pluses = count(text, /[A-Za-z0-9.,:]\+(?=[A-Za-z0-9(<"'])/g)
  if (pluses < 3 || pluses <= count(text, / /g)) return text
  return text
    .replace(/\+/g, ' ')
    .replace(/%(?:0D|0A|2[0-9A-F]|3[A-F]|40|5[BD])/gi, (code) =>
      String.fromCharCode(Number.parseInt(code.slice(1), 16)),
    )
}

/**
 * Backslash escapes of JSON, Python, PHP and shells, in any depth of nesting, except inside Windows paths, where `\n`
 * and `\t` are the beginnings of names.
 */
function unescapeLiterals(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    /((?<![A-Za-z])[A-Za-z]:\\[^\s"'<>|*?]*)|((?:\\x[0-9a-fA-F]{2})+)|(?<!\\)\\{1,8}(?:r\\{1,8}n|n|r|t|"|'|\/|u[0-9a-fA-F]{4}|01[25])/g,
    (all, path: string | undefined, bytes: string | undefined) => {
      if (path) return path
      if (bytes) return decodeBytes(bytes)
      const sign = all.replace(/^\\+/, '')
      if (sign.startsWith('u')) return String.fromCharCode(Number.parseInt(sign.slice(1), 16))
      if (sign.startsWith('t')) return '\t'
      if (sign === '"' || sign === "'" || sign === '/') return sign
      return '\n'
    },
  )
}

function decodeBytes(escapes: string): string {
  const bytes = Uint8Array.from(escapes.split('\\x').slice(1), (hex) => Number.parseInt(hex, 16))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#39': "'",
  '#039': "'",
  apos: "'",
  nbsp: ' ',
}

function unescapeMarkup(text: string): string {
  return (
    text
      .replace(/<br ?\/?>(?:\r?\n)?/gi, '\n')
      // Emphasis in Markdown; stars alone stand for a secret.
      .replace(/(?<![*\w])\*\*(?=[\w"'`<(])([^*\n]{2,300}?)\*\*(?![*\w])/g, '$1')
      .replace(/<\/?(?:p|div|pre|code|b|strong|i|em|span|li|ul)>/gi, '')
      .replace(/&(lt|gt|amp|quot|#39|#039|apos|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
  )
}

/** Dialogues whose line breaks were lost get them back: each turn begins a line. */
function splitDialogue(text: string): string {
  return text
    .replace(
      /(\S[ \t]+|\S)(?=(?:SERVER -> CLIENT|CLIENT -> SERVER|SMTP -> FROM SERVER|CLIENT -> SMTP|SMTP -> (?:ERROR|NOTICE|get_lines)|SMTP INBOUND|SMTP ERROR|SMTP NOTICE|SMTP Error)\b[:(])/g,
      '$1\n',
    )
    .replace(/ (?=(?:>> (?:EHLO|HELO|MAIL|RCPT|DATA|AUTH|STARTTLS|RSET|QUIT)\b)|<< [2-5]\d\d[ -]|!! |\+\+ )/g, '\n')
    .replace(/(<< 334 \S{4,128} ) ?>> /g, '$1\n>> ')
}

function count(text: string, pattern: RegExp): number {
  let found = 0
  for (const _ of text.matchAll(pattern)) found += 1
  return found
}
