// Discovery with what the command line says about DNS servers, detours and roots; used by every command that looks up.

import { rootCertificates } from 'node:tls'
import type { ConnectTo, PresetDirectory } from '../model.js'
import { discover } from '../probe/discover.js'
import type { Discovery } from '../probe/discovery/discovery.js'
import { systemDiscoveryNetwork } from '../probe/discovery/discovery-network.js'
import { mainEndpoints } from '../providers/preset-hosts.js'

export interface LookUpOptions {
  /** Asked in place of the system's; `address` or `address:port`. */
  readonly dnsServers?: readonly string[]
  readonly connectTo?: readonly ConnectTo[]
  /** PEM texts that are trusted beside Node's own roots. */
  readonly extraRoots: readonly string[]
}

/** Asks DNS and the published documents of a domain or an address's domain for its servers, the best first. */
export function lookUpDomain(
  query: string,
  directory: PresetDirectory,
  { dnsServers, connectTo, extraRoots }: LookUpOptions,
  signal: AbortSignal,
): Promise<Discovery> {
  return discover(query, {
    directory,
    endpointsOf: mainEndpoints,
    signal,
    network: (ending) =>
      systemDiscoveryNetwork({
        signal: ending,
        ...(dnsServers && { dnsServers }),
        ...(connectTo && { connectTo }),
        ...(extraRoots.length > 0 && { roots: [...rootCertificates, ...extraRoots] }),
      }),
  })
}
