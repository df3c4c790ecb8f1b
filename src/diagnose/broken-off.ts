// A session that ended without a word: what is known about the moment, for `unknown` after a check. Where it broke off
// and what had worked before are facts; everything beyond them is offered as something to look at, never as the cause.

import type { Context, Finding, Fix, Observation, Stage } from '../model.js'
import { nameWay, wayWith } from './advice.js'
import { placeOf, portOf } from './meant.js'
import { socketFailures } from './phrases/socket.js'
import { scopeOf } from './scope.js'
import { ofKind } from './select.js'

/** Where a session broke off in silence; undefined when none did. The finding brings title, reason and fixes with it. */
export function brokenOff(seen: readonly Observation[], context: Context): Finding | undefined {
  return byCut(seen, context) ?? byFlood(seen, context)
}

function byCut(seen: readonly Observation[], context: Context): Finding | undefined {
  const cuts = socketFailures(seen).filter(
    ({ fault, stage }) => (fault === 'closed' || fault === 'timeout') && stage in PASSED,
  )
  const [first] = cuts
  if (!first) return undefined
  const isClosed = first.fault === 'closed'
  const found = cuts.filter(({ fault, stage }) => fault === first.fault && stage === first.stage)
  const { stage, seen: one } = first
  const command = one.kind === 'socket' ? one.command : undefined
  const verb = command === 'end of data' ? 'the message' : (command?.split(/[ :]/)[0] ?? stage.toUpperCase())
  const place = placeOf(one, context)
  const observed = found.map((each) => each.seen)
  return {
    certainty: 'possible',
    title: isClosed
      ? `The server hung up in answer to ${verb}, without a reason`
      : `The server did not answer ${verb} in time`,
    because: `${PASSED[stage]} at ${place}. Then the server ${isClosed ? 'closed the connection' : 'fell silent'} in answer to ${verb}, and no reply says why.`,
    seen: observed,
    fixes: [
      ...(command === 'end of data' ? MAY_HAVE_ARRIVED : []),
      ...(isClosed ? whatHangsUp(stage, one, context) : []),
      ...(isClosed ? [] : moreTime(stage)),
      ...ASK_THE_LOG,
    ],
    ...scopeOf(observed, seen),
  }
}

/** What had worked when a stage began; the stages in which a cut has no row of its own. */
const PASSED: Partial<Record<Stage, string>> = {
  ehlo: 'The connection and the greeting worked',
  auth: 'Everything up to the login worked',
  mail: 'Everything up to the sender worked',
  rcpt: 'Everything up to the recipient worked',
  data: 'The server had taken sender and recipient',
}

const MAY_HAVE_ARRIVED: readonly Fix[] = [
  {
    do: 'Look whether the message has arrived before you send it again: the server may have taken it and only the answer is missing.',
  },
]

const ANOTHER_NETWORK: Fix = {
  do: "Try once from another network (a phone as hotspot): if it works there, a firewall, an antivirus program or this line's provider cuts SMTP here.",
}

function whatHangsUp(stage: Stage, one: Observation, context: Context): Fix[] {
  const wait = {
    do: 'Wait a quarter of an hour and check again: servers that count connections and errors (fail2ban, connection limits) hang up on an address for a while.',
  }
  if (stage === 'mail' || stage === 'rcpt' || stage === 'data')
    return [
      {
        do: `Try with ${stage === 'mail' ? "the account's own address as sender" : stage === 'rcpt' ? 'another recipient, your own address for example' : 'a short text without attachment'}: some servers and filters hang up where others refuse.`,
      },
      wait,
    ]
  const tls = wayWith(context, ({ security, port }) => security === 'tls' && port !== portOf(one, context))
  const isClear = one.endpoint?.security !== 'tls' && !context.provider
  return [
    ...(tls && isClear
      ? [{ do: `Try ${nameWay(tls)}: nothing on the way can read along there and cut the dialogue.` }]
      : []),
    ANOTHER_NETWORK,
    wait,
  ]
}

function moreTime(stage: Stage): Fix[] {
  return [
    { do: 'Check once more with more time: add --timeout 60. Some servers think for a minute before they answer.' },
    ...(stage === 'auth'
      ? [
          {
            do: 'If it stays silent, the service behind the login probably hangs: try again later, not again and again.',
          },
        ]
      : []),
  ]
}

const ASK_THE_LOG: readonly Fix[] = [
  {
    do: 'On a server of your own, read its log for this moment. Otherwise keep the dialogue with --transcript dialogue.txt and give it to whoever runs the server; secrets are replaced in it.',
  },
]

/** A reply that has no end, where the server had greeted before. */
function byFlood(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = ofKind(seen, 'limit')
  const [first] = found
  if (!first) return undefined
  return {
    certainty: 'possible',
    title: 'The server sends an answer without end',
    because: `What ${placeOf(first, context)} sent in answer to ${first.stage.toUpperCase()} had no end, and was not read any further.`,
    seen: found,
    fixes: [ANOTHER_NETWORK, ...ASK_THE_LOG],
    ...scopeOf(found, seen),
  }
}
