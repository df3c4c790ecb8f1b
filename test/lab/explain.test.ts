// What the practice server says, pasted as a log into `explain`: the same cause as the doctor finds on the wire.

import { describe, expect, test } from 'vitest'
import { explain } from '../../src/index.js'
import type { Fault } from '../../src/lab/fault.js'
import { faults } from '../../src/lab/faults.js'
import { type LabServer, serveFault } from '../../src/lab/serve.js'
import { type Exchange, walk } from './hand-client.js'

/** Faults that end without a refusing reply: on the way to it, or not at all. */
const WITHOUT_REPLY = new Set<string>([
  ...['http-server', 'imap-server', 'imap-host-name', 'pop3-server', 'ssh-server', 'endless-line'],
  ...['retired-host-name', 'localhost-left-over', 'connection-refused', 'port-25-closed'],
  ...['no-greeting', 'slow-drip', 'closed-before-greeting', 'reset-before-greeting', 'endless-reply'],
  ...['ftp-server', 'cut-after-ehlo', 'starttls-cut', 'client-certificate'],
  ...['tls-only', 'clear-only', 'handshake-stalls', 'handshake-closed', 'tls10-only', 'no-shared-cipher'],
  ...['starttls-injection', 'auth-cut', 'bare-lf-server'],
  ...faults.filter(({ id }) => /^cert-|^antivirus$|^hosting-redirect$/.test(id)).map(({ id }) => id),
])

/** Faults whose cause lies in what a log does not show: the account, or a mechanism that the client by hand cannot do. */
const NEEDS_MORE = new Set(['wrong-provider', 'sendgrid-username', 'wrong-password-scram'])

function logOf({ setup }: Fault, exchanges: readonly Exchange[]): string {
  const commands: Record<string, string> = {
    EHLO: 'EHLO client.lab.test',
    AUTH: `AUTH ${setup.isToken ? 'XOAUTH2' : 'PLAIN'} <redacted>`,
    MAIL: `MAIL FROM:<${setup.from}>`,
    RCPT: `RCPT TO:<${setup.to}>`,
    MESSAGE: '.',
  }
  return exchanges
    .flatMap(({ verb, lines }) => [
      ...(verb === 'CONNECT' ? [] : [`C: ${commands[verb] ?? verb}`]),
      ...lines.map((line) => `S: ${line}`),
    ])
    .join('\n')
}

async function refusalOf(fault: Fault): Promise<{ server: LabServer; exchanges: Exchange[] }> {
  const server = await serveFault(fault.id)
  try {
    return { server, exchanges: await walk(server, fault.setup.doors?.[0]) }
  } finally {
    await server.close()
  }
}

describe.concurrent('explain understands the log of every fault that ends with a reply', () => {
  const spoken = faults.filter(({ id }) => !WITHOUT_REPLY.has(id) && !NEEDS_MORE.has(id))

  test.each(spoken.map((fault) => [fault.id, fault] as const))('%s', async (_, fault) => {
    const { server, exchanges } = await refusalOf(fault)
    expect(exchanges.at(-1)?.code).toBeGreaterThanOrEqual(400)
    const { provider } = fault.setup
    const [first] = explain(logOf(fault, exchanges), {
      provider,
      host: server.hostName,
      port: 587,
      security: 'starttls',
    })
    expect(first?.id).toBe(fault.expect)
  })
})
