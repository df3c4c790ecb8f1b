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

/** The part of a line that is quoted as evidence. */
export function evidenceOf(line: string): string {
  return excerpt(line, positionOf(line))
}

/** Where in a line its message is likely to begin: behind what mail servers and loggers put first. */
function positionOf(line: string): number {
  return line.length < 200
    ? 0
    : Math.max(line.indexOf(' status='), line.indexOf(' err='), line.indexOf(' error='), line.indexOf(' msg='), 0)
}
