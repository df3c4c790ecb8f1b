// Secrets that stand on another line than their name: below `password: |`, below a prompt, in a key's armour, in what a dump
// or a manifest puts on a line of its own.

import { REDACTED } from './secrets.js'

/** A line that ends with a secret's name, and what brings its value on the next. */
const NAME_ALONE =
  /(?:^|[\s"'[{<(>._-])[\w.-]{0,40}?(?:password|passwd|passwort|kennwort|passphrase|pass|pwd|secret|token|api_?key|密码|授权码|パスワード)(?:"?\]?:(?:protected|private)|:"[\w\\]{1,80}":private)?["'\]]{0,2}\s{0,4}(?:=>|[:=]\s{0,4}(?:[|>][+-]?|"""|''')?|<\/key>)?\s{0,4}$/i
const PROMPT =
  /^\s{0,8}(?:[<>SC*-]{1,3}:?\s{0,3})?(?:334[ -]?)?(?:Enter )?(?:SMTP |mail )?(?:Password|Passwort|Kennwort|Mot de passe|Contraseña)(?: for \S{1,120})?:\s{0,4}$/i
const VALUE_BELOW = [
  /^(\s{0,40}string\(\d{1,5}\) ")(.{1,300})"\s{0,4}$/,
  /^(\s{0,40}["']?value["']?\s?[:=]\s?["']?)([^"'\n]{1,300}?)["']?,?\s{0,4}$/,
  /^(\s{0,40}<string>)([^<>]{1,300})<\/string>/,
  // One word, which has digits or signs in it.
  /^(\s{0,40}["'`]?)(?=\S{0,80}[\d!$%^&*+@~])([^\s"'`<>:=]\S{2,200}?)["'`]?\s{0,4}$/,
]
const BLOCK = /[:=]\s{0,4}(?:[|>][+-]?|"{3}|'{3})\s{0,4}$/
const VALUE_OF_BLOCK = /^(\s{0,40}["'`]?)(?![\w.-]{1,40}\s?[:=]\s)([^\s"'`].{0,200}?)["'`]?\s{0,4}$/
const REPLY = /^\s{0,8}(?:[<>SC:*-]{1,3}\s{0,3})?[2-5]\d\d(?:[ -]|$)/
/** What stands below a prompt may be the failure itself. */
const SPEAKS_OF_FAILURE = /(?<!\S)\(?[45]\d\d[ -]|(?:Error|Exception)\b/
const ARMOUR_BEGINS = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/
const ARMOUR_ENDS = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY/
const TOKEN_GOES_ON = /^\s{0,20}\.?[\w-]{10,400}(?:\.[\w-]{10,400})?\s{0,4}$/

const SIGN = /pass|pwd|wort|secret|token|key|密码|授权码|パスワード|contrase/i

export interface Carry {
  /** The line without what the lines above tell to be a secret. */
  next(line: string): string
}

/** Follows the lines of one text; what is removed goes to `values`. */
export function createCarry(values: Set<string>): Carry {
  let isNamed = false
  let isBlock = false
  let isPrompted = false
  let isInArmour = false
  let isInToken = false
  const hide = (line: string, [all, before = '', secret = '']: RegExpExecArray) => {
    values.add(secret.trim())
    const from = line.indexOf(all) + before.length
    return `${line.slice(0, from)}${REDACTED}${line.slice(from + secret.length)}`
  }
  const below = (line: string): RegExpExecArray | undefined => {
    if (line.trim() === '' || REPLY.test(line) || SPEAKS_OF_FAILURE.test(line)) return undefined
    const patterns = isPrompted ? [/^()(\S.{2,200})$/] : isBlock ? [VALUE_OF_BLOCK] : VALUE_BELOW
    return patterns.map((pattern) => pattern.exec(line)).find((found) => found !== null) ?? undefined
  }
  return {
    next(line) {
      if (isInArmour) {
        isInArmour = !ARMOUR_ENDS.test(line)
        if (line.trim().length > 8) values.add(line.trim())
        return isInArmour && line.trim() !== '' ? REDACTED : line
      }
      if (ARMOUR_BEGINS.test(line)) isInArmour = !ARMOUR_ENDS.test(line)
      if (isInToken && TOKEN_GOES_ON.test(line)) {
        values.add(line.trim())
        return REDACTED
      }
      isInToken = /\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}\s*$/.test(line)
      const found = isNamed || isPrompted ? below(line) : undefined
      const isSigned = SIGN.test(line)
      isPrompted = isSigned && PROMPT.test(line)
      isNamed = isSigned && !isPrompted && NAME_ALONE.test(line)
      isBlock = isNamed && BLOCK.test(line)
      return found ? hide(line, found) : line
    },
  }
}
