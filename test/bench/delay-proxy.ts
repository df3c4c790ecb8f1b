// A loopback proxy that makes a near server far: everything that passes it takes half of a chosen round trip each way.
// The TCP handshake itself is answered by this machine at once, so what a client needs through the proxy, divided by the
// round trip, is its number of round trips beyond the TCP handshake.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

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
