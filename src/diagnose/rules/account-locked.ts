// The user's own account is suspended, disabled, locked, unpaid or not yet activated.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, steps } from '../phrases/fixes.js'
import { UNSTATED_LETTER_FAILURES, UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'
import type { Said } from '../phrases/said.js'

/** A closed mailbox of the recipient, or a blocked sender at a receiver, reads alike. */
const OTHER = phrases`
    tried to reach
    recipient
    user unknown
    this mailbox
    \bRCPT\b
    block ?list
    blacklist
    SmtpClientAuth
    basic auth
    service(?:s)? (?:is |are )?(?:temporarily )?(?:suspended|disabled)
    security defaults
    too many (?:login|auth|failed)
  `

const STOPPED =
  '(?:suspended|disabled|locked(?: out)?|blocked|deactivated|de-activated|banned|inactive|closed|frozen|restricted|terminated|expired|paused|on hold|under review|not (?:yet )?(?:active|activated|approved|enabled|confirmed|verified))'

/** A receiver that speaks of an account means the recipient's, unless it says whose. */
function isOfTheSender({ isFromReceiver, words }: Said): boolean {
  return !isFromReceiver || /\byour? (?:account|mailbox)|\bsend(?:er|ing)?\b|outgoing|outbound/i.test(words)
}

const families: readonly Family[] = [
  {
    text: phrases`
      \bAccountSendingPaused
      outgoing mail suspension
      email outgoing blocked
      sending is disabled for
      (?:account|mailbox|user) (?:\S{1,80} )?(?:has been |is |was )?(?:blocked|suspended|disabled) (?:for|due to|because of) (?:sending )?(?:spam|abuse)
      sending (?:paused|suspended|disabled|shut ?down|blocked|is paused|has been (?:paused|suspended|disabled|blocked))
      (?:sending|outgoing|outbound) (?:e-?mails?|mails?|privileges?|access|messages)(?: (?:from|for|of|to) \S{1,80})? (?:has |have |is |are )(?:been )?(?:suspended|disabled|blocked|revoked|paused)
    `,
    not: /block ?list|blacklist|\bfor this (?:recipient|message)\b/i,
    certainty: 'certain',
    because: 'The reply says that sending has been stopped for this account.',
  },
  {
    text: new RegExp(
      `\\baccess to (?:your|the|this) (?:e-?mail )?(?:account|mailbox) (?:is |has been |was )(?:temporarily )?${STOPPED}\\b`,
      'i',
    ),
    not: OTHER,
    certainty: 'likely',
    because: 'The provider says that it has stopped the access to this account.',
  },
  {
    text: phrases`
      bad outbound sender
      5\.1\.8\b.{0,60}access denied
      spam abuse detected
      5\.7\.(?:501|502|503|705|750)\b
      tenant has exceeded threshold
      unusual sending activity
      UnblockMe
      ^5\d\d [\d. ]{0,8}user hangup
      OutboundSpam.{0,200}verdict is Suspend
    `,
    certainty: 'certain',
    because: 'The provider has stopped this account (or the whole organisation) because of what was sent from it.',
  },
  {
    text: phrases`
      \bblack-?listed (?:user|account|login|sasl[_ ]user\w{0,4})\b
      \b(?:user|account|login) (?:\S{1,80} )?(?:is |has been |was )?black-?listed\b
    `,
    not: /\b(?:reputation|spamhaus|rbl|dnsbl)\b/i,
    certainty: 'likely',
    because: 'The provider has put this account, and not the address of the machine, on a list of blocked ones.',
  },
  {
    text: new RegExp(
      `(?:account|user|mailbox|login|subscription|sub-?account|profile) (?:\\S{1,80} )?(?:is |has been |was |are |being )?(?:currently |temporarily |permanently |administratively |already )?${STOPPED}\\b`,
      'i',
    ),
    not: new RegExp(
      `${OTHER.source}|not verified|domain.{0,80}not (?:verified|confirmed|enabled)|api ?key (?:is )?(?:expired|disabled)|password`,
      'i',
    ),
    codes: [4, 5],
    verbs: ['AUTH', 'MAIL', 'MESSAGE', 'DATA', 'CONNECT', 'EHLO'],
    when: isOfTheSender,
    certainty: 'likely',
    because: 'The reply says that the account is stopped.',
  },
  {
    text: new RegExp(
      `(?:smtp )?account (?:is |has been )?${STOPPED}|SMTP account not (?:yet )?activated|user (?:is |has been )?(?:suspended|disabled|locked|blocked|deactivated)|(?:suspended|disabled|locked|blocked|unpaid|overdue|inactive|deactivated) (?:account|user|mailbox|subscription)|ACCOUNT_(?:DISABLED|LOCKED|SUSPENDED)|domain (?:is |has been )(?:suspended|disabled)|mail server has been suspended|mail sending denied|payment (?:is )?(?:required|overdue)|(?:invoice|bill|subscription|trial|plan).{0,40}(?:unpaid|overdue|expired|ended|past due)|account (?:is )?(?:under|pending) (?:review|approval|activation|validation)|(?:帐号|账号|账户|用户)\\S{0,8}(?:冻结|锁定|停用|封禁|被禁|异常)|учетная запись.{0,40}(?:заблокирован|отключ)|Konto.{0,40}(?:gesperrt|deaktiviert)|compte.{0,40}(?:suspendu|bloqué|désactivé)|cuenta.{0,40}(?:suspendida|bloqueada|desactivada)`,
      'i',
    ),
    not: OTHER,
    when: isOfTheSender,
    certainty: 'likely',
    because: 'The reply says that the account is stopped.',
  },
]

export const accountLocked: Rule = {
  id: 'account-locked',
  title: 'The account is stopped by its provider',
  meaning:
    'The provider knows the account and does not let it send: it is suspended, locked after too many failures, unpaid, restricted for spam, or not yet activated. No setting of the program changes that.',
  seenAs: [
    '554 Message rejected: Sending paused for this account',
    '550 5.1.8 Access denied, bad outbound sender',
    '550 5.7.501 Access denied, spam abuse detected',
    '535 Authentication failed: account disabled',
    '550 5.4.6 Unusual sending activity detected',
  ],
  outranks: [
    'mail-loop',
    'sender-blocked',
    'sending-limit-exceeded',
    ...UNSTATED_LOGIN_FAILURES,
    ...UNSTATED_LETTER_FAILURES,
  ],
  match: (seen, context) =>
    judge(accountLocked, families, seen, context, ['credentials-rejected', 'app-password-required']),
  fixes: (context) => [
    {
      do: `Stop the program that sends, then sign in to the account at ${nameOf(context, "the provider's web page")} in a browser and read the notice there (and the messages of the provider in its inbox).`,
    },
    ...steps(context, 'unlock', 'admin'),
    { do: 'Do what the notice asks: confirm the address, pay the invoice, activate SMTP, or answer the review.' },
    {
      do: 'If spam was sent that you did not send: change the password, revoke app passwords and keys, look for foreign forwarding rules, and only then ask for the release.',
    },
    { do: 'If nothing is shown: write to the support of the provider and quote the reply above word for word.' },
  ],
}
