// Values and arguments in Python source: literals, names that were given them, and look-ups in the environment.

import type { SyntaxNode } from '@lezer/common'
import { childrenOf, EXPRESSION, referenceTo, type SourceValue, spanOf, textOf, unquote } from './source-values.js'

/** What names stand for: `NAME`, `self.name` and the `name` of a class. */
export type Constants = ReadonlyMap<string, SyntaxNode>

export interface Argument {
  readonly name?: string
  readonly nameNode?: SyntaxNode
  readonly value: SyntaxNode
}

/** The arguments of a call. */
export function argumentsOf(call: SyntaxNode, source: string): Argument[] {
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

/** `NAME`, the text in `app.config['NAME']`, or `self.name`. */
export function keyOf(target: SyntaxNode, source: string): string | undefined {
  const text = textOf(source, target)
  if (target.name === 'VariableName' || /^(?:self|cls)\.\w+$/.test(text)) return text
  const name = target.name === 'MemberExpression' ? target.getChild('String') : null
  return name ? unquote(textOf(source, name)) : undefined
}

/** The value of an expression as far as the file tells it. */
export function readValue(node: SyntaxNode, constants: Constants, source: string, depth = 0): SourceValue {
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
      return constant && depth < 8 ? readConstant(constant, constants, source, depth) : EXPRESSION
    }
    case 'MemberExpression': {
      const name = /^(?:os\.)?environ\[(['"])(\w+)\1\]$/.exec(text)?.[2]
      if (name) return referenceTo(name, { isText: true })
      const own = /^(?:self|cls|settings)\.(\w+)$/.exec(text)?.[1]
      const constant = own === undefined ? undefined : (constants.get(text) ?? constants.get(own))
      return constant && depth < 8 ? readConstant(constant, constants, source, depth) : EXPRESSION
    }
    case 'BinaryExpression':
      return valueOfComparison(node, constants, source, depth)
    case 'CallExpression':
      return valueOfCall(node, constants, source, depth)
    default:
      return EXPRESSION
  }
}

/** What a name stands for, with the place where that is written. */
function readConstant(node: SyntaxNode, constants: Constants, source: string, depth: number): SourceValue {
  const value = readValue(node, constants, source, depth + 1)
  return { ...value, span: value.span ?? spanOf(node) }
}

function valueOfCall(node: SyntaxNode, constants: Constants, source: string, depth: number): SourceValue {
  const callee = textOf(source, node.firstChild ?? node)
  const args = argumentsOf(node, source)
  const first = args[0] && readValue(args[0].value, constants, source, depth + 1)
  // bool() of a text is true for every text that is not empty, as the text itself is.
  if (/^(?:int|str|bool|SecretStr)$/.test(callee) && first) return first
  if (/^Field$/.test(callee)) return valueOfField(args, constants, source, depth)
  const isText = /^(?:os\.getenv|getenv|(?:os\.)?environ\.get)$/.test(callee)
  const isCast = /^(?:config|env(?:\.(?:str|int|bool|email_url|get_value))?|decouple\.config|self\.env)$/.test(callee)
  if (!(isText || isCast) || first?.type !== 'string') return EXPRESSION
  const named = args.find(({ name }) => name === 'default')?.value
  const positional = args[1]?.name === undefined ? args[1]?.value : undefined
  const given = named ?? positional
  const fallback = given && readValue(given, constants, source, depth + 1)
  return referenceTo(first.value, {
    ...(isText && { isText: true }),
    ...(fallback && { fallback, fallbackSpan: spanOf(given) }),
  })
}

/** `os.environ.get('X', 'True').lower() == 'true'`, `… in ('true', '1')`: a boolean, with the default's own. */
function valueOfComparison(node: SyntaxNode, constants: Constants, source: string, depth: number): SourceValue {
  const children = childrenOf(node)
  const [left, operator, right] = [children[0], children[1], children.at(-1)]
  if (!left || !operator || !right || !/^(?:==|in)$/.test(textOf(source, operator))) return EXPRESSION
  const method = /\.(lower|upper|strip)\(\)$/.exec(textOf(source, left))?.[1]
  const inner = method ? left.firstChild?.firstChild : left
  const value = inner ? readValue(inner, constants, source, depth + 1) : EXPRESSION
  if (!value.reference?.isText) return EXPRESSION
  const { name, fallback, fallbackSpan } = value.reference
  const isSame = (text: string) =>
    text === (method === 'upper' ? fallback?.toUpperCase() : method ? fallback?.toLowerCase() : fallback)
  const words = [...textOf(source, right).matchAll(/(['"])(.*?)\1/g)].map((match) => match[2] ?? '')
  if (fallback === undefined || words.length === 0) return referenceTo(name)
  const isOn: SourceValue = { type: 'boolean', value: words.some(isSame) ? 'True' : 'False' }
  return referenceTo(name, { fallback: isOn, ...(fallbackSpan && { fallbackSpan }) })
}

/** pydantic's `Field(465)`, `Field(default=465, env='PORT')`. */
function valueOfField(args: readonly Argument[], constants: Constants, source: string, depth: number): SourceValue {
  const given = args.find(({ name }) => name === 'default') ?? args.find(({ name }) => name === undefined)
  return given && textOf(source, given.value) !== '...'
    ? readValue(given.value, constants, source, depth + 1)
    : EXPRESSION
}

function stringOf(text: string): SourceValue {
  const match = /^([rRbBuU]*)("""|'''|"|')([\s\S]*)\2$/.exec(text)
  const [, prefix = '', , body = ''] = match ?? []
  if (!match) return EXPRESSION
  return { type: 'string', value: /r/i.test(prefix) ? body : unquote(`"${body}"`) }
}
