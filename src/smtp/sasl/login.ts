// LOGIN (draft-murchison-sasl-login): user name and password, each after a challenge.

import type { SaslExchange, SaslParameters } from './mechanism.js'

/** The challenges' texts differ between servers, so the order decides, as in every client. */
export function login({ credentials }: SaslParameters): SaslExchange {
  const answers = [credentials.username, credentials.secret]
  return {
    startsWithoutSecret: true,
    respond() {
      const answer = answers.shift()
      return answer === undefined ? undefined : Buffer.from(answer)
    },
  }
}
