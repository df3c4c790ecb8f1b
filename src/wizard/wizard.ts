// The wizard: a list of steps, the way through them and the way back. What is asked stands in steps/.

import type { Report } from '../model.js'
import { heading, wrap } from '../report/look.js'
import { type Answers, type Flags, NO_ANSWERS, type Outcome, type Step, type StepName, type Tools } from './step.js'
import { accessStep } from './steps/access.js'
import { addressStep } from './steps/address.js'
import { configurationStep } from './steps/configuration.js'
import { messageStep } from './steps/message.js'
import { nextStep } from './steps/next.js'
import { practiceStep } from './steps/practice.js'
import { providerStep } from './steps/provider.js'
import { resultsStep } from './steps/results.js'
import { secretStep } from './steps/secret.js'
import { serverStep } from './steps/server.js'
import { usernameStep } from './steps/username.js'

/** The walk in its order. `practice` is entered only by name. */
const steps: readonly Step[] = [
  addressStep,
  providerStep,
  serverStep,
  usernameStep,
  accessStep,
  secretStep,
  resultsStep,
  messageStep,
  configurationStep,
  nextStep,
  practiceStep,
]

/** Walks a person through the steps; resolves to the last report, if there was one. Throws Interrupted and UsageError. */
export async function runWizard(given: Tools): Promise<Report | undefined> {
  const { ask, examination } = given
  let tools = given
  ask.say(renderWelcome(tools))
  for (const remark of tools.flags.remarks ?? []) ask.say(wrap(ask.look, remark))
  let answers: Answers = NO_ANSWERS
  let at = 0
  /** The steps that asked something, in the order in which they did: where Back leads. */
  let trail: number[] = []
  try {
    for (;;) {
      const current = steps[at]
      if (!current) return answers.report
      const askedBefore = ask.asked
      const outcome = await current.run(only(answers, current), tools)
      const hasAsked = ask.asked > askedBefore
      if (outcome.go === 'end') return answers.report
      if (outcome.go === 'back') {
        trail = trail.filter((index) => index !== at)
        // Before the first question there is nothing to go back to: it is put again.
        at = trail.pop() ?? at
        answers = { ...answers, again: againAt(at, answers.again) }
        continue
      }
      answers = { ...answers, ...outcome.answers }
      if (hasAsked) trail = [...trail.filter((index) => index !== at), at]
      if (outcome.go === 'to' && outcome.isFresh) {
        tools = { ...tools, flags: networkFlags(tools.flags) }
        trail = []
      }
      at = nextOf(outcome, at)
    }
  } finally {
    await examination.close()
  }
}

/** The flags that say how to reach servers, and nothing about an account. */
function networkFlags({ connectTo, extraRoots, caFile, timeoutMs }: Flags): Flags {
  return {
    ...(connectTo && { connectTo }),
    ...(extraRoots && { extraRoots }),
    ...(caFile && { caFile }),
    ...(timeoutMs && { timeoutMs }),
  }
}

/** Which part is gone through again, at a step to which somebody has gone back. */
function againAt(at: number, before: Answers['again']): Answers['again'] {
  const name = steps[at]?.name
  // What is offered only once by itself is offered to whoever goes back to it.
  if (name === 'message' || name === 'configuration') return name
  return name !== 'next' && (before === 'server' || before === 'secret') ? before : undefined
}

function nextOf(outcome: Exclude<Outcome, { go: 'end' | 'back' }>, at: number): number {
  return outcome.go === 'to' ? indexOf(outcome.step) : at + 1
}

function indexOf(name: StepName): number {
  return steps.findIndex((step) => step.name === name)
}

/** A step sees the answers that it has asked for and nothing else. */
function only(answers: Answers, { needs }: Step): Answers {
  const seen = Object.fromEntries(needs.map((name) => [name, answers[name]]))
  return { ...NO_ANSWERS, ...seen }
}

function renderWelcome({ ask: { look } }: Tools): string {
  const keys = look.isPlain
    ? 'Enter takes an answer, < and Enter goes back, Ctrl-C quits.'
    : 'Enter takes an answer, Esc goes back, Ctrl-C quits.'
  return [
    heading(look, 'smtp-doctor'),
    wrap(look, 'Finds out why your program cannot send mail, and proves what works.'),
    wrap(look, keys, { tone: 'faint' }),
    '',
  ].join('\n')
}
