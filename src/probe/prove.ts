// What is left to nodemailer: composing the test message, and repeating what worked, so that "works" means "works in a
// program too". Loaded only when it comes to that.

import type { Socket } from 'node:net'
import type { Credentials, Endpoint, Envelope, Report } from '../model.js'
import { UsageError } from '../model.js'
import { waitFor } from './deadline.js'
import type { ProbeEnvironment } from './environment.js'
import { familyOf } from './network.js'
import { roundMs, seconds } from './recorder.js'
import { coverOf } from './secret-cover.js'

/** A complete test message (RFC 5322): plain text and HTML, Date, Message-ID, the attachments asked for. */
export async function composeMessage(envelope: Envelope, endpoint: Endpoint): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const text = `This message was sent by smtp-doctor through ${endpoint.host}, port ${endpoint.port}.\n\nIf you can read it, sending works.\n`
  const html = `<p>This message was sent by <b>smtp-doctor</b> through ${escapeHtml(endpoint.host)}, port ${endpoint.port}.</p><p>If you can read it, sending works.</p>`
  const composer = new MailComposer({
    from: envelope.from,
    to: envelope.to,
    subject: 'smtp-doctor: test message',
    text,
    html,
    attachments: (envelope.attachments ?? []).map(({ path }) => ({ path })),
    disableUrlAccess: true,
  })
  try {
    return await composer.compile().build()
  } catch (error) {
    throw new UsageError(`the message cannot be made: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * Runs nodemailer's verify() with the settings that worked; resolves to what a report says about it, never rejects. It
 * talks to the `address` that was examined: another look-up of the name could lead elsewhere.
 */
export async function proveWithNodemailer(
  endpoint: Endpoint,
  address: string,
  login: { readonly credentials?: Credentials; readonly mechanism?: string },
  environment: ProbeEnvironment,
): Promise<NonNullable<Report['proof']>> {
  const { clock } = environment.network
  const sinceMs = clock()
  const end = (status: 'ok' | 'fail' | 'skipped', detail: string) =>
    ({ by: 'nodemailer', status, ms: roundMs(clock() - sinceMs), detail }) as const
  if (login.credentials && !NODEMAILER_MECHANISMS.includes(login.mechanism ?? '')) {
    return end('skipped', `nodemailer does not speak ${login.mechanism}`)
  }
  const { createTransport } = await import('nodemailer')
  const { port } = environment.route(endpoint)
  const socket = environment.network.dial({ address, family: familyOf(address) ?? 4 }, port)
  const connected = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).on('error', reject)
  })
  const name = endpoint.host.replace(/^\[|\]$/g, '')
  const transport = createTransport({
    host: name,
    port: endpoint.port,
    getSocket: (_options: unknown, callback: (error: Error | null, socketOptions?: { connection: Socket }) => void) => {
      connected.then(() => callback(null, { connection: socket }), callback)
    },
    secure: endpoint.security === 'tls',
    requireTLS: endpoint.security === 'starttls',
    ignoreTLS: endpoint.security === 'none',
    ...(login.credentials && { auth: authOf(login.credentials) }),
    ...(login.mechanism && login.mechanism !== 'XOAUTH2' && { authMethod: login.mechanism }),
    tls: {
      // Said aloud, since NODE_TLS_REJECT_UNAUTHORIZED=0 would change the default.
      rejectUnauthorized: true,
      // RFC 6066 section 3: no server name for address literals.
      ...(familyOf(name) === undefined && { servername: name }),
      secureContext: environment.trust.secureContext(),
    },
    connectionTimeout: environment.deadlineMs('connect'),
    greetingTimeout: environment.deadlineMs('greeting'),
    socketTimeout: environment.deadlineMs('auth'),
  })
  // nodemailer's own deadlines are for silence; a server that drips for ever would never meet one.
  const deadlineMs = environment.deadlineMs('connect') + environment.deadlineMs('auth')
  try {
    const waited = await waitFor(transport.verify(), deadlineMs, environment.signal)
    if (waited.kind === 'aborted') return end('skipped', 'not waited for')
    if (waited.kind === 'timeout') return end('fail', `no end of the login within ${seconds(deadlineMs)}`)
    return end('ok', 'nodemailer connects and logs in with these settings')
  } catch (error) {
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, MAX_DETAIL)
    return end('fail', login.credentials ? coverOf(login.credentials)(detail) : detail)
  } finally {
    socket.destroy()
    transport.close()
  }
}

/** nodemailer's words with the reply in them; a server can make a reply as long as it likes. */
const MAX_DETAIL = 2000

const NODEMAILER_MECHANISMS = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2']

function authOf(credentials: Credentials) {
  return credentials.kind === 'token'
    ? { type: 'OAuth2' as const, user: credentials.username, accessToken: credentials.secret }
    : { user: credentials.username, pass: credentials.secret }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
