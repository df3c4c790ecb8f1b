// Refused logins in their circumstances: what was tried, where, and what is known besides the reply.

import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnose/diagnose.js'
import type { Context, Observation } from '../../src/model.js'
import { pasteContext } from './paste-context.js'

/** A reply to AUTH as a probe records it. */
function refused(line: string, mechanism = 'PLAIN'): Observation {
  const [, code, enhanced, text = ''] = /^(\d{3})[ -](?:(\d\.\d{1,3}\.\d{1,3}) )?(.*)$/.exec(line) ?? []
  return {
    kind: 'reply',
    stage: 'auth',
    status: 'fail',
    verb: 'AUTH',
    command: `AUTH ${mechanism} <redacted>`,
    mechanism,
    isEncrypted: true,
    endpoint: { host: 'smtp.example.org', port: 587, security: 'starttls' },
    reply: { code: Number(code), ...(enhanced && { enhanced }), text, lines: [line] },
  }
}

function idsOf(seen: readonly Observation[], known: Parameters<typeof pasteContext>[0] = {}): string[] {
  return diagnose(seen, pasteContext({ source: 'probe', ...known })).map(({ id }) => id)
}

const BAD_CREDENTIALS =
  '535-5.7.8 Username and Password not accepted. https://support.google.com/mail/?p=BadCredentials x - gsmtp'

describe('a plain refusal', () => {
  test('is a wrong password where the account password is taken', () => {
    expect(idsOf([refused('535 5.7.8 Error: authentication failed')])).toEqual(['credentials-rejected'])
  })

  test('is a missing app password where only app passwords are taken', () => {
    expect(idsOf([refused(BAD_CREDENTIALS)], { provider: 'gmail' })).toEqual(['app-password-required'])
    expect(idsOf([refused('535 5.7.8 Error: authentication failed')], { provider: 'icloud' })).toEqual([
      'app-password-required',
    ])
  })

  test('is a wrong app password when what was tried has the form of one', () => {
    const context = pasteContext({ source: 'probe', provider: 'gmail', isSecretOfExpectedShape: true })
    const [first, ...more] = diagnose([refused(BAD_CREDENTIALS)], context)
    expect(first?.id).toBe('credentials-rejected')
    expect(more).toEqual([])
    expect(first?.fixes[0]?.do).toMatch(/^The app password has the right form and is refused all the same/)
  })

  test('is certainly a missing app password when what was tried has another form', () => {
    const [first] = diagnose(
      [refused('535 5.7.8 Error: authentication failed')],
      pasteContext({ source: 'probe', provider: 'icloud', isSecretOfExpectedShape: false }),
    )
    expect(first).toMatchObject({ id: 'app-password-required', certainty: 'certain' })
  })

  test('stays an app password, whatever the form, when the reply asks for one', () => {
    const asked = refused('534-5.7.9 Application-specific password required. ?p=InvalidSecondFactor x - gsmtp')
    expect(idsOf([asked], { provider: 'gmail', isSecretOfExpectedShape: true })).toEqual(['app-password-required'])
  })

  test('is the token when a token was tried', () => {
    expect(idsOf([refused(BAD_CREDENTIALS, 'XOAUTH2')], { provider: 'gmail' })).toEqual(['oauth-token-rejected'])
    expect(idsOf([refused('535 5.7.3 Authentication unsuccessful', 'XOAUTH2')], { provider: 'microsoft-365' })).toEqual(
      ['oauth-token-rejected'],
    )
  })

  test('is the user name when its form cannot be right', () => {
    const plain = refused('535 Authentication failed: Bad username / password')
    expect(idsOf([plain], { provider: 'sendgrid', username: 'anna@example.org' })).toEqual(['username-format'])
    expect(idsOf([plain], { provider: 'sendgrid', username: 'apikey' })).toEqual(['credentials-rejected'])
    expect(idsOf([refused('535 Login failed')], { provider: 'ionos', username: 'anna' })).toContain('username-format')
  })

  test('is a missing user name when there was none', () => {
    expect(idsOf([refused('535 Incorrect authentication data')], { username: 'undefined' })).toEqual([
      'credentials-missing',
    ])
  })
})

describe('what follows a failed login', () => {
  test('does not hide it: the refused sender is the consequence', () => {
    const mail: Observation = {
      ...refused('530 5.7.0 Authentication required'),
      stage: 'mail',
      verb: 'MAIL',
      command: 'MAIL FROM:<a@example.org>',
    } as Observation
    expect(idsOf([refused('535 5.7.8 Error: authentication failed'), mail])).toEqual(['credentials-rejected'])
  })

  test('a cut connection after a reply is explained by the reply', () => {
    const cut: Observation = { kind: 'socket', stage: 'auth', status: 'fail', code: 'EOF' }
    expect(idsOf([refused('535 Login fail.'), cut])).not.toContain('closed-during-auth')
    expect(idsOf([cut], { provider: 'qq' })[0]).toBe('closed-during-auth')
  })
})

describe('the same code', () => {
  const endings: readonly (readonly [string, string])[] = [
    ['SmtpClientAuthentication is disabled for the Tenant.', 'tenant-smtp-auth-disabled'],
    ['SmtpClientAuthentication is disabled for the Mailbox.', 'tenant-smtp-auth-disabled'],
    ['basic authentication is disabled.', 'basic-auth-disabled'],
    ["user is locked by your organization's security defaults policy.", 'security-policy-blocked'],
    ['the request did not meet the criteria to be authenticated successfully.', 'security-policy-blocked'],
    ['the user credentials were incorrect.', 'credentials-rejected'],
    ['federated STS service was unreachable', 'auth-temporary-failure'],
  ]
  test.each(endings)('5.7.139 is told by its ending: %s', (ending, id) => {
    expect(
      idsOf([refused(`535 5.7.139 Authentication unsuccessful, ${ending}`)], { provider: 'microsoft-365' })[0],
    ).toBe(id)
  })

  test('of Microsoft leaves the cause open between password, switch and token', () => {
    const [first] = diagnose(
      [refused('535 5.7.3 Authentication unsuccessful [X.PROD.OUTLOOK.COM]')],
      pasteContext({ source: 'probe', provider: 'microsoft-365' }),
    )
    expect(first).toMatchObject({ id: 'credentials-rejected', certainty: 'likely' })
  })
})

describe('advice with a date', () => {
  const about = (now: number): string => {
    const context: Context = { ...pasteContext({ provider: 'microsoft-365' }), now }
    const [first] = diagnose(
      [refused('535 5.7.139 Authentication unsuccessful, basic authentication is disabled.')],
      context,
    )
    return (first?.fixes ?? []).map((fix) => fix.do).join('\n')
  }

  test("speaks of Microsoft's switch-off as coming before its day and as done after it", () => {
    expect(about(Date.UTC(2026, 10, 20))).toMatch(/At the end of December 2026 Microsoft switches/)
    expect(about(Date.UTC(2027, 2, 1))).not.toMatch(/At the end of December 2026 Microsoft switches/)
  })

  test('never sends anybody to "less secure apps"', () => {
    const [first] = diagnose([refused(BAD_CREDENTIALS)], pasteContext({ provider: 'gmail' }))
    const text = (first?.fixes ?? []).map((fix) => fix.do).join('\n')
    expect(text).not.toMatch(/(?:turn|switch) on less secure/i)
    expect(text).toMatch(/2-Step Verification/)
  })
})
