// How text is laid out for a reader: width, colour, plainness. Everything that is shown passes through here, so that
// untrusted text is made visible in one place. Words and meaning belong to the callers.

import { styleText } from 'node:util'
import measuredWidth from 'fast-string-width'
import { visible } from './visible.js'

export interface Look {
  /** Width of the terminal in columns. */
  readonly columns: number
  readonly hasColor: boolean
  /** Line by line and in ASCII, for screen readers and for logs. */
  readonly isPlain: boolean
}

/** `good`, `bad` and `warn` only repeat in colour what the words say. */
export type Tone = 'good' | 'bad' | 'warn' | 'strong' | 'faint' | 'link'

const STYLES = { good: 'green', bad: 'red', warn: 'yellow', strong: 'bold', faint: 'dim', link: 'cyan' } as const

/** Lines longer than this are hard to read, however wide the terminal is. */
const MAX_COLUMNS = 92
const MIN_COLUMNS = 12

/** The text in a tone; unchanged when the look has no colour. */
export function paint(look: Look, tone: Tone, text: string): string {
  return look.hasColor && text ? styleText(STYLES[tone], text, { validateStream: false }) : text
}

/** The columns that text may fill: one less than the terminal has, so that no line wraps by itself. */
export function textWidth(look: Look): number {
  return Math.max(MIN_COLUMNS, Math.min(look.columns - 1, MAX_COLUMNS))
}

export interface Hang {
  /** Stands before the first line; its width is kept free on the following ones. */
  readonly first?: string
  /** Stands before every further line instead of blanks. */
  readonly rest?: string
  readonly tone?: Tone
}

/**
 * Breaks text at blanks so that it fits the look, measured as the terminal shows it. Control characters are made
 * visible; a word wider than the line, such as a link, is left whole so that it can be copied.
 */
export function wrap(look: Look, text: string, hang: Hang = {}): string {
  const first = hang.first ?? ''
  const rest = hang.rest ?? ' '.repeat(widthOf(first))
  const room = Math.max(8, textWidth(look) - Math.max(widthOf(first), widthOf(rest)))
  const lines = breakWords(visible(text), room)
  return lines
    .map((line, index) => `${index === 0 ? first : rest}${hang.tone ? paint(look, hang.tone, line) : line}`)
    .map((line) => line.trimEnd())
    .join('\n')
}

function breakWords(text: string, room: number): string[] {
  const lines: string[] = []
  let line = ''
  let width = 0
  for (const word of text.split(' ')) {
    const wide = widthOf(word)
    if (line !== '' && width + 1 + wide > room) {
      lines.push(line)
      line = word
      width = wide
    } else {
      line = line === '' ? word : `${line} ${word}`
      width = line === word ? wide : width + 1 + wide
    }
  }
  return [...lines, line]
}

/** What most of the text is made of: ASCII and our own signs, each one column wide. */
const NARROW = /^[\x20-\x7e\xb7–—‘’“”…→─✔✖]*$/

/** The width of text in columns; escape sequences count nothing. */
export function widthOf(text: string): number {
  // The library's tables take milliseconds at their first use.
  return NARROW.test(text) ? text.length : measuredWidth(text)
}

/** Blanks after the text up to a width in columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)))
}

/** A heading of a part of the output. */
export function heading(look: Look, text: string): string {
  return paint(look, 'strong', visible(text))
}

/** The sign of a state, always beside a word that says the same. */
export function sign(look: Look, state: 'ok' | 'fail' | 'none'): string {
  if (look.isPlain) return { ok: 'ok  ', fail: 'FAIL', none: '-   ' }[state]
  if (state === 'ok') return paint(look, 'good', '✔')
  return state === 'fail' ? paint(look, 'bad', '✖') : paint(look, 'faint', '·')
}

/** A duration for a reader: `7 ms`, `850 ms`, `1.4 s`, `30 s`. */
export function renderDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`
  const seconds = ms / 1000
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`
}

/** Joins blocks by an empty line, leaving empty ones out. */
export function blocks(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n')
}
