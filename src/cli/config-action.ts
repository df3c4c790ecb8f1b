// What `smtp-doctor config` does: options to settings, settings to a file's text on stdout or, with --out, into files.
// Notes and commands go to stderr, so that stdout holds nothing but the configuration.

import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import {
  formatById,
  formats,
  nearestFormats,
  type Plan,
  planConfig,
  renderConfig,
  secretPaths,
  writePlan,
} from '../config/configurations.js'
import { type ConfigFormat, PLACEHOLDER, type Written } from '../config/format.js'
import { addToGitignore, gitStatusOf } from '../config/git-ignore.js'
import { type Settings, UsageError } from '../model.js'
import { loadPresets } from '../providers/preset-directory.js'
import { resolveTarget } from '../providers/resolve-target.js'
import { tidySecret } from '../providers/secret-shape.js'
import { visibleLines } from '../report/visible.js'
import { readSecret, targetInputOf } from './account-options.js'
import type { ConfigFlags } from './config.js'
import { EXIT } from './exit.js'
import type { Io } from './io.js'

/** Prints or writes a configuration; returns the exit code. Throws UsageError before anything is written. */
export async function runConfigCommand(
  formatId: string | undefined,
  address: string | undefined,
  flags: ConfigFlags,
  io: Io,
): Promise<number> {
  if (flags.list) {
    io.stdout.write(flags.json ? listAsJson() : listAsText())
    return EXIT.works
  }
  const format = formatOf(formatId)
  if (!address && !flags.provider && !flags.host) {
    throw new UsageError('say which account: an address, --provider or --host (see: smtp-doctor config --help)')
  }
  const { settings, remarks, preparation } = await settingsOf(address, flags, io)
  const options = flags.secretName ? { secretName: checkedName(flags.secretName) } : {}
  for (const remark of remarks) io.stderr.write(`${remark}\n`)
  if (flags.out === undefined) {
    const { secret, ...open } = settings
    const written = renderConfig(format, open, options)
    io.stdout.write(written.text)
    const notes = [
      ...preparation,
      ...written.notes,
      ...secretNotes(written),
      ...(secret === undefined ? [] : ['The secret is not printed. Add --out FILE to write it into the file.']),
    ]
    writeNotes({ notes, commands: written.commands }, io)
    return EXIT.works
  }
  const exitCode = await writeOut(format, settings, pathOf(flags.out, io), options, flags, io)
  writeNotes({ notes: preparation, commands: [] }, io)
  return exitCode
}

/** Where the secret has to be put: the variable that the text reads, and each line with a placeholder. */
function secretNotes({ text, secretFiles = [] }: Written): string[] {
  const variables = secretFiles.flatMap(
    (file) => /^([A-Za-z_][\w.-]*)=/.exec(file.isShared ? file.text : '')?.[1] ?? [],
  )
  const lines = text.split('\n').flatMap((line, index) => {
    if (!line.includes(PLACEHOLDER)) return []
    const name = /^\s*["']?([A-Za-z_][\w.-]*)["']?\s*[=:]/.exec(line)?.[1]
    return [`Replace ${PLACEHOLDER} in line ${index + 1}${name ? ` (${name})` : ''} by the password.`]
  })
  return [
    ...variables.map((name) => `Set the environment variable ${name} to the password before the program starts.`),
    ...lines,
  ]
}

function formatOf(id: string | undefined): ConfigFormat {
  if (!id) throw new UsageError('say which format: smtp-doctor config FORMAT (smtp-doctor config --list names them)')
  const format = formatById(id)
  if (format) return format
  const near = nearestFormats(id)
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''
  throw new UsageError(`there is no format "${id}".${hint} All of them: smtp-doctor config --list`)
}

/** A name that is put into generated code and files as it is. */
function checkedName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) return name
  throw new UsageError(`--secret-name ${name}: it takes letters, digits, "_", "." and "-", and begins with a letter`)
}

async function settingsOf(
  address: string | undefined,
  flags: ConfigFlags,
  io: Io,
): Promise<{ settings: Settings; remarks: readonly string[]; preparation: readonly string[] }> {
  const target = resolveTarget(targetInputOf(address, flags), loadPresets())
  const endpoint = target.endpoints[0]
  if (!endpoint)
    throw new UsageError('no port is known for this server: give one with --ports, for example --ports 587')
  const given = await readSecret(flags, io)
  const tidied = given?.kind === 'password' ? tidySecret(target.provider, given.secret).secret : given?.secret
  const from = flags.from ?? target.address ?? (target.username?.includes('@') ? target.username : undefined)
  const settings: Settings = {
    ...endpoint,
    ...(target.username && { username: target.username }),
    ...(tidied !== undefined && { secret: tidied }),
    ...((given?.kind === 'token' || target.provider?.status === 'no-password') && { isToken: true }),
    ...(from && { from }),
    ...(flags.fromName && { fromName: flags.fromName }),
    ...(flags.to && { to: flags.to }),
  }
  // The file alone would look as if the account's own password belonged into it.
  const before = given ? undefined : target.provider?.before
  return { settings, remarks: target.remarks, preparation: before ? [before] : [] }
}

function pathOf(out: string, io: Io): string {
  return out.startsWith('~/') ? join(homedir(), out.slice(2)) : resolve(io.cwd, out)
}

async function writeOut(
  format: ConfigFormat,
  settings: Settings,
  path: string,
  options: { readonly secretName?: string },
  flags: ConfigFlags,
  io: Io,
): Promise<number> {
  const plan = await planConfig(format, settings, path, options)
  const existing = plan.files.filter(({ exists, isUnchanged }) => exists && !isUnchanged)
  if (!flags.yes) {
    if (io.isInteractive) {
      for (const { diff } of plan.files) io.stderr.write(visibleLines(diff))
      if (!(await isConfirmed(plan, io))) {
        io.stderr.write('Nothing was written.\n')
        return EXIT.works
      }
    } else if (existing[0]) {
      for (const { diff } of existing) io.stderr.write(visibleLines(diff))
      throw new UsageError(`${existing[0].path} exists already and was left as it is: add --yes to make this change.`)
    }
  }
  const written = await writePlan(plan, { overwrite: true })
  for (const file of written) {
    io.stderr.write(`Written: ${file.path}${file.backup ? ` (the old content is in ${file.backup})` : ''}\n`)
  }
  await guardSecrets(secretPaths(plan, written), flags, io)
  writeNotes(plan, io)
  return EXIT.works
}

async function isConfirmed(plan: Plan, io: Io): Promise<boolean> {
  const { createPrompter } = await import('../wizard/prompter.js')
  const names = plan.files.map(({ path }) => path).join(' and ')
  const answer = await createPrompter(io, () => ({
    columns: io.columns,
    hasColor: io.hasColor,
    isPlain: false,
  })).choose({
    message: `Write ${names}?`,
    flag: '--yes',
    choices: [
      { value: true, name: 'Yes, write it' },
      { value: false, name: 'No, change nothing' },
    ],
  })
  return answer === true
}

/** Points out, or with --gitignore amends, a repository that would take a file with a secret. */
async function guardSecrets(paths: readonly string[], flags: ConfigFlags, io: Io): Promise<void> {
  for (const path of paths) {
    const status = await gitStatusOf(path)
    if (status === 'tracked') {
      io.stderr.write(`git tracks ${path}, and it holds a secret: git rm --cached it before the next commit.\n`)
    } else if (status === 'exposed' && flags.gitignore) {
      io.stderr.write(`Added to ${await addToGitignore(path)}: ${path}\n`)
    } else if (status === 'exposed') {
      io.stderr.write(
        `git would commit ${path}, and it holds a secret: add it to .gitignore, or run again with --gitignore.\n`,
      )
    }
  }
}

function writeNotes({ notes, commands }: Pick<Plan, 'notes' | 'commands'>, io: Io): void {
  for (const note of notes) io.stderr.write(`Note: ${note}\n`)
  if (commands.length > 0) io.stderr.write(`Then:\n${commands.map((command) => `  ${command}\n`).join('')}`)
}

function listAsText(): string {
  const width = Math.max(...formats.map(({ id }) => id.length))
  return formats.map(({ id, title, fileName }) => `${id.padEnd(width)}  ${title} → ${fileName}\n`).join('')
}

function listAsJson(): string {
  const list = formats.map(({ id, title, fileName, secret, token, proof }) => ({
    id,
    title,
    fileName,
    secret,
    token,
    proof,
  }))
  return `${JSON.stringify({ version: 1, formats: list }, undefined, 2)}\n`
}
