// What Postfix with Dovecot can be asked beyond the common ground: policies, limits and every SASL mechanism.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { checkServer, idsOf, stageOf } from './doctor.js'
import { ANNA, BERT, SIZE_LIMIT_BYTES } from './servers/accounts.js'
import { countMatches, type MailServer } from './servers/mail-server.js'
import { startPostfix } from './servers/postfix.js'

const WRONG = { ...BERT, password: 'not-the-right-password' }
const SOON = { timeout: 15_000, interval: 50 }

describe('Postfix with Dovecot', () => {
  let server: MailServer
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'smtp-doctor-attachment-'))
    server = await startPostfix()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await server?.stop()
  })
  const hasWrittenItsLog = () => vi.waitFor(() => expect(server.openSessions()).toBe(0), SOON)
  beforeEach(hasWrittenItsLog)

  test('a submission port used without STARTTLS says that STARTTLS is required', async () => {
    const run = await checkServer(server, { ports: '587:none', account: ANNA })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('starttls-required')
  })

  test('the server itself demands STARTTLS when an envelope is tried in clear', async () => {
    const args = ['--from', ANNA.address, '--to', BERT.address]
    const run = await checkServer(server, { ports: '587:none', args })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('starttls-required')
    expect(stageOf(run, 587, 'mail')?.reply).toMatchObject({ code: 530, enhanced: '5.7.0' })
  })

  test('a server that offers AUTH only after TLS is never sent the password in clear', async () => {
    const logins = server.acceptedLogins() + server.refusedLogins()
    const run = await checkServer(server, { ports: '25:none', account: ANNA })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('starttls-required')
    await hasWrittenItsLog()
    expect(server.acceptedLogins() + server.refusedLogins()).toBe(logins)
  })

  test('a sender that belongs to somebody else is not authorized', async () => {
    const run = await checkServer(server, { account: ANNA, args: ['--from', BERT.address, '--to', BERT.address] })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('sender-not-authorized')
    expect(run.report.diagnoses[0]?.evidence.join('\n')).toContain('not owned by user')
  })

  test('a message above the size limit is too large, and does not arrive', async () => {
    const attachment = join(folder, 'chart.bin')
    writeFileSync(attachment, Buffer.alloc(SIZE_LIMIT_BYTES + 10_000, 7))
    const before = server.messages(BERT.address).length
    const args = ['--from', ANNA.address, '--to', BERT.address, '--send', '--attach', attachment]
    const run = await checkServer(server, { account: ANNA, args })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('message-too-large')
    expect(server.messages(BERT.address)).toHaveLength(before)
  })

  test.each(['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256'])('a right login works with %s', async (mechanism) => {
    const args = ['--mechanism', mechanism, '--no-proof', '--from', ANNA.address, '--to', BERT.address, '--send']
    const before = countMatches(server.log(), new RegExp(`sasl_method=${mechanism},`, 'g'))
    const run = await checkServer(server, { ports: '587', account: ANNA, args })
    expect(run.report.verdict, run.stdout).toBe('works')
    expect(run.report.recommended?.mechanism).toBe(mechanism)
    await hasWrittenItsLog()
    expect(countMatches(server.log(), new RegExp(`sasl_method=${mechanism},`, 'g')) - before).toBe(1)
  })

  test.each(['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256'])('a wrong login with %s is one attempt', async (name) => {
    const before = server.refusedLogins()
    const run = await checkServer(server, { account: WRONG, args: ['--mechanism', name] })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('credentials-rejected')
    await hasWrittenItsLog()
    expect(server.refusedLogins() - before).toBe(1)
    expect(server.log()).toContain(`SASL ${name} authentication failed`)
  })

  test('the transcript shows the dialogue and no secret', async () => {
    const transcript = join(folder, 'dialogue.txt')
    const run = await checkServer(server, { ports: '465', account: ANNA, args: ['--transcript', transcript] })
    expect(run.exitCode, run.stdout).toBe(0)
    const text = readFileSync(transcript, 'utf8')
    expect(text).toContain('235 2.7.0 Authentication successful')
    const secret = Buffer.from(`\0${ANNA.address}\0${ANNA.password}`).toString('base64')
    for (const leak of [secret, ANNA.password, Buffer.from(ANNA.password).toString('base64')]) {
      expect(text).not.toContain(leak)
    }
  })
})
