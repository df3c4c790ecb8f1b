// The checks that every value passes before a writer sees it: nothing a user types may become a second key or line.

import { type Settings, UsageError } from '../model.js'

/** C0 and C1 controls, line and paragraph separator: each ends a line for some parser. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u
const LONE_SURROGATE = /\p{Surrogate}/u
/** Host names (internationalised ones too) and addresses; an underscore occurs in container networks. */
const HOST = /^[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}_])?$|^[0-9a-f:.]+$/iu
const MAX_LENGTH = 16_384

const NAMES = {
  host: 'The host',
  username: 'The user name',
  secret: 'The password',
  from: "The sender's address",
  fromName: "The sender's name",
  to: "The recipient's address",
  caFile: 'The path of the CA file',
} as const satisfies { [field in keyof Settings]?: string }

/**
 * Refuses what no configuration may hold: control characters and line ends in any value, a host that is no host name,
 * a port outside 1 to 65535. Throws UsageError; the message never quotes a secret.
 */
export function checkSettings(settings: Settings): void {
  for (const [field, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    const value = settings[field]
    if (value !== undefined) checkValue(name, value)
  }
  if (!HOST.test(settings.host)) {
    throw new UsageError(`The host "${settings.host}" is no host name: give the name alone, such as smtp.example.com.`)
  }
  if (!Number.isInteger(settings.port) || settings.port < 1 || settings.port > 65_535) {
    throw new UsageError(`The port ${settings.port} does not exist: ports are whole numbers from 1 to 65535.`)
  }
  for (const address of [settings.from, settings.to]) {
    if (address !== undefined && !/^[^\s<>"(),:;]+@[^\s<>"(),:;]+$/u.test(address)) {
      throw new UsageError(`"${address}" is no e-mail address: give the address alone, such as me@example.com.`)
    }
  }
}

function checkValue(name: string, value: string): void {
  if (value === '') throw new UsageError(`${name} is empty.`)
  const control = CONTROL.exec(value)?.[0]
  if (control !== undefined) {
    const code = control.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    throw new UsageError(
      `${name} holds ${nameOfControl(control)} (U+${code}), which no configuration can carry safely.`,
    )
  }
  if (LONE_SURROGATE.test(value)) throw new UsageError(`${name} holds half a character (a lone surrogate).`)
  if (value.length > MAX_LENGTH) throw new UsageError(`${name} is longer than ${MAX_LENGTH} characters.`)
}

function nameOfControl(control: string): string {
  if (control === '\r' || control === '\n' || control === '\u2028' || control === '\u2029') return 'a line break'
  return control === '\0' ? 'a NUL byte' : 'a control character'
}
