// The client insists on STARTTLS, and the server (or a box between) does not offer it.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { inClientsWords, nameWay, wayWith, withOpenssl } from '../advice.js'
import { hasLocalBridge, isLoopback, isPrivateHost, placeOf, realProvider } from '../meant.js'
import { scopeOf } from '../scope.js'
import { ofKind, replies, saying } from '../select.js'
import { isKeywordMasked, isStarttlsMissing, starttlsOffer } from '../starttls.js'

export const starttlsNotOffered: Rule = {
  id: 'starttls-not-offered',
  title: 'The server does not offer STARTTLS',
  meaning:
    'Your program wants to encrypt the hallway with the command STARTTLS before it shows its ID, and the server did not list that command. Either this server has no encryption on this port, or it wants TLS from the first byte on another port, or a box between you and it has cut the offer out.',
  seenAs: [
    'STARTTLS extension not supported by server.',
    'STARTTLS is required but host does not support STARTTLS',
    'The SMTP server does not support the STARTTLS extension.',
    'msmtp: the server does not support TLS via the STARTTLS command',
    'Server does not support secure connections.',
  ],
  outranks: [
    'starttls-failed',
    'command-sequence',
    'tls-handshake-failed',
    'server-permanent-failure',
    'auth-not-offered',
  ],
  match: (seen, context) => byComplaint(seen, context) ?? byRefusal(seen, context) ?? byGosSilence(seen, context),
  fixes(context, finding) {
    const host = context.host ?? ''
    const tls = wayWith(context, ({ security }) => security === 'tls')
    if (hasLocalBridge(context) || (host !== '' && (isLoopback(host) || isPrivateHost(host))))
      return [
        {
          do: 'If the server runs on this machine or in your own closed network and is meant to have no TLS, switch TLS off in the program for this one host.',
        },
        {
          do: 'Otherwise give the server a certificate and switch STARTTLS on (Postfix: smtpd_tls_security_level = may and smtpd_tls_chain_files = …).',
        },
      ]
    return [
      ...(tls
        ? [{ do: `Use ${nameWay(tls)} instead, where no offer is needed.` }, ...inClientsWords(context, tls)]
        : [
            {
              do: 'Look whether this is the host and port that the provider names for programs, and try 465 with TLS from the first byte: there nothing has to be offered.',
            },
          ]),
      {
        do: `See what the server offers: ${withOpenssl(context, finding)}${context.source === 'probe' ? '' : ' (or "smtp-doctor check")'}, from here and from another network. If it is offered there, a firewall here cuts it out: Cisco's "ESMTP inspection" (no inspect esmtp), an antivirus program's mail scanner.`,
      },
      {
        do: 'On a server of your own, switch it on: Postfix smtpd_tls_security_level = may with smtpd_tls_chain_files; Exim tls_advertise_hosts = * with tls_certificate.',
      },
      { do: 'Do not let the program go on without encryption: the password would be readable on the way.' },
    ]
  },
}

const COMPLAINTS = phrases`
    (?:STARTTLS|start ?TLS)(?: extension| command| is)?[^\n]{0,30}(?:not (?:been )?(?:supported|offered|advertised|available)|unsupported)
    (?:does(?:n't| not)|did(?:n't| not)) (?:appear to |seem to )?(?:support|offer|advertise) (?:the )?(?:STARTTLS|TLS\b|secure connections|encryption)
    host does not support STARTTLS
    no STARTTLS (?:offered|support)
    STARTTLS (?:was |is )?required,? but (?:was |is )?not (?:offered|supported|advertised)
    TLS is required, but was not offered
    missing_requirement,[^\n]{0,200}:tls\b
    server does not support secure connections
    Server does not support TLS
    STARTTLS is not available
    Requested SSL level failed
    host did not advertise support
    0x800CCC7D\b
  `

function byComplaint(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = [
    ...ofKind(seen, 'client').filter(({ complaint }) => complaint === 'starttls-not-offered'),
    ...saying(seen, COMPLAINTS).filter((one) => one.kind !== 'reply' || one.verb === 'STARTTLS'),
  ].filter((one, index, all) => all.indexOf(one) === index)
  const [first] = found
  if (!first || starttlsOffer(seen, first) === 'offered') return undefined
  return {
    certainty: 'certain',
    because: isKeywordMasked(seen)
      ? `A box on the way has overwritten keywords of ${placeOf(first, context)} with X's; STARTTLS was probably among them.`
      : `${placeOf(first, context)} did not list STARTTLS in its answer to EHLO, and the program needs it.`,
    seen: [...found, ...ofKind(seen, 'capabilities').filter((one) => !one.isEncrypted)].slice(0, 4),
    ...scopeOf(found, seen),
  }
}

/** EHLO without STARTTLS, and the client sent the command all the same. */
function byRefusal(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = replies(seen, { verbs: ['STARTTLS'], codes: [5] }).filter(
    (one) => one.verb === 'STARTTLS' && isStarttlsMissing(one, seen),
  )
  const [first] = found
  return first
    ? {
        certainty: 'certain',
        because: `${placeOf(first, context)} did not list STARTTLS in its answer to EHLO, and refused the command with ${first.reply.code}.`,
        seen: found,
      }
    : undefined
}

/** Go's smtp.SendMail takes STARTTLS wherever it is offered; "unencrypted connection" then means that it was not. */
function byGosSilence(seen: readonly Observation[], context: Context): Finding | undefined {
  const [said] = saying(seen, /^[^\n]{0,300}\bunencrypted connection\b/i)
  if (!said || said.kind === 'reply' || realProvider(context)) return undefined
  return {
    certainty: 'possible',
    because:
      'Go sends no password over an unencrypted connection; its SendMail encrypts wherever the server offers STARTTLS, so this one probably does not.',
    seen: [said],
  }
}
