// The practice server: exercises in which the learner sees what a doctor sees, without the diagnosis, and finds the cause.
// Needs no network and no account.

import { loginOf, optionsFor, targetOf } from '../../lab/exercise.js'
import type { Fault } from '../../lab/fault.js'
import type { HealthyOptions, LabServer } from '../../lab/serve.js'
import { type CheckTarget, DIAGNOSIS_LAYERS, type Layer, type Report, UsageError } from '../../model.js'
import { blocks, heading, sign, wrap } from '../../report/look.js'
import { LAYER_WORDS } from '../../report/render-diagnosis.js'
import { renderExamination } from '../../report/render-endpoints.js'
import { pictureOfReport, renderPicture } from '../../report/render-picture.js'
import { renderDiagnoses } from '../../report/render-report.js'
import { renderTranscript } from '../../report/transcript.js'
import { visibleLines } from '../../report/visible.js'
import { BACK, type Back, type Choice } from '../ask.js'
import { BACKWARD, type Outcome, step, type Tools } from '../step.js'

/** Practice ends with the wizard itself, on a healthy server: its target is handed to the steps that follow. */
export const practiceStep = step({
  name: 'practice',
  needs: [],
  async run(_answers, tools): Promise<Outcome> {
    const { ask, flags, world } = tools
    const faults = await world.faults()
    if (flags.practice) {
      const fault = faults.find(({ id }) => id === flags.practice)
      if (!fault) {
        throw new UsageError(`there is no exercise "${flags.practice}"; "smtp-doctor lab --list" names them all`)
      }
      await exercise(fault, tools)
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
        search: (typed) => exerciseChoices(typed, faults),
      })
      if (chosen === BACK) return flags.practice === undefined ? BACKWARD : { go: 'end' }
      if (chosen === 'walk') return walkHealthy(tools)
      await exercise(chosen, tools)
    }
  },
})

/** Tasks only: the titles would give the answers away. */
function exerciseChoices(typed: string, faults: readonly Fault[]): Choice<Fault | 'walk'>[] {
  const wanted = typed.toLowerCase()
  const walk: Choice<'walk'> = {
    value: 'walk',
    name: 'A healthy server',
    description: 'Walk through the whole wizard, from the password to the configuration file, without an account.',
  }
  const tasks = faults.map((fault): Choice<Fault> => ({ value: fault, name: fault.exercise }))
  return [walk, ...tasks].filter(({ name }) => name.toLowerCase().includes(wanted))
}

/** One exercise, from the server's start to its end. */
async function exercise(fault: Fault, tools: Tools): Promise<void> {
  const { ask, world } = tools
  const server = await ask.working(() => 'Starting the practice server', world.serveFault(fault.id))
  try {
    const { report, transcript } = await run(server, tools)
    ask.say(renderTask(fault, report, tools))
    await study(fault, report, transcript, tools)
  } finally {
    await server.close()
  }
}

/** Nothing here is far away, and a learner does not wait for a silent server as long as a program would. */
const STAGE_TIMEOUT_MS = 4000

interface Run {
  readonly report: Report
  readonly transcript: string
}

async function run(server: LabServer, { ask, world }: Tools): Promise<Run> {
  const options = { ...optionsFor(server), timeoutMs: STAGE_TIMEOUT_MS }
  const check = world.startCheck(targetOf(server, world.presets), options)
  try {
    const report = await ask.working(() => 'The program tries to send', check.logIn(loginOf(server)))
    return { report, transcript: renderTranscript(check.dialogues()) }
  } finally {
    check.close()
  }
}

/** The task, what the program is set to, and what was seen: everything but the judgement. */
function renderTask({ exercise: task, setup }: Fault, report: Report, { ask: { look } }: Tools): string {
  const settings = [
    `host ${report.target.host}`,
    `user ${setup.isAnonymous ? '(none)' : setup.username}`,
    `from ${setup.from}`,
    `to ${setup.to}`,
  ]
  return blocks(
    ' ',
    [heading(look, 'The exercise'), wrap(look, task), wrap(look, `The program is set to ${settings.join(', ')}.`)].join(
      '\n',
    ),
    renderExamination(report, look),
  )
}

type Move = 'guess' | 'hint' | 'dialogue' | 'solution' | 'healed' | 'next'

async function study(fault: Fault, report: Report, transcript: string, tools: Tools): Promise<void> {
  const { ask } = tools
  let isSolved = false
  for (;;) {
    const move = await ask.choose<Move>({
      message: 'What do you want to do?',
      flag: undefined,
      choices: [
        ...(isSolved
          ? []
          : ([
              { value: 'guess', name: 'I have a guess' },
              { value: 'hint', name: 'Give me a hint' },
            ] as const)),
        { value: 'dialogue', name: 'Show the dialogue' },
        ...(isSolved ? [] : ([{ value: 'solution', name: 'Show the solution' }] as const)),
        ...(isSolved && fault.expect !== 'works' ? ([{ value: 'healed', name: 'Run it again, healed' }] as const) : []),
        { value: 'next', name: 'Another exercise' },
      ],
    })
    if (move === BACK || move === 'next') return
    if (move === 'hint') ask.say(wrap(ask.look, fault.hint, { first: 'Hint: ' }))
    if (move === 'dialogue') ask.say(visibleLines(transcript.trimEnd()))
    if (move === 'healed') await runHealed(fault, tools)
    if (move === 'guess' && (await guess(fault, tools)) === true) isSolved = true
    else if (move === 'solution') isSolved = true
    else continue
    ask.say(renderSolution(fault, report, tools))
  }
}

/** First the place, then the cause; true when both are right. */
async function guess(fault: Fault, { ask, world }: Tools): Promise<boolean | Back> {
  const layers = (Object.keys(LAYER_WORDS) as Layer[]).filter(
    (layer) => layer !== 'settings' || placeOf(fault) === layer,
  )
  const place = await ask.choose<Layer | 'works'>({
    message: 'Where does it stop?',
    flag: undefined,
    choices: [
      ...layers.map((layer) => ({
        value: layer,
        name: LAYER_WORDS[layer].name,
        description: LAYER_WORDS[layer].question,
      })),
      { value: 'works' as const, name: 'Nowhere: nothing is wrong' },
    ],
  })
  if (place === BACK) return BACK
  const right = placeOf(fault)
  if (place !== right) {
    ask.say(
      wrap(ask.look, 'Not there. Look once more at the first step that failed.', {
        first: `${sign(ask.look, 'fail')} `,
      }),
    )
    return false
  }
  // What has no name of its own cannot be chosen from a list.
  if (fault.expect === 'works' || fault.expect === 'unknown') return praise(ask)
  const cause = await ask.choose({
    message: 'Right. And what is the cause?',
    flag: undefined,
    choices: causesAround(fault, world).map((id) => ({ value: id, name: world.titleOf(id) })),
  })
  if (cause === BACK) return BACK
  if (cause === fault.expect) return praise(ask)
  ask.say(
    wrap(ask.look, 'The place is right, the cause is another one. The dialogue may help.', {
      first: `${sign(ask.look, 'fail')} `,
    }),
  )
  return false
}

function placeOf({ expect, layer }: Fault): Layer | 'works' {
  if (expect === 'works') return 'works'
  return expect === 'unknown' ? layer : DIAGNOSIS_LAYERS[expect]
}

function praise(ask: Tools['ask']): true {
  ask.say(wrap(ask.look, 'That is it.', { first: `${sign(ask.look, 'ok')} ` }))
  return true
}

/** The right cause among up to four others of its layer: always the same ones, in the alphabet's order. */
function causesAround({ expect }: Fault, world: Tools['world']) {
  if (expect === 'works') return []
  const all = [...world.diagnosesOf(DIAGNOSIS_LAYERS[expect])].sort()
  const at = all.indexOf(expect)
  const from = Math.max(0, Math.min(at - 2, all.length - 5))
  return all.slice(from, from + 5)
}

function renderSolution(fault: Fault, report: Report, { ask: { look }, world }: Tools): string {
  return blocks(
    [heading(look, 'The solution'), wrap(look, `${fault.title}. ${fault.solution}`)].join('\n'),
    fault.expect === 'works' ? undefined : renderPicture(pictureOfReport(report), look),
    renderDiagnoses(report, look, world.meaningOf),
  )
}

/** The same program against the same host without the fault. */
async function runHealed(fault: Fault, tools: Tools): Promise<void> {
  const { ask, world } = tools
  const { setup } = fault
  const options: HealthyOptions = {
    hostName: setup.host,
    account: { username: setup.username, secret: setup.secret, ...(setup.isToken && { token: setup.secret }) },
    engine: 'script',
  }
  const server = await ask.working(() => 'Starting a healthy server', world.serveHealthy(options))
  try {
    const { report } = await run(server, tools)
    const { look } = ask
    ask.say(
      blocks(
        wrap(look, 'The same program, and a server (or settings) without the fault:'),
        renderExamination(report, look),
        renderPicture(pictureOfReport(report), look),
      ),
    )
  } finally {
    await server.close()
  }
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
      `A healthy server runs at localhost until smtp-doctor ends. Its account is ${setup.username}, its password is ${setup.secret}: type it when you are asked, rightly or wrongly.`,
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
    caFile,
  }
  return { go: 'to', step: 'access', answers }
}
