import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.js'
import type { LabFlags } from '../../src/cli/lab.js'
import { runLabCommand } from '../../src/cli/lab-action.js'
import type { Fault } from '../../src/lab/fault.js'
import { faults } from '../../src/lab/faults.js'
import { UsageError } from '../../src/model.js'
import { openTcp, walk } from '../lab/hand-client.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smtp-doctor-lab-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Screen {
  readonly io: Io
  text(): string
  /** Resolves when the pattern stands on the screen. */
  until(pattern: RegExp): Promise<string>
  interrupt(): void
}

function screen(columns = 80): Screen {
  const ending = new AbortController()
  const stdout = new PassThrough()
  let text = ''
  let wake = () => {}
  stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    wake()
  })
  const io: Io = {
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    env: {},
    cwd: folder,
    columns,
    hasColor: false,
    isInteractive: false,
    now: Date.now,
    signal: ending.signal,
  }
  const until = async (pattern: RegExp) => {
    while (!pattern.test(text)) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return text
  }
  return { io, text: () => text, until, interrupt: () => ending.abort() }
}

async function printed(
  name: string | undefined,
  flags: LabFlags,
  columns = 80,
): Promise<{ code: number; text: string }> {
  const { io, text } = screen(columns)
  const code = await runLabCommand(name, flags, io)
  return { code, text: text() }
}

const some = (...ids: string[]): Fault[] => faults.filter(({ id }) => ids.includes(id))

describe('lab --list', () => {
  test('names every fault under its layer', async () => {
    const { code, text } = await printed(undefined, { list: true })
    expect(code).toBe(0)
    for (const { id } of faults) expect(text).toMatch(new RegExp(`^ {2}${id} `, 'm'))
    expect(text.indexOf('Address (')).toBeLessThan(text.indexOf('Door ('))
    expect(text.indexOf('cert-expired')).toBeGreaterThan(text.indexOf('Hallway ('))
    expect(text.indexOf('cert-expired')).toBeLessThan(text.indexOf('ID ('))
  })

  test.each([80, 40])('fits %i columns', async (columns) => {
    const { text } = await printed(undefined, { list: true }, columns)
    expect(text.split('\n').filter((line) => line.length > columns)).toEqual([])
  })

  test('is one JSON document on request', async () => {
    const { text } = await printed(undefined, { list: true, json: true })
    expect(JSON.parse(text)).toMatchObject({ version: 1, faults: faults.map(({ id, expect }) => ({ id, expect })) })
  })
})

describe('lab FAULT', () => {
  test('serves until it is interrupted, and says what happens meanwhile', async () => {
    const { io, until, interrupt, text } = screen()
    const serving = runLabCommand('wrong-password', { json: true }, io)
    const { ports, address, caPem, setup, hostName } = JSON.parse(await until(/^\}$/m))
    const server = { ports, address, caPem, setup, hostName } as Parameters<typeof walk>[0]
    expect((await walk(server)).at(-1)).toMatchObject({ verb: 'AUTH', code: 535 })
    interrupt()
    expect(await serving).toBe(130)
    expect(await openTcp(server, 'submission').ended()).toBe('ECONNREFUSED')
    expect(text()).not.toContain('login by')
  })

  test('prints the task, the settings and lines for four clients', async () => {
    const { io, until, interrupt } = screen()
    const serving = runLabCommand('gmail-second-factor', {}, io)
    const text = await until(/Ctrl-C/)
    interrupt()
    await serving
    expect(text).toContain('2-step verification is on')
    expect(text).toContain('smtp.gmail.com')
    for (const client of ['smtp-doctor check ', 'swaks --server ', 'openssl s_client ', 'python3 -c '])
      expect(text).toContain(client)
    expect(text).not.toContain('app-password-required')
    expect(text).not.toMatch(/abcdefghijklmnop/)
  })

  test('tells of logins and messages, with control characters made visible', async () => {
    const { io, until, interrupt } = screen()
    const file = join(folder, 'root.pem')
    const serving = runLabCommand(undefined, { mechanisms: ['PLAIN'], caOut: file }, io)
    const text = await until(/Ctrl-C/)
    const [, submission, submissions, smtp] =
      /port (\d+) for 587, port (\d+) for 465, port (\d+) for 25/.exec(text) ?? []
    const setup = {
      host: 'mail.lab.test',
      username: 'ada@lab.test',
      secret: 'correct-horse-42',
      from: 'ada\u001b[2J@lab.test',
      to: 'b@lab.test',
    }
    const server = {
      ports: { submission: Number(submission), submissions: Number(submissions), smtp: Number(smtp) },
      address: '127.0.0.1',
      caPem: await readFile(file, 'utf8'),
      hostName: 'mail.lab.test',
      setup,
    } as unknown as Parameters<typeof walk>[0]
    await walk(server)
    const all = await until(/message from .* taken/)
    interrupt()
    await serving
    expect(all).toMatch(/login by PLAIN as ada@lab\.test: accepted/)
    expect(all).not.toContain('\u001b')
  })

  test('does not replace a file with the root certificate', async () => {
    const file = join(folder, 'mine.pem')
    await writeFile(file, 'mine')
    const { io } = screen()
    await expect(runLabCommand('cert-expired', { caOut: 'mine.pem' }, io)).rejects.toThrow(UsageError)
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  test('gives a hint and a solution without serving', async () => {
    expect((await printed('cert-expired', { hint: true })).text).toMatch(/^Hint: /)
    expect((await printed('cert-expired', { solution: true })).text).toMatch(/cert-expired; more: smtp-doctor explain/)
  })

  test.each<[string | undefined, LabFlags, RegExp]>([
    ['cert-expird', {}, /lab --list/],
    ['expired', {}, /cert-expired/],
    ['cert-expired', { all: true }, /by its name alone/],
    [undefined, { list: true, all: true }, /take one/],
    [undefined, { hint: true }, /need the name/],
    ['cert-expired', { mechanisms: ['PLAIN'] }, /healthy server/],
    [undefined, { mechanisms: ['NTLM'] }, /NTLM/],
  ])('refuses %s with %j', async (name, flags, words) => {
    await expect(runLabCommand(name, flags, screen().io)).rejects.toThrow(words)
    await expect(runLabCommand(name, flags, screen().io)).rejects.toThrow(UsageError)
  })
})

describe('lab --all', () => {
  test('is exit 0 when every fault is found', async () => {
    const { io, text } = screen()
    expect(await runLabCommand(undefined, { all: true }, io, some('cert-expired', 'wrong-password'))).toBe(0)
    expect(text()).toMatch(/^ok cert-expired +cert-expired +cert-expired$/m)
    expect(text()).toContain('2 of 2 faults found')
  })

  test('is exit 1 when one is missed, and names it', async () => {
    const { io, text } = screen()
    const [first, second] = some('cert-expired', 'wrong-password')
    if (!first || !second) throw new Error('faults are missing')
    const wrong: Fault = { ...first, expect: 'relay-denied' }
    expect(await runLabCommand(undefined, { all: true }, io, [wrong, second])).toBe(1)
    expect(text()).toMatch(/^NO cert-expired +relay-denied +cert-expired$/m)
    expect(text()).toContain('1 of 2 faults found; missed: cert-expired')
  })

  test('reports as JSON', async () => {
    const { io, text } = screen()
    await runLabCommand(undefined, { all: true, json: true }, io, some('bare-lf-server'))
    expect(JSON.parse(text())).toMatchObject({
      version: 1,
      faults: [{ id: 'bare-lf-server', expected: 'works', found: 'works', isHit: true }],
      missed: [],
    })
  })

  test('stops when it is interrupted', async () => {
    const { io, interrupt } = screen()
    const running = runLabCommand(undefined, { all: true }, io, some('no-greeting', 'slow-drip'))
    interrupt()
    expect(await running).toBe(130)
  })

  test.each([80, 40])('fits %i columns', async (columns) => {
    const { io, text } = screen(columns)
    await runLabCommand(undefined, { all: true }, io, some('mail-ru-password', 'm365-tenant'))
    expect(
      text()
        .split('\n')
        .filter((line) => line.length > columns),
    ).toEqual([])
  })
})
