// What a configuration format is: a writer, a reader and the words about both. One file a format in formats/;
// the syntaxes that several formats share are in syntax/, the checks that all values pass first in checked-settings.ts.

import type { Security, Settings } from '../model.js'

/** What a setting means, whatever a program calls it. */
export type Field =
  | 'host'
  | 'port'
  | 'security'
  | 'username'
  | 'secret'
  | 'from'
  | 'fromName'
  | 'to'
  /** A switch for the verification of certificates. */
  | 'verify'
  /** A switch for logging in at all, or the SASL mechanism. */
  | 'auth'
  | 'caFile'
  /** A provider's name in place of host and port (nodemailer's `service`). */
  | 'service'
  /** The name that the client says in EHLO. */
  | 'helo'

/** Where something stands in a file: both count from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A stretch of a file in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A value that stands elsewhere: read only when the user names the file or the environment. */
export interface Reference {
  readonly kind: 'environment' | 'file' | 'command'
  readonly name: string
  /** What is used when the reference is empty (`process.env.X ?? 'this'`). */
  readonly fallback?: string
  /** Where the fallback stands, quotes included. */
  readonly fallbackSpan?: Span
  /** Whether the program gets the value as a text, so that a text such as "false" counts as true for it. */
  readonly isText?: true
}

/** One setting as the file has it. */
export interface Entry {
  /** The name as the program knows it, nested names joined by dots. */
  readonly key: string
  /** The value as the program would read it; a reference's value is empty. */
  readonly value: string
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'reference' | 'expression'
  readonly reference?: Reference
  readonly keySpan: Span
  /** The value as written, quotes included. */
  readonly span: Span
}

/** One set of mail settings in a file; most files have one, an msmtprc or a source file may have several. */
export interface FoundSettings {
  readonly format: string
  /** Which account, call or block it is, where the file names it. */
  readonly name?: string
  readonly fields: { readonly [field in Field]?: Entry }
  /** The kind of TLS that the program would use, and the entries that say so; absent where nothing decides it. */
  readonly security?: { readonly value: Security; readonly entries: readonly Entry[] }
  /** Whether STARTTLS is only tried (a server without it gets the login in clear text). */
  readonly isOpportunistic?: boolean
  /** Every entry, the known and the unknown ones. */
  readonly entries: readonly Entry[]
  readonly problems: readonly Problem[]
}

/** Something wrong that only this format's own rules know; general rules are in lint/. */
export interface Problem {
  /** The lint rule's id. */
  readonly rule: string
  readonly entry?: Entry
  readonly span: Span
  readonly message: string
  readonly advice?: string
  readonly edits?: readonly Edit[]
  /** Whether the edits cannot change what a working configuration does. */
  readonly isSafe?: boolean
}

/** A replacement in a file's text. */
export interface Edit extends Span {
  readonly text: string
}

export interface WriteOptions {
  /** The environment variable or file that the secret is referenced by, in place of the format's own choice. */
  readonly secretName?: string
  /** The base name of the file that is really written, for comments that name it; the default name otherwise. */
  readonly fileName?: string
}

/** A further file that holds the secret; it always gets mode 0600. */
export interface SecretFile {
  readonly fileName: string
  readonly text: string
  /** Whether the file may hold other secrets too: then its lines are set in an existing one, not put in its place. */
  readonly isShared?: boolean
}

/** What a writer returns. Nothing has been written yet. */
export interface Written {
  readonly text: string
  readonly secretFiles?: readonly SecretFile[]
  /** What to know before it is used, one sentence each. */
  readonly notes: readonly string[]
  /** What to type afterwards, in order. */
  readonly commands: readonly string[]
}

export interface ConfigFormat {
  readonly id: string
  readonly title: string
  /** Where the program looks for it by default. */
  readonly fileName: string
  /** Further names under which lint recognises it; matched against the whole base name. */
  readonly fileNames?: RegExp
  /** `reference`: the text names where the secret stands. `embedded`: the text holds it, mode 0600. */
  readonly secret: 'reference' | 'embedded'
  /** How it is proven that the program reads back what was meant. */
  readonly proof: string
  /** What the format takes in place of a password. */
  readonly token: 'supported' | 'unsupported'
  /** Whether the file usually holds more than this: without `merge`, an existing one is then never replaced. */
  readonly isSnippet?: boolean
  /**
   * The file's text for these settings; they have passed `checkSettings`. Throws UsageError for a value that the
   * format has no way to say. Call `renderConfig`, which checks first.
   */
  write(settings: Settings, options: WriteOptions): Written
  /** Sets the keys in a file that exists, in place: comments, order and everything else stay. */
  merge?(existing: string, settings: Settings, options: WriteOptions): string
  /** The mail settings in a file's text; empty where there are none. Never throws, never runs anything. */
  read?(text: string): readonly FoundSettings[]
  /** The mail settings among entries that have this format's names, whatever kind of file they stand in. */
  readEntries?(entries: readonly Entry[]): readonly FoundSettings[]
  /** Whether this text, under this base name, is of this format: 0 no, 1 by content, 2 by name, 3 by both. */
  recognises?(text: string, fileName: string): number
}

/** What stands where a secret would, when none is given. */
export const PLACEHOLDER = 'CHANGE-ME'
