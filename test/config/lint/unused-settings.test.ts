import { describe, expect, test } from 'vitest'
import { lintText } from '../../../src/config/lint/lint.js'
import { loadPresets } from '../../../src/providers/preset-directory.js'

const presets = loadPresets()
const unused = (path: string, text: string) =>
  lintText(path, text, presets).findings.filter(({ rule }) => rule === 'settings-unused')

const DJANGO = "EMAIL_HOST = 'mail.harbour.test'\nEMAIL_PORT = 587\nEMAIL_USE_TLS = True\n"
const WORDPRESS =
  "<?php\ndefine( 'WPMS_SMTP_HOST', 'mail.harbour.test' );\ndefine( 'WPMS_SMTP_USER', 'jane@harbour.test' );\n"

describe('settings that another setting makes useless', () => {
  test.each(['console', 'filebased', 'dummy', 'locmem'])('the backend %s of Django sends nothing', (name) => {
    const text = `${DJANGO}EMAIL_BACKEND = 'django.core.mail.backends.${name}.EmailBackend'\n`
    expect(unused('settings.py', text)).toMatchObject([{ severity: 'warning', line: 4, isSafe: false }])
  })
  test('the same backend in a .env', () => {
    const text = 'EMAIL_BACKEND=django.core.mail.backends.console.EmailBackend\nEMAIL_HOST=mail.harbour.test\n'
    expect(unused('.env', text)).toHaveLength(1)
  })
  test('a backend that is chosen by a condition, and the one that sends, are no finding', () => {
    const smtp = "EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'\n"
    expect(unused('settings.py', DJANGO + smtp)).toEqual([])
    const chosen = "if DEBUG:\n    EMAIL_BACKEND = 'django.core.mail.backends.console.EmailBackend'\n"
    expect(unused('settings.py', DJANGO + chosen)).toEqual([])
  })
  test.each(['MAIL_MAILER=log', 'MAIL_MAILER=array', 'MAIL_DRIVER=log'])('%s of Laravel', (line) => {
    const [found] = unused('.env', `${line}\nMAIL_HOST=mail.harbour.test\nMAIL_PORT=587\nMAIL_ENCRYPTION=tls\n`)
    expect(found).toMatchObject({ line: 1, severity: 'warning' })
    expect(found?.advice).toContain('smtp')
  })
  test('Laravel as it comes, with no server of its own, is no finding', () => {
    expect(unused('.env', 'MAIL_MAILER=log\nMAIL_HOST=127.0.0.1\nMAIL_PORT=2525\nMAIL_ENCRYPTION=null\n')).toEqual([])
  })
  test("WP Mail SMTP with PHP's own mail()", () => {
    const mailer = (name: string) => `${WORDPRESS}define( 'WPMS_MAILER', '${name}' );\n`
    expect(unused('wp-config.php', mailer('mail'))).toMatchObject([{ line: 4 }])
    expect(unused('wp-config.php', mailer('smtp'))).toEqual([])
  })
  test('WP Mail SMTP that has a user and does not log in', () => {
    const auth = (value: string) => `${WORDPRESS}define( 'WPMS_SMTP_AUTH', ${value} );\n`
    expect(unused('wp-config.php', auth('false'))).toMatchObject([
      { line: 4, correction: { to: expect.stringContaining('true') } },
    ])
    expect(unused('wp-config.php', auth('true'))).toEqual([])
  })
})
