import { expect, test } from 'vitest'
import { type TargetInput, UsageError } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { resolveTarget } from '../../src/providers/resolve-target.js'

const directory = loadPresets()
const resolve = (input: TargetInput) => resolveTarget(input, directory)
const portsOf = (input: TargetInput) => resolve(input).endpoints.map(({ port, security }) => `${port}:${security}`)

test('an address brings provider, host, user name and the preferred port first', () => {
  expect(resolve({ address: 'me@gmail.com' })).toMatchObject({
    address: 'me@gmail.com',
    provider: { id: 'gmail' },
    host: 'smtp.gmail.com',
    username: 'me@gmail.com',
    remarks: [],
  })
  expect(portsOf({ address: 'me@gmail.com' })).toEqual(['587:starttls', '465:tls', '25:starttls'])
})

test('ports that a provider certainly does not serve are left out', () => {
  expect(portsOf({ address: 'me@outlook.com' })).toEqual(['587:starttls', '25:starttls'])
  expect(portsOf({ provider: 'postmark' })).toEqual(['587:starttls', '2525:starttls', '25:starttls'])
})

test('only the ports asked for are examined, in their order', () => {
  expect(portsOf({ address: 'me@gmail.com', ports: '465,2525:none' })).toEqual(['465:tls', '2525:none'])
  expect(portsOf({ provider: 'netease-163', ports: '994' })).toEqual(['994:tls'])
})

test('a custom server gets the usual ports', () => {
  expect(portsOf({ provider: 'custom', host: 'mail.example.com' })).toEqual(['587:starttls', '465:tls', '25:starttls'])
  expect(resolve({ host: 'mail.example.com', address: 'me@example.com' })).toEqual({
    address: 'me@example.com',
    host: 'mail.example.com',
    username: 'me@example.com',
    endpoints: [
      { host: 'mail.example.com', port: 587, security: 'starttls' },
      { host: 'mail.example.com', port: 465, security: 'tls' },
      { host: 'mail.example.com', port: 25, security: 'starttls' },
    ],
    remarks: [],
  })
})

test('localhost has its own ports, and the address for a login if there is one', () => {
  expect(portsOf({ provider: 'localhost' })).toEqual(['25:none', '587:starttls', '465:tls', '1025:none', '2525:none'])
  expect(resolve({ provider: 'localhost', address: 'me@example.com' })).toMatchObject({
    host: 'localhost',
    username: 'me@example.com',
  })
  expect(resolve({ host: '127.0.0.1' })).toMatchObject({ host: '127.0.0.1', provider: { id: 'localhost' } })
  expect(portsOf({ provider: 'maildev' })).toEqual(['1025:none'])
})

test('a port behind the host comes first, the others stay for the diagnosis', () => {
  expect(portsOf({ host: 'smtp.gmail.com:465' })).toEqual(['465:tls', '587:starttls', '25:starttls'])
  expect(portsOf({ host: 'smtps://mail.example.com' })).toEqual(['465:tls', '587:starttls', '25:starttls'])
  expect(portsOf({ host: 'mail.example.com:2525' })).toEqual([
    '2525:starttls',
    '587:starttls',
    '465:tls',
    '25:starttls',
  ])
})

test.each([
  ['smtp.live.com', 'hotmail', 'smtp-mail.outlook.com'],
  ['outlook.office365.com', 'outlook', 'smtp-mail.outlook.com'],
  ['smtp.yahoo.com', 'yahoo', 'smtp.mail.yahoo.com'],
  ['smtp.google.com', 'gmail', 'smtp.gmail.com'],
  ['imap.gmail.com', 'gmail', 'smtp.gmail.com'],
  ['smtp-relay.sendinblue.com', 'brevo', 'smtp-relay.brevo.com'],
])('%s is replaced by the server of %s, and said', (typed, id, host) => {
  const target = resolve({ host: typed })
  expect(target).toMatchObject({ provider: { id }, host })
  expect(target.endpoints.every((endpoint) => endpoint.host === host)).toBe(true)
  expect(target.remarks).toEqual([expect.stringContaining(host)])
})

test('a wrong host is replaced by the one that the named provider gives for it', () => {
  expect(resolve({ provider: 'microsoft-365', host: 'outlook.office365.com' }).host).toBe('smtp.office365.com')
})

test('an MX and port 25 alone mean delivery without a login, so the host stays', () => {
  const host = 'contoso-com.mail.protection.outlook.com'
  expect(resolve({ host, ports: '25' }).host).toBe(host)
  expect(resolve({ host }).host).toBe('smtp.office365.com')
})

test('a misspelt host is kept and the likely one said', () => {
  const target = resolve({ host: 'smtp.gmial.com' })
  expect(target.host).toBe('smtp.gmial.com')
  expect(target.remarks).toEqual([expect.stringContaining('did you mean smtp.gmail.com')])
})

test.each([
  ['smtp://smtp.gmail.com:587'],
  ['smtp.gmail.com.'],
  ['"smtp.gmail.com",'],
  ['<smtp.gmail.com>'],
  ['[smtp.gmail.com]'],
  ['someone@gmail.com'],
])('%s is normalised, and said', (typed) => {
  const target = resolve({ host: typed })
  expect(target.host).toBe('smtp.gmail.com')
  expect(target.remarks).toHaveLength(1)
})

test('a host of one’s own overrides the name, the ports and the advice stay the preset’s', () => {
  const target = resolve({ provider: 'sendgrid', host: 'mail.proxy.example' })
  expect(target).toMatchObject({ provider: { id: 'sendgrid' }, host: 'mail.proxy.example', username: 'apikey' })
  expect(target.endpoints.map(({ port }) => port)).toEqual([587, 2525, 465, 25])
})

test('the region follows from the address, the region’s own name or the host', () => {
  expect(resolve({ address: 'me@zoho.eu' }).host).toBe('smtp.zoho.eu')
  expect(resolve({ provider: 'zoho-in' }).host).toBe('smtp.zoho.in')
  expect(resolve({ provider: 'ses-eu-west-1' }).host).toBe('email-smtp.eu-west-1.amazonaws.com')
  expect(resolve({ provider: 'ses' }).host).toBe('email-smtp.us-east-1.amazonaws.com')
  const byHost = resolve({ host: 'email-smtp.eu-west-3.amazonaws.com' })
  expect(byHost).toMatchObject({ provider: { id: 'ses' }, host: 'email-smtp.eu-west-3.amazonaws.com' })
  expect(byHost.endpoints.map(({ port }) => port)).toEqual([587, 2587, 465, 2465, 25])
})

test('the host follows the domain where the provider has one server a domain', () => {
  expect(resolve({ address: 'me@inbox.eu' }).host).toBe('mail.inbox.eu')
})

test('the server of a sending service decides the advice, whatever the address', () => {
  expect(resolve({ address: 'me@gmail.com', host: 'smtp.sendgrid.net' })).toMatchObject({
    provider: { id: 'sendgrid' },
    username: 'apikey',
  })
  expect(resolve({ address: 'me@gmail.com', host: 'smtp.mail.yahoo.com' }).provider?.id).toBe('gmail')
})

test('the user name has the form that the provider wants', () => {
  expect(resolve({ address: 'me@web.de' }).username).toBe('me')
  expect(resolve({ provider: 'resend', address: 'me@example.com' }).username).toBe('resend')
  expect(resolve({ provider: 'ses', address: 'me@example.com' }).username).toBeUndefined()
  expect(resolve({ address: 'me@iijmio-mail.jp' }).username).toBe('me.iijmio-mail.jp')
  expect(resolve({ address: 'me@web.de', username: 'other' }).username).toBe('other')
})

test('an address at an international domain is looked up by its ASCII form', () => {
  expect(() => resolve({ address: 'me@müller.example' })).toThrow(/xn--mller-kva\.example/)
})

test.each([
  'me@gmail.com,',
  '<me@gmail.com>',
  '"me@gmail.com"',
  'mailto:me@gmail.com',
  ' me@gmail.com. ',
  '<mailto:me@gmail.com>;',
])('the address %j is read as what is meant, and that is said', (address) => {
  const { username, remarks, ...target } = resolve({ address })
  expect([target.address, username]).toEqual(['me@gmail.com', 'me@gmail.com'])
  expect(remarks.join()).toContain('was read as the address me@gmail.com')
})

test('an address with a quoted local part stays as it is', () => {
  const { address, remarks } = resolve({ address: '"me, too"@gmail.com' })
  expect([address, remarks]).toEqual(['"me, too"@gmail.com', []])
})

test.each<[string, TargetInput, RegExp]>([
  ['an unknown provider, naming the nearest', { provider: 'gmial' }, /did you mean gmail/],
  ['an unknown provider without a near one', { provider: 'qwertzuiopasdf' }, /lists all/],
  ['nothing at all', {}, /which server/],
  ['custom without a host', { provider: 'custom' }, /--host/],
  ['a misspelt address domain', { address: 'me@gmai.com' }, /did you mean gmail\.com/],
  ['an unknown domain', { address: 'me@company.example' }, /--discover company\.example/],
  ['no address', { address: 'gmail.com' }, /not an e-mail address/],
  ['an address with a line break', { address: 'me@gmail.com\r\nRCPT TO:<x>' }, /line break/],
  ['a host with a line break', { host: 'smtp.gmail.com\r\nQUIT' }, /line break/],
  ['a user name with a line break', { address: 'me@gmail.com', username: 'a\nb' }, /line break/],
  ['a port that is none', { address: 'me@gmail.com', ports: '99999' }, /not a port/],
])('%s is refused', (_, input, message) => {
  expect(() => resolve(input)).toThrow(UsageError)
  expect(() => resolve(input)).toThrow(message)
})

test.each(['a b@example.com', 'a,b@example.com', 'me@exam ple.com'])('%s is no address', (address) => {
  expect(() => resolve({ address, host: 'mail.example.com' })).toThrow(UsageError)
})

test('blanks between quotes belong to an address', () => {
  expect(resolve({ address: '"a b"@example.com', host: 'mail.example.com' }).address).toBe('"a b"@example.com')
})
