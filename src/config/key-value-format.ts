// Formats that are a table: names for the fields, words for the kinds of TLS, and a syntax. Most formats are.

import type { Security, Settings } from '../model.js'
import { literalOrDefault } from './entry-value.js'
import type { ConfigFormat, Entry, Field, FoundSettings, Problem, Reference, WriteOptions, Written } from './format.js'
import { isSourceName } from './source-name.js'
import type { Pair, Syntax } from './syntax/syntax.js'

/** How a program's switches say the kind of TLS. */
export interface SecurityWords {
  /** The pairs that say it. */
  write(security: Security, settings: Settings): readonly Pair[]
  /** What the entries say; undefined when they say nothing. `get` ignores case and finds by the joined name. */
  read?(
    get: (key: string) => Entry | undefined,
    port: number | undefined,
    entries: readonly Entry[],
  ): { value: Security; entries: readonly Entry[]; isOpportunistic?: boolean } | undefined
}

export interface KeyValueFormat extends Omit<ConfigFormat, 'write' | 'merge' | 'read' | 'recognises'> {
  readonly syntax: Syntax
  readonly keys: { readonly [field in Field]?: readonly string[] }
  readonly security: SecurityWords
  /** Pairs that are always there (a switch that turns mail on), or that depend on the settings. */
  readonly extra?: (settings: Settings, options: WriteOptions) => readonly Pair[]
  /** Other names under which a field may be found when reading (an old name, say). */
  readonly alsoReads?: { readonly [field in Field]?: readonly string[] }
  /** Patterns for the names of fields that go by many names; asked when no exact name is there. */
  readonly patterns?: { readonly [field in Field]?: RegExp }
  /** Replaces how a field is written (`from` with its name as `Name <address>`); undefined leaves it out. */
  readonly encode?: {
    readonly [field in Field]?: (settings: Settings, options: WriteOptions) => string | number | boolean | undefined
  }
  readonly comment?: readonly string[]
  readonly notes?: (settings: Settings, options: WriteOptions) => readonly string[]
  readonly commands?: (settings: Settings, options: WriteOptions) => readonly string[]
  readonly problems?: (found: FoundSettings) => readonly Problem[]
  /** A pair of further text files (main.cf's sasl_passwd). */
  readonly secretFiles?: (settings: Settings, options: WriteOptions) => Written['secretFiles']
  /** What a value refers to when it stands for something else (`${NAME}`, `$__file{path}`). */
  readonly reference?: (value: string) => Reference | undefined
  /** At least one of these keys makes a text this format's; by default the host's. */
  readonly marks?: readonly string[]
}

const DIRECT_FIELDS = ['host', 'port', 'username', 'secret', 'from', 'fromName', 'to', 'caFile'] as const

/** A format from its table. */
export function keyValueFormat(table: KeyValueFormat): ConfigFormat {
  const pairs = (settings: Settings, options: WriteOptions) => pairsOf(table, settings, options)
  const {
    syntax,
    keys,
    security,
    extra,
    alsoReads,
    encode,
    comment,
    notes,
    commands,
    problems,
    marks,
    reference,
    ...format
  } = table
  const secretFiles = table.secretFiles
  const readEntries = (given: readonly Entry[]): FoundSettings[] => {
    const entries = given.map((entry) => {
      const target = entry.type === 'string' ? reference?.(entry.value) : undefined
      return target ? { ...entry, value: '', type: 'reference' as const, reference: target } : entry
    })
    const found = foundSettings(table, entries)
    if (!found) return []
    return [problems ? { ...found, problems: problems(found) } : found]
  }
  return {
    ...format,
    write(settings, options) {
      const files = secretFiles?.(settings, options)
      return {
        text: syntax.render(pairs(settings, options), comment ?? []),
        ...(files && { secretFiles: files }),
        notes: notes?.(settings, options) ?? [],
        commands: commands?.(settings, options) ?? [],
      }
    },
    merge: (existing, settings, options) => syntax.set(existing, pairs(settings, options)),
    read: (text) => readEntries(syntax.parse(text)),
    readEntries,
    recognises(text, fileName) {
      if (isSourceName(fileName)) return 0
      const isNamed = fileName === baseName(table.fileName) || Boolean(table.fileNames?.test(fileName))
      const hasMark = mayBeMarked(table, text) && isMarked(table, syntax.parse(text))
      return (isNamed ? 2 : 0) + (hasMark ? 1 : 0)
    },
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function pairsOf(table: KeyValueFormat, settings: Settings, options: WriteOptions): Pair[] {
  const fields = DIRECT_FIELDS.flatMap((field): Pair[] => {
    const path = table.keys[field]
    const value = table.encode?.[field] ? table.encode[field](settings, options) : settings[field]
    return path && value !== undefined ? [{ path, value }] : []
  })
  const after = fields.findIndex(({ path }) => path === table.keys.port) + 1
  return [
    ...(table.extra?.(settings, options) ?? []),
    ...fields.slice(0, after),
    ...table.security.write(settings.security, settings),
    ...fields.slice(after),
  ]
}

/** A look at the bare text, so that a file is not parsed for every format there is. */
function mayBeMarked(table: KeyValueFormat, text: string): boolean {
  const lower = text.toLowerCase()
  return marksOf(table).some((mark) => lower.includes(mark.slice(mark.lastIndexOf('.') + 1).toLowerCase()))
}

function marksOf(table: KeyValueFormat): readonly string[] {
  return table.marks ?? [table.keys.host, table.alsoReads?.host].flatMap((path) => (path ? [path.join('.')] : []))
}

function isMarked(table: KeyValueFormat, entries: readonly Entry[]): boolean {
  const marks = marksOf(table)
  return entries.some(({ key }) => marks.some((mark) => mark.toLowerCase() === key.toLowerCase()))
}

function foundSettings(table: KeyValueFormat, entries: readonly Entry[]): FoundSettings | undefined {
  const get = (key: string) => entries.findLast((entry) => entry.key.toLowerCase() === key.toLowerCase())
  const fields: { [field in Field]?: Entry } = {}
  for (const [field, path] of Object.entries(table.keys) as [Field, readonly string[]][]) {
    const other = table.alsoReads?.[field]
    const entry = get(path.join('.')) ?? (other && get(other.join('.')))
    if (entry) fields[field] = entry
  }
  for (const [field, pattern] of Object.entries(table.patterns ?? {}) as [Field, RegExp][]) {
    const entry = fields[field] ?? entries.findLast(({ key }) => pattern.test(key))
    if (entry) fields[field] = entry
  }
  if (!isMarked(table, entries) && !fields.host && !fields.secret) return undefined
  const port = Number(literalOrDefault(fields.port)?.value)
  const security = table.security.read?.(get, Number.isInteger(port) ? port : undefined, entries)
  return {
    format: table.id,
    fields,
    ...(security && { security: { value: security.value, entries: security.entries } }),
    ...(security?.isOpportunistic && { isOpportunistic: true }),
    entries,
    problems: [],
  }
}
