// What many rules ask of the same thing, the list of observations or one of them: computed once.

/** Remembers what was derived from something as long as that lives; `derive` has to be pure. */
export function once<From extends object, T>(derive: (from: From) => T): (from: From) => T {
  const known = new WeakMap<From, { readonly value: T }>()
  return (from) => {
    const before = known.get(from)
    if (before) return before.value
    const value = derive(from)
    known.set(from, { value })
    return value
  }
}
