// A sending service wants the sender or its domain verified first.

import type { Preset, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, orElse, steps } from '../phrases/fixes.js'
import { isSendingService } from '../phrases/letter.js'
import { CATCH_ALLS } from '../phrases/ranks.js'

const OTHER = phrases`
    help\.yahoo\.
    5\.7\.27\b
    account (?:is|has been) (?:\w{1,20} )?(?:disabled|suspended|closed|blocked|deactivated)
    limit (?:is |was |has been )?exceeded
    (?:recipient|sender) address rejected
    sender verify
    DMARC
    \bSPF\b
    password
    could not be verified
    undeliverable
    callout
    (?:unable|failed) to verify
    (?:can|could)(?: ?not|n['’]t) verify
    verification failed for
    unrout
  `

const families: readonly Family[] = [
  {
    text: phrases`
      (?:e-?mail )?address is not verified
      NotAuthenticatedSender
      (?:发件|发信|sender)\S{0,12}(?:没有|未)(?:经过|通过)?(?:认证|验证)
      failed the check in region
      verified sender
      (?:envelope|header) from address \S{1,320} not authori[sz]ed
      \bDomainNotLinked\b
      verified (?:e-?mail|domain|address|identity)
      not a (?:validated|verified|confirmed) sender
      validate your sender
      unverified (?:sender|domain|address|from|identity|e-?mail)
      \b(?:sender|from|domain|identity|address)\b.{0,120}(?:is |are |has |been |was )?(?:not (?:been )?|un|n't )(?:yet )?(?:verified|validated|confirmed|registered|activated|configured)\b
      (?:domain|sender|from).{0,60}(?:must|needs? to|has to) be (?:verified|validated|confirmed|registered|authenticated)
      verify (?:the |your |this )?(?:sender|sending|domain|from)
      (?:sender|from|sending) (?:domain|address)\b.{0,40} verify it\b
    `,
    not: OTHER,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The reply says that the sender (or its domain) has not been verified with the service.',
  },
  {
    text: phrases`
      sandbox (?:sub)?domains?
      sandbox mode
      authori[sz]ed recipients
      trial accounts? can only send
      (?:can|may|allowed to) only send (?:testing|test) (?:e-?mails?|messages)
      for test(?:ing)? purposes only
      only (?:be )?sen[dt] (?:to|e-?mails to) your own (?:e-?mail )?address
      pending approval.{0,60}(?:domain|same)
    `,
    certainty: 'certain',
    because: 'The account is in its test mode: it may send only to recipients that were confirmed before.',
  },
  {
    text: phrases`
      unconfigured sending domain
      sender signature
      sending (?:from )?domain.{0,80}(?:not allowed|not (?:set up|configured|registered|authori[sz]ed)|invalid|unknown)
      domain .{0,100}is not allowed to send
      no (?:verified|valid|active|authenticated) (?:sending )?(?:sender|domain|identity)
      (?:sender|from)(?: address| e-?mail)? is not (?:valid|registered|known) (?:for|in|with) (?:this|your) account
      (?:sender|from|domain)\b.{0,60}(?:is not|isn't) (?:associated|linked|registered) (?:with|to|in|for) (?:this|your|the) account
      inactive sender
      sender is not (?:valid|active)
      From/Sender name is not valid
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The service knows this sender domain not as one that was set up for the account.',
  },
  {
    text: phrases`
      (?:sender|from|domain|envelope)\b.{0,80}(?:not (?:allowed|authori[sz]ed|permitted|accepted|valid|owned)|unauthori[sz]ed|disallowed|invalid)
      (?:not (?:allowed|authori[sz]ed|permitted)|unauthori[sz]ed) .{0,40}(?:sender|from|domain)
    `,
    not: /ses:Send|relay|password|\bIP\b|authenticat|syntax|blank|\b401\b|unauthori[sz]ed from https?:/i,
    when: (_said, context) => isSendingService(context),
    certainty: 'certain',
    because: 'The service refuses this sender: it is none that was set up for the account.',
  },
]

export const senderNotVerified: Rule = {
  id: 'sender-not-verified',
  title: 'The sender or its domain has to be verified with the sending service first',
  meaning:
    'Sending services let an account send only from addresses or domains that were shown to be its own, by a mail with a link or by DNS records. New accounts are often in a test mode besides, in which the recipients have to be confirmed as well.',
  seenAs: [
    '554 Message rejected: Email address is not verified. The following identities failed the check in region …',
    '550 The from address does not match a verified Sender Identity',
    '421 Domain … is not allowed to send: Sandbox subdomains are for test purposes only',
    '550 5.7.1 Unconfigured Sending Domain',
  ],
  outranks: [
    'credentials-rejected',
    'sender-not-authorized',
    'sender-unknown',
    'address-syntax',
    'sender-blocked',
    'message-rejected-content',
    'service-unavailable',
    'relay-denied',
    'recipient-unknown',
    'auth-required',
    ...CATCH_ALLS,
  ],
  match: (seen, context) => judge(senderNotVerified, families, seen, context),
  fixes: (context) => [
    {
      do: `Read in the reply which address or domain is meant: in a test mode${context.provider ? '' : ' (Amazon SES sandbox, Mailgun sandbox domain)'} it can be the recipient.`,
    },
    ...orElse(steps(context, 'sender'), [
      {
        do: `Open the senders or domains page of ${nameOf(context, 'the service')} (Sender authentication, Verified identities, Sending domains), add the sender's domain, and set the DNS records that it shows.`,
      },
    ]),
    {
      do: 'Set From of the program to exactly that address or domain: a subdomain is another domain, and letters in front of the "@" count where a single address was verified.',
    },
    ...(context.provider && !hasRegions(context.provider)
      ? []
      : [
          {
            do: 'In a service with regions (Amazon SES, Mailgun, SparkPost) verify in the region whose host you send through, and ask there for the test mode to be lifted.',
          },
        ]),
  ],
}

function hasRegions({ id, regions }: Preset): boolean {
  return regions !== undefined || /^(?:ses|mailgun|sparkpost)/.test(id)
}
