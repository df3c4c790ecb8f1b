// What the readers of Go, Java and C# find in a file: calls with their arguments, and values that were given to names.

import type { SyntaxNode } from '@lezer/common'
import type { Entry, Span } from '../format.js'
import { type SourceValue, spanOf, textOf } from './source-values.js'

export interface Argument {
  readonly value: SourceValue
  readonly span: Span
  /** As written. */
  readonly text: string
}

/** Arguments as `read` reads each. */
export function readArguments(
  nodes: readonly SyntaxNode[],
  source: string,
  read: (node: SyntaxNode) => SourceValue,
): Argument[] {
  return nodes.map((node) => ({ value: read(node), span: spanOf(node), text: textOf(source, node) }))
}

export interface Call {
  /** With the object before it: `smtp.SendMail`, `new SmtpClient`. */
  readonly callee: string
  readonly calleeSpan: Span
  readonly args: readonly Argument[]
  readonly span: Span
}

export interface SourceFacts {
  readonly calls: readonly Call[]
  /** `d.SSL = true`, `{ Host: "…" }`: the key is the target as written. */
  readonly assigned: readonly Entry[]
}

/** An argument as an entry of this name; undefined where the call has none at this place. */
export function argumentEntry(key: string, call: Call | undefined, place: number): Entry | undefined {
  const argument = call?.args[place]
  if (!argument) return undefined
  const { span, ...value } = argument.value
  return { key, ...value, keySpan: call.calleeSpan, span: span ?? argument.span }
}

/** A call as an entry, for what says the kind of TLS by being there. */
export function callEntry(call: Call, value: string): Entry {
  return { key: 'call', value, type: 'expression', keySpan: call.calleeSpan, span: call.calleeSpan }
}

/** Those that are there. */
export function present(entries: readonly (Entry | undefined)[]): Entry[] {
  return entries.filter((entry) => entry !== undefined)
}

/** What was given to the parts of each object: `server.Host = …` under `server`, with keys of their own. */
export function objectsOf(assigned: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const objects = new Map<string, Entry[]>()
  for (const entry of assigned) {
    const dot = entry.key.lastIndexOf('.')
    const object = entry.key.slice(0, Math.max(dot, 0))
    objects.set(object, [...(objects.get(object) ?? []), { ...entry, key: entry.key.slice(dot + 1) }])
  }
  return objects
}
