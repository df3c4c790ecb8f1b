// `smtp-doctor` without a command: the wizard. Its modules are loaded when it starts.

import { Command } from 'commander'
import { type AccountOptions, addAccountOptions, addNetworkOptions } from './account-options.js'
import { EXIT } from './exit.js'
import type { CommandFactory } from './main.js'

export interface WizardFlags extends AccountOptions {
  readonly settings?: string
  readonly envFile?: string
  readonly send?: boolean
  readonly mechanism?: string
  readonly allowInsecureAuth?: boolean
  readonly format?: string
  readonly out?: string
  readonly yes?: boolean
  readonly gitignore?: boolean
  readonly practice?: string | true
  readonly transcript?: string
  readonly plain?: boolean
}

export const wizardCommand: CommandFactory = (io, finish) => {
  const command = new Command('wizard')
    .description('ask, check, explain, and write the configuration (this is what runs without a command)')
    .argument('[address]', 'the e-mail address; asked for when missing')
  addAccountOptions(command)
  addNetworkOptions(command)
    .option('--settings <file>', 'begin with the account of an existing configuration file')
    .option('--variables, --env-file <file>', 'look up in this file what --settings only refers to')
    .option('--send', 'send the test message without asking, to --to or to oneself')
    .option('--mechanism <name>', 'force one login mechanism, for example LOGIN')
    .option('--allow-insecure-auth', 'log in to this host although the way is not encrypted or not verified')
    .option('--format <id>', 'the configuration to write when it works (see: smtp-doctor config --list)')
    .option('--out <file>', 'where to write it')
    .option('--yes', 'write it without asking')
    .option('--gitignore', 'add files with a secret to .gitignore without asking')
    .option('--practice [exercise]', 'the practice server: no network and no account needed')
    .option('--transcript <file>', 'write the whole SMTP dialogue to a file at the end, secrets replaced')
    .option('--plain', 'line by line, without symbols and spinners (for screen readers)')
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .action(async (address: string | undefined, flags: WizardFlags) => {
      const names = command.parent?.commands.map((other) => other.name()) ?? []
      if (address !== undefined && !address.includes('@')) {
        const { unknownCommand } = await import('./unknown-command.js')
        throw unknownCommand(address, names)
      }
      if (!io.isInteractive) {
        io.stderr.write(NO_TERMINAL)
        finish(EXIT.usage)
        return
      }
      const { runWizardCommand } = await import('./wizard-action.js')
      finish(await runWizardCommand(address, flags, io))
    })
  return command
}

const NO_TERMINAL = `smtp-doctor asks questions, and there is no terminal here to ask them in.
Without questions it works like this:

  smtp-doctor check you@example.com --password-env MAIL_PASSWORD
  smtp-doctor check --host mail.example.com --ports 587 --user bob --password-stdin < password.txt
  smtp-doctor check --help
`
