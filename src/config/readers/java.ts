// Mail settings in Java source: the properties of a JavaMail session, Spring's JavaMailSenderImpl, Commons Email and
// Simple Java Mail. Read by a real grammar, never run.

import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/java'
import type { Entry, FoundSettings } from '../format.js'
import { foundFrom, isOn } from './found.js'
import { argumentEntry, type Call, callEntry, present, readArguments } from './source-facts.js'
import {
  argumentsOf,
  childrenOf,
  EXPRESSION,
  parseSource,
  referenceTo,
  type SourceValue,
  spanOf,
  textOf,
  unquote,
  walk,
} from './source-values.js'

type Constants = Map<string, SyntaxNode>

/** The sessions and senders that a Java file sets up. */
export function readJava(source: string): FoundSettings[] {
  if (!/\b(?:class|interface|record)\b/.test(source) || !/mail/i.test(source)) return []
  const tree = parseSource(parser, source)
  if (!tree) return []
  const calls = callsIn(tree, source)
  return [...sessionsIn(calls), ...sendersIn(calls), ...buildersIn(calls)]
}

function callsIn(tree: SyntaxNode, source: string): Call[] {
  const constants: Constants = new Map()
  const nodes: SyntaxNode[] = []
  walk(tree, (node) => {
    if (node.name === 'VariableDeclarator') {
      const [name, equals, value] = childrenOf(node)
      if (name && equals && value) constants.set(textOf(source, name), value)
    }
    if (node.name === 'MethodInvocation' || node.name === 'ObjectCreationExpression') nodes.push(node)
    return undefined
  })
  const read = (node: SyntaxNode) => readValue(node, constants, source)
  return nodes.map((node): Call => {
    const list = node.getChild('ArgumentList')
    const callee = { from: node.from, to: list?.from ?? node.to }
    return {
      callee: textOf(source, callee).replace(/\s+/g, ' '),
      calleeSpan: spanOf(callee),
      args: list ? readArguments(argumentsOf(node, 'ArgumentList'), source, read) : [],
      span: spanOf(node),
    }
  })
}

function readValue(node: SyntaxNode, constants: Constants, source: string, depth = 0): SourceValue {
  const text = textOf(source, node)
  const inner = (next: SyntaxNode | undefined) =>
    next && depth < 8 ? readValue(next, constants, source, depth + 1) : EXPRESSION
  switch (node.name) {
    case 'StringLiteral':
      return { type: 'string', value: unquote(text) }
    case 'IntegerLiteral':
      return { type: 'number', value: text.replace(/[_lL]/g, '') }
    case 'BooleanLiteral':
      return { type: 'boolean', value: text }
    case 'null':
      return { type: 'null', value: '' }
    case 'Identifier': {
      const constant = constants.get(text)
      return constant ? { ...inner(constant), span: inner(constant).span ?? spanOf(constant) } : EXPRESSION
    }
    case 'FieldAccess': {
      const constant = constants.get(text.slice(text.lastIndexOf('.') + 1))
      return constant
        ? { ...inner(constant), span: spanOf(constant) }
        : { type: 'expression', value: text.slice(text.lastIndexOf('.') + 1) }
    }
    case 'MethodInvocation': {
      const list = node.getChild('ArgumentList')
      const [first, second] = argumentsOf(node, 'ArgumentList')
      const callee = textOf(source, { from: node.from, to: list?.from ?? node.to })
      const name = inner(first)
      if (/^System\.getenv$|(?:^|\.)(?:env|environment)\.getProperty$/.test(callee) && name.type === 'string') {
        return referenceTo(name.value, second ? { fallback: inner(second), fallbackSpan: spanOf(second) } : {})
      }
      return /^(?:String\.valueOf|Integer\.(?:parseInt|valueOf|toString))$/.test(callee) ? name : EXPRESSION
    }
    default:
      return EXPRESSION
  }
}

const METHOD = /(?:^|\.)(\w+)$/
const methodOf = ({ callee }: Call) => METHOD.exec(callee)?.[1] ?? callee

/** `props.put("mail.smtp.host", "…")` by object, with the login of the Authenticator or of transport.connect(). */
function sessionsIn(calls: readonly Call[]): FoundSettings[] {
  const objects = new Map<string, Entry[]>()
  for (const call of calls) {
    const name = call.args[0]?.value
    if (!/\.(?:put|setProperty)$/.test(call.callee) || name?.type !== 'string' || !/^mail\./.test(name.value)) continue
    const object = call.callee.replace(/\.(?:put|setProperty)$/, '')
    const entry = argumentEntry(name.value.replace(/^mail\.smtps\./, 'mail.smtp.'), call, 1)
    const key = call.args[0]?.span
    if (entry && key) objects.set(object, [...(objects.get(object) ?? []), { ...entry, keySpan: key }])
  }
  const login = calls.find(({ callee }) => callee === 'new PasswordAuthentication')
  const connect = calls.find((call) => methodOf(call) === 'connect' && call.args.length >= 3)
  const place = connect && connect.args.length - 2
  const account = present([
    argumentEntry('login.user', login ?? connect, login ? 0 : (place ?? 0)),
    argumentEntry('login.password', login ?? connect, login ? 1 : (place ?? 0) + 1),
    ...(connect ? [argumentEntry('mail.smtp.host', connect, 0)] : []),
    ...(connect && connect.args.length === 4 ? [argumentEntry('mail.smtp.port', connect, 1)] : []),
  ])
  return [...objects.values()].flatMap((own) => {
    const entries = [...own, ...account]
    return entries.some(({ key }) => key === 'mail.smtp.host') ? [sessionOf(entries)] : []
  })
}

function sessionOf(entries: readonly Entry[]): FoundSettings {
  const names = {
    host: ['mail.smtp.host'],
    port: ['mail.smtp.port'],
    username: ['login.user', 'mail.smtp.user'],
    secret: ['login.password', 'mail.smtp.password'],
    from: ['mail.smtp.from'],
    helo: ['mail.smtp.localhost'],
  }
  return foundFrom('jakarta-mail', entries, names, (get) => {
    const [ssl, enable, required] = ['ssl.enable', 'starttls.enable', 'starttls.required'].map((name) =>
      get(`mail.smtp.${name}`),
    )
    const factory = get('mail.smtp.socketFactory.class')
    const protocol = get('mail.transport.protocol')
    const entries = present([enable, required, factory, protocol, ssl])
    if (isOn(ssl) || factory?.value.endsWith('SSLSocketFactory') || protocol?.value === 'smtps') {
      return { security: { value: 'tls', entries } }
    }
    if (isOn(required)) return { security: { value: 'starttls', entries } }
    return isOn(enable)
      ? { security: { value: 'starttls', entries }, isOpportunistic: true }
      : { security: { value: 'none', entries } }
  })
}

/** Objects with setters: JavaMailSenderImpl (its properties are put by name), Commons Email. */
function sendersIn(calls: readonly Call[]): FoundSettings[] {
  const objects = new Map<string, Call[]>()
  for (const call of calls) {
    const object = call.callee.slice(0, Math.max(call.callee.lastIndexOf('.'), 0))
    if (/^set\w+$/.test(methodOf(call))) objects.set(object, [...(objects.get(object) ?? []), call])
  }
  return [...objects.values()].flatMap((own) => {
    const get = (name: RegExp) => own.findLast((call) => name.test(methodOf(call)))
    const host = get(/^setHost(?:Name)?$/)
    const port = get(/^set(?:Ssl)?(?:Smtp)?Port$/i)
    if (!host || !(port ?? get(/^setUsername$/))) return []
    const login = get(/^setAuthentication$/)
    const properties = calls.flatMap((call) => {
      const name = call.args[0]?.value
      const isOwn = /\.(?:put|setProperty)$/.test(call.callee) && name?.type === 'string' && /^mail\./.test(name.value)
      return isOwn ? present([argumentEntry(name.value.replace(/^mail\.smtps\./, 'mail.smtp.'), call, 1)]) : []
    })
    const switched = (key: string, name: RegExp) => present([argumentEntry(key, get(name), 0)])
    return [
      sessionOf([
        ...properties,
        ...present([
          argumentEntry('mail.smtp.host', host, 0),
          argumentEntry('mail.smtp.port', port, 0),
          argumentEntry('login.user', get(/^setUsername$/) ?? login, 0),
          argumentEntry('login.password', get(/^setPassword$/) ?? login, get(/^setPassword$/) ? 0 : 1),
        ]),
        ...switched('mail.smtp.ssl.enable', /^setSSL(?:OnConnect)?$/),
        ...switched('mail.smtp.starttls.enable', /^set(?:StartTLSEnabled|TLS)$/),
        ...switched('mail.smtp.starttls.required', /^setStartTLSRequired$/),
        ...switched('mail.transport.protocol', /^setProtocol$/),
      ]),
    ]
  })
}

/** Simple Java Mail: withSMTPServer(host, port, user, password) and withTransportStrategy(). */
function buildersIn(calls: readonly Call[]): FoundSettings[] {
  return calls
    .filter((call) => methodOf(call) === 'withSMTPServer')
    .map((call) => {
      const strategy = calls.find((other) => methodOf(other) === 'withTransportStrategy')
      const word = strategy?.args[0]?.text ?? ''
      const value = /SMTPS$/.test(word) ? 'tls' : /SMTP_TLS$/.test(word) ? 'starttls' : undefined
      const keys = ['host', 'port', 'user', 'password']
      const names = { host: ['host'], port: ['port'], username: ['user'], secret: ['password'] }
      return foundFrom('jakarta-mail', present(keys.map((key, index) => argumentEntry(key, call, index))), names, () =>
        strategy && value ? { security: { value, entries: [callEntry(strategy, value)] } } : {},
      )
    })
}
