// What the tests ask of every real mail server, whatever program it is.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface MailServer {
  /** The program and its version, for reports. */
  readonly name: string
  readonly ports: {
    /** Submission with STARTTLS (587). */
    readonly submission: number
    /** Submission with implicit TLS (465). */
    readonly submissions: number
    /** Mail from other servers (25): it takes mail for its own domain and relays for nobody. */
    readonly relay: number
  }
  /** The PEM file of the root that signed the server's certificate. */
  readonly caFile: string
  /** Everything that the server has logged so far. */
  log(): string
  /** How many logins the server's log shows as refused. */
  refusedLogins(): number
  /** How many logins the server's log shows as accepted. */
  acceptedLogins(): number
  /** How many connections are still being served: what they did may not be in the log yet. */
  openSessions(): number
  /** The messages that lie in the mailbox of `address` now. */
  messages(address: string): readonly string[]
  stop(): Promise<void>
}

/** Reads all delivered messages of a Maildir; empty while it does not exist. */
export function readMaildir(folder: string): readonly string[] {
  return ['new', 'cur'].flatMap((part) => {
    const path = join(folder, part)
    try {
      return readdirSync(path).map((name) => readFileSync(join(path, name), 'utf8'))
    } catch {
      return []
    }
  })
}

/** Counts the matches of `pattern` (with the g flag) in `text`. */
export function countMatches(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length
}
