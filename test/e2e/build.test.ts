// What the build makes beside the program itself.
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { expect, test } from 'vitest'
import { PROGRAM } from './program.js'

const DIST = dirname(PROGRAM)

test('V8 takes the code cache of the build for the program', () => {
  const source = readFileSync(join(DIST, 'program.cjs'), 'latin1')
  const script = new Script(source, {
    filename: join(DIST, 'program.cjs'),
    cachedData: readFileSync(join(DIST, 'program.cache')),
  })
  expect(script.cachedDataRejected).toBe(false)
  expect(source).not.toMatch(/[^\0-\x7f]/)
  // A script has no loader for ES modules: what it needs is in it or comes by require.
  expect(source).not.toMatch(/[^\w.$'"`]import\(/)
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
