// Failed look-ups in the words of resolvers and programs, to c-ares' and getaddrinfo's names.

import { firstMatch, type Pattern, PhraseTable, phrases } from '../../smtp/prefilter.js'

export interface DnsPhrase {
  readonly code: string
  readonly words: string
}

const ROWS: readonly (readonly [code: string, pattern: Pattern])[] = [
  [
    'EAI_AGAIN',
    phrases`
      \bEAI_AGAIN\b
      temporary failure in name resolution
      getaddrinfo failed: try again
      host not found,? try again
      name server (?:is )?(?:temporarily )?unavailable
      errno -3\b
      -3001\b
      [ée]chec temporaire dans la r[ée]solution
      tempor[äa]rer fehler bei der namensaufl[öo]sung
      fallo temporal en la resoluci[óo]n
      временный сбой в разрешении
      域名解析(?:暂时|臨時)?失败
      名前解決に一時的に失敗
      nonauthoritative host not found
      temporary (?:dns|lookup) (?:failure|error)
      \b11002\b
      host lookup did not complete
      the dns server returned an error
      temporarily unable to resolve
      host name lookup failure
    `,
  ],
  [
    'ETIMEOUT',
    phrases`
      query[A-Z]{1,6} ETIMEOUT
      \bETIMEOUT\b
      (?:\bdns\b|resolv(?:er|ing|e)\b|name ?server|\blookup\b).{0,60}(?:timed? ?-?out|i/o timeout)
      lookup \S{1,255} on \S{1,60} (?:read|write|dial) udp.{0,80}timeout
      resolving timed out
      dns operation timed out
    `,
  ],
  [
    'ESERVFAIL',
    phrases`
      \bE?SERVFAIL\b
      server misbehaving
      EAI_FAIL\b
      non-?recoverable (?:error|failure)
      nonrecoverable failure
      \b11003\b
      name service error(?!.{0,160}(?:host|domain) not found(?!,? try again))
      \bEREFUSED\b
      query[A-Z]{1,6} ECONNREFUSED
      lookup \S{1,255} on \S{1,60} .{0,60}connection refused
      read udp .{0,80}(?:connection refused|unreachable)
    `,
  ],
  [
    'ENODATA',
    phrases`
      \bENODATA\b
      \bEAI_NODATA\b
      no address associated with (?:host)?name
      valid name,? (?:but )?no data record
      no data record of requested type
      \b11004\b
      (?:the )?requested name is valid
    `,
  ],
  [
    'ENOTFOUND',
    phrases`
      \bENOTFOUND\b
      \bdns failed for\b
      \b(?:could|can) ?not find (?:the )?(?:smtp |mail )?(?:host|server)\b ?:? ?[\x22'<\w]
      child exited 68\b
      \bmsmtp\b.{0,80}exit(?:ed)? (?:status|code) 68\b
      lookup (?:failure|failed|error):? (?:host|domain|name) \S{1,255} not found
      usually occurs due to an incorrect host
      \bEAI_NONAME\b
      name or service not known
      nodename nor servname
      no such host(?: is known)?
      unknown (?:smtp |mail |remote )?host
      host ?name (?:is )?unknown
      outgoing server (?:\(SMTP\) )?\S{1,255} is unknown
      postausgangs-?server (?:\(SMTP\) )?\S{1,255} unbekannt
      serveur sortant (?:\(SMTP\) )?\S{1,255} est inconnu
      SMTP-?host wurde nicht gefunden
      Name des (?:Mail|SMTP-?)servers konnte nicht aufgelöst
      serveur (?:SMTP )?est introuvable
      (?:server|host) ?name could not be (?:found|resolved)
      未能解析此远程名称
      невозможно разрешить удал[её]нное имя
      nome remoto não pôde ser resolvido
      nie można rozpoznać nazwy zdalnej
      host não é conhecido
      failed host lookup
      (?:host|dns) lookup (?:(?:of|for) )?(?:["']?[\w.-]{1,255}["']? )?(?:has )?failed
      bad host ?name
      UnresolvedAddressException
      server with the specified host ?name could not be found
      gethostbyname(?:\(\))? (?:failed|error)
      \bgaierror\b
      UnknownHostException
      host (?:name )?(?:was )?not found
      could ?n[o']t (?:be )?resolve
      can(?:no|')?t resolve(?! ["'\`][^"'\`\n]{1,200}["'\`] in\b)
      unable to resolve
      failed to (?:resolve|lookup|look up)
      could not resolve
      getaddrinfo failed
      getaddrinfo:[ ]
      getaddrinfo ?\(
      name (?:could not be resolved|does not resolve|resolution (?:failed|failure))
      nxdomain
      domain name not found
      host or domain name not found
      remote name could not be resolved
      no address(?:es)? (?:found|could be found) for
      \b11001\b
      -3008\b
      remotename konnte nicht aufgel[öo]st werden
      nom distant n['’]a pas pu [êe]tre r[ée]solu
      no se (?:puede|pudo|ha podido) resolver el nombre remoto
      impossibile risolvere il nome remoto
      nom ou service inconnu
      h[ôo]te inconnu
      der name oder der dienst ist nicht bekannt
      name oder dienst nicht bekannt
      der angegebene host ist unbekannt
      host ist unbekannt
      nombre o servicio desconocido
      host desconocido
      se desconoce (?:el|ese) host
      имя или служба не известны
      этот хост неизвестен
      хост неизвестен
      未知的名称或服务
      不知道这样的主机
      无法解析(?:主机|远程)
      無法識別這台主機
      名前またはサービスが不明
      そのようなホストは不明
      nie znaleziono hosta
    `,
  ],
]

const TABLE = new PhraseTable(ROWS, ([, pattern]) => pattern)

/** The failed look-up that a line speaks of; undefined when it speaks of none. */
export function dnsErrorIn(text: string): DnsPhrase | undefined {
  const match = TABLE.firstMatch(text)
  return match && { code: match.row[0], words: match.found[0] }
}

/** The name that was looked up, exactly as it stands there: blanks and commas belong to the fault. */
export function lookedUpName(text: string): string | undefined {
  for (const pattern of NAMES) {
    const name = firstMatch(pattern, text)?.[1]
    if (name !== undefined && name.trim() !== '') return withoutMessagesPort(text, name.replace(/[\])}>'"]+$/, ''))
  }
  return undefined
}

/** Node before version 10 puts `host:port` behind a resolver's failure; asked for such a name it would say ENOTFOUND. */
function withoutMessagesPort(text: string, name: string): string {
  return /getaddrinfo (?:EAI_AGAIN|EAI_FAIL|ESERVFAIL) /.test(text) ? name.replace(/:\d{1,5}$/, '') : name
}

const NAMES: readonly Pattern[] = [
  /["']?hostname["']?\s{0,4}[:=]\s{0,4}["'](?!\w{1,40}@)([^"']{1,255})["']/,
  /getaddrinfo (?:ENOTFOUND|EAI_AGAIN|EAI_FAIL|EAI_NODATA|EAI_NONAME|ESERVFAIL) (\S{1,255}(?: (?=$|[\s"',;:)]))?)/,
  /query[A-Z]{1,6} [A-Z]{5,12} (\S{1,255})/,
  /\blookup (\S{1,255})(?: on |: )/,
  /name=(\S{1,255}) type=/,
  /\bdns failed for (\S{1,255})/i,
  /(?:remote name|Remotename|nom distant|nombre remoto|nome remoto)[^:\n]{0,60}: ?["'«] ?([^"'»\n]{1,255})/i,
  /resolve host ["']([^"'\n]{1,255})["']/i,
  /getaddrinfo for (\S{1,255}) failed/i,
  /(?:such host is known|name or service not known)\.? \(([^()\s]{1,255}):\d{1,5}\)/i,
  /UnknownHostException: (["'`]?[\w.-]{1,255}(?::\d{1,5}\b)?)/,
  /Unknown (?:SMTP |mail |remote )?host:? (["'`]?[\w.-]{1,255}(?:(?::\/\/|@)[\w.-]{1,255}|:\d{1,5}\b)?)/i,
  /(?:failed host lookup|(?:host|dns) lookup failed|bad host ?name)(?: for)?:? ["'`]?([\w.-]{1,255}\.[\w-]{1,63})/i,
  /\bhost lookup ["'`]?([\w.-]{1,255}\.[\w-]{1,63})["'`]? failed/i,
  /(?:resolve|resolving)(?: the)?(?: (?:proxy|remote|SMTP|mail))?(?: host(?:name)?| address| domain| server| name)*:? ["'`]?([\w.-]{1,255}\.[\w-]{1,63})/i,
  /unable to connect to (?:(?:ssl|tls|tcp):\/\/)?([^\s:()]{1,255}):\d{1,5}/i,
  /with host "?([^\s":]{1,255}(?: (?= \[php))?)"?/i,
  /could not find host "([^"\n]{1,255})"/i,
  /(?:could not find|no such) host:? ["']?([\w.-]{1,255}\.[\w-]{1,63})/i,
  /cannot (?:locate|find) (?:host|server) ["']?([\w.-]{1,255})/i,
  /(?<![\w@.-])((?:smtp|smpt|mail|mx|relay|out|send)[\w-]{0,40}\.[\w-]{1,63}\.[a-z.]{2,24})\b/i,
]

/** Whether the look-up was for this machine's own name, which programs want for EHLO. */
export function isOwnNameLookup(text: string): boolean {
  return /\bgetLocalHost\b|in getfqdn\b|getfqdn\(|gethostbyname\((?:socket\.)?gethostname\(\)|getaddrinfo\((?:socket\.)?gethostname\(\)|\blocal host ?name\b|own host ?name|my hostname|invalid hostname: getaddrinfo|this host'?s name/i.test(
    text,
  )
}

/** Go quotes the value that it could not take apart: a link or an address in the place of a name; undefined for others. */
export function hostWritten(line: string): string | undefined {
  const value = /\baddress (\S{1,255}): too many colons in address/.exec(line)?.[1]?.replace(/:\d{1,5}$/, '')
  return value !== undefined && /:\/\/|@|[,;]/.test(value) ? value : undefined
}
