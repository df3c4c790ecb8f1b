// The made-up mail house that every real server of these tests is set up for: one domain, two people, one outsider.

/** The name that clients use and that the servers' certificate carries. */
export const MAIL_HOST = 'mail.harbour.example'
export const MAIL_DOMAIN = 'harbour.example'

export interface Account {
  /** User name of the login and address of the mailbox. */
  readonly address: string
  readonly password: string
}

export const ANNA: Account = { address: `anna@${MAIL_DOMAIN}`, password: 'Lantern-42 over the pier' }
export const BERT: Account = { address: `bert@${MAIL_DOMAIN}`, password: 'Gull#7$tide' }
export const ACCOUNTS: readonly Account[] = [ANNA, BERT]

/** Nobody at the mail house has this address. */
export const NOBODY = `nobody@${MAIL_DOMAIN}`
/** An address elsewhere, for which a server has to relay. */
export const OUTSIDER = 'carla@faraway.example'

/** The largest message that the servers take, in bytes. */
export const SIZE_LIMIT_BYTES = 50_000

/** The name before the `@`, which is also the name of the mailbox's folder. */
export function mailboxName(address: string): string {
  return address.slice(0, address.indexOf('@'))
}
