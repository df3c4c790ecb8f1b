// A second handshake on a connection of its own, only to name the cause of the first one's failure: with old TLS versions
// and weak ciphers allowed, or with an eye on the bytes that come in its place. Nothing is sent over it.

import type { Socket } from 'node:net'
import type { Endpoint, ProtocolSeen, TlsErrorSeen } from '../model.js'
import { ehloCommand, plainCommand } from '../smtp/command.js'
import { createChannel } from './channel.js'
import type { ProbeEnvironment } from './environment.js'
import { shakeHands } from './handshake.js'
import type { ResolvedAddress } from './network.js'
import { recognise, tap } from './other-tongue.js'
import { createRecorder } from './recorder.js'

/** Returns what the server would agree to; undefined when even that fails. */
export async function shakeRelaxed(
  endpoint: Endpoint,
  address: ResolvedAddress,
  environment: ProbeEnvironment,
): Promise<TlsErrorSeen['relaxed']> {
  const socket = await openToHandshake(endpoint, address, environment)
  if (!socket) return undefined
  const options = { deadlineMs: environment.deadlineMs('tls'), signal: environment.signal, isRelaxed: true }
  const outcome = await shakeHands(socket, endpoint.host, environment.trust, options)
  if (outcome.kind !== 'secure') return undefined
  const { socket: secured } = outcome
  const worked = { version: secured.getProtocol() ?? 'unknown', cipher: secured.getCipher().name }
  secured.on('error', () => {}).destroy()
  return worked
}

/** What comes in answer to a ClientHello where no TLS came; `silent` when nothing does. */
export async function hearInsteadOfTls(
  endpoint: Endpoint,
  address: ResolvedAddress,
  environment: ProbeEnvironment,
): Promise<ProtocolSeen> {
  const socket = await openToHandshake(endpoint, address, environment)
  if (!socket) return { kind: 'protocol', asked: 'tls', speaks: 'silent' }
  const tapped = tap(socket)
  const options = { deadlineMs: environment.deadlineMs('tls'), signal: environment.signal }
  const outcome = await shakeHands(tapped.stream, endpoint.host, environment.trust, options)
  if (outcome.kind === 'secure') outcome.socket.on('error', () => {}).destroy()
  socket.destroy()
  return { kind: 'protocol', asked: 'tls', ...recognise(tapped.firstBytes()) }
}

/** A new connection, brought to where the handshake begins. */
async function openToHandshake(
  endpoint: Endpoint,
  address: ResolvedAddress,
  environment: ProbeEnvironment,
): Promise<Socket | undefined> {
  const socket = environment.network.dial(address, environment.route(endpoint).port).on('error', () => {})
  if (endpoint.security !== 'starttls') return socket
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
  return channel.detach().on('error', () => {})
}
