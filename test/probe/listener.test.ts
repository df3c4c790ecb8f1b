import { afterEach, describe, expect, test } from 'vitest'
import { runCheck } from '../../src/check.js'
import { labAuthority } from '../../src/lab/certificates.js'
import type { CheckEvent } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { HOST, healthy, meant, type ScriptedServer, startScripted } from './scripted-server.js'

const servers: ScriptedServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

async function checkHeard(onEvent: (event: CheckEvent) => void) {
  const good = await startScripted(healthy())
  const silent = await startScripted({})
  servers.push(good, silent)
  const ways = [meant(587, 'starttls', good), meant(25, 'starttls', silent)]
  const options = {
    onEvent,
    connectTo: ways.map(({ route }) => route),
    extraRoots: [(await labAuthority()).rootPem],
    timeoutMs: 2000,
  }
  const target = { host: HOST, endpoints: ways.map(({ endpoint }) => endpoint), remarks: [] }
  return runCheck(target, { prove: false }, options, loadPresets())
}

describe('a listener', () => {
  test('hears nothing after `done`, though another port was still waited for', async () => {
    const heard: string[] = []
    await checkHeard(({ event }) => heard.push(event))
    // What is ended by the end of the check reports itself in the next turns.
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    expect(heard.at(-1)).toBe('done')
    expect(heard.filter((event) => event === 'done')).toHaveLength(1)
  })

  test.each(['stage', 'dialogue', 'endpoint', 'done'] as const)(
    'that throws at %s ends the check with its error',
    async (event) => {
      const check = checkHeard((one) => {
        if (one.event === event) throw new Error('from the listener')
      })
      await expect(check).rejects.toThrow('from the listener')
    },
  )

  test('that is asynchronous and rejects ends the check with its error as well', async () => {
    const check = checkHeard(async (one) => {
      await Promise.resolve()
      if (one.event === 'endpoint') throw new Error('from the listener, later')
    })
    await expect(check).rejects.toThrow('from the listener, later')
  })
})
