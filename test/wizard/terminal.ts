// A terminal without a screen: keys go in, what a person would see comes out. Nothing waits for time, only for output.

import * as readline from 'node:readline'
import { PassThrough, Writable } from 'node:stream'
import headless from '@xterm/headless'
import type { Io } from '../../src/cli/io.js'

export const KEYS = {
  enter: '\r',
  down: '\u001b[B',
  up: '\u001b[A',
  escape: '\u001b',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
  tab: '\t',
  backspace: '\u007f',
} as const

export interface TerminalOptions {
  readonly columns?: number
  readonly rows?: number
  readonly hasColor?: boolean
  readonly cwd?: string
  readonly now?: () => number
}

export interface Terminal {
  readonly io: Io
  /** Types keys or text. */
  press(...keys: readonly string[]): void
  /** Waits until the screen shows the text, then returns the screen. */
  waitFor(text: string | RegExp): Promise<string>
  /** Everything on the screen and above it, without trailing blanks. */
  screen(): Promise<string>
  /** All bytes written to it so far, escape sequences included. */
  raw(): string
  readonly isCursorHidden: () => Promise<boolean>
  readonly isRaw: () => boolean
  interrupt(): void
}

class Keyboard extends PassThrough {
  readonly isTTY = true
  isRaw = false
  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw
    return this
  }
}

class Screen extends Writable {
  readonly isTTY = true
  /** As on process.stdout: a pipe into it does not end it. */
  readonly _isStdio = true
  readonly columns: number
  readonly rows: number
  readonly #show: (text: string) => void
  constructor(columns: number, rows: number, show: (text: string) => void) {
    super({ decodeStrings: false })
    this.columns = columns
    this.rows = rows
    this.#show = show
  }
  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.#show(chunk.toString())
    done()
  }
  cursorTo(x: number, y?: number): boolean {
    return readline.cursorTo(this, x, y)
  }
  moveCursor(dx: number, dy: number): boolean {
    return readline.moveCursor(this, dx, dy)
  }
  clearLine(direction: -1 | 0 | 1): boolean {
    return readline.clearLine(this, direction)
  }
  clearScreenDown(): boolean {
    return readline.clearScreenDown(this)
  }
  getColorDepth(): number {
    return 8
  }
  hasColors(): boolean {
    return true
  }
}

/** A terminal with an Io that a wizard can run on. */
export function createTerminal(options: TerminalOptions = {}): Terminal {
  const { columns = 80, rows = 24, hasColor = false, cwd = process.cwd(), now = Date.now } = options
  const emulator = new headless.Terminal({
    cols: columns,
    rows,
    scrollback: 5000,
    convertEol: true,
    allowProposedApi: true,
  })
  const waiting = new Set<() => void>()
  let written = ''
  const show = (text: string) => {
    written += text
    emulator.write(text, () => {
      for (const check of [...waiting]) check()
    })
  }
  const keyboard = new Keyboard()
  const stdout = new Screen(columns, rows, show)
  const stderr = new Screen(columns, rows, show)
  const interruption = new AbortController()
  const lines = () => {
    const buffer = emulator.buffer.active
    return Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row)?.translateToString(true) ?? '')
      .join('\n')
      .trimEnd()
  }
  return {
    io: {
      stdin: keyboard,
      stdout,
      stderr,
      env: {},
      cwd,
      columns,
      hasColor,
      isInteractive: true,
      now,
      signal: interruption.signal,
    },
    press: (...keys) => {
      for (const key of keys) {
        // Outside of raw mode the terminal itself echoes, and Ctrl-C and Ctrl-D are its own business.
        if (!keyboard.isRaw && key === KEYS.ctrlC) interruption.abort()
        else if (!keyboard.isRaw && key === KEYS.ctrlD) keyboard.end()
        else {
          if (!keyboard.isRaw) show(key)
          keyboard.write(key)
        }
      }
    },
    waitFor: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const screen = lines()
          if (!(typeof text === 'string' ? screen.includes(text) : text.test(screen))) return
          waiting.delete(check)
          clearTimeout(deadline)
          resolve(screen)
        }
        const deadline = setTimeout(() => reject(new Error(`never seen: ${text}\n${lines()}`)), 8000)
        waiting.add(check)
        check()
      }),
    screen: () => new Promise((resolve) => emulator.write('', () => resolve(lines()))),
    raw: () => written,
    // xterm keeps no public flag for DECTCEM, so the last sequence written decides.
    isCursorHidden: async () => written.lastIndexOf('\u001b[?25l') > written.lastIndexOf('\u001b[?25h'),
    isRaw: () => keyboard.isRaw,
    interrupt: () => interruption.abort(),
  }
}
