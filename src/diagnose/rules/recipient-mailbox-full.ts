// A mailbox is over its quota.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { MESSAGE_VERBS } from '../phrases/letter.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'

const SENDING = phrases`
    (?<!try )sending
    sender address rejected
    Submission ?Quota
    daily
    hourly
    per (?:day|hour|minute)
    message quota
    count quota
    \bemail quota
    queue quota
    relay quota
    outgoing quota
    outbound quota
    \brate
    throttl
    messages? (?:limit|per)
    24 ?h
    external recipients
    quota for (?:sending|mails)
  `

const families: readonly Family[] = [
  {
    text: phrases`
      over ?-?quota
      quota (?:is |has been |was )?(?:exceed|full|reached|violat)
      exceed\w* (?:the |its |their |his |your |allocated |disk |mailbox |storage )*quota
      (?:mailbox|inbox|mail ?box|mail folder|account)\b.{0,60}(?:is |too )?(?:full|over (?:its )?(?:size|limit|quota|storage)|exceed\w* (?:its |the )?(?:size|quota|storage|limit))
      p=OverQuotaTemp
      OverQuotaPerm
      exceeded (?:its )?storage (?:allocation|limit)
      (?:out of|insufficient|not enough|no) (?:mailbox )?(?:storage|space) (?:space )?(?:for|in|on) (?:this |the )?(?:mailbox|user|recipient|account)
      mailbox (?:size )?limit exceeded
      QuotaExceeded
      messages in recipient's mailbox exceeded
      mail ?folder is full
      mailbox exceeds allowed size
      (?:folder|mail ?box|inbox|maildrop|store|disk) (?:is )?full\b
      out of storage space
      Mail quota
      (?:disk ?|mailbox |storage )?(?:space|quota)(?: \S{1,12}){0,3} (?:exceeded|used up|exhausted|is full)
      over (?:the |its |his |their )?(?:\S{1,12} )?(?:disk )?quota
      (?:exceed\w*|reached) (?:its |the |their |his )?(?:disk|local|storage|mailbox) (?:space )?(?:quota|limit)
      would exceed (?:the )?(?:maximum|its) (?:allowed )?(?:storage|quota)
      (?:not|n[o'’]t have) (?:enough|sufficient) (?:disk |storage )?space
      full mailbox
      error writing message: File too large
      \bdisc quota exceeded
      exceeded the allowed mailbox
      overdrawn (?:his|her|their|the|its) (?:disk ?space )?quota
      (?:mailbox|inbox) space (?:is )?(?:not enough|insufficient|exhausted|full)
      mailbox voll\b
      too much mail data
      boite\b.{0,40}(?:pleine|saturee)
    `,
    not: SENDING,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The reply says that the mailbox has no room left.',
  },
  {
    text: phrases`
      Postfach.{0,30}voll
      Speicherplatz.{0,40}(?:voll|erschöpft|überschritten)
      boîte.{0,40}(?:pleine|saturée)
      quota.{0,20}(?:dépassé|superad|superat|excedid)
      (?:dépassé|superado|superato|excedido|überschritten).{0,20}\b(?:quota|cuota|cota|Speicher)
      buz[oó]n.{0,40}lleno
      casella.{0,20}piena
      caixa.{0,30}cheia
      ящик.{0,20}переполнен
      (?:邮箱|信箱)\S{0,8}(?:已满|满|超出)
      (?:メールボックス|受信箱|容量)\S{0,12}(?:一杯|いっぱい|超え|超過|不足)
      (?:메일함|사서함|저장 ?공간).{0,12}(?:가득|초과|부족)
      posta kutusu.{0,20}dolu
      skrzynka.{0,30}(?:pełna|przepełniona)
      schránka.{0,20}plná
    `,
    not: SENDING,
    certainty: 'certain',
    because: 'The reply says that the mailbox has no room left.',
  },
  {
    enhanced: ['4.2.2', '5.2.2'],
    not: SENDING,
    certainty: 'certain',
    because: 'X.2.2 stands for a mailbox that is full (RFC 3463 section 3.3).',
  },
  {
    codes: [552],
    verbs: ['RCPT', ...MESSAGE_VERBS],
    isVerbNeeded: true,
    not: new RegExp(
      `${SENDING.source}|size|too (?:big|large|long)|\\bbare|\\blines?\\b|content|virus|spam|header|attachment|security|blocked|disabled|unknown|not found|exist|5\\.[37]\\.|5\\.1\\.|5\\.2\\.[01]\\b`,
      'i',
    ),
    certainty: 'likely',
    because: '552 in answer to the recipient or the message stands for exceeded storage (RFC 5321 section 4.2.3).',
  },
]

export const recipientMailboxFull: Rule = {
  id: 'recipient-mailbox-full',
  title: "The recipient's mailbox is full",
  meaning:
    'The address exists, and its mailbox has used up the space that its provider gives it. Only its owner can make room. (At Microsoft 365 the reply can mean the mailbox that sends: it keeps a copy of each message.)',
  seenAs: [
    '552 5.2.2 Mailbox full',
    '452 4.2.2 The email account that you tried to reach is over quota',
    '552 Requested mail action aborted: exceeded storage allocation',
  ],
  outranks: [
    'message-too-large',
    'sending-limit-exceeded',
    'recipient-unknown',
    'account-locked',
    ...UNSTATED_LETTER_FAILURES,
  ],
  match(seen, context) {
    const found = judge(recipientMailboxFull, families, seen, context)
    if (!found) return undefined
    const [first] = found.seen
    const isOwn =
      first?.kind === 'reply' && /STOREDRV\.Submi|ShutoffQuota|Submission\.Exception/i.test(first.reply.text)
    return isOwn
      ? {
          ...found,
          title: 'The mailbox that sends is full',
          because: 'Exchange refuses to take the message because the mailbox that sends has no room left for its copy.',
          fixes: [
            { do: 'Empty the mailbox that sends: Deleted Items, Sent Items, and the "Recoverable Items" behind them.' },
            { do: 'Or have an administrator raise its quota or switch its archive on.' },
          ],
        }
      : found
  },
  fixes: () => [
    { do: 'Tell the recipient by another way that the mailbox is full: they have to delete mail or buy space.' },
    { do: 'Try again later; after a 4xx code mail servers do so by themselves for some days.' },
    {
      do: 'If it is a mailbox of your own: empty trash, spam and sent folders first, or raise the quota (Dovecot: doveadm quota recalc -u USER shows what it counts).',
    },
  ],
}
