import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import stringWidth from 'fast-string-width'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.js'
import { DIAGNOSIS_LAYERS } from '../../src/model.js'
import { runMain } from './run-main.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smtp-doctor-explain-'))
})
afterAll(() => rm(folder, { recursive: true }))

const run = (args: readonly string[], over: Partial<Io> = {}) => runMain(['explain', ...args], { cwd: folder, ...over })

const golden = (name: string) => fileURLToPath(new URL(`../golden/${name}.txt`, import.meta.url))
const REFUSED =
  '535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials k1 - gsmtp'

/** Lines wider than the screen, but for links and commands, which stay whole so that they can be copied. */
const tooWide = (text: string, columns: number) =>
  text.split('\n').filter((line) => stringWidth(line) >= columns && !/https?:|smtp-doctor|\S{30}/.test(line))

describe('an error given as argument', () => {
  test.each([80, 40])('is explained with evidence, fixes and the way to make sure, at %i columns', async (columns) => {
    const { exitCode, stdout } = await run([REFUSED], { columns })
    expect(exitCode).toBe(1)
    expect(tooWide(stdout, columns)).toEqual([])
    await expect(stdout).toMatchFileSnapshot(golden(`explain-app-password-${columns}`))
  })

  test('gives the fixes of the provider that the flags name', async () => {
    const { stdout } = await run(['535 5.7.8 authentication failed', '--provider', 'fastmail'])
    expect(stdout).toContain('Fastmail')
  })

  test('may come in several words', async () => {
    const { exitCode, stdout } = await run(['550', '5.1.1', 'no', 'such', 'user', '--json'])
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout).diagnoses[0].id).toBe('recipient-unknown')
  })

  test('names the command that confirms it, with the flags filled in', async () => {
    const { stdout } = await run([
      'Connection: opening to smtp.example.net:587\nSMTP ERROR: Password command failed: 535 5.7.8 no',
    ])
    expect(stdout).toContain(
      'smtp-doctor check YOUR-ADDRESS --host smtp.example.net --ports 587 --password-env MAIL_PASSWORD',
    )
  })

  test('shows what else it could be when it is not certain', async () => {
    const { stdout } = await run(['smtplib.SMTPServerDisconnected: Connection unexpectedly closed'])
    expect(stdout).toContain('What else it could be')
  })
})

describe('--json', () => {
  test('prints the document of the contract', async () => {
    const { stdout } = await run([REFUSED, '--json'])
    const document = JSON.parse(stdout)
    expect(document.version).toBe(1)
    expect(document.diagnoses[0]).toMatchObject({ id: 'app-password-required', layer: 'id' })
    expect(document.diagnoses[0].evidence[0]).toContain('BadCredentials')
    expect(document.diagnoses[0].fixes.length).toBeGreaterThan(0)
  })
})

describe('where the text comes from', () => {
  test('a file', async () => {
    await writeFile(join(folder, 'error.txt'), 'connect ECONNREFUSED 192.0.2.1:587')
    const { stdout } = await run(['--file', 'error.txt', '--json'])
    expect(JSON.parse(stdout).diagnoses[0].id).toBe('connect-refused')
  })

  test('a file of another encoding', async () => {
    await writeFile(
      join(folder, 'latin1.txt'),
      Buffer.from('Verbindungsaufbau abgelehnt f\xfcr 192.0.2.1:587', 'latin1'),
    )
    await writeFile(join(folder, 'utf16.txt'), Buffer.from('\ufeffconnect ECONNREFUSED 192.0.2.1:587', 'utf16le'))
    // As a log it is read line by line.
    const log = '\ufeff2026-11-20 10:00:00 connect ECONNREFUSED 192.0.2.1:587\n'.repeat(4000)
    await writeFile(join(folder, 'utf16be.txt'), Buffer.from(log, 'utf16le').swap16())
    for (const name of ['latin1.txt', 'utf16.txt', 'utf16be.txt']) {
      expect(JSON.parse((await run(['--file', name, '--json'])).stdout).diagnoses[0].id).toBe('connect-refused')
    }
  })

  test('standard input', async () => {
    const { exitCode, stdout } = await run(['--json'], {
      stdin: Readable.from([Buffer.from('550 5.1.1 no such '), Buffer.from('user')]),
    })
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout).diagnoses[0].id).toBe('recipient-unknown')
  })

  test('a terminal is not waited for where nobody can be asked', async () => {
    const { exitCode, stderr } = await run([], { stdin: Object.assign(new PassThrough(), { isTTY: true }) })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--file')
  })

  test.each([
    ['a missing file', ['--file', 'nowhere.txt'], 'no such file'],
    ['a folder', ['--file', '.'], 'folder'],
    ['text and file', ['text', '--file', 'x'], 'not both'],
    ['empty text', [' '], 'empty'],
    ['an unknown provider', ['x', '--provider', 'gmial'], 'gmail'],
    ['an unknown platform', ['x', '--platform', 'moon'], 'platform'],
    ['an impossible port', ['x', '--port', '70000'], '65535'],
    ['an unknown diagnosis', ['--id', 'password'], 'password-expired'],
  ])('%s is refused', async (_, args, words) => {
    const { exitCode, stderr, stdout } = await run(args)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(words)
    expect(stdout).toBe('')
  })
})

test('a text without a failure exits 0', async () => {
  const { exitCode, stdout } = await run(['250 2.0.0 OK: queued'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('No failure to send mail was recognised in this text')
})

test('control characters of the text never reach the screen', async () => {
  const { stdout } = await run(['550 5.1.1 no such user \u0007\u009b31m\u202e evil'])
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})

describe('a long text in which no line tells a failure by itself', () => {
  const quiet = Array.from({ length: 20 }, (_, id) => `2026-11-20 10:00:${id + 10} INFO request ${id} served`).join(
    '\n',
  )
  const cut = `${quiet}\nCLIENT -> SERVER: AUTH LOGIN\nSERVER -> CLIENT: 334 VXNlcm5hbWU6\n`

  test('is read together at its end', async () => {
    const { exitCode, stdout } = await run(['--log'], { stdin: Readable.from([Buffer.from(cut)]) })
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '22 lines read. No line tells a failure by itself; the last ones, read together, do:',
    )
    expect(stdout).toContain('closed-during-auth')
    expect(exitCode).toBe(1)
  })

  test('is said to report nothing known when that finds nothing either', async () => {
    const { exitCode, stdout } = await run(['--log'], { stdin: Readable.from([Buffer.from(quiet)]) })
    expect(stdout.replace(/\s+/g, ' ')).toBe(
      '20 lines read. No line of this log reports a failure to send mail that is known here. ',
    )
    expect(exitCode).toBe(0)
  })
})

describe('a log', () => {
  const line = (id: number, reason: string) =>
    `Nov 20 10:${String(Math.floor(id / 60) % 60).padStart(2, '0')}:${String(id % 60).padStart(2, '0')} mx postfix/smtp[${id}]: 4A${id}: to=<u${id}@x.test>, relay=mx.x.test[192.0.2.1]:25, dsn=4.0.0, status=deferred (host mx.x.test[192.0.2.1] said: ${reason} (in reply to RCPT TO command))`
  const log = [
    ...Array.from({ length: 12 }, (_, id) => line(id, '550 5.1.1 <u@x.test>: User unknown')),
    ...Array.from({ length: 5 }, (_, id) => line(100 + id, '450 4.2.0 <u@x.test>: Greylisted, come back later')),
    'Nov 20 11:00:00 mx postfix/smtp[9]: 5: to=<a@x.test>, dsn=2.0.0, status=sent (250 ok)',
  ].join('\n')

  test('becomes a table of causes', async () => {
    const { exitCode, stdout } = await run(['--log'], { stdin: Readable.from([Buffer.from(log)]) })
    expect(exitCode).toBe(1)
    await expect(stdout).toMatchFileSnapshot(golden('explain-log'))
  })

  test('is read as one by its size', async () => {
    const big = Array.from({ length: 2000 }, () => log).join('\n')
    const { stdout } = await run(['--json'], { stdin: Readable.from([Buffer.from(big)]) })
    const { log: summary, diagnoses } = JSON.parse(stdout)
    expect(summary.causes.map(({ count }: { count: number }) => count)).toEqual([24_000, 10_000])
    expect(diagnoses.map(({ id }: { id: string }) => id)).toEqual(['recipient-unknown', 'greylisted'])
    expect(summary.causes[0]).toMatchObject({ first: 'Nov 20 10:00:00', last: 'Nov 20 10:00:11' })
  })
})

describe('the pages of diagnoses', () => {
  test('one page says all about one', async () => {
    const { exitCode, stdout } = await run(['--id', 'plaintext-on-tls-port'])
    expect(exitCode).toBe(0)
    await expect(stdout).toMatchFileSnapshot(golden('explain-page'))
  })

  test('the list has every diagnosis but the unknown, by layer', async () => {
    const { stdout } = await run(['--list'])
    for (const id of Object.keys(DIAGNOSIS_LAYERS).filter((one) => one !== 'unknown')) expect(stdout).toContain(id)
    expect(stdout.indexOf('Settings:')).toBeLessThan(stdout.indexOf('Door:'))
  })

  test('every page fits the screen and has words and fixes', async () => {
    for (const id of Object.keys(DIAGNOSIS_LAYERS)) {
      const { exitCode, stdout } = await run(['--id', id], { columns: 60 })
      expect(exitCode).toBe(0)
      expect(tooWide(stdout, 60)).toEqual([])
      expect(stdout).toContain('What to do')
    }
  })
})
