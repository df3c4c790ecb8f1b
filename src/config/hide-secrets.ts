// A file's text as it may be shown: every secret that a reader finds in it replaced.

import { recogniseConfig } from './read-config.js'
import { maskSecret, secretSpans } from './secret-spans.js'

/** The text with the values of all secrets replaced; the quotes around them stay. */
export function hideAllSecrets(text: string, path: string): string {
  return secretSpans(recogniseConfig(text, path).flatMap(({ found }) => found)).reduce((hidden, { start, end }) => {
    return `${hidden.slice(0, start)}${maskSecret(hidden.slice(start, end))}${hidden.slice(end)}`
  }, text)
}
