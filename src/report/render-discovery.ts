// What discovery found, for a person: the likeliest server first, each with its sources, then what was asked in vain.

import type { Endpoint, Security } from '../model.js'
import { blocks, heading, type Look, paint, sign, wrap } from './look.js'

/** The parts of a discovery that are shown; `src/probe` makes it. */
export interface ShownDiscovery {
  readonly domain: string
  readonly hasNoService: boolean
  readonly candidates: readonly {
    readonly host: string
    readonly endpoints: readonly Endpoint[]
    readonly preset?: { readonly id: string; readonly name: string }
    readonly username?: string
    readonly login?: 'password' | 'oauth' | 'none'
    readonly sources: readonly { readonly detail: string }[]
    readonly notes: readonly string[]
  }[]
  readonly findings: readonly {
    readonly asked: string
    readonly outcome: 'found' | 'nothing' | 'refused' | 'failed' | 'timeout'
    readonly detail: string
  }[]
}

const SECURITIES: Readonly<Record<Security, string>> = { tls: 'TLS', starttls: 'STARTTLS', none: 'no encryption' }
const LOGINS = { password: 'a password', oauth: 'OAuth 2.0 only', none: 'no login' } as const
const USERNAMES: Readonly<Record<string, string>> = {
  '%EMAILADDRESS%': 'the whole e-mail address',
  '%EMAILLOCALPART%': 'the part of the address before the @',
}

/**
 * A discovery as text, without a line feed at the end. Everything in it comes from strangers and is made visible.
 * @param next the command that checks the first candidate
 */
export function renderDiscovery(discovery: ShownDiscovery, look: Look, next: string): string {
  const { domain, candidates, hasNoService } = discovery
  const [first, ...others] = candidates
  const words = first
    ? `The likeliest server for ${domain}:`
    : hasNoService
      ? `${domain} publishes that it has no submission service: mail is not sent through a server of its own.`
      : `No server was found for ${domain}. Ask whoever runs its mail for the name of the SMTP server.`
  return blocks(
    wrap(look, words, { tone: 'strong' }),
    first && renderCandidate(first, look),
    others.length > 0
      ? [heading(look, 'Also possible'), ...others.map((one) => renderCandidate(one, look))].join('\n')
      : undefined,
    [heading(look, 'What was asked'), ...discovery.findings.map((finding) => renderFinding(finding, look))].join('\n'),
    first && wrap(look, `Nothing of this has been tried yet. Next: ${next}`),
  )
}

function renderCandidate(candidate: ShownDiscovery['candidates'][number], look: Look): string {
  const { host, endpoints, preset, username, login, sources, notes } = candidate
  const ports = endpoints.map(({ port, security }) => `${port} ${SECURITIES[security]}`).join(', ')
  const field = (name: string, value: string) => wrap(look, value, { first: `    ${name.padEnd(9)}  ` })
  return [
    wrap(look, `${host}: ${ports}`, { first: '  ', tone: 'strong' }),
    ...(preset ? [field('Provider', `${preset.name} ("smtp-doctor providers ${preset.id}" tells more)`)] : []),
    ...(username ? [field('User name', USERNAMES[username] ?? username)] : []),
    ...(login ? [field('Login', LOGINS[login])] : []),
    ...sources.map(({ detail }, index) => field(index === 0 ? 'Source' : '', detail)),
    ...notes.map((note) => field('Note', note)),
  ].join('\n')
}

function renderFinding({ asked, outcome, detail }: ShownDiscovery['findings'][number], look: Look): string {
  const state = outcome === 'found' ? 'ok' : outcome === 'nothing' ? 'none' : 'fail'
  const lines = wrap(look, `${asked}: ${detail}`, { first: `  ${sign(look, state)} ` })
  return outcome === 'nothing' ? paint(look, 'faint', lines) : lines
}
