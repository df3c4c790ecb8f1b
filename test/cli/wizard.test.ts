import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from '../../src/cli/main.js'
import { runWizardCommand } from '../../src/cli/wizard-action.js'
import { fakeWorld, refusedReport, worksReport } from '../wizard/fake-world.js'
import { createTerminal, KEYS } from '../wizard/terminal.js'

const PASSWORD = 'abcdefghijklmnop'

function worldIn(cwd: string, works: boolean) {
  return fakeWorld(
    { outcome: (_login, target) => (works ? worksReport(target) : refusedReport(target)) },
    { cwd, pathOf: (typed) => join(cwd, typed) },
  )
}

for (const [works, exitCode] of [
  [true, 0],
  [false, 1],
] as const) {
  test(`the wizard exits ${exitCode} when the last check ${works ? 'works' : 'found a problem'}`, async () => {
    const terminal = createTerminal()
    const io = { ...terminal.io, env: { MAIL_PASSWORD: PASSWORD } }
    const options = { passwordEnv: 'MAIL_PASSWORD', provider: 'gmail' }
    const running = runWizardCommand('ada@gmail.com', options, io, worldIn('/nowhere', works))
    if (works) {
      await terminal.waitFor('No, nothing is sent')
      terminal.press('No', KEYS.enter)
      await terminal.waitFor('No, not now')
      terminal.press(KEYS.down, KEYS.down, KEYS.down, KEYS.enter)
    }
    await terminal.waitFor(/What next\?[\s\S]*Quit/)
    terminal.press('Quit', KEYS.enter)
    expect(await running).toBe(exitCode)
    expect(terminal.raw()).not.toContain(PASSWORD)
  })
}

test('the dialogue is written for its owner only, without the secret, when the wizard ends', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
  const terminal = createTerminal({ cwd })
  const io = { ...terminal.io, env: { MAIL_PASSWORD: PASSWORD } }
  const options = { passwordEnv: 'MAIL_PASSWORD', provider: 'gmail', transcript: 'talk.txt' }
  const running = runWizardCommand('ada@gmail.com', options, io, worldIn(cwd, false))
  await terminal.waitFor(/What next\?[\s\S]*Quit/)
  terminal.press('Quit', KEYS.enter)
  await running
  const path = join(cwd, 'talk.txt')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8')).toContain('AUTH PLAIN <redacted>')
})

test('Ctrl-C exits 130 and ends the line', async () => {
  const terminal = createTerminal()
  const running = runWizardCommand(undefined, {}, terminal.io, worldIn('/nowhere', true))
  await terminal.waitFor('e-mail address:')
  terminal.press(KEYS.ctrlC)
  expect(await running).toBe(130)
  expect(terminal.raw().endsWith('\n')).toBe(true)
})

test('an unset variable for the password is refused before anything is asked', async () => {
  const terminal = createTerminal()
  expect(await main(['--password-env', 'NOT_SET_ANYWHERE'], terminal.io)).toBe(2)
  expect(terminal.raw()).toContain('NOT_SET_ANYWHERE')
  expect(terminal.raw()).not.toContain('e-mail address:')
})

test('a word that is no command is refused, and the nearest command named', async () => {
  const terminal = createTerminal()
  expect(await main(['chekc'], terminal.io)).toBe(2)
  expect(await terminal.screen()).toContain('Did you mean check?')
})

test('without a terminal the wizard says how to use check, and exits 2', async () => {
  const terminal = createTerminal()
  expect(await main([], { ...terminal.io, isInteractive: false })).toBe(2)
  expect(await terminal.screen()).toContain('smtp-doctor check you@example.com')
})

test('--settings begins with the account of an existing file: nothing of it is asked', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
  const file = ['SMTP_HOST=smtp.gmail.com', 'SMTP_PORT=587', 'SMTP_USER=ada@gmail.com', `SMTP_PASSWORD=${PASSWORD}`]
  writeFileSync(join(cwd, '.env'), `${file.join('\n')}\n`)
  const terminal = createTerminal({ cwd })
  const world = worldIn(cwd, false)
  const running = runWizardCommand(undefined, { settings: '.env' }, terminal.io, world)
  await terminal.waitFor(/What next\?[\s\S]*Quit/)
  terminal.press('Quit', KEYS.enter)
  expect(await running).toBe(1)
  expect(world.checks[0]?.logins[0]?.credentials).toEqual({
    kind: 'password',
    username: 'ada@gmail.com',
    secret: PASSWORD,
  })
  expect(terminal.raw()).toContain('The account is that of .env')
  expect(terminal.raw()).not.toContain(PASSWORD)
})
