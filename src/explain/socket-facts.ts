// What a socket's error says beside its code: the address, the port, and how far the conversation had come.

import type { Observation, Stage } from '../model.js'
import { mailPortsIn } from '../smtp/mail-ports.js'
import { matches, phrases } from '../smtp/prefilter.js'
import { evidenceOf } from './excerpt.js'
import type { SocketPhrase } from './phrases/socket-errors.js'
import { verbBeside, verbOfFrame } from './phrases/verbs.js'
import { FACT_LENGTH, type Page, type Surroundings, stageOfReply } from './reading.js'

const ADDRESS =
  /(?:connect|dial|to|for|address|peeraddr=|E[A-Z]{5,12}|\[|\()["' ]{0,3}(?:tcp:? )?(?:[a-z][\w.-]{0,253}\/|\/)?["'[]?(?!\d\d?:\d\d:\d\d\b)((?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){2,7}|::1|localhost)[\]"']?(?:(?: port |:| )(\d{2,5}))?/

/** A failed socket, with the address and the moment that the paste gives it. */
export function socketSeen(
  page: Page,
  line: string,
  index: number,
  socket: SocketPhrase,
  around: Surroundings,
): Observation {
  const place =
    placeIn(line) ??
    placeIn(
      page.lines
        .slice(index + 1, index + 8)
        .filter((one) => /address["']?:|port["']?:/.test(one))
        .join(' '),
    ) ??
    triedBefore(page.lines, index)
  const stage = stageOfSocket(page, line, index, socket.code, around)
  const host = around.hints.host ?? place?.address ?? around.hints.attempted
  const port = place?.port ?? around.hints.port
  const security = around.hints.security
  const isCertain = security !== undefined || port !== 465 || stage === 'connect'
  return {
    stage,
    status: 'fail',
    ...(host &&
      port &&
      isCertain && {
        endpoint: { host, port, security: security ?? (port === 465 ? 'tls' : port === 25 ? 'none' : 'starttls') },
      }),
    kind: 'socket',
    code: socket.code,
    ...(stage === 'ehlo' && isSecondHello(page.lines, index) && { command: 'HELO' }),
    ...(place?.address && { address: place.address, family: place.address.includes(':') ? 6 : 4 }),
    message: line.trim().slice(0, FACT_LENGTH),
    evidence: evidenceOf(line),
  }
}

/** Libraries say HELO, the older form, only where EHLO was refused. */
function isSecondHello(lines: readonly string[], index: number): boolean {
  const frames = lines.slice(Math.max(0, index - FRAMES_AROUND), index + FRAMES_AROUND).join('\n')
  return /in [`']?(?:[\w:]{1,30}#)?helo'?\s/.test(`${frames}\n`) && /do_helo\b|\behlo_or_helo_if_needed\b/.test(frames)
}

/** How far the frames of a stack trace are looked for above and below its error. */
const FRAMES_AROUND = 30

/** telnet and curl name the address on the line before: `Trying 2001:db8::1...`. */
function triedBefore(lines: readonly string[], index: number): { address?: string; port?: number } | undefined {
  for (const line of lines.slice(Math.max(0, index - 2), index).reverse()) {
    const address = /\bTrying \[?([0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}|(?:\d{1,3}\.){3}\d{1,3})\]?(?:[\s.,]|$)/i.exec(
      line,
    )?.[1]
    if (address) return { address }
  }
  return undefined
}

function placeIn(whole: string): { address?: string; port?: number } | undefined {
  // The end of the connection that is this machine's own.
  const line = whole.replace(/\blocal=\S{1,300}/g, '')
  const match = ADDRESS.exec(line)
  if (!match) {
    const port = Number(
      /(?:\bport["']?[:= ]{1,3}|dial tcp :)(\d{2,5})\b/.exec(line)?.[1] ??
        /[a-z]\]?(?<!\.(?:[cm]?[jt]sx?|py|rb|php|go|java|kt|cs|exs?|dart|rs|p[lm]|scala)):(25|465|587|588|1025|2465|2525|2587|8025)\b/.exec(
          line,
        )?.[1],
    )
    return port > 0 && port < 65536 ? { port } : undefined
  }
  let address = match[1] ?? ''
  let port = Number(
    match[2] ??
      /\]?:(\d{2,5})\b/.exec(line.slice(match.index + match[0].length - 1))?.[1] ??
      /\bport["']?[:= ]{1,3}["']?(\d{2,5})\b/.exec(line)?.[1],
  )
  // Node prints an IPv6 address and its port with nothing but a colon between them.
  const glued = /^(.*:[0-9a-fA-F]{0,4}):(25|465|587|2525|2587)$/.exec(address)
  if (glued && !match[2]) {
    address = glued[1] ?? address
    port = Number(glued[2])
  }
  return { address: address === 'localhost' ? '127.0.0.1' : address, ...(port > 0 && port < 65536 && { port }) }
}

const CONNECTING = phrases`
    connect(?:ion)? (?:to|attempt|timed|timeout|refused|failed)
    (?:error|problem|failure|failed) connecting
    connection error: (?:connection error: )?timed
    ECONNREFUSED
    connect E[A-Z]+
    ETIMEDOUT
    dial tcp
    create_connection
    _get_socket
    \.connect\(\(
    sock\.connect
    TCPConnectWrap
    SocketStream\.php\(
    socket connect
    openServer
    fsockopen
    stream_socket_client
    execution expired
    OpenTimeout
    ConnectException
    SocketUtils\.Connect
    \.ConnectSocket\(
    TcpClient\.(?:Begin|End)?Connect
    Sockets\.Socket\.(?:\w{0,10})?Connect\(
    TCPSocket#initialize
    tcp_socket
    gen_tcp:connect
    _NativeSocket\.connect
    network_failure
    Connect timed out
    could not connect
    cannot connect
    failed to connect
    10060
  `
const GREETING = phrases`
    greeting
    server ready
    banner
    got bad greeting
    getreply
    response: (?:-1|\[EOF\])
    while trying to read
    (?<![\d.])220[ -]
  `

function stageOfSocket(
  page: Page,
  line: string,
  index: number,
  code: string,
  { pending, isEncrypted, hints }: Surroundings,
): Stage {
  const isLate =
    code === 'EOF' || code === 'ECONNRESET' || code === 'ECONNABORTED' || code === 'EPIPE' || code === 'TIMEOUT'
  if (!isLate) {
    if (code !== 'ETIMEDOUT') return 'connect'
    // Where a command stands without an answer, the connection stood as well.
    if (pending && !/\bconnect(?:ing)?\b|connection to\b|\bdial\b/i.test(line))
      return stageOfReply(pending, 0, undefined)
    // Ruby has one class for both: the frame tells whether the connection or the handshake took too long.
    if (page.lines.some((one) => HANDSHAKING.test(one)) && !page.lines.some((one) => CONNECT_FRAME.test(one)))
      return 'tls'
    // gen_smtp has one tuple for the connection and the greeting.
    const isEither = /network_failure/.test(line) && hints.port === 465 && hints.security === 'starttls'
    return isEither || matches(GREETING, line) ? 'greeting' : 'connect'
  }
  // Symfony and Swift say so of a connection that stood; others of one that was never made.
  if (
    code === 'TIMEOUT' &&
    /Connection to (?:"[^"\n]{1,255}"|(?:tcp|ssl|tls):\/\/\S{1,255}|[\w.:-]{1,255}) (?:timed out\.|Timed Out)/.test(
      line,
    )
  )
    return 'greeting'
  // PHP's own prefix for what happens while it shakes hands.
  if (code !== 'TIMEOUT' && /(?:stream_socket_\w{1,20}|fsockopen)\(\):? SSL: /.test(line)) return 'tls'
  if (/\bread\b.{0,20}(?:ECONNRESET|ETIMEDOUT)|write E/.test(line) && !pending) return 'greeting'
  const after =
    /(?:after|during|in reply to|at|while (?:sending|waiting for|in)|reply to|sending(?! (?:the )?message)|performing) (?:the )?(?:reply to )?(?:initial )?(CONNECT|EHLO|HELO|STARTTLS|AUTH|MAIL|RCPT|DATA|end of data|handshake|TLS|server greeting|greeting|login|message(?! handling))/i
      .exec(line.replace(SENDING_MAIL, ''))?.[1]
      ?.toUpperCase()
  // `while sending mail` is the whole of it, not the command.
  const isWhole = after === 'MAIL' && /sending (?:the |an? )?mail\b(?! (?:from|command))/i.test(line)
  const named = after === undefined || isWhole ? undefined : STAGES_NAMED[after]
  if (named) return named
  // Go and .NET say what they were doing; they write only after they have been greeted.
  if (!pending && WRITING.test(line)) return 'mail'
  if (pending === 'EHLO' && isUngreeted(page.lines, index)) return 'greeting'
  if (pending) return pending === 'STARTTLS' ? 'starttls' : stageOfReply(pending, 0, undefined)
  if (isEncrypted) return 'ehlo'
  if (matches(GREETING, line)) return 'greeting'
  const frames = page.lines
    .slice(Math.max(0, index - FRAMES_AROUND), index + FRAMES_AROUND)
    .filter((one) => one !== line)
  const verb = verbBeside(line) ?? frames.map(verbOfFrame).find((one) => one !== undefined)
  if (verb && verb !== 'CONNECT') return stageOfReply(verb, 0, undefined)
  if (code === 'TIMEOUT' && BARE_TIMEOUT.test(line.trim()) && frames.some((one) => WAITING_FRAME.test(one)))
    return 'greeting'
  // Java reads only where it is connected.
  if (code === 'TIMEOUT' && /SocketTimeoutException: Read timed out/.test(line))
    return HANDSHAKING.test(line) || frames.some((one) => HANDSHAKING.test(one)) ? 'tls' : 'greeting'
  if (
    code === 'TIMEOUT' &&
    !frames.some((one) => matches(GREETING, one)) &&
    (matches(CONNECTING, line) || frames.some((one) => matches(CONNECTING, one)))
  )
    return 'connect'
  // The word alone: most often a firewall's silence. Port 465 is the exception, which keeps clear text waiting.
  // Connected, and silent in the handshake: the frame that waited tells.
  if (HANDSHAKING.test(line) || frames.some((one) => HANDSHAKING.test(one))) return 'tls'
  if (code === 'TIMEOUT' && hints.port !== 465 && (BARE_TIMEOUT.test(line.trim()) || SENDING_TIMED_OUT.test(line)))
    return 'connect'
  // Silence on several ports is a closed door: only one of them could keep clear text waiting.
  if (code === 'TIMEOUT' && mailPortsIn(line).length > 1) return 'connect'
  return hints.security === 'tls' && code !== 'TIMEOUT' && /tls|ssl/i.test(line) ? 'tls' : 'greeting'
}

/** What the program was about as a whole, and not the command MAIL. */
const SENDING_MAIL = /\bsending (?:the |an? )?e?-?mail\b(?! from)/gi

const CONNECT_FRAME = /TCPSocket|tcp_socket|create_connection|TCPConnectWrap|SocketUtils\.Connect|dial tcp/
const HANDSHAKING =
  /ssl_socket_connect|do_handshake|wrap_socket|SslStream\.|startHandshake|SSLSocket#connect|tlsconnect|upgrading transport|convert socket to (?:TLS|SSL)/

const WRITING =
  /\bwrite tcp [^\s>]{3,60}->[^\s>]{3,60}: write: (?:broken pipe|connection reset)|\bunable to write data to the transport connection\b/i

/** PHPMailer says EHLO even when the greeting was empty. */
function isUngreeted(lines: readonly string[], index: number): boolean {
  return lines
    .slice(Math.max(0, index - 12), index)
    .some((one, at, all) => /SERVER -> CLIENT:\s*$/.test(one) && /CLIENT -> SERVER: EHLO/.test(all[at + 1] ?? ''))
}

/** As little, in a program's own sentence. */
const SENDING_TIMED_OUT = /\be-?mail (?:send|sending) time(?:d )?-?out\b/i

const BARE_TIMEOUT =
  /^(?:(?:\W{0,4}error, ){1,2}:?|[\w.]{1,60}: )?(?:time(?:d[ -]?)?[ -]?out|TimeoutError|[\w.]{1,40}\.timeout)[.!}]{0,3}$/i

/** Whoever waits for a reply has a connection. */
const WAITING_FRAME = /\bin getreply\b|recv_response|rbuf_fill|readServerResponse|read_?reply\b/

const STAGES_NAMED: Readonly<Record<string, Stage>> = {
  CONNECT: 'greeting',
  GREETING: 'greeting',
  'SERVER GREETING': 'greeting',
  EHLO: 'ehlo',
  HELO: 'ehlo',
  STARTTLS: 'starttls',
  TLS: 'tls',
  HANDSHAKE: 'tls',
  AUTH: 'auth',
  LOGIN: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
  'END OF DATA': 'data',
  MESSAGE: 'data',
}
