// Mail settings in Ruby source: `name: value` and `'name' => value` of an SMTP options hash, and gitlab.rb's
// assignments. Literals and ENV only; there is no light grammar for Ruby, so what is not plain is passed over.

import type { Entry, FoundSettings } from '../format.js'
import { linesOf } from '../syntax/syntax.js'
import { foundFrom, isOn } from './found.js'
import { EXPRESSION, type SourceValue } from './source-values.js'

const GITLAB = /^\s*gitlab_rails\[(['"])(\w+)\1\]\s*=\s*/
const OPTION = /^\s*(?:\w+(?:\.\w+)*\s*=\s*\{\s*)?(?::?(['"]?)(\w+)\1\s*(?:=>|(?<=\w['"]?):))\s*/

/** The settings of a gitlab.rb, or of the one SMTP options hash of a file. */
export function readRuby(source: string): FoundSettings[] {
  const gitlab: Entry[] = []
  const options: Entry[] = []
  for (const line of linesOf(source)) {
    if (/^\s*#/.test(line.text)) continue
    const match = GITLAB.exec(line.text) ?? OPTION.exec(line.text)
    const name = match?.[2]
    if (!match || !name) continue
    const raw = line.text.slice(match[0].length)
    const { value, length } = readValue(raw)
    const start = line.start + match[0].length
    const keyStart = line.start + line.text.indexOf(name)
    const entry: Entry = {
      key: name,
      ...value,
      keySpan: { start: keyStart, end: keyStart + name.length },
      span: { start, end: start + length },
    }
    if (GITLAB.test(line.text)) gitlab.push(entry)
    else options.push(entry)
  }
  return [...gitlabOf(gitlab), ...optionsOf(options)]
}

function gitlabOf(entries: readonly Entry[]): FoundSettings[] {
  if (!entries.some(({ key }) => key === 'smtp_address')) return []
  const names = {
    host: ['smtp_address'],
    port: ['smtp_port'],
    username: ['smtp_user_name'],
    secret: ['smtp_password'],
    from: ['gitlab_email_from'],
    verify: ['smtp_openssl_verify_mode'],
    helo: ['smtp_domain'],
  }
  return [
    foundFrom('gitlab', entries, names, (get) => {
      const [tls, auto] = [get('smtp_tls') ?? get('smtp_ssl'), get('smtp_enable_starttls_auto')]
      const switches = [tls, auto].filter((entry) => entry !== undefined)
      if (isOn(tls)) return { security: { value: 'tls', entries: switches } }
      if (auto && !isOn(auto)) return { security: { value: 'none', entries: switches } }
      return { security: { value: 'starttls', entries: switches }, isOpportunistic: true }
    }),
  ]
}

function optionsOf(entries: readonly Entry[]): FoundSettings[] {
  if (!entries.some(({ key }) => key === 'address')) return []
  const names = {
    host: ['address'],
    port: ['port'],
    username: ['user_name'],
    secret: ['password'],
    verify: ['openssl_verify_mode'],
    auth: ['authentication'],
    helo: ['domain'],
  }
  return [
    foundFrom('rails', entries, names, (get) => {
      const tls = get('tls') ?? get('ssl')
      const [always, auto] = [get('enable_starttls'), get('enable_starttls_auto')]
      const switches = [tls, always, auto].filter((entry) => entry !== undefined)
      if (isOn(tls)) return { security: { value: 'tls', entries: switches } }
      if (isOn(always)) return { security: { value: 'starttls', entries: switches } }
      if (auto && !isOn(auto)) return { security: { value: 'none', entries: switches } }
      return { security: { value: 'starttls', entries: switches }, isOpportunistic: true }
    }),
  ]
}

function readValue(raw: string): { value: SourceValue; length: number } {
  const single = /^'((?:[^'\\]|\\.)*)'/.exec(raw)
  if (single)
    return { value: { type: 'string', value: (single[1] ?? '').replace(/\\([\\'])/g, '$1') }, length: single[0].length }
  const double = /^"((?:[^"\\#]|\\.|#(?!\{))*)"/.exec(raw)
  if (double)
    return { value: { type: 'string', value: (double[1] ?? '').replace(/\\(.)/g, '$1') }, length: double[0].length }
  const variable = /^ENV(?:\.fetch\(|\[)\s*(['"])(\w+)\1\s*[\])]/.exec(raw)
  if (variable?.[2]) {
    return {
      value: { type: 'reference', value: '', reference: { kind: 'environment', name: variable[2] } },
      length: variable[0].length,
    }
  }
  const file = /^File\.read\(\s*(['"])([^'"]+)\1[^)]*\)(?:\.\w+)*/.exec(raw)
  if (file?.[2])
    return {
      value: { type: 'reference', value: '', reference: { kind: 'file', name: file[2] } },
      length: file[0].length,
    }
  const word = /^(?::(\w+)|(\d[\d_]*)|(true|false|nil)\b)/.exec(raw)
  if (word) {
    const [whole, symbol, number, keyword] = word
    if (symbol !== undefined) return { value: { type: 'string', value: symbol }, length: whole.length }
    if (number !== undefined)
      return { value: { type: 'number', value: number.replaceAll('_', '') }, length: whole.length }
    if (keyword === 'nil') return { value: { type: 'null', value: '' }, length: whole.length }
    return { value: { type: 'boolean', value: keyword ?? '' }, length: whole.length }
  }
  const rest = raw.replace(/[,}\s]+$/, '')
  return { value: EXPRESSION, length: rest.length }
}
