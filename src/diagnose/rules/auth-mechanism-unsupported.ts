// Client and server have no way of logging in in common.

import type { Fix, Observation, Rule } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { type Family, findingOf, judge } from '../phrases/family.js'
import { steps } from '../phrases/fixes.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'
import { failuresSaid, type Said } from '../phrases/said.js'
import { isLoginOffered, ofKind } from '../select.js'
import { isWithoutLogin } from './auth-not-offered.js'

const families: readonly Family[] = [
  {
    text: /does not allow plain ?text passwords/i,
    certainty: 'certain',
    because: 'Thunderbird says that the server takes none of the login mechanisms that send the password as it is.',
  },
  {
    text: phrases`
      does(?: not|n['’]t) support password authentication
      Kerberos/GSSAPI ticket was not accepted
      (?:serveur sortant|servidor de env[íi]o|server in uscita|servidor de salida) \(SMTP\).{1,200}(?:mots de passe|méthode d['’]authentification|metodo di autenticazione|password crittate|método de autentica|senhas|contraseñas)
      (?:unrecogni[sz]ed|unsupported|unknown|invalid|unimplemented|unavailable) (?:smtp )?auth(?:entication)? (?:type|mechanism|method)
      auth(?:entication)? (?:type|mechanism|method)s?.{0,60}(?:not (?:supported|available|implemented|recogni[sz]ed|allowed|permitted|enabled)|unsupported|unknown|too weak|invalid)
      (?:type|mechanism|method) .{0,40}(?:is )?not supported by
      \bX?OAUTH2? is no longer supported
      ^504 (?:5\.\d\.\d )?(?:unrecogni[sz]ed|unsupported|unknown|invalid) (?:sasl )?mech(?:anism)?\b
    `,
    not: /encrypt|requires? (?:a )?(?:tls|ssl|secure)|SASL: no mechanism available|(?:body|content|media|file) type|client authentication failed \(e\.g\./i,
    certainty: 'certain',
    because: 'The server does not know the login mechanism that the client chose.',
  },
  {
    text: phrases`
      no (?:suitable|compatible|supported|common|acceptable|matching|usable|worthy|valid) (?:smtp )?(?:auth(?:entication)?|sasl)?[ -]?(?:method|mechanism|mech|scheme|type)s?\b
      no common mechanisms? (?:were )?found
      not find(?:ing)? any (?:common |suitable |supported |usable )?auth(?:entication)? (?:mechanism|method)
      \bauth(?:entication)? (?:mechanism|method) (?:is )?missing\b
      no authenticators available
      (?:does(?: not|n't)|did not) support (?:any |the )?(?:smtp )?(?:auth(?:entication)? )?(?:type|mechanism|method)s?\b
      cannot use a secure authentication method
      no authentication mechanisms? (?:known|in common)
      none of the .{0,40}auth\w* (?:methods|mechanisms)
      (?:all|no) (?:known )?auth(?:entication)? methods? (?:failed|supported) by both
    `,
    not: /fatal: no SASL/i,
    certainty: 'certain',
    because: 'The mechanisms that the client may use and those that the server offers have none in common.',
  },
  {
    codes: [504],
    verbs: ['AUTH'],
    isVerbNeeded: true,
    not: /invalid AUTH string|not enabled|encrypt/i,
    certainty: 'certain',
    because: 'Code 504 in answer to AUTH means that the server does not know this mechanism (RFC 4954 section 4).',
  },
  {
    text: /\bAUTH (?:PLAIN|LOGIN|NTLM|CRAM-MD5|DIGEST-MD5|XOAUTH2|SCRAM\S*|GSSAPI)\b.{0,60}not (?:implemented|supported|recogni[sz]ed|available)/i,
    certainty: 'certain',
    because: 'The server does not implement the login mechanism that the client chose.',
  },
  {
    text: /authentication failed: no (?:sasl )?mechanisms? available/i,
    isReplyOnly: true,
    certainty: 'certain',
    because: 'The server has none of the login mechanisms that the client may use.',
  },
  {
    // AUTH was offered, so the command is known: what is not is its mechanism, or its form with the user name behind it.
    codes: [500, 502],
    verbs: ['AUTH'],
    isVerbNeeded: true,
    text: phrases`
      un(?:recogni[sz]ed|known|supported|implemented)
      not (?:recogni[sz]ed|implemented|understood|known|supported)
      invalid
      bad command
      syntax error
    `,
    not: /base ?64|decode|password|credential|user ?name|line too long/i,
    when: (_said, _context, seen) => isLoginOffered(seen),
    certainty: 'likely',
    because: 'The server offers a login, but does not know AUTH in the form in which the client sent it.',
  },
  {
    text: /mechanism (?:is )?too weak/i,
    certainty: 'certain',
    because: 'The server wants a stronger login mechanism than the one that the client chose (RFC 4954 section 6).',
  },
]

const OFFERED =
  /(?:[Aa]vailable|[Ss]upported|[Oo]ffered|[Aa]dvertised) (?:SMTP |smtp )?(?:[Aa]uth\w{0,11}|AUTH|sasl|SASL)? ?(?:mechanisms?|methods?|types?)\b.{0,60}?[=:[("' ]((?:[A-Z\d-]{4,20}[ ,]{1,2}){0,12}(?:PLAIN|LOGIN|CRAM-MD5|NTLM|GSSAPI|XOAUTH2)\b[A-Z\d, -]{0,80})/

/** A mechanism that a client says it failed with, no server refused, and no list of the server's has. */
function notOffered(seen: readonly Observation[]): Said | undefined {
  const offered = [
    ...ofKind(seen, 'capabilities').flatMap(({ keywords }) => keywords.filter((keyword) => /^AUTH\b/i.test(keyword))),
    ...ofKind(seen, 'text').flatMap(({ text }) => OFFERED.exec(text)?.[1] ?? []),
  ].join(' ')
  if (offered === '') return undefined
  return failuresSaid(seen).find(({ code, words }) => {
    const tried = /\b(PLAIN|LOGIN|CRAM-MD5|NTLM|XOAUTH2) (?:auth\w{0,11} )?(?:failed|error|rejected)/.exec(words)?.[1]
    return (
      code === undefined &&
      tried !== undefined &&
      !offered
        .toUpperCase()
        .split(/[ =,]+/)
        .includes(tried)
    )
  })
}

/** Its two sentences, which name the setting that they are about. */
const THUNDERBIRD = phrases`
    does not allow plain ?text passwords
    does(?: not|n't) seem to support encrypted passwords
    change .{0,40}to '?(?:normal|encrypted) password
  `

const IN_THUNDERBIRD: readonly Fix[] = [
  {
    do: 'In Thunderbird: Account Settings → Outgoing Server (SMTP) → the server → Edit → Connection security: STARTTLS (port 587) or SSL/TLS (port 465), Authentication method: Normal password. Take Encrypted password only where the provider asks for it, OAuth2 for Gmail and Outlook.',
  },
]

export const authMechanismUnsupported: Rule = {
  id: 'auth-mechanism-unsupported',
  title: 'Client and server have no login mechanism in common',
  meaning:
    'There are several ways to hand over a password or a token (PLAIN, LOGIN, CRAM-MD5, NTLM, XOAUTH2 …). The server lists those it takes after EHLO, and the one that the client used, or was told to use, is not among them. The password has not been judged.',
  seenAs: [
    '504 5.7.4 Unrecognized authentication type',
    'No suitable authentication method found',
    'No compatible authentication mechanisms found',
    '535 5.7.8 Error: authentication failed: Invalid authentication mechanism',
  ],
  outranks: [...UNSTATED_LOGIN_FAILURES],
  match(seen, context) {
    const complaint = ofKind(seen, 'client').find((one) => one.complaint === 'no-common-mechanism')
    if (complaint && isWithoutLogin(seen, context)) return undefined
    const found = judge(authMechanismUnsupported, families, seen, context, [
      'credentials-rejected',
      'app-password-required',
    ])
    if (found) return found
    const untaken = notOffered(seen)
    if (untaken)
      return findingOf(
        authMechanismUnsupported,
        untaken,
        'likely',
        'The client tried a mechanism that is not among those that the server offers.',
        context,
      )
    return (
      complaint &&
      findingOf(
        authMechanismUnsupported,
        { seen: complaint, words: complaint.message, verb: 'UNKNOWN', isFromReceiver: false },
        'certain',
        'The client found none of its mechanisms in what the server offers.',
        context,
      )
    )
  },
  fixes: (context, finding) => [
    ...(finding?.seen.some(({ evidence }) => matches(THUNDERBIRD, evidence ?? '')) ? IN_THUNDERBIRD : []),
    {
      do: 'Set the login method of the program to one that the server offers: LOGIN where the server has no PLAIN (Microsoft 365), PLAIN where it has no LOGIN (Proton), or "automatic". Leave CRAM-MD5, NTLM and "secure authentication" off unless the server lists them.',
    },
    {
      do: 'Use TLS (587 with STARTTLS, or 465): servers hide PLAIN and LOGIN, and clients refuse to use them, on an unencrypted connection.',
    },
    ...(context.provider?.status === 'no-password' ? steps(context, 'oauth') : []),
    {
      do: 'To see what is offered, look at the line "250-AUTH …" that the server sends after EHLO, on the encrypted connection.',
    },
  ],
}
