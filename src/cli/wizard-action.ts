// What `smtp-doctor` without a command does: options to the wizard's flags, the walk, the exit code.

import { resolve } from 'node:path'
import type { TargetInput } from '../model.js'
import type { Look } from '../report/look.js'
import { renderTranscript } from '../report/transcript.js'
import { Interrupted } from '../wizard/ask.js'
import { createExamination } from '../wizard/examination.js'
import { createPrompter } from '../wizard/prompter.js'
import { realWorld } from '../wizard/real-world.js'
import type { Flags } from '../wizard/step.js'
import { runWizard } from '../wizard/wizard.js'
import type { World } from '../wizard/world.js'
import { readSecret, targetInputOf } from './account-options.js'
import { EXIT } from './exit.js'
import type { Io } from './io.js'
import { platformOf } from './platform.js'
import { readRoots } from './roots.js'
import type { WizardFlags } from './wizard.js'

/** Runs the wizard in a terminal; returns the exit code. Throws UsageError for options that cannot be used. */
export async function runWizardCommand(
  address: string | undefined,
  options: WizardFlags,
  io: Io,
  world: World = realWorld(io.cwd, io.signal),
): Promise<number> {
  const flags = await flagsOf(address, options, io)
  const isPlain = options.plain === true || io.env.TERM === 'dumb'
  const look = (): Look => ({ columns: io.columns, hasColor: io.hasColor && !isPlain, isPlain })
  const ask = createPrompter(io, look)
  const platform = platformOf(options.platform, io)
  const examination = createExamination({
    start: world.startCheck,
    options: {
      signal: io.signal,
      ...(flags.connectTo && { connectTo: flags.connectTo }),
      ...(flags.extraRoots && { extraRoots: flags.extraRoots }),
      ...(flags.timeoutMs && { timeoutMs: flags.timeoutMs }),
      ...(platform && { platform }),
    },
  })
  try {
    const report = await runWizard({ ask, flags, world, examination })
    if (options.transcript) {
      const path = world.pathOf(options.transcript)
      await world.writeReport(path, renderTranscript(examination.dialogues()))
      io.stderr.write(`The dialogue is in ${path}.\n`)
    }
    return report?.verdict === 'problem' ? EXIT.problem : EXIT.works
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    // The prompt has put the cursor back; this ends its line.
    io.stdout.write('\n')
    return EXIT.interrupted
  }
}

async function flagsOf(address: string | undefined, options: WizardFlags, io: Io): Promise<Flags> {
  const { ca, connectTo, timeout, from, to, mechanism, format, out, practice } = options
  // Standard input is the terminal here, so --password-stdin is answered by the hidden question.
  const { passwordStdin: _, ...sources } = options
  const account = await accountOfSettings(options, io)
  const secret = (await readSecret(sources, io)) ?? account?.secret
  const extraRoots = readRoots(ca ?? [], io)
  return {
    ...(account?.envelope ?? {}),
    ...(account ? account.withSettings(targetInputOf(address, options)) : targetInputOf(address, options)),
    ...(account && { remarks: account.remarks }),
    ...(secret && { secret }),
    ...(from && { from }),
    ...(to && { to }),
    ...(options.send && { send: true }),
    ...(mechanism && { mechanism }),
    ...(options.allowInsecureAuth && { isInsecureAllowed: true }),
    ...(connectTo && { connectTo }),
    ...(extraRoots.length > 0 && { extraRoots }),
    ...(ca?.[0] && { caFile: resolve(io.cwd, ca[0]) }),
    ...(timeout && { timeoutMs: timeout * 1000 }),
    ...(format && { format }),
    ...(out && { output: out }),
    ...(options.yes && { isYes: true }),
    ...(options.gitignore && { isGitignoreWanted: true }),
    ...(practice && { practice: practice === true ? '' : practice }),
  }
}

/** The account of `--settings`; the parsers of configuration files are loaded only then. */
async function accountOfSettings(options: WizardFlags, io: Io): Promise<FileAccount | undefined> {
  if (options.settings === undefined) return undefined
  const { readSettingsAccount, withSettings } = await import('./settings-account.js')
  const account = await readSettingsAccount(options, io)
  if (!account) return undefined
  const { secret, isToken, from, to } = account.file.settings
  return {
    remarks: account.remarks,
    withSettings: (input) => withSettings(input, account),
    envelope: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
    ...(secret !== undefined && { secret: { kind: isToken ? 'token' : 'password', secret } }),
  }
}

interface FileAccount {
  readonly remarks: readonly string[]
  readonly withSettings: (input: TargetInput) => TargetInput
  readonly envelope: Pick<Flags, 'from' | 'to'>
  readonly secret?: NonNullable<Flags['secret']>
}
