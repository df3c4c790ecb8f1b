import { execFile } from 'node:child_process'
import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HEALTHY_ACCOUNT, type LabServer, serveHealthy } from '../../src/lab/serve.js'
import { PROGRAM, run, towards } from './program.js'

let folder = ''
let server: LabServer
let args: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smtp-doctor-'))
  server = await serveHealthy()
  const caFile = join(folder, 'ca.pem')
  await writeFile(caFile, server.caPem)
  args = ['check', HEALTHY_ACCOUNT.username, ...towards(server, caFile), '--no-proof']
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const env = { SECRET: HEALTHY_ACCOUNT.secret }

function shell(script: string): Promise<{ readonly code: number; readonly stderr: string }> {
  const quoted = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ')
  return promisify(execFile)('bash', ['-c', script.replace('DOCTOR', quoted)], {
    env: { PATH: process.env.PATH, ...env },
  }).then(
    ({ stderr }) => ({ code: 0, stderr }),
    ({ code, stderr }) => ({ code, stderr }),
  )
}

describe('the password from standard input', () => {
  test('is refused when its line has no end, and no login is tried with a piece of it', async () => {
    const before = server.logins.length
    const { code, stderr } = await run([...args, '--password-stdin'], { stdin: 'x'.repeat(200_000) })
    expect(stderr).toContain('too long for a password')
    expect(code).toBe(2)
    expect(server.logins.length).toBe(before)
  })

  test('is refused when it is not UTF-8: a wrong guess would cost an attempt', async () => {
    const before = server.logins.length
    const { code } = await shell("printf 'p\\xe4ssword\\n' | DOCTOR --password-stdin")
    expect(code).toBe(2)
    expect(server.logins.length).toBe(before)
  })
})

describe('--ca', () => {
  test('refuses what is no ordinary file, however long it would go on', async () => {
    const { code, stderr } = await run([...args, '--ca', '/dev/zero'])
    expect(stderr).toContain('--ca /dev/zero: it is no ordinary file')
    expect(code).toBe(2)
  })

  test('does not wait for a pipe that nobody writes to', async () => {
    const pipe = join(folder, 'pipe')
    await promisify(execFile)('mkfifo', [pipe])
    expect((await run([...args, '--ca', pipe])).code).toBe(2)
  })

  test('refuses a certificate that cannot be read', async () => {
    const file = join(folder, 'bad.pem')
    await writeFile(file, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    const { code, stderr } = await run([...args, '--ca', file])
    expect(stderr).toContain('its certificate 1 cannot be read')
    expect(code).toBe(2)
  })
})

describe('output that cannot be written', () => {
  test.skipIf(process.platform !== 'linux')('on stdout is no success', async () => {
    const { code, stderr } = await shell('DOCTOR --password-env SECRET > /dev/full')
    expect(stderr).toContain('could not be written')
    expect(code).toBe(70)
  })

  test.skipIf(process.platform !== 'linux')('on stderr changes nothing', async () => {
    const { code } = await shell(`DOCTOR --password-env SECRET --transcript '${folder}/t1' > /dev/null 2> /dev/full`)
    expect(code).toBe(0)
  })

  test('since the reader has gone before the end is no success', async () => {
    const { code } = await shell('set -o pipefail; DOCTOR --password-env SECRET --ndjson | head -c 1 > /dev/null')
    expect(code).toBe(130)
  })

  test('as a transcript is refused before anything is connected', async () => {
    const before = server.logins.length
    for (const path of ['/dev/full', '/nowhere/at/all', folder]) {
      const { code } = await run([...args, '--password-env', 'SECRET', '--overwrite', '--transcript', path], { env })
      expect(code).toBe(2)
    }
    expect(server.logins.length).toBe(before)
    await expect(access('/nowhere')).rejects.toThrow()
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})

test('terminal escapes in what the user typed do not come back as themselves', async () => {
  const { stderr } = await run(['check', '--provider', '\u001b]0;x\u0007'])
  expect(stderr).not.toContain('\u001b')
})
