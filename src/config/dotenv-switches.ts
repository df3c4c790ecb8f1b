// The switches by which generic `.env` files name the kind of TLS (SMTP_SECURE, EMAIL_USE_SSL, MAIL_ENCRYPTION, …).
// Names about which programs do not agree (SMTP_TLS, SMTP_USE_TLS) are nobody's here.

import type { Security } from '../model.js'
import type { Entry } from './format.js'

/** `boolean` is on for TLS from the first byte (`implicit`) or for STARTTLS; a word names the kind itself. */
export type SwitchKind = 'implicit' | 'starttls' | 'word'

export interface TlsSwitch {
  readonly kind: SwitchKind
  readonly entry: Entry
  /** What the value says; a boolean's own meaning is in `isOn`. */
  readonly word?: Security
  readonly isOn?: boolean
}

const PREFIX = '^(?:[A-Z0-9]+_){0,2}(?:SMTP|E?MAIL|MAILER|NODEMAILER|GMAIL)_(?:SMTP_)?(?:SERVER_)?'
const IMPLICIT = new RegExp(`${PREFIX}(?:(?:USE_)?SSL|(?:IS_)?SECURE)$`)
// Django's and Flask's words: TLS means STARTTLS there. SMTP_USE_TLS is used for both kinds.
const STARTTLS = new RegExp(`${PREFIX}(?:USE_|ENABLE_)?STARTTLS$|^(?:[A-Z0-9]+_){0,2}E?MAIL_USE_TLS$`)
const WORD = new RegExp(`${PREFIX}(?:ENCRYPTION|SECURITY|SECURE)$`)

const WORDS: Readonly<Record<string, Security>> = { ssl: 'tls', smtps: 'tls', starttls: 'starttls' }

/** The switches among the entries of a `.env` that say something for certain, in order. */
export function tlsSwitches(entries: readonly Entry[]): TlsSwitch[] {
  return entries.flatMap((entry): TlsSwitch[] => {
    const value = entry.value.trim().toLowerCase()
    const word = Object.hasOwn(WORDS, value) ? WORDS[value] : undefined
    if (word && WORD.test(entry.key)) return [{ kind: 'word', entry, word }]
    const isOn = /^(?:true|1|yes|on)$/.test(value) || (/^(?:false|0|no|off)$/.test(value) ? false : undefined)
    if (isOn === undefined) return []
    if (IMPLICIT.test(entry.key)) return [{ kind: 'implicit', entry, isOn }]
    return STARTTLS.test(entry.key) ? [{ kind: 'starttls', entry, isOn }] : []
  })
}

/** The kind of TLS that the switches say together; undefined when they leave it open. */
export function readSwitches(
  entries: readonly Entry[],
  port: number | undefined,
): { readonly value: Security; readonly entries: readonly Entry[] } | undefined {
  const switches = tlsSwitches(entries)
  const word = switches.findLast(({ kind }) => kind === 'word')
  if (word?.word) return { value: word.word, entries: [word.entry] }
  const last = (kind: SwitchKind, isOn: boolean) =>
    switches.findLast((one) => one.kind === kind && one.isOn === isOn)?.entry
  const [ssl, starttls, noSsl] = [last('implicit', true), last('starttls', true), last('implicit', false)]
  if (ssl) return { value: 'tls', entries: [ssl] }
  if (starttls) return { value: 'starttls', entries: [starttls] }
  // Both off is clear text in some programs and STARTTLS in others; on 465 it is wrong either way.
  if (noSsl && (port === 465 || !last('starttls', false))) return { value: 'starttls', entries: [noSsl] }
  return undefined
}

/** A boolean in the spelling of the one that it replaces. */
export function spelledLike(old: string, isOn: boolean): string {
  const pairs = [
    ['true', 'false'],
    ['True', 'False'],
    ['TRUE', 'FALSE'],
    ['1', '0'],
    ['yes', 'no'],
    ['on', 'off'],
  ]
  const pair = pairs.find((words) => words.includes(old)) ?? ['true', 'false']
  return (isOn ? pair[0] : pair[1]) as string
}
