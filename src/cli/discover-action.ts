// What `smtp-doctor providers --discover` does: asks, ranks and shows; says beforehand what is asked and of whom.

import { isIP } from 'node:net'
import { type PresetDirectory, UsageError } from '../model.js'
import { nearestDomain } from '../providers/nearest-host.js'
import { parseHost } from '../providers/parse-host.js'
import { fillTemplate } from '../providers/username.js'
import { renderJson } from '../report/json.js'
import { blocks, type Look, wrap } from '../report/look.js'
import { renderDiscovery } from '../report/render-discovery.js'
import { visible } from '../report/visible.js'
import { EXIT } from './exit.js'
import type { Io } from './io.js'
import { lookUpDomain } from './look-up-domain.js'
import type { ProvidersFlags } from './providers.js'
import { readRoots } from './roots.js'

/** Looks the domain up and prints what was found; returns 0 when a server was found, 1 when none was. */
export async function runDiscovery(
  query: string,
  flags: ProvidersFlags,
  io: Io,
  directory: PresetDirectory,
  look: Look,
): Promise<number> {
  const dnsServers = flags.dns?.map(dnsServer)
  const extraRoots = flags.ca ? readRoots(flags.ca, io) : []
  const { connectTo } = flags
  if (io.stderr.isTTY) io.stderr.write(`Looking ${visible(domainPart(query))} up (only the domain is sent) …\n`)
  const options = { extraRoots, ...(dnsServers && { dnsServers }), ...(connectTo && { connectTo }) }
  const found = await lookUpDomain(query, directory, options, io.signal)
  if (io.signal.aborted) return EXIT.interrupted
  const near = nearestDomain(found.domain, directory)
  const address = query.includes('@') ? query.trim() : undefined
  const first = found.candidates[0]
  const next = `smtp-doctor check ${address ?? `you@${found.domain}`}${directory.byDomain(found.domain) ? '' : ` --host ${first?.host}`}`
  if (flags.json) {
    const candidates = found.candidates.map(({ preset, username, ...candidate }) => ({
      ...candidate,
      ...(preset && { provider: preset.id }),
      ...(username && { username: address ? fillTemplate(username, address) : username }),
    }))
    io.stdout.write(`${renderJson({ version: 1, ...found, candidates, ...(near && { didYouMean: near.domain }) })}\n`)
  } else {
    const meant = near && wrap(look, `${found.domain} is one slip away from ${near.domain} (${near.preset.name}).`)
    io.stdout.write(`${blocks(meant, renderDiscovery(found, look, next))}\n`)
  }
  return first ? EXIT.works : EXIT.problem
}

const domainPart = (query: string) => query.slice(query.lastIndexOf('@') + 1).trim()

/** An IP address with an optional port, in the form that the resolver takes. */
function dnsServer(text: string): string {
  const { host, port } = parseHost(text)
  const family = isIP(host)
  if (family === 0) throw new UsageError(`--dns: "${host}" is not an IP address; give one such as 192.0.2.53`)
  return port === undefined ? host : family === 6 ? `[${host}]:${port}` : `${host}:${port}`
}
