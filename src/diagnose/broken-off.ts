// A session that ended without a word: what is known about the moment, for `unknown`. Where it broke off and what had
// worked before are facts; everything beyond them is offered as a guess and as something to look at, never as the cause.

import type { Context, Finding, Fix, Observation, Stage } from '../model.js'
import { checkYourself, nameWay, wayWith } from './advice.js'
import { placeOf, portOf } from './meant.js'
import { socketFailures } from './phrases/socket.js'
import { scopeOf } from './scope.js'
import { halfOfReply, ofKind, showsContact } from './select.js'

/** Where a session broke off in silence; undefined when none did. The finding brings all its words with it. */
export function brokenOff(seen: readonly Observation[], context: Context): Finding | undefined {
  return byCut(seen, context) ?? (context.source === 'probe' ? byFlood(seen, context) : undefined)
}

function byCut(seen: readonly Observation[], context: Context): Finding | undefined {
  const cuts = socketFailures(seen).filter(
    ({ fault, stage }) => (fault === 'closed' || fault === 'timeout') && stage in PASSED,
  )
  const [first] = cuts
  // A paste that shows no word of the server may be wrong about the moment.
  if (!first || !seen.some(showsContact)) return undefined
  const isClosed = first.fault === 'closed'
  const found = cuts.filter(({ fault, stage }) => fault === first.fault && stage === first.stage)
  const { stage, seen: one } = first
  const isMessage = stage === 'data' && isMessageUnderWay(one, seen)
  const verb = isMessage ? 'the message' : verbOf(one, stage)
  const place = placeOf(one, context)
  const where = place === 'the server' ? '' : ` at ${place}`
  const observed = found.map((each) => each.seen)
  const half = halfOfReply(one)
  if (half !== undefined) return inMiddle(half, { isClosed, stage, verb, where, observed, one, context, seen })
  const guess = (isClosed ? HANGS_UP : FALLS_SILENT)[isMessage ? 'message' : stage] ?? ''
  return {
    certainty: 'possible',
    title: isClosed
      ? `The server hung up in answer to ${verb}, without a reason`
      : `The server did not answer ${verb} in time`,
    meaning: `${isClosed ? CLOSED : SILENT} ${guess} Which of them it was cannot be seen from outside.`,
    because: `${PASSED[stage]}${where}. Then the server ${isClosed ? 'closed the connection' : 'fell silent'} in answer to ${verb}, and no reply says why.`,
    seen: observed,
    fixes: [
      ...(isMessage ? MAY_HAVE_ARRIVED : []),
      ...(isClosed ? whatHangsUp(stage, one, context) : moreTime(isMessage ? 'message' : stage, context)),
      ...askTheLog(context),
    ],
    ...scopeOf(observed, seen),
  }
}

interface Broken {
  readonly isClosed: boolean
  readonly stage: Stage
  readonly verb: string
  readonly where: string
  readonly observed: readonly Observation[]
  readonly one: Observation
  readonly context: Context
  readonly seen: readonly Observation[]
}

/** A part of the reply came: the server is alive and was answering, so what is behind it is asked about otherwise. */
function inMiddle(half: string, { isClosed, stage, verb, where, observed, one, context, seen }: Broken): Finding {
  // A paste that simply ends there tells neither of a hang-up nor of silence.
  const isOnlyCut = one.kind === 'socket' && one.message === undefined && context.source === 'paste'
  const end = isOnlyCut
    ? 'what was pasted ends before its last line'
    : isClosed
      ? 'the server closed the connection before its end'
      : 'its rest did not come in time'
  const shown = half.length > 120 ? `…${half.slice(-120)}` : half
  return {
    certainty: 'possible',
    title: isOnlyCut
      ? `The dialogue ends in the middle of the server's reply to ${verb}`
      : `The server broke off in the middle of its reply to ${verb}`,
    meaning: `A reply had begun, and its end never came: the last line of a reply has a blank behind its code, a hyphen announces another line. Nothing is refused by that. ${MIDDLE} Which of them it was cannot be seen from outside.`,
    because: `${PASSED[stage]}${where}. Then the reply to ${verb} began ("${shown}"), and ${end}.`,
    seen: observed,
    fixes: [
      ...(isOnlyCut ? [WHAT_FOLLOWED] : []),
      ANOTHER_NETWORK,
      ...(isClosed ? [] : moreTime(stage, context).slice(0, 1)),
      ...askTheLog(context),
    ],
    ...scopeOf(observed.length > 0 ? observed : [one], seen),
  }
}

/** Whether the message itself was on its way: the server had said 354. */
function isMessageUnderWay(one: Observation, seen: readonly Observation[]): boolean {
  if (one.kind === 'socket' && one.command !== undefined) return one.command === 'end of data'
  return ofKind(seen, 'reply').some(({ reply }) => reply.code === 354)
}

function verbOf(one: Observation, stage: Stage): string {
  const command = one.kind === 'socket' ? one.command : undefined
  return command?.split(/[ :]/)[0] ?? stage.toUpperCase()
}

const CLOSED =
  'The server was there and answered, and then it ended the conversation without saying why. That is not how a mail server says no: a refusal comes as a reply.'
const SILENT =
  'The server was there and answered, and then nothing more came within the time that was waited. It has refused nothing.'

/** What commonly ends a session at a stage, told as a guess. */
const HANGS_UP: Readonly<Partial<Record<Stage | 'message', string>>> = {
  ehlo: 'Commonly a firewall, an antivirus program or a proxy that reads along cuts the conversation here, or the server counts connections and errors and hangs up on an address for a while.',
  auth: 'Commonly it is a wrong user name or password, or the service behind the login has crashed.',
  mail: 'Commonly a limit or a filter of the server ends it so (connections or errors from one address, a sender that it does not want), or the program behind it has crashed.',
  rcpt: 'Commonly a limit or a filter of the server ends it so (errors from one address, a recipient that it does not want), or the program behind it has crashed.',
  data: 'Commonly a limit or a filter of the server ends it so, or the program behind it has crashed.',
  message:
    'Commonly a filter that reads the message ends it so (spam, viruses, size), the program behind it has crashed, or a firewall on the way cuts what it does not like.',
}
const FALLS_SILENT: Readonly<Partial<Record<Stage | 'message', string>>> = {
  ehlo: "Commonly the server looks this machine's address up before it goes on, or a firewall, an antivirus program or a VPN on the way has swallowed the rest.",
  auth: 'Commonly the service behind the login hangs or is far away, or the server makes clients wait after failed logins.',
  mail: 'Commonly the server is still asking others about the sender (DNS, block lists), and one of them does not answer it.',
  rcpt: 'Commonly the server is still asking others about the recipient (its own directory, the next server, block lists), and one of them does not answer it.',
  data: 'Commonly the server, or a filter behind it, is overloaded.',
  message:
    'Commonly the message is still being looked through for spam and viruses, or its large packets are lost on the way: a VPN or tunnel with a wrong packet size (MTU) lets the short commands through and swallows the message.',
}

/** What had worked when a stage began; the stages in which a cut has no row of its own. */
const PASSED: Partial<Record<Stage, string>> = {
  ehlo: 'The connection and the greeting worked',
  auth: 'Everything up to the login worked',
  mail: 'Everything up to the sender worked',
  rcpt: 'Everything up to the recipient worked',
  data: 'The server had taken sender and recipient',
}

const MIDDLE =
  'Commonly something on the way that reads along (a firewall, an antivirus program, a proxy) has cut it, packets of the reply were lost in a VPN or tunnel with a wrong packet size (MTU), or the program behind the server has crashed while it answered.'

const MAY_HAVE_ARRIVED: readonly Fix[] = [
  {
    do: 'Look whether the message has arrived before you send it again: the server may have taken it and only the answer is missing.',
  },
]

const ANOTHER_NETWORK: Fix = {
  do: "Try once from another network (a phone as hotspot): if it works there, a firewall, an antivirus program or this line's provider cuts SMTP here.",
}

const WHAT_FOLLOWED: Fix = {
  do: 'If more followed there, paste that too: the error of the program below it, and how long it waited.',
}

function whatHangsUp(stage: Stage, one: Observation, context: Context): Fix[] {
  const wait = {
    do: 'Wait a quarter of an hour and try again: servers that count connections and errors (fail2ban, connection limits) hang up on an address for a while.',
  }
  if (stage === 'mail' || stage === 'rcpt' || stage === 'data') {
    const another = otherThan(stage, context)
    const filters = 'some servers and filters hang up where others refuse.'
    return [...(another ? [{ do: `Try with ${another}: ${filters}` }] : []), wait]
  }
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

/** What to try in place of the sender, recipient or message that the server did not like; the own address needs no other. */
function otherThan(stage: 'mail' | 'rcpt' | 'data', { from, address, username }: Context): string | undefined {
  if (stage === 'rcpt') return 'another recipient, your own address for example'
  if (stage === 'data') return 'a short text without attachment'
  return from !== undefined && [address, username].includes(from) ? undefined : "the account's own address as sender"
}

function moreTime(stage: Stage | 'message', { source }: Context): Fix[] {
  // A message is given a minute at once.
  const [seconds, who] =
    stage === 'message' ? [300, 'Some scanners need minutes'] : [60, 'Some servers think for a minute']
  const wait =
    source === 'probe'
      ? `Check once more with more time: add --timeout ${seconds}.`
      : `Raise the program's timeout to ${seconds} seconds or more.`
  return [
    { do: `${wait} ${who} before they answer.` },
    ...(stage === 'auth'
      ? [
          {
            do: 'If it stays silent, the service behind the login probably hangs: try again later, not again and again.',
          },
        ]
      : []),
    ...(stage === 'message' || stage === 'ehlo' ? [ANOTHER_NETWORK] : []),
  ]
}

function askTheLog(context: Context): Fix[] {
  const own = 'On a server of your own, read its log for this moment.'
  return context.source === 'probe'
    ? [
        {
          do: `${own} Otherwise keep the dialogue with --transcript dialogue.txt and give it to whoever runs the server; secrets are replaced in it.`,
        },
      ]
    : [{ do: `${own} Otherwise ask whoever runs the server, and name the minute.` }, checkYourself(context)]
}

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
    meaning:
      'A reply of a mail server is some lines long. This one went on and on, which no mail server does on purpose: commonly a faulty program behind the port, or something on the way that answers in its place.',
    fixes: [ANOTHER_NETWORK, ...askTheLog(context)],
    ...scopeOf(found, seen),
  }
}
