// The built program in a real pseudo-terminal: keys in, screen out, and the terminal's own settings afterwards.

import { fileURLToPath } from 'node:url'
import pty from '@lydell/node-pty'
import headless from '@xterm/headless'

const PROGRAM = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url))
const DEADLINE_MS = 25_000

export interface Session {
  type(text: string): void
  /** Waits until the screen, with what scrolled off it, shows the text after all that was awaited before. */
  see(text: string): Promise<void>
  /** Waits for the end; the exit code and the terminal's settings as `stty -a` prints them. */
  end(): Promise<{ readonly exitCode: number; readonly settings: string }>
  /** All text so far, as a person could scroll through it. */
  screen(): string
  /** All bytes so far. */
  raw(): string
  kill(): void
}

/** Starts `smtp-doctor` with these arguments in a terminal of that size. */
export function startSession(
  args: readonly string[],
  options: { readonly cwd: string; readonly columns?: number; readonly rows?: number },
): Session {
  const { cwd, columns = 80, rows = 30 } = options
  const emulator = new headless.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true })
  const waiting = new Set<() => void>()
  let written = ''
  let from = 0
  // The shell outlives the program, Ctrl-C too, and says how it left the terminal behind. It stays until it is killed:
  // what a process writes just before it ends can be lost with its terminal.
  const script = 'trap : INT; "$@"; echo "exit=$?"; stty -a; echo "the end"; read -r _'
  const child = pty.spawn('/bin/sh', ['-c', script, 'sh', process.execPath, PROGRAM, ...args], {
    cols: columns,
    rows,
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
  })
  const screen = () => {
    const buffer = emulator.buffer.active
    return Array.from({ length: buffer.length }, (_, row) => {
      const line = buffer.getLine(row)
      return `${line?.isWrapped ? '' : '\n'}${line?.translateToString(true) ?? ''}`
    }).join('')
  }
  child.onData((text) => {
    written += text
    emulator.write(text, () => {
      for (const check of [...waiting]) check()
    })
  })
  const waitFor = <Value>(what: string, find: () => Value | undefined) =>
    new Promise<Value>((resolve, reject) => {
      const check = () => {
        const found = find()
        if (found === undefined) return
        waiting.delete(check)
        clearTimeout(deadline)
        resolve(found)
      }
      const deadline = setTimeout(() => reject(new Error(`never seen: ${what}\n${screen()}`)), DEADLINE_MS)
      waiting.add(check)
      check()
    })
  return {
    type: (text) => child.write(text),
    async see(text) {
      // Prompts are redrawn in place, so what is new is looked for among the bytes as well as on the screen.
      from = await waitFor(text, () => {
        const at = stripped(written).indexOf(text, from)
        return at >= 0 && screen().includes(text) ? at + text.length : undefined
      })
    },
    async end() {
      await waitFor('the end', () => (screen().includes('the end') ? true : undefined))
      const match = /exit=(\d+)/.exec(screen())
      const settings = screen().slice(match?.index)
      child.kill()
      return { exitCode: Number(match?.[1]), settings }
    },
    screen,
    raw: () => written,
    kill: () => child.kill(),
  }
}

/** Without escape sequences and line ends. */
function stripped(bytes: string): string {
  return bytes.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replace(/[\r\n]/g, '')
}
