// Whether git would keep a file out of the repository, and whether it has it already. git itself is asked where it is
// installed; otherwise the .gitignore files from the file's folder up to the repository's root are read.

import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import ignore from 'ignore'
import { writeConfigFile } from './write-file.js'

const GIT_TIMEOUT_MS = 5000

/** `outside`: in no repository. `tracked`: committed or staged. `ignored`: kept out. `exposed`: `git add` would take it. */
export type GitStatus = 'outside' | 'tracked' | 'ignored' | 'exposed'

/** How git sees the file, which need not exist yet. Never throws. */
export async function gitStatusOf(path: string): Promise<GitStatus> {
  const file = resolve(path)
  const root = repositoryOf(file)
  if (!root) return 'outside'
  const listed = await git(dirname(file), ['ls-files', '--error-unmatch', '--', file])
  if (listed === 0) return 'tracked'
  const checked = await git(dirname(file), ['check-ignore', '--quiet', '--', file])
  if (checked === 0) return 'ignored'
  if (checked === 1) return 'exposed'
  return isIgnoredByRules(file, root) ? 'ignored' : 'exposed'
}

/** Whether git ignores the file; true outside of repositories, where nothing can be committed. */
export async function isIgnoredByGit(path: string): Promise<boolean> {
  const status = await gitStatusOf(path)
  return status === 'ignored' || status === 'outside'
}

/**
 * Adds files of one folder to the .gitignore there and returns its path. An existing .gitignore keeps all its lines; its
 * old content is kept beside it. Throws UsageError where it cannot be written.
 */
export async function addToGitignore(...paths: readonly [string, ...string[]]): Promise<string> {
  const gitignore = join(dirname(resolve(paths[0])), '.gitignore')
  const existing = existsSync(gitignore) ? readFileSync(gitignore, 'utf8') : ''
  const end = existing === '' || existing.endsWith('\n') ? '' : existing.includes('\r\n') ? '\r\n' : '\n'
  const patterns = paths.map((path) => `${patternFor(basename(resolve(path)))}\n`).join('')
  await writeConfigFile(gitignore, `${existing}${end}${patterns}`, {
    hasSecret: false,
    overwrite: true,
  })
  return gitignore
}

/** The name as a pattern that matches only itself (gitignore(5): `*`, `?`, `[`, `\`, `#`, `!` and trailing blanks). */
function patternFor(name: string): string {
  return `/${name.replace(/[\\*?[\]]/g, '\\$&').replace(/ +$/, (blanks) => '\\ '.repeat(blanks.length))}`
}

function repositoryOf(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return undefined
  }
}

/** git's exit code; undefined where git is missing, hangs or refuses the repository. */
function git(folder: string, args: readonly string[]): Promise<number | undefined> {
  return new Promise((done) => {
    execFile('git', [...args], { cwd: folder, timeout: GIT_TIMEOUT_MS }, (error) => {
      if (!error) done(0)
      else done(error.code === 1 ? 1 : undefined)
    }).on('error', () => done(undefined))
  })
}

/** gitignore(5): the file of the deeper folder decides, and the last matching line in it. */
function isIgnoredByRules(file: string, root: string): boolean {
  const folders: string[] = []
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    folders.push(folder)
    if (folder === root || folder === dirname(folder)) break
  }
  for (const folder of folders) {
    const rules = join(folder, '.gitignore')
    if (!existsSync(rules)) continue
    const verdict = ignore().add(readFileSync(rules, 'utf8')).test(relative(folder, file).split(sep).join('/'))
    if (verdict.ignored) return true
    if (verdict.unignored) return false
  }
  return false
}
