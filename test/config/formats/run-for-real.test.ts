// The nodemailer module and the Python script are run as their user would run them, against a local TLS server.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other languages are test data here

import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatById, planConfig, writePlan } from '../../../src/config/configurations.js'
import type { Security, Settings } from '../../../src/model.js'
import { type LoginServer, makeCertificate, startLoginServer, type TestCertificate } from '../login-server.js'
import { canRun, runProgram } from '../run-program.js'

const SECURITIES: readonly Security[] = ['starttls', 'tls']
/** One that survives both in a .env for dotenv and in one for bash, one that only ASCII-free code paths carry. */
const SECRETS = ['#$"\'\\ & % space', ' ü 🔑 ${X} %s `id` <? ', "it's: #1"]

let certificate: TestCertificate
const servers = new Map<Security, LoginServer>()
beforeAll(async () => {
  certificate = await makeCertificate()
  for (const security of [...SECURITIES, 'none'] as const) {
    servers.set(security, await startLoginServer(certificate, security))
  }
})
afterAll(async () => {
  for (const server of servers.values()) await server.close()
  certificate.remove()
})

let count = 0
/** Writes the configuration into a folder of its own and runs `command` there. */
async function runWritten(formatId: string, settings: Settings, command: (file: string) => [string, string[]]) {
  const format = formatById(formatId)
  if (!format) throw new Error(`no format ${formatId}`)
  const folder = join(certificate.folder, `run-${count++}`)
  mkdirSync(folder)
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const plan = await planConfig(format, settings, join(folder, format.fileName))
  await writePlan(plan, { overwrite: false })
  const [program, args] = command(format.fileName)
  const env = { NODE_EXTRA_CA_CERTS: certificate.caFile, SSL_CERT_FILE: certificate.caFile }
  return { ...(await runProgram(program, args, { cwd: folder, env })), folder, plan }
}

function serverFor(security: Security): LoginServer {
  const server = servers.get(security)
  if (!server) throw new Error(`no server for ${security}`)
  server.logins.length = 0
  server.messages.length = 0
  return server
}

const runs: Record<string, (file: string) => [string, string[]]> = {
  nodemailer: (file) => [process.execPath, ['--env-file=.env', file, 'you@example.com']],
  python: (file) => ['bash', ['-c', `(set -a; . ./.env; python3 ${file} you@example.com)`]],
}

describe.each(['nodemailer', 'python'])('%s', (format) => {
  const isHere = format === 'nodemailer' || canRun('python3')
  const run = runs[format]
  if (!run) throw new Error('no way to run it')

  test.skipIf(!isHere).each(SECURITIES.flatMap((security) => SECRETS.map((secret) => ({ security, secret }))))(
    'logs in over $security with exactly the secret $secret and sends the message',
    async ({ security, secret }) => {
      const server = serverFor(security)
      const settings: Settings = {
        host: 'localhost',
        port: server.port,
        security,
        username: 'me@example.com',
        secret,
        from: 'me@example.com',
        fromName: 'Ünal "Q" O\'Neil',
      }
      const { exitCode, output } = await runWritten(format, settings, run)
      expect(output).toContain('Taken by the server')
      expect(exitCode).toBe(0)
      expect(server.logins).toEqual([{ method: 'PLAIN', username: 'me@example.com', secret, isEncrypted: true }])
      expect(server.messages[0]).toMatchObject({ from: 'me@example.com', to: ['you@example.com'] })
    },
  )

  test.skipIf(!isHere)('logs in with an access token', async () => {
    const server = serverFor('starttls')
    const settings: Settings = {
      host: 'localhost',
      port: server.port,
      security: 'starttls',
      username: 'me@example.com',
      secret: 'ya29.token-with_signs==',
      isToken: true,
    }
    const { output } = await runWritten(format, settings, run)
    expect(output).toContain('Taken by the server')
    expect(server.logins).toMatchObject([{ method: 'XOAUTH2', secret: 'ya29.token-with_signs==' }])
  })

  test.skipIf(!isHere)('sends without a login and in clear text when that is what was proven', async () => {
    const server = await startLoginServer(certificate, 'none', { authOptional: true })
    const open = { host: '127.0.0.1', port: server.port, security: 'none', from: 'me@example.com' } as const
    const { output } = await runWritten(format, open, (file) => {
      const [program, args] = run(file)
      return [program, args.filter((arg) => arg !== '--env-file=.env').map((arg) => arg.replace('. ./.env; ', ''))]
    })
    await server.close()
    expect(output).toContain('Taken by the server')
    expect(server.logins).toEqual([])
    expect(server.messages).toHaveLength(1)
  })

  test.skipIf(!isHere)('refuses a server whose certificate it does not trust', async () => {
    const server = serverFor('tls')
    const format_ = formatById(format)
    if (!format_) throw new Error('no format')
    const folder = join(certificate.folder, `distrust-${format}`)
    mkdirSync(folder)
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    const settings: Settings = {
      host: 'localhost',
      port: server.port,
      security: 'tls',
      username: 'me@x.example',
      secret: 's',
    }
    await writePlan(await planConfig(format_, settings, join(folder, format_.fileName)), { overwrite: false })
    const [program, args] = run(format_.fileName)
    const { exitCode } = await runProgram(program, args, { cwd: folder })
    expect(exitCode).not.toBe(0)
    expect(server.logins).toEqual([])
  })

  test('the secret stands in a file of its own, readable by its owner alone, and in no preview', async () => {
    const settings: Settings = {
      host: 'h.example',
      port: 465,
      security: 'tls',
      username: 'me@x.example',
      secret: 'hunter2',
    }
    const format_ = formatById(format)
    if (!format_) throw new Error('no format')
    const folder = join(certificate.folder, `mode-${format}`)
    mkdirSync(folder)
    const plan = await planConfig(format_, settings, join(folder, format_.fileName))
    expect(plan.files.map(({ diff }) => diff).join('\n')).not.toContain('hunter2')
    await writePlan(plan, { overwrite: false })
    expect(readdirSync(folder).sort()).toEqual(['.env', format_.fileName].sort())
    expect(readFileSync(join(folder, format_.fileName), 'utf8')).not.toContain('hunter2')
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600)
  })
})
