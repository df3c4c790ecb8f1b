// Mail settings in Python source: Django's and Flask-Mail's names, smtplib calls. Read by a real grammar, never run.

import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/python'
import type { Entry, FoundSettings, Problem } from '../format.js'
import { foundFrom } from './found.js'
import {
  childrenOf,
  EXPRESSION,
  entryOf,
  parseSource,
  type SourceValue,
  spanOf,
  textOf,
  unquote,
  walk,
} from './source-values.js'

type Constants = ReadonlyMap<string, SyntaxNode>

const DJANGO =
  /^(?:EMAIL_(?:HOST|PORT|HOST_USER|HOST_PASSWORD|USE_TLS|USE_SSL|TIMEOUT|BACKEND|SSL_\w+)|DEFAULT_FROM_EMAIL|SERVER_EMAIL)$/
const FLASK = /^MAIL_[A-Z_]+$/

/** The settings in a Python file: one for its Django names, one for its Flask names, one for each smtplib connection. */
export function readPython(source: string): FoundSettings[] {
  if (!/EMAIL_|MAIL_|smtplib|SMTP/.test(source)) return []
  const tree = parseSource(parser, source)
  if (!tree) return []
  const constants = new Map<string, SyntaxNode>()
  const assigned: Entry[] = []
  const calls: SyntaxNode[] = []
  walk(tree, (node) => {
    if (node.name === 'AssignStatement') {
      const children = childrenOf(node)
      const at = children.findIndex(({ name }) => name === 'AssignOp')
      const [target, value] = [children[0], children[at + 1]]
      const key = target && keyOf(target, source)
      if (target && value && key) {
        if (target.name === 'VariableName') constants.set(key, value)
        assigned.push(entryOf(key, spanOf(target), readValue(value, constants, source), spanOf(value)))
      }
    } else if (node.name === 'CallExpression') {
      calls.push(node)
      const callee = textOf(source, node.firstChild ?? node)
      if (/(?:config\.update|from_mapping|ConnectionConfig|dict)$/.test(callee)) {
        for (const { name, nameNode, value } of argumentsOf(node, source)) {
          if (name && nameNode)
            assigned.push(entryOf(name, spanOf(nameNode), readValue(value, constants, source), spanOf(value)))
        }
      }
    }
    return undefined
  })
  return [...djangoIn(assigned), ...flaskIn(assigned), ...smtplibIn(calls, constants, source)]
}

function djangoIn(assigned: readonly Entry[]): FoundSettings[] {
  const entries = assigned.filter(({ key }) => DJANGO.test(key) || /^EMAIL_/.test(key))
  if (!entries.some(({ key }) => /^EMAIL_(?:HOST|PORT|USE_TLS|USE_SSL|HOST_USER|HOST_PASSWORD)$/.test(key))) return []
  const names = {
    host: ['EMAIL_HOST'],
    port: ['EMAIL_PORT'],
    username: ['EMAIL_HOST_USER'],
    secret: ['EMAIL_HOST_PASSWORD'],
    from: ['DEFAULT_FROM_EMAIL'],
  }
  const [tls, ssl] = ['EMAIL_USE_TLS', 'EMAIL_USE_SSL'].map((key) => entries.findLast((entry) => entry.key === key))
  const problems: Problem[] = [tls, ssl].flatMap((entry) =>
    entry?.type === 'string'
      ? [
          {
            rule: 'text-as-switch',
            entry,
            span: entry.span,
            message: `${entry.key} is the text ${JSON.stringify(entry.value)}, and every text that is not empty counts as True.`,
            edits: [{ ...entry.span, text: /^(?:true|1|yes|on)$/i.test(entry.value) ? 'True' : 'False' }],
            isSafe: true,
          },
        ]
      : [],
  )
  // A text that counts as True by mistake has been said already.
  if (tls && ssl && problems.length === 0 && isTruthy(tls) && isTruthy(ssl)) {
    problems.push({
      rule: 'two-tls-switches',
      entry: ssl,
      span: ssl.span,
      message:
        'EMAIL_USE_TLS and EMAIL_USE_SSL are both on; Django refuses that: "EMAIL_USE_TLS/EMAIL_USE_SSL are mutually exclusive".',
    })
  }
  return [
    foundFrom(
      'django',
      entries,
      names,
      () => {
        const switches = [tls, ssl].filter((entry) => entry !== undefined)
        if (switches.some(({ type }) => type === 'reference' || type === 'expression')) return {}
        if (ssl && isTruthy(ssl)) return { security: { value: 'tls', entries: switches } }
        return { security: { value: tls && isTruthy(tls) ? 'starttls' : 'none', entries: switches } }
      },
      { problems },
    ),
  ]
}

/** What Python takes for true: every text that is not empty, every number but 0. */
function isTruthy(entry: Entry): boolean {
  if (entry.type === 'string') return entry.value !== ''
  return entry.type === 'boolean' ? entry.value === 'True' : entry.type === 'number' && Number(entry.value) !== 0
}

function flaskIn(assigned: readonly Entry[]): FoundSettings[] {
  const entries = assigned.filter(({ key }) => FLASK.test(key))
  if (!entries.some(({ key }) => key === 'MAIL_SERVER' || key === 'MAIL_USERNAME')) return []
  const isFastApi = entries.some(({ key }) => key === 'MAIL_STARTTLS' || key === 'MAIL_SSL_TLS')
  const names = {
    host: ['MAIL_SERVER'],
    port: ['MAIL_PORT'],
    username: ['MAIL_USERNAME'],
    secret: ['MAIL_PASSWORD'],
    from: ['MAIL_DEFAULT_SENDER', 'MAIL_FROM'],
    verify: ['VALIDATE_CERTS'],
  }
  return [
    foundFrom(isFastApi ? 'fastapi-mail' : 'flask-mail', entries, names, (get) => {
      const tls = get('MAIL_USE_TLS') ?? get('MAIL_STARTTLS')
      const ssl = get('MAIL_USE_SSL') ?? get('MAIL_SSL_TLS')
      const switches = [tls, ssl].filter((entry) => entry !== undefined)
      if (switches.some(({ type }) => type === 'reference' || type === 'expression')) return {}
      if (ssl && isTruthy(ssl)) return { security: { value: 'tls', entries: switches } }
      return { security: { value: tls && isTruthy(tls) ? 'starttls' : 'none', entries: switches } }
    }),
  ]
}

/** Each smtplib.SMTP or SMTP_SSL with the starttls() and login() that follow it, up to the next one. */
function smtplibIn(calls: readonly SyntaxNode[], constants: Constants, source: string): FoundSettings[] {
  const made = calls.filter((call) => /(?:^|\.)SMTP(?:_SSL)?$/.test(textOf(source, call.firstChild ?? call)))
  return made.map((call, index) => {
    const end = made[index + 1]?.from ?? Number.POSITIVE_INFINITY
    const later = calls.filter(({ from }) => from > call.from && from < end)
    const method = (name: string) =>
      later.find((other) => textOf(source, other.firstChild ?? other).endsWith(`.${name}`))
    const entries: Entry[] = []
    const add = (key: string, node: SyntaxNode | undefined) => {
      if (node) entries.push(entryOf(key, spanOf(node), readValue(node, constants, source), spanOf(node)))
    }
    const opened = argumentsOf(call, source)
    add('host', opened.find(({ name }) => name === 'host')?.value ?? opened[0]?.value)
    add('port', opened.find(({ name }) => name === 'port')?.value ?? opened.filter(({ name }) => !name)[1]?.value)
    const login = method('login')
    const given = login ? argumentsOf(login, source) : []
    add('user', given.find(({ name }) => name === 'user')?.value ?? given[0]?.value)
    add('password', given.find(({ name }) => name === 'password')?.value ?? given[1]?.value)
    const callee = call.firstChild ?? call
    const isTls = textOf(source, callee).endsWith('SMTP_SSL')
    const starttls = method('starttls')
    const kind = (node: SyntaxNode, value: string): Entry =>
      entryOf('call', spanOf(node), { type: 'expression', value }, spanOf(node))
    const encryption = isTls ? call : starttls
    const problems: Problem[] =
      encryption && !argumentsOf(encryption, source).some(({ name }) => name === 'context')
        ? [
            {
              rule: 'tls-unverified',
              span: spanOf(encryption.firstChild ?? encryption),
              message: `${isTls ? 'SMTP_SSL' : 'starttls()'} without context= takes any certificate, so the password can go to a stranger.`,
            },
          ]
        : []
    return foundFrom(
      'python',
      entries,
      { host: ['host'], port: ['port'], username: ['user'], secret: ['password'] },
      () => ({
        security: {
          value: isTls ? 'tls' : starttls ? 'starttls' : 'none',
          entries: [kind(starttls?.firstChild ?? callee, isTls ? 'SMTP_SSL' : starttls ? 'starttls' : 'SMTP')],
        },
      }),
      { problems },
    )
  })
}

interface Argument {
  readonly name?: string
  readonly nameNode?: SyntaxNode
  readonly value: SyntaxNode
}

function argumentsOf(call: SyntaxNode, source: string): Argument[] {
  const parts = childrenOf(call.getChild('ArgList') ?? call)
  const args: Argument[] = []
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]
    if (!part || /^[(),]$/.test(part.name)) continue
    const value = parts[index + 2]
    if (parts[index + 1]?.name === 'AssignOp' && value) {
      args.push({ name: textOf(source, part), nameNode: part, value })
      index += 2
    } else args.push({ value: part })
  }
  return args
}

/** `NAME`, or the text in `app.config['NAME']`. */
function keyOf(target: SyntaxNode, source: string): string | undefined {
  if (target.name === 'VariableName') return textOf(source, target)
  const name = target.name === 'MemberExpression' ? target.getChild('String') : null
  return name ? unquote(textOf(source, name)) : undefined
}

function readValue(node: SyntaxNode, constants: Constants, source: string, depth = 0): SourceValue {
  const text = textOf(source, node)
  switch (node.name) {
    case 'String':
      return stringOf(text)
    case 'ContinuedString':
      return {
        type: 'string',
        value: node
          .getChildren('String')
          .map((part) => stringOf(textOf(source, part)).value)
          .join(''),
      }
    case 'Number':
      return { type: 'number', value: text.replaceAll('_', '') }
    case 'Boolean':
      return { type: 'boolean', value: text }
    case 'None':
      return { type: 'null', value: '' }
    case 'ParenthesizedExpression':
      return readValue(childrenOf(node)[1] ?? node, constants, source, depth)
    case 'VariableName': {
      const constant = constants.get(text)
      return constant && depth < 8 ? readValue(constant, constants, source, depth + 1) : EXPRESSION
    }
    case 'MemberExpression': {
      const name = /^(?:os\.)?environ\[(['"])(\w+)\1\]$/.exec(text)?.[2]
      return name ? { type: 'reference', value: '', reference: { kind: 'environment', name } } : EXPRESSION
    }
    case 'CallExpression':
      return valueOfCall(node, constants, source, depth)
    default:
      return EXPRESSION
  }
}

function valueOfCall(node: SyntaxNode, constants: Constants, source: string, depth: number): SourceValue {
  const callee = textOf(source, node.firstChild ?? node)
  const args = argumentsOf(node, source)
  const first = args[0] && readValue(args[0].value, constants, source, depth + 1)
  if (/^(?:int|str|bool)$/.test(callee) && first) return first
  const isLookUp =
    /^(?:os\.getenv|getenv|(?:os\.)?environ\.get|config|env(?:\.(?:str|int|bool))?|settings\.get|decouple\.config)$/.test(
      callee,
    )
  if (!isLookUp || first?.type !== 'string') return EXPRESSION
  const second = args[1] && readValue(args[1].value, constants, source, depth + 1)
  const hasFallback = second && (second.type === 'string' || second.type === 'number' || second.type === 'boolean')
  const reference = { kind: 'environment' as const, name: first.value, ...(hasFallback && { fallback: second.value }) }
  return { type: 'reference', value: '', reference }
}

function stringOf(text: string): SourceValue {
  const match = /^([rRbBuU]*)("""|'''|"|')([\s\S]*)\2$/.exec(text)
  const [, prefix = '', , body = ''] = match ?? []
  if (!match) return EXPRESSION
  return { type: 'string', value: /r/i.test(prefix) ? body : unquote(`"${body}"`) }
}
