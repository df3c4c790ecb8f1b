// Runs all rules over a file and puts their complaints into lines: where, what, the corrected line.

import type { DiagnosisId, Preset, PresetDirectory } from '../../model.js'
import { literal } from '../entry-value.js'
import type { Edit, Span } from '../format.js'
import { type GitStatus, gitStatusOf } from '../git-ignore.js'
import { hostAndPort } from '../host-and-port.js'
import { readConfigText, recogniseConfig } from '../read-config.js'
import { maskSecret, secretSpans } from '../secret-spans.js'
import { applyEdits, positionAt } from '../syntax/syntax.js'
import { accountRules } from './account-rules.js'
import { composeDollar, composeQuotes, dotenvValue } from './dotenv-rules.js'
import { readableSecret, trackedSecret } from './exposure-rules.js'
import type { Complaint, LintFile, LintRule } from './finding.js'
import { unknownKey } from './key-rules.js'
import { serverRules } from './server-rules.js'
import { textAsSwitch, twoSwitches } from './switch-rules.js'
import { clearText, opportunistic, tlsPort, verification } from './transport-rules.js'
import { unusedSettings } from './unused-rules.js'

/** Every rule; the order decides nothing but the order of complaints about one place. */
export const lintRules: readonly LintRule[] = [
  ...serverRules,
  textAsSwitch,
  twoSwitches,
  tlsPort,
  clearText,
  opportunistic,
  verification,
  ...accountRules,
  dotenvValue,
  composeDollar,
  composeQuotes,
  unusedSettings,
  unknownKey,
  trackedSecret,
  readableSecret,
]

/** The diagnosis for the rules that formats bring along (`Problem`). */
const FORMAT_RULES: Readonly<Record<string, DiagnosisId>> = {
  'tls-unverified': 'config-tls-verification-off',
}

export interface LintFinding {
  readonly rule: string
  readonly diagnosis: DiagnosisId
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly message: string
  readonly advice?: string
  /** The line as it stands and as it should be, secrets replaced. */
  readonly correction?: { readonly from: string; readonly to: string }
  readonly edits?: readonly Edit[]
  readonly isSafe: boolean
}

export interface LintedFile {
  readonly path: string
  readonly text: string
  /** The byte order mark before the text. */
  readonly mark?: string
  /** The formats that were recognised; empty when there are none. */
  readonly formats: readonly string[]
  readonly findings: readonly LintFinding[]
}

/** Reads and judges one file. Throws UsageError when it cannot be read. */
export async function lintFile(path: string, presets: PresetDirectory): Promise<LintedFile> {
  const { text, mode, mark } = await readConfigText(path)
  return { ...lintText(path, text, presets, { mode, gitStatus: await gitStatusOf(path) }), mark }
}

/** Judges a text without touching the disk. */
export function lintText(
  path: string,
  text: string,
  presets: PresetDirectory,
  circumstances: { readonly mode?: number; readonly gitStatus?: GitStatus } = {},
): LintedFile {
  const recognised = recogniseConfig(text, path)
  const secrets = secretSpans(recognised.flatMap(({ found }) => found))
  const findings = recognised.flatMap(({ format, found }) =>
    found.flatMap((one) => {
      const preset = presetOf({ found: one }, presets)
      const file: LintFile = { path, text, format, found: one, presets, ...circumstances, ...(preset && { preset }) }
      const own = one.problems.map(
        (problem): Complaint => ({
          ...problem,
          diagnosis: FORMAT_RULES[problem.rule] ?? 'config-option-invalid',
          severity: problem.rule === 'tls-unverified' ? 'warning' : 'error',
        }),
      )
      return [...own, ...lintRules.flatMap((rule) => rule.check(file))].map((complaint) =>
        findingOf(complaint, path, text, secrets),
      )
    }),
  )
  return {
    path,
    text,
    formats: [...new Set(recognised.flatMap(({ found }) => found.map((one) => one.format)))],
    findings: distinct(findings),
  }
}

function presetOf({ found }: Pick<LintFile, 'found'>, presets: PresetDirectory): Preset | undefined {
  const host = literal(found.fields.host)
  const service = literal(found.fields.service)
  if (host) {
    const { host: name } = hostAndPort(host.value)
    const known = presets.hostRole(name)?.preset ?? presets.nearestHost(name)?.preset
    if (known) return known
  }
  return service && !host ? presets.byId(service.value.toLowerCase()) : undefined
}

function findingOf(
  complaint: Complaint,
  file: string,
  text: string,
  secrets: readonly { start: number; end: number }[],
): LintFinding {
  const { span, edits, advice } = complaint
  const [start, end] = [positionAt(text, span.start), positionAt(text, span.end)]
  const correction = edits && correctionOf(text, edits, secrets)
  return {
    rule: complaint.rule,
    diagnosis: complaint.diagnosis,
    severity: complaint.severity,
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    message: complaint.message,
    ...(advice && { advice }),
    ...(correction && { correction }),
    ...(edits && { edits }),
    isSafe: Boolean(edits && complaint.isSafe),
  }
}

/** The line of the first edit before and after all edits on it; the secret is masked in both. */
function correctionOf(
  text: string,
  edits: readonly Edit[],
  secrets: readonly { start: number; end: number }[],
): { from: string; to: string } | undefined {
  const first = edits[0]
  if (!first) return undefined
  const from = text.lastIndexOf('\n', first.start - 1) + 1
  const next = text.slice(first.end).search(/\r?\n/)
  const to = next < 0 ? text.length : first.end + next
  const inside = ({ start, end }: Span, { start: from, end: to }: Span) => start >= from && end <= to
  const line = { start: from, end: to }
  const own = edits.filter((edit) => inside(edit, line))
  const hidden = secrets.filter((span) => inside(span, line))
  /** The line with these edits done and every secret in it masked, whether it was edited or not. */
  const shown = (done: readonly Edit[]): string => {
    const open = done.filter((edit) => !hidden.some((span) => inside(edit, span)))
    const masked = hidden
      .filter((span) => !open.some((edit) => edit.start < span.end && edit.end > span.start))
      .map((span) => ({
        ...span,
        text: maskSecret(
          edited(
            text,
            span,
            done.filter((edit) => inside(edit, span)),
          ),
        ),
      }))
    return edited(text, line, [...open, ...masked])
  }
  const correction = { from: shown([]), to: shown(own) }
  // Where only what is hidden changes, the two lines would look the same.
  return correction.from === correction.to ? undefined : correction
}

function edited(text: string, { start, end }: Span, edits: readonly Edit[]): string {
  const shift = (edit: Edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })
  return applyEdits(text.slice(start, end), edits.map(shift))
}

/** Complaints sorted by place; the same rule about the same place is said once. */
function distinct(findings: readonly LintFinding[]): LintFinding[] {
  const seen = new Set<string>()
  return [...findings]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .filter((finding) => {
      const key = `${finding.rule}:${finding.line}:${finding.column}`
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
}

/** The text with all safe corrections; of edits that overlap the first wins. */
export function fixText(file: LintedFile): string {
  const edits: Edit[] = []
  for (const finding of file.findings) {
    const own = finding.isSafe ? (finding.edits ?? []) : []
    const isFree = own.every((edit) => edits.every((other) => edit.end <= other.start || edit.start >= other.end))
    if (isFree) edits.push(...own)
  }
  return applyEdits(file.text, edits)
}
