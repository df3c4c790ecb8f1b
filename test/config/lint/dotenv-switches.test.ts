import { describe, expect, test } from 'vitest'
import { fixText, lintText } from '../../../src/config/lint/lint.js'
import { loadPresets } from '../../../src/providers/preset-directory.js'

const presets = loadPresets()
const rulesOf = (text: string) => lintText('.env', text, presets).findings.map(({ rule }) => rule)
const tlsPort = (text: string) => lintText('.env', text, presets).findings.find(({ rule }) => rule === 'tls-port')

const account = (family: string, ...lines: string[]) =>
  [`${family}_HOST=smtp.gmail.com`, ...lines.map((line) => `${family}_${line}`), ''].join('\n')

describe('port and switch of a .env that names its settings as most programs do', () => {
  test.each([
    [account('SMTP', 'PORT=465', 'SECURE=false'), 'SMTP_SECURE=true'],
    [account('SMTP', 'PORT=465', 'SECURE="false"'), 'SMTP_SECURE="true"'],
    [account('MAIL', 'PORT=465', 'SECURE=false'), 'MAIL_SECURE=true'],
    [account('MYAPP_SMTP', 'PORT=465', 'SECURE=False'), 'MYAPP_SMTP_SECURE=True'],
    [account('SMTP', 'PORT=465', 'SSL=0'), 'SMTP_SSL=1'],
    [account('EMAIL', 'PORT=465', 'USE_SSL=False', 'USE_TLS=True'), 'EMAIL_USE_SSL=True\nEMAIL_USE_TLS=False'],
    [account('EMAIL', 'PORT=465', 'USE_TLS=True'), 'EMAIL_PORT=587\nEMAIL_USE_TLS=True'],
    [account('SMTP', 'PORT=465', 'STARTTLS=yes'), 'SMTP_PORT=587\nSMTP_STARTTLS=yes'],
    [account('MAIL', 'PORT=465', 'ENCRYPTION=starttls'), 'MAIL_ENCRYPTION=ssl'],
    [account('SMTP', 'PORT=465', 'ENCRYPTION=STARTTLS'), 'SMTP_ENCRYPTION=ssl'],
  ])('465 without TLS from the first byte is found and put right: %j', (text, right) => {
    expect(tlsPort(text)).toMatchObject({ diagnosis: 'plaintext-on-tls-port', severity: 'error', isSafe: true })
    const fixed = fixText(lintText('.env', text, presets))
    expect(fixed).toContain(right)
    expect(rulesOf(fixed)).not.toContain('tls-port')
  })

  test.each([
    [account('SMTP', 'PORT=587', 'SECURE=true'), 'SMTP_SECURE=false'],
    [account('SMTP', 'PORT=587', 'SSL=true'), 'SMTP_PORT=465'],
    [account('EMAIL', 'PORT=587', 'USE_SSL=True'), 'EMAIL_PORT=465'],
    [account('EMAIL', 'PORT=587', 'USE_SSL=True', 'USE_TLS=False'), 'EMAIL_USE_SSL=False\nEMAIL_USE_TLS=True'],
    [account('MAIL', 'PORT=587', 'ENCRYPTION=ssl'), 'MAIL_ENCRYPTION=tls'],
    [account('SMTP', 'PORT=587', 'ENCRYPTION=ssl'), 'SMTP_ENCRYPTION=starttls'],
  ])('587 with TLS from the first byte is found and put right: %j', (text, right) => {
    expect(tlsPort(text)).toMatchObject({ diagnosis: 'tls-on-plaintext-port', severity: 'error', isSafe: true })
    const fixed = fixText(lintText('.env', text, presets))
    expect(fixed).toContain(right)
    expect(rulesOf(fixed)).not.toContain('tls-port')
  })

  test('another port is not written by itself where nobody knows whether the server listens there', () => {
    const text = account('EMAIL', 'PORT=465', 'USE_TLS=True').replace('smtp.gmail.com', 'mail.harbour.test')
    expect(tlsPort(text)).toMatchObject({ isSafe: false, correction: { to: 'EMAIL_PORT=587' } })
  })

  test.each([
    account('SMTP', 'PORT=465', 'SECURE=true'),
    account('SMTP', 'PORT=587', 'SECURE=false'),
    account('EMAIL', 'PORT=587', 'USE_TLS=True'),
    account('EMAIL', 'PORT=587', 'USE_TLS=True', 'USE_SSL=False'),
    account('EMAIL', 'PORT=465', 'USE_SSL=True', 'USE_TLS=False'),
    // Programs do not agree what these mean.
    account('SMTP', 'PORT=465', 'TLS=true'),
    account('SMTP', 'PORT=465', 'USE_TLS=true'),
    account('SMTP', 'PORT=465', 'SECURE=tls'),
    account('SMTP', 'PORT=465', 'SECURE='),
    `MAIL_MAILER=smtp\n${account('MAIL', 'PORT=465', 'ENCRYPTION=tls')}`,
  ])('what fits, or may fit, is left alone: %j', (text) => {
    expect(rulesOf(text)).toEqual([])
  })
})
