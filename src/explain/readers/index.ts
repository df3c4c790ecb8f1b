// All readers, and what they do together: undo notations, tell wrappers.

import { PhraseTable } from '../../smtp/prefilter.js'
import { bounce } from './bounce.js'
import { curl } from './curl.js'
import { dotnet } from './dotnet.js'
import { erlang } from './erlang.js'
import { java } from './java.js'
import { msmtp } from './msmtp.js'
import { mtaLog } from './mta-log.js'
import { node } from './node.js'
import { perl } from './perl.js'
import { php } from './php.js'
import { python } from './python.js'
import type { Reader } from './reader.js'
import { ruby } from './ruby.js'
import { rust } from './rust.js'
import { translated } from './translated.js'

export const readers: readonly Reader[] = [
  bounce,
  mtaLog,
  dotnet,
  java,
  translated,
  php,
  python,
  node,
  ruby,
  rust,
  erlang,
  perl,
  msmtp,
  curl,
]

const TABLE = new PhraseTable(readers, ({ recognises }) => recognises)

/** The readers that know this text. */
export function recognise(text: string): Reader[] {
  return TABLE.filter(text)
}

/** The text in common notation. */
export function rewriteNotations(text: string): string {
  return recognise(text).reduce((rest, reader) => reader.rewrite?.(rest) ?? rest, text)
}

const WRAPPERS = new PhraseTable(
  readers.flatMap(({ wrappers }) => wrappers ?? []),
  (pattern) => pattern,
)

/** Whether a line is a program's sentence about a failure whose cause stands elsewhere. */
export function isWrapper(line: string): boolean {
  return WRAPPERS.find(line) !== undefined
}
