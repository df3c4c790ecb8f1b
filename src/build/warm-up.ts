// Run by bundle.mjs on a fresh build: does once what users do most (a healthy check, a refused login, explanations), so
// that V8 has compiled what they need, and writes that as the code caches of the program's parts. No network but 127.0.0.1.

import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { PassThrough, type Readable, Writable } from 'node:stream'
import type { Io } from '../cli/io.js'
import { codeCacheOf, loadProgram } from '../cli/load-program.js'
import { PASTES } from './pastes.js'

/** What `lab --json` tells of the server that it runs. */
interface Practice {
  readonly endpoints: readonly { readonly host: string; readonly port: number; readonly security: string }[]
  readonly connectTo: readonly Readonly<Record<'fromHost' | 'fromPort' | 'toHost' | 'toPort', string | number>>[]
  readonly setup: Readonly<Record<'address' | 'secret', string>>
  readonly caPem: string
}

const ERROR = "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted')"

void warmUp(process.argv[2] ?? '.')

async function warmUp(folder: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'smtp-doctor-build-'))
  // In a process of its own, so that the cache holds nothing of the server.
  const server = spawn(process.execPath, [join(folder, 'bin.cjs'), 'lab', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const practice = await practiceOf(server.stdout)
    const caFile = join(scratch, 'ca.pem')
    writeFileSync(caFile, practice.caPem)
    const parts = join(folder, 'program')
    const { program, load, scripts } = loadProgram(parts)
    for (const secret of [practice.setup.secret, 'wrong']) {
      await program.main(checkArguments(practice, caFile), silentIo({ SECRET: secret }))
    }
    await program.main(['explain', ERROR], silentIo({}))
    const pasteFile = join(scratch, 'paste.txt')
    for (const paste of PASTES) {
      writeFileSync(pasteFile, paste)
      await program.main(['explain', '--file', pasteFile], silentIo({}))
    }
    // The other parts with what runs when they are loaded.
    for (const file of readdirSync(parts)) load(`${basename(file, '.cjs')}.js`)
    for (const [path, script] of scripts) {
      const unfinished = `${path}.new`
      writeFileSync(unfinished, script.createCachedData())
      renameSync(unfinished, codeCacheOf(path))
    }
  } finally {
    server.kill()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Reads the one JSON document that the server prints once it listens. Throws when it ends without one. */
async function practiceOf(output: Readable): Promise<Practice> {
  let printed = ''
  for await (const chunk of output) {
    printed += String(chunk)
    if (printed.endsWith('}\n')) return JSON.parse(printed) as Practice
  }
  throw new Error('the practice server did not start')
}

function checkArguments({ setup, endpoints, connectTo }: Practice, caFile: string): string[] {
  return [
    ...['check', setup.address, '--password-env', 'SECRET', '--ca', caFile],
    ...['--host', endpoints[0]?.host ?? '', '--ports'],
    endpoints.map(({ port, security }) => `${port}:${security}`).join(),
    ...connectTo.flatMap((to) => ['--connect-to', `${to.fromHost}:${to.fromPort}:${to.toHost}:${to.toPort}`]),
  ]
}

/** The Io of a command that nobody watches. */
function silentIo(env: Io['env']): Io {
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })
  return {
    stdin: new PassThrough(),
    stdout: nowhere(),
    stderr: nowhere(),
    env,
    cwd: process.cwd(),
    columns: 80,
    hasColor: false,
    isInteractive: false,
    now: Date.now,
    signal: new AbortController().signal,
  }
}
