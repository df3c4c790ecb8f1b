// A loopback proxy that makes a near server far: everything that passes it takes half of a chosen round trip each way.
// The TCP handshake itself is answered by this machine at once, so what a client needs through the proxy, divided by the
// round trip, is its number of round trips beyond the TCP handshake.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { LabServer } from '../../src/lab/serve.js'

export interface DelayProxy {
  readonly port: number
  close(): Promise<void>
}

/** Listens on a free port of 127.0.0.1 and passes on to `targetPort` there. */
export async function openDelayProxy(targetPort: number, roundTripMs: number): Promise<DelayProxy> {
  const oneWayMs = roundTripMs / 2
  const sockets = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()
  const later = (act: () => void) => {
    if (oneWayMs === 0) return act()
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, oneWayMs)
    timers.add(timer)
  }
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }
  const pass = (from: Socket, to: Socket) => {
    from.on('data', (chunk) => later(() => to.writable && to.write(chunk)))
    from.on('end', () => later(() => to.end()))
    from.on('close', () => later(() => to.destroy()))
  }
  const server = createServer({ allowHalfOpen: true }, (near) => {
    keep(near)
    // The end of the handshake reaches the server half a round trip later, and only then does it greet.
    later(() => {
      const far = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true })
      keep(far)
      pass(near, far)
      pass(far, near)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const timer of timers) clearTimeout(timer)
      for (const socket of sockets) socket.destroy()
      await once(server.close(), 'close')
    },
  }
}

/** The three ports of a server behind proxies, and the detours that lead a doctor there. */
export async function openFarPorts({ ports, hostName }: LabServer, roundTripMs: number) {
  const [submission, submissions, smtp] = (await Promise.all(
    [ports.submission, ports.submissions, ports.smtp].map((port) => openDelayProxy(port, roundTripMs)),
  )) as [DelayProxy, DelayProxy, DelayProxy]
  const detours = [
    [587, submission],
    [465, submissions],
    [25, smtp],
  ] as const
  return {
    ports: { submission: submission.port, submissions: submissions.port, smtp: smtp.port },
    connectTo: detours.map(([fromPort, { port }]) => ({
      fromHost: hostName,
      fromPort,
      toHost: '127.0.0.1',
      toPort: port,
    })),
    async close() {
      await Promise.all([submission, submissions, smtp].map((proxy) => proxy.close()))
    },
  }
}
