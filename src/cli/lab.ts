// `smtp-doctor lab`: the arguments of the practice server. The work is in lab-action.ts, loaded when asked for.

import { Command, InvalidArgumentError } from 'commander'
import type { CommandFactory } from './main.js'

export interface LabFlags {
  readonly list?: boolean
  readonly all?: boolean
  readonly json?: boolean
  readonly hint?: boolean
  readonly solution?: boolean
  /** For 587, 465 and 25, in this order. */
  readonly ports?: readonly number[]
  readonly mechanisms?: readonly string[]
  readonly caOut?: string
  readonly overwrite?: boolean
}

export const labCommand: CommandFactory = (io, finish) =>
  new Command('lab')
    .description('the practice server: healthy, or with one named fault; needs no network and no account')
    .argument('[fault]', 'the name of a fault (see: smtp-doctor lab --list)')
    .option('--list', 'name all faults')
    .option('--all', 'run the doctor on every fault: expected beside found')
    .option('--hint', 'print a hint to the exercise and serve nothing')
    .option('--solution', 'print the solution of the exercise and serve nothing')
    .option('--ports <587,465,25>', 'listen on these three ports, 0 for any (by default any)', parsePorts)
    .option('--mechanisms <list>', 'the SASL mechanisms of the healthy server, such as SCRAM-SHA-256,PLAIN', parseNames)
    .option('--ca-out <file>', "write the server's root certificate to a file, for clients to trust")
    .option('--overwrite', 'let --ca-out replace a file; the old one is kept beside it')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (fault: string | undefined, flags: LabFlags) => {
      const { runLabCommand } = await import('./lab-action.js')
      finish(await runLabCommand(fault, flags, io))
    })

function parsePorts(text: string): readonly number[] {
  const ports = text.split(',').map((one) => (/^\d{1,5}$/.test(one.trim()) ? Number(one) : Number.NaN))
  if (ports.length !== 3 || ports.some((port) => !(port <= 65_535)))
    throw new InvalidArgumentError('Three ports are needed, for example 2587,2465,2525.')
  return ports
}

function parseNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim().toUpperCase())
    .filter(Boolean)
}

const EXAMPLES = `
Examples:
  smtp-doctor lab                                a healthy server to try programs on
  smtp-doctor lab cert-expired --ca-out ca.pem   one fault, until Ctrl-C
  smtp-doctor lab cert-expired --hint            a hint to that exercise
  smtp-doctor lab --all                          is every fault found?`
