// Secrets in files of their own: a whole file that is nothing but the secret, or a line in a `.env`.

import type { Settings } from '../model.js'
import { UsageError } from '../model.js'
import { PLACEHOLDER, type SecretFile } from './format.js'
import { quoteForReaders } from './syntax/dotenv.js'
import type { DotenvReader } from './syntax/dotenv-readers.js'

/** A file that is nothing but the secret and a line end; for programs that read its first line as it is. */
export function plainSecretFile(fileName: string, { secret }: Settings): SecretFile {
  return { fileName, text: `${secret ?? PLACEHOLDER}\n` }
}

/** The secret without a line end, for programs of which old versions keep it and new ones cut blanks off the ends; throws UsageError where the secret has some. */
export function trimmedSecretFile(fileName: string, settings: Settings, program: string): SecretFile {
  if (settings.secret !== undefined && settings.secret.trim() !== settings.secret) {
    throw new UsageError(
      `${program} cuts blanks off the ends of a password, and this one begins or ends with one: use another password.`,
    )
  }
  return { fileName, text: settings.secret ?? PLACEHOLDER }
}

/** A `.env` with the secret under `variable`, quoted for these readers. */
export function environmentFile(
  variable: string,
  { secret }: Settings,
  readers: readonly DotenvReader['id'][],
  fileName = '.env',
): SecretFile {
  return { fileName, text: `${variable}=${quoteForReaders(secret ?? PLACEHOLDER, readers).text}\n`, isShared: true }
}

/** How a shell gets the variables of a `.env` before it starts a program. */
export function withEnvironment(command: string, fileName = '.env'): string {
  return `(set -a; . ./${fileName}; ${command})`
}

/** For programs that log in through Python's smtplib, which encodes to ASCII. Throws UsageError for other secrets. */
export function refuseNonAscii({ secret = '' }: Settings, program: string): void {
  if (/^\p{ASCII}*$/u.test(secret)) return
  throw new UsageError(
    `${program} logs in through Python's smtplib, which can only send ASCII, and this password holds other characters: use another password.`,
  )
}
