// Sets variables of a service in an existing compose file: in a mapping or in a list of NAME=value, whichever it has.

import { foundInEnvironment } from './environment.js'
import type { Edit, Entry } from './format.js'
import { applyEdits, lineEndOf, type Pair } from './syntax/syntax.js'
import { parseYaml, yamlScalar, yamlSyntax } from './syntax/yaml.js'

/** The pairs are those of a new file, under this service's name; other services, comments and order stay. */
export function mergeCompose(existing: string, pairs: readonly Pair[], defaultService: string): string {
  const entries = parseYaml(existing)
  const service = serviceIn(entries, defaultService)
  const own = pairs.map((pair) => ({ ...pair, path: ['services', service, ...pair.path.slice(2)] }))
  const lists = ['environment', 'env_file'].filter((name) => itemsOf(entries, service, name).length > 0)
  const isListed = ({ path }: Pair) => lists.includes(path[2] ?? '')
  const file = entries.find(({ key }) => key === `services.${service}.env_file`)
  // A file that is there already holds other things: the new one comes beside it.
  const isOther = (pair: Pair) => pair.path[2] === 'env_file' && file && file.value !== '' && file.value !== pair.value
  const edits = own.flatMap((pair): Edit[] =>
    isListed(pair)
      ? listEdits(existing, itemsOf(entries, service, pair.path[2] ?? ''), pair)
      : isOther(pair) && file
        ? [{ ...file.span, text: `[${yamlScalar(file.value)}, ${yamlScalar(pair.value)}]` }]
        : [],
  )
  const rest = own.filter((pair) => !isListed(pair) && !isOther(pair))
  return yamlSyntax.set(applyEdits(existing, joined(edits)), rest)
}

/** The service by its default name, the one with mail settings, or the only one. */
function serviceIn(entries: readonly Entry[], defaultService: string): string {
  const names = [...new Set(entries.flatMap(({ key }) => /^services\.([^.]+)\./.exec(key)?.[1] ?? []))]
  if (names.includes(defaultService)) return defaultService
  const withMail = names.filter((name) => {
    const place = `services.${name}.environment.`
    const variables = entries.flatMap((entry): Entry[] => {
      if (!entry.key.startsWith(place)) return []
      const variable = entry.key.slice(place.length)
      const key = /^\d+$/.test(variable) ? entry.value.slice(0, Math.max(entry.value.indexOf('='), 0)) : variable
      return [{ ...entry, key }]
    })
    return foundInEnvironment(variables).length > 0
  })
  return withMail[0] ?? (names.length === 1 ? names[0] : undefined) ?? defaultService
}

function itemsOf(entries: readonly Entry[], service: string, name: string): Entry[] {
  return entries.filter(({ key }) => key.startsWith(`services.${service}.${name}.`) && /\.\d+$/.test(key))
}

/** The item of this name in its new form, or a new one behind the last, as the list is written. */
function listEdits(text: string, items: readonly Entry[], { path, value }: Pair): Edit[] {
  const name = path[3]
  const item = yamlScalar(name === undefined ? value : `${name}=${value}`)
  const same = items.find((one) =>
    name === undefined ? one.value === String(value) : one.value.startsWith(`${name}=`),
  )
  if (same)
    return same.value === (name === undefined ? String(value) : `${name}=${value}`)
      ? []
      : [{ ...same.span, text: item }]
  const last = items.at(-1)
  if (!last) return []
  const lineStart = text.lastIndexOf('\n', last.span.start - 1) + 1
  const indent = /^\s*-\s+/.exec(text.slice(lineStart, last.span.start))?.[0]
  if (indent === undefined) return [{ start: last.span.end, end: last.span.end, text: `, ${item}` }]
  const next = text.slice(last.span.end).search(/\r?\n/)
  const end = next < 0 ? text.length : last.span.end + next
  return [{ start: end, end, text: `${lineEndOf(text)}${indent}${item}` }]
}

/** Insertions at one place in the order in which they were made. */
function joined(edits: readonly Edit[]): Edit[] {
  const places = new Map<string, Edit>()
  for (const edit of edits) {
    const place = `${edit.start}:${edit.end}`
    const before = edit.start === edit.end ? places.get(place) : undefined
    places.set(place, before ? { ...before, text: before.text + edit.text } : edit)
  }
  return [...places.values()]
}
