// Servers and pastes can say anything, at any length that the limits let through: judging it stays quick.

import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnose/diagnose.js'
import type { Observation } from '../../src/model.js'
import { growthOver, SUPER_LINEAR } from '../growth.js'
import { pasteContext } from './paste-context.js'

const WORDS = [
  'client host ',
  'ip address 1.2.3.4 ',
  'blocked by ',
  'connect to ',
  'certificate ',
  'to=<a@',
  'user=',
  ':',
  ' ',
  '"',
]

test.each(WORDS)('%j over and over', (word) => {
  const growth = growthOver(word, 8_000, (text) => {
    const seen: Observation[] = [
      { kind: 'text', stage: 'data', status: 'fail', text, evidence: text },
      { kind: 'reply', stage: 'auth', status: 'fail', verb: 'UNKNOWN', reply: { code: 550, text, lines: [text] } },
      { kind: 'dns', stage: 'dns', status: 'fail', code: 'ENOTFOUND', name: text, message: text },
      { kind: 'tls', stage: 'tls', status: 'fail', chain: [], problems: ['hostname-mismatch'], message: text },
    ]
    diagnose(seen, pasteContext({ provider: 'gmail', host: 'smtp.gmail.com' }))
  })
  expect(growth).toBeLessThan(SUPER_LINEAR)
})
