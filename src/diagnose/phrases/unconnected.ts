// How programs say that they could not connect, and not why: PHPMailer, .NET, Perl, MailCore and their kin.

import { phrases } from '../../smtp/prefilter.js'

/** In English. */
export const CANNOT_CONNECT = phrases`
    (?:could ?n(?:ot|['’]t)|can ?(?:not|['’]t)|unable to|failed to) (?:connect|establish (?:an? )?(?:SMTP |TCP )?connection) (?:to|with) (?:(?:the |your )?(?:(?:remote|outgoing|outbound|SMTP|mail|e-?mail) ){0,3}(?:host|server)\b|\(?[\w@.-]{0,100}smtp[\w.-]{0,60}|\(\S{1,255}\) port \d)
    stable connection to the server could not be established
    connect(?:ion)? to (?:the )?(?:(?:remote|outgoing|SMTP|mail) ){1,2}(?:host|server) (?:has )?failed
    (?:SMTP|mail) ?(?:server|host) (?:(?:is not|isn['’]t|not|did not|didn['’]t|does not|doesn['’]t) (?:respond(?:ing)?|reachable|answer(?:ing)?)|is unreachable)
    \b(?:A|server|SMTP) connection error\b
  `

/** The same in German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Turkish, Chinese, Japanese, Korean. */
export const CANNOT_CONNECT_ELSEWHERE = phrases`
    Verbindung (?:zum|zu dem|mit dem) (?:SMTP|Mail|Post)?[\w-]{0,20}(?:server|host) [^\n]{0,20}(?:fehlgeschlagen|nicht hergestellt|nicht möglich)
    (?:SMTP|Mail|Postausgangs)-?server (?:ist )?(?:nicht erreichbar|antwortet nicht)
    connexion au serveur (?:SMTP )?impossible
    échec de (?:la )?connexion au serveur
    serveur (?:SMTP )?ne répond pas
    no se puede establecer la conexión con el servidor
    servidor (?:SMTP |de correo )?no responde
    (?:SMTP|邮件) ?服务器连接失败
    连接 ?(?:SMTP|邮件)? ?服务器失败
    サーバー?への接続に失敗
    keine Verbindung (?:zum|mit dem) (?:SMTP|Remote|Mail|Post)[\w-]{0,20}[^\n]{0,20}(?:herstell|hergestellt)
    Verbindung (?:mit|zu) dem Remoteserver kann nicht hergestellt
    impossible de se connecter (?:au serveur|au SMTP|à l['’]hôte)
    (?:imposible|no es posible|no se (?:puede|pudo|ha podido)) conectar (?:al|con el|con) (?:servidor|host|SMTP)
    (?:não foi possível|impossível|falha ao) (?:se )?conectar(?:-se)? (?:ao|com o) (?:servidor|host|SMTP)
    impossibile (?:connettersi|effettuare la connessione) (?:all['’]host|al server)
    无法连接(?:到)? ?(?:远程|SMTP|邮件)? ?(?:服务器|主机)
    無法連(?:線|接)(?:到|至)? ?(?:遠端|SMTP|郵件)? ?(?:伺服器|主機)
    (?:サーバー?|ホスト)に接続できません
    (?:не уда[её]тся|не удалось|невозможно) (?:подключиться|соединиться) (?:к|с)[ ]
    nie można połączyć się z[ ]
    kan geen verbinding maken met
    kon niet verbinden met
    (?:sunucusuna|sunucuya) bağlanılam
    서버에 연결할 수 없
  `
