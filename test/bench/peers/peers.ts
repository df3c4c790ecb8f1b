// The programs that people use today to find out why mail is not sent, each called as its users call it, and ours.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PEERS_FOLDER } from '../../interop/servers/unpacked-root.js'
import { measure, type Run, type RunOptions } from '../measure.js'

/** What is to be tried, the same for every program. */
export interface Attempt {
  /** Where the server really listens on 127.0.0.1. */
  readonly port: number
  readonly security: 'starttls' | 'tls'
  readonly user: string
  readonly secret: string
  /** The SASL mechanism, where round trips are counted; else the program chooses. */
  readonly mechanism?: 'PLAIN'
  /** A PEM file of roots to trust; absent: the system's only. */
  readonly caFile?: string
  /** Present: the attempt goes on to a message. */
  readonly letter?: { readonly from: string; readonly to: string }
}

export interface Peer {
  readonly name: string
  /** The command line, without anything that is the same for all. */
  command(attempt: Attempt): readonly [string, ...string[]]
  readonly input?: string
}

const HOST = '127.0.0.1'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The built program. */
export const DOCTOR = here('../../../dist/bin.cjs')
const SWAKS = join(PEERS_FOLDER, 'swaks/usr/bin/swaks')
const MESSAGE = 'Subject: test\r\n\r\ntest\r\n'

const swaks: Peer = {
  name: 'swaks',
  command: ({ port, security, user, secret, mechanism, caFile, letter }) => [
    SWAKS,
    ...['--server', HOST, '--port', String(port), '--ehlo', 'localhost'],
    ...(security === 'tls' ? ['--tls-on-connect'] : ['--tls']),
    ...['--tls-verify', ...(caFile ? ['--tls-ca-path', caFile] : [])],
    ...['--auth', ...(mechanism ? [mechanism] : []), '--auth-user', user, '--auth-password', secret],
    ...(letter ? ['--from', letter.from, '--to', letter.to] : ['--to', user, '--quit-after', 'AUTH']),
  ],
}

const msmtp: Peer = {
  name: 'msmtp',
  command: ({ port, security, user, mechanism, caFile, letter }) => [
    'msmtp',
    '--file=/dev/null',
    ...[`--host=${HOST}`, `--port=${port}`, '--domain=localhost'],
    ...['--tls=on', `--tls-starttls=${security === 'tls' ? 'off' : 'on'}`],
    ...(caFile ? [`--tls-trust-file=${caFile}`] : []),
    ...[mechanism ? '--auth=plain' : '--auth=on', `--user=${user}`, '--passwordeval=printenv PEER_SECRET'],
    `--from=${letter?.from ?? user}`,
    letter?.to ?? user,
  ],
  input: MESSAGE,
}

const curl: Peer = {
  name: 'curl -v',
  command: ({ port, security, user, secret, mechanism, caFile, letter }) => [
    ...(['curl', '-v', '--silent', '--show-error'] as const),
    ...['--url', `${security === 'tls' ? 'smtps' : 'smtp'}://${HOST}:${port}/localhost`, '--ssl-reqd'],
    ...(caFile ? ['--cacert', caFile] : []),
    ...['--user', `${user}:${secret}`, ...(mechanism ? ['--login-options', `AUTH=${mechanism}`] : [])],
    ...['--mail-from', letter?.from ?? user, '--mail-rcpt', letter?.to ?? user, '--upload-file', '-'],
  ],
  input: MESSAGE,
}

const script =
  (...program: readonly [string, ...string[]]): Peer['command'] =>
  ({ port, security, user, caFile, letter }) => [
    ...program,
    ...[HOST, String(port), security, user, caFile ?? '-'],
    ...(letter ? [letter.from, letter.to] : []),
  ]

const nodemailer: Peer = { name: 'nodemailer verify()', command: script('node', here('nodemailer-verify.mjs')) }
// Debian's own, because a version manager's python3 is a shell script that takes longer than the program.
const smtplib: Peer = { name: 'smtplib', command: script('/usr/bin/python3', here('smtplib_login.py')) }

export const peers = { swaks, msmtp, curl, nodemailer, smtplib } as const

/** Throws with what to install when a program is missing: a comparison without one of them would be a silent skip. */
export function assertPeersInstalled(): void {
  const missing = [SWAKS, '/usr/bin/msmtp', '/usr/bin/curl', '/usr/bin/python3'].filter((path) => !existsSync(path))
  if (missing.length > 0) throw new Error(`${missing.join(', ')} not installed: run .ci/install bench as root first`)
}

/** Runs one program on one attempt. */
export function runPeer(peer: Peer, attempt: Attempt, options: RunOptions = {}): Promise<Run> {
  return measure(peer.command(attempt), {
    ...options,
    env: { PEER_SECRET: attempt.secret, ...options.env },
    ...(peer.input !== undefined && { input: peer.input }),
  })
}
