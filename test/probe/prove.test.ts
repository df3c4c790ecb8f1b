import { afterEach, expect, test, vi } from 'vitest'
import { runCheck } from '../../src/check.js'
import { labAuthority } from '../../src/lab/certificates.js'
import { systemNetwork } from '../../src/probe/network.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { HOST, healthy, meant, type ScriptedServer, startScripted } from './scripted-server.js'

const servers: ScriptedServer[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

test("nodemailer's login verifies the certificate too, whatever the environment says", async () => {
  const genuine = await startScripted(healthy())
  const impostor = await startScripted({ ...healthy(), certificate: 'self-signed' })
  servers.push(genuine, impostor)
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  const { endpoint, route } = meant(587, 'starttls', genuine)
  let dialled = 0
  const network = {
    ...systemNetwork,
    dial: (address: Parameters<typeof systemNetwork.dial>[0]) => {
      dialled += 1
      return systemNetwork.dial(address, dialled === 1 ? genuine.port : impostor.port)
    },
  }
  const report = await runCheck(
    { host: HOST, endpoints: [endpoint], username: 'bob', remarks: [] },
    { credentials: { kind: 'password', username: 'bob', secret: 'correct horse' } },
    { connectTo: [route], extraRoots: [(await labAuthority()).rootPem] },
    loadPresets(),
    { network },
  )
  expect(dialled).toBe(2)
  expect(report.proof?.status).toBe('fail')
  expect(impostor.lines.filter((line) => line.startsWith('AUTH'))).toEqual([])
})
