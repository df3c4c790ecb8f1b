// Entries to settings: which entry is which field. Shared by the readers of source code.

import { literalOrDefault } from '../entry-value.js'
import type { Entry, Field, FoundSettings, Problem } from '../format.js'

export type FieldNames = { readonly [field in Field]?: readonly string[] }

/** The settings that some entries make up; of several entries for a field the last counts. Names ignore no case. */
export function foundFrom(
  format: string,
  entries: readonly Entry[],
  names: FieldNames,
  securityOf: (
    get: (key: string) => Entry | undefined,
    port: number | undefined,
  ) => Pick<FoundSettings, 'security' | 'isOpportunistic'>,
  more: { readonly name?: string; readonly problems?: readonly Problem[] } = {},
): FoundSettings {
  const get = (key: string) => entries.findLast((entry) => entry.key === key)
  const fields: { [field in Field]?: Entry } = {}
  for (const [field, keys] of Object.entries(names) as [Field, readonly string[]][]) {
    const entry = keys.map(get).find((candidate) => candidate !== undefined)
    if (entry) fields[field] = entry
  }
  const port = Number(literalOrDefault(fields.port)?.value)
  return {
    format,
    ...(more.name !== undefined && { name: more.name }),
    fields,
    ...securityOf(get, Number.isInteger(port) && port > 0 ? port : undefined),
    entries,
    problems: more.problems ?? [],
  }
}

/** Whether an entry says yes in any of the usual words. */
export function isOn(entry: Entry | undefined): boolean {
  return /^(?:true|1|yes|on)$/i.test(literalOrDefault(entry)?.value ?? '')
}
