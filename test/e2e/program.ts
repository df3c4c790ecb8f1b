// Runs the built program as a user's shell would, with its streams caught.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LabServer } from '../../src/lab/serve.js'

export const PROGRAM = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly stdin?: string
  /** Sends SIGINT as soon as this has come true of the process. */
  readonly interruptWhen?: (processId: number) => Promise<unknown>
}

/** Runs `smtp-doctor ARGS` and waits for its end. The environment is empty but for PATH and what is given. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH: process.env.PATH, ...options.env },
      ...(options.cwd && { cwd: options.cwd }),
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }))
    void options.interruptWhen?.(child.pid ?? 0).then(() => child.kill('SIGINT'))
    // A program that has read enough may be gone before all is written.
    child.stdin.on('error', () => undefined).end(options.stdin ?? '')
  })
}

/** The arguments that lead the program to a practice server as if it were the real host. */
export function towards(server: LabServer, caFile: string): string[] {
  return [
    '--host',
    server.hostName,
    '--ports',
    server.endpoints.map(({ port, security }) => `${port}:${security}`).join(','),
    '--ca',
    caFile,
    ...server.connectTo.flatMap(({ fromHost, fromPort, toHost, toPort }) => [
      '--connect-to',
      `${fromHost}:${fromPort}:${toHost}:${toPort}`,
    ]),
  ]
}
