// nodemailer in JavaScript and TypeScript source: the options of createTransport, read by a real grammar, never run.

import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/javascript'
import type { Entry, FoundSettings } from '../format.js'
import { foundInUrl } from '../url-format.js'
import { foundFrom, isOn } from './found.js'
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

const grammar = parser.configure({ dialect: 'ts jsx' })

type Constants = ReadonlyMap<string, SyntaxNode>

/** The transports that a source file makes; one for each call of createTransport. */
export function readNodemailer(source: string): FoundSettings[] {
  if (!/createTransport|nodemailer|\b(?:transport|providerOptions)\b/i.test(source)) return []
  const tree = parseSource(grammar, source)
  if (!tree) return []
  const constants = constantsIn(tree, source)
  const found: FoundSettings[] = []
  walk(tree, (node) => {
    if (node.name === 'Property') {
      const options = optionsIn(node, source)
      if (options) found.push(transportOf(options, constants, source))
      return options ? false : undefined
    }
    if (node.name !== 'CallExpression' || !node.firstChild) return undefined
    if (!/(?:^|\.)createTransport(?:er)?$/.test(textOf(source, node.firstChild))) return undefined
    const argument = argumentsOf(node, 'ArgList')[0]
    const target = argument && behind(argument, constants, source)
    if (target?.name === 'ObjectExpression') found.push(transportOf(target, constants, source))
    else if (target) found.push(...transportOfUrl(target, constants, source))
    return undefined
  })
  return found
}

/** What frameworks hand to nodemailer: `transport: { host, secure, auth }` of NestJS, `providerOptions` of Strapi. */
function optionsIn(property: SyntaxNode, source: string): SyntaxNode | undefined {
  const [key, , value] = childrenOf(property)
  if (!key || value?.name !== 'ObjectExpression') return undefined
  if (!/^["']?(?:transport|transportOptions|providerOptions|smtp)["']?$/.test(textOf(source, key))) return undefined
  const names = value.getChildren('Property').map((own) => textOf(source, own.firstChild ?? own).replace(/["']/g, ''))
  return names.includes('host') && (names.includes('auth') || names.includes('secure')) ? value : undefined
}

function transportOf(object: SyntaxNode, constants: Constants, source: string): FoundSettings {
  const entries: Entry[] = []
  collect(object, '', constants, source, entries, 0)
  const names = {
    host: ['host', 'hostname'],
    port: ['port'],
    username: ['auth.user'],
    secret: ['auth.pass', 'auth.accessToken'],
    verify: ['tls.rejectUnauthorized'],
    service: ['service'],
    helo: ['name'],
  }
  return foundFrom('nodemailer', entries, names, (get, port) => {
    const [secure, required, ignored] = [get('secure'), get('requireTLS'), get('ignoreTLS')]
    if (secure && secure.type !== 'boolean' && secure.reference?.fallback === undefined) return {}
    if (secure?.type === 'reference' && secure.reference?.isText) return {}
    if (get('service') && !get('host')) return {}
    const entries = [required, ignored, secure].filter((entry) => entry !== undefined)
    // nodemailer takes TLS for granted on 465 when `secure` is not said.
    if (isOn(secure) || (!secure && port === 465)) return { security: { value: 'tls', entries } }
    if (ignored && isOn(ignored)) return { security: { value: 'none', entries: [ignored] } }
    return { security: { value: 'starttls', entries }, ...(!isOn(required) && { isOpportunistic: true }) }
  })
}

function transportOfUrl(node: SyntaxNode, constants: Constants, source: string): FoundSettings[] {
  const value = readValue(node, constants, source)
  const text =
    value.type === 'string' ? value.value : node.name === 'TemplateString' ? openUrl(textOf(source, node)) : ''
  return foundInUrl('nodemailer', {
    key: 'url',
    value: text,
    type: 'string',
    keySpan: spanOf(node),
    span: spanOf(node),
  })
}

/** A URL whose login is put in by the program: the rest of it, if that is written out. */
function openUrl(template: string): string {
  const match = /^`(smtps?:\/\/)(?:[^@/`]*@)?([^`]*)`$/.exec(template)
  return match && !match[2]?.includes('${') ? `${match[1]}${match[2]}` : ''
}

function collect(
  object: SyntaxNode,
  prefix: string,
  constants: Constants,
  source: string,
  entries: Entry[],
  depth: number,
): void {
  if (depth > 6) return
  for (const property of object.getChildren('Property')) {
    const [key, , value] = childrenOf(property)
    if (!key || key.name === 'Spread') continue
    const name = prefix + (key.name === 'String' ? unquote(textOf(source, key)) : textOf(source, key))
    const shown = value ?? key
    const target = value ? behind(value, constants, source) : (constants.get(textOf(source, key)) ?? key)
    if (target.name === 'ObjectExpression') collect(target, `${name}.`, constants, source, entries, depth + 1)
    else {
      const own = readValue(target, constants, source)
      // A constant is put right where it is written.
      const isLiteral = own.type === 'string' || own.type === 'number' || own.type === 'boolean'
      entries.push(entryOf(name, spanOf(key), own, spanOf(isLiteral ? target : shown)))
    }
  }
}

/** What a value really is: type assertions and parentheses off, names of constants looked up. */
function behind(node: SyntaxNode, constants: Constants, source: string): SyntaxNode {
  let current = node
  for (let step = 0; step < 8; step++) {
    if (current.name === 'BinaryExpression' && /\s(?:as|satisfies)\s/.test(textOf(source, current))) {
      current = current.firstChild ?? current
    } else if (current.name === 'ParenthesizedExpression') {
      current = childrenOf(current)[1] ?? current
    } else if (current.name === 'VariableName') {
      const next = constants.get(textOf(source, current))
      if (!next) return current
      current = next
    } else return current
  }
  return current
}

function readValue(node: SyntaxNode, constants: Constants, source: string): SourceValue {
  const target = behind(node, constants, source)
  const text = textOf(source, target)
  switch (target.name) {
    case 'String':
      return { type: 'string', value: unquote(text) }
    case 'TemplateString':
      return target.firstChild ? EXPRESSION : { type: 'string', value: unquote(text) }
    case 'Number':
      return { type: 'number', value: String(Number(text.replaceAll('_', ''))) }
    case 'BooleanLiteral':
      return { type: 'boolean', value: text }
    case 'null':
      return { type: 'null', value: '' }
    case 'MemberExpression': {
      const variable = variableOf(text)
      return variable ? referenceTo(variable, { isText: true }) : EXPRESSION
    }
    case 'BinaryExpression': {
      const [left, operator, right] = childrenOf(target)
      const first = left && readValue(left, constants, source)
      if (!first?.reference || !right || operator?.name !== 'LogicOp') return EXPRESSION
      const fallback = readValue(right, constants, source)
      return referenceTo(first.reference.name, { isText: true, fallback, fallbackSpan: spanOf(right) })
    }
    case 'CallExpression': {
      const callee = textOf(source, target.firstChild ?? target)
      const args = argumentsOf(target, 'ArgList')
      const first = args[0] && readValue(args[0], constants, source)
      // Number(process.env.PORT), parseInt(process.env.PORT, 10)
      if (/^(?:Number|parseInt|Number\.parseInt|String)$/.test(callee) && first) return first
      // NestJS' ConfigService, Strapi's env: a cast is in their own names.
      if (!/(?:config\w*|\bc)\.get(?:OrThrow)?$|^env(?:\.(?:int|bool))?$/i.test(callee) || first?.type !== 'string') {
        return EXPRESSION
      }
      const fallback = args[1] && readValue(args[1], constants, source)
      return referenceTo(first.value, { ...(fallback && args[1] && { fallback, fallbackSpan: spanOf(args[1]) }) })
    }
    case 'UnaryExpression': {
      const operand = target.lastChild
      if (text.startsWith('-') && operand?.name === 'Number') return { type: 'number', value: text.replace(/\s/g, '') }
      return text.startsWith('+') && operand ? readValue(operand, constants, source) : EXPRESSION
    }
    default:
      return text === 'undefined' ? { type: 'null', value: '' } : EXPRESSION
  }
}

function variableOf(text: string): string | undefined {
  return /^(?:process\.env|import\.meta\.env|Bun\.env|env)(?:\??\.(\w+)|\[(['"])(\w+)\2\])!?$/
    .exec(text)
    ?.slice(1)
    .find((part, index) => part !== undefined && index !== 1)
}

/** `const NAME = value` anywhere in the file, and `const { NAME = value } = process.env`. */
function constantsIn(tree: SyntaxNode, source: string): Constants {
  const constants = new Map<string, SyntaxNode>()
  walk(tree, (node) => {
    if (node.name !== 'VariableDeclaration') return undefined
    const children = childrenOf(node)
    for (const [index, child] of children.entries()) {
      if (child.name !== 'VariableDefinition') continue
      const equals = children[index + 1]?.name === 'TypeAnnotation' ? index + 2 : index + 1
      const value = children[equals + 1]
      if (children[equals]?.name === 'Equals' && value) constants.set(textOf(source, child), value)
    }
    return undefined
  })
  return constants
}
