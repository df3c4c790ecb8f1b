// What `smtp-doctor lint` does: files to findings, findings to lines, JSON, annotations or SARIF; --fix writes.

import { relative, resolve } from 'node:path'
import { hideAllSecrets } from '../config/hide-secrets.js'
import { fixText, type LintedFile, type LintFinding, lintFile, lintRules } from '../config/lint/lint.js'
import { previewDiff } from '../config/preview-diff.js'
import { isSourceName } from '../config/source-name.js'
import { writeConfigFile } from '../config/write-file.js'
import { UsageError } from '../model.js'
import { loadPresets } from '../providers/preset-directory.js'
import { renderJson } from '../report/json.js'
import { paint } from '../report/look.js'
import { visible, visibleLines } from '../report/visible.js'
import { EXIT } from './exit.js'
import type { Io } from './io.js'
import type { LintFlags } from './lint.js'
import { version } from './version.js'

/** Judges the files and prints what was found; returns the exit code. Every file is read before one is written. */
export async function runLintCommand(paths: readonly string[], flags: LintFlags, io: Io): Promise<number> {
  if (flags.json && flags.format) throw new UsageError('give only one of --json and --format')
  const presets = loadPresets()
  const files: LintedFile[] = []
  for (const path of paths) {
    const linted = await lintFile(resolve(io.cwd, path), presets)
    if (linted.formats.length === 0) {
      throw new UsageError(
        `${path} holds no mail settings that smtp-doctor knows (smtp-doctor config --list names the formats)`,
      )
    }
    files.push({ ...linted, findings: linted.findings.map((finding) => ({ ...finding, file: path })) })
  }
  const remaining = flags.fix ? await fixFiles(files, flags, io) : files.flatMap(({ findings }) => findings)
  print(files, remaining, flags, io)
  return remaining.length > 0 ? EXIT.problem : EXIT.works
}

/** Writes the safe corrections; returns the findings that are left. */
async function fixFiles(files: readonly LintedFile[], flags: LintFlags, io: Io): Promise<readonly LintFinding[]> {
  const left: LintFinding[] = []
  for (const file of files) {
    const fixed = fixText(file)
    if (fixed === file.text) {
      left.push(...file.findings)
      continue
    }
    const name = relative(io.cwd, file.path) || file.path
    const diff = previewDiff(name, hideAllSecrets(file.text, file.path), hideAllSecrets(fixed, file.path))
    io.stderr.write(visibleLines(diff))
    if (!flags.yes && !(await isConfirmed(name, io))) {
      left.push(...file.findings)
      continue
    }
    const hasSecret = hideAllSecrets(file.text, file.path) !== file.text && !isSourceName(name)
    const written = await writeConfigFile(file.path, `${file.mark ?? ''}${fixed}`, { hasSecret, overwrite: true })
    io.stderr.write(`Written: ${name} (the old content is in ${written.backup})\n`)
    const again = await lintFile(file.path, loadPresets())
    left.push(...again.findings.map((finding) => ({ ...finding, file: name })))
  }
  return left
}

async function isConfirmed(name: string, io: Io): Promise<boolean> {
  if (!io.isInteractive) throw new UsageError(`${name} was left as it is: add --yes to make this change`)
  const { createPrompter } = await import('../wizard/prompter.js')
  const look = { columns: io.columns, hasColor: io.hasColor, isPlain: false }
  const answer = await createPrompter(io, () => look).choose({
    message: `Write ${name}?`,
    flag: '--yes',
    choices: [
      { value: true, name: 'Yes, write it' },
      { value: false, name: 'No, change nothing' },
    ],
  })
  return answer === true
}

function print(files: readonly LintedFile[], findings: readonly LintFinding[], flags: LintFlags, io: Io): void {
  if (flags.json) {
    const shown = findings.map(({ edits, ...finding }) => finding)
    const summary = files.map(({ path, formats }) => ({ file: relative(io.cwd, path) || path, formats }))
    io.stdout.write(
      `${renderJson({ version: 1, verdict: findings.length > 0 ? 'problem' : 'works', files: summary, findings: shown })}\n`,
    )
  } else if (flags.format === 'sarif') io.stdout.write(`${renderJson(sarifOf(findings))}\n`)
  else if (flags.format === 'github') for (const finding of findings) io.stdout.write(`${annotationOf(finding)}\n`)
  else printText(files, findings, io)
}

function printText(files: readonly LintedFile[], findings: readonly LintFinding[], io: Io): void {
  const look = { columns: io.columns, hasColor: io.hasColor, isPlain: false }
  for (const finding of findings) {
    const place = `${visible(finding.file)}:${finding.line}:${finding.column}`
    const tone = finding.severity === 'error' ? 'bad' : 'warn'
    io.stdout.write(`${place}: ${paint(look, tone, finding.severity)}: ${visible(finding.message)} [${finding.rule}]\n`)
    if (finding.correction) {
      io.stdout.write(`  - ${lineOf(finding.correction.from)}\n`)
      for (const line of finding.correction.to.split('\n')) io.stdout.write(`  + ${lineOf(line)}\n`)
    } else if (finding.advice) io.stdout.write(`  ${visible(finding.advice)}\n`)
  }
  const fixable = findings.filter(({ isSafe }) => isSafe).length
  const names = files.map(({ path, formats }) => `${relative(io.cwd, path) || path} (${formats.join(', ')})`).join(', ')
  const [only] = files
  const fileWord = only && files.length === 1 ? relative(io.cwd, only.path) || only.path : 'FILE'
  const summary =
    findings.length === 0
      ? `Nothing wrong in ${names}. What only the server can tell: smtp-doctor check --settings ${fileWord}`
      : `${findings.length} found${fixable > 0 ? `, ${fixable} of them with a safe correction (--fix)` : ''}.`
  io.stderr.write(`${visible(summary)}\n`)
}

/** A line of a file; a tab is no reason to show an escape. */
function lineOf(text: string): string {
  return visible(text.replaceAll('\t', '    '))
}

/** A workflow command: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function annotationOf(finding: LintFinding): string {
  const property = (text: string) =>
    visible(text).replace(/[%\r\n:,]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
  const message = visible([finding.message, finding.advice].filter(Boolean).join(' ')).replace(/%/g, '%25')
  const { line, column, endLine } = finding
  const place = `file=${property(finding.file)},line=${line},endLine=${endLine},col=${column}`
  return `::${finding.severity} ${place},title=${property(finding.rule)}::${message}`
}

/** SARIF 2.1.0, as code scanning takes it. */
function sarifOf(findings: readonly LintFinding[]): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'smtp-doctor',
            version,
            rules: [...new Set([...lintRules.map(({ id }) => id), ...findings.map(({ rule }) => rule)])].map((id) => ({
              id,
            })),
          },
        },
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          level: finding.severity,
          message: { text: [finding.message, finding.advice].filter(Boolean).join(' ') },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(finding.file.replaceAll('\\', '/')) },
                region: {
                  startLine: finding.line,
                  startColumn: finding.column,
                  endLine: finding.endLine,
                  endColumn: finding.endColumn,
                },
              },
            },
          ],
          properties: { diagnosis: finding.diagnosis },
        })),
      },
    ],
  }
}
