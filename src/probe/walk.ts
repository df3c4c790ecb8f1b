// One endpoint from the name to the last EHLO: dns → connect → greeting → ehlo → starttls/tls → ehlo. What is seen is
// recorded, nothing is judged; where the port speaks the wrong kind of TLS, the walk says which kind it does speak.

import type { CertificateProblem, Endpoint, ProtocolSeen, Security, TlsFault } from '../model.js'
import { type Capabilities, NO_CAPABILITIES, parseCapabilities, wordCapabilities } from '../smtp/capabilities.js'
import { ehloCommand, heloCommand, plainCommand } from '../smtp/command.js'
import { LATE_GREETING_MS, SILENCE_FACTOR, SILENCE_MS } from '../smtp/limits.js'
import { type Channel, createChannel } from './channel.js'
import { waitFor } from './deadline.js'
import type { ProbeEnvironment } from './environment.js'
import { readGreeting } from './greeting.js'
import { shakeHands } from './handshake.js'
import { openLine, type WalkContext } from './open-line.js'
import { askForAnother, askInClear, askInTls, askingOf, askWithQuit, wordProtocol } from './other-tongue.js'
import { type Expected, recordReply } from './record-reply.js'
import { createRecorder, type Recorder } from './recorder.js'
import { hearInsteadOfTls, shakeRelaxed } from './relaxed-handshake.js'
import { inspectTls, wordProblems } from './trust.js'

/** An endpoint that answered as SMTP, with its connection open for more. */
export interface OpenSession {
  readonly channel: Channel
  readonly capabilities: Capabilities
  /** Empty when the connection is encrypted and the certificate verifies for the host. */
  readonly problems: readonly CertificateProblem[]
  /** Whether the server is on this machine, by the name that was asked for and not by a detour. */
  readonly isLoopback: boolean
}

export interface Walk {
  readonly endpoint: Endpoint
  readonly recorder: Recorder
  readonly session?: OpenSession
  /** The kind of TLS that this port does speak, when it was not the one asked for. */
  readonly corrected?: Security
}

const STARTTLS: Expected = { stage: 'starttls', verb: 'STARTTLS', command: 'STARTTLS', isEncrypted: false }

/** A walk that has begun. */
export interface WalkUnderWay {
  readonly endpoint: Endpoint
  readonly recorder: Recorder
  /** The clock's time at which the connection was asked for. */
  readonly startMs: number
  /** Never rejects; every failure is in the record. */
  readonly end: Promise<Walk>
}

/** Starts walking an endpoint. */
export function beginWalk(endpoint: Endpoint, environment: ProbeEnvironment): WalkUnderWay {
  const { clock } = environment.network
  const recorder = createRecorder(endpoint, clock, environment.onEvent)
  return { endpoint, recorder, startMs: clock(), end: walk(endpoint, recorder, environment) }
}

async function walk(endpoint: Endpoint, recorder: Recorder, environment: ProbeEnvironment): Promise<Walk> {
  const line = await openLine(endpoint, recorder, environment)
  if (!line) return { endpoint, recorder }
  // While the greeting is on its way there is time for what the handshake needs.
  if (endpoint.security !== 'none') setImmediate(() => environment.trust.prepare())
  const context: WalkContext = { endpoint, recorder, environment, ...line }
  const { session, corrected } = endpoint.security === 'tls' ? await walkTls(context) : await walkClear(context)
  return { endpoint, recorder, ...(session && { session }), ...(corrected && { corrected }) }
}

interface WalkResult {
  readonly session?: OpenSession
  readonly corrected?: Security
}

// ---------------------------------------------------------------------------------------------------- clear text first

async function walkClear(context: WalkContext): Promise<WalkResult> {
  const { endpoint, recorder, environment, socket } = context
  const channel = createChannel(socket, {
    isEncrypted: false,
    recorder,
    clock: environment.network.clock,
    signal: environment.signal,
  })
  const corrected = await readGreeting(context, channel, askInTls)
  if (corrected !== 'ok') {
    channel.destroy()
    return corrected === 'tls' ? { corrected } : {}
  }
  const capabilities = await sayEhlo(context, channel)
  if (!capabilities) return abandon(channel)
  if (endpoint.security === 'none') return { session: openSession(context, channel, capabilities, []) }
  return upgrade(context, channel, capabilities)
}

async function upgrade(context: WalkContext, channel: Channel, capabilities: Capabilities): Promise<WalkResult> {
  const { recorder, environment } = context
  const { clock } = environment.network
  const sinceMs = clock()
  if (!capabilities.hasStarttls) {
    const message = 'the server does not offer STARTTLS'
    recorder.see('starttls', 'fail', { kind: 'client', complaint: 'starttls-not-offered', message })
    recorder.stage('starttls', 'fail', sinceMs, message)
    return abandon(channel)
  }
  channel.send(plainCommand('STARTTLS'))
  const outcome = await channel.readReply(environment.deadlineMs('starttls'))
  if (!recordReply(recorder, STARTTLS, outcome, sinceMs)) return abandon(channel)
  // Whatever the kernel already holds belongs to the clear-text part: RFC 3207 section 4.2, CVE-2011-0411.
  await new Promise((resolve) => setImmediate(resolve))
  const injected = channel.unread()
  if (injected) {
    recorder.see('starttls', 'fail', { kind: 'injection', bytes: injected.slice(0, 200) })
    recorder.stage('starttls', 'fail', sinceMs, 'bytes in clear text after the STARTTLS reply')
    return abandon(channel)
  }
  return secure(context, channel.detach() as WalkContext['socket'])
}

// ---------------------------------------------------------------------------------------------------------- TLS first

async function walkTls(context: WalkContext): Promise<WalkResult> {
  return secure(context, context.socket)
}

/** The handshake, the inspection, and EHLO (after the greeting, with implicit TLS). */
async function secure(context: WalkContext, socket: WalkContext['socket']): Promise<WalkResult> {
  const { endpoint, recorder, environment } = context
  const { clock } = environment.network
  const isImplicit = endpoint.security === 'tls'
  const sinceMs = clock()
  recorder.say('note', 'TLS handshake')
  const ending = new AbortController()
  const options = {
    deadlineMs: environment.deadlineMs('tls'),
    signal: AbortSignal.any([environment.signal, ending.signal]),
  }
  const handshake = shakeHands(socket, endpoint.host, environment.trust, options)
  // A server that waits for nothing speaks at once in clear; one that delays its greeting looks like a stalled handshake.
  const early = isImplicit ? await waitFor(handshake, SILENCE_MS, environment.signal) : undefined
  const asking = early?.kind === 'timeout' ? askInClear(askingOf(context), environment) : undefined
  const heard = asking && (await Promise.race([handshake.then(() => undefined), asking]))
  if (heard && heard.speaks !== 'silent' && heard.speaks !== 'tls') {
    ending.abort()
    await handshake
    return recordWrongTongue(context, heard, 'no answer to the TLS handshake', 'timeout', sinceMs)
  }
  const outcome = await handshake
  if (outcome.kind === 'aborted') {
    recorder.stage('tls', 'skipped', sinceMs, 'not waited for')
    return {}
  }
  if (outcome.kind === 'failed') {
    const { fault, message } = outcome.seen
    // Who sends an alert speaks TLS.
    const isOtherTongue = isImplicit && OTHER_TONGUE_FAULTS.includes(fault) && !/\balert\b/i.test(message)
    // Both questions at once: what the port says in clear, and whether old TLS would do.
    const patienceMs = Math.max(LATE_GREETING_MS, SILENCE_FACTOR * (clock() - sinceMs))
    const listening = isOtherTongue
      ? (asking ?? askForAnother(askingOf(context, patienceMs), fault, environment))
      : undefined
    const relaxed = RETRIED_FAULTS.includes(fault)
      ? await shakeRelaxed(endpoint, context.address, environment)
      : undefined
    const answer = relaxed ? undefined : await listening
    if (answer && answer.speaks !== 'silent' && answer.speaks !== 'tls')
      return recordWrongTongue(context, answer, message, fault, sinceMs)
    if (answer?.speaks === 'silent') recorder.see('tls', 'fail', answer)
    if (!isImplicit && fault === 'wrong-version-number')
      recorder.see('starttls', 'fail', await hearInsteadOfTls(endpoint, context.address, environment))
    recorder.see('tls', 'fail', { ...outcome.seen, ...(relaxed && { relaxed }) }, clock() - sinceMs)
    const wouldWork = relaxed ? `; only ${relaxed.version} with ${relaxed.cipher} would work` : ''
    recorder.stage('tls', 'fail', sinceMs, `${message}${wouldWork}`)
    return {}
  }

  const tls = inspectTls(outcome.socket, endpoint.host, environment.trust, environment.nowMs)
  recorder.see('tls', tls.problems.length > 0 ? 'fail' : 'ok', tls, clock() - sinceMs)
  const [certificate] = tls.chain
  recorder.note({
    tls: {
      version: tls.version ?? 'unknown',
      cipher: tls.cipher ?? 'unknown',
      ...(certificate && { certificate }),
      chain: tls.chain,
      problems: tls.problems,
    },
  })
  const words = `${tls.version}, ${tls.cipher}`
  if (tls.problems.length > 0)
    recorder.stage('tls', 'fail', sinceMs, `${words}; the certificate does not verify: ${wordProblems(tls.problems)}`)
  else recorder.stage('tls', 'ok', sinceMs, `${words}, certificate verified`)

  const channel = createChannel(outcome.socket, { isEncrypted: true, recorder, clock, signal: environment.signal })
  if (isImplicit) {
    if ((await readGreeting(context, channel, askWithQuit)) !== 'ok') return abandon(channel)
  }
  const capabilities = await sayEhlo(context, channel)
  return capabilities ? { session: openSession(context, channel, capabilities, tls.problems) } : abandon(channel)
}

function recordWrongTongue(
  { recorder, environment }: WalkContext,
  answer: ProtocolSeen,
  message: string,
  fault: TlsFault,
  sinceMs: number,
): WalkResult {
  recorder.see('tls', 'fail', { kind: 'tls-error', fault, message }, environment.network.clock() - sinceMs)
  recorder.see('tls', 'fail', answer)
  recorder.stage('tls', 'fail', sinceMs, wordProtocol(answer))
  return answer.speaks === 'smtp' ? { corrected: 'starttls' } : {}
}

const OTHER_TONGUE_FAULTS: readonly TlsFault[] = ['wrong-version-number', 'closed', 'other']
const RETRIED_FAULTS: readonly TlsFault[] = [
  'closed',
  'unsupported-protocol',
  'no-shared-cipher',
  'handshake-failure',
  'weak-key',
  'other',
]

// ------------------------------------------------------------------------------------------------------------ dialogue

/** EHLO, or HELO where the server does not know EHLO; undefined when neither is accepted. */
async function sayEhlo(context: WalkContext, channel: Channel): Promise<Capabilities | undefined> {
  const { recorder, environment } = context
  const { clock } = environment.network
  const { isEncrypted } = channel
  const sinceMs = clock()
  const ehlo = ehloCommand(environment.ehloName)
  channel.send(ehlo)
  const outcome = await channel.readReply(environment.deadlineMs('ehlo'))
  if (outcome.kind === 'reply' && [500, 502].includes(outcome.reply.code)) {
    const helo = heloCommand(environment.ehloName)
    channel.send(helo)
    const answer = await channel.readReply(environment.deadlineMs('ehlo'))
    const expected = { stage: 'ehlo', verb: 'HELO', command: helo.shown, isEncrypted } as const
    if (!recordReply(recorder, expected, answer, sinceMs)) return undefined
    recorder.see('ehlo', 'ok', { kind: 'capabilities', keywords: [], isEncrypted })
    return NO_CAPABILITIES
  }
  const offered = outcome.kind === 'reply' && outcome.reply.code < 400 ? parseCapabilities(outcome.reply) : undefined
  const detail = offered && wordCapabilities(offered, isEncrypted)
  const expected = { stage: 'ehlo', verb: 'EHLO', command: ehlo.shown, isEncrypted, ...(detail && { detail }) } as const
  if (!recordReply(recorder, expected, outcome, sinceMs) || !offered) return undefined
  const { keywords } = offered
  recorder.see('ehlo', 'ok', { kind: 'capabilities', keywords, isEncrypted })
  recorder.note({ capabilities: keywords })
  return offered
}

function openSession(
  context: WalkContext,
  channel: Channel,
  capabilities: Capabilities,
  problems: readonly CertificateProblem[],
): OpenSession {
  return { channel, capabilities, problems, isLoopback: context.isLoopback }
}

function abandon(channel: Channel): WalkResult {
  channel.destroy()
  return {}
}
