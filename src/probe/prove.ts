// What is left to nodemailer: composing the test message, and repeating what worked, so that "works" means "works in a
// program too". Loaded only when it comes to that.

import type { Credentials, Endpoint, Envelope, Report } from '../model.js'
import type { ProbeEnvironment } from './environment.js'
import { roundMs } from './recorder.js'

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
  return composer.compile().build()
}

/** Runs nodemailer's verify() with the settings that worked; resolves to what a report says about it, never rejects. */
export async function proveWithNodemailer(
  endpoint: Endpoint,
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
  const route = environment.route(endpoint)
  const transport = createTransport({
    host: route.host,
    port: route.port,
    secure: endpoint.security === 'tls',
    requireTLS: endpoint.security === 'starttls',
    ignoreTLS: endpoint.security === 'none',
    ...(login.credentials && { auth: authOf(login.credentials) }),
    ...(login.mechanism && login.mechanism !== 'XOAUTH2' && { authMethod: login.mechanism }),
    tls: {
      servername: endpoint.host,
      ...(environment.trust.secureContext && { secureContext: environment.trust.secureContext }),
    },
    connectionTimeout: environment.deadlineMs('connect'),
    greetingTimeout: environment.deadlineMs('greeting'),
    socketTimeout: environment.deadlineMs('auth'),
  })
  const close = () => transport.close()
  environment.signal.addEventListener('abort', close, { once: true })
  try {
    await transport.verify()
    return end('ok', 'nodemailer connects and logs in with these settings')
  } catch (error) {
    return end('fail', error instanceof Error ? error.message : String(error))
  } finally {
    environment.signal.removeEventListener('abort', close)
    close()
  }
}

const NODEMAILER_MECHANISMS = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2']

function authOf(credentials: Credentials) {
  return credentials.kind === 'token'
    ? { type: 'OAuth2' as const, user: credentials.username, accessToken: credentials.secret }
    : { user: credentials.username, pass: credentials.secret }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
