// Sessions that end without a word: what is known is said, down to the command that was not answered.

import { afterEach, describe, expect, test } from 'vitest'
import { closeServers, credentials, diagnoseServers } from './check-servers.js'
import { type Answer, HOST, healthy, type Script } from './scripted-server.js'

afterEach(closeServers)

/** A healthy server but for the lines that begin like this. */
function except(start: RegExp, answer: Answer, where: 'clear' | 'tls' | 'both' = 'both'): Script {
  const whole = healthy()
  return {
    ...whole,
    answer: (line, connection) =>
      start.test(line) && (where === 'both' || (where === 'tls') === connection.isEncrypted)
        ? answer
        : whole.answer?.(line, connection),
  }
}

const HANG_UP: Answer = { next: 'close' }
const envelope = { from: 'bob@example.org', to: 'eve@example.net', send: false }
const asks = (script: Script, options = {}) =>
  diagnoseServers([[587, 'starttls', script]], { credentials, envelope, prove: false }, options)

describe('a server that hangs up in mid-session without a word', () => {
  test.each([
    ['EHLO', 'clear'],
    ['EHLO', 'tls'],
    ['MAIL', 'tls'],
    ['RCPT', 'tls'],
  ] as const)('at %s (%s): the command is named, and no cause is made up', async (verb, where) => {
    const { first } = await asks(except(new RegExp(`^${verb}`), HANG_UP, where))
    expect(first?.id).toBe('unknown')
    expect(first?.title).toContain(`hung up in answer to ${verb}`)
    expect(first?.meaning).toMatch(
      /ended the conversation without saying why.* Commonly .* cannot be seen from outside/,
    )
    expect(first?.because).toContain(`${HOST}:587`)
    expect(first?.evidence.join('\n')).toMatch(new RegExp(`^${verb}.* → the server closed the connection`, 'm'))
    expect(first?.fixes.map((fix) => fix.do).join('\n')).not.toContain('--timeout')
  })

  test("at MAIL: the account's own address is not advised to who sends with it", async () => {
    const { first } = await asks(except(/^MAIL/, HANG_UP))
    expect(JSON.stringify(first?.fixes)).not.toContain('own address as sender')
  })

  test('at STARTTLS: that is a refusal', async () => {
    const { first } = await asks(except(/^STARTTLS/, HANG_UP))
    expect([first?.id, first?.certainty]).toEqual(['starttls-failed', 'likely'])
    expect(first?.because).toContain('hung up')
  })

  test('at the end of the message: whether it was taken is not known, and that is said first', async () => {
    const script = except(/^(?:DATA|\.$)/, HANG_UP)
    const login = { credentials, envelope: { ...envelope, send: true }, prove: false }
    const whole: Script = {
      ...script,
      answer: (line, connection) => (line === 'DATA' ? '354 go on\r\n' : silentInData(script, line, connection)),
    }
    const { first } = await diagnoseServers([[587, 'starttls', whole]], login)
    expect(first?.id).toBe('unknown')
    expect(first?.fixes[0]?.do).toMatch(/arrived/)
  })
})

/** The lines of a message get no answers. */
function silentInData(
  script: Script,
  line: string,
  connection: { readonly isEncrypted: boolean; readonly index: number },
): Answer {
  return /^(?:EHLO|STARTTLS|AUTH|MAIL|RCPT|QUIT|\.$)/.test(line) ? script.answer?.(line, connection) : undefined
}

describe('a server that no longer answers', () => {
  test.each([
    ['EHLO', /^EHLO/],
    ['MAIL', /^(?:MAIL|RCPT)/],
    ['AUTH', /^AUTH/],
  ])('%s: the wait is said, and more time is offered', async (verb, lines) => {
    const { first } = await asks(except(lines, undefined), { timeoutMs: 1_000 })
    expect(first?.id).toBe('unknown')
    expect(first?.title).toContain(`did not answer ${verb}`)
    expect(first?.meaning).toMatch(/nothing more came .* Commonly .* cannot be seen from outside/)
    expect(first?.evidence.join('\n')).toMatch(new RegExp(`^${verb}.* → no answer within \\d(?:\\.\\d)? s`, 'm'))
    expect(first?.fixes.map((fix) => fix.do).join('\n')).toContain('--timeout')
    expect(JSON.stringify(first)).not.toContain('correct horse')
  })

  test('STARTTLS: that is a failure of STARTTLS', async () => {
    const { first } = await asks(except(/^STARTTLS/, undefined), { timeoutMs: 1_000 })
    expect([first?.id, first?.certainty]).toEqual(['starttls-failed', 'likely'])
  })
})

describe('one cut on every port', () => {
  test('is one diagnosis about all of them', async () => {
    const cut = except(/^EHLO/, HANG_UP)
    const { report } = await diagnoseServers([
      [587, 'starttls', cut],
      [465, 'tls', { ...cut, isTls: true }],
      [25, 'starttls', cut],
    ])
    expect(report.diagnoses.map(({ id, endpoint }) => [id, endpoint])).toEqual([['unknown', undefined]])
  })
})

describe('a cut beside another trouble', () => {
  test('is not hidden by it: the port that got further comes first', async () => {
    const { report } = await diagnoseServers([
      [587, 'starttls', except(/^EHLO/, HANG_UP, 'tls')],
      [25, 'starttls', { greeting: { say: '421 4.3.2 too busy\r\n', next: 'close' } }],
    ])
    expect(report.diagnoses.map(({ id, endpoint }) => [id, endpoint])).toEqual([
      ['unknown', `${HOST}:587`],
      ['service-unavailable', `${HOST}:25`],
    ])
  })

  test('at the same port is explained by it', async () => {
    const refused = { ...healthy(() => ({ say: '535 5.7.8 no\r\n', next: 'close' })) }
    const { report } = await diagnoseServers([[587, 'starttls', refused]])
    expect(report.diagnoses.map(({ id }) => id)).toEqual(['credentials-rejected'])
  })
})

describe('challenges without end', () => {
  test('are a broken exchange, and PLAIN answers only the first of them', async () => {
    const { first, started } = await asks(except(/^(?!EHLO|STARTTLS|QUIT)/, '334 \r\n'))
    expect(first?.id).toBe('auth-exchange-malformed')
    const encoded = Buffer.from('\0bob@example.org\0correct horse').toString('base64')
    expect(started[0].lines.filter((line) => line.includes(encoded)).length).toBeLessThanOrEqual(2)
  })
})

describe('a reply that breaks off in its middle', () => {
  const half = '250-mail.example.org\r\n250-SIZ'

  test.each([
    ['silence', half, /its rest did not come in time/, /only a part of the reply within/],
    ['a hang-up', { say: half, next: 'close' }, /closed the connection before its end/, /in the middle of its reply/],
  ] as const)('%s: that a part had come is said and shown', async (_, answer, because, detail) => {
    const { first, report } = await asks(except(/^EHLO/, answer), { timeoutMs: 600 })
    expect(first?.id).toBe('unknown')
    expect(first?.title).toBe('The server broke off in the middle of its reply to EHLO')
    expect(first?.because).toContain('"250-mail.example.org / 250-SIZ"')
    expect(first?.because).toMatch(because)
    expect(first?.evidence.join('\n')).toContain('only this came: 250-mail.example.org / 250-SIZ')
    expect(report.endpoints[0]?.stages.find(({ status }) => status === 'fail')?.detail).toMatch(detail)
  })
})
