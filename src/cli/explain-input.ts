// Where the text to explain comes from: arguments, a file, standard input. Short texts come whole, long ones line by line.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { UsageError } from '../model.js'
import { visible } from '../report/visible.js'
import type { ExplainFlags } from './explain.js'
import type { Io } from './io.js'

/** Longer than this is a log. */
const WHOLE_BYTES = 256 * 1024
const MAX_LINE_CHARACTERS = 64 * 1024

export type ExplainInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'lines'; readonly lines: AsyncIterable<string> }

/** The input that was named. Throws UsageError when there is none or when it cannot be read. */
export async function readExplainInput(text: readonly string[], flags: ExplainFlags, io: Io): Promise<ExplainInput> {
  const isStdin = flags.file === '-' || (text.length === 1 && text[0] === '-')
  if (text.length > 0 && !isStdin) {
    if (flags.file !== undefined) throw new UsageError('give the text or --file, not both')
    return { kind: 'text', text: text.join(' ') }
  }
  if (flags.file === undefined && io.stdin.isTTY) {
    throw new UsageError(
      'nothing to explain: give the error in quotes, name a file with --file, or send it in (program 2>&1 | smtp-doctor explain)',
    )
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

async function openFile(path: string, io: Io): Promise<AsyncIterable<Uint8Array>> {
  const whole = resolve(io.cwd, path)
  const found = await stat(whole).catch(() => undefined)
  if (!found) throw new UsageError(`${visible(path)}: there is no such file`)
  if (found.isDirectory()) throw new UsageError(`${visible(path)} is a folder; name a file`)
  return createReadStream(whole)
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
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${path === undefined ? 'standard input' : visible(path)} cannot be read: ${visible(reason)}`)
  }
}

/** UTF-8, UTF-16 as PowerShell writes it, else Latin-1, which loses no byte. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

async function* linesOf(head: readonly Uint8Array[], chunks: AsyncIterator<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder(head[0]?.[0] === 0xff && head[0][1] === 0xfe ? 'utf-16le' : 'utf-8')
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
