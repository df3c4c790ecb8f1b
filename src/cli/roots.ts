// The certificates that --ca names. By itself: only commands that connect load what reads certificates.

import { X509Certificate } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { READ_WITHOUT_WAITING } from '../config/open-file.js'
import { UsageError } from '../model.js'
import type { Io } from './io.js'

/** More than all public roots of the world (some 250 KB). */
const MAX_ROOTS_BYTES = 4 * 1024 * 1024

/** The PEM texts of `--ca`. Throws UsageError when a file cannot be read or holds no certificate. */
export function readRoots(files: readonly string[], io: Io): string[] {
  return files.map((file) => {
    const text = readRootFile(file, resolve(io.cwd, file))
    const blocks = text.match(PEM_CERTIFICATE) ?? []
    if (blocks.length === 0) throw new UsageError(`--ca ${file}: this file holds no PEM certificate`)
    for (const [index, pem] of blocks.entries()) {
      if (!isCertificate(pem)) throw new UsageError(`--ca ${file}: its certificate ${index + 1} cannot be read`)
    }
    return text
  })
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Nothing else is to be done before it is read, and node:fs/promises would take longer to load than the file. */
function readRootFile(file: string, path: string): string {
  let opened: number | undefined
  try {
    opened = openSync(path, READ_WITHOUT_WAITING)
    const found = fstatSync(opened)
    if (!found.isFile()) throw new Error('it is no ordinary file')
    if (found.size > MAX_ROOTS_BYTES) throw new Error('it is too large for a file of certificates')
    return readFileSync(opened, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new UsageError(`--ca ${file}: ${code === 'ENOENT' ? 'there is no such file' : message}`)
  } finally {
    if (opened !== undefined) closeSync(opened)
  }
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem)
    return true
  } catch {
    return false
  }
}
