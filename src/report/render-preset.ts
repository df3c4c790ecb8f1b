// A preset as a page for a person: what to type where, what to prepare first, what the replies mean, what changed when.

import type { Fact, Preset, PresetEndpoint, PresetRegion, PresetStep, Security, StepTopic } from '../model.js'
import { blocks, type Look, pad, paint, widthOf, wrap } from './look.js'

const KINDS: Readonly<Record<Preset['kind'], string>> = {
  mailbox: 'Mailbox',
  hosting: 'Mailboxes at a domain of your own',
  'sending-service': 'Sending service for programs',
  relay: 'Relay',
  'test-inbox': 'Test inbox: nothing reaches anybody',
  local: 'This machine',
  custom: 'Any other server',
}

const STATUSES: Readonly<Record<Preset['status'], string>> = {
  password: 'works with a password',
  preparation: 'something has to be made or switched on first',
  'no-password': 'passwords do not work here',
}

/** The topics in the order in which a reader needs them; the first four are for the time before the login. */
const TOPICS: readonly (readonly [StepTopic, string])[] = [
  ['two-step', 'Switch 2-step verification on'],
  ['smtp-access', 'Switch access for programs on'],
  ['secret', 'Make what goes into the password field'],
  ['admin', 'What an administrator has to allow'],
  ['oauth', 'Sign in with OAuth 2.0'],
  ['username', 'The right user name'],
  ['sender', 'Send from the right address'],
  ['unlock', 'When a login is blocked'],
  ['limits', 'When a limit is reached'],
]

const SECURITIES: Readonly<Record<Security, string>> = { tls: 'TLS', starttls: 'STARTTLS', none: 'no encryption' }

/** Below this, two columns leave no room for host names. */
const NARROW = 60

const TWO_STEP: Readonly<Record<Preset['secret']['twoStep'], string | undefined>> = {
  required: '2-step verification has to be on first',
  'when-on': undefined,
  'not-needed': undefined,
  unknown: undefined,
}

/**
 * One preset as a page, without a line feed at the end.
 * @param now milliseconds since the epoch: a dated change is announced before its day and told as a fact from it on
 */
export function renderPreset(preset: Preset, look: Look, now: number): string {
  return blocks(
    `${wrap(look, `${preset.name} (${preset.id})`, { tone: 'strong' })}\n${wrap(look, `${KINDS[preset.kind]}; ${STATUSES[preset.status]}.`, { tone: 'faint' })}`,
    preset.before && part(look, 'Before the login', [wrap(look, preset.before, { first: '  ' })]),
    part(look, 'Settings', renderSettings(preset, look)),
    ...TOPICS.map(([topic, title]) => {
      const steps = preset.steps[topic]
      return steps && part(look, title, renderSteps(steps, look))
    }),
    preset.sender && part(look, 'Sender', renderFacts(preset.sender, look)),
    preset.limits && part(look, 'Limits', renderFacts(preset.limits, look)),
    preset.replies && part(look, 'Replies of this server and what they mean', renderReplies(preset, look)),
    renderNames(preset, look),
    preset.changes && part(look, 'Changes', renderChanges(preset, look, now)),
    hasReports(preset) ? wrap(look, REPORTED, { tone: 'faint' }) : undefined,
    part(
      look,
      `Sources (read ${preset.checked})`,
      preset.sources.map((source) => `  ${paint(look, 'link', source)}`),
    ),
  )
}

/** The ports of one host with their security, the preferred one first: `587 STARTTLS, 465 TLS`. */
export function renderPorts(endpoints: readonly PresetEndpoint[]): string {
  return endpoints.map(({ port, security }) => `${port} ${SECURITIES[security]}`).join(', ')
}

function part(look: Look, title: string, lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : [wrap(look, title, { tone: 'strong' }), ...lines].join('\n')
}

function renderSettings(preset: Preset, look: Look): string[] {
  const { endpoints, username, secret, oauth, regions, domains, aliases } = preset
  const addresses = [...domains, ...(regions ?? []).flatMap((region) => region.domains ?? [])].map((one) => `@${one}`)
  const [host, ...others] = [...new Set(endpoints.map((endpoint) => endpoint.host))]
  const at = (name: string) => endpoints.filter((endpoint) => endpoint.host === name)
  const rows: (readonly [string, string])[] = [
    ['Server', host ? serverWords(host, preset) : 'the name of your own server'],
    ['Ports', host ? renderPorts(at(host)) : '587 STARTTLS, 465 TLS'],
    ...notesOf(host ? at(host) : []),
    ...(preset.closedPorts ? [['Not', `port ${preset.closedPorts.join(', ')}`] as const] : []),
    ...others.map(
      (name) =>
        ['Or', `${name}: ${renderPorts(at(name))}${at(name)[0]?.note ? `. ${at(name)[0]?.note}` : ''}`] as const,
    ),
    ...(regions ? [['Regions', regionWords(regions)] as const] : []),
    ['User name', userWords(username)],
    ['Password', secretWords(secret)],
    ...(oauth
      ? [
          [
            'OAuth 2.0',
            `${oauth.mechanisms.join(', ')}; scope ${oauth.scopes.join(' ')}${oauth.note ? `. ${oauth.note}` : ''}`,
          ] as const,
        ]
      : []),
    ...(addresses.length > 0 ? [['Addresses', listSome(addresses, 12)] as const] : []),
    ...(aliases.length > 0 ? [['Also called', listSome(aliases, 8)] as const] : []),
  ]
  if (look.columns < NARROW) return rows.flatMap(([name, value]) => [`  ${name}`, wrap(look, value, { first: '    ' })])
  const width = Math.max(...rows.map(([name]) => widthOf(name)))
  return rows.map(([name, value]) => wrap(look, value, { first: `  ${pad(name, width)}  ` }))
}

function serverWords(host: string, { regions }: Preset): string {
  const usual = regions?.find((region) => region.default)?.id
  if (host.includes('{region}') && usual) return `${host}, for example ${host.replace('{region}', usual)}`
  return host.includes('{domain}') ? `${host}, where {domain} is the part of the address behind the @` : host
}

function regionWords(regions: readonly PresetRegion[]): string {
  const list = regions.map(({ id, name, default: isDefault }) => `${id} = ${name}${isDefault ? ' (default)' : ''}`)
  const [alias] = regions.flatMap(({ aliases }) => aliases ?? [])
  return `${list.join('; ')}${alias ? `. One is chosen by its name as provider, such as ${alias}, or by its host` : ''}`
}

function notesOf(endpoints: readonly PresetEndpoint[]): (readonly [string, string])[] {
  return endpoints.flatMap(({ port, note }) => (note ? [[`Port ${port}`, note] as const] : []))
}

function userWords({ form, literal, template, hint }: Preset['username']): string {
  const words = {
    'full-address': 'the whole e-mail address',
    'local-part': 'the part of the address before the @',
    literal: `${literal}`,
    other: template ?? 'a name of its own',
    none: 'none',
  }[form]
  if (!hint) return words
  return form === 'literal' ? `${words}. ${hint}` : hint
}

function secretWords({ name, shape, ignore, isAccountPasswordRefused, twoStep }: Preset['secret']): string {
  return [
    name,
    shape && `${shape.words}${shape.isVerified ? '' : ' (reported)'}`,
    ignore && `the ${ignore} are only shown for legibility`,
    isAccountPasswordRefused ? "the account's own password is refused" : undefined,
    TWO_STEP[twoStep],
  ]
    .filter(Boolean)
    .join('; ')
}

function listSome(items: readonly string[], limit: number): string {
  const shown = items.slice(0, limit).join(', ')
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown
}

function renderSteps(steps: readonly PresetStep[], look: Look): string[] {
  return steps.flatMap(({ do: action, url, isVerified }, index) => {
    const number = `${index + 1}.`.padStart(4)
    const line = wrap(look, reported(action, isVerified), { first: `${number} ` })
    return url ? [line, `     ${paint(look, 'link', url)}`] : [line]
  })
}

function renderFacts(facts: readonly Fact[], look: Look): string[] {
  return facts.map(({ text, isVerified }) => wrap(look, reported(text, isVerified), { first: '  - ' }))
}

function renderReplies({ replies }: Preset, look: Look): string[] {
  return (replies ?? []).flatMap(({ pattern, means, text, isVerified }) => [
    wrap(look, readablePattern(pattern), { first: '  > ', tone: 'strong' }),
    wrap(look, `${reported(text, isVerified)} [${means}]`, { first: '    ' }),
  ])
}

function renderNames({ retired, wrongHosts }: Preset, look: Look): string | undefined {
  const lines = [
    ...(retired ?? []).map(({ host, instead, note }) => ({ host, words: `no longer; use ${instead}`, note })),
    ...(wrongHosts ?? []).map(({ host, instead, note, role }) => ({
      host,
      words: `${{ incoming: 'for fetching mail', mx: 'for receiving mail', wrong: 'not the right one' }[role]}; use ${instead}`,
      note,
    })),
  ]
  return part(
    look,
    'Names that are tried and do not work',
    lines.map(({ host, words, note }) => wrap(look, `${host}: ${words}.${note ? ` ${note}` : ''}`, { first: '  - ' })),
  )
}

function renderChanges({ changes }: Preset, look: Look, now: number): string[] {
  return [...(changes ?? [])]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ date, before, after, isVerified }) => {
      const isAhead = now < Date.parse(date)
      const words = isAhead ? (before ?? `From this day on: ${after}`) : after
      return wrap(look, reported(words, isVerified), { first: `  ${date}${isAhead ? ' (ahead)' : ''}  `, rest: '    ' })
    })
}

const REPORTED = "(reported) stands behind what others tell and what was not seen on the provider's own pages."

function hasReports(preset: Preset): boolean {
  return JSON.stringify(preset).includes('"isVerified":false')
}

function reported(words: string, isVerified: boolean): string {
  return isVerified ? words : `${words} (reported)`
}

/** A pattern as a person reads it: the fixed words, an ellipsis for what varies, alternatives one after the other. */
export function readablePattern(pattern: string): string {
  const words = pattern
    .replace(/\\([.\\/+?()[\]{}|^$*-])/g, (_, character: string) => (character === '.' ? '\u0001' : character))
    .replace(/\.\{\d+,\d+\}/g, ' … ')
    .replace(/\(\?:([^()]*)\)\??/g, (_, inside: string) => inside.replaceAll('|', '/'))
    .replace(/(["'\w])\?/g, '$1')
    .replace(/[\^$]/g, '')
    .replaceAll('.', ' ')
    .replaceAll('\u0001', '.')
  return words
    .split('|')
    .map((one) => `"${one.replace(/\s+/g, ' ').trim()}"`)
    .join(' or ')
}
