#!/usr/bin/env node
// The program's entry: `--version` at once, everything else through main.

import { EXIT } from './exit.js'
import { version } from './version.js'

if (['--version', '-V'].includes(process.argv[2] ?? '')) {
  process.stdout.write(`${version}\n`)
} else {
  const [{ main }, { processIo }] = await Promise.all([import('./main.js'), import('./io.js')])
  const interruption = new AbortController()
  // Listeners that stay: when one is taken away while it is called, the libraries that restore the terminal take it for
  // the default action and end the process before the terminal is restored. A second signal ends it at once.
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(130)
    interruption.abort()
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  // The reader of a pipe may have seen enough (`| head`): what nobody reads is not worth going on for, but no success.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.interrupted)
    process.stderr.write(`smtp-doctor: the output could not be written: ${error.message}\n`)
    process.exit(EXIT.defect)
  })
  // Progress that nobody can read changes nothing.
  process.stderr.on('error', () => {})
  process.exitCode = await main(process.argv.slice(2), processIo(interruption.signal))
  // A look-up that hangs in the system's resolver cannot be called off, and nobody waits for it.
  process.stdout.write('', (error) => {
    if (!error) process.exit()
  })
}
