// What a lint rule is given and what it returns. Rules see a file's text and settings; they open nothing.

import type { DiagnosisId, Preset, PresetDirectory } from '../../model.js'
import type { ConfigFormat, Edit, Entry, FoundSettings, Span } from '../format.js'
import type { GitStatus } from '../git-ignore.js'

export interface LintFile {
  readonly path: string
  readonly text: string
  readonly format: ConfigFormat
  readonly found: FoundSettings
  readonly mode?: number
  readonly gitStatus?: GitStatus
  readonly presets: PresetDirectory
  /** The provider that the host, or else the login's domain, belongs to. */
  readonly preset?: Preset
}

export interface Complaint {
  readonly rule: string
  readonly diagnosis: DiagnosisId
  /** `error` fails for certain, `warning` is likely to or is unsafe. */
  readonly severity: 'error' | 'warning'
  readonly span: Span
  readonly message: string
  /** What to do, where no correction of the text can be given. */
  readonly advice?: string
  readonly edits?: readonly Edit[]
  /** Whether --fix may write the edits: they cannot break what works. */
  readonly isSafe?: boolean
}

export interface LintRule {
  readonly id: string
  check(file: LintFile): readonly Complaint[]
}

/** Replaces a value inside its own quotes; undefined where the value is not written plainly. */
export function replaceValue(text: string, entry: Entry, value: string): Edit[] | undefined {
  const raw = text.slice(entry.span.start, entry.span.end)
  const at = raw.indexOf(entry.value)
  if (entry.value === '' || at < 0 || /["'\\`$#\n]/.test(value)) return undefined
  return [{ start: entry.span.start + at, end: entry.span.start + at + entry.value.length, text: value }]
}
