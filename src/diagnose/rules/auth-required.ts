// The client tried to send without having logged in.

import type { Finding, Fix, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { loginSteps } from '../phrases/fixes.js'
import { CATCH_ALLS } from '../phrases/ranks.js'
import { replies } from '../select.js'

/** Words of anti-spoofing rules, of missing TLS and of members-only recipients, which also speak of authentication. */
const OTHER = phrases`
    STARTTLS
    DMARC
    DKIM
    \bSPF\b
    app(?:lication)?[- ](?:specific[- ])?password
    is unauthenticated
    unauthenticated (?:e-?)?mail
    RESOLVER\.RST
    for group
    common mechanism
    authentication (?:check|information|result)
    not activated
    domain (?:is )?not authenticated
    to continue sending
    all senders
  `

/** OSSEC has no setting for a user name. */
const WITHOUT_LOGIN: Fix = {
  do: 'OSSEC cannot log in. Let it hand its mail to a mail server on the same machine (in ossec.conf <smtp_server>localhost</smtp_server>), and give that one (Postfix, msmtpd) your provider as relay, with user name and password.',
}

/** After a login the same words are about the address in them. */
function hasLoggedIn(seen: readonly Observation[]): boolean {
  return replies(seen, { verbs: ['AUTH'], codes: [235] }).length > 0
}

const families: readonly Family[] = [
  {
    // Postfix's words for everybody who is not on its list; on a submission server the list is "those who logged in".
    text: /Client host rejected: Access denied *$/i,
    when: (said, _context, seen) => !said.isFromReceiver && said.verb !== 'CONNECT' && !hasLoggedIn(seen),
    certainty: 'likely',
    because: 'The server lets nobody in on this port who has not logged in before (or whose address it does not know).',
  },
  {
    text: /Recipient address rejected: Access denied *$/i,
    when: (_said, { port }, seen) => (port === 587 || port === 465) && !hasLoggedIn(seen),
    certainty: 'likely',
    because: 'On a port for submission Postfix says this to everybody who has not logged in.',
  },
  {
    // OSSEC keeps no reply, and has no way of logging in.
    text: /\bos_sendmail\b.{0,40}(?:mail from|rcpt to) not accepted by server/i,
    certainty: 'likely',
    because: 'The program hands its mail in without a login, and the server does not take it so.',
  },
  {
    // nginx, before a mail server of others.
    text: /client was rejected: "(?:MAIL|RCPT)\b[^"\n]{0,300}" while in auth state/i,
    certainty: 'certain',
    because: 'nginx turned the command away because no login had come before it.',
  },
  {
    text: /5\.7\.57\b|client (?:was|is) not authenticated|client not authenticated/i,
    not: OTHER,
    certainty: 'certain',
    because: 'The server says that no login took place on this connection before the client began to send.',
  },
  {
    text: phrases`
      not (?:yet )?logged[- ]in
      (?:please|must|should|have to|need(?:s)? to|has to) (?:first )?(?:be )?(?:authenticate|log[- ]?in|login|auth\b|sign in)
      authenticate (?:first|before|yourself)
      need (?:EHLO and )?AUTH(?: (?:command )?first)?$
      need (?:EHLO and )?AUTH (?:command )?first
      you do(?:n['’]t| not) authenticate
      authentication turned on
      relay check local fail
      log ?in first
      ^5\d\d [\d. ]{0,8}AUTH first\b
      send auth(?: command)? first
      issue (?:an |the )?AUTH command first
      without authentication\b
      (?:not|never) (?:been )?authenticated
      session (?:is )?not authenticated
      client does not have permissions? to submit mail
      unauthenticated (?:senders?|clients?|users?|connections?) (?:are |is )?not (?:allowed|permitted|accepted)
      (?:use|turn on|enable|require[sd]?) (?:the )?(?:smtp|sender|user)?[- ]?auth(?:entication)?\b
    `,
    not: OTHER,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The server wants a login first, and none took place on this connection.',
  },
  {
    text: phrases`
      (?:authentication|authorization|authentification|login|smtp auth|auth) (?:is |was )?(?:required|needed|necessary|mandatory|requise|requerida|erforderlich)
      requires? (?:smtp |user |client )?(?:authentication|login)\b
      authentication[- ]required
    `,
    not: OTHER,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The server says that sending needs a login, and none took place on this connection.',
  },
  {
    text: phrases`
      pop.{0,12}before.{0,3}smtp
      check (?:for |your )(?:new )?mail (?:first|with a valid pop)
      first check your mail
      (?:smtp|pop) authentication (?:first|please)
      (?:verlangt|erfordert|benötigt) (?:eine )?(?:Authentifizierung|Anmeldung)
      exige une authentification
      requiere (?:una )?autenticación
      requer autenticação
      richiede l?['’]?autenticazione
      认证(?!\S{0,10}(?:不一致|不匹配))
      验证身份
      需要身份验证
      nicht authentifiziert
      nicht angemeldet
      non authentifié
      no autenticad
      non autenticat
      требуется (?:авторизация|аутентификация)
      認証が必要
    `,
    not: OTHER,
    codes: [4, 5],
    certainty: 'likely',
    because: 'The server wants to know who is sending before it takes the mail.',
  },
  {
    text: /relay(?:ing)? (?:access )?(?:is )?(?:denied|not permitted|not allowed).{0,80}(?:authenticat(?!\w{0,3} by\b)|log ?in|smtp auth)/i,
    not: OTHER,
    certainty: 'certain',
    because: 'The server relays only for logged-in users, and says so.',
  },
  {
    codes: [530],
    not: /STARTTLS|\bTLS\b|\bSSL\b|encrypt|secure connection|relay|incorrect|invalid|bad |failed|rejected/i,
    certainty: 'likely',
    because: 'Code 530 means that a login is needed before this command (RFC 4954 section 6).',
  },
  {
    text: /(?:connexion sécurisée ou le client n.était pas|sichere Verbindung,? oder der Client wurde nicht|conexión segura o el cliente no se|requires a secure connection or the client (?:was|is) not) authenti/i,
    not: /STARTTLS/i,
    certainty: 'possible',
    because:
      ".NET shows this sentence for every refusal of an unauthenticated or unencrypted session; the server's own words are missing.",
  },
  {
    text: /0x800CCC7[89]\b/i,
    codes: [4, 5],
    when: (said) => said.code === undefined,
    certainty: 'possible',
    because:
      "By its code, Outlook had the sender or a recipient refused; without the server's own answer beside it, a login that is not switched on for sending is the usual cause.",
  },
]

/** A check has seen the login work and the server ask for one all the same. */
const FORGOTTEN: Pick<Finding, 'certainty' | 'because' | 'meaning' | 'fixes'> = {
  certainty: 'likely',
  because: 'The server asks for a login, although the login on this connection had worked.',
  meaning:
    'The user name and the password were taken, and then the server said that sending needs a login. Commonly this account may log in and may not send, or a proxy in front of the mail server took the login and did not pass it on. Nothing is missing in your settings that could be seen from outside.',
  fixes: [
    {
      do: "Ask whoever runs the server whether this account may send, and show the reply: sending is often a right of its own (a plan, a group, a switch on the account's page).",
    },
    {
      do: "Try with the account's own address as sender: some servers mean that this login does not cover another one.",
    },
    {
      do: 'On a server of your own with a proxy in front (nginx, HAProxy), see that the login is passed on to the mail server (nginx: xclient on; proxy_smtp_auth on).',
    },
  ],
}

export const authRequired: Rule = {
  id: 'auth-required',
  title: 'The server wants a login, and the client sent without one',
  meaning:
    'A submission server takes mail only from people it knows. The client went straight to MAIL FROM (or RCPT TO) without logging in, or its login did not happen without the client saying so. Nothing is wrong with the message or the recipient.',
  seenAs: [
    '530 5.7.0 Authentication Required',
    '530 5.7.57 Client not authenticated to send mail',
    '550 5.7.1 Client was not authenticated',
    '553 5.7.1 Sender address rejected: not logged in',
    '503 5.5.4 Error: send AUTH command first',
  ],
  outranks: ['relay-denied', 'recipient-unknown', 'sender-not-authorized', 'command-sequence', ...CATCH_ALLS],
  match(seen, context) {
    const found = judge(authRequired, families, seen, context)
    return found && context.source === 'probe' && hasLoggedIn(seen) ? { ...found, ...FORGOTTEN } : found
  },
  fixes: (context, finding) => [
    ...(finding?.seen.some(({ evidence }) => /\bos_sendmail\b/.test(evidence ?? '')) ? [WITHOUT_LOGIN] : []),
    ...(context.client === 'outlook'
      ? [
          {
            do: 'In Outlook: File → Account Settings → Server Settings → More Settings → Outgoing Server, tick "My outgoing server (SMTP) requires authentication" (German: "Der Postausgangsserver (SMTP) erfordert Authentifizierung").',
          },
        ]
      : []),
    {
      do: 'Switch the login on in the program\'s mail settings (often "SMTP authentication", "My server requires authentication", or auth: true) and give it a user name and a password.',
    },
    {
      do: 'Check that both really reach the program: an unset environment variable makes many clients skip the login without a word.',
    },
    ...loginSteps(context),
    {
      do: 'Use port 587 with STARTTLS or 465 with TLS: many servers offer the login only on an encrypted connection, and clients skip it elsewhere.',
    },
    {
      do: 'If the program is on a second EHLO or a reused connection after the login, log in again: a new EHLO or a new connection forgets it.',
    },
  ],
}
