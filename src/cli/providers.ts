// `smtp-doctor providers`: the arguments. The work is in providers-action.ts, loaded when asked for.

import { Command } from 'commander'
import type { ConnectTo } from '../model.js'
import { collect, collectConnectTo } from './account-options.js'
import type { CommandFactory } from './main.js'

export interface ProvidersFlags {
  readonly discover?: string
  readonly platforms?: boolean
  readonly json?: boolean
  readonly plain?: boolean
  readonly dns?: readonly string[]
  readonly ca?: readonly string[]
  readonly connectTo?: readonly ConnectTo[]
}

export const providersCommand: CommandFactory = (io, finish) =>
  new Command('providers')
    .description('list the known providers, show one with all that is known about it, or look a domain up')
    .argument('[query]', 'an id, a name, an address, a domain, a host name, or a part of one')
    .option('--discover <domain>', 'find the mail server of a domain (or of an address) by DNS and autoconfiguration')
    .option('--platforms', 'list the hosting platforms and networks that close mail ports, and the ways out')
    .option(
      '--dns <server>',
      'with --discover: ask this DNS server, as 192.0.2.53 or 127.0.0.1:5353 (repeatable)',
      collect,
    )
    .option('--ca <file>', 'with --discover: also trust the PEM roots in this file (repeatable)', collect)
    .option(
      '--connect-to <H:P:H2:P2>',
      'with --discover: connect to H2:P2 in place of H:P (repeatable)',
      collectConnectTo,
    )
    .option('--json', 'print one JSON document')
    .option('--plain', 'line by line, without symbols')
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .addHelpText('after', EXAMPLES)
    .action(async (query: string | undefined, flags: ProvidersFlags) => {
      const { runProvidersCommand } = await import('./providers-action.js')
      finish(await runProvidersCommand(query, flags, io))
    })

const EXAMPLES = `
Examples:
  smtp-doctor providers                          all of them, by kind
  smtp-doctor providers gmail                    settings, what to prepare, limits, replies
  smtp-doctor providers smtp.live.com            whose is this name, and what is right today?
  smtp-doctor providers --discover example.org   which server has this domain?
  smtp-doctor providers --platforms              who closes port 25, 465 or 587?

--discover asks DNS, the domain's own autoconfiguration over HTTPS, Thunderbird's public database
(autoconfig.thunderbird.net) and the names smtp. and mail. of the domain. Only the domain is sent.`
