// The resolver failed, not the name.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { isWebName } from '../../smtp/web-names.js'
import { cleanHost } from '../hosts.js'
import { type LookupFailure, lookupFailures } from '../phrases/lookup.js'
import { scopeOf } from '../scope.js'
import { lineOf, saying } from '../select.js'

export const dnsUnavailable: Rule = {
  id: 'dns-unavailable',
  title: "This machine's name service does not work",
  meaning:
    'Before anything else a program asks the name service (DNS) for the address of the house. Here the name service itself gave no usable answer, so the server was never looked for. The host name can be perfectly right. Offline machines, containers without DNS and a wrong resolver setting look like this.',
  seenAs: [
    'getaddrinfo EAI_AGAIN',
    '[Errno -3] Temporary failure in name resolution',
    'getaddrinfo failed: Try again',
    'Host not found, try again',
    'queryA ETIMEOUT',
    'SERVFAIL',
    'getaddrinfo ENOTFOUND smtp.gmail.com (a name that surely exists)',
  ],
  outranks: ['host-not-found', 'recipient-unknown', 'sender-unknown', 'server-temporary-failure', 'connect-timeout'],
  match: (seen, context) => byLookup(seen, context) ?? byServersLookup(seen, context),
  fixes: (context) => [
    {
      do: `Ask another name service: nslookup ${context.host || 'smtp.gmail.com'} 1.1.1.1 – if that answers, this machine's own setting is at fault.`,
    },
    {
      do: 'Check that the machine is online, and which resolver it has: "cat /etc/resolv.conf" or "resolvectl status" on Linux, "ipconfig /all" on Windows.',
    },
    {
      do: 'In Docker give the container a resolver ("docker run --dns 1.1.1.1", or "dns:" in compose), take it off an "internal" network, and restart Docker after a firewall change; on Alpine images mind ndots and search domains in Kubernetes.',
    },
    {
      do: 'Postfix in a chroot needs its own copy: cp /etc/resolv.conf /var/spool/postfix/etc/resolv.conf, then reload.',
    },
    {
      do: 'On web hosting, tell the company that look-ups fail now and then; as a stopgap let the program try again after a minute.',
    },
  ],
}

function byLookup(seen: readonly Observation[], context: Context): Finding | undefined {
  const failures = lookupFailures(seen).filter(({ isOwnName }) => !isOwnName)
  const unavailable = failures.filter(({ fault }) => fault === 'unavailable')
  const surely = failures.filter((one) => one.fault === 'not-found' && existsForSure(one, context))
  const [first] = [...unavailable, ...surely]
  if (!first) return undefined
  const name = first.name ?? context.host
  const isUnavailable = first.fault === 'unavailable'
  return {
    certainty: isUnavailable ? 'certain' : 'likely',
    because: isUnavailable
      ? `The name service gave no answer${name ? ` about ${name}` : ''}; that says nothing about the name itself.`
      : `${name ?? 'The host'} certainly exists; a name service that says otherwise is out of order, cut off or filtered.`,
    seen: [...unavailable, ...surely].map((one) => one.seen),
    ...scopeOf(
      [...unavailable, ...surely].map((one) => one.seen),
      seen,
    ),
  }
}

/** A name of the web, or a known provider's right one: written without a fault, and in the presets as a server for sending. */
function existsForSure({ name }: LookupFailure, context: Context): boolean {
  const host = name ?? context.host
  if (host === undefined || host === '') return false
  if (host !== cleanHost(host) && host !== `${cleanHost(host)}.`) return false
  if (isWebName(host)) return true
  const role = context.presets.hostRole(host)
  return role?.role === 'submission' && role.preset.kind !== 'local' && role.preset.kind !== 'custom'
}

/** A server of the user's own that finds no "gmail.com" has no working name service. */
function byServersLookup(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = saying(
    seen,
    phrases`
      (?:recipient|sender) address rejected: domain not found
      unable to resolve domain
      domain[^\n]{0,60} (?:does not exist|not found)
    `,
  ).find((one) =>
    domainsMeant(lineOf(one)).some((domain) => {
      const preset = context.presets.byDomain(domain)
      return preset !== undefined && preset.kind !== 'local' && preset.kind !== 'custom'
    }),
  )
  return found
    ? {
        certainty: 'likely',
        because:
          "The mail server says that a large provider's domain does not exist; that domain certainly does, so the server's own name service fails.",
        seen: [found],
      }
    : undefined
}

/** The domains that a refusal may speak of: beside a refused sender the recipient's does not count. */
function domainsMeant(line: string): string[] {
  const refused = /(?:@([\w.-]{1,255}\w)>: )?(sender|recipient) address rejected/i.exec(line)
  if (refused?.[1]) return [refused[1]]
  if (refused?.[2]?.toLowerCase() !== 'sender') return domainsIn(line)
  const from = /\bfrom=<[^<>\s]{0,120}@([\w.-]{1,255})>/.exec(line)?.[1]
  return from ? [from] : []
}

function domainsIn(line: string): string[] {
  return [...line.matchAll(/@([\w.-]{1,255}\w)/g)].flatMap(([, domain]) => (domain ? [domain] : []))
}
