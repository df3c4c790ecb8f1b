// The wait for a greeting, in clear text or over TLS. Whoever stays silent is asked in another way on a second connection
// what it speaks, while the first goes on waiting: a mail server that is slow is still let in.

import type { ProtocolSeen } from '../model.js'
import { SILENCE_MS } from '../smtp/limits.js'
import type { Channel, ReplyOutcome } from './channel.js'
import { waitFor } from './deadline.js'
import type { WalkContext } from './open-line.js'
import { type Ask, askingOf, recogniseText, wordProtocol } from './other-tongue.js'
import { type Expected, recordReply } from './record-reply.js'

/** Reads the greeting and records what came; `tls` where the port answers in TLS what it does not in clear text. */
export async function readGreeting(context: WalkContext, channel: Channel, ask: Ask): Promise<'ok' | 'fail' | 'tls'> {
  const { environment, recorder } = context
  const { clock } = environment.network
  const expected: Expected = { stage: 'greeting', verb: 'CONNECT', isEncrypted: channel.isEncrypted }
  const sinceMs = clock()
  const deadlineMs = environment.deadlineMs('greeting')
  const greeting = channel.readReply(deadlineMs)
  const silenceMs = Math.min(SILENCE_MS, deadlineMs / 2)
  const waited = await waitFor(greeting, silenceMs, environment.signal)
  const early = waited.kind === 'value' ? waited.value : undefined
  const partial = early ? '' : channel.unread()
  if (partial !== '' && !BEGINS_REPLY.test(partial)) {
    const asked = channel.isEncrypted ? 'tls' : 'clear'
    const heard: ProtocolSeen = { kind: 'protocol', asked, ...recogniseText(partial) }
    recorder.see('greeting', 'fail', heard)
    recorder.stage('greeting', 'fail', sinceMs, wordProtocol(heard))
    return 'fail'
  }
  const isSilent = early ? early.kind === 'closed' : partial === ''
  if (!isSilent || environment.signal.aborted)
    return recordReply(recorder, expected, await greeting, sinceMs) ? 'ok' : 'fail'

  const ending = new AbortController()
  const signal = AbortSignal.any([environment.signal, ending.signal])
  const asking = ask(askingOf(context, deadlineMs - silenceMs), { ...environment, signal })
  const late = early ? undefined : await Promise.race([greeting, asking.then(() => undefined)])
  const answer = late?.kind === 'reply' ? undefined : await asking
  ending.abort()
  if (answer && isSomethingElse(answer)) {
    const silence: ReplyOutcome = { kind: 'timeout', partial: '', ms: clock() - sinceMs }
    recorder.see('greeting', 'fail', answer)
    recordReply(recorder, { ...expected, detail: wordProtocol(answer) }, early ?? silence, sinceMs)
    return answer.speaks === 'tls' ? 'tls' : 'fail'
  }
  return recordReply(recorder, expected, await greeting, sinceMs) ? 'ok' : 'fail'
}

/** Half a line that can become a reply. */
const BEGINS_REPLY = /^(?:\d{1,3}$|\d{3}[ -])/

function isSomethingElse({ speaks }: ProtocolSeen): boolean {
  return speaks !== 'silent' && speaks !== 'smtp'
}
