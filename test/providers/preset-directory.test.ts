import { expect, test } from 'vitest'
import type { Preset } from '../../src/model.js'
import { nearestDomain, nearestIds } from '../../src/providers/nearest-host.js'
import { loadPresets, presetDirectory } from '../../src/providers/preset-directory.js'
import { searchPresets } from '../../src/providers/search-presets.js'

const presets = loadPresets()

test('the list begins in the order of the wizard', () => {
  expect(presets.all.slice(0, 21).map(({ id }) => id)).toEqual(
    (
      'gmail hotmail outlook yahoo microsoft-365 icloud aol zoho fastmail gmx qq netease-163 yandex mail-ru ' +
      'sendgrid mailgun mailjet brevo ses postmark resend'
    ).split(' '),
  )
})

test.each([
  ['gmail', 'gmail'],
  ['GMAIL', 'gmail'],
  ['hotmail', 'hotmail'],
  ['163', 'netease-163'],
  ['QQ', 'qq'],
  ['Office365', 'microsoft-365'],
  ['SendinBlue', 'brevo'],
  ['ses-eu-west-1', 'ses'],
  ['zoho-eu', 'zoho'],
  ['mailjet-v3', 'mailjet'],
  ['GodaddyAsia', 'godaddy-asia'],
  ['GmailWorkspace', 'google-workspace-relay'],
])('%s names the preset %s', (name, id) => {
  expect(presets.byId(name)?.id).toBe(id)
})

test('knows other ways to the same provider', () => {
  expect(presets.besides('proton').map(({ id }) => id)).toEqual(['proton-bridge'])
  expect(presets.besides('gmail').map(({ id }) => id)).toContain('google-workspace')
  expect(presets.besides('constructor')).toEqual([])
})

test.each([
  ['gmail.com', 'gmail'],
  ['GoogleMail.com', 'gmail'],
  ['hotmail.com', 'hotmail'],
  ['outlook.de', 'outlook'],
  ['zoho.eu', 'zoho'],
  ['gmx.at', 'gmx'],
  ['gmx.co.uk', 'gmx-com'],
  ['verizon.net', 'aol'],
  ['cox.net', 'yahoo'],
  ['126.com', 'netease-126'],
  ['contoso.onmicrosoft.com', 'microsoft-365'],
  ['tampabay.rr.com', 'roadrunner'],
  ['xonmicrosoft.com', undefined],
  ['com', undefined],
  ['example.com', undefined],
])('addresses at %s belong to %s', (domain, id) => {
  expect(presets.byDomain(domain)?.id).toBe(id)
})

test.each([
  ['aspmx.l.google.com', 'google-workspace'],
  ['alt1.aspmx.l.google.com.', 'google-workspace'],
  ['example-com.mail.protection.outlook.com', 'microsoft-365'],
  ['hotmail-com.olc.protection.outlook.com', 'outlook'],
  ['mx01.kundenserver.de', '1und1'],
  ['in1-smtp.messagingengine.com', 'fastmail'],
  ['mx.example.com', undefined],
  ['notgoogle.com', undefined],
])('a domain whose MX is %s is served by %s', (mx, id) => {
  expect(presets.byMx(mx)?.id).toBe(id)
})

test.each([
  ['smtp.gmail.com', 'gmail', 'submission', undefined],
  ['SMTP.Gmail.com.', 'gmail', 'submission', undefined],
  ['smtp-mail.outlook.com', 'outlook', 'submission', undefined],
  ['smtp.office365.com', 'microsoft-365', 'submission', undefined],
  ['email-smtp.eu-west-1.amazonaws.com', 'ses', 'submission', undefined],
  ['smtp.zohocloud.ca', 'zoho', 'submission', undefined],
  ['localhost', 'localhost', 'submission', undefined],
  ['smtp.live.com', 'hotmail', 'retired', 'smtp-mail.outlook.com'],
  ['outlook.office365.com', 'outlook', 'retired', 'smtp-mail.outlook.com'],
  ['smtp-relay.sendinblue.com', 'brevo', 'retired', 'smtp-relay.brevo.com'],
  ['smtp.outlook.com', 'outlook', 'wrong', 'smtp-mail.outlook.com'],
  ['smtp.yahoo.com', 'yahoo', 'wrong', 'smtp.mail.yahoo.com'],
  ['mail.google.com', 'gmail', 'wrong', 'smtp.gmail.com'],
  ['smtp.google.com', 'gmail', 'mx', 'smtp.gmail.com'],
  ['alt2.aspmx.l.google.com', 'google-workspace', 'mx', 'smtp.gmail.com'],
  ['contoso-com.mail.protection.outlook.com', 'microsoft-365', 'mx', 'smtp.office365.com'],
  ['mta7.am0.yahoodns.net', 'yahoo', 'mx', 'smtp.mail.yahoo.com'],
  ['inbound-smtp.us-west-2.amazonaws.com', 'ses', 'mx', 'email-smtp.us-west-2.amazonaws.com'],
  ['imap.gmail.com', 'gmail', 'incoming', 'smtp.gmail.com'],
  ['pop.gmail.com', 'gmail', 'incoming', 'smtp.gmail.com'],
  ['imap.mail.yahoo.com', 'yahoo', 'incoming', 'smtp.mail.yahoo.com'],
  ['imap.mail.me.com', 'icloud', 'incoming', 'smtp.mail.me.com'],
  ['pop.gmx.net', 'gmx', 'incoming', 'mail.gmx.net'],
  ['imap-mail.outlook.com', 'outlook', 'incoming', 'smtp-mail.outlook.com'],
  ['imap.zoho.eu', 'zoho', 'incoming', 'smtp.zoho.eu'],
])('%s belongs to %s as %s', (host, id, role, instead) => {
  const found = presets.hostRole(host)
  expect([found?.preset.id, found?.role, found?.instead]).toEqual([id, role, instead])
})

test.each(['smtp.example.com', 'imap.example.org', 'google.com.example.org', '', 'in.example.com'])(
  'nothing is known about %j',
  (host) => {
    expect(presets.hostRole(host)).toBeUndefined()
  },
)

test.each([
  ['smtp.gmial.com', 'smtp.gmail.com'],
  ['smtp.gmail.con', 'smtp.gmail.com'],
  ['smtp.gmail.co', 'smtp.gmail.com'],
  ['smtp.gmail.cm', 'smtp.gmail.com'],
  ['smtp.gmail.comm', 'smtp.gmail.com'],
  ['stmp.gmail.com', 'smtp.gmail.com'],
  ['smpt.gmail.com', 'smtp.gmail.com'],
  ['smtp.gmal.com', 'smtp.gmail.com'],
  ['smtpgmail.com', undefined],
  ['smtp.offce365.com', 'smtp.office365.com'],
  ['smtp.office356.com', 'smtp.office365.com'],
  ['smtp.mail.yaho.com', 'smtp.mail.yahoo.com'],
  ['smtp-mail.outlok.com', 'smtp-mail.outlook.com'],
  ['smtp.sendgird.net', 'smtp.sendgrid.net'],
  ['smtp.fastmial.com', 'smtp.fastmail.com'],
  ['smtp.zoho.ue', 'smtp.zoho.eu'],
  ['smtp.oal.com', 'smtp.aol.com'],
])('%s was meant to be %s', (host, meant) => {
  expect(presets.nearestHost(host)?.host).toBe(meant)
})

test.each([
  'smtp.gmail.com',
  'smtp.live.com',
  'imap.gmail.com',
  'smtp.abc.com',
  'smtp.art.com',
  'smtp.free.it',
  'mail.gmx.example',
  'smtp.mailo.com',
  'smtp.email.com',
  'mail.de',
  'example.com',
  'mail.example.com',
  '10.0.0.1',
  'a',
  '',
])('%j is nobody’s slip', (host) => {
  expect(presets.nearestHost(host)).toBeUndefined()
})

test.each([
  ['gmai.com', 'gmail.com'],
  ['gmial.com', 'gmail.com'],
  ['gmail.con', 'gmail.com'],
  ['hotmial.com', 'hotmail.com'],
  ['outlok.com', 'outlook.com'],
  ['yahho.com', 'yahoo.com'],
  ['iclod.com', 'icloud.com'],
  ['gmail.com', undefined],
  ['email.com', undefined],
  ['mail.de', undefined],
  ['example.com', undefined],
])('the address domain %s was meant to be %s', (domain, meant) => {
  expect(nearestDomain(domain, presets)?.domain).toBe(meant)
})

test('an unknown id brings the nearest ones', () => {
  expect(nearestIds('gmial', presets)[0]).toBe('gmail')
  expect(nearestIds('outlok', presets)[0]).toBe('outlook')
  expect(nearestIds('sendgird', presets)[0]).toBe('sendgrid')
  expect(nearestIds('microsoft', presets)).toContain('microsoft-365')
  expect(nearestIds('qwertzuiopasdfgh', presets)).toEqual([])
})

test('a search finds by id, name, alias, domain, host and address, the exact hit first', () => {
  const first = (query: string) => searchPresets(query, presets)[0]?.id
  expect(first('gmail')).toBe('gmail')
  expect(first('mail.ru')).toBe('mail-ru')
  expect(first('someone@web.de')).toBe('web-de')
  expect(first('smtp.office365.com')).toBe('microsoft-365')
  expect(first('smtp.live.com')).toBe('hotmail')
  expect(first('sendinblue')).toBe('brevo')
  expect(searchPresets('zoho', presets).map(({ id }) => id)).toEqual(expect.arrayContaining(['zoho', 'zoho-pro']))
  expect(searchPresets('', presets)).toHaveLength(presets.all.length)
  expect(searchPresets('no such thing', presets)).toEqual([])
})

const preset = (over: Partial<Preset> & { id: string }): Preset => ({
  name: over.id,
  kind: 'mailbox',
  aliases: [],
  status: 'password',
  domains: [],
  mx: [],
  endpoints: [],
  username: { form: 'full-address' },
  secret: { kind: 'account-password', name: 'password', isAccountPasswordRefused: false, twoStep: 'unknown' },
  steps: {},
  sources: [],
  checked: '2026-11-20',
  ...over,
})

test('the better ranked preset keeps a name that two claim', () => {
  const directory = presetDirectory([
    preset({ id: 'a', domains: ['x.example'] }),
    preset({ id: 'b', rank: 1, domains: ['x.example'] }),
  ])
  expect(directory.byDomain('x.example')?.id).toBe('b')
})

test('an id wins over the alias of a better ranked preset', () => {
  const directory = presetDirectory([preset({ id: 'a' }), preset({ id: 'b', rank: 1, aliases: ['A'] })])
  expect(directory.byId('a')?.id).toBe('a')
})

test('a host that follows the domain is known for every domain of the preset', () => {
  const directory = presetDirectory([
    preset({
      id: 'a',
      domains: ['x.example', 'y.example'],
      endpoints: [{ host: 'mail.{domain}', port: 465, security: 'tls' }],
    }),
  ])
  expect(directory.hostRole('mail.y.example')).toMatchObject({ role: 'submission' })
  expect(directory.hostRole('imap.y.example')).toMatchObject({ role: 'incoming', instead: 'mail.y.example' })
})

test('words that every JavaScript object answers to are no names', () => {
  const directory = presetDirectory([preset({ id: 'a' })])
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(directory.byId(name)).toBeUndefined()
    expect(directory.byDomain(name)).toBeUndefined()
    expect(directory.byMx(name)).toBeUndefined()
    expect(directory.hostRole(name)).toBeUndefined()
    expect(directory.nearestHost(name)).toBeUndefined()
  }
})
