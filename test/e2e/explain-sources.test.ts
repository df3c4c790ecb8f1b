import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPseudoTerminal } from '../pseudo-terminal.js'
import { PROGRAM, run } from './program.js'

const REFUSAL = '535 5.7.8 Error: authentication failed'

let folder = ''
let pipe = ''

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'smtp-doctor-')))
  pipe = join(folder, 'pipe')
  await promisify(execFile)('mkfifo', [pipe])
})
afterAll(() => rm(folder, { recursive: true }))

/** Resolves when a process has a file open (as Linux shows it). */
async function hasOpen(processId: number, path: string): Promise<void> {
  for (;;) {
    const descriptors = await readdir(`/proc/${processId}/fd`)
    const links = descriptors.map((name) => readlink(`/proc/${processId}/fd/${name}`).catch(() => ''))
    if ((await Promise.all(links)).includes(path)) return
    await setTimeout(10)
  }
}

describe.skipIf(process.platform !== 'linux')('explain --file with a named pipe', () => {
  test('that nobody writes to ends at once when it is interrupted', async () => {
    const { code } = await run(['explain', '--file', pipe], { interruptWhen: (id) => hasOpen(id, pipe) })
    expect(code).toBe(130)
  })

  test('waits for its writer', async () => {
    const running = run(['explain', '--file', pipe, '--json'])
    await writeFile(pipe, REFUSAL)
    expect(JSON.parse((await running).stdout).diagnoses[0].id).toBe('credentials-rejected')
  })
})

describe.skipIf(process.platform === 'win32')('explain --file with a device', () => {
  test('takes /dev/stdin for standard input, whatever that is', async () => {
    const { stdout } = await run(['explain', '--file', '/dev/stdin', '--json'], { stdin: REFUSAL })
    expect(JSON.parse(stdout).diagnoses[0].id).toBe('credentials-rejected')
  })

  test.each([
    { args: ['--file', '/dev/tty'], asks: '' },
    { args: [], asks: 'Paste the error' },
  ])('reads what is typed at a terminal up to Ctrl-D: $args', async ({ args, asks }) => {
    const terminal = openPseudoTerminal([process.execPath, PROGRAM, 'explain', ...args], { cwd: folder })
    await terminal.waitFor(asks)
    terminal.press(REFUSAL, '\r', '\u0004')
    await terminal.waitFor('The server refuses the user name or the password')
    expect(await terminal.exitCode).toBe(1)
  })

  test('at which Ctrl-C is pressed instead ends', async () => {
    const terminal = openPseudoTerminal([process.execPath, PROGRAM, 'explain'], { cwd: folder })
    await terminal.waitFor('Paste the error')
    terminal.press('\u0003')
    expect(await terminal.exitCode).toBe(130)
  })
})

test('config does not wait for a pipe in the place of its file', async () => {
  const { code, stderr } = await run(['config', 'env', 'ada@gmail.com', '--out', pipe])
  expect(stderr).toContain('is no ordinary file')
  expect(code).toBe(2)
})
