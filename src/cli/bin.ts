#!/usr/bin/env node
// The program's entry: `--version` at once, everything else through main.

import { processIo } from './io.js'
import { version } from './version.js'

if (['--version', '-V'].includes(process.argv[2] ?? '')) {
  process.stdout.write(`${version}\n`)
} else {
  const { main } = await import('./main.js')
  const interruption = new AbortController()
  const interrupt = () => interruption.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  process.exitCode = await main(process.argv.slice(2), processIo(interruption.signal))
}
