import { expect, test } from 'vitest'
import type { DialogueLine } from '../../src/model.js'
import { renderDialogues } from '../../src/wizard/dialogue.js'
import { refused } from '../report/reports.js'

const look = { columns: 60, hasColor: false, isPlain: false }
const endpoint = (port: number) => ({ host: 'smtp.example.net', port, security: 'starttls' as const })
const line = (text: string, direction: DialogueLine['direction'] = 'server') => ({ direction, text, atMs: 12 })

test('the port that matters stands last, where the eyes are, and the signs are explained', () => {
  const text = renderDialogues(
    [
      { endpoint: endpoint(587), lines: [line('535 no')] },
      { endpoint: endpoint(465), lines: [line('220 hello')] },
    ],
    refused,
    look,
  )
  expect(text.indexOf('port 465')).toBeLessThan(text.indexOf('port 587'))
  expect(text.replace(/\s+/g, ' ')).toContain('C: is what smtp-doctor sent, S: what the server answered')
})

test('a long line is broken between words, behind its time and sign', () => {
  const text = renderDialogues(
    [{ endpoint: endpoint(587), lines: [line(`535 ${'many words '.repeat(12)}end`)] }],
    refused,
    look,
  )
  for (const row of text.split('\n')) expect(row.length).toBeLessThan(60)
  expect(text).toMatch(/\n {3}0\.012 S: 535 many words[^\n]*\n {12}\S/)
})
