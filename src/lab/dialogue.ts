// A mail server that follows a script to the byte. smtp-server words its own replies; this one says exactly what a
// fault's script says, in as many lines, and behaves as RFC 5321, 3207 and 4954 ask for where the script is silent.

import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { type Account, beginExchange, isMechanism, type Step } from './authentication.js'
import { type Answer, answer, type Choice, lastAnswer, type Moment, type RawConnection, type Script } from './fault.js'

/** What was seen of one login: for tests and for the learner, never the secret. */
export interface LoginSeen {
  readonly port: number
  readonly mechanism: string
  readonly username: string
  readonly isEncrypted: boolean
  readonly isAccepted: boolean
}

/** One message taken, as it came (dots unstuffed). */
export interface MessageSeen {
  readonly port: number
  readonly username?: string
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
}

/** What a session needs from the server around it. */
export interface SessionContext {
  readonly hostName: string
  readonly port: number
  readonly account: Account
  readonly isEncrypted: boolean
  /** Puts TLS over the connection, or lets the handshake fail as the script says. */
  readonly upgrade: (socket: Socket, ready: (encrypted: TLSSocket) => void) => void
  readonly onLogin: (login: LoginSeen) => void
  readonly onMessage: (message: MessageSeen) => void
}

const FEATURES = ['PIPELINING', 'SIZE 35882577', '8BITMIME', 'ENHANCEDSTATUSCODES', 'SMTPUTF8']
const PASSWORD_MECHANISMS = ['PLAIN', 'LOGIN']
/** A practice server takes no more of one line or message; a client that sends it is not one of ours. */
const MAX_INPUT_BYTES = 64 * 1024 * 1024

const REFUSED = answer('535 5.7.8 Error: authentication failed')
const STARTTLS_FIRST = answer('530 5.7.0 Must issue a STARTTLS command first')
const LOGIN_FIRST = answer('530 5.7.0 Authentication required')
const NOT_BASE64 = answer('501 5.5.2 Cannot decode response')

/** Holds one session on `connection` until either side ends it; the greeting goes out at once. */
export function holdDialogue(connection: RawConnection, script: Script, context: SessionContext): void {
  let { socket } = connection
  let isEncrypted = context.isEncrypted
  let buffered: Buffer = Buffer.alloc(0)
  let isMuted = false
  let isGreeted = false
  let username: string | undefined
  let from: string | undefined
  let to: string[] = []
  let continuation: ((line: string) => Answer) | undefined
  let isReceiving = false

  const moment = (argument: string, parameters: readonly string[] = [], message?: string): Moment => ({
    hostName: context.hostName,
    isEncrypted,
    ...(username !== undefined && { username }),
    argument,
    parameters,
    ...(from !== undefined && { from }),
    to,
    ...(message !== undefined && { message }),
  })

  const send = ({ lines, afterwards }: Answer): void => {
    const end = Buffer.from(script.lineEnd ?? '\r\n')
    const bytes = Buffer.concat(lines.flatMap((line) => [Buffer.from(line as string), end]))
    if (bytes.length > 0) socket.write(bytes)
    if (afterwards) isMuted = true
    if (afterwards === 'close') socket.end()
    if (afterwards === 'reset') reset(socket)
    if (afterwards === 'flood') connection.flood(Buffer.concat([Buffer.from(lines.at(-1) as string), end]))
  }

  const offered = (): readonly string[] =>
    isEncrypted ? (script.mechanisms ?? PASSWORD_MECHANISMS) : (script.clearMechanisms ?? [])

  const mayStartTls = (): boolean => !isEncrypted && (script.startTls ?? 'offered') === 'offered'

  const keywords = (): string[] => [
    ...(script.features ?? FEATURES),
    ...(mayStartTls() ? ['STARTTLS'] : []),
    ...(!isEncrypted && script.startTls === 'stripped' ? ['XXXXXXXA'] : []),
    ...(offered().length > 0 ? [`AUTH ${offered().join(' ')}`] : []),
  ]

  const hello = (name: string, isExtended: boolean): Answer => {
    const scripted = choose(script.ehlo, moment(name))
    if (scripted) return scripted
    isGreeted = true
    const lines = [`${context.hostName} at your service`, ...(isExtended ? keywords() : [])]
    return answer(...lines.map((line, i) => `250${i < lines.length - 1 ? '-' : ' '}${line}`))
  }

  const startTls = (): Answer | undefined => {
    if (isEncrypted) return answer('503 5.5.1 Error: TLS already active')
    if (script.startTls === 'stripped') return answer('500 5.5.1 Command unrecognized: "XXXXXXXX"')
    if (script.startTls === 'absent') return answer('502 5.5.1 Error: command not implemented')
    const reply = script.startTlsReply ?? answer('220 2.0.0 Ready to start TLS')
    if (!String(reply.lines[0]).startsWith('220')) return reply
    send(reply)
    // What came in clear behind STARTTLS is dropped (RFC 3207 section 4.2, CVE-2011-0411).
    buffered = Buffer.alloc(0)
    socket.removeListener('data', onData)
    context.upgrade(socket, (encrypted) => {
      socket = encrypted
      isEncrypted = true
      isGreeted = false
      username = undefined
      encrypted.on('data', onData)
    })
    return undefined
  }

  const authenticate = (mechanism: string, initial: string | undefined): Answer => {
    if (username !== undefined) return answer('503 5.5.1 Error: already authenticated')
    if (offered().length === 0)
      return mayStartTls() ? STARTTLS_FIRST : answer('503 5.5.1 Error: authentication not enabled')
    if (!offered().includes(mechanism)) return answer('504 5.7.4 Unrecognized authentication type')
    const early = script.auth?.at === 'start' ? choose(script.auth.reply, moment(mechanism)) : undefined
    if (early) return early
    if (!isMechanism(mechanism)) return script.refusal ?? REFUSED
    const decoded = initial === undefined ? undefined : initial === '=' ? '' : fromBase64(initial)
    if (decoded === null) return NOT_BASE64
    return proceed(mechanism, beginExchange(mechanism, decoded, context.account, context.hostName))
  }

  const proceed = (mechanism: string, step: Step): Answer => {
    if (step.kind === 'malformed') return NOT_BASE64
    if (step.kind === 'done') return conclude(mechanism, step.username, step.isRight)
    continuation = (line) => {
      if (line === '*') return answer('501 5.7.0 Authentication cancelled')
      const response = fromBase64(line)
      return response === null ? NOT_BASE64 : proceed(mechanism, step.next(response))
    }
    return answer(`334 ${Buffer.from(step.text, 'latin1').toString('base64')}`)
  }

  const conclude = (mechanism: string, name: string, isRight: boolean): Answer => {
    const scripted = choose(script.auth?.reply, { ...moment(mechanism), username: name })
    const isAccepted = !scripted && isRight
    context.onLogin({ port: context.port, mechanism, username: name, isEncrypted, isAccepted })
    if (!isAccepted) return scripted ?? script.refusal ?? REFUSED
    username = name
    return answer('235 2.7.0 Authentication successful')
  }

  const mail = (rest: string): Answer => {
    const path = parsePath(rest, 'FROM:')
    if (!path) return answer('501 5.5.4 Syntax: MAIL FROM:<address>')
    if (!isGreeted) return answer('503 5.5.1 Error: send HELO/EHLO first')
    const scripted = choose(script.mail, moment(path.address, path.parameters))
    if (scripted) return scripted
    if (username === undefined && !script.isLoginOptional) return mayStartTls() ? STARTTLS_FIRST : LOGIN_FIRST
    from = path.address
    to = []
    return answer('250 2.1.0 Ok')
  }

  const rcpt = (rest: string): Answer => {
    const path = parsePath(rest, 'TO:')
    if (!path) return answer('501 5.5.4 Syntax: RCPT TO:<address>')
    if (from === undefined) return answer('503 5.5.1 Error: need MAIL command')
    const scripted = choose(script.rcpt, moment(path.address, path.parameters))
    if (scripted) return scripted
    to = [...to, path.address]
    return answer('250 2.1.5 Ok')
  }

  const data = (): Answer => {
    if (to.length === 0) return answer('503 5.5.1 Error: need RCPT command')
    const scripted = choose(script.data, moment(''))
    if (scripted) return scripted
    isReceiving = true
    return answer('354 End data with <CR><LF>.<CR><LF>')
  }

  const take = (stuffed: string): Answer => {
    const raw = stuffed.replace(/^\.\./gm, '.')
    const scripted = choose(script.message, moment('', [], raw))
    const message = { port: context.port, ...(username !== undefined && { username }), from: from ?? '', to, raw }
    forget()
    if (scripted) return scripted
    context.onMessage(message)
    return answer('250 2.0.0 Ok: queued for practice')
  }

  const forget = (): Answer => {
    from = undefined
    to = []
    return answer('250 2.0.0 Ok')
  }

  const obey = (line: string): Answer | undefined => {
    const [verb = '', ...words] = line.split(' ')
    const rest = line.slice(verb.length).trim()
    switch (verb.toUpperCase()) {
      case 'EHLO':
        return hello(rest, true)
      case 'HELO':
        return hello(rest, false)
      case 'STARTTLS':
        return startTls()
      case 'AUTH':
        return authenticate((words[0] ?? '').toUpperCase(), words[1])
      case 'MAIL':
        return mail(rest)
      case 'RCPT':
        return rcpt(rest)
      case 'DATA':
        return data()
      case 'RSET':
        return forget()
      case 'NOOP':
        return answer('250 2.0.0 Ok')
      case 'QUIT':
        return lastAnswer('221 2.0.0 Bye')
      default:
        return answer('500 5.5.2 Error: command not recognized')
    }
  }

  const answerTo = (text: string): Answer | undefined => {
    const next = continuation
    continuation = undefined
    return next ? next(text) : obey(text)
  }

  const onData = (chunk: Buffer): void => {
    buffered = Buffer.concat([buffered, chunk])
    if (buffered.length > MAX_INPUT_BYTES) socket.destroy()
    while (!isMuted && !socket.destroyed) {
      const wasReceiving = isReceiving
      const unit = wasReceiving ? cutMessage(buffered) : cutLine(buffered)
      if (!unit) return
      buffered = unit.rest
      isReceiving = false
      const reply = wasReceiving ? take(unit.text) : answerTo(unit.text)
      if (reply) send(reply)
    }
  }

  socket.on('data', onData)
  send(script.greeting ?? answer(`220 ${context.hostName} ESMTP ready`))
}

function choose(choice: Choice | undefined, moment: Moment): Answer | undefined {
  return typeof choice === 'function' ? choice(moment) : choice
}

/** Ends a connection with RST where the platform can, so that the client sees ECONNRESET. */
export function reset(socket: Socket): void {
  if ('resetAndDestroy' in socket && !('encrypted' in socket)) socket.resetAndDestroy()
  else socket.destroy()
}

interface Unit {
  readonly text: string
  readonly rest: Buffer
}

function cutLine(buffered: Buffer): Unit | undefined {
  const at = buffered.indexOf(0x0a)
  if (at < 0) return undefined
  return { text: buffered.toString('utf8', 0, at).replace(/\r$/, ''), rest: buffered.subarray(at + 1) }
}

function cutMessage(buffered: Buffer): Unit | undefined {
  if (buffered.subarray(0, 3).equals(Buffer.from('.\r\n'))) return { text: '', rest: buffered.subarray(3) }
  const at = buffered.indexOf('\r\n.\r\n')
  if (at < 0) return undefined
  return { text: buffered.toString('utf8', 0, at + 2), rest: buffered.subarray(at + 5) }
}

function parsePath(rest: string, prefix: string): { address: string; parameters: string[] } | undefined {
  if (!rest.toUpperCase().startsWith(prefix)) return undefined
  const match = /^\s*<([^<>]*)>(.*)$/.exec(rest.slice(prefix.length))
  if (!match) return undefined
  const [, address = '', parameters = ''] = match
  return { address, parameters: parameters.trim().toUpperCase().split(/\s+/).filter(Boolean) }
}

/** Decodes strictly (RFC 4648 section 4); null where it is not base64. */
function fromBase64(text: string): string | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null
  return Buffer.from(text, 'base64').toString('latin1')
}
