// Values of a `.env` that its readers read differently, or otherwise than they were meant.

import type { Entry } from '../format.js'
import { quoteForReaders } from '../syntax/dotenv.js'
import { DOTENV_READERS, type Reading } from '../syntax/dotenv-readers.js'
import type { Complaint, LintRule } from './finding.js'

/** Only values that mail depends on; the rest of the file is nobody's business here. */
const MAIL_NAME = /SMTP|MAIL/i

export const dotenvValue: LintRule = {
  id: 'dotenv-value',
  check({ found, format, path, text }) {
    if (!/\.env|^\.env/.test(format.fileName)) return []
    const isDockers = DOCKER_FILE.test(path)
    const secretKey = found.fields.secret?.key
    return found.entries
      .filter((entry) => MAIL_NAME.test(entry.key) && entry !== found.fields.host)
      .flatMap((entry) => {
        const raw = text.slice(entry.span.start, entry.span.end)
        if (raw.includes('\n')) return []
        const quotes = isDockers ? keptQuotes(entry, raw, 'docker run --env-file keeps quotes') : []
        return quotes.length > 0 ? quotes : complaintsOf(entry, raw, entry.key === secretKey)
      })
  },
}

/** Names that people give to the files of `docker run --env-file`, which takes everything behind the "=" as it is. */
const DOCKER_FILE = /(?:^|[/\\])(?:docker[\w-]*\.env|\.env\.docker|[\w.-]+\.list|[\w-]*docker[\w.-]*env)$/i

function keptQuotes(entry: Entry, raw: string, who: string): Complaint[] {
  const inner = /^(["'])(.*)\1$/.exec(raw)?.[2]
  if (inner === undefined) return []
  return [
    {
      rule: 'quotes-kept',
      diagnosis: 'config-secret-mangled',
      severity: 'warning',
      span: entry.span,
      message: `${entry.key} stands in quotes, and ${who}: they become a part of the value.`,
      advice: 'Write it without quotes.',
      edits: [{ ...entry.span, text: inner }],
      isSafe: false,
    },
  ]
}

/** `- NAME="value"` in a compose file: YAML takes quotes in the middle of a text as they are. */
export const composeQuotes: LintRule = {
  id: 'quotes-kept',
  check({ found, format, text }) {
    if (format.id !== 'docker-compose') return []
    return found.entries.flatMap((entry) => {
      const isListed = text[entry.span.start - 1] === '='
      return isListed
        ? keptQuotes(entry, text.slice(entry.span.start, entry.span.end), 'a list of NAME=value keeps quotes')
        : []
    })
  },
}

function complaintsOf(entry: Entry, raw: string, isSecret: boolean): Complaint[] {
  const what = isSecret ? 'The password' : entry.key
  const isQuoted = /^(["'`]).*\1/.test(raw)
  const meant = isQuoted ? undefined : meantBy(raw)
  if (meant !== undefined && /#/.test(raw) && !/\s#/.test(raw)) {
    return [
      complaint(
        entry,
        `${what} holds a "#" without quotes, and some readers cut the value there.`,
        meant,
        raw,
        isSecret,
        'error',
      ),
    ]
  }
  // Behind a blank it is a comment for every reader; right before a letter it is more likely the password's own.
  if (isSecret && meant !== undefined && /\s#\S/.test(raw)) {
    const all = raw.trim()
    const message = `${what} holds a blank and "#" without quotes, and every reader cuts the value there.`
    return [{ ...complaint(entry, message, all, raw, isSecret, 'warning'), isSafe: false }]
  }
  if (/\$/.test(withoutReferences(raw, isSecret)) && !raw.startsWith("'") && differs(raw)) {
    return [
      complaint(
        entry,
        `${what} holds a "$" that some readers replace by a variable.`,
        meant ?? raw.slice(1, -1),
        raw,
        isSecret,
        'error',
      ),
    ]
  }
  if (meant !== undefined && /[\s;&|<>()`\\"']/.test(raw) && differs(raw)) {
    return [complaint(entry, `${what} holds signs that need quotes.`, meant, raw, isSecret, 'warning')]
  }
  return []
}

/**
 * `"${APP_NAME}"` refers to another variable on purpose, and quoting it would end that. Within a password it is more
 * likely the password's own, unless it is all there is.
 */
function withoutReferences(raw: string, isSecret: boolean): string {
  const reference = String.raw`\$\{[A-Za-z_]\w*(?::?-[^{}]*)?\}`
  return isSecret ? raw.replace(RegExp(`^(["']?)${reference}\\1$`), '') : raw.replace(RegExp(reference, 'g'), '')
}

/** What the writer of an unquoted line had in mind: all of it, up to a comment behind a blank. */
function meantBy(raw: string): string {
  return raw.replace(/\s#.*$/, '').trim()
}

function differs(raw: string): boolean {
  const readings = DOTENV_READERS.filter(({ id }) => id !== 'docker').map(({ read }) => JSON.stringify(read(raw)))
  return new Set(readings).size > 1
}

function complaint(
  entry: Entry,
  message: string,
  meant: string,
  raw: string,
  isSecret: boolean,
  severity: Complaint['severity'],
): Complaint {
  const readings = DOTENV_READERS.map(({ title, read }) => `${title}: ${describe(read(raw), meant, isSecret)}`)
  const quoted = quote(meant)
  return {
    rule: 'dotenv-value',
    diagnosis: 'config-secret-mangled',
    severity,
    span: entry.span,
    message: `${message} ${readings.join('; ')}.`,
    advice: 'Put the value in single quotes (docker run --env-file keeps the quotes and wants it without).',
    ...(quoted !== undefined && { edits: [{ ...entry.span, text: quoted }], isSafe: true }),
  }
}

function quote(value: string): string | undefined {
  try {
    return quoteForReaders(value, ['dotenv', 'node']).text
  } catch {
    return undefined
  }
}

/** A reading beside what was meant; of a secret only how many characters are left. */
function describe(reading: Reading, meant: string, isSecret: boolean): string {
  if ('error' in reading) return `fails (${reading.error})`
  if (reading.value === meant) return isSecret ? `all ${[...meant].length} characters` : 'as meant'
  return isSecret
    ? `${[...reading.value].length} characters instead of ${[...meant].length}`
    : JSON.stringify(reading.value)
}

/** In a compose file every value is a template: what follows a `$` is taken for a variable. */
export const composeDollar: LintRule = {
  id: 'compose-dollar',
  check({ found, format, text }) {
    if (format.id !== 'docker-compose') return []
    return found.entries.flatMap((entry): Complaint[] => {
      const raw = text.slice(entry.span.start, entry.span.end)
      if (entry.type === 'reference' || !MAIL_NAME.test(entry.key) || !/(?<!\$)\$(?:\$\$)*(?!\$)/.test(raw)) return []
      const isSecret = entry === found.fields.secret
      return [
        {
          rule: 'compose-dollar',
          diagnosis: 'config-secret-mangled',
          severity: 'error',
          span: entry.span,
          message: `${isSecret ? 'The password' : entry.key} holds a "$", and docker compose puts the value of a variable there, mostly nothing.`,
          advice: 'Write "$$" for each "$".',
          edits: [
            {
              ...entry.span,
              text: raw.replace(/\$+/g, (dollars) => (dollars.length % 2 === 1 ? `${dollars}$` : dollars)),
            },
          ],
          isSafe: false,
        },
      ]
    })
  },
}
