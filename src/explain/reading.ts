// What reading a paste yields: observations, and what the text says about the circumstances.

import type { Endpoint, Observation, Security, Stage, Verb } from '../model.js'

/** Circumstances that the text itself names. */
export interface Hints {
  /** The server that was configured or meant. */
  readonly host?: string
  /** The server or address to which a connection was tried, where it is another. */
  readonly attempted?: string
  readonly port?: number
  readonly security?: Security
  /** A preset's id, known from the wording of the server's replies. */
  readonly provider?: string
  /** A client program (`nodemailer`, `smtplib`, `phpmailer`, …). */
  readonly client?: string
  /** A hosting platform's id. */
  readonly platform?: string
  readonly username?: string
  readonly from?: string
  readonly to?: string
}

/** An observation with its place in the text and what it is worth beside others. */
export interface Fact {
  readonly line: number
  readonly seen: Observation
  /** `wrapper`: a program's sentence about a failure whose cause stands elsewhere; dropped when anything else is known. */
  readonly weight: 'evidence' | 'wrapper' | 'background'
}

export interface Page {
  /** Normalised, secrets replaced. */
  readonly lines: readonly string[]
  /** The same in one piece, for looking whether something occurs at all. */
  readonly text: string
}

const STAGE_OF_VERB: Readonly<Record<Verb, Stage | undefined>> = {
  CONNECT: 'greeting',
  EHLO: 'ehlo',
  HELO: 'ehlo',
  STARTTLS: 'starttls',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
  MESSAGE: 'data',
  RSET: 'mail',
  NOOP: 'mail',
  QUIT: 'quit',
  OTHER: undefined,
  UNKNOWN: undefined,
}

/** The stage of a reply; where the verb is not known, what codes of this kind are usually said at. */
export function stageOfReply(verb: Verb, code: number, enhanced: string | undefined): Stage {
  const stage = STAGE_OF_VERB[verb]
  if (stage) return stage
  if (code === 334 || code === 530 || (code >= 534 && code <= 538)) return 'auth'
  if (code === 454 && !enhanced?.startsWith('4.3.')) return 'auth'
  if (code === 421 && !enhanced?.startsWith('4.7.')) return 'greeting'
  if (enhanced?.startsWith('5.1.') || enhanced?.startsWith('4.1.') || enhanced?.startsWith('5.2.')) return 'rcpt'
  return 'data'
}

/** An endpoint where host and port are known; how it is secured is guessed from the port where nothing says it. */
export function endpointOf(hints: Hints): Endpoint | undefined {
  const host = hints.host ?? hints.attempted
  if (!host || !hints.port) return undefined
  return { host, port: hints.port, security: hints.security ?? usualSecurity(hints.port) }
}

function usualSecurity(port: number): Security {
  return port === 465 ? 'tls' : port === 25 ? 'none' : 'starttls'
}

/** What is known around the line that is read. */
export interface Surroundings {
  readonly hints: Hints
  /** The command that a dialogue left unanswered. */
  readonly pending?: Verb
  readonly isEncrypted: boolean
}

/** How much of a line is kept as its message. */
export const FACT_LENGTH = 600
