// The EHLO reply (RFC 5321 section 4.1.1.1): which extensions a server offers.

import type { Reply } from '../model.js'

export interface Capabilities {
  /** The lines after the first, as sent, without codes. */
  readonly keywords: readonly string[]
  readonly hasStarttls: boolean
  readonly hasPipelining: boolean
  readonly hasSmtputf8: boolean
  readonly has8bitmime: boolean
  /** SASL mechanisms, upper case, in the server's order; empty when AUTH is not offered (RFC 4954). */
  readonly authMechanisms: readonly string[]
  /** Largest message in bytes (RFC 1870); absent when the server states none. */
  readonly maxSizeBytes?: number
}

/** Reads the keywords of an EHLO reply. The old form `AUTH=LOGIN` counts as AUTH, as servers that send it mean it. */
export function parseCapabilities(reply: Reply): Capabilities {
  const keywords = reply.lines
    .slice(1)
    .map((line) => line.slice(4).trim())
    .filter(Boolean)
  const words = keywords.map((keyword) => keyword.toUpperCase().split(/[\s=]+/))
  const has = (name: string) => words.some(([first]) => first === name)
  const size = Number(words.find(([first]) => first === 'SIZE')?.[1])
  return {
    keywords,
    hasStarttls: has('STARTTLS'),
    hasPipelining: has('PIPELINING'),
    hasSmtputf8: has('SMTPUTF8'),
    has8bitmime: has('8BITMIME'),
    authMechanisms: [
      ...new Set(words.filter(([first]) => first === 'AUTH').flatMap(([, ...names]) => names.filter(Boolean))),
    ],
    ...(size > 0 && { maxSizeBytes: size }),
  }
}

/** What matters of an EHLO reply, in words: encryption and logins by name, everything else as a number. */
export function wordCapabilities(
  { keywords, hasStarttls, authMechanisms }: Capabilities,
  isEncrypted: boolean,
): string {
  const named = [
    ...(hasStarttls ? ['STARTTLS'] : []),
    ...(authMechanisms.length > 0 ? [`the logins ${authMechanisms.join(', ')}`] : []),
  ]
  const nothing = isEncrypted ? 'no login' : 'neither STARTTLS nor a login'
  const rest = keywords.filter((keyword) => !/^(?:STARTTLS|AUTH)\b/i.test(keyword)).length
  const others = rest === 0 ? '' : ` (and ${rest} other extension${rest === 1 ? '' : 's'})`
  return `offers ${named.join(' and ') || nothing}${others}`
}

/** What a server offers that answered HELO but not EHLO. */
export const NO_CAPABILITIES: Capabilities = {
  keywords: [],
  hasStarttls: false,
  hasPipelining: false,
  hasSmtputf8: false,
  has8bitmime: false,
  authMechanisms: [],
}
