// Programs that log each step before they take it: the failure that follows says nothing, the step above it says where.

import type { Observation, Stage } from '../model.js'
import { matches, type Pattern, phrases } from '../smtp/prefilter.js'
import { evidenceOf } from './excerpt.js'

const STEPS: readonly (readonly [stage: Stage, pattern: Pattern])[] = [
  [
    'tls',
    /(?:perform(?:ing)?|start(?:ing)?|begin(?:ning)?|negotiat(?:e|ing)) (?:the )?(?:SSL\/TLS|TLS|SSL|STARTTLS) ?(?:handshake|negotiation)?/i,
  ],
  ['greeting', /(?:wait(?:ing)? for|read(?:ing)?) (?:the )?(?:server )?(?:greeting|welcome|response)\b/i],
]

/** A failure that names no cause of its own. */
const MUTE = phrases`
    UNKNOWN ERROR
    unable to connect to server
    could not (?:handle|read|get) (?:the )?(?:SMTP )?server response
    (?:server )?greeting failed
    \bhandshake failed\b
    connection failed\b
    response read timed out
  `

const MAX_DISTANCE = 3

const CONNECTED =
  /^[>*|\s]{0,6}Connected to \[?(?:\d{1,3}\.){3}\d{1,3}\]?(?::\d{1,5})?(?: \([^)\n]{1,255}\))?[.,]?\s{0,3}$/i

/** The step that a mute failure on this line belongs to; undefined where the line says more, or no step stands above. */
export function stepOf(lines: readonly string[], index: number): Stage | undefined {
  if (!matches(MUTE, lines[index] ?? '')) return undefined
  for (const line of lines.slice(Math.max(0, index - MAX_DISTANCE), index).reverse()) {
    const step = matches(MUTE, line) ? undefined : STEPS.find(([, pattern]) => matches(pattern, line))
    if (step) return step[0]
    if (!matches(MUTE, line) && !/^\W*[WI]\b/.test(line)) return undefined
  }
  return undefined
}

const EMPTY_ANSWER = /SERVER -> CLIENT:\s{0,4}(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: \[[^\]\n]{1,80}\])?)?\s{0,4}$/
const OPENED = /\bConnection: opened(?![a-z])/
const CLOSING = /\bConnection: clos(?:ed|ing)\b|\bSMTP connect\(\) failed/

/** PHPMailer's log of a connection that stood and ended with nothing said, in place of a greeting. */
export function isHungUpOn(lines: readonly string[], index: number): boolean {
  return (
    matches(EMPTY_ANSWER, lines[index] ?? '') &&
    lines.slice(Math.max(0, index - 2), index).some((line) => matches(OPENED, line)) &&
    lines.slice(index + 1, index + 3).some((line) => matches(CLOSING, line))
  )
}

/** A connection that came about, as programs print that try one address after the other. */
export function connectedTo(line: string): Observation | undefined {
  if (!matches(CONNECTED, line)) return undefined
  return { stage: 'connect', status: 'ok', kind: 'text', text: line.trim().slice(0, 300), evidence: evidenceOf(line) }
}

/** nodemailer pipes the letter straight into the program sendmail, and through a stream of its own into a connection. */
export function isPipedToProgram(text: string): boolean {
  return /\bLastNewline\.ondata\b/.test(text) && !/\bDataStream\b|SMTPConnection/.test(text)
}
