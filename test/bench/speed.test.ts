// Ratios of time, each beside the others in the same run: starting, a healthy check, the wrong kind of TLS.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFarPorts } from './delay-proxy.js'
import { measure, median, printTable, type Run } from './measure.js'
import { type Attempt, assertPeersInstalled, DOCTOR, peers, runPeer } from './peers/peers.js'
import { type PracticeServer, runDoctor, startHealthy } from './practice-server.js'

let server: PracticeServer
beforeAll(async () => {
  assertPeersInstalled()
  server = await startHealthy()
})
afterAll(() => server.close())

/** Medians of `turns` runs each, taken in turns so that a busy moment of the machine touches all candidates. */
async function medians(turns: number, candidates: Readonly<Record<string, () => Promise<Run>>>) {
  const times: Record<string, number[]> = {}
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [name, run] of Object.entries(candidates)) {
      const { ms, exitCode, output } = await run()
      expect(exitCode, `${name}: ${output}`).toBe(0)
      times[name] = [...(times[name] ?? []), ms]
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]))
}

function printMedians(title: string, found: Readonly<Record<string, number>>, base: string): void {
  const rows = Object.entries(found).map(([name, ms]) => [name, ms.toFixed(1), (ms / (found[base] ?? 1)).toFixed(2)])
  printTable(title, ['', 'ms', `beside ${base}`], rows)
}

test('--version takes at most one and a half times as long as an empty Node.js program', async () => {
  const found = await medians(21, {
    'node -e 0': () => measure(['node', '-e', '0']),
    'smtp-doctor --version': () => measure(['node', DOCTOR, '--version']),
    'smtp-doctor --help': () => measure(['node', DOCTOR, '--help']),
  })
  printMedians('From start to end (median of 21)', found, 'node -e 0')
  expect((found['smtp-doctor --version'] ?? 0) / (found['node -e 0'] ?? 1)).toBeLessThanOrEqual(1.5)
})

const BARE_CLIENT = fileURLToPath(new URL('bare-client.mjs', import.meta.url))

// Printed, not asserted: the target is not to be slower than swaks, and at no distance a Node.js client without any
// library is nearly that already; what it costs to start is made up for by the first round trips.
test.each([
  { roundTripMs: 0, place: 'a healthy local server' },
  { roundTripMs: 5, place: 'a healthy server 5 ms away' },
  { roundTripMs: 25, place: 'a healthy server 25 ms away' },
])(
  'a check of three ports with a login at $place, beside other programs on one port',
  async ({ roundTripMs, place }) => {
    const { lab } = server
    const far = roundTripMs > 0 ? await openFarPorts(lab, roundTripMs) : undefined
    const { ports, connectTo } = far ?? lab
    const attempt: Attempt = {
      port: ports.submission,
      security: 'starttls',
      user: lab.account.username,
      secret: lab.account.secret,
      mechanism: 'PLAIN',
      caFile: server.caFile,
    }
    const found = await medians(15, {
      'smtp-doctor check, 3 ports, login': () => runDoctor(server, connectTo, ['--no-proof']),
      'smtp-doctor check, with nodemailer proof': () => runDoctor(server, connectTo),
      'smtp-doctor check, 587 only': () => runDoctor(server, connectTo, ['--ports', '587', '--no-proof']),
      'bare Node.js client, 587': () =>
        measure(['node', BARE_CLIENT, String(ports.submission), lab.account.username, lab.account.secret]),
      swaks: () => runPeer(peers.swaks, attempt),
      smtplib: () => runPeer(peers.smtplib, attempt),
      nodemailer: () => runPeer(peers.nodemailer, attempt),
      msmtp: () => runPeer(peers.msmtp, attempt),
      curl: () => runPeer(peers.curl, attempt),
    })
    await far?.close()
    printMedians(`From start to end at ${place} (median of 15)`, found, 'swaks')
  },
)

/** Nobody waits longer than this for a peer; `>` in the table. */
const PATIENCE_MS = 15_000

test('the wrong kind of TLS is named within two seconds', async () => {
  const { lab } = server
  const attempt = { user: lab.account.username, secret: lab.account.secret, caFile: server.caFile }
  const shown = ({ ms, wasCut }: Run) => (wasCut ? `> ${(ms / 1_000).toFixed(0)} s` : `${(ms / 1_000).toFixed(2)} s`)
  const cases = [
    {
      name: 'clear text on a TLS port',
      wrong: { ...attempt, port: lab.ports.submissions, security: 'starttls' },
      ports: '465:starttls',
      id: 'plaintext-on-tls-port',
    },
    {
      name: 'TLS on a clear-text port',
      wrong: { ...attempt, port: lab.ports.submission, security: 'tls' },
      ports: '587:tls',
      id: 'tls-on-plaintext-port',
    },
  ] as const
  const rows: string[][] = []
  for (const { name, wrong, ports, id } of cases) {
    const [doctor, ...others] = await Promise.all([
      runDoctor(server, lab.connectTo, ['--ports', ports, '--no-proof', '--json']),
      ...Object.values(peers).map((peer) => runPeer(peer, wrong, { limitMs: PATIENCE_MS })),
    ])
    rows.push([name, shown(doctor), ...others.map(shown)])
    const [first] = (JSON.parse(doctor.stdout) as { diagnoses: { id: string }[] }).diagnoses
    expect(first?.id, doctor.output).toBe(id)
    expect(doctor.ms).toBeLessThan(2_000)
  }
  const header = ['', 'smtp-doctor', ...Object.values(peers).map(({ name }) => name)]
  printTable('Time until the program ends (right or wrong, see the comparison of peers)', header, rows)
})

const GIGABYTE = 1024 ** 3
const FLOOD_MEMORY_BYTES = 100 * 1024 ** 2

test.each([
  { place: 'the greeting', before: '220-' },
  { place: 'the reply to EHLO', before: '220 flood.test ESMTP\r\n' },
])('a gigabyte of one line in $place is ended early and costs under 100 MB', async ({ place, before }) => {
  let sent = 0
  const chunk = Buffer.alloc(1024 ** 2, 'a')
  const flood = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    const pour = () => {
      while (sent < GIGABYTE && socket.writable) {
        sent += chunk.length
        if (!socket.write(chunk)) return
      }
      if (sent >= GIGABYTE) socket.end()
    }
    socket.on('drain', pour)
    socket.write(before)
    if (place === 'the greeting') pour()
    else socket.once('data', pour)
  }).listen(0, '127.0.0.1')
  await once(flood, 'listening')
  try {
    const { port } = flood.address() as AddressInfo
    const { setup } = server.lab
    const connectTo = [{ fromHost: setup.host, fromPort: 587, toHost: '127.0.0.1', toPort: port }]
    const idle = await measure(['node', DOCTOR, '--version'], { watchesMemory: true })
    const healthy = await runDoctor(server, server.lab.connectTo, ['--ports', '587', '--no-proof'], {
      watchesMemory: true,
    })
    const run = await runDoctor(server, connectTo, ['--ports', '587', '--no-proof'], { watchesMemory: true })
    const megabytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(0)
    printTable(
      `1 GB of one line in ${place}`,
      ['', 'peak MB', 'ms'],
      [
        ['--version (idle)', megabytes(idle.peakBytes), idle.ms.toFixed(0)],
        ['check of a healthy server', megabytes(healthy.peakBytes), healthy.ms.toFixed(0)],
        [`check, flooded (${megabytes(sent)} MB sent)`, megabytes(run.peakBytes), run.ms.toFixed(0)],
      ],
    )
    expect(run.exitCode, run.output).toBe(1)
    expect(run.peakBytes - idle.peakBytes).toBeLessThan(FLOOD_MEMORY_BYTES)
    expect(run.ms).toBeLessThan(10_000)
  } finally {
    flood.close()
  }
})
