// Codes and sentences of failing sockets, of operating systems and libraries in several languages.

import { matches, type Pattern, phrases } from '../../smtp/prefilter.js'

export type SocketFault = 'refused' | 'timeout' | 'unreachable' | 'permission' | 'no-address' | 'closed'

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
const PHRASES: readonly (readonly [SocketFault, Pattern])[] = [
  [
    'permission',
    phrases`
      forbidden by its access permissions
      \b10013\b
      (?:connect|socket|dial|host|port|address)[^\n]{0,80}(?:permission denied|operation not permitted)
      (?:permission denied|operation not permitted)[^\n]{0,60}(?:connect|socket|dial|address =)
      socket failed: e?acces
      java\.net\.socketpermission
      requires? net access
      avc: {1,4}denied {1,4}\{ name_connect \}
      zugriffsrechte[^\n]{0,40}socket
      Zugriff auf einen Socket
      interdite par ses autorisations
      permisos de acceso lo prohíben
      访问权限不允许
      アクセス許可で禁じられた
      запрещенным правами доступа
    `,
  ],
  [
    'refused',
    phrases`
      connection (?:was |has been |is )?refused
      connection failed: refused
      \bECONNREFUSED\b
      actively refused
      refused the connection
      refusing SMTP connections
      \bconnect error 10061
      curl: \(7\) failed to connect
      \b10061\b
      Verbindungsaufbau abgelehnt
      Verbindung (?:wurde )?(?:verweigert|abgelehnt)
      Zielcomputer die Verbindung verweigerte
      connexion refusée
      expressément refusée
      conexión (?:rehusada|rechazada|denegada)
      denegó expresamente
      connessione rifiutata
      rifiuto persistente
      conexão recusada
      recusou ativamente
      目标计算机积极拒绝
      拒绝连接
      连接被拒绝
      連線遭拒
      連線被拒
      目標電腦拒絕
      接続を拒否
      対象のコンピューターによって拒否
      接続が拒否
      отверг запрос на подключение
      В соединении отказано
      aktywnie (?:go|jej) odmawia
      Połączenie odrzucone
      actief geweigerd
      Verbinding is geweigerd
      aktivně odmítl
      연결을 거부
      etkin olarak reddettiğinden
    `,
  ],
  [
    'unreachable',
    phrases`
      network (?:is )?unreachable
      no route to host
      host (?:is )?(?:unreachable|down)
      \bE(?:NET|HOST)UNREACH\b
      unreachable (?:network|host)
      \b1005[01]\b
      \b10065\b
      network is down
      connection appears to be offline
      Netzwerk ist nicht erreichbar
      Keine Route zum Zielrechner
      Kein Weg zum Zielrechner
      nicht erreichbare[nms]? (?:Netzwerk|Host)
      réseau (?:n['’]est pas accessible|est inaccessible|inaccessible)
      Aucun chemin d['’]accès pour atteindre
      hôte (?:est )?inaccessible
      red es inaccesible
      red (?:es )?inalcanzable
      No existe ninguna ruta
      No hay ruta hasta
      rede (?:está )?(?:inacessível|fora de alcance|inalcançável)
      Rete non raggiungibile
      Nessun instradamento
      网络不可达
      网络不可访问
      没有到主机的路由
      无法连接的网络
      无法连接的主机
      無法連線的網路
      ネットワークに到達できません
      到達できない(?:ネットワーク|ホスト)
      ホストへの経路がありません
      Сеть недоступна
      Нет маршрута
      недоступной сети
      недоступному узлу
      Sieć jest niedostępna
    `,
  ],
  [
    'no-address',
    phrases`
      cannot assign requested address
      can'?t assign requested address
      \bEADDRNOTAVAIL\b
      \bEAFNOSUPPORT\b
      address family not supported
      requested address is not valid in its context
      address incompatible with the requested protocol
    `,
  ],
  [
    'timeout',
    phrases`
      connect(?:ion)?(?: attempt| to [^\s]{1,200})?:? (?:has )?timed? ?out
      connection timeout
      connect timeout
      i/o timeout
      operation timed out
      \bETIMEDOUT\b
      \bconnect error 10060
      curl: \(28\)
      failed to connect to [^\n]{1,200} after \d{5,9} ms
      \b10060\b
      did not properly respond after a period
      read timed out
      timed out while
      timed-out
      timeout was reached
      (?:socket|server|request|smtp|send|connection|connecting|waiting)[^\n]{0,60}(?<!\b(?:retry|queue|delivery) )time(?:d ?|-)?out
      time(?:d ?|-)?out[^\n]{0,60}(?:connect|smtp|server|socket|reading|waiting|response)
      \btimed out\b
      Zeitüberschreitung
      Zeitlimit
      nicht ordnungsgemäß reagiert
      ordnungsgemäß reagiert hat
      délai d['’](?:attente|expiration)
      n['’]a pas répondu convenablement
      Connexion terminée par expiration
      tiempo de (?:espera|conexión)
      no respondió adecuadamente
      Expiró el tiempo
      tempo limite
      Tempo esgotado
      não respondeu corretamente
      Connessione scaduta
      non ha risposto correttamente
      连接超时
      连接尝试失败
      没有正确答复
      連線逾時
      連線嘗試失敗
      接続がタイムアウト
      タイムアウト
      正しく応答しなかった
      Время ожидания
      не получен нужный отклик
      Превышено время
      Upłynął limit czasu
      przekroczono limit czasu
      시간 초과
      zaman aşımı
      0x8004210A\b
      0x800CCC19\b
    `,
  ],
  [
    'closed',
    phrases`
      connection (?:was |has been |is )?(?:unexpectedly )?(?:closed|reset|aborted|lost|dropped|terminated)
      unexpectedly closed
      lost connection
      closed (?:the )?connection
      net_io_connectionclosed
      forcibly closed
      \bECONNRESET\b
      end of file reached
      \bEOFError\b
      connection reset by peer
      unexpected eof
      :\s*EOF\s*$
      \bresponse: -1\b
      response: \[EOF\]
      server hung up
      socket close
      remote host closed
      software caused connection abort
      broken pipe
      Verbindung (?:wurde )?(?:vom|unerwartet|zurückgesetzt|geschlossen|unterbrochen)
      vorhandene Verbindung wurde
      connexion existante a dû être fermée
      connexion (?:fermée|réinitialisée|ré-initialisée)
      interrupción forzada
      conexión (?:cerrada|reinicializada|restablecida)
      connessione (?:chiusa|interrotta)
      conexão (?:existente )?(?:foi )?(?:fechada|cancelada|forçado)
      强迫关闭了一个现有的连接
      连接被重置
      连接(?:已|被)?(?:关闭|断开)
      既存の接続はリモート
      接続がリセット
      接続が切断
      принудительно разорвал
      Соединение (?:разорвано|закрыто|сброшено)
      0x800CCC0F\b
    `,
  ],
]

/** The cause that an error code names, in any case. */
export function faultOfCode(code: string): SocketFault | undefined {
  return CODES[code.toUpperCase()]
}

/** A mail server about a filter or table of its own: no connection of anybody who sends. */
const OF_A_FILTER = /\bto milter service\b|\bmilter \S{1,80}: |\bproblem talking to server \S/i

/** The cause that a sentence names. */
export function faultInWords(words: string): SocketFault | undefined {
  if (OF_A_FILTER.test(words)) return undefined
  return PHRASES.find(([, pattern]) => matches(pattern, words))?.[0]
}
