// The sockets of the practice server: listening, TLS, raw handlers, refusing ports; all of it ended at once.

import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net'
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import type { Account } from './authentication.js'
import type { ServerCertificate } from './certificates.js'
import { holdDialogue, type LoginSeen, type MessageSeen, type SessionContext } from './dialogue.js'
import type { RawConnection, Role, Script, Service, TlsTuning } from './fault.js'

/** One open door. */
export interface Door {
  readonly role: Role
  /** The port that it listens on. */
  readonly port: number
  close(): void
}

export interface DoorOptions {
  readonly role: Role
  readonly service: Service
  /** The address to listen on. */
  readonly host: string
  /** The port to listen on, 0 for any. */
  readonly port: number
  readonly hostName: string
  readonly account: Account
  readonly certificate: ServerCertificate
  readonly onLogin: (login: LoginSeen) => void
  readonly onMessage: (message: MessageSeen) => void
}

/** Opens one door; rejects when the port cannot be had. Neither the door nor its connections keep the process alive. */
export function openDoor(options: DoorOptions): Promise<Door> {
  switch (options.service.kind) {
    case 'refused':
      return openRefusingPort(options)
    case 'smtp-server':
      return openSmtpServer(options, options.service)
    default:
      return openScripted(options)
  }
}

function secureContextOf(certificate: ServerCertificate, tuning: TlsTuning = {}): SecureContext {
  const { certificate: _, demandsCertificate: __, ...tls } = tuning
  return createSecureContext({ key: certificate.keyPem, cert: certificate.chainPem, ...tls })
}

// ------------------------------------------------------------------------------------------------ script and raw bytes

async function openScripted(options: DoorOptions): Promise<Door> {
  const { service, role } = options
  const tuning = 'tls' in service ? service.tls : undefined
  const secureContext = secureContextOf(options.certificate, tuning)
  const isDemanding = tuning?.demandsCertificate ?? false
  const open = new Set<Socket>()
  const track = <S extends Socket>(socket: S): S => {
    open.add(socket)
    socket.unref()
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
    return socket
  }
  const encrypt = (socket: Socket, script: Script | undefined, ready: (encrypted: TLSSocket) => void): void => {
    if (script?.handshake === 'stall') return void socket.on('data', () => undefined)
    if (script?.handshake === 'close') return void socket.once('data', () => socket.destroy())
    const encrypted = track(
      new TLSSocket(socket, {
        isServer: true,
        secureContext,
        requestCert: isDemanding,
        rejectUnauthorized: isDemanding,
      }),
    )
    // Destroying the socket below a TLS socket in mid-handshake crashes Node; the upper one takes it along.
    open.delete(socket)
    encrypted.once('secure', () => ready(encrypted))
  }
  const server = createServer((socket) => {
    track(socket).setNoDelay(true)
    const isTlsFirst = (role === 'submissions' && service.kind !== 'clear-first') || service.kind === 'tls-first'
    const talk = (top: Socket): void => {
      const connection = rawConnection(top)
      if (service.kind === 'raw') service.serve(connection)
      if (!('script' in service)) return
      const { script } = service
      const context: SessionContext = {
        ...options,
        port: portOf(server),
        isEncrypted: top instanceof TLSSocket,
        upgrade: (plain, ready) => encrypt(plain, script, ready),
      }
      holdDialogue(connection, script, context)
    }
    if (!isTlsFirst || (service.kind === 'raw' && service.beneath)) talk(socket)
    else encrypt(socket, 'script' in service ? service.script : undefined, talk)
  })
  await listen(server, options)
  return {
    role,
    port: portOf(server),
    close() {
      server.close()
      for (const socket of [...open]) socket.destroy()
    },
  }
}

/** Wraps a socket for handlers that write bytes by hand; timers end with the connection. */
function rawConnection(socket: Socket): RawConnection {
  return {
    socket,
    every(ms, act) {
      const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : act()), ms)
      timer.unref()
      socket.once('close', () => clearInterval(timer))
    },
    flood(chunk) {
      const block = Buffer.concat(Array.from({ length: Math.ceil(16_384 / chunk.length) }, () => chunk))
      const pour = (): void => {
        // One block a turn, or a fast reader would keep the event loop from everything else.
        if (!socket.destroyed && socket.writable) socket.write(block, () => setImmediate(pour))
      }
      pour()
    },
  }
}

// ---------------------------------------------------------------------------------------------------------- smtp-server

async function openSmtpServer(options: DoorOptions, service: Extract<Service, { kind: 'smtp-server' }>): Promise<Door> {
  const { role, account, certificate, hostName } = options
  const { certificate: _, demandsCertificate: __, ...tls } = service.tls ?? {}
  const smtp: SMTPServer = new SMTPServer({
    name: hostName,
    secure: role === 'submissions',
    key: certificate.keyPem,
    cert: certificate.chainPem,
    ...tls,
    authMethods: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    onAuth(auth, session, callback) {
      const username = auth.username ?? ''
      const isRight =
        username === account.username &&
        (auth.method === 'XOAUTH2'
          ? account.token !== undefined && auth.accessToken === account.token
          : auth.method === 'CRAM-MD5'
            ? auth.validatePassword(account.secret)
            : auth.password === account.secret)
      const { port } = smtp.server.address() as AddressInfo
      options.onLogin({
        port,
        mechanism: auth.method,
        username,
        isEncrypted: session.secure,
        isAccepted: isRight,
      })
      if (isRight) return callback(null, { user: username })
      if (auth.method === 'XOAUTH2') return callback(null, { data: { status: '400', schemes: 'Bearer' } })
      callback(Object.assign(new Error('Error: authentication failed'), { responseCode: 535 }))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        if (stream.sizeExceeded) return callback()
        options.onMessage({
          port: (smtp.server.address() as AddressInfo).port,
          ...(session.user && { username: String(session.user) }),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        })
        callback(null, 'Ok: queued for practice')
      })
    },
    ...service.options,
  })
  // A client that breaks off a handshake is an ordinary thing here.
  smtp.on('error', () => undefined)
  smtp.server.on('connection', (socket: Socket) => void socket.unref())
  await listen(smtp.server, options)
  return {
    role,
    port: portOf(smtp.server),
    close() {
      // Ends what is still in an implicit TLS handshake, and stops listening.
      smtp.close()
      for (const connection of [...smtp.connections]) {
        // During STARTTLS this is the socket below TLS: it may be ended, but destroying it would crash Node.
        if (connection._upgrading) connection._socket.end()
        else connection._socket.destroy()
      }
    },
  }
}

// ------------------------------------------------------------------------------------------------------------- ports

/**
 * A port that refuses. It is held by the client's end of a connection of our own, so that nobody else can begin to listen
 * on it in the meantime, as could happen to a port that was merely closed again.
 */
async function openRefusingPort({ role, host, port }: DoorOptions): Promise<Door> {
  if (port !== 0) return { role, port, close: () => undefined }
  const peer = createServer((socket) => void socket.on('error', () => undefined).unref())
  await listen(peer, { host, port: 0 })
  const holder = dial({ host, port: portOf(peer) })
  holder.on('error', () => undefined).unref()
  await new Promise<void>((resolve, reject) => holder.once('connect', resolve).once('error', reject))
  peer.close()
  return { role, port: holder.localPort ?? 0, close: () => void holder.destroy() }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.removeListener('error', reject)
      server.unref()
      resolve()
    })
  })
}

const portOf = (server: Server): number => (server.address() as AddressInfo | null)?.port ?? 0
