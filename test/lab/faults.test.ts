import { describe, expect, test } from 'vitest'
import { faults } from '../../src/lab/faults.js'
import { DIAGNOSIS_LAYERS } from '../../src/model.js'

describe('the list of faults', () => {
  test('holds at least 48 faults', () => {
    expect(faults.length).toBeGreaterThanOrEqual(48)
  })

  test('names each fault once, in kebab case', () => {
    const ids = faults.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
  })

  test('has faults in every layer that a server can break', () => {
    expect(new Set(faults.map(({ layer }) => layer))).toEqual(new Set(['address', 'door', 'hallway', 'id', 'letter']))
  })

  test('puts each fault into the layer of its diagnosis', () => {
    const misplaced = faults.filter(
      ({ layer, expect: id }) => id !== 'works' && id !== 'unknown' && DIAGNOSIS_LAYERS[id] !== layer,
    )
    expect(misplaced.map(({ id }) => id)).toEqual([])
  })

  test('gives every learner a task, a hint and a solution, each a sentence of its own', () => {
    for (const { title, exercise, hint, solution } of faults) {
      expect(title).not.toMatch(/[.\n]$/)
      for (const text of [exercise, hint, solution]) expect(text).toMatch(/^\S[^\n]{15,}[.?]$/)
      expect(new Set([exercise, hint, solution]).size).toBe(3)
    }
  })

  test('does not give the diagnosis away in the task', () => {
    for (const { exercise, expect: id } of faults) expect(exercise).not.toContain(id)
  })

  test('uses host names and addresses that are made up or a known provider’s', () => {
    const known =
      /^localhost$|\.(test|example)$|(gmail|google|live|outlook|office365|yahoo|qq|163|yandex|amazonaws)\.com$|\.(gmx|sendgrid)\.net$|mail\.ru$/
    expect(faults.filter(({ setup }) => !known.test(setup.host)).map(({ id }) => id)).toEqual([])
  })

  test('lets the learner prove the solution wherever another secret is the cure', () => {
    for (const { account, setup } of faults) {
      if (!account || setup.isAnonymous) continue
      expect([account.username, account.secret, account.token]).not.toEqual([
        setup.username,
        setup.isToken ? account.secret : setup.secret,
        setup.isToken ? setup.secret : account.token,
      ])
    }
  })
})
