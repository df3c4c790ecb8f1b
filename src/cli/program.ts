// The program as a process: signals, broken pipes, the exit code. What it does is in main.ts.

import { EXIT } from './exit.js'
import { processIo } from './io.js'
import { main } from './main.js'

export { main }

/** Runs the command that the process was started with, and ends the process. */
export async function run(): Promise<void> {
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
