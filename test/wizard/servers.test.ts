import { describe, expect, test } from 'vitest'
import type { Preset } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { BACK } from '../../src/wizard/ask.js'
import type { World } from '../../src/wizard/world.js'
import { worksReport } from './fake-world.js'
import { GMAIL, GOOD, loginWanted, walk } from './walk.js'

describe('addresses and servers', () => {
  test('a misspelt domain is questioned', async () => {
    const { questions } = await walk([
      ['e-mail address', 'ada@gmial.com'],
      ['Did you mean ada@gmail.com', 'Yes'],
      ['address of Gmail', BACK],
    ])
    expect(questions[1]).toContain('gmail.com')
  })

  const DISCOVERY: Partial<World> = {
    discover: async (domain) => ({
      domain,
      hasNoService: false,
      findings: [],
      candidates: [
        {
          host: 'mail.harbour.test',
          endpoints: [{ host: 'mail.harbour.test', port: 465, security: 'tls' }],
          username: '%EMAILLOCALPART%',
          sources: [{ kind: 'srv', detail: 'SRV record _submissions._tcp' }],
          notes: [],
        },
        {
          host: 'smtp.gmail.com',
          endpoints: [{ host: 'smtp.gmail.com', port: 587, security: 'starttls' }],
          preset: loadPresets().byId('gmail') as Preset,
          sources: [{ kind: 'mx', detail: 'MX record' }],
          notes: [],
        },
      ],
    }),
  }

  test('an unknown domain is looked up; a server that was found is taken with its ports and user name', async () => {
    const { world } = await walk(
      [
        ['e-mail address', 'ada@harbour.test'],
        ['Which one', 'mail.harbour.test'],
        ['Check mail.harbour.test:465 as ada?', 'Yes'],
        ['User name', ''],
        ['log in', 'With a password'],
        ['Password', 'secret'],
      ],
      { world: DISCOVERY },
    )
    expect(world.checks[0]?.target.endpoints).toEqual([{ host: 'mail.harbour.test', port: 465, security: 'tls' }])
    expect(world.checks[0]?.logins[0]?.credentials?.username).toBe('ada')
  })

  test('a domain whose mail a known provider handles gets that provider and its advice', async () => {
    const { world, questions } = await walk(
      [
        ['e-mail address', 'ada@harbour.test'],
        ['Which one', 'smtp.gmail.com (Gmail)'],
        ['Check smtp.gmail.com:587', 'Yes'],
        ['app password', BACK],
      ],
      { world: DISCOVERY },
    )
    expect(world.checks[0]?.target.provider?.id).toBe('gmail')
    expect(questions.at(-1)).toContain('Which one')
  })

  test('an address is taken without what it was copied with', async () => {
    const { questions } = await walk([
      ['e-mail address', '<ada@gmail.com>,'],
      ['ada@gmail.com is an address of Gmail', BACK],
    ])
    expect(questions.at(-1)).toContain('e-mail address')
  })

  test('what was found can be changed before the check, its name and ports standing there to be edited', async () => {
    const { world } = await walk(
      [
        ['e-mail address', 'ada@harbour.test'],
        ['Which one', 'mail.harbour.test'],
        ['Check mail.harbour.test:465', BACK],
        ['Which one', 'mail.harbour.test'],
        ['Check mail.harbour.test:465', 'Change'],
        ['Name of the mail server', 'post.harbour.test'],
        ['Which ports', 'I type them'],
        ['Ports', ''],
        ['User name', ''],
        ['log in', 'Check without'],
      ],
      { world: DISCOVERY },
    )
    expect(world.checks[0]?.target.endpoints).toEqual([{ host: 'post.harbour.test', port: 465, security: 'tls' }])
    expect(world.checks[0]?.target.provider).toBeUndefined()
  })

  test('what was typed about a server of one’s own is offered again after going back', async () => {
    const { world } = await walk([
      ['e-mail address', 'ada@harbour.test'],
      ['Which provider', 'Custom'],
      ['Name of the mail server', 'mail.harbour.test'],
      ['Which ports', BACK],
      ['Name of the mail server', BACK],
      ['Which provider', 'Custom'],
      ['Name of the mail server', 'mail.harbour.test'],
      ['Which ports', 'I type them'],
      ['Ports', '2525'],
      ['User name', BACK],
      ['Name of the mail server', ''],
      ['Which ports', 'I type them'],
      ['Ports', ''],
      ['User name', ''],
    ])
    expect(world.checks[0]?.target).toMatchObject({ host: 'mail.harbour.test', endpoints: [{ port: 2525 }] })
  })

  test('a server that was said to need no login, and does, is asked for the user name then', async () => {
    const { world, questions } = await walk(
      [
        ['e-mail address', 'ada@harbour.test'],
        ['Which provider', 'Localhost'],
        ['User name', ''],
        ['What next', 'Log in with'],
        ['User name', 'bob'],
        ['log in', 'With a password'],
        ['Password', 'secret'],
      ],
      { outcome: { outcome: ({ credentials }, target) => (credentials ? worksReport(target) : loginWanted(target)) } },
    )
    expect(questions).not.toContain('How does your program log in? No')
    expect(world.checks.at(-1)?.logins[0]?.credentials?.username).toBe('bob')
  })

  test('no address is explained and asked again', async () => {
    const { log } = await walk([
      ['e-mail address', 'ada at gmail'],
      ['Your', ''],
    ])
    expect(log).toContain('That is no e-mail address')
  })

  for (const [host, provider] of [
    ['smtp.live.com', 'smtp-mail.outlook.com'],
    ['outlook.office365.com', /smtp(-mail)?\.(outlook|office365)\.com/],
  ] as const) {
    test(`${host}, known from old lessons, is accepted, explained and replaced`, async () => {
      const { log, world } = await walk([
        ['e-mail address', ''],
        ['Which provider', 'Custom'],
        ['Name of the mail server', host],
        ['Which ports', 'The usual'],
        ['User name', 'ada@hotmail.com'],
      ])
      expect(log).toContain(host)
      expect(log.replaceAll('\n', ' ')).toMatch(/is used\./)
      expect(world.checks[0]?.target.host).toMatch(provider)
      expect(log).toMatch(/OAuth 2\.0/)
    })
  }

  test('the server, ports and user can be changed afterwards, with the earlier ones offered and the password kept', async () => {
    const { world } = await walk([
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', GOOD],
      ['test message', 'No'],
      ['configuration', 'No, not now'],
      ['What next', 'Change server'],
      ['Name of the mail server', ''],
      ['Which ports', 'I type them'],
      ['Ports', '465'],
      ['User name', 'ada.lovelace@gmail.com'],
      ['app password', 'I have one'],
      ['that you typed before', 'Yes'],
      ['What next', 'Quit'],
    ])
    const last = world.checks.at(-1)
    expect(last?.target.endpoints).toEqual([{ host: 'smtp.gmail.com', port: 465, security: 'tls' }])
    expect(last?.logins[0]?.credentials).toEqual({ kind: 'password', username: 'ada.lovelace@gmail.com', secret: GOOD })
  })
})
