// Everything a command may know of the world around the process, in one object with a test twin.

import type { Readable, Writable } from 'node:stream'

export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Width of the terminal in columns; 80 where there is none or it says 0. */
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

/** The Io of this process. Streams are made when first touched: each costs milliseconds, and most commands use one. */
export function processIo(signal: AbortSignal): Io {
  const { env } = process
  return {
    get stdin() {
      return process.stdin
    },
    get stdout() {
      return process.stdout
    },
    get stderr() {
      return process.stderr
    },
    env,
    cwd: process.cwd(),
    get columns() {
      return process.stdout.columns || 80
    },
    get hasColor() {
      return hasColor(process.stdout.isTTY, env, process.argv)
    },
    get isInteractive() {
      return process.stdin.isTTY && process.stdout.isTTY
    },
    now: Date.now,
    signal,
  }
}

/** https://no-color.org and https://force-color.org, terminals only otherwise. */
function hasColor(isTerminal: boolean, env: NodeJS.ProcessEnv, argv: readonly string[]): boolean {
  if (argv.includes('--no-color') || env.NO_COLOR || env.TERM === 'dumb') return false
  return Boolean(env.FORCE_COLOR && env.FORCE_COLOR !== '0') || isTerminal
}
