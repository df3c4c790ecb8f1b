// A server that says what a test tells it to: raw bytes on net and tls, nothing of SMTP known here.

import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import type { CertificateKind } from '../../src/lab/certificates.js'
import { labAuthority } from '../../src/lab/certificates.js'
import type { ConnectTo, Endpoint, Security } from '../../src/model.js'

export const HOST = 'mail.example.org'

/** Answers one line of the client; undefined says nothing, `close` hangs up, `starttls` upgrades after its text. */
export type Answer = string | undefined | { readonly say?: string; readonly next: 'close' | 'starttls' }

export interface Script {
  readonly greeting?: Answer
  readonly greetsAfterMs?: number
  /** The answers to command lines, secrets included, as they come. */
  answer?(line: string, connection: { readonly isEncrypted: boolean; readonly index: number }): Answer
  readonly isTls?: boolean
  readonly certificate?: CertificateKind
  readonly tls?: { readonly maxVersion?: 'TLSv1.1' | 'TLSv1.2' }
}

export interface ScriptedServer {
  readonly port: number
  /** Every line that arrived, of all connections. */
  readonly lines: readonly string[]
  readonly connections: () => number
  /** Sockets that are open now. */
  readonly open: () => number
  close(): Promise<void>
}

/** Starts a server on 127.0.0.1. */
export async function startScripted(script: Script): Promise<ScriptedServer> {
  const authority = await labAuthority()
  const { keyPem, chainPem } = await authority.issue(script.certificate ?? 'good', [HOST])
  const secureContext = createSecureContext({
    key: keyPem,
    cert: chainPem,
    ...(script.tls?.maxVersion && {
      minVersion: 'TLSv1',
      maxVersion: script.tls.maxVersion,
      ciphers: 'ALL:@SECLEVEL=0',
    }),
  })
  const lines: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    const index = connections
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)))
    const upgrade = (raw: Socket) =>
      new TLSSocket(raw, { isServer: true, secureContext }).on('error', () => raw.destroy())
    converse(script.isTls ? upgrade(socket) : socket, script.isTls === true, true)

    function converse(stream: Socket, isEncrypted: boolean, greets: boolean): void {
      const act = (answer: Answer) => {
        const { say, next } = typeof answer === 'string' ? { say: answer, next: undefined } : (answer ?? {})
        if (say !== undefined) stream.write(say)
        if (next === 'close') stream.end()
        if (next === 'starttls') {
          stream.removeAllListeners('data')
          converse(upgrade(stream), true, false)
        }
      }
      let buffered = ''
      stream.on('data', (chunk: Buffer) => {
        buffered += chunk.toString('latin1')
        for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
          const line = buffered.slice(0, end)
          buffered = buffered.slice(end + 2)
          lines.push(line)
          act(script.answer?.(line, { isEncrypted, index }))
        }
      })
      if (greets && script.greetsAfterMs) setTimeout(act, script.greetsAfterMs, script.greeting).unref()
      else if (greets) act(script.greeting)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    lines,
    connections: () => connections,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

/** A server that does everything right; `auth` gives the replies to AUTH and what follows it. */
export function healthy(
  auth: (line: string) => Answer = () => '235 2.7.0 ok\r\n',
  keywords: readonly string[] = [],
): Script {
  return {
    greeting: `220 ${HOST} ESMTP\r\n`,
    answer(line, { isEncrypted }) {
      const offered = [HOST, 'PIPELINING', ...(isEncrypted ? ['AUTH PLAIN LOGIN', ...keywords] : ['STARTTLS'])]
      if (/^EHLO/.test(line)) {
        return offered.map((word, index) => `250${index === offered.length - 1 ? ' ' : '-'}${word}\r\n`).join('')
      }
      if (line === 'STARTTLS') return { say: '220 go ahead\r\n', next: 'starttls' }
      if (/^(?:MAIL|RCPT|RSET)/.test(line)) return '250 2.1.0 ok\r\n'
      if (line === 'QUIT') return { say: '221 bye\r\n', next: 'close' }
      return auth(line)
    },
  }
}

/** The endpoint by which a server is meant, as the doctor reaches it through `connectTo`. */
export function meant(
  port: number,
  security: Security,
  server: { readonly port: number },
): { endpoint: Endpoint; route: ConnectTo } {
  return {
    endpoint: { host: HOST, port, security },
    route: { fromHost: HOST, fromPort: port, toHost: '127.0.0.1', toPort: server.port },
  }
}
