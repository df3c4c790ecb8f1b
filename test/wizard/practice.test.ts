import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loginOf, optionsFor, targetOf } from '../../src/lab/exercise.js'
import type { Setup } from '../../src/lab/fault.js'
import { faults } from '../../src/lab/faults.js'
import { serveHealthy } from '../../src/lab/serve.js'
import { DIAGNOSIS_LAYERS } from '../../src/model.js'
import { submissionHosts } from '../../src/providers/preset-hosts.js'
import { hasExpectedShape } from '../../src/providers/secret-shape.js'
import { LAYER_WORDS } from '../../src/report/render-diagnosis.js'
import { Interrupted } from '../../src/wizard/ask.js'
import { createExamination } from '../../src/wizard/examination.js'
import { realWorld } from '../../src/wizard/real-world.js'
import type { Flags } from '../../src/wizard/step.js'
import { runWizard } from '../../src/wizard/wizard.js'
import { type Line, scriptedAsk } from './scripted-ask.js'

async function walk(lines: readonly Line[], flags: Flags = {}): Promise<string> {
  const world = {
    ...realWorld('/nowhere', new AbortController().signal),
    discover: async (domain: string) => ({ domain, candidates: [], findings: [], hasNoService: false }),
  }
  const ask = scriptedAsk(lines)
  const examination = createExamination({ start: world.startCheck, options: {} })
  await runWizard({ ask, flags, world, examination }).catch((error: unknown) => {
    if (!(error instanceof Interrupted)) throw error
  })
  return ask.log.join('\n')
}

test.each(['cert-expired', 'cert-exp', 'gmail host'])('an exercise is found by "%s" too', async (typed) => {
  const world = realWorld('/nowhere', new AbortController().signal)
  const ask = scriptedAsk([])
  let found: readonly string[] = []
  const asked: typeof ask.search = async ({ search }) => {
    found = search(typed).map(({ name }) => name)
    throw new Interrupted()
  }
  const examination = createExamination({ start: world.startCheck, options: {} })
  await runWizard({
    ask: { ...ask, text: async () => 'practice', search: asked },
    flags: {},
    world,
    examination,
  }).catch((error: unknown) => expect(error).toBeInstanceOf(Interrupted))
  expect(found.length).toBeGreaterThan(0)
})

test('an exercise shows what was seen, keeps the diagnosis back until it is found, and then heals', async () => {
  const task = faults.find(({ id }) => id === 'cert-expired')?.exercise ?? ''
  const log = await walk([
    ['e-mail address', 'practice'],
    ['Which exercise', task],
    ['What do you want', 'Give me a hint'],
    ['What do you want', 'I have a guess'],
    ['Where does it go wrong', 'Letter'],
    ['What do you want', 'I have a guess'],
    ['Where does it go wrong', 'Door'],
    ['What do you want', 'I have a guess'],
    ['Where does it go wrong', 'Hallway'],
    ['What is the cause', 'The certificate is for'],
    // The place is known by now, and only the cause is asked.
    ['What do you want', 'I have a guess'],
    ['What is the cause', 'The server'],
    ['What do you want', 'Show the dialogue'],
    ['What do you want', 'Run it again, healed'],
    ['What do you want', 'Another'],
    ['Which exercise', 'A healthy server'],
  ])
  const found = log.indexOf('The solution')
  expect(found).toBeGreaterThan(0)
  expect(log.slice(0, found)).not.toContain('What to do')
  expect(log.slice(0, found)).toContain('step by step')
  expect(log.slice(0, found)).toContain('Hint: ')
  expect(log.slice(0, found)).toMatch(/Not at “Letter”, even if it shows there: it goes wrong before that/)
  expect(log.slice(0, found)).toContain('Not at “Door”: it gets further than that.')
  expect(log.slice(0, found)).toContain('the cause is another one')
  expect(log.slice(found)).toContain('What to do')
  expect(log.slice(found)).toMatch(/The same program[\s\S]*mail\.lab\.test:587 +STARTTLS +\S+ m?s +works/)
})

test('every exercise can be solved: its place and its cause are among the answers', async () => {
  const world = realWorld('/nowhere', new AbortController().signal)
  for (const { id, expect: cause, layer } of faults) {
    if (cause === 'works') continue
    const place = cause === 'unknown' ? layer : DIAGNOSIS_LAYERS[cause]
    expect(LAYER_WORDS[place], id).toBeDefined()
    if (cause !== 'unknown') expect(world.diagnosesOf(place), id).toContain(cause)
  }
})

test('no two tasks read the same in the list', () => {
  const tasks = faults.map(({ exercise }) => exercise)
  expect(new Set(tasks).size).toBe(tasks.length)
})

test('tasks do not give the answer away in their list', () => {
  for (const { exercise, title } of faults) expect(exercise).not.toContain(title)
})

test('the healthy practice server leads through the whole wizard without a network', async () => {
  const log = await walk([
    ['e-mail address', 'practice'],
    ['Which exercise', 'A healthy server'],
    ['log in', 'With a password'],
    ['Password', 'correct-horse-42'],
    ['test message', 'Yes, to ada@lab.test'],
    ['configuration file', 'No, not now'],
    ['What next', 'Quit'],
  ])
  expect(log).toContain('its password is correct-horse-42')
  expect(log).toContain('It works')
  expect(log).toContain('has taken the message')
})

test('a program written while practising trusts the practice server, and names its root', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'practice-'))
  const log = await walk([
    ['e-mail address', 'practice'],
    ['Which exercise', 'A healthy server'],
    ['log in', 'Check without logging in'],
    ['What next', 'Log in too'],
    ['log in', 'With a password'],
    ['Password', 'correct-horse-42'],
    ['test message', 'No, nothing is sent'],
    ['configuration file', 'Python'],
    ['Path', join(cwd, 'send.py')],
    ['Write this', 'Yes'],
    ['What next', 'Quit'],
  ])
  const caFile = /in (\S+practice-ca\.pem)\./.exec(log.replace(/\s+/g, ' '))?.[1] ?? ''
  expect(readFileSync(caFile, 'utf8')).toContain('BEGIN CERTIFICATE')
  expect(readFileSync(join(cwd, 'send.py'), 'utf8')).toContain(caFile)
})

test('the solution names both faults where there are two, and nothing that was noticed in passing', async () => {
  const log = await walk([['What do you want', 'Show the solution']], { practice: 'cert-two-faults' })
  const solution = log.slice(log.indexOf('The solution'))
  expect(solution).toContain("1. The server's certificate has expired")
  expect(solution).toMatch(/2\. The certificate is/)
})

test('a solved exercise says so in the list', async () => {
  const task = faults.find(({ id }) => id === 'wrong-password')?.exercise ?? ''
  await walk(
    [
      ['What do you want', 'Show the solution'],
      ['What do you want', 'Another'],
      ['Which exercise', `Solved: ${task}`],
    ],
    { practice: 'wrong-password' },
  )
})

test.each([
  ['http-server', /-- greeting failed: this port does not speak SMTP: HTTP\/1\.1 400/],
  ['connection-refused', /-- connect failed: 127\.0\.0\.1: refused \(ECONNREFUSED\)/],
  ['clear-only', /-- tls failed: this port begins in clear text: 220 /],
])('the dialogue of %s says what happened, also where nothing was said', async (practice, words) => {
  const log = await walk(
    [
      ['What do you want', 'Show the dialogue'],
      ['What do you want', 'Another'],
    ],
    { practice },
  )
  expect(log.slice(log.indexOf('? What do you want')).replace(/\s+/g, ' ')).toMatch(words)
})

test.each([
  ['imap-host-name', 'host smtp.gmail.com instead of imap.gmail.com', 'smtp.gmail.com:587'],
  ['retired-host-name', 'host smtp-mail.outlook.com instead of smtp.live.com', 'smtp-mail.outlook.com:587'],
  ['sendgrid-username', 'user apikey instead of ada@shop.example', 'smtp.sendgrid.net:587'],
  ['ses-not-verified', 'the server without the fault', 'email-smtp.us-east-1.amazonaws.com:587'],
  ['sender-not-owned', 'sender ada@lab.test instead of shop@lab.test', 'mail.lab.test:587'],
  ['tls-only', 'port 465 and TLS at once', 'mail.lab.test:465'],
])('healing %s puts right what was wrong, and says what that was', async (practice, change, endpoint) => {
  const log = await walk(
    [
      ['What do you want', 'Show the solution'],
      ['What do you want', 'Run it again, healed'],
      ['What do you want', 'Another'],
    ],
    { practice },
  )
  const healed = log.slice(log.indexOf('The same program')).replace(/\s+/g, ' ')
  expect(healed).toContain(change)
  expect(healed).toMatch(new RegExp(`${endpoint}\\W.* m?s:? works`))
})

test('every exercise is healed at a server of its account, with the kind of secret that is wanted there', () => {
  const { presets } = realWorld('/nowhere', new AbortController().signal)
  for (const { id, setup, healed } of faults) {
    const { provider: name, host, secret, isToken }: Setup = { ...setup, ...healed }
    const provider = name === undefined ? undefined : presets.byId(name)
    if (!provider) continue
    expect(submissionHosts(provider), id).toContain(host)
    if (provider.status === 'no-password') expect(isToken, id).toBe(true)
    if (!isToken) expect(hasExpectedShape(provider, secret), id).not.toBe(false)
  }
})

test.each(faults.filter(({ healed }) => healed !== undefined).map((fault) => [fault.id, fault] as const))(
  '%s works once its settings are put right',
  async (_, { setup, healed }) => {
    const { presets, startCheck } = realWorld('/nowhere', new AbortController().signal)
    const server = await serveHealthy({ setup: { ...setup, ...healed }, engine: 'script' })
    const check = startCheck(targetOf(server, presets), optionsFor(server))
    const { verdict } = await check.logIn(loginOf(server))
    check.close()
    await server.close()
    expect(verdict).toBe('works')
  },
)

test('an unknown exercise is refused', async () => {
  await expect(walk([], { practice: 'nonsense' })).rejects.toThrow('no exercise "nonsense"')
})
