// What mail clients say of their own installation and settings: what is missing, not valid or mangled.

import type { ClientComplaint, Stage } from '../../model.js'
import { type Pattern, phrases } from '../../smtp/prefilter.js'

export type ComplaintRow = readonly [complaint: ClientComplaint, stage: Stage, pattern: Pattern]

export const SETTING_COMPLAINTS: readonly ComplaintRow[] = [
  [
    'support-missing',
    'connect',
    phrases`
      not found built-in in this libcurl
      \bunsupported operation: (?:Raw|Secure|Server)?Socket\b
      \bunsupported operation: InternetAddress\b
      \bmodule not found: Error: can['’]t resolve ['"\`](?:net|tls|dns)['"\`]
      \b(?:net|tls)\.(?:createConnection|connect) is not a function
      \bnodemailer\S{0,40} is not a function
      \bmodule 'ssl' has no attribute
      \bproc_open\b.{0,20}\bnot available\b
      \bnot provider of (?:jakarta|javax)\.(?:mail|activation)\b
      error constructing implementation \(algorithm: \w{1,20}, provider: \w{1,20}, class: [^\n]{0,80}SSLContext
      \bmodule :?\w{1,40} is not available\)
      (?:could not|cannot|can['’]t|unable to|failed to) (?:load|find|open) (?:\w{1,12} ){0,3}(?:libssl|libcrypto|libeay32|ssleay32)\b
      can't locate object method "(?:start_?tls|auth|smtps?)\b
      has no attribute '?(?:SMTP_SSL|starttls|SSLContext|create_default_context)\b
      unable to find (?:(?:starttls|gnutls)(?:-cli)?\b(?: or |, )?)
      QSslSocket: cannot (?:call|resolve)
      \bTLS initialization failed\b
      can't locate (?:net/smtp|authen|io/socket/ssl|mime/base64|net/ssleay|digest)
      unable to find the socket transport
      no mechanism available
      no worthy mechs found
      couldn't find mech
      call to undefined function .{0,30}(?:openssl|crypto|imap|socket)
      no module named '?_?ssl
      module '?ssl'? .{0,30}not available
      \b(?:openssl|ssl|tls) (?:extension|module|library|support) .{0,40}(?:not (?:loaded|installed|enabled|available|found|compiled)|missing|required)
      (?:extension|module) (?:missing|required|not loaded):? ?\(?(?:openssl|php_openssl)
      extension missing: openssl
      no (?:tls|ssl) support
      (?<!start)(?:tls|ssl) (?:is )?not (?:supported|compiled|available) (?:in|by|on) (?:this|your)(?! (?:smtp |mail |remote )?(?:server|host))
      Connection to "process [^"\n]{1,200}" has been closed unexpectedly
      without (?:tls|ssl) support
      libcurl was built with SSL disabled
      protocol "?smtps?"? not supported
      Net::SMTP::SSL
      command requires net::smtp
      sasl support (?:is )?not
      no sasl mechanism found
      gsasl.{0,30}not
      could not load (?:sasl|(?:the )?(?:open)?ssl)
      authentication requires sasl
      \bssl_not_started\b
      (?:openssl|digest)\W{1,3}(?:or \W?digest\W? )?(?:is required|library is required)
      please install (?:net::|io::socket|authen|libsasl|php-openssl|the openssl)
      (?:crypto|tls) (?:method|transport)s? (?:is |are )?not (?:enabled|supported|available)
      need (?:io::socket::ssl|net::ssleay|mime::base64)
      stream_socket_enable_crypto\(\).{0,40}undefined
      (?:stream|transport|socket|wrapper|build|version) (?:does not|doesn['’]t|has no) support (?:for )?(?:ssl|tls|crypto)
      child exited 127\b
      executable file not found
      \bunable to look up public/pickup\b
      \bnodemailer\b[^\n]{0,40}(?:not|n['’]t|fails?|unable)[^\n]{0,24}(?:work|run|support|start)?[^\n]{0,24}\b(?:edge (?:functions?|runtime|workers?)|cloudflare workers?|browsers?)\b
      (?:failed|unable) to (?:locate|find) (?:a |the )?send ?mail\b
      failed to initialize the (?:client-side )?SSL context\b
      \b(?:mailer|sendmail|msmtp|process)\b.{0,40}could not be started
      (?:mail|msmtp).{0,80}exit(?:ed)? (?:status|code) 127\b
      \b(?:p?fsockopen|stream_socket_client|stream_socket_enable_crypto|proc_open|popen|exec|shell_exec|mail)\(\) (?:has been|is) disabled
    `,
  ],
  ['verification-off', 'tls', /NODE_TLS_REJECT_UNAUTHORIZED=?'? ?.{0,30}insecure/],
  [
    'option-invalid',
    'connect',
    phrases`
      mutually exclusive
      \bopen database \S{1,200}\.(?:db|lmdb|cdb): No such file
      \b(?:hash|lmdb|btree|texthash|cdb|regexp|pcre):/\S{1,200} (?:lookup error|is unavailable)
      \bparameter \w{1,60}: (?:no local interface|bad|unknown|unable|invalid|unreasonable)
      \bserver_hostname cannot be an empty string
      \beither ServerName or InsecureSkipVerify must be specified
      \be-?mail protocol in \S{1,40} \([^\n)]{0,255}\) must be
      \bno global SMTP from set\b
      "(?:options\.)?port" property must be
      \bgnutls_priority_set\w{0,10}\b.{0,60}invalid
      (?:error in|invalid|bad|cannot set) (?:\w{1,10} ){0,3}priority string
      cannot set priorities for
      ^(?:[^\n]{0,80}: )?wrong host name$
      \bvalidation errors? for ConnectionConfig\b
      does not match the expected structure for a DNS hostname
      local network names are not allowed
      \b(?:from|to|sender|recipients?|host|port)\w{0,12} (?:is )?missing from (?:the )?config
      \(1\) unsupported protocol\b
      port number was not
      \bopen : no such file or directory
      unsupported configuration
      \b(?:ba|z|da)?sh: (?:line \d{1,6}: )?(?:[\w-]{1,63}\.){0,4}(?:smtp|mail)[\w-]{0,63}(?:\.[\w-]{1,63}){1,4}: No such file or directory
      configuration value is invalid
      (?:rc|conf(?:ig)?|\.ini|\.ya?ml|\.toml): (?:line \d{1,6}: )?line longer than
      (?:starttls|tls|ssl|smtps)\b.{0,60} (?:is|are) (?:exclusive|not compatible|incompatible)\b
      \b(?:no_relay|invalid_port|bad_option)\b
      SmtpPluginManager\b
      (?:client|local) TLS configuration (?:problem|error)
      cannot use \S{1,40} (?:with|without|together with|and|when|while) \S{1,40}(?: (?:is )?(?:turned|switched|set))?(?: on| off)?
      \bEX_(?:CONFIG|USAGE)\b
      child exited (?:64|78)\b
      mail.{0,160}exit(?:ed)?.{0,20}(?:status|code)[ :=(]{0,3}(?:64|78)\b
      ERR_SOCKET_BAD_PORT
      port should be (?:>=|between|>)
      "port" (?:option )?(?:should|must)
      wrong authentication type
      unsupported sendmail command flags
      too many colons in address
      (?:unknown|unsupported|invalid|missing|unrecognized) (?:url |protocol |transport )?scheme
      scheme (?:is )?not supported
      scheme .{0,40}(?:unsupported|unknown|invalid)
      invalid (?:(?:smtp )?url|dsn|port|smtp port|transport|option|configuration|config)\b
      no transport (?:supports|available)
      invalid literal for int\(\)
      missing port in address
      could not split host and port
      port (?:number )?(?:is )?(?:out of range|invalid|must be)
      unknown (?:option|property|setting|directive|parameter|configuration|config)\b
      unknown command ['"]?\w+['"]? in
      : line \d+: (?:unknown|invalid|command|account \S{1,255} not )
      must have no more than user read/write permissions
      numberformatexception
      (?:enable_)?starttls\w* and :?(?:enable_)?(?:tls|ssl)
      :tls and :starttls
      are mutually
      dsn (?:is invalid|must|does not|cannot|isn't)
      malformed (?:url|dsn|uri)
      failed to parse .{0,30}(?:dsn|url|uri|config)
      mailer \[?.{0,40}\]? is not defined
      unsupported (?:mail driver|mailer|mail transport|encryption)
      unable to parse (?:url|dsn|config)
      unknown (?:smtp )?(?:encryption|security|tls)
      cannot (?:use|enable|combine) both
      (?:ssl|tls) and (?:start)?tls (?:cannot|can't|can not) both
      no such option
      invalid value for .{0,40}(?:port|host|tls|ssl|security|secure|encryption)
      is not a valid (?:port|host|url|encryption|value|transport|security)
      invalid (?:mail )?(?:host|server) (?:name )?format
      expected .{0,20}(?:port|integer|number).{0,30}(?:got|received|found)
      unrecognized (?:option|configuration)
      account .{0,60}not found: ?(?:no|account)
      no configuration file available
      account default not found
    `,
  ],
  [
    'secret-mangled',
    'auth',
    phrases`
      invalid interpolation format
      failed to parse dotenv
      unexpected escape sequence
      dotenv .{0,60}(?:unexpected|invalid|parse|unescaped|whitespace|spaces|quotes)
      encountered (?:unexpected|an invalid).{0,60}(?:dotenv|env|quote|escape|whitespace)
      \bpass(?:word|wd)?s?\b (?:that |which )?(?:contain\w{0,3}|includ\w{1,3}|ha[sd]|have|having|with) (?:an? |some |many |several |the |numbers and )*(?:special char|(?:single |double )?quotes?\b|dollar|hash(?:tag)?\b|ampersand|percent|backslash)
      \bspecial char\w{0,7} in (?:my |the |your |our )(?:\w{1,10} )?pass
      \bdollar signs? in (?:the |my |our |your )?(?:\w{1,10} )?pass(?:word|wd)?\b
      \bquotes? around (?:the |my |our |your )?(?:\w{1,10} )?pass(?:word|wd)?\b[^\n]{0,60}\b(?:part of|included|kept)\b
      \bpass(?:word|wd)? (?:without|with no) (?:any |the )?special char\w{0,7} (?:it |that |this )?(?:works?|worked|is fine)\b
      variable is not set\. defaulting to a blank
      (?:pass(?:word|wd)?|secret)s? .{0,30}\b(?:contain\w{0,3}|includ\w{1,3}|has|have|with)\b.{0,40}["'\`“][$#%!&\\;]["'\`”]
      (?:pass(?:word|wd)?|secret)s?\b.{0,40}\b(?:contain\w{0,3}|includ\w{1,3}|has|have|with)\b.{0,16} an? ["'\`“]?[$#%!&\\]
      (?:pass(?:word|wd)?|secret|value)s?\b.{0,80}\b(?:interpreted|regarded|treated|read|expanded|evaluated) as (?:an? )?(?:\w{1,12} )?(?:variable|comment)
      \b(?:problem|issue|cause|reason|culprit|because|due to|turned out|fixed|solved|solution)\b.{0,40}\b(?:pass(?:word|wd)?|secret)s?\b.{0,24}\bspecial char
      \bspecial char\w{0,6} (?:in|of) .{0,24}\bpass(?:word|wd)?\b.{0,60}(?:escap|quot|encod|break|broke|caus|problem|issue)
      \bpass(?:word|wd)?\b[^\n]{0,80}\b(?:(?:not|n['’]t|never) (?:\w{1,12} )?(?:escaped|quoted|parsed|interpolated)|(?:interpreted|regarded|treated|taken|read|evaluated|parsed) as (?:an? )?(?:\w{1,12} )?(?:variable|comment|placeholder)|truncated|cut off|(?<!\b(?:no|without|any|contain no|not contain|must contain|at least one|one) )(?:special|reserved) char(?:acter)?s?\b)
      \b(?:percent|dollar|hash|pound|ampersand|backslash|exclamation|quote|quotation|semicolon)s?\b.{0,8} (?:sign|mark|char(?:acter)?|symbol)s? in (?:the |my |our |your )?(?:\w{1,12} )?pass(?:word|wd)?\b
      ["'\`“(][$#%!&\\;]["'\`”)] (?:sign |char(?:acter)? |symbol )?in (?:the |my |our |your )?(?:\w{1,12} )?pass(?:word|wd)?\b
      (?<!\w)[$#%&] (?:sign|char(?:acter)?|symbol) in (?:the |my |our |your )?(?:\w{1,12} )?pass(?:word|wd)?\b
      \bpass(?:word|wd)?\b.{0,40} (?:would |will )?(?:silently )?(?:become|becomes|became|turns into|ends up as|is (?:cut|shortened) to) ["'\`“]
      after the ['"\`“]?[$#%!&\\;]['"\`”]? is (?:interpreted|ignored|cut|lost|dropped|treated)
      unbound variable
      bad substitution
      user: ?%u@%s
      %[us]@%[us]
      event not found
    `,
  ],
  [
    'credentials-missing',
    'auth',
    phrases`
      missing credentials
      need user ?name and password\b
      \b(?:MAIL|SMTP|EMAIL)_?\w{0,16}(?:PASS|USER)\w{0,8} (?:is|was) (?:not|never) (?:passed|handed|given)\b
      \b(?:must|should|have to|need to) (?:also )?(?:assign|specify|supply|provide|set|configure|define) (?:an? |the |your )?(?:SMTP |mail |e-?mail )?(?:user ?name|user|login)(?:,? (?:and|or|/) (?:an? |the )?(?:SMTP )?pass(?:word|wd)?)?\b
      \bno credentials (?:were )?supplied\b
      \bpassword=<null>
      \bno_credentials\b
      \bpassword[\`'"”]? cannot be set without
      authentication required, invalid details provided
      all-?whitespace (?:user ?name|login|password)
      (?:no|missing|empty|blank|without) (?:a )?(?:smtp |e-?mail |mail )?(?:user ?(?:name|id)|password|credentials|secret phrase|authentication data|login)s?(?: (?:and|or|/) (?:user ?name|password))? ?(?:was|were|is|are|has been|have been)? ?(?:provided|supplied|given|set|specified|found|configured|available|present|entered)
      requested but missing
      missing (?:smtp )?(?:user ?name|password|secret|user|auth\b|login|account)
      no password specified\?
      (?<!\bapp[- ]|application[- ]|specific[- ]|client[_-])(?:user ?name|password|credentials|smtp user|smtp password)\b.{0,24} (?:is|are|must not be|cannot be|can't be|may not be|can not be|should not be|was|were) (?:empty|null|blank|missing|required|not set|undefined|none|not provided|not configured|not found)
      (?:user ?name|password|credentials) (?:not (?:set|provided|specified|found|configured|supplied))
      cannot authenticate to server .{1,200}: generic failure
      (?:user ?name|password) (?:required|needed) (?:for|to)
      credentials required
      authentication method \S{1,20} needs a (?:user ?name|password)
      needs a user ?name and (?:a )?password
      value cannot be null\..{0,30}(?:user|password|credential)
      'NoneType' object has no attribute 'encode'
      object of type 'NoneType'
      argument must be a string.{0,40}NoneType
      (?:user|password)[^\n]{0,20}should not be None
      undefined method .{0,40}for nil
    `,
  ],
]
