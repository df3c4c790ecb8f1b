// Joins probe and diagnose: endpoints are walked at once, one login on the best of them, envelope and proof, then the
// judgement. The library's and every command's engine.

import { type Judge, makeReport, type Result, stageUnderWay } from './check-report.js'
import type {
  CheckOptions,
  CheckTarget,
  Credentials,
  DialogueLine,
  Endpoint,
  Login,
  PresetDirectory,
  Report,
  RunningCheck,
} from './model.js'
import { UsageError } from './model.js'
import { waitFor } from './probe/deadline.js'
import { deliver } from './probe/deliver.js'
import { createEnvironment, type ProbeEnvironment } from './probe/environment.js'
import { createListener } from './probe/listener.js'
import { logIn } from './probe/log-in.js'
import type { Network } from './probe/network.js'
import { composeMessage, proveWithNodemailer } from './probe/prove.js'
import { type ReadyWalk, startSurvey } from './probe/survey.js'
import { beginWalk, type Walk } from './probe/walk.js'
import { assertOneLine } from './smtp/command.js'
import { MECHANISM_NAMES } from './smtp/sasl/mechanism.js'

/** A check under way, with what a progress line and a transcript need. */
export interface ExaminedCheck extends RunningCheck {
  /** The ports whose walk goes on. */
  pendingPorts(): readonly number[]
  /** The SMTP dialogues so far, secrets replaced, one entry an endpoint. */
  dialogues(): readonly { readonly endpoint: Endpoint; readonly lines: readonly DialogueLine[] }[]
}

/** What a test replaces of the outside world. */
export interface CheckWorld {
  readonly network?: Network
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** Starts walking all endpoints at once. The sockets stay open for the login until `close` or the end of `logIn`. */
export function startCheck(
  target: CheckTarget,
  options: CheckOptions,
  directory: PresetDirectory,
  world: CheckWorld = {},
): ExaminedCheck {
  const ending = new AbortController()
  const end = () => ending.abort()
  options.signal?.addEventListener('abort', end, { once: true })
  if (options.signal?.aborted) end()
  const nowMs = (world.now ?? Date.now)()
  const { tell, assertSound } = createListener(options.onEvent, end)
  const heard = { ...options, ...(tell && { onEvent: tell }) }
  const environment = createEnvironment(heard, ending.signal, nowMs, world.network)
  const survey = startSurvey(target.endpoints, environment, true)
  const judge: Judge = { target, options, directory, nowMs, environment, survey }
  const revisited: Walk[] = []

  const close = () => {
    options.signal?.removeEventListener('abort', end)
    for (const { session } of [...survey.ended(), ...revisited]) session?.channel.quit()
    end()
  }
  const finish = async (result: Result): Promise<Report> => {
    const report = await makeReport(judge, result)
    const { best, login } = result
    // Told once before, when nobody had logged in yet.
    if (best && (login?.credentials || login?.envelope)) tell?.({ event: 'endpoint', ...best.recorder.report() })
    for (const diagnosis of report.diagnoses) tell?.({ event: 'diagnosis', ...diagnosis })
    tell?.({ event: 'done', report })
    assertSound()
    return report
  }

  return {
    // Judging costs more than a round trip, so it is only done when somebody asks before the login.
    get ready() {
      return survey.best.then((best) => makeReport(judge, best ? { best } : {}))
    },
    async logIn(login) {
      assertSendable(login)
      const chosen = await survey.best
      const best = chosen && (await reopened(chosen, environment, revisited))
      if (!best) {
        await survey.all
        return await finish({ login })
      }
      try {
        const used = await useSession(best, login, judge)
        await letStragglersEnd(judge)
        return await finish({ best, login, ...used })
      } finally {
        close()
      }
    },
    close,
    pendingPorts: () => survey.pending().map(({ endpoint }) => endpoint.port),
    dialogues: () =>
      [...survey.ended(), ...revisited].map(({ endpoint, recorder }) => ({ endpoint, lines: recorder.dialogue })),
  }
}

/** The whole diagnosis in one call: walk, log in, envelope, proof, judgement. */
export async function runCheck(
  target: CheckTarget,
  login: Login,
  options: CheckOptions,
  directory: PresetDirectory,
  world: CheckWorld = {},
): Promise<Report> {
  const running = startCheck(target, options, directory, world)
  try {
    return await running.logIn(login)
  } finally {
    running.close()
  }
}

/** What an endpoint that is connected already may still take when the answer is known. */
const STRAGGLER_MS = 150

/** Ports that answer are nearly through by now, and worth a moment; silent ones are not waited for. */
async function letStragglersEnd({ survey, environment }: Judge): Promise<void> {
  const answering = survey.pending().filter(({ recorder }) => stageUnderWay(recorder.report()) !== 'connect')
  if (answering.length === 0) return
  await waitFor(Promise.all(answering.map(({ end }) => end)), STRAGGLER_MS, environment.signal)
}

/** A server may have hung up while the user was typing; then the endpoint is walked once more. */
async function reopened(
  walk: ReadyWalk,
  environment: ProbeEnvironment,
  revisited: Walk[],
): Promise<ReadyWalk | undefined> {
  if (walk.session.channel.isOpen) return walk
  const again = await beginWalk(walk.endpoint, environment).end
  revisited.push(again)
  return again.session ? { ...again, session: again.session } : undefined
}

async function useSession(best: ReadyWalk, login: Login, judge: Judge): Promise<Omit<Result, 'best' | 'login'>> {
  const { session, endpoint, recorder } = best
  const { environment } = judge
  const { credentials, envelope } = login
  const outcome = credentials && (await logIn(session, endpoint, recorder, credentials, login, environment))
  const notes = outcome?.note ? [outcome.note] : []
  const base = { notes, ...(outcome?.mechanism && { mechanism: outcome.mechanism }) }
  const isLoggedIn = outcome?.status === 'ok'
  if (outcome && !isLoggedIn) return { ...base, isLoggedIn }
  const message = envelope?.send ? await composeMessage(envelope, endpoint) : undefined
  const hasLetterPassed = envelope ? await deliver(session, recorder, envelope, message, environment) : true
  const isProvable = hasLetterPassed && login.prove !== false && session.problems.length === 0
  session.channel.quit()
  const { address } = recorder.report()
  const proof =
    isProvable && address && (credentials || session.isLoopback)
      ? await proveWithNodemailer(endpoint, address, { ...(credentials && { credentials }), ...base }, environment)
      : undefined
  return { ...base, isLoggedIn, hasLetterPassed, ...(proof && { proof }) }
}

/** Refuses what could become a second command before anything is connected (contract, promise 4). */
function assertSendable({ credentials, envelope, mechanism }: Login): void {
  if (mechanism !== undefined && !MECHANISM_NAMES.includes(mechanism.toUpperCase()))
    throw new UsageError(
      `${JSON.stringify(mechanism)} is no mechanism that can be spoken here; choose one of ${MECHANISM_NAMES.join(', ')}`,
    )
  if (credentials) {
    assertOneLine(credentials.username, 'the user name')
    assertOneLine(credentials.secret, secretName(credentials))
  }
  for (const address of envelope ? [envelope.from, envelope.to] : []) {
    assertOneLine(address, 'an address')
    if (!/^[^\s<>]+@[^\s<>@]+$/.test(address)) throw new UsageError(`${JSON.stringify(address)} is no e-mail address`)
  }
}

function secretName({ kind }: Credentials): string {
  return `the ${kind}`
}
