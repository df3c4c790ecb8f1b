// Phrase families: the wordings and codes by which servers of many makes say the same thing. The text decides before the
// code does; a provider's own phrases decide before both.

import {
  type Certainty,
  type Context,
  DIAGNOSIS_LAYERS,
  type DiagnosisId,
  type Finding,
  type Observation,
  type Preset,
  type Rule,
  type Verb,
} from '../../model.js'
import { matches, mayMatch, type Pattern } from '../../smtp/prefilter.js'
import { once } from '../once.js'
import { atProvider, meaningByPreset, presetPhrase } from './provider-of.js'
import { failuresSaid, type Said } from './said.js'

export interface Family {
  /** Over codes and words; see Said. */
  readonly text?: Pattern
  /** Words that mean something else although `text` fits. */
  readonly not?: Pattern
  /** Whole codes or classes (5 for 5xx). Beside `text` they only exclude known other codes; alone a code is needed. */
  readonly codes?: readonly number[]
  /** Prefixes of the enhanced status code, on the same terms. */
  readonly enhanced?: readonly string[]
  /** The commands answered; an unknown command fits, unless `isVerbNeeded`. */
  readonly verbs?: readonly Verb[]
  readonly isVerbNeeded?: boolean
  /** Only what servers replied, not what clients or loose lines say. */
  readonly isReplyOnly?: boolean
  readonly when?: (said: Said, context: Context, seen: readonly Observation[]) => boolean
  readonly certainty: Certainty
  /** Why we think so, in a sentence. */
  readonly because: string
  /** Replaces the rule's meaning where these words need another one. */
  readonly meaning?: string
}

export interface Found {
  readonly said: Said
  readonly family: Family
}

/**
 * Judges by phrase families for one rule: the provider's own phrase first, then the families in their order. Words that
 * the provider's phrases give to another diagnosis are left to that one, except to those in `overrides`.
 */
export function judge(
  rule: Rule,
  families: readonly Family[],
  seen: readonly Observation[],
  context: Context,
  overrides: readonly DiagnosisId[] = [],
): Finding | undefined {
  const at = atProvider(seen, context)
  const own = presetPhrase(seen, at, rule.id)
  if (own) return findingOf(rule, own.said, own.phrase.isVerified ? 'certain' : 'likely', own.phrase.text, at)
  const found = findFamily(rule.id, families, seen, at, overrides)
  if (!found) return undefined
  const { because, meaning } = found.family
  return { ...findingOf(rule, found.said, certaintyOf(found), because, at), ...(meaning !== undefined && { meaning }) }
}

/** The first family that fits, with the words that fit it; see `judge`. */
export function findFamily(
  id: DiagnosisId,
  families: readonly Family[],
  seen: readonly Observation[],
  context: Context,
  overrides: readonly DiagnosisId[] = [],
): Found | undefined {
  const all = failuresSaid(seen)
  const words = allWords(all)
  let open: readonly Said[] | undefined
  for (const family of families) {
    if (family.text && !mayMatch(family.text, words)) continue
    open ??= all.filter((said) => isOpen(said, id, context.provider, overrides) && !isLoginOnly(said, id))
    const said = open.find((one) => fits(family, one, context, seen))
    if (said) return { said, family }
  }
  return undefined
}

/** A family's words that not even the whole of the failures holds stand in none of them. */
const allWords = once((all: readonly Said[]) => all.map(({ words }) => words).join('\n'))

/** A finding for one piece of words, with the fixes of the provider that the observations betray. */
export function findingOf(rule: Rule, said: Said, certainty: Certainty, because: string, context: Context): Finding {
  const finding: Finding = { certainty, because, seen: [said.seen] }
  return { ...finding, fixes: rule.fixes(context, finding) }
}

/** Loose words lack their surroundings, so they never make a diagnosis certain. */
export function certaintyOf({ said, family }: Found): Certainty {
  return family.certainty === 'certain' && said.seen.kind === 'text' ? 'likely' : family.certainty
}

/** Diagnoses of the letter that servers do give in answer to a login already. */
const SAID_AT_LOGIN: readonly DiagnosisId[] = [
  'sending-limit-exceeded',
  'command-sequence',
  'server-temporary-failure',
  'server-permanent-failure',
]

/** Whether the words answer a login and the diagnosis is about a letter, which was not begun then. */
function isLoginOnly({ verb, code, words }: Said, id: DiagnosisId): boolean {
  const isLogin = verb === 'AUTH' || (verb === 'UNKNOWN' && (code === 534 || code === 535))
  if (!isLogin || DIAGNOSIS_LAYERS[id] !== 'letter' || SAID_AT_LOGIN.includes(id)) return false
  // Oracle's service gives 535 to a sender that it does not know.
  return !/\b(?:envelope|header) from address\b/i.test(words)
}

function isOpen(said: Said, id: DiagnosisId, provider: Preset | undefined, overrides: readonly DiagnosisId[]): boolean {
  const meaning = meaningByPreset(said, provider)
  return meaning === undefined || meaning === id || overrides.includes(meaning)
}

/** Whether one piece of words belongs to the family. */
export function fits(family: Family, said: Said, context: Context, seen: readonly Observation[]): boolean {
  const { text, not, codes, enhanced, verbs } = family
  if (family.isReplyOnly && said.code === undefined) return false
  if (!text && !codes && !enhanced) return false
  if (codes && (said.code === undefined ? !text : !codes.some((code) => hasCode(said, code)))) return false
  if (enhanced && (said.enhanced === undefined ? !text : !enhanced.some((prefix) => hasEnhanced(said, prefix))))
    return false
  if (verbs && !verbs.includes(said.verb) && (family.isVerbNeeded || said.verb !== 'UNKNOWN')) return false
  // The costly tests come last: there are some thousand patterns, and most families are ruled out by a code.
  if (text && !matches(text, said.words)) return false
  if (not && matches(not, said.words)) return false
  return family.when ? family.when(said, context, seen) : true
}

function hasCode(said: Said, code: number): boolean {
  return code < 10 ? Math.floor((said.code ?? 0) / 100) === code : said.code === code
}

function hasEnhanced(said: Said, prefix: string): boolean {
  return `${said.enhanced ?? ''}.`.startsWith(`${prefix}.`)
}
