// Values to JSON that is safe to print: the same escapes for a terminal as everywhere, in JSON's own notation.

/** What a terminal or an editor could act on or hide, beside what JSON.stringify escapes by itself. */
const UNSAFE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/** JSON text; `indent` 0 puts it on one line. Parsing it gives the value back unchanged. */
export function renderJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, undefined, indent).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
