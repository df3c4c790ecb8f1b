// Runs the built program's `check --json` against a real server, as a stranger would: standard ports, the server's public
// name, the secret in the environment. Only `--connect-to` says that all of it happens on this machine.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { DiagnosisId, Report, Stage } from '../../src/model.js'
import { type Account, MAIL_HOST } from './servers/accounts.js'
import type { MailServer } from './servers/mail-server.js'

export const PROGRAM = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url))

/** The variable in which the secret is handed over. */
const SECRET_VARIABLE = 'HARBOUR_SECRET'

export interface DoctorRun {
  readonly exitCode: number
  readonly report: Report
  readonly stdout: string
  readonly stderr: string
}

export interface DoctorOptions {
  readonly ports?: string
  readonly account?: Account
  /** Another host name under which the same server is meant. */
  readonly host?: string
  /** False: the server's root is not made known. */
  readonly trusts?: boolean
  readonly args?: readonly string[]
}

/** Checks `server` once; throws when the program prints no report. */
export async function checkServer(server: MailServer, options: DoctorOptions = {}): Promise<DoctorRun> {
  const { account, host = MAIL_HOST, trusts = true } = options
  const args = [
    PROGRAM,
    'check',
    ...(account ? [account.address, '--password-env', SECRET_VARIABLE] : []),
    '--json',
    '--host',
    host,
    ...(options.ports === undefined ? [] : ['--ports', options.ports]),
    ...connectTo(server, host),
    ...(trusts ? ['--ca', server.caFile] : []),
    ...(options.args ?? []),
  ]
  const env = { ...process.env, ...(account && { [SECRET_VARIABLE]: account.password }) }
  const { exitCode, stdout, stderr } = await run(process.execPath, args, env)
  if (!stdout.startsWith('{')) throw new Error(`exit ${exitCode}, no report:\n${stdout}\n${stderr}`)
  return { exitCode, report: JSON.parse(stdout) as Report, stdout, stderr }
}

/** The `--connect-to` options that lead from the standard ports of `host` to the server's own. */
export function connectTo({ ports }: MailServer, host: string): string[] {
  const lead = (from: number, to: number) => ['--connect-to', `${host}:${from}:127.0.0.1:${to}`]
  return [...lead(587, ports.submission), ...lead(465, ports.submissions), ...lead(25, ports.relay)]
}

/** The ids of all diagnoses, in the order in which they are to be acted on. */
export function idsOf({ report }: DoctorRun): readonly DiagnosisId[] {
  return report.diagnoses.map(({ id }) => id)
}

/** The report of one stage of one port; undefined when it was not reached. */
export function stageOf({ report }: DoctorRun, port: number, stage: Stage) {
  return report.endpoints.find((endpoint) => endpoint.port === port)?.stages.find((one) => one.stage === stage)
}

async function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  try {
    const { stdout, stderr } = await promisify(execFile)(file, args, { env, timeout: 60_000 })
    return { exitCode: 0, stdout, stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string }
    if (typeof code !== 'number' || stdout === undefined) throw error
    return { exitCode: code, stdout, stderr: stderr ?? '' }
  }
}
