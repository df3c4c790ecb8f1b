// Nobody is listed: the receiving server's look-up at the blocklist is refused.

import type { Rule } from '../../model.js'
import { type Family, judge } from '../phrases/family.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: /(?:blocked|listed|rejected|dnsbl|rbl|using|spamhaus|uribl|surbl|barracuda).{0,200}(?:error: |:\/\/\S{0,60})?(?:open resolver|public (?:\/ ?open )?(?:dns )?resolver|returnc\/|query (?:refused|limit|blocked|volume)|excessive (?:number of )?(?:quer|volume)|quer(?:y|ies) .{0,40}(?:refused|blocked|exceed|limit)|exceeded .{0,30}quer|127\.255\.255\.25[0-9]|typing error in DNSBL|public (?:DNS |name ?)servers?\b|not registered for queries|error: rate[ -]?limited)/i,
    certainty: 'certain',
    because:
      'The blocklist did not list the sender: it answered that the receiving server asks through a public resolver or asks too much, and the receiver took that answer for a listing.',
  },
  {
    text: /127\.255\.255\.25[245]\b|spamhaus\.org\/returnc\/|Error: open resolver/i,
    certainty: 'certain',
    because: "The address in the reply is the blocklist's sign for a refused query, not for a listing.",
  },
]

export const dnsblQueryRefused: Rule = {
  id: 'dnsbl-query-refused',
  title: "Nobody is listed: the receiver's blocklist look-up is refused",
  meaning:
    'Blocklists such as Spamhaus answer public DNS resolvers and heavy users with an error code. Receiving servers that do not know the code treat everybody as listed. The sender and its address are innocent; only the operator of the receiving server can repair it.',
  seenAs: ['554 5.7.1 … blocked using zen.spamhaus.org; Error: open resolver; https://www.spamhaus.org/returnc/pub/…'],
  outranks: [
    'client-ip-blocked',
    'sender-blocked',
    'sending-limit-exceeded',
    'service-unavailable',
    ...UNSTATED_LETTER_FAILURES,
  ],
  match: (seen, context) => judge(dnsblQueryRefused, families, seen, context),
  fixes: () => [
    {
      do: 'If the receiving server is not yours: write to its postmaster by another way and quote the reply. There is nothing to delist.',
    },
    {
      do: "If it is yours: let it use a resolver of its own (unbound on 127.0.0.1) in place of 8.8.8.8, 1.1.1.1 or the hosting company's.",
    },
    {
      do: 'Or take a free key of the Data Query Service from Spamhaus and ask through it.',
      url: 'https://www.spamhaus.com/free-trial/sign-up-for-a-free-data-query-service-account/',
    },
    { do: 'In Postfix let only real listings count: reject_rbl_client zen.spamhaus.org=127.0.0.[2..11]' },
  ],
}
