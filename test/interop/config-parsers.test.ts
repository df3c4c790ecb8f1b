// Where a program cannot be run here, its own parser reads what was written for it; and the readers of `.env` files are
// compared with what src/config/syntax/dotenv-readers.ts says of them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatById, renderConfig } from '../../src/config/configurations.js'
import { type DotenvReader, dotenvReader } from '../../src/config/syntax/dotenv-readers.js'
import { type Settings, UsageError } from '../../src/model.js'
import { anySecret, HOSTILE_SECRETS } from '../config/hostile-values.js'
import { runProgram } from '../config/run-program.js'
import { PEERS_FOLDER } from './servers/unpacked-root.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-parsers-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SECRETS = [...new Set([...HOSTILE_SECRETS, ...fc.sample(anySecret, { numRuns: 150, seed: 7 })])]

const settingsWith = (secret: string, security: Settings['security']): Settings => ({
  host: 'smtp.example.com',
  port: security === 'tls' ? 465 : 587,
  security,
  username: 'me@example.com',
  secret,
  from: 'me@example.com',
})

/** Writes the configuration once a secret, lets the program read all files, and gives its answers as values of JSON. */
async function readBack(
  formatId: string,
  command: string,
  args: (files: string[]) => string[],
  pick: 'text' | 'secret' = 'text',
) {
  const format = formatById(formatId)
  if (!format) throw new Error(`no format ${formatId}`)
  const asked: { secret: string; security: Settings['security'] }[] = []
  const files: string[] = []
  for (const [index, secret] of SECRETS.entries()) {
    const security = index % 2 === 0 ? 'starttls' : 'tls'
    try {
      const written = renderConfig(format, settingsWith(secret, security))
      const text = pick === 'text' ? written.text : (written.secretFiles?.[0]?.text ?? '')
      const file = join(folder, `${formatId}-${index}`)
      writeFileSync(file, text)
      asked.push({ secret, security })
      files.push(file)
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError)
    }
  }
  // A writer that refuses must be the exception.
  expect(files.length).toBeGreaterThan(SECRETS.length * 0.8)
  const { output } = await runProgram(command, args(files), { cwd: folder })
  const answers = output
    .trim()
    .split('\n')
    // javac and others say more than was asked.
    .filter((line) => /^["{[]/.test(line))
    .map((line) => JSON.parse(line))
  expect(answers).toHaveLength(asked.length)
  return asked.map((one, index) => ({ ...one, answer: answers[index] }))
}

const PYYAML = 'import sys, json, yaml\nfor f in sys.argv[1:]: print(json.dumps(yaml.safe_load(open(f))))'
const py = (program: string) => (files: string[]) => ['-c', program, ...files]

describe('PyYAML', () => {
  test('reads a Kubernetes Secret as meant', async () => {
    for (const { secret, security, answer } of await readBack('kubernetes', '/usr/bin/python3', py(PYYAML))) {
      expect(answer.stringData).toMatchObject({
        SMTP_PASSWORD: secret,
        SMTP_SECURITY: security,
        SMTP_HOST: 'smtp.example.com',
      })
    }
  })
  test('reads the env block of Discourse as meant', async () => {
    for (const { secret, security, answer } of await readBack('discourse', '/usr/bin/python3', py(PYYAML))) {
      expect(answer.env.DISCOURSE_SMTP_PASSWORD).toBe(secret)
      expect(answer.env.DISCOURSE_SMTP_FORCE_TLS).toBe(security === 'tls')
    }
  })
  test("reads Home Assistant's secrets.yaml as meant", async () => {
    for (const { secret, answer } of await readBack('home-assistant', '/usr/bin/python3', py(PYYAML), 'secret')) {
      expect(answer.smtp_password).toBe(secret)
    }
  })
})

test('SnakeYAML, which Spring uses, reads application.yml as meant', async () => {
  writeFileSync(
    join(folder, 'Read.java'),
    `import java.nio.file.*; import java.util.*; import org.yaml.snakeyaml.Yaml;
class Read { public static void main(String[] a) throws Exception {
  for (String f : a) { Map<String, Object> m = new Yaml().load(Files.readString(Path.of(f)));
    Map<String, Object> mail = (Map<String, Object>) ((Map<String, Object>) m.get("spring")).get("mail");
    Map<String, Object> smtp = (Map<String, Object>) ((Map<String, Object>) ((Map<String, Object>) mail.get("properties")).get("mail")).get("smtp");
    System.out.println("{\\"host\\":\\"" + mail.get("host") + "\\",\\"password\\":\\"" + mail.get("password") + "\\",\\"smtp\\":\\"" + smtp + "\\"}"); } } }`,
  )
  const args = (files: string[]) => ['-cp', '/usr/share/java/snakeyaml.jar', 'Read.java', ...files]
  for (const { security, answer } of await readBack('spring-yaml', 'java', args)) {
    expect(answer).toMatchObject({ host: 'smtp.example.com', password: '$' + '{SMTP_PASSWORD}' })
    expect(answer.smtp).toContain(security === 'tls' ? 'ssl={enable=true' : 'starttls={enable=true, required=true}')
  }
})

describe('php', () => {
  test('defines exactly the constants that WordPress gets', async () => {
    const program =
      'foreach (array_slice($argv, 1) as $f) { echo shell_exec("php -r " . escapeshellarg("include " . var_export($f, true) . "; echo json_encode(get_defined_constants(true)[\'user\'], JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE), PHP_EOL;")); }'
    const constants = await readBack('wordpress', 'php', (files) => ['-r', program, ...files.slice(0, 400)])
    for (const { secret, security, answer } of constants) {
      expect(answer).toMatchObject({
        WPMS_SMTP_PASS: secret,
        WPMS_SSL: security === 'tls' ? 'ssl' : 'tls',
        WPMS_SMTP_PORT: security === 'tls' ? 465 : 587,
      })
    }
  })
  test('reads the $CONFIG of Nextcloud as meant', async () => {
    const program = 'foreach (array_slice($argv, 1) as $f) { include $f; echo json_encode($CONFIG), PHP_EOL; }'
    for (const { secret, security, answer } of await readBack('nextcloud', 'php', (files) => [
      '-r',
      program,
      ...files,
    ])) {
      expect(answer).toMatchObject({
        mail_smtppassword: secret,
        mail_smtpsecure: security === 'tls' ? 'ssl' : '',
        mail_from_address: 'me',
        mail_domain: 'example.com',
      })
    }
  })
  test("Laravel's phpdotenv reads its .env as meant", async () => {
    const program = `spl_autoload_register(function ($c) { foreach (['Dotenv', 'PhpOption', 'GrahamCampbell\\\\ResultType', 'Symfony\\\\Polyfill'] as $p) { $f = '/usr/share/php/' . str_replace('\\\\', '/', $c) . '.php'; if (is_file($f)) { require_once $f; return; } } });
foreach (array_slice($argv, 1) as $f) { echo json_encode(Dotenv\\Dotenv::parse(file_get_contents($f))), PHP_EOL; }`
    for (const { secret, security, answer } of await readBack('laravel', 'php', (files) => ['-r', program, ...files])) {
      expect(answer).toMatchObject({
        MAIL_PASSWORD: secret,
        MAIL_SCHEME: security === 'tls' ? 'smtps' : 'smtp',
        MAIL_ENCRYPTION: security === 'tls' ? 'ssl' : 'tls',
      })
    }
  })
})

test('ruby sets exactly the settings that GitLab gets', async () => {
  const program =
    "require 'json'; ARGV.each { |f| gitlab_rails = {}; eval(File.read(f).sub(%q(File.read('/etc/gitlab/smtp_password', encoding: 'UTF-8').chomp), '1')); puts gitlab_rails.to_json }"
  for (const { security, answer } of await readBack('gitlab', 'ruby', (files) => ['-e', program, ...files])) {
    expect(answer).toMatchObject({
      smtp_address: 'smtp.example.com',
      smtp_tls: security === 'tls',
      smtp_enable_starttls_auto: security === 'starttls',
      smtp_openssl_verify_mode: 'peer',
    })
  }
})

test('python3 builds exactly the ConnectionConfig that fastapi-mail gets', async () => {
  writeFileSync(join(folder, 'fastapi_mail.py'), 'def ConnectionConfig(**given): return given\n')
  const program =
    'import sys, json, os\nos.environ["MAIL_PASSWORD"] = "s"\nsys.path.insert(0, ".")\nfor f in sys.argv[1:]:\n  space = {}\n  exec(open(f).read(), space)\n  print(json.dumps(space["mail_config"]))'
  for (const { security, answer } of await readBack('fastapi-mail', '/usr/bin/python3', py(program))) {
    expect(answer).toMatchObject({
      MAIL_SERVER: 'smtp.example.com',
      MAIL_STARTTLS: security === 'starttls',
      MAIL_SSL_TLS: security === 'tls',
      VALIDATE_CERTS: true,
      MAIL_PASSWORD: 's',
    })
  }
})

describe('go-ini', () => {
  const GO = `package main
import ("encoding/json"; "fmt"; "os"; "gopkg.in/ini.v1")
func main() { for _, f := range os.Args[1:] { c, err := ini.LoadSources(ini.LoadOptions{}, f); if err != nil { fmt.Println(err); os.Exit(1) }
  out := map[string]map[string]string{}; for _, s := range c.Sections() { out[s.Name()] = map[string]string{}; for _, k := range s.Keys() { out[s.Name()][k.Name()] = k.String() } }
  b, _ := json.Marshal(out); fmt.Println(string(b)) } }`
  const runGo = (files: string[]) => {
    writeFileSync(join(folder, 'read.go'), GO)
    return [
      'GOPATH=/usr/share/gocode',
      'GO111MODULE=off',
      'GOFLAGS=',
      'GOCACHE=/tmp/smtp-doctor-go-cache',
      'go',
      'run',
      'read.go',
      '--',
      ...files,
    ]
  }
  test('reads the [mailer] section of Gitea as meant', async () => {
    for (const { secret, security, answer } of await readBack('gitea', 'env', (files) =>
      runGo(files).filter((arg) => arg !== '--'),
    )) {
      expect(answer.mailer).toMatchObject({
        PASSWD: secret,
        PROTOCOL: security === 'tls' ? 'smtps' : 'smtp+starttls',
        SMTP_PORT: security === 'tls' ? '465' : '587',
      })
    }
  })
  test('reads the [smtp] section of Grafana as meant', async () => {
    for (const { security, answer } of await readBack('grafana', 'env', (files) =>
      runGo(files).filter((arg) => arg !== '--'),
    )) {
      expect(answer.smtp).toMatchObject({
        host: `smtp.example.com:${security === 'tls' ? 465 : 587}`,
        password: '$__file{/etc/grafana/smtp_password}',
        skip_verify: 'false',
      })
    }
  })
})

/** docker compose v1, which Debian 12 has, and v2, which people use; neither needs a daemon to read files. */
const COMPOSE = [
  ['v1', 'docker-compose', { LC_ALL: 'C.UTF-8' }],
  ['v2', join(PEERS_FOLDER, 'docker-compose/usr/libexec/docker/cli-plugins/docker-compose'), {}],
] as const

describe.each(COMPOSE)('docker compose %s', (_, command, env) => {
  /** The environment of the service as compose would give it to the container. */
  const environmentOf = async (text: string): Promise<Record<string, string>> => {
    writeFileSync(join(folder, 'compose.yml'), text)
    // A variable that is set to nothing is no warning among the answers.
    const variables = { ...env, word: '' }
    const { output } = await runProgram(command, ['-f', 'compose.yml', 'config'], { cwd: folder, env: variables })
    const toJson = 'import sys, json, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))'
    const read = await runProgram('/usr/bin/python3', ['-c', toJson], { cwd: folder, input: output })
    const given: Record<string, string> = JSON.parse(read.output).services.app.environment
    // Its output is a compose file again, so dollars are doubled in it.
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.replaceAll('$$', '$')]))
  }

  test('reads the env_file and the environment as meant', async () => {
    const format = formatById('docker-compose')
    if (!format) throw new Error('no format')
    // It starts slowly: one secret for each kind of sign is enough.
    for (const secret of ['#$"\\ & % space', "it's #1", '  blanks  ', 'ü 🔑 `id` %s']) {
      const fromName = '$HOME $' + '{X} $$ "q"'
      const written = renderConfig(format, { ...settingsWith(secret, 'starttls'), fromName })
      writeFileSync(join(folder, 'mail.env'), written.secretFiles?.[0]?.text ?? '')
      const environment = await environmentOf(written.text.replace('  app:\n', '  app:\n    image: x\n'))
      expect(environment).toMatchObject({
        SMTP_PASSWORD: secret,
        SMTP_FROM_NAME: fromName,
        SMTP_HOST: 'smtp.example.com',
        SMTP_PORT: '587',
        SMTP_SECURITY: 'starttls',
      })
    }
  })

  test.each([
    ['n8n', 'N8N_SMTP_PASS'],
    ['authentik', 'AUTHENTIK_EMAIL__PASSWORD'],
    ['vaultwarden', 'SMTP_PASSWORD'],
  ])('reads the env_file of %s as meant', async (id, name) => {
    const format = formatById(id)
    if (!format) throw new Error('no format')
    for (const secret of ['#$"\\ & % space', "it's #1", '  blanks  ', 'ü 🔑 `id` %s: ;']) {
      writeFileSync(join(folder, 'app.env'), renderConfig(format, settingsWith(secret, 'starttls')).text)
      const environment = await environmentOf('services: { app: { image: x, env_file: app.env } }\n')
      expect(environment[name]).toBe(secret)
    }
  })

  test('puts variables in the place of dollars where lint says so, and keeps the quotes of a list', async () => {
    const environment = await environmentOf(
      'services:\n  app:\n    image: x\n    environment:\n      - A=pa$word\n      - B=pa$$word\n      - C="q"\n      - D=$' +
        '{NONE:-default}\n',
    )
    expect(environment).toEqual({ A: 'pa', B: 'pa$word', C: '"q"', D: 'default' })
  })
})

describe('what we say of a reader of .env files is what it does', () => {
  const raws = fc.sample(fc.string({ unit: fc.constantFrom(...'#$"\'\\`& aZ0:=ü{}'), minLength: 1, maxLength: 10 }), {
    numRuns: 400,
    seed: 11,
  })
  const claims = (id: DotenvReader['id']) =>
    raws.flatMap((raw) => {
      const reading = dotenvReader(id).read(raw)
      return 'value' in reading ? [{ raw, value: reading.value }] : []
    })

  const compare = async (id: DotenvReader['id'], command: string, args: (files: string[]) => string[]) => {
    const all = claims(id)
    expect(all.length).toBeGreaterThan(50)
    const files = all.map(({ raw }, index) => {
      const file = join(folder, `claim-${id}-${index}`)
      writeFileSync(file, `A=${raw}\n`)
      return file
    })
    const { output } = await runProgram(command, args(files), { cwd: folder })
    const answers = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(all.map(({ raw }, index) => ({ raw, value: answers[index] }))).toEqual(all)
  }

  test('python-dotenv', () =>
    compare(
      'python-dotenv',
      '/usr/bin/python3',
      py(
        'import sys, json\nfrom dotenv import dotenv_values\nfor f in sys.argv[1:]: print(json.dumps(dotenv_values(f).get("A")))',
      ),
    ))

  test('docker compose v2', async () => {
    const all = claims('compose')
    expect(all.length).toBeGreaterThan(50)
    const services = all.map(({ raw }, index) => {
      writeFileSync(join(folder, `claim-compose-${index}`), `A=${raw}\n`)
      return `  s${index}: { image: x, env_file: claim-compose-${index} }\n`
    })
    writeFileSync(join(folder, 'claims.yml'), `services:\n${services.join('')}`)
    const { output } = await runProgram(COMPOSE[1][1], ['-f', 'claims.yml', 'config', '--format', 'json'], {
      cwd: folder,
    })
    const answers = JSON.parse(output.slice(output.indexOf('{\n'))).services
    const read = all.map(({ raw }, index) => ({ raw, value: answers[`s${index}`].environment.A.replaceAll('$$', '$') }))
    expect(read).toEqual(all)
  })

  test('bash', () =>
    compare('bash', 'bash', (files) => [
      '-c',
      'for f in "$@"; do (unset A; . "$f"; node -e "console.log(JSON.stringify(process.argv[1]))" -- "$A"); done',
      'bash',
      ...files.slice(0, 400),
    ]))

  test('Symfony', () =>
    compare('symfony', 'php', (files) => [
      '-r',
      'require "/usr/share/php/Symfony/Component/Dotenv/autoload.php"; foreach (array_slice($argv, 1) as $f) { try { $v = (new Symfony\\Component\\Dotenv\\Dotenv())->parse(file_get_contents($f))["A"]; } catch (Throwable $e) { $v = ["error" => $e->getMessage()]; } echo json_encode($v, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE), PHP_EOL; }',
      ...files,
    ]))

  test('Laravel', () =>
    compare('laravel', 'php', (files) => [
      '-d',
      'display_errors=0',
      '-d',
      'log_errors=0',
      '-r',
      "spl_autoload_register(function ($c) { $f = '/usr/share/php/' . str_replace('\\\\', '/', $c) . '.php'; if (is_file($f)) require_once $f; }); foreach (array_slice($argv, 1) as $f) { try { $v = Dotenv\\Dotenv::parse(file_get_contents($f))['A']; } catch (Throwable $e) { $v = ['error' => $e->getMessage()]; } echo json_encode($v), PHP_EOL; }",
      ...files,
    ]))
})
