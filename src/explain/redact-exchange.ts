// Takes out what a client answers to a server that asks for its login: AUTH lines and the base64 behind 334.

import { type DecodedLogin, decodeBase64, decodeInitialResponse, faultsOf, isWord, REDACTED } from './secrets.js'

/** Where in an exchange of challenges a line stands. */
export interface Challenge {
  /** How many answers the server still waits for. */
  expected: number
  mechanism: string
  /** The first answer goes on below: no part of it shows anything of itself. */
  isWrapped: boolean
}

const MAX_PARTS = 40
const GOES_ON = /^\s{0,20}[A-Za-z0-9+/]{4,}={0,2}\\?\s*$/

/** AUTH lines, and the answers to 334 challenges that follow them (RFC 4954 section 4). */
export function redactExchange(
  line: string,
  next: string,
  challenge: Challenge,
  learn: (login: DecodedLogin) => void,
): string {
  const auth = /\bAUTH[ \t]+(PLAIN|LOGIN|XOAUTH2?|OAUTHBEARER|CRAM-MD5|NTLM|SCRAM-SHA-\d+)\b[ \t]*([^\s"'\\]*)/i.exec(
    line,
  )
  if (auth && !/250[- ]AUTH/i.test(line)) {
    challenge.expected = 2
    challenge.isWrapped = false
    challenge.mechanism = (auth[1] ?? '').toUpperCase()
    const blob = auth[2] ?? ''
    if (!looksLikeSecret(blob)) return line
    const login = decodeInitialResponse(blob)
    challenge.isWrapped = blob.length >= 12 && GOES_ON.test(next) && !isWord(next.trim())
    if (challenge.isWrapped) challenge.expected = MAX_PARTS
    if (login) learn(challenge.isWrapped ? { ...login, faults: [] } : login)
    else if (challenge.mechanism === 'LOGIN') {
      learnAnswer(blob, challenge, learn)
      if (!challenge.isWrapped) challenge.expected = 1
    } else learn({ mechanism: challenge.mechanism, faults: [], values: [] })
    const start = auth.index + auth[0].length - blob.length
    return `${line.slice(0, start)}${REDACTED}${line.slice(start + blob.length)}`
  }
  const prompt = /\b334[ -]?([A-Za-z0-9+/=]{4,2000})/.exec(line)
  if (prompt) {
    challenge.expected = Math.max(challenge.expected, 1)
    if (/^(?:UGFzc3dvcmQ6|cGFzc3dvcmQ6|UGFzc3dvcmQA)/.test(prompt[1] ?? '')) challenge.expected = 1
    if (/^(?:VXNlcm5hbWU6|UGFzc3dvcmQ6|dXNlcm5hbWU6|cGFzc3dvcmQ6|VXNlciBOYW1lAA==|UGFzc3dvcmQA)/.test(prompt[1] ?? ''))
      return line
    return line.replace(prompt[1] ?? '', describeChallenge(prompt[1] ?? ''))
  }
  if (challenge.expected === 0) return line
  if (/(?<!\d)[25]\d\d[ -]/.test(line)) {
    challenge.expected = 0
    return line
  }
  const answer = /(?:^|[\s"'>:─]|->)([A-Za-z0-9+/]{2,}={0,2})\\?["']?\s*$/.exec(line)
  if (!answer?.[1] || isWord(answer[1])) return line
  learnAnswer(answer[1], challenge, learn)
  challenge.expected -= 1
  const at = line.lastIndexOf(answer[1])
  return `${line.slice(0, at)}${REDACTED}${line.slice(at + answer[1].length)}`
}

/** LOGIN sends the user name first, then the password. */
function learnAnswer(encoded: string, challenge: Challenge, learn: (login: DecodedLogin) => void): void {
  const whole = decodeInitialResponse(encoded)
  if (whole && !challenge.isWrapped) {
    learn(whole)
    return
  }
  const value = decodeBase64(encoded)
  if (value === undefined) return
  if (challenge.isWrapped) {
    learn({ mechanism: challenge.mechanism, faults: [], values: [value] })
    return
  }
  const isUsername = challenge.mechanism === 'LOGIN' && challenge.expected === 2
  learn({
    mechanism: challenge.mechanism,
    ...(isUsername && { username: value }),
    faults: faultsOf(value),
    values: isUsername ? [] : [value],
  })
}

/** XOAUTH2's error challenge is JSON; its status and scope matter, the rest is noise. */
function describeChallenge(encoded: string): string {
  const text = decodeBase64(encoded)
  return text?.startsWith('{') && /"(?:status|schemes|scope)"/.test(text) ? text.replace(/[^\x20-\x7e]/g, '') : REDACTED
}

function looksLikeSecret(blob: string): boolean {
  return blob.length >= 4 && /^[A-Za-z0-9+/=_.-]+$/.test(blob) && !isWord(blob)
}
