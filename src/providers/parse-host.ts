// What people put where a host name belongs: URLs, host:port, quotes, commas, dots. Taken apart and said aloud.

import { isIPv4, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'
import { type Security, UsageError } from '../model.js'
import { parsePort } from './parse-ports.js'

export interface ParsedHost {
  /** Lower case, ASCII (IDN as A-labels), without a root dot; IP addresses without brackets. */
  readonly host: string
  readonly port?: number
  readonly security?: Security
  /** What was changed, in words; absent when nothing but letter case was. */
  readonly remark?: string
}

const MAX_INPUT_CHARACTERS = 1000
const MAX_HOST_CHARACTERS = 253
/** `smtp` and `submission` say nothing about security: they are written for port 465 as often as for 587. */
const SCHEMES: Readonly<Record<string, Security | undefined>> = {
  smtps: 'tls',
  submissions: 'tls',
  ssl: 'tls',
  tls: 'tls',
}
const WRAPPED = /^(?:"(.*)"|'(.*)'|`(.*)`|“(.*)”|‘(.*)’|<(.*)>|\((.*)\))$/u

/**
 * Reads a host as a person typed it: `smtp://mail.example.com:587/`, `"mail.example.com",`, `[::1]:25`, `müller.example.`.
 * An e-mail address is refused here; its domain is another question.
 * @throws UsageError for an empty host, control characters (CR, LF and NUL among them) and what is no host name
 */
export function parseHost(text: string): ParsedHost {
  if (text.length > MAX_INPUT_CHARACTERS) throw new UsageError('the host is far too long to be one')
  if (/\p{Cc}/u.test(text))
    throw new UsageError('the host holds a line break or another control character; type it again')
  const typed = text.replace(/[\p{Zs}\p{Cf}]+/gu, ' ').trim()
  const bare = unwrap(typed)
  if (bare === '') throw new UsageError('the host is empty; give the name of the mail server, such as smtp.example.com')
  const { rest, scheme, hasUserinfo } = withoutUrl(bare)
  if (!scheme && rest.includes('@'))
    throw new UsageError('an e-mail address stands where the host belongs; give the name of the mail server')
  const { name, port } = splitPort(rest)
  const host = toHost(name)
  const security = scheme ? SCHEMES[scheme] : undefined
  const remark = remarkOn(text, typed, { host, port, hasUserinfo })
  return { host, ...(port !== undefined && { port }), ...(security && { security }), ...(remark && { remark }) }
}

function remarkOn(
  text: string,
  typed: string,
  read: { readonly host: string; readonly port: number | undefined; readonly hasUserinfo: boolean },
): string | undefined {
  if (text.toLowerCase() === read.host) return undefined
  if (typed.toLowerCase() === read.host) return `Blanks around the host were left out: ${read.host}.`
  // A URL with a user part may hold a password, so that it is never repeated.
  const shown = read.hasUserinfo ? 'The URL' : `"${typed}"`
  return `${shown} was read as the host ${read.host}${read.port === undefined ? '' : `, port ${read.port}`}.`
}

/** Takes away what encloses or follows a name or address in lists, code and prose; nested a few times at most. */
export function unwrap(text: string): string {
  let bare = text
  for (let round = 0; round < 8; round++) {
    const inside = WRAPPED.exec(bare)
      ?.slice(1)
      .find((group) => group !== undefined)
    const next = (inside ?? bare).replace(/^[\s,;]+|[\s,;]+$/g, '')
    if (next === bare) break
    bare = next
  }
  return bare
}

function withoutUrl(text: string): { rest: string; scheme?: string; hasUserinfo: boolean } {
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (!scheme) return { rest: text.replace(/\/+$/, ''), hasUserinfo: false }
  const authority = text.slice(scheme.length + 3).split(/[/?#]/, 1)[0] ?? ''
  const at = authority.lastIndexOf('@')
  return { rest: authority.slice(at + 1), scheme, hasUserinfo: at >= 0 }
}

function splitPort(text: string): { name: string; port?: number } {
  if (isIPv6Literal(text)) return { name: text }
  const parts = /^(\[[^\]]*\]|[^:[\]]*):(.*)$/.exec(text)
  if (!parts) return { name: text }
  const [, name = '', number = ''] = parts
  if (number === '') return { name }
  const port = parsePort(number.trim())
  if (port === undefined) throw new UsageError(`"${number}" after the host is not a port from 1 to 65535`)
  return { name, port }
}

function toHost(text: string): string {
  const name = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .trim()
    .replace(/\.+$/, '')
  if (isIPv4(name) || isIPv6Literal(name)) return name.toLowerCase()
  const ascii = /^[\x20-\x7e]*$/.test(name) ? name.toLowerCase() : domainToASCII(name)
  if (!isHostName(ascii)) throw new UsageError(`"${text.trim()}" is not a host name; one looks like smtp.example.com`)
  return ascii
}

/** Node's pattern takes 5 ms to compile, so it is not asked about names. */
function isIPv6Literal(text: string): boolean {
  return text.includes(':') && isIPv6(text)
}

/**
 * Whether a text is a host name (RFC 1123 section 2.1) or an IP address; underscores pass, since containers have them.
 * All-numeric names that are no IP address do not.
 */
export function isHostName(text: string): boolean {
  if (isIPv4(text) || isIPv6Literal(text)) return true
  if (text.length === 0 || text.length > MAX_HOST_CHARACTERS || /^[0-9.]+$/.test(text)) return false
  return text.split('.').every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label))
}
