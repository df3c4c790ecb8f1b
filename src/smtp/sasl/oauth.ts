// XOAUTH2 (https://developers.google.com/gmail/imap/xoauth2-protocol) and OAUTHBEARER (RFC 7628): an access token.

import type { SaslExchange, SaslParameters } from './mechanism.js'

export function xoauth2({ credentials }: SaslParameters): SaslExchange {
  return tokenExchange(`user=${credentials.username}\x01auth=Bearer ${credentials.secret}\x01\x01`, '')
}

export function oauthbearer({ credentials, host, port }: SaslParameters): SaslExchange {
  const gs2Header = `n,a=${credentials.username.replace(/=/g, '=3D').replace(/,/g, '=2C')},`
  // RFC 7628 section 3.2.3: a client answers the error challenge with a single kvsep.
  return tokenExchange(
    `${gs2Header}\x01host=${host}\x01port=${port}\x01auth=Bearer ${credentials.secret}\x01\x01`,
    '\x01',
  )
}

/** A 334 after the token is the server's error in JSON; the answer to it only fetches the final 535. */
function tokenExchange(response: string, answerToError: string): SaslExchange {
  return {
    initialResponse: Buffer.from(response),
    startsWithoutSecret: false,
    respond: () => Buffer.from(answerToError),
  }
}
