// What a fault of the practice server is: how it is served, what a learner is told, what a doctor has to find.

import type { Socket } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import type { SMTPServerOptions } from 'smtp-server'
import type { DiagnosisId, Layer } from '../model.js'
import type { Account } from './authentication.js'
import type { CertificateKind } from './certificates.js'

/** The three doors of a mail server: 587 with STARTTLS, 465 with implicit TLS, 25 with STARTTLS. */
export const ROLES = ['submission', 'submissions', 'smtp'] as const
export type Role = (typeof ROLES)[number]

export const ROLE_PORTS = { submission: 587, submissions: 465, smtp: 25 } as const satisfies Record<Role, number>

/** One reply as it goes over the wire: complete lines without line ends, then what happens to the connection. */
export interface Answer {
  readonly lines: readonly (string | Buffer)[]
  readonly afterwards?: 'close' | 'reset' | 'silence' | 'flood'
}

/** An answer that leaves the connection as it is. */
export const answer = (...lines: (string | Buffer)[]): Answer => ({ lines })
/** An answer after which the server closes the connection. */
export const lastAnswer = (...lines: (string | Buffer)[]): Answer => ({ lines, afterwards: 'close' })

/** What a scripted server knows when it chooses an answer. */
export interface Moment {
  readonly hostName: string
  readonly isEncrypted: boolean
  readonly username?: string
  /** The arguments of the command: the address of MAIL and RCPT, the host name of EHLO. */
  readonly argument: string
  readonly parameters: readonly string[]
  readonly from?: string
  /** The recipients taken so far. */
  readonly to: readonly string[]
  /** The message, at its end only. */
  readonly message?: string
}

/** An answer, or a choice that may leave it to the default. */
export type Choice = Answer | ((moment: Moment) => Answer | undefined)

/** A mail server that follows a script; what the script leaves out is done as by a healthy one. */
export interface Script {
  readonly greeting?: Answer
  readonly ehlo?: Choice
  /** EHLO lines beside STARTTLS and AUTH. */
  readonly features?: readonly string[]
  /** Whether STARTTLS is offered (the default), left out, or replaced by a word of the same length. */
  readonly startTls?: 'offered' | 'absent' | 'stripped'
  /** The reply to STARTTLS; one that is not 220 leaves the session in clear. */
  readonly startTlsReply?: Answer
  /** What the server does when the handshake begins, after STARTTLS as well as with implicit TLS. */
  readonly handshake?: 'stall' | 'close'
  /** Mechanisms offered over TLS; empty: no AUTH. */
  readonly mechanisms?: readonly string[]
  /** Mechanisms offered in clear; none by default. */
  readonly clearMechanisms?: readonly string[]
  /** The reply to AUTH whatever the credentials are, given before the exchange when `at` is `start`. */
  readonly auth?: { readonly at: 'start' | 'end'; readonly reply: Choice }
  /** The reply to a wrong login. */
  readonly refusal?: Answer
  readonly isLoginOptional?: boolean
  readonly mail?: Choice
  readonly rcpt?: Choice
  readonly data?: Choice
  readonly message?: Choice
  /** Line end of the replies. */
  readonly lineEnd?: '\r\n' | '\n'
}

/** The tools of a raw handler; everything stops by itself when the connection ends. */
export interface RawConnection {
  readonly socket: Socket
  /** Calls `act` every `ms` milliseconds. */
  every(ms: number, act: () => void): void
  /** Writes `chunk` for ever, as fast as the client reads. */
  flood(chunk: Buffer): void
}

export interface TlsTuning extends Pick<SecureContextOptions, 'minVersion' | 'maxVersion' | 'ciphers'> {
  readonly certificate?: CertificateKind
  /** Whether a client without a certificate of its own is sent away. */
  readonly demandsCertificate?: boolean
}

/** How one door is served. */
export type Service =
  /** The npm package smtp-server, with its own options. */
  | { readonly kind: 'smtp-server'; readonly options?: SMTPServerOptions; readonly tls?: TlsTuning }
  | { readonly kind: 'script'; readonly script: Script; readonly tls?: TlsTuning }
  /** Bytes by hand. `beneath`: on the bare TCP connection even where the door expects TLS at once. */
  | {
      readonly kind: 'raw'
      readonly serve: (connection: RawConnection) => void
      readonly beneath?: boolean
      readonly tls?: TlsTuning
    }
  /** The door speaks TLS at once, whatever it is meant for. */
  | { readonly kind: 'tls-first'; readonly script: Script }
  /** The door begins in clear, whatever it is meant for. */
  | { readonly kind: 'clear-first'; readonly script: Script }
  /** Nothing listens. */
  | { readonly kind: 'refused' }

/** What the learner's program is set to; wrong where the fault is in the settings. */
export interface Setup {
  /** Id of the provider that the practice server pretends to be. */
  readonly provider?: string
  /** The host name that it answers as. */
  readonly host: string
  readonly address: string
  readonly username: string
  readonly secret: string
  /** Whether `secret` is an OAuth 2.0 access token. */
  readonly isToken?: boolean
  readonly from: string
  readonly to: string
  /** Whether the fault shows only when a message is really sent. */
  readonly send?: boolean
  /** Whether the learner's program sends without a login. */
  readonly isAnonymous?: boolean
  /** Whether it does not encrypt, on doors that begin in clear. */
  readonly isUnencrypted?: boolean
  readonly mechanism?: string
  /** The doors that the learner's program may use; all three by default. */
  readonly doors?: readonly Role[]
}

/** One named fault. */
export interface Fault {
  /** Kebab case; what `lab FAULT` is called with. */
  readonly id: string
  readonly title: string
  readonly layer: Layer
  /** What the doctor has to say first; `works` for oddities that are harmless. */
  readonly expect: DiagnosisId | 'works'
  /** The task, for a learner. */
  readonly exercise: string
  readonly hint: string
  readonly solution: string
  readonly setup: Setup
  /** What has to be changed in the setup where the fault lies in it. */
  readonly healed?: Partial<Setup>
  /** What the server takes; by default what the setup has. */
  readonly account?: Account
  readonly serve: Service | ((role: Role) => Service)
}

export const LAB_HOST = 'mail.lab.test'

/** The setup of a fault on a server of nobody in particular. */
export const customSetup = (changes: Partial<Setup> = {}): Setup => ({
  host: LAB_HOST,
  address: 'ada@lab.test',
  username: 'ada@lab.test',
  secret: 'correct-horse-42',
  from: 'ada@lab.test',
  to: 'ada@lab.test',
  ...changes,
})
