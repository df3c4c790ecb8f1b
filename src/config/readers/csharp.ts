// Mail settings in C# source: MailKit's SmtpClient, System.Net.Mail's SmtpClient, FluentEmail. Literals, constants and
// environment variables; never run.

import type { Entry, FoundSettings } from '../format.js'
import { foundFrom, isOn } from './found.js'
import { argumentEntry, type Call, callEntry, present } from './source-facts.js'
import { closingAt, spanOfTokens, splitAtCommas, type Token, type TokenGrammar, tokensOf } from './source-tokens.js'
import { EXPRESSION, entryOf, referenceTo, type SourceValue, unquote } from './source-values.js'

const GRAMMAR: TokenGrammar = {
  comment: /\/\/.*|\/\*[\s\S]*?\*\/|^[ \t]*#.*/my,
  word: /@?[\p{L}_][\p{L}\p{N}_]*/uy,
  strings: [
    [/"""[\s\S]*?"""/y, (written) => written.slice(3, -3).trim()],
    [
      /\$@?"(?:[^"\\]|\\.|"")*"/y,
      (written) => (/\{/.test(written) ? undefined : unquote(written.replace(/^[$@]+/, ''))),
    ],
    [/@"(?:[^"]|"")*"/y, (written) => written.slice(2, -1).replaceAll('""', '"')],
    [/"(?:[^"\\\n]|\\.)*"/y, unquote],
    [/'(?:[^'\\\n]|\\.)+'/y, unquote],
  ],
}

type Constants = ReadonlyMap<string, readonly Token[]>

/** The mail clients that a C# file sets up. */
export function readCsharp(source: string): FoundSettings[] {
  if (!/Smtp|MailKit|SecureSocketOptions/.test(source)) return []
  const tokens = tokensOf(source, GRAMMAR)
  const constants = constantsIn(tokens)
  const calls = callsIn(tokens, constants, source)
  const assigned = assignedIn(tokens, constants)
  return [
    ...mailkitIn(calls, assigned, (callee) => isSender(callee, constants, source)),
    ...systemNetIn(calls, assigned),
  ]
}

/** `const string Host = "…"`, `int port = 465;`, `string Host { get; set; } = "…"`. */
function constantsIn(tokens: readonly Token[]): Constants {
  const constants = new Map<string, readonly Token[]>()
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]
    if (token.text !== '=' || token.kind !== 'sign' || !before) continue
    const name = before.text === '}' ? nameBefore(tokens, index - 1) : before
    const end = endOfValue(tokens, index + 1)
    if (name?.kind === 'word' && !constants.has(name.text)) constants.set(name.text, tokens.slice(index + 1, end))
  }
  return constants
}

function nameBefore(tokens: readonly Token[], close: number): Token | undefined {
  let at = close
  while (at > 0 && tokens[at]?.text !== '{') at--
  return tokens[at - 1]
}

/** The index of the sign that ends a value outside of brackets. */
function endOfValue(tokens: readonly Token[], from: number): number {
  let index = from
  while (index < tokens.length) {
    const { kind, text } = tokens[index] as Token
    if (kind === 'sign' && /^[([{]$/.test(text)) index = closingAt(tokens, index)
    else if (kind === 'sign' && /^[;,)\]}]$/.test(text)) return index
    index++
  }
  return index
}

function callsIn(tokens: readonly Token[], constants: Constants, source: string): Call[] {
  return tokens.flatMap((token, open): Call[] => {
    const name = tokens[open - 1]
    if (token.kind !== 'sign' || token.text !== '(' || name?.kind !== 'word') return []
    let from = open - 1
    while (tokens[from - 1]?.text === '.' && tokens[from - 2]?.kind === 'word') from -= 2
    const isNew = tokens[from - 1]?.text === 'new'
    const close = closingAt(tokens, open)
    const callee = tokens.slice(from, open)
    return [
      {
        callee: `${isNew ? 'new ' : ''}${callee.map(({ text }) => text).join('')}`,
        calleeSpan: spanOfTokens(callee),
        args: splitAtCommas(tokens.slice(open + 1, close)).map((part) => ({
          value: readValue(part, constants),
          span: spanOfTokens(part),
          text: source.slice(part[0]?.start, part.at(-1)?.end),
        })),
        span: { start: callee[0]?.start ?? 0, end: tokens[close]?.end ?? 0 },
      },
    ]
  })
}

/** `client.EnableSsl = true`, and `EnableSsl = true` of an initialiser. */
function assignedIn(tokens: readonly Token[], constants: Constants): Entry[] {
  return tokens.flatMap((token, index): Entry[] => {
    const name = tokens[index - 1]
    if (token.kind !== 'sign' || token.text !== '=' || name?.kind !== 'word') return []
    const value = tokens.slice(index + 1, endOfValue(tokens, index + 1))
    return [entryOf(name.text, { start: name.start, end: name.end }, readValue(value, constants), spanOfTokens(value))]
  })
}

function readValue(tokens: readonly Token[], constants: Constants, depth = 0): SourceValue {
  const [first, second] = tokens
  if (!first || depth > 8) return EXPRESSION
  const fallbackAt = tokens.findIndex(({ text }) => text === '??')
  if (fallbackAt > 0) {
    const own = readValue(tokens.slice(0, fallbackAt), constants, depth + 1)
    const rest = tokens.slice(fallbackAt + 1)
    if (!own.reference) return EXPRESSION
    const fallback = readValue(rest, constants, depth + 1)
    return referenceTo(own.reference.name, { fallback, fallbackSpan: spanOfTokens(rest) })
  }
  // host: "…", a named argument
  if (second?.text === ':' && first.kind === 'word') {
    const value = readValue(tokens.slice(2), constants, depth + 1)
    return { ...value, span: value.span ?? spanOfTokens(tokens.slice(2)) }
  }
  const text = tokens.map((token) => token.text).join('')
  if (tokens.length === 1) {
    if (first.kind === 'string') return { type: 'string', value: first.text }
    if (first.kind === 'number') return { type: 'number', value: first.text }
    if (/^(?:true|false)$/.test(first.text)) return { type: 'boolean', value: first.text }
    if (first.text === 'null') return { type: 'null', value: '' }
    const constant = constants.get(first.text)
    if (!constant) return EXPRESSION
    const value = readValue(constant, constants, depth + 1)
    return { ...value, span: value.span ?? spanOfTokens(constant) }
  }
  const close = tokens.findIndex(({ text: sign }) => sign === '(' || sign === '[')
  const argument = tokens[close + 1]
  const isLookUp = /^(?:System\.)?Environment\.GetEnvironmentVariable\($|onfig(?:uration)?\[$/.test(
    tokens
      .slice(0, close + 1)
      .map((token) => token.text)
      .join(''),
  )
  if (close > 0 && isLookUp && argument?.kind === 'string') return referenceTo(argument.text)
  if (/^(?:int|Int32|Convert)\b/.test(text) && close > 0) {
    return readValue(tokens.slice(close + 1, closingAt(tokens, close)), constants, depth + 1)
  }
  return { type: 'expression', value: text }
}

/** Whether a `.Connect` is that of a client that sends; IMAP and POP3 clients have one too. */
function isSender(callee: string, constants: Constants, source: string): boolean {
  const receiver = callee.split('.').at(-2) ?? ''
  const made = constants.get(receiver)?.map(({ text }) => text) ?? []
  if (made.some((text) => /Client$|Transport$/.test(text))) return made.some((text) => /Smtp|Transport/.test(text))
  return !/\b(?:Imap|Pop3|Tcp)Client\b/.test(source) || new RegExp(`\\bI?SmtpClient\\s+${receiver}\\b`).test(source)
}

/** ConnectAsync(host, port, how) with the login that follows. */
function mailkitIn(
  calls: readonly Call[],
  assigned: readonly Entry[],
  isSender: (callee: string) => boolean,
): FoundSettings[] {
  const connects = calls.filter(
    ({ callee, args }) => /\.Connect(?:Async)?$/.test(callee) && args.length >= 2 && isSender(callee),
  )
  return connects.map((call) => {
    const login = calls.find(
      ({ callee, span }) => /\.Authenticate(?:Async)?$/.test(callee) && span.start > call.span.start,
    )
    const trust = assigned.filter(({ key }) => key === 'ServerCertificateValidationCallback').map(trustsAll)
    const how = call.args[2]
    const entries = present([
      argumentEntry('host', call, 0),
      argumentEntry('port', call, 1),
      argumentEntry('security', call, 2),
      argumentEntry('user', login, 0),
      argumentEntry('password', login, 1),
      ...trust,
    ])
    return foundFrom('dotnet', entries, NAMES, (get, port) => {
      const word = /(?:^|\.)(SslOnConnect|StartTls|StartTlsWhenAvailable|None|Auto)$/.exec(how?.text ?? '')?.[1]
      const entry = get('security') ?? callEntry(call, 'Connect')
      const automatic = port === 465 ? 'tls' : 'starttls'
      if (word === 'SslOnConnect' || (entry.type === 'boolean' && isOn(entry)))
        return { security: { value: 'tls', entries: [entry] } }
      if (word === 'StartTls') return { security: { value: 'starttls', entries: [entry] } }
      if (word === 'None') return { security: { value: 'none', entries: [entry] } }
      if (word === 'StartTlsWhenAvailable' || entry.type === 'boolean')
        return { security: { value: 'starttls', entries: [entry] }, isOpportunistic: true }
      const isOpen = how !== undefined && word !== 'Auto' && !/^(?:cancellationToken|ct|token)$/.test(how.text)
      return isOpen ? {} : { security: { value: automatic, entries: [entry] }, isOpportunistic: true }
    })
  })
}

const NAMES = { host: ['host'], port: ['port'], username: ['user'], secret: ['password'] }

/** `(s, c, h, e) => true` takes every certificate. */
function trustsAll(entry: Entry): Entry {
  const isAll = /=>true$|delegate\{returntrue;\}$|DangerousAccept/.test(entry.value)
  return isAll ? { ...entry, type: 'boolean', value: 'true' } : entry
}

/** new SmtpClient(host, port) { EnableSsl = …, Credentials = new NetworkCredential(user, password) }. */
function systemNetIn(calls: readonly Call[], assigned: readonly Entry[]): FoundSettings[] {
  const isMailKit = calls.some(({ callee }) => /\.Connect(?:Async)?$/.test(callee))
  const clients = calls.filter(({ callee }) => /^new (?:System\.Net\.Mail\.)?SmtpClient$/.test(callee))
  const login = calls.find(({ callee }) => /^new (?:System\.Net\.)?NetworkCredential$/.test(callee))
  return clients.flatMap((call) => {
    const later = assigned.filter(({ span }) => span.start > call.span.start)
    const get = (name: string) => later.find(({ key }) => key === name)
    const named = (key: string, name: string) => {
      const entry = get(name)
      return entry && { ...entry, key }
    }
    const host = argumentEntry('host', call, 0) ?? (isMailKit ? undefined : named('host', 'Host'))
    if (!host) return []
    const ssl = get('EnableSsl')
    const entries = present([
      host,
      argumentEntry('port', call, 1) ?? named('port', 'Port'),
      ssl,
      argumentEntry('user', login, 0),
      argumentEntry('password', login, 1),
    ])
    return [
      // EnableSsl is STARTTLS: System.Net.Mail knows no TLS from the first byte.
      foundFrom('dotnet', entries, NAMES, () => {
        if (ssl && ssl.type !== 'boolean') return {}
        return { security: { value: isOn(ssl) ? 'starttls' : 'none', entries: [ssl ?? callEntry(call, 'SmtpClient')] } }
      }),
    ]
  })
}
