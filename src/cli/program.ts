// The program as a process: signals, broken pipes, the exit code. What it does is in main.ts.

import { EXIT } from './exit.js'
import { processIo } from './io.js'
import { main } from './main.js'

export { main }

/** Runs the command that the process was started with, and ends the process. */
export async function run(): Promise<void> {
  // Node.js ends no process before the system's resolver has answered or given up, and glibc gives up after 10 s a
  // server. Asked again after 2 s it also gets over a lost packet within a check's deadline.
  process.env.RES_OPTIONS ??= 'timeout:2 attempts:2'
  const interruption = new AbortController()
  // Listeners that stay: when one is taken away while it is called, the libraries that restore the terminal take it for
  // the default action and end the process before the terminal is restored. A second signal ends it at once.
  const interrupt = () => {
    if (interruption.signal.aborted) leave()
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
  process.stdout.write('', (error) => {
    if (error) return
    if (interruption.signal.aborted) leave()
    process.exit()
  })
}

/**
 * Ends an interrupted process. A look-up that hangs in the system's resolver holds up every exit, and cannot be called
 * off; by the signal itself the process ends at once, and shells report the same 130.
 */
function leave(): void {
  if (process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap')) {
    process.removeAllListeners('SIGINT')
    process.kill(process.pid, 'SIGINT')
  } else process.exit(EXIT.interrupted)
}
