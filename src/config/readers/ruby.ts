// Mail settings in Ruby source: the SMTP options of Action Mailer, the mail gem and Devise, and gitlab.rb's assignments.
// Literals and ENV with its defaults only; never run.

import type { Entry, FoundSettings } from '../format.js'
import { foundFrom, isOn } from './found.js'
import { closingAt, spanOfTokens, type Token, type TokenGrammar, tokensOf } from './source-tokens.js'
import { EXPRESSION, entryOf, referenceTo, type SourceValue } from './source-values.js'

const GRAMMAR: TokenGrammar = {
  comment: /#.*|^=begin[\s\S]*?^=end.*/my,
  word: /[:@]{0,2}[A-Za-z_]\w*[?!]?/y,
  strings: [
    [/'(?:[^'\\]|\\[\s\S])*'/y, (written) => written.slice(1, -1).replace(/\\([\\'])/g, '$1')],
    [
      /"(?:[^"\\]|\\[\s\S])*"/y,
      (written) => (/#\{/.test(written) ? undefined : written.slice(1, -1).replace(/\\(.)/g, '$1')),
    ],
  ],
}

/** The settings of a gitlab.rb, and of each hash of SMTP options in a file. */
export function readRuby(source: string): FoundSettings[] {
  if (!/smtp|address|delivery_method/i.test(source)) return []
  const tokens = tokensOf(source, GRAMMAR)
  const gitlab: Entry[] = []
  /** The options by the bracket that they stand in, in order. */
  const hashes = new Map<number, Entry[]>()
  const open: number[] = []
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token
    if (token.kind === 'sign' && /^[({[]$/.test(token.text)) open.push(index)
    else if (token.kind === 'sign' && /^[)}\]]$/.test(token.text)) open.pop()
    const [name, after] = settingAt(tokens, index, source)
    const key = name ? name.text.replace(/^:/, '') : undefined
    if (!name || key === undefined) continue
    const entry = entryAt(tokens, after, key, name, source)
    if (!entry) continue
    if (token.text === 'gitlab_rails') gitlab.push(entry)
    else {
      const hash = open.at(-1) ?? -1
      hashes.set(hash, [...(hashes.get(hash) ?? []), entry])
    }
  }
  // `delivery_method :smtp, { … }` is the mail gem's own, `smtp_settings = { … }` that of Action Mailer.
  const format =
    /\bsmtp_settings\b/.test(source) || !/\bdelivery_method\s*\(?\s*:smtp/.test(source) ? 'rails' : 'ruby-mail'
  return [...gitlabOf(gitlab), ...[...hashes.values()].flatMap((entries) => optionsOf(entries, format))]
}

/** The name of a setting at a token, and where its value begins. */
function settingAt(tokens: readonly Token[], index: number, source: string): [Token | undefined, number] {
  const [token, next, third, fourth, fifth] = tokens.slice(index, index + 5)
  // gitlab_rails['smtp_port'] = 587, smtp_settings[:port] = 587
  if (token?.kind === 'word' && next?.text === '[' && fourth?.text === ']' && fifth?.text === '=') {
    return /^(?:gitlab_rails|smtp_settings)$/.test(token.text) ? [third, index + 5] : [undefined, 0]
  }
  const isName = token?.kind === 'string' || token?.kind === 'word'
  if (isName && next?.text === '=>') return [token, index + 2]
  const isLabel = isName && next?.text === ':' && next.start === token.end && /[\s'"\d]/.test(source[next.end] ?? ' ')
  return isLabel ? [token, index + 2] : [undefined, 0]
}

function entryAt(tokens: readonly Token[], from: number, key: string, name: Token, source: string): Entry | undefined {
  const first = tokens[from]
  if (!first) return undefined
  const { value, end } = readValue(tokens, from)
  const span =
    value.type === 'expression'
      ? { start: first.start, end: restOfLine(source, first.start) }
      : spanOfTokens(tokens.slice(from, end))
  return entryOf(key, { start: name.start, end: name.end }, value, span)
}

function restOfLine(source: string, from: number): number {
  const line = /^[^\n]*/.exec(source.slice(from))?.[0] ?? ''
  return from + line.replace(/\s*[,}]*\s*$/, '').length
}

/** The value at a place and the index behind it. */
function readValue(tokens: readonly Token[], from: number): { value: SourceValue; end: number } {
  const [first, dot, method] = tokens.slice(from, from + 3)
  const whole = (value: SourceValue) => ({ value, end: from + 1 })
  if (first?.kind === 'string') return whole({ type: 'string', value: first.text })
  if (first?.kind === 'number') return whole({ type: 'number', value: first.text })
  if (first?.kind !== 'word') return whole(EXPRESSION)
  if (first.text === 'ENV') {
    const open = dot?.text === '[' ? from + 1 : dot?.text === '.' && method?.text === 'fetch' ? from + 3 : undefined
    if (open === undefined) return whole(EXPRESSION)
    const close = closingAt(tokens, open)
    const [name, comma] = tokens.slice(open + 1, open + 3)
    if (name?.kind !== 'string') return whole(EXPRESSION)
    const given = comma?.text === ',' ? open + 3 : tokens[close + 1]?.text === '||' ? close + 2 : undefined
    const fallback = given === undefined ? undefined : readValue(tokens, given)
    const end = given !== undefined && given > close ? (fallback?.end ?? close + 1) : close + 1
    return {
      value: referenceTo(name.text, {
        isText: true,
        ...(fallback &&
          given !== undefined && {
            fallback: fallback.value,
            fallbackSpan: spanOfTokens(tokens.slice(given, fallback.end)),
          }),
      }),
      end,
    }
  }
  // File.read('/path', encoding: 'UTF-8').chomp
  if (first.text === 'File' && method?.text === 'read' && tokens[from + 3]?.text === '(') {
    const path = tokens[from + 4]
    let end = closingAt(tokens, from + 3) + 1
    while (tokens[end]?.text === '.' && tokens[end + 1]?.kind === 'word') end += 2
    if (path?.kind !== 'string') return whole(EXPRESSION)
    return { value: { type: 'reference', value: '', reference: { kind: 'file', name: path.text } }, end }
  }
  // OpenSSL::SSL::VERIFY_NONE
  if (first.text === 'OpenSSL') {
    const end = from + 3
    const last = tokens[end - 1]?.text ?? ''
    return { value: { type: 'string', value: last.replace(/^:*VERIFY_/, '').toLowerCase() }, end }
  }
  if (first.text.startsWith(':')) return whole({ type: 'string', value: first.text.slice(1) })
  if (first.text === 'nil') return whole({ type: 'null', value: '' })
  return whole(/^(?:true|false)$/.test(first.text) ? { type: 'boolean', value: first.text } : EXPRESSION)
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

/** `address` alone could be anything; with one of the others it is a server's. */
const MARKS = /^(?:port|user_name|authentication|enable_starttls(?:_auto)?|domain|tls|ssl)$/

function optionsOf(entries: readonly Entry[], format: 'rails' | 'ruby-mail'): FoundSettings[] {
  if (!entries.some(({ key }) => key === 'address') || !entries.some(({ key }) => MARKS.test(key))) return []
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
    foundFrom(format, entries, names, (get) => {
      const tls = get('tls') ?? get('ssl')
      const [always, auto] = [get('enable_starttls'), get('enable_starttls_auto')]
      const switches = [tls, always, auto].filter((entry) => entry !== undefined)
      if (switches.some(({ type, reference }) => type === 'expression' || reference?.isText)) return {}
      if (isOn(tls)) return { security: { value: 'tls', entries: switches } }
      if (isOn(always) || always?.value === 'always') return { security: { value: 'starttls', entries: switches } }
      if (auto && !isOn(auto)) return { security: { value: 'none', entries: switches } }
      return { security: { value: 'starttls', entries: switches }, isOpportunistic: true }
    }),
  ]
}
