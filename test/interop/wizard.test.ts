// The wizard in a real pseudo-terminal, from the first question to a written file, against a real Postfix: with a mistake
// on the way, a message that arrives, and the written program run as the wizard says.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { KEYS, openPseudoTerminal, type PseudoTerminal } from '../pseudo-terminal.js'
import { connectTo, PROGRAM } from './doctor.js'
import { ANNA, MAIL_HOST } from './servers/accounts.js'
import type { MailServer } from './servers/mail-server.js'
import { startPostfix } from './servers/postfix.js'

const WRONG_PASSWORD = 'not-the-right-password'
const SOON = { timeout: 15_000, interval: 50 }

describe('the wizard against Postfix', () => {
  let server: MailServer
  let folder: string
  let terminal: PseudoTerminal
  beforeAll(async () => {
    server = await startPostfix()
  })
  afterAll(() => server?.stop())
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'smtp-doctor-wizard-'))
    const args = [...connectTo(server, MAIL_HOST), '--ca', server.caFile]
    terminal = openPseudoTerminal([process.execPath, PROGRAM, ...args], { cwd: folder })
  })
  afterEach(() => {
    terminal.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Waits for the question that is open now (an answered one begins with a tick) and answers it. */
  async function answer(question: string, ...keys: readonly string[]): Promise<void> {
    await terminal.waitFor(`? ${question}`)
    terminal.press(...keys)
  }

  async function goToThePassword(): Promise<void> {
    await answer('Your e-mail address', ANNA.address, KEYS.enter)
    // The domain is nobody's, so that a server of its own is marked.
    await terminal.waitFor('❯ Custom server')
    terminal.press(KEYS.enter)
    await answer('Name of the mail server', MAIL_HOST, KEYS.enter)
    await answer('Which ports?', KEYS.enter)
    await answer('User name for the login', KEYS.enter)
    await answer('How does your program log in?', KEYS.enter)
  }

  test('leads from a wrong password to a program that sends', async () => {
    const refused = server.refusedLogins()
    await goToThePassword()
    await answer('Password', WRONG_PASSWORD, KEYS.enter)
    const failed = await terminal.waitFor('? What next?')
    expect(failed).toContain('It does not work yet: mail.harbour.example')
    expect(failed).toContain('The server refuses the user name or the password')
    expect(failed).toContain('535 5.7.8')
    await vi.waitFor(() => expect(server.refusedLogins() - refused).toBe(1), SOON)

    // One key, then the password.
    terminal.press(KEYS.enter)
    await answer('Password', ANNA.password, KEYS.enter)
    await terminal.waitFor('It works: mail.harbour.example')
    const arrived = server.messages(ANNA.address).length
    await answer('The login works. Send a test message', KEYS.enter)
    await terminal.waitFor('The server has taken the message')
    await vi.waitFor(() => expect(server.messages(ANNA.address)).toHaveLength(arrived + 1), SOON)

    await answer('Write a configuration file?', 'python')
    await terminal.waitFor('❯ Python script')
    terminal.press(KEYS.enter)
    await answer('Path of the file:', KEYS.enter)
    const preview = await terminal.waitFor('? Write this?')
    expect(preview).toContain('SMTP_PASSWORD=********')
    expect(readdirSync(folder)).toEqual([])
    terminal.press(KEYS.enter)
    const written = await terminal.waitFor('? What next?')
    expect(readdirSync(folder).sort()).toEqual(['.env', 'send_mail.py'])
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'send_mail.py'), 'utf8')).not.toContain(ANNA.password)

    const command = written.match(/^To try it, run this:\n +(.+)$/m)?.[1] ?? 'false'
    expect(runHere(command)).toContain('Taken by the server.')
    await vi.waitFor(() => expect(server.messages(ANNA.address)).toHaveLength(arrived + 2), SOON)

    expect(terminal.raw()).not.toContain(ANNA.password)
    expect(terminal.raw()).not.toContain(WRONG_PASSWORD)
    expect(server.refusedLogins() - refused).toBe(1)
    terminal.press(KEYS.ctrlC)
    expect(await terminal.exitCode).toBe(130)
  })

  test('leaves the terminal clean and nothing behind when it is interrupted at the password', async () => {
    const logins = server.acceptedLogins() + server.refusedLogins()
    await goToThePassword()
    await answer('Password', 'half-a-pass', KEYS.ctrlC)
    expect(await terminal.exitCode).toBe(130)
    const raw = terminal.raw()
    // A fresh line, and the cursor shown again.
    expect(raw).toMatch(/\n\u001b\[\?25h$/)
    expect(raw).not.toContain('half-a-pass')
    expect(readdirSync(folder)).toEqual([])
    expect(server.acceptedLogins() + server.refusedLogins()).toBe(logins)
  })

  test('goes back with Escape and keeps what was answered', async () => {
    await goToThePassword()
    await answer('Password', KEYS.escape)
    await answer('How does your program log in?', KEYS.escape)
    const screen = await terminal.waitFor('? User name for the login')
    expect(screen.slice(screen.lastIndexOf('? User name'))).toContain(ANNA.address)
  })

  /** Runs what the wizard told, the server's public name leading to this machine as `--connect-to` does for the doctor. */
  function runHere(command: string): string {
    const library = mkdtempSync(join(tmpdir(), 'smtp-doctor-names-'))
    const moved = `import socket
connect = socket.create_connection
def create_connection(address, *args, **kwargs):
    return connect(('127.0.0.1', ${server.ports.submission}) if address == ('${MAIL_HOST}', 587) else address, *args, **kwargs)
socket.create_connection = create_connection
`
    try {
      writeFileSync(join(library, 'sitecustomize.py'), moved)
      const env = { ...process.env, PYTHONPATH: library }
      return execFileSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' })
    } finally {
      rmSync(library, { recursive: true, force: true })
    }
  }
})
