// Where the secrets of a file stand and what is shown of them, so that no line of it is shown with one: what a reader knows as the secret, and
// whatever has the name of one, misspelt or of another program.

import { distance } from 'fastest-levenshtein'
import type { Entry, FoundSettings, Span } from './format.js'
import { MASK } from './preview-diff.js'

/** `auth.password`, `MAIL_PASSWD`, `apiKey`; not `password_file` or `pass_command`, which only refer to one. */
const SECRET_NAME = /(?:pass(?:w(?:or)?d|phrase|wrd)?|passwort|secret|token|api[_-]?key|credentials?)\d*$/i

/** A slip in such a name hides it from the program, not from whoever reads our output. */
const NEARLY = ['password', 'passphrase', 'smtppassword', 'mailpassword']

function isSecretName(key: string): boolean {
  if (SECRET_NAME.test(key)) return true
  const words = key
    .slice(key.lastIndexOf('.') + 1)
    .toLowerCase()
    .split(/[_-]+/)
  return words.some((word) => word.length >= 5 && NEARLY.some((name) => distance(word, name) <= 2))
}

/** The values of all secrets in what was found, each once, the last in the file first. References are none. */
export function secretSpans(found: readonly FoundSettings[]): Span[] {
  const entries = found.flatMap(({ fields, entries: all }) => [
    ...(fields.secret ? [fields.secret] : []),
    ...all.filter(({ key }) => isSecretName(key)),
  ])
  const spans = entries.flatMap((entry) => {
    const { fallback, fallbackSpan } = entry.reference ?? {}
    return isWritten(entry) ? [entry.span] : fallback && fallbackSpan ? [fallbackSpan] : []
  })
  return [...new Map(spans.map((span) => [span.start, span])).values()].sort((a, b) => b.start - a.start)
}

/** A number or the text of a boolean can be a password too, and one that is cut to nothing still stands there. */
function isWritten({ type, span }: Entry): boolean {
  return type !== 'reference' && type !== 'expression' && span.end > span.start
}

const URL_WITH_LOGIN = /^(["'`]?[a-z][a-z0-9+.-]*:\/\/[^:/?#@\s]*:)[^/?#\s]*(@[^@\s]*)$/i

/** A written secret as it may be shown: its quotes with nothing of what is in them; of a URL all but the password. */
export function maskSecret(written: string): string {
  const url = /[?&][^=]*(?:pass|token|secret|key)[^=]*=/i.test(written) ? null : URL_WITH_LOGIN.exec(written)
  if (url) return `${url[1]}${MASK}${url[2]}`
  return `${/^["'`]/.exec(written)?.[0] ?? ''}${MASK}${/["'`]$/.exec(written)?.[0] ?? ''}`
}
