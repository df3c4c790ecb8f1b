// The server could not check the login just now.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { isVerdict } from '../phrases/login.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'

const OTHER = /too many|\bTLS\b|STARTTLS|\brate|transition is needed|certificate|greylist|block ?list|base-?64|\bdecod/i

const families: readonly Family[] = [
  {
    text: phrases`
      temporar(?:y|ily).{0,20}(?:auth|log ?in|sign-?in|credential)
      (?:auth|log ?in|sign-?in)\w* (?:is |was |has )?(?:temporar\w*|currently|momentarily).{0,20}(?:fail|unavailable|error|disabled|problem)?
      cannot authenticate (?:due to|because of|at present|now|at this time)
      unable to (?:authenticate|verify).{0,20}(?:at present|at this time|right now|at the moment)
      try (?:logging|to log) in (?:again )?later
      auth\w{0,12}(?: \w{1,10}){0,2} fail\w{1,4}:? temporary (?:server|system|internal|backend|database|lookup)? ?(?:error|failure|problem)
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The reply says that the login could not be checked just now; the password has not been judged.',
  },
  {
    text: phrases`
      connection lost to authentication server
      SASL: connect to \S{1,80} failed
      \bconnect to (?:private/auth|\S{0,60}(?:sasl|auth)\S{0,40}) failed
      password query failed
      \bauth(?:-worker)?(?:\(\d{1,9}\))?: error: .{0,160}(?:failed|not connected|timed? ?out|refused)
      no SASL authentication mechanisms
      (?:auth(?:entication)?|login|sasl|ldap|password|credential)[\w -]{0,20}(?:server|service|back ?end|daemon|database|socket|provider|process|system).{0,40}(?:unavailable|unreachable|down|not (?:available|responding|reachable|running)|fail|timed? ?out|refused|lost|error)
      internal (?:authentication|login|auth) (?:error|failure)
      (?:authentication|login) (?:internal|system|server) error
      ldap_bind
      unable to contact LDAP
      cannot connect to saslauthd
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'What fails is the part of the mail server that checks logins, not the login.',
  },
  {
    // Tencent says so to every wrong authorization code, too.
    text: /authentication failed,? system (?:is )?busy/i,
    when: (_said, { provider }) => !provider?.id.startsWith('qq'),
    certainty: 'likely',
    because: 'The reply says that the server was too busy to check the login.',
  },
  {
    codes: [454],
    not: new RegExp(
      `${OTHER.source}|throttl|quota|limit|relay|recipient|sender address|^454 4\\.[2-6]\\.|^454 4\\.7\\.1\\P{L}*$`,
      'iu',
    ),
    verbs: ['AUTH'],
    when: ({ words }) => !isVerdict(words),
    certainty: 'likely',
    because: '454 in answer to AUTH means a temporary failure of the login check (RFC 4954 section 6).',
  },
  {
    codes: [4],
    verbs: ['AUTH'],
    isVerbNeeded: true,
    not: new RegExp(`${OTHER.source}|^435 4\\.7\\.8\\b`, 'i'),
    when: ({ words }) => !isVerdict(words),
    certainty: 'likely',
    because: 'The server put the login off with a temporary code; the password has not been judged.',
  },
]

export const authTemporaryFailure: Rule = {
  id: 'auth-temporary-failure',
  title: 'The server cannot check logins just now',
  meaning:
    'User name and password were neither accepted nor refused: the part of the server that checks them is down, overloaded or wrongly set up. Changing the password will not help.',
  seenAs: [
    '454 4.7.0 Temporary authentication failure',
    '454 4.7.0 Cannot authenticate due to temporary system problem',
    'warning: SASL: Connect to private/auth failed: No such file or directory',
    '435 Unable to authenticate at present',
  ],
  outranks: ['service-unavailable', 'connect-refused', 'connect-timeout', ...UNSTATED_LOGIN_FAILURES],
  match: (seen, context) =>
    judge(authTemporaryFailure, families, seen, context, ['credentials-rejected', 'app-password-required']),
  fixes: (context) => [
    { do: 'Wait some minutes and try again, with growing pauses. Leave user name and password as they are.' },
    {
      do: context.provider
        ? `Look at the status page of ${context.provider.name} if it goes on for longer than an hour.`
        : "If the server is somebody else's: tell its operator, and quote the reply.",
    },
    {
      do: 'If the server is your own: look whether the login service runs and where its socket is (Postfix with Dovecot: "systemctl status dovecot", "doveconf -n", and the path private/auth of service auth in 10-master.conf beside smtpd_sasl_path).',
    },
    { do: "Then read the login service's log (journalctl -u dovecot, or -u saslauthd): the reason stands there." },
  ],
}
