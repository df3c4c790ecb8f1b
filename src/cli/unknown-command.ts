// What is said to a word that is neither a command nor an address.

import { distance } from 'fastest-levenshtein'
import { UsageError } from '../model.js'
import { visible } from '../report/visible.js'

/** The error for an unknown command, naming the nearest one. */
export function unknownCommand(word: string, names: readonly string[]): UsageError {
  const near = names.filter((name) => distance(name, word.toLowerCase()) <= 2 || name.startsWith(word.toLowerCase()))
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''
  return new UsageError(
    `there is no command "${visible(word)}".${hint} "smtp-doctor --help" lists the commands; "smtp-doctor you@example.com" starts the wizard.`,
  )
}
