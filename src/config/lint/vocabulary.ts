// What is known of the names of a program's settings.

export interface Vocabulary {
  /** The entries that belong to mail; only these can be misspelt. */
  readonly scope: RegExp
  readonly known: readonly string[]
  /** Names that come from other libraries, with the one that is meant here. */
  readonly aliases?: Readonly<Record<string, string>>
}
