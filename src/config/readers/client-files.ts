// Reads the line-based files of command-line clients: muttrc, mailrc, curl's and swaks's option files.

import type { Entry, FoundSettings } from '../format.js'
import { parseMailUrl } from '../mail-url.js'
import { linesOf } from '../syntax/syntax.js'
import { foundFrom, isOn } from './found.js'

interface Grammar {
  /** A line: the name in group 1, the raw value in group 2 (absent for a switch). */
  readonly line: RegExp
  readonly unquote: (raw: string) => string
  /** Whether the program runs what stands between backticks. */
  readonly hasCommands?: boolean
}

function entriesOf(text: string, { line: grammar, unquote, hasCommands }: Grammar): Entry[] {
  return linesOf(text).flatMap((line): Entry[] => {
    const match = /^\s*#/.test(line.text) || line.text.length > 8192 ? null : grammar.exec(line.text)
    const [, name, raw] = match ?? []
    if (name === undefined) return []
    const keyStart = line.start + line.text.indexOf(name)
    const keySpan = { start: keyStart, end: keyStart + name.length }
    if (raw === undefined) return [{ key: name, value: 'yes', type: 'boolean', keySpan, span: keySpan }]
    const start = line.end - (line.text.length - line.text.lastIndexOf(raw))
    const command = hasCommands ? /^"?`([^`]*)`"?$/.exec(raw)?.[1] : undefined
    return [
      {
        key: name,
        value: command === undefined ? unquote(raw) : '',
        type: command === undefined ? 'string' : 'reference',
        ...(command !== undefined && { reference: { kind: 'command', name: command } }),
        keySpan,
        span: { start, end: start + raw.length },
      },
    ]
  })
}

const withoutQuotes = (raw: string) =>
  /^(?:"[\s\S]*"|'[\s\S]*')$/.test(raw)
    ? raw.slice(1, -1).replace(/\\(.)/g, '$1')
    : raw.replace(/^\$'([\s\S]*)'$/, '$1')

/** The parts of a URL as entries with the place of the whole. */
function partsOf(entry: Entry): Entry[] {
  const url = parseMailUrl(entry.value)
  if (!url) return []
  const part = (key: string, value: string | number | undefined): Entry[] =>
    value === undefined || value === '' ? [] : [{ ...entry, key, value: String(value), type: 'string' }]
  return [
    ...part('url.scheme', url.scheme),
    ...part('url.host', url.host),
    ...part('url.port', url.port),
    ...part('url.user', url.username),
    ...part('url.password', url.secret),
  ]
}

/** The account of a muttrc: `smtp_url` and the switches around it. */
export function readMutt(text: string): FoundSettings[] {
  const entries = entriesOf(text, {
    line: /^\s*set\s+(\w+)\s*=\s*(.*?)\s*$/,
    unquote: withoutQuotes,
    hasCommands: true,
  })
  const url = entries.findLast(({ key }) => key === 'smtp_url')
  if (!url) return []
  const names = {
    host: ['url.host'],
    port: ['url.port'],
    username: ['url.user'],
    secret: ['smtp_pass', 'url.password'],
    from: ['from'],
    fromName: ['realname'],
  }
  return [
    foundFrom('mutt', [...entries, ...partsOf(url)], names, (get) => {
      const [scheme, starttls, force] = [get('url.scheme'), get('ssl_starttls'), get('ssl_force_tls')]
      const switches = [starttls, force].filter((entry) => entry !== undefined)
      if (scheme?.value === 'smtps') return { security: { value: 'tls', entries: [url] } }
      if (isOn(force)) return { security: { value: 'starttls', entries: switches } }
      // mutt takes STARTTLS where it is offered unless told not to.
      if (starttls?.value === 'no') return { security: { value: 'none', entries: switches } }
      return { security: { value: 'starttls', entries: switches }, isOpportunistic: true }
    }),
  ]
}

/** The account of a mailrc: `mta`, in old files `smtp`. */
export function readMailrc(text: string): FoundSettings[] {
  const entries = entriesOf(text, {
    line: /^\s*(?:wysh\s+)?set\s+([\w-]+)(?:\s*=\s*(.*?))?\s*$/,
    unquote: withoutQuotes,
  })
  const url = entries.findLast(({ key }) => key === 'mta' || key === 'smtp')
  if (!url || !/^(?:smtps?|submissions?):\/\//.test(url.value)) return []
  const names = {
    host: ['url.host'],
    port: ['url.port'],
    username: ['url.user', 'smtp-auth-user'],
    secret: ['url.password', 'smtp-auth-password'],
    from: ['from'],
  }
  return [
    foundFrom('s-nail', [...entries, ...partsOf(url)], names, (get) => {
      const starttls = get('smtp-use-starttls')
      if (/^(?:smtps|submissions)$/.test(get('url.scheme')?.value ?? ''))
        return { security: { value: 'tls', entries: [url] } }
      return { security: { value: starttls ? 'starttls' : 'none', entries: starttls ? [starttls] : [url] } }
    }),
  ]
}

/** The options of a curl config file that sends mail. */
export function readCurl(text: string): FoundSettings[] {
  const entries = entriesOf(text, {
    line: /^\s*(?:--?)?([a-z][\w-]*)(?:\s*[=:\s]\s*(.*?))?\s*$/,
    unquote: withoutQuotes,
  })
  const url = entries.findLast(({ key, value }) => key === 'url' && /^smtps?:\/\//.test(value))
  if (!url) return []
  const user = entries.findLast(({ key }) => key === 'user')
  const colon = user?.value.indexOf(':') ?? -1
  const login: Entry[] = user
    ? [
        { ...user, key: 'user.name', value: colon < 0 ? user.value : user.value.slice(0, colon) },
        ...(colon < 0 ? [] : [{ ...user, key: 'user.secret', value: user.value.slice(colon + 1) }]),
      ]
    : []
  const names = {
    host: ['url.host'],
    port: ['url.port'],
    username: ['user.name'],
    secret: ['user.secret'],
    from: ['mail-from'],
    to: ['mail-rcpt'],
    caFile: ['cacert'],
    verify: ['insecure', 'k'],
  }
  return [
    foundFrom('curl', [...entries, ...partsOf(url), ...login], names, (get) => {
      const required = get('ssl-reqd')
      if (get('url.scheme')?.value === 'smtps') return { security: { value: 'tls', entries: [url] } }
      if (required) return { security: { value: 'starttls', entries: [required] } }
      const tried = get('ssl')
      return tried
        ? { security: { value: 'starttls', entries: [tried] }, isOpportunistic: true }
        : { security: { value: 'none', entries: [url] } }
    }),
  ]
}

/** The options of a swaks file. */
export function readSwaks(text: string): FoundSettings[] {
  const entries = entriesOf(text, { line: /^\s*(?:--?)?([a-z][\w-]*)(?:\s+(.*?))?\s*$/, unquote: (raw) => raw })
  if (!entries.some(({ key }) => key === 'server' || key === 's')) return []
  const names = {
    host: ['server', 's'],
    port: ['port', 'p'],
    username: ['auth-user', 'au'],
    secret: ['auth-password', 'ap'],
    from: ['from', 'f'],
    to: ['to', 't'],
    helo: ['helo', 'ehlo'],
  }
  return [
    foundFrom('swaks', entries, names, (get) => {
      const [tlsc, tls, optional] = [get('tls-on-connect') ?? get('tlsc'), get('tls'), get('tls-optional')]
      if (tlsc) return { security: { value: 'tls', entries: [tlsc] } }
      if (tls) return { security: { value: 'starttls', entries: [tls] } }
      return optional
        ? { security: { value: 'starttls', entries: [optional] }, isOpportunistic: true }
        : { security: { value: 'none', entries: [] } }
    }),
  ]
}

/** The smarthosts of an smtpd.conf: each action that relays through a host. */
export function readSmtpdConf(text: string): FoundSettings[] {
  return linesOf(text).flatMap((line): FoundSettings[] => {
    const match = /^\s*action\s+"?([\w-]+)"?\s+relay\s[^#]*?\bhost\s+"?([a-z+]+:\/\/[^\s"]+)"?/.exec(line.text)
    const [, name = '', url = ''] = match ?? []
    const parsed = match && line.text.length < 8192 ? parseMailUrl(url) : undefined
    if (!match || !parsed) return []
    const start = line.start + line.text.indexOf(url)
    const span = { start, end: start + url.length }
    const entry = (key: string, value: string): Entry => ({ key, value, type: 'string', keySpan: span, span })
    const security = ({ smtps: 'tls', 'smtp+tls': 'starttls', smtp: 'starttls', 'smtp+notls': 'none' } as const)[
      parsed.scheme
    ]
    const entries = [
      entry('host', parsed.host),
      ...(parsed.port === undefined ? [] : [entry('port', String(parsed.port))]),
    ]
    return [
      foundFrom(
        'opensmtpd',
        entries,
        { host: ['host'], port: ['port'] },
        () => ({
          ...(security && { security: { value: security, entries: [entry('relay', url)] } }),
          ...(parsed.scheme === 'smtp' && { isOpportunistic: true }),
        }),
        { name },
      ),
    ]
  })
}
