#!/usr/bin/env node
// The program's entry: `--version` at once, everything else through the program.

import { loadProgram } from './load-program.js'
import { version } from './version.js'

if (['--version', '-V'].includes(process.argv[2] ?? '')) process.stdout.write(`${version}\n`)
else void loadProgram(`${__dirname}/program`).program.run()
