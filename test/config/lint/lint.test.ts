// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other languages are test data here
import { describe, expect, test } from 'vitest'
import { fixText, type LintFinding, lintText } from '../../../src/config/lint/lint.js'
import { loadPresets } from '../../../src/providers/preset-directory.js'

const presets = loadPresets()
const lint = (path: string, text: string, circumstances = {}) => lintText(path, text, presets, circumstances)
const rulesOf = (path: string, text: string, circumstances = {}) =>
  lint(path, text, circumstances).findings.map(({ rule }) => rule)
const finding = (rule: string, path: string, text: string, circumstances = {}): LintFinding => {
  const found = lint(path, text, circumstances).findings.find((one) => one.rule === rule)
  if (!found) throw new Error(`no ${rule} in ${JSON.stringify(rulesOf(path, text, circumstances))}`)
  return found
}

const dotenv = (...lines: string[]) =>
  ['SMTP_HOST=mail.harbour.test', 'SMTP_PORT=587', 'SMTP_SECURITY=starttls', ...lines, ''].join('\n')

describe('port and kind of TLS', () => {
  test.each([
    ['.env', 'SMTP_HOST=mail.harbour.test\nSMTP_PORT=465\nSMTP_SECURITY=starttls\n', 'SMTP_SECURITY=tls'],
    ['.env', 'MAIL_MAILER=smtp\nMAIL_HOST=mail.harbour.test\nMAIL_PORT=465\nMAIL_SCHEME=smtp\n', 'MAIL_SCHEME=smtps'],
    [
      'settings.py',
      "EMAIL_HOST = 'mail.harbour.test'\nEMAIL_PORT = 465\nEMAIL_USE_TLS = True\n",
      'EMAIL_USE_SSL = True',
    ],
    [
      'a.js',
      "nodemailer.createTransport({\n  host: 'mail.harbour.test',\n  port: 465,\n  secure: false,\n})\n",
      'secure: true',
    ],
    ['.msmtprc', 'account a\nhost mail.harbour.test\nport 465\ntls on\ntls_starttls on\n', 'tls_starttls off'],
    ['.msmtprc', 'account a\nhost mail.harbour.test\nport 465\ntls on\n', 'tls on\ntls_starttls off'],
    [
      'app.ini',
      '[mailer]\nSMTP_ADDR = mail.harbour.test\nSMTP_PORT = 465\nPROTOCOL = smtp+starttls\n',
      'PROTOCOL = smtps',
    ],
    ['x.php', "<?php $m->Host = 'mail.harbour.test'; $m->Port = 465;\n$m->SMTPSecure = 'tls';\n", "SMTPSecure = 'ssl'"],
    [
      'gitlab.rb',
      "gitlab_rails['smtp_address'] = 'mail.harbour.test'\ngitlab_rails['smtp_port'] = 465\ngitlab_rails['smtp_tls'] = false\n",
      "gitlab_rails['smtp_tls'] = true",
    ],
    [
      'main.cf',
      'relayhost = [mail.harbour.test]:465\nsmtp_tls_security_level = encrypt\nsmtp_tls_wrappermode = no\n',
      'smtp_tls_wrappermode = yes',
    ],
  ])('465 with STARTTLS in %s is found and put right', (path, text, corrected) => {
    const { diagnosis, isSafe } = finding('tls-port', path, text)
    expect(diagnosis).toBe('plaintext-on-tls-port')
    expect(isSafe).toBe(true)
    const fixed = fixText(lint(path, text))
    expect(fixed).toContain(corrected)
    expect(rulesOf(path, fixed)).not.toContain('tls-port')
  })

  test.each([
    ['.env', 'SMTP_HOST=mail.harbour.test\nSMTP_PORT=587\nSMTP_SECURITY=tls\n', 'SMTP_SECURITY=starttls'],
    [
      'settings.py',
      "EMAIL_HOST = 'mail.harbour.test'\nEMAIL_PORT = 587\nEMAIL_USE_SSL = True\n",
      'EMAIL_USE_TLS = True',
    ],
    [
      'a.ts',
      "nodemailer.createTransport({ host: 'mail.harbour.test', port: 587, secure: true } as Options)\n",
      'secure: false',
    ],
    [
      'application.properties',
      'spring.mail.host=mail.harbour.test\nspring.mail.port=587\nspring.mail.properties.mail.smtp.ssl.enable=true\n',
      undefined,
    ],
  ])('587 with TLS from the first byte in %s is found', (path, text, corrected) => {
    expect(finding('tls-port', path, text).diagnosis).toBe('tls-on-plaintext-port')
    if (corrected) expect(fixText(lint(path, text))).toContain(corrected)
  })

  test('smtplib is judged by the class and the port', () => {
    const text =
      'import smtplib\nPORT = 465\ns = smtplib.SMTP("mail.harbour.test", PORT)\ns.starttls(context=c)\ns.login("u", p)\n'
    expect(finding('tls-port', 'x.py', text)).toMatchObject({ line: 4 })
    expect(rulesOf('x.py', text.replace('465', '587'))).toEqual([])
  })

  test('a login in clear text is an error, but not to this machine', () => {
    const text = "EMAIL_HOST = 'mail.harbour.test'\nEMAIL_PORT = 587\nEMAIL_HOST_USER = 'u'\n"
    expect(finding('clear-text-login', 'settings.py', text).severity).toBe('error')
    expect(rulesOf('settings.py', text.replace('mail.harbour.test', 'localhost'))).toEqual([])
  })

  test('nodemailer without requireTLS on 587 is a warning with the line to add', () => {
    const text = "createTransport({\n  host: 'mail.harbour.test',\n  port: 587,\n  secure: false,\n})\n"
    const { severity, correction } = finding('starttls-not-required', 'a.mjs', text)
    expect(severity).toBe('warning')
    expect(correction?.to).toBe('  secure: false,\n  requireTLS: true,')
  })

  test.each([
    ['a.js', "createTransport({ host: 'h.example.org', port: 465, secure: true, tls: { rejectUnauthorized: false } })"],
    ['x.php', "<?php $m->Host='h.example.org'; $m->SMTPOptions = ['ssl' => ['verify_peer' => false]];"],
    ['grafana.ini', '[smtp]\nhost = h.example.org:587\nskip_verify = true\n'],
    ['.msmtprc', 'account a\nhost h.example.org\ntls on\ntls_certcheck off\n'],
    ['configuration.yaml', 'notify:\n  - platform: smtp\n    server: h.example.org\n    verify_ssl: false\n'],
  ])('verification switched off in %s is said', (path, text) => {
    expect(finding('verification-off', path, text).diagnosis).toBe('config-tls-verification-off')
  })

  test('starttls() without a context is said, with one it is not', () => {
    const text = 'import smtplib\ns = smtplib.SMTP("mail.harbour.test", 587)\ns.starttls()\ns.login("u", p)\n'
    expect(rulesOf('x.py', text)).toEqual(['tls-unverified'])
    expect(rulesOf('x.py', text.replace('starttls()', 'starttls(context=ctx)'))).toEqual([])
  })
})

describe('Django', () => {
  test('both switches are found', () => {
    const text = "EMAIL_HOST = 'mail.harbour.test'\nEMAIL_PORT = 587\nEMAIL_USE_TLS = True\nEMAIL_USE_SSL = True\n"
    expect(rulesOf('settings.py', text)).toContain('two-tls-switches')
  })
  test('the text "False" counts as True, and the correction is the word', () => {
    const text = "EMAIL_HOST = 'mail.harbour.test'\nEMAIL_PORT = 587\nEMAIL_USE_TLS = True\nEMAIL_USE_SSL = 'False'\n"
    expect(finding('text-as-switch', 'settings.py', text)).toMatchObject({ line: 4, column: 17 })
    expect(fixText(lint('settings.py', text))).toContain('EMAIL_USE_SSL = False')
  })
})

describe('names of settings', () => {
  test.each([
    [
      'a.js',
      "createTransport({ host: 'h.example.org', port: 465, secure: true, auth: { user: 'u', password: 'p' } })",
      "pass: 'p'",
    ],
    [
      'a.js',
      "createTransport({ host: 'h.example.org', port: 465, secure: true, auth: { usr: 'u', pass: 'p' } })",
      "user: 'u'",
    ],
    ['a.js', "createTransport({ hots: 'h.example.org', port: 465, secure: true })", "host: 'h.example.org'"],
    [
      'settings.py',
      "EMAIL_HOST = 'h.example.org'\nEMAIL_PORT = 465\nEMAIL_USE_SSL = True\nEMAIL_HOST_PASWORD = p\n",
      'EMAIL_HOST_PASSWORD = p',
    ],
    ['.env', 'MAIL_MAILER=smtp\nMAIL_HOST=h.example.org\nMAIL_SCHEME=smtp\nMAIL_USERNAM=u\n', 'MAIL_USERNAME=u'],
    ['.msmtprc', 'account a\nhost h.example.org\ntls on\nusername u\n', 'user u'],
    [
      'application.yml',
      'spring:\n  mail:\n    host: h.example.org\n    usrename: u\n    properties.mail.smtp.starttls.required: true\n',
      'username: u',
    ],
  ])('a misspelt one in %s is found and put right', (path, text, corrected) => {
    expect(finding('unknown-key', path, text).diagnosis).toBe('config-option-invalid')
    expect(fixText(lint(path, text))).toContain(corrected)
  })
  test('names of other things are left alone', () => {
    expect(
      rulesOf(
        'a.js',
        "createTransport({ host: 'h.example.org', port: 465, secure: true, pool: true, tls: { servername: 'x' }, myOwn: 1 })",
      ),
    ).toEqual([])
  })
  test('a host as service is found', () => {
    const text = "createTransport({ service: 'smtp.gmail.com', auth: { user: 'a@gmail.com', pass: process.env.P } })"
    expect(finding('service-name', 'a.js', text).correction?.to).toContain("host: 'smtp.gmail.com'")
    expect(rulesOf('a.js', text.replace('smtp.gmail.com', 'Gmail'))).toEqual([])
  })
})

describe('host and port', () => {
  test.each([
    ['<mail.harbour.test>', 'mail.harbour.test'],
    ['https://mail.harbour.test', 'mail.harbour.test'],
    ['smtps://mail.harbour.test:465/', 'mail.harbour.test'],
    ['mail.harbour.test:587', 'mail.harbour.test'],
    ['mail.harbour.test,', 'mail.harbour.test'],
    ['mail.harbour.test\u00a0', 'mail.harbour.test'],
    ['"mail.harbour.test"', 'mail.harbour.test'],
    [' mail.harbour.test ', 'mail.harbour.test'],
  ])('the host %j is put right', (host, right) => {
    const text = `import nodemailer from 'nodemailer'\nnodemailer.createTransport({ host: '${host}', port: 465, secure: true })\n`
    expect(finding('host-form', 'a.js', text).severity).toBe('error')
    expect(fixText(lint('a.js', text))).toContain(`host: '${right}'`)
  })
  test('an e-mail address as host is found', () => {
    expect(finding('host-form', '.env', 'SMTP_HOST="<https://smtp.gmail.com/>,"\nSMTP_PORT=587\n').correction?.to).toBe(
      'SMTP_HOST="smtp.gmail.com"',
    )
    expect(finding('host-form', '.env', 'SMTP_HOST=me@example.org\nSMTP_PORT=587\n').diagnosis).toBe('host-typo')
  })
  test.each(['587a', '0', '70000', '', '-1'])('the port %j is refused', (port) => {
    expect(
      finding('port-value', 'application.yml', `spring:\n  mail:\n    host: h.example.org\n    port: "${port}"\n`)
        .diagnosis,
    ).toBe('config-option-invalid')
  })
  test('a retired host, an incoming one and a typing error are told apart', () => {
    expect(finding('host-known', '.env', 'SMTP_HOST=smtp.live.com\n').diagnosis).toBe('host-retired')
    expect(finding('host-known', '.env', 'SMTP_HOST=imap.gmail.com\n').diagnosis).toBe('host-wrong-service')
    expect(finding('host-known', '.env', 'SMTP_HOST=smtp.gmial.com\n').diagnosis).toBe('host-typo')
  })
  test('smtp-relay.gmail.com wants a name of its own in EHLO', () => {
    const text = "createTransport({ host: 'smtp-relay.gmail.com', port: 465, secure: true })"
    expect(rulesOf('a.js', text)).toEqual(['helo-name'])
    expect(rulesOf('a.js', text.replace('port', "name: 'example.org', port"))).toEqual([])
  })
})

describe('account', () => {
  const gmail = (user: string, secret: string, from = user) =>
    `SMTP_HOST=smtp.gmail.com\nSMTP_PORT=587\nSMTP_SECURITY=starttls\nSMTP_USER=${user}\nSMTP_PASSWORD=${secret}\nSMTP_FROM=${from}\n`

  test('a good account is not complained about', () => {
    expect(rulesOf('.env', gmail('jane@gmail.com', 'abcdefghijklmnop'))).toEqual([])
  })
  test('a Gmail password that is no app password is found, and never shown', () => {
    const found = lint('.env', gmail('jane@gmail.com', 'Sommer2026!'))
    expect(found.findings.map(({ diagnosis }) => diagnosis)).toContain('app-password-required')
    expect(JSON.stringify(found.findings)).not.toContain('Sommer')
  })
  test('the blanks of an app password are taken out', () => {
    const text = gmail('jane@gmail.com', '"abcd efgh ijkl mnop"')
    expect(rulesOf('.env', text)).toEqual(['secret-shape'])
    expect(fixText(lint('.env', text))).toContain('SMTP_PASSWORD="abcdefghijklmnop"')
  })
  test('a local part where the whole address is wanted', () => {
    expect(finding('username-form', '.env', gmail('jane', 'abcdefghijklmnop', 'jane@gmail.com')).diagnosis).toBe(
      'username-format',
    )
  })
  test('the literal user name of a sending service', () => {
    const text =
      'SMTP_HOST=smtp.sendgrid.net\nSMTP_PORT=587\nSMTP_SECURITY=starttls\nSMTP_USER=me@example.org\nSMTP_PASSWORD=${SG_KEY}\n'
    expect(finding('username-form', '.env', text).correction?.to).toBe('SMTP_USER=apikey')
  })
  test('a sender of another domain than the login', () => {
    expect(rulesOf('.env', gmail('jane@gmail.com', 'abcdefghijklmnop', 'info@corp.example'))).toEqual(['sender-domain'])
  })
  test('a provider that takes no passwords', () => {
    const text = dotenv('SMTP_USER=a@outlook.com', 'SMTP_PASSWORD=abc12345').replace(
      'mail.harbour.test',
      'smtp-mail.outlook.com',
    )
    expect(finding('password-refused', '.env', text).diagnosis).toBe('basic-auth-disabled')
  })
  test.each(['CHANGE-ME', 'your-password', '<password>', 'your_app_password', 'xxxx', '{{ password }}', 'changeme'])(
    'the placeholder %s is found',
    (secret) => {
      expect(rulesOf('.env', dotenv('SMTP_USER=bob', `SMTP_PASSWORD='${secret}'`))).toContain('placeholder')
    },
  )
  test('an empty password is found', () => {
    expect(finding('credentials-missing', '.env', dotenv('SMTP_USER=bob', 'SMTP_PASSWORD=')).diagnosis).toBe(
      'credentials-missing',
    )
  })
})

describe('values of a .env', () => {
  test('a # without quotes is found, and what each reader makes of it', () => {
    const { message, correction } = finding('dotenv-value', '.env', dotenv('SMTP_USER=bob', 'SMTP_PASSWORD=my#secret'))
    expect(message).toContain('dotenv (Node.js): 2 characters instead of 9')
    expect(message).toContain('docker compose: all 9 characters')
    expect(correction).toEqual({ from: 'SMTP_PASSWORD=********', to: "SMTP_PASSWORD='********'" })
    expect(fixText(lint('.env', dotenv('SMTP_USER=bob', 'SMTP_PASSWORD=my#secret')))).toContain(
      "SMTP_PASSWORD='my#secret'",
    )
  })
  test('a $ without quotes is found', () => {
    expect(finding('dotenv-value', '.env', dotenv('SMTP_USER=bob', 'SMTP_PASSWORD=pa$word')).severity).toBe('error')
  })
  test.each(['"${APP_NAME}"', '${APP_NAME}', '"${A} of ${B:-C}"'])('the reference %s is left alone', (raw) => {
    expect(rulesOf('.env', dotenv('SMTP_USER=bob', `SMTP_FROM_NAME=${raw}`))).not.toContain('dotenv-value')
  })
  test('a reference to a line of the same file is no placeholder, one to nothing is', () => {
    const user = (more: string) => dotenv('SMTP_USER=${MAIL_NAME}', 'SMTP_PASSWORD=secret-Of-Mine', more)
    expect(rulesOf('.env', user('MAIL_NAME=bob'))).not.toContain('placeholder')
    expect(rulesOf('.env', user('OTHER=bob'))).toContain('placeholder')
  })
  test('a reference within a password is more likely its own', () => {
    expect(rulesOf('.env', dotenv('SMTP_USER=bob', 'SMTP_PASSWORD=pa${A}word'))).toContain('dotenv-value')
    expect(rulesOf('.env', dotenv('SMTP_USER=bob', 'SMTP_PASSWORD="${A}"'))).not.toContain('dotenv-value')
  })
  test.each(["'my#secret'", 'plain-Secret1', "'pa$word'", 'abc # a comment'])('%s is left alone', (raw) => {
    expect(rulesOf('.env', dotenv('SMTP_USER=bob', `SMTP_PASSWORD=${raw}`))).toEqual([])
  })
  test('a $ in a compose file is found', () => {
    const text =
      'services:\n  app:\n    environment:\n      - SMTP_HOST=mail.harbour.test\n      - SMTP_PASSWORD=pa$word\n'
    // Masked, the two lines would look the same: then the advice says it.
    const found = finding('compose-dollar', 'docker-compose.yml', text)
    expect(found.correction).toBeUndefined()
    expect(found.advice).toContain('"$$"')
    expect(
      rulesOf(
        'docker-compose.yml',
        text.replace('pa$word', () => 'pa$$word'),
      ),
    ).toEqual([])
  })
})

describe('exposure', () => {
  const text = dotenv('SMTP_USER=bob', 'SMTP_PASSWORD=secret-1')
  test('a secret in a file that git tracks, or that others can read', () => {
    expect(rulesOf('.env', text, { gitStatus: 'tracked', mode: 0o600 })).toEqual(['secret-in-git'])
    expect(rulesOf('.env', text, { gitStatus: 'exposed', mode: 0o600 })).toEqual(['secret-in-git'])
    expect(rulesOf('.env', text, { gitStatus: 'ignored', mode: 0o644 })).toEqual(['secret-readable'])
    expect(rulesOf('.env', text, { gitStatus: 'ignored', mode: 0o600 })).toEqual([])
  })
  test('a reference is no secret', () => {
    const source =
      "createTransport({ host: 'h.example.org', port: 465, secure: true, auth: { user: 'u', pass: process.env.P } })"
    expect(rulesOf('a.js', source, { gitStatus: 'tracked', mode: 0o644 })).toEqual([])
  })
})

test('places are lines and columns that count from 1', () => {
  const text = '# one\n\nSMTP_HOST=mail.harbour.test\nSMTP_PORT=465\nSMTP_SECURITY=starttls\n'
  expect(finding('tls-port', '.env', text)).toMatchObject({ line: 5, column: 15, endLine: 5, endColumn: 23 })
})

test('a text without mail settings has no format', () => {
  expect(lint('package.json', '{"name":"x"}').formats).toEqual([])
  expect(lint('x.py', 'print("hello")').formats).toEqual([])
})

test('a password under a wrong name is shown in no line', () => {
  const text =
    "createTransport({ host: 'smtp.gmail.com', port: 587, secure: true, auth: { user: 'a@gmail.com', password: 'abcd efgh ijkl mnop' } })\n"
  const { findings } = lintText('mailer.mjs', `import { createTransport } from 'nodemailer'\n${text}`, presets)
  expect(findings.some(({ correction }) => correction)).toBe(true)
  expect(
    JSON.stringify(findings.map(({ correction, message, advice }) => [correction, message, advice])),
  ).not.toContain('efgh')
})
