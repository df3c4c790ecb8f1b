import { fileURLToPath } from 'node:url'
import stringWidth from 'fast-string-width'
import { describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { readablePattern } from '../../src/report/render-preset.js'
import { runMain } from './run-main.js'

const run = (args: readonly string[], over: Partial<Io> = {}) => runMain(['providers', ...args], over)

const golden = (name: string) => fileURLToPath(new URL(`../golden/${name}.txt`, import.meta.url))

/** Lines wider than the screen, but for links, which stay whole so that they can be copied. */
const tooWide = (text: string, columns: number) =>
  text.split('\n').filter((line) => stringWidth(line) >= columns && !/^\s*\S*(?:https?:|\S{30})/.test(line))

describe('the page of one provider', () => {
  test.each([80, 40])('reads well at %i columns', async (columns) => {
    const { exitCode, stdout } = await run(['gmail'], { columns })
    expect(exitCode).toBe(0)
    expect(tooWide(stdout, columns)).toEqual([])
    await expect(stdout).toMatchFileSnapshot(golden(`providers-gmail-${columns}`))
  })

  test('an announced change is told as ahead before its day and as a fact after it', async () => {
    const before = await run(['microsoft-365'])
    expect(before.stdout).toMatch(/2026-12-31 \(ahead\) {2}At the end of December 2026 Microsoft switches/)
    const after = await run(['microsoft-365'], { now: () => Date.parse('2027-01-15') })
    expect(after.stdout).toMatch(/2026-12-31 {2}Passwords for SMTP AUTH are off by default/)
    expect(after.stdout).not.toContain('(ahead)')
  })

  test('every provider has a page within 40 columns and without a control character', async () => {
    for (const { id } of loadPresets().all) {
      const { exitCode, stdout } = await run([id], { columns: 40 })
      expect(exitCode, id).toBe(0)
      expect(tooWide(stdout, 40), id).toEqual([])
      expect(stdout.replaceAll('\n', ''), id).not.toMatch(/\p{Cc}/u)
    }
  })

  test('colour is used on a terminal only', async () => {
    expect((await run(['gmail'])).stdout).not.toContain('\u001b')
    expect((await run(['gmail'], { hasColor: true })).stdout).toContain('\u001b[1m')
  })

  test.each([
    ['an alias', 'Office365', 'Microsoft 365 (microsoft-365)'],
    ['an address', 'someone@web.de', 'WEB.DE (web-de)'],
    ['a host', 'smtp.gmail.com', 'Gmail (gmail)'],
    ['a region', 'ses-eu-west-1', 'Amazon SES (ses)'],
  ])('is found by %s', async (_, query, title) => {
    expect((await run([query])).stdout.split('\n')[0]).toBe(title)
  })

  test('a host that is no longer right is explained first', async () => {
    const { stdout } = await run(['smtp.live.com'])
    expect(stdout).toMatch(/^smtp\.live\.com is not a server to send through\./)
    expect(stdout).toContain('Hotmail / Live / MSN (hotmail)')
  })
})

describe('lists', () => {
  test.each([80, 40])(
    'all providers fit into %i columns, a line or two each, with how many there are',
    async (columns) => {
      const { exitCode, stdout } = await run([], { columns })
      expect(exitCode).toBe(0)
      expect(tooWide(stdout, columns)).toEqual([])
      expect(stdout).toContain(`${loadPresets().all.length} providers.`)
      expect(stdout.split('\n').slice(0, 3).join('\n')).toMatch(/^Mailboxes\n {2}gmail\s+Gmail \(prepare\s+first\)/)
    },
  )

  test('a query that fits several lists them', async () => {
    const { stdout } = await run(['mailtra'])
    expect(stdout).toMatch(/mailtrap /)
    expect(stdout).toMatch(/mailtrap-sandbox /)
    expect(stdout).not.toMatch(/gmail/)
  })

  test('platforms name their ports, for whom they are closed, and the way out', async () => {
    const { exitCode, stdout } = await run(['--platforms'], { columns: 40 })
    expect(exitCode).toBe(0)
    expect(tooWide(stdout, 40)).toEqual([])
    expect(stdout).toMatch(/Render \(render\)\n {2}Ports closed: 25, 465, 587;/)
  })
})

describe('JSON', () => {
  test('a provider, all of them, and the platforms are whole documents', async () => {
    const one = JSON.parse((await run(['gmail', '--json'])).stdout)
    expect(one).toMatchObject({ version: 1, providers: [{ id: 'gmail', kind: 'mailbox' }] })
    expect(JSON.parse((await run(['--json'])).stdout).providers).toHaveLength(loadPresets().all.length)
    expect(JSON.parse((await run(['--platforms', '--json'])).stdout).platforms[0]).toMatchObject({ id: 'render' })
  })

  test('a discovery of a known domain asks nobody', async () => {
    const { exitCode, stdout } = await run(['--discover', 'anna@gmail.com', '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      domain: 'gmail.com',
      candidates: [{ host: 'smtp.gmail.com', provider: 'gmail', sources: [{ kind: 'preset' }] }],
    })
  })
})

describe('wrong usage exits with 2', () => {
  test.each<[string, string[], RegExp]>([
    ['an unknown provider, naming the nearest', ['gmial'], /did you mean gmail\?/],
    ['a misspelt host', ['smtp.gmial.com'], /did you mean smtp\.gmail\.com\?/],
    ['a misspelt domain', ['me@gmai.com'], /did you mean gmail\.com\?/],
    ['nothing like it', ['zzzzzzzzzzzz'], /lists all/],
    ['an empty query', [''], /empty/],
    ['two wishes at once', ['gmail', '--platforms'], /only one/],
    ['no domain', ['--discover', 'localhost'], /needs a domain/],
    ['a DNS server that is a name', ['--discover', 'x.test', '--dns', 'dns.test'], /not an IP address/],
  ])('%s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await run(args)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
  })

  test('control characters of the query do not reach the terminal', async () => {
    const { stderr } = await run(['\u001b[2Jzzzzzz'])
    expect(stderr).not.toContain('\u001b')
  })
})

test('patterns read as words', () => {
  expect(readablePattern('5\\.7\\.8 Sorry')).toBe('"5.7.8 Sorry"')
  expect(readablePattern('a (?:b|c) d|e\\.f')).toBe('"a b/c d" or "e.f"')
  expect(readablePattern('x .{0,80}y')).toBe('"x … y"')
})
