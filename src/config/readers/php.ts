// Mail settings in PHP source: PHPMailer's properties, WP Mail SMTP's constants, Nextcloud's $CONFIG. Never run.

import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/php'
import type { Entry, FoundSettings } from '../format.js'
import { foundFrom, isOn } from './found.js'
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

/** The settings in a PHP file: one for each PHPMailer object, one for the constants, one for Nextcloud's array. */
export function readPhp(source: string): FoundSettings[] {
  if (!/Host|SMTP|WPMS_|mail_smtp/i.test(source)) return []
  const objects = new Map<string, Entry[]>()
  const constants: Entry[] = []
  const array: Entry[] = []
  const tree = parseSource(parser, source)
  if (!tree) return []
  walk(tree, (node) => {
    if (node.name === 'AssignmentExpression') {
      const [target, , value] = childrenOf(node)
      if (target?.name === 'MemberExpression' && value) {
        const [object, , name] = childrenOf(target)
        if (object && name) {
          const key = textOf(source, object)
          const entry = entryOf(textOf(source, name), spanOf(name), readValue(value, source), spanOf(value))
          objects.set(key, [...(objects.get(key) ?? []), entry])
        }
      }
    } else if (node.name === 'CallExpression' && /^define$/i.test(textOf(source, node.firstChild ?? node))) {
      const [name, value] = childrenOf(node.getChild('ArgList') ?? node).filter((child) => !/^[(),]$/.test(child.name))
      if (name && value)
        constants.push(entryOf(stringOf(textOf(source, name)), spanOf(name), readValue(value, source), spanOf(value)))
    } else if (node.name === 'Pair') {
      const [name, , value] = childrenOf(node)
      if (name?.name === 'String' && value)
        array.push(entryOf(stringOf(textOf(source, name)), spanOf(name), readValue(value, source), spanOf(value)))
    }
    return undefined
  })
  return [
    ...[...objects].flatMap(([name, entries]) => phpmailerOf(name, entries, array)),
    ...wordpressOf(constants),
    ...nextcloudOf(array),
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

function nextcloudOf(array: readonly Entry[]): FoundSettings[] {
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

function readValue(node: SyntaxNode, source: string): SourceValue {
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
      return /ENCRYPTION_STARTTLS$/.test(text) ? { type: 'string', value: 'tls' } : EXPRESSION
    case 'SubscriptExpression': {
      const name = /^\$_(?:ENV|SERVER)\[(['"])(\w+)\1\]$/.exec(text)?.[2]
      return name ? { type: 'reference', value: '', reference: { kind: 'environment', name } } : EXPRESSION
    }
    case 'CallExpression': {
      const name = /^(?:getenv|env)\(\s*(['"])(\w+)\1/.exec(text)?.[2]
      return name ? { type: 'reference', value: '', reference: { kind: 'environment', name } } : EXPRESSION
    }
    default:
      if (/^null$/i.test(text)) return { type: 'null', value: '' }
      return EXPRESSION
  }
}

/** In single quotes only `\\` and `\'` mean something. */
function stringOf(text: string): string {
  return text.startsWith("'") ? text.slice(1, -1).replace(/\\([\\'])/g, '$1') : unquote(text)
}
