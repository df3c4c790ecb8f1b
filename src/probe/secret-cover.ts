// Covers a secret wherever a server says it again: in clear, in base64, percent-encoded, inside a SASL response. What a
// server sends back is recorded like anything else it says, so the secret has to be taken out before.

import type { Credentials } from '../model.js'

const COVER = '<redacted>'

/** Shorter secrets stand in ordinary words by chance, and so do those that are such a word. */
const MIN_PLAIN_LENGTH = 4
const SERVERS_OWN_WORDS =
  /^(?:auth|authentication|credentials?|error|failed|invalid|login|mail|password|pass|plain|secret|server|smtp|test|token|user|username|your)$/i

/** Returns a function that covers the secret of these credentials in every text of a value; the shape stays as it was. */
export function coverOf({ username, secret }: Credentials): <Value>(value: Value) => Value {
  const forms = formsOf(username, secret)
  const coverText = (text: string) => forms.reduce((covered, form) => covered.replaceAll(form, COVER), text)
  const cover = (value: unknown): unknown => {
    if (typeof value === 'string') return coverText(value)
    if (Array.isArray(value)) return value.map(cover)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cover(one)]))
  }
  return <Value>(value: Value) => cover(value) as Value
}

/** The longest first: a short form may be a part of a longer one. */
function formsOf(username: string, secret: string): string[] {
  const isCovered = secret.length >= MIN_PLAIN_LENGTH && !SERVERS_OWN_WORDS.test(secret)
  const responses = [`\0${username}\0${secret}`, `${username}\0${username}\0${secret}`, secret]
  const forms = [
    ...responses.map((response) => Buffer.from(response).toString('base64')),
    `user=${username}\x01auth=Bearer ${secret}`,
    ...(isCovered
      ? [
          secret,
          encodeURIComponent(secret),
          Buffer.from(secret).toString('base64url'),
          Buffer.from(secret).toString('hex'),
          // A server that does not know UTF-8 says its octets one by one.
          Buffer.from(secret).toString('latin1'),
        ]
      : []),
  ]
  return [...new Set([...forms, ...forms.map((form) => form.replace(/=+$/, ''))])]
    .filter((form) => form.length >= MIN_PLAIN_LENGTH)
    .sort((a, b) => b.length - a.length)
}
