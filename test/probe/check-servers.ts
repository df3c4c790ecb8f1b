// A whole check of scripted servers: each meant by the port it stands for, reached by a detour, judged by the lab's root.

import { runCheck } from '../../src/check.js'
import { labAuthority } from '../../src/lab/certificates.js'
import type { CheckOptions, Login, Security } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { HOST, meant, type Script, type ScriptedServer, startScripted } from './scripted-server.js'

export const credentials = { kind: 'password', username: 'bob@example.org', secret: 'correct horse' } as const

export type Ports = readonly (readonly [port: number, security: Security, script: Script])[]

const servers: ScriptedServer[] = []

/** Ends every server that was started here; for `afterEach`. */
export async function closeServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()))
}

/** Starts one server a port, and says what a check of them takes. */
export async function setUp(ports: Ports, options: CheckOptions = {}) {
  const authority = await labAuthority()
  const started = await Promise.all(ports.map(([, , script]) => startScripted(script)))
  servers.push(...started)
  const routes = ports.map(([port, security], index) => meant(port, security, started[index] as ScriptedServer))
  return {
    started: started as [ScriptedServer, ...ScriptedServer[]],
    target: {
      host: HOST,
      endpoints: routes.map(({ endpoint }) => endpoint),
      username: credentials.username,
      remarks: [],
    },
    options: { extraRoots: [authority.rootPem], connectTo: routes.map(({ route }) => route), ...options },
  }
}

/** Starts the servers and checks them, with a login and without the proof by default. */
export async function diagnoseServers(
  ports: Ports,
  login: Login = { credentials, prove: false },
  options: CheckOptions = {},
) {
  const set = await setUp(ports, options)
  const report = await runCheck(set.target, login, set.options, loadPresets())
  return { ...set, report, first: report.diagnoses[0] }
}
