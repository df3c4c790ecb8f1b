// All presets with the questions that the other parts ask of them: whose domain, whose MX, what is this host good for.
// Loading this module loads every preset, so the program imports it only where one is needed.

import type { HostRole, Preset, PresetDirectory } from '../model.js'
import { nearestHostIn } from './nearest-host.js'
import { domainsOf, endpointsOf, mainEndpoints, submissionHosts } from './preset-hosts.js'
import generated from './presets.json' with { type: 'json' }

let loaded: PresetDirectory | undefined

/** The directory of the presets that come with the program; built once. */
export function loadPresets(): PresetDirectory {
  // The test of the schema reads every file, so the shape needs no second check at run time.
  loaded ??= presetDirectory(generated as unknown as readonly Preset[])
  return loaded
}

/**
 * A directory over any list of presets. Where two claim one name, the better ranked has it, and a preset that is the
 * same service as another leaves its submission hosts to that one.
 */
export function presetDirectory(presets: readonly Preset[]): PresetDirectory {
  const all = [...presets].sort(byRank)
  const ids = indexNames(all, (preset) => [preset.id, ...preset.aliases, ...regionNames(preset)])
  for (const preset of all) ids.set(preset.id.toLowerCase(), preset)
  const domains = indexNames(all, domainsOf)
  const suffixes = indexNames(all, ({ mx }) => mx)
  const roles = indexRoles(all, (id) => ids.get(id))

  const byMx = (mx: string): Preset | undefined => {
    const labels = bareName(mx).split('.')
    for (let skip = 0; skip < labels.length; skip++) {
      const found = suffixes.get(labels.slice(skip).join('.'))
      if (found) return found
    }
    return undefined
  }
  const hostRole = (host: string, domain?: string): HostRole | undefined => {
    const name = bareName(host)
    const isOwnDomain = domain !== undefined && !domainOwner(bareName(domain), domains)
    const known = roles.get(name)
    if (isOwnDomain && known?.preset.kind === 'mailbox' && known.role !== 'submission')
      return hostingRole(name, all) ?? known
    return known ?? incomingRole(name, roles, domains) ?? mxRole(name, byMx)
  }
  return {
    all,
    byId: (id) => ids.get(id.trim().toLowerCase()),
    byDomain: (domain) => domainOwner(bareName(domain), domains),
    byMx,
    hostRole,
    nearestHost: (host) => (hostRole(host) ? undefined : nearestHostIn(bareName(host), roles, domains)),
  }
}

function byRank(a: Preset, b: Preset): number {
  const [first, second] = [a.rank ?? Number.MAX_SAFE_INTEGER, b.rank ?? Number.MAX_SAFE_INTEGER]
  return first - second || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** Lower case, without the root's dot and without blanks around it. */
function bareName(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '')
}

/** The owner of a domain, by itself or as one below `*.onmicrosoft.com`. */
function domainOwner(domain: string, domains: ReadonlyMap<string, Preset>): Preset | undefined {
  return domains.get(domain) ?? domains.get(`*${domain.slice(domain.indexOf('.'))}`)
}

const regionNames = (preset: Preset) => (preset.regions ?? []).flatMap(({ aliases }) => aliases ?? [])

function indexNames(presets: readonly Preset[], namesOf: (preset: Preset) => readonly string[]): Map<string, Preset> {
  const index = new Map<string, Preset>()
  for (const preset of presets)
    for (const name of namesOf(preset)) if (!index.has(name.toLowerCase())) index.set(name.toLowerCase(), preset)
  return index
}

/** Submission hosts first, so that no other list can take one away; then retired names, then wrong ones. */
function indexRoles(presets: readonly Preset[], byId: (id: string) => Preset | undefined): Map<string, HostRole> {
  const roles = new Map<string, HostRole>()
  const add = (host: string, role: HostRole) => {
    if (!roles.has(host)) roles.set(host, role)
  }
  // A name for this machine belongs to no test inbox that happens to listen there.
  const local = presets.find(({ kind }) => kind === 'local')
  if (local)
    for (const host of [...submissionHosts(local), '127.0.0.1', '::1']) add(host, { preset: local, role: 'submission' })
  for (const preset of presets) {
    const owner = (preset.sameServiceAs && byId(preset.sameServiceAs)) || preset
    for (const host of submissionHosts(preset)) add(host, { preset: owner, role: 'submission' })
  }
  for (const preset of presets)
    for (const { host, instead, note } of preset.retired ?? [])
      add(host, { preset, role: 'retired', instead, ...(note && { note }) })
  for (const preset of presets)
    for (const { host, role, instead, note } of preset.wrongHosts ?? [])
      add(host, { preset, role, instead, ...(note && { note }) })
  return roles
}

/** What a hosting company says of a name that is not its submission server. */
function hostingRole(host: string, presets: readonly Preset[]): HostRole | undefined {
  for (const preset of presets.filter(({ kind }) => kind === 'hosting')) {
    const wrong = preset.wrongHosts?.find((one) => one.host === host)
    if (wrong) return { preset, ...wrong }
  }
  return undefined
}

const INCOMING = /^(?:imaps?|imap4|imap-mail|pops?|pop3s?|pop-mail)\.(.+)$/

/** imap.X and pop.X, where X is a provider's domain or the rest of its smtp.X. */
function incomingRole(
  host: string,
  roles: ReadonlyMap<string, HostRole>,
  domains: ReadonlyMap<string, Preset>,
): HostRole | undefined {
  const rest = INCOMING.exec(host)?.[1]
  if (!rest) return undefined
  for (const first of ['smtp', 'mail', 'smtps', 'smtpauth']) {
    const role = roles.get(`${first}.${rest}`)
    if (role?.role === 'submission')
      return { preset: role.preset, role: 'incoming', instead: `${first}.${rest}`, note: incomingNote(host) }
  }
  const preset = domains.get(rest)
  const instead = preset && endpointsOf(preset, undefined, rest)[0]?.host
  return preset && instead ? { preset, role: 'incoming', instead, note: incomingNote(host) } : undefined
}

function incomingNote(host: string): string {
  return `${host} is for fetching mail (${host.startsWith('imap') ? 'IMAP' : 'POP3'}), not for sending it.`
}

/** Names as MX records have them. Only with such a form is a name under an MX suffix taken for one that receives. */
const MX_FORM =
  /(?:^|[.-])(?:mxs?|emx|aspmx|mxbiz|mxext|smtpin|inbound-smtp|in)\d*[.-]|\.protection\.outlook\.com$|\.yahoodns\.net$/

function mxRole(host: string, byMx: (mx: string) => Preset | undefined): HostRole | undefined {
  const preset = MX_FORM.test(host) ? byMx(host) : undefined
  const instead = preset && mainEndpoints(preset, { domain: '', mx: host })[0]?.host
  return preset && instead
    ? {
        preset,
        role: 'mx',
        instead,
        note: `${host} takes mail for its own users only; nobody can log in there to send.`,
      }
    : undefined
}
