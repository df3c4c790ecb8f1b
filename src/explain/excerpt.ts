// The part of a line that is shown as evidence.

const LENGTH = 500
const LEAD = 90

/** The line without what a log puts before its message, centred on what counts, at most 500 characters. */
export function excerpt(line: string, at = 0): string {
  const text = line.trim()
  const shift = line.length - line.trimStart().length
  const start = Math.max(0, at - shift)
  const from = start > LEAD + 40 ? leadStart(text, start) : 0
  const part = text.slice(from, from + LENGTH)
  return `${from > 0 ? '…' : ''}${part}${from + LENGTH < text.length ? '…' : ''}`
}

/** A word's beginning, some words before what counts. */
function leadStart(text: string, at: number): number {
  const blank = text.indexOf(' ', at - LEAD)
  return blank < 0 || blank >= at ? at : blank + 1
}
