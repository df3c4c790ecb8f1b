// Readers meet files that are not what they seem: they never throw and never take long.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formats, renderConfig } from '../../src/config/configurations.js'
import { lintText } from '../../src/config/lint/lint.js'
import { recogniseConfig } from '../../src/config/read-config.js'
import { loadPresets } from '../../src/providers/preset-directory.js'

const presets = loadPresets()
const NAMES = [
  '.env',
  'settings.py',
  'a.ts',
  'x.php',
  'gitlab.rb',
  'application.yml',
  'application.properties',
  '.msmtprc',
  'main.cf',
  'app.ini',
  'docker-compose.yml',
  'appsettings.json',
  'x',
]

/** Real files with pieces cut out, doubled and put elsewhere. */
const broken = fc
  .tuple(
    fc.constantFrom(...formats),
    fc.array(fc.tuple(fc.nat(), fc.nat(60), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 4 }),
  )
  .map(([format, cuts]) => {
    const { text } = renderConfig(format, {
      host: 'h.example.org',
      port: 465,
      security: 'tls',
      username: 'u',
      secret: 's#1',
    })
    return cuts.reduce((current, [at, length, put]) => {
      const start = at % (current.length + 1)
      return current.slice(0, start) + put + current.slice(start + length)
    }, text)
  })

test('no reader and no rule throws on a broken file', () => {
  fc.assert(
    fc.property(broken, fc.constantFrom(...NAMES), (text, name) => {
      const { findings } = lintText(name, text, presets)
      for (const { line, column } of findings) {
        expect(line).toBeGreaterThanOrEqual(1)
        expect(column).toBeGreaterThanOrEqual(1)
      }
    }),
    { numRuns: 300 },
  )
})

describe('thousands of one sign, wherever a value begins, are read in a moment', () => {
  const HOSTILE = [' ', '"', "'", '\\', '{', '(', '\n', '${', '<', 'your_', '&a *a\n']
  const HEADS = [
    'SMTP_HOST=x\nSMTP_PASSWORD=',
    'spring:\n  mail:\n    password: ',
    "createTransport({ host: '",
    '<?php $m->Host = "',
    'relayhost = ',
  ]
  test.each(['x', 'a.ts', 'x.php', 'settings.py'])('in a file named %s', (name) => {
    for (const sign of HOSTILE) {
      const run = sign.repeat(2000 / sign.length)
      for (const text of [HEADS.map((head) => head + run).join('\n'), ...HEADS.map((head) => head + run)]) {
        const start = performance.now()
        recogniseConfig(text, name)
        // A pattern that tries everything would take minutes; a busy machine may take a second.
        expect(performance.now() - start, JSON.stringify(sign)).toBeLessThan(5000)
      }
    }
  })
})
