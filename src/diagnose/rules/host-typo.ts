// The host is misspelt, or its value is no host name at all.

import { distance } from 'fastest-levenshtein'
import type { Context, Finding, Fix, Observation, Preset, Rule } from '../../model.js'
import { useWay, waysIn } from '../advice.js'
import { cleanHost, doorTroubles, faultOfHost, type HostValue, hostValues } from '../hosts.js'
import { realProvider } from '../meant.js'
import { lookupFailures } from '../phrases/lookup.js'
import { murmuring } from '../select.js'

export const hostTypo: Rule = {
  id: 'host-typo',
  title: "The server's name is misspelt",
  meaning:
    'The address of the house is written wrongly, so nobody finds it: a letter too many or too few, a comma or blank that was copied along, or something that is no server name at all, such as an e-mail address or a web link. Only the name belongs into the host setting.',
  seenAs: [
    'getaddrinfo ENOTFOUND smtp.gmial.com',
    "hostname: 'smtp.gmail.com '",
    'getaddrinfo ENOTFOUND smtp.mail.ru,',
    'getaddrinfo EAI_FAIL user@gmail.com',
    'getaddrinfo ENOTFOUND smtps://…',
  ],
  outranks: [
    'host-wrong-service',
    'host-not-found',
    'dns-unavailable',
    'connect-timeout',
    'connect-refused',
    'connect-unreachable',
    'ipv6-unreachable',
    'smtp-egress-blocked',
    'cert-hostname-mismatch',
    'port-25-blocked',
    'client-support-missing',
  ],
  match: (seen, context) =>
    byForm(seen, context) ??
    byWrongName(seen, context) ??
    byNearness(seen, context) ??
    byNearLocalhost(seen, context) ??
    byClientsWords(seen) ??
    byPhpsWords(seen) ??
    byPythonsWords(seen),
  fixes(context, finding) {
    const written = finding && hostOf(finding, context)
    if (!written) return general(context)
    const suggestion = suggest(written, context)
    return [
      ...(suggestion
        ? [{ do: `Set the host to exactly: ${suggestion}` }]
        : [{ do: 'Set the host to the name of the mail server alone: no address, no link, no quotes, no blanks.' }]),
      {
        do: 'Check what the program really gets (print it between brackets): blanks and invisible characters do not show otherwise.',
      },
      ...(/@/.test(written) || /^\d+$/.test(written)
        ? [
            {
              do: 'If the host comes out of a URL such as smtp://user:password@host, write @ : / # in the user name or password as %40 %3A %2F %23.',
            },
          ]
        : []),
      ...general(context).slice(0, 1),
    ]
  },
}

function general(context: Context): Fix[] {
  const [way] = waysIn(context)
  return [
    way
      ? useWay(context, way)
      : { do: "Look the name up in your provider's page about SMTP, and copy it letter by letter." },
    { do: 'Run "smtp-doctor providers NAME" to see the servers of known providers.' },
  ]
}

function hostOf(finding: Finding, context: Context): string | undefined {
  const values = hostValues(finding.seen, context)
  return (values.find(({ host }) => faultOfHost(host) !== undefined) ?? values[0])?.host
}

function suggest(written: string, context: Context): string | undefined {
  const clean = cleanHost(written)
  if (distance(clean.toLowerCase(), 'localhost') <= 2) return 'localhost'
  const role = context.presets.hostRole(clean)
  if (role && !/@/.test(written)) return role.role === 'submission' ? clean : role.instead
  const near = context.presets.nearestHost(clean) ?? underOtherEnding(clean, context) ?? besideWrongName(clean, context)
  if (near && !/@/.test(written)) return near.host
  if (/@/.test(written)) return context.presets.byDomain(clean)?.endpoints[0]?.host.replace(/^.*\{.*$/, '') || undefined
  return faultOfHost(written) && clean.includes('.') ? clean : undefined
}

/** "A value in the host field that is no host name is a typo, whatever error followed." */
function byForm(seen: readonly Observation[], context: Context): Finding | undefined {
  const troubles = doorTroubles(seen)
  const bad = hostValues(seen, context).find(
    ({ host }) => faultOfHost(host) !== undefined && !isPortInside(host, seen, context),
  )
  const hasFailed = troubles.length > 0 || seen.some(({ status }) => status === 'fail')
  // A variable that nobody replaced needs no further sign.
  if (!bad || !(hasFailed || /^[%$]/.test(bad.host))) return undefined
  return {
    certainty: 'certain',
    because: `The host is "${bad.host}": ${faultOfHost(bad.host)}.`,
    seen: evidence(bad, troubles, seen),
  }
}

/** PHPMailer looks at the value before it looks the name up. */
function byClientsWords(seen: readonly Observation[]): Finding | undefined {
  const [said] = murmuring(seen, /\bInvalid host(?:entry)?: {0,4}["'“]?[^\s"'“]/)
  return (
    said && {
      certainty: 'likely',
      because: 'PHPMailer says that the value of the host is no name or address of a server.',
      seen: [said],
    }
  )
}

/** PHP takes what stands before :// for a kind of encryption: of a link to a web page it knows none. */
function byPhpsWords(seen: readonly Observation[]): Finding | undefined {
  const [said] = murmuring(seen, /\bsocket transport ["']?(?:https?|smtps?)\b/i)
  return (
    said && {
      certainty: 'certain',
      because:
        'The value of the host is a link (https://… or smtp://…), which PHP reads as a kind of connection that it does not know.',
      seen: [said],
    }
  )
}

/** Python makes a name of the value before it looks it up. */
function byPythonsWords(seen: readonly Observation[]): Finding | undefined {
  const [said] = murmuring(seen, /\bidna\b[^\n]{0,60}label (?:is )?(?:empty|too long|empty or too long)/i)
  return (
    said && {
      certainty: 'likely',
      because:
        'Python could not read the value of the host as a name: it begins or ends with a dot, has two in a row, or is a whole address or URL.',
      seen: [said],
    }
  )
}

/** host:port that the client refused by itself is an invalid option, not a name that was looked up. */
function isPortInside(host: string, seen: readonly Observation[], context: Context): boolean {
  return (
    /^[^:,;@\s]+:\d{1,5}$/.test(host) &&
    (context.source === 'settings' || !lookupFailures(seen).some(({ name }) => name === host))
  )
}

/** A name that is not found, of which it is known that people write it for the right one (smtp.google.com). */
function byWrongName(seen: readonly Observation[], context: Context): Finding | undefined {
  const notFound = lookupFailures(seen).filter(({ fault, isOwnName }) => fault === 'not-found' && !isOwnName)
  const [first] = notFound
  if (!first) return undefined
  const host = cleanHost(first.name ?? context.host ?? '')
  const role = host === '' ? undefined : context.presets.hostRole(host)
  if (!role || (role.role !== 'wrong' && role.role !== 'mx') || !role.instead) return undefined
  return {
    certainty: 'certain',
    because: `${host} is not ${role.preset.name}'s server for sending; that is ${role.instead}.`,
    seen: notFound.map(({ seen: one }) => one),
  }
}

function byNearness(seen: readonly Observation[], context: Context): Finding | undefined {
  const troubles = doorTroubles(seen)
  if (troubles.length === 0) return undefined
  const lookups = lookupFailures(seen).filter(({ isOwnName }) => !isOwnName)
  for (const value of hostValues(seen, context)) {
    const host = cleanHost(value.host)
    const near =
      host === ''
        ? undefined
        : (context.presets.nearestHost(host) ?? underOtherEnding(host, context) ?? besideWrongName(host, context))
    if (!near || !host.includes('.')) continue
    const isNotFound = lookups.some(
      ({ fault, name }) => fault === 'not-found' && (name === undefined || cleanHost(name) === host),
    )
    // Under the provider's own domain nobody else has a server.
    const isMeant =
      realProvider(context)?.id === near.preset.id ||
      (domainOf(host) === domainOf(near.host) && MISWRITTEN_SMTP.test(host))
    // A similar name that exists and answers may be a server of its own.
    if (!isNotFound && (!isDoorOnly(seen) || !isMeant)) continue
    return {
      certainty: isNotFound ? 'certain' : 'likely',
      because: `${host} ${isNotFound ? 'does not exist' : 'gives no answer'}, and ${near.host} (${near.preset.name}) is written almost the same.`,
      seen: evidence(value, troubles, seen),
    }
  }
  return undefined
}

const MISWRITTEN_SMTP = /^(?:stmp|smpt|mstp|tsmp|smto|sntp|smptp|smttp|smtpp|smt|smp|stp|ssmtp|samtp|smtps)\./i

/** What follows the first label of a host name. */
function domainOf(host: string): string {
  return host.toLowerCase().split('.').slice(1).join('.')
}

/** `locahost`: one or two letters beside the name of this machine. */
function byNearLocalhost(seen: readonly Observation[], context: Context): Finding | undefined {
  const troubles = doorTroubles(seen)
  const value = hostValues(seen, context).find(
    ({ host }) =>
      host !== 'localhost' && Math.abs(host.length - 9) <= 2 && distance(host.toLowerCase(), 'localhost') <= 2,
  )
  return value && troubles.length > 0
    ? {
        certainty: 'likely',
        because: `${value.host} is written almost as localhost, the name of this machine itself.`,
        seen: evidence(value, troubles, seen),
      }
    : undefined
}

/** smtp.sendgrid.com for smtp.sendgrid.net: the right name with another ending. */
function underOtherEnding(host: string, { presets }: Context): { host: string; preset: Preset } | undefined {
  const stem = host.toLowerCase().replace(/\.\w{2,6}$/, '')
  if (!stem.includes('.') || presets.hostRole(host)) return undefined
  for (const preset of presets.all) {
    const found = preset.endpoints.find((one) => !one.host.includes('{') && one.host.replace(/\.\w{2,6}$/, '') === stem)
    if (found && preset.kind !== 'local' && preset.kind !== 'hosting') return { host: found.host, preset }
  }
  return undefined
}

/** smtp.yaho.com: one edit from a name that people take for the right one, or that was it once. */
function besideWrongName(host: string, { presets }: Context): { host: string; preset: Preset } | undefined {
  if (presets.hostRole(host)) return undefined
  for (const preset of presets.all) {
    const former = [...(preset.wrongHosts ?? []), ...(preset.retired ?? [])].find(
      (one) => distance(one.host, host) === 1,
    )
    if (former) return { host: former.instead, preset }
  }
  return undefined
}

/** Nothing got as far as certificates or replies. */
function isDoorOnly(seen: readonly Observation[]): boolean {
  return !seen.some((one) => one.kind === 'reply' || one.kind === 'tls' || one.kind === 'capabilities')
}

function evidence(value: HostValue, troubles: readonly Observation[], seen: readonly Observation[]): Observation[] {
  const failed = troubles.length > 0 ? troubles : seen.filter(({ status }) => status === 'fail').slice(-1)
  return [...new Set([...(value.seen ? [value.seen] : []), ...failed])]
}
