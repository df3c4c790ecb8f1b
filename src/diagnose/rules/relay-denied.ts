// The server does not pass mail on for this client.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { steps } from '../phrases/fixes.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'

const OTHER = /relaying disallowed as|authenticat(?!\w{0,3} by\b)|log ?in|logged in|blank sender|DMARC|\bSPF\b/i

const families: readonly Family[] = [
  {
    text: phrases`
      \bRP:FRL\b
      SMTP Relay Settings
      Mail relay denied
      Invalid credentials for relay
      TenantAttribution
      5\.7\.64\b
      4\.4\.62\b
    `,
    certainty: 'certain',
    because:
      'The relay service does not know this client: neither its address nor its sender domain is registered there.',
  },
  {
    text: phrases`
      relay(?:ing)? (?:access |mail |attempt )?(?:is |was |has been |to \S{1,80} |for \S{1,80} |from \S{1,80} |through \S{1,80} )?(?:denied|not (?:permitted|allowed|authori[sz]ed|possible|supported|enabled|local)|prohibited|refused|disallowed|forbidden|rejected|blocked|disabled)
      (?:unable|not (?:permitted|allowed|authori[sz]ed|able)|refus\w+|cannot|can't|won't|will not|do(?:es)? not|do(?:es)?n't|may not) (?:to )?(?:be )?relay
      no relay(?:ing)?\b
      does(?: not|n['’]t) allow relay
      relaying (?:is )?(?:restricted|limited|reserved|only) (?:to|for)\b
      not? (?:an? )?open relay
      relay prohibited
      we (?:do not|don't) relay
      not configured to relay
      (?:trying to use|using) me .{0,80}as a relay
      insecure mail relay
      unauthori[sz]ed relay
      specified domain is not allowed
      relay(?:ing)? (?:mail )?(?:to|for) \S{1,255} is not allowed
      host denies relay
      relay check (?:local|domain)
      not (?:a )?gateway
      denied.{0,20}relay
      is (?:currently )?not permitted to relay
      delivery is not allowed to this address
      do(?:n't| not) handle mail for
      non-local (?:recipient|delivery)
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The server says that it does not pass mail on to this recipient for this client.',
  },
  {
    text: phrases`
      list of allowed rcpthosts
      delivery (?:is )?not allowed to this address
      rcpthosts
      local users? only
      cannot deliver mail for
      no such domain (?:at this location|here)
      domain (?:is )?not (?:hosted|handled|served|local|accepted)
      (?:recipient|domain|address)\b.{0,60}(?:is not|not) (?:a )?(?:local|hosted|handled|served|accepted here)
      (?:accept|take|handle|deliver)s? (?:mail )?only (?:for|to) (?:local|our|its own|hosted)
      only (?:local|internal) (?:domains?|recipients?|delivery)
      local user only
      no smtp MX only
      domain of (?:the )?forward[- ]path
      not (?:a )?local (?:domain|host|user)
      remote (?:domains?|recipients?) (?:are |is )?not (?:allowed|permitted|accepted)
    `,
    not: OTHER,
    // Said to MAIL it is about the sender.
    when: ({ verb, words }) => !((verb === 'MAIL' || /^553\b/.test(words)) && /local users? only/i.test(words)),
    certainty: 'likely',
    because: 'The server takes mail only for its own domains from a client that it does not know.',
  },
  {
    // How Postfix ends its list of who may send to whom; Exchange says the words with 5.4.1 of an unknown address.
    text: /^554 5\.7\.1 .{1,300}Recipient address rejected: Access denied *$/i,
    isReplyOnly: true,
    certainty: 'likely',
    because: 'The server has a list of who may send to whom, and this client and recipient are not on it.',
  },
  {
    // What Postfix says with this code; a program that keeps no words leaves little else.
    codes: [454],
    enhanced: ['4.7.1'],
    verbs: ['RCPT'],
    when: ({ words }) => !/\p{L}/u.test(words),
    certainty: 'possible',
    because: 'The program keeps only the codes, and with these two servers mostly refuse to pass mail on.',
  },
  {
    // OpenSMTPD has one sentence for relaying and for unknown people; whose domain it is tells them apart.
    text: /^550 Invalid recipient: <[^<>@]{1,64}@[^<>@]{1,255}>$/,
    verbs: ['RCPT'],
    isVerbNeeded: true,
    isReplyOnly: true,
    when: ({ words }, { host }, seen) => {
      const domain = words.slice(words.lastIndexOf('@') + 1, -1).toLowerCase()
      const hasLoggedIn = seen.some(({ stage, status }) => stage === 'auth' && status === 'ok')
      return host !== undefined && !hasLoggedIn && !`.${host.toLowerCase()}`.endsWith(`.${domain}`)
    },
    certainty: 'likely',
    because:
      "The server, an OpenSMTPD by its words, has no rule by which a client that has not logged in may send to the recipient's domain.",
  },
  {
    text: phrases`
      Weiterleit\w+ (?:nicht|abgelehnt|verweigert)
      relais (?:refusé|interdit|non autorisé)
      (?:retransmisi|reenvío|relay)\S{0,4} (?:denegad|no permitid)
      relay (?:negato|non consentito)
      retransmissão (?:negada|não)
      ретрансляци\S{0,3} (?:запрещ|отклон)
      (?:转发|中继)\S{0,6}(?:拒绝|禁止)
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The server says that it does not pass mail on to this recipient for this client.',
  },
]

export const relayDenied: Rule = {
  id: 'relay-denied',
  title: 'The server does not relay for this client',
  meaning:
    'A mail server takes mail for its own users from anybody, and mail for the rest of the world only from clients that it knows: those that have logged in, or whose address is on its list. This client is neither, as far as the server can see, and the recipient is outside.',
  seenAs: [
    '554 5.7.1 Relay access denied',
    '550 5.7.1 Unable to relay',
    '550 relay not permitted',
    '550 5.7.0 Mail relay denied',
  ],
  outranks: ['recipient-unknown', 'sender-not-authorized', ...UNSTATED_LETTER_FAILURES],
  match: (seen, context) => judge(relayDenied, families, seen, context),
  fixes: (context) => [
    {
      do: 'Log in: set user name and password in the program and switch authentication on. In most cases this is all.',
    },
    { do: 'Use the submission port, 587 with STARTTLS or 465 with TLS, in place of 25.' },
    {
      do: context.provider
        ? `Check that the server is the right one for the account: ${context.provider.endpoints[0]?.host ?? context.provider.name}.`
        : "Check that the server is the one of your own provider: another domain's MX server takes mail only for its own users.",
    },
    ...steps(context, 'admin', 'sender'),
    {
      do: 'If the server is your own and knows clients by address: add this client (Postfix: mynetworks, or permit_sasl_authenticated before reject_unauth_destination; Exchange: a receive connector with anonymous relay for this address).',
    },
  ],
}
