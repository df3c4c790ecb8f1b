// What the base64 of a pasted login says: decoded to be judged, never to be shown. A value here is a fact about a secret,
// not the secret, except `values`, which exist only so that redact.ts can take them out wherever else they stand.

/** What stands where a secret stood. */
export const REDACTED = '<redacted>'

/** What is visibly wrong with a user name or secret as it was sent. */
export type SecretFault = 'empty' | 'undefined' | 'unexpanded' | 'placeholder' | 'quoted' | 'blanks' | 'not-ascii'

export interface DecodedLogin {
  readonly mechanism?: string
  readonly username?: string
  readonly faults: readonly SecretFault[]
  /** Secrets in clear, to be removed from everything that is printed. */
  readonly values: readonly string[]
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=?|[A-Za-z0-9+/]{2})?$/

/** The text behind base64, or undefined when it is none or holds unprintable bytes other than SASL's separators. */
export function decodeBase64(encoded: string): string | undefined {
  const raw = bytesBehind(encoded)
  return raw === undefined ? undefined : textOf(raw)
}

/** The bytes, one a character; undefined for what is no base64 of a text. */
function bytesBehind(encoded: string): string | undefined {
  if (encoded.length < 4 || encoded.length > 8192 || !BASE64.test(encoded)) return undefined
  const raw = atob(padded(encoded))
  // Most long words that look like base64 are none: that shows before a decoder is needed.
  return /[\u0002-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(raw) ? undefined : raw
}

function textOf(raw: string): string | undefined {
  if (!/[\u0080-\u00ff]/.test(raw)) return raw
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(raw, (character) => character.charCodeAt(0)),
    )
  } catch {
    return undefined
  }
}

function padded(encoded: string): string {
  return encoded.replace(/=+$/, '').padEnd(Math.ceil(encoded.replace(/=+$/, '').length / 4) * 4, '=')
}

const SEPARATED = /\u0001auth=|\u0000[^\u0000]*\u0000/

/** SASL PLAIN (RFC 4616) or XOAUTH2 behind an initial response; undefined when it is neither. */
export function decodeInitialResponse(encoded: string): DecodedLogin | undefined {
  const raw = bytesBehind(encoded)
  // Names of classes are base64 too, and stack traces are full of them.
  if (raw === undefined || !SEPARATED.test(raw)) return undefined
  const text = textOf(raw)
  if (text === undefined) return undefined
  if (text.includes('\u0001auth=')) {
    const username = /(?:^|,)(?:user|a)=([^\u0001,]*)/.exec(text)?.[1]
    const token = /auth=Bearer ?([^\u0001]*)/i.exec(text)?.[1] ?? ''
    return { mechanism: 'XOAUTH2', ...(username && { username }), faults: faultsOf(token), values: [token] }
  }
  const parts = text.split('\u0000')
  if (parts.length < 3) return undefined
  const [username = '', secret = ''] = parts.slice(-2)
  return {
    mechanism: 'PLAIN',
    ...(username && { username }),
    faults: [...new Set([...faultsOf(username), ...faultsOf(secret)])],
    values: [secret],
  }
}

/** What a user name or password shows by itself. */
export function faultsOf(value: string): SecretFault[] {
  const faults: SecretFault[] = []
  if (value.trim() === '') return ['empty']
  if (/^(?:undefined|null|none|nil|\(null\)|nan|\[object Object\])$/i.test(value)) return ['undefined']
  if (
    /\$\{[\w.:-]*\}|\$\([\w.]*\)|\{\{[^{}]*\}\}|<%=|^%[A-Za-z_]+%|%[us]@%[us]|^\$[A-Z_][A-Z0-9_]*$|process\.env\.|getenv\(/.test(
      value,
    )
  )
    faults.push('unexpanded')
  if (/^<[^<>]*>$|^(?:your|my)[-_ ]?\w*(?:password|user|name|email)|^(?:change[-_ ]?me|xxx+|placeholder)$/i.test(value))
    faults.push('placeholder')
  if (/^(["']).*\1$/.test(value)) faults.push('quoted')
  if (value !== value.trim()) faults.push('blanks')
  if (/[^\u0000-\u007f]/.test(value)) faults.push('not-ascii')
  return faults
}

/** Whether a value is so much of a secret that it may be looked for anywhere: no short piece, no common word. */
export function isTelling(value: string): boolean {
  return value.length >= 6 && !/^[a-z]{1,10}$/.test(value)
}

/** How a secret looks where it was encoded. */
export function encodings(value: string): string[] {
  if (!/^[\u0020-\u007e]+$/.test(value)) return []
  const forms = [btoa(value), encodeURIComponent(value)]
  return forms.filter((form) => form !== value && form.length >= 8)
}

/** Words that end lines of logs, and what programs print in place of secrets. */
export function isWord(text: string): boolean {
  return (
    (/^(?:PLACEHOLDER|[a-z]+|[A-Z]?[a-z]+|[A-Z]{2,12}|\d{1,6})$/.test(text) && !/^(?:dW|bn|Tm|Og|Iy)/.test(text)) ||
    text === 'PLACEHOLDER'
  )
}
