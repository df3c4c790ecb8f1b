// Facts to a report: the endpoints' stages, what is known of ports that nobody waits for, the recommendation, the verdict,
// and the diagnoses, whose rules are loaded only when something failed.

import type {
  CheckOptions,
  CheckTarget,
  Context,
  Diagnosis,
  EndpointReport,
  Login,
  Observation,
  PresetDirectory,
  Recommendation,
  Report,
  Security,
  Stage,
} from './model.js'
import type { ProbeEnvironment } from './probe/environment.js'
import type { ReadyWalk, Survey } from './probe/survey.js'
import type { Walk } from './probe/walk.js'
import { hasExpectedShape } from './providers/secret-shape.js'
import { SILENCE_FACTOR } from './smtp/limits.js'

/** All that a report is made from. */
export interface Judge {
  readonly target: CheckTarget
  readonly options: CheckOptions
  readonly directory: PresetDirectory
  readonly nowMs: number
  readonly environment: ProbeEnvironment
  readonly survey: Survey
}

/** What came of the login and what followed it. */
export interface Result {
  readonly best?: ReadyWalk
  readonly login?: Login
  readonly mechanism?: string
  readonly hasLetterPassed?: boolean
  readonly isLoggedIn?: boolean
  readonly proof?: NonNullable<Report['proof']>
  readonly notes?: readonly string[]
}

/** The report so far: every endpoint, what is recommended, and the diagnoses of what failed. */
export async function makeReport(judge: Judge, result: Result): Promise<Report> {
  const { target, survey, environment } = judge
  const walks = [...survey.ended()]
  const index = walks.findIndex(({ endpoint }) => endpoint === result.best?.endpoint)
  if (result.best && index >= 0) walks[index] = result.best
  const waited = observePending(judge, walks)
  const observations = [...walks.flatMap(({ recorder }) => recorder.observations), ...waited, ...doubtsOf(result)]
  const isAsked = ({ endpoint }: Walk) => target.endpoints.includes(endpoint)
  const isDone = result.login?.credentials ? result.isLoggedIn === true : true
  const isProven = result.proof?.status !== 'fail'
  const bestReport = result.best?.recorder.report()
  const works =
    result.best !== undefined &&
    isAsked(result.best) &&
    bestReport?.status === 'ok' &&
    isDone &&
    (result.hasLetterPassed ?? true) &&
    isProven &&
    !environment.signal.aborted
  const recommended = recommend(judge, result)
  const username = result.login?.credentials?.username ?? target.username
  return {
    version: 1,
    verdict: works ? 'works' : 'problem',
    target: {
      ...(target.address && { address: target.address }),
      ...(target.provider && { provider: target.provider.id }),
      host: target.host,
      ...(username && { username }),
    },
    endpoints: [...walks.map(({ recorder }) => recorder.report()), ...pendingReports(judge)],
    ...(recommended && { recommended }),
    ...(result.proof && { proof: result.proof }),
    ...(notesOf(target, result).length > 0 && { notes: notesOf(target, result) }),
    diagnoses: await judgeFailures(observations, contextOf(judge, result)),
  }
}

/** The rules are only loaded when something failed: a healthy account needs none of them. */
async function judgeFailures(observations: readonly Observation[], context: Context): Promise<readonly Diagnosis[]> {
  if (!observations.some(({ status }) => status === 'fail')) return []
  const { diagnose } = await import('./diagnose/diagnose.js')
  return diagnose(observations, context)
}

function notesOf(target: CheckTarget, result: Result): readonly string[] {
  return [...target.remarks, ...(result.notes ?? [])]
}

function contextOf({ target, options, directory, nowMs }: Judge, { best, login }: Result): Context {
  const { credentials, envelope } = login ?? {}
  const shape = credentials?.kind === 'password' ? hasExpectedShape(target.provider, credentials.secret) : undefined
  const username = credentials?.username ?? target.username
  return {
    source: 'probe',
    now: nowMs,
    presets: directory,
    host: target.host,
    ...(best && { port: best.endpoint.port, security: best.endpoint.security }),
    ...(target.provider && { provider: target.provider }),
    ...(options.platform && { platform: options.platform }),
    ...(target.address && { address: target.address }),
    ...(username && { username }),
    ...(shape !== undefined && { isSecretOfExpectedShape: shape }),
    ...(envelope && { from: envelope.from, to: envelope.to }),
  }
}

/** What nodemailer said where our own login had worked. */
function doubtsOf({ best, proof }: Result): Observation[] {
  if (!best || proof?.status !== 'fail') return []
  const message = `nodemailer: ${proof.detail}`
  return [{ stage: 'auth', status: 'fail', endpoint: best.endpoint, kind: 'client', complaint: 'generic', message }]
}

/** A port that is silent for several times as long as another one needed is evidence before its deadline has passed. */
const MIN_SILENCE_MS = 200

/** What can be said of endpoints that nobody waits for any more. */
function observePending({ survey, environment }: Judge, walks: readonly Walk[]): Observation[] {
  const connects = walks.flatMap(({ recorder }) =>
    recorder.observations.filter(({ stage, status }) => stage === 'connect' && status === 'ok'),
  )
  const [quickest] = connects.map(({ ms }) => ms ?? 0).sort((a, b) => a - b)
  if (quickest === undefined) return []
  return survey.pending().flatMap(({ endpoint, startMs, recorder }) => {
    const waitedMs = Math.round(environment.network.clock() - startMs)
    if (
      stageUnderWay(recorder.report()) !== 'connect' ||
      waitedMs < Math.max(MIN_SILENCE_MS, quickest * SILENCE_FACTOR)
    )
      return []
    return [{ stage: 'connect', status: 'fail', endpoint, ms: waitedMs, kind: 'socket', code: 'TIMEOUT', waitedMs }]
  })
}

function pendingReports({ survey, environment }: Judge) {
  return survey.pending().map(({ startMs, recorder }) => {
    const { stages, ...report } = recorder.report()
    const stage = stageUnderWay({ stages, security: report.security })
    const wholeMs = Math.round(environment.network.clock() - startMs)
    const ms = Math.max(0, wholeMs - stages.reduce((sum, done) => sum + Math.round(done.ms), 0))
    // Who has answered before is not silent, only slower than the port that told enough.
    const what = stage === 'dns' || stage === 'connect' ? 'no answer' : 'not finished'
    const detail = `${what} after ${wholeMs} ms; not waited for any longer`
    return {
      ...report,
      status: 'fail' as const,
      stages: [...stages, { stage, status: 'skipped' as const, ms, detail }],
    }
  })
}

/** The stages of a walk in the order in which they come, by the kind of TLS. */
const WAYS: Readonly<Record<Security, readonly Stage[]>> = {
  tls: ['dns', 'connect', 'tls', 'greeting', 'ehlo'],
  starttls: ['dns', 'connect', 'greeting', 'ehlo', 'starttls', 'tls', 'ehlo'],
  none: ['dns', 'connect', 'greeting', 'ehlo'],
}

/** The stage that comes after those that ended: `connect` after `dns`, and `greeting` after TLS at once. */
export function stageUnderWay({ stages, security }: Pick<EndpointReport, 'stages' | 'security'>): Stage {
  return WAYS[security][stages.length] ?? 'auth'
}

function recommend({ target }: Judge, { best, login, mechanism, isLoggedIn }: Result): Recommendation | undefined {
  if (!best || best.session.problems.length > 0) return undefined
  if (login?.credentials && !isLoggedIn) return undefined
  const username = login?.credentials?.username ?? target.username
  return { ...best.endpoint, ...(username && { username }), ...(mechanism && { mechanism }) }
}
