// The practice server: the list of its exercises, and the walk through the wizard itself on a healthy server. Needs no
// network and no account.

import type { Fault } from '../../lab/fault.js'
import { type CheckTarget, UsageError } from '../../model.js'
import { wrap } from '../../report/look.js'
import { BACK, type Choice } from '../ask.js'
import { BACKWARD, type Outcome, step, type Tools } from '../step.js'
import { runExercise } from './exercise.js'

/** Practice ends with the wizard itself, on a healthy server: its target is handed to the steps that follow. */
export const practiceStep = step({
  name: 'practice',
  needs: [],
  async run(_answers, tools): Promise<Outcome> {
    const { ask, flags, world } = tools
    const faults = await world.faults()
    const solved = new Set<string>()
    if (flags.practice) {
      const fault = faults.find(({ id }) => id === flags.practice)
      if (!fault) {
        throw new UsageError(`there is no exercise "${flags.practice}"; "smtp-doctor lab --list" names them all`)
      }
      if (await runExercise(fault, tools)) solved.add(fault.id)
    }
    let isFirst = true
    for (;;) {
      if (isFirst) {
        ask.say(
          wrap(
            ask.look,
            'The practice server runs on this machine and needs neither a network nor an account. Each exercise is a mail server with one fault: look at what the check saw, guess the cause, ask for a hint, see the solution.',
          ),
        )
      }
      isFirst = false
      const chosen = await ask.search<Fault | 'walk'>({
        message: 'Which exercise?',
        flag: '--practice',
        search: (typed) => exerciseChoices(typed, faults, solved),
      })
      if (chosen === BACK) return flags.practice === undefined ? BACKWARD : { go: 'end' }
      if (chosen === 'walk') return walkHealthy(tools)
      if (await runExercise(chosen, tools)) solved.add(chosen.id)
    }
  },
})

/** Tasks only: the titles would give the answers away. Whoever knows a fault's name from `lab --list` may type it. */
function exerciseChoices(
  typed: string,
  faults: readonly Fault[],
  solved: ReadonlySet<string>,
): Choice<Fault | 'walk'>[] {
  const wanted = typed.toLowerCase()
  const walk: Choice<'walk'> = {
    value: 'walk',
    name: 'A healthy server',
    description: 'Walk through the whole wizard, from the password to the configuration file, without an account.',
  }
  const tasks = faults.map(
    (fault): Choice<Fault> => ({ value: fault, name: `${solved.has(fault.id) ? 'Solved: ' : ''}${fault.exercise}` }),
  )
  const words = wanted.split(/\s+/)
  return [walk, ...tasks].filter(
    ({ name, value }) =>
      words.every((word) => name.toLowerCase().includes(word)) ||
      (value !== 'walk' && (value.id === wanted || (wanted.includes('-') && value.id.startsWith(wanted)))),
  )
}

/** Starts a healthy server for the rest of the wizard; it ends with the program. */
async function walkHealthy({ ask, world, examination }: Tools): Promise<Outcome> {
  const server = await ask.working(() => 'Starting the practice server', world.serveHealthy())
  const { setup, ports, caPem } = server
  const target: CheckTarget = {
    address: setup.address,
    host: 'localhost',
    endpoints: [
      { host: 'localhost', port: ports.submission, security: 'starttls' },
      { host: 'localhost', port: ports.submissions, security: 'tls' },
    ],
    username: setup.username,
    remarks: [],
  }
  examination.keepUntilEnd(() => server.close())
  examination.begin(target, { extraRoots: [caPem] })
  const caFile = await world.keepPracticeRoot(caPem)
  ask.say(
    [
      `A healthy server runs at localhost until smtp-doctor ends: on port ${ports.submission} with STARTTLS, on port ${ports.submissions} with TLS at once.`,
      `Its account is ${setup.username}, its password is ${setup.secret}: type it when you are asked, rightly or wrongly.`,
      `Your own program can try it from another terminal meanwhile. It has to trust the root certificate of this server, which is in ${caFile}.`,
    ]
      .map((text) => wrap(ask.look, text))
      .join('\n'),
  )
  const answers = {
    address: setup.address,
    provider: world.presets.byId('custom'),
    target,
    username: setup.username,
    secretHint: setup.secret,
    caFile,
  }
  return { go: 'to', step: 'access', answers }
}
