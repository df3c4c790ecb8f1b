// The report as two files, for oneself and for the support desk: text with the dialogue, and JSON. Never a secret.

import type { Report } from '../../model.js'
import { UsageError } from '../../model.js'
import { renderJson } from '../../report/json.js'
import { type Look, wrap } from '../../report/look.js'
import { renderReport } from '../../report/render-report.js'
import { renderTranscript } from '../../report/transcript.js'
import { BACK } from '../ask.js'
import type { Tools } from '../step.js'

/** A file is read anywhere: no colour, and no wider than a mail. */
const FILE_LOOK: Look = { columns: 79, hasColor: false, isPlain: true }

/** Asks for the name and writes NAME.txt and NAME.json with mode 0600; existing files are kept. */
export async function saveReport(report: Report, { ask, world, examination }: Tools): Promise<void> {
  const name = await ask.text({
    message: 'Name of the report, without ending:',
    flag: undefined,
    default: 'smtp-doctor-report',
    validate: (text) => /[^\p{Cc}]/u.test(text) || 'Type a file name.',
  })
  if (name === BACK) return
  const path = world.pathOf(name)
  const text = [
    renderReport(report, FILE_LOOK, { meaningOf: world.meaningOf }),
    '',
    'Dialogue (secrets replaced)',
    '',
    renderTranscript(examination.dialogues()),
  ].join('\n')
  try {
    const written = [
      await world.writeReport(`${path}.txt`, text),
      await world.writeReport(`${path}.json`, `${renderJson(report)}\n`),
    ]
    for (const file of written) ask.say(wrap(ask.look, `Written: ${file.path} (only you can read it)`))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    ask.say(wrap(ask.look, error.message))
  }
}
