// What has to hold with every mail server, whatever program it is: the built doctor against real ones.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { checkServer, idsOf, stageOf } from './doctor.js'
import { ANNA, BERT, MAIL_HOST, NOBODY, OUTSIDER } from './servers/accounts.js'
import { startExim } from './servers/exim.js'
import type { MailServer } from './servers/mail-server.js'
import { startOpenSmtpd } from './servers/opensmtpd.js'
import { startPostfix } from './servers/postfix.js'

const WRONG = { ...ANNA, password: 'not-the-right-password' }
/** Longer than any of these servers needs to write what it did into its log or a mailbox. */
const SOON = { timeout: 15_000, interval: 50 }

describe.each([
  { program: 'Postfix with Dovecot', start: startPostfix },
  { program: 'Exim', start: startExim },
  { program: 'OpenSMTPD', start: startOpenSmtpd },
])('$program', ({ start }) => {
  let server: MailServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server?.stop())
  const hasWrittenItsLog = () => vi.waitFor(() => expect(server.openSessions()).toBe(0), SOON)
  beforeEach(hasWrittenItsLog)

  test('the right login works and 587 with STARTTLS is recommended', async () => {
    const run = await checkServer(server, { account: ANNA, args: ['--no-proof'] })
    expect(run.report.verdict, run.stdout).toBe('works')
    expect(run.exitCode).toBe(0)
    expect(run.report.recommended).toMatchObject({
      host: MAIL_HOST,
      port: 587,
      security: 'starttls',
      username: ANNA.address,
      mechanism: 'PLAIN',
    })
    // Nobody waits for the other ports once 587 has worked, but nothing may have failed on them.
    expect(run.report.endpoints.map(({ port }) => port).sort()).toEqual([25, 465, 587])
    expect(run.report.endpoints.flatMap(({ stages }) => stages).filter(({ status }) => status === 'fail')).toEqual([])
  })

  test('a login that works is made once by the doctor and once more by nodemailer as proof', async () => {
    const before = server.acceptedLogins()
    const run = await checkServer(server, { account: ANNA })
    expect(run.report.proof, run.stdout).toMatchObject({ by: 'nodemailer', status: 'ok' })
    await hasWrittenItsLog()
    expect(server.acceptedLogins() - before).toBe(2)
  })

  test('a wrong password is tried exactly once, although three ports are open', async () => {
    const before = server.refusedLogins()
    const run = await checkServer(server, { account: WRONG })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.report.verdict).toBe('problem')
    expect(idsOf(run)[0]).toBe('credentials-rejected')
    await hasWrittenItsLog()
    expect(server.refusedLogins() - before).toBe(1)
    expect(run.stdout + run.stderr).not.toContain(WRONG.password)
  })

  test('a message for the outside is refused on port 25: relay denied', async () => {
    const run = await checkServer(server, { ports: '25', args: ['--from', ANNA.address, '--to', OUTSIDER] })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(stageOf(run, 25, 'rcpt')).toMatchObject({ status: 'fail' })
    expect(idsOf(run)[0]).toBe('relay-denied')
  })

  test('an address that does not exist is named as the recipient', async () => {
    const run = await checkServer(server, { account: ANNA, args: ['--from', ANNA.address, '--to', NOBODY] })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('recipient-unknown')
  })

  test('an envelope without --send leaves nothing in the mailbox', async () => {
    const before = server.messages(BERT.address).length
    const run = await checkServer(server, { account: ANNA, args: ['--from', ANNA.address, '--to', BERT.address] })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(server.messages(BERT.address)).toHaveLength(before)
  })

  test('a test message really arrives in the mailbox, once', async () => {
    const before = server.messages(BERT.address).length
    const args = ['--from', ANNA.address, '--to', BERT.address, '--send']
    const run = await checkServer(server, { account: ANNA, args })
    expect(run.report.verdict, run.stdout).toBe('works')
    await vi.waitFor(() => expect(server.messages(BERT.address)).toHaveLength(before + 1), SOON)
    const message = server.messages(BERT.address).find((text) => /smtp-doctor/i.test(text))
    expect(message).toContain('multipart/alternative')
    expect(message).toMatch(/^Message-ID: <.+>$/im)
  })

  test('TLS spoken to the clear-text port is found within two seconds', async () => {
    const run = await checkServer(server, { ports: '587:tls', account: ANNA })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('tls-on-plaintext-port')
    expect(totalMs(run.report.endpoints[0]?.stages)).toBeLessThan(2_000)
  })

  test('clear text spoken to the TLS port is found within two seconds', async () => {
    const run = await checkServer(server, { ports: '465:starttls', account: ANNA })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('plaintext-on-tls-port')
    expect(totalMs(run.report.endpoints[0]?.stages)).toBeLessThan(2_000)
  })

  test('a certificate from an unknown authority is never sent a password', async () => {
    const before = server.acceptedLogins() + server.refusedLogins()
    const run = await checkServer(server, { account: WRONG, trusts: false })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('cert-untrusted')
    await hasWrittenItsLog()
    expect(server.acceptedLogins() + server.refusedLogins()).toBe(before)
  })

  test('a certificate for another name is never sent a password', async () => {
    const before = server.acceptedLogins() + server.refusedLogins()
    const run = await checkServer(server, { account: WRONG, host: 'smtp.harbour.example' })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(idsOf(run)[0]).toBe('cert-hostname-mismatch')
    expect(run.report.diagnoses[0]?.because).toContain(MAIL_HOST)
    await hasWrittenItsLog()
    expect(server.acceptedLogins() + server.refusedLogins()).toBe(before)
  })
})

function totalMs(stages: readonly { readonly ms: number }[] = []): number {
  return stages.reduce((sum, { ms }) => sum + ms, 0)
}
