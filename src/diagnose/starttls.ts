// What the EHLO replies of a session say about STARTTLS. Facts for the three rules about it.

import type { Context, Observation } from '../model.js'
import { isSameEndpoint } from './meant.js'
import { ofKind, replies } from './select.js'

/** What the server offered before encryption: `offered`, `missing`, or undefined when no EHLO reply is known. */
export function starttlsOffer(seen: readonly Observation[], beside?: Observation): 'offered' | 'missing' | undefined {
  const keywords = clearKeywords(seen, beside)
  if (keywords === undefined) return undefined
  return keywords.some((keyword) => /^STARTTLS\b/i.test(keyword)) ? 'offered' : 'missing'
}

/** Whether AUTH stood in the EHLO reply before encryption; undefined when no such reply is known. */
export function isAuthOfferedInClear(seen: readonly Observation[], beside?: Observation): boolean | undefined {
  return clearKeywords(seen, beside)?.some((keyword) => /^AUTH\b/i.test(keyword))
}

/** Whether the refusal of STARTTLS only says what EHLO said before: the command is not there. */
export function isStarttlsMissing(refusal: Observation, seen: readonly Observation[]): boolean {
  if (refusal.kind !== 'reply') return false
  const isUnknownCommand = [500, 502, 503, 504].includes(refusal.reply.code)
  return isUnknownCommand && starttlsOffer(seen, refusal) === 'missing'
}

/** A box between rewrites keywords that it does not like to X's (Cisco's "ESMTP inspection"). */
export function isKeywordMasked(seen: readonly Observation[]): boolean {
  return ofKind(seen, 'capabilities').some(({ keywords }) => keywords.some((keyword) => /^X{6,}[A-Z]?$/.test(keyword)))
}

/** Whether the session was encrypted, by what was seen or, failing that, by the settings. */
export function isEncrypted(seen: readonly Observation[], context: Context): boolean | undefined {
  const told = seen.flatMap((one) =>
    (one.kind === 'reply' || one.kind === 'capabilities') && one.isEncrypted !== undefined ? [one.isEncrypted] : [],
  )
  if (told.includes(true)) return true
  if (replies(seen, { verbs: ['STARTTLS'], codes: [220] }).some(({ verb }) => verb === 'STARTTLS')) return true
  if (told.includes(false)) return false
  return context.security === undefined ? undefined : context.security !== 'none'
}

function clearKeywords(seen: readonly Observation[], beside: Observation | undefined): readonly string[] | undefined {
  return ofKind(seen, 'capabilities').find(
    (one) => !one.isEncrypted && (!beside?.endpoint || !one.endpoint || isSameEndpoint(one.endpoint, beside.endpoint)),
  )?.keywords
}
