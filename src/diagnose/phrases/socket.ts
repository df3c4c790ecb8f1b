// How sockets failed, as one small set of causes. A reader may deliver a code, or only the line as it stood in a log; rules
// see both the same way.

import type { Endpoint, Observation, Stage } from '../../model.js'
import { matches, mayMatch, phrases } from '../../smtp/prefilter.js'
import { isSameEndpoint } from '../meant.js'
import { once } from '../once.js'
import { lineOf, wordsOf } from '../select.js'
import { faultInWords, faultOfCode, type SocketFault } from './socket-words.js'

export interface SocketFailure {
  readonly fault: SocketFault
  readonly stage: Stage
  readonly seen: Observation
  readonly endpoint?: Endpoint
  /** The address that was tried, where it is known. */
  readonly address?: string
  readonly family?: 4 | 6
}

/** The errno or sentence of a connection attempt, in whatever language. */
const CONNECTING = phrases`
    \((?:errno )?110\)
    \b10060\b
    0x800421(?:09|0A)\b
    de la connexion
    Verbindungsversuch
    beim Verbindungs
    bei der Verbindung
    conexión con
    tentativa de conexão
    tentativo di connessione
    连接尝试
    連線嘗試
    接続できません
    установить соединение
  `
const LATE_STAGES: readonly Stage[] = ['mail', 'rcpt', 'data', 'quit']
const DOOR_STAGES: readonly Stage[] = ['dns', 'connect']

/** All failures of sockets, in order: those with a code first read by their code, loose lines by their words. */
export const socketFailures = once(findSocketFailures)

function findSocketFailures(seen: readonly Observation[]): SocketFailure[] {
  return seen.flatMap((one): SocketFailure[] => {
    if (one.status === 'ok' && one.kind !== 'text') return []
    const fault = faultOf(one)
    if (!fault) return []
    const { endpoint } = one
    const address = one.kind === 'socket' ? (one.address ?? addressIn(wordsOf(one))) : addressIn(lineOf(one))
    const family = one.kind === 'socket' && one.family ? one.family : familyOf(address)
    return [
      {
        fault,
        stage: stageOf(one, fault, seen),
        seen: one,
        ...(endpoint && { endpoint }),
        ...(address !== undefined && { address }),
        ...(family && { family }),
      },
    ]
  })
}

/** The failures to open a connection that were not overcome: nothing later shows that endpoint answering. */
export const connectFailures = once(findConnectFailures)

function findConnectFailures(seen: readonly Observation[]): SocketFailure[] {
  return socketFailures(seen).filter(
    (failure) => DOOR_STAGES.includes(failure.stage) && failure.fault !== 'closed' && !isOvercome(failure, seen),
  )
}

/** Whether the same endpoint answered all the same, over another address or at a later attempt. */
export function isOvercome(failure: SocketFailure, seen: readonly Observation[]): boolean {
  const index = seen.indexOf(failure.seen)
  return seen.some((one, at) => {
    if (one.kind === 'dns' || one.stage === 'dns') return false
    const answered = one.status === 'ok' || (one.kind === 'reply' && one.verb !== 'UNKNOWN')
    if (!answered || one.kind === 'setting' || one.kind === 'text' || one.kind === 'client') return false
    return failure.endpoint && one.endpoint ? isSameEndpoint(failure.endpoint, one.endpoint) : at > index
  })
}

/** A loose line was placed by nobody; where no server has spoken it tells of the door, by its words of the greeting. */
function stageOf(one: Observation, fault: SocketFault, seen: readonly Observation[]): Stage {
  if (one.kind === 'socket') {
    const line = lineOf(one)
    if (one.stage === 'greeting' && fault === 'timeout' && (isBareTimeout(one) || matches(CONNECTING, line)))
      return 'connect'
    // Go says "dial" before the connection stands and "read" after it.
    if (one.stage === 'connect' && fault === 'timeout' && /\bread tcp\b/.test(line)) return 'greeting'
    const hasSpoken = seen.some(({ kind }) => kind === 'reply' || kind === 'capabilities')
    if (!hasSpoken && LATE_STAGES.includes(one.stage)) {
      if (/(?:connection|connecting) to (?:the )?(?:outgoing )?server/i.test(line)) return 'connect'
    }
  }
  if (one.kind !== 'text' || seen.some(({ kind }) => kind === 'reply' || kind === 'capabilities')) return one.stage
  return fault === 'closed' || /greeting|getreply|\bread\b|\b220\b/i.test(one.text) ? 'greeting' : 'connect'
}

/** "timed out" and nothing else, on a port that greets by itself: the door is the likelier place. */
function isBareTimeout({ endpoint, evidence }: Observation): boolean {
  return (
    endpoint !== undefined &&
    endpoint.port !== 465 &&
    /^\s*(?:[\w.]{0,60}(?:error|exception|timeout))?:?\s?(?:timed out|timeout)\.?\s*$/i.test(evidence ?? '')
  )
}

function faultOf(one: Observation): SocketFault | undefined {
  if (one.kind === 'socket') {
    const fault = faultOfCode(one.code) ?? faultInWords(one.message ?? '')
    return fault === 'permission' && isAboutFile(lineOf(one)) ? undefined : fault
  }
  if (one.kind !== 'text' && one.kind !== 'client') return undefined
  return faultInWords(wordsOf(one))
}

/** `/home/web/.msmtprc: Permission denied` is about a file. */
function isAboutFile(line: string): boolean {
  return (
    /(?:^|[\s"'`(])(?:[A-Za-z]:)?[\\/][\w.-]{1,80}[^\s:]{0,200}["'`]?: (?:permission denied|EACCES)|open[^\n]{0,40}[\\/]/i.test(
      line,
    ) && !/connect|socket|dial/i.test(line)
  )
}

/** The first IP address in a line, in the forms in which programs print it with a port. */
export function addressIn(line: string): string | undefined {
  const spoken = mayMatch(ASKERS, line) ? line.replace(ASKERS, ' ') : line
  const v4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/.exec(spoken)
  const v6 = HAS_COLONS.test(spoken) ? V6.exec(spoken) : null
  if (!v6 || isClockTime(v6[0])) return v4?.[0]
  return v4 && v4.index < v6.index ? v4[0] : withoutPort(v6[0])
}

const V6 = /(?<![\w:.])(?:[0-9a-f]{1,4}:){2}[0-9a-f:]{1,35}(?![\w:])|(?<![\w:.])::1(?![\w:])/i
/** What all of these have, and little else: V6 takes long to compile. */
const HAS_COLONS = /:[0-9a-f]{0,4}:/i

/** Where a web application's log keeps who asked for the page: nothing that mail was to be sent to. */
const ASKERS =
  /\b(?:remote|client|user|visitor|source|src|peer|real|forwarded|request)[_-]?(?:ip|addr(?:ess)?)["']?\s?[:=]\s?["']?\[?[\da-f.:]{2,45}|\[client \[?[\da-f.:]{2,45}/gi

function isClockTime(text: string): boolean {
  return /^\d{1,2}:\d{2}:\d{2}$/.test(text)
}

/** Node prints `2607:f8b0::6d:465`: a decimal group of three digits and more behind a short form is the port. */
function withoutPort(address: string): string {
  return address.includes('::') ? address.replace(/:(?:25|465|587|2525|2465|2587|1025)$/, '') : address
}

/** The family of an IP address; undefined when it is none. */
export function familyOf(address: string | undefined): 4 | 6 | undefined {
  return address === undefined
    ? undefined
    : address.includes(':')
      ? 6
      : /^\d+\.\d+\.\d+\.\d+$/.test(address)
        ? 4
        : undefined
}
