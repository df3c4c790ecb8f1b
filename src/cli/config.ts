// `smtp-doctor config FORMAT`: the arguments of writing a configuration. The work is in config-action.ts.

import { Command } from 'commander'
import { type AccountOptions, addAccountOptions } from './account-options.js'
import type { CommandFactory } from './main.js'

export interface ConfigFlags extends AccountOptions {
  readonly list?: boolean
  readonly json?: boolean
  readonly out?: string
  readonly yes?: boolean
  readonly gitignore?: boolean
  readonly fromName?: string
  readonly secretName?: string
}

export const configCommand: CommandFactory = (io, finish) => {
  const command = new Command('config')
    .description('write a configuration for one program or framework')
    .argument('[format]', 'env, nodemailer, python, …; --list names them all')
    .argument('[address]', 'the e-mail address; its domain finds the provider')
  addAccountOptions(command)
    .option('--from-name <name>', "the sender's name")
    .option(
      '--secret-name <name>',
      'the environment variable or file that holds the secret, where the format refers to it',
    )
    .option('--list', 'name the formats')
    .option('--json', 'with --list: as JSON')
    .option('--out <file>', 'write to this file; an existing one is changed in place, its old content kept beside it')
    .option('--yes', 'do not ask before an existing file is changed')
    .option('--gitignore', 'add files with a secret to .gitignore where they are not covered')
    .addHelpText('after', EXAMPLES)
    .action(async (format: string | undefined, address: string | undefined, flags: ConfigFlags) => {
      const { runConfigCommand } = await import('./config-action.js')
      finish(await runConfigCommand(format, address, flags, io))
    })
  return command
}

const EXAMPLES = `
Examples:
  smtp-doctor config --list
  smtp-doctor config nodemailer you@gmail.com                  prints it, the secret left open
  smtp-doctor config env you@gmail.com --password-env MAIL_PASSWORD --out .env
  smtp-doctor config msmtp --host mail.example.org --ports 465 --user bob --out ~/.msmtprc`
