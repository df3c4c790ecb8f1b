// What is left of secrets when the settings that hold them are taken out: the further words of a value, and the same value
// elsewhere in the text.

import { encodings, isTelling, REDACTED } from './secrets.js'

/** What is known to be a secret is one wherever else it stands: a server may say again what it was told. */
export function everywhere(lines: readonly string[], values: ReadonlySet<string>): readonly string[] {
  const telling = [...values].filter(isTelling).flatMap((value) => [value, ...encodings(value)])
  if (telling.length === 0) return lines
  const text = lines.join('\n')
  const found = telling.filter((value) => text.includes(value)).sort((a, b) => b.length - a.length)
  if (found.length === 0) return lines
  return lines.map((line) => found.reduce((rest, value) => rest.split(value).join(REDACTED), line))
}

/** A shell's PWD is the folder that it is in. */
export function isFolder(before: string, value: string): boolean {
  return /(?:^|\W)(?:OLD)?PWD["']?\s*[:=]/.test(before) && /^(?:\/|[A-Za-z]:\\)/.test(value)
}

/** What a setting goes on with behind the part of its value that was taken: to the end of the line, or of what it stands in. */
const REST_OF_VALUE = /^([^\n]{0,160}?(=>|=|[:：])\s{0,20}<redacted>)([\s,;&)\]}"'#(][^\n]{0,200})$/
const NEXT_SETTING = /[\s,;&]{1,4}["']?[\w.-]{1,60}["']?\s?[=:]|\s[2-5]\d\d[ -]|\s{1,4}[;#] |["'](?:[\s,;)\]}]|$)/
const REST_INSIDE = /(<redacted>)((?: [^\s()[\]{}"'=:]{1,40}){1,4})(?=[\])}"'])/
/** What a whole line is, if it is nothing but a setting. */
const ONLY_SETTING = /^\s{0,12}(?:[-*] |export |set |declare -x |ENV )?["'[]?[\w.-]{1,60}["'\]]?\s?=\s?<redacted>/

/** Takes out what a line goes on with behind `before`, the part of the value that was taken; it is added to `values`. */
export function withoutRest(line: string, before: string, values: Set<string>): string {
  const hide = (head: string, rest: string, tail: string) => {
    if (rest.replace(/[\s,;)\]}"']/g, '') === '') return line
    values.add(rest.trim())
    return `${head}${tail}`
  }
  const inside = REST_INSIDE.exec(line)
  if (inside) {
    const end = inside.index + inside[0].length
    return hide(`${line.slice(0, inside.index)}${REDACTED}`, inside[2] ?? '', line.slice(end))
  }
  const found = REST_OF_VALUE.exec(line)
  if (!found) return line
  const [, head = '', , tail = ''] = found
  const end = NEXT_SETTING.exec(tail)?.index ?? tail.length
  const rest = tail.slice(0, end)
  // Elsewhere than in a file of settings a sentence may go on; a secret has signs or digits in it.
  const isSecret = /^\S{0,40}[\d!$%^&*+@~]/.test(before) && rest.trim().split(/\s+/).length <= 4
  return ONLY_SETTING.test(line) || isSecret ? hide(head, rest, tail.slice(end)) : line
}
