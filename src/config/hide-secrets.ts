// A file's text as it may be shown: every secret that a reader finds in it replaced.

import { MASK } from './preview-diff.js'
import { recogniseConfig } from './read-config.js'
import { secretSpans } from './secret-spans.js'

/** The text with the values of all secrets replaced; the quotes around them stay. */
export function hideAllSecrets(text: string, path: string): string {
  return secretSpans(recogniseConfig(text, path).flatMap(({ found }) => found)).reduce((hidden, { start, end }) => {
    const raw = hidden.slice(start, end)
    const quote = /^["'`]/.exec(raw)?.[0] ?? ''
    return `${hidden.slice(0, start)}${quote}${MASK}${quote}${hidden.slice(end)}`
  }, text)
}
