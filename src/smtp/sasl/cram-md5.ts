// CRAM-MD5 (RFC 2195): the challenge signed with the password.

import { createHmac } from 'node:crypto'
import type { SaslExchange, SaslParameters } from './mechanism.js'

export function cramMd5({ credentials }: SaslParameters): SaslExchange {
  return {
    startsWithoutSecret: true,
    respond(challenge) {
      // A digest of nothing would be the same at every login.
      if (challenge.length === 0) return undefined
      const digest = createHmac('md5', credentials.secret).update(challenge).digest('hex')
      return Buffer.from(`${credentials.username} ${digest}`)
    },
  }
}
