// Views of the observations that many rules ask for: computed once for each list of observations.

import type { Observation } from '../model.js'

/** Remembers what was derived from a list as long as the list lives; `derive` has to be pure. */
export function once<T>(derive: (seen: readonly Observation[]) => T): (seen: readonly Observation[]) => T {
  const known = new WeakMap<readonly Observation[], { readonly value: T }>()
  return (seen) => {
    const before = known.get(seen)
    if (before) return before.value
    const value = derive(seen)
    known.set(seen, { value })
    return value
  }
}
