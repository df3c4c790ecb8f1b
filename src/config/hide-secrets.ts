// A file's text as it may be shown: every secret that a reader finds in it replaced.

import { MASK } from './preview-diff.js'
import { recogniseConfig } from './read-config.js'

/** The text with the values of all secrets replaced; the quotes around them stay. */
export function hideAllSecrets(text: string, path: string): string {
  const spans = recogniseConfig(text, path)
    .flatMap(({ found }) => found.flatMap(({ fields }) => (fields.secret ? [fields.secret] : [])))
    .filter(({ type }) => type !== 'reference' && type !== 'expression')
    .map(({ span }) => span)
  return [...new Map(spans.map((span) => [span.start, span])).values()]
    .sort((a, b) => b.start - a.start)
    .reduce((hidden, { start, end }) => {
      const raw = hidden.slice(start, end)
      const quote = /^["'`]/.exec(raw)?.[0] ?? ''
      return `${hidden.slice(0, start)}${quote}${MASK}${quote}${hidden.slice(end)}`
    }, text)
}
