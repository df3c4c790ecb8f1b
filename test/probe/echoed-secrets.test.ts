import { afterEach, describe, expect, test } from 'vitest'
import { startCheck } from '../../src/check.js'
import { labAuthority } from '../../src/lab/certificates.js'
import type { CheckEvent, Credentials, Report } from '../../src/model.js'
import { coverOf } from '../../src/probe/secret-cover.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { renderTranscript } from '../../src/report/transcript.js'
import { HOST, healthy, meant, type ScriptedServer, startScripted } from './scripted-server.js'

const servers: ScriptedServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

const SECRET = 'p%ss w0rd/é'
const credentials: Credentials = { kind: 'password', username: 'bob@example.org', secret: SECRET }
const FORMS = [
  SECRET,
  encodeURIComponent(SECRET),
  Buffer.from(SECRET).toString('base64'),
  Buffer.from(`\0bob@example.org\0${SECRET}`).toString('base64'),
]

async function loginAt(reply: (form: string) => string, form: string, isSecondOnly = false, secret = SECRET) {
  const seen: CheckEvent[] = []
  let logins = 0
  const script = healthy((line) => {
    if (!line.startsWith('AUTH')) return '500 what?\r\n'
    logins += 1
    return isSecondOnly && logins === 1 ? '235 2.7.0 ok\r\n' : reply(Buffer.from(form).toString('latin1'))
  })
  const server = await startScripted(script)
  servers.push(server)
  const { endpoint, route } = meant(587, 'starttls', server)
  const running = startCheck(
    { host: HOST, endpoints: [endpoint], username: credentials.username, remarks: [] },
    {
      connectTo: [route],
      extraRoots: [(await labAuthority()).rootPem],
      timeoutMs: 1500,
      onEvent: (event) => seen.push(event),
    },
    loadPresets(),
  )
  const report: Report = await running.logIn({ credentials: { ...credentials, secret }, prove: isSecondOnly })
  return { report, everything: JSON.stringify([report, seen]) + renderTranscript(running.dialogues()), logins }
}

describe('a server that says the secret again', () => {
  test.each(FORMS)('in its refusal is recorded without it: %s', async (form) => {
    const { everything, report, logins } = await loginAt((echo) => `535 5.7.8 bad login ${echo} here\r\n`, form)
    expect(everything).not.toContain(form)
    expect(everything).toContain('bad login <redacted> here')
    expect(report.verdict).toBe('problem')
    expect(logins).toBe(1)
  })

  test('in a line that is none of SMTP, or in half a line, is recorded without it', async () => {
    const whole = await loginAt((echo) => `oops ${echo}\r\n`, SECRET)
    expect(whole.everything).not.toContain(SECRET)
    const half = await loginAt((echo) => `535-your ${echo}`, SECRET)
    expect(half.everything).not.toContain(SECRET)
  })

  test("in the reply to nodemailer is recorded without it, and nodemailer's words are bounded", async () => {
    const { everything, report } = await loginAt((echo) => `535 ${'x'.repeat(6000)} ${echo}\r\n`, SECRET, true)
    expect(report.proof?.status).toBe('fail')
    expect(report.proof?.detail.length).toBeLessThan(2100)
    expect(everything).not.toContain(SECRET)
    const short = await loginAt((echo) => `535 ${echo}\r\n`, SECRET, true)
    expect(short.everything).not.toContain(SECRET)
  })
})

describe('nodemailer', () => {
  test('is not waited for when the server drips for ever', async () => {
    const startedMs = performance.now()
    const { report } = await loginAt(() => '535-', SECRET, true)
    expect(report.proof?.status).toBe('fail')
    expect(performance.now() - startedMs).toBeLessThan(8000)
  })
})

test("a password that is one of the servers' own words leaves their sentences alone", () => {
  const cover = coverOf({ ...credentials, secret: 'password' })
  expect(cover({ text: 'wrong password' })).toEqual({ text: 'wrong password' })
  expect(cover(Buffer.from('password').toString('base64'))).toBe('<redacted>')
})

test.each(['password', 'test', 'Secret'])("and is covered where a server shows it as somebody's: %s", (secret) => {
  const cover = coverOf({ ...credentials, secret })
  expect(cover(`535 5.7.8 bad "${secret}" (${secret}) pass=${secret} bob@example.org:${secret} bob:${secret}`)).toBe(
    '535 5.7.8 bad "<redacted>" (<redacted>) pass=<redacted> bob@example.org:<redacted> bob:<redacted>',
  )
  expect(cover(`535 5.7.8 the ${secret} is wrong`)).toBe(`535 5.7.8 the ${secret} is wrong`)
  expect(cover(`535 5.7.8 password: ${secret}`)).toBe('535 5.7.8 password: <redacted>')
})

describe('a secret that is too short to be looked for everywhere', () => {
  test.each(['x', 'q7', 'zzz', '?!', 'é1'])('is covered where it stands by itself: %s', (secret) => {
    const cover = coverOf({ ...credentials, secret })
    expect(cover(`535 5.7.8 password "${secret}" is wrong for bob@example.org ${secret}`)).toBe(
      '535 5.7.8 password "<redacted>" is wrong for bob@example.org <redacted>',
    )
    expect(cover(Buffer.from(`\0bob@example.org\0${secret}`).toString('base64'))).toBe('<redacted>')
    expect(cover({ text: 'zzzq7x and more' })).toEqual({ text: 'zzzq7x and more' })
  })

  test.each(['a', 'not', '535', '5', 'no'])('and one that is a word of every sentence in quotes only: %s', (secret) => {
    const cover = coverOf({ ...credentials, secret })
    const sentence = '535 5.7.8 not a valid login, no access'
    expect(cover(sentence)).toBe(sentence)
    expect(cover(`535 5.7.8 bad "${secret}" (${secret}) pass=${secret} bob@example.org:${secret}`)).toBe(
      '535 5.7.8 bad "<redacted>" (<redacted>) pass=<redacted> bob@example.org:<redacted>',
    )
  })

  test('is covered in what a whole check records', async () => {
    const { everything } = await loginAt((echo) => `535 5.7.8 "${echo}" is wrong\r\n`, 'q7', false, 'q7')
    expect(everything).toContain('"<redacted>\\" is wrong'.slice(1))
    expect(everything).not.toContain('q7')
  })
})
