// A World without network: checks whose outcome the test decides, files in a folder of the test, the real presets.

import type { ExaminedCheck } from '../../src/check.js'
import type { CheckOptions, CheckTarget, Diagnosis, EndpointReport, Login, Report } from '../../src/model.js'
import { createExamination } from '../../src/wizard/examination.js'
import { realWorld } from '../../src/wizard/real-world.js'
import type { Flags, Tools } from '../../src/wizard/step.js'
import type { World } from '../../src/wizard/world.js'
import { stage } from '../report/reports.js'
import { type Line, type Script, scriptedAsk } from './scripted-ask.js'

export interface FakeCheck {
  readonly target: CheckTarget
  readonly logins: Login[]
  isClosed: boolean
}

export interface FakeWorld extends World {
  /** The checks that were started, oldest first. */
  readonly checks: FakeCheck[]
}

export interface Outcome {
  /** What is known before the login. */
  readonly ready?: (target: CheckTarget) => Report
  readonly outcome: (login: Login, target: CheckTarget) => Report
}

/** A World whose checks end as `outcome` says. */
export function fakeWorld({ ready, outcome }: Outcome, changes: Partial<World> = {}): FakeWorld {
  const checks: FakeCheck[] = []
  return {
    ...realWorld('/nowhere', new AbortController().signal),
    discover: async (domain: string) => ({ domain, candidates: [], findings: [], hasNoService: false }),
    ...changes,
    checks,
    startCheck(target: CheckTarget, _options: CheckOptions): ExaminedCheck {
      const check: FakeCheck = { target, logins: [], isClosed: false }
      checks.push(check)
      return {
        ready: ready ? Promise.resolve(ready(target)) : new Promise(() => {}),
        async logIn(login) {
          check.logins.push(login)
          return outcome(login, target)
        },
        close() {
          check.isClosed = true
        },
        dialogues: () => [
          {
            endpoint: target.endpoints[0] ?? { host: target.host, port: 587, security: 'starttls' },
            lines: [
              { direction: 'server', text: '220 ready', atMs: 12 },
              { direction: 'client', text: 'AUTH PLAIN <redacted>', atMs: 40 },
            ],
          },
        ],
        pendingPorts: () => [],
      }
    },
  }
}

/** The parts that a wizard runs with, on a scripted person. */
export function toolsFor(world: World, lines: readonly Line[], flags: Flags = {}): Tools & { readonly ask: Script } {
  const ask = scriptedAsk(lines)
  return { ask, flags, world, examination: createExamination({ start: world.startCheck, options: {} }) }
}

const reached = [
  stage('dns', 'ok', 10, '203.0.113.25'),
  stage('connect', 'ok', 20, '203.0.113.25'),
  stage('greeting', 'ok', 30, '220 ready'),
  stage('ehlo', 'ok', 20, 'offers STARTTLS'),
  stage('starttls', 'ok', 20, '220 go on'),
  stage('tls', 'ok', 60, 'TLSv1.3, certificate verified'),
]

function report(target: CheckTarget, endpoints: readonly EndpointReport[], diagnoses: readonly Diagnosis[]): Report {
  const works = diagnoses.length === 0
  const [first] = target.endpoints
  return {
    version: 1,
    verdict: works ? 'works' : 'problem',
    target: { host: target.host },
    endpoints,
    diagnoses,
    ...(works && first && { recommended: { ...first, mechanism: 'PLAIN' } }),
  }
}

const endpointsOf = (target: CheckTarget, last: ReturnType<typeof stage>): EndpointReport[] =>
  target.endpoints.slice(0, 1).map(({ host, port, security }) => ({
    host,
    port,
    security,
    status: last.status === 'ok' ? 'ok' : 'fail',
    stages: [...reached, last],
  }))

export const worksReport = (target: CheckTarget): Report =>
  report(target, endpointsOf(target, stage('auth', 'ok', 80, '235 welcome')), [])

export const refusedReport = (target: CheckTarget): Report =>
  report(
    target,
    endpointsOf(
      target,
      stage('auth', 'fail', 90, 'refused', { code: 535, enhanced: '5.7.8', text: 'Bad credentials' }),
    ),
    [
      {
        id: 'credentials-rejected',
        layer: 'id',
        title: 'The server refuses the user name or the password',
        certainty: 'certain',
        because: 'The server answers the login with 535 5.7.8.',
        evidence: ['AUTH PLAIN <redacted> → 535 5.7.8 Bad credentials'],
        fixes: [{ do: 'Type it again.' }],
      },
    ],
  )

export const withheldReport = (target: CheckTarget): Report =>
  report(
    target,
    endpointsOf(target, stage('auth', 'skipped', 0, `The password was not sent to ${target.host}: not verified.`)),
    [
      {
        id: 'cert-self-signed',
        layer: 'hallway',
        title: 'The certificate is self-signed',
        certainty: 'certain',
        because: 'It vouches for itself.',
        evidence: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
        fixes: [{ do: 'Ask the operator.' }],
      },
    ],
  )

export const closedReport = (target: CheckTarget): Report =>
  report(
    target,
    target.endpoints.map((endpoint) => ({
      ...endpoint,
      status: 'fail',
      stages: [stage('dns', 'ok', 10, '203.0.113.25'), stage('connect', 'fail', 3000, 'no answer')],
    })),
    [
      {
        id: 'smtp-egress-blocked',
        layer: 'door',
        title: 'This network lets no mail out',
        certainty: 'likely',
        because: 'All ports are silent.',
        evidence: ['TIMEOUT'],
        fixes: [{ do: 'Try another network.' }],
      },
    ],
  )
