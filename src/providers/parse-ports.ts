// The grammar of --ports: `587,465,25` or `2525:starttls,10465:tls,1025:none`.

import { type Endpoint, type Security, UsageError } from '../model.js'

export type PortChoice = Pick<Endpoint, 'port' | 'security'>

const MAX_PORTS = 32
const TLS_PORTS = new Set([443, 465, 2465, 8465])
const CLEAR_PORTS = new Set([1025])
const SECURITIES: readonly Security[] = ['tls', 'starttls', 'none']

/** What a port is expected to speak when nothing is said about it (RFC 8314 for 465; the others are custom). */
export function defaultSecurity(port: number): Security {
  if (TLS_PORTS.has(port)) return 'tls'
  return CLEAR_PORTS.has(port) ? 'none' : 'starttls'
}

/**
 * Reads a list of ports, in the order given, each port once.
 * @param securityOf what a port without its own word speaks; by default as `defaultSecurity`
 * @throws UsageError naming the part that is no port, names a port twice differently, or exceeds 32 ports
 */
export function parsePorts(list: string, securityOf: (port: number) => Security = defaultSecurity): PortChoice[] {
  const chosen = new Map<number, Security>()
  const parts = list.split(',', MAX_PORTS + 1)
  if (parts.length > MAX_PORTS) throw new UsageError(`more than ${MAX_PORTS} ports are not examined at once`)
  for (const part of parts) {
    const [number = '', word, ...rest] = part.trim().split(':')
    const port = parsePort(number.trim())
    const security = word === undefined ? undefined : parseSecurity(word.trim())
    if (port === undefined || rest.length > 0 || (word !== undefined && security === undefined))
      throw new UsageError(
        `${quote(part.trim())} is not a port: write a number from 1 to 65535, if needed with :tls, :starttls or :none (for example 587,465 or 2525:starttls)`,
      )
    const wanted = security ?? securityOf(port)
    const before = chosen.get(port)
    if (before && before !== wanted)
      throw new UsageError(`port ${port} is named twice, as ${before} and as ${wanted}; name it once`)
    chosen.set(port, wanted)
  }
  return [...chosen].map(([port, security]) => ({ port, security }))
}

/** A port number from 1 to 65535 in plain decimal digits; undefined for anything else. */
export function parsePort(text: string): number | undefined {
  if (!/^[0-9]{1,5}$/.test(text)) return undefined
  const port = Number(text)
  return port >= 1 && port <= 65_535 ? port : undefined
}

function parseSecurity(word: string): Security | undefined {
  return SECURITIES.find((security) => security === word.toLowerCase())
}

function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text
  return `"${short.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?')}"`
}
