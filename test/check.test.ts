import { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { runCheck, startCheck } from '../src/check.js'
import type { CheckEvent, Report } from '../src/model.js'
import type { Network } from '../src/probe/network.js'
import { systemNetwork } from '../src/probe/network.js'
import { loadPresets } from '../src/providers/preset-directory.js'
import { closeServers, credentials, diagnoseServers, setUp } from './probe/check-servers.js'
import { HOST, healthy, type Script, type ScriptedServer } from './probe/scripted-server.js'

afterEach(closeServers)

const encoded = Buffer.from('\0bob@example.org\0correct horse').toString('base64')

const lines = (all: readonly ScriptedServer[]) => all.flatMap(({ lines: some }) => some)
const stageOf = (report: Report, stage: string, index = 0) =>
  report.endpoints[index]?.stages.findLast((one) => one.stage === stage)

describe('a healthy server', () => {
  test('works: every stage is reported and the settings are recommended', async () => {
    const { report } = await diagnoseServers([[587, 'starttls', healthy()]])
    expect(report.verdict).toBe('works')
    expect(report.diagnoses).toEqual([])
    expect(report.recommended).toEqual({
      host: HOST,
      port: 587,
      security: 'starttls',
      username: 'bob@example.org',
      mechanism: 'PLAIN',
    })
    expect(report.endpoints[0]?.stages.map(({ stage }) => stage)).toEqual([
      'dns',
      'connect',
      'greeting',
      'ehlo',
      'starttls',
      'tls',
      'ehlo',
      'auth',
    ])
    expect(report.endpoints[0]?.tls?.certificate?.names).toEqual([HOST])
  })

  test('is proven by nodemailer with the same settings', async () => {
    const { report, started } = await diagnoseServers([[465, 'tls', { ...healthy(), isTls: true }]], { credentials })
    expect(report.proof).toMatchObject({ by: 'nodemailer', status: 'ok' })
    expect(started[0].connections()).toBe(2)
  })

  test('is told of once more when the login has changed what is known of it', async () => {
    const events: CheckEvent[] = []
    const refuse = healthy(() => '535 5.7.8 Error: authentication failed\r\n')
    const onEvent = (event: CheckEvent) => void events.push(event)
    await diagnoseServers([[587, 'starttls', refuse]], { credentials }, { onEvent })
    const ends = events.flatMap((one) => (one.event === 'endpoint' ? [one.stages.at(-1)] : []))
    expect(ends.map((last) => [last?.stage, last?.status])).toEqual([
      ['ehlo', 'ok'],
      ['auth', 'fail'],
    ])
  })

  test('gets MAIL and RCPT in one group and nothing is sent', async () => {
    const login = {
      credentials,
      prove: false,
      envelope: { from: 'bob@example.org', to: 'amy@example.net', send: false },
    }
    const { report, started } = await diagnoseServers([[587, 'starttls', healthy()]], login)
    expect(report.verdict).toBe('works')
    await expect
      .poll(() => lines(started).slice(-4))
      .toEqual(['MAIL FROM:<bob@example.org>', 'RCPT TO:<amy@example.net>', 'RSET', 'QUIT'])
  })

  test.each([
    { from: 'bob@example.org', to: 'jürgen@example.net', stage: 'rcpt', whose: 'recipient' },
    { from: 'jürgen@example.org', to: 'amy@example.net', stage: 'mail', whose: 'sender' },
  ])('that lacks SMTPUTF8 is not asked for what it cannot take: the $whose', async ({ from, to, stage, whose }) => {
    const envelope = { from, to, send: false }
    const { report } = await diagnoseServers([[587, 'starttls', healthy()]], { credentials, prove: false, envelope })
    expect(report.diagnoses[0]?.id).toBe('smtputf8-required')
    expect(stageOf(report, stage)).toMatchObject({ status: 'fail', detail: expect.stringContaining(whose) })
  })

  test('is only logged in to on one port', async () => {
    const { started, report } = await diagnoseServers([
      [587, 'starttls', healthy()],
      [465, 'tls', { ...healthy(), isTls: true }],
      [25, 'starttls', healthy()],
    ])
    expect(lines(started).filter((line) => line.startsWith('AUTH'))).toEqual([`AUTH PLAIN ${encoded}`])
    expect(report.recommended?.port).toBe(587)
  })

  test('that hung up while the user was typing is connected to again', async () => {
    let greeted = 0
    const script = healthy()
    const hangUp: Script = {
      ...script,
      answer(line, connection) {
        const answer = script.answer?.(line, connection)
        if (!line.startsWith('EHLO') || !connection.isEncrypted || ++greeted > 1) return answer
        return { say: String(answer), next: 'close' }
      },
    }
    const { target, options } = await setUp([[587, 'starttls', hangUp]])
    const running = startCheck(target, options, loadPresets())
    await running.ready
    await new Promise((resolve) => setImmediate(resolve))
    const report = await running.logIn({ credentials, prove: false })
    expect(report.verdict).toBe('works')
  })
})

describe('a wrong password', () => {
  test('is one attempt, on one port, with one mechanism, and no proof follows', async () => {
    const refuse = healthy(() => '535 5.7.8 Error: authentication failed\r\n')
    const { report, started } = await diagnoseServers(
      [
        [587, 'starttls', refuse],
        [465, 'tls', { ...refuse, isTls: true }],
      ],
      { credentials },
    )
    expect(lines(started).filter((line) => line.startsWith('AUTH') || line === encoded)).toHaveLength(1)
    expect(report.verdict).toBe('problem')
    expect(report.proof).toBeUndefined()
    expect(report.recommended).toBeUndefined()
  })

  test('a mechanism refused as such before anything secret was sent may be followed by the next', async () => {
    const script = healthy(
      (line) => (line.startsWith('AUTH LOGIN') ? '504 5.5.4 not here\r\n' : '235 ok\r\n'),
      ['AUTH CRAM-MD5'],
    )
    const only = {
      ...script,
      answer: (line: string, at: { isEncrypted: boolean; index: number }) => {
        const answer = script.answer?.(line, at)
        return typeof answer === 'string' ? answer.replace('AUTH PLAIN LOGIN', 'AUTH LOGIN') : answer
      },
    }
    const { started, report } = await diagnoseServers([[587, 'starttls', only]])
    expect(lines(started).filter((line) => line.startsWith('AUTH'))).toEqual(['AUTH LOGIN', 'AUTH CRAM-MD5'])
    expect(report.verdict).toBe('works')
  })

  test('PLAIN refused with 504 ends it, because the password has gone already', async () => {
    const { started } = await diagnoseServers([[587, 'starttls', healthy(() => '504 5.5.4 not here\r\n')]])
    expect(lines(started).filter((line) => line.startsWith('AUTH'))).toHaveLength(1)
  })
})

describe('secrets', () => {
  test('never appear in report, events or dialogue, in any encoding', async () => {
    const events: CheckEvent[] = []
    const set = await setUp(
      [[587, 'starttls', healthy((line) => (line.startsWith('AUTH') ? '535 no\r\n' : '500 what\r\n'))]],
      {
        onEvent: (event) => events.push(event),
      },
    )
    const running = startCheck(set.target, set.options, loadPresets())
    const report = await running.logIn({ credentials })
    const everything = JSON.stringify([report, events, running.dialogues()])
    for (const form of ['correct horse', encoded, Buffer.from('correct horse').toString('base64')]) {
      expect(everything).not.toContain(form)
    }
    expect(everything).toContain('AUTH PLAIN <redacted>')
  })

  test.each(['expired', 'self-signed', 'wrong-name', 'unknown-ca'] as const)(
    'do not go to a server whose certificate is %s',
    async (certificate) => {
      const { started, report } = await diagnoseServers([[587, 'starttls', { ...healthy(), certificate }]])
      expect(lines(started).some((line) => line.startsWith('AUTH'))).toBe(false)
      expect(stageOf(report, 'auth')).toMatchObject({ status: 'skipped' })
      expect(report.verdict).toBe('problem')
      expect(report.notes?.join(' ')).toContain('was not sent')
    },
  )

  test('do not go over a connection that is not encrypted', async () => {
    const clear: Script = {
      ...healthy(),
      answer: (line) => (line.startsWith('EHLO') ? '250-hi\r\n250 AUTH PLAIN\r\n' : '235 ok\r\n'),
    }
    const { started, report } = await diagnoseServers([[2525, 'none', clear]])
    expect(lines(started).some((line) => line.startsWith('AUTH'))).toBe(false)
    expect(report.verdict).toBe('problem')
  })

  test('go there on an explicit yes for this host, and the report says so', async () => {
    const script: Script = { ...healthy(), certificate: 'self-signed' }
    const { started, report } = await diagnoseServers([[587, 'starttls', script]], {
      credentials,
      prove: false,
      insecureHost: HOST,
    })
    expect(lines(started)).toContain(`AUTH PLAIN ${encoded}`)
    expect(report.notes?.join(' ')).toContain('explicit yes')
    const other = await diagnoseServers([[587, 'starttls', script]], {
      credentials,
      prove: false,
      insecureHost: 'other.example',
    })
    expect(lines(other.started).some((line) => line.startsWith('AUTH'))).toBe(false)
  })

  test('with a line break in them are refused before anything is connected', async () => {
    const set = await setUp([[587, 'starttls', healthy()]])
    const running = startCheck(set.target, set.options, loadPresets())
    await expect(running.logIn({ credentials: { ...credentials, secret: 'a\r\nQUIT' } })).rejects.toThrow('line break')
    running.close()
  })
})

describe('the wrong kind of TLS', () => {
  test('a silent clear-text port that is TLS inside is found, and the right kind is walked', async () => {
    const { report, first } = await diagnoseServers([[587, 'starttls', { ...healthy(), isTls: true }]])
    expect(first?.id).toBe('plaintext-on-tls-port')
    expect(report.verdict).toBe('problem')
    expect(report.recommended).toMatchObject({ port: 587, security: 'tls' })
  })

  test('a clear-text port that was spoken to in TLS is found, and the right kind is walked', async () => {
    const { report, first } = await diagnoseServers([[465, 'tls', healthy()]])
    expect(first?.id).toBe('tls-on-plaintext-port')
    expect(first?.evidence.join(' ')).toContain('220')
    expect(report.recommended).toMatchObject({ port: 465, security: 'starttls' })
  })

  test('bytes between the STARTTLS reply and the handshake are an attack, and nothing more is sent', async () => {
    const script = healthy()
    const injected: Script = {
      ...script,
      answer: (line, at) =>
        line === 'STARTTLS'
          ? { say: '220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n', next: 'starttls' }
          : script.answer?.(line, at),
    }
    const { started, first } = await diagnoseServers([[587, 'starttls', injected]])
    expect(first?.id).toBe('starttls-injection')
    expect(lines(started).at(-1)).toBe('STARTTLS')
  })

  test('the harmless twin, one write for the whole reply, is no attack', async () => {
    const { report } = await diagnoseServers([[587, 'starttls', healthy()]])
    expect(report.verdict).toBe('works')
  })

  test('a server that only knows old TLS is named with what it would agree to', async () => {
    const old: Script = { ...healthy(), isTls: true, tls: { maxVersion: 'TLSv1.1' } }
    const { first, report } = await diagnoseServers([[465, 'tls', old]])
    expect(first?.id).toBe('tls-version-unsupported')
    expect(stageOf(report, 'tls')?.detail).toContain('TLSv1.1')
  })
})

describe('hostile and broken servers', () => {
  test('an endless line ends at its limit', async () => {
    const flood = 'x'.repeat(200_000)
    const { report } = await diagnoseServers([[587, 'starttls', { greeting: flood }]])
    expect(stageOf(report, 'greeting')?.status).toBe('fail')
  })

  test('a server that stops in mid-reply costs its deadline and no more', async () => {
    const script = healthy()
    const stuck: Script = {
      ...script,
      answer: (line, at) => (line.startsWith('EHLO') && at.isEncrypted ? '250-mail' : script.answer?.(line, at)),
    }
    const { report } = await diagnoseServers([[587, 'starttls', stuck]], { credentials }, { timeoutMs: 150 })
    expect(stageOf(report, 'ehlo')).toMatchObject({ status: 'fail' })
  })

  test('a port that stays silent costs its deadline and no more, the question in TLS included', async () => {
    const { report } = await diagnoseServers([[587, 'starttls', {}]], { credentials }, { timeoutMs: 600 })
    expect(stageOf(report, 'greeting')?.status).toBe('fail')
    expect(stageOf(report, 'greeting')?.ms).toBeLessThan(800)
  })

  test('a server that closes at AUTH is seen to do so', async () => {
    const { first } = await diagnoseServers([[587, 'starttls', healthy(() => ({ next: 'close' }))]])
    expect(first?.id).toBe('closed-during-auth')
  })

  test('challenges without end are cut off', async () => {
    const { report, started } = await diagnoseServers([
      [587, 'starttls', healthy(() => '334 VXNlcm5hbWU6\r\n', ['AUTH CRAM-MD5'])],
    ])
    expect(report.verdict).toBe('problem')
    expect(lines(started).length).toBeLessThan(20)
  })
})

describe('abort', () => {
  test('before the look-up is no finding about the name', async () => {
    const { target, options } = await setUp([[587, 'starttls', healthy()]])
    const report = await runCheck(target, {}, { ...options, signal: AbortSignal.abort() }, loadPresets())
    expect(report.verdict).toBe('problem')
    expect(report.diagnoses).toEqual([])
    expect(stageOf(report, 'dns')?.status).toBe('skipped')
  })

  test('ends everything at once and leaves no socket open', async () => {
    const interruption = new AbortController()
    const set = await setUp(
      [
        [587, 'starttls', {}],
        [465, 'tls', {}],
        [25, 'none', {}],
      ],
      { signal: interruption.signal },
    )
    const running = startCheck(set.target, set.options, loadPresets())
    const work = running.logIn({ credentials })
    await new Promise((resolve) => setTimeout(resolve, 20))
    interruption.abort()
    const report = await work
    expect(report.verdict).toBe('problem')
    await expect.poll(() => set.started.map((server) => server.open())).toEqual([0, 0, 0])
  })
})

describe('address families', () => {
  test('a broken IPv6 beside a working IPv4 is kept apart', async () => {
    const withoutIpv6: Network = {
      ...systemNetwork,
      resolve: async () => [
        { address: '2001:db8::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
      dial: (address, port) =>
        address.family === 4
          ? systemNetwork.dial(address, port)
          : new Socket().destroy(Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH' })),
    }
    const set = await setUp([[587, 'starttls', healthy()]])
    const report = await runCheck(set.target, { credentials, prove: false }, set.options, loadPresets(), {
      network: withoutIpv6,
    })
    expect(report.verdict).toBe('works')
    expect(report.endpoints[0]?.families).toMatchObject([
      { family: 6, status: 'fail', detail: 'no way to that network (ENETUNREACH)' },
      { family: 4, status: 'ok' },
    ])
    expect(report.diagnoses.map(({ id }) => id)).toEqual(['ipv6-unreachable'])
  })
})
