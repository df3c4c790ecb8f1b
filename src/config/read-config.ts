// Reads existing configuration files: safely from disk, recognised by name and content, into settings with places.

import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Security, type Settings, UsageError } from '../model.js'
import { foundInEnvironment } from './environment.js'
import type { ConfigFormat, Entry, Field, FoundSettings } from './format.js'
import { formats } from './formats/index.js'
import { hostAndPort } from './host-and-port.js'
import { READ_WITHOUT_WAITING } from './open-file.js'
import { isSourceName } from './source-name.js'
import { parseDotenv } from './syntax/dotenv.js'

/** A configuration is written by hand: more than this is something else. */
const MAX_SIZE_BYTES = 4 * 1024 * 1024

export interface ConfigText {
  readonly text: string
  /** Permission bits. */
  readonly mode: number
  /** The byte order mark that the file begins with; it is no part of the text. */
  readonly mark: '' | '\ufeff'
}

/**
 * The text of a file. Throws UsageError, in one line, for what is no text file: missing, a directory, a dangling link, a
 * device, unreadable, binary, not UTF-8, or larger than a configuration can be.
 */
export async function readConfigText(path: string): Promise<ConfigText> {
  const file = await open(path, READ_WITHOUT_WAITING).catch((error) => {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}.`)
  })
  try {
    const stats = await file.stat()
    if (stats.isDirectory()) throw new UsageError(`${path} is a directory: name a file in it.`)
    if (!stats.isFile()) throw new UsageError(`${path} is no ordinary file.`)
    if (stats.size > MAX_SIZE_BYTES) {
      throw new UsageError(
        `${path} has ${Math.round(stats.size / 1024 / 1024)} MB, more than a configuration can have (4 MB).`,
      )
    }
    const bytes = await file.readFile()
    if (isUtf16(bytes)) throw new UsageError(`${path} is UTF-16 text: save it as UTF-8 first.`)
    if (bytes.includes(0)) throw new UsageError(`${path} is a binary file, not a text.`)
    const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : ''
    return { text: decode(bytes, path), mode: stats.mode & 0o777, mark }
  } finally {
    await file.close()
  }
}

/** As Windows programs write it: by its mark. */
function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`${path} is not UTF-8 text: save it as UTF-8 first.`)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return 'there is no such file (or it is a link to one that does not exist)'
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it'
  if (code === 'ELOOP') return 'its links lead in a circle'
  if (code === 'ENXIO') return 'it is no ordinary file'
  return error instanceof Error ? error.message : String(error)
}

export interface RecognisedConfig {
  readonly format: ConfigFormat
  readonly found: readonly FoundSettings[]
}

/**
 * The mail settings of a text, by the format that fits its name and content best; source files may hold several
 * formats. Empty when nothing is recognised.
 */
export function recogniseConfig(text: string, path: string): readonly RecognisedConfig[] {
  const name = basename(path)
  const candidates = formats
    .flatMap((format) => {
      const score = format.read ? (format.recognises?.(text, name) ?? 0) : 0
      return score > 0 ? [{ format, score }] : []
    })
    .sort((a, b) => b.score - a.score)
  const results = candidates.flatMap(({ format, score }) => {
    const found = format.read?.(text) ?? []
    return found.length > 0 ? [{ format, found, score }] : []
  })
  const best = results[0]
  if (!best) return []
  // Two formats of one source file (Django and smtplib) are both meant; of two key-value formats only the better is.
  return isSourceName(name) ? results : [best]
}

export interface ReadSettingsOptions {
  /** A `.env` in which references to the environment are looked up; without it they stay open. */
  readonly envFile?: string
}

export interface SettingsFromFile {
  readonly settings: Settings
  readonly format: ConfigFormat
  readonly found: FoundSettings
  /** What was left open or assumed, for the user. */
  readonly remarks: readonly string[]
}

/**
 * The settings that a program would use with this file. Throws UsageError when the file cannot be read, is of no known
 * format, names no server, or has a port that is none.
 */
export async function readSettingsFile(path: string, options: ReadSettingsOptions = {}): Promise<SettingsFromFile> {
  const { text } = await readConfigText(path)
  const [recognised] = recogniseConfig(text, path)
  const found = recognised?.found[0]
  if (!recognised || !found) {
    throw new UsageError(
      `${path} holds no mail settings that smtp-doctor knows (smtp-doctor config --list names the formats).`,
    )
  }
  if (options.envFile === undefined) return { ...settingsOf(found, path), format: recognised.format, found }
  const entries = parseDotenv((await readConfigText(options.envFile)).text)
  const variables = new Map(entries.map(({ key, value }) => [key, value]))
  const { settings, remarks } = settingsOf(found, path, variables)
  // A compose file or appsettings.json does not say which variable the program will look for.
  const secret = found.fields.secret ? undefined : foundInEnvironment(entries)[0]?.fields.secret
  return {
    settings: { ...settings, ...(secret && secret.value !== '' && { secret: secret.value }) },
    remarks: [...remarks, ...(secret ? [`The password is ${secret.key} of ${options.envFile}.`] : [])],
    format: recognised.format,
    found,
  }
}

/** Settings from what was found; open references are resolved in `variables` where they are given. */
export function settingsOf(
  found: FoundSettings,
  path: string,
  variables?: ReadonlyMap<string, string>,
): { readonly settings: Settings; readonly remarks: readonly string[] } {
  const remarks: string[] = []
  const read = (field: Field): string | undefined => {
    const entry = found.fields[field]
    if (!entry) return undefined
    const { value, open } = resolveEntry(entry, variables)
    if (open)
      remarks.push(
        `${entry.key} comes from ${open}, which was not read${variables ? '' : ' (--variables names a file to look it up in)'}.`,
      )
    return value === '' ? undefined : value
  }
  const place = hostAndPort(read('host') ?? '')
  if (place.host === '')
    throw new UsageError(`${path} names no server: ${remarks[0] ?? 'the host is missing or empty'}.`)
  const portText = read('port') ?? place.port
  const security: Security | undefined = found.security?.value
  const port = portText === undefined ? defaultPort(security) : Number(portText)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UsageError(`${path} gives the port as ${JSON.stringify(portText)}, which is no port.`)
  }
  if (portText === undefined) remarks.push(`${path} names no port; ${port} is taken.`)
  if (security === undefined)
    remarks.push(`${path} does not say which kind of TLS is meant; it is taken from the port.`)
  const [username, secret, from, to] = (['username', 'secret', 'from', 'to'] as const).map(read)
  const sender = from === undefined ? undefined : (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from)
  return {
    settings: {
      host: place.host,
      port,
      security: security ?? (port === 465 ? 'tls' : 'starttls'),
      ...(username !== undefined && { username }),
      ...(secret !== undefined && { secret }),
      ...(sender !== undefined && { from: sender }),
      ...(to !== undefined && { to }),
    },
    remarks,
  }
}

function defaultPort(security: Security | undefined): number {
  return security === 'tls' ? 465 : security === 'none' ? 25 : 587
}

function resolveEntry(entry: Entry, variables?: ReadonlyMap<string, string>): { value: string; open?: string } {
  const { reference } = entry
  if (!reference) return { value: entry.value }
  const known = reference.kind === 'environment' ? variables?.get(reference.name) : undefined
  const value = known ?? reference.fallback
  if (value !== undefined) return { value }
  const words = { environment: 'the environment variable', file: 'the file', command: 'the command' }
  return { value: '', open: `${words[reference.kind]} ${reference.name}` }
}
