// What the wizard needs of the world around the process; the command line's Io is one.

import type { Readable, Writable } from 'node:stream'

export interface WizardIo {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable & { readonly isTTY?: boolean }
  /** Milliseconds since the epoch. */
  now(): number
  /** Aborted when the program is to end. */
  readonly signal: AbortSignal
}
