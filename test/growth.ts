// Measures how work grows with its input, in processor time, so that a busy machine changes nothing.

/** The time of two runs, the quicker one counts, in milliseconds of this process. */
function cpuMs(work: () => void): number {
  const runs = [1, 2].map(() => {
    const since = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(since)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}

/** What is too little to compare; a compilation or a collection of garbage in between weighs more. */
const NOISE_MS = 10

/**
 * How many times as long `work` takes over a text twice as long: 2 for linear work, 4 for quadratic. `work` gets the
 * piece repeated up to `length` characters, and up to twice that.
 */
export function growthOver(piece: string, length: number, work: (text: string) => void): number {
  const text = piece.repeat(Math.ceil(length / piece.length))
  work(text)
  const onceMs = cpuMs(() => work(text))
  return cpuMs(() => work(text + text)) / Math.max(onceMs, NOISE_MS)
}

/** Between linear and quadratic. */
export const SUPER_LINEAR = 3.4
