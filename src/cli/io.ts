// Everything a command may know of the world around the process, in one object with a test twin.

import type { Readable, Writable } from 'node:stream'

export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Width of the terminal in columns; 80 where there is none. */
  readonly columns: number
  /** Whether colour may be used on stdout: a terminal, no NO_COLOR, no --no-color. */
  readonly hasColor: boolean
  /** Whether somebody can be asked: stdin and stdout are terminals. */
  readonly isInteractive: boolean
  /** Milliseconds since the epoch. */
  now(): number
  /** Aborted on SIGINT and SIGTERM. */
  readonly signal: AbortSignal
}

/** The Io of this process. */
export function processIo(signal: AbortSignal): Io {
  const { stdin, stdout, stderr, env } = process
  return {
    stdin,
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    get columns() {
      return stdout.columns ?? 80
    },
    hasColor: hasColor(stdout.isTTY, env, process.argv),
    isInteractive: Boolean(stdin.isTTY && stdout.isTTY),
    now: Date.now,
    signal,
  }
}

/** https://no-color.org and https://force-color.org, terminals only otherwise. */
function hasColor(isTerminal: boolean, env: NodeJS.ProcessEnv, argv: readonly string[]): boolean {
  if (argv.includes('--no-color') || env.NO_COLOR || env.TERM === 'dumb') return false
  return Boolean(env.FORCE_COLOR && env.FORCE_COLOR !== '0') || isTerminal
}
