// What next: every way on from a result. Asked again and again until something else is chosen or the user quits.

import type { Report } from '../../model.js'
import { blocks, heading, wrap } from '../../report/look.js'
import { LAYER_WORDS, renderCertainty } from '../../report/render-diagnosis.js'
import { hasPassedId } from '../../report/render-endpoints.js'
import { renderTranscript } from '../../report/transcript.js'
import { visible, visibleLines } from '../../report/visible.js'
import { BACK, type Choice } from '../ask.js'
import { BACKWARD, type Outcome, step, type Tools } from '../step.js'
import { isReachable } from './reachability.js'
import { saveReport } from './save-report.js'

type Answer =
  | 'message'
  | 'configuration'
  | 'secret'
  | 'check'
  | 'server'
  | 'insecure'
  | 'dialogue'
  | 'why'
  | 'save'
  | 'other'
  | 'quit'

export const nextStep = step({
  name: 'next',
  needs: ['report', 'target', 'credentials', 'username', 'insecureHost'],
  async run({ report, target, credentials, username, insecureHost }, tools) {
    if (!report || !target) throw new Error('next before results')
    const { ask, examination } = tools
    for (;;) {
      const choices = choicesOf(report, credentials !== undefined || username === '', insecureHost)
      const answer = await ask.choose<Answer>({
        message: questionAfter(report),
        short: 'What next?',
        flag: undefined,
        choices,
      })
      if (answer === BACK) return BACKWARD
      switch (answer) {
        case 'dialogue':
          ask.say(visibleLines(renderTranscript(examination.dialogues()).trimEnd()))
          break
        case 'why':
          ask.say(renderReasons(report, tools))
          break
        case 'save':
          await saveReport(report, tools)
          break
        case 'insecure': {
          const outcome = await allowInsecure(report, tools)
          if (outcome) return outcome
          break
        }
        default:
          return leadOn(answer, username)
      }
    }
  },
})

/** The diagnosis has often scrolled away by now: its title stands in the question. */
function questionAfter({ verdict, diagnoses }: Report): string {
  const [first] = diagnoses
  return verdict === 'problem' && first ? `What next? (${first.title})` : 'What next?'
}

function leadOn(
  answer: Exclude<Answer, 'dialogue' | 'why' | 'save' | 'insecure'>,
  username: string | undefined,
): Outcome {
  switch (answer) {
    case 'quit':
      return { go: 'end' }
    case 'other':
      return { go: 'to', step: 'address', answers: EVERYTHING_NEW, isFresh: true }
    case 'secret':
      // Whoever said that no login is needed is asked for the user name first.
      if (username === '') return { go: 'to', step: 'username', answers: { again: 'server', username: undefined } }
      return { go: 'to', step: 'access', answers: { again: 'secret', insecureHost: undefined } }
    case 'check':
      return { go: 'to', step: 'results', answers: { again: 'check' } }
    case 'server':
      return { go: 'to', step: 'server', answers: { again: 'server', insecureHost: undefined } }
    case 'message':
    case 'configuration':
      return { go: 'to', step: answer, answers: { again: answer } }
  }
}

/** Another account: its address, provider, server and secret are asked for anew. */
const EVERYTHING_NEW = {
  provider: undefined,
  server: undefined,
  username: undefined,
  target: undefined,
  access: undefined,
  credentials: undefined,
  insecureHost: undefined,
  caFile: undefined,
  report: undefined,
  again: undefined,
  isMessageOffered: undefined,
  isConfigurationOffered: undefined,
} as const

function choicesOf(report: Report, canSend: boolean, insecureHost: string | undefined): Choice<Answer>[] {
  const works = report.verdict === 'works'
  const isRefused = !works && isLoginRefused(report)
  const isLetter = canSend && report.endpoints.some(hasPassedId)
  const secret: Choice<Answer> = {
    value: 'secret',
    name: isRefused ? 'Try another password' : works ? 'Log in too' : 'Log in with a password or token',
  }
  const when = (is: boolean, choice: Choice<Answer>) => (is ? [choice] : [])
  return [
    ...when(isLetter, { value: 'message', name: works ? 'Send a test message' : 'Send the test message again' }),
    ...when(works && report.recommended !== undefined, { value: 'configuration', name: 'Write a configuration file' }),
    ...when(isRefused, secret),
    { value: 'server', name: 'Change server, port or user' },
    ...when(!isRefused && !isLetter && isReachable(report), secret),
    ...when(isSecretWithheld(report) && insecureHost === undefined, {
      value: 'insecure',
      name: 'Log in without that protection',
      description: 'The password was held back because the way is not safe. This asks for an explicit yes.',
    }),
    { value: 'check', name: 'Check again', description: 'All ports once more, with the same answers.' },
    { value: 'dialogue', name: 'Show the dialogue', description: 'What both sides said, secrets replaced.' },
    ...when(report.diagnoses.length > 0, { value: 'why', name: 'How sure is this, and why?' }),
    { value: 'save', name: 'Save the report' },
    { value: 'other', name: 'Another account' },
    { value: 'quit', name: 'Quit' },
  ]
}

function isLoginRefused({ endpoints }: Report): boolean {
  return endpoints.some(({ stages }) => stages.some(({ stage, status }) => stage === 'auth' && status === 'fail'))
}

/** Whether the engine has kept the secret back because the way to the server is not safe. */
export function isSecretWithheld({ endpoints }: Report): boolean {
  return endpoints.some(({ stages }) =>
    stages.some(({ stage, status, detail }) => stage === 'auth' && status === 'skipped' && detail !== ''),
  )
}

/** The explicit yes of contract.md, promise 1: for this one host, with what it means said first. */
async function allowInsecure(report: Report, { ask }: Tools): Promise<Outcome | undefined> {
  const { host } = report.target
  ask.say(
    wrap(
      ask.look,
      `The way to ${host} is not protected: somebody in between, or whoever answers in the server's place, can read the password and use it. Do this only on a network and with a server that you trust.`,
    ),
  )
  const answer = await ask.choose<'no' | 'yes'>({
    message: `Send the password to ${host} all the same?`,
    flag: '--allow-insecure-auth',
    choices: [
      { value: 'no', name: 'No, keep it back' },
      { value: 'yes', name: `Yes, send it to ${host}` },
    ],
    default: 'no',
  })
  if (answer !== 'yes') return undefined
  return { go: 'to', step: 'results', answers: { insecureHost: host, again: 'check' } }
}

/** Every diagnosis with its certainty, its reasons and its evidence in full. */
function renderReasons({ diagnoses }: Report, { ask, world }: Tools): string {
  const { look } = ask
  return blocks(
    heading(look, 'How sure this is, and why'),
    ...diagnoses.map(({ id, title, certainty, because, evidence, layer }, index) =>
      [
        wrap(look, title, { first: `${index + 1}. `, tone: 'strong' }),
        id === 'unknown' ? '' : wrap(look, renderCertainty(certainty), { first: '   ' }),
        wrap(look, `Because: ${because}`, { first: '   ' }),
        ...evidence.map((line) => wrap(look, `Seen: ${line}`, { first: '   ' })),
        id === 'unknown'
          ? ''
          : wrap(look, `Where: ${LAYER_WORDS[layer].name}. ${world.meaningOf(id)}`, { first: '   ' }),
        wrap(look, `Its public name is ${visible(id)}: smtp-doctor explain --id ${visible(id)}`, { first: '   ' }),
      ]
        .filter(Boolean)
        .join('\n'),
    ),
  )
}
