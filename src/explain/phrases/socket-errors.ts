// Errors of the socket layer in the words of operating systems and programs, in seven languages, to errno names.

import { firstMatch, type Pattern, PhraseTable, phrases } from '../../smtp/prefilter.js'
import { ERROR_NUMBERS } from './error-numbers.js'

export interface SocketPhrase {
  /** An errno name, `EOF` or `TIMEOUT` as in SocketSeen. */
  readonly code: string
  /** The very words. */
  readonly words: string
}

type Row = readonly [code: string, pattern: Pattern]

/** Spring Boot puts its process's number behind the level: `ERROR 1 --- [main]`. */
const NUMBERED =
  /\berrno\b["']?[ :=#(]{0,3}-?(\d{1,5})\b|(?:\bwinerror\b|\bwsa ?error\b|\bos error\b|\berror (?:number|code)?|\bsocket error\b|\bconnect error)["']?[ :=#(]{0,3}(\d{1,5})\b(?! --- )|(?<!\d )(?<!\b(?:issue|bug|ticket|pull|request|build|job|attempt|message|mail|order|user|thread|worker|fixes|see|line) )#["']?[ :=#(]{0,3}(\d{1,5})\b/i

const OF_A_DOMAIN = /\((?!NSPOSIX|kCFErrorDomainPOSIX|Network\.NWError)[A-Za-z][\w.]{2,80} error -?\d{1,6}\.?\)/

const ROWS: readonly Row[] = [
  [
    'ECONNREFUSED',
    phrases`
      \b(?:WSA)?ECONNREFUSED\b
      curl(?:: \(7\)| error 7\b)(?!.{0,200}(?:timed out|unreachable|no route))
      ERROR_CONNECTION_REFUSED\b
      \bConnectionRefused(?:Error)?\b
      connection (?:was )?(?:actively )?refused
      actively refused
      refused (?:the|our) (?:network )?connection
      connection to (?:the )?outgoing server [^\n]{1,120} was refused
      postausgangs-?server [^\n]{1,120} abgelehnt
      serveur sortant [^\n]{1,120} refusée
      connexion refus[ée]e
      l'a express[ée]ment refus[ée]e
      verbindung(?:saufbau)? (?:wurde )?(?:abgelehnt|verweigert)
      zielcomputer die verbindung verweigert
      conexi[óo]n (?:rehusada|rechazada)
      equipo de destino deneg[óo]
      connessione rifiutata
      conex[ãa]o recusada
      в соединении отказано
      соединение отклонено
      подключение не установлено
      конечный компьютер отверг
      拒绝(?:了)?(?:我们的)?连接
      连接被拒绝
      积极拒绝
      拒絕連線
      接続(?:を|が)拒否
      によって拒否された
    `,
  ],
  [
    'ETIMEDOUT',
    phrases`
      \b(?:WSA)?ETIMEDOUT\b
      \bis not available on \d{2,5} port\b
      network_failure,.{1,255}\berror, ?:?timeout\b
      \bMua\.TransportError\{reason: :timeout\b
      TCP connect to \(?[\w.:]{3,60} ?: ?\d{1,5}\)? failed
      TcpTestSucceeded\s{0,4}: False
      \bESOCKETTIMEDOUT\b
      connection (?:has |attempt )?timed? ?out
      connect(?:ion)? timed? ?-?out
      timed? ?-?out (?:while )?connecting
      timeout (?:while )?connecting
      connection timeout
      connect timeout
      (?<!\b(?:read|write|handshake) )operation timed out(?! after \d{1,9} milliseconds with)
      timed out waiting for (?:a )?connection
      connection attempt failed because the connected party
      did not properly respond after a period
      i/o timeout
      timeout exceeded while connecting
      context deadline exceeded
      \bdeadline has elapsed\b
      dial.{0,80}timeout
      execution expired
      (?:Net::)?OpenTimeout
      Connect(?:ion)?Timeout
      SocketTimeoutException: connect
      d[ée]lai (?:de connexion|d'attente).{0,30}(?:d[ée]pass[ée]|expir[ée])
      (?:zeit[üu]berschreitung|wartezeit).{0,40}verbindung
      verbindung.{0,30}zeit[üu]berschreitung
      zeit[üu]berschreitung (?:der|bei der) (?:verbindung|anforderung)
      tiempo de (?:espera|conexi[óo]n).{0,40}(?:agotado|excedido|expir)
      expir[óo] el tiempo de conexi[óo]n
      le parti connect[ée]e? n'a pas r[ée]pondu
      une tentative de connexion a [ée]chou[ée]
      verbindungsversuch (?:ist )?fehlgeschlagen
      se produjo un error durante el intento de conexi[óo]n
      tempo limite.{0,30}conex
      превышено? (?:время|тайм)
      время ожидания.{0,40}(?:истекло|соедин)
      попытка установить соединение была безуспешной
      连接超时
      连接尝试失败
      连接方在一段时间后没有正确答复
      連線逾時
      接続(?:が)?タイムアウト
      接続済みの呼び出し先が一定の時間
      timeout was reached
    `,
  ],
  [
    'ENETUNREACH',
    phrases`
      \b(?:WSA)?ENETUNREACH\b
      network (?:is )?unreachable
      le r[ée]seau n'est pas accessible
      r[ée]seau (?:est )?inaccessible
      netzwerk (?:ist )?nicht erreichbar
      das netzwerk ist nicht erreichbar
      (?:la )?red (?:es |no es |est[áa] )?(?:inalcanzable|inaccesible|accesible)
      rete (?:non )?(?:raggiungibile|irraggiungibile)
      сеть недоступна
      网络不可达
      網路無法連線
      ネットワークに(?:到達|接続)できません
      socket operation was attempted to an unreachable network
    `,
  ],
  [
    'EHOSTUNREACH',
    phrases`
      \b(?:WSA)?EHOSTUNREACH\b
      no route to host
      host is unreachable
      unreachable host
      aucun chemin d'acc[èe]s pour atteindre l'h[ôo]te
      keine route zum (?:zielrechner|host)
      no existe ninguna ruta hasta el
      нет маршрута (?:до|к) (?:узл|хост)
      没有到主机的路由
      ホストへの(?:経路|ルート)がありません
    `,
  ],
  ['ENETDOWN', /\b(?:WSA)?ENETDOWN\b|network is down/i],
  [
    'EADDRNOTAVAIL',
    /\bEADDRNOTAVAIL\b|can(?:no|')t assign requested address|requested address is not valid in its context/i,
  ],
  ['EAFNOSUPPORT', /\bEAFNOSUPPORT\b|address family not supported/i],
  [
    'EACCES',
    phrases`
      \b(?:WSA)?EACCES\b
      network access denied by access control list
      ORA-24247\b
      \bEPERM\b
      permission denied
      operation not permitted
      forbidden by its access permissions
      permission non accord[ée]e
      keine berechtigung
      permiso denegado
      operaci[óo]n no permitida
      отказано в доступе
      权限不够
      权限被拒绝
      不允许的操作
      以一种访问权限不允许的方式
      許可がありません
    `,
  ],
  [
    'ECONNRESET',
    phrases`
      \b(?:WSA)?ECONNRESET\b
      connection (?:was )?reset
      reset by peer
      forcibly closed
      connection aborted by
      ConnectionResetError
      connexion r[ée]-?initialis[ée]e
      connexion existante a d[ûu] [êe]tre ferm[ée]e
      verbindung (?:wurde )?(?:vom kommunikationspartner )?zur[üu]ckgesetzt
      vorhandene verbindung wurde vom remotehost geschlossen
      conexi[óo]n (?:reinicializada|restablecida)
      forzado la interrupci[óo]n
      interrupci[óo]n forzada
      соединение (?:разорвано|сброшено)
      удаленный хост принудительно разорвал
      连接被(?:对方|对端)?重(?:置|设)
      强迫关闭了一个现有的连接
      接続が(?:ピアによって)?リセット
      既存の接続はリモート ホストに強制的に
    `,
  ],
  [
    'ECONNABORTED',
    phrases`
      \b(?:WSA)?ECONNABORTED\b
      software caused connection abort
      connection (?:was |has been )?abort(?:ed)?\b
      connexion [ée]tablie a [ée]t[ée] abandonn[ée]e
      hergestellte verbindung wurde (?:softwaregesteuert )?(?:durch|abgebrochen)
      中止了一个已建立的连接
    `,
  ],
  ['EPIPE', /\bEPIPE\b|broken pipe/i],
  [
    'TIMEOUT',
    phrases`
      greeting never received
      operation timed out after \d{1,9} milliseconds with
      resource temporarily unavailable \(os error
      kind: WouldBlock\b
      timed? ?-?out (?:while|waiting|reading|connecting|after)
      (?:read|response|reply|socket|command|greeting)\b.{0,24}timed? ?-?out
      \btime[sd]?[ -]out\b
      TimeoutError
      ReadTimeout
      SocketTimeoutException: read
      Net::ReadTimeout
      Timeout\(\d+\) while
      (?<!\b(?:retry|queue|delivery) )timeout (?:was )?(?:exceeded|expired|reached|waiting)
      the (?:(?:read|write|handshake) )?operation (?:has )?timed out
      le d[ée]lai .{0,40}(?:d[ée]pass|expir)
      zeit[üu]berschreitung
      tiempo de espera
      tiempo agotado
      время ожидания
      操作超时
      操作已超时
      作業逾時
      タイムアウト
      (?<!\b(?:retry|queue|delivery) )\btimeout\b(?!\s*[=:)]|\s*\d)
    `,
  ],
  [
    'EOF',
    phrases`
      SMTPConnect(?:Response)?Error: \(-1, b?''\)
      network_failure,.{1,255}\berror, ?:?closed\b
      \bMua\.TransportError\{reason: :closed\b
      server returned nothing
      connection (?:with|to) \S{1,255} (?:is|was) broken
      failure when receiving data from the peer
      failed sending data to the peer
      response reading failed
      (?:failed|unable) to (?:receive|get|read|obtain) (?:the |a )?(?:SMTP |server )?(?:banner|greeting)
      session failed: (?:read|write) error
      connection (?:was )?(?:unexpectedly |suddenly |prematurely |been )*(?:closed|dropped|lost|terminated)
      lost connection
      (?:unexpected|premature) (?:eof|end of file|close)
      unexpectedly (?:closed|disconnected|dropped)
      closed (?:the )?connection
      connection .{0,100}closed (?:by|unexpectedly)
      server (?:has )?(?:closed|dropped|terminated|disconnected)
      \bEOFError\b
      ClosedChannelException\b
      \bioOnClosedChannel\b
      \binvalidGreeting\(code: -1\b
      end of file reached
      \bEOF\b
      response: -1\b
      the smtp server has unexpectedly disconnected
      transport connection: .{0,80}closed
      socket (?:was |has been )?(?:closed|ended)
      remote (?:host|server|party|peer) (?:has )?(?:closed|disconnected)
      hung up
      ServerDisconnected
      empty (?:reply|response)
      (?:could not|unable to|cannot|can't|failed to) read (?:from (?:the )?(?:host|server|socket|[\w-]{1,63}\.[\w.-]{2,200})|(?:the )?(?:server'?s? )?(?:response|reply|greeting)(?! template))
      response is empty
      SMTP error was encountered:\s*$
      incomplete response
      but got (?:response )?(?:code )?(?:""|empty code)
      \(code: -1, response: ?\)
      (?:could not|unable to|cannot|can't|failed to) get (?:mail )?server response
      no reply from
      closed prematurely
      verbindung.{0,20}(?:geschlossen|getrennt|beendet|abgebrochen)
      connexion.{0,24}(?:ferm[ée]e|interrompue|perdue)
      conexi[óo]n.{0,20}(?:cerrada|cerr[óo]|perdida)
      соединение.{0,20}(?:закрыто|прервано|потеряно)
      连接.{0,8}(?:关闭|断开|中断)
      接続が(?:切断|閉じ)
    `,
  ],
]

const TABLE = new PhraseTable(ROWS, ([, pattern]) => pattern)

/** The socket error that a line speaks of; undefined when it speaks of none. Names come before numbers. */
export function socketErrorIn(text: string): SocketPhrase | undefined {
  const match = TABLE.firstMatch(text)
  if (match) return { code: match.row[0], words: match.found[0] }
  // Apple's errors have a number within their domain, and only one domain's are errno's.
  const number = firstMatch(OF_A_DOMAIN, text) ? undefined : firstMatch(NUMBERED, text)
  // A lone 1 or -1 is what programs return when they know no number (`npm ERR! errno 1`).
  const code = number && /\D1$/.test(number[0]) ? undefined : ERROR_NUMBERS[number?.slice(1).find(Boolean) ?? '']
  return code && number ? { code: code === 'EPERM' ? 'EACCES' : code, words: number[0] } : undefined
}
