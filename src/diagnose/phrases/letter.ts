// What is known about the place where a letter was refused.

import type { Context, Verb } from '../../model.js'

/** Commands whose answers judge the message itself. */
export const MESSAGE_VERBS: readonly Verb[] = ['DATA', 'MESSAGE']

/** Whether the provider is a service for sending, where senders are verified and not tied to a mailbox. */
export function isSendingService(context: Context): boolean {
  return context.provider?.kind === 'sending-service'
}
