// What servers and clients said, made comparable: one line of words per observation, wrappers of client programs taken
// off, codes in front. What the words mean is judged in rules/.

import type { Observation, Verb } from '../../model.js'
import { mayMatch } from '../../smtp/prefilter.js'

/** One refusal or complaint in words. */
export interface Said {
  readonly seen: Observation
  /** Codes first, then the text: folded lines joined, repeated codes and clients' wrapping phrases taken out. */
  readonly words: string
  readonly code?: number
  readonly enhanced?: string
  /** `UNKNOWN` where nothing tells which command was answered. */
  readonly verb: Verb
  readonly mechanism?: string
  /** Whether a server later than the one that the client talks to said it. */
  readonly isFromReceiver: boolean
}

/** Longer texts are cut: what decides stands at the beginning, and rules run many patterns over it. */
const MAX_WORDS = 3000

const cache = new WeakMap<readonly Observation[], readonly Said[]>()

/** Everything that failed and was put into words: replies of 400 and above, complaints, loose lines. In order of sight. */
export function failuresSaid(seen: readonly Observation[]): readonly Said[] {
  const known = cache.get(seen)
  if (known) return known
  const said = seen.flatMap((one) => saidOf(one) ?? [])
  cache.set(seen, said)
  return said
}

function saidOf(one: Observation): Said | undefined {
  if (one.kind === 'reply') {
    const { code, enhanced, text } = one.reply
    // 400 to 419 are codes of HTTP that stood beside mail, unless SMTP's second code follows; SMTP's refusals begin at 421.
    // Postfix says goodbye to rude clients.
    const isOfHttp = code >= 400 && code < 420 && !enhanced?.startsWith('4.')
    if (code < 400 && !(code === 221 && /\berror:/i.test(text))) return undefined
    const words = clean(text)
    // What the API of a sending service says is worth its words, not its number.
    if (isOfHttp) return { seen: one, words: words.slice(0, MAX_WORDS), verb: 'UNKNOWN', isFromReceiver: false }
    const codes = enhancedCodesIn(text)
    const ownEnhanced = enhanced ?? codes[0]
    return {
      seen: one,
      words: [code, ...new Set([...(enhanced ? [enhanced] : []), ...codes]), words].join(' ').slice(0, MAX_WORDS),
      code,
      ...(ownEnhanced && { enhanced: ownEnhanced }),
      // Nobody logs in at a receiver; a reader that knew no better went by the code.
      verb: one.from === 'receiver' && one.verb === 'AUTH' ? 'UNKNOWN' : one.verb,
      ...(one.mechanism && { mechanism: one.mechanism }),
      isFromReceiver: one.from === 'receiver',
    }
  }
  const message = messageOf(one)
  if (message === undefined) return undefined
  const codes = enhancedCodesIn(message)
  return {
    seen: one,
    words: [...new Set(codes), clean(message)].join(' ').slice(0, MAX_WORDS),
    ...(codes[0] && { enhanced: codes[0] }),
    verb: 'UNKNOWN',
    isFromReceiver: false,
  }
}

function messageOf(one: Observation): string | undefined {
  if (one.kind === 'text') return one.text
  // A mail server's log tells of its own login service in the words of a broken connection.
  return one.kind === 'client' || one.kind === 'oauth' || one.kind === 'socket' ? one.message : undefined
}

/** RFC 3463; a program's version has the same form. */
const ENHANCED =
  /(?<!\b(?:version|release|wordpress|php|laravel|drupal|joomla|mysql|mariadb|phpmailer|symfony|kernel|linux|perl|swiftmailer|magento|prestashop|moodle) )(?<![\w.@-])[45]\.[0-7]\.\d{1,3}(?!\.?[\w@-])/gi
const REPEATED_CODE = /(?<![\w.@/:=-])[2345]\d\d[- ](?=[245]\.\d\.\d)|(?<![\w.@/:=-])[45]\d\d-/g

/** An IPv4 address whose first numbers look like one: 5.7.26.3 is not 5.7.26. Words are matched, never shown. */
const ADDRESS_LIKE_CODE = /\b[45](?=\.[0-7]\.\d{1,3}\.\d{1,3}\b)/g

function enhancedCodesIn(text: string): string[] {
  return text.slice(0, MAX_WORDS).match(ENHANCED) ?? []
}

/**
 * Phrases that client programs put around the server's own words. They name a cause of their own, and often the wrong
 * one: .NET calls every 530 a missing TLS or login, nodemailer every refused AUTH an invalid login.
 */
const WRAPPERS: readonly RegExp[] = [
  /[^.:]{0,120}\.? ?The server response (?:was|is):/gi,
  /The SMTP server requires a secure connection or the client (?:was|is) not authenticated\./gi,
  /\bInvalid login(?=:| -)/gi,
  /\b(?:raised exception class \w{1,60}|(?:exception|error)\b(?![^\n]{0,60} but got)[^\n]{0,60}) with (?:the )?message:?(?= ?["'])/gi,
  /Please (?:check the message recipient|verify that your email address is correct)[^.]{0,120}\.?/gi,
  /Veuillez vérifier l.adresse du destinataire[^.]{0,120}/gi,
  / - Authentication credentials invalid$/gi,
  // Thunderbird's advice after a refused login names what it did not check.
  / and verify the ['"“‘]Authentication method['"”’] in [^.\n]{0,120}/gi,
  // What Postfix's log puts around a reply: its keys are no words of the server.
  /;? from=<[^>]{0,300}> to=<[^>]{0,300}> proto=\S{1,12} helo=<[^>]{0,300}>/gi,
  /\b(?:orig_to|relay|delays?|conn_use|dsn|status|helo|proto|nrcpt)=[^,\s]{0,200},?/gi,
]

function clean(text: string): string {
  let words = text
    .slice(0, MAX_WORDS)
    .replace(/\\[rn]/g, ' ')
    .replace(/\s+/g, ' ')
  for (const wrapper of WRAPPERS) {
    if (!mayMatch(wrapper, words)) continue
    const rest = words.replace(wrapper, ' ')
    // A wrapper with nothing in it is all there is: it stays.
    if (rest.trim() !== '') words = rest
  }
  return words
    .replace(REPEATED_CODE, ' ')
    .replace(ENHANCED, ' ')
    .replace(ADDRESS_LIKE_CODE, '1')
    .replace(/ {2,}/g, ' ')
    .trim()
}
