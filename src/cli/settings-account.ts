// `check --settings FILE`: the account as an existing configuration has it, and what lint says of that file afterwards.

import { resolve } from 'node:path'
import { type LintedFile, lintFile } from '../config/lint/lint.js'
import { readConfigText, readSettingsFile, type SettingsFromFile } from '../config/read-config.js'
import type { DiagnosisId, Layer, Report, TargetInput } from '../model.js'
import { loadPresets } from '../providers/preset-directory.js'
import type { AccountOptions } from './account-options.js'
import type { Io } from './io.js'

export interface SettingsAccount {
  readonly path: string
  readonly file: SettingsFromFile
  readonly remarks: readonly string[]
  /** Whether all values stand in the file itself. */
  readonly isWhole: boolean
}

/** Reads the file; undefined when `--settings` was not given. Throws UsageError when it cannot be read. */
export async function readSettingsAccount(
  flags: { readonly settings?: string; readonly envFile?: string },
  io: Io,
): Promise<SettingsAccount | undefined> {
  if (flags.settings === undefined) return undefined
  const envFile = flags.envFile === undefined ? {} : { envFile: resolve(io.cwd, flags.envFile) }
  const file = await readSettingsFile(resolve(io.cwd, flags.settings), envFile)
  return {
    path: flags.settings,
    file,
    isWhole: flags.envFile === undefined,
    remarks: [`The account is that of ${flags.settings} (${file.format.title}).`, ...file.remarks],
  }
}

/** The input with the file's values where the command line says nothing. */
export function withSettings(input: TargetInput, { file }: SettingsAccount): TargetInput {
  const { host, port, security, username } = file.settings
  return {
    ...(username?.includes('@') && { address: username }),
    ...(username !== undefined && { username }),
    ...(host !== '' && { host }),
    ports: `${port}:${security}`,
    ...input,
  }
}

/** The flags with the file's sender and recipient where the command line gives none and a message is to be sent. */
export function envelopeFromSettings<Flags extends AccountOptions & { readonly send?: boolean }>(
  flags: Flags,
  { file }: SettingsAccount,
): Flags {
  const { from, to } = file.settings
  const wantsLetter = Boolean(flags.send || flags.to || flags.from)
  if (!wantsLetter) return flags
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...flags }
}

/**
 * What is wrong in the file itself, a line each, with the corrected line; where nothing is, the line that the first
 * diagnosis is about.
 */
export async function describeSettingsFile(
  account: SettingsAccount,
  report: Report,
  io: Io,
): Promise<readonly string[]> {
  const { path } = account
  const linted: LintedFile = await lintFile(resolve(io.cwd, path), loadPresets())
  const wrong = linted.findings.flatMap(({ line, column, message, correction, advice }) => [
    `${path}:${line}:${column}: ${message}`,
    ...(correction ? [`  change it to: ${correction.to.trim()}`] : advice ? [`  ${advice}`] : []),
  ])
  return wrong.length > 0 ? wrong : placeOfCause(account, report, io)
}

type Field = 'host' | 'port' | 'username' | 'secret' | 'from'

const FIELD_OF_LAYER: Readonly<Partial<Record<Layer, Field>>> = { address: 'host', door: 'port', id: 'secret' }
const FIELD_OF_ID: Readonly<Partial<Record<DiagnosisId, Field>>> = {
  'tls-on-plaintext-port': 'port',
  'plaintext-on-tls-port': 'port',
  'cert-hostname-mismatch': 'host',
  'username-format': 'username',
  'sender-not-authorized': 'from',
  'sender-not-verified': 'from',
  'sender-unknown': 'from',
}
const NAMES: Readonly<Record<Field, string>> = {
  host: 'server',
  port: 'port',
  username: 'user name',
  secret: 'password',
  from: 'sender',
}

async function placeOfCause({ path, file, isWhole }: SettingsAccount, report: Report, io: Io): Promise<string[]> {
  const [first] = report.verdict === 'works' || !isWhole ? [] : report.diagnoses
  const field = first && (FIELD_OF_ID[first.id] ?? FIELD_OF_LAYER[first.layer])
  const entry = field && file.found.fields[field]
  if (!entry) return []
  const { text } = await readConfigText(resolve(io.cwd, path))
  const before = text.slice(0, entry.span.start).split('\n')
  return [`${path}:${before.length}:${(before.at(-1) ?? '').length + 1}: this is the ${NAMES[field]} that it is about.`]
}
