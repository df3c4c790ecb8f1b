// Arguments of `check` that cannot be meant: refused before anything is connected, shown without their escapes.

import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { parseConnectTo } from '../../src/cli/account-options.js'
import type { Io } from '../../src/cli/io.js'
import { main } from '../../src/cli/main.js'

async function run(...args: string[]) {
  const text = { out: '', err: '' }
  const sink = (name: 'out' | 'err') =>
    new PassThrough().on('data', (chunk: Buffer) => {
      text[name] += chunk.toString()
    })
  const io: Io = {
    stdin: new PassThrough(),
    stdout: sink('out'),
    stderr: sink('err'),
    env: { PASSWORD: 'correct horse' },
    cwd: process.cwd(),
    columns: 80,
    hasColor: false,
    isInteractive: false,
    now: () => 0,
    signal: new AbortController().signal,
  }
  const code = await main(args, io)
  return { code, ...text }
}

test.each(['NTLM', 'plain\r\nRSET', 'nonsense', ''])(
  '--mechanism %j is refused with the ones that can be spoken',
  async (name) => {
    const { code, err } = await run('check', 'ada@example.org', '--host', 'mail.example.org', '--mechanism', name)
    expect(code).toBe(2)
    expect(err).toContain('PLAIN, LOGIN, SCRAM-SHA-256')
  },
)

test.each(['a\r\nb', 'a\nb', 'a\0b', 'a b'])('--connect-to takes no host like %j', (host) => {
  expect(() => parseConnectTo(`mail.example.org:587:${host}:25`)).toThrow('HOST:PORT')
  expect(() => parseConnectTo(`${host}:587:127.0.0.1:25`)).toThrow('HOST:PORT')
})

test('an unknown option is quoted without its terminal escapes', async () => {
  const { code, err } = await run('check', '--\u001b[31mevil\u0007')
  expect(code).toBe(2)
  expect(err).toContain('\\x1b[31mevil')
  expect(err).not.toMatch(/[^\P{Cc}\n]/u)
})
