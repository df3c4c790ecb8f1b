// A healthy practice server and the doctor's command line for it, for the benches.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LabServer, serveHealthy } from '../../src/lab/serve.js'
import type { ConnectTo } from '../../src/model.js'
import { measure, type Run, type RunOptions } from './measure.js'
import { DOCTOR } from './peers/peers.js'

export interface PracticeServer {
  readonly lab: LabServer
  readonly caFile: string
  close(): Promise<void>
}

/** Writes the server's root to a file, as programs want it. */
export async function withCaFile(lab: LabServer): Promise<PracticeServer> {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-doctor-bench-'))
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, lab.caPem)
  return {
    lab,
    caFile,
    async close() {
      rmSync(folder, { recursive: true, force: true })
      await lab.close()
    },
  }
}

/**
 * A server that answers at once (smtp-server itself waits 100 ms before its greeting) and offers what nearly every
 * server offers: with CRAM-MD5 in the list, smtplib would need one round trip more than usual.
 */
export async function startHealthy(): Promise<PracticeServer> {
  return withCaFile(await serveHealthy({ engine: 'script', mechanisms: ['PLAIN', 'LOGIN'] }))
}

/** `check` with a login (three ports unless `args` say otherwise), what is asked of `lab` going to `connectTo`. */
export function runDoctor(
  { lab, caFile }: Pick<PracticeServer, 'lab' | 'caFile'>,
  connectTo: readonly ConnectTo[],
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Run> {
  const { setup } = lab
  const lead = connectTo.flatMap(({ fromHost, fromPort, toHost, toPort }) => [
    '--connect-to',
    `${fromHost}:${fromPort}:${toHost}:${toPort}`,
  ])
  return measure(
    [
      'node',
      DOCTOR,
      'check',
      setup.address,
      ...['--host', setup.host, '--user', setup.username, '--password-env', 'PEER_SECRET', '--ca', caFile],
      ...lead,
      ...args,
    ],
    { ...options, env: { PEER_SECRET: setup.secret, ...options.env } },
  )
}
