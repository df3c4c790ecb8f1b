// The server's side of the SASL mechanisms that the practice server speaks, as a chain of steps. Written from the RFCs,
// independently of the client's side, so that neither can hide a mistake of the other.

import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

/** The one account of a practice server. */
export interface Account {
  readonly username: string
  readonly secret: string
  /** An OAuth 2.0 access token that is taken too. */
  readonly token?: string
}

/** What follows a step: a challenge that waits for an answer, the end of the exchange, or an answer that is not readable. */
export type Step =
  | { readonly kind: 'challenge'; readonly text: string; readonly next: (response: string) => Step }
  | { readonly kind: 'done'; readonly username: string; readonly isRight: boolean }
  | { readonly kind: 'malformed' }

export const MECHANISMS = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256', 'XOAUTH2', 'OAUTHBEARER'] as const
export type Mechanism = (typeof MECHANISMS)[number]

/** Whether a name is one of the mechanisms spoken here; upper case only. */
export function isMechanism(name: string): name is Mechanism {
  return (MECHANISMS as readonly string[]).includes(name)
}

/**
 * Begins an exchange. `initial` is the decoded initial response of RFC 4954 section 4, absent when the client sent none.
 * Challenges and responses are bytes as latin1 text; base64 is the caller's business.
 */
export function beginExchange(
  mechanism: Mechanism,
  initial: string | undefined,
  account: Account,
  hostName: string,
): Step {
  switch (mechanism) {
    case 'PLAIN':
      return initial === undefined ? ask('', (response) => plain(response, account)) : plain(initial, account)
    case 'LOGIN':
      return login(initial, account)
    case 'CRAM-MD5':
      return cramMd5(account, hostName)
    case 'SCRAM-SHA-256':
      return initial === undefined ? ask('', (response) => scram(response, account)) : scram(initial, account)
    case 'XOAUTH2':
    case 'OAUTHBEARER':
      return initial === undefined
        ? ask('', (response) => bearer(mechanism, response, account))
        : bearer(mechanism, initial, account)
  }
}

const ask = (text: string, next: (response: string) => Step): Step => ({ kind: 'challenge', text, next })
const done = (username: string, isRight: boolean): Step => ({ kind: 'done', username, isRight })
const utf8 = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8')

/** RFC 4616: authzid NUL authcid NUL passwd. */
function plain(response: string, account: Account): Step {
  const [, authcid, secret, ...rest] = response.split('\0')
  if (authcid === undefined || secret === undefined || rest.length > 0) return { kind: 'malformed' }
  return done(utf8(authcid), utf8(authcid) === account.username && utf8(secret) === account.secret)
}

/** The old way of Netscape and Microsoft; draft-murchison-sasl-login. */
function login(initial: string | undefined, account: Account): Step {
  const askPassword = (username: string): Step =>
    ask('Password:', (secret) =>
      done(utf8(username), utf8(username) === account.username && utf8(secret) === account.secret),
    )
  return initial === undefined ? ask('Username:', askPassword) : askPassword(initial)
}

/** RFC 2195: the user name and the HMAC-MD5 of the challenge in hexadecimal. */
function cramMd5(account: Account, hostName: string): Step {
  const challenge = `<${randomBytes(8).toString('hex')}@${hostName}>`
  return ask(challenge, (response) => {
    const [username, digest] = split(utf8(response), response.lastIndexOf(' '))
    if (!username) return { kind: 'malformed' }
    const expected = createHmac('md5', account.secret).update(challenge).digest('hex')
    return done(username, username === account.username && digest === expected)
  })
}

/** RFC 5802 with SHA-256 (RFC 7677), without channel binding. */
function scram(clientFirst: string, account: Account): Step {
  const first = /^(n,(?:a=[^,]*)?,)(n=([^,]*),r=([^,]+).*)$/.exec(clientFirst)
  if (!first) return { kind: 'malformed' }
  const [, header = '', bare = '', name = '', clientNonce = ''] = first
  const username = utf8(name).replaceAll('=2C', ',').replaceAll('=3D', '=')
  const nonce = clientNonce + randomBytes(12).toString('base64')
  const salt = randomBytes(16)
  const rounds = 4096
  const serverFirst = `r=${nonce},s=${salt.toString('base64')},i=${rounds}`
  return ask(serverFirst, (clientFinal) => {
    const final = /^(c=([^,]*),r=([^,]*)),p=([^,]+)$/.exec(clientFinal)
    if (!final) return { kind: 'malformed' }
    const [, withoutProof = '', binding = '', echoed = '', proof = ''] = final
    if (echoed !== nonce || binding !== Buffer.from(header).toString('base64')) return { kind: 'malformed' }
    const salted = pbkdf2Sync(account.secret.normalize('NFKC'), salt, rounds, 32, 'sha256')
    const authMessage = `${bare},${serverFirst},${withoutProof}`
    const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest()
    const clientKey = xor(Buffer.from(proof, 'base64'), hmac(storedKey, authMessage))
    const isRight = username === account.username && isSame(createHash('sha256').update(clientKey).digest(), storedKey)
    if (!isRight) return done(username, false)
    const signature = hmac(hmac(salted, 'Server Key'), authMessage).toString('base64')
    return ask(`v=${signature}`, () => done(username, true))
  })
}

/** XOAUTH2 of Google and Microsoft, and OAUTHBEARER of RFC 7628: a refusal is a JSON challenge, then the reply. */
function bearer(mechanism: 'XOAUTH2' | 'OAUTHBEARER', response: string, account: Account): Step {
  const fields = response.split('\x01')
  const token = fields.find((field) => /^auth=bearer /i.test(field))?.slice('auth=bearer '.length)
  const username =
    mechanism === 'XOAUTH2'
      ? fields.find((field) => field.startsWith('user='))?.slice('user='.length)
      : /^n,a=([^,]*),/.exec(fields[0] ?? '')?.[1]
  if (token === undefined || username === undefined) return { kind: 'malformed' }
  if (utf8(username) === account.username && account.token !== undefined && token === account.token)
    return done(utf8(username), true)
  const complaint =
    mechanism === 'XOAUTH2'
      ? '{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}'
      : '{"status":"invalid_token","scope":"https://mail.google.com/"}'
  return ask(complaint, () => done(utf8(username), false))
}

function split(text: string, at: number): [string, string] {
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + 1)]
}

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text, 'latin1').digest()
const xor = (a: Buffer, b: Buffer) => Buffer.from(b.map((byte, i) => byte ^ (a[i] ?? 0)))
const isSame = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)
