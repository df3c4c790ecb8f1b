// The session that the README shows is what the wizard really prints: each of its lines, in its order. Only the times
// differ, and what is left out is marked by a line of dots.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { serveFault } from '../../src/lab/serve.js'
import { createExamination } from '../../src/wizard/examination.js'
import { createPrompter } from '../../src/wizard/prompter.js'
import { realWorld } from '../../src/wizard/real-world.js'
import { runWizard } from '../../src/wizard/wizard.js'
import { createTerminal, KEYS } from './terminal.js'

const README = fileURLToPath(new URL('../../README.md', import.meta.url))
const { enter, down } = KEYS

/** What the screen has to show first, then the keys. */
const WALK: readonly (readonly [wait: RegExp, ...keys: string[]])[] = [
  [/e-mail address:/, 'ada.practice@gmail.com', enter],
  [/Yes, Gmail[\s\S]*Esc/, enter],
  [/I only have my normal[\s\S]*Esc/, enter],
  [/App password \(stays/, 'Summer-in-Paris-2026', enter],
  [/Nothing has been sent yet[\s\S]*Esc/, down, down, enter],
  [/What next\?[\s\S]*Esc/, enter],
  [/Try another password\n[\s\S]*App password \(stays/, 'abcd efgh ijkl mnop', enter],
  [/No, nothing is sent[\s\S]*Esc/, enter],
  [/For which program\?[\s\S]*Esc/, enter],
  [/Path of the file:/, enter],
  [/Yes, write it[\s\S]*Esc/, enter],
  [/Written:[\s\S]*What next\?[\s\S]*Esc/, enter],
]

async function session(): Promise<string> {
  const server = await serveFault('gmail-account-password')
  const cwd = mkdtempSync(join(tmpdir(), 'readme-'))
  writeFileSync(join(cwd, '.env'), 'COLOUR=blue\n')
  const terminal = createTerminal({ columns: 80, rows: 24, cwd })
  const world = { ...realWorld(cwd, terminal.io.signal), pathOf: (typed: string) => resolve(cwd, typed) }
  const ask = createPrompter(terminal.io, () => ({ columns: 80, hasColor: false, isPlain: false }))
  const options = { connectTo: server.connectTo, extraRoots: [server.caPem] }
  const running = runWizard({
    ask,
    flags: options,
    world,
    examination: createExamination({ start: world.startCheck, options }),
  })
  const screens: string[] = []
  for (const [wait, ...keys] of WALK) {
    screens.push(await terminal.waitFor(wait))
    terminal.press(...keys)
  }
  await running
  await server.close()
  return [...screens, await terminal.screen()].join('\n').replaceAll(cwd, '/home/ada/shop')
}

const withoutTimes = (line: string) => line.trimEnd().replace(/ +\d+(?:\.\d)? m?s\b/g, ' 0 ms')

test('the README shows a session as it really is', async () => {
  const [, block = ''] = /\n\n((?: {4}[^\n]*\n|\n)+)\n\(Shortened/.exec(readFileSync(README, 'utf8')) ?? []
  const shown = block.split('\n').map((line) => withoutTimes(line.replace(/^ {4}/, '')))
  const real = (await session()).split('\n').map(withoutTimes)
  const missing: string[] = []
  let at = 0
  for (const line of shown.filter((one) => one !== '' && one !== '…')) {
    const found = real.indexOf(line, at)
    if (found < 0) missing.push(line)
    else at = found
  }
  expect(missing).toEqual([])
  expect(shown.length).toBeGreaterThan(30)
})
