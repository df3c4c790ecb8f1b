// What a person sees without scrolling back, on the smallest usual screen: what is wrong, what to do first, the way on.

import { afterEach, expect, test } from 'vitest'
import { type LabServer, serveFault } from '../../src/lab/serve.js'
import { Interrupted } from '../../src/wizard/ask.js'
import { createExamination } from '../../src/wizard/examination.js'
import { createPrompter } from '../../src/wizard/prompter.js'
import { realWorld } from '../../src/wizard/real-world.js'
import { runWizard } from '../../src/wizard/wizard.js'
import { createTerminal, KEYS } from './terminal.js'

const ROWS = 24
const open: LabServer[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

/** The wizard on a practised fault, its account given; the lines of the screen at the menu, and after more keys. */
async function atTheMenu(id: string, moves: readonly (readonly [keys: string, wait: RegExp])[] = []) {
  const server = await serveFault(id)
  open.push(server)
  const { setup, connectTo, caPem } = server
  const terminal = createTerminal({ columns: 80, rows: ROWS })
  const world = realWorld('/nowhere', terminal.io.signal)
  const ask = createPrompter(terminal.io, () => ({ columns: 80, hasColor: false, isPlain: false }))
  const examination = createExamination({
    start: world.startCheck,
    options: { connectTo, extraRoots: [caPem], timeoutMs: 2000 },
  })
  const flags = {
    address: setup.address,
    ...(setup.provider !== undefined && { provider: setup.provider }),
    ...(setup.provider === undefined && { host: setup.host }),
    username: setup.username,
    secret: { kind: 'password', secret: setup.secret },
  } as const
  const running = runWizard({ ask, flags, world, examination })
  const first = await terminal.waitFor(/What next\?[\s\S]*Esc goes back|Nothing has been sent yet[\s\S]*Esc goes back/)
  if (first.includes('Nothing has been sent yet')) {
    terminal.press(KEYS.down, KEYS.down, KEYS.enter)
    await terminal.waitFor(/What next\?[\s\S]*Esc goes back/)
  }
  const screens = [await terminal.screen()]
  for (const [keys, wait] of moves) {
    terminal.press(keys)
    await terminal.waitFor(wait)
    screens.push(await terminal.screen())
  }
  terminal.press(KEYS.ctrlC)
  await expect(running).rejects.toBeInstanceOf(Interrupted)
  return screens.map((screen) => screen.split('\n').slice(-ROWS))
}

test.each([
  ['gmail-account-password', 'An app password is needed here', '1. Open your Google Account', '❯ Try another password'],
  [
    'outlook-basic-auth',
    'Passwords are not taken here any more',
    '1. Use a program that signs in',
    '❯ Log in another way',
  ],
  ['sendgrid-username', 'user name', '1. ', '❯ Change server, port or user'],
  ['m365-tenant', 'SMTP', '1. ', '❯ Try the same again'],
  ['cert-expired', 'certificate has expired', '1. ', '❯ Change server, port or user'],
])('%s: the cause, the first step and the way on are on the screen together', async (id, title, step, choice) => {
  const [screen = []] = await atTheMenu(id)
  const text = screen.join('\n')
  expect(text).toContain(title)
  expect(text).toContain(step)
  expect(text).toContain(choice)
  expect(text.indexOf(title)).toBeLessThan(text.indexOf(step))
})

test('what there was no room for is one choice away, page by page, and comes round again', async () => {
  const screens = await atTheMenu('gmail-account-password', [
    [KEYS.down.repeat(4) + KEYS.enter, /What else to\s+do:[\s\S]*Esc goes back/],
  ])
  const [first = [], second = []] = screens
  expect(first.join('\n')).toMatch(/more: choose "More advice"/)
  expect(second.join('\n')).toMatch(/What else to\s+do:\n +\d+\. /)
})
