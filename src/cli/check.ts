// `smtp-doctor check`: the arguments of the diagnosis without questions. The work is in check-action.ts, loaded when asked for.

import { Command } from 'commander'
import { type AccountOptions, addAccountOptions, addNetworkOptions, collect } from './account-options.js'
import type { CommandFactory } from './main.js'

export interface CheckFlags extends AccountOptions {
  readonly settings?: string
  readonly envFile?: string
  readonly send?: boolean
  readonly attach?: readonly string[]
  readonly mechanism?: string
  readonly allowInsecureAuth?: boolean
  readonly proof: boolean
  readonly json?: boolean
  readonly ndjson?: boolean
  readonly transcript?: string
  readonly overwrite?: boolean
  readonly plain?: boolean
}

export const checkCommand: CommandFactory = (io, finish) => {
  const command = new Command('check')
    .description('diagnose an account without questions: all ports at once, one login, the cause and the fix')
    .argument('[address]', 'the e-mail address; its domain finds the provider')
  addAccountOptions(command)
    .option('--send', 'really send a test message to --to (by default to the sender)')
    .option('--attach <file>', 'attach a file to the test message (repeatable)', collect)
    .option('--settings <file>', 'take host, port, security, user and secret from an existing configuration file')
    .option('--variables, --env-file <file>', 'look up in this file what --settings only refers to')
    .option('--mechanism <name>', 'log in with this SASL mechanism and no other')
    .option('--allow-insecure-auth', 'send the secret even where TLS does not verify, to this one host')
  addNetworkOptions(command)
    .option('--no-proof', 'do not repeat what worked with nodemailer')
    .option('--json', 'print one JSON document')
    .option('--ndjson', 'print one JSON event a line, as it happens')
    .option('--transcript <file>', 'write the whole SMTP dialogue to a file, secrets replaced')
    .option('--overwrite', 'let --transcript replace a file; the old one is kept beside it')
    .option('--plain', 'line by line, without symbols and spinners')
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .addHelpText('after', EXAMPLES)
    .action(async (address: string | undefined, flags: CheckFlags) => {
      const { runCheckCommand } = await import('./check-action.js')
      finish(await runCheckCommand(address, flags, io))
    })
  return command
}

const EXAMPLES = `
Examples:
  smtp-doctor check you@gmail.com                               which ports are open, and is TLS right?
  smtp-doctor check you@gmail.com --password-env MAIL_PASSWORD  log in too
  smtp-doctor check --host mail.example.org --ports 587 --user bob --password-stdin < password.txt
  smtp-doctor check you@example.org --password-env P --to friend@example.com --send
  smtp-doctor check --settings .env`
