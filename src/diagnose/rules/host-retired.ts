// The name was right once and is not any more.

import type { Observation, Rule } from '../../model.js'
import { inClientsWords } from '../advice.js'
import { cleanHost, doorTroubles, hostValues } from '../hosts.js'
import { portOf } from '../meant.js'

/** A server that speaks TLS or SMTP under its old name has another trouble, which leads. */
const isTalking = (seen: readonly Observation[]) =>
  seen.some(
    (one) => one.kind === 'reply' || one.kind === 'capabilities' || one.kind === 'tls' || one.kind === 'tls-error',
  )

/** IMAP's and POP3's ports. */
const FETCHING: ReadonlySet<number> = new Set([110, 143, 993, 995])

export const hostRetired: Rule = {
  id: 'host-retired',
  title: "This was the server's name once; it has another one today",
  meaning:
    "The house has moved. Old guides still give the former name of this provider's server, which no longer answers, or only for a while yet. Account and password can be right all the same.",
  seenAs: ['smtp.live.com: connection timed out', 'getaddrinfo ENOTFOUND smtp.live.com'],
  outranks: [
    'host-not-found',
    'host-typo',
    'dns-unavailable',
    'connect-timeout',
    'connect-refused',
    'connect-unreachable',
    'ipv6-unreachable',
    'port-25-blocked',
    'smtp-egress-blocked',
    'greeting-timeout',
    'closed-before-greeting',
    'plaintext-on-tls-port',
    'cert-hostname-mismatch',
    'cert-intercepted',
    'host-wrong-service',
  ],
  match(seen, context) {
    const troubles = doorTroubles(seen)
    // The same name may still be right for fetching: then the port is what is wrong.
    if (FETCHING.has(portOf(troubles[0], context) ?? 0)) return undefined
    // A name service that is silent is so about every name.
    if (troubles.length > 0 && troubles.every((one) => one.kind === 'dns' && one.code === 'ETIMEOUT')) return undefined
    const failed = seen.filter(({ status }) => status === 'fail')
    for (const value of hostValues(seen, context)) {
      const role = context.presets.hostRole(cleanHost(value.host))
      if (role?.role !== 'retired') continue
      const atDoor = troubles.length > 0 && !isTalking(seen)
      if (!atDoor && failed.length === 0) return undefined
      return {
        certainty: atDoor || context.source === 'settings' ? 'certain' : 'possible',
        because: `${cleanHost(value.host)} is a former name of ${role.preset.name}'s server${role.instead ? `; today it is ${role.instead}` : ''}.${role.note ? ` ${role.note}` : ''}`,
        seen: atDoor ? troubles : failed.slice(-1),
      }
    }
    return undefined
  },
  fixes(context) {
    const role = context.host === undefined ? undefined : context.presets.hostRole(cleanHost(context.host))
    const preset = role?.role === 'retired' ? role.preset : context.provider
    const host = role?.instead ?? preset?.endpoints[0]?.host
    const endpoint = preset?.endpoints.find((one) => one.host === host) ?? preset?.endpoints[0]
    return [
      host && endpoint
        ? {
            do: `Set the host to ${host}, port ${endpoint.port} with ${endpoint.security === 'tls' ? 'TLS from the first byte' : 'STARTTLS'}.`,
          }
        : { do: 'Look up today\'s server name: "smtp-doctor providers NAME" shows it for known providers.' },
      ...(endpoint ? inClientsWords(context, endpoint) : []),
      ...(preset?.before ? [{ do: `Before the login: ${preset.before}` }] : []),
    ]
  },
}
