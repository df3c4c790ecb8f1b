// A resolver that never answers: the check says so and ends, and an interruption ends it at once. In namespaces of their
// own, because getaddrinfo asks the machine's resolver.

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../src/model.js'
import { PROGRAM } from './doctor.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dead-resolver-'))
  await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs shell commands where port 53 of the only name server takes questions and says nothing. */
async function runBesideSilence(commands: string) {
  const listen = `require('dgram').createSocket('udp4').bind(53, '127.0.0.1', () => console.error('ready'))`
  const script = `
    ip link set lo up
    mount --bind ${folder}/resolv.conf /etc/resolv.conf
    '${process.execPath}' -e "${listen}" 2> ${folder}/listening & resolver=$!
    while [ ! -s ${folder}/listening ]; do sleep 0.05; done
    ${commands}
    kill $resolver`
  const startedMs = performance.now()
  const { stdout } = await promisify(execFile)('unshare', ['--net', '--mount', 'sh', '-c', script])
  return { stdout, ms: performance.now() - startedMs }
}

const check = `'${process.execPath}' ${PROGRAM} check --host mail.nowhere.test --ports 587 --json`

test('a check ends with its report in the time of the look-up', async () => {
  const { stdout, ms } = await runBesideSilence(check)
  const { diagnoses } = JSON.parse(stdout) as Report
  expect(diagnoses[0]?.id).toBe('dns-unavailable')
  expect(ms).toBeLessThan(8000)
}, 30_000)

test('an interruption does not wait for the resolver, and the shell sees 130', async () => {
  const { stdout, ms } = await runBesideSilence(`
    ${check} & checked=$!
    sleep 1.5
    kill -INT $checked
    wait $checked
    echo $?`)
  expect(stdout.trim()).toBe('130')
  expect(ms).toBeLessThan(4000)
}, 30_000)
