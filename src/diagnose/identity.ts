// Who really answered: names in certificates and greetings compared with those of the provider that was meant.
// Facts about names only; whether they mean an interception is that rule's judgement.

import type { Observation, Preset } from '../model.js'
import { lineOf, ofKind } from './select.js'

/** The names that a certificate has, or that a client's message listed, lower case; empty when none are known. */
export function certificateNames(one: Observation): string[] {
  if (one.kind === 'tls' && one.chain[0] && one.chain[0].names.length > 0) return lower(one.chain[0].names)
  if (one.kind === 'tls' && one.names && one.names.length > 0) return lower(one.names)
  const line = lineOf(one)
  const listed =
    /altnames: ((?:(?:DNS|IP(?: Address)?):[^\s,"']{1,255},? ?){1,100})/i.exec(line)?.[1] ??
    /certificate is (?:only )?valid for ((?:[^\s,]{1,255}, ){0,100}?[^\s,]{1,255}),? not /i.exec(line)?.[1] ??
    /certificate is only valid for ([^\n]{1,400})/i.exec(line)?.[1] ??
    /(?:Peer certificate CN|subject(?: name)?|CN) ?= ?[`'"]{0,2}([\w*.-]{1,255})/i.exec(line)?.[1] ??
    /subject name ["'`]([^"'`]{1,255})["'`]/i.exec(line)?.[1]
  if (!listed) return []
  return lower(
    listed
      .split(/[,\s]+/)
      .map((name) => name.replace(/^(?:DNS|IP|Address):|^dns_?name\(|["'`()]/gi, ''))
      .filter((name) => /[\w*]/.test(name) && !/^(?:or|and|names?|DNS|IP)$/i.test(name)),
  )
}

/** The host that a mismatch message says was asked for. */
export function askedHost(one: Observation): string | undefined {
  const line = lineOf(one)
  for (const pattern of [
    /expected CN ?= ?[`'"]{0,2}([\w.-]{1,255})/i,
    /Host: ([\w.-]{1,255}?)\.? is not in/i,
    /, not ([\w.:-]{1,255})/,
    /certificate is not valid for ["'`]([^"'`]{1,255})["'`]/i,
    /not valid for (?:name|the name|host) ["'`(]{0,3}([\w.-]{1,255})/i,
    /matching (?:IP address |DNS name |host )?([\w.:-]{1,255}) found/i,
    /target host ?name ["'`]([^"'`]{1,255})["'`]/i,
    /does(?:n't| not) match (?:target host name |host(?:name)? |expected host )?["'`]?([\w-]{1,63}(?:\.[\w-]{1,63}){1,10})/i,
  ]) {
    const found = pattern.exec(line)?.[1]
    if (found && found.length > 1) return found.replace(/\.$/, '').toLowerCase()
  }
  return undefined
}

/** Whether a name belongs to a provider: under the domain of one of its hosts, mail domains or MX names. */
export function isNameOf(name: string, preset: Preset): boolean {
  const plain = name.toLowerCase().replace(/^\*\./, '').replace(/\.$/, '')
  const own = [
    ...preset.endpoints.map(({ host }) => host),
    ...preset.mx,
    ...preset.domains,
    ...(preset.retired ?? []).map(({ host }) => host),
  ]
  return own.some((host) => {
    const base = baseDomain(host)
    return base !== '' && (plain === base || plain.endsWith(`.${base}`))
  })
}

/** The last two labels, or three under a country's second level (`co.jp`, `com.au`). */
export function baseDomain(host: string): string {
  const labels = host
    .toLowerCase()
    .replace(/\{\w+\}/g, 'x')
    .split('.')
    .filter(Boolean)
  const [second = '', first = ''] = [labels.at(-2), labels.at(-1)]
  const count = first.length === 2 && /^(?:com?|net|org|ac|edu|gov|ne|or)$/.test(second) ? 3 : 2
  return labels.length < 2 ? '' : labels.slice(-count).join('.')
}

export interface Greeting {
  readonly seen: Observation
  /** The name by which the server introduced itself; undefined when its greeting begins with none. */
  readonly name?: string
  readonly text: string
}

/** The greetings of the servers that were talked to (RFC 5321 section 4.3.1: the name stands first). */
export function greetings(seen: readonly Observation[]): Greeting[] {
  return ofKind(seen, 'reply')
    .filter(
      ({ verb, reply, from }) =>
        from !== 'receiver' && (verb === 'CONNECT' || (verb === 'UNKNOWN' && reply.code === 220)),
    )
    .map((one) => {
      const name = /^[\s-]*([\w-]{1,63}(?:\.[\w-]{1,63}){1,10})\b/.exec(one.reply.text)?.[1]
      return { seen: one, text: one.reply.lines.join(' ') || one.reply.text, ...(name && { name: name.toLowerCase() }) }
    })
}

/** The names by which servers introduced themselves in their answers to EHLO. */
export function hellos(seen: readonly Observation[]): Greeting[] {
  return ofKind(seen, 'capabilities').flatMap((one) => {
    const name = /^([\w-]{1,63}(?:\.[\w-]{1,63}){1,10})\b/.exec(one.hello ?? '')?.[1]
    return one.hello && name ? [{ seen: one, text: one.hello, name: name.toLowerCase() }] : []
  })
}

function lower(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase())
}
