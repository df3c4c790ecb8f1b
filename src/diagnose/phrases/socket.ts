// How sockets fail, in the words of operating systems and libraries in several languages, as one small set of causes.
// A reader may deliver a code, or only the line as it stood in a log; rules see both the same way.

import type { Endpoint, Observation, Stage } from '../../model.js'
import { matches, mayMatch } from '../../smtp/prefilter.js'
import { isSameEndpoint } from '../meant.js'
import { once } from '../once.js'
import { lineOf, wordsOf } from '../select.js'

export type SocketFault = 'refused' | 'timeout' | 'unreachable' | 'permission' | 'no-address' | 'closed'

export interface SocketFailure {
  readonly fault: SocketFault
  readonly stage: Stage
  readonly seen: Observation
  readonly endpoint?: Endpoint
  /** The address that was tried, where it is known. */
  readonly address?: string
  readonly family?: 4 | 6
}

const CODES: Readonly<Record<string, SocketFault>> = {
  ECONNREFUSED: 'refused',
  WSAECONNREFUSED: 'refused',
  '10061': 'refused',
  ETIMEDOUT: 'timeout',
  TIMEOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  ETIMEOUT: 'timeout',
  WSAETIMEDOUT: 'timeout',
  '10060': 'timeout',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENONET: 'unreachable',
  WSAENETDOWN: 'unreachable',
  WSAENETUNREACH: 'unreachable',
  WSAEHOSTDOWN: 'unreachable',
  WSAEHOSTUNREACH: 'unreachable',
  '10050': 'unreachable',
  '10051': 'unreachable',
  '10064': 'unreachable',
  '10065': 'unreachable',
  EACCES: 'permission',
  EPERM: 'permission',
  WSAEACCES: 'permission',
  '10013': 'permission',
  EADDRNOTAVAIL: 'no-address',
  EAFNOSUPPORT: 'no-address',
  WSAEADDRNOTAVAIL: 'no-address',
  WSAEAFNOSUPPORT: 'no-address',
  '10047': 'no-address',
  '10049': 'no-address',
  EOF: 'closed',
  ECONNRESET: 'closed',
  ECONNABORTED: 'closed',
  EPIPE: 'closed',
  ENOTCONN: 'closed',
  WSAECONNRESET: 'closed',
  WSAECONNABORTED: 'closed',
  '10053': 'closed',
  '10054': 'closed',
}

// Windows' own sentences (10061, 10060, 10051, 10065, 10013) and the C library's, as systems in other languages say them.
const PHRASES: readonly (readonly [SocketFault, RegExp])[] = [
  [
    'permission',
    /forbidden by its access permissions|\b10013\b|(?:connect|socket|dial|host|port|address)[^\n]{0,80}(?:permission denied|operation not permitted)|(?:permission denied|operation not permitted)[^\n]{0,60}(?:connect|socket|dial|address =)|socket failed: e?acces|java\.net\.socketpermission|requires? net access|zugriffsrechte[^\n]{0,40}socket|Zugriff auf einen Socket|interdite par ses autorisations|permisos de acceso lo prohíben|访问权限不允许|アクセス許可で禁じられた|запрещенным правами доступа/i,
  ],
  [
    'refused',
    /connection (?:was |has been |is )?refused|connection failed: refused|\bECONNREFUSED\b|actively refused|refused the connection|refusing SMTP connections|\bconnect error 10061|curl: \(7\) failed to connect|\b10061\b|Verbindungsaufbau abgelehnt|Verbindung (?:wurde )?(?:verweigert|abgelehnt)|Zielcomputer die Verbindung verweigerte|connexion refusée|expressément refusée|conexión (?:rehusada|rechazada|denegada)|denegó expresamente|connessione rifiutata|rifiuto persistente|conexão recusada|recusou ativamente|目标计算机积极拒绝|拒绝连接|连接被拒绝|連線遭拒|連線被拒|目標電腦拒絕|接続を拒否|対象のコンピューターによって拒否|接続が拒否|отверг запрос на подключение|В соединении отказано|aktywnie (?:go|jej) odmawia|Połączenie odrzucone|actief geweigerd|Verbinding is geweigerd|aktivně odmítl|연결을 거부|etkin olarak reddettiğinden/i,
  ],
  [
    'unreachable',
    /network (?:is )?unreachable|no route to host|host (?:is )?(?:unreachable|down)|\bE(?:NET|HOST)UNREACH\b|unreachable (?:network|host)|\b1005[01]\b|\b10065\b|network is down|Netzwerk ist nicht erreichbar|Keine Route zum Zielrechner|Kein Weg zum Zielrechner|nicht erreichbare[nms]? (?:Netzwerk|Host)|réseau (?:n['’]est pas accessible|est inaccessible|inaccessible)|Aucun chemin d['’]accès pour atteindre|hôte (?:est )?inaccessible|red es inaccesible|red (?:es )?inalcanzable|No existe ninguna ruta|No hay ruta hasta|rede (?:está )?(?:inacessível|fora de alcance|inalcançável)|Rete non raggiungibile|Nessun instradamento|网络不可达|网络不可访问|没有到主机的路由|无法连接的网络|无法连接的主机|無法連線的網路|ネットワークに到達できません|到達できない(?:ネットワーク|ホスト)|ホストへの経路がありません|Сеть недоступна|Нет маршрута|недоступной сети|недоступному узлу|Sieć jest niedostępna/i,
  ],
  [
    'no-address',
    /cannot assign requested address|can'?t assign requested address|\bEADDRNOTAVAIL\b|\bEAFNOSUPPORT\b|address family not supported|requested address is not valid in its context|address incompatible with the requested protocol/i,
  ],
  [
    'timeout',
    /connect(?:ion)?(?: attempt| to [^\s]{1,200})?:? (?:has )?timed? ?out|connection timeout|connect timeout|i\/o timeout|operation timed out|\bETIMEDOUT\b|\bconnect error 10060|curl: \(28\)|failed to connect to [^\n]{1,200} after \d{5,9} ms|\b10060\b|did not properly respond after a period|read timed out|timed out while|timed-out|timeout was reached|(?:socket|server|request|smtp|send|connection|connecting|waiting)[^\n]{0,60}time(?:d ?|-)?out|time(?:d ?|-)?out[^\n]{0,60}(?:connect|smtp|server|socket|reading|waiting|response)|\btimed out\b|Zeitüberschreitung|Zeitlimit|nicht ordnungsgemäß reagiert|ordnungsgemäß reagiert hat|délai d['’](?:attente|expiration)|n['’]a pas répondu convenablement|Connexion terminée par expiration|tiempo de (?:espera|conexión)|no respondió adecuadamente|Expiró el tiempo|tempo limite|Tempo esgotado|não respondeu corretamente|Connessione scaduta|non ha risposto correttamente|连接超时|连接尝试失败|没有正确答复|連線逾時|連線嘗試失敗|接続がタイムアウト|タイムアウト|正しく応答しなかった|Время ожидания|не получен нужный отклик|Превышено время|Upłynął limit czasu|przekroczono limit czasu|시간 초과|zaman aşımı|0x8004210A\b|0x800CCC19\b/i,
  ],
  [
    'closed',
    /connection (?:was |has been |is )?(?:unexpectedly )?(?:closed|reset|aborted|lost|dropped|terminated)|unexpectedly closed|lost connection|closed (?:the )?connection|net_io_connectionclosed|forcibly closed|\bECONNRESET\b|end of file reached|\bEOFError\b|connection reset by peer|unexpected eof|:\s*EOF\s*$|\bresponse: -1\b|response: \[EOF\]|server hung up|socket close|remote host closed|software caused connection abort|broken pipe|Verbindung (?:wurde )?(?:vom|unerwartet|zurückgesetzt|geschlossen|unterbrochen)|vorhandene Verbindung wurde|connexion existante a dû être fermée|connexion (?:fermée|réinitialisée|ré-initialisée)|interrupción forzada|conexión (?:cerrada|reinicializada|restablecida)|connessione (?:chiusa|interrotta)|conexão (?:existente )?(?:foi )?(?:fechada|cancelada|forçado)|强迫关闭了一个现有的连接|连接被重置|连接(?:已|被)?(?:关闭|断开)|既存の接続はリモート|接続がリセット|接続が切断|принудительно разорвал|Соединение (?:разорвано|закрыто|сброшено)|0x800CCC0F\b/i,
  ],
]

/** The errno or sentence of a connection attempt, in whatever language. */
const CONNECTING =
  /\((?:errno )?110\)|\b10060\b|0x800421(?:09|0A)\b|de la connexion|Verbindungsversuch|beim Verbindungs|bei der Verbindung|conexión con|tentativa de conexão|tentativo di connessione|连接尝试|連線嘗試|接続できません|установить соединение/i
const LATE_STAGES: readonly Stage[] = ['mail', 'rcpt', 'data', 'quit']
const DOOR_STAGES: readonly Stage[] = ['dns', 'connect']

/** All failures of sockets, in order: those with a code first read by their code, loose lines by their words. */
export const socketFailures = once(findSocketFailures)

function findSocketFailures(seen: readonly Observation[]): SocketFailure[] {
  return seen.flatMap((one): SocketFailure[] => {
    if (one.status === 'ok' && one.kind !== 'text') return []
    const fault = faultOf(one)
    if (!fault) return []
    const { endpoint } = one
    const address = one.kind === 'socket' ? (one.address ?? addressIn(wordsOf(one))) : addressIn(lineOf(one))
    const family = one.kind === 'socket' && one.family ? one.family : familyOf(address)
    return [
      {
        fault,
        stage: stageOf(one, fault, seen),
        seen: one,
        ...(endpoint && { endpoint }),
        ...(address !== undefined && { address }),
        ...(family && { family }),
      },
    ]
  })
}

/** The failures to open a connection that were not overcome: nothing later shows that endpoint answering. */
export const connectFailures = once(findConnectFailures)

function findConnectFailures(seen: readonly Observation[]): SocketFailure[] {
  return socketFailures(seen).filter(
    (failure) => DOOR_STAGES.includes(failure.stage) && failure.fault !== 'closed' && !isOvercome(failure, seen),
  )
}

/** Whether the same endpoint answered all the same, over another address or at a later attempt. */
export function isOvercome(failure: SocketFailure, seen: readonly Observation[]): boolean {
  const index = seen.indexOf(failure.seen)
  return seen.some((one, at) => {
    if (one.kind === 'dns' || one.stage === 'dns') return false
    const answered = one.status === 'ok' || (one.kind === 'reply' && one.verb !== 'UNKNOWN')
    if (!answered || one.kind === 'setting' || one.kind === 'text' || one.kind === 'client') return false
    return failure.endpoint && one.endpoint ? isSameEndpoint(failure.endpoint, one.endpoint) : at > index
  })
}

/** A loose line was placed by nobody; where no server has spoken it tells of the door, by its words of the greeting. */
function stageOf(one: Observation, fault: SocketFault, seen: readonly Observation[]): Stage {
  if (one.kind === 'socket') {
    const line = lineOf(one)
    if (one.stage === 'greeting' && fault === 'timeout' && (isBareTimeout(one) || CONNECTING.test(line)))
      return 'connect'
    // Go says "dial" before the connection stands and "read" after it.
    if (one.stage === 'connect' && fault === 'timeout' && /\bread tcp\b/.test(line)) return 'greeting'
    const hasSpoken = seen.some(({ kind }) => kind === 'reply' || kind === 'capabilities')
    if (!hasSpoken && LATE_STAGES.includes(one.stage)) {
      if (/(?:connection|connecting) to (?:the )?(?:outgoing )?server/i.test(line)) return 'connect'
      if (/net_io_connectionclosed/.test(line)) return 'greeting'
    }
  }
  if (one.kind !== 'text' || seen.some(({ kind }) => kind === 'reply' || kind === 'capabilities')) return one.stage
  return fault === 'closed' || /greeting|getreply|\bread\b|\b220\b/i.test(one.text) ? 'greeting' : 'connect'
}

/** "timed out" and nothing else, on a port that greets by itself: the door is the likelier place. */
function isBareTimeout({ endpoint, evidence }: Observation): boolean {
  return (
    endpoint !== undefined &&
    endpoint.port !== 465 &&
    /^\s*(?:[\w.]{0,60}(?:error|exception|timeout))?:?\s?(?:timed out|timeout)\.?\s*$/i.test(evidence ?? '')
  )
}

function faultOf(one: Observation): SocketFault | undefined {
  if (one.kind === 'socket') {
    const fault = CODES[one.code.toUpperCase()] ?? faultInWords(one.message ?? '')
    return fault === 'permission' && isAboutFile(lineOf(one)) ? undefined : fault
  }
  if (one.kind !== 'text' && one.kind !== 'client') return undefined
  return faultInWords(wordsOf(one))
}

/** `/home/web/.msmtprc: Permission denied` is about a file. */
function isAboutFile(line: string): boolean {
  return (
    /(?:^|[\s"'`(])(?:[A-Za-z]:)?[\\/][\w.-]{1,80}[^\s:]{0,200}["'`]?: (?:permission denied|EACCES)|open[^\n]{0,40}[\\/]/i.test(
      line,
    ) && !/connect|socket|dial/i.test(line)
  )
}

function faultInWords(words: string): SocketFault | undefined {
  return PHRASES.find(([, pattern]) => matches(pattern, words))?.[0]
}

/** The first IP address in a line, in the forms in which programs print it with a port. */
export function addressIn(line: string): string | undefined {
  const spoken = mayMatch(ASKERS, line) ? line.replace(ASKERS, ' ') : line
  const v4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/.exec(spoken)
  const v6 = HAS_COLONS.test(spoken) ? V6.exec(spoken) : null
  if (!v6 || isClockTime(v6[0])) return v4?.[0]
  return v4 && v4.index < v6.index ? v4[0] : withoutPort(v6[0])
}

const V6 = /(?<![\w:.])(?:[0-9a-f]{1,4}:){2}[0-9a-f:]{1,35}(?![\w:])|(?<![\w:.])::1(?![\w:])/i
/** What all of these have, and little else: V6 takes long to compile. */
const HAS_COLONS = /:[0-9a-f]{0,4}:/i

/** Where a web application's log keeps who asked for the page: nothing that mail was to be sent to. */
const ASKERS =
  /\b(?:remote|client|user|visitor|source|src|peer|real|forwarded|request)[_-]?(?:ip|addr(?:ess)?)["']?\s?[:=]\s?["']?\[?[\da-f.:]{2,45}|\[client \[?[\da-f.:]{2,45}/gi

function isClockTime(text: string): boolean {
  return /^\d{1,2}:\d{2}:\d{2}$/.test(text)
}

/** Node prints `2607:f8b0::6d:465`: a decimal group of three digits and more behind a short form is the port. */
function withoutPort(address: string): string {
  return address.includes('::') ? address.replace(/:(?:25|465|587|2525|2465|2587|1025)$/, '') : address
}

/** The family of an IP address; undefined when it is none. */
export function familyOf(address: string | undefined): 4 | 6 | undefined {
  return address === undefined
    ? undefined
    : address.includes(':')
      ? 6
      : /^\d+\.\d+\.\d+\.\d+$/.test(address)
        ? 4
        : undefined
}
