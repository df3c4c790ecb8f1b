// What to do, cut to what a screen shows: the first page stands at the end of a report, the others are asked for.

import type { Diagnosis, Report } from '../model.js'
import { type Look, wrap } from './look.js'
import { renderFixes } from './render-diagnosis.js'

/** One step of a diagnosis: a page is cut between them and nowhere else. */
interface Piece {
  readonly text: string
  readonly lines: number
  readonly diagnosis: Diagnosis
  readonly isFirst: boolean
}

/**
 * The fixes of all diagnoses in order as pages of at most `rows` lines, title included; a single step that is longer
 * has a page of its own. Every page but the last ends with a line that says how much more there is.
 */
export function renderAdvicePages({ diagnoses }: Pick<Report, 'diagnoses'>, look: Look, rows: number): string[] {
  const pieces = diagnoses.flatMap((diagnosis) => piecesOf(diagnosis, look))
  const pages: Piece[][] = []
  let room = 0
  for (const piece of pieces) {
    const page = pages.at(-1)
    if (page && piece.lines <= room && page[0]?.diagnosis === piece.diagnosis) {
      page.push(piece)
      room -= piece.lines
      continue
    }
    pages.push([piece])
    room = rows - linesOf(titleOf(piece, look)) - piece.lines - 1
  }
  return pages.map((page, index) => {
    const left = pages.slice(index + 1).flat().length
    return [
      ...page.slice(0, 1).map((piece) => titleOf(piece, look)),
      ...page.map(({ text }) => text),
      ...(left > 0 ? [wrap(look, `${left} more: choose "More advice"`, { first: '   ', tone: 'faint' })] : []),
    ].join('\n')
  })
}

function titleOf({ diagnosis: { title }, isFirst }: Piece, look: Look): string {
  return wrap(look, `${title}. What ${isFirst ? 'to do' : 'else to do'}:`, { tone: 'strong' })
}

function piecesOf(diagnosis: Diagnosis, look: Look): Piece[] {
  return renderFixes(diagnosis.fixes, look, 1).map((text, index) => ({
    text,
    lines: linesOf(text),
    diagnosis,
    isFirst: index === 0,
  }))
}

function linesOf(text: string): number {
  return text.split('\n').length
}
