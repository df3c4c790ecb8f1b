// What a diagnosis advises fits the text: a step that cannot be taken there, or one said twice, misleads whoever does not
// know better.

import { describe, expect, test } from 'vitest'
import { type ExplainContext, explainText } from '../../src/explain-text.js'
import { confirmCommand } from '../../src/report/confirm-command.js'
import { explained, sources } from './sources.js'

function stepsFor(text: string, context?: ExplainContext): string {
  return (explained(text, context)[0]?.fixes ?? []).map((fix) => fix.do).join('\n')
}

function commandFor(text: string, known: ExplainContext = {}): string | undefined {
  const { diagnoses, context } = explainText(text, known, sources)
  return diagnoses[0] && confirmCommand(diagnoses[0], context)
}

describe('steps', () => {
  test('too many logins at Gmail are not answered with the quota of mails a day', () => {
    const steps = stepsFor('Invalid login: 454 4.7.0 Too many login attempts, please try again later. x1 - gsmtp')
    expect(steps).toContain('Log in once')
    expect(steps).not.toContain('24 hours')
  })
  test('the switch of Microsoft 365 is named once, with who can turn it', () => {
    const steps = stepsFor('535 5.7.139 SmtpClientAuthentication is disabled for the Tenant. [X.prod.outlook.com]')
    expect(steps.match(/Manage email apps/g)).toHaveLength(1)
    expect(steps).toContain('not the administrator')
  })
  test('what forbids app passwords at Google is said once', () => {
    const steps = stepsFor('The setting you are looking for is not available for your account', { provider: 'gmail' })
    expect(steps.match(/Advanced Protection/g)).toHaveLength(1)
  })
  test("curl's option is for curl", () => {
    expect(stepsFor('554 SMTP synchronization error')).not.toContain('curl without -T')
    expect(stepsFor('* Connected to mx\n> VRFY anna\n< 502 5.5.2 Error: command not recognized')).toContain('VRFY')
  })
  test('a block by the recipient is nothing for an operator of a list', () => {
    const steps = stepsFor('550 Your message was rejected by this user and was not delivered')
    expect(steps).toContain('another way')
    expect(steps).not.toContain('spamhaus')
    expect(stepsFor('550 5.7.1 the sender domain is listed in dbl.spamhaus.org')).toContain('spamhaus')
  })
  test('a rule of an Exchange organisation is for its administrator', () => {
    expect(stepsFor('550 5.7.1 TRANSPORT.RULES.RejectMessage; rejected by organization policy')).toMatch(
      /^A mail flow rule/,
    )
  })
  test('keys are named as the client calls them', () => {
    expect(stepsFor('ArgumentError: SMTP-AUTH requested but missing user name (net/smtp.rb:577)')).toContain(
      'user_name:',
    )
    expect(stepsFor('Error: Missing credentials for "PLAIN"\n code: "EAUTH"')).toContain('auth: { user, pass }')
  })
  test('quotes in a list of docker compose have their own way to be written', () => {
    const steps = stepsFor(
      "      - SMTP_PASSWORD='abc123xyz'\nError: Invalid login: 535 Authentication credentials invalid",
    )
    expect(steps).toMatch(/^In the list form of docker compose/)
  })
  test('the log of a server that saw an injection is not told to try another network', () => {
    const steps = stepsFor(
      'postfix/smtpd[2]: improper command pipelining after STARTTLS from mx.firma-nord.test[192.0.2.5]',
    )
    expect(steps).toContain('log of a mail server')
    expect(steps).not.toContain('another network')
  })
  test('a user name that was given as the sender is told from a misspelt address', () => {
    expect(stepsFor('Invalid address: (setFrom) apikey')).toMatch(/^The sender was "apikey"/)
  })
  test("SendGrid is known by its words, also in PEAR's brackets", () => {
    const text =
      'authentication failure [SMTP: Invalid response code received from server (code: 535, response: Authentication failed: The provided authorization grant is invalid, expired, or revoked)]'
    expect(stepsFor(text)).toContain('SendGrid')
    expect(explained(text)[0]?.because).toContain('535')
  })
})

describe('the command that makes sure', () => {
  test('code that reads a host is no host', () => {
    const text =
      'const t = createTransport({ host: process.env.MAIL_HOST, port: 465,\n tls: { rejectUnauthorized: false } })'
    expect(commandFor(text) ?? '').not.toContain('--host')
  })
  test('the address at which a server listens is none to ask', () => {
    expect(
      commandFor(
        'client login failed: "Authentication rate limit exceeded" while in http auth state, server: 0.0.0.0:25',
      ) ?? '',
    ).not.toContain('0.0.0.0')
  })
})

test('an account of Gmail does not exist at a hosting company', () => {
  const text =
    'host: smtp.office365.com\nuser: anna.nord@gmail.com\nError: Invalid login: 535 5.7.3 Authentication unsuccessful [X.prod.outlook.com]'
  expect(explained(text)[0]?.id).toBe('host-wrong-provider')
  expect(explained(text.replace('gmail.com', 'firma-nord.test'))[0]?.id).toBe('credentials-rejected')
  expect(explained(text.replace('anna.nord@gmail.com', 'anna@outlook.com'))[0]?.id).not.toBe('host-wrong-provider')
})
