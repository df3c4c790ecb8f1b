// Walks of the wizard with a scripted person and checks whose outcome the test decides.

import { resolve } from 'node:path'
import type { CheckTarget, Report } from '../../src/model.js'
import { Interrupted } from '../../src/wizard/ask.js'
import type { Flags } from '../../src/wizard/step.js'
import { runWizard } from '../../src/wizard/wizard.js'
import type { World } from '../../src/wizard/world.js'
import { stage } from '../report/reports.js'
import { fakeWorld, type Outcome, refusedReport, toolsFor, withheldReport, worksReport } from './fake-world.js'
import type { Line } from './scripted-ask.js'

export const GOOD = 'abcdefghijklmnop'
/** A server that takes one password and refuses every other. */
export const ONE_PASSWORD: Outcome = {
  outcome: ({ credentials }, target) => (credentials?.secret === GOOD ? worksReport(target) : refusedReport(target)),
}

/** A server that got as far as its envelope and wants a login first. */
export const loginWanted = (target: CheckTarget): Report => {
  const { endpoints, ...report } = withheldReport(target)
  const letter = stage('mail', 'fail', 5, '', { code: 530, enhanced: '5.7.0', text: 'Authentication required' })
  return { ...report, endpoints: endpoints.map((one) => ({ ...one, stages: [...one.stages.slice(0, -1), letter] })) }
}

/** A server that lets the user in and refuses the letter. */
export const refusedLetter = (target: CheckTarget): Report => {
  const { endpoints, ...report } = worksReport(target)
  const letter = stage('data', 'fail', 5, '', { code: 554, enhanced: '5.7.1', text: 'Rejected' })
  const { diagnoses } = refusedReport(target)
  const stopped = endpoints.map((one) => ({ ...one, stages: [...one.stages, letter] }))
  return { ...report, verdict: 'problem', endpoints: stopped, diagnoses }
}

export async function walk(
  lines: readonly Line[],
  options: { outcome?: Outcome; flags?: Flags; cwd?: string; world?: Partial<World> } = {},
) {
  const { outcome = ONE_PASSWORD, flags = {}, cwd = '/nowhere' } = options
  const world = fakeWorld(outcome, { cwd, pathOf: (typed) => resolve(cwd, typed), ...options.world })
  const tools = toolsFor(world, lines, flags)
  const report = await runWizard(tools).catch((error: unknown) => {
    if (error instanceof Interrupted) return undefined
    throw error
  })
  return { world, report, log: tools.ask.log.join('\n'), questions: tools.ask.questions }
}

export const GMAIL: readonly Line[] = [
  ['e-mail address', 'ada@gmail.com'],
  ['Gmail', 'Yes, Gmail'],
]
