// No such mailbox or domain at the receiver.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { MESSAGE_VERBS } from '../phrases/letter.js'
import { CATCH_ALLS } from '../phrases/ranks.js'
import { GIVEN_UP, NO_SUCH_MAILBOX, STOPPED_MAILBOX } from '../phrases/recipient.js'

const OTHER = phrases`
    \bauth(?:-worker)?(?:\(\d{1,9}\))?:[ ]
    sender (?:address|verify|domain)
    verification failed for
    \bcommand (?:is |was )?(?:not |un)(?:recogni[sz]ed|known|implemented)
    \bAADSTS\d
    password
    log ?in
    authenticat
    relay(?:ing)? (?:access|denied|not|is)
    (?:to|not|un) ?relay
    DMARC
    \bSPF\b
    block
    spam
    not one of your
    over ?quota
    mailbox (?:is )?full
    receiving mail at a rate
    sender callout
    DNS MX or
    bare
    template
    temporarily
    quarantin
    discourages use
  `

const families: readonly Family[] = [
  {
    text: phrases`
      p=(?:NoSuchUser|DisabledUser)
      account that you tried to reach
      RecipNotFound
      RecipientNotFound
      RESOLVER\.ADR\.(?:RecipNotFound|RecipientNotFound|InvalidSmtp|ExRecipNotFound)
      5\.1\.(?:1|2|10|12)\b.{0,200}(?:unknown|not found|exist|recipient|user|mailbox|domain|rejected|reject)
    `,
    not: /sender address|verify failed/i,
    certainty: 'certain',
    because: 'The receiving server says that this mailbox does not exist.',
  },
  {
    text: phrases`
      (?:was ?n['’]t|could ?n['’]t be|was not|could not be) delivered to \S{1,320} because the (?:address|domain)\b
      the e-?mail address you entered could ?n['’]t be found
      ^Address not found\b
      Adresse nicht gefunden
      Adresse introuvable
      no se ha encontrado la dirección
      Endereço não encontrado
      Indirizzo non trovato
      Adres niet gevonden
      Nie znaleziono adresu
      Адрес не найден
      Adres bulunamadı
      (?:未找到|找不到)(?:该|该收件人|收件人)?地址
      アドレスが見つかりません
      주소를 찾을 수 없
    `,
    certainty: 'certain',
    because: 'The notice says that the address, or its domain, does not exist.',
  },
  {
    text: phrases`
      could not be delivered to the recipient because the domain is not reachable
      could not deliver mail to \S{1,320}\.\s{1,4}the account or domain may not exist
    `,
    certainty: 'certain',
    because: "The server says that the recipient's domain, or the mailbox in it, cannot be found.",
  },
  {
    text: /\binvalid rcptto\b|\binvaddr reject\b/i,
    certainty: 'certain',
    because: "Alibaba's mail servers say so of an address that they cannot deliver to.",
  },
  {
    text: GIVEN_UP,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The receiving server says that it has no such mailbox, or none that is open.',
  },
  {
    text: phrases`
      previously bounced
      ^bounced address$
      bounce (?:suppression )?list
      on (?:the |its |our |your )?(?:\S{1,20} )?suppression list
      recipient\S{0,3} that have been marked as inactive
      ^(?:\d{3} )?inactive recipient\b
      \bhas been marked as inactive\b
    `,
    certainty: 'likely',
    because:
      'The sending service keeps a list of addresses at which earlier messages bounced, and sends nothing more there.',
  },
  {
    text: STOPPED_MAILBOX,
    not: /\byour?\b|\bsend(?:er|ing)?\b|outgoing|outbound|block ?list|blacklist|spam|\bIP\b|quota|\bfull\b/i,
    codes: [4, 5],
    when: ({ isFromReceiver }) => isFromReceiver,
    certainty: 'likely',
    because: "The receiving server says that the recipient's mailbox is stopped.",
  },
  {
    text: /\brecipient (?:address )?\S{1,320} was rejected by the server\b/i,
    not: /relay/i,
    certainty: 'possible',
    because: 'The program says that the server refused this recipient; most often it does not exist there.',
  },
  {
    text: /reserved (?:by|per|in|under|for) (?:the )?RFC ?(?:2606|6761)|RFC ?2606/i,
    certainty: 'certain',
    because:
      'The domain of the recipient is one of those that are kept for examples (RFC 2606): nobody has a mailbox there.',
  },
  {
    text: /\bEX_NO(?:USER|HOST)\b.{0,40}(?:recipient|user)|mail\S{0,40}.{0,80}exit (?:status|code) 67\b/i,
    certainty: 'possible',
    because: 'The mail program ended with the status for an addressee that does not exist (67 in sysexits.h).',
  },
  {
    text: /^524 .{0,20}Mailing list expansion problem/,
    certainty: 'certain',
    because: 'OpenSMTPD says so of an address in its own domains that leads to no mailbox.',
  },
  {
    text: NO_SUCH_MAILBOX,
    not: OTHER,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The receiving server says that it has no such mailbox.',
  },
  {
    text: phrases`
      host or domain name not found
      domain (?:name )?(?:\S{1,100} )?(?:does not|doesn'?t) (?:exist|accept mail)
      (?:no|null) MX (?:record|host)?
      nullMX
      5\.1\.10\b
      5\.4\.4\b
      Name service error for name
      (?:recipient|destination|bad) (?:address )?(?:system|domain).{0,60}(?:not found|unknown|does not exist|bad)
      bad destination
      Recipient address rejected: Domain not found
      no (?:mail )?(?:host|server|route) (?:found )?for (?:the )?domain
      unknown host\b
      host unknown
      host does not accept mail
      DNS query failed
      InfoNoRecords
      InfoDomainNonexistent
      nowhere to deliver mail to
      DNS error.{0,40}\bMX\b
      resolving MX
      (?:mail )?domain mentioned in email address is unknown
    `,
    not: new RegExp(`${OTHER.source}|getaddrinfo|ENOTFOUND|type=A:? Host not found, try again|try again`, 'i'),
    when: ({ verb }) => verb !== 'MAIL',
    certainty: 'likely',
    because: "The recipient's domain has no mail server, or does not exist.",
  },
  {
    codes: [550, 554],
    enhanced: ['5.4.1'],
    not: /relay|loop|no answer|timed out|connection|spam|sender/i,
    certainty: 'certain',
    because:
      'Exchange answers "5.4.1 Recipient address rejected: Access denied" to an address that its directory does not have; nobody is denied access.',
  },
  {
    text: phrases`
      (?:utilisateur|destinataire|adresse).{0,40}(?:inconnu|inexistant|n'existe pas|introuvable)
      (?:Empfänger|Benutzer|Adresse|Postfach).{0,40}(?:unbekannt|nicht gefunden|existiert nicht|ungültig)
      (?:usuario|destinatario|buz[oó]n|utente|casella|usuário|destinatário).{0,40}(?:desconocid|no existe|inexistente|sconosciut|inesistente|non esiste|desconhecid|não existe)
      (?:пользователь|получатель|адресат|почтовый ящик).{0,40}(?:не найден|не существует|неизвест)
      (?:用户|收件人|邮箱|帐号|账号)\S{0,10}(?:不存在|未找到|无效)
      宛先.{0,20}(?:不明|存在しません|見つかりません)
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The receiving server says that it has no such mailbox.',
  },
  {
    text: phrases`
      mailbox (?:unavailable|not available|not allowed)
      requested action not taken: mailbox
      Recipient address rejected(?:: (?:undeliverable|unverified|User unknown|Access denied|invalid))?
      recipient (?:address )?rejected
      no valid recipients
    `,
    not: new RegExp(
      `${OTHER.source}|invalid DNS|sender|grey|try again|\\brate\\b|limit|too many|need fully|policy|4\\.\\d\\.\\d|virus|internal|length|media error|mailer error`,
      'i',
    ),
    codes: [5],
    verbs: ['RCPT', ...MESSAGE_VERBS],
    certainty: 'likely',
    because: 'The receiving server refuses this recipient.',
  },
  {
    enhanced: ['5.1.1', '5.1.2', '5.1.6', '5.1.10', '5.2.1', '4.1.1', '4.1.2'],
    not: OTHER,
    certainty: 'likely',
    because: 'The enhanced status code stands for a recipient that the receiver does not have (RFC 3463 section 3.2).',
  },
  {
    codes: [550, 551, 553],
    verbs: ['RCPT'],
    isVerbNeeded: true,
    not: new RegExp(
      `${OTHER.source}|sender|\\brate\\b|limit|too many|policy|grey|\\bIP\\b|denied|prohibit|quota|not allowed|permission|HELO|PTR|reverse|malformed|syntax|service unavailable|try again|\\blater\\b|from\\b|error|expired|timed? ?out|config|internal|procmail|loop|delayed|space|failed`,
      'i',
    ),
    certainty: 'possible',
    because:
      'The server refused the recipient; the bare code in answer to RCPT TO stands for an unavailable mailbox (RFC 5321 section 4.2.3).',
  },
]

export const recipientUnknown: Rule = {
  id: 'recipient-unknown',
  title: 'The recipient does not exist at the receiving server',
  meaning:
    'Login and sender were taken; the receiving side has no mailbox (or no domain) of this name. A typing error, an address that was given up, or a list or alias that the server does not know.',
  seenAs: [
    '550 5.1.1 User unknown',
    '550-5.1.1 The email account that you tried to reach does not exist',
    '550 5.4.1 Recipient address rejected: Access denied',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound',
    'Host or domain name not found. Name service error',
  ],
  outranks: ['message-rejected-content', 'command-sequence', ...CATCH_ALLS],
  match: (seen, context) => judge(recipientUnknown, families, seen, context),
  fixes: (context) => [
    {
      do: `Compare the recipient's address letter by letter${context.to ? ` (${context.to})` : ''}, the domain too; look for blanks and for a comma in place of a dot.`,
    },
    {
      do: 'Test with an address that surely exists, such as your own: if that works, the settings of the program are right.',
    },
    {
      do: 'If the address is one of your own system (root, cron, a container\'s host name): let it lead to a real address (/etc/aliases, MAILTO=, the "to" setting of the program).',
    },
    { do: 'If the server is your own: create the mailbox or alias, and reload the tables (postmap, newaliases).' },
    {
      do: 'Take addresses that bounce like this off your lists: senders who go on writing to them get a bad reputation.',
    },
  ],
}
