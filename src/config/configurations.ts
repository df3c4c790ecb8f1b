// The way in for the wizard and the command line: a format by its id, the files that it would write for some
// settings, and writing them.

import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { distance } from 'fastest-levenshtein'
import { type Settings, UsageError } from '../model.js'
import { checkSettings } from './checked-settings.js'
import type { ConfigFormat, WriteOptions, Written } from './format.js'
import { formats } from './formats/index.js'
import { READ_WITHOUT_WAITING } from './open-file.js'
import { MASK, previewDiff } from './preview-diff.js'
import { shellWord } from './shell-word.js'
import { type WrittenFile, writeConfigFile } from './write-file.js'

export { formats }

/** The format of an id; undefined when there is none. */
export function formatById(id: string): ConfigFormat | undefined {
  return formats.find((format) => format.id === id.toLowerCase())
}

/** The ids nearest to a mistyped one, the nearest first. */
export function nearestFormats(id: string): string[] {
  const wanted = id.toLowerCase()
  return formats
    .map((format) => ({ id: format.id, edits: format.id.includes(wanted) ? 0 : distance(wanted, format.id) }))
    .filter(({ edits }) => edits <= 3)
    .sort((a, b) => a.edits - b.edits || (a.id < b.id ? -1 : 1))
    .slice(0, 3)
    .map((near) => near.id)
}

/**
 * The text of a configuration, nothing written. Throws UsageError for values that no configuration may hold, and for
 * those that this format cannot say.
 */
export function renderConfig(format: ConfigFormat, settings: Settings, options: WriteOptions = {}): Written {
  checkSettings(settings)
  if (settings.isToken && format.token === 'unsupported') {
    throw new UsageError(`${format.title} cannot log in with an OAuth 2.0 token: use a password, or another format.`)
  }
  return format.write(settings, options)
}

/** One file that is to be written, before anything has been. */
export interface PlannedFile {
  readonly path: string
  readonly text: string
  readonly hasSecret: boolean
  readonly exists: boolean
  /** Whether the existing content is kept and only the keys are set. */
  readonly isMerge: boolean
  /** Whether it is already as it should be: it is left alone. */
  readonly isUnchanged: boolean
  /** The change as a unified diff, secrets replaced. */
  readonly diff: string
}

export interface Plan {
  readonly files: readonly PlannedFile[]
  readonly notes: readonly string[]
  readonly commands: readonly string[]
}

/**
 * What writing this configuration to `path` would change; the secret's own file stands beside it. Existing files of a
 * format that can merge keep everything but the keys that are set. Throws UsageError for unreadable existing files.
 */
export async function planConfig(
  format: ConfigFormat,
  settings: Settings,
  path: string,
  given: WriteOptions = {},
): Promise<Plan> {
  const name = basename(path)
  // A name that a comment or a shell would take for something else is not put into one.
  const options = { ...given, ...(/^[\w.@+-]+$/.test(name) && { fileName: name }) }
  const written = renderConfig(format, settings, options)
  const masked = settings.secret === undefined ? written : renderConfig(format, { ...settings, secret: MASK }, options)
  const files = [
    await planFile(
      path,
      written.text,
      format.secret === 'reference' ? written.text : masked.text,
      format,
      settings,
      format.secret === 'embedded',
      options,
    ),
  ]
  for (const [index, file] of (written.secretFiles ?? []).entries()) {
    const beside = join(path, '..', file.fileName)
    const before = await existingText(beside)
    // Nothing was given, so the secret that is there stays.
    if (before !== undefined && settings.secret === undefined) continue
    const isMerge = before !== undefined && file.isShared === true
    const text = isMerge ? setSecretLines(before, file.text) : file.text
    const hidden = masked.secretFiles?.[index]?.text ?? ''
    const old = before === undefined ? undefined : file.isShared ? hideValues(before) : `${MASK}\n`
    files.push({
      path: beside,
      text,
      hasSecret: true,
      exists: before !== undefined,
      isMerge,
      isUnchanged: before === text && (await isPrivate(beside)),
      diff: previewDiff(beside, old, isMerge ? setSecretLines(hideValues(before), hidden) : hidden),
    })
  }
  const names: [string, string][] = [
    [format.fileName, path],
    ...(written.secretFiles ?? []).map(({ fileName }): [string, string] => [fileName, join(path, '..', fileName)]),
  ]
  return { files, notes: written.notes, commands: written.commands.map((command) => withPaths(command, names)) }
}

/** A command with the default names replaced by the paths that are written, seen from the folder it is typed in. */
function withPaths(command: string, names: readonly (readonly [string, string])[]): string {
  return command.replace(/[^\s;()=]+/g, (word) => {
    const plain = word.replace(/^(?:~|\.)\//, '')
    const path = names.find(([name]) => plain === name.replace(/^~\//, ''))?.[1]
    if (path === undefined) return word
    const near = relative(process.cwd(), path)
    if (near === plain) return word === `~/${plain}` ? near : word
    return shellWord(near.startsWith('..') ? path : word.startsWith('./') ? `./${near}` : near)
  })
}

async function planFile(
  path: string,
  text: string,
  maskedText: string,
  format: ConfigFormat,
  settings: Settings,
  hasSecret: boolean,
  options: WriteOptions,
): Promise<PlannedFile> {
  const before = await existingText(path)
  if (before !== undefined && before.trim() !== '' && !format.merge && format.isSnippet) {
    throw new UsageError(
      `${path} exists and may hold more than mail settings, so it is left as it is: write to another file and copy the lines into it.`,
    )
  }
  if (before === undefined || !format.merge) {
    const old = before === undefined ? undefined : hideSecrets(before, format)
    return {
      path,
      text,
      hasSecret,
      exists: before !== undefined,
      isMerge: false,
      isUnchanged: before === text && (!hasSecret || (await isPrivate(path))),
      diff: previewDiff(path, old, maskedText),
    }
  }
  const mark = before.startsWith('\ufeff') ? '\ufeff' : ''
  const merged = mark + format.merge(before.slice(mark.length), withOldSecret(settings, before, format), options)
  const oldSecret = format.read?.(before)[0]?.fields.secret
  const isNewSecret = oldSecret?.type === 'string' && ![undefined, oldSecret.value].includes(settings.secret)
  const old = hideSecrets(before, format, isNewSecret ? OLD_MASK : MASK)
  const now = format.merge(before, { ...withOldSecret(settings, before, format), secret: MASK }, options)
  return {
    path,
    text: merged,
    hasSecret,
    exists: true,
    isMerge: true,
    isUnchanged: before === merged && (!hasSecret || (await isPrivate(path))),
    diff: previewDiff(path, old, hideSecrets(now, format)),
  }
}

/** Without a new secret the one that the file has stays, in place of a placeholder. */
function withOldSecret(settings: Settings, before: string, format: ConfigFormat): Settings {
  const old = format.read?.(before)[0]?.fields.secret
  const isKept = settings.secret === undefined && old?.type === 'string' && old.value !== ''
  return isKept ? { ...settings, secret: old.value } : settings
}

/** Shows that a secret is replaced by another one, and neither of them. */
const OLD_MASK = `${MASK} (the old one)`

/** A file's text with the values of its secrets replaced. */
export function hideSecrets(text: string, format: ConfigFormat, mask = MASK): string {
  const spans = (format.read?.(text) ?? []).flatMap(({ fields }) =>
    fields.secret && fields.secret.type !== 'reference' ? [fields.secret.span] : [],
  )
  return spans
    .sort((a, b) => b.start - a.start)
    .reduce((hidden, { start, end }) => `${hidden.slice(0, start)}${mask}${hidden.slice(end)}`, text)
}

/** What stands before the value in a line of a `.env`, a YAML mapping or a table of names and values. */
const NAME_PART = /^\s*(?:export\s+)?[^\s=:#]+(?:\s*=|:\s|\s)|^\[[^\]]*\]:\d+\s/

/** Every value of a file with secrets: none of it is shown. */
function hideValues(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const name = NAME_PART.exec(line)?.[0]
      return name === undefined ? line : `${name}${MASK}`
    })
    .join('\n')
}

/** Sets lines of names and values in a file: a name that is there is replaced in place, a new one added at the end. */
function setSecretLines(existing: string, lines: string): string {
  let text = existing
  for (const line of lines.split('\n').filter((candidate) => candidate !== '')) {
    const name = NAME_PART.exec(line)?.[0] ?? line
    const all = text.split('\n')
    const at = all.findLastIndex((candidate) => candidate.startsWith(name))
    if (at >= 0) text = all.with(at, line).join('\n')
    else text += `${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`
  }
  return text
}

async function existingText(path: string): Promise<string | undefined> {
  let file: FileHandle | undefined
  try {
    file = await open(path, READ_WITHOUT_WAITING)
    const found = await file.stat()
    if (!found.isFile() && !found.isDirectory())
      throw new UsageError(`${path} is no ordinary file, so nothing is written to it.`)
    return await file.readFile('utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT') return undefined
    if (code === 'EISDIR') throw new UsageError(`${path} is a directory: name a file in it.`)
    if (code === 'EACCES') throw new UsageError(`${path} cannot be read by this user: change its permissions first.`)
    throw error
  } finally {
    await file?.close()
  }
}

/** Whether nobody but its owner may read a file. */
async function isPrivate(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && (found.mode & 0o077) === 0
}

/**
 * Every file that holds a secret once a plan is written, each with what stands beside it: links resolved, and with the
 * old contents, which hold one as well.
 */
export function secretPaths(plan: Plan, written: readonly WrittenFile[]): string[] {
  const changed = plan.files.filter(({ isUnchanged }) => !isUnchanged)
  return plan.files.flatMap((file) => {
    if (!file.hasSecret) return []
    const now = written[changed.indexOf(file)]
    return now ? [now.path, ...(now.backup === undefined ? [] : [now.backup])] : [file.path]
  })
}

/** Writes all files of a plan that would change; returns where they and the backups are. Throws UsageError, see writeConfigFile. */
export async function writePlan(plan: Plan, options: { readonly overwrite: boolean }): Promise<WrittenFile[]> {
  const changing = plan.files.filter(({ isUnchanged }) => !isUnchanged)
  const existing = changing.find(({ exists }) => exists)
  if (existing && !options.overwrite) {
    throw new UsageError(
      `${existing.path} exists already and was left as it is: choose another name, or allow replacing it.`,
    )
  }
  const written: WrittenFile[] = []
  for (const { path, text, hasSecret } of changing) {
    written.push(await writeConfigFile(path, text, { hasSecret, overwrite: options.overwrite }))
  }
  return written
}
