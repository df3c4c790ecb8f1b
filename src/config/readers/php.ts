// Mail settings in PHP source: PHPMailer's properties, WP Mail SMTP's constants, Nextcloud's $CONFIG. Never run.

import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/php'
import { literalOrDefault } from '../entry-value.js'
import type { Entry, FoundSettings } from '../format.js'
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

/** The settings in a PHP file: one for each PHPMailer object, one for the constants, one for Nextcloud's array. */
export function readPhp(source: string): FoundSettings[] {
  if (!/Host|SMTP|WPMS_|mail_smtp/i.test(source)) return []
  const objects = new Map<string, Entry[]>()
  const constants: Entry[] = []
  const array: Entry[] = []
  /** The entries of each array by where it begins. */
  const groups = new Map<number, Entry[]>()
  const tree = parseSource(parser, source)
  if (!tree) return []
  const names = constantsIn(tree, source)
  const read = (node: SyntaxNode) => readValue(node, source, names)
  walk(tree, (node) => {
    if (node.name === 'AssignmentExpression') {
      const [target, , value] = childrenOf(node)
      if (target?.name === 'SubscriptExpression' && value) {
        const name = target.getChild('String')
        if (name) array.push(entryOf(stringOf(textOf(source, name)), spanOf(name), read(value), spanOf(value)))
      } else if (target?.name === 'MemberExpression' && value) {
        const [object, , name] = childrenOf(target)
        if (object && name) {
          const key = textOf(source, object)
          const entry = entryOf(textOf(source, name), spanOf(name), read(value), spanOf(value))
          objects.set(key, [...(objects.get(key) ?? []), entry])
        }
      }
    } else if (node.name === 'CallExpression' && /^define$/i.test(textOf(source, node.firstChild ?? node))) {
      const [name, value] = argumentsOf(node, 'ArgList')
      if (name && value)
        constants.push(entryOf(stringOf(textOf(source, name)), spanOf(name), read(value), spanOf(value)))
    } else if (node.name === 'Pair') {
      const [name, , value] = childrenOf(node)
      if (name?.name === 'String' && value) {
        const entry = entryOf(stringOf(textOf(source, name)), spanOf(name), read(value), spanOf(value))
        array.push(entry)
        const group = node.parent?.from ?? 0
        groups.set(group, [...(groups.get(group) ?? []), entry])
      }
    }
    return undefined
  })
  return [
    ...[...objects].flatMap(([name, entries]) => phpmailerOf(name, entries, array)),
    ...wordpressOf(constants),
    ...nextcloudOf(array),
    ...[...groups.values()].flatMap(laravelOf),
    ...codeigniterOf(array),
  ]
}

function phpmailerOf(name: string, entries: readonly Entry[], array: readonly Entry[]): FoundSettings[] {
  const isMailer = entries.some(({ key }) => key === 'Host' || key === 'SMTPSecure' || key === 'SMTPAuth')
  if (!isMailer) return []
  // SMTPOptions = ['ssl' => ['verify_peer' => false, …]]
  const verify = array.filter(({ key }) => key === 'verify_peer' || key === 'verify_peer_name')
  const names = {
    host: ['Host'],
    port: ['Port'],
    username: ['Username'],
    secret: ['Password'],
    from: ['From'],
    fromName: ['FromName'],
    verify: ['verify_peer'],
    auth: ['SMTPAuth'],
    helo: ['Hostname', 'Helo'],
  }
  return [
    foundFrom(
      'phpmailer',
      [...entries, ...verify],
      names,
      (get) => {
        const secure = get('SMTPSecure')
        const auto = get('SMTPAutoTLS')
        if (secure && secure.type !== 'string' && secure.type !== 'boolean') return {}
        const entries = [secure, auto].filter((entry) => entry !== undefined)
        const host = get('Host')
        const prefix = /^(ssl|tls):\/\//i.exec(literalOrDefault(host)?.value ?? '')?.[1]
        if (host && prefix) {
          return { security: { value: prefix.toLowerCase() === 'ssl' ? 'tls' : 'starttls', entries: [host] } }
        }
        if (/^(?:ssl|smtps)$/i.test(secure?.value ?? '')) return { security: { value: 'tls', entries } }
        if (/^(?:tls|starttls)$/i.test(secure?.value ?? '')) return { security: { value: 'starttls', entries } }
        if (auto && !isOn(auto)) return { security: { value: 'none', entries } }
        return { security: { value: 'starttls', entries }, isOpportunistic: true }
      },
      { name },
    ),
  ]
}

function wordpressOf(constants: readonly Entry[]): FoundSettings[] {
  const entries = constants.filter(({ key }) => key.startsWith('WPMS_'))
  if (entries.length === 0) return []
  const names = {
    host: ['WPMS_SMTP_HOST'],
    port: ['WPMS_SMTP_PORT'],
    username: ['WPMS_SMTP_USER'],
    secret: ['WPMS_SMTP_PASS'],
    from: ['WPMS_MAIL_FROM'],
    fromName: ['WPMS_MAIL_FROM_NAME'],
    auth: ['WPMS_SMTP_AUTH'],
  }
  return [
    foundFrom('wordpress', entries, names, (get) => {
      const [ssl, auto] = [get('WPMS_SSL'), get('WPMS_SMTP_AUTOTLS')]
      const switches = [ssl, auto].filter((entry) => entry !== undefined)
      if (ssl?.value === 'ssl') return { security: { value: 'tls', entries: switches } }
      if (ssl?.value === 'tls') return { security: { value: 'starttls', entries: switches } }
      if (auto && !isOn(auto)) return { security: { value: 'none', entries: switches } }
      return { security: { value: 'starttls', entries: switches }, isOpportunistic: true }
    }),
  ]
}

/** A mailer of Laravel's config/mail.php, each setting with its `env()` and default. */
function laravelOf(entries: readonly Entry[]): FoundSettings[] {
  const has = (key: string, value?: string) =>
    entries.some((entry) => entry.key === key && (value === undefined || entry.value === value))
  if (!has('transport', 'smtp') || !has('host')) return []
  const names = { host: ['host'], port: ['port'], username: ['username'], secret: ['password'], helo: ['local_domain'] }
  return [
    foundFrom('laravel', entries, names, (get, port) => {
      const [scheme, encryption] = [get('scheme'), get('encryption')]
      const entries = [encryption, scheme].filter((entry) => entry !== undefined)
      const word = (entry: Entry | undefined) => literalOrDefault(entry)?.value
      if (word(scheme) === 'smtps') return { security: { value: 'tls', entries } }
      if (scheme && word(scheme) === undefined && !encryption) return {}
      // On 465 Laravel goes over to TLS from the first byte by itself, whatever MAIL_ENCRYPTION says.
      return { security: { value: port === 465 ? 'tls' : 'starttls', entries }, isOpportunistic: true }
    }),
  ]
}

/** CodeIgniter's `$config['smtp_host']`, or an array of the same names. */
function codeigniterOf(array: readonly Entry[]): FoundSettings[] {
  const entries = array.filter(({ key }) => /^smtp_|^protocol$/.test(key))
  if (!entries.some(({ key }) => key === 'smtp_host')) return []
  const names = { host: ['smtp_host'], port: ['smtp_port'], username: ['smtp_user'], secret: ['smtp_pass'] }
  return [
    foundFrom('codeigniter', entries, names, (get) => {
      const [host, crypto] = [get('smtp_host'), get('smtp_crypto')]
      const entries = [host, crypto].filter((entry) => entry !== undefined)
      if (/^ssl:\/\//.test(host?.value ?? '') || crypto?.value === 'ssl') return { security: { value: 'tls', entries } }
      return { security: { value: crypto?.value === 'tls' ? 'starttls' : 'none', entries } }
    }),
  ]
}

/** Nextcloud's settings among the entries of its `$CONFIG`. */
export function nextcloudOf(array: readonly Entry[]): FoundSettings[] {
  const entries = array.filter(({ key }) => key.startsWith('mail_'))
  if (!entries.some(({ key }) => key === 'mail_smtphost')) return []
  const names = {
    host: ['mail_smtphost'],
    port: ['mail_smtpport'],
    username: ['mail_smtpname'],
    secret: ['mail_smtppassword'],
    auth: ['mail_smtpauth'],
  }
  return [
    foundFrom('nextcloud', entries, names, (get, port) => {
      const secure = get('mail_smtpsecure')
      const switches = secure ? [secure] : []
      if (secure?.value === 'ssl' || port === 465) return { security: { value: 'tls', entries: switches } }
      return { security: { value: 'starttls', entries: switches }, isOpportunistic: true }
    }),
  ]
}

type Constants = ReadonlyMap<string, SyntaxNode>

/** `$name = …`, `define('NAME', …)` and `const NAME = …`. */
function constantsIn(tree: SyntaxNode, source: string): Constants {
  const constants = new Map<string, SyntaxNode>()
  walk(tree, (node) => {
    const [first, , value] = childrenOf(node)
    if (node.name === 'AssignmentExpression' && first?.name === 'VariableName' && value) {
      constants.set(textOf(source, first), value)
    } else if (node.name === 'VariableDeclarator' && first && value) {
      constants.set(textOf(source, first), value)
    } else if (node.name === 'CallExpression' && first && /^define$/i.test(textOf(source, first))) {
      const [name, given] = argumentsOf(node, 'ArgList')
      if (name && given) constants.set(stringOf(textOf(source, name)), given)
    }
    return undefined
  })
  return constants
}

function readValue(node: SyntaxNode, source: string, constants: Constants = new Map(), depth = 0): SourceValue {
  const text = textOf(source, node)
  switch (node.name) {
    case 'String':
      return { type: 'string', value: stringOf(text) }
    case 'Integer':
      return { type: 'number', value: text }
    case 'Boolean':
      return { type: 'boolean', value: text.toLowerCase() }
    case 'ScopedExpression':
      if (/ENCRYPTION_SMTPS$/.test(text)) return { type: 'string', value: 'ssl' }
      if (/ENCRYPTION_STARTTLS$/.test(text)) return { type: 'string', value: 'tls' }
      return readName(text, source, constants, depth)
    case 'SubscriptExpression': {
      const name = /^\$_(?:ENV|SERVER)\[(['"])(\w+)\1\]$/.exec(text)?.[2]
      return name ? referenceTo(name, { isText: true }) : EXPRESSION
    }
    case 'CallExpression': {
      const [name, fallback] = argumentsOf(node, 'ArgList')
      const variable = name && name.name === 'String' ? stringOf(textOf(source, name)) : undefined
      if (variable === undefined || !/^(?:getenv|env)\(/.test(text)) return EXPRESSION
      // Laravel's env() makes booleans of true and false, getenv() gives texts alone.
      const isText = /^getenv/.test(text) ? { isText: true as const } : {}
      return referenceTo(variable, {
        ...isText,
        ...(fallback && { fallback: readValue(fallback, source), fallbackSpan: spanOf(fallback) }),
      })
    }
    case 'BinaryExpression':
    case 'ConditionalExpression': {
      // $_ENV['X'] ?? 'y', getenv('X') ?: 'y'
      const [left, operator, ...more] = childrenOf(node)
      const first = left && readValue(left, source, constants, depth + 1)
      const fallback = more.at(-1)
      const isDefault = operator && /^(?:\?\?|\?:?)$/.test(textOf(source, operator)) && more.length <= 2
      if (!first?.reference || !fallback || !isDefault) return EXPRESSION
      return referenceTo(first.reference.name, {
        isText: true,
        fallback: readValue(fallback, source),
        fallbackSpan: spanOf(fallback),
      })
    }
    default:
      return /^null$/i.test(text) ? { type: 'null', value: '' } : readName(text, source, constants, depth)
  }
}

/** `$name`, `NAME`, `$this->name` and `self::NAME` stand for what was given to them in this file. */
function readName(text: string, source: string, constants: Constants, depth: number): SourceValue {
  const name = text.replace(/^\$this->/, '$').replace(/^(?:self|static)::/, '')
  const constant = depth < 8 ? constants.get(name) : undefined
  if (!constant) return EXPRESSION
  const value = readValue(constant, source, constants, depth + 1)
  return { ...value, span: value.span ?? spanOf(constant) }
}

/** In single quotes only `\\` and `\'` mean something. */
function stringOf(text: string): string {
  return text.startsWith("'") ? text.slice(1, -1).replace(/\\([\\'])/g, '$1') : unquote(text)
}
