// `smtp-doctor lint FILE…`: the arguments of judging configuration files. The work is in lint-action.ts.

import { Command, Option } from 'commander'
import type { CommandFactory } from './main.js'

export interface LintFlags {
  readonly fix?: boolean
  readonly yes?: boolean
  readonly json?: boolean
  readonly format?: 'github' | 'sarif'
}

export const lintCommand: CommandFactory = (io, finish) =>
  new Command('lint')
    .description('read existing configuration files and name what will fail before anything is sent')
    .argument(
      '<files...>',
      '.env, settings.py, application.yml, msmtprc, main.cf, mailer.js, …; recognised by name and content',
    )
    .option('--fix', 'write the safe corrections; shows them first, keeps the old content beside the file')
    .option('--yes', 'with --fix: do not ask')
    .option('--json', 'print one JSON document')
    .addOption(new Option('--format <name>', 'for continuous integration').choices(['github', 'sarif']))
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: LintFlags) => {
      const { runLintCommand } = await import('./lint-action.js')
      finish(await runLintCommand(files, flags, io))
    })

const EXAMPLES = `
Exits with 0 when nothing is wrong, 1 when something is, 2 when a file cannot be read or holds no mail settings.

Examples:
  smtp-doctor lint .env
  smtp-doctor lint --fix src/mailer.ts
  smtp-doctor lint --format github .env.example config/*.yml`
