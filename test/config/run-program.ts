// Runs a program to its end and gives back what it said; a program that is missing or hangs fails the test.

import { spawn, spawnSync } from 'node:child_process'

export interface Ran {
  readonly exitCode: number
  readonly output: string
}

/** Runs without a shell, with nothing on stdin unless `input` is given; `env` is added to PATH and HOME alone. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string>; readonly input?: string },
): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: { PATH: process.env.PATH, HOME: options.cwd, LANG: 'C.UTF-8', ...options.env },
      timeout: 60_000,
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', fail)
    child.on('close', (exitCode) => done({ exitCode: exitCode ?? -1, output }))
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
  })
}

/** Whether a program can be started here. In CI everything must be there, so a missing one is not skipped but fails. */
export function canRun(command: string, args: readonly string[] = ['--version']): boolean {
  return Boolean(process.env.CI) || spawnSync(command, [...args], { stdio: 'ignore' }).error === undefined
}
