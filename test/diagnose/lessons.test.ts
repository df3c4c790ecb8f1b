// The table of causes that beginners' lessons give for smtplib's errors is found again, brought up to date.

import { expect, test } from 'vitest'
import { explainText } from '../../src/explain-text.js'
import { platforms } from '../../src/providers/platforms.js'
import { loadPresets } from '../../src/providers/preset-directory.js'

const sources = { presets: loadPresets(), platforms, now: Date.UTC(2026, 10, 20) }
const idsOf = (text: string, known = {}) => explainText(text, known, sources).diagnoses.map(({ id }) => id as string)

test('"Connection unexpectedly closed" alone leads to wrong port, port 25 and the missing TLS', () => {
  const ids = idsOf('smtplib.SMTPServerDisconnected: Connection unexpectedly closed')
  expect(ids[0]).toBe('closed-before-greeting')
  expect(ids).toEqual(expect.arrayContaining(['plaintext-on-tls-port', 'port-25-blocked', 'starttls-required']))
})

test('a timeout is the firewall or the internet provider', () => {
  const [first] = explainText('TimeoutError: [Errno 110] Connection timed out', {}, sources).diagnoses
  expect(first?.id).toBe('connect-timeout')
  expect(first?.fixes.map((fix) => fix.do).join(' ')).toMatch(/firewall/)
})

test.each(['Timeout', 'timed out', 'TimeoutError: timed out', 'socket.timeout: timed out'])(
  '"%s" and nothing else is the firewall or the internet provider too',
  (text) => {
    const [first] = explainText(text, {}, sources).diagnoses
    expect(first?.id).toBe('connect-timeout')
    expect(first?.fixes.map((fix) => fix.do).join(' ')).toMatch(/firewall/)
  },
)

test('"Authentication failed" leads to the app password, at once where the provider is known to want one', () => {
  const [first] = explainText('Authentication failed', {}, sources).diagnoses
  expect(first?.id).toBe('credentials-rejected')
  expect(first?.fixes.map((fix) => fix.do).join(' ')).toMatch(/app password/)
  const error = "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted')"
  expect(idsOf(error, { host: 'smtp.gmail.com' })[0]).toBe('app-password-required')
})

test.each([
  ['SMTPConnectError', /220/],
  ['SMTPHeloError', /EHLO/],
  ['SMTPNotSupportedError', /starttls\(\)/],
  ['SMTPSenderRefused', /sender/],
  ['SMTPRecipientsRefused', /recipient/],
  ['SMTPDataError', /message/],
])("smtplib's %s alone says where it stopped and where the answer stands, and guesses no cause", (name, where) => {
  for (const text of [name, `smtplib.${name}`]) {
    const [first] = explainText(text, {}, sources).diagnoses
    expect(first?.id).toBe('unknown')
    expect(first?.because).toMatch(where)
    expect(first?.fixes[0]?.do).toContain('error.smtp_error')
  }
})

test('a timeout on the port that smtplib takes by itself is the block of port 25', () => {
  expect(idsOf('TimeoutError: timed out', { host: 'smtp.gmail.com', port: 25 })[0]).toBe('port-25-blocked')
})

test('SMTPServerDisconnected "please run connect() first" leads to the forgotten starttls()', () => {
  expect(idsOf('smtplib.SMTPServerDisconnected: please run connect() first')).toContain('starttls-required')
})

test.each([
  ['smtp.live.com', 'host-retired', 'smtp-mail.outlook.com'],
  ['smtp.google.com', 'host-wrong-service', 'smtp.gmail.com'],
])('%s, as lessons have it, is explained and replaced', (host, id, instead) => {
  const [first] = explainText('TimeoutError: timed out', { host, port: 587 }, sources).diagnoses
  expect(first?.id).toBe(id)
  expect(first?.fixes[0]?.do).toContain(instead)
})

test('"AUTH not supported" alone is first of all a forgotten STARTTLS, and not called certain', () => {
  const error = 'smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.'
  const [first] = explainText(error, {}, sources).diagnoses
  expect(first?.certainty).toBe('likely')
  expect(first?.fixes.slice(0, 2).map((fix) => fix.do)).toEqual([
    expect.stringContaining('STARTTLS'),
    expect.stringContaining('starttls('),
  ])
  const [inTls] = explainText(error, { port: 465, security: 'tls' }, sources).diagnoses
  expect(inTls?.certainty).toBe('certain')
})

test('a reason is a sentence, also where it begins with a place that has no name', () => {
  const [first] = explainText('ConnectionRefusedError: [Errno 111] Connection refused', {}, sources).diagnoses
  expect(first?.because).toBe('The server refused the connection at once.')
})

/** The quick diagnosis of a lesson, row by row as it stands there: what the error is said to come from has to be found. */
test.each([
  ['Connection unexpectedly closed', 'port-25-blocked'],
  ['Authentication failed', 'credentials-rejected'],
  ['SMTPServerDisconnected', 'starttls-required'],
  ['Timeout', 'connect-timeout'],
  ['SMTPAuthenticationError: 535-5.7.8 Username and Password not accepted', 'app-password-required'],
])('the lesson\'s row "%s" leads to %s', (error, id) => {
  expect(idsOf(error)).toContain(id)
})

test('"Connection unexpectedly closed" at a wrong server for the account names the right one', () => {
  const error = 'smtplib.SMTPServerDisconnected: Connection unexpectedly closed'
  for (const [host, right] of [
    ['outlook.office365.com', 'smtp-mail.outlook.com'],
    ['smtp.live.com', 'smtp-mail.outlook.com'],
  ] as const) {
    const { diagnoses } = explainText(error, { host, port: 587 }, sources)
    expect(diagnoses[0]?.fixes.map((fix) => fix.do).join(' ')).toContain(right)
  }
})

test('"less secure apps", which lessons still name, is said to be gone', () => {
  const error = "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted')"
  const [first] = explainText(error, { host: 'smtp.gmail.com' }, sources).diagnoses
  expect(first?.fixes.map((fix) => fix.do).join(' ')).toMatch(/Less secure app/i)
})
