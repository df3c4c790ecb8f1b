// The receiver rejects for SPF, DKIM or DMARC.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, steps } from '../phrases/fixes.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: phrases`
      \bMI:(?:SPF|DMA)\b
      domain owner discourages use of this host
      (?:\d{1,3}(?:\.\d{1,3}){3}\]?|\b(?:server|host|ip|mta)[\w-]{0,40}>?) is not allowed to send (?:mail|e-?mails?|messages) (?:from|for)\b
      www\.mfaq\.info
      mismatches client ip
      \bfake sender\b
      must pass either SPF or DKIM
      not accepted for policy reasons.{0,60}(?:yahoo|verizonmedia|aol)
      not accepted for policy reasons\. See
      invalid IP for sending mail of domain
      domain \S{1,200} mismatches client ip
      Purported Responsible Address
      \bsender[ -]?id (?:\(PRA\) )?(?:not permitted|fail|does not pass)
    `,
    not: /\[PH\d/,
    certainty: 'likely',
    because: "The receiver's wording stands for a message whose sender's domain does not vouch for the sending server.",
  },
  {
    // A mailbox for reports (dmarc@…) is only an address.
    text: /(?<![@.])\bDMARC\b(?![\w.+-]{0,64}@)/i,
    not: /DMARC.{0,3}Pass.{0,40}quota/i,
    codes: [4, 5],
    certainty: 'certain',
    because:
      "The receiver says that the message fails DMARC, the rule that the sender's domain publishes about who may send in its name.",
  },
  {
    text: phrases`
      sender is unauthenticated
      because it is unauthenticated
      unauthenticated (?:e-?mail|mail|message)
      does not have authentication information
      pass authentication checks
      required authentication level
      authentication requirements
      p=UnauthenticatedEmail
      5\.7\.(?:26|509|515)\b
      [45]\.7\.32\b
      rate limited because (?:SPF|DKIM|DMARC)
      senders to authenticate
      aligned with either the authenticated
      unauthenticated email is not accepted
    `,
    codes: [4, 5],
    certainty: 'certain',
    because:
      "The receiver says that nothing shows that this server may send for the sender's domain (no passing SPF or DKIM).",
  },
  {
    text: phrases`
      \bSPF\b.{0,120}(?:fail|softfail|not (?:pass|allow|authori[sz]|permit|valid)|reject|den(?:y|ied)|error|violat|mismatch|block|check|invalid|does not|doesn't|forbid|unauth)
      (?:fail\w*|violat\w*|rejected|does not pass|not pass|invalid|blocked|denied|prohibited|due to) .{0,60}\bSPF\b
      open-?spf\.
      not (?:authori[sz]ed|permitted|allowed|designated) .{0,80}\bSPF\b
      (?:check|verify|fix|add|configure) (?:\S{1,30} ){0,8}SPF\b
      sender policy framework
      spf\.pobox
      (?:bad|your|invalid|broken) SPF (?:records?|settings?)
      SPF record .{0,60}suspicious
      why\?(?:s|id)=
      5\.7\.2[3-4]\b
    `,
    not: /gr[ea]y-?list/i,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The receiver says that SPF does not list this server as a sender for the domain.',
  },
  {
    // In whatever language: a refusal that says little more than this word.
    text: /^[\d. ]{0,12}[^\n]{0,20}\bSPF\b[^\n]{0,40}$/i,
    not: /gr[ea]y-?list|\bpass(?:ed)?\b/i,
    codes: [5],
    certainty: 'likely',
    because: 'SPF is what the receiver gives as its reason: it does not list this server as a sender for the domain.',
  },
  {
    text: phrases`
      \bDKIM\b.{0,120}(?:fail|not (?:pass|valid)|invalid|missing|reject|required|bad|did not|does not|error)
      (?:fail\w*|invalid|missing|no|bad) .{0,30}\bDKIM\b
      5\.7\.2[0-2]\b
      \bARC\b.{0,20}(?:fail|invalid|validation)
      5\.7\.29\b
    `,
    not: /Duplicate header|\bTLS\b/i,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The receiver says that the DKIM signature of the message is missing or does not fit.',
  },
  {
    text: phrases`
      anti-?spoof
      spoof(?:ed|ing)?\b
      forged (?:sender|from|mail|address)
      sender (?:address )?forg
      impersonat
      is (?:one of )?our own (?:domain|address)
      (?:mail|e-?mails?|messages?) from (?:this|our|your) (?:own )?domain .{0,40}(?:not (?:allowed|accepted)|only)
      not (?:permitted|allowed|designated) (?:to send (?:mail |e-?mail )?for|sender) .{0,60}domain
    `,
    not: /block ?list of|IP.{0,20}spoof/i,
    codes: [4, 5],
    // The server that the account logs in to means its own list of addresses, not the records of the domain.
    when: ({ seen: one, words }) =>
      !(one.kind === 'reply' && one.from === 'submission' && /forged sender|sender (?:address )?forg/i.test(words)),
    certainty: 'likely',
    because: 'A rule of the receiver against forged senders refuses the message.',
  },
]

export const senderUnauthenticated: Rule = {
  id: 'sender-unauthenticated',
  title: "The receiver cannot verify that this server may send for the sender's domain",
  meaning:
    "Receivers check three DNS records of the domain in From: SPF (which servers may send for it), DKIM (a signature made with its key) and DMARC (what to do with the rest). The message failed them, so it counts as forged. Sending a domain's mail through a server that the domain does not know is the usual cause.",
  seenAs: [
    '550-5.7.26 This mail has been blocked because the sender is unauthenticated',
    "550-5.7.1 Unauthenticated email from example.com is not accepted due to domain's DMARC policy",
    '550 5.7.509 Access denied, sending domain does not pass DMARC verification',
    '550 5.7.23 Message rejected due to: SPF fail - not authorized',
  ],
  outranks: [
    'auth-required',
    'sender-blocked',
    'sender-not-authorized',
    'recipient-unknown',
    'relay-denied',
    'sending-limit-exceeded',
    'greylisted',
    ...UNSTATED_LETTER_FAILURES,
  ],
  match: (seen, context) => judge(senderUnauthenticated, families, seen, context),
  fixes: (context) => [
    {
      do: "Send through the server that the domain in From belongs to (its provider's submission server), or set From to an address of the provider that you log in to. Addresses such as …@gmail.com or …@yahoo.com can be sent only through their own servers.",
    },
    {
      do: `If the domain is yours: add this server to its SPF record, a single TXT record that begins with v=spf1${context.provider ? ` (${nameOf(context)} names the part to include)` : ''}.`,
    },
    ...steps(context, 'sender'),
    {
      do: 'Switch DKIM signing on at the server or service that sends, and publish the public key in the DNS record that it shows.',
    },
    {
      do: 'Then check the records (dig TXT YOUR-DOMAIN, dig TXT _dmarc.YOUR-DOMAIN) and send a message to a mailbox that shows "Authentication-Results" in its source.',
    },
    {
      do: "For a forwarded message or a form: put the visitor's address into Reply-To and keep From at your own domain.",
    },
  ],
}
