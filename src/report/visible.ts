// The one place where untrusted text is made safe to show: no control character reaches a terminal or a file as itself.

/**
 * C0 and C1 controls, DEL, Unicode line separators, and the invisible or direction-changing characters with which text
 * can be made to look like other text (CVE-2021-42574).
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u0000': '\\0' }

/** Returns the text with every unsafe character written as an escape (`\x1b`, `\u202e`). One line in, one line out. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const short = SHORT[character]
    if (short) return short
    const code = character.charCodeAt(0)
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** As `visible`, but keeps line feeds: for text of our own making that quotes untrusted parts. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}
