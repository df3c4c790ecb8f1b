import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BACK, Interrupted } from '../../src/wizard/ask.js'
import { runWizard } from '../../src/wizard/wizard.js'
import { closedReport, fakeWorld, toolsFor } from './fake-world.js'
import { GMAIL, GOOD, ONE_PASSWORD, walk } from './walk.js'

describe('the walk', () => {
  test('goes from the address to a working login, and ends with the report', async () => {
    const { report, world, questions } = await walk([
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', GOOD],
      ['test message', 'No'],
      ['configuration file', 'No, not now'],
      ['What next', 'Quit'],
    ])
    expect(report?.verdict).toBe('works')
    expect(questions).toHaveLength(7)
    expect(world.checks).toHaveLength(1)
    expect(world.checks[0]?.isClosed).toBe(true)
    expect(world.checks[0]?.logins[0]?.envelope).toEqual({ from: 'ada@gmail.com', to: 'ada@gmail.com', send: false })
  })

  test('starts the check before the password is asked for', async () => {
    const world = fakeWorld(ONE_PASSWORD)
    let checksAtPassword = 0
    const tools = toolsFor(world, [
      ...GMAIL,
      ['app password', 'I have one'],
      [
        'App password',
        () => {
          checksAtPassword = world.checks.length
          return GOOD
        },
      ],
    ])
    await expect(runWizard(tools)).rejects.toBeInstanceOf(Interrupted)
    expect(checksAtPassword).toBe(1)
  })

  test('asks for no password when the background check has found every port closed', async () => {
    const { log, questions } = await walk([...GMAIL, ['What next', 'Quit']], {
      outcome: { ready: closedReport, outcome: (_login, target) => closedReport(target) },
    })
    expect(questions.some((question) => question.includes('password'))).toBe(false)
    expect(log).toContain('no password is asked for')
    expect(log).toContain('This network lets no mail out')
  })

  test('closes its connections when the person leaves in the middle', async () => {
    const { world } = await walk([...GMAIL])
    expect(world.checks[0]?.isClosed).toBe(true)
  })
})

describe('back', () => {
  test('leads to the question before, which offers the earlier answer', async () => {
    const { questions, world } = await walk([
      ...GMAIL,
      ['app password', BACK],
      ['Gmail', BACK],
      ['e-mail address', ''],
      ['Gmail', 'Yes, Gmail'],
      ['app password', 'I have one'],
      ['App password', BACK],
      ['app password', 'I have one'],
      ['App password', GOOD],
      ['test message', BACK],
    ])
    expect(questions.filter((question) => question.includes('e-mail address'))).toHaveLength(2)
    expect(world.checks.every(({ target }) => target.address === 'ada@gmail.com')).toBe(true)
  })

  test('at the first question stays there', async () => {
    const { questions } = await walk([
      ['e-mail address', BACK],
      ['e-mail address', 'ada@gmail.com'],
    ])
    expect(questions).toHaveLength(3)
  })

  test('from a part that was chosen in the menu leads to the menu', async () => {
    const { world } = await walk([
      ...GMAIL,
      ['app password', 'I have one'],
      ['App password', GOOD],
      ['test message', 'No'],
      ['configuration', 'No, not now'],
      ['What next', 'Change server'],
      ['Name of the mail server', BACK],
      ['What next', 'Change server'],
      ['Name of the mail server', ''],
      ['Which ports', 'The usual'],
      ['User name', BACK],
      ['Name of the mail server', BACK],
      ['What next', 'Quit'],
    ])
    expect(world.checks.flatMap(({ logins }) => logins)).toHaveLength(1)
  })

  test('never repeats a login that no question has asked for', async () => {
    const { world } = await walk(
      [
        ['What next', BACK],
        ['What next', BACK],
        ['What next', 'Quit'],
      ],
      {
        flags: {
          address: 'ada@gmail.com',
          provider: 'gmail',
          secret: { kind: 'password', secret: 'bcdefghijklmnopq' },
        },
      },
    )
    expect(world.checks.flatMap(({ logins }) => logins)).toHaveLength(1)
  })

  test('keeps the check that is under way when the same server is chosen again', async () => {
    const { world } = await walk([...GMAIL, ['app password', BACK], ['Gmail', 'Yes, Gmail'], ['app password', BACK]])
    expect(world.checks).toHaveLength(1)
  })
})

describe('flags', () => {
  test('answer their questions beforehand', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    const { questions, world } = await walk([['What next', 'Quit']], {
      cwd,
      flags: {
        address: 'ada@gmail.com',
        provider: 'gmail',
        secret: { kind: 'password', secret: 'abcd efgh ijkl mnop' },
        send: true,
        to: 'bob@example.com',
        format: 'env',
        output: join(cwd, 'mail.env'),
        isYes: true,
        isGitignoreWanted: true,
      },
    })
    expect(questions).toEqual(['What next?'])
    expect(world.checks.at(-1)?.logins[0]?.envelope).toEqual({
      from: 'ada@gmail.com',
      to: 'bob@example.com',
      send: true,
    })
    expect(readFileSync(join(cwd, 'mail.env'), 'utf8')).toContain('smtp.gmail.com')
  })

  test('name a server of their own, and only the user name is asked', async () => {
    const { questions } = await walk(
      [
        ['User name', 'bob'],
        ['log in', BACK],
      ],
      {
        flags: { host: 'mail.lab.test', ports: '2525:starttls' },
      },
    )
    expect(questions.slice(0, 2)).toEqual([
      'User name for the login (Enter for none):',
      'How does your program log in?',
    ])
  })

  test('that hold ports which are none are refused, not asked for ever', async () => {
    const flags = { address: 'ada@gmail.com', provider: 'gmail', ports: 'seven' }
    await expect(walk([], { flags })).rejects.toThrow(/seven/)
  })

  test('that name an unknown provider are refused with the nearest ones', async () => {
    await expect(walk([], { flags: { provider: 'gmial' } })).rejects.toThrow(/gmail/)
  })

  test('of the first account do not bind a second one', async () => {
    const { questions } = await walk(
      [
        ['test message', 'No'],
        ['configuration', 'No, not now'],
        ['What next', 'Another account'],
        ['e-mail address', 'bob@yahoo.com'],
        ['Yahoo', 'Yes'],
      ],
      { flags: { address: 'ada@gmail.com', provider: 'gmail', secret: { kind: 'password', secret: GOOD } } },
    )
    expect(questions.at(-1)).toContain('app password')
  })
})
