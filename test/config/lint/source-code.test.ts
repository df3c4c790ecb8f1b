// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other languages are test data here
// Mail settings as they stand in source code: what is a literal, a constant or a default is judged where it is written.

import { describe, expect, test } from 'vitest'
import { fixText, lintText } from '../../../src/config/lint/lint.js'
import { recogniseConfig, settingsOf } from '../../../src/config/read-config.js'
import { loadPresets } from '../../../src/providers/preset-directory.js'

const presets = loadPresets()
const rulesOf = (path: string, text: string) => lintText(path, text, presets).findings.map(({ rule }) => rule)
const settingsIn = (path: string, text: string) =>
  recogniseConfig(text, path).flatMap(({ found }) => found.map((one) => settingsOf(one, path).settings))

describe('the settings of a file', () => {
  test.each([
    [
      'settings.py',
      "EMAIL_HOST = config('H', default='smtp.harbour.test')\nEMAIL_PORT = env.int('P', default=587)\nEMAIL_USE_TLS = config('T', default=True, cast=bool)\n",
      { host: 'smtp.harbour.test', port: 587, security: 'starttls' },
    ],
    [
      'compared.py',
      "EMAIL_HOST = os.environ.get('H', 'smtp.harbour.test')\nEMAIL_PORT = int(os.environ.get('P', 587))\nEMAIL_USE_TLS = os.environ.get('T', 'True').lower() in ('true', '1')\nEMAIL_USE_SSL = os.environ.get('S', 'False') == 'True'\n",
      { host: 'smtp.harbour.test', port: 587, security: 'starttls' },
    ],
    [
      'config.py',
      'class Settings(BaseSettings):\n    SMTP_HOST: str = "smtp.harbour.test"\n    SMTP_PORT: int = Field(465)\n    SMTP_SSL: bool = True\n',
      { host: 'smtp.harbour.test', port: 465, security: 'tls' },
    ],
    [
      'send.py',
      's = smtplib.SMTP("smtp.harbour.test:587")\ns.starttls(context=c)\ns.login("bob", "x")\n',
      { host: 'smtp.harbour.test', port: 587, security: 'starttls', username: 'bob', secret: 'x' },
    ],
    [
      'later.py',
      's = smtplib.SMTP(timeout=5)\ns.connect("smtp.harbour.test", 25)\ns.starttls(context=c)\n',
      { host: 'smtp.harbour.test', port: 25, security: 'starttls' },
    ],
    [
      'mailer.py',
      'class M:\n    server = "smtp.harbour.test"\n    def __init__(self):\n        self.port = 465\n    def go(self):\n        with smtplib.SMTP_SSL(self.server, self.port, context=c) as s:\n            pass\n',
      { host: 'smtp.harbour.test', port: 465, security: 'tls' },
    ],
    [
      'app.module.ts',
      "MailerModule.forRoot({ transport: { host: 'smtp.harbour.test', port: 465, secure: true, auth: { user: 'u', pass: 'p' } } })",
      { host: 'smtp.harbour.test', port: 465, security: 'tls', username: 'u', secret: 'p' },
    ],
    [
      'plugins.js',
      "module.exports = ({ env }) => ({ email: { config: { providerOptions: { host: env('H', 'smtp.harbour.test'), port: env.int('P', 587), secure: false } } } })",
      { host: 'smtp.harbour.test', port: 587, security: 'starttls' },
    ],
    [
      'mail.ts',
      'nodemailer.createTransport(`smtps://${user}:${pass}@smtp.harbour.test:465`)',
      { host: 'smtp.harbour.test', port: 465, security: 'tls' },
    ],
    [
      'mail.php',
      "<?php\nreturn ['mailers' => ['smtp' => ['transport' => 'smtp', 'host' => env('MAIL_HOST', 'smtp.harbour.test'), 'port' => env('MAIL_PORT', 587), 'encryption' => env('MAIL_ENCRYPTION', 'tls')]]];\n",
      { host: 'smtp.harbour.test', port: 587, security: 'starttls' },
    ],
    [
      'send.php',
      "<?php\ndefine('USER', 'bob');\n$host = 'smtp.harbour.test';\n$secret = getenv('P') ?: 'x';\n$mail->Host = $host; $mail->Port = 587; $mail->SMTPSecure = 'tls'; $mail->Username = USER; $mail->Password = $secret;\n",
      { host: 'smtp.harbour.test', port: 587, security: 'starttls', username: 'bob', secret: 'x' },
    ],
    [
      'class.php',
      "<?php\nclass M { const PORT = 465; private $host = 'smtp.harbour.test';\nfunction f() { $m->Host = $this->host; $m->Port = self::PORT; $m->SMTPSecure = 'ssl'; } }\n",
      { host: 'smtp.harbour.test', port: 465, security: 'tls' },
    ],
    [
      'email.php',
      "<?php\n$config['smtp_host'] = 'ssl://smtp.harbour.test';\n$config['smtp_port'] = 465;\n$config['smtp_user'] = 'bob';\n",
      { host: 'ssl://smtp.harbour.test', port: 465, security: 'tls', username: 'bob' },
    ],
    [
      'production.rb',
      'config.action_mailer.smtp_settings = { :address => ENV.fetch("H", "smtp.harbour.test"), :port => ENV.fetch("P", 587).to_i, enable_starttls: true }\n',
      { host: 'smtp.harbour.test', port: 587, security: 'starttls' },
    ],
    [
      'Mailer.java',
      'class M { static final String HOST = "smtp.harbour.test"; void f() { Properties p = new Properties(); p.put("mail.smtp.host", HOST); p.setProperty("mail.smtp.port", "465"); p.put("mail.smtp.ssl.enable", "true"); Session.getInstance(p, new Authenticator() { PasswordAuthentication get() { return new PasswordAuthentication("bob", "x"); } }); } }',
      { host: 'smtp.harbour.test', port: 465, security: 'tls', username: 'bob', secret: 'x' },
    ],
    [
      'MailConfig.java',
      'class C { void f() { s.setHost("smtp.harbour.test"); s.setPort(587); s.setUsername("bob"); Properties p = s.getJavaMailProperties(); p.put("mail.smtp.starttls.enable", "true"); } }',
      { host: 'smtp.harbour.test', port: 587, security: 'starttls', username: 'bob' },
    ],
    [
      'Mail.cs',
      'const string Host = "smtp.harbour.test"; // "not this"\nawait client.ConnectAsync(Host, 465, SecureSocketOptions.SslOnConnect);\nawait client.AuthenticateAsync("bob", Environment.GetEnvironmentVariable("P") ?? "x");',
      { host: 'smtp.harbour.test', port: 465, security: 'tls', username: 'bob', secret: 'x' },
    ],
    [
      'Old.cs',
      'var c = new SmtpClient("smtp.harbour.test", 587) { EnableSsl = true, Credentials = new NetworkCredential("bob", "x") };',
      { host: 'smtp.harbour.test', port: 587, security: 'starttls', username: 'bob', secret: 'x' },
    ],
    [
      'main.go',
      'package main\nconst host = "smtp.harbour.test"\nfunc f() { auth := smtp.PlainAuth("", "bob", "x", host); smtp.SendMail(host+":587", auth, a, b, c) }\n',
      { host: 'smtp.harbour.test', port: 587, security: 'starttls', username: 'bob', secret: 'x' },
    ],
    [
      'gomail.go',
      'package main\nfunc f() { d := gomail.NewDialer("smtp.harbour.test", 465, "bob", os.Getenv("P")) }\n',
      { host: 'smtp.harbour.test', port: 465, security: 'tls', username: 'bob' },
    ],
    [
      'gomailnew.go',
      'package main\nfunc f() { c, err := mail.NewClient("smtp.harbour.test", mail.WithPort(587), mail.WithTLSPolicy(mail.TLSMandatory), mail.WithUsername("bob")) }\n',
      { host: 'smtp.harbour.test', port: 587, security: 'starttls', username: 'bob' },
    ],
  ])('%s', (path, text, expected) => {
    expect(settingsIn(path, text)).toEqual([expected])
    expect(rulesOf(path, text).filter((rule) => /tls-port|host-form|port-value|unknown/.test(rule))).toEqual([])
  })
})

describe('465 with STARTTLS is named where it is written, and put right', () => {
  test.each([
    [
      'a.py',
      'EMAIL_HOST = "h.test"\nEMAIL_PORT = config("P", default=465)\nEMAIL_USE_TLS = True\n',
      3,
      'EMAIL_USE_SSL = True',
    ],
    [
      'a.py',
      'app.config["MAIL_SERVER"] = "h.test"\napp.config["MAIL_PORT"] = 465\napp.config["MAIL_USE_TLS"] = True\n',
      3,
      '["MAIL_USE_SSL"] = True',
    ],
    [
      'a.php',
      "<?php\n$m->Host = 'h.test';\n$m->Port = 465;\n$m->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS;\n",
      4,
      'PHPMailer::ENCRYPTION_SMTPS',
    ],
    ['a.rb', "x = { address: 'h.test', port: 465,\n  enable_starttls_auto: true }\n", 2, '  tls: true'],
    [
      'A.java',
      'class A { void f() {\np.put("mail.smtp.host", "h.test"); p.put("mail.smtp.port", "465");\np.put("mail.smtp.starttls.enable", "true"); } }',
      3,
      '"mail.smtp.ssl.enable", "true"',
    ],
    ['a.ts', "nodemailer.createTransport('smtp://u:pw-1@h.test:465')\n", 1, "'smtps://u:pw-1@h.test:465'"],
    ['.env', 'EMAIL_SERVER=smtp://u:pw-1@h.test:465\n', 1, 'EMAIL_SERVER=smtps://u:pw-1@h.test:465'],
    ['.muttrc', 'set smtp_url = "smtp://u@h.test:465"\n', 1, '"smtps://u@h.test:465"'],
    ['.mailrc', 'set mta=smtp://u:pw-1@h.test:465\nset smtp-use-starttls\n', 2, 'mta=smtps://u:pw-1@h.test:465'],
    ['x.curlrc', 'url = "smtp://h.test:465"\nssl-reqd\nmail-from = a@h.test\n', 2, 'smtps://h.test:465'],
    ['swaks.conf', 'server h.test\nport 465\ntls\n', 3, 'tls-on-connect'],
    ['smtpd.conf', 'action "r" relay host smtp+tls://l@h.test:465 auth <s>\n', 1, 'smtps://l@h.test:465'],
    ['apprise.conf', 'mailtos://u:pw-1@h.test:465/?mode=starttls\n', 1, 'mode=ssl'],
    [
      'application.properties',
      'spring.mail.host=h.test\nspring.mail.port=465\nspring.mail.properties.mail.smtp.starttls.enable=true\n',
      3,
      'mail.smtp.ssl.enable=true',
    ],
  ])('%s: %s', (path, text, line, corrected) => {
    const linted = lintText(path, text, presets)
    const found = linted.findings.find(({ rule }) => rule === 'tls-port')
    expect(found).toMatchObject({ line, diagnosis: 'plaintext-on-tls-port' })
    expect(JSON.stringify(found?.correction)).not.toContain('pw-1')
    expect(fixText(linted)).toContain(corrected)
    expect(rulesOf(path, fixText(linted))).not.toContain('tls-port')
  })

  test.each([
    ['smtp.py', 's = smtplib.SMTP("smtp.gmail.com", 465)\ns.starttls(context=c)\n', '"smtp.gmail.com", 587'],
    ['a.go', 'package main\nfunc f() { smtp.SendMail("smtp.gmail.com:465", nil, a, b, c) }\n', '"smtp.gmail.com:587"'],
    ['A.cs', 'client.Connect("smtp.gmail.com", 465, SecureSocketOptions.StartTls);', '"smtp.gmail.com", 587'],
  ])('%s: where only the port can be changed, it is, at a server that listens there', (path, text, corrected) => {
    expect(fixText(lintText(path, text, presets))).toContain(corrected)
    const unknown = lintText(path, text.replace('smtp.gmail.com', 'h.test'), presets)
    expect(unknown.findings.find(({ rule }) => rule === 'tls-port')?.correction?.to).toContain('587')
    expect(fixText(unknown)).not.toContain('587')
  })
})

test.each([
  [
    'a.py',
    'EMAIL_HOST = "h.test"\nEMAIL_USE_TLS = os.environ.get("T", "False")\n',
    'os.environ.get("T", "False") == "True"',
  ],
  [
    'a.js',
    "nodemailer.createTransport({ host: 'h.test', secure: process.env.SMTP_SECURE })",
    "secure: process.env.SMTP_SECURE === 'true'",
  ],
  ['a.js', "nodemailer.createTransport({ host: 'h.test', secure: 'false' })", 'secure: false'],
  ['a.rb', "x = { address: 'h.test', port: 587, enable_starttls: ENV['T'] }\n", "ENV['T'] == 'true'"],
  ['a.py', 'app.config["MAIL_SERVER"] = "h.test"\napp.config["MAIL_USE_TLS"] = "False"\n', '["MAIL_USE_TLS"] = False'],
])('a text that counts as true in %s: %s', (path, text, corrected) => {
  const found = lintText(path, text, presets).findings.find(({ rule }) => rule === 'text-as-switch')
  expect(found?.correction?.to).toContain(corrected)
})

test('what a library reads by its meaning is no text that counts as true', () => {
  const text = 'c = ConnectionConfig(MAIL_SERVER="h.test", MAIL_PORT=587, MAIL_STARTTLS="True", MAIL_SSL_TLS="False")\n'
  expect(rulesOf('a.py', text)).toEqual([])
})

test.each([
  [
    'a.py',
    'app.config["MAIL_SERVER"] = "h.test"\napp.config["MAIL_PORT"] = 465\napp.config["MAIL_USE_TLS"] = True\napp.config["MAIL_USE_SSL"] = True\n',
    '["MAIL_USE_TLS"] = False',
  ],
  [
    'gitlab.rb',
    "gitlab_rails['smtp_address'] = 'h.test'\ngitlab_rails['smtp_port'] = 465\ngitlab_rails['smtp_tls'] = true\ngitlab_rails['smtp_enable_starttls_auto'] = true\n",
    "['smtp_enable_starttls_auto'] = false",
  ],
  ['.env', 'EMAIL_HOST=h.test\nEMAIL_PORT=587\nEMAIL_USE_TLS=True\nEMAIL_USE_SSL=True\n', 'EMAIL_USE_SSL=False'],
])(
  'two kinds of TLS at once in %s are found, and the one that the port does not want is switched off',
  (path, text, fixed) => {
    const linted = lintText(path, text, presets)
    expect(linted.findings.map(({ rule }) => rule)).toEqual(['two-tls-switches'])
    expect(fixText(linted)).toContain(fixed)
  },
)

test.each([
  [
    'a.py',
    'c = ssl._create_unverified_context()\ns = smtplib.SMTP("h.test", 587)\ns.starttls(context=c)\n',
    'tls-unverified',
  ],
  [
    'a.py',
    'c = ssl.create_default_context()\nc.verify_mode = ssl.CERT_NONE\ns = smtplib.SMTP("h.test", 587)\ns.starttls(context=c)\n',
    'tls-unverified',
  ],
  [
    'a.rb',
    "x = { address: 'h.test', port: 587, openssl_verify_mode: OpenSSL::SSL::VERIFY_NONE, enable_starttls: true }\n",
    'verification-off',
  ],
  [
    'a.go',
    'package main\nfunc f() { d := gomail.NewDialer("h.test", 587, "u", "p"); d.TLSConfig = &tls.Config{InsecureSkipVerify: true} }\n',
    'verification-off',
  ],
  [
    'A.cs',
    'client.ServerCertificateValidationCallback = (s, c, h, e) => true;\nclient.Connect("h.test", 587, SecureSocketOptions.StartTls);',
    'verification-off',
  ],
])('verification that is switched off in %s: %s', (path, text, rule) => {
  expect(rulesOf(path, text)).toContain(rule)
})

test('source code is never taken for a .env, whatever names it has', () => {
  const text =
    "SMTP_HOST = get('H')\nEMAIL_HOST = config('EMAIL_HOST', default='smtp.harbour.test')\nEMAIL_HOST_PASSWORD = config('P')\n"
  expect(recogniseConfig(text, 'settings.py').map(({ format }) => format.id)).toEqual(['django'])
  expect(fixText(lintText('settings.py', text, presets))).toBe(text)
})

test('ssl:// and several servers are what PHPMailer takes', () => {
  const text = "<?php $m->Host = 'ssl://h.test;tls://i.test'; $m->Port = 465; $m->Username = 'u'; $m->Password = 'p';"
  expect(rulesOf('a.php', text)).toEqual([])
})

test("the connection of an IMAP client is no mail server's", () => {
  const text =
    'using var imap = new ImapClient();\nimap.Connect("imap.harbour.test", 993, true);\nusing var smtp = new SmtpClient();\nsmtp.Connect("smtp.harbour.test", 587, SecureSocketOptions.StartTls);\n'
  expect(settingsIn('A.cs', text).map(({ host }) => host)).toEqual(['smtp.harbour.test'])
})

test('a password that is only a default stands in the repository all the same', () => {
  const text =
    "<?php $m->Host = 'smtp.harbour.test'; $m->Username = 'u'; $m->Password = getenv('P') ?: 'pw-1'; $m->Port = 587;"
  const { findings } = lintText('a.php', text, presets, { gitStatus: 'tracked' })
  expect(findings.map(({ rule }) => rule)).toEqual(['secret-in-git'])
})
