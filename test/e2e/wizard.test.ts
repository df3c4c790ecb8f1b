import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { type LabServer, serveFault, serveHealthy } from '../../src/lab/serve.js'
import { type Session, startSession } from './session.js'

const [ENTER, DOWN, ESCAPE, CTRL_C, CTRL_D] = ['\r', '\u001b[B', '\u001b', '\u0003', '\u0004'] as const
const APP_PASSWORD = 'abcdefghijklmnop'
const open: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function gmail(): Promise<LabServer> {
  const server = await serveHealthy({
    hostName: 'smtp.gmail.com',
    account: { username: 'ada@gmail.com', secret: APP_PASSWORD },
  })
  open.push(server)
  return server
}

/** The wizard, led to a practice server in place of the real one. */
function start(server: LabServer | undefined, args: readonly string[] = [], columns = 80): Session & { cwd: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
  const lead = (server?.connectTo ?? []).flatMap(({ fromHost, fromPort, toHost, toPort }) => [
    '--connect-to',
    `${fromHost}:${fromPort}:${toHost}:${toPort}`,
  ])
  if (server) {
    writeFileSync(join(cwd, 'ca.pem'), server.caPem)
    lead.push('--ca', 'ca.pem')
  }
  const session = startSession([...lead, ...args], { cwd, columns })
  open.push({ close: () => session.kill() })
  return { ...session, cwd }
}

/** The terminal is as a shell needs it: lines, echo, signals, a visible cursor. */
function expectRestored(session: Session, settings: string): void {
  expect(settings).toMatch(/(?<!-)\bicanon\b/)
  expect(settings).toMatch(/(?<!-)\becho\b/)
  expect(settings).toMatch(/(?<!-)\bisig\b/)
  const raw = session.raw()
  expect(raw.lastIndexOf('\u001b[?25h')).toBeGreaterThanOrEqual(raw.lastIndexOf('\u001b[?25l'))
}

for (const columns of [80, 40]) {
  test(`from the first question to the written file, with mistakes on the way, on ${columns} columns`, async () => {
    const server = await gmail()
    const session = start(server, [], columns)
    execFileSync('git', ['init', '--quiet'], { cwd: session.cwd })

    await session.see('e-mail address:')
    session.type(`ada${ENTER}`)
    await session.see('no e-mail address')
    session.type(`@gmail.com${ENTER}`)
    await session.see('Yes, Gmail')
    session.type(ESCAPE)
    await session.see('e-mail address:')
    await session.see('(ada@gmail.com)')
    session.type(ENTER)
    await session.see('Yes, Gmail')
    session.type(ENTER)
    await session.see('app password?')
    session.type(DOWN + ENTER)
    await session.see('2-Step')
    await session.see('app password?')
    await session.see('I have one')
    session.type(ENTER)
    await session.see('App password')
    session.type(`Summer2026!${ENTER}`)
    await session.see('account password')
    await session.see('Type another one')
    session.type(ENTER)
    await session.see('App password')
    session.type(`bcde fghi jklm nopq${ENTER}`)
    await session.see('not work yet')
    await session.see('What next?')
    await session.see('Try another password')
    session.type(ENTER)
    await session.see('App password')
    session.type(`abcd efgh ijkl mnop${ENTER}`)
    await session.see('It works')
    await session.see('Yes, to ada@gmail.com')
    session.type(ENTER)
    await session.see('taken the message')
    await session.see('configuration file?')
    await session.see('.env; holds')
    session.type(ENTER)
    await session.see('Path of the file:')
    session.type(ENTER)
    await session.see('Yes, write it')
    session.type(ENTER)
    await session.see('Yes, add it to .gitignore')
    session.type(ENTER)
    await session.see('What next?')
    // All is done: the end is marked.
    await session.see('Quit')
    session.type(ENTER)
    const { exitCode, settings } = await session.end()

    expect(exitCode).toBe(0)
    expectRestored(session, settings)
    const file = join(session.cwd, '.env')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(APP_PASSWORD)
    expect(readFileSync(join(session.cwd, '.gitignore'), 'utf8')).toContain('.env')
    expect(server.messages.map(({ to }) => to)).toEqual([['ada@gmail.com']])
    for (const secret of [APP_PASSWORD, 'abcd efgh', 'bcdefghijklmnopq', 'Summer2026!']) {
      expect(session.raw()).not.toContain(secret)
    }
    // One refused password is one refused login; what follows is the right one, for check, proof and message.
    expect(server.logins.filter(({ isAccepted }) => !isAccepted)).toHaveLength(1)
  })
}

test('Ctrl-C at a prompt leaves the terminal clean and exits 130', async () => {
  const session = start(undefined)
  await session.see('e-mail address:')
  session.type(CTRL_C)
  const { exitCode, settings } = await session.end()
  expect(exitCode).toBe(130)
  expectRestored(session, settings)
})

test('Ctrl-C at a list leaves the terminal clean and exits 130', async () => {
  const session = start(await gmail(), ['ada@gmail.com'])
  await session.see('Yes, Gmail')
  session.type(CTRL_C)
  const { exitCode, settings } = await session.end()
  expect(exitCode).toBe(130)
  expectRestored(session, settings)
})

test('Ctrl-C during a check ends it at once, leaves the terminal clean and exits 130', async () => {
  const server = await serveFault('no-greeting')
  open.push(server)
  const session = start(server, ['--host', server.hostName, '--user', 'ada@lab.test', '--ports', '587,465'])
  await session.see('Check without logging in')
  session.type(DOWN + DOWN + ENTER)
  await session.see('Checking')
  session.type(CTRL_C)
  const { exitCode, settings } = await session.end()
  expect(exitCode).toBe(130)
  expectRestored(session, settings)
})

for (const args of [[], ['--plain']]) {
  test(`the end of input (Ctrl-D) ${args.join('')} is an interruption too`, async () => {
    const session = start(undefined, args)
    await session.see('e-mail address:')
    session.type(CTRL_D)
    const { exitCode, settings } = await session.end()
    expect(exitCode).toBe(130)
    expectRestored(session, settings)
  })
}

test('a practised fault is found out line by line, without one escape sequence', async () => {
  const session = start(undefined, ['--plain', '--practice', 'closed-before-greeting'])
  await session.see('Connection unexpectedly closed')
  await session.see('I have a guess')
  await session.see('to go back):')
  session.type('hint\n')
  await session.see('Hint: ')
  await session.see('to go back):')
  session.type('guess\n')
  await session.see('Where does it go wrong?')
  await session.see('to go back):')
  session.type('hallway\n')
  await session.see('Not at')
  await session.see('to go back):')
  session.type('solution\n')
  await session.see('The solution')
  await session.see('to go back):')
  session.type('healed\n')
  await session.see('works')
  expect(session.raw()).not.toContain('\u001b')
  await session.see('to go back):')
  session.type(CTRL_C)
  const { exitCode, settings } = await session.end()
  expect(exitCode).toBe(130)
  expectRestored(session, settings)
})

test('without a terminal it says how to use check, and exits 2', () => {
  const program = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { input: '', encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('smtp-doctor check you@example.com')
  expect(existsSync('smtp-doctor-report.txt')).toBe(false)
})
