// The server offers no login at all on this connection, and STARTTLS would not change that.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { bestWay, inClientsWords } from '../advice.js'
import { isLoopback } from '../meant.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf } from '../phrases/fixes.js'
import { providerOf } from '../phrases/provider-of.js'
import { CATCH_ALLS } from '../phrases/ranks.js'
import { isLoginOffered, ofKind } from '../select.js'

const families: readonly Family[] = [
  {
    text: phrases`
      \brequire basic authentication\b
      cannot achieve Exchange Server authentication
      AUTH(?:ENTICATION)?(?: command| extension)? (?:is )?(?:used when not advertised|not (?:advertised|enabled|available|implemented|supported|offered|allowed here))
      (?:not|n't) support (?:the )?(?:smtp )?auth(?:entication)?\b(?! (?:type|mech|method))
      authentication (?:is )?not (?:enabled|available|offered|supported)
      AUTH extension not supported
      no auth(?:entication)? (?:extension|support|capabilit)
      has no authentication
    `,
    not: phrases`
      \b(?:type|mechanism|method)\b
      (?<!require )basic authentication
      for (?:the|your) (?:tenant|mailbox|account|country)
      less secure
    `,
    certainty: 'certain',
    because: 'The server does not announce AUTH on this connection, so there is nothing to log in to.',
  },
  {
    codes: [500, 502, 503],
    verbs: ['AUTH'],
    isVerbNeeded: true,
    not: phrases`
      \bAUTH (?:PLAIN|LOGIN|NTLM|CRAM-MD5|XOAUTH2)\b
      mechanism
      already
      identity
      user ?(?:name|data)
      sequence
      wrong order
      out of order
      password
      credential
    `,
    when: (_said, _context, seen) => !isLoginOffered(seen),
    certainty: 'likely',
    because: 'The server does not know the AUTH command on this connection.',
  },
  {
    // It quotes the command that it does not know, and had not offered it.
    text: /un(?:recogni[sz]ed|known|implemented)|not (?:recogni[sz]ed|implemented|understood|known|supported)/i,
    not: /mechanism|password|credential/i,
    codes: [500, 502, 503],
    verbs: ['AUTH'],
    isVerbNeeded: true,
    when: (_said, _context, seen) => isListedWithoutLogin(seen),
    certainty: 'certain',
    because: 'The server did not offer AUTH in its answer to EHLO, and does not know the command.',
  },
]

/** The answer to EHLO is there, and AUTH is not in it. */
function isListedWithoutLogin(seen: readonly Observation[]): boolean {
  const offer = ofKind(seen, 'capabilities').at(-1)
  return offer !== undefined && !offer.keywords.some((keyword) => /^AUTH\b/i.test(keyword))
}

/** A clear-text session in which the login would be there after STARTTLS: that is starttls-required's to say. */
function wouldTlsChangeIt(seen: readonly Observation[], context: Context): boolean {
  const capabilities = ofKind(seen, 'capabilities')
  if (capabilities.some(({ isEncrypted }) => isEncrypted)) return false
  if (capabilities.some(({ keywords }) => keywords.some((keyword) => /^STARTTLS\b/i.test(keyword)))) return true
  if (context.security === 'tls') return false
  const isMx = context.host !== undefined && context.presets.hostRole(context.host)?.role === 'mx'
  const provider = providerOf(seen, context)
  const isReal = provider !== undefined && provider.kind !== 'custom' && provider.kind !== 'local'
  return isReal && !isMx && !isLoopback(context.host ?? 'unknown') && context.source === 'paste'
}

/** A client that looked for a mechanism found none, because there is no login at all. */
export function isWithoutLogin(seen: readonly Observation[], context: Context): boolean {
  return isListedWithoutLogin(seen) && !wouldTlsChangeIt(seen, context)
}

/** A pasted error that says neither the port nor whether the connection was encrypted. */
function isEncryptionUntold({ source, security, port }: Context): boolean {
  return source === 'paste' && security === undefined && port === undefined
}

/** The forgotten STARTTLS is what beginners mostly have: without it, most servers hide AUTH. */
function encryptFirst(context: Context): Fix[] {
  if (!isEncryptionUntold(context)) return []
  const starttls = bestWay(context, ({ security }) => security === 'starttls')
  return [
    {
      do: 'If the program logs in without encrypting the connection first: switch STARTTLS on. Most servers offer the login only after it.',
    },
    ...inClientsWords(context, starttls),
  ]
}

export const authNotOffered: Rule = {
  id: 'auth-not-offered',
  title: 'The server offers no login on this connection',
  meaning:
    'In its answer to EHLO a server lists what it can do, and AUTH is not in the list. Either this port takes mail without a login (a local relay, a test server, a server that receives mail for its own users), or the login is switched off there.',
  seenAs: [
    'SMTP AUTH extension not supported by server',
    'The SMTP server does not support authentication',
    '503 5.5.1 Error: authentication not enabled',
    '503 AUTH command used when not advertised',
    "smtp: server doesn't support AUTH",
  ],
  outranks: ['command-sequence', 'auth-required', ...CATCH_ALLS],
  match(seen, context) {
    if (wouldTlsChangeIt(seen, context)) return undefined
    const complaint = ofKind(seen, 'client').find(
      (one) =>
        one.complaint === 'auth-not-offered' ||
        (one.complaint === 'no-common-mechanism' && isWithoutLogin(seen, context)),
    )
    const found: Finding | undefined =
      judge(authNotOffered, families, seen, context) ??
      (complaint && {
        certainty: 'certain',
        because: 'The client found no AUTH in what the server offers on this connection.',
        seen: [complaint],
      })
    if (!found || !isEncryptionUntold(context) || ofKind(seen, 'capabilities').length > 0) return found
    const because = `${found.because} Whether it was encrypted is not told; many servers offer the login only after STARTTLS.`
    return { ...found, certainty: 'likely', because }
  },
  fixes: (context) => [
    ...encryptFirst(context),
    {
      do: 'If this is a local relay, a test server or a relay that knows you by your address: leave user name and password empty and switch the login off in the program (removing the login call is the whole fix).',
    },
    context.provider
      ? {
          do: `If you meant your mailbox at ${nameOf(context)}: use ${context.provider.endpoints[0]?.host ?? 'its submission server'}, port ${context.provider.endpoints[0]?.port ?? 587}. Port 25 of a receiving server never offers a login.`,
        }
      : {
          do: 'If a login is needed: use the submission port, 587 with STARTTLS or 465 with TLS. Port 25 of a receiving server never offers one.',
        },
    {
      do: 'If the program sends HELO instead of EHLO (or an EHLO that the server refused), let it send EHLO: only its answer lists the login.',
    },
    {
      do: 'If the server is your own: switch SASL on for this port (Postfix: smtpd_sasl_auth_enable=yes for the submission service in master.cf; Exim: an authenticator and auth_advertise_hosts).',
    },
  ],
}
