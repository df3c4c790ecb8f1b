// A pasted dialogue as the exchange that it was: which reply answers which command, what the server offered, whether it
// was encrypted, where it stopped.

import type { Reply, Verb } from '../model.js'
import { unansweredChallenge, unendedReply, withoutEnd } from './dialogue-end.js'
import { counting, type Exchange } from './exchange.js'
import { missingHandshake } from './missing-handshake.js'
import { verbOfCommand, verbOfReply } from './phrases/verbs.js'
import { type Fact, stageOfReply } from './reading.js'
import type { SeenSecret } from './redact.js'
import { replyFromText } from './reply-text.js'
import { type Turn, turnsIn } from './turns.js'

export interface Dialogue {
  readonly facts: readonly Fact[]
  /** Lines that belong to the dialogue. */
  readonly lines: ReadonlySet<number>
  /** The command that was left without an answer at the end. */
  readonly pending?: Verb
  /** The lines of a reply whose last line is missing, where the dialogue ends with them. */
  readonly partial?: string
  readonly isEncrypted: boolean
}

interface State {
  verb: Verb | undefined
  command: string
  mechanism: string | undefined
  isEncrypted: boolean
  answer: string | undefined
  isStarted: boolean
  /** The last reply was a challenge (334), and nothing has answered it yet. */
  isChallenged: boolean
}

/** Reads the dialogue in the lines; undefined when there is none. */
export function readDialogue(lines: readonly string[], secrets: readonly SeenSecret[]): Dialogue | undefined {
  const turns = turnsIn(lines)
  if (turns.length === 0) return undefined
  const state: State = {
    verb: undefined,
    command: '',
    mechanism: undefined,
    isEncrypted: false,
    answer: undefined,
    isStarted: false,
    isChallenged: false,
  }
  const exchanges: Exchange[] = []
  for (let index = 0; index < turns.length; ) {
    const turn = turns[index] as Turn
    if (turn.who === 'client') {
      send(state, turn, secrets)
      index += 1
      continue
    }
    const group = replyTurns(turns, index)
    index += group.length
    const address = addressBefore(lines, turn.line)
    if (address !== undefined) beginAgain(state)
    const exchange = receive(state, group)
    if (exchange) exchanges.push(address === undefined ? exchange : { ...exchange, address })
  }
  const facts = counting(exchanges).flatMap((exchange) => factsOf(exchange))
  const unended = withoutEnd(exchanges.at(-1), turns.at(-1), lines)
  if (unended && state.verb === undefined) state.verb = unended.verb
  return {
    facts: [
      ...facts,
      ...(unended ? [unendedReply(unended)] : []),
      ...unansweredChallenge(exchanges.at(-1), turns.at(-1)),
      ...missingHandshake(exchanges, turns, lines),
    ],
    lines: new Set(turns.map(({ line }) => line)),
    ...(state.verb && { pending: state.verb }),
    ...(unended && { partial: unended.lines.join(' / ') }),
    isEncrypted: state.isEncrypted,
  }
}

/** `Trying 2001:db8::1...` and `Connected to …` right before a reply: a new connection, whose first reply this is. */
function addressBefore(lines: readonly string[], line: number): string | undefined {
  for (let at = line - 1; at >= Math.max(0, line - 4); at -= 1) {
    const text = lines[at] ?? ''
    const address = /\bTrying \[?((?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})\]?(?:[\s.,:]|$)/i.exec(
      text,
    )?.[1]
    if (address) return withoutPort(address)
    if (!/^(?:\* )?\s*Connected to |^Escape character is|^\* /.test(text)) return undefined
  }
  return undefined
}

/** curl prints the port behind the address with nothing but a colon between them. */
function withoutPort(address: string): string {
  return address.includes('::') ? address.replace(/:(?:25|465|587|2525)?$/, '') : address
}

function beginAgain(state: State): void {
  state.verb = 'CONNECT'
  state.command = ''
  state.mechanism = undefined
  state.answer = undefined
  state.isEncrypted = false
}

function send(state: State, { text, line }: Turn, secrets: readonly SeenSecret[]): void {
  const verb = verbOfCommand(text)
  state.isStarted = true
  // A server that waits for an answer to its challenge takes whatever comes for one.
  if (state.isChallenged && (verb === 'QUIT' || verb === 'RSET')) return
  if (verb) {
    state.verb = verb
    state.command = text.slice(0, 200)
    state.answer = undefined
    state.mechanism = verb === 'AUTH' ? /^AUTH\s+([\w-]+)/i.exec(text)?.[1]?.toUpperCase() : undefined
  } else if (state.command.startsWith('AUTH') || state.verb === undefined) {
    if (state.mechanism) state.verb = 'AUTH'
    if (text.trim() === '' && /^(?:LOGIN|PLAIN)$/.test(state.mechanism ?? '')) state.answer = 'empty'
  }
  const fault = secrets.find((secret) => secret.line === line && secret.where === 'auth')?.faults[0]
  if (fault === 'empty' || fault === 'undefined') state.answer = fault
}

/** The server turns that make one reply: until a line without the hyphen, or another code. */
function replyTurns(turns: readonly Turn[], from: number): Turn[] {
  const group: Turn[] = []
  for (let index = from; index < turns.length; index += 1) {
    const turn = turns[index] as Turn
    if (turn.who !== 'server') break
    if (group.length > 0 && turn.text.slice(0, 3) !== group[0]?.text.slice(0, 3)) break
    group.push(turn)
    if (
      !/^\d{3}-/.test(turn.text) ||
      (/[^\d]\d{3} \S[^\n]*$/.test(turn.text) && turn.text.split(turn.text.slice(0, 3)).length > 2)
    )
      break
  }
  return group
}

function receive(state: State, group: readonly Turn[]): Exchange | undefined {
  const first = group[0] as Turn
  const code = Number(first.text.slice(0, 3))
  const pieces = group.flatMap(({ text }) => splitLines(text))
  const joined = pieces.map((piece, index) => (index === 0 ? piece.slice(3) : piece)).join('\n')
  const reply = code < 400 ? plainReply(code, pieces) : replyFromText(code, joined)
  const verb = verbFor(state, code, reply)
  const exchange: Exchange = {
    line: first.line,
    verb,
    ...(state.command && { command: shownCommand(state) }),
    reply,
    ...(verb === 'AUTH' && state.mechanism && { mechanism: state.mechanism }),
    isEncrypted: state.isEncrypted,
    lines: pieces,
  }
  settle(state, verb, code)
  return exchange
}

function verbFor(state: State, code: number, reply: Reply): Verb {
  if (!state.isStarted && state.verb === undefined) {
    if (code === 220) return 'CONNECT'
    if (code >= 400) return verbOfReply(code, reply.enhanced, reply.text) ?? 'UNKNOWN'
  }
  if (code === 220 && state.verb !== 'STARTTLS' && state.verb === undefined) return 'CONNECT'
  if (state.verb) return state.verb
  return (
    verbOfReply(code, reply.enhanced, reply.text) ??
    (code === 250 && /^\S+ (?:hello|at your service)/i.test(reply.text) ? 'EHLO' : 'UNKNOWN')
  )
}

function settle(state: State, verb: Verb, code: number): void {
  state.isStarted = true
  if (verb === 'STARTTLS' && code === 220) state.isEncrypted = true
  state.isChallenged = code === 334
  if (code === 334) return
  if (verb === 'DATA' && code === 354) {
    state.verb = 'MESSAGE'
    state.command = ''
    return
  }
  state.verb = undefined
  if (code < 300 || code >= 400) {
    state.command = ''
    state.answer = undefined
  }
}

function shownCommand(state: State): string {
  return state.answer ? `AUTH ${state.mechanism ?? 'LOGIN'} <${state.answer}>` : state.command
}

/** `250-mail250-PIPELINING250-SIZE 1000250 HELP`: line breaks that were lost. */
function splitLines(text: string): string[] {
  const code = text.slice(0, 3)
  if (!text.startsWith(`${code}-`) || Number(code) >= 400) return [text]
  const pieces = text.split(new RegExp(`(?=${code}[- ](?=[A-Z\\d]))`))
  return pieces.filter((piece) => piece.trim() !== '').map((piece) => piece.trim())
}

function plainReply(code: number, pieces: readonly string[]): Reply {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(pieces[0] ?? '')?.[1]
  return {
    code,
    ...(enhanced && { enhanced }),
    text: pieces
      .map((piece) => piece.replace(/^\d{3}[ -]?/, '').replace(/^[245]\.\d{1,3}\.\d{1,3}\s*/, ''))
      .join(' ')
      .slice(0, 4000),
    lines: pieces,
  }
}

function factsOf({ line, verb, command, reply, mechanism, isEncrypted, lines, address }: Exchange): Fact[] {
  const isFailed = reply.code >= 400
  const stage = stageOfReply(verb, reply.code, reply.enhanced)
  const isOffer = (verb === 'EHLO' || verb === 'HELO') && reply.code === 250
  if (isOffer) {
    const keywords = lines
      .slice(1)
      .map((one) => one.replace(/^\d{3}[ -]/, '').trim())
      .filter(Boolean)
    const hello = lines[0]
      ?.replace(/^\d{3}[ -]/, '')
      .trim()
      .slice(0, 200)
    return [
      {
        line,
        weight: 'background',
        seen: { stage: 'ehlo', status: 'ok', kind: 'capabilities', keywords, isEncrypted, ...(hello && { hello }) },
      },
    ]
  }
  if (reply.code === 334) return []
  return [
    {
      line,
      weight: !isFailed ? 'background' : isSendmailsOwn(reply) ? 'wrapper' : 'evidence',
      seen: {
        stage,
        status: isFailed ? 'fail' : 'ok',
        kind: 'reply',
        verb,
        ...(command && { command }),
        reply,
        ...(mechanism && { mechanism }),
        isEncrypted,
        ...(address && { address }),
        ...(isFailed && {
          evidence: `${command && verb !== 'CONNECT' ? `${command} → ` : ''}${reply.lines.join(' / ')}`.slice(0, 600),
        }),
      },
    },
  ]
}

/** sendmail closes its transcript with a reply of its own. */
export function isSendmailsOwn({ text }: Reply): boolean {
  return /\.\.\. (?:Service unavailable|Can't create output)$/.test(text)
}
