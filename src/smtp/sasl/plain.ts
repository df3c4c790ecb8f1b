// PLAIN (RFC 4616): everything in the initial response.

import type { SaslExchange, SaslParameters } from './mechanism.js'

export function plain({ credentials }: SaslParameters): SaslExchange {
  const response = Buffer.from(`\0${credentials.username}\0${credentials.secret}`)
  return { initialResponse: response, startsWithoutSecret: false, respond: () => response }
}
