// When it works: a real test message, to oneself unless another address is named.

import type { CheckTarget, Report } from '../../model.js'
import { blocks, sign, wrap } from '../../report/look.js'
import { renderAdvicePages } from '../../report/render-advice.js'
import { renderDiagnoses, renderFirstDiagnosis } from '../../report/render-report.js'
import { BACK, type Back } from '../ask.js'
import { BACKWARD, onward, step, type Tools } from '../step.js'
import { isAddress } from './address.js'
import { adviceRows, allowedHost } from './results.js'

export const messageStep = step({
  name: 'message',
  needs: ['report', 'target', 'credentials', 'username', 'address', 'insecureHost', 'again', 'isMessageOffered'],
  async run(answers, tools) {
    const { report, target, credentials, username, address, insecureHost, again, isMessageOffered } = answers
    const isAsked = again === 'message'
    // Without a login nothing can be sent, unless the server needs none.
    const canSend = credentials !== undefined || username === ''
    const { ask, flags, examination } = tools
    if (!target || !canSend || !report) return onward()
    if (!isAsked && (report.verdict !== 'works' || isMessageOffered)) return onward()
    const self = [flags.from, address, credentials?.username].find(
      (one) => one !== undefined && isAddress(one) === true,
    )
    const from = self ?? (await askAddress('Sender of the test message:', undefined, '--from', tools))
    if (from === BACK) return BACKWARD
    const to =
      flags.send && !isAsked
        ? (flags.to ?? from)
        : await askRecipient(flags.to ?? from, credentials !== undefined, tools)
    if (to === BACK) return BACKWARD
    if (to === undefined) return onward({ isMessageOffered: true })
    const allowed = allowedHost(insecureHost, target, flags)
    const sent = await ask.working(
      () => `Sending to ${to}`,
      examination.logIn({
        ...(credentials && { credentials }),
        envelope: { from, to, send: true },
        prove: false,
        ...(flags.mechanism && { mechanism: flags.mechanism }),
        ...(allowed && { insecureHost: allowed }),
      }),
    )
    ask.say(renderOutcome(sent, to, target, tools))
    // The last word counts: a message that is refused is a problem, whatever worked before it.
    const last = { ...sent, ...(report.proof && { proof: report.proof }) }
    return onward({ report: last, isMessageOffered: true, again: undefined })
  },
})

async function askRecipient(usual: string, isLoggedIn: boolean, tools: Tools): Promise<string | undefined | Back> {
  for (;;) {
    const answer = await tools.ask.choose<'self' | 'other' | 'no'>({
      message: `${isLoggedIn ? 'The login works. ' : ''}Send a test message, to see it arrive?`,
      flag: '--send --to',
      choices: [
        { value: 'self', name: `Yes, to ${usual}` },
        { value: 'other', name: 'Yes, to another address' },
        { value: 'no', name: 'No, nothing is sent' },
      ],
    })
    if (answer === BACK) return BACK
    if (answer === 'no') return undefined
    if (answer === 'self') return usual
    const typed = await askAddress('To whom?', usual, '--to', tools)
    if (typed !== BACK) return typed
  }
}

function askAddress(message: string, usual: string | undefined, flag: string, { ask }: Tools): Promise<string | Back> {
  return ask.text({ message, flag, ...(usual && { default: usual }), validate: isAddress })
}

function renderOutcome(report: Report, to: string, target: CheckTarget, { ask, world }: Tools): string {
  const { look } = ask
  if (report.verdict === 'works') {
    return wrap(
      look,
      `The server has taken the message for ${to}. Look into the inbox, and into the spam folder too: what happens after this server cannot be seen from here.`,
      { first: `${sign(look, 'ok')} ` },
    )
  }
  const rows = adviceRows(ask)
  const [advice = ''] = rows === undefined ? [] : renderAdvicePages(report, look, rows)
  const diagnosis = (rows === undefined ? renderDiagnoses : renderFirstDiagnosis)(report, look, world.meaningOf)
  const fate = wrap(look, `The message was not taken by ${target.host}.`, { first: `${sign(look, 'fail')} ` })
  return `${blocks(fate, diagnosis, advice)}\n`
}
