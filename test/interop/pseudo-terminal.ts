// The program in a real pseudo-terminal, its output drawn by a terminal emulator: keys go in, the screen comes out.
import { spawn } from '@lydell/node-pty'
import headless from '@xterm/headless'

export const KEYS = { enter: '\r', down: '\u001b[B', escape: '\u001b', ctrlC: '\u0003', backspace: '\u007f' } as const

export interface PseudoTerminal {
  press(...keys: readonly string[]): void
  /** Settles with the screen as soon as it shows `text`, scrolled-off lines included; throws with it after 30 seconds. */
  waitFor(text: string | RegExp): Promise<string>
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
    const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }
  return {
    press: (...keys) => child.write(keys.join('')),
    waitFor: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const shown = screen()
          if (!(typeof text === 'string' ? shown.includes(text) : text.test(shown))) return
          watching.delete(look)
          clearTimeout(limit)
          resolve(shown)
        }
        const limit = setTimeout(() => {
          watching.delete(look)
          reject(new Error(`never seen: ${text}\n${screen()}`))
        }, PATIENCE_MS)
        watching.add(look)
        look()
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
