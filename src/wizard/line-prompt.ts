// A prompt for inquirer that draws nothing: one line written, one line read. The terminal itself echoes what is typed, so
// that a screen reader speaks it once; a secret is read without any echo.

import { createInterface } from 'node:readline'
import { type Readable, Writable } from 'node:stream'
import { Interrupted } from './ask.js'

export interface LineConfig {
  readonly message: string
  readonly isSecret?: boolean
}

interface LineContext {
  readonly input: Readable
  readonly output: Writable
  readonly signal: AbortSignal
}

/**
 * Writes the message and resolves to the line typed, or to all lines of a paste; rejects when the input ends, on Ctrl-C
 * or when aborted.
 */
export function linePrompt({ message, isSecret }: LineConfig, { input, output, signal }: LineContext): Promise<string> {
  return new Promise((resolve, reject) => {
    const silence = new Writable({ write: (_chunk, _encoding, done) => done() })
    const lines = createInterface({
      input,
      ...(isSecret && { output: silence }),
      terminal: Boolean(isSecret),
      historySize: 0,
    })
    /** The lines so far: those of one paste come in one go. */
    const typed: string[] = []
    let isFinished = false
    const finish = (settle: () => void) => {
      if (isFinished) return
      isFinished = true
      signal.removeEventListener('abort', onAbort)
      lines.off('close', onEnd).off('line', onLine).close()
      if (isSecret) output.write('\n')
      settle()
    }
    const answer = () => finish(() => resolve([...typed, ...(lines.line ? [lines.line] : [])].join('\n')))
    const onLine = (line: string) => {
      if (typed.push(line) === 1) queueMicrotask(answer)
    }
    const onAbort = () => finish(() => reject(new Interrupted()))
    const onEnd = () => (typed.length > 0 ? answer() : onAbort())
    lines.on('line', onLine)
    lines.once('close', onEnd)
    lines.once('SIGINT', onAbort)
    signal.addEventListener('abort', onAbort, { once: true })
    output.write(`${message} `)
  })
}
