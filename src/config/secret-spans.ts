// Where the secrets of a file stand, so that no line of it is shown with one: what a reader knows as the secret, and
// whatever has the name of one, misspelt or of another program.

import type { Entry, FoundSettings, Span } from './format.js'

/** `auth.password`, `MAIL_PASSWD`, `apiKey`; not `password_file` or `pass_command`, which only refer to one. */
const SECRET_NAME = /(?:pass(?:w(?:or)?d|phrase|wrd)?|passwort|secret|token|api[_-]?key|credentials?)\d*$/i

/** The values of all secrets in what was found, each once, the last in the file first. References are none. */
export function secretSpans(found: readonly FoundSettings[]): Span[] {
  const entries = found.flatMap(({ fields, entries: all }) => [
    ...(fields.secret ? [fields.secret] : []),
    ...all.filter(({ key }) => SECRET_NAME.test(key)),
  ])
  const spans = entries.filter(isWritten).map(({ span }) => span)
  return [...new Map(spans.map((span) => [span.start, span])).values()].sort((a, b) => b.start - a.start)
}

/** A number or the text of a boolean can be a password too. */
function isWritten({ type, value }: Entry): boolean {
  return type !== 'reference' && type !== 'expression' && value !== ''
}
