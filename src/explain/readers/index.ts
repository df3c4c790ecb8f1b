// All readers, and what they do together: undo notations, tell wrappers.

import { matches } from '../../smtp/prefilter.js'
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

/** The readers that know this text. */
export function recognise(text: string): Reader[] {
  return readers.filter(({ recognises }) => matches(recognises, text))
}

/** The text in common notation. */
export function rewriteNotations(text: string): string {
  return recognise(text).reduce((rest, reader) => reader.rewrite?.(rest) ?? rest, text)
}

const WRAPPERS = readers.flatMap(({ wrappers }) => wrappers ?? [])

/** Whether a line is a program's sentence about a failure whose cause stands elsewhere. */
export function isWrapper(line: string): boolean {
  return WRAPPERS.some((pattern) => matches(pattern, line))
}
