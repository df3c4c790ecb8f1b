// How each reader of `.env` files would read one value: they share a file format by name only. Each function takes the
// text behind `=` up to the end of the line and returns the value, or why that reader stops there.
// Every emulation is compared with the real reader in test/interop/config-dotenv.test.ts.

import { readAsLaravel, readAsSymfony } from './dotenv-php.js'
import { isRestOfLine, PYTHON_ESCAPES, type Reading } from './dotenv-reading.js'

export type { Reading }

export interface DotenvReader {
  readonly id: 'dotenv' | 'node' | 'python-dotenv' | 'compose' | 'docker' | 'bash' | 'laravel' | 'symfony'
  readonly title: string
  read(raw: string): Reading
}

/** All readers, in the order in which they are shown. */
export const DOTENV_READERS: readonly DotenvReader[] = [
  { id: 'dotenv', title: 'dotenv (Node.js)', read: readAsDotenv },
  { id: 'node', title: 'node --env-file', read: readAsNode },
  { id: 'python-dotenv', title: 'python-dotenv', read: readAsPythonDotenv },
  { id: 'compose', title: 'docker compose', read: readAsCompose },
  { id: 'docker', title: 'docker --env-file', read: (raw) => ({ value: raw.trimStart() === '' ? '' : raw }) },
  { id: 'bash', title: 'bash (source)', read: readAsBash },
  { id: 'laravel', title: 'PHP (Laravel)', read: readAsLaravel },
  { id: 'symfony', title: 'PHP (Symfony)', read: readAsSymfony },
]

/** The reader of an id. */
export function dotenvReader(id: DotenvReader['id']): DotenvReader {
  const reader = DOTENV_READERS.find((candidate) => candidate.id === id)
  if (!reader) throw new Error(`no reader ${id}`)
  return reader
}

const QUOTES = ["'", '"', '`']

/** dotenv takes a quoted value only when nothing but a comment follows; otherwise everything up to the first `#`. */
function readAsDotenv(raw: string): Reading {
  const text = raw.trim()
  const quote = text[0] ?? ''
  if (QUOTES.includes(quote)) {
    // The last closing quote after which nothing or a comment follows; `\'` is passed over, not unescaped.
    const body = quotedBody(text, quote, isRestOfLine)
    if (body !== undefined) return { value: quote === '"' ? expandLineEnds(body) : body }
  }
  const bare = (text.split('#')[0] ?? '').trim()
  const first = bare[0] ?? ''
  const isWrapped = bare.length > 1 && QUOTES.includes(first) && bare.endsWith(first)
  const value = isWrapped ? bare.slice(1, -1) : bare
  return { value: first === '"' ? expandLineEnds(value) : value }
}

function expandLineEnds(value: string): string {
  return value.replaceAll('\\n', '\n').replaceAll('\\r', '\r')
}

/**
 * The text between the opening quote and the last quote that may close it: one behind a backslash may be a part of the
 * text or the end, one without is the end. Of those after which `isEnd` holds the last is taken.
 */
function quotedBody(text: string, quote: string, isEnd: (rest: string) => boolean): string | undefined {
  let body: string | undefined
  for (let at = text.indexOf(quote, 1); at > 0; at = text.indexOf(quote, at + 1)) {
    if (isEnd(text.slice(at + 1))) body = text.slice(1, at)
    if (at === 1 || text[at - 1] !== '\\') break
  }
  return body
}

/** Node's own parser: the first closing quote ends the value, whatever follows. */
function readAsNode(raw: string): Reading {
  const text = raw.trim()
  const quote = text[0] ?? ''
  if (QUOTES.includes(quote)) {
    const end = text.indexOf(quote, 1)
    if (end > 0) {
      const body = text.slice(1, end)
      return { value: quote === '"' ? body.replaceAll('\\n', '\n') : body }
    }
    return { value: raw.trimStart() }
  }
  return { value: (text.split('#')[0] ?? '').trim() }
}

function readAsPythonDotenv(raw: string): Reading {
  const text = raw.trimStart()
  const quote = text[0] ?? ''
  if (quote !== "'" && quote !== '"') {
    return { value: expandBraces(text.replace(/\s+#.*$/, '').trimEnd()) }
  }
  const body = quotedBody(text, quote, () => true)
  if (body === undefined || !isRestOfLine(text.slice(body.length + 2)))
    return { error: 'the line is skipped: the quotes do not match' }
  const escapes = quote === "'" ? /\\([\\'])/g : /\\([\\'"abfnrtv])/g
  return { value: expandBraces(body.replace(escapes, (_, escaped: string) => PYTHON_ESCAPES[escaped] ?? escaped)) }
}

/** `${NAME}` is replaced by the environment's value, empty where it has none; `${NAME:-text}` by text. */
function expandBraces(value: string): string {
  return value.replace(/\$\{([^}:]*)(?::-([^}]*))?\}/g, (_, _name: string, fallback?: string) => fallback ?? '')
}

/** compose-go's dotenv: `$` expands outside of single quotes, ` #` starts a comment, backslashes only in double quotes. */
function readAsCompose(raw: string): Reading {
  const text = raw.trimStart()
  const quote = text[0] ?? ''
  if (quote !== "'" && quote !== '"') {
    const cut = text.search(/\s#/)
    return expandCompose((cut < 0 ? text : text.slice(0, cut)).trimEnd())
  }
  let body = ''
  for (let at = 1; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '\\' && at + 1 < text.length) {
      body += char + text[++at]
      continue
    }
    if (char === quote) {
      const rest = text.slice(at + 1)
      // What follows is taken for the name of the next variable, and is none in most cases.
      if (!isRestOfLine(rest) && !/^[\p{L}\p{N}_.[\]-]+\s*$/u.test(rest)) {
        return { error: 'something follows behind the quotes' }
      }
      return quote === "'" ? { value: body } : expandCompose(unescapeGo(body))
    }
    body += char
  }
  return { error: 'the quotes do not match' }
}

const GO_ESCAPES: Readonly<Record<string, string>> = { ...PYTHON_ESCAPES, '\\': '\\', '"': '"', $: '$$' }

function unescapeGo(body: string): string {
  return body.replace(/\\([abfnrtv"$\\])/g, (_, escaped: string) => GO_ESCAPES[escaped] ?? escaped)
}

/** A `$` before no name is an error in a compose file, but stays as it is in an env_file; one before a lone `{` is not. */
function expandCompose(value: string): Reading {
  let failed = false
  const expanded = value.replace(
    /\$(?:(\$)|\{([A-Za-z_]\w*)(?:(:?[-+?])([^}]*))?\}|([A-Za-z_]\w*)|(\{))/g,
    (_, dollar?: string, braced?: string, operator?: string, fallback?: string, _name?: string, open?: string) => {
      if (open) failed = true
      if (dollar) return '$'
      return braced !== undefined && operator?.endsWith('-') ? (fallback ?? '') : ''
    },
  )
  return failed ? { error: 'invalid template: "${" has to be written "$${"' } : { value: expanded }
}

/** `$$`, `$1`, `$#` and their like: process ids, arguments, numbers. */
const SHELL_PARAMETER = /^\$[\d$!@*#?-]/

/** What `source .env` would do; a part that would run as a command is an error. */
function readAsBash(raw: string): Reading {
  let value = ''
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at] ?? ''
    if (char === "'") {
      const end = raw.indexOf("'", at + 1)
      if (end < 0) return { error: 'the quotes do not match' }
      value += raw.slice(at + 1, end)
      at = end
    } else if (char === '"') {
      const quoted = readBashDoubleQuotes(raw, at)
      if ('error' in quoted) return quoted
      value += quoted.value
      at = quoted.end
    } else if (char === '\\') {
      value += raw[++at] ?? ''
    } else if (char === '$') {
      const name = /^\$(?:\{[A-Za-z_]\w*\}|[A-Za-z_]\w*)/.exec(raw.slice(at))?.[0]
      if (!name && /^\$[({'"]/.test(raw.slice(at))) return { error: 'it runs a part of the value as a command' }
      if (!name && SHELL_PARAMETER.test(raw.slice(at)))
        return { error: `it puts something else in place of "${raw.slice(at, at + 2)}"` }
      if (name) at += name.length - 1
      else value += char
    } else if (char === '`') {
      return { error: 'it runs a part of the value as a command' }
    } else if (/[;&|<>()]/.test(char)) {
      return { error: `it stops at "${char}" and runs the rest as a command` }
    } else if (/\s/.test(char)) {
      return /^\s*(?:#.*)?$/.test(raw.slice(at)) ? { value } : { error: 'it runs what follows the blank as a command' }
    } else {
      value += char
    }
  }
  return { value }
}

function readBashDoubleQuotes(raw: string, start: number): { value: string; end: number } | { error: string } {
  let value = ''
  for (let at = start + 1; at < raw.length; at++) {
    const char = raw[at] ?? ''
    if (char === '"') return { value, end: at }
    if (char === '`' || (char === '$' && /^\$[({]\W?/.test(raw.slice(at)) && !/^\$\{\w+\}/.test(raw.slice(at)))) {
      return { error: 'it runs a part of the value as a command' }
    }
    if (char === '\\' && /[$`"\\]/.test(raw[at + 1] ?? '')) {
      value += raw[++at]
    } else if (char === '$') {
      const name = /^\$(?:\{[A-Za-z_]\w*\}|[A-Za-z_]\w*)/.exec(raw.slice(at))?.[0]
      if (!name && SHELL_PARAMETER.test(raw.slice(at)))
        return { error: `it puts something else in place of "${raw.slice(at, at + 2)}"` }
      if (name) at += name.length - 1
      else value += char
    } else {
      value += char
    }
  }
  return { error: 'the quotes do not match' }
}
