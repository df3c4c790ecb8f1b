// The smarthosts of an Exim configuration: exim.conf with its routers, transports and authenticators, and Debian's
// update-exim4.conf.conf.

import type { Entry, FoundSettings, Span } from '../format.js'
import { linesOf } from '../syntax/syntax.js'
import { foundFrom } from './found.js'

interface Block {
  readonly section: string
  readonly name: string
  readonly options: Map<string, Entry>
}

/** Each router that sends everything to one host, with its transport and the first client authenticator. */
export function readExim(text: string): FoundSettings[] {
  return /^\s*dc_smarthost\s*=/m.test(text) ? debianIn(text) : routersIn(blocksIn(text))
}

function blocksIn(text: string): Block[] {
  const blocks: Block[] = []
  let section = 'main'
  let continued: { entry: Entry; options: Map<string, Entry> } | undefined
  for (const line of linesOf(text)) {
    if (line.text.length > 8192 || /^\s*(?:#|$)/.test(line.text)) continue
    if (continued) {
      const { entry, options } = continued
      const more: Entry = {
        ...entry,
        value: `${entry.value.replace(/\\$/, '')}${line.text.trim()}`,
        span: { start: entry.span.start, end: line.end },
      }
      options.set(entry.key, more)
      continued = line.text.endsWith('\\') ? { entry: more, options } : undefined
      continue
    }
    const begin = /^\s*begin\s+(\w+)/.exec(line.text)?.[1]
    const name = /^\s*([A-Za-z_]\w*):\s*(?:#.*)?$/.exec(line.text)?.[1]
    if (begin) section = begin
    else if (name) blocks.push({ section, name, options: new Map() })
    const [whole, key = '', raw = ''] = /^\s*([a-z_]\w*)\s*(?:=\s*(.*?))?\s*$/.exec(line.text) ?? []
    const block = blocks.at(-1)
    if (begin || name || whole === undefined || !block || section === 'main') continue
    const keyStart = line.start + line.text.indexOf(key)
    const keySpan = { start: keyStart, end: keyStart + key.length }
    const start = raw === '' ? keySpan.end : line.start + line.text.lastIndexOf(raw)
    const entry: Entry = { key, value: raw, type: 'string', keySpan, span: { start, end: start + raw.length } }
    block.options.set(key, entry)
    if (raw.endsWith('\\')) continued = { entry, options: block.options }
  }
  return blocks
}

function routersIn(blocks: readonly Block[]): FoundSettings[] {
  return blocks.flatMap(({ section, name, options }): FoundSettings[] => {
    const route = options.get('route_list') ?? options.get('route_data')
    if (section !== 'routers' || options.get('driver')?.value !== 'manualroute' || !route) return []
    const host = hostOf(route)
    const transport = blocks.find(
      (block) => block.section === 'transports' && block.name === options.get('transport')?.value,
    )
    if (!host) return []
    const own = [...(transport?.options.values() ?? [])]
    return [eximSettings([...host, ...own, ...loginIn(blocks)], name)]
  })
}

/** `* host`, `* host::587`, `<; * [v6]`: the host and its port as parts of the whole value. */
function hostOf(route: Entry): Entry[] | undefined {
  const match = /^(?:<;\s*)?(?:"?\*"?\s+)?"?(\[[^\]]+\]|[\w.-]+)(?:::?(\d+))?/.exec(route.value)
  const [whole, host, port] = match ?? []
  if (whole === undefined || host === undefined) return undefined
  const part = (key: string, value: string, at: number): Entry => {
    const span: Span = { start: route.span.start + at, end: route.span.start + at + value.length }
    return { ...route, key, value, span }
  }
  const entry = part('host', host, whole.lastIndexOf(host))
  return [entry, ...(port === undefined ? [] : [part('port', port, whole.lastIndexOf(port))])]
}

/** `client_send = ^user^secret` of a plaintext authenticator; a secret that is looked up is a reference. */
function loginIn(blocks: readonly Block[]): Entry[] {
  const send = blocks
    .filter(
      ({ section, options }) => section === 'authenticators' && /PLAIN/i.test(options.get('public_name')?.value ?? ''),
    )
    .flatMap(({ options }) => options.get('client_send') ?? [])[0]
  const [, user = '', secret = ''] = /^(?:<;\s*)?"?\^((?:[^^]|\^\^)*)\^(?!\^)(.*?)"?$/.exec(send?.value ?? '') ?? []
  if (!send || user === '') return []
  const plain = (text: string) =>
    text
      .replaceAll('^^', '^')
      .replaceAll(';;', ';')
      .replace(/\\([\\$])/g, '$1')
  const at = (text: string): Span => {
    const start = send.span.start + send.value.indexOf(text)
    return { start, end: start + text.length }
  }
  const isLookedUp = /\$(?!\$)/.test(secret)
  const name = /\$\{readfile\{([^}]+)\}/.exec(secret)?.[1] ?? 'in client_send'
  return [
    /\$\{/.test(user)
      ? { ...send, key: 'user', type: 'expression', value: '' }
      : { ...send, key: 'user', value: plain(user), span: at(user) },
    isLookedUp
      ? { ...send, key: 'secret', value: '', type: 'reference', reference: { kind: 'file', name } }
      : { ...send, key: 'secret', value: plain(secret), span: at(secret) },
  ]
}

function eximSettings(entries: readonly Entry[], name: string): FoundSettings {
  const names = {
    host: ['host'],
    port: ['port'],
    username: ['user'],
    secret: ['secret'],
    verify: ['tls_verify_hosts'],
    helo: ['helo_data'],
  }
  return foundFrom(
    'exim',
    entries,
    names,
    (get) => {
      const [protocol, required, avoided] = [get('protocol'), get('hosts_require_tls'), get('hosts_avoid_tls')]
      const entries = [required, avoided, protocol].filter((entry) => entry !== undefined)
      if (protocol?.value === 'smtps') return { security: { value: 'tls', entries } }
      if (avoided?.value.includes('*')) return { security: { value: 'none', entries } }
      return { security: { value: 'starttls', entries }, ...(!required && { isOpportunistic: true }) }
    },
    { name },
  )
}

/** `dc_smarthost='mail.example.com::587'`; the login stands in /etc/exim4/passwd.client. */
function debianIn(text: string): FoundSettings[] {
  return linesOf(text).flatMap((line): FoundSettings[] => {
    const [, value] = /^\s*dc_smarthost\s*=\s*['"]?([^'"\s]+)/.exec(line.text) ?? []
    if (value === undefined) return []
    const start = line.start + line.text.indexOf(value)
    const keyStart = line.start + line.text.indexOf('dc_smarthost')
    const keySpan = { start: keyStart, end: keyStart + 'dc_smarthost'.length }
    const whole: Entry = {
      key: 'dc_smarthost',
      value,
      type: 'string',
      keySpan,
      span: { start, end: start + value.length },
    }
    const host = hostOf(whole)
    return host ? [eximSettings(host, 'smarthost')] : []
  })
}

/** Whether this is an Exim configuration: by its name, or by a smarthost in it. */
export function recognisesExim(text: string, fileName: string): number {
  const isNamed = /^(?:exim4?[\w.-]*\.conf|update-exim4\.conf\.conf|exim4\.conf\.template)$/.test(fileName)
  const isMarked = /^\s*dc_smarthost\s*=/m.test(text) || /^\s*driver\s*=\s*manualroute\s*$/m.test(text)
  return (isNamed ? 2 : 0) + (isMarked ? 1 : 0)
}
