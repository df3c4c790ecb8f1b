// Reads Thunderbird's autoconfiguration document (config-v1.1.xml). What it says comes from strangers: no entities, no
// DTD, nothing kept but host names, ports and words that were checked.

import { XMLParser } from 'fast-xml-parser'
import type { Security } from '../../model.js'
import { DISCOVERY } from './discovery-limits.js'
import { publishedHost } from './published-host.js'

export interface PublishedServer {
  readonly host: string
  readonly port: number
  readonly security: Security
  /** A template such as `%EMAILADDRESS%`; absent when it is unknown. */
  readonly username?: string
  /** Whether a password or only OAuth 2.0 is named; absent when the document is silent. */
  readonly login?: 'password' | 'oauth' | 'none'
}

const SECURITIES: Readonly<Record<string, Security>> = { ssl: 'tls', tls: 'tls', starttls: 'starttls', plain: 'none' }

/**
 * The outgoing servers of the document in its order, `%EMAILDOMAIN%` in host names replaced by `domain`; undefined when
 * the text is no such document (a web page, a DTD, broken XML), an empty list when it names no usable server.
 */
export function parseAutoconfig(text: string, domain: string): PublishedServer[] | undefined {
  const root = parseXml(text)?.clientConfig
  if (!isRecord(root)) return undefined
  return asList(root.emailProvider)
    .filter(isRecord)
    .flatMap((provider) => asList(provider.outgoingServer))
    .filter(isRecord)
    .filter((server) => server['@type'] === 'smtp')
    .slice(0, DISCOVERY.records)
    .flatMap((server) => readServer(server, domain) ?? [])
}

function parseXml(text: string): Record<string, unknown> | undefined {
  // A DTD is never needed here, and it is the door to entity expansion and to external references.
  if (/<!DOCTYPE|<!ENTITY/i.test(text) || !text.includes('<clientConfig')) return undefined
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
  })
  try {
    const document: unknown = parser.parse(text, true)
    return isRecord(document) ? document : undefined
  } catch {
    return undefined
  }
}

function readServer(server: Record<string, unknown>, domain: string): PublishedServer | undefined {
  const host = publishedHost(textOf(server.hostname).replaceAll('%EMAILDOMAIN%', domain))
  const port = /^[0-9]{1,5}$/.test(textOf(server.port)) ? Number(textOf(server.port)) : 0
  const security = SECURITIES[textOf(server.socketType).toLowerCase()]
  if (!host || port < 1 || port > 65_535 || !security) return undefined
  const username = readUsername(textOf(server.username))
  const login = readLogin(asList(server.authentication).map((one) => textOf(one).toLowerCase()))
  return { host, port, security, ...(username && { username }), ...(login && { login }) }
}

/** Only templates that can be filled in: another placeholder, or a name for everybody, helps nobody here. */
function readUsername(text: string): string | undefined {
  const rest = text.replace(/%EMAIL(?:ADDRESS|LOCALPART|DOMAIN)%/g, '')
  return rest !== text && text.length <= 100 && /^[\w.@+-]*$/.test(rest) ? text : undefined
}

function readLogin(methods: readonly string[]): PublishedServer['login'] {
  if (methods.some((method) => method.startsWith('password') || method === 'plain' || method === 'secure'))
    return 'password'
  if (methods.includes('oauth2')) return 'oauth'
  return methods.some((method) => method === 'none' || method === 'client-ip-address') ? 'none' : undefined
}

function asList(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  // An element with attributes holds its text beside them; of several elements the first counts.
  if (Array.isArray(value)) return textOf(value[0])
  return isRecord(value) ? textOf(value['#text']) : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
