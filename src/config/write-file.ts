// Files are written whole or not at all: into a temporary file of the same folder, flushed, then moved into place.
// What stood there before is kept beside it; a file that holds a secret is readable by its owner alone.

import { randomBytes } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { chown, copyFile, link, lstat, open, readlink, realpath, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from '../model.js'

export interface WriteFileOptions {
  /** Whether the text holds a secret: mode 0600, whatever the file had before. */
  readonly hasSecret: boolean
  /** Whether an existing file may be replaced; its old content is kept beside it. Without it the file is refused. */
  readonly overwrite?: boolean
}

export interface WrittenFile {
  /** The file that was really written, symbolic links resolved. */
  readonly path: string
  /** Where the old content is, when there was any. */
  readonly backup?: string
}

const OWNER_ONLY = 0o600
const DEFAULT_MODE = 0o644
const MAX_BACKUPS = 1000

/**
 * Writes a configuration file whole or not at all. Throws UsageError for what the user can mend (the file exists, is a
 * directory, the folder is missing or not writable); then nothing has changed.
 */
export async function writeConfigFile(path: string, text: string, options: WriteFileOptions): Promise<WrittenFile> {
  try {
    return await replaceFile(path, text, options)
  } catch (error) {
    throw asUsageError(error, path)
  }
}

async function replaceFile(path: string, text: string, options: WriteFileOptions): Promise<WrittenFile> {
  const target = await targetOf(path)
  const existing = await statOf(target)
  if (existing && !options.overwrite) throw alreadyThere(path)
  const mode = options.hasSecret ? OWNER_ONLY : existing ? existing.mode & 0o777 : DEFAULT_MODE & ~process.umask()
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeFlushed(temporary, text, mode)
    if (existing) {
      await keepOwner(temporary, existing)
      const backup = await backUp(target, options.hasSecret ? OWNER_ONLY : existing.mode & 0o777)
      await rename(temporary, target)
      await flushFolder(dirname(target))
      return { path: target, backup }
    }
    // link() fails where a file has appeared meanwhile; rename() would replace it without a word.
    await link(temporary, target).catch((error) => {
      if (codeOf(error) === 'EEXIST') throw alreadyThere(path)
      throw error
    })
    await unlink(temporary)
    await flushFolder(dirname(target))
    return { path: target }
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw error
  }
}

function alreadyThere(path: string): UsageError {
  return new UsageError(`${path} exists already and was left as it is: choose another name, or allow replacing it.`)
}

/** The file behind symbolic links: a linked dotfile stays a link, its target is written. */
async function targetOf(path: string): Promise<string> {
  const absolute = resolve(path)
  const found = await lstat(absolute).catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (!found?.isSymbolicLink()) return absolute
  try {
    return await realpath(absolute)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    throw new UsageError(
      `${path} is a link to ${await readlink(absolute)}, which does not exist: remove the link or create its target.`,
    )
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  const found = await stat(path).catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (found?.isDirectory()) throw new UsageError(`${path} is a directory: name a file in it.`)
  if (found && !found.isFile()) throw new UsageError(`${path} is no ordinary file, so nothing is written to it.`)
  return found
}

async function writeFlushed(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, OWNER_ONLY)
  try {
    await file.writeFile(text, 'utf8')
    await file.chmod(mode)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Root that edits a service's file must not take it away from the service. */
async function keepOwner(path: string, { uid, gid }: Stats): Promise<void> {
  if (process.getuid?.() === 0) await chown(path, uid, gid)
}

/** Copies to the first free of `x.bak`, `x.bak.1`, …; returns its name. */
async function backUp(path: string, mode: number): Promise<string> {
  for (let number = 0; number < MAX_BACKUPS; number++) {
    const backup = number === 0 ? `${path}.bak` : `${path}.bak.${number}`
    try {
      await copyFile(path, backup, constants.COPYFILE_EXCL)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue
      throw error
    }
    const file = await open(backup, 'r+').catch(() => undefined)
    await file?.chmod(mode)
    await file?.sync()
    await file?.close()
    return backup
  }
  throw new UsageError(`There are ${MAX_BACKUPS} backups of ${path} already: remove the old ones first.`)
}

/** Makes the new name itself durable; not every file system lets a folder be opened. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist: create it first',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'this user may not write there: choose another folder or change its permissions',
  EPERM: 'this user may not write there: choose another folder or change its permissions',
  EROFS: 'this file system is read-only: choose another folder',
  ENOSPC: 'the disk is full: free some space first',
  EDQUOT: 'the disk quota is used up: free some space first',
  ELOOP: 'its links lead in a circle: remove the link',
  ENAMETOOLONG: 'the name is too long: choose a shorter one',
}

function asUsageError(error: unknown, path: string): unknown {
  const reason = REASONS[codeOf(error)]
  return reason ? new UsageError(`${path} cannot be written: ${reason}.`) : error
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
