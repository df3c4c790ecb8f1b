import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'dotenv'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.js'
import { runMain } from './run-main.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-config-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (args: readonly string[], over: Partial<Io> = {}) =>
  runMain(args, { cwd: folder, env: { SECRET: 'abcdefghijklmnop' }, ...over })

const at = (name: string) => join(folder, name)
const read = (name: string) => readFileSync(at(name), 'utf8')

describe('config', () => {
  test('names all formats, as text and as JSON', async () => {
    const { stdout } = await run(['config', '--list'])
    expect(stdout).toContain('nodemailer')
    const { formats } = JSON.parse((await run(['config', '--list', '--json'])).stdout)
    expect(formats.length).toBe(stdout.trim().split('\n').length)
    expect(formats[0]).toMatchObject({
      id: expect.any(String),
      fileName: expect.any(String),
      proof: expect.any(String),
    })
  })

  test('prints the configuration to stdout without the secret, the rest to stderr', async () => {
    const { exitCode, stdout, stderr } = await run(['config', 'env', 'jane@gmail.com', '--password-env', 'SECRET'])
    expect(exitCode).toBe(0)
    expect(parse(stdout)).toMatchObject({
      SMTP_HOST: 'smtp.gmail.com',
      SMTP_USER: 'jane@gmail.com',
      SMTP_PASSWORD: 'CHANGE-ME',
    })
    expect(stdout + stderr).not.toContain('abcdefghijklmnop')
  })

  test('--ports decides port and kind of TLS', async () => {
    const { stdout } = await run(['config', 'django', 'jane@gmail.com', '--ports', '465'])
    expect(stdout).toContain('EMAIL_PORT = 465')
    expect(stdout).toContain('EMAIL_USE_SSL = True')
    expect(stdout).not.toContain('EMAIL_USE_TLS')
  })

  test('--out writes the file and the secret beside it, each with the right mode', async () => {
    const args = ['config', 'nodemailer', 'jane@gmail.com', '--password-env', 'SECRET', '--out', 'mailer.mjs']
    expect((await run(args)).exitCode).toBe(0)
    expect(read('mailer.mjs')).not.toContain('abcdefghijklmnop')
    expect(read('.env')).toBe('SMTP_PASSWORD=abcdefghijklmnop\n')
    expect(statSync(at('.env')).mode & 0o777).toBe(0o600)
  })

  test('an existing .env is changed only with a yes, in place, and kept beside it', async () => {
    writeFileSync(at('.env'), '# mine\nPORT=3000\nSMTP_PASSWORD=old-secret\n')
    const args = ['config', 'env', 'jane@gmail.com', '--password-env', 'SECRET', '--out', '.env']
    const refused = await run(args)
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain('+SMTP_HOST=smtp.gmail.com')
    expect(refused.stderr).not.toMatch(/old-secret|abcdefghijklmnop/)
    expect(read('.env')).toContain('old-secret')

    expect((await run([...args, '--yes'])).exitCode).toBe(0)
    expect(read('.env').split('\n').slice(0, 3)).toEqual(['# mine', 'PORT=3000', 'SMTP_PASSWORD=abcdefghijklmnop'])
    expect(read('.env.bak')).toContain('old-secret')
  })

  test('without a new secret the old one stays', async () => {
    writeFileSync(at('.env'), "SMTP_HOST=old\nSMTP_PASSWORD='old # secret'\n")
    expect((await run(['config', 'env', 'jane@gmail.com', '--out', '.env', '--yes'])).exitCode).toBe(0)
    expect(parse(read('.env'))).toMatchObject({ SMTP_HOST: 'smtp.gmail.com', SMTP_PASSWORD: 'old # secret' })
    expect((await run(['config', 'python', 'jane@gmail.com', '--out', 'send_mail.py', '--yes'])).exitCode).toBe(0)
    expect(parse(read('.env')).SMTP_PASSWORD).toBe('old # secret')
  })

  test('a file that holds more than mail is never replaced by a few lines', async () => {
    for (const [format, name] of [
      ['django', 'settings.py'],
      ['gitlab', 'gitlab.rb'],
      ['msmtp', '.msmtprc'],
      ['opensmtpd', 'smtpd.conf'],
    ] as const) {
      writeFileSync(at(name), 'everything else\n')
      const { exitCode, stderr } = await run(['config', format, 'jane@gmail.com', '--out', name, '--yes'])
      expect(exitCode).toBe(2)
      expect(stderr).toContain('may hold more than mail settings')
      expect(read(name)).toBe('everything else\n')
    }
  })

  test('a repository that would take the secret is pointed out, and amended with --gitignore', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder })
    const args = ['config', 'env', 'jane@gmail.com', '--password-env', 'SECRET', '--out', '.env', '--yes']
    expect((await run(args)).stderr).toContain('git would commit')
    expect((await run([...args, '--gitignore'])).stderr).toContain('Added to')
    expect(read('.gitignore')).toBe('/.env\n')
    expect((await run(args)).stderr).not.toContain('git would commit')
  })

  test.each([
    [['config'], /say which format/],
    [['config', 'nodemailr', 'a@gmail.com'], /Did you mean nodemailer/],
    [['config', 'env'], /say which account/],
    [['config', 'env', 'a@gmail.com', '--out', '/'], /directory/],
    [['config', 'env', 'a@gmail.com', '--secret-name', 'A B'], /--secret-name/],
    [
      ['config', 'env', '--host', 'smtp.harbour.test', '--user', 'a\nSMTP_HOST=evil', '--password-env', 'SECRET'],
      /line break|user/i,
    ],
  ])('%j is wrong usage, said in one line', async (args, reason) => {
    const { exitCode, stderr } = await run(args)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(reason)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})

describe('lint', () => {
  const BAD =
    'SMTP_HOST=smtp.harbour.test\nSMTP_PORT=465\nSMTP_SECURITY=starttls\nSMTP_USER=bob\nSMTP_PASSWORD=my#secret-1\n'
  const GOOD = BAD.replace('starttls', 'tls').replace('my#secret-1', "'my#secret-1'")
  const put = (name: string, text: string) => writeFileSync(at(name), text, { mode: 0o600 })

  test('names place, reason and corrected line, and never the secret', async () => {
    put('.env', BAD)
    const { exitCode, stdout, stderr } = await run(['lint', '.env'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('.env:3:15: error: Port 465 speaks TLS from the first byte')
    expect(stdout).toContain('  + SMTP_SECURITY=tls')
    expect(stdout + stderr).not.toContain('secret-1')
  })

  test('says nothing about a good file', async () => {
    put('.env', GOOD)
    expect(await run(['lint', '.env'])).toMatchObject({ exitCode: 0, stdout: '' })
  })

  test('--fix writes the safe corrections after showing them, and only with a yes', async () => {
    put('.env', BAD)
    const refused = await run(['lint', '--fix', '.env'])
    expect(refused).toMatchObject({ exitCode: 2 })
    expect(read('.env')).toBe(BAD)
    const { exitCode, stderr } = await run(['lint', '--fix', '--yes', '.env'])
    expect(exitCode).toBe(0)
    expect(stderr).toContain('+SMTP_SECURITY=tls')
    expect(stderr).not.toContain('secret-1')
    expect(read('.env')).toBe(GOOD)
    expect(read('.env.bak')).toBe(BAD)
  })

  test('--json, --format github and --format sarif say the same', async () => {
    put('.env', BAD)
    const json = JSON.parse((await run(['lint', '--json', '.env'])).stdout)
    expect(json).toMatchObject({ version: 1, verdict: 'problem', files: [{ file: '.env', formats: ['env'] }] })
    expect(json.findings[0]).toMatchObject({ file: '.env', line: 3, column: 15, diagnosis: 'plaintext-on-tls-port' })
    expect((await run(['lint', '--format', 'github', '.env'])).stdout).toContain(
      '::error file=.env,line=3,endLine=3,col=15,title=tls-port::',
    )
    const sarif = JSON.parse((await run(['lint', '--format', 'sarif', '.env'])).stdout)
    expect(sarif.runs[0].results[0]).toMatchObject({ ruleId: 'tls-port', level: 'error' })
  })

  test.each([
    ['missing', () => undefined, /no such file/],
    ['folder', () => mkdirSync(at('folder')), /directory/],
    ['dangling', () => symlinkSync(at('nowhere'), at('dangling')), /no such file/],
    ['binary', () => writeFileSync(at('binary'), Buffer.from([0, 1, 2, 255])), /binary/],
    ['latin1', () => writeFileSync(at('latin1'), Buffer.from([0x53, 0xfc])), /UTF-8/],
    ['pipe', () => execFileSync('mkfifo', [at('pipe')]), /no ordinary file/],
    ['other.json', () => writeFileSync(at('other.json'), '{}'), /no mail settings/],
    ['big.env', () => execFileSync('truncate', ['-s', '100M', at('big.env')]), /100 MB/],
  ])('%s is refused in one line, and nothing is changed', async (name, prepare, reason) => {
    put('good.env', BAD)
    prepare()
    const before = readdirSync(folder)
    const { exitCode, stdout, stderr } = await run(['lint', '--fix', '--yes', 'good.env', name])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(reason)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stdout).toBe('')
    expect(readdirSync(folder)).toEqual(before)
    expect(read('good.env')).toBe(BAD)
  })
})
