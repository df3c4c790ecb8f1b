import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CheckTarget, Preset, Report } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { BACK, Interrupted } from '../../src/wizard/ask.js'
import type { Flags } from '../../src/wizard/step.js'
import { runWizard } from '../../src/wizard/wizard.js'
import type { World } from '../../src/wizard/world.js'
import { stage } from '../report/reports.js'
import {
  closedReport,
  fakeWorld,
  type Outcome,
  refusedReport,
  toolsFor,
  withheldReport,
  worksReport,
} from './fake-world.js'
import type { Line } from './scripted-ask.js'

const GOOD = 'abcdefghijklmnop'
/** A server that takes one password and refuses every other. */
const ONE_PASSWORD: Outcome = {
  outcome: ({ credentials }, target) => (credentials?.secret === GOOD ? worksReport(target) : refusedReport(target)),
}

/** A server that got as far as its envelope and wants a login first. */
const loginWanted = (target: CheckTarget): Report => {
  const { endpoints, ...report } = withheldReport(target)
  const letter = stage('mail', 'fail', 5, '', { code: 530, enhanced: '5.7.0', text: 'Authentication required' })
  return { ...report, endpoints: endpoints.map((one) => ({ ...one, stages: [...one.stages.slice(0, -1), letter] })) }
}

/** A server that lets the user in and refuses the letter. */
const refusedLetter = (target: CheckTarget): Report => {
  const { endpoints, ...report } = worksReport(target)
  const letter = stage('data', 'fail', 5, '', { code: 554, enhanced: '5.7.1', text: 'Rejected' })
  const { diagnoses } = refusedReport(target)
  const stopped = endpoints.map((one) => ({ ...one, stages: [...one.stages, letter] }))
  return { ...report, verdict: 'problem', endpoints: stopped, diagnoses }
}

async function walk(
  lines: readonly Line[],
  options: { outcome?: Outcome; flags?: Flags; cwd?: string; world?: Partial<World> } = {},
) {
  const { outcome = ONE_PASSWORD, flags = {}, cwd = '/nowhere' } = options
  const world = fakeWorld(outcome, { cwd, pathOf: (typed) => resolve(cwd, typed), ...options.world })
  const tools = toolsFor(world, lines, flags)
  const report = await runWizard(tools).catch((error: unknown) => {
    if (error instanceof Interrupted) return undefined
    throw error
  })
  return { world, report, log: tools.ask.log.join('\n'), questions: tools.ask.questions }
}

const GMAIL: readonly Line[] = [
  ['e-mail address', 'ada@gmail.com'],
  ['Gmail', 'Yes, Gmail'],
]

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

  test('keeps the check that is under way when the same server is chosen again', async () => {
    const { world } = await walk([...GMAIL, ['app password', BACK], ['Gmail', 'Yes, Gmail'], ['app password', BACK]])
    expect(world.checks).toHaveLength(1)
  })
})

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
      ['App password', 'my-own-password'],
      ['What now', 'Send it all the same'],
    ])
    expect(log.replaceAll('\n', ' ')).toContain("refuses the account's own password to every program")
    expect(world.checks[0]?.logins[0]?.credentials?.secret).toBe('my-own-password')
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
      ['app password', 'I have one'],
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
      ['app password', 'I have one'],
      ['App password', GOOD],
      ['test message', 'No'],
      ['configuration', 'No, not now'],
      ['What next', 'Check again'],
      ['What next', 'Quit'],
    ])
    expect(world.checks.map(({ target }) => target.endpoints.length > 1)).toEqual([true, false, true])
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
        ['app password', BACK],
      ],
      { world: DISCOVERY },
    )
    expect(world.checks[0]?.target.provider?.id).toBe('gmail')
    expect(questions.at(-1)).toContain('Which one')
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

describe('what next', () => {
  const refused: readonly Line[] = [...GMAIL, ['app password', 'I have one'], ['App password', 'bcdefghijklmnopq']]

  test('shows the dialogue, and how sure the diagnosis is and why', async () => {
    const { log } = await walk([...refused, ['What next', 'Show the dialogue'], ['What next', 'How sure']])
    expect(log).toContain('C: AUTH PLAIN <redacted>')
    expect(log).toContain('Certain: what was seen leaves no other explanation.')
    expect(log).toContain('credentials-rejected')
  })

  test('saves the report as text and JSON, for its owner only, without any secret, keeping files that exist', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    writeFileSync(join(cwd, 'taken.txt'), 'mine')
    const { log } = await walk(
      [
        ...refused,
        ['What next', 'Save'],
        ['Name of the report', 'taken'],
        ['What next', 'Save'],
        ['Name of', 'mine'],
        ['What', 'Quit'],
      ],
      { cwd },
    )
    expect(readFileSync(join(cwd, 'taken.txt'), 'utf8')).toBe('mine')
    expect(log).toContain('exists already')
    for (const ending of ['txt', 'json']) {
      const path = join(cwd, `mine.${ending}`)
      expect(statSync(path).mode & 0o777).toBe(0o600)
      const text = readFileSync(path, 'utf8')
      expect(text).not.toContain('bcdefghijklmnopq')
      expect(text).toContain('credentials-rejected'.slice(0, ending === 'json' ? 20 : 0))
    }
    expect(JSON.parse(readFileSync(join(cwd, 'mine.json'), 'utf8'))).toMatchObject({ version: 1, verdict: 'problem' })
  })
})

describe('when it works', () => {
  const works: readonly Line[] = [...GMAIL, ['app password', 'I have one'], ['App password', GOOD]]

  test('a test message goes to oneself or to another address, and nowhere unasked', async () => {
    const { world, log } = await walk([
      ...works,
      ['test message', 'Yes, to another'],
      ['To whom', 'not an address'],
      ['To whom', 'bob@example.com'],
    ])
    const sends = world.checks.flatMap(({ logins }) => logins.filter(({ envelope }) => envelope?.send))
    expect(sends.map(({ envelope }) => envelope?.to)).toEqual(['bob@example.com'])
    expect(log).toContain('spam folder')
  })

  test('a test message that is refused is the last word: no configuration is offered, and it can be sent again', async () => {
    const outcome: Outcome = {
      outcome: ({ envelope }, target) => (envelope?.send ? refusedLetter(target) : worksReport(target)),
    }
    const { report, log } = await walk(
      [
        ...works,
        ['test message', 'Yes, to ada'],
        ['What next', 'Send the test message again'],
        ['test message', 'No'],
        ['What next', 'Quit'],
      ],
      { outcome },
    )
    expect(report?.verdict).toBe('problem')
    expect(log).toContain('The message was not taken')
  })

  test('a configuration is previewed without the secret, written after a yes, and the old file kept', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    writeFileSync(join(cwd, '.env'), 'COLOUR=blue\n')
    const { log } = await walk(
      [
        ...works,
        ['test message', 'No'],
        ['configuration file', '.env file'],
        ['Path', ''],
        ['Write this', 'No'],
        ['What next', 'Write a configuration'],
        ['configuration file', '.env file'],
        ['Path', BACK],
        ['configuration file', '.env file'],
        ['Path', ''],
        ['Write this', BACK],
        ['Path', ''],
        ['Write this', 'Yes'],
        ['What next', 'Quit'],
      ],
      { cwd },
    )
    const text = readFileSync(join(cwd, '.env'), 'utf8')
    expect(text).toContain('COLOUR=blue')
    expect(text).toContain(GOOD)
    expect(statSync(join(cwd, '.env')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(cwd, '.env.bak'), 'utf8')).toBe('COLOUR=blue\n')
    expect(log).not.toContain(`=${GOOD}`)
    expect(log).toContain('.env.bak')
  })
})
