import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { nearestDomain } from '../../src/providers/nearest-host.js'
import { loadPresets, presetDirectory } from '../../src/providers/preset-directory.js'
import { resolveTarget } from '../../src/providers/resolve-target.js'
import { searchPresets } from '../../src/providers/search-presets.js'
import { createExamination } from '../../src/wizard/examination.js'
import { createPrompter } from '../../src/wizard/prompter.js'
import { runWizard } from '../../src/wizard/wizard.js'
import { EXAMPLE } from './example-preset.js'
import { fakeWorld, refusedReport, worksReport } from './fake-world.js'
import { createTerminal, KEYS, type Terminal } from './terminal.js'

const { enter, down, escape: back } = KEYS
const GOOD = 'abcdefghijklmnop'

/** One entry: what to wait for, then the keys. A name in the third place keeps the screen as a golden file. */
type Move = readonly [wait: string | RegExp, keys: readonly string[], golden?: string]

const WALK: readonly Move[] = [
  ['e-mail address:', ['ada@example', enter]],
  ['no e-mail address', ['.net', enter], 'address'],
  ['Yes, Example Mail', [back]],
  [/\(back\)[\s\S]*address:/, [enter]],
  [/\(back\)[\s\S]*Yes, Example Mail/, [enter], 'provider'],
  ['I only have my normal', [down, enter]],
  [/Copy the 16 letters[\s\S]*I have one/, [enter], 'password-help'],
  ['App password (stays', ['bcde fghi jklm nopq']],
  ['*******************', [enter], 'password'],
  [/What next\?[\s\S]*Quit[\s\S]*Esc/, [enter], 'refused'],
  // One key, then the paste.
  [/Try another password[\s\S]*App password \(stays/, ['abcd efgh ijkl mnop', enter]],
  ['No, nothing is sent', [enter]],
  [/spam folder[\s\S]*configuration/, ['env']],
  ['.env; holds', [enter]],
  ['Path of the file:', [enter]],
  ['Yes, write it', [enter], 'preview'],
  [/Written:[\s\S]*What next\?[\s\S]*❯ Quit/, [enter], 'written'],
]

const PLAIN_WALK: readonly Move[] = [
  ['e-mail address:', ['ada@example.net\n']],
  ['Yes, Example Mail', ['<\n']],
  [/<\n[\s\S]*address:/, ['ada@example.net\n']],
  [/<\n[\s\S]*Yes, Example Mail[\s\S]*back\):/, ['1\n']],
  [/I only have my normal[\s\S]*back\):/, ['have one\n']],
  ['App password (stays', ['abcd efgh ijkl mnop\n']],
  [/No, nothing is sent[\s\S]*back\):/, ['no\n']],
  [/configuration file\?[\s\S]*back\):/, ['no, not\n']],
  [/What next\?[\s\S]*back\):/, ['quit\n'], 'end'],
]

async function walk(terminal: Terminal, moves: readonly Move[], name: string | undefined, isPlain: boolean) {
  const cwd = terminal.io.cwd
  const presets = presetDirectory([
    EXAMPLE,
    ...loadPresets().all.filter(({ id }) => ['custom', 'localhost'].includes(id)),
  ])
  const world = fakeWorld(
    {
      outcome: ({ credentials }, target) =>
        credentials?.secret === GOOD ? worksReport(target) : refusedReport(target),
    },
    {
      cwd,
      presets,
      pathOf: (typed) => resolve(cwd, typed),
      resolveTarget: (input) => resolveTarget(input, presets),
      searchPresets: (query) => searchPresets(query, presets),
      nearestDomain: (domain) => nearestDomain(domain, presets),
      gitStatusOf: async () => 'ignored',
      meaningOf: () => 'What it means stands here.',
    },
  )
  const { columns, hasColor } = terminal.io
  const ask = createPrompter(terminal.io, () => ({ columns, hasColor, isPlain }))
  const examination = createExamination({ start: world.startCheck, options: {} })
  const running = runWizard({ ask, flags: {}, world, examination })
  for (const [wait, keys, golden] of moves) {
    const screen = await Promise.race([terminal.waitFor(wait), running.then(() => 'the wizard has ended')])
    expect(screen).not.toBe('the wizard has ended')
    if (golden && name) {
      await expect(`${sameFolder(screen, cwd)}\n`).toMatchFileSnapshot(`../golden/wizard-${name}-${golden}.txt`)
    }
    terminal.press(...keys)
  }
  expect((await running)?.verdict).toBe('works')
  return sameFolder(await terminal.screen(), cwd)
}

/** The folder of a walk has another name each time. */
function sameFolder(screen: string, cwd: string): string {
  return screen.replaceAll(cwd, '/tmp/w-folder')
}

function terminalIn(columns: number, hasColor: boolean): Terminal {
  const cwd = mkdtempSync(join(tmpdir(), 'w-'))
  writeFileSync(join(cwd, '.env'), 'COLOUR=blue\n')
  return createTerminal({ columns, rows: 24, hasColor, cwd, now: () => 0 })
}

for (const columns of [80, 40]) {
  test(`the walk looks right on ${columns} columns, and colour adds nothing but colour`, async () => {
    const bare = terminalIn(columns, false)
    const end = await walk(bare, WALK, String(columns), false)
    const coloured = terminalIn(columns, true)
    expect(await walk(coloured, WALK, undefined, false)).toBe(end)
    expect(bare.raw()).not.toMatch(/\u001b\[[0-9;]*m/)
    expect(coloured.raw()).toMatch(/\u001b\[3[0-9]m/)
    for (const terminal of [bare, coloured]) {
      expect(terminal.raw()).not.toContain('abcd efgh')
      expect(terminal.raw()).not.toContain(GOOD)
      expect(await terminal.isCursorHidden()).toBe(false)
    }
  })
}

test('the plain walk is lines, without an escape sequence', async () => {
  const terminal = terminalIn(80, false)
  await walk(terminal, PLAIN_WALK, 'plain', true)
  expect(terminal.raw()).not.toContain('\u001b')
  expect(terminal.raw()).not.toContain('abcd efgh')
})
