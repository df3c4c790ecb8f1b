// A root directory for one unpacked mail server: the package's files, the libraries and helpers they need, and system
// users of its own. So a server that cannot be installed beside Postfix runs with the paths and users compiled into it,
// and the machine's users and folders stay as they are.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Workshop } from './workshop.js'

/** Where `.ci/install` unpacks the packages. */
export const PEERS_FOLDER = process.env.SMTP_DOCTOR_PEERS ?? '/var/cache/smtp-doctor-peers'

/** The user ids inside the new root; they need no entry on the machine. */
const FIRST_UID = 64_100

export interface UnpackedRoot {
  /** The root as the machine sees it. */
  readonly folder: string
  /** The user ids by name, the same number being the group id. */
  readonly uids: ReadonlyMap<string, number>
}

/**
 * Builds the root inside the workshop, for chroot(8).
 *
 * @param programs programs of the package or of the machine, absolute, that are run inside
 * @param users system users that the server looks for by name
 * @throws when the package has not been unpacked
 */
export function buildUnpackedRoot(
  workshop: Workshop,
  packageName: string,
  programs: readonly string[],
  users: readonly string[],
): UnpackedRoot {
  const unpacked = join(PEERS_FOLDER, packageName)
  if (!existsSync(unpacked)) throw new Error(`${unpacked} is missing: run .ci/install as root first`)
  const folder = workshop.directory('root')
  // Debian's /lib, /bin and /sbin are links into /usr.
  for (const name of ['bin', 'lib', 'lib64', 'sbin']) {
    mkdirSync(join(folder, 'usr', name), { recursive: true })
    symlinkSync(`usr/${name}`, join(folder, name))
  }
  for (const part of ['etc', 'usr']) {
    if (existsSync(join(unpacked, part))) cpSync(join(unpacked, part), join(folder, part), { recursive: true })
  }
  for (const program of programs) {
    const packaged = join(unpacked, program)
    if (!existsSync(packaged)) copyFile(realpathSync(program), join(folder, program))
    copyLibraries(existsSync(packaged) ? packaged : program, folder)
  }
  for (const place of ['dev', 'tmp', 'run', 'var/run', 'var/lib', 'var/spool', 'var/log', 'var/mail']) {
    workshop.directory(join('root', place), place === 'tmp' ? 0o1777 : 0o755)
  }
  execFileSync('mknod', ['-m', '666', join(folder, 'dev/null'), 'c', '1', '3'])
  execFileSync('mknod', ['-m', '666', join(folder, 'dev/urandom'), 'c', '1', '9'])

  const uids = new Map(users.map((user, index) => [user, FIRST_UID + index]))
  const lines = [...uids].map(([user, uid]) => ({
    passwd: `${user}:x:${uid}:${uid}::/nonexistent:/usr/sbin/nologin\n`,
    group: `${user}:x:${uid}:\n`,
  }))
  workshop.write('root/etc/passwd', `root:x:0:0:root:/root:/bin/sh\n${lines.map((line) => line.passwd).join('')}`)
  workshop.write('root/etc/group', `root:x:0:\nmail:x:8:\n${lines.map((line) => line.group).join('')}`)
  workshop.write('root/etc/hosts', '127.0.0.1 localhost\n')
  workshop.write('root/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files\n')
  return { folder, uids }
}

/** Copies what ldd(1) finds for `program`, the dynamic loader included. */
function copyLibraries(program: string, folder: string): void {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' })
  const missing = listed.match(/^\s*(\S+) => not found/m)
  if (missing) throw new Error(`${program} needs ${missing[1]}: run .ci/install as root first`)
  for (const [, library] of listed.matchAll(/(\/\S+) \(0x/g)) {
    if (library !== undefined) copyFile(realpathSync(library), join(folder, library))
  }
}

function copyFile(from: string, to: string): void {
  if (existsSync(to) && readFileSync(to).length > 0) return
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to)
}
