// Ways for rules to look through observations. Nothing here knows what anything means.

import type { Context, Fix, Observation, PresetStep, StepTopic, Verb } from '../model.js'
import { matches, mayMatch, type Pattern } from '../smtp/prefilter.js'
import { once } from './once.js'

type Kind = Observation['kind']
type SeenAs<K extends Kind> = Extract<Observation, { kind: K }>

/** All observations of one kind. */
export function ofKind<K extends Kind>(seen: readonly Observation[], kind: K): SeenAs<K>[] {
  return seen.filter((one): one is SeenAs<K> => one.kind === kind)
}

/** Whether the last answer to EHLO that was seen lists AUTH; also one whose EHLO was left out of the paste. */
export function isLoginOffered(seen: readonly Observation[]): boolean {
  const offer = ofKind(seen, 'capabilities').at(-1)
  if (offer) return offer.keywords.some((keyword) => /^AUTH\b/i.test(keyword))
  return ofKind(seen, 'reply').some(({ reply }) => reply.lines.some((line) => /^250[- ]AUTH\b/i.test(line)))
}

export interface ReplyQuery {
  readonly verbs?: readonly Verb[]
  /** Whole codes (535) or classes (5 for 5xx). */
  readonly codes?: readonly number[]
  /** Prefixes of the enhanced status code (`5.7.8`, `4.7`). */
  readonly enhanced?: readonly string[]
  readonly text?: Pattern
}

/** The replies that fit all parts of the query; a verb of UNKNOWN in the reply fits every verb. */
export function replies(seen: readonly Observation[], query: ReplyQuery): SeenAs<'reply'>[] {
  return ofKind(seen, 'reply').filter(({ verb, reply }) => {
    if (query.verbs && verb !== 'UNKNOWN' && !query.verbs.includes(verb)) return false
    if (
      query.codes &&
      !query.codes.some((code) => (code < 10 ? Math.floor(reply.code / 100) === code : reply.code === code))
    )
      return false
    if (query.enhanced && !query.enhanced.some((prefix) => `${reply.enhanced ?? ''}.`.startsWith(`${prefix}.`)))
      return false
    return query.text ? matches(query.text, reply.text) : true
  })
}

/** Everything said in words (replies, client complaints, loose text) that fits the pattern, replies first. */
export function saying(seen: readonly Observation[], pattern: Pattern): Observation[] {
  if (!mayMatch(pattern, allWords(seen))) return []
  const said = seen.filter((one) => matches(pattern, wordsOf(one)))
  return [...said.filter(({ kind }) => kind === 'reply'), ...said.filter(({ kind }) => kind !== 'reply')]
}

/** A pattern that some of the words fit needs nothing that the whole of them lacks. */
const allWords = once((seen: readonly Observation[]) => seen.map(wordsOf).join('\n'))

/** What an observation says in words; empty for the kinds that say nothing. */
export function wordsOf(one: Observation): string {
  switch (one.kind) {
    case 'reply':
      return wordsOfReply(one)
    case 'client':
    case 'oauth':
      return one.message
    case 'tls-error':
      return one.message
    case 'tls':
    case 'socket':
    case 'dns':
      return one.message ?? ''
    case 'text':
      return one.text
    default:
      return ''
  }
}

/** Hundreds of patterns ask for the words of one reply. */
const wordsOfReply = once(({ reply }: SeenAs<'reply'>) => `${reply.code} ${reply.enhanced ?? ''} ${reply.text}`)

/** What an observation says, with the source's own line where there is one. */
export function lineOf(one: Observation): string {
  return one.evidence === undefined ? wordsOf(one) : wordsAndLine(one)
}

const wordsAndLine = once((one: Observation) => `${wordsOf(one)} ${one.evidence}`)

/** Loose words only: text, complaints of clients and messages of libraries, not what a server replied. */
export function murmuring(seen: readonly Observation[], pattern: Pattern): Observation[] {
  return saying(seen, pattern).filter(({ kind }) => kind !== 'reply')
}

/** Whether this shows that a server was reached: something beyond the look-up of its name worked on a connection. */
export function showsContact({ status, stage, kind }: Observation): boolean {
  return status === 'ok' && stage !== 'dns' && kind !== 'setting' && kind !== 'text' && kind !== 'client'
}

/** The provider's own steps for a topic as fixes; reported ones say so. Empty when the preset has none. */
export function presetSteps(context: Context, topic: StepTopic): Fix[] {
  return (context.provider?.steps[topic] ?? []).map(fixOfStep)
}

function fixOfStep(step: PresetStep): Fix {
  return {
    do: step.isVerified ? step.do : `${step.do} (reported; not confirmed on the provider's own pages)`,
    ...(step.url && { url: step.url }),
  }
}

/** What had come of a reply that broke off in its middle; undefined for a whole one and for none. */
export function halfOfReply(one: Observation): string | undefined {
  return one.kind === 'socket' ? one.partial : undefined
}
