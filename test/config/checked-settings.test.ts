import { expect, test } from 'vitest'
import { checkSettings } from '../../src/config/checked-settings.js'
import { type Settings, UsageError } from '../../src/model.js'

const good: Settings = {
  host: 'smtp.example.com',
  port: 587,
  security: 'starttls',
  username: 'me@example.com',
  secret: '#$"\'\\` & % ü 🔑',
  from: 'me@example.com',
}

test('hostile but honest values pass', () => {
  expect(() => checkSettings(good)).not.toThrow()
  expect(() => checkSettings({ ...good, host: '::1' })).not.toThrow()
  expect(() => checkSettings({ ...good, host: 'bücher.example' })).not.toThrow()
})

test.each(['\n', '\r', '\0', '\x1b', '\u0085', '\u2028'])('%j is refused in every value', (control) => {
  for (const field of ['host', 'username', 'secret', 'from', 'fromName', 'to', 'caFile'] as const) {
    expect(() => checkSettings({ ...good, [field]: `a${control}b` })).toThrow(UsageError)
  }
})

test('the message about a secret does not quote it', () => {
  expect(() => checkSettings({ ...good, secret: 'hunter2\nSMTP_HOST=evil' })).toThrow(
    /^The password holds a line break \(U\+000A\)/,
  )
})

test.each(['smtp.example.com:587', 'smtps://x', '<smtp.example.com>', 'a b', '-oProxyCommand', 'a,b', '"x"', ''])(
  'the host %j is refused',
  (host) => {
    expect(() => checkSettings({ ...good, host })).toThrow(UsageError)
  },
)

test.each([0, -1, 65_536, 1.5, Number.NaN])('the port %s is refused', (port) => {
  expect(() => checkSettings({ ...good, port })).toThrow(UsageError)
})
