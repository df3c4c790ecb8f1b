// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other languages are test data here
// Variables under the names of common container images, in every kind of file that holds variables.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fixText, lintText } from '../../../src/config/lint/lint.js'
import { readSettingsFile, recogniseConfig, settingsOf } from '../../../src/config/read-config.js'
import { loadPresets } from '../../../src/providers/preset-directory.js'

const presets = loadPresets()
const rulesOf = (path: string, text: string) => lintText(path, text, presets).findings.map(({ rule }) => rule)
const found = (path: string, text: string) => recogniseConfig(text, path).flatMap((one) => one.found)

/** The variables of each image with TLS from the first byte on port 465, the switch last. */
const IMAGES: readonly (readonly [
  image: string,
  format: string,
  variables: readonly string[],
  wrong: string,
  right: string,
])[] = [
  [
    'grafana/grafana',
    'grafana',
    ['GF_SMTP_HOST=h.test:587', 'GF_SMTP_USER=u'],
    'GF_SMTP_STARTTLS_POLICY=NoStartTLS',
    'MandatoryStartTLS',
  ],
  [
    'gitea/gitea',
    'gitea',
    ['GITEA__mailer__SMTP_ADDR=h.test', 'GITEA__mailer__SMTP_PORT=465', 'GITEA__mailer__USER=u'],
    'GITEA__mailer__PROTOCOL=smtp+starttls',
    'smtps',
  ],
  [
    'ghost',
    'ghost',
    [
      'mail__options__host=h.test',
      'mail__options__port=465',
      'mail__options__auth__user=u',
      'mail__options__requireTLS=true',
    ],
    'mail__options__secure=false',
    'true',
  ],
  [
    'app',
    'spring-properties',
    ['SPRING_MAIL_HOST=h.test', 'SPRING_MAIL_PORT=587', 'SPRING_MAIL_USERNAME=u'],
    'SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_ENABLE=true',
    '',
  ],
  [
    'discourse',
    'discourse',
    ['DISCOURSE_SMTP_ADDRESS=h.test', 'DISCOURSE_SMTP_PORT=465', 'DISCOURSE_SMTP_USER_NAME=u'],
    'DISCOURSE_SMTP_FORCE_TLS=false',
    'true',
  ],
  [
    'authentik',
    'authentik',
    ['AUTHENTIK_EMAIL__HOST=h.test', 'AUTHENTIK_EMAIL__PORT=465', 'AUTHENTIK_EMAIL__USE_TLS=true'],
    'AUTHENTIK_EMAIL__USE_SSL=false',
    'true',
  ],
  ['n8nio/n8n', 'n8n', ['N8N_SMTP_HOST=h.test', 'N8N_SMTP_PORT=465', 'N8N_SMTP_USER=u'], 'N8N_SMTP_SSL=false', 'true'],
  [
    'vaultwarden/server',
    'vaultwarden',
    ['SMTP_HOST=h.test', 'SMTP_PORT=587', 'SMTP_FROM=u@h.test'],
    'SMTP_SECURITY=force_tls',
    'starttls',
  ],
  [
    'bookstack',
    'laravel',
    ['MAIL_DRIVER=smtp', 'MAIL_HOST=h.test', 'MAIL_PORT=587', 'MAIL_USERNAME=u'],
    'MAIL_SCHEME=smtps',
    'smtp',
  ],
  ['app', 'symfony', [], 'MAILER_DSN=smtps://u:p@h.test:587', 'smtp://u:'],
  ['next', 'authjs', [], 'EMAIL_SERVER=smtp://u:p@h.test:465', 'smtps://u:'],
  [
    'paperless',
    'env',
    ['PAPERLESS_EMAIL_HOST=h.test', 'PAPERLESS_EMAIL_PORT=465', 'PAPERLESS_EMAIL_HOST_USER=u'],
    'PAPERLESS_EMAIL_USE_SSL=false',
    'true',
  ],
  ['mastodon', 'env', ['SMTP_SERVER=h.test', 'SMTP_PORT=587', 'SMTP_LOGIN=u'], 'SMTP_SSL=true', '465'],
  [
    'plausible',
    'env',
    ['SMTP_HOST_ADDR=h.test', 'SMTP_HOST_PORT=587', 'SMTP_USER_NAME=u'],
    'SMTP_SECURE=true',
    'false',
  ],
  [
    'app',
    'dotnet',
    ['Smtp__Host=h.test', 'Smtp__Port=465', 'Smtp__UserName=u'],
    'Smtp__SecureSocketOptions=StartTls',
    'SslOnConnect',
  ],
]

describe.each(IMAGES)('%s: %s', (image, format, variables, wrong, right) => {
  const all = [...variables, wrong]
  const compose = [
    `services:\n  web:\n    image: ${image}\n    environment:`,
    ...all.map((line) => `      - ${line}`),
    '',
  ]
  const mapping = [
    `services:\n  web:\n    image: ${image}\n    environment:`,
    ...all.map((line) => `      ${line.replace('=', ": '")}'`),
    '',
  ]
  const container = [
    'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:',
    ...all.map((line) => `            - name: ${line.replace('=', "\n              value: '")}'`),
    '',
  ]
  test.each([
    ['.env', `${all.join('\n')}\n`],
    ['docker-compose.yml', compose.join('\n')],
    ['compose.yaml', mapping.join('\n')],
    ['deployment.yaml', container.join('\n')],
  ])('in %s the wrong kind of TLS is found in the line that says it', (path, text) => {
    expect(found(path, text).map((one) => one.format)).toEqual([format])
    const linted = lintText(path, text, presets)
    const finding = linted.findings.find(({ rule }) => rule === 'tls-port' || rule === 'clear-text-login')
    const value = wrong.slice(wrong.indexOf('=') + 1)
    expect(text.split('\n')[(finding?.line ?? 0) - 1]).toContain(value)
    expect(finding?.correction?.to ?? '').toContain(right)
    if (linted.findings.some(({ isSafe }) => isSafe)) expect(rulesOf(path, fixText(linted))).not.toContain('tls-port')
  })
})

test('every service of a compose file has settings of its own', () => {
  const text =
    'services:\n  a:\n    environment:\n      SMTP_HOST: a.test\n      SMTP_PASSWORD: ${P:-pw}\n  b:\n    environment:\n      - GF_SMTP_HOST=b.test:587\n'
  const settings = found('compose.yml', text).map((one) => [one.name, settingsOf(one, 'x').settings.host])
  expect(settings).toEqual([
    ['a', 'a.test'],
    ['b', 'b.test'],
  ])
  expect(found('compose.yml', text)[0]?.fields.secret?.reference).toMatchObject({ name: 'P', fallback: 'pw' })
})

test("lines of gitlab.rb in GitLab's variable are judged where they stand", () => {
  const text =
    "services:\n  gitlab:\n    environment:\n      GITLAB_OMNIBUS_CONFIG: |\n        gitlab_rails['smtp_address'] = 'h.test'\n        gitlab_rails['smtp_port'] = 465\n        gitlab_rails['smtp_tls'] = false\n"
  const linted = lintText('docker-compose.yml', text, presets)
  expect(linted.findings).toMatchObject([{ rule: 'tls-port', line: 7, column: 36 }])
  expect(fixText(linted)).toContain("gitlab_rails['smtp_tls'] = true")
})

test('variables of a chart or a workflow are read, whatever the mapping is called', () => {
  const text = 'jobs:\n  test:\n    env:\n      SMTP_HOST: h.test\n      SMTP_PORT: 587\n      SMTP_SECURE: true\n'
  expect(rulesOf('ci.yml', text)).toEqual(['tls-port'])
  expect(rulesOf('ci.yml', text.replace('587', '465'))).toEqual([])
})

test('the base64 data of a Secret is left alone', () => {
  const text = 'apiVersion: v1\nkind: Secret\ndata:\n  SMTP_HOST: bWFpbC50ZXN0\n  SMTP_PASSWORD: c2VjcmV0\n'
  expect(found('secret.yaml', text)).toEqual([])
  expect(found('map.yaml', text.replace('Secret', 'ConfigMap'))).toHaveLength(1)
})

describe('quotes that become a part of the value', () => {
  test('in a list of a compose file', () => {
    const text =
      'services:\n  a:\n    environment:\n      - SMTP_HOST=h.test\n      - SMTP_USER=u\n      - SMTP_PASSWORD="pw-1"\n'
    expect(rulesOf('compose.yml', text)).toContain('quotes-kept')
    expect(rulesOf('compose.yml', text.replace('"pw-1"', 'pw-1'))).toEqual([])
  })
  test('in a file for docker run --env-file', () => {
    const text = 'SMTP_HOST=h.test\nSMTP_USER=u\nSMTP_PASSWORD="pw-1"\n'
    expect(rulesOf('docker.env', text)).toContain('quotes-kept')
    expect(rulesOf('env.list', text)).toContain('quotes-kept')
    expect(rulesOf('.env', text)).toEqual([])
  })
})

describe('no secret is shown', () => {
  test.each([
    ['.env', 'SMTP_HOST=h.test\nSMTP_USER=u\nSMTP_PASSWORD=#hunter-2\n'],
    ['settings.py', "EMAIL_HOST = 'h.test'\nEMAIL_HOST_USER = 'u'\nEMAIL_HOST_PASWORD = 'hunter-2'\n"],
    ['.msmtprc', 'account a\nhost h.test\nuser u\npasword hunter-2\n'],
    ['a.ts', "nodemailer.createTransport('smtps://u:hunter-2@h.test:587')"],
    ['.env', 'MAILER_DSN=smtps://u:hunter-2@h.test:587\n'],
    ['apprise.conf', 'mailtos://u:hunter-2@h.test:465/?mode=starttls\n'],
    ['a.go', 'package main\nfunc f() { d := gomail.NewDialer(" h.test", 587, "u", "hunter-2") }\n'],
    ['settings.py', "EMAIL_HOST = ' h.test'; EMAIL_HOST_PASSWORD = config('P', default='hunter-2')\n"],
  ])('of %s: %s', (path, text) => {
    const { findings } = lintText(path, text, presets)
    expect(findings.length).toBeGreaterThan(0)
    expect(JSON.stringify(findings.map(({ edits, ...shown }) => shown))).not.toContain('hunter-2')
  })
})

describe('Exim', () => {
  const conf = (port: string, protocol: string) =>
    `begin routers\nsmarthost:\n  driver = manualroute\n  transport = out\n  route_list = * h.test\nbegin transports\nout:\n  driver = smtp\n  port = ${port}\n  protocol = ${protocol}\nbegin authenticators\nlogin:\n  driver = plaintext\n  public_name = PLAIN\n  client_send = ^bob^pw-1\n`
  test('a smarthost is read with its transport and login', () => {
    const [one] = found('exim4.conf', conf('465', 'smtps'))
    expect(one && settingsOf(one, 'x').settings).toEqual({
      host: 'h.test',
      port: 465,
      security: 'tls',
      username: 'bob',
      secret: 'pw-1',
    })
  })
  test('465 without smtps is put right', () => {
    expect(fixText(lintText('exim4.conf', conf('465', 'smtp'), presets))).toContain('protocol = smtps')
    expect(rulesOf('exim4.conf', conf('587', 'smtp'))).toEqual([])
  })
  test("Debian's smarthost is read, and its port is judged", () => {
    const text = "dc_eximconfig_configtype='smarthost'\ndc_smarthost='smtp.gmail.com::465'\n"
    const linted = lintText('update-exim4.conf.conf', text, presets)
    expect(linted.findings).toMatchObject([{ rule: 'tls-port', line: 2 }])
    expect(fixText(linted)).toContain("dc_smarthost='smtp.gmail.com::587'")
  })
})

test('each profile of an application.yml is judged with what it takes over from the others', () => {
  const text =
    'spring:\n  mail:\n    host: h.test\n    port: 587\n    properties:\n      mail.smtp.starttls.required: true\n---\nspring:\n  config.activate.on-profile: prod\n  mail:\n    port: 465\n'
  expect(found('application.yml', text).map(({ name, fields }) => [name, fields.port?.value])).toEqual([
    [undefined, '587'],
    ['prod', '465'],
  ])
  expect(rulesOf('application.yml', text)).toEqual(['tls-port'])
})

describe('a password that the file leaves to the environment', () => {
  test.each([
    [
      'compose.yml',
      'services:\n  a:\n    environment:\n      SMTP_HOST: h.test\n      SMTP_USER: u\n',
      'SMTP_PASSWORD=pw-1\n',
    ],
    ['appsettings.json', '{ "Smtp": { "Host": "h.test", "Port": 587, "UserName": "u" } }', 'Smtp__Password=pw-1\n'],
    ['mail.properties', 'mail.smtp.host=h.test\nmail.smtp.port=587\n', 'SMTP_PASSWORD=pw-1\n'],
  ])('of %s is taken from the file that the user names, and from no other', async (name, text, variables) => {
    const folder = mkdtempSync(join(tmpdir(), 'env-file-'))
    const [path, envFile] = [join(folder, name), join(folder, 'own.env')]
    writeFileSync(path, text)
    writeFileSync(envFile, variables)
    expect((await readSettingsFile(path)).settings.secret).toBeUndefined()
    expect((await readSettingsFile(path, { envFile })).settings.secret).toBe('pw-1')
    rmSync(folder, { recursive: true })
  })
})
