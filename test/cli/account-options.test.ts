import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { readSecret } from '../../src/cli/account-options.js'
import type { Io } from '../../src/cli/io.js'

test('a password from standard input is not waited for after an interruption', async () => {
  const ending = new AbortController()
  const io = { stdin: new PassThrough(), signal: ending.signal } as unknown as Io
  const asked = readSecret({ passwordStdin: true }, io)
  ending.abort()
  await expect(asked).rejects.toThrow('interrupted')
})
