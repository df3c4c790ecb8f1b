// One command and its reply in a pasted dialogue, and which refusals the client got over.

import type { Reply, Verb } from '../model.js'

export interface Exchange {
  readonly line: number
  readonly verb: Verb
  readonly command?: string
  readonly reply: Reply
  readonly mechanism?: string
  readonly isEncrypted: boolean
  readonly lines: readonly string[]
  /** The address that was connected to right before this first reply. */
  readonly address?: string
}

/** A refusal that the client got over (EHLO then HELO, one mechanism then another, a typing slip) does not count. */
export function counting(exchanges: readonly Exchange[]): Exchange[] {
  return exchanges.filter(
    ({ verb, reply, address }, index) =>
      reply.code < 400 ||
      !exchanges.slice(index + 1).some(
        (later) =>
          later.reply.code < 400 &&
          later.reply.code !== 334 &&
          isPast(later.verb, verb) &&
          // Another address that lets the client in shows what is wrong with the first.
          (address === undefined || later.address === undefined || later.address === address),
      ),
  )
}

const ORDER: readonly Verb[] = ['CONNECT', 'EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'MESSAGE']

/** Whether success at `later` shows that a refusal of `earlier` was overcome. Recipients are refused one by one. */
function isPast(later: Verb, earlier: Verb): boolean {
  const same = (verb: Verb): Verb => (verb === 'HELO' ? 'EHLO' : verb)
  if (earlier === 'RCPT' || earlier === 'MESSAGE') return false
  if (earlier === 'UNKNOWN' || earlier === 'OTHER') return later === 'MESSAGE'
  if (same(later) === same(earlier)) return earlier !== 'STARTTLS'
  return (
    earlier !== 'STARTTLS' &&
    earlier !== 'AUTH' &&
    ORDER.indexOf(same(later)) > ORDER.indexOf(same(earlier)) &&
    ORDER.includes(same(later))
  )
}
