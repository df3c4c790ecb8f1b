// The ways to leave a question or a wait other than by its answer, as values: Escape, Ctrl-C, the end of input, a signal.

import { BACK, type Back, Interrupted } from './ask.js'
import type { WizardIo } from './wizard-io.js'

/** Said where a paste held a line break in its midst: its first line alone is not what was meant. */
export const TORN_PASTE =
  'More than one line was pasted, and nothing of it was taken. Paste it once more, without the line break.'

/**
 * Runs one prompt. Escape aborts it and gives BACK; Ctrl-C, the end of input and the abort of `io.signal` throw
 * Interrupted. `onTorn` is called when more than Enter came with the Enter: the answer is the first line of a paste. No
 * listener is left behind.
 */
export async function inTerminal<Value>(
  io: Pick<WizardIo, 'stdin' | 'signal'>,
  run: (signal: AbortSignal) => Promise<Value>,
  onTorn: () => void = () => {},
): Promise<Value | Back> {
  if (io.signal.aborted) throw new Interrupted()
  const leaving = new AbortController()
  let reason: 'back' | 'interrupted' | undefined
  let isOpen = true
  const leave = (why: 'back' | 'interrupted') => {
    reason ??= why
    leaving.abort()
  }
  let isEntered = false
  const onKey = (_text: string | undefined, key: { readonly name?: string } | undefined) => {
    if (key?.name === 'escape') leave('back')
    // The keys of one paste come in one go; what a person types after Enter comes later.
    if (key?.name === 'return' || key?.name === 'enter') {
      isEntered = true
      queueMicrotask(() => {
        isEntered = false
      })
    } else if (isEntered) onTorn()
  }
  // Readline closes at the end of input and at Ctrl-D, and pauses its stream; inquirer would then wait for ever.
  const onPause = () => setImmediate(() => isOpen && leave('interrupted'))
  const onAbort = () => leave('interrupted')
  io.stdin.on('keypress', onKey)
  io.stdin.on('pause', onPause)
  io.signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await run(leaving.signal)
  } catch (error) {
    if (reason === 'back') return BACK
    if (reason === 'interrupted' || isExit(error)) throw new Interrupted()
    throw error
  } finally {
    isOpen = false
    io.stdin.off('keypress', onKey)
    io.stdin.off('pause', onPause)
    io.signal.removeEventListener('abort', onAbort)
  }
}

/** How inquirer says that Ctrl-C was pressed. */
function isExit(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ExitPromptError' || error instanceof Interrupted)
}

/** The work's result, or Interrupted as soon as `io.signal` is aborted. */
export function orInterruption<Value>(io: Pick<WizardIo, 'signal'>, work: Promise<Value>): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    const onAbort = () => reject(new Interrupted())
    if (io.signal.aborted) onAbort()
    io.signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => io.signal.removeEventListener('abort', onAbort))
  })
}
