// The caller's listener as the probe may call it: from anywhere, at any time. What it throws is kept for the caller, since
// there is nobody to catch it where sockets report; and nothing is told after the last event.

import type { CheckEvent } from '../model.js'

export interface Listener {
  /** Undefined where nobody listens. Never throws. */
  readonly tell: ((event: CheckEvent) => void) | undefined
  /** Throws what the listener has thrown, if anything. */
  assertSound(): void
}

/** Wraps a listener; `onFault` is called once, when it throws for the first time. */
export function createListener(onEvent: ((event: CheckEvent) => void) | undefined, onFault: () => void): Listener {
  let isDone = false
  let fault: { readonly error: unknown } | undefined
  const fail = (error: unknown) => {
    fault ??= { error }
    onFault()
  }
  const tell = (event: CheckEvent) => {
    if (isDone || fault) return
    isDone = event.event === 'done'
    try {
      // Typed to return nothing, and still asynchronous in many a program: nobody else would catch its rejection.
      const returned: unknown = onEvent?.(event)
      if (returned instanceof Promise) returned.catch(fail)
    } catch (error) {
      fail(error)
    }
  }
  return {
    tell: onEvent && tell,
    assertSound() {
      if (fault) throw fault.error
    },
  }
}
