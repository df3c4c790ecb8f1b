import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addToGitignore, gitStatusOf, isIgnoredByGit } from '../../src/config/git-ignore.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'git-ignore-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' })
const at = (name: string) => join(folder, name)

test('outside of a repository nothing can be committed', async () => {
  expect(await gitStatusOf(at('.env'))).toBe('outside')
  expect(await isIgnoredByGit(at('.env'))).toBe(true)
})

test.each([
  ['by git itself', undefined],
  ['without git, by the files', '/nonexistent'],
])('a file is exposed until .gitignore names it (%s)', async (_, path) => {
  git('init', '-q')
  if (path) vi.stubEnv('PATH', path)
  expect(await gitStatusOf(at('.env'))).toBe('exposed')
  await addToGitignore(at('.env'))
  expect(await gitStatusOf(at('.env'))).toBe('ignored')
})

test.each([
  ['by git itself', undefined],
  ['without git, by the files', '/nonexistent'],
])('the deeper .gitignore decides (%s)', async (_, path) => {
  git('init', '-q')
  mkdirSync(at('app'))
  writeFileSync(at('.gitignore'), '*.env\n')
  writeFileSync(at('app/.gitignore'), '!prod.env\n')
  if (path) vi.stubEnv('PATH', path)
  expect(await gitStatusOf(at('app/dev.env'))).toBe('ignored')
  expect(await gitStatusOf(at('app/prod.env'))).toBe('exposed')
})

test('a file that was added to the repository is tracked, whatever .gitignore says', async () => {
  git('init', '-q')
  writeFileSync(at('.env'), 'A=1')
  git('add', '-f', '.env')
  writeFileSync(at('.gitignore'), '.env\n')
  expect(await gitStatusOf(at('.env'))).toBe('tracked')
})

test('lines are added without touching those that are there, and a name with wildcards matches only itself', async () => {
  git('init', '-q')
  writeFileSync(at('.gitignore'), '# mine\nnode_modules')
  await addToGitignore(at('we[i]rd*.env'))
  expect(readFileSync(at('.gitignore'), 'utf8')).toBe('# mine\nnode_modules\n/we\\[i\\]rd\\*.env\n')
  expect(await gitStatusOf(at('we[i]rd*.env'))).toBe('ignored')
  expect(await gitStatusOf(at('weird1.env'))).toBe('exposed')
})
