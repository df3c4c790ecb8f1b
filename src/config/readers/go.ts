// Mail settings in Go source: net/smtp, gomail, wneessen/go-mail, go-simple-mail and jordan-wright/email. Read by a real
// grammar, never run.

import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/go'
import type { Entry, FoundSettings } from '../format.js'
import { foundFrom, isOn } from './found.js'
import {
  argumentEntry,
  type Call,
  callEntry,
  objectsOf,
  present,
  readArguments,
  type SourceFacts,
} from './source-facts.js'
import {
  argumentsOf,
  childrenOf,
  EXPRESSION,
  entryOf,
  parseSource,
  referenceTo,
  type SourceValue,
  spanOf,
  textOf,
  unquote,
  walk,
} from './source-values.js'

type Constants = Map<string, SyntaxNode>

/** The connections to mail servers that a Go file opens. */
export function readGo(source: string): FoundSettings[] {
  if (!/^package\s+\w+/m.test(source) || !/smtp|mail/i.test(source)) return []
  const tree = parseSource(parser, source)
  if (!tree) return []
  const facts = factsOf(tree, source)
  return [...clientsIn(facts), ...objectsIn(facts)]
}

function factsOf(tree: SyntaxNode, source: string): SourceFacts {
  const constants: Constants = new Map()
  const nodes: SyntaxNode[] = []
  walk(tree, (node) => {
    if (/^(?:VarDecl|ConstSpec|VarSpec)$/.test(node.name)) {
      const children = childrenOf(node)
      const equals = children.findIndex(({ name }) => name === '=' || name === ':=')
      const [name, value] = [children[0], children[equals + 1]]
      if (equals === 1 || children[1]?.name === 'TypeName')
        if (name && value) constants.set(textOf(source, name), value)
    }
    if (/^(?:CallExpr|Assignment|Element)$/.test(node.name)) nodes.push(node)
    return undefined
  })
  const read = (node: SyntaxNode) => readValue(node, constants, source)
  const calls = nodes.flatMap((node): Call[] => {
    const callee = node.firstChild
    if (node.name !== 'CallExpr' || !callee) return []
    return [
      {
        callee: textOf(source, callee),
        calleeSpan: spanOf(callee),
        args: readArguments(argumentsOf(node, 'Arguments'), source, read),
        span: spanOf(node),
      },
    ]
  })
  const assigned = nodes.flatMap((node): Entry[] => {
    const [target, , value] = childrenOf(node)
    if (node.name === 'CallExpr' || !target || !value) return []
    // The fields of a literal belong together, wherever it stands.
    const object = node.name === 'Element' ? `{${node.parent?.from}}.` : ''
    return [entryOf(`${object}${textOf(source, target)}`, spanOf(target), read(value), spanOf(value))]
  })
  return { calls, assigned }
}

function readValue(node: SyntaxNode, constants: Constants, source: string, depth = 0): SourceValue {
  const text = textOf(source, node)
  const inner = (next: SyntaxNode | undefined) =>
    next && depth < 8 ? readValue(next, constants, source, depth + 1) : EXPRESSION
  switch (node.name) {
    case 'String':
      return { type: 'string', value: text.startsWith('`') ? text.slice(1, -1) : unquote(text) }
    case 'Number':
      return { type: 'number', value: text.replaceAll('_', '') }
    case 'Bool':
      return { type: 'boolean', value: text }
    case 'Nil':
      return { type: 'null', value: '' }
    case 'VariableName': {
      const constant = constants.get(text)
      const value = inner(constant)
      return constant ? { ...value, span: value.span ?? spanOf(constant) } : EXPRESSION
    }
    case 'BinaryExp': {
      const [left, operator, right] = childrenOf(node)
      const [a, b] = [inner(left), inner(right)]
      const isText = operator && textOf(source, operator) === '+' && a.type === 'string' && b.type === 'string'
      return isText ? { type: 'string', value: a.value + b.value } : EXPRESSION
    }
    case 'CallExpr': {
      const callee = textOf(source, node.firstChild ?? node)
      const args = argumentsOf(node, 'Arguments')
      const first = inner(args[0])
      if (/^(?:os\.(?:Getenv|LookupEnv)|getenv|getEnv|viper\.Get\w+)$/.test(callee) && first.type === 'string') {
        return referenceTo(first.value, args[1] ? { fallback: inner(args[1]), fallbackSpan: spanOf(args[1]) } : {})
      }
      if (/^strconv\.Itoa$/.test(callee)) return { ...first, type: first.type === 'number' ? 'string' : first.type }
      return callee === 'fmt.Sprintf' ? formatted(first, args.slice(1).map(inner)) : EXPRESSION
    }
    case 'SelectorExpr':
      // A constant of another package: its name says what it is.
      return { type: 'expression', value: text.slice(text.lastIndexOf('.') + 1) }
    default:
      return EXPRESSION
  }
}

function formatted(pattern: SourceValue, values: readonly SourceValue[]): SourceValue {
  if (pattern.type !== 'string' || values.some(({ type }) => type !== 'string' && type !== 'number')) return EXPRESSION
  let index = 0
  return { type: 'string', value: pattern.value.replace(/%[sdv]/g, () => values[index++]?.value ?? '') }
}

/** Calls that name a server: each with the login that is nearest, and with what switches TLS on. */
function clientsIn({ calls, assigned }: SourceFacts): FoundSettings[] {
  const opens = calls.flatMap((call): { call: Call; address: number; kind: Opened }[] => {
    const kind = OPENED.find(({ pattern }) => pattern.test(call.callee))
    return kind && (kind.isMail || calls.some(({ callee }) => callee === 'smtp.NewClient'))
      ? [{ call, address: kind.address(call), kind }]
      : []
  })
  const login = calls.find(({ callee }) => /(?:^|\.)(?:PlainAuth|LoginAuth|CRAMMD5Auth|NewPlainAuth)$/.test(callee))
  const isPlain = login && /PlainAuth$/.test(login.callee)
  const insecure = assigned
    .filter(({ key }) => /(?:^|\.)InsecureSkipVerify$/.test(key))
    .map((entry) => ({ ...entry, key: 'InsecureSkipVerify' }))
  const starttls = calls.find(({ callee }) => /\.StartTLS$/.test(callee))
  return opens.map(({ call, address, kind }) => {
    const options = call.args.flatMap(({ span }) => calls.filter((own) => within(own, span)))
    const option = (name: RegExp) => options.find(({ callee }) => name.test(callee))
    const entries = present([
      argumentEntry('host', call, address),
      ...(kind.hasPort ? [argumentEntry('port', call, address + 1)] : []),
      argumentEntry('port', option(/\.WithPort$/), 0),
      ...(kind.hasLogin
        ? [argumentEntry('user', call, 2), argumentEntry('password', call, 3)]
        : [
            argumentEntry('user', option(/\.WithUsername$/) ?? login, option(/\.WithUsername$/) ? 0 : isPlain ? 1 : 0),
            argumentEntry(
              'password',
              option(/\.WithPassword$/) ?? login,
              option(/\.WithPassword$/) ? 0 : isPlain ? 2 : 1,
            ),
          ]),
      ...insecure,
    ])
    return goSettings(entries, (port) => kind.security({ call, port, option, starttls, ssl: sslOf(assigned) }))
  })
}

interface Around {
  readonly call: Call
  readonly port: number | undefined
  readonly option: (name: RegExp) => Call | undefined
  readonly starttls: Call | undefined
  readonly ssl: Entry | undefined
}

type Security = Pick<FoundSettings, 'security' | 'isOpportunistic'>

interface Opened {
  readonly pattern: RegExp
  readonly isMail: boolean
  readonly address: (call: Call) => number
  readonly hasPort?: boolean
  readonly hasLogin?: boolean
  readonly security: (around: Around) => Security
}

const always =
  (value: 'tls' | 'starttls', isOpportunistic = false) =>
  ({ call }: Around): Security => ({
    security: { value, entries: [callEntry(call, value)] },
    ...(isOpportunistic && { isOpportunistic: true }),
  })

const OPENED: readonly Opened[] = [
  { pattern: /^smtp\.SendMail$/, isMail: true, address: () => 0, security: always('starttls', true) },
  { pattern: /\.SendWithStartTLS$/, isMail: true, address: () => 0, security: always('starttls') },
  { pattern: /\.SendWithTLS$/, isMail: true, address: () => 0, security: always('tls') },
  { pattern: /^smtp\.DialTLS$/, isMail: true, address: () => 0, security: always('tls') },
  { pattern: /^smtp\.DialStartTLS$/, isMail: true, address: () => 0, security: always('starttls') },
  { pattern: /^tls\.Dial$/, isMail: false, address: () => 1, security: always('tls') },
  { pattern: /^tls\.DialWithDialer$/, isMail: false, address: () => 2, security: always('tls') },
  {
    pattern: /^smtp\.Dial$/,
    isMail: true,
    address: () => 0,
    security: ({ call, starttls }) => ({
      security: { value: starttls ? 'starttls' : 'none', entries: [callEntry(starttls ?? call, 'Dial')] },
    }),
  },
  {
    pattern: /^(?:net|dialer|d)\.Dial(?:Timeout|Context)?$/,
    isMail: false,
    address: ({ callee }) => (callee.endsWith('Context') ? 2 : 1),
    security: ({ call, starttls }) => ({
      security: { value: starttls ? 'starttls' : 'none', entries: [callEntry(starttls ?? call, 'Dial')] },
    }),
  },
  {
    pattern: /\.(?:NewDialer|NewPlainDialer)$/,
    isMail: true,
    address: () => 0,
    hasPort: true,
    hasLogin: true,
    // gomail takes TLS from the first byte on 465 by itself, and STARTTLS elsewhere when it is offered.
    security: ({ call, port, ssl }) =>
      ssl || port === 465
        ? { security: { value: !ssl || isOn(ssl) ? 'tls' : 'starttls', entries: [ssl ?? callEntry(call, 'tls')] } }
        : always('starttls', true)({ call } as Around),
  },
  {
    pattern: /^(?:mail|gomail)\.NewClient$/,
    isMail: true,
    address: () => 0,
    security: ({ call, option }) => {
      // Options that are put together elsewhere may say anything.
      if (call.args.some(({ text }) => text.endsWith('...'))) return {}
      const ssl = option(/\.WithSSL(?:Port)?$/)
      const policy = option(/\.WithTLS(?:Port)?Policy$/)
      const word = policy?.args[0]?.text ?? ''
      if (ssl) return { security: { value: 'tls', entries: [callEntry(ssl, 'tls')] } }
      if (/NoTLS$/.test(word)) return { security: { value: 'none', entries: [callEntry(policy ?? call, 'none')] } }
      return {
        security: { value: 'starttls', entries: [callEntry(policy ?? call, 'starttls')] },
        ...(/Opportunistic$/.test(word) && { isOpportunistic: true }),
      }
    },
  },
]

function within({ span }: Call, { start, end }: { start: number; end: number }): boolean {
  return span.start >= start && span.end <= end
}

function sslOf(assigned: readonly Entry[]): Entry | undefined {
  return assigned.findLast(({ key }) => /(?:^|\.)SSL$/.test(key))
}

/** Structs and objects with the fields of a mail client: `Host`, `Port`, `Username`, `Password`, `SSL`, `Encryption`. */
function objectsIn({ assigned }: SourceFacts): FoundSettings[] {
  return [...objectsOf(assigned).values()].flatMap((entries) => {
    const get = (pattern: RegExp) => entries.findLast(({ key }) => pattern.test(key))
    const [host, port] = [get(/^(?:SMTP)?Host$|^SMTPServer$/), get(/^(?:SMTP)?Port$|^SMTPPort$/)]
    const [user, password] = [get(/^(?:SMTP)?User(?:name)?$/), get(/^(?:SMTP)?Pass(?:word)?$/)]
    const [ssl, encryption] = [get(/^SSL$/), get(/^Encryption$/)]
    if (!host || !port || !(user ?? password ?? ssl ?? encryption)) return []
    const named = (key: string, entry: Entry | undefined) => entry && { ...entry, key }
    const own = present([named('host', host), named('port', port), named('user', user), named('password', password)])
    return [
      goSettings([...own, ...entries.filter(({ key }) => /SkipVerify$/.test(key))], (number) => {
        if (/^Encryption(?:SSLTLS|SSL|TLS|STARTTLS|None)$/.test(encryption?.value ?? '') && encryption) {
          // go-simple-mail: EncryptionSSL and SSLTLS are TLS from the first byte, EncryptionTLS is STARTTLS.
          const word = encryption.value.slice('Encryption'.length)
          const value = word === 'None' ? 'none' : word.startsWith('SSL') ? 'tls' : 'starttls'
          return { security: { value, entries: [encryption] } }
        }
        if (ssl) return { security: { value: isOn(ssl) || number === 465 ? 'tls' : 'starttls', entries: [ssl] } }
        return {}
      }),
    ]
  })
}

function goSettings(entries: readonly Entry[], security: (port: number | undefined) => Security): FoundSettings {
  const names = { host: ['host'], port: ['port'], username: ['user'], secret: ['password'] }
  return foundFrom('go', entries, names, (get, port) => {
    const behind = /:(\d+)$/.exec(get('host')?.value ?? '')?.[1]
    return security(port ?? (behind === undefined ? undefined : Number(behind)))
  })
}
