// Runs all rules over a file and puts their complaints into lines: where, what, the corrected line.

import type { DiagnosisId, Preset, PresetDirectory } from '../../model.js'
import type { Edit } from '../format.js'
import { type GitStatus, gitStatusOf } from '../git-ignore.js'
import { MASK } from '../preview-diff.js'
import { hostAndPort, readConfigText, recogniseConfig } from '../read-config.js'
import { secretSpans } from '../secret-spans.js'
import { applyEdits, positionAt } from '../syntax/syntax.js'
import { accountRules } from './account-rules.js'
import { composeDollar, dotenvValue } from './dotenv-rules.js'
import { readableSecret, trackedSecret } from './exposure-rules.js'
import { type Complaint, type LintFile, type LintRule, literal } from './finding.js'
import { unknownKey } from './key-rules.js'
import { serverRules } from './server-rules.js'
import { clearText, opportunistic, tlsPort, verification } from './transport-rules.js'
import { unusedSettings } from './unused-rules.js'

/** Every rule; the order decides nothing but the order of complaints about one place. */
export const lintRules: readonly LintRule[] = [
  ...serverRules,
  tlsPort,
  clearText,
  opportunistic,
  verification,
  ...accountRules,
  dotenvValue,
  composeDollar,
  unusedSettings,
  unknownKey,
  trackedSecret,
  readableSecret,
]

/** The diagnosis for the rules that formats bring along (`Problem`). */
const FORMAT_RULES: Readonly<Record<string, DiagnosisId>> = {
  'text-as-switch': 'config-option-invalid',
  'two-tls-switches': 'config-option-invalid',
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
  /** The formats that were recognised; empty when there are none. */
  readonly formats: readonly string[]
  readonly findings: readonly LintFinding[]
}

/** Reads and judges one file. Throws UsageError when it cannot be read. */
export async function lintFile(path: string, presets: PresetDirectory): Promise<LintedFile> {
  const { text, mode } = await readConfigText(path)
  return lintText(path, text, presets, { mode, gitStatus: await gitStatusOf(path) })
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
  return { path, text, formats: [...new Set(recognised.map(({ format }) => format.id))], findings: distinct(findings) }
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
  const next = text.indexOf('\n', first.end)
  const to = next < 0 ? text.length : next
  const own = edits.filter(({ start, end }) => start >= from && end <= to)
  const hidden = secrets.filter(({ start, end }) => start >= from && end <= to).map((span) => ({ ...span, text: MASK }))
  const isInSecret = own.some(({ start, end }) => hidden.some((span) => start >= span.start && end <= span.end))
  const shift = (list: readonly Edit[]) =>
    list.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }))
  const line = text.slice(from, to)
  return {
    from: applyEdits(line, shift(hidden)),
    // A corrected secret is shown as the quotes around it alone.
    to: isInSecret
      ? applyEdits(
          line,
          shift(
            own.map((edit) => ({
              ...edit,
              text: `${edit.text[0]?.match(/["'`]/)?.[0] ?? ''}${MASK}${edit.text.at(-1)?.match(/["'`]/)?.[0] ?? ''}`,
            })),
          ),
        )
      : applyEdits(line, shift([...own, ...hidden])),
  }
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
