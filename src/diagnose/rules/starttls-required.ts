// The server wants the connection encrypted before MAIL or AUTH, and the client went on in clear text.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { bestWay, inClientsWords, useWay } from '../advice.js'
import {
  endpointsOf,
  hasLocalBridge,
  isLoopback,
  meantHost,
  placeOf,
  portOf,
  publicServer,
  realProvider,
} from '../meant.js'
import { socketFailures } from '../phrases/socket.js'
import { ofKind, replies, saying } from '../select.js'
import { isAuthOfferedInClear, isEncrypted, starttlsOffer } from '../starttls.js'

export const starttlsRequired: Rule = {
  id: 'starttls-required',
  title: 'The server wants the connection encrypted first (STARTTLS)',
  meaning:
    'The door is open, but the hallway is still in clear text, and this server lets nobody show an ID or hand in a letter there. The program has to say STARTTLS first and encrypt the connection. Usually one switch in its settings is off, or one line is missing in the script. Many servers offer the login (AUTH) only after STARTTLS, so "AUTH not supported" can mean the same.',
  seenAs: [
    '530 5.7.0 Must issue a STARTTLS command first',
    '451 5.7.3 STARTTLS is required to send mail',
    'SMTP AUTH extension not supported by server (in clear text)',
    '504 5.7.4 Unrecognized authentication type (Microsoft, in clear text)',
    'unencrypted connection',
    'SMTPServerDisconnected: please run connect() first',
  ],
  outranks: [
    'auth-required',
    'auth-not-offered',
    'auth-mechanism-unsupported',
    'app-password-required',
    'relay-denied',
    'sending-limit-exceeded',
    'server-temporary-failure',
    'server-permanent-failure',
    'command-sequence',
  ],
  match: (seen, context) =>
    byReply(seen, context) ?? byMissingLogin(seen, context) ?? byClientsScruples(seen) ?? byHangUp(seen, context),
  fixes(context, finding) {
    const first = finding?.seen[0]
    if (first?.kind === 'reply' && first.from === 'receiver') return TO_A_RECEIVER
    const way = bestWay(context, ({ security }) => security === 'starttls')
    const words = inClientsWords(context, way)
    return [
      { do: 'Switch STARTTLS on in the program (often called "TLS", as opposed to "SSL" for port 465).' },
      ...(words.length > 0
        ? words
        : [
            {
              do: "In Python call server.starttls(context=ssl.create_default_context()) before login(); in nodemailer set requireTLS: true; in PHPMailer SMTPSecure = 'tls'.",
            },
          ]),
      useWay(context, way),
      {
        do: "If it seems to be on, look for a misspelt key or a setting that another one overrides; the program's debug output shows whether it sends STARTTLS.",
      },
    ]
  },
}

const TO_A_RECEIVER: readonly Fix[] = [
  {
    do: 'Let your mail server use TLS on its way to others. Postfix in main.cf: smtp_tls_security_level = may (not none, and not empty); Exim: take the host out of hosts_avoid_tls; sendmail: no line "Try_TLS:HOST NO" in the access table.',
  },
  {
    do: 'Then reload it and look whether the log says "TLS connection established to" before the next attempt.',
  },
  {
    do: 'If it does say so: the receiver wants a certificate that it knows. Give the server a certificate for the name that it says in EHLO, and ask the operator of the receiver which one is expected.',
  },
]

const WANTS_TLS = phrases`
    must issue (?:a )?STARTTLS
    (?:must|have to|needs? to) (?:use|start|enable|negotiate) (?:SSL|TLS|encryption)\b
    secure connection is requ
    STARTTLS (?:is |command )?(?:required|needed|first|must)
    (?:use|using|issue|send|require[sd]?|need(?:s|ed)?|with|try) (?:the |a )?STARTTLS
    requires? (?:a )?(?:TLS|SSL|encrypt|secure connection)
    (?:TLS|SSL|encryption|encrypted connection|secure (?:connection|channel))[^\n]{0,40}(?:is |are )?(?:required|mandatory|needed|must be)
    without (?:SSL|TLS|encryption)
    (?:wasn't|was not) sent over a TLS
    senders to use TLS
    unencrypted (?:connections?|sessions?|auth\w*)[^\n]{0,40}(?:not (?:allowed|permitted|supported)|disallowed|disabled|refused|rejected)
    (?:not (?:allowed|permitted)|disallowed|disabled)[^\n]{0,40}(?:plain ?text|unencrypted|clear ?text|insecure|non-?(?:TLS|SSL|secure))
    encryption required
    failed to establish (?:an? )?appropriate TLS
    (?:plain ?text|clear ?text|cleartext)[^\n]{0,40}(?:not (?:allowed|permitted)|disallowed|disabled)
    only (?:allowed|available|accepted)[^\n]{0,30}(?:over|after|with) (?:TLS|SSL|STARTTLS|an encrypted)
    Verschlüsselung (?:ist )?erforderlich
    chiffrement[^\n]{0,20}(?:requis|obligatoire)
  `

function byReply(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = replies(seen, { text: WANTS_TLS }).filter(
    ({ reply, from }) =>
      reply.code >= 400 &&
      // Other receivers speak of encryption where they mean the sender's policy or the letter.
      (from !== 'receiver' ||
        /must issue (?:a )?STARTTLS|appropriate TLS|senders to use TLS|TLS required for RCPT/i.test(reply.text)) &&
      !/wrapper|or the client was not authenticated/i.test(reply.text.replace(SERVER_PART, '')),
  )
  const byCode = replies(seen, { codes: [538] })
  const [first] = [...found, ...byCode]
  if (first)
    return {
      certainty: 'certain',
      because: `${placeOf(first, context)} says itself that the connection has to be encrypted before it goes on.`,
      seen: [...found, ...byCode],
    }
  const [said] = saying(
    seen,
    /must issue (?:a )?STARTTLS|STARTTLS is required to send|tried to use disallowed plaintext auth/i,
  )
  return said
    ? { certainty: 'certain', because: 'The server says itself that STARTTLS has to come first.', seen: [said] }
    : undefined
}

/** .NET's wrapper speaks of a secure connection whatever the server said; only what follows it is the server's. */
const SERVER_PART = /^[\s\S]*The server response was:/i

/** No AUTH, or none that Microsoft would know, on a clear-text session of a server that has it after STARTTLS. */
function byMissingLogin(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = [
    ...ofKind(seen, 'client').filter(
      ({ complaint }) => complaint === 'auth-not-offered' || complaint === 'no-common-mechanism',
    ),
    ...saying(
      seen,
      phrases`
        AUTH extension not supported
        does(?:n't| not) support (?:authentication|AUTH\b)
        authentication (?:is )?not supported by the remote
        no (?:suitable|supported) auth(?:entication)? (?:method|mechanism)s?
        AUTH (?:command )?(?:not (?:supported|available|offered|advertised)|used when not advertised)
        server doesn't support AUTH
      `,
    ),
    ...replies(seen, {
      verbs: ['AUTH'],
      codes: [504, 503, 502, 500, 530],
      text: phrases`
        unrecogni[sz]ed authentication
        not (?:available|supported|advertised|enabled)
        unknown command
        not implemented
        bad sequence
        send hello first
      `,
    }),
  ]
  const [first] = found
  if (!first || isEncrypted(seen, context) === true) return undefined
  // Microsoft's 504 says as much of PLAIN on an encrypted connection.
  const isRefusedKind = first.kind === 'reply' && first.reply.code === 504
  if (isRefusedKind && isEncrypted(seen, context) === undefined) return undefined
  const offer = starttlsOffer(seen, first)
  const isInClear = isAuthOfferedInClear(seen, first)
  if (offer === 'missing' || isInClear === true) return undefined
  const reason =
    offer === 'offered'
      ? 'offers STARTTLS'
      : isAboutMechanism(first) && isKnownToNeedIt(seen, context)
        ? 'wants STARTTLS before the login'
        : undefined
  if (!reason) return undefined
  return {
    certainty: offer === 'offered' || context.security === 'none' ? 'certain' : 'likely',
    because: `The session was in clear text, and ${placeOf(first, context)} ${reason}; a login is offered only after it.`,
    seen: found,
  }
}

/** "AUTH not implemented" may be meant as it is said; "not offered" and "unknown kind" depend on encryption. */
function isAboutMechanism(one: Observation): boolean {
  return (
    one.kind !== 'reply' ||
    one.reply.code === 504 ||
    /advertis|offered|available|unrecogni[sz]ed auth/i.test(one.reply.text)
  )
}

function isKnownToNeedIt(seen: readonly Observation[], context: Context): boolean {
  const host = meantHost(seen, context)
  const role = host ? context.presets.hostRole(host)?.role : undefined
  if (role !== undefined && role !== 'submission') return false
  if (host === undefined ? hasLocalBridge(context) : isLoopback(host)) return false
  if (publicServer(seen, context) ?? (realProvider(context) && role === 'submission')) return context.port !== 465
  return context.security === 'none' && context.port === 587
}

/** Clients that keep the password back while the connection is in clear text. */
function byClientsScruples(seen: readonly Observation[]): Finding | undefined {
  const found = [
    ...ofKind(seen, 'client').filter(({ complaint }) => complaint === 'starttls-required'),
    ...saying(
      seen,
      phrases`
        \bunencrypted connection\b
        cannot use a secure authentication method
        refus(?:e|ing) to (?:send|authenticate)[^\n]{0,60}(?:clear|plain|unencrypted|insecure|without TLS)
        (?:password|credentials|PLAIN|LOGIN)[^\n]{0,40}(?:over|on|in) (?:an? )?(?:unencrypted|insecure|plaintext|clear)
      `,
    ).filter(({ kind }) => kind !== 'reply'),
  ]
  const [first] = found
  if (!first || starttlsOffer(seen, first) === 'missing') return undefined
  return {
    certainty: 'likely',
    because: 'The program itself refuses to send the password while the connection is in clear text.',
    seen: found,
  }
}

/** A server that hangs up on a client which goes on without STARTTLS, and nothing else said. */
function byHangUp(seen: readonly Observation[], context: Context): Finding | undefined {
  if (context.source !== 'paste' || isEncrypted(seen, context) !== undefined || portOf(undefined, context) === 465)
    return undefined
  if (endpointsOf(seen).some(({ security }) => security !== 'none')) return undefined
  const isPythons = /smtplib|python|django/i.test(context.client ?? '')
  const cuts = socketFailures(seen).filter(({ fault }) => fault === 'closed')
  // A server that has come to the letter has let the clear text pass.
  if (cuts.some(({ stage }) => stage === 'mail' || stage === 'rcpt' || stage === 'data' || stage === 'quit'))
    return undefined
  const found = cuts.find(({ stage }) => stage !== 'dns' && stage !== 'connect' && stage !== 'tls')
  const [said] = saying(seen, /SMTPServerDisconnected|please run connect\(\) first|Server not connected/i)
  const first = found?.seen ?? said
  if (!first || !(isPythons || said)) return undefined
  return {
    certainty: 'possible',
    because: 'The server hung up without saying why; servers do that to a program that goes on without starttls().',
    seen: [first],
  }
}
