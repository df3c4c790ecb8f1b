// This login may not send as this From or MAIL FROM address.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, orElse, steps } from '../phrases/fixes.js'
import { isSendingService } from '../phrases/letter.js'
import { CATCH_ALLS } from '../phrases/ranks.js'

const OTHER =
  /(?:\d\]?|-address>|\bserver|\bhost) is not allowed to send|DMARC|DKIM|\bSPF\b|not logged in|block ?list|blacklist|domain not found|not verified|verif|badmailfrom/i

const families: readonly Family[] = [
  {
    text: phrases`
      SendAsDenied
      \bfrom address is (?:different from|other than|not) the (?:account|login|user)\b
      \blet \S{0,6} ?(?:the |our |my )?(?:\w{1,10} )?(?:account|user|login) send as\b
      (?:does not|doesn't) have the right to send mail on behalf
      ^5\d\d [\d. ]{0,8}sender mismatch
      from address not verified - see https?://help\.yahoo
      not allowed to send as
      (?:does not|doesn't) have permissions? to send (?:as|on behalf)
      permissions? to send as
      not permitted to send (?:as|on behalf|from)
      \buser \S{1,320} (?:is )?not (?:authori[sz]ed|allowed) to send (?:mail )?on behalf
      5\.2\.252\b
      5\.7\.60\b
    `,
    certainty: 'certain',
    because: 'The reply says that this login may not send as this address.',
  },
  {
    text: phrases`
      (?:发件人|发信地址|发件地址)\S{0,10}(?:认证|登录|授权)\S{0,6}不(?:一致|匹配|符)
      not owned by (?:auth(?:enticated)? )?user
      (?:address|sender) (?:is )?not owned by
      mail from (?:address )?must (?:be (?:the )?same as|equal|match)
      must be (?:the )?same as auth
      must equal (?:the )?auth
      is not one of your addresses
      \bnot an authori[sz]ed sender (?:for|of)\b
      emetteur invalide
      \bDT:SUM\b
      conform with authentication
      sender is unvalidated
      mail from invalid
      incorrect sender header
      check your FROM\b
      \binvalid sender\b(?! address)
      not allowed in header from
      not (?:a )?local sender
      unauthori[sz]ed use of (?:the |this )?(?:sender|from)
      must match authenticated user
      account is not available in Bridge
      (?:must|does(?: not|n't)) belong to (?:the )?(?:authenticated|logged[- ]in) user
      must not use \S{1,320} as (?:the )?sender
      mail from is mismatched
      address \S{1,320} doesn't match authentication credentials
      sender (?:e-?mail )?is not in my domain
      relaying disallowed as
      ^553 (?:Requested action not taken: )?local user only
      null sender is not allowed
      envelope sender is not in (?:my|our|the) (?:allowed )?(?:list|senders)
    `,
    certainty: 'certain',
    because: 'The reply says that the sender address does not belong to the account that is logged in.',
  },
  {
    text: phrases`
      (?:envelope )?(?:sender|from)(?: address| header| domain)? (?:\S{1,80} )?(?:is |are |was )?(?:not (?:allowed|permitted|authori[sz]ed|accepted|valid for)|unauthori[sz]ed|disallowed|forbidden)
      (?:unauthori[sz]ed|forbidden|disallowed) (?:envelope )?(?:sender|from)\b
      not (?:allowed|authori[sz]ed|permitted) (?:to (?:send|use|relay) .{0,40}(?:from|as|this (?:sender|address|from))|in header from|as (?:a )?sender)
      not authori[sz]ed to send from
      allowed (?:only )?to send (?:only )?from
    `,
    not: new RegExp(`${OTHER.source}|\\bIP\\b|relay access`, 'i'),
    when: (said, context) => !isSendingService(context) && said.verb !== 'AUTH',
    certainty: 'certain',
    because: 'The server does not let this account use this sender address.',
  },
  {
    text: phrases`
      "?From"? header.{0,60}(?:missing or invalid(?!.{0,40}RFC ?\d)|mismatch|does(?: not|n't) match|must match|differ|not match)
      (?:sender|from)(?: address)?.{0,60}(?:does(?: not|n't) match|must match|mismatch|differs? from|not (?:the )?same as|must be the same|should be (?:the )?same|must equal).{0,80}(?:auth|log ?in|user|account|mail ?from)
      (?:auth\w*|log ?in|user|account).{0,60}(?:does(?: not|n't) match|mismatch|not match).{0,60}(?:sender|from)
      (?:may|can|could) ?not send (?:mail |e-?mails? )?(?:as|from|on behalf)
      (?:can|may) only send (?:mail |e-?mails? )?(?:as|from)
      (?:from|sender)(?: address)? and (?:the )?(?:auth\w*|log ?in|user|account)(?: \w+)? must be (?:the same|identical|equal)
      \b(?:log ?in|user(?: ?name)?|account)\b.{0,80}\b(?:and|&) (?:the )?(?:envelope )?(?:sender|from)(?: address)? (?:do(?:es)?(?: not|n't) match|mismatch|differ|are (?:different|not the same))
      wrong sender
      send(?:er)? identity (?:not|mis)
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The server compares the sender with the account that is logged in, and the two do not match.',
  },
  {
    text: /\b(?:unknown|forged|spoofed|invalid) sender address\b|\bsender address (?:is )?(?:unknown|forged)\b/i,
    not: OTHER,
    // A receiver says the same of a sender that does not exist, or that somebody forged.
    when: ({ isFromReceiver }, context) => !isFromReceiver && !isSendingService(context),
    certainty: 'likely',
    because: 'The server that the account logs in to does not know this sender address as one of its own.',
  },
  {
    text: /is not authori[sz]ed to perform .{0,5}ses:Send/i,
    certainty: 'certain',
    because: 'The login is right, and its IAM policy does not allow sending for this identity.',
  },
  {
    text: phrases`
      (?:Absender(?:adresse)?|expéditeur|remitente|mittente|remetente|nadawca|отправител\S{0,3}).{0,60}(?:nicht erlaubt|nicht zulässig|stimmt nicht|gehört nicht|pas autorisée?|refusée?|non autoris|no autorizad|no permitid|non autorizz|não (?:autorizad|permitid)|niedozwolon|не (?:разреш|принадлеж))
      发件人.{0,12}(?:不一致|不匹配|不符)
      发信人.{0,12}(?:不一致|必须)
    `,
    certainty: 'certain',
    because: 'The server does not let this account use this sender address.',
  },
  {
    text: /\boriginator not accepted\b|^mail sender rejection\b|\bsender address (?:\S{1,320} )?was rejected by the server\b/i,
    certainty: 'possible',
    because: 'The program says that the server did not take the sender address.',
  },
  {
    text: /^(?:5\d\d |5\.\d{1,3}\.\d{1,3} ){1,3}(?:the )?sender (?:is |was |has been )?(?:refused|rejected)\b(?!:| (?:for|by|due|because|domain)\b)/i,
    not: OTHER,
    when: (said, context) => !said.isFromReceiver && !isSendingService(context),
    certainty: 'possible',
    because: 'The server refused the sender, and says no more.',
  },
  {
    codes: [553],
    verbs: ['MAIL'],
    isVerbNeeded: true,
    // Nobody has logged in at a receiver.
    when: (said) => !said.isFromReceiver,
    not: new RegExp(`${OTHER.source}|syntax|malformed|relay|authenticat|does not exist|resolve|spam|\\[\\d`, 'i'),
    certainty: 'likely',
    because: '553 in answer to MAIL FROM: the server does not accept this sender address from this login.',
  },
  {
    codes: [501, 550, 551],
    verbs: ['MAIL'],
    isVerbNeeded: true,
    not: new RegExp(
      `${OTHER.source}|syntax|malformed|relay|authenticat|does not exist|resolve|spam|\\brate\\b|limit|HELO|\\bIP\\b|\\[\\d|bad|DNS|blank|SIZE|quota|protocol|space`,
      'i',
    ),
    when: (said, context) => !isSendingService(context) && !said.isFromReceiver,
    certainty: 'possible',
    because: 'The server refused the sender address in answer to MAIL FROM.',
  },
]

export const senderNotAuthorized: Rule = {
  id: 'sender-not-authorized',
  title: 'This account may not send as this sender address',
  meaning:
    "The login worked, but the address in From or MAIL FROM is not one that this account may use. Mail servers tie a login to its own addresses, so that nobody can send in the name of others. Typical causes are a default such as root@hostname or noreply@…, or the address of a form's visitor as From.",
  seenAs: [
    '553 5.7.1 Sender address rejected: not owned by user',
    '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    '554 5.2.252 SendAsDenied',
    '501 Mail from address must be same as authorization user',
    '553 Relaying disallowed as …',
  ],
  outranks: ['message-rejected-content', 'recipient-unknown', 'sender-blocked', ...CATCH_ALLS],
  match: (seen, context) => judge(senderNotAuthorized, families, seen, context),
  fixes: (context) => [
    {
      do: `Set From, and the envelope sender (MAIL FROM, Return-Path, "from" of the mail settings), to the address of the account that logs in${context.username?.includes('@') ? `: ${context.username}` : ''}.`,
    },
    {
      do: "To let answers go elsewhere, put that address into Reply-To: it may be any address, a visitor's too.",
    },
    ...orElse(steps(context, 'sender'), [
      {
        do: `To send as another address all the same, have it allowed at ${nameOf(context, 'the provider')} first: add it as alias or identity of the account (Microsoft 365: give the login "Send As" on the mailbox; Postfix: list both in smtpd_sender_login_maps).`,
      },
    ]),
    {
      do: 'Give the bare address as sender where MAIL FROM is built: a display name belongs only into the From header.',
    },
  ],
}
