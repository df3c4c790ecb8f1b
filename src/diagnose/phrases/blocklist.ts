// How servers word that a client's address is kept out, and how they word what only looks like it.

import { phrases } from '../../smtp/prefilter.js'

/** The names of public block lists and of the products that keep lists of their own. */
const LISTS =
  'spamhaus|\\bzen\\b|\\b[sxp]bl\\b|spamcop|sorbs|barracuda(?: ?networks| reputation|central)?|uceprotect|psbl|\\bcbl\\b|abuseat|backscatterer|invaluement|senderscore|sender score|truncate|gbudb|mailspike|manitu|nixspam|nix spam|spfbl|hostkarma|junkemailfilter|dnsbl|\\brbl\\b|rblsmtpd|cloudmark|proofpoint|trend ?micro|trustwave|ironport|senderbase|talos|symantec|messagelabs|mimecast|fortiguard|abusix|0spam|surriel|dronebl|s5h|lashback|tiopan|wpbl|njabl|dsbl|blocklist\\.de'

/** The address of the client is listed, blocked or ill reputed. */
export const CLIENT_BLOCKED = new RegExp(
  [
    `(?:blocked|listed|rejected|refused|denied|found|black-?listed|block-?listed)[^\\n]{0,60}(?:using|by|on|in|at|via|through|from)[^\\n]{0,40}(?:${LISTS}|block ?list|black ?list|deny ?list)`,
    `(?:${LISTS})[^\\n]{0,60}(?:blocked|listed|listing|rejected|lookup|removal|delist)`,
    '(?:client|sending|your|source|connecting|remote|this)(?: mail)? ?(?:host|ip|ip address|address|server|network|mta|system|ip range|range)[^\\n]{0,80}(?:is |was |has been |are )?(?:black-?listed|block-?listed|listed|blocked|banned|denied|refused|rejected|not allowed|on our block|on a block|in our (?:black|block)|poor reputation|bad reputation|low reputation|suspicious|prohibited)',
    '(?:host|ip|ip address|address|server|client)? ?\\[?(?:\\d{1,3}\\.){3}\\d{1,3}\\]?[^\\n]{0,30}(?:is |was |has been )?(?:black-?listed|block-?listed|blocked|listed|banned|denied)',
    '(?:access|connection|connections|traffic|mail|messages?)[^\\n]{0,40}(?:denied|refused|rejected|blocked|not accepted|not allowed|deferred|rate limited)[^\\n]{0,40}(?:from|for|due to)[^\\n]{0,20}(?:your|this|the)? ?(?:ip|ip address|host|network|address range)\\b',
    '(?:bad|poor|low|insufficient|ip) (?:sender |ip |sender ip |host )?reputation',
    'reputation[^\\n]{0,40}(?:too low|poor|bad|low|prohibits)|(?:due to|because of|low)[^\\n]{0,20}reputation',
    'part of (?:their|your) network is on our block ?list|block ?list \\(S31\\d\\d\\)|\\bS3140\\b|\\bS3150\\b|\\b(?:SC|OU|DY|RP)-00[1-9]\\b',
    '(?:mail|messages?|connections?|traffic) from \\[?(?:\\d{1,3}\\.){3}\\d{1,3}\\]?[^\\n]{0,30}(?:refused|rejected|blocked|denied|not accepted)|block(?:ed)? for spam|\\((?:CON|DYN|RLY):[A-Z]\\d{1,2}\\)|#BL0{3,}|intrusion prevention active|not authori[sz]ed to send (?:e-?mail|mail|messages) directly|NotAuthorizedError|not allowed to connect|banned sending ip|access denied, banned|AS\\(?16012',
    '(?:dynamic|residential|dial-?up|generic|consumer|home)[^\\n]{0,20}(?:ip|address|host|client|range|line|connection)[^\\n]{0,60}(?:not allowed|not accept|reject|blocked|refus|denied|prohibited)',
    '(?:not accept|reject|block|refus|den)[^\\n]{0,40}(?:dynamic|residential|dial-?up)[^\\n]{0,20}(?:ip|address|host|range|clients)',
    'unsolicited mail originating from your ip|UnsolicitedIPError|UnsolicitedRateLimitError',
    '\\[(?:TSS?|IPTS)\\d\\d\\]|spam from your ip\\b|temporarily deferred due to (?:unexpected volume|user complaints)|not accepted for policy reasons[^\\n]{0,80}ip',
    '\\bBlocked - see https?:|blocked - see |^Blocked\\b|dnsbl-lookup|ipcheck\\.proofpoint|sender\\.office\\.com|ip-?blocked|IPBlocked|ip block list',
    'ip[^\\n]{0,20}(?:is )?(?:in|on) (?:a |the |our )?(?:black|block|deny) ?list|ip address[^\\n]{0,20}(?:rejected|denied)|client ip blocked',
    'spamhaus\\.org/(?:query|lookup|sbl|pbl|xbl|zen)|see:? https?://[^\\n ]{0,30}(?:spamhaus|sorbs|spamcop)|(?:\\bin|\\bon) [^\\n]{0,30}(?:spamhaus|[sxp]bl\\b)[^\\n]{0,20}(?:list|database)|ip identified as spammer|\\bbad ip\\b|\\bip blocked\\b|(?:your )?access to (?:submit messages to )?this (?:e-?mail|mail) system has been rejected|you are not allowed to connect|\\bip[:=] ?(?:\\d{1,3}\\.){3}\\d{1,3} - a problem occurred',
    'AUP#(?:\\w{0,6}RBL|BL|In-13\\d\\d|Out-13\\d\\d)|use the smtp server of your isp|host network,? not allowed',
    '\\bip(?: address)? (?:(?:is|was|has been) )?(?:temporarily |currently |permanently )?(?:block|black)[- ]?listed|\\b(?:this|that|your|the) ip(?: address)?(?: \\S{3,40})? is not (?:allowed|permitted|authori[sz]ed) to (?:send|relay|connect|submit|use)',
    '\\bDT:RBL\\b|\\brbl reject|\\bWM:BLI\\b|\\bHL:(?:REP|MEP|IHU|IPB)\\b|\\bIP is (?:hangup|rejected)\\b(?!,? smtp auth)|not taken: invalid IP\\b|bounce attacks?\\b|black ip\\b|rbl deny',
    'IP not in whitelist',
    'bypassing (?:the |your )?service provider|\\bdenyip\\b|reject your mail \\(DNS-?BL\\)|\\bPDR0601\\b',
    '(?:suspected|suspicious|known) spam(?:mer|ming)? (?:ip|host|source|server)\\b|RestrictDomainsTo(?:IPAddresses|Certificate)|multi-?black ?list|no access from mail server|\\brefused - see https?:',
    'refus\\w* (?:the |this |your )?(?:ip|ip address) \\[?(?:\\d{1,3}\\.){3}|(?:connections?|mail|messages?) (?:will not be|are not|not) accepted from \\[?(?:\\d{1,3}\\.){3}|(?:mail|messages?) from \\[?(?:\\d{1,3}\\.){3}\\d{1,3}\\]? (?:temporarily )?deferred',
    'too many (?:spams?|bad commands|invalid recipients) from your (?:ip|host)',
    'IP-Adresse[^\\n]{0,60}(?:gesperrt|blockiert|gelistet)|adresse IP[^\\n]{0,60}(?:bloqu|liste noire)|dirección IP[^\\n]{0,60}(?:bloquead|lista)|发信IP|IP地址[^\\n]{0,30}(?:拒绝|黑名单|限制)|connection denied',
    '\\bis in (?:a|an|our|the) (?:\\S{1,30} )?(?:black ?list|rbl)\\b|dnsbl:|(?:black-?listed|blocked|refused) by (?:our |the |this )?(?:server|system|provider|earthlink|rbl)\\b|\\bbad sender ip|not (?:currently )?accepting (?:mail|e-?mail|messages|connections) from (?:your|this) ip|(?:dynamic|non-?static)[- ]ip\\b|open prox(?:y|ies)|access forbidden by your ip|(?:mail )?server (?:at |ip )?(?:\\S{1,60} )?(?:is blocked|listed as abusive)|the ip \\S{3,60} is black-?listed|\\bip\\/domain reputation|unwanted messages have been sent from (?:the following |your |this )?ip|\\bblocked for abuse\\b|att\\.net\\/blocks',
  ].join('|'),
  'i',
)

/** Listed or refused, but not for the client's address: the sender's domain, a link, the name in DNS, the message. */
export const NOT_THE_CLIENT = phrases`
    black-?listed (?:user|account|login)
    tenant allow
    recipients? (?:is|are) blocked by your organi[sz]ation
    (?:server|service|system|host) is (?:currently |temporarily )?(?:too )?(?:busy|overloaded)
    open resolver
    in header From
    reputation of the sending domain
    helo domain is listed
    blocking URL
    gr[ea]y-?list
    public resolver
    query (?:limit|refused|volume)
    query refused
    127\.255\.255\.25[1245]
    returnc/pub
    MailFrom domain
    sender (?:address|domain|email)[^\n]{0,30}(?:listed|blocked|black)
    domain[^\n]{0,30}(?:is )?listed
    \b(?:DBL|SURBL|URIBL|multi\.surbl|dbl\.spamhaus|rhsbl)\b
    message[^\n]{0,60}(?:likely|looks like|detected as|considered|classified as) (?:unsolicited|spam)
    UnsolicitedMessageError
    UnsolicitedContentError
    reverse dns
    \bPTR\b
    \brDNS\b
    DNS PTR
    SPF
    DKIM
    DMARC
    helo
    ehlo\b
    authenticat
    user unknown
    no such user
    relay(?:ing)? (?:access )?denied(?! - your ip)
    your country
    banned recipient
    (?:sender|recipient|user)['’]?s?\b[^\n]{0,20} (?:in|on) [^\n]{0,20}(?:black|block|deny) ?-?list
    policy for envelope
    urls? (?:is |are )?(?:in|on) (?:a |the |our )?(?:block|black)
    header from
    from header
    auth(?:entication)? (?:failed|failure)
  `
