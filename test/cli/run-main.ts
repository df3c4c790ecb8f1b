// Runs a command in this process with the test twin of Io: an empty standard input, caught output, no terminal.
import { Readable, Writable } from 'node:stream'
import type { Io } from '../../src/cli/io.js'
import { main } from '../../src/cli/main.js'

/** Midday of the day that the facts in the tests are about. */
const NOW = Date.parse('2026-11-20T12:00:00Z')

/** Runs `smtp-doctor ARGS`; `over` replaces parts of the world. */
export async function runMain(args: readonly string[], over: Partial<Io> = {}) {
  const text = { stdout: '', stderr: '' }
  const sink = (name: keyof typeof text) =>
    new Writable({
      decodeStrings: false,
      write(chunk: string, _, done) {
        text[name] += chunk
        done()
      },
    })
  const exitCode = await main(args, {
    stdin: Readable.from([]),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: {},
    cwd: '/',
    columns: 80,
    hasColor: false,
    isInteractive: false,
    now: () => NOW,
    signal: new AbortController().signal,
    ...over,
  })
  return { exitCode, ...text }
}
