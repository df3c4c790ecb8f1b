// A whole report as text: the verdict first, then what was found, the picture, the diagnoses and the settings to use.

import type { DiagnosisId, Recommendation, Report } from '../model.js'
import { blocks, heading, type Look, renderDuration, sign, wrap } from './look.js'
import { renderAdvicePages } from './render-advice.js'
import { renderDiagnosis } from './render-diagnosis.js'
import { hasPassedId, renderExamination, renderSecurity } from './render-endpoints.js'
import { pictureOfReport, renderPicture } from './render-picture.js'

export interface ReportRendering {
  /** The rules' explanations; without it the diagnoses stand without one. */
  readonly meaningOf?: (id: DiagnosisId) => string | undefined
  /** What the target was called, where that says more than the host. */
  readonly providerName?: string
  /**
   * For a reader who is asked a question right below the report: what to do first stands at its end, on so many lines
   * at most, and what else was found is only named. Without it all advice stands with its diagnosis.
   */
  readonly adviceRows?: number
}

/** The report as text, without a line feed at the end. */
export function renderReport(report: Report, look: Look, options: ReportRendering = {}): string {
  return blocks(
    renderVerdict(report, look, options.providerName),
    renderExamination(report, look),
    renderPicture(pictureOfReport(report), look),
    options.adviceRows === undefined
      ? renderDiagnoses(report, look, options.meaningOf)
      : renderFirstDiagnosis(report, look, options.meaningOf),
    report.recommended && report.verdict === 'works'
      ? renderRecommendation(report.recommended, look, report.endpoints.some(hasPassedId))
      : undefined,
    renderProof(report, look),
    renderNotes(report.notes ?? [], look),
    options.adviceRows === undefined || report.verdict === 'works'
      ? undefined
      : renderAdvicePages(report, look, options.adviceRows)[0],
  )
}

/** One line that says how it went; without a login or a letter it only says how far the way is open. */
export function renderVerdict(report: Report, look: Look, providerName?: string): string {
  const { verdict, target } = report
  const whom = providerName ? `${providerName} (${target.host})` : target.host
  const works = report.endpoints.some(hasPassedId)
    ? `It works: ${whom}`
    : `The way is open as far as the login: ${whom}`
  const words = verdict === 'works' ? works : `It does not work yet: ${whom}`
  return wrap(look, words, { first: `${sign(look, verdict === 'works' ? 'ok' : 'fail')} `, tone: 'strong' })
}

/** All diagnoses in order; the first is marked when there are several. */
export function renderDiagnoses(
  { diagnoses, verdict }: Pick<Report, 'diagnoses' | 'verdict'>,
  look: Look,
  meaningOf: (id: DiagnosisId) => string | undefined = () => undefined,
): string {
  const isSeveral = diagnoses.length > 1
  const title = verdict === 'works' ? 'Worth knowing' : 'Diagnosis'
  if (diagnoses.length === 0) return ''
  return blocks(
    heading(look, title),
    ...diagnoses.map((diagnosis, index) => {
      const meaning = diagnosis.meaning ?? meaningOf(diagnosis.id)
      return renderDiagnosis(diagnosis, look, {
        ...(isSeveral && { number: index + 1, isFirst: index === 0 && verdict === 'problem' }),
        ...(meaning !== undefined && { meaning }),
      })
    }),
  )
}

/** The diagnosis to act on without its advice, and the names of the others; when it works, only names and reasons. */
export function renderFirstDiagnosis(
  { diagnoses, verdict }: Pick<Report, 'diagnoses' | 'verdict'>,
  look: Look,
  meaningOf: (id: DiagnosisId) => string | undefined = () => undefined,
): string {
  const [first, ...others] = diagnoses
  if (!first) return ''
  if (verdict === 'works') {
    const remarks = diagnoses.map(({ title, because }) => wrap(look, `${title}. ${because}`, { first: '- ' }))
    return [heading(look, 'Worth knowing'), ...remarks].join('\n')
  }
  const meaning = first.meaning ?? meaningOf(first.id)
  const also = others.map(({ title }) => wrap(look, title, { first: '   - ' }))
  return blocks(
    heading(look, 'Diagnosis'),
    renderDiagnosis(first, look, { isWithoutFixes: true, ...(meaning !== undefined && { meaning }) }),
    also.length > 0 ? ['   Also found, to be looked at afterwards', ...also].join('\n') : undefined,
  )
}

/** The settings that were found to work, one a line; without a login they are only known as far as that. */
function renderRecommendation(recommended: Recommendation, look: Look, isProven: boolean): string {
  const { host, port, security, username, mechanism } = recommended
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Host', host],
    ['Port', String(port)],
    ['Encryption', renderSecurity(security)],
    ['User name', username],
    ['Login method', mechanism],
  ]
  return [
    heading(look, isProven ? 'Settings that work' : 'Settings that lead as far as the login'),
    ...rows.flatMap(([name, value]) =>
      value === undefined ? [] : [wrap(look, value, { first: look.isPlain ? `${name}: ` : `   ${name.padEnd(13)} ` })],
    ),
  ].join('\n')
}

function renderProof({ proof }: Report, look: Look): string | undefined {
  if (!proof || proof.status === 'skipped') return undefined
  const words =
    proof.status === 'ok'
      ? `nodemailer, the library that most Node.js programs use, works with these settings too (${renderDuration(proof.ms)})`
      : `nodemailer, the library that most Node.js programs use, fails with the same settings: ${proof.detail}`
  return wrap(look, words, { first: `${sign(look, proof.status)} ` })
}

function renderNotes(notes: readonly string[], look: Look): string | undefined {
  if (notes.length === 0) return undefined
  return notes.map((note) => wrap(look, `Note: ${note}`)).join('\n')
}
