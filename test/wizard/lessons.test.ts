// What widespread lessons on smtplib teach (which server, which password, which port, what an error means, the picture of
// door, hallway and ID) is found again in the wizard, brought up to date where the world has changed, and saying so.

import { afterEach, expect, test } from 'vitest'
import { type LabServer, serveFault, serveHealthy } from '../../src/lab/serve.js'
import { Interrupted } from '../../src/wizard/ask.js'
import { createExamination } from '../../src/wizard/examination.js'
import { realWorld } from '../../src/wizard/real-world.js'
import type { Flags } from '../../src/wizard/step.js'
import { runWizard } from '../../src/wizard/wizard.js'
import { type Line, scriptedAsk } from './scripted-ask.js'

const open: LabServer[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

/** Walks the real wizard with the real engine, led to a practice server; the log without line breaks. */
async function walk(lines: readonly Line[], server?: LabServer, flags: Flags = {}): Promise<string> {
  if (server) open.push(server)
  const world = {
    ...realWorld('/nowhere', new AbortController().signal),
    discover: async (domain: string) => ({ domain, candidates: [], findings: [], hasNoService: false }),
  }
  const ask = scriptedAsk(lines)
  const options = server ? { connectTo: server.connectTo, extraRoots: [server.caPem] } : {}
  const examination = createExamination({ start: world.startCheck, options })
  await runWizard({ ask, flags, world, examination }).catch((error: unknown) => {
    if (!(error instanceof Interrupted)) throw error
  })
  return ask.log.join('\n').replace(/\s+/g, ' ')
}

/** The servers that lessons name, and the ones that take mail today. */
const SERVERS = [
  ['Gmail', 'ada@gmail.com', 'smtp.gmail.com', 'smtp.gmail.com'],
  ['Hotmail', 'ada@hotmail.com', 'smtp.live.com', 'smtp-mail.outlook.com'],
  ['Outlook', 'ada@outlook.com', 'outlook.office365.com', 'smtp-mail.outlook.com'],
  ['Yahoo', 'ada@yahoo.com', 'smtp.mail.yahoo.com', 'smtp.mail.yahoo.com'],
] as const

for (const [name, address, taught, today] of SERVERS) {
  test(`${name}: the server ${taught} is known, and ${today} is used`, async () => {
    const log = await walk([
      ['e-mail address', address],
      ['Is that the one', 'No'],
      ['Which provider', 'Custom'],
      ['Name of the mail server', taught],
      ['Which ports', 'The usual'],
    ])
    expect(log).toContain(`Examining ${today}`)
    if (taught !== today) expect(log).toMatch(new RegExp(`${taught.replaceAll('.', '\\.')}.*${today} is used`))
  })
}

test('outlook.office365.com for a company of its own is Microsoft 365, and its server is used', async () => {
  const log = await walk([], undefined, { address: 'ada@contoso.example', host: 'outlook.office365.com' })
  expect(log).toContain('outlook.office365.com is for fetching mail (IMAP, POP). smtp.office365.com is used.')
  expect(log).toContain('Examining smtp.office365.com')
  expect(log).toContain('What Microsoft 365 wants as password')
})

test.each([
  ['ada@hotmail.com', 'smtp-mail.outlook.com', /no password works there any more/],
  ['ada@outlook.com', 'smtp-mail.outlook.com', /No password works here any more/],
  ['ada@yahoo.com', 'smtp.mail.yahoo.com', /app password/],
  ['ada@gmail.com', 'smtp.gmail.com', /16 letters.*2-Step Verification has to be on first/],
])(
  '%s alone is enough: the server is found, and what is wanted there is said before a password',
  async (address, host, words) => {
    const log = await walk([
      ['e-mail address', address],
      ['Is that the one', 'Yes'],
    ])
    expect(log).toContain(`Examining ${host}`)
    expect(log).toMatch(words)
  },
)

test('a provider that is not in the list is typed, looked up, or found on its help pages', async () => {
  const log = await walk([
    ['e-mail address', 'ada@no-such-firm.example'],
    ['Which provider', 'Custom'],
    ['Name of the mail server', ''],
  ])
  expect(log).toContain('nothing was found for it')
  expect(log).toMatch(/outgoing server.*SMTP server/)
})

test('"localhost" is a server too: no login is asked for when there is none, and port 2525 can be named', async () => {
  const log = await walk([
    ['e-mail address', ''],
    ['Which provider', 'Localhost'],
    ['User name', ''],
    ['What next', 'Change server'],
    ['Name of the mail server', 'localhost'],
    ['Which ports', 'I type them'],
    ['Ports', '2525'],
  ])
  expect(log).toContain('Examining localhost, port 2525')
})

test('the steps that a lesson gives for Gmail are found in their order, up to the name of the password', async () => {
  const log = await walk([
    ['e-mail address', 'ada@gmail.com'],
    ['Is that the one', 'Yes'],
    ['app password', 'Show me how'],
  ])
  const steps = [
    'Security → How you sign in to Google → 2-Step Verification',
    'App passwords',
    'Type a name',
    '16 letters at once (Google shows them only this time)',
  ]
  const places = steps.map((words) => log.lastIndexOf(words))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('a sender that is not the account is refused by name, with whom to send as', async () => {
  const server = await serveFault('sender-not-owned')
  const { setup } = server
  const flags = {
    host: server.hostName,
    username: setup.username,
    secret: { kind: 'password', secret: setup.secret },
    from: setup.from,
  } as const
  const log = await walk([['What next', 'Quit']], server, flags)
  expect(log).toContain('It stopped at “Letter”')
  expect(log).toMatch(/ada@lab\.test/)
})

test.each([
  ['Yes', 'Examining smtp.gmail.com', 'What Gmail wants as password'],
  ['No', 'Examining smtp.mail.yahoo.com', '? User name for the login: eve@yahoo.com'],
])(
  "a Gmail account at Yahoo's server: impossible, said before a password is asked for (%s)",
  async (answer, host, title) => {
    const log = await walk(
      [
        ['ada@gmail.com is an account of Gmail, and smtp.mail.yahoo.com lets in accounts of Yahoo Mail only', answer],
        ...(answer === 'No' ? [['User name', 'eve@yahoo.com'] as const] : []),
      ],
      undefined,
      { address: 'ada@gmail.com', host: 'smtp.mail.yahoo.com' },
    )
    expect(log).toContain(host)
    expect(log).toContain(title)
  },
)

test('the normal password at Gmail: the cause is named, then 2-Step Verification, then the app password', async () => {
  const server = await serveFault('gmail-account-password')
  const log = await walk(
    [
      ['e-mail address', 'ada@gmail.com'],
      ['Is that the one', 'Yes'],
      ['app password', 'I only have my normal password'],
      ['What now', 'Send it all the same'],
      ['Password', 'my-normal-password'],
    ],
    server,
  )
  const diagnosis = log.slice(log.indexOf('Diagnosis'))
  expect(diagnosis).toMatch(/app password/i)
  expect(diagnosis).toContain('535')
  expect(diagnosis.indexOf('2-Step Verification')).toBeGreaterThan(0)
  expect(diagnosis.indexOf('2-Step Verification')).toBeLessThan(diagnosis.indexOf('apppasswords'))
  expect(log).toContain('It stopped at “ID”')
})

test('port 25, which smtplib takes by default: closed to clients, 587 with STARTTLS is the door to use', async () => {
  const server = await serveFault('port-25-closed')
  const log = await walk(
    [
      ['log in', 'Check without logging in'],
      ['What next', 'Quit'],
    ],
    server,
    { host: server.hostName, ports: '25,587', username: 'ada@lab.test' },
  )
  expect(log).toMatch(/25.*fails at connection/)
  expect(log).toMatch(/587 STARTTLS \S+ m?s ready for the login/)
  expect(log).toContain('port 587 with STARTTLS')
})

test('port 465, which lessons call a relic, works as well as 587, and what stops there says that it is none', async () => {
  const server = await serveHealthy()
  const { username, secret } = server.setup
  const flags = { host: server.hostName, ports: '465', username, secret: { kind: 'password', secret } } as const
  expect(await walk([['test message', 'No']], server, flags)).toMatch(/465 TLS at once \S+ m?s works/)
  const silent = await serveFault('tls-only')
  const log = await walk(
    [
      ['User name', ''],
      ['What next', 'Quit'],
    ],
    silent,
    { host: silent.hostName, ports: '587' },
  )
  expect(log).toContain('since RFC 8314 (2018) it is the recommended port beside 587')
})

test('TLS at once and STARTTLS mixed up ("Connection unexpectedly closed"): the hallway is where it stops', async () => {
  const server = await serveFault('tls-only')
  const log = await walk(
    [
      ['User name', ''],
      ['What next', 'Quit'],
    ],
    server,
    { host: server.hostName, ports: '587' },
  )
  expect(log).toContain('It stopped at “Hallway”')
  expect(log).toMatch(/465/)
})

test('a login without STARTTLS first is never tried: the password waits for the hallway', async () => {
  const server = await serveFault('starttls-missing')
  const log = await walk(
    [
      ['log in', 'With a password'],
      ['Password', 'correct-horse-42'],
      ['What next', 'Quit'],
    ],
    server,
    { host: server.hostName, ports: '587', username: 'ada@lab.test' },
  )
  expect(server.logins).toEqual([])
  expect(log).toContain('It stopped at “Hallway”')
})

test('everything right: each door, hallway and ID is passed, and the letter too', async () => {
  const server = await serveHealthy({
    hostName: 'smtp.gmail.com',
    account: { username: 'ada@gmail.com', secret: 'abcdefghijklmnop' },
  })
  const log = await walk(
    [
      ['e-mail address', 'ada@gmail.com'],
      ['Is that the one', 'Yes'],
      ['app password', 'I have one'],
      ['App password', 'abcd efgh ijkl mnop'],
      ['test message', 'No'],
    ],
    server,
  )
  expect(log).toMatch(/Address ─+ Door ─+ Hallway ─+ ID ─+ Letter ✔ passed ✔ passed ✔ passed ✔ passed ✔ passed/)
})

test('what a hostile server says reaches the screen only with its control characters made visible', async () => {
  const server = await serveFault('hostile-text')
  open.push(server)
  const { setup } = server
  const world = realWorld('/nowhere', new AbortController().signal)
  const ask = scriptedAsk([
    ['What next', 'Show the dialogue'],
    ['What next', 'How sure'],
    ['What next', 'Quit'],
  ])
  const examination = createExamination({
    start: world.startCheck,
    options: { connectTo: server.connectTo, extraRoots: [server.caPem] },
  })
  const flags = { host: server.hostName, username: setup.username, secret: { kind: 'password', secret: setup.secret } }
  await runWizard({ ask, flags: flags as Flags, world, examination })
  const screen = ask.log.join('\n')
  expect(screen).toContain('\\x1b')
  expect([...screen].filter((character) => character < ' ' && character !== '\n')).toEqual([])
  expect(screen).not.toMatch(/[\u007f-\u009f\u200b-\u200f\u202a-\u202e]/)
  expect(screen).not.toContain(setup.secret)
})
