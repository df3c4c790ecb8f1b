// The letter: MAIL and RCPT, then either RSET (nothing is sent) or DATA with a real message.

import { domainToASCII } from 'node:url'
import type { Envelope } from '../model.js'
import { dataOctets, mailCommand, needsSmtputf8, plainCommand, rcptCommand } from '../smtp/command.js'
import type { ProbeEnvironment } from './environment.js'
import { recordReply } from './record-reply.js'
import type { Recorder } from './recorder.js'
import type { OpenSession } from './walk.js'

/** Tries the envelope on an open session; true when everything asked for was accepted. */
export async function deliver(
  { channel, capabilities }: OpenSession,
  recorder: Recorder,
  envelope: Envelope,
  message: Uint8Array | undefined,
  environment: ProbeEnvironment,
): Promise<boolean> {
  const { clock } = environment.network
  const { isEncrypted } = channel
  const [from, to] = [asciiDomain(envelope.from), asciiDomain(envelope.to)]
  const smtputf8 = needsSmtputf8(from) || needsSmtputf8(to)
  let sinceMs = clock()
  if (smtputf8 && !capabilities.hasSmtputf8) {
    const [stage, whose] = needsSmtputf8(from) ? (['mail', 'sender'] as const) : (['rcpt', 'recipient'] as const)
    const detail = `the ${whose}'s address has characters beyond ASCII and the server does not offer SMTPUTF8`
    recorder.see(stage, 'fail', { kind: 'client', complaint: 'smtputf8-unsupported', message: detail })
    recorder.stage(stage, 'fail', sinceMs, detail)
    return false
  }
  const octets = message && dataOctets(message)
  const mail = mailCommand(from, {
    smtputf8,
    ...(octets && capabilities.maxSizeBytes !== undefined && { sizeBytes: octets.length }),
  })
  const rcpt = rcptCommand(to)
  // RFC 2920: MAIL and RCPT may go in one group where the server offers it.
  const isPipelined = capabilities.hasPipelining
  channel.send(...(isPipelined ? [mail, rcpt] : [mail]))
  const mailOutcome = await channel.readReply(environment.deadlineMs('mail'))
  const mailExpected = { stage: 'mail', verb: 'MAIL', command: mail.shown, isEncrypted } as const
  // After a refused MAIL the reply to the pipelined RCPT says nothing of its own; it is left unread.
  if (!recordReply(recorder, mailExpected, mailOutcome, sinceMs)) return false
  sinceMs = clock()
  if (!isPipelined) channel.send(rcpt)
  const rcptOutcome = await channel.readReply(environment.deadlineMs('rcpt'))
  const rcptExpected = { stage: 'rcpt', verb: 'RCPT', command: rcpt.shown, isEncrypted } as const
  if (!recordReply(recorder, rcptExpected, rcptOutcome, sinceMs)) return false
  if (!octets) {
    channel.send(plainCommand('RSET'))
    await channel.readReply(environment.deadlineMs('mail'))
    return true
  }
  sinceMs = clock()
  channel.send(plainCommand('DATA'))
  const go = await channel.readReply(environment.deadlineMs('data'))
  const dataExpected = { stage: 'data', verb: 'DATA', command: 'DATA', isEncrypted, isIntermediate: true } as const
  if (!recordReply(recorder, dataExpected, go, sinceMs)) return false
  channel.sendOctets(octets, `<message of ${octets.length} octets>`)
  const taken = await channel.readReply(environment.deadlineMs('data'))
  const messageExpected = { stage: 'data', verb: 'MESSAGE', command: 'end of data', isEncrypted } as const
  return recordReply(recorder, messageExpected, taken, sinceMs) !== undefined
}

/** The address with its domain in A-labels (RFC 5890), as it has to stand in the envelope without SMTPUTF8. */
function asciiDomain(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0) return address
  return `${address.slice(0, at + 1)}${domainToASCII(address.slice(at + 1)) || address.slice(at + 1)}`
}
