// Values as literals of the languages that configurations are written in. Each function takes any text without control
// characters and returns a literal, quotes included, that the language reads back as exactly that text.

/** JavaScript and TypeScript; single quotes as in the rest of the generated code. */
export function jsString(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`
}

/** Python: `'` needs no escape in double quotes. */
export function pythonString(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`
}

/** PHP in single quotes, where only `\` and `'` mean anything and `$` does not. */
export function phpString(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`
}

/** Ruby in single quotes: no interpolation, only `\` and `'` are escaped. */
export function rubyString(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`
}

/** Go and Java: interpreted string literals. */
export function goString(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`
}
