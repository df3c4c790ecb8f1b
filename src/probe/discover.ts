// Finds the submission server of any domain: all sources at once, under one deadline, ranked, each with its source.

import { getDomain } from 'tldts'
import { type PresetDirectory, UsageError } from '../model.js'
import { askMx, askSrv, type PresetEndpoints } from './discovery/ask-dns.js'
import { askDocument, autoconfigUrls, ispdbUrl } from './discovery/ask-documents.js'
import { askNames, wildcardAddresses } from './discovery/ask-names.js'
import type { Answer, Discovery, Finding } from './discovery/discovery.js'
import { DISCOVERY } from './discovery/discovery-limits.js'
import type { DiscoveryNetwork } from './discovery/discovery-network.js'
import { publishedHost } from './discovery/published-host.js'
import { rankLeads } from './discovery/rank.js'
import { STRENGTH } from './discovery/strength.js'

export interface DiscoverOptions {
  readonly directory: PresetDirectory
  /** The endpoints of a preset for a domain; its owner is `src/providers`. */
  readonly endpointsOf: PresetEndpoints
  /** The network for one discovery; what it has under way ends with the signal. */
  readonly network: (signal: AbortSignal) => DiscoveryNetwork
  readonly signal?: AbortSignal
  readonly deadlineMs?: number
  readonly graceMs?: number
  /** A label that surely nobody has made a name of; by default random. */
  readonly unlikelyLabel?: string
}

/**
 * Looks a domain up: presets, SRV (RFC 6186, RFC 8314), MX, autoconfiguration, ISPDB, plausible names. A domain of a
 * preset needs no question to anybody. Only the domain is sent; of an address the part before the @ stays here.
 * Never takes longer than the deadline (8 s); what has not answered by then is a finding of its own.
 * @throws UsageError when the text is neither a domain nor an address
 */
export async function discover(domainOrAddress: string, options: DiscoverOptions): Promise<Discovery> {
  const domain = domainOf(domainOrAddress)
  const { directory, endpointsOf } = options
  const known = directory.byDomain(domain)
  if (known) {
    const endpoints = endpointsOf(known, { domain })
    const source = { kind: 'preset', detail: `the preset ${known.id}` } as const
    const finding: Finding = { kind: 'preset', asked: domain, outcome: 'found', detail: known.name }
    const leads = [{ strength: STRENGTH.preset, endpoints, preset: known, source }]
    return { domain, candidates: rankLeads(leads, directory, known), findings: [finding], hasNoService: false }
  }
  const ending = new AbortController()
  const end = () => ending.abort()
  options.signal?.addEventListener('abort', end, { once: true })
  if (options.signal?.aborted) end()
  try {
    return await ask(domain, options, ending.signal)
  } finally {
    options.signal?.removeEventListener('abort', end)
    end()
  }
}

async function ask(domain: string, options: DiscoverOptions, signal: AbortSignal): Promise<Discovery> {
  const { directory, endpointsOf } = options
  const network = options.network(signal)
  const race = createRace(options.deadlineMs ?? DISCOVERY.deadlineMs, options.graceMs ?? DISCOVERY.graceMs, signal)
  const document = (url: URL, kind: 'autoconfig' | 'ispdb', strength: number, about = domain) => {
    const ifWebPage = async () =>
      kind === 'autoconfig' && (await wildcard).length > 0
        ? 'a web page, since every name under the domain answers (a DNS wildcard)'
        : undefined
    return race.enter(
      { kind, asked: url.href },
      askDocument({ kind, url, strength, ifWebPage }, about, network, signal),
    )
  }
  const wildcard = wildcardAddresses(domain, network, options.unlikelyLabel)
  const mx = askMx(domain, network, directory, endpointsOf)
  const tls = askSrv('_submissions', domain, network)
  const starttls = askSrv('_submission', domain, network)
  const isRefused = Promise.all([tls, starttls]).then(
    (both) => both.some((one) => one.isRefused) && !both.some(hasLeads),
  )
  const names = askNames(
    domain,
    mx.then(({ exchanges }) => exchanges),
    wildcard,
    network,
    signal,
  )
  const answers = await Promise.all([
    race.enter({ kind: 'srv', asked: `SRV _submissions._tcp.${domain}` }, tls),
    race.enter({ kind: 'srv', asked: `SRV _submission._tcp.${domain}` }, starttls),
    race.enter({ kind: 'mx', asked: `MX ${domain}` }, mx),
    ...autoconfigUrls(domain).map((url, index) => document(url, 'autoconfig', STRENGTH.autoconfig - index)),
    document(ispdbUrl(domain), 'ispdb', STRENGTH.ispdb),
    race.enter({ kind: 'ispdb', asked: "Thunderbird's database by the MX" }, byMx()),
    // A domain that says it has no such service is not guessed at.
    race.enter(
      { kind: 'name', asked: `smtp.${domain}, mail.${domain}, ${domain}` },
      isRefused.then((refused) => (refused ? { leads: [], findings: [] } : names)),
    ),
  ])
  race.end()
  const found = answers.flatMap(({ leads }) => leads)
  const mxPreset = found.find((lead) => lead.source.kind === 'mx')?.preset
  const refusals = answers
    .flatMap(({ findings }) => findings)
    .filter(({ kind, outcome }) => kind === 'srv' && outcome === 'refused')
  return {
    domain,
    candidates: rankLeads(found, directory, mxPreset),
    findings: answers.flatMap(({ findings }) => findings),
    hasNoService: refusals.length > 0 && !found.some((lead) => lead.source.kind === 'srv'),
  }

  async function byMx(): Promise<Answer> {
    const { exchanges, preset } = await mx
    const provider = exchanges[0] && getDomain(exchanges[0])
    if (preset || !provider || provider === domain || !publishedHost(provider)) return { leads: [], findings: [] }
    return askDocument(
      { kind: 'ispdb', url: ispdbUrl(provider), strength: STRENGTH.ispdbByMx },
      domain,
      network,
      signal,
    )
  }
}

const hasLeads = ({ leads }: Answer) => leads.length > 0

interface Race {
  /** The source's answer, or that it came too late. Never rejects. */
  enter(source: Pick<Finding, 'kind' | 'asked'>, answer: Promise<Answer>): Promise<Answer>
  /** Releases the timers. */
  end(): void
}

/** One deadline for all; once a strong answer is there, the others get only a little longer. */
function createRace(deadlineMs: number, graceMs: number, signal: AbortSignal): Race {
  let finish = () => {}
  const over = new Promise<void>((resolve) => {
    finish = resolve
  })
  const timers = [setTimeout(finish, deadlineMs)]
  signal.addEventListener('abort', finish, { once: true })
  if (signal.aborted) finish()
  return {
    async enter(source, answer) {
      const late: Answer = { leads: [], findings: [{ ...source, outcome: 'timeout', detail: 'no answer in time' }] }
      const inTime = answer.then((given) => {
        if (given.leads.some(({ strength }) => strength >= STRENGTH.mx)) timers.push(setTimeout(finish, graceMs))
        return given
      })
      return Promise.race([inTime, over.then(() => late)])
    },
    end() {
      for (const timer of timers) clearTimeout(timer)
      finish()
    },
  }
}

function domainOf(text: string): string {
  const typed = text.trim().replace(/^<(.*)>$/, '$1')
  const domain = publishedHost(typed.slice(typed.lastIndexOf('@') + 1))
  if (!domain) throw new UsageError('discovery needs a domain or an address, such as example.org or you@example.org')
  return domain
}
