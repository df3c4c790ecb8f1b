// Proves a format by the program itself: the configuration is written as a user would write it, the program runs with
// it against a TLS server, and the server tells which login and message arrived.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other languages are test data here

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatById, planConfig, writePlan } from '../../src/config/configurations.js'
import type { ConfigFormat } from '../../src/config/format.js'
import type { Security, Settings } from '../../src/model.js'
import { type LoginServer, makeCertificate, startLoginServer, type TestCertificate } from './login-server.js'
import { type Ran, runProgram } from './run-program.js'

/** Together they hold everything that quoting can break; the last one has what some programs cannot take. */
export const SECRETS = {
  signs: '#$"\'\\ & % space',
  templates: '`id` ${X} $(id) %s %(x)s: <?php ?> {{ x }} #{x} ;,|>!*@^~',
  letters: 'ü пароль 🔑',
  blanks: '  blanks  ',
} as const

export type SecretName = keyof typeof SECRETS

export interface Run {
  readonly folder: string
  /** The base name of the written file. */
  readonly file: string
  readonly settings: Settings
  readonly env: Record<string, string>
  readonly certificate: TestCertificate
  /** Runs in the folder, with the test's root trusted through the usual variables. */
  run(
    command: string,
    args: readonly string[],
    options?: { input?: string; env?: Record<string, string> },
  ): Promise<Ran>
}

export interface Proof {
  readonly securities?: readonly Security[]
  readonly secrets?: readonly SecretName[]
  readonly token?: boolean
  readonly caFile?: boolean
  readonly fileName?: string
  readonly authMethods?: string[]
  readonly noFromName?: boolean
  readonly port?: number
  /** Runs the program once so that it sends one message to you@example.com. */
  readonly send: (run: Run) => Promise<Ran | undefined>
}

let count = 0

/** Declares the tests that run a program with this format. */
export function proveFormat(formatId: string, proof: Proof): void {
  const format = formatById(formatId)
  if (!format) throw new Error(`no format ${formatId}`)
  const securities = proof.securities ?? ['starttls', 'tls']
  const secrets = proof.secrets ?? (Object.keys(SECRETS) as SecretName[])

  describe(`${formatId}: ${format.title}`, () => {
    let certificate: TestCertificate
    const servers = new Map<Security, LoginServer>()
    beforeAll(async () => {
      certificate = await makeCertificate()
      for (const security of securities) {
        const options = {
          ...(proof.authMethods && { authMethods: proof.authMethods }),
          ...(proof.port && { port: proof.port }),
        }
        servers.set(security, await startLoginServer(certificate, security, options))
      }
    })
    afterAll(async () => {
      for (const server of servers.values()) await server.close()
      certificate?.remove()
    })

    const sendOnce = async (security: Security, more: Partial<Settings>) => {
      const server = servers.get(security)
      if (!server) throw new Error('no server')
      server.logins.length = 0
      server.messages.length = 0
      const settings: Settings = {
        host: 'localhost',
        port: server.port,
        security,
        username: 'me+x@example.com',
        from: 'me+x@example.com',
        to: 'you@example.com',
        ...(!proof.noFromName && { fromName: 'Ünal "Q" O\'Neil' }),
        ...(proof.caFile && { caFile: certificate.caFile }),
        ...more,
      }
      const run = await writeFor(format, settings, certificate, proof.fileName)
      const ran = await proof.send(run)
      return { server, ran }
    }

    test.each(securities.flatMap((security) => secrets.map((name) => ({ security, name }))))(
      'logs in over $security with exactly the secret ($name) and the message arrives',
      async ({ security, name }) => {
        const { server, ran } = await sendOnce(security, { secret: SECRETS[name] })
        expect(server.logins.at(-1), ran?.output).toMatchObject({
          username: 'me+x@example.com',
          secret: SECRETS[name],
          isEncrypted: true,
        })
        expect(server.messages.at(-1), ran?.output).toMatchObject({ to: ['you@example.com'] })
      },
    )

    test.runIf(proof.token)('logs in with an access token', async () => {
      const security = securities[0] ?? 'starttls'
      const { server, ran } = await sendOnce(security, { secret: 'ya29.a-token_==', isToken: true })
      expect(server.logins.at(-1), ran?.output).toMatchObject({ method: 'XOAUTH2', secret: 'ya29.a-token_==' })
    })
  })
}

/** Writes the configuration into a folder of its own. */
export async function writeFor(
  format: ConfigFormat,
  settings: Settings,
  certificate: TestCertificate,
  fileName = format.fileName,
): Promise<Run> {
  const folder = join(certificate.folder, `run-${count++}`)
  mkdirSync(folder)
  await writePlan(await planConfig(format, settings, join(folder, fileName)), { overwrite: false })
  const env = {
    SSL_CERT_FILE: certificate.caFile,
    NODE_EXTRA_CA_CERTS: certificate.caFile,
    CURL_CA_BUNDLE: certificate.caFile,
    GIT_SSL_CAINFO: certificate.caFile,
  }
  return {
    folder,
    file: fileName,
    settings,
    env,
    certificate,
    run: (command, args, options = {}) =>
      runProgram(command, args, {
        cwd: folder,
        env: { ...env, ...options.env },
        ...(options.input !== undefined && { input: options.input }),
      }),
  }
}
