// What was meant: host, port, security and provider, taken from the context or, failing that, from the observations.
// Shared by the rules; nothing here decides a diagnosis.

import type { Context, Endpoint, Observation, Preset, Security } from '../model.js'

const LOOPBACK_NAMES = new Set(['localhost', 'localhost.localdomain', 'ip6-localhost', '::1', '0.0.0.0', '::', ''])

/** Whether a host is this machine itself, or no host at all (the empty string, which libraries read as localhost). */
export function isLoopback(host: string): boolean {
  const name = host
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
  return LOOPBACK_NAMES.has(name) || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
}

/** Whether a host is an address of a private network (RFC 1918, RFC 4193) or a name without a dot. */
export function isPrivateHost(host: string): boolean {
  const name = host
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
  if (/^(10|127)\.\d+\.\d+\.\d+$|^192\.168\.\d+\.\d+$|^172\.(1[6-9]|2\d|3[01])\.\d+\.\d+$/.test(name)) return true
  if (name.includes(':')) return /^f[cd]/.test(name)
  return !name.includes('.') || /\.(local|lan|internal|intranet|home|corp|svc|cluster\.local)$/.test(name)
}

/** Whether a host is a documentation's or a template's, such as `smtp.example.com` or `smtp.yourdomain.com`. */
export function isSampleHost(host: string): boolean {
  const name = host.trim().toLowerCase().replace(/\.$/, '')
  if (/(^|\.)example(\.(com|org|net|edu))?$/.test(name)) return true
  if (/^(mail|mailhub|smtp|mailhost|relayhost|smtphost|host)$/.test(name)) return true
  return /(^|[.<{[_-])(your|my)[-_]?(domain|company|provider|host|mail|smtp|server|site)/.test(name)
}

/** The host that was to be reached; the empty string when the setting was visibly empty. */
export function meantHost(seen: readonly Observation[], context: Context): string | undefined {
  if (context.host !== undefined) return context.host
  const endpoint = seen.find((one) => one.endpoint)?.endpoint
  if (endpoint) return endpoint.host
  return seen.find((one): one is Extract<Observation, { kind: 'dns' }> => one.kind === 'dns' && !one.isOwnName)?.name
}

/** The port of an observation, or the one that was meant. */
export function portOf(one: Observation | undefined, context: Context): number | undefined {
  return one?.endpoint?.port ?? context.port
}

/** How the connection was to be encrypted, by the observation's endpoint or by the context. */
export function securityOf(one: Observation | undefined, context: Context): Security | undefined {
  return context.source === 'probe'
    ? (one?.endpoint?.security ?? context.security)
    : (context.security ?? one?.endpoint?.security)
}

/** The provider that was meant, when it is a real one and not this machine, a test inbox or a server of one's own. */
export function realProvider(context: Context): Preset | undefined {
  const kind = context.provider?.kind
  return kind && kind !== 'local' && kind !== 'custom' ? context.provider : undefined
}

/** Whether the provider that was meant is also reached through a program on the user's own machine (Proton Mail Bridge). */
export function hasLocalBridge({ provider, presets }: Context): boolean {
  if (!provider) return false
  const family = [provider, ...presets.besides(provider.id)]
  return family.some(({ endpoints }) => endpoints.some(({ host }) => isLoopback(host)))
}

/**
 * The well-known public server that was to be reached: a submission host of a mailbox provider or sending service.
 * Undefined for servers of one's own, for hosting companies (whose certificates differ by customer) and for bridges.
 */
export function publicServer(seen: readonly Observation[], context: Context): PublicServer | undefined {
  const host = meantHost(seen, context)
  if (host === undefined || host === '') {
    const preset = realProvider(context)
    return preset && isPublicKind(preset) && !hasLocalBridge(context) && preset.endpoints[0]
      ? { host: preset.endpoints[0].host, preset }
      : undefined
  }
  const role = context.presets.hostRole(host)
  return role?.role === 'submission' && isPublicKind(role.preset) && !isLoopback(host)
    ? { host, preset: role.preset }
    : undefined
}

export interface PublicServer {
  readonly host: string
  readonly preset: Preset
}

/** Microsoft 365 hosts its customers' domains, and everybody meets it under one public name; OAuth marks such ones. */
function isPublicKind({ kind, oauth }: Preset): boolean {
  return kind === 'mailbox' || kind === 'sending-service' || (kind === 'hosting' && oauth !== undefined)
}

const TLS_PORTS = new Set([465, 994, 2465])
const CLEAR_PORTS = new Set([25, 26, 587, 1025, 2525, 2587])

/** What a port expects first: `tls` or `clear`, by the provider's own list, then by custom (RFC 8314); else undefined. */
export function expectedStart(port: number | undefined, context: Context): 'tls' | 'clear' | undefined {
  if (port === undefined) return undefined
  const own = context.provider?.endpoints.find((endpoint) => endpoint.port === port)
  if (own) return own.security === 'tls' ? 'tls' : 'clear'
  return TLS_PORTS.has(port) ? 'tls' : CLEAR_PORTS.has(port) ? 'clear' : undefined
}

/** `smtp.gmail.com:587`, with the parts that are known. */
export function placeOf(one: Observation | undefined, context: Context): string {
  const host = one?.endpoint?.host ?? context.host
  const port = portOf(one, context)
  if (host === undefined || host === '') return port === undefined ? 'the server' : `port ${port}`
  return port === undefined ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** The endpoints that appear in the observations, each once, in order of appearance. */
export function endpointsOf(seen: readonly Observation[]): Endpoint[] {
  const found = new Map<string, Endpoint>()
  for (const { endpoint } of seen) if (endpoint && !found.has(keyOf(endpoint))) found.set(keyOf(endpoint), endpoint)
  return [...found.values()]
}

/** Whether two endpoints are the same server and port. */
export function isSameEndpoint(a: Endpoint | undefined, b: Endpoint | undefined): boolean {
  return a !== undefined && b !== undefined && keyOf(a) === keyOf(b)
}

function keyOf({ host, port }: Endpoint): string {
  return `${host.toLowerCase()} ${port}`
}
