// Runs a program and measures it: wall-clock time, output, peak memory; and the few sums that a table of them needs.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

const MEMORY_POLL_MS = 10

export interface Run {
  readonly exitCode: number | null
  /** True when the program was ended because its time was up. */
  readonly wasCut: boolean
  readonly ms: number
  /** stdout and stderr as they came, interleaved. */
  readonly output: string
  readonly stdout: string
  /** The highest resident set size of the process, in bytes; 0 when it was not asked for. */
  readonly peakBytes: number
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly limitMs?: number
  readonly watchesMemory?: boolean
  readonly input?: string
}

/** Runs `command` to its end or to `limitMs` (60 s by default); rejects only when it cannot be started. */
export function measure(command: readonly [string, ...string[]], options: RunOptions = {}): Promise<Run> {
  const { limitMs = 60_000 } = options
  const [program, ...args] = command
  return new Promise((resolve, reject) => {
    const startedMs = performance.now()
    // With extra roots every Node.js program starts 45 ms later; hardly a user has them, and they would hide what is ours.
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: '', ...options.env }
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    let stdout = ''
    let wasCut = false
    let peakBytes = 0
    const look = () => {
      peakBytes = Math.max(peakBytes, peakOf(child.pid))
    }
    const poll = options.watchesMemory ? setInterval(look, MEMORY_POLL_MS) : undefined
    const limit = setTimeout(() => {
      wasCut = true
      child.kill('SIGKILL')
    }, limitMs)
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
    child.once('error', (error) => {
      clearTimeout(limit)
      clearInterval(poll)
      reject(error)
    })
    child.once('close', (exitCode) => {
      clearTimeout(limit)
      clearInterval(poll)
      resolve({ exitCode, wasCut, ms: performance.now() - startedMs, output, stdout, peakBytes })
    })
  })
}

/** The kernel's own high-water mark, so that no peak is missed between two looks. */
function peakOf(pid: number | undefined): number {
  try {
    const kilobytes = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1]
    return Number(kilobytes ?? 0) * 1024
  } catch {
    return 0
  }
}

/** The middle value; the mean of the two middle ones when there are two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** The slope of the least-squares line through `points`. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length
  const x = mean((point) => point.x)
  const y = mean((point) => point.y)
  return mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2)
}

/** Prints a table with its title, columns as wide as they need. */
export function printTable(title: string, header: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [header, ...rows]
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  console.log(['', title, '', line(header), rule, ...rows.map(line), ''].join('\n'))
}
