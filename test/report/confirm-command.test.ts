import { expect, test } from 'vitest'
import type { Context, Diagnosis } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { confirmCommand } from '../../src/report/confirm-command.js'

const confirm = (diagnosis: Pick<Diagnosis, 'id' | 'layer'>, context: Partial<Context>) =>
  confirmCommand(diagnosis as Diagnosis, { source: 'paste', now: 0, presets: loadPresets(), ...context })

test('a misspelt host is confirmed with the right one', () => {
  const typo = { id: 'host-typo', layer: 'address' } as const
  expect(confirm(typo, { host: 'smtp.gmial.com' })).toBe('smtp-doctor check YOUR-ADDRESS --host smtp.gmail.com')
  expect(confirm(typo, { host: 'mail.exmaple.test' })).toBe('smtp-doctor check YOUR-ADDRESS --host mail.exmaple.test')
})

test('nobody is told to log in where mail is only received', () => {
  const unknown = { id: 'recipient-unknown', layer: 'letter' } as const
  const gmail = loadPresets().byId('gmail')
  expect(confirm(unknown, { host: 'gmail-smtp-in.l.google.com', ...(gmail && { provider: gmail }) })).toBeUndefined()
  expect(confirm(unknown, { host: 'smtp.gmail.com', ...(gmail && { provider: gmail }) })).toContain('--provider gmail')
})
