// The picture that the tool teaches: a letter goes to an address, through a door and a hallway, shows its ID and is
// taken. Drawn with the place where it stopped; the same in one sentence a layer where there is no room to draw.

import type { Diagnosis, Layer, Report, Stage } from '../model.js'
import { type Look, pad, paint, sign, textWidth, wrap } from './look.js'
import { LAYER_WORDS } from './render-diagnosis.js'
import { interestingEndpoint } from './render-endpoints.js'

/** `stopped` is where the first diagnosis lies; `not-reached` lies behind it; `not-tried` was not asked for. */
export type LayerState = 'passed' | 'stopped' | 'not-reached' | 'not-tried'
export type Picture = Readonly<Record<Layer, LayerState>>

const LAYERS: readonly Layer[] = ['settings', 'address', 'door', 'hallway', 'id', 'letter']

const LAYER_STAGES: Readonly<Record<Layer, readonly Stage[]>> = {
  settings: [],
  address: ['dns'],
  door: ['connect', 'greeting', 'ehlo'],
  hallway: ['starttls', 'tls'],
  id: ['auth'],
  letter: ['mail', 'rcpt', 'data'],
}

const STATE_WORDS: Readonly<Record<LayerState, string>> = {
  passed: 'passed',
  stopped: 'it stopped here',
  'not-reached': 'not reached',
  'not-tried': 'not tried',
}

/** Each layer's state, from the endpoint that matters and the first diagnosis. */
export function pictureOfReport(report: Report): Picture {
  const [diagnosis] = report.diagnoses
  if (report.verdict === 'problem' && diagnosis && diagnosis.id !== 'unknown') return pictureOfDiagnosis(diagnosis)
  const stages = interestingEndpoint(report)?.stages ?? []
  const tried = (layer: Layer) => stages.filter(({ stage }) => LAYER_STAGES[layer].includes(stage))
  const stop = LAYERS.find((layer) => tried(layer).some(({ status }) => status === 'fail'))
  return pictureOf((layer) => {
    if (stop) return stateBefore(layer, stop)
    return layer !== 'settings' && tried(layer).some(({ status }) => status === 'ok') ? 'passed' : 'not-tried'
  })
}

/** Each layer's state when only the diagnosis is known: all before its layer was passed. */
export function pictureOfDiagnosis(diagnosis: Pick<Diagnosis, 'layer'>): Picture {
  return pictureOf((layer) => stateBefore(layer, diagnosis.layer))
}

function stateBefore(layer: Layer, stop: Layer): LayerState {
  if (layer === stop) return 'stopped'
  if (LAYERS.indexOf(layer) > LAYERS.indexOf(stop)) return 'not-reached'
  return layer === 'settings' ? 'not-tried' : 'passed'
}

function pictureOf(stateOf: (layer: Layer) => LayerState): Picture {
  return Object.fromEntries(LAYERS.map((layer) => [layer, stateOf(layer)])) as Picture
}

/** The picture as text: drawn where there is room and then said in a sentence, else one line a layer. */
export function renderPicture(picture: Picture, look: Look): string {
  const shown = LAYERS.filter((layer) => layer !== 'settings' || picture.settings === 'stopped')
  if (look.isPlain || textWidth(look) < MARGIN + shown.length * CELL) {
    return shown.map((layer) => renderLayer(layer, picture[layer], look)).join('\n')
  }
  return `${drawRoad(shown, picture, look)}\n\n${renderStop(picture, look)}`
}

function renderLayer(layer: Layer, state: LayerState, look: Look): string {
  const { name, question } = LAYER_WORDS[layer]
  const lead = look.isPlain ? '' : `  ${sign(look, signOf(state))} `
  const words = `${name}: ${STATE_WORDS[state]}${state === 'stopped' ? ` (${question})` : ''}`
  return wrap(look, words, { first: lead, ...(state === 'stopped' && { tone: 'strong' as const }) })
}

function signOf(state: LayerState): 'ok' | 'fail' | 'none' {
  return state === 'passed' ? 'ok' : state === 'stopped' ? 'fail' : 'none'
}

/** The columns of a station: the longest state with its sign and a blank. */
const CELL = 14
const MARGIN = 4

/** Two lines: the road with its stations, and under each its sign and state. */
function drawRoad(layers: readonly Layer[], picture: Picture, look: Look): string {
  const cell = Math.floor((textWidth(look) - MARGIN) / layers.length)
  const stop = layers.findIndex((layer) => picture[layer] === 'stopped')
  const road = layers.map((layer, index) => {
    const { name } = LAYER_WORDS[layer]
    const isLast = index === layers.length - 1
    const line = isLast ? '' : (stop >= 0 && index >= stop ? '╌' : '─').repeat(Math.max(1, cell - name.length - 2))
    const tone = picture[layer] === 'stopped' ? 'strong' : picture[layer] === 'passed' ? undefined : 'faint'
    return `${tone ? paint(look, tone, name) : name} ${paint(look, 'faint', line)} `
  })
  const signs = layers.map((layer) => pad(`${sign(look, signOf(picture[layer]))} ${shortState(picture[layer])}`, cell))
  return [`  ${road.join('').trimEnd()}`, `  ${signs.join('').trimEnd()}`].join('\n')
}

function shortState(state: LayerState): string {
  return { passed: 'passed', stopped: 'STOPPED', 'not-reached': 'not reached', 'not-tried': 'not tried' }[state]
}

/** One sentence that says the same as the drawing. */
function renderStop(picture: Picture, look: Look): string {
  const stop = LAYERS.find((layer) => picture[layer] === 'stopped')
  if (!stop) return wrap(look, 'Nothing stopped on the way.', { first: '  ' })
  const { name, question } = LAYER_WORDS[stop]
  return wrap(look, `It stopped at “${name}”: ${question}`, { first: '  ' })
}
