// Finds the replies of servers in lines of any kind: at the start of a line, behind a lead-in, in quotes, in a tuple, over
// several lines, with or without a code.

import type { Reply, Verb } from '../model.js'
import { excerpt } from './excerpt.js'
import { verbBeside, verbOfReply } from './phrases/verbs.js'
import { closingQuote, continuation, cut } from './reply-lines.js'
import { codeOfEnhanced, replyFromText } from './reply-text.js'
import { statusCodeIn } from './status-names.js'

export interface FoundReply {
  readonly firstLine: number
  readonly lastLine: number
  readonly reply: Reply
  readonly verb?: Verb
  /** The first line up to the code. */
  readonly before: string
  readonly evidence: string
}

const MAX_REPLIES = 60
const MAX_STARTS = 12

/** A code, and what stands around it, decides whether it is one of SMTP's. */
const CODE =
  /(?:(?<![\w./@$%+-]|[a-z\d\])]:|:\d\d,)|(?<=\b(?:reply|replied|said|response|error|answer|reason|message|code):))(?!(?:465|587)[ -])([3-5]\d\d)(?:([ -])(?=\S)|(?=$|["',)\]:;]))/g
const GLUED_CODE = /(?<![\d.])([45]\d\d)[- ][45]\.\d{1,3}\.\d{1,3}/g
const ENHANCED_WITHIN = /[45]\.\d/
const ENHANCED_START = /^[ -]?#?\s?[245]\.\d{1,3}\.\d{1,3}(?![.\d])/
const ENHANCED_ALONE = /(?<![\w.@/-])([45]\.[0-7]\.\d{1,3})(?![.\d])[\s:]+(?=[\p{L}<"'#([*{])/gu

const NO_LEAD =
  /(?:\b(?:lines?|ports?|pid|child|process|worker|thread|job|task|order|invoice|ticket|request|retry|HTTP(?:\/[\d.]+)?|ids?|(?:mail)?size|took|in|of|at|for|first|last|uid|gid|col(?:umn)?|char|position|offset|index|attempt|sleep|wait|limit|max|min|exceeded|than|to|is|are|about|and|or|timeout|expected response code|expected|row|page|chunk|year|build|version|v|rev|TCP|port=|code=|time_ms=)[ =:#]{0,3}|#)$/i
const NO_TEXT =
  /^(?:ms|msec|s|secs?|seconds?|bytes?|octets|[kmg]i?b|lines?|times?|messages?|recipients?|e?mails?|users?|minutes?|hours?|days?|characters?|items?|rows?|files?|%|x)\b/
const HTTP_TEXT =
  /^(?:Bad Request|Request Time-?out|Unauthorized|Forbidden|Not Found|Internal Server Error|Bad Gateway|Gateway Time-?out|Too Many Requests|Unprocessable|Method Not Allowed|Page)\b/i

/** Codes that HTTP gives no such meaning. */
const MAIL_ONLY_CODES: readonly number[] = [450, 451, 452, 454]

/** All failing replies that the lines hold, in their order. `isTaken` tells lines that another reader has read. */
export function findReplies(lines: readonly string[], isTaken: (line: number) => boolean): FoundReply[] {
  const found: FoundReply[] = []
  /** Where reading goes on: a reply may end in the middle of a later line. */
  let from: Place = { line: 0, column: 0 }
  for (let index = 0; index < lines.length && found.length < MAX_REPLIES; index += 1) {
    if (index < from.line || isTaken(index)) continue
    const line = lines[index] ?? ''
    if (!/[3-5]\d\d|[45]\.\d/.test(line)) continue
    for (const start of starts(line).slice(0, MAX_STARTS)) {
      if (from.line > index || (from.line === index && start.at < from.column)) continue
      const one = readReply(lines, index, start)
      if (!one) continue
      found.push(one.reply)
      from = one.end
    }
  }
  return found
}

interface Place {
  readonly line: number
  readonly column: number
}

interface Start {
  /** Where the code (or the enhanced code) begins. */
  readonly at: number
  /** Where the text after the code begins. */
  readonly textAt: number
  readonly code?: number
}

function starts(line: string): Start[] {
  const found: Start[] = []
  for (const match of line.matchAll(CODE)) {
    const code = Number(match[1])
    const at = match.index
    const after = line.slice(at + 3)
    if (isReplyStart(line.slice(Math.max(0, at - 80), at), after, code)) found.push({ at, textAt: at + 3, code })
  }
  if (!ENHANCED_WITHIN.test(line)) return found
  for (const match of line.matchAll(GLUED_CODE)) {
    if (!found.some(({ at }) => at <= match.index))
      found.push({ at: match.index, textAt: match.index + 3, code: Number(match[1]) })
  }
  for (const match of line.matchAll(ENHANCED_ALONE)) {
    const before = line.slice(Math.max(0, match.index - 60), match.index).trimEnd()
    const isLead = before === '' || /[:'"(>\]`»“|=-]$/.test(before)
    if (isLead && !/(?:version|php|openssl|wordpress|mailer|plugin|core)\W*:$/i.test(before))
      found.push({ at: match.index, textAt: match.index })
  }
  return found.sort((a, b) => a.at - b.at)
}

function isReplyStart(before: string, after: string, code: number): boolean {
  if (code < 400)
    return (
      code === 334 &&
      // smtplib takes the error document of a token login for the last word and throws it as it stands.
      (/(?:code "?|returned "?|unexpected|got|error:? ?|Error \()$/i.test(before) || /^, ?b?["']eyJ/.test(after))
    )
  if (code > 599) return false
  if (ENHANCED_START.test(after)) return true
  if (/^, ?b?["']/.test(after)) return /[([]\s*$/.test(before)
  if (/^["'],? ?(?:with )?message/.test(after)) return true
  // Swift and Symfony, where the reply had a code and no text.
  if (/\bbut got (?:response )?code "?$|\bexpected (?:smtp )?code \d{3}, got $/i.test(before)) return true
  if (/(?:permanent|transient|temporary) (?:error|failure) ?\($/.test(before)) return true
  if (/^\)? ?: |^\)$/.test(after) && /(?:permanent|transient|temporary) (?:error|failure)? ?\($|\($/.test(before))
    return /(?:error|failure|fehler|erreur|erro|errore|ошибка|错误|could not get 3xx)(?: (?:de )?SMTP)? ?\($/i.test(
      before,
    )
  if (/^: \d{3}[- ]/.test(after)) return false
  if (/^: ?["'][45]\.\d{1,3}\.\d{1,3} /.test(after)) return true
  // Copiers and printers keep the code alone: `received error code. [550]`.
  if (/\b(?:error|reply|response|status) code[.:]{0,2} ?\[$/i.test(before)) return /^\]/.test(after)
  // Small programs tell the two codes and throw the text away: `Expected smtp code 250, got 552`.
  if (/\bexpected (?:smtp )?(?:code )?\d{3},? (?:but )?(?:got|received) (?:code )?$/i.test(before))
    return /^\W{0,4}$/.test(after)
  if (NO_LEAD.test(before) || isWebLog(before)) return false
  const text = /^[ -](.*)$/s.exec(after)?.[1]
  if (text === undefined)
    return (
      /^$|^[;,'")]*$/.test(after) &&
      /(?:^|: |said )$/.test(before.trimStart()) &&
      /error|refus|exception|failed|unexpected|^$/i.test(before)
    )
  if ((before.trim() !== '' && NO_TEXT.test(text)) || (HTTP_TEXT.test(text) && !MAIL_ONLY_CODES.includes(code)))
    return /(?:<<|<-|S:|said:|response:|diagnostic[- ]code:) ?$/i.test(before)
  if (!/^[\p{L}<"'#([*{!?\p{S}]|^\d{1,3}\.\d/u.test(text)) return false
  return (
    /^[\s\p{P}\p{S}]*$/u.test(before) ||
    /[\p{P}\p{S}]\s*$|(?:said|with|code|error|status|reply|replied|response|server|returned|message|smtp|reason|failed|got|exception|answer|errors?|raised|raises|threw|thrown|gave|gives)\s+$/iu.test(
      before,
    )
  )
}

function readReply(
  lines: readonly string[],
  index: number,
  start: Start,
): { reply: FoundReply; end: Place } | undefined {
  const line = lines[index] ?? ''
  const before = line.slice(0, start.at)
  const { text: after, end, lastLine } = textOf(lines, index, start)
  const text = textBefore(before, after) ?? after
  const nothing = text.replace(/[\s"'.,;:()-]/g, '') === ''
  if (nothing && start.code === undefined) return undefined
  const enhanced = /^[ -]*([245]\.\d{1,3}\.\d{1,3})/.exec(text)?.[1]
  const code =
    start.code ??
    statusCodeIn(before) ??
    trailingCode(line, `${lines[index - 1] ?? ''}\n${lines[index + 1] ?? ''}`) ??
    codeOfEnhanced(enhanced ?? '5.0.0', text)
  const reply = replyFromText(code, text)
  const verb =
    verbOfReply(code, reply.enhanced, reply.text) ??
    verbBeside(withoutReply(line, start.at, lastLine === index ? end : line.length))
  return {
    reply: {
      firstLine: index,
      lastLine,
      reply,
      ...(verb && { verb: verb === 'CONNECT' && isUnknownCommand(code, before) ? 'STARTTLS' : verb }),
      before,
      evidence: excerpt([line, ...lines.slice(index + 1, lastLine + 1).map((one) => one.trim())].join(' '), start.at),
    },
    end: { line: lastLine, column: end },
  }
}

/** 220 is expected of a greeting and of STARTTLS; only a command can be unknown. */
function isUnknownCommand(code: number, before: string): boolean {
  return /\bexpected response code "?220\b/i.test(before) && (code === 454 || (code >= 500 && code <= 504))
}

/** An access log names its own status, not a mail server's. */
function isWebLog(before: string): boolean {
  return /\b(?:GET|POST|PUT|PATCH|DELETE)\b|\bHTTP\/[12]|\brequest failed with status code $|\bwebsocket\b|\bwss?:\/\//i.test(
    before,
  )
}

/** Some programs put the codes in brackets behind the words: `User unknown (Diagnostic-Code: smtp; 550 5.1.1)`. */
function textBefore(before: string, after: string): string | undefined {
  if (!/^[ -]?(?:[45]\.\d{1,3}\.\d{1,3})?\)\W{0,4}$/.test(after)) return undefined
  const words = /^(.{8,600}?)\s*\((?:[\w -]{1,40}[:;=]\s*){0,3}$/.exec(before)?.[1]
  if (words === undefined || !/\p{L}{3,}\W+\p{L}{2,}/u.test(words)) return undefined
  const enhanced = /[45]\.\d{1,3}\.\d{1,3}/.exec(after)?.[0]
  return ` ${enhanced ? `${enhanced} ` : ''}${words.trim()}`
}

function withoutReply(line: string, from: number, to: number): string {
  return `${line.slice(Math.max(0, from - 300), from)} ${line.slice(to, to + 300)}`
}

/** `… (451)` or `… (code: 451)` behind the text. */
function trailingCode(line: string, beside = ''): number | undefined {
  const code =
    /\((?:code: ?)?([45]\d\d)\)\W*$/.exec(line)?.[1] ??
    /(?:responseCode|statusCode|code)["']?[:=] ?["']?([45]\d\d)\b/.exec(line)?.[1] ??
    /^\s*["'](?:responseCode|statusCode|smtp-?code|code)["']\s?: ?["']?([45]\d\d)["']?,?\s*$/im.exec(beside)?.[1]
  return code ? Number(code) : undefined
}

interface TextExtent {
  readonly text: string
  /** Where it ends on its last line. */
  readonly end: number
  readonly lastLine: number
}

function textOf(lines: readonly string[], index: number, start: Start): TextExtent {
  const line = lines[index] ?? ''
  // A code in brackets that nothing follows: the words, if any, stood before it.
  if (/\($/.test(line.slice(0, start.at)) && /^\)(?!: )/.test(line.slice(start.textAt)))
    return { text: '', end: start.textAt, lastLine: index }
  const tuple = /^, ?b?(["'])/.exec(line.slice(start.textAt))
  const message =
    /^["'],? ?(?:with )?message ["']/.exec(line.slice(start.textAt)) ??
    /^\)? ?: ?(?:["'](?=[45]\.\d)| )?/.exec(line.slice(start.textAt))
  const from = start.textAt + (tuple?.[0].length ?? message?.[0].length ?? 0)
  const quote =
    tuple?.[1] ??
    (message?.[0].endsWith('"') || message?.[0].endsWith("'") ? message[0].at(-1) : quoteBefore(line, start.at))
  const closing = quote ? closingQuote(line, from, quote) : -1
  const inner = message && quote ? line.slice(from).replace(new RegExp(`^${start.code}(?=[- ])`), '') : undefined
  if (closing >= 0) {
    const text = line.slice(from, closing)
    return { text: stripOwnCode(text, start.code), end: closing, lastLine: index }
  }
  const rest = cut(inner ?? line.slice(from), start.code)
  const further = continuation(lines, index, start.code, rest.text, quote)
  return {
    text: stripOwnCode([rest.text, ...further.texts].join('\n'), start.code),
    end:
      further.texts.length > 0
        ? (further.end ?? Number.POSITIVE_INFINITY)
        : rest.isCut
          ? from + rest.text.length
          : line.length,
    lastLine: index + further.texts.length,
  }
}

function stripOwnCode(text: string, code: number | undefined): string {
  return code === undefined ? text : text.replace(new RegExp(`^\\s*${code}(?=[- ])`), '')
}

/** The quotation mark that is open where the code stands: right before it, or earlier on the line. */
function quoteBefore(line: string, at: number): string | undefined {
  const before = line.slice(0, at)
  const beside = /(["'`])\s*$/.exec(before.slice(-3))?.[1]
  if (beside) return beside
  return (before.split('"').length - 1) % 2 === 1 ? '"' : undefined
}
