// A temporary folder in which one server lives, with the ports and processes that belong to it: all of it goes away
// together. The daemons are other people's programs, so waiting here means asking their ports until they answer.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const START_MS = 20_000
const STOP_MS = 5_000
const ASK_AGAIN_MS = 25

export interface Workshop {
  readonly folder: string
  /** Writes a file below the folder, parents included, and returns its path. */
  write(path: string, content: string, mode?: number): string
  /** The text of a file below the folder; empty while it does not exist. */
  read(path: string): string
  /** Makes a directory below the folder and returns its path. */
  directory(path: string, mode?: number): string
  /**
   * Starts a daemon in the foreground, its output going to `<name>.out`, and settles when all `ports` on 127.0.0.1
   * accept; returns its process id, throws with the output when they do not.
   */
  daemon(name: string, command: readonly [string, ...string[]], ports: readonly number[]): Promise<number>
  /** Stops the daemons, the last started first, and removes the folder. */
  close(): Promise<void>
}

/** Opens a workshop whose folder every system user may enter, as daemons that drop root need it. */
export function openWorkshop(name: string): Workshop {
  const folder = mkdtempSync(join(tmpdir(), `smtp-doctor-${name}-`))
  chmodSync(folder, 0o755)
  const daemons: ChildProcess[] = []
  const killAll = () => {
    for (const daemon of daemons) daemon.kill('SIGKILL')
  }
  process.once('exit', killAll)

  const directory = (path: string, mode = 0o755) => {
    const full = join(folder, path)
    mkdirSync(full, { recursive: true })
    chmodSync(full, mode)
    return full
  }
  const read = (path: string) => {
    try {
      return readFileSync(join(folder, path), 'utf8')
    } catch {
      return ''
    }
  }
  return {
    folder,
    directory,
    read,
    write(path, content, mode = 0o644) {
      const full = join(folder, path)
      mkdirSync(dirname(full), { recursive: true })
      writeFileSync(full, content)
      chmodSync(full, mode)
      return full
    },
    async daemon(name, [program, ...args], ports) {
      const output = openSync(join(folder, `${name}.out`), 'a')
      const child = spawn(program, args, { stdio: ['ignore', output, output], cwd: folder })
      closeSync(output)
      daemons.push(child)
      let ended: string | undefined
      child.once('error', (error) => {
        ended = error.message
      })
      child.once('exit', (code, signal) => {
        ended = `it ended with ${signal ?? code}`
      })
      const deadline = Date.now() + START_MS
      for (const port of ports) {
        while (!(await accepts(port))) {
          if (ended !== undefined || Date.now() > deadline) {
            throw new Error(
              `${name} does not serve port ${port}: ${ended ?? 'no answer in time'}\n${read(`${name}.out`)}`,
            )
          }
          await wait(ASK_AGAIN_MS)
        }
      }
      return child.pid as number
    },
    async close() {
      for (const daemon of daemons.reverse()) await stop(daemon)
      process.off('exit', killAll)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Finds `count` TCP ports on 127.0.0.1 that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

/** Counts the processes that `parent` has forked and that still run. */
export function countChildren(parent: number): number {
  return readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry)) return false
    try {
      // After the name in brackets: the state and the parent's id. Z is one that has ended.
      const [state, parentId] = readFileSync(`/proc/${entry}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return Number(parentId) === parent && state !== 'Z'
    } catch {
      return false
    }
  }).length
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function stop(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null || daemon.pid === undefined) return
  const gone = once(daemon, 'exit')
  daemon.kill('SIGTERM')
  const timer = setTimeout(() => daemon.kill('SIGKILL'), STOP_MS)
  await gone
  clearTimeout(timer)
}
