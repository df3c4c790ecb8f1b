// Mail settings as a URL (`smtps://user:secret@host:port`), as Symfony, Auth.js and others take them.

import type { Security } from '../model.js'

/** Percent-encodes everything that is not unreserved (RFC 3986 section 2.3), so that no quoting around it matters. */
export function urlPart(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

export interface MailUrl {
  readonly scheme: string
  readonly host: string
  readonly port?: number
  readonly username?: string
  readonly secret?: string
  readonly query: ReadonlyMap<string, string>
}

export interface MailUrlParts {
  readonly scheme: string
  readonly host: string
  readonly port: number
  readonly username?: string | undefined
  readonly secret?: string | undefined
  readonly query?: Readonly<Record<string, string>>
  /** What stands between the authority and the query; empty by default. */
  readonly path?: string
}

/** The URL; an IPv6 address gets its brackets. */
export function renderMailUrl({ scheme, host, port, username, secret, query = {}, path = '' }: MailUrlParts): string {
  const login =
    username === undefined ? '' : `${urlPart(username)}${secret === undefined ? '' : `:${urlPart(secret)}`}@`
  const authority = host.includes(':') ? `[${host}]` : host
  const parameters = Object.entries(query).map(([name, value]) => `${urlPart(name)}=${urlPart(value)}`)
  return `${scheme}://${login}${authority}:${port}${path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`
}

/** Reads a URL of this kind; undefined when it is none. What cannot be decoded stays as it is. */
export function parseMailUrl(text: string): MailUrl | undefined {
  const match =
    /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?(\[[^\]/?#]*\]|[^:/?#]*)(?::(\d+))?(?:\/[^?#]*)?(?:\?([^#]*))?/i.exec(text)
  if (!match) return undefined
  const [, scheme = '', login, host = '', port, query = ''] = match
  const colon = login?.indexOf(':') ?? -1
  return {
    scheme: scheme.toLowerCase(),
    host: host.replace(/^\[|\]$/g, ''),
    ...(port && { port: Number(port) }),
    ...(login !== undefined && { username: decode(colon < 0 ? login : login.slice(0, colon)) }),
    ...(login !== undefined && colon >= 0 && { secret: decode(login.slice(colon + 1)) }),
    query: new Map(new URLSearchParams(query)),
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * `smtps` is implicit TLS; `smtp` is STARTTLS where the server offers it, unless the URL says more. On 465 Symfony goes
 * over to implicit TLS by itself; nodemailer does what the scheme says.
 */
export function securityOfUrl(
  { scheme, port, query }: MailUrl,
  isLiteral = false,
): { value: Security; isOpportunistic?: boolean } {
  if (scheme === 'smtps' || (port === 465 && !isLiteral)) return { value: 'tls' }
  if (query.get('auto_tls') === 'false' || query.get('ignoreTLS') === 'true') return { value: 'none' }
  const isRequired = query.get('requireTLS') === 'true' || query.get('require_tls') === 'true'
  return isRequired ? { value: 'starttls' } : { value: 'starttls', isOpportunistic: true }
}
