import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults } from '../../src/lab/faults.js'
import { PROGRAM, run } from './program.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smtp-doctor-lab-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Starts `smtp-doctor lab …`; resolves when it serves. */
async function serving(...args: string[]) {
  const child = spawn(process.execPath, [PROGRAM, 'lab', ...args], { cwd: folder, env: { PATH: process.env.PATH } })
  let text = ''
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (/Ctrl-C ends it/.test(text)) resolve()
    })
    void closed.then((code) => reject(new Error(`ended with ${code}: ${text}`)))
  })
  const lineOf = (client: string) => text.split('\n')[text.split('\n').indexOf(`# ${client}`) + 1] ?? ''
  const end = async () => {
    child.kill('SIGINT')
    return closed
  }
  return { text: () => text, lineOf, end }
}

const shell = (line: string) => promisify(execFile)('/bin/sh', ['-c', line], { cwd: folder })

describe('the practice server of the built program', () => {
  test('every fault is found by the doctor, and no secret is tried twice', async () => {
    const { code, stdout, stderr } = await run(['lab', '--all', '--json'])
    expect(stderr).toBe('')
    const result = JSON.parse(stdout)
    expect(result.missed).toEqual([])
    expect(result.faults.filter(({ attempts }: { attempts: number }) => attempts > 1)).toEqual([])
    expect(result.faults.map(({ id }: { id: string }) => id)).toEqual(faults.map(({ id }) => id))
    expect(code).toBe(0)
  })

  test('the lines that it prints work as they stand: python3 sends, and the server says so', async () => {
    const lab = await serving('--ca-out', 'ca.pem')
    const { stdout } = await shell(lab.lineOf('python3'))
    expect(stdout).toBe('sent\n')
    expect(await lab.end()).toBe(130)
    expect(lab.text()).toMatch(/login by (PLAIN|LOGIN|CRAM-MD5) as ada@lab\.test: accepted/)
    expect(lab.text()).toMatch(/message from ada@lab\.test to ada@lab\.test: taken/)
    expect(await readFile(join(folder, 'ca.pem'), 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----/)
  })

  test('the line for smtp-doctor itself finds the fault', async () => {
    const lab = await serving('mail-ru-password', '--ca-out', 'fault.pem')
    const line = lab.lineOf('smtp-doctor').replace(' smtp-doctor ', ` ${process.execPath} ${PROGRAM} `)
    const failed = await shell(`${line} --json`).catch((error) => error)
    expect(failed.code).toBe(1)
    expect(JSON.parse(failed.stdout).diagnoses[0].id).toBe('app-password-required')
    await lab.end()
  })

  test('ends at once on Ctrl-C', async () => {
    const lab = await serving('slow-drip')
    expect(await lab.end()).toBe(130)
  })

  test('an unknown fault is wrong usage', async () => {
    const { code, stderr } = await run(['lab', 'no-such-fault'])
    expect(stderr).toMatch(/no fault "no-such-fault"/)
    expect(code).toBe(2)
  })
})
