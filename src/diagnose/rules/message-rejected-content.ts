// Refused for what the message contains: spam, malware, policy.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { MESSAGE_VERBS } from '../phrases/letter.js'
import { CATCH_ALLS } from '../phrases/ranks.js'
import { lineOf } from '../select.js'

/** About the sender's machine, its login or its address and not about the message. */
const OTHER = phrases`
    acl condition:[ ]
    client host
    \bports? \d
    STARTTLS
    DMARC
    \bSPF\b
    DKIM
    blocked using
    DNSBL
    \bRBL\b
    block ?list
    blacklist(?!.{0,20}(?:url|link))
    reputation
    PTR
    rDNS
    reverse
    HELO
    relay
    password
    log ?in
    from (?:your|this) IP
    part of their network
    sender (?:address )?(?:rejected|denied|blocked)
    spamhaus
    open resolver
    spam abuse detected
    outbound spam
    unsolicited mail originating
    prevents unauthorized SPAM
    UnsolicitedIP
    marked as inactive
    suppression list
    UnsolicitedRate
    anti-?spam measure
    Intentional policy rejection
    scan FAILED\b
    BAD_HEADER
    mail from \S{1,200}@\S{1,200} rejected for policy
    count quota
    exceeded (?:hour|hourly|day|daily) limit
    verdict is Suspend
    c=h[id]\b
  `

const families: readonly Family[] = [
  {
    text: phrases`
      \b(?:message|mail) not (?:allowed|accepted|permitted) -? ?\[
      virus
      malware
      trojan
      phish
      infected
      malicious
      (?:attachment|file|file type|extension|content|executable)s?\b.{0,60}(?:not (?:allowed|accepted|permitted)|blocked|forbidden|banned|prohibited|rejected|potential security)
      (?:banned|forbidden|blocked|illegal|prohibited|dangerous|unsafe) (?:attachment|file|content|extension|file ?type)
      p=BlockedMessage
      quarantined this message
      mail \S{1,80} is rejected,mx\d
      \bspamtrap\b
      mail data refused
      5\.7\.520\b
      not allow external forwarding
      \bReject, id=\S{1,60} - (?:SPAM|INFECTED|BANNED)
      content presents a potential security
      do not accept messages containing (?:images|attachments)
      (?:potentially )?(?:executable|dangerous) attachment
    `,
    not: OTHER,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The reply says that something in the message counts as dangerous.',
  },
  {
    text: phrases`
      \bDT:SPM\b
      OutboundSpam
      \bWASCL\b
      r?spam\b
      spammy
      \bgtube\b
      junk
      unsolicited
      \bUCE\b
      \bbulk\b
      UnsolicitedMessage
      spam ?score
      SpamAssassin
      likely (?:spam|unsolicited)
      suspicion of spam
      high probability
      (?:classified|considered|identified|detected|tagged|marked|looks|judged) (?:as|like|to be) .{0,20}(?:spam|junk|bulk|suspicious)
      мусор
      спам
      垃圾邮件
      Mail rejet[eé]
      スパム
      correo no deseado
      courrier indésirable
      unerwünscht
    `,
    not: OTHER,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The reply says that the message counts as spam.',
  },
  {
    text: phrases`
      (?:content|body|subject|header|url|link|text|word|pattern)s?\b.{0,60}(?:reject|refus|block|filter|not (?:allowed|accepted|acceptable)|denied|listed|violat|prohibit|forbidden|restrict)
      (?:content|message) (?:filter|policy|restriction|rejection|scan|inspection)
      \(\S{1,120}:blocked\)
      URIBL
      SURBL
      (?:contains?|containing) (?:a |an )?(?:\w+ )?(?:forbidden|banned|blocked|listed|blacklisted|bad|suspicious|unwanted|objectionable|URL|link)
      (?:rejected|denied) (?:by|due to|because of|for) (?:the |our |local |a )?(?:content|polic\w+|security|filter|milter|rules?|organi[sz]ation)
      policy (?:rejection|restriction|violation|reason)s?
      due to (?:a |our |local )?(?:policy|content|security)
      violat\w+ .{0,40}polic
      has a policy that prohibited
      against (?:our )?polic
      (?:rejected|refused|blocked|denied)\b.{0,80}(?:prohibited|banned|forbidden|in the body|body of)
      blocked by (?:our |the |a )?(?:policy|content|filter|security|mimecast|proofpoint|barracuda|ironport)
      rejecting (?:mail|message|banned) content
      (?:does|do)(?: not|n't) (?:meet|comply with|conform to) (?:our |the |this )?(?:\w+ ){0,2}(?:requirements|policy|policies|guidelines|standards)
      organi[sz]ational settings
      mailpolicy violation
      spamming not allowed
      black ?listed (?:url|link|domain) in (?:the )?message
      (?:e-?mail|message) body must (?:have|be|contain)
    `,
    not: new RegExp(
      `${OTHER.source}|anti-?spoof|\\blines?\\b|\\bbare\\b|duplicate|missing|header (?:is )?(?:missing|invalid)|\\brate\\b|quota`,
      'i',
    ),
    codes: [4, 5],
    certainty: 'likely',
    because: 'The reply says that a rule about contents refuses the message.',
  },
  {
    text: phrases`
      (?:message|e-?mail|mail) (?:was |has been |is )?(?:rejected|refused|blocked|denied|not accepted)
      (?:rejected|refused|blocked) (?:this |your |the )?message
    `,
    not: new RegExp(
      `${OTHER.source}|anti-?spoof|verified|paused|suspended|sender|recipient|account|size|large|header|\\blines?\\b|\\bbare\\b|duplicate|header|\\brate\\b|quota|address|domain|not authori[sz]ed`,
      'i',
    ),
    codes: [503, 550, 552, 554],
    verbs: [...MESSAGE_VERBS],
    certainty: 'likely',
    because: 'The server took sender and recipient and refused the message after reading it.',
  },
  {
    codes: [550, 552, 553, 554, 571],
    enhanced: ['5.7.1', '5.7.0', '5.7.7', '5.6.0'],
    verbs: [...MESSAGE_VERBS],
    isVerbNeeded: true,
    not: new RegExp(`${OTHER.source}|auth|sender|recipient|account|quota|\\brate\\b|limit|permission|not allowed`, 'i'),
    certainty: 'likely',
    because:
      'The server took sender and recipient and refused the message after reading it, by a rule of its own (X.7.1).',
  },
  {
    codes: [550, 554],
    verbs: ['MESSAGE'],
    isVerbNeeded: true,
    not: /[a-z]{3}/i,
    certainty: 'possible',
    because: 'The server took sender and recipient and refused the message after reading it, without a reason.',
  },
]

export const messageRejectedContent: Rule = {
  id: 'message-rejected-content',
  title: 'The message was refused for what it contains',
  meaning:
    'Connection, login, sender and recipient were all taken. After reading the message the server (or its filter) refused it as spam, as dangerous, or by a rule about contents. Another message by the same way may pass.',
  seenAs: [
    '554 5.7.1 Message rejected under suspicion of SPAM',
    '550-5.7.1 Our system has detected that this message is likely unsolicited mail',
    '554 DT:SPM',
    '552-5.7.0 This message was blocked because its content presents a potential security issue',
    '550 5.7.1 Message rejected as spam by Content Filtering',
  ],
  outranks: [...CATCH_ALLS],
  match: (seen, context) => judge(messageRejectedContent, families, seen, context),
  fixes: (_context, finding) => [
    ...(finding?.seen.some((one) => /TRANSPORT\.RULES|organi[sz]ation policy/i.test(lineOf(one)))
      ? [
          {
            do: 'A mail flow rule of an Exchange organisation turned the message away. Which one, only its administrator sees (Exchange admin center → Mail flow → Rules, and Message trace): send that person the whole notice. The rule can be about the sender, the recipient or an attachment as well as about the text.',
          },
        ]
      : []),
    {
      do: 'Send a plain text of two ordinary sentences by the same way: if it passes, the contents are the cause and not the settings.',
    },
    {
      do: 'Then put the parts back one by one: links (shorteners and raw IP addresses first), attachments (no programs, scripts, archives with a password), images, subject.',
    },
    { do: 'A test message that consists of "test" alone, or of nothing, is itself often taken for spam.' },
    {
      do: "Write From as a real address of the account's own domain, add a Message-ID and a Date, and send HTML together with a plain text part.",
    },
    { do: 'Make sure that SPF, DKIM and DMARC pass for the domain in From: filters count them heavily.' },
    { do: 'If the reply names a page or a code, open it: it says which rule it was, and where to report an error.' },
  ],
}
