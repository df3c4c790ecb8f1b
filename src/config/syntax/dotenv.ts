// The `.env` syntax: NAME=value lines. Which quotes are right depends on who reads the file, so the writer tries the
// ways of quoting on the readers (dotenv-readers.ts) and takes the one that most of them read as meant.

import { UsageError } from '../../model.js'
import type { Entry } from '../format.js'
import { DOTENV_READERS, type DotenvReader, dotenvReader } from './dotenv-readers.js'
import { appendLines, applyEdits, linesOf, type Pair, type Syntax } from './syntax.js'

const ASSIGNMENT = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_][\w.-]*)([ \t]*=|:[ \t])/
const MAX_VALUE_LINES = 200
/** No setting of mail is longer; what is gets no reading, so that no pattern runs over a whole megabyte. */
const MAX_VALUE_LENGTH = 8192

/** A `.env` syntax for these readers: all of them must read each value right, the others as far as it can be had. */
export function dotenvSyntax(required: readonly DotenvReader['id'][]): Syntax {
  const line = ({ path, value }: Pair) => `${path.join('_')}=${quoteForReaders(String(value), required).text}`
  return {
    render: (pairs, comment) =>
      [...comment.map((text) => `# ${text}`), ...pairs.flatMap((pair) => [...commentOf(pair), line(pair)]), ''].join(
        '\n',
      ),
    parse: (text) => parseDotenv(text, required[0] ?? 'dotenv'),
    set(text, pairs) {
      const entries = parseDotenv(text, required[0] ?? 'dotenv')
      // The last of several assignments counts for every reader.
      const found = (pair: Pair) => entries.findLast(({ key }) => key === pair.path.join('_'))
      const edits = pairs.flatMap((pair) => {
        const entry = found(pair)
        if (!entry || entry.value === String(pair.value)) return []
        return [{ ...entry.span, text: quoteForReaders(String(pair.value), required).text }]
      })
      const missing = pairs.filter((pair) => !found(pair))
      return appendLines(
        applyEdits(text, edits),
        missing.flatMap((pair) => [...commentOf(pair), line(pair)]),
      )
    },
  }
}

function commentOf({ comment }: Pair): string[] {
  return comment === undefined ? [] : [`# ${comment}`]
}

/** The assignments of a `.env` file; the values are those that this reader would take. */
export function parseDotenv(text: string, readerId: DotenvReader['id'] = 'dotenv'): Entry[] {
  const reader = dotenvReader(readerId)
  const lines = linesOf(text)
  const entries: Entry[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]
    const match = line && ASSIGNMENT.exec(line.text)
    if (!line || !match) continue
    const [whole, indent = '', key = ''] = match
    let raw = line.text.slice(whole.length)
    const quote = raw.trimStart()[0] ?? ''
    if ((quote === '"' || quote === "'" || quote === '`') && !raw.trimStart().slice(1).includes(quote)) {
      const until = closingLine(lines, index, quote)
      if (until !== undefined) {
        raw = text.slice(line.start + whole.length, lines[until]?.end)
        index = until
      }
    }
    const start = line.start + whole.length + (raw.length - raw.trimStart().length)
    const end = Math.max(start, line.start + whole.length + raw.trimEnd().length)
    if (raw.length > MAX_VALUE_LENGTH) continue
    const reading = reader.read(raw)
    entries.push({
      key,
      value: 'value' in reading ? reading.value : raw.trim(),
      type: 'string',
      keySpan: { start: line.start + indent.length, end: line.start + indent.length + key.length },
      span: { start, end },
    })
  }
  return entries
}

/** The line on which a quoted value that runs over several lines ends. */
function closingLine(lines: readonly { text: string }[], from: number, quote: string): number | undefined {
  for (let at = from + 1; at < lines.length && at - from < MAX_VALUE_LINES; at++) {
    if (lines[at]?.text.includes(quote)) return at
  }
  return undefined
}

export interface Quoted {
  readonly text: string
  /** The readers that would read something else. */
  readonly misreadBy: readonly DotenvReader[]
}

/** The spelling that all required readers, and as many others as possible, read as this value. Throws UsageError. */
export function quoteForReaders(value: string, required: readonly DotenvReader['id'][]): Quoted {
  let best: Quoted | undefined
  for (const text of spellingsOf(value)) {
    const misreadBy = DOTENV_READERS.filter(({ read }) => {
      const reading = read(text)
      return !('value' in reading) || reading.value !== value
    })
    if (misreadBy.some(({ id }) => required.includes(id))) continue
    if (!best || misreadBy.length < best.misreadBy.length) best = { text, misreadBy }
  }
  if (best) return best
  const readers = required.map((id) => dotenvReader(id).title).join(', ')
  throw new UsageError(
    `This password cannot be written into a .env file so that ${readers} reads it back: it mixes several kinds of quotes with #, $ or a backslash. Set the environment variable itself, or use a password without them.`,
  )
}

/** Every way to write a value, the plainest first. */
function spellingsOf(value: string): string[] {
  const escaped = value.replace(/[\\"$`]/g, '\\$&')
  const isPlain = /^[\w.:@%+,/=-]+$/.test(value)
  // A quote inside quotes of its kind may reach for a quote on another line, whatever this line alone looks like.
  const within = (quote: string) => (value.includes(quote) ? [] : [`${quote}${value}${quote}`])
  return [
    ...(isPlain ? [value] : []),
    ...within("'"),
    ...within('"'),
    `"${value.replace(/[\\"$]/g, '\\$&')}"`,
    `"${value.replace(/["\\]/g, '\\$&')}"`,
    `"${value.replaceAll('"', '\\"')}"`,
    `"${escaped}"`,
    `'${value.replace(/['\\]/g, '\\$&')}'`,
    `'${value.replaceAll("'", `'"'"'`)}'`,
    `'${value.replaceAll("'", "'\\''")}'`,
    ...within('`'),
    // As it is, where every quote is only a part of the text; one at the beginning might reach for another line.
    ...(isPlain || value.trim() !== value || /^["'`]/.test(value) ? [] : [value]),
    ...(/^["'`]/.test(value) ? [] : [value.replaceAll('$', '$$$$')]),
  ]
}
