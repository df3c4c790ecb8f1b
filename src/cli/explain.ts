// `smtp-doctor explain`: the arguments. The work is in explain-action.ts, loaded when asked for.

import { Command, InvalidArgumentError, Option } from 'commander'
import type { Security } from '../model.js'
import type { CommandFactory } from './main.js'

export interface ExplainFlags {
  readonly file?: string
  readonly provider?: string
  readonly host?: string
  readonly port?: number
  readonly security?: Security
  readonly platform?: string
  readonly client?: string
  readonly id?: string
  readonly list?: boolean
  readonly log?: boolean
  readonly json?: boolean
  readonly plain?: boolean
}

export const explainCommand: CommandFactory = (io, finish) =>
  new Command('explain')
    .description('read an error or a log of any mail client or server, and say what it means and what to do')
    .argument('[text...]', 'the error as it was shown; without it, --file or standard input is read')
    .option('--file <path>', 'read the text from a file; "-" is standard input')
    .option('--provider <id>', 'the provider that was meant (see: smtp-doctor providers)')
    .option('--host <name>', 'the server that the program was told to use')
    .option('--port <number>', 'the port that the program was told to use', parsePort)
    .addOption(
      new Option('--security <kind>', 'how the program was told to encrypt').choices(['tls', 'starttls', 'none']),
    )
    .option('--platform <id>', 'the hosting platform that the program runs on (see: smtp-doctor providers --platforms)')
    .option('--client <name>', 'the program or library (nodemailer, django, phpmailer …)')
    .option('--id <id>', 'print the page of one diagnosis')
    .option('--list', 'list all diagnoses by layer')
    .option('--log', 'read line by line and print a table of causes, as is done for anything long')
    .option('--json', 'print one JSON document')
    .option('--plain', 'line by line, without symbols')
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .addHelpText('after', EXAMPLES)
    .action(async (text: readonly string[], flags: ExplainFlags) => {
      const { runExplainCommand } = await import('./explain-action.js')
      finish(await runExplainCommand(text, flags, io))
    })

function parsePort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('a port is 1 to 65535')
  return port
}

const EXAMPLES = `
Examples:
  smtp-doctor explain "535-5.7.8 Username and Password not accepted"
  smtp-doctor explain                                  paste it when you are asked
  smtp-doctor explain --file error.txt --provider gmail
  journalctl -u postfix | smtp-doctor explain
  smtp-doctor explain --id plaintext-on-tls-port`
