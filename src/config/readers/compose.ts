// The mail settings of the services in a compose file, and of what runs in a Kubernetes manifest: variables by name.

import { foundInEnvironment } from '../environment.js'
import type { Entry, FoundSettings, Reference } from '../format.js'
import { parseYaml } from '../syntax/yaml.js'
import { readRuby } from './ruby.js'

/** The settings of each service that has some; the service's name is theirs. */
export function readCompose(text: string): FoundSettings[] {
  const services = new Map<string, Entry[]>()
  for (const entry of parseYaml(text)) {
    const match = /^services\.([^.]+)\.environment\.(.+)$/.exec(entry.key)
    const [, service = '', name = ''] = match ?? []
    const variable = match && /^\d+$/.test(name) ? listed(entry, text) : match && { ...entry, key: name }
    if (variable) services.set(service, [...(services.get(service) ?? []), { ...variable, ...expanded(variable) }])
  }
  return [...services].flatMap(([name, entries]) =>
    [...foundInEnvironment(entries), ...gitlabIn(entries, text)].map((found) => ({ ...found, name })),
  )
}

/** `- NAME=value` in a list is the same as `NAME: value`, but quotes inside it are part of the value. */
function listed(entry: Entry, text: string): Entry | undefined {
  const equals = entry.value.indexOf('=')
  if (equals < 1) return undefined
  const at = text.indexOf('=', entry.span.start)
  const isQuoted = /["']/.test(text[entry.span.start] ?? '')
  return {
    ...entry,
    key: entry.value.slice(0, equals).trim(),
    value: entry.value.slice(equals + 1),
    type: 'string',
    keySpan: { start: entry.span.start + (isQuoted ? 1 : 0), end: at },
    span: { start: at + 1, end: entry.span.end - (isQuoted ? 1 : 0) },
  }
}

/** `${NAME}` and `${NAME:-default}` are the environment's, `$$` is one dollar sign. */
function expanded({ value, type }: Entry): Partial<Entry> {
  const match = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?([-?+])([^}]*))?\})$/.exec(value)
  const name = match?.[1] ?? match?.[2]
  if (type !== 'string' || !name) return { value: value.replaceAll('$$', '$') }
  const reference: Reference = { kind: 'environment', name, ...(match?.[3] === '-' && { fallback: match[4] ?? '' }) }
  return { value: '', type: 'reference', reference }
}

/** GitLab's image takes lines of gitlab.rb in a variable; they stand in the file as they are, indented. */
function gitlabIn(entries: readonly Entry[], text: string): FoundSettings[] {
  return entries
    .filter(({ key }) => key === 'GITLAB_OMNIBUS_CONFIG')
    .flatMap(({ span }) => readRuby(text.slice(span.start, span.end)).map((found) => shifted(found, span.start)))
}

function shifted(found: FoundSettings, by: number): FoundSettings {
  const moved = new Map<Entry, Entry>()
  const move = (entry: Entry): Entry => {
    const span = (one: Entry['span']) => ({ start: one.start + by, end: one.end + by })
    const copy = moved.get(entry) ?? { ...entry, keySpan: span(entry.keySpan), span: span(entry.span) }
    moved.set(entry, copy)
    return copy
  }
  const { fields, security, entries } = found
  return {
    ...found,
    fields: Object.fromEntries(Object.entries(fields).map(([field, entry]) => [field, move(entry)])),
    entries: entries.map(move),
    ...(security && { security: { ...security, entries: security.entries.map(move) } }),
  }
}

/** The settings of a Secret's or a ConfigMap's data, of each container's `env`, and of other mappings of variables. */
export function readManifest(text: string): FoundSettings[] {
  const groups = new Map<string, Entry[]>()
  const add = (group: string, entry: Entry) => groups.set(group, [...(groups.get(group) ?? []), entry])
  const entries = parseYaml(text)
  // The data of a Secret is base64; nothing in it is said in the open.
  const isSecret = entries.some(({ key, value }) => key === 'kind' && value === 'Secret')
  for (const entry of entries) {
    // Whatever a chart or a workflow calls the mapping: names in capitals are variables.
    const [, group, name] = /^(stringData|data|(?:.+\.)?\w+)\.([\w.-]+|[A-Z][A-Z0-9_]+)$/.exec(entry.key) ?? []
    const isOwn = group === 'stringData' || (group === 'data' && !isSecret)
    if (group && name && (isOwn || (group !== 'data' && /^[A-Z][A-Z0-9_]+$/.test(name))))
      add(group, { ...entry, key: name })
    const [, container, place, part] = /^(.*\.?containers\.\d+)\.env\.(\d+)\.(name|value)$/i.exec(entry.key) ?? []
    if (!container || part !== 'value') continue
    const named = entries.find(({ key }) => key === `${container}.env.${place}.name`)
    if (named) add(container, { ...entry, key: named.value, keySpan: named.span })
  }
  return [...groups].flatMap(([name, own]) => foundInEnvironment(own).map((found) => ({ ...found, name })))
}
