// What the readers of `.env` files have in common.

/** `error`: this reader refuses the line, or runs a part of it as a command. */
export type Reading = { readonly value: string } | { readonly error: string }

/** Nothing or a comment follows. */
export function isRestOfLine(rest: string): boolean {
  return /^\s*(?:#.*)?$/.test(rest)
}

/** The letters behind a backslash in double quotes. */
export const PYTHON_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}
