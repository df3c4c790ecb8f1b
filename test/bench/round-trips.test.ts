// How many round trips an answer costs: the slope of time over round trip, measured through a proxy that delays.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFarPorts } from './delay-proxy.js'
import { median, printTable, type Run, slope } from './measure.js'
import { type Attempt, assertPeersInstalled, peers, runPeer } from './peers/peers.js'
import { type PracticeServer, runDoctor, startHealthy } from './practice-server.js'

const ROUND_TRIPS_MS = [50, 250]
const RUNS = 7
/** What the wizard and `check` may take (three ports and a login), beyond the TCP handshake, and the measuring error. */
const DOCTOR_LIMIT = 6
const TOLERANCE = 0.3

let server: PracticeServer
beforeAll(async () => {
  assertPeersInstalled()
  server = await startHealthy()
})
afterAll(() => server.close())

type Far = Awaited<ReturnType<typeof openFarPorts>>

const DOCTOR = 'smtp-doctor, 3 ports, login on 587'
const candidates: readonly { readonly name: string; run(far: Far): Promise<Run> }[] = [
  { name: DOCTOR, run: (far) => runDoctor(server, far.connectTo, ['--no-proof']) },
  { name: 'smtp-doctor, 3 ports, login, nodemailer proof', run: (far) => runDoctor(server, far.connectTo) },
  { name: 'swaks, 587, --quit-after AUTH', run: (far) => runPeer(peers.swaks, attempt(far)) },
  { name: 'smtplib, 587, starttls, login, quit', run: (far) => runPeer(peers.smtplib, attempt(far)) },
  { name: 'nodemailer, 587, verify()', run: (far) => runPeer(peers.nodemailer, attempt(far)) },
  { name: 'curl, 587, one message', run: (far) => runPeer(peers.curl, attempt(far)) },
  { name: 'msmtp, 587, one message', run: (far) => runPeer(peers.msmtp, attempt(far)) },
]

test('three ports and a login take at most six round trips beyond the TCP handshake', async () => {
  const times = new Map(candidates.map(({ name }) => [name, new Map<number, number[]>()]))
  for (const roundTripMs of ROUND_TRIPS_MS) {
    const far = await openFarPorts(server.lab, roundTripMs)
    try {
      for (let turn = 0; turn < RUNS; turn += 1) {
        // In turns, so that a busy moment of the machine touches all of them.
        for (const { name, run } of candidates) {
          const { ms, exitCode, output } = await run(far)
          expect(exitCode, `${name}: ${output}`).toBe(0)
          const known = times.get(name)
          known?.set(roundTripMs, [...(known.get(roundTripMs) ?? []), ms])
        }
      }
    } finally {
      await far.close()
    }
  }
  const slopes = new Map<string, number>()
  const rows = [...times].map(([name, byRoundTrip]) => {
    const slopeOf = (pick: (values: readonly number[]) => number) =>
      slope([...byRoundTrip].map(([x, values]) => ({ x, y: pick(values) })))
    const quickest = slopeOf((values) => Math.min(...values))
    slopes.set(name, quickest)
    const medians = [...byRoundTrip.values()].map((values) => median(values).toFixed(0))
    return [name, slopeOf(median).toFixed(2), quickest.toFixed(2), ...medians]
  })
  const header = ['', 'of the median', 'of the quickest', ...ROUND_TRIPS_MS.map((ms) => `median ms at ${ms} ms`)]
  printTable(
    `Round trips beyond the TCP handshake (slope of the time over the round trip, ${RUNS} runs each)`,
    header,
    rows,
  )
  // The quickest run is the one that the rest of the machine disturbed least.
  expect(slopes.get(DOCTOR)).toBeLessThanOrEqual(DOCTOR_LIMIT + TOLERANCE)
})

function attempt(far: Far): Attempt {
  const { username, secret } = server.lab.account
  return {
    port: far.ports.submission,
    security: 'starttls',
    user: username,
    secret,
    mechanism: 'PLAIN',
    caFile: server.caFile,
  }
}
