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
  const alone = isCoveredEverywhere(secret) ? undefined : standingAlone(username, secret)
  const coverText = (text: string) => {
    const covered = forms.reduce((rest, form) => rest.replaceAll(form, COVER), text)
    return alone ? covered.replace(alone, COVER) : covered
  }
  const cover = (value: unknown): unknown => {
    if (typeof value === 'string') return coverText(value)
    if (Array.isArray(value)) return value.map(cover)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cover(one)]))
  }
  return <Value>(value: Value) => cover(value) as Value
}

function isCoveredEverywhere(secret: string): boolean {
  return secret.length >= MIN_PLAIN_LENGTH && !SERVERS_OWN_WORDS.test(secret)
}

/** The longest first: a short form may be a part of a longer one. */
function formsOf(username: string, secret: string): string[] {
  const isCovered = isCoveredEverywhere(secret)
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

/** Words and numbers of servers' sentences that are as short as a secret can be. */
const SHORT_WORDS =
  /^(?:\d+|an?|and|any|are|as|at|bad|be|but|by|can|do|for|go|has|id|if|in|is|it|its|ip|key|log|may|new|no|not|now|of|ok|on|or|our|out|see|set|ssl|sql|the|tls|to|too|try|up|us|use|was|we|who|you)$/i

/**
 * Where a secret that may stand in a sentence by chance is shown for what it is: as a word of its own, or, when it is a
 * word of everybody's, in quotes or brackets, after an equals sign, after the user name or after the word for a secret.
 * Elsewhere nobody who reads along can tell it from the sentence, and covering it would only show where it stood.
 */
function standingAlone(username: string, secret: string): RegExp {
  const [name = '', local = '', word = ''] = [username, username.split('@')[0] ?? '', secret].map((text) =>
    text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  )
  const isOrdinary = SHORT_WORDS.test(secret) || SERVERS_OWN_WORDS.test(secret)
  const named = '(?:[Pp]ass(?:word|wd|code)?|PASS(?:WORD)?|[Pp]wd|[Ss]ecret|[Tt]oken): ?'
  const before = isOrdinary
    ? `(?<=["'\`<(\\[{=]|${name}[\\s:/\\0]{1,3}|(?<![\\p{L}\\p{N}])(?:${local}[:/\\0]|${named}))`
    : '(?<![\\p{L}\\p{N}])'
  const after = isOrdinary ? `(?=["'\`>)\\]},;.\\s]|$)` : '(?![\\p{L}\\p{N}])'
  return new RegExp(`${before}${word}${after}`, 'gu')
}
