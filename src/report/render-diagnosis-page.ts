// The page of one diagnosis (`explain --id`) and the list of all by layer (`explain --list`).

import type { DiagnosisId, Fix, Layer } from '../model.js'
import { blocks, heading, type Look, pad, widthOf, wrap } from './look.js'
import { LAYER_WORDS, renderFixes } from './render-diagnosis.js'

export interface DiagnosisPage {
  readonly id: DiagnosisId
  readonly layer: Layer
  readonly title: string
  readonly meaning: string
  readonly seenAs: readonly string[]
  readonly fixes: readonly Fix[]
}

/** Everything there is to say about one diagnosis, without a case at hand. */
export function renderDiagnosisPage({ id, layer, title, meaning, seenAs, fixes }: DiagnosisPage, look: Look): string {
  const { name, question } = LAYER_WORDS[layer]
  return blocks(
    [
      wrap(look, title, { tone: 'strong' }),
      wrap(look, id === 'unknown' ? id : `${id} · ${name} (${question})`, { tone: 'faint' }),
    ].join('\n'),
    wrap(look, meaning),
    seenAs.length > 0
      ? [
          heading(look, 'How programs word it'),
          ...seenAs.map((words) => wrap(look, words, { first: '  > ', tone: 'faint' })),
        ].join('\n')
      : undefined,
    fixes.length > 0 ? [heading(look, 'What to do'), ...renderFixes(fixes, look, 2)].join('\n') : undefined,
  )
}

/** All diagnoses, grouped by layer from the outside in. */
export function renderDiagnosisList(
  entries: readonly { readonly id: DiagnosisId; readonly layer: Layer; readonly title: string }[],
  look: Look,
): string {
  const width = Math.max(...entries.map(({ id }) => widthOf(id)))
  const isNarrow = look.columns < width + 30
  const layers = (Object.keys(LAYER_WORDS) as Layer[]).map((layer) => {
    const own = entries.filter((entry) => entry.layer === layer && entry.id !== 'unknown')
    const { name, question } = LAYER_WORDS[layer]
    return own.length === 0
      ? undefined
      : [
          heading(look, `${name}: ${question}`),
          ...own.map(({ id, title }) =>
            isNarrow
              ? `  ${id}\n${wrap(look, title, { first: '    ', tone: 'faint' })}`
              : wrap(look, title, { first: `  ${pad(id, width)}  ` }),
          ),
        ].join('\n')
  })
  return blocks(...layers, wrap(look, 'One of them in full: smtp-doctor explain --id ID', { tone: 'faint' }))
}
