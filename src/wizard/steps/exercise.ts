// One exercise of the practice server: what the check saw, without the diagnosis; guesses, hints and the dialogue; then the
// solution, and the same program once more with everything put right.

import type { ExaminedCheck } from '../../check.js'
import { loginOf, optionsFor, targetOf } from '../../lab/exercise.js'
import type { Fault, Setup } from '../../lab/fault.js'
import type { LabServer } from '../../lab/serve.js'
import { DIAGNOSIS_LAYERS, type DiagnosisId, type Layer, type Report } from '../../model.js'
import { blocks, heading, sign, wrap } from '../../report/look.js'
import { LAYER_WORDS } from '../../report/render-diagnosis.js'
import { renderExamination } from '../../report/render-endpoints.js'
import { pictureOfReport, renderPicture } from '../../report/render-picture.js'
import { renderDiagnoses } from '../../report/render-report.js'
import { BACK, type Choice } from '../ask.js'
import { renderDialogues } from '../dialogue.js'
import type { Tools } from '../step.js'
import { withArticle } from '../words.js'

/** One exercise, from the server's start to its end; true when it was solved or its solution seen. */
export async function runExercise(fault: Fault, tools: Tools): Promise<boolean> {
  const { ask, world } = tools
  const server = await ask.working(() => 'Starting the practice server', world.serveFault(fault.id))
  try {
    const { report, dialogues } = await run(server, tools)
    ask.say(renderTask(fault, report, tools))
    return await study(fault, report, dialogues, tools)
  } finally {
    await server.close()
  }
}

/** Nothing here is far away, and a learner does not wait for a silent server as long as a program would. */
const STAGE_TIMEOUT_MS = 4000

interface Run {
  readonly report: Report
  readonly dialogues: ReturnType<ExaminedCheck['dialogues']>
}

async function run(server: LabServer, { ask, world }: Tools): Promise<Run> {
  const options = { ...optionsFor(server), timeoutMs: STAGE_TIMEOUT_MS }
  const check = world.startCheck(targetOf(server, world.presets), options)
  try {
    const report = await ask.working(() => 'The program tries to send', check.logIn(loginOf(server)))
    return { report, dialogues: check.dialogues() }
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
    `${renderExamination(report, look)}\n`,
  )
}

type Move = 'guess' | 'hint' | 'dialogue' | 'solution' | 'healed' | 'next'

async function study(fault: Fault, report: Report, dialogues: Run['dialogues'], tools: Tools): Promise<boolean> {
  const { ask } = tools
  const guesses: Guesses = { isPlaceFound: false, ruledOut: new Set() }
  let isSolved = false
  let isHealed = false
  for (;;) {
    const move = await ask.choose<Move>({
      message: 'What do you want to do?',
      flag: undefined,
      choices: isSolved ? movesAfter(fault, isHealed) : MOVES_BEFORE,
    })
    switch (move) {
      case BACK:
      case 'next':
        return isSolved
      case 'hint':
        ask.say(wrap(ask.look, fault.hint, { first: 'Hint: ' }))
        break
      case 'dialogue':
        ask.say(`${renderDialogues(dialogues, report, ask.look)}\n`)
        break
      case 'healed':
        await runHealed(fault, tools)
        isHealed = true
        break
      case 'guess':
        isSolved = await guess(fault, guesses, tools)
        if (isSolved) ask.say(renderSolution(fault, report, tools))
        break
      case 'solution':
        isSolved = true
        ask.say(renderSolution(fault, report, tools))
    }
  }
}

const DIALOGUE: Choice<Move> = { value: 'dialogue', name: 'Show the dialogue' }
const NEXT: Choice<Move> = { value: 'next', name: 'Another exercise' }

const MOVES_BEFORE: readonly Choice<Move>[] = [
  { value: 'guess', name: 'I have a guess' },
  { value: 'hint', name: 'Give me a hint' },
  DIALOGUE,
  { value: 'solution', name: 'Show the solution' },
  NEXT,
]

function movesAfter({ expect }: Fault, isHealed: boolean): readonly Choice<Move>[] {
  const healed: Choice<Move> = { value: 'healed', name: 'Run it again, healed' }
  if (expect === 'works') return [NEXT, DIALOGUE]
  return isHealed ? [NEXT, healed, DIALOGUE] : [healed, NEXT, DIALOGUE]
}

interface Guesses {
  isPlaceFound: boolean
  readonly ruledOut: Set<DiagnosisId>
}

/** First the place, then the cause; true when both are right. What was found or ruled out is not asked again. */
async function guess(fault: Fault, guesses: Guesses, tools: Tools): Promise<boolean> {
  const { ask, world } = tools
  if (!guesses.isPlaceFound && !(await guessPlace(fault, tools))) return false
  guesses.isPlaceFound = true
  // What has no name of its own cannot be chosen from a list.
  if (fault.expect === 'works' || fault.expect === 'unknown') return praise(ask)
  const cause = await ask.choose({
    message: `It stops at “${LAYER_WORDS[DIAGNOSIS_LAYERS[fault.expect]].name}”. What is the cause?`,
    flag: undefined,
    choices: causesAround(fault, world)
      .filter((id) => !guesses.ruledOut.has(id))
      .map((id) => ({ value: id, name: world.titleOf(id) })),
  })
  if (cause === BACK) return false
  if (cause === fault.expect) return praise(ask)
  guesses.ruledOut.add(cause)
  ask.say(
    wrap(ask.look, 'The place is right, the cause is another one. The dialogue may help.', {
      first: `${sign(ask.look, 'fail')} `,
    }),
  )
  return false
}

async function guessPlace(fault: Fault, { ask }: Tools): Promise<boolean> {
  const right = placeOf(fault)
  const layers = ORDER.filter((layer) => layer !== 'settings' || right === layer)
  const place = await ask.choose<Layer | 'works'>({
    message: 'Where does it go wrong?',
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
  if (place === BACK) return false
  const isRight = place === right
  ask.say(
    wrap(ask.look, isRight ? 'Right.' : correctionOf(place, right), {
      first: `${sign(ask.look, isRight ? 'ok' : 'fail')} `,
    }),
  )
  return isRight
}

const ORDER = Object.keys(LAYER_WORDS) as readonly Layer[]

/** In which direction to look on: a fault often shows further on than where it is. */
function correctionOf(place: Layer | 'works', right: Layer | 'works'): string {
  if (place === 'works') return 'There is something: look for the first step that failed.'
  const { name } = LAYER_WORDS[place]
  if (right === 'works') return `Not at “${name}”: look once more whether anything failed at all.`
  return ORDER.indexOf(right) > ORDER.indexOf(place)
    ? `Not at “${name}”: it gets further than that.`
    : `Not at “${name}”, even if it shows there: it goes wrong before that. Put the question of each station in turn.`
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
    `${renderDiagnoses({ ...report, diagnoses: aboutTheExercise(report) }, look, world.meaningOf)}\n`,
  )
}

/** What else the check noticed in passing is no part of the exercise; a second fault at the same place is. */
function aboutTheExercise({ diagnoses }: Report): Report['diagnoses'] {
  return diagnoses.filter(({ layer }) => layer === diagnoses[0]?.layer)
}

/** The same program, with what was wrong in its settings put right, against a server without the fault. */
async function runHealed(fault: Fault, tools: Tools): Promise<void> {
  const { ask, world } = tools
  const setup: Setup = { ...fault.setup, ...fault.healed }
  const server = await ask.working(() => 'Starting a healthy server', world.serveHealthy({ setup, engine: 'script' }))
  try {
    const { report } = await run(server, tools)
    const { look } = ask
    const changes = changesOf(fault, tools)
    const words =
      changes.length === 0
        ? 'The same program, and the server without the fault:'
        : `The same program, with ${listOf(changes)}:`
    ask.say(
      `${blocks(wrap(look, words), renderExamination(report, look), renderPicture(pictureOfReport(report), look))}\n`,
    )
  } finally {
    await server.close()
  }
}

/** What is different in the healed setup, in words. */
function changesOf({ setup, healed = {} }: Fault, { world }: Tools): string[] {
  const { host, username, from, to, secret, isToken, isAnonymous, isUnencrypted, doors } = healed
  const instead = (what: string, now: string | undefined, before: string) =>
    now === undefined || now === before ? [] : [`${what} ${now} instead of ${before}`]
  return [
    ...instead('host', host, setup.host),
    ...instead('user', username, setup.username),
    ...(secret === undefined ? [] : [secretWords(healed.provider ?? setup.provider, isToken ?? setup.isToken, world)]),
    ...instead('sender', from, setup.from),
    ...instead('recipient', to, setup.to),
    ...(isAnonymous === false ? ['a login'] : []),
    ...(isUnencrypted === false ? ['STARTTLS before anything else'] : []),
    ...(doors?.length === 1 && doors[0] !== undefined && host === undefined ? [DOOR_WORDS[doors[0]]] : []),
  ]
}

const DOOR_WORDS = {
  submission: 'port 587 and STARTTLS',
  submissions: 'port 465 and TLS at once',
  smtp: 'port 25',
} as const

function secretWords(provider: string | undefined, isToken: boolean | undefined, { presets }: Tools['world']): string {
  if (isToken) return 'a fresh access token (OAuth 2.0)'
  const preset = provider === undefined ? undefined : presets.byId(provider)
  return preset?.secret.shape ? `${withArticle(preset.secret.name)} instead of the account's own` : 'the right password'
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
