// PLAIN (RFC 4616): everything in the initial response.

import type { SaslExchange, SaslParameters } from './mechanism.js'

export function plain({ credentials }: SaslParameters): SaslExchange {
  const response = Buffer.from(`\0${credentials.username}\0${credentials.secret}`)
  let hasAnswered = false
  return {
    initialResponse: response,
    startsWithoutSecret: false,
    // A server may have overlooked the initial response; one that asks on and on gets the secret no third time.
    respond() {
      if (hasAnswered) return undefined
      hasAnswered = true
      return response
    },
  }
}
