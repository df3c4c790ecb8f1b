// Transcripts as users paste them: test/fixtures/<id>/<case>.txt shows that diagnosis, near-miss-<case>.txt must not.
// Head lines: `# source:`, `# date:`, and where needed `# context: {…}` (what was known besides) and, for a near miss,
// `# is: <id>` (what it is instead).

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type ExplainContext, explainText } from '../../src/explain-text.js'
import { DIAGNOSIS_LAYERS } from '../../src/model.js'
import { platforms } from '../../src/providers/platforms.js'
import { loadPresets } from '../../src/providers/preset-directory.js'

const root = fileURLToPath(new URL('../fixtures/', import.meta.url))
const sources = { presets: loadPresets(), platforms, now: Date.UTC(2026, 10, 20) }

interface Fixture {
  readonly head: ReadonlyMap<string, string>
  readonly text: string
}

function readFixture(path: string): Fixture {
  const lines = readFileSync(path, 'utf8').split('\n')
  const start = lines.findIndex((line) => !line.startsWith('# '))
  const head = lines.slice(0, start).flatMap((line): [string, string][] => {
    const [, key, value] = /^# (\w+): (.*)$/.exec(line) ?? []
    return key && value !== undefined ? [[key, value]] : []
  })
  return { head: new Map(head), text: lines.slice(start).join('\n') }
}

for (const id of readdirSync(root).sort())
  describe(id, () => {
    const cases = readdirSync(`${root}${id}`).filter((name) => name.endsWith('.txt') && !name.startsWith('private-'))
    test.each(cases.sort())('%s', (name) => {
      const { head, text } = readFixture(`${root}${id}/${name}`)
      expect(head.get('source'), 'the head names its source').toBeTruthy()
      expect(head.get('date'), 'the head has a date').toMatch(/^\d{4}-\d{2}-\d{2}$/)
      const context = JSON.parse(head.get('context') ?? '{}') as ExplainContext
      const { diagnoses } = explainText(text, context, sources)
      if (!name.startsWith('near-miss-')) {
        expect(diagnoses[0]?.id).toBe(id)
        return
      }
      const firm = diagnoses.filter(({ certainty }) => certainty !== 'possible').map((one) => one.id as string)
      expect(firm).not.toContain(id)
      expect(diagnoses[0]?.id).not.toBe(id)
      const instead = head.get('is')
      if (instead) {
        expect(Object.keys(DIAGNOSIS_LAYERS)).toContain(instead)
        expect(diagnoses[0]?.id).toBe(instead)
      }
    })
  })
