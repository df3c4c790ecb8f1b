// `check --settings FILE`: the account as an existing configuration has it, and what lint says of that file afterwards.

import { resolve } from 'node:path'
import { type LintedFile, lintFile } from '../config/lint/lint.js'
import { readSettingsFile, type SettingsFromFile } from '../config/read-config.js'
import type { TargetInput } from '../model.js'
import { loadPresets } from '../providers/preset-directory.js'
import type { AccountOptions } from './account-options.js'
import type { Io } from './io.js'

export interface SettingsAccount {
  readonly path: string
  readonly file: SettingsFromFile
  readonly remarks: readonly string[]
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

/** What is wrong in the file itself, a line each, with the corrected line. */
export async function describeSettingsFile({ path }: SettingsAccount, io: Io): Promise<readonly string[]> {
  const linted: LintedFile = await lintFile(resolve(io.cwd, path), loadPresets())
  return linted.findings.flatMap(({ line, column, message, correction, advice }) => [
    `${path}:${line}:${column}: ${message}`,
    ...(correction ? [`  change it to: ${correction.to.trim()}`] : advice ? [`  ${advice}`] : []),
  ])
}
