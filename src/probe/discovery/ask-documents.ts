// The documents: the domain's own autoconfiguration, and Thunderbird's public database (ISPDB). HTTPS only; the domain is
// all that is sent, never the part of the address before the @.

import type { Endpoint } from '../../model.js'
import { type PublishedServer, parseAutoconfig } from './autoconfig-xml.js'
import type { Answer, Finding, Lead, SourceKind } from './discovery.js'
import { DISCOVERY } from './discovery-limits.js'
import type { DiscoveryNetwork } from './discovery-network.js'
import { publishedHost } from './published-host.js'
import { reasonOf } from './reason.js'

const ISPDB = 'https://autoconfig.thunderbird.net/v1.1/'

export interface DocumentSource {
  readonly kind: Extract<SourceKind, 'autoconfig' | 'ispdb'>
  readonly url: URL
  readonly strength: number
  /** What stands on the finding when the document is a web page in place of XML. */
  readonly ifWebPage?: () => Promise<string | undefined>
}

/** Where a domain publishes its own autoconfiguration. */
export function autoconfigUrls(domain: string): URL[] {
  return [
    new URL(`https://autoconfig.${domain}/mail/config-v1.1.xml`),
    new URL(`https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`),
  ]
}

/** Where Thunderbird's database has a domain. */
export function ispdbUrl(domain: string): URL {
  return new URL(ISPDB + encodeURIComponent(domain))
}

/** Fetches and reads one document about `domain`. Never rejects. */
export async function askDocument(
  source: DocumentSource,
  domain: string,
  network: DiscoveryNetwork,
  signal: AbortSignal,
): Promise<Answer> {
  const asked = source.url.href
  const finding = (outcome: Finding['outcome'], detail: string): Finding => ({
    kind: source.kind,
    asked,
    outcome,
    detail,
  })
  const none = (outcome: Finding['outcome'], detail: string): Answer => ({
    leads: [],
    findings: [finding(outcome, detail)],
  })
  try {
    const body = await fetchDocument(source.url, network, signal)
    if (typeof body !== 'string') return none(body.outcome, body.detail)
    const servers = parseAutoconfig(body, domain)
    if (!servers) return none('nothing', (await source.ifWebPage?.()) ?? 'no autoconfiguration document')
    if (servers.length === 0) return none('nothing', 'the document names no usable server')
    const detail = servers.map(({ host, port }) => `${host}:${port}`).join(', ')
    return { leads: leadsOf(servers, source), findings: [finding('found', detail)] }
  } catch (error) {
    const { outcome, detail } = reasonOf(error)
    return none(outcome, detail)
  }
}

/** Follows a few redirects, each to an HTTPS address with a public name and the usual port. */
async function fetchDocument(
  first: URL,
  network: DiscoveryNetwork,
  signal: AbortSignal,
): Promise<string | Pick<Finding, 'outcome' | 'detail'>> {
  let url = first
  for (let hop = 0; hop <= DISCOVERY.redirects; hop++) {
    const answer = await network.get(url, signal)
    if (answer.status === 200) return answer.body
    if (answer.status < 300 || answer.status > 399 || !answer.location)
      return { outcome: 'nothing', detail: `HTTP ${answer.status}` }
    const next = URL.canParse(answer.location, url.href) ? new URL(answer.location, url) : undefined
    if (next?.protocol !== 'https:' || next.port !== '' || !publishedHost(next.hostname) || next.username)
      return { outcome: 'failed', detail: 'it leads away from HTTPS, which is not followed' }
    url = next
  }
  return { outcome: 'failed', detail: 'too many redirects' }
}

function leadsOf(servers: readonly PublishedServer[], source: DocumentSource): Lead[] {
  const hosts = [...new Set(servers.map(({ host }) => host))]
  return hosts.map((host, index) => {
    const own = servers.filter((server) => server.host === host)
    const { username, login } = own[0] ?? {}
    return {
      strength: source.strength - index,
      endpoints: own.map(({ port, security }): Endpoint => ({ host, port, security })),
      source: { kind: source.kind, detail: source.url.href },
      ...(username && { username }),
      ...(login && { login }),
      ...(own.every(({ security }) => security === 'none') && {
        notes: ['The document names a connection without encryption only.'],
      }),
    }
  })
}
