import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { Report } from '../../src/model.js'
import { widthOf } from '../../src/report/look.js'
import { renderReport } from '../../src/report/render-report.js'
import { hostile, LOOKS, refused, works } from './reports.js'

const meaningOf = () =>
  'Many providers refuse the password of the account itself to programs. They make a second one, for one program only, that can be withdrawn alone.'

const reports: Readonly<Record<string, Report>> = { refused, works }

for (const [reportName, report] of Object.entries(reports)) {
  for (const [lookName, look] of Object.entries(LOOKS)) {
    test(`a report that is ${reportName} looks right on ${lookName}`, async () => {
      const screen = renderReport(report, look, { meaningOf, providerName: 'Example Mail' })
      await expect(`${screen}\n`).toMatchFileSnapshot(`../golden/report-${reportName}-${lookName}.txt`)
    })
  }
}

test('no line is wider than the terminal, links excepted', () => {
  for (const columns of [40, 60, 80, 120]) {
    for (const isPlain of [true, false]) {
      const screen = renderReport(refused, { columns, hasColor: true, isPlain }, { meaningOf })
      const tooWide = screen.split('\n').filter((line) => widthOf(line) > columns - 1 && !line.includes('https://'))
      expect(tooWide).toEqual([])
    }
  }
})

test('colour adds nothing but colour', () => {
  for (const columns of [40, 80]) {
    const coloured = renderReport(refused, { columns, hasColor: true, isPlain: false }, { meaningOf })
    const bare = renderReport(refused, { columns, hasColor: false, isPlain: false }, { meaningOf })
    expect(coloured).not.toBe(bare)
    expect(stripVTControlCharacters(coloured)).toBe(bare)
  }
})

test('plain output is ASCII as far as its own words go, and says every state in a word', () => {
  const screen = renderReport(refused, { columns: 80, hasColor: false, isPlain: true }, { meaningOf })
  expect([...screen.replaceAll('→', '')].filter((character) => character.charCodeAt(0) > 126)).toEqual([])
  expect(screen).toContain('ID: it stopped here')
  expect(screen).toContain('Letter: not reached')
})

test('what a server sent never reaches the terminal as a control character', () => {
  for (const look of Object.values(LOOKS)) {
    const screen = renderReport(hostile, { ...look, hasColor: false }, { meaningOf: () => 'x\u001by' })
    expect([...screen].filter((character) => character < ' ' && character !== '\n')).toEqual([])
    expect(screen).not.toMatch(/[\u007f-\u009f\u202e]/)
    expect(screen).not.toMatch(/^forged/m)
    expect(screen).toContain('\\x1b[2J')
  }
})
