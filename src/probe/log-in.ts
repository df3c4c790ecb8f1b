// AUTH (RFC 4954) on an open session: one attempt with one secret, and none where the secret would not be safe.

import { randomBytes } from 'node:crypto'
import type { Credentials, Endpoint, Login } from '../model.js'
import { authCommand, authResponse, plainCommand } from '../smtp/command.js'
import { chooseMechanisms, MECHANISM_NAMES, startSasl } from '../smtp/sasl/mechanism.js'
import type { ReplyOutcome } from './channel.js'
import type { ProbeEnvironment } from './environment.js'
import { recordReply } from './record-reply.js'
import type { Recorder } from './recorder.js'
import { coverOf } from './secret-cover.js'
import { wordProblems } from './trust.js'
import type { OpenSession } from './walk.js'

export interface LoginResult {
  readonly status: 'ok' | 'fail' | 'skipped'
  /** The mechanism of the attempt. */
  readonly mechanism?: string
  /** What the user has to know: the secret was withheld, or it went over a connection that is not verified. */
  readonly note?: string
}

/** No exchange of a known mechanism needs more; a server that goes on asking is not taken seriously. */
const MAX_CHALLENGES = 6

/** Logs in with the first mechanism that both sides know. Never rejects for what the server does. */
export async function logIn(
  session: OpenSession,
  endpoint: Endpoint,
  recorder: Recorder,
  credentials: Credentials,
  login: Pick<Login, 'mechanism' | 'insecureHost'>,
  environment: ProbeEnvironment,
): Promise<LoginResult> {
  const sinceMs = environment.network.clock()
  recorder.coverWith(coverOf(credentials))
  const { authMechanisms: offered, hasStarttls } = session.capabilities
  const danger = dangerOf(session)
  const isAllowed = !danger || login.insecureHost?.toLowerCase() === endpoint.host.toLowerCase()
  if (danger && !isAllowed) {
    const note = `The ${credentials.kind} was not sent to ${endpoint.host}: ${danger}.`
    if (!session.channel.isEncrypted) {
      const lacking = offered.length > 0 ? 'starttls-not-offered' : 'auth-not-offered'
      recorder.see('auth', 'fail', {
        kind: 'client',
        complaint: hasStarttls ? 'starttls-required' : lacking,
        message: note,
      })
    }
    recorder.stage('auth', 'skipped', sinceMs, note)
    return { status: 'skipped', note }
  }
  const note =
    danger && `The ${credentials.kind} was sent to ${endpoint.host} on your explicit yes, although ${danger}.`
  const mechanisms = chooseMechanisms(offered, credentials, {
    isEncrypted: session.channel.isEncrypted,
    ...(login.mechanism && { forced: login.mechanism }),
  }).filter((name) => MECHANISM_NAMES.includes(name))
  const fail = (complaint: 'auth-not-offered' | 'no-common-mechanism', message: string): LoginResult => {
    recorder.see('auth', 'fail', { kind: 'client', complaint, message })
    recorder.stage('auth', 'fail', sinceMs, message)
    return { status: 'fail', ...(note && { note }) }
  }
  if (offered.length === 0) return fail('auth-not-offered', 'the server offers no AUTH on this connection')
  if (mechanisms.length === 0) {
    return fail(
      'no-common-mechanism',
      `no mechanism in common: the server offers ${offered.join(' ')}, for a ${credentials.kind}`,
    )
  }
  for (const [index, mechanism] of mechanisms.entries()) {
    const isLast = index === mechanisms.length - 1
    const status = await attempt(mechanism, isLast, { session, endpoint, recorder, credentials, environment, sinceMs })
    if (status !== 'not-supported') return { status, mechanism, ...(note && { note }) }
  }
  return { status: 'fail', ...(note && { note }) }
}

/** Why a secret must not go over this session; undefined when it may (contract: verified TLS, or this machine itself). */
function dangerOf({ channel, problems, isLoopback }: OpenSession): string | undefined {
  if (isLoopback || (channel.isEncrypted && problems.length === 0)) return undefined
  return channel.isEncrypted
    ? `its certificate does not verify (${wordProblems(problems)})`
    : 'the connection is not encrypted'
}

interface Attempt {
  readonly session: OpenSession
  readonly endpoint: Endpoint
  readonly recorder: Recorder
  readonly credentials: Credentials
  readonly environment: ProbeEnvironment
  readonly sinceMs: number
}

/** One exchange. `not-supported`: refused as a mechanism (504) before anything secret was sent, so another may follow. */
async function attempt(
  mechanism: string,
  isLast: boolean,
  { session: { channel }, endpoint, recorder, credentials, environment, sinceMs }: Attempt,
): Promise<'ok' | 'fail' | 'not-supported'> {
  const { host, port } = endpoint
  const sasl = startSasl(mechanism, { credentials, host, port, nonce: randomBytes(18).toString('base64url') })
  const command = authCommand(mechanism, sasl.initialResponse)
  const expected = {
    stage: 'auth',
    verb: 'AUTH',
    command: command.shown,
    mechanism,
    isEncrypted: channel.isEncrypted,
  } as const
  let isSecretSent = !sasl.startsWithoutSecret
  channel.send(command)
  for (let challenges = 0; challenges <= MAX_CHALLENGES; challenges += 1) {
    const outcome = await channel.readReply(environment.deadlineMs('auth'))
    if (outcome.kind === 'reply' && outcome.reply.code === 334) {
      const challenge = Buffer.from(outcome.reply.text, 'base64')
      const response = challenges < MAX_CHALLENGES ? sasl.respond(challenge) : undefined
      recordChallenge(recorder, mechanism, challenge)
      // RFC 4954 section 4: a single `*` cancels.
      channel.send(response === undefined ? plainCommand('*') : authResponse(response))
      isSecretSent ||= response !== undefined
      continue
    }
    if (outcome.kind === 'reply' && outcome.reply.code < 300 && sasl.isServerProven?.() === false) {
      const message = `the server answered ${outcome.reply.code} before it had proven that it knows the password (RFC 5802 section 3)`
      recorder.see('auth', 'fail', { kind: 'client', complaint: 'protocol-error', message })
      recorder.stage('auth', 'fail', sinceMs, message, outcome.reply)
      return 'fail'
    }
    const isRefusedAsSuch = outcome.kind === 'reply' && outcome.reply.code === 504 && !isSecretSent
    if (isRefusedAsSuch && !isLast) return 'not-supported'
    return recordReply(recorder, expected, outcome, sinceMs) ? 'ok' : 'fail'
  }
  const endless: ReplyOutcome = { kind: 'limit', limit: 'reply', excerpt: 'challenges without end', ms: 0 }
  recordReply(recorder, expected, endless, sinceMs)
  return 'fail'
}

/** After a refused token the challenge is the reason in JSON (RFC 7628 section 3.2.2): evidence worth keeping. */
function recordChallenge(recorder: Recorder, mechanism: string, challenge: Buffer): void {
  const text = challenge.toString('utf8')
  if (!text.startsWith('{')) return
  const shown = text.slice(0, 500)
  const reply = { code: 334, text: shown, lines: [`334 ${shown}`] }
  recorder.see('auth', 'fail', { kind: 'reply', verb: 'AUTH', mechanism, reply, from: 'submission' })
}
