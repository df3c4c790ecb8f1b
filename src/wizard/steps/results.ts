// The result: waits for the check, logs in once, and shows ports, stages, the picture and the diagnosis.

import type { CheckTarget, Credentials, Envelope, Report } from '../../model.js'
import { renderReport } from '../../report/render-report.js'
import { type Flags, onward, step, type Tools } from '../step.js'
import { isAddress } from './address.js'

export const resultsStep = step({
  name: 'results',
  needs: ['target', 'credentials', 'username', 'insecureHost', 'again'],
  async run({ target, credentials, username, insecureHost, again }, tools) {
    if (!target) throw new Error('results before server')
    const isLoginWanted = username !== ''
    const task = { target, credentials, isLoginWanted, insecureHost, isWhole: again === 'check' }
    const report = await examine(task, tools)
    tools.ask.say(`\n${renderResult(report, target, tools)}\n`)
    return onward({ report, again: undefined })
  },
})

interface Task {
  readonly target: CheckTarget
  readonly credentials: Credentials | undefined
  /** False when the user said that this server needs no login. */
  readonly isLoginWanted: boolean
  readonly insecureHost: string | undefined
  readonly isWhole: boolean
}

/** One login on the check that is under way; the envelope is tried, nothing is sent. */
async function examine(task: Task, tools: Tools): Promise<Report> {
  const { target, credentials, isLoginWanted, insecureHost, isWhole } = task
  const { ask, examination, flags } = tools
  const allowed = allowedHost(insecureHost, target, flags)
  const envelope = credentials || !isLoginWanted ? envelopeOf(target, credentials?.username, tools) : undefined
  return ask.working(
    () => examination.describe(),
    examination.logIn(
      {
        ...(credentials && { credentials }),
        ...(envelope && { envelope }),
        ...(flags.mechanism && { mechanism: flags.mechanism }),
        ...(allowed && { insecureHost: allowed }),
      },
      { isWhole },
    ),
  )
}

/** The one host to which a secret may go without verified TLS: by the user's yes or by the flag. */
export function allowedHost(insecureHost: string | undefined, target: CheckTarget, flags: Flags): string | undefined {
  return insecureHost ?? (flags.isInsecureAllowed ? target.host : undefined)
}

/** Sender and recipient for the letter stage: oneself, so that no made-up address is refused. */
function envelopeOf(target: CheckTarget, username: string | undefined, { flags }: Tools): Envelope | undefined {
  const self = [flags.from, target.address, username].find((one) => one !== undefined && isAddress(one) === true)
  return self === undefined ? undefined : { from: self, to: flags.to ?? self, send: false }
}

/** The whole report as the wizard shows it. */
function renderResult(report: Report, target: CheckTarget, { ask, world }: Tools): string {
  const name = target.provider && target.provider.kind !== 'custom' ? target.provider.name : undefined
  const remarks = new Set(target.remarks)
  // Remarks were said when the server was chosen.
  const notes = (report.notes ?? []).filter((note) => !remarks.has(note))
  const { notes: _, ...rest } = report
  const rows = adviceRows(ask)
  return renderReport({ ...rest, ...(notes.length > 0 && { notes }) }, ask.look, {
    meaningOf: world.meaningOf,
    ...(name && { providerName: name }),
    ...(rows !== undefined && { adviceRows: rows }),
  })
}

/** The longest menu that follows a report, with its question and its keys. */
const MENU_ROWS = 15

/** The lines that stay in sight above the menu; undefined where nothing goes out of sight. */
export function adviceRows({ rows }: Tools['ask']): number | undefined {
  return rows === undefined ? undefined : Math.max(6, rows - MENU_ROWS)
}
