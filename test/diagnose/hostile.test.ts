// Text from servers and pastes is untrusted: no rule may take long over it, whatever is repeated in it.

import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnose/diagnose.js'
import type { Observation } from '../../src/model.js'
import { growthOver, SUPER_LINEAR } from '../growth.js'
import { pasteContext } from './paste-context.js'

const PIECES = [
  'a',
  ' ',
  '<',
  '.',
  '5.7.1 ',
  '550-5.7.1 ',
  'sender ',
  'sender is not ',
  'from ',
  'domain ',
  'user xxxxxxxx ',
  'mailbox ',
  'message ',
  'exceeded ',
  'recipient ',
  'password ',
  'app password ',
  'account S ',
  'relay to ',
  'The server response ',
  `${'x'.repeat(80)} `,
]

test.each(PIECES)('%j over and over is judged in linear time', (piece) => {
  const growth = growthOver(piece, 25_000, (text) => {
    const seen: Observation[] = [
      {
        kind: 'reply',
        stage: 'data',
        status: 'fail',
        verb: 'UNKNOWN',
        reply: { code: 550, text, lines: [text] },
      },
      { kind: 'text', stage: 'data', status: 'fail', text },
    ]
    diagnose(seen, pasteContext())
  })
  expect(growth).toBeLessThan(SUPER_LINEAR)
})
