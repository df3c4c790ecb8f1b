// A second handshake with old TLS versions and weak ciphers allowed, on a connection of its own, only to name the cause
// of the first one's failure. Nothing is sent over it.

import type { Endpoint } from '../model.js'
import { ehloCommand, plainCommand } from '../smtp/command.js'
import { createChannel } from './channel.js'
import type { ProbeEnvironment } from './environment.js'
import { shakeHands } from './handshake.js'
import type { ResolvedAddress } from './network.js'
import { createRecorder } from './recorder.js'

/** Returns what the server would agree to; undefined when even that fails. */
export async function shakeRelaxed(
  endpoint: Endpoint,
  address: ResolvedAddress,
  environment: ProbeEnvironment,
): Promise<{ version: string; cipher: string } | undefined> {
  const socket = environment.network.dial(address, environment.route(endpoint).port).on('error', () => {})
  if (endpoint.security === 'starttls') {
    const { clock } = environment.network
    const silent = createRecorder(endpoint, clock, undefined)
    const channel = createChannel(socket, { isEncrypted: false, recorder: silent, clock, signal: environment.signal })
    for (const command of [undefined, ehloCommand(environment.ehloName), plainCommand('STARTTLS')]) {
      if (command) channel.send(command)
      const { kind } = await channel.readReply(environment.deadlineMs('starttls'))
      if (kind !== 'reply') {
        channel.destroy()
        return undefined
      }
    }
    channel.detach().on('error', () => {})
  }
  const options = { deadlineMs: environment.deadlineMs('tls'), signal: environment.signal, isRelaxed: true }
  const outcome = await shakeHands(socket, endpoint.host, environment.trust, options)
  if (outcome.kind !== 'secure') return undefined
  const { socket: secured } = outcome
  const worked = { version: secured.getProtocol() ?? 'unknown', cipher: secured.getCipher().name }
  secured.on('error', () => {}).destroy()
  return worked
}
