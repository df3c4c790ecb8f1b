// Every public id has its rule, its words and its fixtures, and no two rules displace each other.

import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ruleOf } from '../../src/diagnose/diagnose.js'
import { rules } from '../../src/diagnose/rules/index.js'
import { DIAGNOSIS_LAYERS, type DiagnosisId } from '../../src/model.js'
import { pasteContext } from './paste-context.js'

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const ids = Object.keys(DIAGNOSIS_LAYERS) as DiagnosisId[]

describe.each(ids)('%s', (id) => {
  test('has one rule, a title, a meaning of two sentences or more and fixes without a case', () => {
    expect(rules.filter((rule) => rule.id === id)).toHaveLength(1)
    const rule = ruleOf(id)
    expect(rule.title).toMatch(/^\S.*[^.\s]$/)
    expect(rule.meaning.split(/[.!?:;] /).length).toBeGreaterThan(1)
    const fixes = rule.fixes(pasteContext())
    expect(fixes.length).toBeGreaterThan(0)
    for (const fix of fixes) {
      expect(fix.do).toMatch(/^\S[\s\S]*\S$/)
      expect(fix.do).not.toMatch(/undefined|\[object|NaN|\{region\}|\{domain\}/)
    }
  })

  test('names wordings under which people meet it, except for what has none', () => {
    expect(ruleOf(id).seenAs.length > 0).toBe(id !== 'unknown')
  })

  test('has a transcript that shows it and a near miss', () => {
    expect(existsSync(`${fixtures}${id}`), `test/fixtures/${id}`).toBe(true)
    const cases = readdirSync(`${fixtures}${id}`)
    expect(cases.some((name) => !name.startsWith('near-miss-'))).toBe(true)
    expect(cases.some((name) => name.startsWith('near-miss-'))).toBe(true)
  })
})

test('no rule displaces itself by way of others', () => {
  const weaker = new Map(rules.map(({ id, outranks }) => [id, outranks ?? []]))
  const settled = new Set<DiagnosisId>()
  const visit = (id: DiagnosisId, way: readonly DiagnosisId[]): void => {
    expect(way, `cycle: ${[...way, id].join(' > ')}`).not.toContain(id)
    if (settled.has(id)) return
    for (const next of weaker.get(id) ?? []) visit(next, [...way, id])
    settled.add(id)
  }
  for (const { id } of rules) visit(id, [])
})
