import { expect, test } from 'vitest'
import type { Diagnosis } from '../../src/model.js'
import { renderAdvicePages } from '../../src/report/render-advice.js'
import { LOOKS, refused } from './reports.js'

const look = { columns: 80, hasColor: false, isPlain: false }
const [first, second] = refused.diagnoses as [Diagnosis, Diagnosis]
const long = {
  diagnoses: [{ ...first, fixes: [...first.fixes, ...first.fixes, ...first.fixes] }, second],
}
const actionsOf = ({ fixes }: Diagnosis) => fixes.map((fix) => fix.do.split(' ').slice(0, 3).join(' '))

for (const rows of [6, 9, 25]) {
  test(`no page of advice is longer than ${rows} lines, and no step is lost or cut`, () => {
    const pages = renderAdvicePages(long, look, rows)
    for (const page of pages) expect(page.split('\n').length).toBeLessThanOrEqual(rows)
    const steps = pages.join('\n').match(/^ *\d+\. /gm) ?? []
    expect(steps).toHaveLength(long.diagnoses.flatMap(({ fixes }) => fixes).length)
    expect(pages[0]).toMatch(/^This provider wants an app password[^\n]*\. What to do:\n +1\. Switch on 2-Step/)
  })
}

test('each page names its diagnosis, and says how much more there is', () => {
  const pages = renderAdvicePages(long, look, 9)
  expect(pages.length).toBeGreaterThan(2)
  expect(pages[1]).toContain('What else to do:')
  expect(pages[0]).toMatch(/\d more: choose "More advice"$/)
  expect(pages.at(-1)).toContain(second.title)
  expect(pages.at(-1)).not.toContain('more:')
})

test('a step longer than the room has a page of its own', () => {
  const narrow = LOOKS['terminal-40'] ?? look
  const pages = renderAdvicePages({ diagnoses: [first] }, narrow, 2)
  expect(pages).toHaveLength(first.fixes.length)
  expect(pages.map((page, index) => page.includes(actionsOf(first)[index]?.split(' ')[0] ?? '?'))).not.toContain(false)
})

test('no diagnosis, no page', () => {
  expect(renderAdvicePages({ diagnoses: [] }, look, 9)).toEqual([])
})
