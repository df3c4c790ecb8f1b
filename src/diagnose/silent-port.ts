// Ports that say nothing until TLS has begun: whether that explains a wait for a greeting. Shared by the rule that names
// it and by those that step back for it.

import type { Context, Observation } from '../model.js'
import { expectedStart, isSameEndpoint, portOf, securityOf } from './meant.js'
import { isOvercome, type SocketFailure, socketFailures } from './phrases/socket.js'
import { lineOf, ofKind } from './select.js'

/** The connections that stood and ended before any greeting. */
export function ungreeted(seen: readonly Observation[]): SocketFailure[] {
  return socketFailures(seen).filter(
    (failure) =>
      failure.stage === 'greeting' &&
      (failure.fault === 'timeout' || failure.fault === 'closed') &&
      !expectsAnswerToCommand(failure.seen) &&
      !isOvercome(failure, seen),
  )
}

/** Whether a library waited for 250 or 334 when the connection ended: then it had been greeted. */
export function expectsAnswerToCommand(one: Observation): boolean {
  return /expected[^\n]{0,30}\b(?:250|235|334|354)\b/i.test(lineOf(one))
}

/** Whether this wait for a greeting is explained: the port answers in TLS, or is known to, and the client spoke clear text. */
export function isTlsFirst(one: Observation, seen: readonly Observation[], context: Context): boolean {
  const answer = ofKind(seen, 'protocol').find(
    ({ endpoint, speaks }) => speaks === 'tls' && (!one.endpoint || isSameEndpoint(endpoint, one.endpoint)),
  )
  if (answer) return securityOf(answer, context) !== 'tls'
  // A check has asked in TLS, and that brought no answer either.
  if (context.source === 'probe') return false
  return (
    securityOf(one, context) !== 'tls' && expectedStart(portOf(one, context), context) === 'tls' && !opensWithTls(one)
  )
}

/** Whether the line itself shows a client that starts with TLS. */
export function opensWithTls(one: Observation): boolean {
  return /SMTP_SSL|ssl:\/\/|smtps:\/\/|SSLSocket|tls_wrap|TLSSocket/i.test(lineOf(one))
}
