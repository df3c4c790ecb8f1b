// All endpoints at once: starts every walk, starts another one where a port turned out to speak the other kind of TLS,
// and says as early as possible which session is the one to log in on.

import type { Endpoint } from '../model.js'
import { waitFor } from './deadline.js'
import type { ProbeEnvironment } from './environment.js'
import { beginWalk, type OpenSession, type Walk, type WalkUnderWay } from './walk.js'

export type ReadyWalk = Walk & { readonly session: OpenSession }

export interface Survey {
  /** All walks that have ended so far, those that were asked for first, in the order of preference. */
  ended(): readonly Walk[]
  /** The walks that go on. */
  pending(): readonly WalkUnderWay[]
  /** Resolves when every walk has ended. */
  readonly all: Promise<void>
  /** The best session, as soon as no walk that is still under way is worth waiting for; undefined when there is none. */
  readonly best: Promise<ReadyWalk | undefined>
}

/** How long a less preferred session waits for a more preferred one, beside the time that it took itself. */
const GRACE_MS = 300

/** Starts all walks. `needsAuth`: a session without AUTH is only taken when there is nothing better. */
export function startSurvey(endpoints: readonly Endpoint[], environment: ProbeEnvironment, needsAuth: boolean): Survey {
  const planned: Endpoint[] = [...endpoints]
  const walks = new Map<Endpoint, Walk>()
  const underWay = new Map<Endpoint, WalkUnderWay>()
  let changed = () => {}
  let change = new Promise<void>((resolve) => {
    changed = resolve
  })

  const run = async (endpoint: Endpoint): Promise<void> => {
    const started = beginWalk(endpoint, environment)
    underWay.set(endpoint, started)
    const walk = await started.end
    walks.set(endpoint, walk)
    const { corrected } = walk
    const next = corrected && { ...endpoint, security: corrected }
    const isNew = next && !planned.some(({ port, security }) => port === next.port && security === next.security)
    if (isNew) planned.push(next)
    if (environment.onEvent) environment.onEvent({ event: 'endpoint', ...walk.recorder.report() })
    changed()
    change = new Promise((resolve) => {
      changed = resolve
    })
    if (isNew) await run(next)
  }
  const all = Promise.all(endpoints.map(run)).then(() => {})

  const choose = async (): Promise<ReadyWalk | undefined> => {
    const sinceMs = environment.network.clock()
    let graceEndsMs: number | undefined
    for (;;) {
      const isOver = walks.size === planned.length || environment.signal.aborted
      const candidate = planned.find((endpoint) => isFit(walks.get(endpoint), needsAuth))
      const walk = candidate && walks.get(candidate)
      if (candidate && isReady(walk)) {
        const isFirst = planned.slice(0, planned.indexOf(candidate)).every((endpoint) => walks.has(endpoint))
        const nowMs = environment.network.clock()
        graceEndsMs ??= nowMs + Math.max(GRACE_MS, nowMs - sinceMs)
        if (isOver || isFirst || nowMs >= graceEndsMs) return walk
      } else if (isOver) {
        // The best of the unfit: encrypted before clear text, so that what is reported is what is nearest to working.
        return [...walks.values()].filter(isReady).sort(byFitness(planned))[0]
      }
      const next = Promise.race([change, all])
      if (graceEndsMs === undefined) await next
      else await waitFor(next, Math.max(0, graceEndsMs - environment.network.clock()), environment.signal)
    }
  }

  const order = () => [...walks.values()].sort((a, b) => planned.indexOf(a.endpoint) - planned.indexOf(b.endpoint))
  return {
    ended: order,
    pending: () => [...underWay.values()].filter(({ endpoint }) => !walks.has(endpoint)),
    all,
    best: choose(),
  }
}

function isReady(walk: Walk | undefined): walk is ReadyWalk {
  return walk?.session !== undefined
}

/** Whether a login may go over it: verified TLS or this machine, and AUTH offered where it is needed. */
function isFit(walk: Walk | undefined, needsAuth: boolean): boolean {
  if (!isReady(walk)) return false
  const { channel, problems, isLoopback, capabilities } = walk.session
  const isSafe = isLoopback || (channel.isEncrypted && problems.length === 0)
  return isSafe && (!needsAuth || capabilities.authMechanisms.length > 0)
}

function byFitness(planned: readonly Endpoint[]): (a: ReadyWalk, b: ReadyWalk) => number {
  const rank = ({ endpoint, session: { channel, problems, capabilities } }: ReadyWalk) =>
    (channel.isEncrypted ? 0 : 1000) +
    (problems.length > 0 ? 100 : 0) +
    (capabilities.authMechanisms.length > 0 ? 0 : 50) +
    planned.indexOf(endpoint)
  return (a, b) => rank(a) - rank(b)
}
