// The parts of a bounce that are pasted as they stand in a message's source: base64 and quoted-printable (RFC 2045,
// section 6) become the text that they carry. A paste is rarely a whole message, so only its fields and lines are read.

const ENCODED = /^content-transfer-encoding:[ \t]*(?:base64|quoted-printable)/im

/** The text with its encoded parts readable; what cannot be decoded stays as it is. */
export function decodeParts(text: string): string {
  if (!ENCODED.test(text)) return text
  return withoutSoftBreaks(decodeBase64Parts(text.split(/\r?\n/)).join('\n'))
}

const IS_BASE64 = /^content-transfer-encoding:[ \t]*base64[ \t]*$/i
const BODY_LINE = /^[ \t]*[A-Za-z0-9+/]{1,100}={0,2}[ \t]*$/

function decodeBase64Parts(lines: readonly string[]): string[] {
  const decoded: string[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (!IS_BASE64.test(line)) {
      decoded.push(line)
      at += 1
      continue
    }
    const before = decoded.slice(decoded.lastIndexOf('') + 1)
    const bodyAt = lines.indexOf('', at) + 1
    if (bodyAt === 0) return [...decoded, ...lines.slice(at)]
    let endAt = bodyAt
    while (BODY_LINE.test(lines[endAt] ?? '')) endAt += 1
    const fields = lines.slice(at, bodyAt)
    decoded.push(...fields, ...decodeBody([...before, ...fields].join('\n'), lines.slice(bodyAt, endAt)))
    at = endAt
  }
  return decoded
}

/** The lines of a text or of a message that came back; an attachment says nothing about why. */
function decodeBody(fields: string, body: readonly string[]): readonly string[] {
  const type = /^content-type:[ \t]*([\w.+-]{1,80})\//im.exec(fields)?.[1]?.toLowerCase()
  if (type !== undefined && type !== 'text' && type !== 'message') return body
  const charset = /\bcharset=["']?([\w-]{1,40})/i.exec(fields)?.[1] ?? 'utf-8'
  try {
    const bytes = Uint8Array.from(atob(body.join('').replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
    return new TextDecoder(charset).decode(bytes).split(/\r?\n/)
  } catch {
    return body
  }
}

function withoutSoftBreaks(text: string): string {
  if (!/^content-transfer-encoding:[ \t]*quoted-printable/im.test(text)) return text
  return text
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[89A-F][0-9A-F]){2,}/g, (codes) => decodeCodes(codes) ?? codes)
    .replace(/=(?:20|3D)/g, (code) => (code === '=20' ? ' ' : '='))
}

/** Letters outside ASCII in UTF-8; undefined when they are of another character set. */
function decodeCodes(codes: string): string | undefined {
  const bytes = Uint8Array.from(codes.slice(1).split('='), (code) => Number.parseInt(code, 16))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
