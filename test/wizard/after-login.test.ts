import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BACK } from '../../src/wizard/ask.js'
import { type Outcome, worksReport } from './fake-world.js'
import type { Line } from './scripted-ask.js'
import { GMAIL, GOOD, refusedLetter, walk } from './walk.js'

describe('what next', () => {
  const refused: readonly Line[] = [...GMAIL, ['app password', 'I have one'], ['App password', 'bcdefghijklmnopq']]

  test('shows the dialogue, and how sure the diagnosis is and why', async () => {
    const { log } = await walk([...refused, ['What next', 'Show the dialogue'], ['What next', 'How sure']])
    expect(log).toContain('C: AUTH PLAIN <redacted>')
    expect(log).toContain('Certain: what was seen leaves no other explanation.')
    expect(log).toContain('credentials-rejected')
  })

  test('saves the report as text and JSON, for its owner only, without any secret, keeping files that exist', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    writeFileSync(join(cwd, 'taken.txt'), 'mine')
    const { log } = await walk(
      [
        ...refused,
        ['What next', 'Save'],
        ['Name of the report', 'taken'],
        ['What next', 'Save'],
        ['Name of', 'mine'],
        ['What', 'Quit'],
      ],
      { cwd },
    )
    expect(readFileSync(join(cwd, 'taken.txt'), 'utf8')).toBe('mine')
    expect(log).toContain('exists already')
    for (const ending of ['txt', 'json']) {
      const path = join(cwd, `mine.${ending}`)
      expect(statSync(path).mode & 0o777).toBe(0o600)
      const text = readFileSync(path, 'utf8')
      expect(text).not.toContain('bcdefghijklmnopq')
      expect(text).toContain('credentials-rejected'.slice(0, ending === 'json' ? 20 : 0))
    }
    expect(JSON.parse(readFileSync(join(cwd, 'mine.json'), 'utf8'))).toMatchObject({ version: 1, verdict: 'problem' })
  })
})

describe('when it works', () => {
  const works: readonly Line[] = [...GMAIL, ['app password', 'I have one'], ['App password', GOOD]]

  test('a test message goes to oneself or to another address, and nowhere unasked', async () => {
    const { world, log } = await walk([
      ...works,
      ['test message', 'Yes, to another'],
      ['To whom', 'not an address'],
      ['To whom', 'bob@example.com'],
    ])
    const sends = world.checks.flatMap(({ logins }) => logins.filter(({ envelope }) => envelope?.send))
    expect(sends.map(({ envelope }) => envelope?.to)).toEqual(['bob@example.com'])
    expect(log).toContain('spam folder')
  })

  test('a test message that is refused is the last word: no configuration is offered, and it can be sent again', async () => {
    const outcome: Outcome = {
      outcome: ({ envelope }, target) => (envelope?.send ? refusedLetter(target) : worksReport(target)),
    }
    const { report, log } = await walk(
      [
        ...works,
        ['test message', 'Yes, to ada'],
        ['What next', 'Send the test message again'],
        ['test message', 'No'],
        ['What next', 'Quit'],
      ],
      { outcome },
    )
    expect(report?.verdict).toBe('problem')
    expect(log).toContain('The message was not taken')
  })

  test('a configuration is previewed without the secret, written after a yes, and the old file kept', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    writeFileSync(join(cwd, '.env'), 'COLOUR=blue\n')
    const { log } = await walk(
      [
        ...works,
        ['test message', 'No'],
        ['configuration file', '.env file'],
        ['Path', ''],
        ['Write this', 'No'],
        ['What next', 'Write a configuration'],
        ['configuration file', '.env file'],
        ['Path', BACK],
        ['configuration file', '.env file'],
        ['Path', ''],
        ['Write this', BACK],
        ['Path', ''],
        ['Write this', 'Yes'],
        ['What next', 'Quit'],
      ],
      { cwd },
    )
    const text = readFileSync(join(cwd, '.env'), 'utf8')
    expect(text).toContain('COLOUR=blue')
    expect(text).toContain(GOOD)
    expect(statSync(join(cwd, '.env')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(cwd, '.env.bak'), 'utf8')).toBe('COLOUR=blue\n')
    expect(log).not.toContain(`=${GOOD}`)
    expect(log).toContain('.env.bak')
  })

  test('back leads from the menu through the configuration and the test message to the password', async () => {
    await walk([
      ...works,
      ['test message', 'No'],
      ['configuration file', 'No, not now'],
      ['What next', BACK],
      ['configuration file', BACK],
      ['test message', BACK],
      ['that you typed before', 'Yes'],
      ['What next', 'Quit'],
    ])
  })

  test('a format that knows no tokens is refused in words, and another one can be chosen', async () => {
    const { log, questions } = await walk(
      [
        ['configuration file', 'Python script'],
        ['Path', BACK],
      ],
      {
        outcome: { outcome: (_login, target) => worksReport(target) },
        flags: {
          address: 'ada@outlook.com',
          provider: 'outlook',
          secret: { kind: 'token', secret: 'eyJ.token' },
          send: true,
          format: 'laravel',
        },
      },
    )
    expect(log).toMatch(/cannot log in with an OAuth 2\.0\s+token/)
    expect(questions[0]).toContain('configuration file')
  })

  test('a path from the command line that cannot be written is asked for, not tried for ever', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    const { log } = await walk(
      [
        ['configuration file', '.env file'],
        ['Path', 'mail.env'],
        ['Write this', 'Yes'],
      ],
      {
        cwd,
        flags: {
          address: 'ada@gmail.com',
          secret: { kind: 'password', secret: GOOD },
          provider: 'gmail',
          send: true,
          format: 'env',
          output: cwd,
        },
      },
    )
    expect(log).toContain('is a directory')
    expect(readFileSync(join(cwd, 'mail.env'), 'utf8')).toContain(GOOD)
  })

  test('a file that is right already stays as it is, without a question and without a copy', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    const again: readonly Line[] = [
      ['configuration file', '.env file'],
      ['Path', ''],
    ]
    const { log } = await walk(
      [
        ...works,
        ['test message', 'No'],
        ...again,
        ['Write this', 'Yes'],
        ['What next', 'Write a configuration'],
        ...again,
        ['What next', 'Quit'],
      ],
      { cwd },
    )
    expect(log).toContain('.env: is already right, and stays as it is')
    expect(readdirSync(cwd)).toEqual(['.env'])
  })

  test('a link is followed: what git is told to leave out is the file that was written, and its old content', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    execFileSync('git', ['init', '--quiet'], { cwd })
    writeFileSync(join(cwd, 'real.env'), 'COLOUR=blue\n')
    symlinkSync('real.env', join(cwd, '.env'))
    await walk(
      [
        ...works,
        ['test message', 'No'],
        ['configuration file', '.env file'],
        ['Path', ''],
        ['Write this', 'Yes'],
        ['real.env and real.env.bak hold a password', 'Yes'],
        ['What next', 'Quit'],
      ],
      { cwd },
    )
    expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('/real.env\n/real.env.bak\n')
  })

  test('a new password in an old file is announced, though it is not shown', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    const written: readonly Line[] = [
      ...works,
      ['test message', 'No'],
      ['configuration file', '.env file'],
      ['Path', ''],
      ['Write this', 'Yes'],
    ]
    await walk(written, { cwd })
    const path = join(cwd, '.env')
    writeFileSync(path, readFileSync(path, 'utf8').replace(GOOD, 'old-password'))
    const { log } = await walk(written, { cwd })
    expect(log).toContain('-SMTP_PASSWORD=******** (the old one)')
    expect(readFileSync(path, 'utf8')).toContain(GOOD)
    expect(log).not.toContain('old-password')
  })

  test('git is told to leave out the old content as well as the file', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wizard-'))
    execFileSync('git', ['init', '--quiet'], { cwd })
    writeFileSync(join(cwd, '.env'), 'COLOUR=blue\n')
    await walk(
      [
        ...works,
        ['test message', 'No'],
        ['configuration file', '.env file'],
        ['Path', ''],
        ['Write this', 'Yes'],
        [/\.env and \.env\.bak hold a password/, 'Yes, add them'],
        ['What next', 'Quit'],
      ],
      { cwd },
    )
    expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('/.env\n/.env.bak\n')
  })
})
