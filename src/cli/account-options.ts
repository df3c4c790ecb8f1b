// The options that check, config and the wizard share (contract.md), and what they turn into.

import { type Command, InvalidArgumentError } from 'commander'
import type { ConnectTo, Credentials, TargetInput } from '../model.js'
import { UsageError } from '../model.js'
import type { Io } from './io.js'

export interface AccountOptions {
  readonly provider?: string
  readonly host?: string
  readonly ports?: string
  readonly user?: string
  readonly passwordEnv?: string
  readonly passwordStdin?: boolean
  readonly tokenEnv?: string
  readonly from?: string
  readonly to?: string
  readonly connectTo?: readonly ConnectTo[]
  readonly ca?: readonly string[]
  readonly timeout?: number
  readonly platform?: string
}

/** Adds the options that say which account is meant. */
export function addAccountOptions(command: Command): Command {
  return command
    .option('--provider <id>', 'a preset: its host, ports and advice (see: smtp-doctor providers)')
    .option('--host <name>', "overrides the preset's host; the advice stays the preset's")
    .option('--ports <list>', 'for example 587,465,25 or 2525:starttls,10465:tls,1025:none')
    .option('--user <name>', 'user name for the login; by default the address')
    .option('--password-env <variable>', 'read the password from this environment variable')
    .option('--password-stdin', 'read the password from standard input (its first line)')
    .option('--token-env <variable>', 'read an OAuth 2.0 access token from this environment variable')
    .option('--from <address>', "the sender's address")
    .option('--to <address>', "the recipient's address")
}

/** Adds the options that say how to reach the server. */
export function addNetworkOptions(command: Command): Command {
  return command
    .option(
      '--connect-to <H:P:H2:P2>',
      'connect to H2:P2 in place of H:P; names and certificates are still judged as H (repeatable)',
      collectConnectTo,
    )
    .option('--ca <file>', 'also trust the PEM roots in this file (repeatable)', collect)
    .option('--timeout <seconds>', 'deadline for each stage', parseSeconds)
    .option('--platform <id>', 'the hosting platform that this runs on (see: smtp-doctor providers --platforms)')
}

/** The account as resolveTarget takes it. */
export function targetInputOf(address: string | undefined, options: AccountOptions): TargetInput {
  const { provider, host, ports, user } = options
  return {
    ...(address && { address }),
    ...(provider && { provider }),
    ...(host && { host }),
    ...(ports && { ports }),
    ...(user && { username: user }),
  }
}

/**
 * The secret that the options point to; undefined when they name none. Throws UsageError when the variable is not set,
 * the input is empty or two sources are named.
 */
export async function readSecret(
  options: AccountOptions,
  io: Io,
): Promise<{ readonly kind: Credentials['kind']; readonly secret: string } | undefined> {
  const { passwordEnv, passwordStdin, tokenEnv } = options
  const sources = [passwordEnv, passwordStdin, tokenEnv].filter(Boolean)
  if (sources.length > 1) throw new UsageError('give only one of --password-env, --password-stdin and --token-env')
  if (passwordEnv) return { kind: 'password', secret: fromEnvironment(passwordEnv, '--password-env', io) }
  if (tokenEnv) return { kind: 'token', secret: fromEnvironment(tokenEnv, '--token-env', io) }
  if (!passwordStdin) return undefined
  const secret = await firstLine(io)
  // Sorted as an interruption by main; nothing may go on without the secret.
  if (io.signal.aborted) throw new UsageError('interrupted')
  if (!secret) throw new UsageError('--password-stdin: standard input holds no password in its first line')
  return { kind: 'password', secret }
}

function fromEnvironment(variable: string, option: string, io: Io): string {
  const secret = io.env[variable]
  if (secret === undefined) throw new UsageError(`${option}: the environment variable ${variable} is not set`)
  if (secret === '') throw new UsageError(`${option}: the environment variable ${variable} is empty`)
  return secret
}

/** Longest first line that is read: an access token can have some kilobytes. */
const MAX_SECRET_BYTES = 64 * 1024

/** The first line of standard input, without its end. Throws UsageError for what cannot be a secret. */
async function firstLine({ stdin, signal }: Io): Promise<string> {
  const stop = () => stdin.destroy()
  // Nobody may ever write to it: an interruption has to end the wait.
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const chunks: Buffer[] = []
  let sizeBytes = 0
  try {
    for await (const chunk of stdin) {
      const bytes = Buffer.from(chunk)
      const end = bytes.indexOf('\n')
      chunks.push(end < 0 ? bytes : bytes.subarray(0, end))
      sizeBytes += bytes.length
      if (end >= 0) break
      if (sizeBytes > MAX_SECRET_BYTES)
        throw new UsageError('--password-stdin: the first line of standard input is too long for a password')
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
  return decodeSecret(Buffer.concat(chunks)).replace(/\r$/, '')
}

/** A wrong guess at the encoding would be a wrong password, and that costs an attempt. */
function decodeSecret(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError('--password-stdin: the first line of standard input is not UTF-8 text; save it as UTF-8')
  }
}

/** Gathers a repeatable option. */
export function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value]
}

/** For commander: `--connect-to` once more. */
export function collectConnectTo(value: string, previous: readonly ConnectTo[] | undefined): readonly ConnectTo[] {
  return [...(previous ?? []), parseConnectTo(value)]
}

/** Reads H:P:H2:P2 as curl's --connect-to does: empty H or P fit every one, IPv6 addresses stand in brackets. */
export function parseConnectTo(value: string): ConnectTo {
  const match = /^(\[[\w:.%]*\]|[^:[\]\s\p{Cc}]*):(\d*):(\[[\w:.%]*\]|[^:[\]\s\p{Cc}]*):(\d+)$/u.exec(value)
  const [, fromHost = '', fromPort = '', toHost = '', toPort = ''] = match ?? []
  if (!match || !isPort(toPort) || (fromPort && !isPort(fromPort))) {
    throw new InvalidArgumentError(
      'It takes HOST:PORT:OTHER-HOST:OTHER-PORT, for example smtp.example.org:587:127.0.0.1:2587.',
    )
  }
  return {
    fromHost,
    fromPort: fromPort ? Number(fromPort) : '*',
    toHost: toHost.replace(/^\[|\]$/g, ''),
    toPort: Number(toPort),
  }
}

function isPort(text: string): boolean {
  const port = Number(text)
  return Number.isInteger(port) && port > 0 && port < 65_536
}

function parseSeconds(value: string): number {
  const seconds = Number(value)
  if (!(seconds > 0 && seconds <= 3600))
    throw new InvalidArgumentError('It takes seconds, more than 0 and at most 3600.')
  return seconds
}
