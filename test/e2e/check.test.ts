import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createAuthority } from '../../src/lab/certificates.js'
import { HEALTHY_ACCOUNT, type LabServer, serveFault, serveHealthy } from '../../src/lab/serve.js'
import { healthy, startScripted } from '../probe/scripted-server.js'
import { run, towards } from './program.js'

let folder = ''
let caFile = ''
const running: LabServer[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smtp-doctor-'))
  caFile = join(folder, 'ca.pem')
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})
afterAll(() => rm(folder, { recursive: true }))

async function serve(starting: Promise<LabServer>): Promise<{ server: LabServer; args: string[] }> {
  const server = await starting
  running.push(server)
  await writeFile(caFile, server.caPem)
  return { server, args: ['check', HEALTHY_ACCOUNT.username, ...towards(server, caFile)] }
}

const env = { SECRET: HEALTHY_ACCOUNT.secret, WRONG: 'not the password' }

describe('a healthy account', () => {
  test('works: exit 0, one JSON document, settings recommended and proven', async () => {
    const { args, server } = await serve(serveHealthy())
    const { code, stdout, stderr } = await run([...args, '--password-env', 'SECRET', '--json'], { env })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      verdict: 'works',
      target: { host: server.hostName, username: HEALTHY_ACCOUNT.username },
      recommended: { host: server.hostName, port: 587, security: 'starttls', mechanism: 'PLAIN' },
      proof: { by: 'nodemailer', status: 'ok' },
    })
    expect(code).toBe(0)
  })

  test('the password may come from standard input', async () => {
    const { args } = await serve(serveHealthy())
    const { code } = await run([...args, '--password-stdin'], { stdin: `${HEALTHY_ACCOUNT.secret}\nsecond line` })
    expect(code).toBe(0)
  })

  test('a test message really arrives, with an attachment', async () => {
    const { args, server } = await serve(serveHealthy())
    const file = join(folder, 'note.txt')
    await writeFile(file, 'a note')
    const send = ['--send', '--to', 'friend@lab.test', '--attach', file]
    const { code } = await run([...args, '--password-env', 'SECRET', ...send], { env })
    expect(code).toBe(0)
    expect(server.messages).toHaveLength(1)
    expect(server.messages[0]).toMatchObject({ from: HEALTHY_ACCOUNT.username, to: ['friend@lab.test'] })
    expect(JSON.stringify(server.messages[0])).toMatch(/Message-ID: <.*filename=note\.txt/)
  })

  test('events come one a line and end with done', async () => {
    const { args } = await serve(serveHealthy())
    const { stdout } = await run([...args, '--password-env', 'SECRET', '--ndjson'], { env })
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['stage', 'endpoint', 'done']))
    expect(events.at(-1)).toMatchObject({ event: 'done', report: { verdict: 'works' } })
  })

  test('every mechanism can be forced', async () => {
    const { args, server } = await serve(serveHealthy({ engine: 'script' }))
    const once = async (mechanism: string, ...secret: string[]) => {
      const vars = { ...env, TOKEN: HEALTHY_ACCOUNT.token ?? '' }
      const { code } = await run([...args, ...secret, '--mechanism', mechanism, '--no-proof'], { env: vars })
      return [mechanism, code]
    }
    const results = await Promise.all([
      ...['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256'].map((name) => once(name, '--password-env', 'SECRET')),
      ...['XOAUTH2', 'OAUTHBEARER'].map((name) => once(name, '--token-env', 'TOKEN')),
    ])
    expect(results.map(([, code]) => code)).toEqual([0, 0, 0, 0, 0, 0])
    expect(server.logins).toHaveLength(6)
  })
})

test('the roots of --ca are trusted beside those of NODE_EXTRA_CA_CERTS, not in their place', async () => {
  const { args } = await serve(serveHealthy())
  const otherFile = join(folder, 'other.pem')
  await writeFile(otherFile, (await createAuthority('somebody else')).rootPem)
  const swapped = args.map((arg) => (arg === caFile ? otherFile : arg))
  expect((await run([...swapped, '--no-proof'])).code).toBe(1)
  expect((await run([...swapped, '--no-proof'], { env: { NODE_EXTRA_CA_CERTS: caFile } })).code).toBe(0)
})

describe('a failing account', () => {
  test('is exit 1 with the cause first, and the password was tried once', async () => {
    const { args, server } = await serve(serveHealthy())
    const { code, stdout } = await run([...args, '--password-env', 'WRONG', '--json'], { env })
    expect(code).toBe(1)
    expect(JSON.parse(stdout).diagnoses[0].id).toBe('credentials-rejected')
    expect(server.logins).toHaveLength(1)
    expect(stdout).not.toContain(env.WRONG)
  })

  test('reads well in a pipe: no escape sequences, the fix in words', async () => {
    const { server, args } = await serve(serveFault('gmail-account-password'))
    expect(server.hostName).toBe('smtp.gmail.com')
    const account = ['--user', 'ada@gmail.com', '--provider', 'gmail', '--password-env', 'WRONG']
    const { code, stdout } = await run([...args, ...account], { env })
    expect(code).toBe(1)
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toMatch(/app password/i)
  })

  test('the transcript holds the dialogue without the secret, readable by its owner alone', async () => {
    const { args } = await serve(serveHealthy())
    const file = join(folder, 'dialogue.txt')
    await run([...args, '--password-env', 'WRONG', '--transcript', file], { env })
    const text = await readFile(file, 'utf8')
    expect(text).toContain('C: AUTH PLAIN <redacted>')
    expect(text).not.toContain(Buffer.from(env.WRONG).toString('base64').slice(0, 8))
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const again = await run([...args, '--password-env', 'WRONG', '--transcript', file], { env })
    expect(again.code).toBe(2)
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  test('hostile text of a server never reaches the terminal as itself', async () => {
    const { args } = await serve(serveFault('hostile-text'))
    const { stdout, stderr } = await run([...args, '--password-env', 'WRONG'], { env })
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })
})

// Node.js takes a word that begins with --env-file for its own, wherever it stands, and ends the process with 9 where the
// file is missing (https://github.com/nodejs/node/issues/54232).
test('the file of variables has a name that Node.js does not take for its own', async () => {
  await writeFile(join(folder, 'app.env'), 'SMTP_HOST=localhost\n')
  const { code, stderr } = await run(['check', '--settings', 'app.env', '--variables', 'nowhere'], { cwd: folder })
  expect(stderr).toContain('there is no such file')
  expect(code).toBe(2)
})

describe('wrong usage is exit 2 with one clear line', () => {
  test.each([
    [['check'], /address, --provider, --host or --settings/],
    [['check', 'ada@lab.test', '--provider', 'gmial'], /gmail/],
    [['check', 'ada@gmail.com', '--password-env', 'NOT_SET'], /NOT_SET is not set/],
    [['check', 'ada@gmail.com', '--ca', '/nonexistent.pem'], /no such file/],
    [['check', 'ada@gmail.com', '--ports', '99999'], /99999/],
    [['check', 'ada@lab.test\r\nRSET', '--host', 'localhost'], /line break|address/],
    [['check', 'ada@gmail.com', '--connect-to', 'nonsense'], /HOST:PORT/],
    [['check', 'ada@gmail.com', '--timeout', '-1'], /seconds/],
    [['chekc'], /check/],
    [['check', '--nonsense'], /unknown option/],
  ])('%j', async (args, words) => {
    const { code, stderr, stdout } = await run(args)
    expect(stderr).toMatch(words)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })
})

test('Ctrl-C in the middle of a check ends it with 130 and no half report', async () => {
  const { lines, port, close } = await startScripted({ ...healthy(), answer: () => undefined })
  const args = ['check', 'ada@lab.test', '--host', 'localhost', '--ports', `${port}:none`, '--json']
  const { code, stdout } = await run(args, {
    interruptWhen: () => expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThan(0),
  })
  await close()
  expect(stdout).toBe('')
  expect(code).toBe(130)
})
