import { expect, test } from 'vitest'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { searchPresets } from '../../src/providers/search-presets.js'
import { providerChoices } from '../../src/wizard/steps/provider.js'

const presets = loadPresets()
const world = { presets, searchPresets: (query: string) => searchPresets(query, presets) }
const namesOf = (typed: string) =>
  providerChoices(typed, world).map(({ value, name }) => (value === 'practice' ? name : value.id))

test('the list begins with the providers that most people have, then this machine, a server of one’s own, practice', () => {
  expect(namesOf('').slice(0, 24)).toEqual([
    'gmail',
    'hotmail',
    'outlook',
    'yahoo',
    'microsoft-365',
    'icloud',
    'aol',
    'zoho',
    'fastmail',
    'gmx',
    'qq',
    'netease-163',
    'yandex',
    'mail-ru',
    'sendgrid',
    'mailgun',
    'mailjet',
    'brevo',
    'ses',
    'postmark',
    'resend',
    'localhost',
    'custom',
    'Practice server',
  ])
})

test('every preset is in the list once, and is found by its name and by its id', () => {
  const all = namesOf('')
  expect(new Set(all).size).toBe(all.length)
  expect(all).toHaveLength(presets.all.length + 1)
  for (const { id, name } of presets.all) {
    expect(namesOf(name), name).toContain(id)
    if (id !== 'custom') expect(namesOf(id), id).toContain(id)
  }
})

test('what is not found leads to a server of one’s own', () => {
  expect(namesOf('no such mail company')).toEqual(['custom', 'Practice server'])
})

test('practice and this machine are found by typing', () => {
  expect(namesOf('pract')).toContain('Practice server')
  expect(namesOf('local')).toContain('localhost')
})
