// Waiting with an end: no promise of the probe outlives its deadline or an abort.

export type Waited<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'aborted' }

/**
 * Waits for a promise at most `ms` milliseconds and no longer than until the signal is aborted. Rejections pass through.
 * The timer is released in every case; what the promise stands for is the caller's to release.
 */
export function waitFor<T>(promise: Promise<T>, ms: number, signal: AbortSignal): Promise<Waited<T>> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      settle()
    }
    const abort = () => finish(() => resolve({ kind: 'aborted' }))
    const timer = setTimeout(() => finish(() => resolve({ kind: 'timeout' })), ms)
    if (signal.aborted) {
      abort()
      promise.catch(() => {})
      return
    }
    signal.addEventListener('abort', abort, { once: true })
    promise.then(
      (value) => finish(() => resolve({ kind: 'value', value })),
      (error) => finish(() => reject(error)),
    )
  })
}
