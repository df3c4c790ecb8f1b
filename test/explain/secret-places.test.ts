import { describe, expect, test } from 'vitest'
import { normalise } from '../../src/explain/normalise.js'
import { redact } from '../../src/explain/redact.js'
import { explainLog } from '../../src/explain-log.js'
import { pastes } from './secret-pastes.js'
import { explained, firstId, sources } from './sources.js'

const SECRETS = ['Tr0ub4dor&3xy', 'hunter2Secret', 'pa55:w0rd@Xq', 'Zq9 kLm2 vBn4', 'q7Wz!x%2FyP$k', 's3cr3tValue99']
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** All that may tell the secret; of one with blanks also what stands behind the first. */
const formsOf = (secret: string) =>
  [
    secret,
    base64(secret),
    base64(`\0bob\0${secret}`),
    base64(`\0bob@x.example\0${secret}`),
    encodeURIComponent(secret),
    secret.includes(' ') ? secret.slice(secret.indexOf(' ') + 1) : secret,
  ].filter((form) => form.length > 5)

function logged(text: string): string {
  const reader = explainLog({}, sources)
  for (let copy = 0; copy < 3; copy += 1) for (const line of text.split('\n')) reader.add(line)
  return JSON.stringify(reader.finish())
}

describe('a secret is taken out wherever it stands, and the diagnosis is the same', () => {
  test.each(pastes.map((paste) => [paste[0], paste] as const))('%s', (_, [, write, options = {}]) => {
    const secrets = (options.secrets ?? SECRETS).filter(
      (secret) => !(options.noBlank && secret.includes(' ')) && !(options.alnum && /\W/.test(secret)),
    )
    for (const secret of secrets) {
      const text = write(secret)
      const lines = redact(normalise(text)).lines.join('\n')
      const printed = JSON.stringify(explained(text)) + logged(text)
      for (const form of [...formsOf(secret), ...(options.forms?.(secret) ?? [])]) {
        expect(lines).not.toContain(form)
        expect(printed).not.toContain(JSON.stringify(form).slice(1, -1))
      }
      for (const kept of options.keep ?? []) expect(lines).toContain(kept)
      expect(firstId(text)).toBe(firstId(write('HiddenWord7')))
    }
  })
})

test('what a server says again of a secret is taken out as well', () => {
  const paste = `C: AUTH PLAIN ${base64('\0bob\0hunter2secret')}\nS: 535 5.7.8 no login for bob with hunter2secret`
  expect(redact(normalise(paste)).lines.join('\n')).toBe(
    'C: AUTH PLAIN <redacted>\nS: 535 5.7.8 no login for bob with <redacted>',
  )
})

test.each([
  'password ',
  'a-',
  '"password","',
  'a@b.example:',
  '| password ',
  "pass='",
  'password=a b;',
  'user:pass@',
  '-u a:b ',
  'connect("a", "b", ',
  'name="x" ',
  'eyJaaaaaaaaaa.',
  's:8:"password";s:',
  '1.-_',
])('a line of nothing but %j is read in time that grows with its length', (piece) => {
  const line = piece.repeat(Math.ceil(16_000 / piece.length))
  const sinceMs = performance.now()
  redact([line, line])
  expect(performance.now() - sinceMs).toBeLessThan(1500)
})
