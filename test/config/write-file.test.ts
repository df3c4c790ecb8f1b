import {
  chmodSync,
  existsSync,
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeConfigFile } from '../../src/config/write-file.js'
import { UsageError } from '../../src/model.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-file-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)
const modeOf = (path: string) => statSync(path).mode & 0o777

describe('writing a configuration file', () => {
  test('a file with a secret is readable by its owner alone', async () => {
    await writeConfigFile(at('.env'), 'A=1\n', { hasSecret: true })
    expect(readFileSync(at('.env'), 'utf8')).toBe('A=1\n')
    expect(modeOf(at('.env'))).toBe(0o600)
  })

  test('an existing file is refused and left as it was', async () => {
    writeFileSync(at('.env'), 'old')
    await expect(writeConfigFile(at('.env'), 'new', { hasSecret: true })).rejects.toThrow(UsageError)
    expect(readFileSync(at('.env'), 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['.env'])
  })

  test('with a yes it is replaced, its old content is kept beside it, and every later one too', async () => {
    writeFileSync(at('.env'), 'first', { mode: 0o644 })
    const options = { hasSecret: true, overwrite: true }
    expect((await writeConfigFile(at('.env'), 'second', options)).backup).toBe(at('.env.bak'))
    expect((await writeConfigFile(at('.env'), 'third', options)).backup).toBe(at('.env.bak.1'))
    expect(readFileSync(at('.env'), 'utf8')).toBe('third')
    expect(readFileSync(at('.env.bak'), 'utf8')).toBe('first')
    expect(readFileSync(at('.env.bak.1'), 'utf8')).toBe('second')
    expect([modeOf(at('.env')), modeOf(at('.env.bak'))]).toEqual([0o600, 0o600])
  })

  test('a file without a secret keeps its mode', async () => {
    writeFileSync(at('x.py'), 'old')
    chmodSync(at('x.py'), 0o750)
    await writeConfigFile(at('x.py'), 'new', { hasSecret: false, overwrite: true })
    expect(modeOf(at('x.py'))).toBe(0o750)
  })

  test('a symbolic link stays a link and its target is written', async () => {
    mkdirSync(at('real'))
    writeFileSync(at('real/config'), 'old')
    symlinkSync('real/config', at('link'))
    const written = await writeConfigFile(at('link'), 'new', { hasSecret: true, overwrite: true })
    expect(written.path.endsWith('real/config')).toBe(true)
    expect(readFileSync(at('real/config'), 'utf8')).toBe('new')
    expect(readFileSync(at('link'), 'utf8')).toBe('new')
    expect(readdirSync(folder).sort()).toEqual(['link', 'real'])
  })

  test.each([
    ['a directory', () => mkdirSync(at('x')), /directory/],
    ['a dangling link', () => symlinkSync(at('nowhere'), at('x')), /does not exist/],
    ['a link to itself', () => symlinkSync(at('x'), at('x')), /circle/],
    ['a file as a folder', () => writeFileSync(at('y'), ''), /cannot be written/],
  ])('%s is refused in one line and nothing changes', async (name, prepare, reason) => {
    prepare()
    const before = readdirSync(folder)
    const path = name === 'a file as a folder' ? at('y/x') : at('x')
    const failure = writeConfigFile(path, 'new', { hasSecret: true, overwrite: true })
    await expect(failure).rejects.toThrow(UsageError)
    await expect(failure).rejects.toThrow(reason)
    expect(readdirSync(folder)).toEqual(before)
  })

  test('a missing folder is named and not created', async () => {
    await expect(writeConfigFile(at('a/b'), 'new', { hasSecret: true })).rejects.toThrow(/folder does not exist/)
    expect(existsSync(at('a'))).toBe(false)
  })

  test('of two writers of one new file exactly one wins and no temporary file stays', async () => {
    const both = await Promise.allSettled(
      ['one', 'two'].map((text) => writeConfigFile(at('new'), text, { hasSecret: false })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(readdirSync(folder)).toEqual(['new'])
  })
})
