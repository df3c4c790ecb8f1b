// The documents that scripts read, held against their published shape: nothing missing, nothing of another type.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type LabServer, serveFault, serveHealthy } from '../../src/lab/serve.js'
import { run, towards } from './program.js'

const security = z.enum(['starttls', 'tls', 'none'])
const certificate = z.looseObject({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  validFrom: z.string(),
  validTo: z.string(),
})
const stage = z.strictObject({
  stage: z.enum(['dns', 'connect', 'greeting', 'ehlo', 'starttls', 'tls', 'auth', 'mail', 'rcpt', 'data', 'quit']),
  status: z.enum(['ok', 'fail', 'skipped']),
  ms: z.number().nonnegative(),
  detail: z.string(),
  reply: z
    .strictObject({ code: z.int().min(200).max(599), enhanced: z.string().optional(), text: z.string() })
    .optional(),
})
const place = { host: z.string(), port: z.int().min(1).max(65535), security }
const endpoint = z.strictObject({
  ...place,
  status: z.enum(['ok', 'fail']),
  stages: z.array(stage).min(1),
  address: z.string().optional(),
  families: z
    .array(
      z.strictObject({
        family: z.union([z.literal(4), z.literal(6)]),
        address: z.string(),
        status: z.enum(['ok', 'fail', 'skipped']),
        detail: z.string(),
      }),
    )
    .optional(),
  capabilities: z.array(z.string()).optional(),
  tls: z
    .strictObject({
      version: z.string(),
      cipher: z.string(),
      certificate: certificate.optional(),
      chain: z.array(certificate).optional(),
      problems: z.array(z.string()).optional(),
    })
    .optional(),
})
const diagnosis = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  layer: z.string(),
  title: z.string().min(1),
  certainty: z.enum(['certain', 'likely', 'possible']),
  endpoint: z.string().optional(),
  because: z.string().min(1),
  evidence: z.array(z.string()),
  fixes: z.array(z.strictObject({ do: z.string().min(1), url: z.url().optional() })).min(1),
  // Added to the contract's shape: only where the case says more than the page of its id.
  meaning: z.string().min(1).optional(),
})
const report = z.strictObject({
  version: z.literal(1),
  verdict: z.enum(['works', 'problem']),
  target: z.strictObject({
    address: z.string().optional(),
    provider: z.string().optional(),
    host: z.string(),
    username: z.string().optional(),
  }),
  endpoints: z.array(endpoint).min(1),
  recommended: z
    .strictObject({ ...place, username: z.string().optional(), mechanism: z.string().optional() })
    .optional(),
  proof: z
    .strictObject({
      by: z.literal('nodemailer'),
      status: z.enum(['ok', 'fail', 'skipped']),
      ms: z.number(),
      detail: z.string(),
    })
    .optional(),
  notes: z.array(z.string()).optional(),
  diagnoses: z.array(diagnosis),
})
const event = z.discriminatedUnion('event', [
  stage.extend({ event: z.literal('stage'), ...place }),
  endpoint.extend({ event: z.literal('endpoint') }),
  diagnosis.extend({ event: z.literal('diagnosis') }),
  z.strictObject({ event: z.literal('done'), report }),
])

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smtp-doctor-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function checkAt(starting: Promise<LabServer>, format: string) {
  const server = await starting
  try {
    const caFile = join(folder, 'ca.pem')
    await writeFile(caFile, server.caPem)
    const { username, secret, from, to } = server.setup
    const args = ['check', '--user', username, ...towards(server, caFile), '--from', from, '--to', to, '--timeout', '3']
    const ran = await run([...args, '--password-env', 'SECRET', format], {
      env: { SECRET: secret, NODE_OPTIONS: '--unhandled-rejections=strict' },
    })
    return { ...ran, secret }
  } finally {
    await server.close()
  }
}

const FAULTS = [
  'wrong-password',
  'hostile-text',
  'cert-two-faults',
  'starttls-stripped',
  'endless-reply',
  'user-unknown',
]

describe('check', () => {
  test('prints one document of the published shape where all is well', async () => {
    const { stdout, stderr, code, secret } = await checkAt(serveHealthy(), '--json')
    expect(report.parse(JSON.parse(stdout)).verdict).toBe('works')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).not.toContain(secret)
  })

  test('prints one event a line, `done` at the end', async () => {
    const { stdout, code } = await checkAt(serveHealthy(), '--ndjson')
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => event.parse(JSON.parse(line)))
    expect(events.at(-1)?.event).toBe('done')
    expect(code).toBe(0)
  })

  test.each(FAULTS)('prints the same shape, and exits 1, for the fault %s', async (id) => {
    const { stdout, stderr, code } = await checkAt(serveFault(id), '--json')
    const { verdict, diagnoses } = report.parse(JSON.parse(stdout))
    expect([verdict, code, stderr]).toEqual(['problem', 1, ''])
    expect(diagnoses.length).toBeGreaterThan(0)
  })
})

test('explain prints diagnoses of the same shape', async () => {
  const { stdout, code } = await run(['explain', '--json', '535 5.7.8 Username and Password not accepted'])
  const document = z.looseObject({ version: z.literal(1), diagnoses: z.array(diagnosis) }).parse(JSON.parse(stdout))
  expect(document.diagnoses.length).toBeGreaterThan(0)
  expect(code).toBe(1)
})
