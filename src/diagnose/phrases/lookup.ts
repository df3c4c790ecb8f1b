// How name look-ups fail, in the words of resolvers and libraries in several languages.

import type { Observation } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { RELAY_NAME } from '../../smtp/relay-name.js'
import { once } from '../once.js'
import { lineOf, wordsOf } from '../select.js'

export type LookupFault = 'not-found' | 'unavailable'

export interface LookupFailure {
  readonly fault: LookupFault
  readonly seen: Observation
  /** The name exactly as it was looked up, blanks and commas included; undefined when the text does not show it. */
  readonly name?: string
  readonly isOwnName: boolean
}

const UNAVAILABLE_CODES = new Set([
  'EAI_AGAIN',
  'EAGAIN',
  'ESERVFAIL',
  'SERVFAIL',
  'ETIMEOUT',
  'ETIMEDOUT',
  'TIMEOUT',
  'ECONNREFUSED',
  'EREFUSED',
  'REFUSED',
  'EAI_FAIL',
  'EAI_SYSTEM',
  'TRY_AGAIN',
  'NO_RECOVERY',
  'WSATRY_AGAIN',
  'WSANO_RECOVERY',
  'ECANCELLED',
  'ECONNRESET',
  'ENETUNREACH',
  'EHOSTUNREACH',
  '11002',
  '11003',
])

const UNAVAILABLE = phrases`
    temporary failure in name resolution
    name resolution (?:is )?temporar
    getaddrinfo[^\n]{0,200}(?:try again|EAI_AGAIN)
    lookup[^\n]{0,80}try again
    \bEAI_AGAIN\b
    host not found, try again
    \b11002\b
    WSATRY_AGAIN
    non-?recoverable (?:error|failure)
    \bSERVFAIL\b
    server misbehaving
    query[A-Z]{1,5} (?:ETIMEOUT|ESERVFAIL|ECONNREFUSED|EREFUSED)
    dns (?:lookup|query|resolution|server)[^\n]{0,60}(?:timed? ?out|fail|refused|unreachable)
    lookup [^\n]{1,200}(?:i/o timeout|read udp|connection refused|network is unreachable)
    resolving timed out
    could not contact dns
    no nameservers
    Temporärer Fehler bei der Namensauflösung
    Échec temporaire dans la résolution
    Fallo temporal (?:en|al) (?:la )?resol
    Falha temporária na resolução
    Errore temporaneo nella risoluzione
    域名解析暂时失败
    暂时性的域名解析
    名前解決に一時的に失敗
    名前解決における一時的な失敗
    Временный сбой в разрешении
  `

const NOT_FOUND = phrases`
    name or service not known
    nodename nor servname
    \bENOTFOUND\b
    \bEAI_NONAME\b
    \bNXDOMAIN\b
    no such host
    unknown host
    UnknownHostException
    could not resolve
    couldn'?t resolve
    can'?t resolve(?! ["'\`][^"'\`\n]{1,200}["'\`] in\b)
    cannot resolve
    unable to resolve
    host not found
    getaddrinfo failed
    getaddrinfo:? [^\n]{0,80}not known
    name does not resolve
    no address associated with
    valid name, no data record
    failed to lookup address
    dns error: no record
    remote name could not be resolved
    0x800CCC0D\b
    name resolution fail
    \b11001\b
    WSAHOST_NOT_FOUND
    cannot locate host
    server not found(?! or refus)
    host or domain name not found
    gethostbyname failed
    Der angegebene Host ist unbekannt
    Der Remotename konnte nicht aufgelöst
    Name oder Dienst nicht bekannt
    Es ist kein solcher Host bekannt
    Nom ou service inconnu
    Hôte inconnu
    nom distant n['’]a pas pu être résolu
    Nombre o servicio desconocido
    Host desconocido
    no se (?:puede|pudo|ha podido) resolver
    impossibile risolvere il nome remoto
    Nome ou serviço desconhecido
    host (?:é )?desconhecido
    Nome o servizio sconosciuto
    Host sconosciuto
    不知道这样的主机
    无法解析(?:的)?(?:服务器|主机|远程名称)
    未知的名称或服务
    無法識別這台主機
    未知的主機
    そのようなホストは不明
    名前またはサービスが不明
    リモート名を解決できません
    Этот хост неизвестен
    Имя или служба не известны
    Неизвестное имя или служба
    Не удается разрешить удаленное имя
    Nieznana nazwa lub usługa
    Nieznany host
    알려진 호스트가 없습니다
    Böyle bir ana bilgisayar bilinmiyor
  `

const OWN_NAME = phrases`
    getlocalhost
    localhostname
    \bgethostname\b
    \bgetfqdn\b
    local host ?name
    own (?:host ?name|domain name)
    unqualified host name
    qualify my own
    myhostname
    name of this (?:machine|host)
  `

/** All look-ups that failed, with the name as it was looked up. A recipient's domain in a mail log is left out. */
export const lookupFailures = once(findLookupFailures)

function findLookupFailures(seen: readonly Observation[]): LookupFailure[] {
  return seen.flatMap((one): LookupFailure[] => {
    if ((one.status === 'ok' && one.kind !== 'text') || one.stage === 'rcpt') return []
    const fault = faultOf(one)
    if (!fault) return []
    // A recipient's domain that cannot be found is the recipient's trouble; a resolver that fails is this machine's.
    const isRecipients = isRecipientDomain(one)
    if (isRecipients && fault === 'not-found') return []
    const name = isRecipients ? undefined : nameOf(one)
    const isOwnName = (one.kind === 'dns' && one.isOwnName === true) || matches(OWN_NAME, lineOf(one))
    return [{ fault, seen: one, isOwnName, ...(name !== undefined && { name }) }]
  })
}

function faultOf(one: Observation): LookupFault | undefined {
  if (one.kind === 'dns') {
    if (one.code === 'OK') return undefined
    const words = lineOf(one)
    if (UNAVAILABLE_CODES.has(one.code.toUpperCase())) return 'unavailable'
    return matches(UNAVAILABLE, words) ? 'unavailable' : 'not-found'
  }
  if (one.kind !== 'text' && one.kind !== 'client' && one.kind !== 'socket') return undefined
  const words = one.kind === 'socket' ? `${one.code} ${one.message ?? ''}` : wordsOf(one)
  return matches(UNAVAILABLE, words) ? 'unavailable' : matches(NOT_FOUND, words) ? 'not-found' : undefined
}

const QUOTED_HOST =
  /\b(?:host(?:name)?|smtp_?host|server)["']?\s{0,3}(?::|=>|=)\s{0,3}(["'])(?!(?:celery|worker\d{0,4})@)([^"'\n]{0,255})\1/i
const BARE_NAMES = [
  /getaddrinfo (?:EAI_AGAIN|EAI_FAIL) (\S{1,255}?)(?::\d{1,5})?(?:\s|$)/,
  /getaddrinfo (?:ENOTFOUND|EAI_NONAME) (\S{1,255})/,
  /query[A-Za-z]{1,5} [A-Z]{5,12} (\S{1,255})/,
  /lookup (\S{1,255}?)(?: on |:)/,
  /host lookup:? ["'`]([^"'`]{1,255})/i,
  /name service error for name=(\S{1,255})/i,
  /could not resolve (?:host|proxy)?(?:name)?:? ["'`]?([^\s"'`;)]{1,255})/i,
  /UnknownHostException: ([^\s:;)]{1,255})/,
  /unknown (?:SMTP )?host:? ["'`]?([^\s"'`;)]{1,255})/i,
  /remote name could not be resolved: ["']?([^\s"']{1,255})/i,
  /(?:cannot|can't|unable to) (?:locate|resolve) (?:the )?(?:host(?: ?name)?|server|address)? ?["'`]?([^\s"'`:;)]{1,255})/i,
  /unable to connect to (?:\w{2,5}:\/\/)?([^\s"'`()]{1,255}?):\d{1,5}\b/i,
]

/** The raw name: the quoted setting wins over the parsed one, because only it shows a blank at the end. */
function nameOf(one: Observation): string | undefined {
  const line = lineOf(one)
  const quoted = QUOTED_HOST.exec(line)?.[2]
  if (one.kind === 'dns' && one.name !== '') {
    return quoted !== undefined && quoted !== one.name && quoted.trim() === one.name.trim() ? quoted : one.name
  }
  if (quoted !== undefined) return quoted
  for (const pattern of BARE_NAMES) {
    const found = pattern.exec(line)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

/** A mail log that could not find the domain that a message goes to: about the recipient, not about the server. */
function isRecipientDomain(one: Observation): boolean {
  const line = one.evidence ?? wordsOf(one)
  const recipient = /\bto=<[^@\s>]{1,64}@([^\s>]{1,255})>/.exec(line)?.[1]
  if (recipient === undefined) {
    const name = /name service error for name=(\S{1,255}) type=MX\b/i.exec(line)?.[1]
    return name !== undefined && !RELAY_NAME.test(name)
  }
  return new RegExp(`name=${escapeForRegExp(recipient)}\\b`, 'i').test(line)
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
