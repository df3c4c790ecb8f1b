// Mail settings in Python source: Django's and Flask-Mail's names, smtplib calls. Read by a real grammar, never run.

import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/python'
import { literalOrDefault } from '../entry-value.js'
import { foundInEnvironment } from '../environment.js'
import type { Entry, FoundSettings, Problem } from '../format.js'
import { foundFrom } from './found.js'
import { argumentsOf, type Constants, keyOf, readValue } from './python-values.js'
import { childrenOf, entryOf, parseSource, spanOf, textOf, walk } from './source-values.js'

const DJANGO =
  /^(?:EMAIL_(?:HOST|PORT|HOST_USER|HOST_PASSWORD|USE_TLS|USE_SSL|TIMEOUT|BACKEND|SSL_\w+)|DEFAULT_FROM_EMAIL|SERVER_EMAIL)$/
const FLASK = /^MAIL_[A-Z_]+$/

/** The settings in a Python file: one for its Django names, one for its Flask names, one for each smtplib connection. */
export function readPython(source: string): FoundSettings[] {
  if (!/EMAIL_|MAIL_|smtplib|SMTP/i.test(source)) return []
  const tree = parseSource(parser, source)
  if (!tree) return []
  const constants = new Map<string, SyntaxNode>()
  const assigned: Entry[] = []
  const calls: SyntaxNode[] = []
  const unverified = new Set<string>()
  walk(tree, (node) => {
    if (node.name === 'AssignStatement') {
      const children = childrenOf(node)
      const at = children.findIndex(({ name }) => name === 'AssignOp')
      const [target, value] = [children[0], children[at + 1]]
      const key = target && keyOf(target, source)
      const context = target && value && /CERT_NONE$/.test(textOf(source, value)) ? textOf(source, target) : undefined
      if (context?.endsWith('.verify_mode')) unverified.add(context.slice(0, -'.verify_mode'.length))
      if (target && value && key) {
        if (target.name === 'VariableName' || key.includes('.')) constants.set(key, value)
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
  const found = [...djangoIn(assigned), ...flaskIn(assigned), ...smtplibIn({ calls, constants, unverified, source })]
  // The names that a `.env` has: the attributes of a settings class, with their defaults.
  return found.length > 0 ? found : foundInEnvironment(assigned).map((one) => ({ ...one, format: 'python' }))
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
  return [foundFrom('django', entries, names, (get) => securityOf(get('EMAIL_USE_TLS'), get('EMAIL_USE_SSL')))]
}

/** Django's and Flask's switches: STARTTLS, and TLS from the first byte. */
function securityOf(tls: Entry | undefined, ssl: Entry | undefined): Pick<FoundSettings, 'security'> {
  const entries = [tls, ssl].filter((entry) => entry !== undefined)
  if (entries.some(isOpen)) return {}
  if (ssl && isTruthy(ssl)) return { security: { value: 'tls', entries } }
  return { security: { value: tls && isTruthy(tls) ? 'starttls' : 'none', entries } }
}

function isOpen({ type, reference }: Entry): boolean {
  return type === 'expression' || (type === 'reference' && (reference?.isText || reference?.fallback === undefined))
}

/** What Python takes for true: every text that is not empty, every number but 0. A default has been cast already. */
function isTruthy(entry: Entry): boolean {
  if (entry.reference) return /^(?:true|1|yes|on|t|y)$/i.test(literalOrDefault(entry)?.value ?? '')
  if (entry.type === 'string') return entry.value !== ''
  return entry.type === 'boolean' ? entry.value === 'True' : entry.type === 'number' && Number(entry.value) !== 0
}

/** pydantic, which fastapi-mail reads its settings with, takes texts such as "False" by their meaning. */
const byMeaning = (entry: Entry | undefined): Entry | undefined =>
  entry?.type === 'string'
    ? { ...entry, value: /^(?:true|1|yes|on|t|y)$/i.test(entry.value) ? entry.value : '' }
    : entry

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
      return isFastApi
        ? securityOf(byMeaning(get('MAIL_STARTTLS')), byMeaning(get('MAIL_SSL_TLS')))
        : securityOf(get('MAIL_USE_TLS'), get('MAIL_USE_SSL'))
    }),
  ]
}

interface Script {
  readonly calls: readonly SyntaxNode[]
  readonly constants: Constants
  /** The names of contexts that were told to verify nothing. */
  readonly unverified: ReadonlySet<string>
  readonly source: string
}

/** Each smtplib.SMTP or SMTP_SSL with the starttls() and login() that follow it, up to the next one. */
function smtplibIn(script: Script): FoundSettings[] {
  const { calls, source } = script
  const made = calls.filter((call) => /(?:^|\.)SMTP(?:_SSL)?$/.test(textOf(source, call.firstChild ?? call)))
  return made.map((call, index) => {
    const end = made[index + 1]?.from ?? Number.POSITIVE_INFINITY
    const later = calls.filter(({ from }) => from > call.from && from < end)
    const method = (name: string) =>
      later.find((other) => textOf(source, other.firstChild ?? other).endsWith(`.${name}`))
    return connectionOf(
      call,
      { connect: method('connect'), starttls: method('starttls'), login: method('login') },
      script,
    )
  })
}

type Methods = { readonly [method in 'connect' | 'starttls' | 'login']: SyntaxNode | undefined }

function connectionOf(call: SyntaxNode, { connect, starttls, login }: Methods, script: Script): FoundSettings {
  const { constants, source } = script
  const entries: Entry[] = []
  const add = (key: string, from: SyntaxNode | undefined, name: string, place: number) => {
    const given = from ? argumentsOf(from, source) : []
    const node = (given.find((one) => one.name === name) ?? given.filter((one) => !one.name)[place])?.value
    if (node) entries.push(entryOf(key, spanOf(node), readValue(node, constants, source), spanOf(node)))
  }
  // smtplib.SMTP() without a host connects later.
  const opened = connect && argumentsOf(call, source).every(({ name }) => name && name !== 'host') ? connect : call
  add('host', opened, 'host', 0)
  add('port', opened, 'port', 1)
  add('user', login, 'user', 0)
  add('password', login, 'password', 1)
  const callee = call.firstChild ?? call
  const isTls = textOf(source, callee).endsWith('SMTP_SSL')
  const kind = (node: SyntaxNode, value: string): Entry =>
    entryOf('call', spanOf(node), { type: 'expression', value }, spanOf(node))
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
    { problems: problemsOf(isTls ? call : starttls, isTls, script) },
  )
}

function problemsOf(
  encryption: SyntaxNode | undefined,
  isTls: boolean,
  { constants, unverified, source }: Script,
): Problem[] {
  if (!encryption) return []
  const span = spanOf(encryption.firstChild ?? encryption)
  const context = argumentsOf(encryption, source).find(({ name }) => name === 'context')?.value
  if (!context) {
    const what = isTls ? 'SMTP_SSL' : 'starttls()'
    return [
      {
        rule: 'tls-unverified',
        span,
        message: `${what} without context= takes any certificate, so the password can go to a stranger.`,
        advice: 'Add context=ssl.create_default_context().',
      },
    ]
  }
  const name = textOf(source, context)
  const made = constants.get(name) ?? context
  if (!unverified.has(name) && !textOf(source, made).includes('_create_unverified_context')) return []
  return [
    {
      rule: 'tls-unverified',
      span: spanOf(context),
      message: 'This context checks no certificate: the password goes to whoever answers.',
      advice: 'Use ssl.create_default_context() as it is; for a private CA give it cafile=.',
    },
  ]
}
