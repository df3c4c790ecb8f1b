import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LoginServer, makeCertificate, startLoginServer, type TestCertificate } from '../config/login-server.js'
import { runMain } from './run-main.js'

let certificate: TestCertificate
let server: LoginServer
let folder = ''
beforeAll(async () => {
  certificate = await makeCertificate()
  server = await startLoginServer(certificate, 'tls')
  folder = join(certificate.folder, 'work')
  mkdirSync(folder)
})
afterAll(async () => {
  await server.close()
  certificate.remove()
})

function check(...args: string[]) {
  server.logins.length = 0
  return runMain(['check', '--ca', certificate.caFile, '--no-proof', ...args], { cwd: folder, now: Date.now })
}

const put = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 })

test('host, port, TLS, user and secret are taken from the file, exactly as its program would', async () => {
  put(
    'good.env',
    `SMTP_HOST=localhost\nSMTP_PORT=${server.port}\nSMTP_SECURITY=tls\nSMTP_USER=me@example.com\nSMTP_PASSWORD="  it's #1 "\n`,
  )
  const { exitCode, stdout } = await check('--settings', 'good.env', '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'works',
    target: { host: 'localhost', username: 'me@example.com' },
  })
  expect(exitCode).toBe(0)
  expect(server.logins).toMatchObject([{ username: 'me@example.com', secret: "  it's #1 ", isEncrypted: true }])
})

test('a reference is followed only into the file that is named for it', async () => {
  put(
    'mailer.mjs',
    `createTransport({ host: 'localhost', port: ${server.port}, secure: true, auth: { user: 'me@example.com', pass: process.env.MAIL_KEY } })\n`,
  )
  put('.env', 'MAIL_KEY=from-the-env-file\n')
  await check('--settings', 'mailer.mjs', '--json')
  expect(server.logins).toEqual([])
  for (const option of ['--variables', '--env-file']) {
    await check('--settings', 'mailer.mjs', option, '.env', '--json')
    expect(server.logins).toMatchObject([{ secret: 'from-the-env-file' }])
  }
})

test('where the file itself is right, the line that the diagnosis is about is named', async () => {
  put(
    'nobody.env',
    `# mail\nSMTP_HOST=localhost\nSMTP_PORT=1\nSMTP_SECURITY=tls\nSMTP_USER=ada@harbour.test\nSMTP_PASSWORD=x-y-z\n`,
  )
  const { exitCode, stdout } = await check('--settings', 'nobody.env', '--timeout', '3')
  expect(exitCode).toBe(1)
  expect(stdout).toContain('nobody.env:3:11: this is the port that it is about.')
})

test('afterwards the line to change is named', async () => {
  put(
    'bad.env',
    `SMTP_HOST=localhost\nSMTP_PORT=${server.port}\nSMTP_SECURITY=starttls\nSMTP_USER=me@example.com\nSMTP_PASSWORD=my#secret\n`,
  )
  const { exitCode, stdout } = await check('--settings', 'bad.env', '--timeout', '3')
  expect(exitCode).toBe(1)
  expect(stdout).toContain('bad.env:5:15: The password holds a "#" without quotes')
  expect(stdout).not.toContain('my#secret')
})

test('a file without a server is wrong usage', async () => {
  put('empty.env', 'SMTP_PASSWORD=x\n')
  expect(await check('--settings', 'empty.env')).toMatchObject({ exitCode: 2 })
})

test('an address with a line break is refused before anybody is asked about its domain', async () => {
  const { exitCode, stderr } = await check('me@company.test\r\nRCPT')
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('line break')])
})
