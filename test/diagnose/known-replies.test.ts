// Every known reply leads to its diagnosis, alone and without anything else in view.

import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnose/diagnose.js'
import type { DiagnosisId, Observation, Stage, Verb } from '../../src/model.js'
import { KNOWN_REPLIES } from './known-replies.js'
import { pasteContext } from './paste-context.js'

const STAGES: { readonly [verb: string]: Stage } = {
  AUTH: 'auth',
  CONNECT: 'greeting',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
  MESSAGE: 'data',
  OTHER: 'ehlo',
  UNKNOWN: 'data',
}

/** The observation that a line of KNOWN_REPLIES stands for, and its provider. */
function observe(line: string): { seen: Observation; provider: string | undefined } {
  const [, verb = '', mechanism, provider, rest = ''] = /^(\w+)(?::(\w+))? (\S+) (.*)$/s.exec(line) ?? []
  const lines = rest.split(' / ')
  const parsed = lines.map((one) => /^(\d{3})[ -]?(?:([245]\.\d{1,3}\.\d{1,3})(?= |$) ?)?(.*)$/s.exec(one))
  const enhanced = parsed[0]?.[2]
  const seen: Observation = {
    kind: 'reply',
    stage: STAGES[verb] ?? 'data',
    status: 'fail',
    verb: verb as Verb,
    ...(mechanism && { mechanism }),
    reply: {
      code: Number(parsed[0]?.[1]),
      ...(enhanced && { enhanced }),
      text: parsed.map((one, index) => one?.[3] ?? lines[index] ?? '').join(' '),
      lines,
    },
  }
  return { seen, provider: provider === '-' ? undefined : provider }
}

for (const [id, lines] of Object.entries(KNOWN_REPLIES) as [DiagnosisId, readonly string[]][])
  describe(`${id} is said by`, () => {
    test.each(lines)('%s', (line) => {
      const { seen, provider } = observe(line)
      const [first] = diagnose([seen], pasteContext({ provider }))
      expect(first?.id).toBe(id)
      expect(first?.fixes.length).toBeGreaterThan(0)
    })
  })
