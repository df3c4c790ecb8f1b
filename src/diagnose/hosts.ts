// The host values that the observations show, and what is wrong with a value as such. Facts for the address rules.

import type { Context, Observation } from '../model.js'
import { endpointsOf } from './meant.js'
import { certificateComplaints } from './phrases/certificate.js'
import { handshakeFailures } from './phrases/handshake.js'
import { lookupFailures } from './phrases/lookup.js'
import { connectFailures, familyOf, socketFailures } from './phrases/socket.js'
import { murmuring } from './select.js'

export interface HostValue {
  readonly host: string
  /** The observation that shows it; undefined when it is known from the context alone. */
  readonly seen?: Observation
}

const HOST_SETTING =
  /^(?:.*[._-])?(?:smtp|mail|email|mailer)?[._-]?(?:host|hostname|server|smtp_server|smtphost|mailhub|relayhost|address|smtpserver)$/i

/** Every host that was looked up, connected to or set, exactly as it was written. */
export function hostValues(seen: readonly Observation[], context: Context): HostValue[] {
  const found: HostValue[] = [
    ...lookupFailures(seen).flatMap(({ name, isOwnName, seen: one }) =>
      name === undefined || isOwnName ? [] : [{ host: name, seen: one }],
    ),
    ...seen.flatMap((one) =>
      one.kind === 'setting' && HOST_SETTING.test(one.name) && !/^\s*$/.test(one.value)
        ? [{ host: one.value, seen: one }]
        : [],
    ),
    ...(context.host !== undefined ? [{ host: context.host }] : []),
    ...endpointsOf(seen).map(({ host }) => {
      const at = seen.find(({ endpoint, status }) => endpoint?.host === host && status === 'fail')
      return { host, ...(at && { seen: at }) }
    }),
  ]
  return found.filter(({ host }, index) => found.findIndex((other) => other.host === host) === index)
}

/** What makes a value no host name, in words; undefined when it could be one. A final dot is allowed (RFC 1034). */
export function faultOfHost(host: string): string | undefined {
  if (host === '') return undefined
  if (host !== host.trim()) return 'it has a blank at its end or beginning'
  if (/^\w{2,10}:\/\//.test(host)) return 'it is a URL; only the name belongs there'
  if (/@/.test(host)) return 'it is an e-mail address; the server has a name of its own'
  if (/[<>"'`]/.test(host)) return 'quotes or brackets have become part of it'
  if (/[\u200b-\u200f\u00a0\u2060\ufeff]/.test(host)) return 'it holds an invisible character'
  if (/[,;]/.test(host)) return 'a comma or semicolon has become part of it'
  if (/\s/.test(host)) return 'there is a blank in it'
  if (/[/\\]/.test(host)) return 'there is a slash in it'
  if (/^\$\{?\w|^%\w|\{\{/.test(host)) return 'a variable was never replaced by its value'
  if (/^[^:]+:\d{1,5}$/.test(host)) return 'the port belongs into its own setting'
  if (/^(?:https?|ssl|tls|tcp)$/.test(host)) return 'it is the beginning of a URL and not a name'
  if (/^\d{1,9}$/.test(host)) return 'a number alone is no host name'
  if (/\.\.|^\.|_{2}/.test(host) && !familyOf(host)) return 'it has dots where none belong'
  return undefined
}

/** The name without what does not belong there: blanks, quotes, brackets, scheme, path, port, comma. */
export function cleanHost(host: string): string {
  return host
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\u00a0/g, ' ')
    .trim()
    .replace(/^\w{2,10}:\/\//, '')
    .replace(/^[^@\s]*@(?=[\w.-]+(?::\d+)?$)/, '')
    .replace(/["'`<>()[\],;\s]/g, '')
    .replace(/\/.*$/, '')
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '')
}

/** Observations that tell of a way that did not lead to a talk with the server: look-up, connection, greeting, TLS. */
export function doorTroubles(seen: readonly Observation[]): Observation[] {
  const all = [
    ...lookupFailures(seen).filter(({ isOwnName }) => !isOwnName),
    ...connectFailures(seen),
    ...socketFailures(seen).filter(({ stage }) => stage === 'greeting' || stage === 'tls'),
    ...handshakeFailures(seen),
    ...certificateComplaints(seen),
  ].map(({ seen: one }) => one)
  const refusals = murmuring(seen, /(?:could not|couldn't|cannot|can't|unable to|failed to) connect(?: to)?\b/i)
  return [...new Set([...all, ...refusals])]
}
