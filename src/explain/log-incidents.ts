// Lines of a log that tell one failure together: a stack trace below its message, a session, the warnings of a mail server
// before its verdict. Works in bounded memory on lines that come one by one; what failed is for the caller to judge.

import { type LogLine, parseLogLine } from './log-line.js'
import { FAILING, isSuccess } from './log-signs.js'
import { timeOf } from './log-time.js'
import { createVerdicts, isOfMailServer } from './log-verdicts.js'

export interface Incident {
  readonly lines: readonly LogLine[]
  /** Those that tell of a failure. */
  readonly failing: readonly LogLine[]
  /**
   * `line`: one line. `whole`: one message over several lines. `dialogue`: a session, in which a refusal may have been got
   * over. `verdict`: the last line is a mail server's, the others led to it. `loose`: lines next to each other, of which
   * nothing but their place says that they belong together.
   */
  readonly kind: 'line' | 'whole' | 'dialogue' | 'verdict' | 'loose'
  /** The number of its last line in the log. */
  readonly at: number
}

export interface Incidents {
  add(line: string): void
  finish(): void
}

interface Block {
  lines: LogLine[]
  failing: LogLine[]
  /** Of the first line and of each failing one. */
  prints: number[]
  isStructured: boolean
  isHeaded: boolean
  isDialogue: boolean
  turns: number
  lastAt: number
  lastFailingAt: number
  lastMs: number | undefined
}

const RING = 64
const LOOK_BACK = 40
const MAX_BLOCK_LINES = 120
const MAX_OPEN = 200
/** More failures than this, one below the other, are failures of their own. */
const MAX_LOOSE = 8
const MAX_SOURCES = 500
/** Blocks to which nothing was added for so many lines are over. */
const IDLE_LINES = 300
/** So many lines without a sign of failure end a failure that is told without structure. */
const GAP_LINES = 30
/** Turns that name no session stand close together. */
const TURN_GAP_LINES = 2
/** So many turns make a dialogue. */
const SOME_TURNS = 3
/** Lines that a logger wrote at the same moment belong together. */
const SAME_MOMENT_MS = 1000

/** Lines that go on with what stands above them. */
const GOES_ON =
  /^(?:\s+\S|Caused by:|Traceback \(|During handling of|The above exception|--- End of|---> |Stack trace:|#\d{1,4} |thrown in |[}\])]|from \S+:\d+|\.\.\. \d+ more|nested exception|$)/
const FRAME =
  /^\s+(?:at |File "|from |in |\.\.\. \d|#\d|\d{1,4}: )|^#\d{1,4} |^Traceback \(|^Caused by: |^\s*[}\]]|^\S+\.rb:\d+:in /
const TURN =
  /^(?:[<>]{1,3} |[SC]: |-> |<- |<= |=> |SERVER -> CLIENT|CLIENT -> SERVER|[23]\d\d[ -]|[45]\d\d-|send: |reply: |retcode \(|EHLO |HELO |AUTH |MAIL FROM|RCPT TO|STARTTLS|\* )/
/** Turns of a dialogue that a logger put its time before, each on a line of its own. */
const LOGGED_TURN =
  /SERVER -> CLIENT|CLIENT -> SERVER|SMTP -> |SMTP (?:ERROR|Error|NOTICE|INBOUND):|\bConnection: (?:opening|opened|closed)|\bConnection failed\. Error|\] [SC]: /
const OPENING = /\bConnection: opening|(?:SERVER -> CLIENT|\] S|FROM SERVER): 220[ -]/

/** Reads lines; `emit` gets each failure when it is complete, `success` each line of a mail server that reports success. */
export function createIncidents(
  emit: (incident: Incident) => void,
  success: (line: string) => void,
  printOf: (text: string) => number,
): Incidents {
  const open = new Map<string, Block>()
  const verdicts = createVerdicts(emit, printOf)
  const ring: string[] = []
  let at = 0
  let lastKey = ''
  /** By source: lines up to this one are part of something already. */
  const takenUntil = new Map<string, number>()

  const close = (key: string, block: Block) => {
    open.delete(key)
    takenUntil.delete(key)
    takenUntil.set(key, block.lastAt)
    if (takenUntil.size > MAX_SOURCES) takenUntil.delete(takenUntil.keys().next().value ?? '')
    if (!block.isStructured && block.failing.length >= MAX_LOOSE) {
      for (const line of block.failing) emit({ lines: [line], failing: [line], kind: 'line', at: block.lastAt })
      return
    }
    emit({ lines: block.lines, failing: block.failing, kind: kindOf(block), at: block.lastAt })
  }

  const append = (block: Block, line: LogLine, isFailing: boolean) => {
    if (block.lines.length >= MAX_BLOCK_LINES) block.lines.splice(MAX_BLOCK_LINES / 2, 1)
    block.lines.push(line)
    block.lastAt = at
    const isTurn = TURN.test(line.body)
    if (isTurn || FRAME.test(line.body) || block.isDialogue) block.isStructured = true
    if (isTurn) block.turns += 1
    if (!isFailing) return
    block.lastFailingAt = at
    if (block.failing.length >= MAX_BLOCK_LINES / 2) return
    block.failing.push(line)
    if (!block.isHeaded) block.prints.push(printOf(line.body))
  }

  const begin = (source: string, line: LogLine, isFailing: boolean, before: readonly LogLine[]) => {
    const turn = before.findLast((one) => one.isHeaded && LOGGED_TURN.test(one.text))
    const key = turn && source === '' ? `turns ${turn.stream}` : source
    const block: Block = {
      lines: [...before],
      failing: [],
      prints: before[0] || turn || LOGGED_TURN.test(line.text) ? [printOf((before[0] ?? line).body)] : [],
      isStructured: before.some(({ body }) => FRAME.test(body) || TURN.test(body)),
      isHeaded: (before[0] ?? line).isHeaded,
      isDialogue: turn !== undefined || (line.isHeaded && LOGGED_TURN.test(line.text)),
      turns: before.filter(({ body }) => TURN.test(body)).length,
      lastAt: at,
      lastFailingAt: at,
      lastMs: line.transport === 'timed' ? timeOf(line.text)?.ms : undefined,
    }
    append(block, line, isFailing)
    open.set(key, block)
    if (line.transport === 'none') lastKey = key
    if (open.size > MAX_OPEN) closeOldest()
  }

  /** Lines without a head go on with the last one that had one. */
  const keyOf = (line: LogLine): string => {
    if (line.transport !== 'none') return `${line.transport} ${line.stream}`
    if (!line.isHeaded) return lastKey
    return LOGGED_TURN.test(line.text) ? `turns ${line.stream}` : ''
  }

  const closeOldest = () => {
    for (const [key, block] of open) {
      close(key, block)
      return
    }
  }

  /** What stands right above and belongs to a message that does not say itself where it begins. */
  const above = (key: string, line: LogLine): LogLine[] => {
    if (LOGGED_TURN.test(line.text)) return OPENING.test(line.text) ? [] : turnsAbove(key, line.stream, at - 1)
    if (line.isHeaded) return []
    const found: LogLine[] = []
    const isTurn = TURN.test(line.body) || /^\s/.test(line.body) || line.transport !== 'timed'
    if (!isTurn) return []
    for (let number = at - 1; number > Math.max(takenUntil.get(key) ?? 0, at - LOOK_BACK, 0); number -= 1) {
      const raw = ring[number % RING] ?? ''
      const other = parseLogLine(raw)
      if (other.transport !== line.transport || other.stream !== line.stream) {
        if (line.transport !== 'none') continue
        return other.transport === 'none' && other.isHeaded ? [...headAbove(key, other, number), ...found] : found
      }
      if (other.isHeaded) return [...headAbove(key, other, number), ...found]
      found.unshift(other)
    }
    return found
  }

  /** The message that lines without a head go on with; where it is a turn of a dialogue, all of that. */
  const headAbove = (key: string, head: LogLine, number: number): LogLine[] =>
    LOGGED_TURN.test(head.text) || head.stream !== '' ? [...turnsAbove(key, head.stream, number - 1), head] : [head]

  const turnsAbove = (key: string, stream: string, from: number): LogLine[] => {
    const found: LogLine[] = []
    for (let number = from; number > Math.max(takenUntil.get(key) ?? 0, at - LOOK_BACK, 0); number -= 1) {
      const other = parseLogLine(ring[number % RING] ?? '')
      if (other.isHeaded && other.stream !== stream) continue
      if (other.isHeaded && !LOGGED_TURN.test(other.text)) {
        if (stream === '') break
        continue
      }
      found.unshift(other)
      if (
        /\bConnection: opening/.test(other.text) ||
        (OPENING.test(other.text) && !isStarttlsBefore(number) && !isOpenedBefore(number))
      )
        break
    }
    return found
  }

  /** The 220 after STARTTLS greets nobody. */
  const isStarttlsBefore = (number: number): boolean =>
    [1, 2, 3].some((back) => /STARTTLS\s*$/.test(ring[(number - back + RING) % RING] ?? ''))

  const isOpenedBefore = (number: number): boolean =>
    /\bConnection: opened/.test(ring[(number - 1 + RING) % RING] ?? '')

  /** A text that is repeated begins anew: at its first line, or else where its first failure stands. */
  const startsAnew = (block: Block, line: LogLine, isFailing: boolean): boolean =>
    isFailing && block.prints.includes(printOf(line.body))

  const goesOn = (block: Block, line: LogLine, isFailing: boolean): boolean => {
    if (line.isHeaded)
      return (
        block.isDialogue &&
        LOGGED_TURN.test(line.text) &&
        (line.stream !== '' || at - block.lastAt <= TURN_GAP_LINES) &&
        block.prints[0] !== printOf(line.body) &&
        (!OPENING.test(line.text) ||
          (!/Connection: opening/.test(line.text) &&
            (isStarttlsBefore(at) || /Connection: opened/.test(block.lines.at(-1)?.text ?? ''))))
      )
    if (line.body.trim() === '') return true
    if (!block.isHeaded && block.prints[0] === printOf(line.body)) return false
    if (GOES_ON.test(line.body)) return true
    if (isFailing && !block.isStructured && !block.isHeaded && block.failing.length >= MAX_LOOSE) return false
    if (line.transport === 'timed') {
      const ms = timeOf(line.text)?.ms
      if (ms !== undefined && block.lastMs !== undefined && Math.abs(ms - block.lastMs) > SAME_MOMENT_MS) return false
    }
    if (block.isHeaded) return at - block.lastFailingAt <= MAX_BLOCK_LINES * 4
    if (!isFailing && at - block.lastFailingAt > GAP_LINES) return false
    return !startsAnew(block, line, isFailing)
  }

  const closeIdle = () => {
    for (const [key, block] of open) if (at - block.lastAt > IDLE_LINES) close(key, block)
    verdicts.closeIdle(at)
  }

  return {
    add(raw) {
      at += 1
      ring[at % RING] = raw
      if ((at & 255) === 0) closeIdle()
      if (isSuccess(raw)) {
        success(raw)
        verdicts.succeed(raw, at)
        return
      }
      const isFailing = FAILING.test(raw)
      if (!isFailing && open.size === 0) return
      const line = parseLogLine(raw)
      if (line.program === 'exchange') {
        addOfSession(line, raw, isFailing)
        return
      }
      if (isOfMailServer(line)) {
        if (isFailing) verdicts.add(line, at)
        return
      }
      const key = keyOf(line)
      const block = open.get(key)
      if (block && goesOn(block, line, isFailing)) {
        append(block, line, isFailing)
        if (line.transport === 'none') lastKey = key
        return
      }
      if (block) close(key, block)
      if (isFailing) begin(key, line, true, above(key, line))
      else if (line.isHeaded && line.transport === 'none') lastKey = key
    },
    finish() {
      for (const [key, block] of open) close(key, block)
      verdicts.finish(at)
    },
  }

  /** Exchange logs each session line by line, many at a time. */
  function addOfSession(line: LogLine, raw: string, isFailing: boolean): void {
    const key = `session ${line.stream}`
    const block = open.get(key)
    if (block) append(block, line, isFailing)
    else if (isFailing) begin(key, line, true, sessionSoFar(line.stream))
    const now = open.get(key)
    if (now) now.isDialogue = true
    if (now && /^[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,-,/.test(raw)) close(key, now)
  }

  function sessionSoFar(stream: string): LogLine[] {
    const lines: LogLine[] = []
    for (let number = Math.max(1, at - RING + 1); number < at; number += 1) {
      const raw = ring[number % RING] ?? ''
      if (raw.includes(stream)) lines.push(parseLogLine(raw))
    }
    return lines
  }
}

function kindOf({ lines, failing, isDialogue, isStructured, turns }: Block): Incident['kind'] {
  if (lines.length === 1) return 'line'
  if (isDialogue || turns >= SOME_TURNS) return 'dialogue'
  return isStructured || failing.length === 1 ? 'whole' : 'loose'
}
