// Reads msmtprc: `command argument` lines, `defaults` and `account` blocks, accounts that build on others.

import type { Entry, Field, FoundSettings } from '../format.js'
import { linesOf } from '../syntax/syntax.js'

const FIELDS: { readonly [field in Field]?: string } = {
  host: 'host',
  port: 'port',
  username: 'user',
  secret: 'password',
  from: 'from',
  verify: 'tls_certcheck',
  auth: 'auth',
  caFile: 'tls_trust_file',
  helo: 'domain',
}

interface Block {
  readonly name: string
  readonly inherits: readonly string[]
  readonly entries: Entry[]
}

/** The accounts of an msmtprc, defaults and inherited settings merged in. */
export function readMsmtp(text: string): FoundSettings[] {
  const blocks: Block[] = []
  for (const line of linesOf(text)) {
    const match = /^(\s*)([a-z_]+)(?:\s+(.*?))?\s*$/.exec(line.text)
    if (!match) continue
    const [, indent = '', name = '', argument = ''] = match
    if (name === 'defaults') blocks.push({ name: '', inherits: [], entries: [] })
    else if (name === 'account') {
      const [own = '', parents = ''] = argument.split(':')
      const inherits = parents.split(',').map((parent) => parent.trim())
      blocks.push({ name: own.trim(), inherits: inherits.filter((parent) => parent !== ''), entries: [] })
    } else blocks.at(-1)?.entries.push(entryOf(name, argument, line.start + indent.length, line.text, indent.length))
  }
  return blocks.filter(({ name }) => name !== '').flatMap((block) => foundIn(block, blocks))
}

function entryOf(name: string, argument: string, start: number, line: string, indent: number): Entry {
  const isQuoted = argument.length > 1 && argument.startsWith('"') && argument.endsWith('"')
  const valueStart = start + (argument === '' ? name.length : line.indexOf(argument, indent + name.length) - indent)
  const isCommand = name === 'passwordeval'
  const value = isQuoted ? argument.slice(1, -1) : argument
  return {
    key: name,
    value: isCommand ? '' : value,
    type: isCommand ? 'reference' : 'string',
    ...(isCommand && { reference: { kind: 'command', name: value } }),
    keySpan: { start, end: start + name.length },
    span: { start: valueStart, end: valueStart + argument.length },
  }
}

function foundIn(block: Block, blocks: readonly Block[]): FoundSettings[] {
  const parents = block.inherits.flatMap((name) => blocks.findLast((candidate) => candidate.name === name) ?? [])
  const defaults = blocks.slice(0, blocks.indexOf(block)).filter(({ name }) => name === '')
  const entries = [...defaults, ...parents, block].flatMap((source) => source.entries)
  const get = (name: string) => entries.findLast(({ key }) => key === name)
  if (!get('host') && block.entries.length === 0) return []
  const fields: { [field in Field]?: Entry } = {}
  for (const [field, name] of Object.entries(FIELDS) as [Field, string][]) {
    const entry = get(name)
    if (entry) fields[field] = entry
  }
  const command = get('passwordeval')
  if (!fields.secret && command) fields.secret = command
  const [tls, starttls] = [get('tls'), get('tls_starttls')]
  const switches = [tls, starttls].filter((entry) => entry !== undefined)
  const isOff = !tls || tls.value === 'off'
  return [
    {
      format: 'msmtp',
      name: block.name,
      fields,
      security: { value: isOff ? 'none' : starttls?.value === 'off' ? 'tls' : 'starttls', entries: switches },
      entries,
      problems: [],
    },
  ]
}

/** Whether this is an msmtprc: by its name, or by an account with a host. */
export function recognisesMsmtp(text: string, fileName: string): number {
  const isNamed = /^\.?msmtprc$/.test(fileName)
  const isMarked = /^account\s/m.test(text) && /^(?:host|tls_starttls|tls_trust_file)\s/m.test(text)
  return (isNamed ? 2 : 0) + (isMarked ? 1 : 0)
}
