// From what the user says about an account to what is to be examined: which provider, host, ports and user name.

import { isIPv4 } from 'node:net'
import { domainToASCII } from 'node:url'
import {
  type CheckTarget,
  type Endpoint,
  type HostRole,
  type Preset,
  type PresetDirectory,
  type TargetInput,
  UsageError,
} from '../model.js'
import { nearestDomain, nearestIds } from './nearest-host.js'
import { type ParsedHost, parseHost, unwrap } from './parse-host.js'
import { defaultSecurity, parsePorts } from './parse-ports.js'
import { endpointsOf, regionOf } from './preset-hosts.js'
import { fillUsername } from './username.js'

/** The ports of RFC 6409 and RFC 8314, the preferred first, and 25 since so many programs try it. */
const USUAL_PORTS = [587, 465, 25]
/** Presets whose servers take mail from addresses at any domain. */
const SENDS_FOR_OTHERS: readonly Preset['kind'][] = ['sending-service', 'relay', 'test-inbox', 'local']

/**
 * Works out what to examine. The provider comes from its id, else from the address's domain, else from the host.
 * A retired or wrong host is replaced, and said; a misspelt one is kept, and the likely name said.
 * @throws UsageError for an unknown provider (naming the nearest), for addresses, hosts and ports that are none, and
 * when neither provider nor host is known
 */
export function resolveTarget(input: TargetInput, directory: PresetDirectory): CheckTarget {
  const remarks: string[] = []
  const address = input.address === undefined ? undefined : readAddress(input.address)
  if (address !== undefined && address !== input.address?.trim())
    remarks.push(`"${input.address?.trim()}" was read as the address ${address}.`)
  const domain = address && addressDomain(address)
  const named = input.provider === undefined ? undefined : presetNamed(input.provider, directory)
  const typed = input.host === undefined ? undefined : hostFrom(input.host, directory, remarks)
  const provider = named ?? presetOf(domain, typed?.host, directory)
  const host = typed && rightHost(typed, provider, input, directory, remarks)
  const region = provider && regionOf(provider, { domain, host: host ?? typed?.host, name: input.provider })
  const own = provider ? endpointsOf(provider, region, ownDomain(provider, domain)).map(endpointOnly) : []
  const finalHost = host ?? own[0]?.host
  if (!finalHost) throw unknownServer(provider, domain, directory)
  const username = usernameOf(input.username, provider, address)
  return {
    ...(address !== undefined && { address }),
    ...(provider && { provider }),
    host: finalHost,
    endpoints: endpointsFor(finalHost, own, { provider, typed, ports: input.ports }),
    ...(username !== undefined && { username }),
    remarks,
  }
}

/** The domain of an e-mail address, lower case and ASCII. */
export function addressDomain(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return domainToASCII(domain) || domain.toLowerCase()
}

/** An address without what it was copied with: a name, `mailto:`, brackets or quotes around it, a comma or dot behind it. */
export function plainAddress(text: string): string {
  const [, named] = /^[^<>@]*<([^<>]+)>[\s,;]*$/.exec(text.trim()) ?? []
  return unwrap(unwrap((named ?? text).trim()).replace(/^mailto:/i, '')).replace(/\.$/, '')
}

/**
 * An address as it was meant.
 * @throws UsageError for control characters and for what is no address
 */
export function readAddress(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new UsageError('the address holds a line break or another control character')
  const address = plainAddress(text)
  const at = address.lastIndexOf('@')
  const isAddress =
    at > 0 &&
    at < address.length - 1 &&
    address.length <= 320 &&
    !/[\s<>,;]/.test(address.slice(at)) &&
    hasLocalPart(address.slice(0, at))
  if (!isAddress) throw new UsageError(`"${address}" is not an e-mail address; one looks like name@example.com`)
  return address
}

/** RFC 5321 section 4.1.2: blanks and commas only between quotes. */
function hasLocalPart(local: string): boolean {
  return /^".*"$/.test(local) || !/[\s<>,;]/.test(local)
}

function presetNamed(id: string, directory: PresetDirectory): Preset {
  const preset = directory.byId(id)
  if (preset) return preset
  const near = nearestIds(id, directory)
  const shown = id.replace(/\p{Cc}/gu, '?').slice(0, 60)
  throw new UsageError(
    near.length > 0
      ? `there is no provider "${shown}"; did you mean ${near.join(', ')}? "smtp-doctor providers" lists all`
      : `there is no provider "${shown}"; "smtp-doctor providers" lists all, and "--provider custom --host NAME" takes any server`,
  )
}

/** An address in the field of the host means the server of its domain. */
function hostFrom(text: string, directory: PresetDirectory, remarks: string[]): ParsedHost {
  const bare = text.trim()
  const isAddress = bare.includes('@') && !bare.includes('://') && !/[\p{Cc}\s]/u.test(bare)
  const preset = isAddress ? directory.byDomain(addressDomain(bare)) : undefined
  const host = preset && endpointsOf(preset, regionOf(preset, { domain: addressDomain(bare) }))[0]?.host
  if (host) {
    remarks.push(`The host was given as an e-mail address; ${host}, the server of ${preset.name}, is used.`)
    return { host }
  }
  const parsed = parseHost(text)
  if (parsed.remark) remarks.push(parsed.remark)
  return parsed
}

/** The address decides, unless the host belongs to somebody who sends for any domain. */
function presetOf(
  domain: string | undefined,
  host: string | undefined,
  directory: PresetDirectory,
): Preset | undefined {
  const byHost = host ? directory.hostRole(host, domain)?.preset : undefined
  if (byHost && SENDS_FOR_OTHERS.includes(byHost.kind)) return byHost
  return (domain && directory.byDomain(domain)) || byHost
}

/** The host to connect to in place of a typed one that is known not to be a submission server. */
function rightHost(
  typed: ParsedHost,
  provider: Preset | undefined,
  input: TargetInput,
  directory: PresetDirectory,
  remarks: string[],
): string {
  const role = ownRole(typed.host, provider) ?? directory.hostRole(typed.host)
  if (!role) {
    const near = directory.nearestHost(typed.host)
    if (near) remarks.push(`${typed.host} is not a known server; did you mean ${near.host} (${near.preset.name})?`)
    return typed.host
  }
  if (role.role === 'submission' || !role.instead) return typed.host
  // Whoever names an MX and port 25 alone wants to deliver to its own users, which needs no login.
  if (role.role === 'mx' && [input.ports?.trim(), String(typed.port)].includes('25')) return typed.host
  remarks.push(`${whyReplaced(typed.host, role)} ${role.instead} is used.`)
  return role.instead
}

/** What the provider itself says of a host, before what others say of it. */
function ownRole(host: string, provider: Preset | undefined): HostRole | undefined {
  if (!provider) return undefined
  const wrong = provider.wrongHosts?.find((one) => one.host === host)
  if (wrong) return { preset: provider, ...wrong }
  const retired = provider.retired?.find((one) => one.host === host)
  return retired && { preset: provider, role: 'retired', ...retired }
}

function whyReplaced(host: string, { role, preset, note }: HostRole): string {
  if (note) return note
  switch (role) {
    case 'retired':
      return `${host} is a retired name of ${preset.name}.`
    case 'incoming':
      return `${host} is for fetching mail, not for sending it.`
    case 'mx':
      return `${host} only takes mail for its own users.`
    default:
      return `${host} is not the server to which ${preset.name} takes mail from programs.`
  }
}

function ownDomain(provider: Preset, domain: string | undefined): string | undefined {
  return domain && provider.domains.includes(domain) ? domain : provider.domains[0]
}

const endpointOnly = ({ host, port, security }: Endpoint): Endpoint => ({ host, port, security })

function endpointsFor(
  host: string,
  own: readonly Endpoint[],
  asked: {
    readonly provider: Preset | undefined
    readonly typed: ParsedHost | undefined
    readonly ports: string | undefined
  },
): Endpoint[] {
  const { provider, typed, ports } = asked
  // A host of the user's own is expected to have the ports of the preset's first host: only the name is overridden.
  const model = own.some((endpoint) => endpoint.host === host) ? host : own[0]?.host
  const presetPorts = own.filter((endpoint) => endpoint.host === model)
  const securityOf = (port: number) =>
    presetPorts.find((endpoint) => endpoint.port === port)?.security ?? defaultSecurity(port)
  if (ports !== undefined) return parsePorts(ports, securityOf).map((choice) => ({ host, ...choice }))
  const first = typed && preferredPort(typed, securityOf)
  const isLocal = isLoopback(host) && presetPorts.length > 0
  const rest = isLocal ? [] : USUAL_PORTS.filter((port) => !provider?.closedPorts?.includes(port))
  const all = [...(first ? [first] : []), ...presetPorts, ...rest.map((port) => ({ port, security: securityOf(port) }))]
  const seen = new Map<number, Endpoint>()
  for (const { port, security } of all) if (!seen.has(port)) seen.set(port, { host, port, security })
  return [...seen.values()]
}

/** The port that was written behind the host or that its scheme stands for. */
function preferredPort(
  { port, security }: ParsedHost,
  securityOf: (port: number) => Endpoint['security'],
): Omit<Endpoint, 'host'> | undefined {
  if (port !== undefined) return { port, security: security ?? securityOf(port) }
  return security === 'tls' ? { port: 465, security } : undefined
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
  )
}

function usernameOf(
  given: string | undefined,
  provider: Preset | undefined,
  address: string | undefined,
): string | undefined {
  if (given === undefined) return provider ? fillUsername(provider.username, address) : address
  if (/[\r\n\0]/.test(given)) throw new UsageError('the user name holds a line break or a NUL character')
  return given
}

function unknownServer(
  provider: Preset | undefined,
  domain: string | undefined,
  directory: PresetDirectory,
): UsageError {
  if (provider) return new UsageError(`${provider.name} needs the name of the server: add --host NAME`)
  if (!domain) return new UsageError('say which server: an address, --provider ID or --host NAME')
  const near = nearestDomain(domain, directory)
  return new UsageError(
    near
      ? `${domain} is not a known mail domain; did you mean ${near.domain}? If not, add --host NAME`
      : `no preset knows ${domain}: add --host NAME or --provider ID, or look the domain up with "smtp-doctor providers --discover ${domain}"`,
  )
}
