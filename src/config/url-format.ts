// Formats that hold everything in one URL in a `.env` file.

import type { Settings } from '../model.js'
import type { ConfigFormat, Entry, Field, FoundSettings } from './format.js'
import { PLACEHOLDER } from './format.js'
import { type MailUrl, parseMailUrl, renderMailUrl, securityOfUrl } from './mail-url.js'
import { isSourceName } from './source-name.js'
import { dotenvSyntax } from './syntax/dotenv.js'
import type { DotenvReader } from './syntax/dotenv-readers.js'
import type { Pair } from './syntax/syntax.js'

export interface UrlFormat extends Pick<ConfigFormat, 'id' | 'title' | 'fileName' | 'fileNames' | 'proof' | 'token'> {
  /** The variable that holds the URL. */
  readonly variable: string
  readonly readers: readonly DotenvReader['id'][]
  /** The URL's query for these settings. */
  readonly query: (settings: Settings) => Readonly<Record<string, string>>
  /** Further variables. */
  readonly extra?: (settings: Settings) => readonly Pair[]
  readonly notes?: (settings: Settings) => readonly string[]
  readonly commands?: readonly string[]
}

/** A format whose URL stands in a variable of a `.env` file. */
export function urlFormat(table: UrlFormat): ConfigFormat {
  const { variable, readers, query, extra, notes, commands, ...format } = table
  const syntax = dotenvSyntax(readers)
  const pairs = (settings: Settings): Pair[] => [
    {
      path: [variable],
      value: renderMailUrl({
        scheme: settings.security === 'tls' ? 'smtps' : 'smtp',
        host: settings.host,
        port: settings.port,
        username: settings.username,
        secret: settings.username === undefined ? undefined : (settings.secret ?? PLACEHOLDER),
        query: query(settings),
      }),
    },
    ...(extra?.(settings) ?? []),
  ]
  const readEntries = (entries: readonly Entry[]): FoundSettings[] =>
    entries.flatMap((entry) => (entry.key === variable ? foundInUrl(table.id, entry) : []))
  return {
    ...format,
    secret: 'embedded',
    write: (settings) => ({
      text: syntax.render(pairs(settings), []),
      notes: notes?.(settings) ?? [],
      commands: commands ?? [],
    }),
    merge: (existing, settings) => syntax.set(existing, pairs(settings)),
    read: (text) => readEntries(syntax.parse(text)),
    readEntries,
    recognises: (text, fileName) =>
      !isSourceName(fileName) && syntax.parse(text).some(({ key }) => key === variable) ? 3 : 0,
  }
}

/** https://appriseit.com/services/email/: the scheme is a hint, `mode` decides. */
function securityOfApprise({ scheme, query }: MailUrl): ReturnType<typeof securityOfUrl> {
  const mode = query.get('mode')
  if (mode === 'ssl' || mode === 'starttls') return { value: mode === 'ssl' ? 'tls' : 'starttls' }
  return { value: scheme === 'mailto' || mode === 'insecure' ? 'none' : 'starttls' }
}

/** The settings inside one URL; every part has the place of the whole. */
export function foundInUrl(format: string, entry: Entry): FoundSettings[] {
  const url = parseMailUrl(entry.value)
  if (!url) return []
  const part = (value: string | number): Entry => ({ ...entry, value: String(value), type: 'string' })
  const fields: { [field in Field]?: Entry } = {
    host: part((format === 'apprise' && url.query.get('smtp')) || url.host),
    ...(url.port !== undefined && { port: part(url.port) }),
    ...(url.username !== undefined && {
      username: part((format === 'apprise' && url.query.get('user')) || url.username),
    }),
    ...(url.secret !== undefined && { secret: part(url.secret) }),
  }
  const security = format === 'apprise' ? securityOfApprise(url) : securityOfUrl(url, format !== 'symfony')
  return [
    {
      format,
      fields,
      security: { value: security.value, entries: [entry] },
      ...(security.isOpportunistic && { isOpportunistic: true }),
      entries: [entry],
      problems: [],
    },
  ]
}
