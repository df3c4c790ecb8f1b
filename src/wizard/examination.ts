// The check that runs behind the questions: started as soon as the host is known, used for one login, started again for
// the next. It also remembers which password a server has refused.

import type { ExaminedCheck } from '../check.js'
import type { CheckEvent, CheckOptions, CheckTarget, Credentials, Endpoint, Login, Report } from '../model.js'
import { endpointName, renderStageName } from '../report/render-endpoints.js'

export interface Examination {
  /** Starts examining, unless exactly this is being examined and no login has used it yet. */
  begin(target: CheckTarget, trust?: Pick<CheckOptions, 'extraRoots'>): void
  /** What is known already, without waiting: set once an endpoint is ready or all have failed. */
  readonly early: Report | undefined
  /** What is under way, for a spinner. */
  describe(): string
  /** Logs in once. A check that was used already is repeated, on the endpoint of the last login unless `isWhole`. */
  logIn(login: Login, options?: { readonly isWhole?: boolean }): Promise<Report>
  /** Whether this host has refused just this user name and secret. */
  wasRefused(credentials: Credentials): boolean
  /** The dialogues of the last check. */
  dialogues(): ReturnType<ExaminedCheck['dialogues']>
  /** Has something ended together with the examination. */
  keepUntilEnd(end: () => Promise<void>): void
  /** Ends what is under way and what was kept. */
  close(): Promise<void>
}

export interface ExaminationOptions {
  readonly start: (target: CheckTarget, options: CheckOptions) => ExaminedCheck
  readonly options: Omit<CheckOptions, 'onEvent'>
}

interface Current {
  readonly target: CheckTarget
  readonly check: ExaminedCheck
  readonly stages: Map<string, string>
  isUsed: boolean
  early?: Report
}

/** An Examination that starts its checks with `start`. */
export function createExamination({ start, options }: ExaminationOptions): Examination {
  let current: Current | undefined
  let whole: CheckTarget | undefined
  let lastLogin: Endpoint | undefined
  let trusted: Pick<CheckOptions, 'extraRoots'> = {}
  const refused = new Set<string>()
  const kept: (() => Promise<void>)[] = []

  const open = (target: CheckTarget): Current => {
    current?.check.close()
    const stages = new Map<string, string>()
    const check = start(target, { ...options, ...trusted, onEvent: (event) => note(stages, event) })
    const opened: Current = { target, check, stages, isUsed: false }
    // A failing check shows where its result is awaited; here only its early report is kept.
    check.ready.then(
      (report) => {
        opened.early = report
      },
      () => {},
    )
    current = opened
    return opened
  }
  return {
    begin(target, trust = {}) {
      if (current && !current.isUsed && isSame(current.target, target)) return
      lastLogin = undefined
      trusted = trust
      whole = target
      open(target)
    },
    get early() {
      return current?.early
    },
    describe() {
      const parts = [...(current?.stages ?? [])].map(([name, stage]) => `${name} ${stage}`)
      return `Checking ${current?.target.host ?? ''}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
    },
    async logIn(login, { isWhole = false } = {}) {
      if (!current) throw new Error('logIn before begin')
      const narrowed = whole && lastLogin && !isWhole ? { ...whole, endpoints: [lastLogin] } : whole
      const using = current.isUsed ? open(narrowed ?? current.target) : current
      using.isUsed = true
      const report = await using.check.logIn(login)
      const tried = report.endpoints.find(({ stages }) =>
        stages.some(({ stage, status }) => stage === 'auth' && status !== 'skipped'),
      )
      if (tried) lastLogin = { host: tried.host, port: tried.port, security: tried.security }
      const isRefused = tried?.stages.some(({ stage, status, reply }) => stage === 'auth' && status === 'fail' && reply)
      if (login.credentials && isRefused) refused.add(keyOf(using.target.host, login.credentials))
      return report
    },
    wasRefused: (credentials) => refused.has(keyOf(whole?.host, credentials)),
    dialogues: () => current?.check.dialogues() ?? [],
    keepUntilEnd: (end) => void kept.push(end),
    async close() {
      current?.check.close()
      await Promise.all(kept.splice(0).map((end) => end()))
    },
  }
}

function note(stages: Map<string, string>, event: CheckEvent): void {
  if (event.event === 'stage') stages.set(String(event.port), renderStageName(event.stage))
}

function isSame(a: CheckTarget, b: CheckTarget): boolean {
  const namesOf = (target: CheckTarget) =>
    target.endpoints.map((endpoint) => `${endpointName(endpoint)} ${endpoint.security}`).join()
  return a.host === b.host && a.provider === b.provider && a.address === b.address && namesOf(a) === namesOf(b)
}

function keyOf(host: string | undefined, { kind, username, secret }: Credentials): string {
  return JSON.stringify([host, kind, username, secret])
}
