// The built program in a real pseudo-terminal: keys in, screen out, and the terminal's own settings afterwards.

import { fileURLToPath } from 'node:url'
import { openPseudoTerminal } from '../pseudo-terminal.js'

const PROGRAM = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url))

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
  // The shell outlives the program, Ctrl-C too, and says how it left the terminal behind. It stays until it is killed:
  // what a process writes just before it ends can be lost with its terminal.
  const script = 'trap : INT; "$@"; echo "exit=$?"; stty -a; echo "the end"; read -r _'
  const command = ['/bin/sh', '-c', script, 'sh', process.execPath, PROGRAM, ...args] as const
  const terminal = openPseudoTerminal(command, { rows: 30, ...options })
  const { screen, raw } = terminal
  let from = 0
  return {
    type: (text) => terminal.press(text),
    async see(text) {
      // Prompts are redrawn in place, so what is new is looked for among the bytes as well as on the screen.
      from = await terminal.waitUntil(text, () => {
        const at = stripped(raw()).indexOf(text, from)
        return at >= 0 && screen().includes(text) ? at + text.length : undefined
      })
    },
    async end() {
      await terminal.waitFor('the end')
      const match = /exit=(\d+)/.exec(screen())
      const settings = screen().slice(match?.index)
      terminal.close()
      return { exitCode: Number(match?.[1]), settings }
    },
    screen,
    raw,
    kill: () => terminal.close(),
  }
}

/** Without escape sequences and line ends. */
function stripped(bytes: string): string {
  return bytes.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replace(/[\r\n]/g, '')
}
