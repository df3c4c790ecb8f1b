// What the build makes beside the program itself.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { expect, test } from 'vitest'
import { PROGRAM } from './program.js'

const DIST = dirname(PROGRAM)

const PARTS = readdirSync(join(DIST, 'program')).filter((name) => name.endsWith('.cjs'))

test.each(PARTS)('V8 takes the code cache of the build for the part %s', (part) => {
  const filename = join(DIST, 'program', part)
  const source = readFileSync(filename, 'latin1')
  const script = new Script(source, { filename, cachedData: readFileSync(filename.replace(/cjs$/, 'cache')) })
  expect(script.cachedDataRejected).toBe(false)
  expect(source).not.toMatch(/[^\0-\x7f]/)
  // A script has no loader for ES modules: what it needs is in it or comes by require.
  expect(source).not.toMatch(/[^\w.$'"`]import\(/)
})

test('the first part holds all that a check of a healthy server needs, and not what it does not', () => {
  const first = readFileSync(join(DIST, 'program', 'program.cjs'), 'latin1')
  expect(first).toContain('runCheckCommand')
  for (const other of ['runExplainCommand', 'runWizardCommand', 'createTransport'])
    expect(first).not.toContain(`function ${other}`)
})

test('the program works without its code caches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-doctor-no-cache-'))
  try {
    const isNoCache = (path: string) => !path.endsWith('.cache')
    cpSync(join(DIST, 'program'), join(folder, 'program'), { recursive: true, filter: isNoCache })
    cpSync(PROGRAM, join(folder, 'bin.cjs'))
    const args = [join(folder, 'bin.cjs'), 'explain', '--id', 'connect-refused']
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toContain('The connection was refused')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the licences of the packages in the program stand beside it', () => {
  const licences = readFileSync(join(DIST, 'LICENSES.txt'), 'utf8')
  for (const name of ['commander', 'inquirer', 'nodemailer', 'ora'])
    expect(licences).toMatch(RegExp(`^${name} \\d`, 'm'))
  expect(licences).toContain('Permission is hereby granted')
})

test('nothing is built again while no source has changed', () => {
  const bundle = fileURLToPath(new URL('../../src/build/bundle.mjs', import.meta.url))
  const before = statSync(PROGRAM).mtimeMs
  execFileSync(process.execPath, [bundle, '--if-needed'])
  expect(statSync(PROGRAM).mtimeMs).toBe(before)
})
