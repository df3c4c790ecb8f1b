// For an address whose domain no preset knows: the server that its own DNS and autoconfiguration name.

import type { PresetDirectory, TargetInput } from '../model.js'
import { UsageError } from '../model.js'
import { addressDomain, readAddress } from '../providers/resolve-target.js'
import { fillTemplate } from '../providers/username.js'
import { visible } from '../report/visible.js'
import type { Io } from './io.js'
import { type LookUpOptions, lookUpDomain } from './look-up-domain.js'

export interface DiscoveredInput {
  readonly input: TargetInput
  /** Where the server was found, for the report. */
  readonly remarks: readonly string[]
}

/**
 * Looks the domain up (only the domain is sent) and fills in host, ports and user name. Throws UsageError when nothing
 * is found.
 */
export async function discoverInput(
  input: TargetInput,
  directory: PresetDirectory,
  options: LookUpOptions,
  io: Io,
): Promise<DiscoveredInput> {
  const address = readAddress(input.address ?? '')
  const domain = addressDomain(address)
  if (!domain.includes('.'))
    throw new UsageError(
      `no mail server can be looked up for ${visible(domain)}, a name without a dot; add --host NAME or --provider ID`,
    )
  if (io.stderr.isTTY) io.stderr.write(`Looking ${visible(domain)} up (only the domain is sent) …\n`)
  const { candidates, findings, hasNoService } = await lookUpDomain(domain, directory, options, io.signal)
  const [first] = candidates
  if (!first) {
    const isUnreachable = findings.every(({ outcome }) => outcome === 'failed' || outcome === 'timeout')
    const why = hasNoService
      ? 'it publishes that it has no mail submission service'
      : isUnreachable
        ? 'the look-ups got no answer (is this machine online?)'
        : 'no record or document names one'
    throw new UsageError(`found no mail server for ${domain}: ${why}; add --host NAME or --provider ID`)
  }
  const username = first.username ? fillTemplate(first.username, address) : undefined
  const [source] = first.sources
  return {
    input: {
      ...input,
      host: first.host,
      ...(!input.ports && { ports: first.endpoints.map(({ port, security }) => `${port}:${security}`).join(',') }),
      ...(first.preset && { provider: first.preset.id }),
      ...(!input.username && username && { username }),
    },
    remarks: [`The server ${first.host} was found by ${source?.detail ?? source?.kind}.`, ...first.notes],
  }
}
