// What `smtp-doctor explain` does: a text or a log to diagnoses, as text or JSON on stdout.

import { ruleOf } from '../diagnose/diagnose.js'
import { keepLastLines } from '../explain/last-lines.js'
import type { LogSummary } from '../explain/mail-log.js'
import { explainLog } from '../explain-log.js'
import { type ExplainContext, type Explanation, explainText } from '../explain-text.js'
import { type Context, DIAGNOSIS_LAYERS, type Diagnosis, type DiagnosisId, UsageError } from '../model.js'
import { nearestIds } from '../providers/nearest-host.js'
import { platformById, platforms } from '../providers/platforms.js'
import { loadPresets } from '../providers/preset-directory.js'
import { confirmCommand } from '../report/confirm-command.js'
import { renderJson } from '../report/json.js'
import type { Look } from '../report/look.js'
import { renderDiagnosisList, renderDiagnosisPage } from '../report/render-diagnosis-page.js'
import { renderExplanation } from '../report/render-explanation.js'
import { renderLogSummary, renderReadTogether } from '../report/render-log-summary.js'
import { visible } from '../report/visible.js'
import { EXIT } from './exit.js'
import type { ExplainFlags } from './explain.js'
import { readExplainInput } from './explain-input.js'
import type { Io } from './io.js'

/** So much of a log's end is read as one text when no line of it tells a failure by itself. */
const READ_TOGETHER_CHARACTERS = 64 * 1024

/** Explains what was given; returns the exit code: 1 when something failed in it, 0 when nothing did. */
export async function runExplainCommand(text: readonly string[], flags: ExplainFlags, io: Io): Promise<number> {
  const look: Look = { columns: io.columns, hasColor: io.hasColor && !flags.plain, isPlain: flags.plain === true }
  const print = (value: unknown, render: () => string) =>
    io.stdout.write(`${flags.json ? renderJson(value) : render()}\n`)
  const known = knownContext(flags)
  if (flags.list) {
    printList(print, look)
    return EXIT.works
  }
  if (flags.id !== undefined) {
    printPage(flags.id, known, print, look, io)
    return EXIT.works
  }
  const input = await readExplainInput(text, flags, io)
  const sources = { presets: loadPresets(), platforms, now: io.now() }
  const printExplained = ({ diagnoses, context }: Explanation, log?: LogSummary<Diagnosis>) => {
    const confirm = diagnoses[0] && confirmCommand(diagnoses[0], context)
    print({ version: 1, diagnoses, ...(confirm && { confirm }), ...(log && { log }) }, () =>
      [
        ...(log ? [renderReadTogether(log, look)] : []),
        renderExplanation(diagnoses, look, { ...(confirm && { confirm }), meaningOf: (id) => ruleOf(id).meaning }),
      ].join('\n\n'),
    )
    return diagnoses.length > 0 ? EXIT.problem : EXIT.works
  }
  if (input.kind === 'text') {
    if (input.text.trim() === '') throw new UsageError('nothing to explain: the text is empty')
    return printExplained(explainText(input.text, known, sources))
  }
  const last = keepLastLines(READ_TOGETHER_CHARACTERS)
  const reader = explainLog(known, sources)
  for await (const line of input.lines) {
    if (io.signal.aborted) return EXIT.interrupted
    reader.add(line)
    last.add(line)
  }
  const summary = reader.finish()
  if (summary.causes.length === 0) {
    const together = explainText(last.text(), known, sources)
    if (together.diagnoses[0] && together.diagnoses[0].id !== 'unknown') return printExplained(together, summary)
  }
  const causes = summary.causes.map(({ judged, ...times }) => ({ ...times, diagnosis: judged }))
  print({ version: 1, diagnoses: causes.map(({ diagnosis }) => diagnosis), log: { ...summary, causes } }, () =>
    renderLogSummary(summary, look),
  )
  return causes.length > 0 ? EXIT.problem : EXIT.works
}

/** The flags as context. Throws UsageError for a provider or platform that does not exist. */
function knownContext({ provider, host, port, security, platform, client }: ExplainFlags): ExplainContext {
  const directory = loadPresets()
  if (provider !== undefined && !directory.byId(provider)) {
    const near = nearestIds(provider, directory).join(', ')
    throw new UsageError(`there is no provider "${visible(provider)}"${near ? `; did you mean ${near}?` : ''}`)
  }
  if (platform !== undefined && !platformById(platform)) {
    throw new UsageError(`there is no platform "${visible(platform)}"; "smtp-doctor providers --platforms" lists all`)
  }
  return { provider, host, port, security, platform: platform?.trim().toLowerCase(), client }
}

type Print = (value: unknown, render: () => string) => void

function printList(print: Print, look: Look): void {
  const entries = diagnosisIds().map((id) => ({ id, layer: DIAGNOSIS_LAYERS[id], title: ruleOf(id).title }))
  print({ version: 1, diagnoses: entries }, () => renderDiagnosisList(entries, look))
}

function printPage(wanted: string, known: ExplainContext, print: Print, look: Look, io: Io): void {
  const id = diagnosisIds().find((one) => one === wanted.trim().toLowerCase())
  if (!id) {
    const near = diagnosisIds().filter((one) =>
      one.split('-').some((word) => word.length > 3 && wanted.toLowerCase().includes(word)),
    )
    throw new UsageError(
      `there is no diagnosis "${visible(wanted)}"${near.length > 0 ? `; near it: ${near.slice(0, 5).join(', ')}` : ''} ("smtp-doctor explain --list" lists all)`,
    )
  }
  const { title, meaning, seenAs, fixes } = ruleOf(id)
  const page = { id, layer: DIAGNOSIS_LAYERS[id], title, meaning, seenAs, fixes: fixes(pageContext(known, io)) }
  print({ version: 1, diagnosis: page }, () => renderDiagnosisPage(page, look))
}

function pageContext({ provider, host, port, security, client }: ExplainContext, io: Io): Context {
  const presets = loadPresets()
  const preset = provider ? presets.byId(provider) : host ? presets.hostRole(host)?.preset : undefined
  return {
    source: 'paste',
    now: io.now(),
    presets,
    ...(preset && { provider: preset }),
    ...(host && { host }),
    ...(port && { port }),
    ...(security && { security }),
    ...(client && { client }),
  }
}

/** The ids that have a rule, in the order of the layers. */
function diagnosisIds(): DiagnosisId[] {
  return (Object.keys(DIAGNOSIS_LAYERS) as DiagnosisId[]).filter((id) => {
    try {
      return ruleOf(id) !== undefined
    } catch {
      return false
    }
  })
}
