// How PHP's readers of `.env` files, Laravel's and Symfony's, read one value.

import { isRestOfLine, PYTHON_ESCAPES, type Reading } from './dotenv-reading.js'

/** vlucas/phpdotenv 5: an unquoted value ends at any `#` and may hold no blank; `${NAME}` expands. */
export function readAsLaravel(raw: string): Reading {
  const text = raw.trim()
  const quote = text[0] ?? ''
  if (quote !== "'" && quote !== '"') {
    const bare = text.split('#')[0] ?? ''
    // It takes `="` anywhere in a line for the start of a value over several lines.
    if (text.includes('="')) return { error: 'Failed to parse dotenv file. Encountered a missing closing quote' }
    if (/\s\S/.test(bare)) return { error: 'Failed to parse dotenv file. Encountered unexpected whitespace' }
    return { value: expandPhpBraces(bare.trimEnd()) }
  }
  let value = ''
  for (let at = 1; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === quote) {
      if (/^\s*(?:#.*)?$/.test(text.slice(at + 1))) return { value }
      return { error: 'Failed to parse dotenv file. Encountered unexpected whitespace' }
    }
    if (quote === '"' && char === '\\') {
      const escaped = text[++at] ?? ''
      if (/["$\\]/.test(escaped)) value += escaped
      else if (/[fnrtv]/.test(escaped)) value += PYTHON_ESCAPES[escaped]
      else return { error: 'Failed to parse dotenv file. Encountered an unexpected escape sequence' }
    } else if (quote === '"' && char === '$' && /^\$\{[A-Za-z0-9_.]+\}/.test(text.slice(at))) {
      at = text.indexOf('}', at)
    } else {
      value += char
    }
  }
  return { error: 'Failed to parse dotenv file. Encountered a missing closing quote' }
}

function expandPhpBraces(value: string): string {
  return value.replace(/\$\{[A-Za-z0-9_.]+\}/g, '')
}

/** symfony/dotenv: quoted and bare parts may follow each other; `$NAME`, `${NAME}` and `$(command)` expand. */
export function readAsSymfony(raw: string): Reading {
  let rest = raw.replace(/^[ \t]+/, '')
  if (raw !== rest && rest !== '' && !rest.startsWith('#')) {
    return { error: 'Whitespace is not supported before the value' }
  }
  if (isRestOfLine(rest)) return { value: '' }
  let value = ''
  while (rest !== '') {
    const quote = rest[0]
    if (quote === "'") {
      const end = rest.indexOf("'", 1)
      if (end < 0) return { error: 'Missing quote to end the value' }
      value += rest.slice(1, end)
      rest = rest.slice(end + 1)
    } else if (quote === '"') {
      let end = 1
      while (end < rest.length && (rest[end] !== '"' || isEscaped(rest, end))) end++
      if (end >= rest.length) return { error: 'Missing quote to end the value' }
      const body = rest.slice(1, end).replaceAll('\\"', '"').replaceAll('\\r', '\r').replaceAll('\\n', '\n')
      const expanded = expandSymfony(body)
      if ('error' in expanded) return expanded
      value += expanded.value.replaceAll('\\\\', '\\')
      rest = rest.slice(end + 1)
    } else {
      const bare = readSymfonyBare(rest)
      const expanded = expandSymfony(bare.value)
      if ('error' in expanded) return expanded
      if (expanded.value === bare.value && /\s/.test(bare.value)) {
        return { error: 'A value containing spaces must be surrounded by quotes' }
      }
      value += expanded.value.replaceAll('\\\\', '\\')
      rest = rest.slice(bare.length)
      if (rest.startsWith('#')) break
    }
  }
  return { value }
}

/** Up to the next quote or a `#` behind a blank; a backslash guards a quote. */
function readSymfonyBare(text: string): { value: string; length: number } {
  let value = ''
  let at = 0
  for (; at < text.length && !/["']/.test(text[at] ?? ''); at++) {
    if (text[at] === '#' && /[ \t]/.test(text[at - 1] ?? '')) break
    if (text[at] === '\\' && /["']/.test(text[at + 1] ?? '')) at++
    value += text[at]
  }
  return { value: value.trimEnd(), length: at }
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

function expandSymfony(value: string): Reading {
  if (/\$\(/.test(value)) return { error: 'it runs a part of the value as a command' }
  if (/\$\{?\}/.test(value)) return { error: 'it puts something else in place of "$}"' }
  return {
    value: value.replace(
      /(\\*)\$(?:\{([A-Z_a-z]\w*)(?::[-=]([^}]*))?\}|([A-Z_a-z]\w*))?/g,
      (whole, backslashes: string, braced?: string, fallback?: string, name?: string) => {
        if (backslashes.length % 2 === 1) return whole.slice(1)
        return braced === undefined && name === undefined ? whole : backslashes + (fallback ?? '')
      },
    ),
  }
}
