// Bytes of a server to replies (RFC 5321 section 4.2), in whatever pieces they come. Bounded: a server that floods
// reaches a limit, never the memory. Relaxed where servers are: bare LF ends a line, codes may differ between the lines
// of one reply (the last one counts), a line without a code continues a reply that has begun.

import type { Reply } from '../model.js'
import { LIMITS } from './limits.js'

export type ParsedEvent =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** A whole line, outside a reply, that is none of SMTP. */
  | { readonly kind: 'not-smtp'; readonly line: string }
  /** A bound was hit; nothing is parsed after it. */
  | { readonly kind: 'limit'; readonly limit: 'line' | 'reply'; readonly excerpt: string }

export interface ReplyParser {
  /** Takes the next bytes and returns what they complete. */
  push(chunk: Uint8Array): ParsedEvent[]
  /** What was received of a line or reply that is not complete, as text; empty at a reply's end. */
  pending(): string
}

interface ReplyLine {
  readonly code: number
  readonly isLast: boolean
  readonly text: string
}

const LF = 10
const CR = 13
const EXCERPT_LENGTH = 120

/** A parser at the start of a reply. */
export function createReplyParser(): ReplyParser {
  let partial: Uint8Array[] = []
  let partialBytes = 0
  let lines: string[] = []
  let replyBytes = 0
  let isStopped = false

  const stop = (limit: 'line' | 'reply', excerpt: string): ParsedEvent => {
    isStopped = true
    partial = []
    lines = []
    return { kind: 'limit', limit, excerpt: excerpt.slice(0, EXCERPT_LENGTH) }
  }

  const endLine = (line: string): ParsedEvent | undefined => {
    const parsed = parseReplyLine(line)
    if (!parsed && lines.length === 0) return { kind: 'not-smtp', line }
    lines.push(line)
    replyBytes += line.length
    if (lines.length > LIMITS.replyLines || replyBytes > LIMITS.replyBytes) return stop('reply', lines[0] ?? '')
    if (!parsed?.isLast) return undefined
    const reply = parseReply(lines)
    lines = []
    replyBytes = 0
    return reply && { kind: 'reply', reply }
  }

  return {
    push(chunk) {
      const events: ParsedEvent[] = []
      let start = 0
      while (!isStopped && start < chunk.length) {
        const end = chunk.indexOf(LF, start)
        const piece = chunk.subarray(start, end < 0 ? chunk.length : end)
        if (partialBytes + piece.length > LIMITS.replyLineBytes) {
          events.push(stop('line', decodeText(concatenate([...partial, piece.subarray(0, EXCERPT_LENGTH)]))))
          break
        }
        partial.push(piece.slice())
        partialBytes += piece.length
        if (end < 0) break
        const event = endLine(decodeText(withoutCr(concatenate(partial))))
        partial = []
        partialBytes = 0
        if (event) events.push(event)
        start = end + 1
      }
      return events
    },
    pending: () => [...lines, decodeText(concatenate(partial))].filter(Boolean).join('\n'),
  }
}

/** The whole reply that these lines are, or undefined when the first has no code. Codes and enhanced codes leave the text. */
export function parseReply(lines: readonly string[]): Reply | undefined {
  const parsed = lines.map(parseReplyLine)
  const last = parsed.findLast((line) => line !== undefined)
  if (!last) return undefined
  const texts = lines.map((line, index) => parsed[index]?.text ?? line)
  const enhanced = texts.map(enhancedCodeOf).find((code) => code !== undefined)
  const text = texts
    .map((line) => line.replace(/^[245]\.\d{1,3}\.\d{1,3}(?:\s+|$)/, '').trim())
    .filter(Boolean)
    .join(' ')
  return { code: last.code, ...(enhanced && { enhanced }), text, lines: [...lines] }
}

function parseReplyLine(line: string): ReplyLine | undefined {
  const match = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(line)
  if (!match) return undefined
  return { code: Number(match[1]), isLast: match[2] !== '-', text: match[3] ?? '' }
}

/** The enhanced status code (RFC 3463 section 2) at the start of a reply line's text. */
function enhancedCodeOf(text: string): string | undefined {
  return /^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)/.exec(text)?.[1]
}

/** UTF-8 where the bytes are (RFC 6531), Latin-1 otherwise, so that no byte is lost. */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

function withoutCr(line: Uint8Array): Uint8Array {
  return line.at(-1) === CR ? line.subarray(0, -1) : line
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
}
