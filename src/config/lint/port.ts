// The port of a configuration, wherever it stands.

import { literalOrDefault } from '../entry-value.js'
import type { Entry } from '../format.js'
import { hostAndPort } from '../host-and-port.js'
import type { LintFile } from './finding.js'

/** The port as a number, from its own entry or behind the host. */
export function portOf({ found }: LintFile): { readonly port: number; readonly entry: Entry } | undefined {
  const own = literalOrDefault(found.fields.port)
  if (own) return { port: Number(own.value), entry: own }
  const host = literalOrDefault(found.fields.host)
  const behind = host && hostAndPort(host.value).port
  return host && behind !== undefined ? { port: Number(behind), entry: host } : undefined
}
