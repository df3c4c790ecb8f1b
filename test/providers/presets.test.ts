import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Preset } from '../../src/model.js'
import { parseHost } from '../../src/providers/parse-host.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { domainsOf, submissionHosts } from '../../src/providers/preset-hosts.js'
import { presetSchema } from './preset-schema.js'

const folder = new URL('../../providers/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
const directory = loadPresets()
const presets = directory.all

test.each(files)('%s has the strict shape of a preset and its own id', (file) => {
  const preset = presetSchema.parse(read(file))
  expect(`${preset.id}.json`).toBe(file)
})

test('a key that the schema does not know is refused', () => {
  expect(presetSchema.safeParse({ ...(read('gmail.json') as object), colour: 'red' }).success).toBe(false)
})

test('there are more than two hundred presets', () => {
  expect(presets.length).toBeGreaterThan(200)
})

/** The names that more than one preset claims, with the claimants. */
function claimedTwice(namesOf: (preset: Preset) => readonly string[]): string[] {
  const claims = new Map<string, Set<string>>()
  for (const preset of presets)
    for (const name of namesOf(preset)) {
      const key = name.toLowerCase()
      claims.set(key, (claims.get(key) ?? new Set()).add(preset.id))
    }
  return [...claims].filter(([, ids]) => ids.size > 1).map(([name, ids]) => `${name}: ${[...ids].join(', ')}`)
}

test('no two presets claim an id or alias', () => {
  expect(
    claimedTwice((preset) => [
      preset.id,
      ...preset.aliases,
      ...(preset.regions ?? []).flatMap(({ aliases }) => aliases ?? []),
    ]),
  ).toEqual([])
})

test('no two presets claim an e-mail domain', () => {
  expect(claimedTwice(domainsOf)).toEqual([])
})

test('no two presets claim an MX suffix', () => {
  expect(claimedTwice(({ mx }) => mx)).toEqual([])
})

test('no two presets claim a submission host, but for one service under two names and for this machine', () => {
  const loopback = ['localhost', '127.0.0.1']
  expect(
    claimedTwice((preset) =>
      preset.sameServiceAs ? [] : submissionHosts(preset).filter((host) => !loopback.includes(host)),
    ),
  ).toEqual([])
})

test('a preset that is the same service as another has no host that the other lacks', () => {
  for (const preset of presets.filter(({ sameServiceAs }) => sameServiceAs)) {
    const other = directory.byId(preset.sameServiceAs ?? '')
    expect(other?.sameServiceAs, preset.id).toBeUndefined()
    expect(other && submissionHosts(other), preset.id).toEqual(expect.arrayContaining(submissionHosts(preset)))
  }
})

test('a retired or wrong host is nobody’s submission host and leads to one', () => {
  const submission = new Set(presets.flatMap(submissionHosts))
  for (const preset of presets)
    for (const { host, instead } of [...(preset.retired ?? []), ...(preset.wrongHosts ?? [])]) {
      expect(submission.has(host), `${preset.id}: ${host}`).toBe(false)
      expect(submission.has(instead), `${preset.id}: ${instead}`).toBe(true)
    }
})

test('a wrong or retired host is named twice only by presets of one maker', () => {
  const named = claimedTwice((preset) =>
    [...(preset.retired ?? []), ...(preset.wrongHosts ?? [])].map(({ host }) => host),
  )
  expect(named).toEqual(['outlook.office365.com: outlook, microsoft-365'])
})

test('every host is written as the program reads it', () => {
  for (const preset of presets)
    for (const host of submissionHosts(preset)) expect(parseHost(host), preset.id).toEqual({ host })
})

test('every endpoint stands once in its preset', () => {
  for (const { id, endpoints } of presets) {
    const keys = endpoints.map(({ host, port }) => `${host}:${port}`)
    expect(new Set(keys).size, id).toBe(keys.length)
  }
})

test('what is called confirmed names its source, or is a step on a page of the provider', () => {
  const bare = presets.flatMap(({ id, steps, sender, limits, replies }) =>
    [...Object.values(steps).flat(), ...(sender ?? []), ...(limits ?? []), ...(replies ?? [])]
      .filter((one) => one.isVerified && !one.source && !('url' in one && one.url))
      .map((one) => `${id}: ${'do' in one ? one.do : one.text}`),
  )
  expect(bare).toEqual([])
})

test('the most used presets say what to prepare before a login', () => {
  for (const preset of presets.filter(({ rank }) => rank !== undefined && rank <= 22)) {
    expect(preset.before, preset.id).toBeTruthy()
    if (preset.status === 'preparation')
      expect(preset.steps.secret ?? preset.steps['smtp-access'], preset.id).toBeTruthy()
  }
})

test.each([
  ['gmail', 'abcdefghijklmnop', true],
  ['gmail', 'Hunter2!', false],
  ['icloud', 'abcd-efgh-ijkl-mnop', true],
  ['yahoo', 'abcdefghijklmnop', true],
  ['sendgrid', `SG.${'a'.repeat(22)}.${'b'.repeat(43)}`, true],
  ['sendgrid', 'apikey', false],
  ['postmark', '12345678-1234-1234-1234-123456789abc', true],
  ['resend', 're_12345678_abcdefgh', true],
  ['brevo', `xsmtpsib-${'a'.repeat(64)}-abcdefgh`, true],
  ['brevo', `xkeysib-${'a'.repeat(64)}-abcdefgh`, false],
  ['ses', `${'A'.repeat(43)}=`, true],
])('the shape of a secret at %s tells %s', (id, secret, fits) => {
  expect(new RegExp(directory.byId(id)?.secret.shape?.pattern ?? '', 'u').test(secret)).toBe(fits)
})

test.each([
  ['gmail', '534 5.7.9 Application-specific password required. gsmtp', 'app-password-required'],
  ['gmail', '534 5.7.9 Please log in with your web browser and then try again. gsmtp', 'browser-sign-in-required'],
  ['gmail', '535 5.7.8 Username and Password not accepted. BadCredentials gsmtp', 'app-password-required'],
  ['gmail', '454 4.7.0 Too many login attempts, please try again later.', 'auth-rate-limited'],
  ['outlook', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'basic-auth-disabled'],
  [
    'microsoft-365',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
    'tenant-smtp-auth-disabled',
  ],
  ['qq', '535 Login fail. Account is abnormal, service is not open, password is incorrect', 'app-password-required'],
  ['mail-ru', '535 5.7.0 NEOBHODIM parol prilozheniya / Application password is REQUIRED', 'app-password-required'],
  [
    'yandex',
    '535 5.7.8 Error: authentication failed: This user does not have access rights to this service',
    'smtp-access-disabled',
  ],
  ['ses', '554 Message rejected: Email address is not verified.', 'sender-not-verified'],
])('%s: "%s" means %s', (id, reply, means) => {
  const known = directory.byId(id)?.replies?.find(({ pattern }) => new RegExp(pattern, 'iu').test(reply))
  expect(known?.means).toBe(means)
})
