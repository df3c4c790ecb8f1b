// The program in a real pseudo-terminal, its output drawn by a terminal emulator: keys go in, the screen comes out.
import { spawn } from '@lydell/node-pty'
import headless from '@xterm/headless'

export const KEYS = { enter: '\r', down: '\u001b[B', escape: '\u001b', ctrlC: '\u0003', backspace: '\u007f' } as const

export interface PseudoTerminal {
  press(...keys: readonly string[]): void
  /** Settles with the screen as soon as it shows `text`, scrolled-off lines included; throws with it after 30 seconds. */
  waitFor(text: string | RegExp): Promise<string>
  /** The same for whatever `find` makes of the screen: settles with its first value that is not undefined. */
  waitUntil<Value>(what: string, find: () => Value | undefined): Promise<Value>
  /** Settles with the exit code when the program has ended. */
  readonly exitCode: Promise<number>
  screen(): string
  /** Every byte that was written, escape sequences included. */
  raw(): string
  close(): void
}

export interface PseudoTerminalOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  readonly columns?: number
  readonly rows?: number
}

const PATIENCE_MS = 30_000

/** Starts `command` with a terminal of its own, 80 by 24 unless told otherwise. */
export function openPseudoTerminal(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, env = {}, columns = 80, rows = 24 }: PseudoTerminalOptions,
): PseudoTerminal {
  const emulator = new headless.Terminal({ cols: columns, rows, scrollback: 5_000, allowProposedApi: true })
  const child = spawn(program, args, {
    cols: columns,
    rows,
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
  })
  const watching = new Set<() => void>()
  let raw = ''
  child.onData((chunk) => {
    raw += chunk
    emulator.write(chunk, () => {
      for (const look of [...watching]) look()
    })
  })
  const exitCode = new Promise<number>((resolve) => {
    child.onExit((end) => resolve(end.exitCode))
  })
  const screen = () => {
    const { active } = emulator.buffer
    const rows = Array.from({ length: active.length }, (_, row) => {
      const line = active.getLine(row)
      // What the terminal has wrapped is one line.
      return `${line?.isWrapped ? '' : '\n'}${line?.translateToString(true) ?? ''}`
    })
    return rows.join('').trim()
  }
  const waitUntil = <Value>(what: string, find: () => Value | undefined) =>
    new Promise<Value>((resolve, reject) => {
      const look = () => {
        const found = find()
        if (found === undefined) return
        watching.delete(look)
        clearTimeout(limit)
        resolve(found)
      }
      const limit = setTimeout(() => {
        watching.delete(look)
        reject(new Error(`never seen: ${what}\n${screen()}`))
      }, PATIENCE_MS)
      watching.add(look)
      look()
    })
  return {
    press: (...keys) => child.write(keys.join('')),
    waitUntil,
    waitFor: (text) =>
      waitUntil(String(text), () => {
        const shown = screen()
        return (typeof text === 'string' ? shown.includes(text) : text.test(shown)) ? shown : undefined
      }),
    exitCode,
    screen,
    raw: () => raw,
    close() {
      child.kill()
      emulator.dispose()
    },
  }
}
