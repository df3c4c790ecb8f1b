// SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding: neither side shows the password.

import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import type { SaslExchange, SaslParameters } from './mechanism.js'

/** Real servers use 4,096 to 600,000; more is an attempt to keep the client's processor busy. */
const MAX_ITERATIONS = 1_000_000
const GS2_HEADER = 'n,,'

export function scramSha256({ credentials, nonce }: SaslParameters): SaslExchange {
  const firstBare = `n=${escapeName(prepare(credentials.username))},r=${nonce}`
  let serverSignature: Buffer | undefined
  let isProven = false
  let step: 'first' | 'final' | 'done' = 'first'

  const respondToFirst = (challenge: string): Uint8Array | undefined => {
    const { r: serverNonce, s: salt, i: iterations } = attributesOf(challenge)
    const count = Number(iterations)
    if (!serverNonce?.startsWith(nonce) || serverNonce === nonce || !salt) return undefined
    if (!Number.isInteger(count) || count < 1 || count > MAX_ITERATIONS) return undefined
    const salted = pbkdf2Sync(prepare(credentials.secret), Buffer.from(salt, 'base64'), count, 32, 'sha256')
    const clientKey = hmac(salted, 'Client Key')
    const withoutProof = `c=${Buffer.from(GS2_HEADER).toString('base64')},r=${serverNonce}`
    const authMessage = `${firstBare},${challenge},${withoutProof}`
    const clientSignature = hmac(createHash('sha256').update(clientKey).digest(), authMessage)
    const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (clientSignature[index] ?? 0)))
    serverSignature = hmac(hmac(salted, 'Server Key'), authMessage)
    return Buffer.from(`${withoutProof},p=${proof.toString('base64')}`)
  }

  /** The server proves that it knows the password too; a wrong proof ends the exchange. */
  const respondToFinal = (challenge: string): Uint8Array | undefined => {
    const proof = Buffer.from(attributesOf(challenge).v ?? '', 'base64')
    const isGenuine = serverSignature?.length === proof.length && timingSafeEqual(serverSignature, proof)
    isProven = isGenuine
    return isGenuine ? Buffer.alloc(0) : undefined
  }

  return {
    initialResponse: Buffer.from(`${GS2_HEADER}${firstBare}`),
    startsWithoutSecret: true,
    isServerProven: () => isProven,
    respond(challenge) {
      const text = Buffer.from(challenge).toString('utf8')
      const current = step
      step = current === 'first' ? 'final' : 'done'
      if (current === 'first') return respondToFirst(text)
      return current === 'final' ? respondToFinal(text) : undefined
    },
  }
}

/** The part of SASLprep (RFC 4013) that changes real passwords: non-ASCII blanks to a blank, then NFKC. */
function prepare(text: string): string {
  return text.replace(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g, ' ').normalize('NFKC')
}

function escapeName(name: string): string {
  return name.replace(/=/g, '=3D').replace(/,/g, '=2C')
}

function attributesOf(message: string): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]))
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
