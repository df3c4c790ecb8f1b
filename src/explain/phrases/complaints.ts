// What mail clients and their libraries say of themselves, before or beside any reply of a server: of their settings (in
// setting-complaints.ts), of what the server offers, and of the letter.

import type { ClientComplaint, Stage } from '../../model.js'
import { PhraseTable, phrases } from '../../smtp/prefilter.js'
import { type ComplaintRow, SETTING_COMPLAINTS } from './setting-complaints.js'

export interface ComplaintPhrase {
  readonly complaint: ClientComplaint
  readonly stage: Stage
  readonly words: string
}

const ROWS: readonly ComplaintRow[] = [
  ...SETTING_COMPLAINTS,
  [
    'auth-not-offered',
    'auth',
    phrases`
      ERROR_AUTH_NOT_SUPPORTED
      command unknown: 'AUTH'
      AUTH command not recogni[sz]ed or not implemented
      missing_requirement,.{0,255}\bauth\b
      smtp auth extension not supported
      does(?:n['’]t| not| no) (?:support|offer|advertise|provide|allow) (?:the |any |smtp )?(?:auth\b|authentication|login(?! (?:or|and)\b))(?! (?:auth\w{0,10} )?(?:type|mechanism|method))
      authentication (?:is )?(?:not|isn['’]t|un)[ -]?(?:supported|available|offered|advertised|enabled)(?: (?:by|on|at) )?
      auth (?:command |extension )?(?:is )?not (?:supported|advertised|offered|available|enabled)
      no auth(?:entication)? (?:methods?|mechanisms?) (?:available|offered|advertised|supported by (?:the )?server)
      server (?:has|offers|lists) no auth
      no (?:smtp )?auth (?:offered|advertised|support)
      which currently supports: ""
      authentication is not allowed (?:at this stage|before HELO)
      \bSMTP\b.{0,12}\(250\)
      server did not (?:offer|advertise) (?:auth|any)
    `,
  ],
  [
    'no-common-mechanism',
    'auth',
    phrases`
      missing capability: AUTH [A-Z]
      \b(?:server|exchange|provider|relay) (?:only|just) (?:supports|offers|accepts|allows|knows) (?:AUTH )?(?:LOGIN|PLAIN|NTLM|CRAM-MD5|XOAUTH2|GSSAPI)\b
      \bonly (?:LOGIN|PLAIN|NTLM|CRAM-MD5|XOAUTH2|GSSAPI) is (?:offered|supported|accepted|available)\b
      \bserver does(?:n['’]t| not) accept (?:AUTH )?(?:LOGIN|PLAIN|NTLM|CRAM-MD5|XOAUTH2|DIGEST-MD5)\b
      no allowed auth\w{0,11} (?:methods|mechanisms)
      does(?:n['’]t| not) support any of the (?:supported|available|configured|known|required) auth\w{0,11} (?:methods|mechanisms|types)
      using 0 possible authenticators
      unterstützt die gewählte Authentifizierungsmethode nicht
      ne prend pas en charge la méthode d['’]authentification
      does(?:n['’]t| not) (?:seem to )?support (?:encrypted|secure) passwords?
      does(?:n['’]t| not) (?:seem to )?support (?:the )?(?:SASL )?(?:PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|XOAUTH2?|OAUTHBEARER|OAuth ?2(?:\.0)?|SCRAM-SHA-\d{1,3}(?:-PLUS)?)\b(?! for)
      does(?:n['’]t| not) support (?:the )?(?:[A-Z\d-]{4,20}(?:, | or | and | )){1,6}(?:smtp )?auth\w{0,11} (?:method|mechanism|type)
      (?:find|found) (?:an|any|no) authenticator supported by
      no form of authori[sz]ation supported
      not able to detect a supported authentication mechanism
      authentication (?:method|type) not allowed
      no (?:compatible|suitable|supported|common|acceptable|usable|mutually supported|matching) (?:smtp |sasl )?(?:auth\w*|mechanism|authenticator)
      no common mechanisms
      no authenticators? (?:available|found|left)
      unknown auth(?:entication)? (?:method|mechanism|type)
      none of the .{0,60}(?:mechanism|auth).{0,40}support
      auth(?:entication)? (?:method|mechanism|type)s? .{0,80}(?:not|un|isn't)\s?(?:supported|available|offered|advertised|implemented|accepted)
      does(?:n['’]t| not) support (?:smtp )?auth(?:entication)? (?:type|mechanism|method)
      invalid (?:smtp |sasl )?(?:auth\w*|sasl) (?:mechanism|method|type|scheme)
      (?:unsupported|unrecognized|unknown) (?:smtp |sasl )?(?:auth\w*|sasl)\b(?! (?:credential|data|token|code|user|pass|info|detail|login|key|request|attempt|state|response|string))
      no (?:smtp |sasl )?auth\w* mechanisms? (?:supported by|in common)
      cannot (?:use a secure|find a usable) authentication method
      no (?:secure )?authentication method
      mechanism .{0,40}(?:not supported|unsupported|not available)
      could not find .{0,40}(?:mechanism|authenticator)
      server only (?:supports|accepts|offers) .{0,60}(?:ntlm|gssapi|xoauth2)
      authentication method .{0,40}(?:unavailable|rejected)
      unexpected server challenge
    `,
  ],
  [
    'starttls-not-offered',
    'starttls',
    phrases`
      \b(?:server|relay|host) has no (?:START)?TLS\b
      did(?:n['’]t| not) f(?:i|ou)nd starttls in (?:the )?server response
      STARTTLS\b[^\n]{0,40}\b(?:server|host|peer) (?:does(?:n['’]t| not)|did(?:n['’]t| not)|can(?:not|['’]t)) (?:support|offer|advertise|provide) (?:it|this|that)\b
      ERROR_STARTTLS_NOT_SUPPORTED
      command unknown: 'STARTTLS'
      starttls (?:extension |command )?(?:(?:is|was) )?(?:not|isn['’]t|un)[ -]?(?:supported|offered|advertised|available|implemented|found|present)
      starttls since it doesn['’]t
      doesn['’]t advertise that feature
      starttls is required but host does not
      (?:does|did)(?:n['’]t| not) (?:support|offer|advertise|announce|provide) (?:the |any )?(?:smtp )?(?:starttls|tls\b|ssl\b|encryption|secure)
      (?:server|host) .{0,60}(?:no|without|lacks) starttls
      no starttls
      missing_requirement,.{0,255}\btls\b
      missing capability: STARTTLS
      (?:server|host) did(?:n['’]t| not) (?:issue|send) a STARTTLS
      aborting because connection is not secure
      tls (?:is )?required,? but (?:was |is )?not (?:offered|available|supported)
      must use tls but
      starttls:? (?:server )?doesn['’]t support
      tls (?:is )?not (?:supported|available|offered|advertised) (?:by|on|from) (?:the )?(?:remote|server|host|smtp)(?! for temporary)
      tls not available\b(?! (?:due|on server for temporary))
      server does not support secure connections
      remote server does not support (?:tls|ssl)
      encryption (?:required|requested).{0,40}(?:not|unavailable)
      starttls not in
      unable to use starttls
      STARTTLS failed: not
      tls required,? but neither tls
      connect to (?:a )?non[- ]?TLS SMTP server using TLS
    `,
  ],
  [
    'starttls-not-offered',
    'starttls',
    phrases`
      unterstützt keine sicheren Verbindungen
      ne prend pas en charge les connexions sécurisées
      no admite conexiones seguras
      não (?:oferece suporte a|suporta) (?:conexões|ligações) seguras
      non supporta (?:le )?connessioni protette
      不支持安全连接
      不支援安全連(?:線|接)
      セキュリティで保護された接続をサポートしていません
      не поддерживает безопасные (?:подключения|соединения)
      nie obsługuje bezpiecznych połączeń
      ondersteunt geen beveiligde verbindingen
      güvenli bağlantıları desteklemiyor
    `,
  ],
  [
    'starttls-required',
    'starttls',
    phrases`
      ERROR_AUTH_ENCRYPTION_REQUIRED
      \b(?:server|provider|host|relay) (?:\w{1,12} )?(?:requires|demands|insists on|wants|enforces) (?:a |the |an )?STARTTLS\b
      \brefus\w{1,3} (?:plain|unencrypted|insecure)(?:[- ]?text)? (?:connections|logins)\b
      only allows? (?:a )?connections? (?:to be made )?(?:with|over|via|through) (?:STARTTLS|TLS)
      server is sending back a STARTTLS command and requires a connection upgrade
      unencrypted connection
      (?:refus\w{1,3}|won['’]t|will not|cannot|not allowed|unwilling) (?:to )?(?:send|sending|transmit|use|login|log in|auth\w*).{0,40}(?:clear|plain ?text|unencrypted|insecure|without (?:tls|encryption|ssl))
      (?:plain ?text|insecure|unencrypted) (?:auth\w*|login|connection|password)s? (?:is |are )?(?:not allowed|disallowed|disabled|forbidden|refused)
      requires? (?:a )?(?:secure|encrypted|tls) (?:connection|channel) (?:to|for|before) (?:auth|login|log)
    `,
  ],
  [
    'smtputf8-unsupported',
    'mail',
    phrases`
      smtputf8\s+(?:is |was )?(?:required|not|needed)
      (?:does|did)(?:n['’]t| not) (?:support|offer|advertise) (?:the )?(?:smtputf8|internationali[sz]ed|eai\b|utf-?8 addresses|(?:unicode|non-ascii|utf-?8)(?: characters)? (?:in )?(?:e-?mail )?addresses)
      requires? (?:the )?smtputf8
      internationali[sz]ed (?:mailbox|e-?mail|address|local|domain).{0,60}(?:not|un)\s?support
      non-ascii (?:local[- ]?part|address|character).{0,60}(?:address|mailbox|local|not)
      only configured for e-?mail addresses with ascii
      utf-?8 (?:local|address|mailbox).{0,40}not
    `,
  ],
  [
    'credentials-not-ascii',
    'auth',
    phrases`
      password\w{0,3} .{0,40}\b(?:with|without|contain\w{0,3}|includ\w{1,3}|has|have|having)\b.{0,30}(?:umlaut|accent|section sign|(?:euro|pound) sign|["'“(][^\u0000-\u007f]["'”)])
      (?:user ?name|password|credentials?).{0,60}(?:non-?ascii|not ascii|unicode|invalid character|outside of the latin1)
      (?:non-?ascii|invalid) characters? in (?:the )?(?:user|password|credential|login)
      btoa.{0,60}(?:latin1|invalid)
    `,
  ],
  [
    'message-invalid',
    'data',
    phrases`
      \blines? (?:is |are |was |were )?too long
      too long (?:for transport|lines?)
      bare (?:<)?(?:lf|cr|newline|carriage)
      header (?:values?|fields?|names?) (?:may|must|can|should)(?:n['’]t| not)
      newline in header
      (?:duplicate|multiple|missing|invalid|malformed|illegal) (?:[\w'-]{1,30} )?headers?\b
      illegal (?:mime|header)
      message (?:body|content|is|has) .{0,30}(?:empty|no body|invalid|malformed)
      message body empty
      at least one of (?:html|text|body)\b
      (?:an?|the) (?:message|mail|e-?mail) must have (?:a |an )?(?:"?(?:from|to|sender|body|text)|header)
      line must not contain CR
      neither .{0,30}(?:from|sender) (?:header|field)
      missing (?:'?from'?|sender)[ ]
    `,
  ],
  [
    'address-invalid',
    'mail',
    phrases`
      mail destination not given
      \binvalid email (?:user|domain)\b
      \bfailed to create e-mail address for\b
      \bempty list of recipients\b
      unable to determine the sender of the message
      an invalid character was found in the mail header
      \bparameter ['‘"]address['’"] cannot be an empty string
      recipient must be specified
      recipients? (?:are |is |were |was )?not (?:defined|specified|given|set\b|provided)
      \b(?:must|should|please|have to) (?:include|add|specify|give|enter|select) (?:any |some |at least one |one or more |the |a )?(?:recipient|receiver)s?\b
      at least one receiver\b
      missing destination address
      \b(?:from|sender|reply-?to) address (?:is )?(?:required|must be specified|missing)\b
      \bmail: no address$
      invalid addr-spec token
      no recipient (?:e-?mail )?address(?:es)? (?:was|were|is|are|has|have)\b
      \bmessage\.to (?:is|was) (?:blank|empty|null|nil)
      nicht in der für eine E-Mail-Adresse erforderlichen Form
      pas dans la forme requise pour une adresse
      no tiene la forma obligatoria para una dirección
      não está no formato necessário para um endereço
      电子邮件地址所要求的形式不符
      muss ein Empfänger angegeben werden
      \bSMTP (?:From|To) address (?:is required|may not be blank)
      unable to parse recipients list
      no (?:sender|from)(?: address)? (?:has been |was |is )?(?:specified|given|set)\b
      \binvalid (?:sender|recipient) ["“]
      without a sender (?:address|header)?
      does not have a valid (?:sender|recipient)
      missing (?:source|destination) \((?:from|to)\)
      line must not contain CR or LF
      no valid (?:(?:envelope )?from|rcpt to|sender|recipient)s? (?:or \w+ \w+ )?address
      no recipients? (?:defined|were|specified|given|found|addresses|have been)
      at least one recipient
      must provide at least one recipient
      recipient address (?:required|is required|missing)
      does not comply with (?:addr-spec|rfc)
      (?:missing|illegal|bad) (?:final '@domain'|route-addr|domain|whitespace|local name)
      local address (?:contains|starts|ends)
      domain (?:contains|starts with|ends with) (?:control|dot|illegal)
      specified string is not in the form required
      illegal (?:address|semicolon|whitespace)
      AddressException
      malformed address:[ ]
      invalid (?:e-?mail )?address(?:es)?\b(?!;? ?nested)
      (?:e-?mail )?address(?:es)? (?:is |are )?(?:invalid|malformed|not valid)
      mail: (?:missing|no angle-addr|expected|invalid)
      cannot parse (?:e-?mail )?address
      invalid (?:input|domain|mailbox|envelope)$
      not a valid (?:e-?mail|mailbox)
      ungültige (?:e-?mail-?)?adresse
      adresse .{0,20}invalide
    `,
  ],
  [
    'protocol-error',
    'ehlo',
    phrases`
      but got (?:response )?(?:code )?"?2\d\d\b
      unable to parse (?:the )?status code returned
      got bad greeting
      bad greeting
      invalid greeting
      not an? (?:e?smtp|mail) server
      (?:unexpected|invalid|bad|malformed|unknown|unparsable|weird) (?:smtp )?(?:server )?(?:response|reply|greeting|banner)
      short response
      (?:response|reply) .{0,40}(?:could not be|cannot be|can't be) parsed
      malformed MIME header
      ResponseParsing
      wrong code length
      invalid response code
      ParseError
      parse error in (?:reply|response)
      InvalidResponse
      protocol error
      weird server reply
      HTTP/0\.9
      no smtp service here
    `,
  ],
]

const TABLE = new PhraseTable(ROWS, ([, , pattern]) => pattern)

/** The complaint that a line holds; undefined when it holds none. */
export function complaintIn(text: string): ComplaintPhrase | undefined {
  const match = TABLE.firstMatch(text)
  return match && { complaint: match.row[0], stage: match.row[1], words: match.found[0] }
}
