// Where the text to explain comes from: arguments, a file, standard input. Short texts come whole, long ones line by line.

import { close, createReadStream, fstat, open, read } from 'node:fs'
import { Socket } from 'node:net'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { isatty, ReadStream as TerminalStream } from 'node:tty'
import { promisify } from 'node:util'
import { READ_WITHOUT_WAITING } from '../config/open-file.js'
import { UsageError } from '../model.js'
import { visible } from '../report/visible.js'
import type { ExplainFlags } from './explain.js'
import type { Io } from './io.js'

/** Longer than this is a log. */
const WHOLE_BYTES = 256 * 1024
const CHUNK_BYTES = 64 * 1024
const MAX_LINE_CHARACTERS = 64 * 1024

export type ExplainInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'lines'; readonly lines: AsyncIterable<string> }

const NOTHING_GIVEN =
  'nothing to explain: give the error in quotes, name a file with --file, or send it in (program 2>&1 | smtp-doctor explain)'
const END_OF_FILE = process.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D'
const PASTE_HERE = `Paste the error or the log here, then press Enter and ${END_OF_FILE}. ("smtp-doctor explain --help": other ways)\n`

/** Where standard input is a socket, the system refuses to open it by name. */
const STDIN_NAMES: readonly string[] = ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']

/** The input that was named. Throws UsageError when there is none or when it cannot be read. */
export async function readExplainInput(text: readonly string[], flags: ExplainFlags, io: Io): Promise<ExplainInput> {
  const isStdin = STDIN_NAMES.includes(flags.file ?? '') || (text.length === 1 && text[0] === '-')
  if (text.length > 0 && !isStdin) {
    if (flags.file !== undefined) throw new UsageError('give the text or --file, not both')
    return { kind: 'text', text: text.join(' ') }
  }
  if (flags.file === undefined && io.stdin.isTTY) {
    // Nobody is waited for who cannot be asked.
    if (!io.stderr.isTTY) throw new UsageError(NOTHING_GIVEN)
    io.stderr.write(PASTE_HERE)
  }
  const source = flags.file !== undefined && !isStdin ? await openFile(flags.file, io) : io.stdin
  return collect(endedBy(io.signal, source), flags.log === true, flags.file)
}

/** The same source; an interruption ends it, since nobody may ever write to it. */
function endedBy<Source extends AsyncIterable<unknown>>(signal: AbortSignal, source: Source): Source {
  const stop = () => {
    if (source instanceof Readable) source.destroy()
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  return source
}

async function openFile(path: string, io: Io): Promise<AsyncIterable<unknown>> {
  const descriptor = await promisify(open)(resolve(io.cwd, path), READ_WITHOUT_WAITING).catch((error) => {
    throw error.code === 'ENOENT' ? new UsageError(`${visible(path)}: there is no such file`) : unreadable(path, error)
  })
  const found = await promisify(fstat)(descriptor)
  if (found.isDirectory()) {
    await promisify(close)(descriptor)
    throw new UsageError(`${visible(path)} is a folder; name a file`)
  }
  // Pipes and terminals wait for somebody: read by events, so that no thread does and an interruption ends it.
  if (isatty(descriptor)) return new TerminalStream(descriptor)
  if (found.isFIFO()) return new Socket({ fd: descriptor, readable: true, writable: false })
  return found.isFile() ? chunksOf(descriptor, io.signal) : createReadStream(path, { fd: descriptor })
}

/** An ordinary file never waits, and a stream takes longer to load than most pastes to read. */
async function* chunksOf(descriptor: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const { bytesRead, buffer } = await promisify(read)(
        descriptor,
        Buffer.allocUnsafe(CHUNK_BYTES),
        0,
        CHUNK_BYTES,
        null,
      )
      signal.throwIfAborted()
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await promisify(close)(descriptor)
  }
}

async function collect(
  source: AsyncIterable<unknown>,
  isLog: boolean,
  path: string | undefined,
): Promise<ExplainInput> {
  const head: Uint8Array[] = []
  let bytes = 0
  const chunks = readable(source, path)[Symbol.asyncIterator]()
  for (;;) {
    if (isLog || bytes > WHOLE_BYTES) return { kind: 'lines', lines: linesOf(head, chunks) }
    const next = await chunks.next()
    if (next.done) return { kind: 'text', text: decode(Buffer.concat(head)) }
    head.push(next.value)
    bytes += next.value.length
  }
}

async function* readable(source: AsyncIterable<unknown>, path: string | undefined): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string | undefined, error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error)
  return new UsageError(`${path === undefined ? 'standard input' : visible(path)} cannot be read: ${visible(reason)}`)
}

/** UTF-8, UTF-16 as PowerShell writes it, else Latin-1, which loses no byte. */
function decode(bytes: Uint8Array): string {
  const marked = encodingByMark(bytes)
  if (marked) return new TextDecoder(marked).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

/** UTF-16 by the byte order mark at its beginning. */
function encodingByMark([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

async function* linesOf(head: readonly Uint8Array[], chunks: AsyncIterator<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder((head[0] && encodingByMark(head[0])) ?? 'utf-8')
  let partial = ''
  const split = (text: string): string[] => {
    const lines = (partial + text).split('\n')
    // A line without end costs bounded memory: its beginning is kept.
    partial = (lines.pop() ?? '').slice(0, MAX_LINE_CHARACTERS)
    return lines
  }
  for (const chunk of head) yield* split(decoder.decode(chunk, { stream: true }))
  for (;;) {
    const next = await chunks.next()
    if (next.done) break
    yield* split(decoder.decode(next.value, { stream: true }))
  }
  const last = partial + decoder.decode()
  if (last) yield last
}
