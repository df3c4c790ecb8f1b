// The replies that mail servers are built to give, and those that providers list, lead to their diagnosis, each in answer to its command.

import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnose/diagnose.js'
import type { Observation, Stage, Verb } from '../../src/model.js'
import { firstId } from '../explain/sources.js'
import { pasteContext } from './paste-context.js'
import { PROVIDER_CATALOGUES } from './provider-catalogues.js'
import { RECEIVER_CATALOGUES } from './receiver-catalogues.js'
import { SERVER_CATALOGUES } from './server-catalogues.js'

const STAGES: Readonly<Record<string, Stage>> = {
  CONNECT: 'greeting',
  EHLO: 'ehlo',
  HELO: 'ehlo',
  STARTTLS: 'starttls',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
}

/** The first diagnosis of a reply in answer to a command, or of a line of a log that is none. */
function judge(verb: string, text: string): string | undefined {
  const [, code, enhanced, words = ''] = /^(\d{3}) (?:([245]\.\d{1,3}\.\d{1,3}) )?(.*)$/.exec(text) ?? []
  if (code === undefined) return firstId(text)
  const seen: Observation = {
    kind: 'reply',
    stage: STAGES[verb] ?? 'data',
    status: 'fail',
    verb: verb as Verb,
    reply: { code: Number(code), ...(enhanced && { enhanced }), text: words, lines: [text] },
  }
  return diagnose([seen], pasteContext())[0]?.id
}

for (const [server, lines] of Object.entries({ ...SERVER_CATALOGUES, ...PROVIDER_CATALOGUES, ...RECEIVER_CATALOGUES }))
  describe(`${server} says`, () => {
    test.each(lines)('%s', (line) => {
      const [, id, verb = '', text = ''] = /^(\S+) (\S+) (.*)$/.exec(line) ?? []
      expect(judge(verb, text)).toBe(id)
    })
  })
