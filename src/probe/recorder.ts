// The record of one endpoint: observations for the judge, stages for the report, the dialogue for the transcript, each
// told to a listener the moment it happens. Secrets never come in here: callers pass commands as they may be shown.

import type {
  CheckEvent,
  DialogueLine,
  Endpoint,
  EndpointReport,
  Observation,
  Reply,
  Seen,
  Stage,
  StageReport,
} from '../model.js'

type Extras = Pick<EndpointReport, 'address' | 'families' | 'capabilities' | 'tls'>

export interface Recorder {
  readonly endpoint: Endpoint
  readonly observations: readonly Observation[]
  readonly dialogue: readonly DialogueLine[]
  /** Records what was seen at a stage. */
  see(stage: Stage, status: 'ok' | 'fail', seen: Seen, ms?: number): void
  /** Ends a stage for the report. `sinceMs` is the clock's time when it began. */
  stage(stage: Stage, status: StageReport['status'], sinceMs: number, detail: string, reply?: Reply): void
  say(direction: DialogueLine['direction'], text: string): void
  note(extras: Extras): void
  /** From now on everything is recorded as `cover` returns it: a server may say again what it was told. */
  coverWith(cover: <Value>(value: Value) => Value): void
  /** The endpoint as a report shows it; `ok` when no stage failed. */
  report(): EndpointReport
}

/** A record that begins now. */
export function createRecorder(
  endpoint: Endpoint,
  clock: () => number,
  onEvent: ((event: CheckEvent) => void) | undefined,
): Recorder {
  const startMs = clock()
  const { host, port, security } = endpoint
  const observations: Observation[] = []
  const stages: StageReport[] = []
  const dialogue: DialogueLine[] = []
  let extras: Extras = {}
  let cover = <Value>(value: Value): Value => value
  const say: Recorder['say'] = (direction, text) => {
    const line = { direction, text: cover(text), atMs: roundMs(clock() - startMs) }
    dialogue.push(line)
    onEvent?.({ event: 'dialogue', host, port, ...line })
  }
  return {
    endpoint,
    observations,
    dialogue,
    see(stage, status, seen, ms) {
      observations.push({ stage, status, endpoint, ...(ms !== undefined && { ms: roundMs(ms) }), ...cover(seen) })
    },
    stage(stage, status, sinceMs, detail, reply) {
      const report: StageReport = {
        stage,
        status,
        ms: roundMs(clock() - sinceMs),
        detail: cover(detail),
        ...(reply && {
          reply: { code: reply.code, ...(reply.enhanced && { enhanced: reply.enhanced }), text: cover(reply.text) },
        }),
      }
      stages.push(report)
      onEvent?.({ event: 'stage', host, port, security, ...report })
      // What failed without a word of the server's is not to be guessed from the end of the dialogue.
      if (status === 'fail' && !reply) say('note', `${stage} failed: ${detail}`)
    },
    say,
    note(more) {
      extras = { ...extras, ...more }
    },
    coverWith(given) {
      cover = given
    },
    report() {
      const isOk = stages.length > 0 && stages.every(({ status }) => status !== 'fail')
      return { host, port, security, status: isOk ? 'ok' : 'fail', stages: [...stages], ...extras }
    },
  }
}

/** A duration in words for details: `1.2 s`. */
export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`
}

/** Tenths of a millisecond: more digits would be noise. */
export function roundMs(ms: number): number {
  return Math.round(ms * 10) / 10
}
