import { expect, test } from 'vitest'
import { DIAGNOSIS_LAYERS, type DiagnosisId, type Report } from '../../src/model.js'
import { pictureOfDiagnosis, pictureOfReport, renderPicture } from '../../src/report/render-picture.js'
import { refused, stage, works } from './reports.js'

const bare = { columns: 80, hasColor: false, isPlain: false }

test('the picture stops at the layer of the first diagnosis; what lies before was passed, what lies behind not reached', () => {
  expect(pictureOfReport(refused)).toEqual({
    settings: 'not-tried',
    address: 'passed',
    door: 'passed',
    hallway: 'passed',
    id: 'stopped',
    letter: 'not-reached',
  })
})

test('a report that works shows what was passed and what was not tried', () => {
  const [first] = works.endpoints
  if (!first) throw new Error('no endpoint')
  const withoutLogin: Report = {
    ...works,
    endpoints: [
      { ...first, stages: first.stages.filter(({ stage: name }) => !['auth', 'mail', 'rcpt'].includes(name)) },
    ],
  }
  expect(pictureOfReport(works).letter).toBe('passed')
  expect(pictureOfReport(withoutLogin)).toMatchObject({ hallway: 'passed', id: 'not-tried', letter: 'not-tried' })
})

test('what has no name stops where its stage failed', () => {
  const [diagnosis] = refused.diagnoses
  const [endpoint] = refused.endpoints
  if (!diagnosis || !endpoint) throw new Error('incomplete')
  const report: Report = {
    ...refused,
    endpoints: [{ ...endpoint, stages: [stage('dns', 'ok', 1, ''), stage('greeting', 'fail', 1, 'odd')] }],
    diagnoses: [{ ...diagnosis, id: 'unknown', layer: 'letter' }],
  }
  expect(pictureOfReport(report)).toMatchObject({ address: 'passed', door: 'stopped', hallway: 'not-reached' })
})

test('the stop is said in words for every diagnosis, drawn and in lines, on every width', () => {
  for (const id of Object.keys(DIAGNOSIS_LAYERS) as DiagnosisId[]) {
    const picture = pictureOfDiagnosis({ layer: DIAGNOSIS_LAYERS[id] })
    expect(renderPicture(picture, { ...bare, columns: 96 })).toMatch(/STOPPED[\s\S]*It stopped at “/)
    expect(renderPicture(picture, { ...bare, columns: 40 })).toContain('it stopped here')
    expect(renderPicture(picture, { ...bare, isPlain: true })).toMatch(
      /^(?:Settings|Address|Door|Hallway|ID|Letter): it stopped here/m,
    )
  }
})

test('the settings are in the picture only when it stops there', () => {
  expect(renderPicture(pictureOfDiagnosis({ layer: 'settings' }), bare)).toContain('Settings')
  expect(renderPicture(pictureOfDiagnosis({ layer: 'door' }), bare)).not.toContain('Settings')
})

test('the road fits the screen with all six stations', () => {
  for (const columns of [69, 80, 120]) {
    const lines = renderPicture(pictureOfDiagnosis({ layer: 'settings' }), { ...bare, columns }).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns)
  }
})
