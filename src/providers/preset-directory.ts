// All presets with the questions that the other parts ask of them: whose domain, whose MX, what is this host good for.
// The names are an index of their own, so that a question about one of them reads no more than one preset.

import type { HostRole, Preset, PresetDirectory } from '../model.js'
import { nearestHostIn } from './nearest-host.js'
import { endpointsOf, mainEndpoints } from './preset-hosts.js'
import { bareName, byRank, type KnownHost, namesOf, type PresetNames } from './preset-names.js'
import generatedNames from './preset-names.json' with { type: 'json' }
import generated from './presets.json' with { type: 'json' }

let loaded: PresetDirectory | undefined

/** The directory of the presets that come with the program; built once. */
export function loadPresets(): PresetDirectory {
  // The tests read every file of both, so the shapes need no second check at run time.
  const presets = generated as unknown as readonly Preset[]
  loaded ??= directoryOf(presets, generatedNames as unknown as PresetNames)
  return loaded
}

/**
 * A directory over any list of presets. Where two claim one name, the better ranked has it, and a preset that is the
 * same service as another leaves its submission hosts to that one.
 */
export function presetDirectory(presets: readonly Preset[]): PresetDirectory {
  const sorted = [...presets].sort(byRank)
  return directoryOf(sorted, namesOf(sorted))
}

/** Asks the names first: the program parses a preset when it is touched. */
function directoryOf(all: readonly Preset[], names: PresetNames): PresetDirectory {
  const presetAt = (index: number | undefined) => (index === undefined ? undefined : all[index])
  const roleOf = ({ preset, ...known }: KnownHost): HostRole => ({ preset: all[preset] as Preset, ...known })

  const byMx = (mx: string): Preset | undefined => {
    const labels = bareName(mx).split('.')
    for (let skip = 0; skip < labels.length; skip++) {
      const found = presetAt(own(names.suffixes, labels.slice(skip).join('.')))
      if (found) return found
    }
    return undefined
  }
  const hostRole = (host: string, domain?: string): HostRole | undefined => {
    const name = bareName(host)
    const isOwnDomain = domain !== undefined && ownerOf(bareName(domain), names) === undefined
    const entry = own(names.hosts, name)
    const known = entry && roleOf(entry)
    if (isOwnDomain && known?.preset.kind === 'mailbox' && known.role !== 'submission')
      return hostingRole(name, all) ?? known
    return known ?? incomingRole(name, all, names) ?? mxRole(name, byMx) ?? webRole(name, all, names)
  }
  return {
    all,
    byId: (id) => presetAt(own(names.ids, id.trim().toLowerCase())),
    besides: (id) => (own(names.besides, id) ?? []).flatMap((index) => presetAt(index) ?? []),
    byDomain: (domain) => presetAt(ownerOf(bareName(domain), names)),
    byMx,
    hostRole,
    nearestHost(host) {
      if (hostRole(host)) return undefined
      const nearest = nearestHostIn(bareName(host), names)
      const preset = nearest === undefined ? undefined : presetAt(own(names.hosts, nearest)?.preset)
      return nearest !== undefined && preset ? { host: nearest, preset } : undefined
    },
  }
}

/** What an index says of a name; a name such as "constructor" is none that objects bring along. */
function own<Value>(index: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(index, name) ? index[name] : undefined
}

/** The owner of a domain, by itself or as one below `*.onmicrosoft.com`. */
function ownerOf(domain: string, { domains }: PresetNames): number | undefined {
  return own(domains, domain) ?? own(domains, `*${domain.slice(domain.indexOf('.'))}`)
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
function incomingRole(host: string, all: readonly Preset[], names: PresetNames): HostRole | undefined {
  const rest = INCOMING.exec(host)?.[1]
  if (!rest) return undefined
  const role = 'incoming'
  for (const first of ['smtp', 'mail', 'smtps', 'smtpauth']) {
    const known = own(names.hosts, `${first}.${rest}`)
    if (known?.role === 'submission')
      return { preset: all[known.preset] as Preset, role, instead: `${first}.${rest}`, note: incomingNote(host) }
  }
  const owner = own(names.domains, rest)
  const preset = owner === undefined ? undefined : all[owner]
  const instead = preset && endpointsOf(preset, undefined, rest)[0]?.host
  return preset && instead ? { preset, role, instead, note: incomingNote(host) } : undefined
}

function incomingNote(host: string): string {
  return `${host} is for fetching mail (${host.startsWith('imap') ? 'IMAP' : 'POP3'}), not for sending it.`
}

const WEB = /^(?:(?:www|webmail|mail|e|m|api|app|web)\.)?(.+)$/

/** X itself, www.X, mail.X and api.X, where X is a mailbox provider's domain or the rest of a service's smtp.X. */
function webRole(host: string, all: readonly Preset[], names: PresetNames): HostRole | undefined {
  const rest = WEB.exec(host)?.[1] ?? ''
  const owner = own(names.domains, rest)
  const known = own(names.hosts, `smtp.${rest}`)
  const preset = all[owner ?? (known?.role === 'submission' ? known.preset : -1)]
  const isTheirs = preset?.kind === 'mailbox' || (preset?.kind === 'sending-service' && !host.startsWith('mail.'))
  const instead = preset && (owner === undefined ? `smtp.${rest}` : endpointsOf(preset, undefined, rest)[0]?.host)
  return isTheirs && instead
    ? { preset, role: 'wrong', instead, note: `${host} is no mail server but a name of ${preset.name}'s web pages.` }
    : undefined
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
