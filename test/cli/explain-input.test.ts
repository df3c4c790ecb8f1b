import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { readExplainInput } from '../../src/cli/explain-input.js'
import type { Io } from '../../src/cli/io.js'

test('a paste is not waited for after an interruption', async () => {
  const ending = new AbortController()
  const io = { stdin: new PassThrough(), signal: ending.signal, stderr: new PassThrough() } as unknown as Io
  const asked = readExplainInput([], {}, io)
  ending.abort()
  await expect(asked).rejects.toThrow('cannot be read')
})
