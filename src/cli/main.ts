// Arguments to commands, results to exit codes. The only place that sorts errors: UsageError is 2, an interruption is
// 130, anything else that is thrown is our defect, 70.

import { Command, CommanderError } from 'commander'
import { UsageError } from '../model.js'
import { visibleLines } from '../report/visible.js'
import { checkCommand } from './check.js'
import { configCommand } from './config.js'
import { EXIT } from './exit.js'
import { explainCommand } from './explain.js'
import type { Io } from './io.js'
import { labCommand } from './lab.js'
import { lintCommand } from './lint.js'
import { providersCommand } from './providers.js'
import { version } from './version.js'
import { wizardCommand } from './wizard.js'

/** One command of the program. `run` is lazy: its modules are imported when it is called. */
export type CommandFactory = (io: Io, finish: (exitCode: number) => void) => Command

const commands = new Map<string, CommandFactory>([
  ['wizard', wizardCommand],
  ['check', checkCommand],
  ['explain', explainCommand],
  ['config', configCommand],
  ['providers', providersCommand],
  ['lab', labCommand],
  ['lint', lintCommand],
])

/** Runs the program; resolves to its exit code and never rejects. `args` are without node and script. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.works
  const finish = (code: number) => {
    exitCode = code
  }
  const program = new Command('smtp-doctor')
    .description("Finds out why your program can't send mail, tells you how to fix it, and proves that it works")
    .version(version, '-V, --version')
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(visibleLines(text.replace(/^error: /, 'smtp-doctor: '))),
    })
    .exitOverride()
    .showSuggestionAfterError()
  // Who names a command needs no other, and each takes a third of a millisecond to describe.
  const named = commands.get(args[0] ?? '')
  for (const create of named ? [named] : commands.values()) {
    program.addCommand(inherit(create(io, finish), program), { isDefault: create === wizardCommand })
  }
  try {
    await program.parseAsync([...args], { from: 'user' })
    return io.signal.aborted ? EXIT.interrupted : exitCode
  } catch (error) {
    return exitCodeOf(error, io)
  }
}

function inherit(command: Command, program: Command): Command {
  return command.copyInheritedSettings(program)
}

function exitCodeOf(error: unknown, io: Io): number {
  if (io.signal.aborted) return EXIT.interrupted
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.works : EXIT.usage
  if (error instanceof UsageError) {
    io.stderr.write(`smtp-doctor: ${visibleLines(error.message)}\n`)
    return EXIT.usage
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  io.stderr.write(`smtp-doctor: this is a defect in smtp-doctor, please report it:\n${visibleLines(trace)}\n`)
  return EXIT.defect
}
