// One diagnosis in words: what happened, how sure that is, why, what to do. Links come last in each step.

import type { Certainty, Diagnosis, Fix, Layer } from '../model.js'
import { blocks, heading, type Look, paint, wrap } from './look.js'
import { visible } from './visible.js'

export interface DiagnosisRendering {
  /** Its number in a list of several. */
  readonly number?: number
  /** The first of a list is the one to act on first, and says so. */
  readonly isFirst?: boolean
  /** The rule's explanation for somebody who never heard of it. */
  readonly meaning?: string
  /** What to do is said elsewhere. */
  readonly isWithoutFixes?: boolean
}

const CERTAINTIES: Readonly<Record<Certainty, string>> = {
  certain: 'Certain: what was seen leaves no other explanation.',
  likely: 'Likely: it fits what was seen best; another cause is not ruled out.',
  possible: 'Possible: it fits what was seen, and so do other causes.',
}

/** The picture that is taught: each layer with the question that is asked there. */
export const LAYER_WORDS: Readonly<Record<Layer, { readonly name: string; readonly question: string }>> = {
  settings: { name: 'Settings', question: "what does the program's own file say?" },
  address: { name: 'Address', question: 'which server is meant?' },
  door: { name: 'Door', question: 'is the port open, and does somebody answer?' },
  hallway: { name: 'Hallway', question: 'is the way encrypted, and is it the right server?' },
  id: { name: 'ID', question: 'are you let in?' },
  letter: { name: 'Letter', question: 'is the mail taken?' },
}

/** A diagnosis as text, without a line feed at the end. */
export function renderDiagnosis(diagnosis: Diagnosis, look: Look, options: DiagnosisRendering = {}): string {
  const { id, layer, title, certainty, endpoint, because, evidence, fixes } = diagnosis
  const lead = options.number === undefined ? '' : `${options.number}. `
  const place = id === 'unknown' ? undefined : `${LAYER_WORDS[layer].name} (${LAYER_WORDS[layer].question})`
  return blocks(
    [
      wrap(look, `${title}${options.isFirst ? ' (act on this first)' : ''}`, { first: lead, tone: 'strong' }),
      // How sure one is of not knowing is no news.
      id !== 'unknown' &&
        wrap(look, renderCertainty(certainty), { first: '   ', tone: certainty === 'certain' ? 'faint' : 'warn' }),
      place && wrap(look, `Where: ${place}${endpoint ? `, ${endpoint}` : ''}`, { first: '   ', tone: 'faint' }),
    ]
      .filter(Boolean)
      .join('\n'),
    options.meaning && section(look, 'What it means', [wrap(look, options.meaning, { first: '     ' })]),
    section(look, 'Why', [
      wrap(look, because, { first: '     ' }),
      ...evidence.map((line) => wrap(look, line, { first: '     > ', tone: 'faint' })),
    ]),
    fixes.length > 0 && !options.isWithoutFixes ? section(look, 'What to do', renderFixes(fixes, look, 5)) : undefined,
  )
}

/** How sure a diagnosis is, as a sentence. */
export function renderCertainty(certainty: Certainty): string {
  return CERTAINTIES[certainty]
}

/** Numbered actions after so many blanks, each with its link on a line of its own; one text for each action. */
export function renderFixes(fixes: readonly Fix[], look: Look, indent = 0): string[] {
  const width = indent + String(fixes.length).length + 1
  return fixes.map(({ do: action, url }, index) => {
    const number = `${`${index + 1}.`.padStart(width)} `
    const line = wrap(look, action, { first: number })
    return url ? `${line}\n${' '.repeat(number.length)}${paint(look, 'link', visible(url))}` : line
  })
}

function section(look: Look, title: string, lines: readonly string[]): string {
  return [`   ${heading(look, title)}`, ...lines].join('\n')
}
