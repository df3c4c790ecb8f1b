// Scores explain on a file of labelled failures: `npm run eval -- FILE.jsonl [--verbose] [--no-context] [--show ID]`.
// One JSON object a line: id, text, context, labels (right), acceptable (fair).

import { readFileSync } from 'node:fs'
import { readPaste } from '../../src/explain/read.js'
import type { Hints } from '../../src/explain/reading.js'
import { explainText } from '../../src/explain-text.js'
import { platforms } from '../../src/providers/platforms.js'
import { loadPresets } from '../../src/providers/preset-directory.js'

interface Case {
  readonly id: string
  readonly client?: string
  readonly text: string
  readonly context?: Hints
  readonly labels: readonly string[]
  readonly acceptable?: readonly string[]
}

type Score = 'right' | 'fair' | 'unknown' | 'wrong'
const SCORES: readonly Score[] = ['right', 'fair', 'unknown', 'wrong']

const args = process.argv.slice(2)
const file = args.find((arg) => !arg.startsWith('--'))
if (!file) {
  process.stderr.write('usage: npm run eval -- FILE.jsonl [--verbose] [--no-context] [--show=ID]\n')
  process.exit(2)
}
const isVerbose = args.includes('--verbose')
const hasContext = !args.includes('--no-context')
const shown = args.find((arg) => arg.startsWith('--show='))?.slice('--show='.length)

const sources = { presets: loadPresets(), platforms, now: Date.now() }
const cases = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as Case)

const byLabel = new Map<string, Record<Score, number>>()
const confusions = new Map<string, string[]>()
const total: Record<Score, number> = { right: 0, fair: 0, unknown: 0, wrong: 0 }
let slowestMs = 0

for (const one of cases) {
  const started = performance.now()
  const { diagnoses, context } = explainText(one.text, hasContext ? (one.context ?? {}) : {}, sources)
  slowestMs = Math.max(slowestMs, performance.now() - started)
  const first = diagnoses[0]?.id ?? 'nothing'
  const score = scoreOf(first, one)
  total[score] += 1
  const label = one.labels[0] ?? '?'
  const row = byLabel.get(label) ?? { right: 0, fair: 0, unknown: 0, wrong: 0 }
  row[score] += 1
  byLabel.set(label, row)
  if (score !== 'right') {
    const key = `${score.padEnd(7)} ${one.labels.join('|')} -> ${first}`
    confusions.set(key, [...(confusions.get(key) ?? []), one.id])
  }
  if (shown === one.id || (isVerbose && score !== 'right')) {
    const { observations, hints } = readPaste(one.text, one.context ?? {})
    process.stdout.write(
      `\n--- ${one.id} ${score}: wanted ${one.labels.join('|')} (${(one.acceptable ?? []).join('|')}), got ${diagnoses.map(({ id, certainty }) => `${id}/${certainty}`).join(', ')}\n${one.text.slice(0, 700)}\n    context ${JSON.stringify(one.context)} hints ${JSON.stringify(hints)} provider ${context.provider?.id}\n${observations.map((seen) => `    ${JSON.stringify(seen).slice(0, 420)}`).join('\n')}\n`,
    )
  }
}

function scoreOf(id: string, { labels, acceptable = [] }: Case): Score {
  if (labels.includes(id)) return 'right'
  if (acceptable.includes(id)) return 'fair'
  return id === 'unknown' || id === 'nothing' ? 'unknown' : 'wrong'
}

const percent = (count: number) => `${((100 * count) / cases.length).toFixed(1)} %`
process.stdout.write('\nlabel                            right fair unknown wrong\n')
for (const [label, row] of [...byLabel].sort(([a], [b]) => a.localeCompare(b))) {
  if (row.right === row.right + row.fair + row.unknown + row.wrong && !isVerbose) continue
  process.stdout.write(
    `${label.padEnd(32)} ${SCORES.map((score, index) => String(row[score]).padStart([5, 4, 7, 5][index] ?? 5)).join(' ')}\n`,
  )
}
process.stdout.write('\nconfusions (wanted -> found)\n')
for (const [key, ids] of [...confusions].sort(([a], [b]) => b.localeCompare(a))) {
  process.stdout.write(`${key}  [${ids.join(' ')}]\n`)
}
process.stdout.write(
  `\n${cases.length} cases: ${SCORES.map((score) => `${score} ${total[score]} (${percent(total[score])})`).join(', ')}; right or fair ${percent(total.right + total.fair)}; slowest ${slowestMs.toFixed(1)} ms\n`,
)
