// The receiver rejects because the sending address has no, or no fitting, name in the reverse DNS.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: phrases`
      fix reverse DNS
      forward DNS entry does not point to
      unresolvable relay host name
      servers without a valid sender domain
      IP name (?:lookup failed|possibly forged)
      unverif[iy]+able sending IP
    `,
    not: /relay/i,
    certainty: 'certain',
    because: 'The receiver says that the address of the sending server has no fitting name in the reverse DNS.',
  },
  {
    text: phrases`
      \bPTR\b
      reverse[- ](?:DNS|lookup|hostname|host ?name|record|resolution|mapping|name|IP)
      \brDNS\b
      r-?dns\b
      c=rdns
      cannot find your (?:reverse )?(?:host ?name|address)
      can't find your (?:reverse )?host
      no reverse
      \bFCrDNS\b
      forward[- ]confirmed
      does not have a (?:valid )?(?:host ?name|DNS name)
      (?:IP|address|host).{0,60}(?:does(?: not|n't) resolve (?:to|back)|has no (?:host)?name|without (?:a )?(?:host)?name|not resolvable)
      unresolvable (?:client|host|IP)
      4\.7\.25\b
      5\.7\.25\b
      Fix reverse
      missing or invalid (?:PTR|reverse)
      hostname .{0,80}not match .{0,40}IP
    `,
    not: /sender (?:address|domain)|(?<!(?:reverse DNS|rDNS|PTR).{0,40})\b(?:HELO|EHLO)|open resolver|recipient (?:address )?domain|mail ?from domain/i,
    codes: [4, 5],
    certainty: 'certain',
    because:
      'The receiver says that the address of the sending server has no name, or no fitting one, in the reverse DNS.',
  },
]

export const reverseDnsMissing: Rule = {
  id: 'reverse-dns-missing',
  title: 'The sending server has no valid reverse DNS name',
  meaning:
    'Receivers look up the name of the address that connects to them (its PTR record), and expect that name to lead back to the same address. Home connections and fresh cloud servers have none or a generic one, and are refused. It concerns servers that deliver to other servers themselves, not programs that log in at a provider.',
  seenAs: [
    '550 5.7.25 The IP address sending this message does not have a PTR record',
    '554-Bad DNS PTR resource record',
    '450 4.7.1 Client host rejected: cannot find your reverse hostname',
    '421 Refused. Your reverse DNS entry does not resolve to an IP.',
  ],
  outranks: [
    'client-ip-blocked',
    'service-unavailable',
    'helo-rejected',
    'greylisted',
    'sender-unauthenticated',
    ...UNSTATED_LETTER_FAILURES,
  ],
  match: (seen, context) => judge(reverseDnsMissing, families, seen, context),
  fixes: () => [
    {
      do: 'Do not deliver from this machine yourself unless it is a mail server: send through a provider or a sending service with a login, port 587.',
    },
    {
      do: 'For a mail server of your own: set the PTR record where the address comes from (the hosting company\'s panel: "Reverse DNS"; AWS: a request form; a home provider usually has none to set).',
    },
    {
      do: 'Let the name in it have an A (and AAAA) record with the same address, and let the server greet with that name in EHLO.',
    },
    {
      do: 'Do so for IPv6 as well, or let the server send over IPv4 only (Postfix: inet_protocols = ipv4; Exim: disable_ipv6 = true).',
    },
    { do: 'Check it: dig -x THE-ADDRESS, then dig A of the name that it shows.' },
  ],
}
