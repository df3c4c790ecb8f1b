// What mail clients and their libraries say of themselves, before or beside any reply of a server.

import type { ClientComplaint, Stage } from '../../model.js'
import { firstMatch } from '../../smtp/prefilter.js'

export interface ComplaintPhrase {
  readonly complaint: ClientComplaint
  readonly stage: Stage
  readonly words: string
}

type Row = readonly [complaint: ClientComplaint, stage: Stage, pattern: RegExp]

const ROWS: readonly Row[] = [
  [
    'support-missing',
    'connect',
    /not found built-in in this libcurl|(?:could not|cannot|can['’]t|unable to|failed to) (?:load|find|open) (?:\w{1,12} ){0,3}(?:libssl|libcrypto|libeay32|ssleay32)\b|can't locate object method "(?:start_?tls|auth|smtps?)\b|has no attribute '?(?:SMTP_SSL|starttls|SSLContext|create_default_context)\b|unable to find (?:(?:starttls|gnutls)(?:-cli)?\b(?: or |, )?)|QSslSocket: cannot (?:call|resolve)|\bTLS initialization failed\b|can't locate (?:net\/smtp|authen|io\/socket\/ssl|mime\/base64|net\/ssleay|digest)|unable to find the socket transport|no mechanism available|no worthy mechs found|couldn't find mech|call to undefined function .{0,30}(?:openssl|crypto|imap|socket)|no module named '?_?ssl|module '?ssl'? .{0,30}not available|\b(?:openssl|ssl|tls) (?:extension|module|library|support) .{0,40}(?:not (?:loaded|installed|enabled|available|found|compiled)|missing|required)|(?:extension|module) (?:missing|required|not loaded):? ?\(?(?:openssl|php_openssl)|extension missing: openssl|no (?:tls|ssl) support|(?<!start)(?:tls|ssl) (?:is )?not (?:supported|compiled|available) (?:in|by|on) (?:this|your)(?! (?:smtp |mail |remote )?(?:server|host))|Connection to "process [^"\n]{1,200}" has been closed unexpectedly|without (?:tls|ssl) support|libcurl was built with SSL disabled|protocol "?smtps?"? not supported|Net::SMTP::SSL|command requires net::smtp|sasl support (?:is )?not|no sasl mechanism found|gsasl.{0,30}not|could not load (?:sasl|(?:the )?(?:open)?ssl)|authentication requires sasl|\bssl_not_started\b|(?:openssl|digest)\W{1,3}(?:or \W?digest\W? )?(?:is required|library is required)|please install (?:net::|io::socket|authen|libsasl|php-openssl|the openssl)|(?:crypto|tls) (?:method|transport)s? (?:is |are )?not (?:enabled|supported|available)|need (?:io::socket::ssl|net::ssleay|mime::base64)|stream_socket_enable_crypto\(\).{0,40}undefined|(?:stream|transport|socket|wrapper|build|version) (?:does not|doesn['’]t|has no) support (?:for )?(?:ssl|tls|crypto)|child exited 127\b|executable file not found|failed to (?:locate|find) (?:a |the )?sendmail\b|\b(?:mailer|sendmail|msmtp|process)\b.{0,40}could not be started|(?:mail|msmtp).{0,80}exit(?:ed)? (?:status|code) 127\b|\b(?:p?fsockopen|stream_socket_client|stream_socket_enable_crypto|proc_open|popen|exec|shell_exec|mail)\(\) (?:has been|is) disabled/i,
  ],
  ['verification-off', 'tls', /NODE_TLS_REJECT_UNAUTHORIZED=?'? ?.{0,30}insecure/],
  [
    'option-invalid',
    'connect',
    /mutually exclusive|\b(?:from|to|sender|recipients?|host|port)\w{0,12} (?:is )?missing from (?:the )?config|\(1\) unsupported protocol\b|port number was not|\bopen : no such file or directory|unsupported configuration|\b(?:ba|z|da)?sh: (?:line \d{1,6}: )?(?:[\w-]{1,63}\.){0,4}(?:smtp|mail)[\w-]{0,63}(?:\.[\w-]{1,63}){1,4}: No such file or directory|configuration value is invalid|(?:rc|conf(?:ig)?|\.ini|\.ya?ml|\.toml): (?:line \d{1,6}: )?line longer than|(?:starttls|tls|ssl|smtps)\b.{0,60} (?:is|are) (?:exclusive|not compatible|incompatible)\b|\b(?:no_relay|invalid_port|bad_option)\b|SmtpPluginManager\b|(?:client|local) TLS configuration (?:problem|error)|cannot use \S{1,40} (?:with|without|together with|and|when|while) \S{1,40}(?: (?:is )?(?:turned|switched|set))?(?: on| off)?|\bEX_(?:CONFIG|USAGE)\b|child exited (?:64|78)\b|mail.{0,160}exit(?:ed)?.{0,20}(?:status|code)[ :=(]{0,3}(?:64|78)\b|ERR_SOCKET_BAD_PORT|port should be (?:>=|between|>)|"port" (?:option )?(?:should|must)|wrong authentication type|too many colons in address|(?:unknown|unsupported|invalid|missing|unrecognized) (?:url |protocol |transport )?scheme|scheme (?:is )?not supported|scheme .{0,40}(?:unsupported|unknown|invalid)|invalid (?:(?:smtp )?url|dsn|port|smtp port|transport|option|configuration|config)\b|no transport (?:supports|available)|invalid literal for int\(\)|missing port in address|could not split host and port|port (?:number )?(?:is )?(?:out of range|invalid|must be)|unknown (?:option|property|setting|directive|parameter|configuration|config)\b|unknown command ['"]?\w+['"]? in|: line \d+: (?:unknown|invalid|command)|numberformatexception|(?:enable_)?starttls\w* and :?(?:enable_)?(?:tls|ssl)|:tls and :starttls|are mutually|dsn (?:is invalid|must|does not|cannot|isn't)|malformed (?:url|dsn|uri)|failed to parse .{0,30}(?:dsn|url|uri|config)|mailer \[?.{0,40}\]? is not defined|unsupported (?:mail driver|mailer|mail transport|encryption)|unable to parse (?:url|dsn|config)|unknown (?:smtp )?(?:encryption|security|tls)|cannot (?:use|enable|combine) both|(?:ssl|tls) and (?:start)?tls (?:cannot|can't|can not) both|no such option|invalid value for .{0,40}(?:port|host|tls|ssl|security|secure|encryption)|is not a valid (?:port|host|url|encryption|value|transport|security)|invalid (?:mail )?(?:host|server) (?:name )?format|expected .{0,20}(?:port|integer|number).{0,30}(?:got|received|found)|unrecognized (?:option|configuration)|account .{0,60}not found: ?(?:no|account)|no configuration file available|account default not found/i,
  ],
  [
    'secret-mangled',
    'auth',
    /invalid interpolation format|failed to parse dotenv|unexpected escape sequence|dotenv .{0,60}(?:unexpected|invalid|parse|unescaped|whitespace|spaces|quotes)|encountered (?:unexpected|an invalid).{0,60}(?:dotenv|env|quote|escape|whitespace)|\bpass(?:word|wd)?s?\b (?:that |which )?(?:contain\w{0,3}|includ\w{1,3}|ha[sd]|have|having|with) (?:an? |some |many |several |the |numbers and )*(?:special char|(?:single |double )?quotes?\b|dollar|hash(?:tag)?\b|ampersand|percent|backslash)|\bspecial char\w{0,7} in (?:my |the |your |our )(?:\w{1,10} )?pass|variable is not set\. defaulting to a blank|(?:pass(?:word|wd)?|secret)s? .{0,30}\b(?:contain\w{0,3}|includ\w{1,3}|has|have|with)\b.{0,40}["'`“][$#%!&\\;]["'`”]|(?:pass(?:word|wd)?|secret)s?\b.{0,40}\b(?:contain\w{0,3}|includ\w{1,3}|has|have|with)\b.{0,16} an? ["'`“]?[$#%!&\\]|(?:pass(?:word|wd)?|secret|value)s?\b.{0,80}\b(?:interpreted|regarded|treated|read|expanded|evaluated) as (?:an? )?(?:\w{1,12} )?(?:variable|comment)|\b(?:problem|issue|cause|reason|culprit|because|due to|turned out|fixed|solved|solution)\b.{0,40}\b(?:pass(?:word|wd)?|secret)s?\b.{0,24}\bspecial char|\bspecial char\w{0,6} (?:in|of) .{0,24}\bpass(?:word|wd)?\b.{0,60}(?:escap|quot|encod|break|broke|caus|problem|issue)|\bpass(?:word|wd)?\b[^\n]{0,80}\b(?:(?:not|n['’]t|never) (?:\w{1,12} )?(?:escaped|quoted|parsed|interpolated)|(?:interpreted|regarded|treated|taken|read|evaluated|parsed) as (?:an? )?(?:\w{1,12} )?(?:variable|comment|placeholder)|truncated|cut off|(?<!\b(?:no|without|any|contain no|not contain|must contain|at least one|one) )(?:special|reserved) char(?:acter)?s?\b)|after the ['"`“]?[$#%!&\\;]['"`”]? is (?:interpreted|ignored|cut|lost|dropped|treated)|unbound variable|bad substitution|user: ?%u@%s|%[us]@%[us]|event not found/i,
  ],
  [
    'credentials-missing',
    'auth',
    /missing credentials|need user ?name and password\b|\bpassword=<null>|\bno_credentials\b|\bpassword[`'"”]? cannot be set without|authentication required, invalid details provided|all-?whitespace (?:user ?name|login|password)|(?:no|missing|empty|blank|without) (?:a )?(?:smtp |e-?mail |mail )?(?:user ?(?:name|id)|password|credentials|secret phrase|authentication data|login)s?(?: (?:and|or|\/) (?:user ?name|password))? ?(?:was|were|is|are|has been|have been)? ?(?:provided|supplied|given|set|specified|found|configured|available|present|entered)|requested but missing|missing (?:smtp )?(?:user ?name|password|secret|user|auth\b|login|account)|no password specified\?|(?<!\bapp[- ]|application[- ]|specific[- ]|client[_-])(?:user ?name|password|credentials|smtp user|smtp password)\b.{0,24} (?:is|are|must not be|cannot be|can't be|may not be|can not be|should not be|was|were) (?:empty|null|blank|missing|required|not set|undefined|none|not provided|not configured|not found)|(?:user ?name|password|credentials) (?:not (?:set|provided|specified|found|configured|supplied))|cannot authenticate to server .{1,200}: generic failure|(?:user ?name|password) (?:required|needed) (?:for|to)|credentials required|authentication method \S{1,20} needs a (?:user ?name|password)|needs a user ?name and (?:a )?password|value cannot be null\..{0,30}(?:user|password|credential)|'NoneType' object has no attribute 'encode'|object of type 'NoneType'|argument must be a string.{0,40}NoneType|(?:user|password)[^\n]{0,20}should not be None|undefined method .{0,40}for nil/i,
  ],
  [
    'auth-not-offered',
    'auth',
    /ERROR_AUTH_NOT_SUPPORTED|command unknown: 'AUTH'|missing_requirement,.{0,255}\bauth\b|smtp auth extension not supported|does(?:n['’]t| not| no) (?:support|offer|advertise|provide|allow) (?:the |any |smtp )?(?:auth\b|authentication|login(?! (?:or|and)\b))(?! (?:type|mechanism|method))|authentication (?:is )?(?:not|isn['’]t|un)[ -]?(?:supported|available|offered|advertised|enabled)(?: (?:by|on|at) )?|auth (?:command |extension )?(?:is )?not (?:supported|advertised|offered|available|enabled)|no auth(?:entication)? (?:methods?|mechanisms?) (?:available|offered|advertised|supported by (?:the )?server)|server (?:has|offers|lists) no auth|no (?:smtp )?auth (?:offered|advertised|support)|which currently supports: ""|authentication is not allowed (?:at this stage|before HELO)|\bSMTP\b.{0,12}\(250\)|server did not (?:offer|advertise) (?:auth|any)/i,
  ],
  [
    'no-common-mechanism',
    'auth',
    /missing capability: AUTH [A-Z]|using 0 possible authenticators|unterstützt die gewählte Authentifizierungsmethode nicht|ne prend pas en charge la méthode d['’]authentification|does(?:n['’]t| not) (?:seem to )?support (?:encrypted|secure) passwords?|does(?:n['’]t| not) (?:seem to )?support (?:the )?(?:SASL )?(?:PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|XOAUTH2?|OAUTHBEARER|OAuth ?2(?:\.0)?|SCRAM-SHA-\d{1,3}(?:-PLUS)?)\b(?! for)|does(?:n['’]t| not) support (?:the )?(?:[A-Z\d-]{4,20}(?:, | or | and | )){1,6}(?:smtp )?auth\w{0,11} (?:method|mechanism|type)|(?:find|found) (?:an|any|no) authenticator supported by|no form of authori[sz]ation supported|not able to detect a supported authentication mechanism|authentication (?:method|type) not allowed|no (?:compatible|suitable|supported|common|acceptable|usable|mutually supported|matching) (?:smtp |sasl )?(?:auth\w*|mechanism|authenticator)|no common mechanisms|no authenticators? (?:available|found|left)|unknown auth(?:entication)? (?:method|mechanism|type)|none of the .{0,60}(?:mechanism|auth).{0,40}support|auth(?:entication)? (?:method|mechanism|type)s? .{0,80}(?:not|un|isn't)\s?(?:supported|available|offered|advertised|implemented|accepted)|does(?:n['’]t| not) support (?:smtp )?auth(?:entication)? (?:type|mechanism|method)|invalid (?:smtp |sasl )?(?:auth\w*|sasl) (?:mechanism|method|type|scheme)|(?:unsupported|unrecognized|unknown) (?:smtp |sasl )?(?:auth\w*|sasl)\b(?! (?:credential|data|token|code|user|pass|info|detail|login|key|request|attempt|state|response|string))|no (?:smtp |sasl )?auth\w* mechanisms? (?:supported by|in common)|cannot (?:use a secure|find a usable) authentication method|no (?:secure )?authentication method|mechanism .{0,40}(?:not supported|unsupported|not available)|could not find .{0,40}(?:mechanism|authenticator)|server only (?:supports|accepts|offers) .{0,60}(?:ntlm|gssapi|xoauth2)|authentication method .{0,40}(?:unavailable|rejected)|unexpected server challenge/i,
  ],
  [
    'starttls-not-offered',
    'starttls',
    /did(?:n['’]t| not) f(?:i|ou)nd starttls in (?:the )?server response|ERROR_STARTTLS_NOT_SUPPORTED|command unknown: 'STARTTLS'|starttls (?:extension |command )?(?:(?:is|was) )?(?:not|isn['’]t|un)[ -]?(?:supported|offered|advertised|available|implemented|found|present)|starttls since it doesn['’]t|doesn['’]t advertise that feature|starttls is required but host does not|(?:does|did)(?:n['’]t| not) (?:support|offer|advertise|announce|provide) (?:the |any )?(?:smtp )?(?:starttls|tls\b|ssl\b|encryption|secure)|(?:server|host) .{0,60}(?:no|without|lacks) starttls|no starttls|missing_requirement,.{0,255}\btls\b|missing capability: STARTTLS|(?:server|host) did(?:n['’]t| not) (?:issue|send) a STARTTLS|aborting because connection is not secure|tls (?:is )?required,? but (?:was |is )?not (?:offered|available|supported)|must use tls but|starttls:? (?:server )?doesn['’]t support|tls (?:is )?not (?:supported|available|offered|advertised) (?:by|on|from) (?:the )?(?:remote|server|host|smtp)(?! for temporary)|tls not available\b(?! (?:due|on server for temporary))|server does not support secure connections|remote server does not support (?:tls|ssl)|encryption (?:required|requested).{0,40}(?:not|unavailable)|starttls not in|unable to use starttls|STARTTLS failed: not|tls required,? but neither tls|connect to (?:a )?non[- ]?TLS SMTP server using TLS/i,
  ],
  [
    'starttls-not-offered',
    'starttls',
    /unterstützt keine sicheren Verbindungen|ne prend pas en charge les connexions sécurisées|no admite conexiones seguras|não (?:oferece suporte a|suporta) (?:conexões|ligações) seguras|non supporta (?:le )?connessioni protette|不支持安全连接|不支援安全連(?:線|接)|セキュリティで保護された接続をサポートしていません|не поддерживает безопасные (?:подключения|соединения)|nie obsługuje bezpiecznych połączeń|ondersteunt geen beveiligde verbindingen|güvenli bağlantıları desteklemiyor/i,
  ],
  [
    'starttls-required',
    'starttls',
    /ERROR_AUTH_ENCRYPTION_REQUIRED|only allows? (?:a )?connections? (?:to be made )?(?:with|over|via|through) (?:STARTTLS|TLS)|server is sending back a STARTTLS command and requires a connection upgrade|unencrypted connection|(?:refus\w{1,3}|won['’]t|will not|cannot|not allowed|unwilling) (?:to )?(?:send|sending|transmit|use|login|log in|auth\w*).{0,40}(?:clear|plain ?text|unencrypted|insecure|without (?:tls|encryption|ssl))|(?:plain ?text|insecure|unencrypted) (?:auth\w*|login|connection|password)s? (?:is |are )?(?:not allowed|disallowed|disabled|forbidden|refused)|requires? (?:a )?(?:secure|encrypted|tls) (?:connection|channel) (?:to|for|before) (?:auth|login|log)/i,
  ],
  [
    'smtputf8-unsupported',
    'mail',
    /smtputf8\s+(?:is |was )?(?:required|not|needed)|(?:does|did)(?:n['’]t| not) (?:support|offer|advertise) (?:the )?(?:smtputf8|internationali[sz]ed|eai\b|utf-?8 addresses|(?:unicode|non-ascii|utf-?8)(?: characters)? (?:in )?(?:e-?mail )?addresses)|requires? (?:the )?smtputf8|internationali[sz]ed (?:mailbox|e-?mail|address|local|domain).{0,60}(?:not|un)\s?support|non-ascii (?:local[- ]?part|address|character).{0,60}(?:address|mailbox|local|not)|only configured for e-?mail addresses with ascii|utf-?8 (?:local|address|mailbox).{0,40}not/i,
  ],
  [
    'credentials-not-ascii',
    'auth',
    /password\w{0,3} .{0,40}\b(?:with|without|contain\w{0,3}|includ\w{1,3}|has|have|having)\b.{0,30}(?:umlaut|accent|section sign|(?:euro|pound) sign|["'“(][^\u0000-\u007f]["'”)])|(?:user ?name|password|credentials?).{0,60}(?:non-?ascii|not ascii|unicode|invalid character|outside of the latin1)|(?:non-?ascii|invalid) characters? in (?:the )?(?:user|password|credential|login)|btoa.{0,60}(?:latin1|invalid)/i,
  ],
  [
    'message-invalid',
    'data',
    /lines? (?:is |are |was |were )?too long|too long (?:for transport|lines?)|bare (?:<)?(?:lf|cr|newline|carriage)|header (?:values?|fields?|names?) (?:may|must|can|should)(?:n['’]t| not)|newline in header|(?:duplicate|multiple|missing|invalid|malformed|illegal) (?:[\w'-]{1,30} )?headers?\b|illegal (?:mime|header)|message (?:body|content|is|has) .{0,30}(?:empty|no body|invalid|malformed)|message body empty|at least one of (?:html|text|body)\b|(?:an?|the) (?:message|mail|e-?mail) must have (?:a |an )?(?:"?(?:from|to|sender|body|text)|header)|line must not contain CR|neither .{0,30}(?:from|sender) (?:header|field)|missing (?:'?from'?|sender) /i,
  ],
  [
    'address-invalid',
    'mail',
    /mail destination not given|recipient must be specified|nicht in der für eine E-Mail-Adresse erforderlichen Form|pas dans la forme requise pour une adresse|no tiene la forma obligatoria para una dirección|não está no formato necessário para um endereço|电子邮件地址所要求的形式不符|muss ein Empfänger angegeben werden|\bSMTP (?:From|To) address (?:is required|may not be blank)|unable to parse recipients list|no (?:sender|from address) (?:has been specified|given|specified)|\binvalid (?:sender|recipient) ["“]|without a sender (?:address|header)?|does not have a valid (?:sender|recipient)|missing (?:source|destination) \((?:from|to)\)|line must not contain CR or LF|no valid (?:(?:envelope )?from|rcpt to|sender|recipient)s? (?:or \w+ \w+ )?address|no recipients? (?:defined|were|specified|given|found|addresses|have been)|at least one recipient|must provide at least one recipient|recipient address (?:required|is required|missing)|does not comply with (?:addr-spec|rfc)|(?:missing|illegal|bad) (?:final '@domain'|route-addr|domain|whitespace|local name)|local address (?:contains|starts|ends)|domain (?:contains|starts with|ends with) (?:control|dot|illegal)|specified string is not in the form required|illegal (?:address|semicolon|whitespace)|AddressException|malformed address: |invalid (?:e-?mail )?address(?:es)?\b(?!;? ?nested)|(?:e-?mail )?address(?:es)? (?:is |are )?(?:invalid|malformed|not valid)|mail: (?:missing|no angle-addr|expected|invalid)|cannot parse (?:e-?mail )?address|invalid (?:input|domain|mailbox|envelope)$|not a valid (?:e-?mail|mailbox)|ungültige (?:e-?mail-?)?adresse|adresse .{0,20}invalide/i,
  ],
  [
    'protocol-error',
    'ehlo',
    /but got (?:response )?(?:code )?"?2\d\d\b|unable to parse (?:the )?status code returned|got bad greeting|bad greeting|invalid greeting|not an? (?:e?smtp|mail) server|(?:unexpected|invalid|bad|malformed|unknown|unparsable|weird) (?:smtp )?(?:server )?(?:response|reply|greeting|banner)|short response|(?:response|reply) .{0,40}(?:could not be|cannot be|can't be) parsed|malformed MIME header|ResponseParsing|wrong code length|invalid response code|ParseError|parse error in (?:reply|response)|InvalidResponse|protocol error|weird server reply|HTTP\/0\.9|no smtp service here/i,
  ],
]

/** The complaint that a line holds; undefined when it holds none. */
export function complaintIn(text: string): ComplaintPhrase | undefined {
  for (const [complaint, stage, pattern] of ROWS) {
    const words = firstMatch(pattern, text)?.[0]
    if (words) return { complaint, stage, words }
  }
  return undefined
}
