// Runs the doctor on the faults of the practice server and sets what it finds beside what is there to be found.

import { startCheck } from '../check.js'
import { loginOf, optionsFor, targetOf } from '../lab/exercise.js'
import type { Fault } from '../lab/fault.js'
import { serveFault } from '../lab/serve.js'
import type { DiagnosisId, PresetDirectory, Report } from '../model.js'

/** One fault with what the doctor made of it. */
export interface Examined {
  readonly fault: Fault
  /** What was to be found. */
  readonly expected: DiagnosisId | 'works'
  /** What the doctor says first; `works` when it has nothing to say and everything worked. */
  readonly found: DiagnosisId | 'works'
  readonly isHit: boolean
  readonly ms: number
  /** How often the secret was tried: a refused one never twice. */
  readonly attempts: number
  readonly report: Report
}

/** Enough for every stage on this machine; what drips or is silent is given up after it. */
const STAGE_TIMEOUT_MS = 2_500
/** Most faults wait for nothing; the few that do may wait side by side. */
const SIDE_BY_SIDE = 8

/** Serves one fault and has the doctor examine it. */
export async function examineFault(fault: Fault, directory: PresetDirectory, signal: AbortSignal): Promise<Examined> {
  const server = await serveFault(fault.id)
  const start = performance.now()
  try {
    const options = { ...optionsFor(server), signal, timeoutMs: STAGE_TIMEOUT_MS }
    const running = startCheck(targetOf(server, directory), options, directory)
    const report = await running.logIn(loginOf(server)).finally(() => running.close())
    const [first] = report.diagnoses
    const found = first?.id ?? (report.verdict === 'works' ? 'works' : 'unknown')
    const ms = Math.round(performance.now() - start)
    return {
      fault,
      expected: fault.expect,
      found,
      isHit: found === fault.expect,
      ms,
      attempts: server.logins.length,
      report,
    }
  } finally {
    await server.close()
  }
}

/** Examines many faults, some side by side; `onExamined` is told of each in the order of `faults`. */
export async function examineFaults(
  faults: readonly Fault[],
  directory: PresetDirectory,
  signal: AbortSignal,
  onExamined: (one: Examined) => void,
): Promise<readonly Examined[]> {
  const started: Promise<Examined>[] = []
  const results: Examined[] = []
  for (const [index, fault] of faults.entries()) {
    const before = started[index - SIDE_BY_SIDE]
    started.push((before ?? Promise.resolve()).then(() => examineFault(fault, directory, signal)))
  }
  // One that fails is reported in its turn; the others' failures are not left unhandled meanwhile.
  for (const one of started) one.catch(() => undefined)
  for (const one of started) {
    const examined = await one
    if (signal.aborted) break
    results.push(examined)
    onExamined(examined)
  }
  return results
}
