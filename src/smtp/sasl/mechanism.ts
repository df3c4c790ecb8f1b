// What all SASL mechanisms share (RFC 4422), and which one is taken.

import type { Credentials } from '../../model.js'
import { cramMd5 } from './cram-md5.js'
import { login } from './login.js'
import { oauthbearer, xoauth2 } from './oauth.js'
import { plain } from './plain.js'
import { scramSha256 } from './scram-sha-256.js'

/** One exchange: made for one login, used once. Bytes are raw, the caller does base64. */
export interface SaslExchange {
  /** Sent with the AUTH command itself; absent where the server speaks first. */
  readonly initialResponse?: Uint8Array
  /** Whether the first thing sent after the AUTH command is not yet the secret or anything derived from it. */
  readonly startsWithoutSecret: boolean
  /** The answer to a challenge; undefined when the challenge makes no sense and the exchange has to be cancelled with `*`. */
  respond(challenge: Uint8Array): Uint8Array | undefined
  /** Whether the server has proven itself, in mechanisms that have it do so; success before that is none. */
  isServerProven?(): boolean
}

export interface SaslParameters {
  readonly credentials: Credentials
  readonly host: string
  readonly port: number
  /** Random, printable, without comma: SCRAM's client nonce. */
  readonly nonce: string
}

type SaslMechanism = (parameters: SaslParameters) => SaslExchange

const MECHANISMS: Readonly<Record<string, SaslMechanism>> = {
  PLAIN: plain,
  LOGIN: login,
  'SCRAM-SHA-256': scramSha256,
  'CRAM-MD5': cramMd5,
  XOAUTH2: xoauth2,
  OAUTHBEARER: oauthbearer,
}

/** Over TLS in the order in which programs choose, because one attempt has to stand for what a program would do. */
const ORDER_ENCRYPTED = ['PLAIN', 'LOGIN', 'SCRAM-SHA-256', 'CRAM-MD5']
/** In clear (loopback, or on an explicit yes) those first that do not show the secret. */
const ORDER_CLEAR = ['SCRAM-SHA-256', 'CRAM-MD5', 'PLAIN', 'LOGIN']
const ORDER_TOKEN = ['XOAUTH2', 'OAUTHBEARER']

/** All mechanisms that can be spoken. */
export const MECHANISM_NAMES: readonly string[] = Object.keys(MECHANISMS)

/** The mechanisms to try in order: those that the server offers and that fit the kind of credentials. */
export function chooseMechanisms(
  offered: readonly string[],
  credentials: Credentials,
  options: { readonly isEncrypted: boolean; readonly forced?: string },
): string[] {
  if (options.forced) return [options.forced.toUpperCase()]
  const order = credentials.kind === 'token' ? ORDER_TOKEN : options.isEncrypted ? ORDER_ENCRYPTED : ORDER_CLEAR
  return order.filter((name) => offered.includes(name))
}

/** Starts an exchange; throws when the mechanism is not one of MECHANISM_NAMES. */
export function startSasl(name: string, parameters: SaslParameters): SaslExchange {
  const mechanism = MECHANISMS[name]
  if (!mechanism) throw new Error(`no SASL mechanism ${name}`)
  return mechanism(parameters)
}
