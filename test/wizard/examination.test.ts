import { expect, test } from 'vitest'
import type { CheckEvent, CheckTarget, Credentials } from '../../src/model.js'
import { createExamination } from '../../src/wizard/examination.js'
import { fakeWorld, refusedReport, worksReport } from './fake-world.js'

const ENDPOINTS = [
  { host: 'smtp.example.net', port: 587, security: 'starttls' },
  { host: 'smtp.example.net', port: 465, security: 'tls' },
] as const
const TARGET: CheckTarget = { host: 'smtp.example.net', endpoints: ENDPOINTS, remarks: [] }
const WRONG: Credentials = { kind: 'password', username: 'ada', secret: 'wrong' }
const RIGHT: Credentials = { ...WRONG, secret: 'right' }

function examine() {
  const world = fakeWorld({
    outcome: ({ credentials }, target) =>
      credentials?.secret === 'right' ? worksReport(target) : refusedReport(target),
  })
  return { world, examination: createExamination({ start: world.startCheck, options: {} }) }
}

test('a check that has begun is used, not repeated, for the first login', async () => {
  const { world, examination } = examine()
  examination.begin(TARGET)
  examination.begin({ ...TARGET })
  await examination.logIn({ credentials: RIGHT })
  expect(world.checks).toHaveLength(1)
})

test('another target ends the check of the one before', () => {
  const { world, examination } = examine()
  examination.begin(TARGET)
  examination.begin({ ...TARGET, host: 'mail.example.org' })
  expect(world.checks.map(({ isClosed }) => isClosed)).toEqual([true, false])
})

test('a refused password is remembered with its user name and host, a right one is not', async () => {
  const { examination } = examine()
  examination.begin(TARGET)
  await examination.logIn({ credentials: WRONG })
  await examination.logIn({ credentials: RIGHT })
  expect(examination.wasRefused({ ...WRONG })).toBe(true)
  expect(examination.wasRefused({ ...WRONG, username: 'bob' })).toBe(false)
  expect(examination.wasRefused(RIGHT)).toBe(false)
  examination.begin({ ...TARGET, host: 'mail.example.org' })
  expect(examination.wasRefused(WRONG)).toBe(false)
})

test('the next login goes to the endpoint of the last one, a whole repetition to all of them', async () => {
  const { world, examination } = examine()
  examination.begin(TARGET)
  await examination.logIn({ credentials: WRONG })
  await examination.logIn({ credentials: RIGHT })
  await examination.logIn({ credentials: RIGHT }, { isWhole: true })
  await examination.logIn({ credentials: RIGHT })
  expect(world.checks.map(({ target }) => target.endpoints.map(({ port }) => port))).toEqual([
    [587, 465],
    [587],
    [587, 465],
    [587],
  ])
})

test('what is under way is described by port and stage', () => {
  const listeners: ((event: CheckEvent) => void)[] = []
  const { world } = examine()
  const examination = createExamination({
    start: (target, options) => {
      if (options.onEvent) listeners.push(options.onEvent)
      return world.startCheck(target, options)
    },
    options: {},
  })
  examination.begin(TARGET)
  for (const { port, security } of ENDPOINTS) {
    listeners[0]?.({
      event: 'stage',
      host: TARGET.host,
      port,
      security,
      stage: port === 587 ? 'tls' : 'connect',
      status: 'ok',
      ms: 1,
      detail: '',
    })
  }
  expect(examination.describe()).toBe('Checking smtp.example.net: 587 TLS, 465 connection')
})

test('closing ends the check and what was kept with it', async () => {
  const { world, examination } = examine()
  let isEnded = false
  examination.keepUntilEnd(async () => {
    isEnded = true
  })
  examination.begin(TARGET)
  await examination.close()
  expect(world.checks[0]?.isClosed).toBe(true)
  expect(isEnded).toBe(true)
})
