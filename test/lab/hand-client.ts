// An SMTP client by hand, for proving what the practice server does on the wire. It is independent of src/smtp and
// src/probe, keeps every byte, and judges nothing.

import { connect as dial, type Socket } from 'node:net'
import { connect as dialTls, type TLSSocket } from 'node:tls'
import type { Role } from '../../src/lab/fault.js'
import type { LabServer } from '../../src/lab/serve.js'

export interface Exchange {
  readonly verb: string
  /** Lines as received, latin1, without line ends. */
  readonly lines: readonly string[]
  readonly code: number
}

/** How a conversation ended that did not end with a reply: `close`, `reset`, or the handshake's error. */
export class Ended extends Error {}

export interface Line {
  readonly socket: Socket
  /** All that was received so far on this layer, latin1. */
  received(): string
  /** The next whole reply; rejects with Ended. */
  reply(verb: string): Promise<Exchange>
  say(command: string): Promise<Exchange>
  write(text: string | Buffer): void
  /** Resolves when the pattern has been received. */
  until(pattern: RegExp): Promise<string>
  /** Resolves with the way in which the server ended the connection. */
  ended(): Promise<string>
}

export function lineOf(socket: Socket): Line {
  let received = ''
  let used = 0
  let end: string | undefined
  let wake = () => {}
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
    wake()
  })
  const finish = (how: string) => () => {
    end ??= how
    wake()
  }
  socket.on('end', finish('close')).on('close', finish('close'))
  socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message)())
  const wait = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })
  const line: Line = {
    socket,
    received: () => received,
    async reply(verb) {
      for (;;) {
        const lines: string[] = []
        let at = used
        for (let next = received.indexOf('\n', at); next >= 0; next = received.indexOf('\n', at)) {
          const text = received.slice(at, next).replace(/\r$/, '')
          lines.push(text)
          at = next + 1
          if (!/^\d{3}-/.test(text)) {
            used = at
            return { verb, lines, code: Number(text.slice(0, 3)) }
          }
        }
        if (end) throw new Ended(end)
        await wait()
      }
    },
    say(command) {
      socket.write(`${command}\r\n`)
      return line.reply(command.split(' ')[0] ?? '')
    },
    write: (text) => void socket.write(text),
    async until(pattern) {
      while (!pattern.test(received)) {
        if (end) throw new Ended(end)
        await wait()
      }
      return received
    },
    async ended() {
      while (!end) await wait()
      return end
    },
  }
  return line
}

/** Opens a bare TCP connection to one door. */
export function openTcp(server: LabServer, role: Role): Line {
  return lineOf(dial({ host: server.address, port: server.ports[role] }))
}

/** Puts TLS over a connection or opens a TLS connection; rejects with the library's error. */
export async function openTls(server: LabServer, over: Socket | Role, options: object = {}): Promise<Line> {
  const socket: TLSSocket = dialTls({
    ca: server.caPem,
    servername: server.hostName,
    ...(typeof over === 'string' ? { host: server.address, port: server.ports[over] } : { socket: over }),
    ...options,
  })
  const line = lineOf(socket)
  await new Promise<void>((resolve, reject) => {
    socket
      .once('secureConnect', resolve)
      .once('error', reject)
      .once('close', () => reject(new Ended('close')))
  })
  return line
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

/**
 * Walks a whole session as the fault's setup says: greeting, EHLO, STARTTLS, AUTH PLAIN (or LOGIN, XOAUTH2), MAIL, RCPT,
 * DATA. Stops at the first reply that is a refusal; the last exchange is that one.
 */
export async function walk(server: LabServer, role: Role = 'submission', isChecked = true): Promise<Exchange[]> {
  const { setup } = server
  const seen: Exchange[] = []
  const step = async (exchange: Promise<Exchange>): Promise<boolean> => {
    const one = await exchange
    seen.push(one)
    return one.code >= 200 && one.code < 400
  }
  const options = { rejectUnauthorized: isChecked }
  let line = role === 'submissions' ? await openTls(server, role, options) : openTcp(server, role)
  try {
    if (!(await step(line.reply('CONNECT')))) return seen
    if (!(await step(line.say('EHLO client.lab.test')))) return seen
    if (role !== 'submissions' && !setup.isUnencrypted) {
      if (!(await step(line.say('STARTTLS')))) return seen
      line = await openTls(server, line.socket, options)
      if (!(await step(line.say('EHLO client.lab.test')))) return seen
    }
    if (!setup.isAnonymous && !(await logIn(line, server, step))) return seen
    if (!(await step(line.say(`MAIL FROM:<${setup.from}>`)))) return seen
    if (!(await step(line.say(`RCPT TO:<${setup.to}>`)))) return seen
    if (!(await step(line.say('DATA')))) return seen
    const message = `From: <${setup.from}>\r\nTo: <${setup.to}>\r\nSubject: practice\r\n\r\n..a line with a dot\r\n${'x'.repeat(300)}\r\n.`
    await step(line.say(message).then((one) => ({ ...one, verb: 'MESSAGE' })))
    return seen
  } finally {
    line.socket.destroy()
  }
}

async function logIn(
  line: Line,
  { setup }: LabServer,
  step: (exchange: Promise<Exchange>) => Promise<boolean>,
): Promise<boolean> {
  const { username, secret, isToken } = setup
  const last = async (exchange: Promise<Exchange>) => step(exchange.then((one) => ({ ...one, verb: 'AUTH' })))
  if (isToken) {
    const first = await line.say(`AUTH XOAUTH2 ${base64(`user=${username}\x01auth=Bearer ${secret}\x01\x01`)}`)
    return last(first.code === 334 ? line.say('') : Promise.resolve(first))
  }
  const offered = /^250[- ]AUTH (.*)$/m.exec(line.received().replaceAll('\r', ''))?.[1] ?? ''
  if (offered.split(' ').includes('PLAIN')) return last(line.say(`AUTH PLAIN ${base64(`\0${username}\0${secret}`)}`))
  const first = await line.say('AUTH LOGIN')
  if (first.code !== 334) return last(Promise.resolve(first))
  await line.say(base64(username))
  return last(line.say(base64(secret)))
}
