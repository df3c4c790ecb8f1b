// Host names as strangers publish them, in DNS or in a document: checked before anything is done with them.

import { domainToASCII } from 'node:url'

/**
 * The host name in lower case and ASCII when it is one that a mail server on the Internet can have: at least two labels
 * of letters, digits and hyphens (RFC 1123 section 2.1), the last not all digits. Undefined for IP addresses, single
 * labels and everything else.
 */
export function publishedHost(text: string): string | undefined {
  const bare = text.trim().replace(/\.$/, '')
  if (bare.length === 0 || bare.length > 253 || /[\p{Cc}\s]/u.test(bare)) return undefined
  const name = /^[\x20-\x7e]*$/.test(bare) ? bare.toLowerCase() : domainToASCII(bare)
  const labels = name.split('.')
  const isName =
    name.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    !/^[0-9]+$/.test(labels.at(-1) ?? '')
  return isName ? name : undefined
}
