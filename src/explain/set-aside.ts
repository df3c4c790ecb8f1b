// Several errors in one paste: which of them count. Wrappers, consequences and repetitions are set aside; rules judge
// what is left.

import type { Observation } from '../model.js'
import type { Fact } from './reading.js'

/** The facts that count, in their order in the text. */
export function setAside(facts: readonly Fact[]): Fact[] {
  const ordered = [...facts].sort((a, b) => a.line - b.line)
  const ofKind = byKind(ordered)
  const distinct = ordered.filter((fact, index) => !isRepeated(fact, index, ordered, ofKind.get(fact.seen.kind) ?? []))
  const evidence = distinct.filter(({ weight }) => weight === 'evidence')
  const exact = evidence.filter((fact) => !isConsequence(fact, evidence))
  const ofSending = exact.filter(({ seen }) => !isOfFetching(seen))
  const background = distinct.filter(({ weight }) => weight === 'background')
  const kept =
    ofSending.length > 0 ? ofSending : exact.length > 0 ? exact : distinct.filter(({ weight }) => weight === 'wrapper')
  return [...background, ...kept].sort((a, b) => a.line - b.line)
}

/** IMAP and POP3 fetch mail: their failures count where nothing else failed. */
function isOfFetching({ evidence = '' }: Observation): boolean {
  return (
    /\b(?:imaps?4?|pop3s?)\b|:(?:993|995|143|110)\b/i.test(evidence) && !/smtp|:(?:25|465|587|2525)\b/i.test(evidence)
  )
}

/** The places of the facts that can repeat each other: what is not in the background, by kind. */
function byKind(facts: readonly Fact[]): ReadonlyMap<Observation['kind'], readonly number[]> {
  const places = new Map<Observation['kind'], number[]>()
  for (const [index, { seen, weight }] of facts.entries()) {
    if (weight === 'background') continue
    const some = places.get(seen.kind)
    if (some) some.push(index)
    else places.set(seen.kind, [index])
  }
  return places
}

/** `alike` are the places of the facts of its kind. */
function isRepeated(fact: Fact, index: number, facts: readonly Fact[], alike: readonly number[]): boolean {
  if (fact.weight === 'background') return false
  return alike.some((at) => {
    const other = at === index ? undefined : facts[at]
    return other !== undefined && repeats(fact, other, index, at)
  })
}

/** Whether `fact` says again what `other` of its kind says, with less. Of two equal ones the first stays. */
function repeats(fact: Fact, other: Fact, index: number, at: number): boolean {
  const a = fact.seen
  const b = other.seen
  // Whoever sets a wrapper aside must not have dropped the evidence for it.
  if (fact.weight === 'evidence' && other.weight === 'wrapper') return false
  switch (a.kind) {
    case 'reply': {
      if (b.kind !== 'reply' || !isSameReply(a, b)) return false
      const mine = worth(a)
      const theirs = worth(b)
      return mine < theirs || (mine === theirs && at < index)
    }
    case 'socket':
      return (
        b.kind === 'socket' &&
        a.code === b.code &&
        (a.address ?? '') === (b.address ?? '') &&
        (a.endpoint?.port ?? 0) === (b.endpoint?.port ?? 0) &&
        at < index
      )
    case 'dns':
      return (
        b.kind === 'dns' &&
        a.code === b.code &&
        (a.name === b.name || a.name === '') &&
        (at < index || (a.name === '' && b.name !== ''))
      )
    case 'tls-error':
      return b.kind === 'tls-error' && a.fault === b.fault && at < index
    case 'tls':
      return b.kind === 'tls' && a.problems.join() === b.problems.join() && at < index
    case 'client':
      return b.kind === 'client' && a.complaint === b.complaint && at < index
    case 'oauth':
      return b.kind === 'oauth' && a.error === b.error && at < index
    default:
      return false
  }
}

type ReplySeen = Extract<Observation, { kind: 'reply' }>

function isSameReply(a: ReplySeen, b: ReplySeen): boolean {
  const first = key(a)
  const second = key(b)
  if (first === '' || second === '') return a.reply.code === b.reply.code
  return (
    first.startsWith(second.slice(0, 40)) ||
    second.startsWith(first.slice(0, 40)) ||
    first.includes(second) ||
    second.includes(first)
  )
}

/** Each reply is compared with each other. */
const keys = new WeakMap<ReplySeen['reply'], string>()

function key({ reply }: ReplySeen): string {
  const known = keys.get(reply)
  if (known !== undefined) return known
  const made = reply.text
    .toLowerCase()
    .replace(/[^\p{L}\d]/gu, '')
    .slice(0, 200)
  keys.set(reply, made)
  return made
}

/** A known command, a whole text, a real code are worth more. */
function worth({ verb, reply, command }: ReplySeen): number {
  return (
    (command ? 4 : 0) + (verb === 'UNKNOWN' ? 0 : 3) + (reply.enhanced ? 1 : 0) + Math.min(reply.text.length, 400) / 400
  )
}

const CLOSINGS: ReadonlySet<string> = new Set(['EOF', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'TIMEOUT'])

/** A closed connection after a refusal, a general TLS failure beside an exact one, and the like. */
function isConsequence(fact: Fact, all: readonly Fact[]): boolean {
  const { seen } = fact
  const others = all.filter((other) => other !== fact).map((other) => other.seen)
  switch (seen.kind) {
    case 'reply':
      // Whoever pipelines is told once more that the command before was refused.
      return (
        seen.reply.code === 503 &&
        seen.verb !== 'AUTH' &&
        others.some(
          (other) =>
            isRefusal(other) &&
            other.kind === 'reply' &&
            ![500, 502, 503].includes(other.reply.code) &&
            other.verb !== 'QUIT',
        )
      )
    case 'socket':
      if (CLOSINGS.has(seen.code)) {
        return (
          others.some((other) => other.kind !== 'socket' && other.kind !== 'text') ||
          (seen.code === 'TIMEOUT' && others.some((other) => other.kind === 'socket' && other.code !== 'TIMEOUT'))
        )
      }
      return others.some(
        (other) =>
          isRefusal(other) || other.kind === 'tls' || (other.kind === 'tls-error' && !isUnstated(other.message)),
      )
    case 'tls-error':
      // A client that goes on without STARTTLS gets clear text where it wants a handshake.
      if (others.some((other) => other.kind === 'client' && other.complaint === 'starttls-not-offered')) return true
      if (others.some((other) => other.kind === 'tls' && !other.problems.includes('untrusted'))) return true
      if (isUnstated(seen.message) && others.some((other) => other.kind === 'socket' && !CLOSINGS.has(other.code)))
        return true
      if (seen.fault === 'closed' || seen.fault === 'other') {
        return others.some(
          (other) =>
            other.kind === 'tls' ||
            (other.kind === 'tls-error' && other.fault !== 'other') ||
            (isRefusal(other) && other.kind === 'reply'),
        )
      }
      return false
    case 'tls':
      return (
        seen.problems.includes('untrusted') &&
        others.some(
          (other) =>
            (other.kind === 'tls' && !other.problems.includes('untrusted')) ||
            (other.kind === 'tls-error' && other.fault !== 'other' && other.fault !== 'closed'),
        )
      )
    case 'client':
      if (seen.complaint === 'protocol-error' || seen.complaint === 'generic') return others.length > 0
      // Who asks servers about addresses calls every refusal an invalid address.
      if (seen.complaint === 'address-invalid') return others.some(isRefusal)
      return false
    case 'oauth':
      return seen.error === 'no-token' && others.some((other) => other.kind === 'oauth' && other.error !== 'no-token')
    default:
      return false
  }
}

function isRefusal(seen: Observation): boolean {
  return seen.kind === 'reply' && seen.status === 'fail'
}

/** PHP has no number for a handshake that broke, nor for much else that went wrong before there was a connection. */
function isUnstated(message: string | undefined): boolean {
  return message !== undefined && /\[ ?#0\]|fsockopen returned Error Number 0\b/.test(message)
}
