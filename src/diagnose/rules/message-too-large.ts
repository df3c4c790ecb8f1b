// The message is larger than the server takes.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { MESSAGE_VERBS } from '../phrases/letter.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'
import { ofKind } from '../select.js'

const OTHER = phrases`
    \blines?\b
    quota
    mailbox (?:is )?full
    mailbox exceeds
    storage
    per (?:hour|day)
    recipients
    header
    \bMIME (?:boundary|parts?)\b
  `

const families: readonly Family[] = [
  {
    text: phrases`
      (?:message|mail|e-?mail|attachment|content|data|body)s?(?:'s)?(?: file| size)? (?:is |was |are )?too (?:big|large|long)
      (?:message|mail|attachment|content|data)\b.{0,60}(?:size|length)\b.{0,60}(?:exceed|too|over|larger|greater|limit|maximum)
      (?:exceeds?|exceeded|exceeding|larger than|greater than|over) .{0,60}(?:size|fixed limit|maximum (?:message|allowed)|byte limit|\b\d+ ?(?:bytes|KB|MB|M\b))
      \bmore than \d{1,12} ?(?:bytes|[KM]B)\b
      (?:size|length) (?:limit|exceed)
      RecipSizeLimit
      MaxSizeExceeded
      SIZE (?:exceed|too|limit)
      message file too big
      too (?:large|big) (?:for|to)
      Nachricht (?:ist )?zu gro
      Größe.{0,40}überschr
      (?:message|taille).{0,40}(?:trop (?:gros|volumineux|grand)|dépasse)
      (?:mensaje|tamaño).{0,40}(?:demasiado grande|excede|supera)
      (?:messaggio|dimensione).{0,40}(?:troppo grande|supera)
      max(?:imum)?(?: message)? size (?:of|for) (?:the |this |a )?(?:message|mail|e-?mail)s? (?:is |was |has been )?(?:reached|exceeded)
      (?:taille|poids) (?:limite|maximal\w?)[^\n]{0,30}(?:atteint|dépass)
      (?:tamaño|dimensione|tamanho) (?:m[áa]xim\w|limite)[^\n]{0,40}(?:alcanzad|superad|superat|excedid|raggiunt|atingid)
      Größe(?:nbeschränkung|nlimit)?[^\n]{0,40}(?:erreicht|überschr)
      メッセージ(?:サイズ)?が大きすぎ
      邮件\S{0,6}(?:过大|太大|超过)
    `,
    not: OTHER,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The reply says that the message is larger than this server (or this mailbox) takes.',
  },
  {
    enhanced: ['5.3.4', '4.3.4', '5.2.3', '4.2.3'],
    not: /line|polic|too many recipients|RecipLimit/i,
    certainty: 'certain',
    because: 'X.3.4 and X.2.3 stand for a message that is larger than the limit (RFC 3463 sections 3.3 and 3.4).',
  },
  {
    text: /^552\s*$/,
    certainty: 'possible',
    because: '552 without a word stands for a size over the limit (RFC 1870 section 6), or for a full mailbox.',
  },
  {
    codes: [552],
    verbs: ['MAIL', ...MESSAGE_VERBS],
    isVerbNeeded: true,
    not: new RegExp(`${OTHER.source}|bare|virus|spam|content|security|attachment type|blocked`, 'i'),
    certainty: 'likely',
    because: '552 to MAIL FROM or to the message stands for a size over the limit (RFC 1870 section 6).',
  },
  {
    codes: [552],
    text: /^(?:552)?[\s\p{P}\p{S}]{0,20}$/u,
    certainty: 'possible',
    because: '552 without a word is said most often of a message over the limit (RFC 1870 section 6).',
  },
]

export const messageTooLarge: Rule = {
  id: 'message-too-large',
  title: 'The message is too large',
  meaning:
    'Servers announce a limit in their answer to EHLO (SIZE), and mailboxes can have smaller ones. Attachments grow by about a third on their way, because they are sent as base64: a file of 20 MB makes a message of 27 MB.',
  seenAs: [
    '552 5.3.4 Message size exceeds fixed limit',
    '552 5.3.4 Error: message file too big',
    '550 5.2.3 RESOLVER.RST.RecipSizeLimit',
    '452 4.3.4 Message size exceeds fixed limit',
  ],
  outranks: ['sending-limit-exceeded', ...UNSTATED_LETTER_FAILURES],
  match(seen, context) {
    const found = judge(messageTooLarge, families, seen, context)
    if (!found) return undefined
    const size = ofKind(seen, 'capabilities')
      .flatMap(({ keywords }) => keywords)
      .map((keyword) => /^SIZE (\d{1,15})$/i.exec(keyword)?.[1])
      .find((bytes) => bytes !== undefined && bytes !== '0')
    return size === undefined
      ? found
      : { ...found, because: `${found.because} It announces a limit of ${Math.floor(Number(size) / 1_000_000)} MB.` }
  },
  fixes: (context) => [
    { do: 'Send the file as a link (cloud storage, own web server) in place of an attachment, or make it smaller.' },
    { do: 'Reckon with a third more than the file: with a limit of 25 MB attachments may have about 18 MB together.' },
    ...(context.provider?.limits ?? []).filter(({ text }) => /MB|size/i.test(text)).map(({ text }) => ({ do: text })),
    {
      do: "If the server is your own, raise its limit (Postfix: message_size_limit and mailbox_size_limit; Exim: message_size_limit; Exchange: Set-TransportConfig and the connector's MaxMessageSize).",
    },
    { do: 'Do not send the same message again as it is: a 4xx for its size does not heal by waiting.' },
  ],
}
