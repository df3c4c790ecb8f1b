// Doors behind which nobody speaks, or somebody who speaks neither TLS nor SMTP: one cause, at the right door, in no more
// time than it takes to know it.

import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { runCheck } from '../../src/check.js'
import type { CheckOptions, Security } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { closeServers, diagnoseServers } from './check-servers.js'
import { HOST, healthy, meant } from './scripted-server.js'

const closers: (() => void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) close()
  await closeServers()
})

/** A server by hand: `answer` gets the first bytes of the client, `greet` the fresh connection. */
async function byHand(door: { greet?(socket: Socket): void; answer?(socket: Socket, first: Buffer): void }) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    door.greet?.(socket)
    socket.once('data', (first: Buffer) => door.answer?.(socket, first))
    socket.on('data', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port }
}

type Door = Parameters<typeof byHand>[0]

async function knock(doors: readonly (readonly [number, Security, Door])[], options: CheckOptions = {}) {
  const routes = await Promise.all(
    doors.map(async ([port, security, door]) => meant(port, security, await byHand(door))),
  )
  const since = performance.now()
  const report = await runCheck(
    { host: HOST, endpoints: routes.map(({ endpoint }) => endpoint), remarks: [] },
    {},
    { connectTo: routes.map(({ route }) => route), ...options },
    loadPresets(),
  )
  return {
    report,
    ids: report.diagnoses.map(({ id, endpoint }) => [id, endpoint?.split(':')[1]]),
    ms: performance.now() - since,
  }
}

const alert = (description: number) => (socket: Socket) =>
  void socket.end(Buffer.from([0x15, 0x03, 0x03, 0, 2, 2, description]))

describe('nobody speaks', () => {
  test('behind 465 asked in clear text, although it is asked in TLS too: the greeting never came', async () => {
    const { ids } = await knock([[465, 'starttls', {}]], { timeoutMs: 400 })
    expect(ids).toEqual([['greeting-timeout', '465']])
  })

  test('behind three doors of both kinds: one silence', async () => {
    const { ids, report } = await knock(
      [
        [587, 'starttls', {}],
        [465, 'tls', {}],
        [25, 'starttls', {}],
      ],
      { timeoutMs: 1500 },
    )
    expect(ids).toEqual([['greeting-timeout', undefined]])
    expect(report.diagnoses[0]?.evidence.join('\n')).toContain('no end of the TLS handshake')
  })

  test('behind 465 alone: a handshake that stalls, as before', async () => {
    const { ids } = await knock([[465, 'tls', {}]], { timeoutMs: 1500 })
    expect(ids).toEqual([['tls-handshake-failed', '465']])
  })
})

describe('an alert', () => {
  test.each([80, 112])('(%i) is TLS: nobody listens for a clear-text greeting after it', async (description) => {
    const { ids, ms } = await knock([[465, 'tls', { answer: alert(description) }]])
    expect(ids).toEqual([['tls-handshake-failed', '465']])
    expect(ms).toBeLessThan(2000)
  })

  test('handshake_failure alone, with old versions allowed as well, is likely and not certain', async () => {
    const { report } = await knock([[465, 'tls', { answer: alert(40) }]])
    expect(report.diagnoses[0]).toMatchObject({ id: 'tls-version-unsupported', certainty: 'likely' })
    expect(report.diagnoses[0]?.because).toContain('client certificate')
    // Numbers of threads and lines of OpenSSL's sources differ from run to run and say nothing.
    expect(report.diagnoses[0]?.evidence[0]).toMatch(/^ERR_SSL_\S+: error:[^\n]*SSL alert number 40$/)
    expect(report.diagnoses[0]?.evidence[0]).not.toMatch(/\.c:\d/)
  })
})

describe('an answer to the ClientHello that is none of TLS', () => {
  const garbage = (socket: Socket) => void socket.end(Buffer.from('\x16\x03\x03\xff\xffnothing of the kind', 'latin1'))

  test('from a port that is silent when asked in clear is a broken handshake, not a clear-text port', async () => {
    const { ids, report } = await knock([[465, 'tls', { answer: garbage }]], { timeoutMs: 800 })
    expect(ids).toEqual([['tls-handshake-failed', '465']])
    expect(report.diagnoses[0]?.evidence.join('\n')).toContain('silent when asked in clear text')
  })

  test('from a port that greets in clear is one that begins in clear text', async () => {
    const { ids } = await knock([[465, 'tls', { greet: (socket) => void socket.write('220 hello ESMTP\r\n') }]], {
      timeoutMs: 800,
    })
    expect(ids[0]).toEqual(['tls-on-plaintext-port', '465'])
  })
})

describe('a door that is shut at the first word in TLS', () => {
  test('and silent in clear text is known as soon as a clear-text server would have greeted', async () => {
    const { ids, ms } = await knock([[465, 'tls', { answer: (socket) => void socket.end() }]])
    expect(ids).toEqual([['tls-handshake-failed', '465']])
    expect(ms).toBeLessThan(2500)
  })

  test('and greets in clear text after a moment begins in clear text', async () => {
    const greet = (socket: Socket) => void setTimeout(() => socket.write('220 hello ESMTP\r\n'), 1000).unref()
    const { ids } = await knock([[465, 'tls', { greet, answer: (socket) => void socket.end() }]])
    expect(ids[0]).toEqual(['tls-on-plaintext-port', '465'])
  })
})

describe('half a line in place of the greeting', () => {
  const saying = (bytes: string): Door => ({ greet: (socket) => void socket.write(Buffer.from(bytes, 'latin1')) })

  test('that begins no reply is another service, known without waiting for its end', async () => {
    const { ids, ms, report } = await knock([[587, 'starttls', saying('\xff\xfd\x18\xff\xfd login: ')]])
    expect(ids).toEqual([['host-wrong-service', '587']])
    expect(report.diagnoses[0]?.evidence).toEqual(['the port answers: \xff\xfd\x18\xff\xfd login: '])
    expect(ms).toBeLessThan(2500)
  })

  test('that begins one is waited for, and not called silence', async () => {
    const { report } = await knock([[587, 'starttls', saying('220 mail')]], { timeoutMs: 400 })
    expect(report.diagnoses[0]?.id).toBe('greeting-timeout')
    expect(report.diagnoses[0]?.because).toContain('the beginning of a line')
  })
})

describe('silence after the handshake', () => {
  test('of a web server: it answers the first line that it gets, on a second connection', async () => {
    const web = { isTls: true, answer: () => ({ say: 'HTTP/1.1 400 Bad Request\r\n\r\n', next: 'close' as const }) }
    const since = performance.now()
    const { first, started, report } = await diagnoseServers([[465, 'tls', web]])
    expect([first?.id, first?.certainty]).toEqual(['host-wrong-service', 'certain'])
    expect(first?.because).toContain('HTTP/1.1 400 Bad Request')
    expect(report.diagnoses).toHaveLength(1)
    expect(started[0].lines).toEqual(['QUIT'])
    expect(performance.now() - since).toBeLessThan(2500)
  })

  test('on one port while another one works is the wait for its greeting', async () => {
    const mute = { isTls: true, greeting: undefined, answer: () => undefined }
    const { report } = await diagnoseServers([
      [465, 'tls', mute],
      [587, 'starttls', healthy()],
    ])
    const waiting = report.endpoints.find(({ port }) => port === 465)?.stages.at(-1)
    expect(waiting).toMatchObject({
      stage: 'greeting',
      status: 'skipped',
      detail: expect.stringContaining('not waited'),
    })
  })

  test('of a mail server that is slow is waited out: the second connection says nothing against it', async () => {
    const slow = { ...healthy(), isTls: true, greetsAfterMs: 1500 }
    const { report, started } = await diagnoseServers([[465, 'tls', slow]])
    expect(report.verdict).toBe('works')
    expect(started[0].lines.filter((line) => line.startsWith('AUTH'))).toHaveLength(1)
  })

  test('of a server that never greets is a greeting that never came', async () => {
    const mute = { isTls: true, greeting: undefined, answer: () => undefined }
    const { first } = await diagnoseServers([[465, 'tls', mute]], undefined, { timeoutMs: 1500 })
    expect(first?.id).toBe('greeting-timeout')
  })
})

describe('clear text after STARTTLS was accepted', () => {
  const talkative = (socket: Socket) => {
    socket.write('220 hello ESMTP\r\n')
    socket.on('data', (chunk: Buffer) => {
      const line = chunk.toString('latin1')
      if (line.startsWith('EHLO')) socket.write('250-hello\r\n250 STARTTLS\r\n')
      else if (line.startsWith('STARTTLS')) socket.write('220 go ahead\r\n')
      else socket.write('500 5.5.1 unrecognized command\r\n')
    })
  }

  test('is quoted: the server, or a box between, never began TLS', async () => {
    const { report } = await knock([[587, 'starttls', { greet: talkative }]])
    expect(report.diagnoses[0]).toMatchObject({ id: 'tls-handshake-failed', certainty: 'likely' })
    expect(report.diagnoses[0]?.because).toContain('in clear text')
    expect(report.diagnoses[0]?.evidence.join('\n')).toContain('500 5.5.1 unrecognized command')
  })
})
