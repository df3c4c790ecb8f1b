import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdDialogue, type LoginSeen, type MessageSeen } from '../../src/lab/dialogue.js'
import { answer, type Script } from '../../src/lab/fault.js'

/** A session without a network: bytes in, bytes out, at once. */
function session(script: Script = {}) {
  const emitter = new EventEmitter()
  const state = { sent: '', isEnded: false, destroyed: false }
  const socket = Object.assign(emitter, {
    destroyed: false,
    write: (bytes: Buffer) => {
      state.sent += bytes.toString('latin1')
      return true
    },
    end: () => {
      state.isEnded = true
    },
    destroy: () => {
      socket.destroyed = true
    },
  })
  const messages: MessageSeen[] = []
  const logins: LoginSeen[] = []
  holdDialogue({ socket: socket as unknown as Socket, every: () => undefined, flood: () => undefined }, script, {
    hostName: 'mail.lab.test',
    port: 587,
    account: { username: 'ada@lab.test', secret: 'secret' },
    isEncrypted: true,
    upgrade: () => undefined,
    onLogin: (login) => logins.push(login),
    onMessage: (message) => messages.push(message),
  })
  return { state, messages, logins, receive: (bytes: Buffer) => void emitter.emit('data', bytes) }
}

const LOGIN = `AUTH PLAIN ${btoa('\0ada@lab.test\0secret')}\r\n`
const WHOLE = Buffer.from(
  `EHLO client.lab.test\r\n${LOGIN}MAIL FROM:<a@lab.test> SIZE=30\r\nRCPT TO:<b@lab.test>\r\nDATA\r\nSubject: x\r\n\r\n..\r\n...\r\n.\r\nRSET\r\nNOOP\r\nQUIT\r\n`,
)

const codesIn = (sent: string) =>
  sent
    .split('\r\n')
    .filter((line) => /^\d{3} /.test(line))
    .map((line) => line.slice(0, 3))

describe('the scripted session', () => {
  test('answers the same however the bytes are cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: WHOLE.length - 1 }), { maxLength: 40 })
    fc.assert(
      fc.property(cuts, (at) => {
        const { state, messages, receive } = session()
        const points = [0, ...[...new Set(at)].sort((a, b) => a - b), WHOLE.length]
        for (const [index, from] of points.entries()) receive(WHOLE.subarray(from, points[index + 1]))
        expect(codesIn(state.sent)).toEqual(['220', '250', '235', '250', '250', '354', '250', '250', '250', '221'])
        expect(messages).toMatchObject([
          { from: 'a@lab.test', to: ['b@lab.test'], raw: 'Subject: x\r\n\r\n.\r\n..\r\n' },
        ])
        expect(state.isEnded).toBe(true)
      }),
    )
  })

  test('answers each line of garbage with one reply and goes on', () => {
    const garbage = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => !/[\r\n]/.test(text))
    fc.assert(
      fc.property(garbage, (text) => {
        fc.pre(!/^(QUIT|STARTTLS|AUTH|DATA)\b/i.test(text))
        const { state, receive } = session()
        receive(Buffer.from(`${text}\r\nNOOP\r\n`))
        expect(codesIn(state.sent).at(-1)).toBe('250')
        expect(codesIn(state.sent).length).toBe(3)
      }),
    )
  })

  test.each([
    ['a reply that is no base64', 'AUTH PLAIN %%%\r\n', /501 5\.5\.2/],
    ['a cancelled exchange', 'AUTH LOGIN\r\n*\r\n', /501 5\.7\.0 Authentication cancelled/],
    ['a PLAIN message with one field', `AUTH PLAIN ${btoa('only')}\r\n`, /501 5\.5\.2/],
    ['an empty initial response', 'AUTH PLAIN =\r\n', /501 5\.5\.2/],
    ['a mechanism that is not offered', 'AUTH GSSAPI\r\n', /504 5\.7\.4/],
    ['a second login', `${LOGIN}${LOGIN}`, /503 5\.5\.1 Error: already authenticated/],
    ['RCPT before MAIL', `${LOGIN}RCPT TO:<a@lab.test>\r\n`, /503 5\.5\.1/],
    ['DATA before RCPT', `${LOGIN}MAIL FROM:<>\r\nDATA\r\n`, /503 5\.5\.1/],
    ['an address without brackets', `${LOGIN}MAIL FROM:a@lab.test\r\n`, /501 5\.5\.4/],
    ['STARTTLS over TLS', 'STARTTLS\r\n', /503 5\.5\.1/],
  ])('refuses %s', (_, commands, reply) => {
    const { state, receive } = session()
    receive(Buffer.from(`EHLO client.lab.test\r\n${commands}`))
    expect(state.sent.split('\r\n').at(-2)).toMatch(reply)
  })

  test('takes a message that is empty', () => {
    const { messages, receive } = session({ isLoginOptional: true })
    receive(Buffer.from('EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<b@lab.test>\r\nDATA\r\n.\r\n'))
    expect(messages).toMatchObject([{ from: '', raw: '' }])
  })

  test('says nothing more after an answer that ends the connection', () => {
    const { state, receive } = session({ mail: { lines: ['421 4.3.2 closing'], afterwards: 'close' } })
    receive(Buffer.from(`EHLO c\r\n${LOGIN}MAIL FROM:<a@lab.test>\r\nNOOP\r\nQUIT\r\n`))
    expect(codesIn(state.sent)).toEqual(['220', '250', '235', '421'])
    expect(state.isEnded).toBe(true)
  })

  test('lets a script choose by what it knows', () => {
    const { state, receive } = session({
      mechanisms: ['PLAIN'],
      rcpt: ({ argument, from, username }) => answer(`550 5.7.1 ${username} ${from} ${argument}`),
    })
    receive(Buffer.from(`EHLO c\r\n${LOGIN}MAIL FROM:<a@lab.test>\r\nRCPT TO:<jürgen@lab.test>\r\n`))
    expect(state.sent).toContain(Buffer.from('550 5.7.1 ada@lab.test a@lab.test jürgen@lab.test').toString('latin1'))
  })
})
