// Settings as observations show them: which are secrets or user names, and what is visibly wrong with a value. Shared
// by the rules of the settings layer; the names of problems are those that readers of files and logs give.

import type { Observation } from '../../model.js'
import { matches, type Pattern, phrases } from '../../smtp/prefilter.js'
import { ofKind } from '../select.js'

export type SettingSeen = Extract<Observation, { kind: 'setting' }>

/** Faults of a value that change what is sent as user name or secret. */
export const MANGLED = phrases`
    mangled
    unexpanded
    expan(?:d|sion)
    placeholder
    quote
    whitespace
    blank
    newline
    line ?break
    cut
    comment
    truncat
    hash
    dollar
    escape
    template
    sample
    invisible
    carriage
    outside ASCII
  `

/** Faults of an option that a client refuses or ignores. */
export const INVALID = phrases`
    invalid
    conflict
    both
    exclusive
    unknown
    misspel
    not a number
    range
    port
    scheme
    type
    boolean
    string
    unsupported
    ignored
    contradict
    host-with-port
  `

/** Faults that switch the check of certificates off. */
export const VERIFICATION_OFF = /verif|insecure|certificate check/i

const SECRET = /pass(?:word|wd|phrase)?\b|passwd|_pass\b|secret|api[_-]?key|token|auth[_-]?code/i
const LOGIN = /user(?:_?name)?\b|login|account/i

/** The settings that hold a secret or a user name. */
export function isLoginSetting({ name }: SettingSeen): boolean {
  return SECRET.test(name) || LOGIN.test(name)
}

/** Settings with a named problem that fits the pattern. */
export function settingsWith(seen: readonly Observation[], pattern: Pattern): SettingSeen[] {
  return ofKind(seen, 'setting').filter(({ problem }) => problem !== undefined && matches(pattern, problem))
}

/** What a value shows by itself: a variable never replaced, or the example of a guide. */
export function placeholderIn(value: string): string | undefined {
  const text = value.trim()
  if (
    /^\$\{[^}]{1,100}\}$|^\$[A-Z_][A-Z0-9_]*$|^%[A-Z_]+%$|^\{\{[^}]{1,100}\}\}$|^<%=|^%\w(?:@%\w)?$|process\.env|os\.environ|ENV\[/.test(
      text,
    )
  )
    return 'a variable that was never replaced by its value'
  if (/^<[^<>]{1,60}>$|^\[[^[\]]{1,60}\]$/.test(text)) return 'the brackets of an example'
  if (
    /^(?:your|my)[-_ ]?(?:e?mail|user|name|pass|password|login|account|smtp|gmail|api|app|secret|token|key)|^(?:change[-_]?me|password(?:here)?|xxx+|todo|example|username|user@example\.com|replace[-_ ]?me)$/i.test(
      text,
    ) &&
    text !== 'password'
  )
    return 'the example of a guide'
  return undefined
}
