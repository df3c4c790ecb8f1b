import { describe, expect, test } from 'vitest'
import { BACK } from '../../src/wizard/ask.js'
import { type Outcome, refusedReport, withheldReport, worksReport } from './fake-world.js'
import type { Line } from './scripted-ask.js'
import { GMAIL, GOOD, walk } from './walk.js'

describe('before the password', () => {
  test('Gmail: says what is wanted, shows 2-step verification first, then the app password, with menus and links', async () => {
    const { log } = await walk([...GMAIL, ['app password', 'Show me how']])
    const order = [
      '16 letters',
      '2-Step Verification',
      'myaccount.google.com/security',
      'apppasswords',
      'Copy the 16 letters',
    ]
    const places = order.map((words) => log.indexOf(words))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(log).toMatch(/Security\s+→\s+How\s+you\s+sign\s+in\s+to\s+Google\s+→\s+2-Step\s+Verification/)
    expect(log.indexOf('First: 2-step verification')).toBeLessThan(
      log.indexOf('https://myaccount.google.com/apppasswords'),
    )
  })

  test('only a normal password: what happens to it is said before it is typed, and the user decides', async () => {
    const { log, world } = await walk([
      ...GMAIL,
      ['app password', 'I only have my normal password'],
      ['What now', 'Send it all the same'],
      // Said and decided once: neither is asked again.
      ['Password (stays', 'my-own-password'],
      ['What next', 'Try another password'],
      ['App password', 'my-own-password-2'],
      ['What now', 'Type another one'],
    ])
    expect(log.replaceAll('\n', ' ')).toContain("refuses the account's own password to every program")
    expect(world.checks[0]?.logins[0]?.credentials?.secret).toBe('my-own-password')
  })

  test.each([
    ['2026-11-20', 'At the end of December 2026 Microsoft switches passwords'],
    ['2027-02-01', 'are off by default since the end of December 2026'],
  ])('Microsoft 365 on %s: the change is announced before its day and told after it', async (day, words) => {
    const { log } = await walk([], {
      flags: { provider: 'microsoft-365', address: 'ada@example.org' },
      world: { now: () => Date.parse(day) },
    })
    expect(log.replace(/\s+/g, ' ')).toContain(words)
  })

  for (const address of ['ada@outlook.com', 'ada@hotmail.com']) {
    test(`${address}: no password works there any more, said before one is typed, with what to do instead`, async () => {
      const { log, questions } = await walk([
        ['e-mail address', address],
        ['Is that the one', 'Yes'],
        ['go on', 'Show me what to do instead'],
        ['go on', 'Check without logging in'],
      ])
      expect(log).toMatch(/no\s+password\s+works|No\s+password\s+works/)
      expect(log).toContain('OAuth 2.0')
      expect(questions.some((question) => question.startsWith('Password'))).toBe(false)
    })
  }

  test('an access token is asked for hidden and sent as a token', async () => {
    const { world } = await walk([
      ['e-mail address', 'ada@outlook.com'],
      ['Is that the one', 'Yes'],
      ['go on', 'Use OAuth'],
      ['Access token', 'eyJ.token'],
    ])
    expect(world.checks[0]?.logins[0]?.credentials).toEqual({
      kind: 'token',
      username: 'ada@outlook.com',
      secret: 'eyJ.token',
    })
  })
})

describe('the password', () => {
  test('loses the spaces that Google shows, and that is said', async () => {
    const { log, world } = await walk([
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', 'abcd efgh ijkl mnop'],
    ])
    expect(log).toContain('The spaces were taken out')
    expect(world.checks[0]?.logins[0]?.credentials?.secret).toBe(GOOD)
  })

  test('of the wrong form is doubted before it is sent; another one can be typed', async () => {
    const { log, world } = await walk([
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', 'Summer2026!'],
      ['Nothing has been sent yet', 'How do I get'],
      ['App password', 'Summer2026!'],
      ['Nothing has been sent yet', 'Type another one'],
      ['App password', GOOD],
    ])
    expect(log).toContain('This looks like your account password')
    expect(world.checks[0]?.logins.map(({ credentials }) => credentials?.secret)).toEqual([GOOD])
  })

  test('that was refused is never sent again without saying so', async () => {
    const { log, world } = await walk([
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', 'bcdefghijklmnopq'],
      ['What next', 'Try another password'],
      ['App password', 'bcde fghi jklm nopq'],
      ['What now', 'Type another one'],
      ['App password', GOOD],
    ])
    expect(log).toContain('has refused just this one already')
    const sent = world.checks.flatMap(({ logins }) => logins.map(({ credentials }) => credentials?.secret))
    expect(sent).toEqual(['bcdefghijklmnopq', GOOD])
  })

  test('is tried again on the endpoint of the first login only', async () => {
    const { world } = await walk([
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', 'bcdefghijklmnopq'],
      ['What next', 'Try another password'],
      ['App password', GOOD],
      ['test message', 'No'],
      ['configuration', 'No, not now'],
      ['What next', 'Check again'],
      ['What next', 'Quit'],
    ])
    expect(world.checks.map(({ target }) => target.endpoints.length > 1)).toEqual([true, false, true])
  })

  test('can be left again, back to the menu, and the other ways of logging in are one choice from there', async () => {
    await walk([
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', 'bcdefghijklmnopq'],
      ['What next', 'Try another password'],
      ['App password', BACK],
      ['What next', 'Log in another way'],
      ['app password', 'Use OAuth'],
      ['Access token', BACK],
      ['app password', BACK],
      ['What next', 'Change server'],
      ['Name of the mail server', BACK],
      ['What next', 'Quit'],
    ])
  })

  test('with a blank at its end is questioned, with a control character refused', async () => {
    const { log, world } = await walk(
      [
        ['e-mail address', ''],
        ['Which provider', 'Custom'],
        ['Name of the mail server', 'mail.lab.test'],
        ['Which ports', 'The usual'],
        ['User name', 'bob'],
        ['log in', 'With a password'],
        ['Password', 'to\tp'],
        ['Password', 'secret '],
        ['blank', 'Yes'],
      ],
      { outcome: { outcome: (_login, target) => refusedReport(target) } },
    )
    expect(log).toContain('There is a control character in it')
    expect(world.checks[0]?.logins[0]?.credentials).toEqual({ kind: 'password', username: 'bob', secret: 'secret' })
  })

  test('is held back on an unsafe way until there is an explicit yes for that host', async () => {
    const outcome: Outcome = {
      outcome: ({ insecureHost }, target) =>
        insecureHost === target.host ? worksReport(target) : withheldReport(target),
    }
    const lines: readonly Line[] = [
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', GOOD],
      ['What next', 'Log in without that protection'],
      ['all the same', 'No'],
      ['What next', 'Log in without that protection'],
      ['all the same', 'Yes'],
      ['test message', 'No'],
    ]
    const { world, log } = await walk(lines, { outcome })
    const hosts = world.checks.flatMap(({ logins }) => logins.map(({ insecureHost }) => insecureHost))
    expect(hosts).toEqual([undefined, 'smtp.gmail.com'])
    expect(log).toContain('can read the password')
  })
})

describe('another account', () => {
  test('gets neither the user name nor the password that was typed for the one before', async () => {
    const { log, world } = await walk([
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', GOOD],
      ['test message', BACK],
      ['that you typed before', BACK],
      ['app password', BACK],
      ['Gmail', BACK],
      ['e-mail address', 'eve@yahoo.com'],
      ['Yahoo', 'Yes'],
      ['app password', 'I have one'],
      ['App password', 'abcdefghijklmnop'],
    ])
    expect(log.slice(log.indexOf('eve@yahoo.com'))).not.toContain('that you typed before')
    expect(world.checks.at(-1)?.logins.at(-1)?.credentials?.username).toBe('eve@yahoo.com')
  })

  test('with a name around its address is taken as its address', async () => {
    const { log } = await walk([
      ['e-mail address', 'Ada Lovelace <ada@gmail.com>'],
      ['ada@gmail.com is an address of Gmail', 'Yes'],
    ])
    expect(log).not.toContain('no e-mail address')
  })
})

test.each([
  ['gmail', 'ada@gmail.com'],
  ['Outlook.com', 'ada@outlook.com'],
])('"%s" in place of an address is answered with what to type: %s', async (typed, example) => {
  const { log } = await walk([
    ['e-mail address', typed],
    ['e-mail address', ''],
    ['Which provider', 'Gmail'],
  ])
  expect(log).toContain(`such as ${example}`)
  expect(log).toContain('press Enter for the list of providers')
})

describe('a provider without passwords', () => {
  const OUTLOOK: readonly Line[] = [
    ['e-mail address', 'ada@outlook.com'],
    ['Outlook.com', 'Yes'],
  ]

  test('leads to what to do instead, not to a token that nobody has yet', async () => {
    const { log } = await walk([...OUTLOOK, ['How do you want to go on', 'Show me what to do instead']])
    expect(log).toContain('Sign in with OAuth 2.0')
  })
})
