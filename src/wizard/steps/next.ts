// What next: every way on from a result. Asked again and again until something else is chosen or the user quits.

import type { CheckTarget, Credentials, DiagnosisId, Report } from '../../model.js'
import { blocks, heading, wrap } from '../../report/look.js'
import { renderAdvicePages } from '../../report/render-advice.js'
import { LAYER_WORDS, renderCertainty } from '../../report/render-diagnosis.js'
import { hasPassedId } from '../../report/render-endpoints.js'
import { visible } from '../../report/visible.js'
import { BACK, type Choice } from '../ask.js'
import { renderDialogues } from '../dialogue.js'
import { BACKWARD, NO_ANSWERS, type Outcome, step, type Tools } from '../step.js'
import { isReachable } from './reachability.js'
import { adviceRows } from './results.js'
import { saveReport } from './save-report.js'

type Answer =
  | 'message'
  | 'configuration'
  | 'secret'
  | 'access'
  | 'check'
  | 'server'
  | 'insecure'
  | 'advice'
  | 'dialogue'
  | 'why'
  | 'save'
  | 'other'
  | 'quit'

export const nextStep = step({
  name: 'next',
  needs: ['report', 'target', 'credentials', 'username', 'insecureHost', 'isMessageOffered'],
  async run({ report, target, credentials, username, insecureHost, isMessageOffered }, tools) {
    if (!report || !target) throw new Error('next before results')
    const { ask, examination } = tools
    const rows = adviceRows(ask)
    const advice = rows === undefined ? [] : renderAdvicePages(report, ask.look, rows)
    // The first page stands below a report that says what does not work.
    let page = report.verdict === 'problem' ? 1 : 0
    for (let turn = 0; ; turn++) {
      const canSend = credentials !== undefined || username === ''
      const answer = await ask.choose<Answer>({
        message: turn === 0 ? 'What next?' : questionAfter(report),
        short: 'What next?',
        flag: undefined,
        choices: choicesOf({
          report,
          target,
          canSend,
          insecureHost,
          kind: credentials?.kind,
          isAgain: isMessageOffered === true,
          advice: turn === 0 && page >= advice.length ? undefined : renderPageName(page, advice.length),
        }),
        ...leading(report, canSend),
      })
      if (answer === BACK) return BACKWARD
      switch (answer) {
        case 'advice':
          ask.say(`${advice[page % advice.length] ?? ''}\n`)
          page = (page % advice.length) + 1
          break
        case 'dialogue':
          ask.say(`${renderDialogues(examination.dialogues(), report, ask.look)}\n`)
          break
        case 'why':
          ask.say(`${renderReasons(report, tools)}\n`)
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

function renderPageName(page: number, pages: number): string | undefined {
  if (pages === 0) return undefined
  const number = page % pages
  return number === 0 ? 'What to do' : `More advice (${number + 1} of ${pages})`
}

/** Once something else was shown, the diagnosis has scrolled away: its title stands in the question. */
function questionAfter({ verdict, diagnoses }: Report): string {
  const [first] = diagnoses
  return verdict === 'problem' && first ? `What next? (${first.title})` : 'What next?'
}

/** What helps with a diagnosis other than the first choice does: a change elsewhere, or another way of logging in. */
const LEADS: Readonly<Partial<Record<DiagnosisId, Answer>>> = {
  'basic-auth-disabled': 'access',
  'auth-mechanism-unsupported': 'access',
  'auth-not-offered': 'server',
  'username-format': 'server',
  'host-wrong-provider': 'server',
  'host-wrong-service': 'server',
  'tenant-smtp-auth-disabled': 'check',
  'security-policy-blocked': 'check',
  'browser-sign-in-required': 'check',
  'account-locked': 'check',
  'auth-rate-limited': 'check',
  'auth-temporary-failure': 'check',
}

/** The choice that is marked at first: what the diagnosis asks for, and the end when all is done. */
function leading({ verdict, diagnoses }: Report, canSend: boolean): { readonly default?: Answer } {
  if (verdict === 'works') return canSend ? { default: 'quit' } : {}
  const lead = diagnoses[0] && LEADS[diagnoses[0].id]
  return lead ? { default: lead } : {}
}

function leadOn(
  answer: Exclude<Answer, 'advice' | 'dialogue' | 'why' | 'save' | 'insecure'>,
  username: string | undefined,
): Outcome {
  switch (answer) {
    case 'quit':
      return { go: 'end' }
    case 'other':
      return { go: 'to', step: 'address', answers: EVERYTHING_NEW, isFresh: true }
    case 'secret':
      return { go: 'to', step: 'secret', answers: { again: 'secret', insecureHost: undefined } }
    case 'access':
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
const { address: _, ...EVERYTHING_NEW } = NO_ANSWERS

interface Menu {
  readonly report: Report
  readonly target: CheckTarget
  readonly canSend: boolean
  readonly insecureHost: string | undefined
  /** What was logged in with, if anything was. */
  readonly kind: Credentials['kind'] | undefined
  /** Whether a test message was sent, or could have been. */
  readonly isAgain: boolean
  /** The name of the next page of advice. */
  readonly advice: string | undefined
}

function choicesOf({ report, target, canSend, insecureHost, kind, isAgain, advice }: Menu): Choice<Answer>[] {
  const works = report.verdict === 'works'
  const isRefused = !works && isLoginRefused(report)
  const isLetter = canSend && report.endpoints.some(hasPassedId)
  const logIn: Choice<Answer> = { value: 'access', name: works ? 'Log in too' : 'Log in with a password or token' }
  const when = (is: boolean, choice: Choice<Answer>) => (is ? [choice] : [])
  return [
    ...when(works && !canSend, logIn),
    ...when(isLetter, {
      value: 'message',
      name: works || !isAgain ? 'Send a test message' : 'Send the test message again',
    }),
    ...when(works && report.recommended !== undefined, { value: 'configuration', name: 'Write a configuration file' }),
    ...when(isRefused && kind !== undefined, { value: 'secret', name: `Try another ${kind}` }),
    ...when(isRefused && kind !== undefined && hasOtherWays(target), { value: 'access', name: 'Log in another way' }),
    { value: 'server', name: 'Change server, port or user' },
    ...when(!works && (!isRefused || kind === undefined) && !isLetter && isReachable(report), logIn),
    ...when(isSecretWithheld(report) && insecureHost === undefined, {
      value: 'insecure',
      name: 'Log in without that protection',
      description: 'The password was held back because the way is not safe. This asks for an explicit yes.',
    }),
    isRefused
      ? {
          value: 'check',
          name: 'Try the same again',
          description:
            'All ports once more, and the same login: it counts as another failed one if nothing has changed.',
        }
      : { value: 'check', name: 'Check again', description: 'All ports once more, with the same answers.' },
    ...(advice === undefined ? [] : [{ value: 'advice', name: advice } as const]),
    { value: 'dialogue', name: 'Show the dialogue', description: 'What both sides said, secrets replaced.' },
    ...when(report.diagnoses.length > 0, { value: 'why', name: 'How sure is this, and why?' }),
    { value: 'save', name: 'Save the report' },
    { value: 'other', name: 'Another account' },
    { value: 'quit', name: 'Quit' },
  ]
}

/** Whether the account can log in otherwise than it did: at a server of one's own nobody knows. */
function hasOtherWays({ provider }: CheckTarget): boolean {
  return !provider || provider.kind === 'custom' || provider.kind === 'local' || provider.oauth !== undefined
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
    ...diagnoses.map(({ id, title, certainty, because, evidence, layer, meaning }, index) =>
      [
        wrap(look, title, { first: `${index + 1}. `, tone: 'strong' }),
        id === 'unknown' ? '' : wrap(look, renderCertainty(certainty), { first: '   ' }),
        wrap(look, `Because: ${because}`, { first: '   ' }),
        ...evidence.map((line) => wrap(look, `Seen: ${line}`, { first: '   ' })),
        wrap(
          look,
          id === 'unknown' ? (meaning ?? '') : `Where: ${LAYER_WORDS[layer].name}. ${meaning ?? world.meaningOf(id)}`,
          { first: '   ' },
        ),
        wrap(look, `Its public name is ${visible(id)}: smtp-doctor explain --id ${visible(id)}`, { first: '   ' }),
      ]
        .filter(Boolean)
        .join('\n'),
    ),
  )
}
