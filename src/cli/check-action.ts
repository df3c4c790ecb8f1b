// What `smtp-doctor check` does: options to a target and a login, the check, the report on stdout, progress on stderr.

import { accessSync, constants, type Stats, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type ExaminedCheck, startCheck } from '../check.js'
import type {
  CheckEvent,
  CheckOptions,
  CheckTarget,
  Credentials,
  DiagnosisId,
  Envelope,
  Login,
  PresetDirectory,
  Report,
  TargetInput,
} from '../model.js'
import { UsageError } from '../model.js'
import { nearestDomain } from '../providers/nearest-host.js'
import { loadPresets } from '../providers/preset-directory.js'
import { addressDomain, readAddress, resolveTarget } from '../providers/resolve-target.js'
import { tidySecret } from '../providers/secret-shape.js'
import { renderJson } from '../report/json.js'
import { visible } from '../report/visible.js'
import { readSecret, targetInputOf } from './account-options.js'
import type { CheckFlags } from './check.js'
import { EXIT } from './exit.js'
import type { Io } from './io.js'
import { platformOf } from './platform.js'
import { readRoots } from './roots.js'

/** Runs the check and prints its report; returns the exit code. Throws UsageError before anything is connected. */
export async function runCheckCommand(address: string | undefined, flags: CheckFlags, io: Io): Promise<number> {
  const directory = loadPresets()
  if (!address && !flags.provider && !flags.host && !flags.settings) {
    throw new UsageError(
      'say which account: an address, --provider, --host or --settings (see: smtp-doctor check --help)',
    )
  }
  const account = flags.settings === undefined ? undefined : await settingsAccount(flags, io)
  const given = targetInputOf(address, flags)
  const { input, remarks: found } = account
    ? { input: account.withSettings(given), remarks: account.remarks }
    : await completeInput(given, directory, flags, io)
  const target = resolveTarget(input, directory)
  const { login, remarks } = await loginOf(target, account ? account.withEnvelope(flags) : flags, io, account?.secret)
  assertWritable(flags, io)
  const options = optionsOf(flags, io)
  const running = startCheck({ ...target, remarks: [...found, ...target.remarks, ...remarks] }, options, directory)
  const report = await withProgress(running, login, flags, io)
  if (io.signal.aborted) {
    if (flags.transcript) await writeTranscript(running, flags.transcript, flags, io)
    return EXIT.interrupted
  }
  if (flags.json) io.stdout.write(`${renderJson(report)}\n`)
  else if (!flags.ndjson) await printReport(report, target, flags, io)
  if (account && !flags.json && !flags.ndjson) {
    for (const line of await account.describe(report)) io.stdout.write(`${visible(line)}\n`)
  }
  // After the report: what was found by a login must not be lost to a disk that is full.
  if (flags.transcript) await writeTranscript(running, flags.transcript, flags, io)
  return report.verdict === 'works' ? EXIT.works : EXIT.problem
}

/** The account of `--settings`; its modules are loaded only then. */
async function settingsAccount(flags: CheckFlags, io: Io) {
  const { describeSettingsFile, envelopeFromSettings, readSettingsAccount, withSettings } = await import(
    './settings-account.js'
  )
  const account = await readSettingsAccount(flags, io)
  return (
    account && {
      remarks: account.remarks,
      secret: account.file.settings.secret,
      withSettings: (input: TargetInput) => withSettings(input, account),
      withEnvelope: (own: CheckFlags) => envelopeFromSettings(own, account),
      describe: (report: Report) => describeSettingsFile(account, report, io),
    }
  )
}

/** An address of an unknown domain is looked up; everything else stays as it was given. */
async function completeInput(
  input: TargetInput,
  directory: PresetDirectory,
  flags: CheckFlags,
  io: Io,
): Promise<{ readonly input: TargetInput; readonly remarks: readonly string[] }> {
  if (!needsDiscovery(input, directory)) return { input, remarks: [] }
  const { discoverInput } = await import('./discovered.js')
  const extraRoots = readRoots(flags.ca ?? [], io)
  return discoverInput(input, directory, { extraRoots, ...(flags.connectTo && { connectTo: flags.connectTo }) }, io)
}

/** Whether a look-up is wanted: an address of a domain that is neither known nor a slip, and no server named. */
function needsDiscovery({ address, provider, host }: TargetInput, directory: PresetDirectory): boolean {
  if (!address?.includes('@') || provider || host) return false
  const domain = addressDomain(readAddress(address))
  return !directory.byDomain(domain) && !nearestDomain(domain, directory)
}

async function loginOf(
  target: CheckTarget,
  flags: CheckFlags,
  io: Io,
  fileSecret?: string,
): Promise<{ login: Login; remarks: readonly string[] }> {
  const asked = await readSecret(flags, io)
  const given = asked ?? (fileSecret === undefined ? undefined : { kind: 'password' as const, secret: fileSecret })
  const username = target.username
  if (given && !username) throw new UsageError('a password without a user name: give an address or --user')
  // The secret of a configuration is tried exactly as the program would: what is wrong with it is to be seen.
  const tidied = asked?.kind === 'password' ? tidySecret(target.provider, asked.secret) : undefined
  const credentials: Credentials | undefined =
    given && username ? { kind: given.kind, username, secret: tidied?.secret ?? given.secret } : undefined
  const envelope = envelopeOf(target, flags)
  const remarks = [
    ...(tidied?.isChanged
      ? [
          `The ${target.provider?.secret.ignore} in the ${target.provider?.secret.name} were left out; they are only shown for legibility.`,
        ]
      : []),
    ...(given
      ? []
      : ['No password was given, so no login was tried. Add --password-env VARIABLE or --password-stdin.']),
  ]
  return {
    login: {
      ...(credentials && { credentials }),
      ...(envelope && { envelope }),
      ...(flags.mechanism !== undefined && { mechanism: flags.mechanism }),
      ...(flags.allowInsecureAuth && { insecureHost: target.host }),
      prove: flags.proof,
    },
    remarks,
  }
}

/** The envelope asked for; the sender is the account's address by default, the recipient of a test message the sender. */
function envelopeOf({ address, username }: CheckTarget, flags: CheckFlags): Envelope | undefined {
  if (!flags.from && !flags.to && !flags.send) return undefined
  const own = address ?? (username?.includes('@') ? username : undefined)
  const from = flags.from ?? own
  if (!from) throw new UsageError('give the sender with --from')
  const to = flags.to ?? from
  const attachments = (flags.attach ?? []).map((path) => ({ path }))
  return { from, to, send: flags.send === true, ...(attachments.length > 0 && { attachments }) }
}

function optionsOf(flags: CheckFlags, io: Io): CheckOptions {
  const extraRoots = readRoots(flags.ca ?? [], io)
  const platform = platformOf(flags.platform, io)
  const print = (event: CheckEvent) => {
    if (event.event !== 'dialogue') io.stdout.write(`${renderJson(event, 0)}\n`)
  }
  return {
    signal: io.signal,
    extraRoots,
    ...(platform && { platform }),
    ...(flags.ndjson && { onEvent: print }),
    ...(flags.timeout && { timeoutMs: flags.timeout * 1000 }),
    ...(flags.connectTo && { connectTo: flags.connectTo }),
  }
}

/** Refuses what would only fail after the check: a transcript that cannot be written, an attachment that cannot be read. */
function assertWritable(flags: CheckFlags, io: Io): void {
  for (const path of flags.attach ?? []) {
    const file = resolve(io.cwd, path)
    if (!existing(file)?.isFile()) throw new UsageError(`--attach ${path}: there is no such file`)
    if (!may(file, constants.R_OK)) throw new UsageError(`--attach ${path}: this user may not read the file`)
  }
  const { transcript } = flags
  if (!transcript) return
  const found = existing(resolve(io.cwd, transcript))
  if (found && !found.isFile()) throw new UsageError(`--transcript ${transcript}: this is no ordinary file`)
  if (found && !flags.overwrite)
    throw new UsageError(`--transcript ${transcript}: the file exists; choose another name or add --overwrite`)
  const folder = dirname(resolve(io.cwd, transcript))
  if (!may(folder, constants.W_OK))
    throw new UsageError(`--transcript ${transcript}: nothing can be written in ${folder}; choose another folder`)
}

function existing(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

async function withProgress(running: ExaminedCheck, login: Login, flags: CheckFlags, io: Io): Promise<Report> {
  const work = running.logIn(login)
  if (flags.json || flags.ndjson || flags.plain || !io.stderr.isTTY) return work
  const { createPrompter } = await import('../wizard/prompter.js')
  const look = lookOf(flags, io)
  const describe = () =>
    `Checking ${running.pendingPorts().length > 0 ? `ports ${running.pendingPorts().join(', ')}` : 'the login'}…`
  return createPrompter(io, () => look).working(describe, work)
}

function lookOf(flags: CheckFlags, io: Io) {
  return { columns: io.columns, hasColor: io.hasColor && !flags.plain, isPlain: flags.plain === true }
}

async function printReport(report: Report, target: CheckTarget, flags: CheckFlags, io: Io): Promise<void> {
  const [{ renderReport }, meaningOf] = await Promise.all([
    import('../report/render-report.js'),
    report.diagnoses.length > 0
      ? import('../diagnose/diagnose.js').then(
          ({ ruleOf }) =>
            (id: DiagnosisId) =>
              ruleOf(id).meaning,
        )
      : undefined,
  ])
  const text = renderReport(report, lookOf(flags, io), {
    ...(meaningOf && { meaningOf }),
    ...(target.provider && { providerName: target.provider.name }),
  })
  io.stdout.write(`${text}\n`)
}

async function writeTranscript(running: ExaminedCheck, path: string, flags: CheckFlags, io: Io): Promise<void> {
  const [{ renderTranscript }, { writeConfigFile }] = await Promise.all([
    import('../report/transcript.js'),
    import('../config/write-file.js'),
  ])
  const text = renderTranscript(running.dialogues())
  await writeConfigFile(resolve(io.cwd, path), text, { hasSecret: true, overwrite: flags.overwrite === true })
  io.stderr.write(`The dialogue is in ${path}.\n`)
}
