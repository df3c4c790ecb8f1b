// The sentences of .NET, PHPMailer, Thunderbird and operating systems in the languages in which they are shown.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(ids: DiagnosisId | readonly DiagnosisId[], texts: readonly string[]): void {
  test.each(texts)(`${ids}: %s`, (text) => expect([ids].flat()).toContain(firstId(text)))
}

describe('.NET', () => {
  check('starttls-not-offered', [
    'Der Server unterstützt keine sicheren Verbindungen.',
    'Le serveur ne prend pas en charge les connexions sécurisées.',
    'El servidor no admite conexiones seguras.',
    'O servidor não oferece suporte a conexões seguras.',
    'Il server non supporta connessioni protette.',
    '服务器不支持安全连接。',
    'サーバーはセキュリティで保護された接続をサポートしていません。',
    'Сервер не поддерживает безопасные подключения.',
    'Serwer nie obsługuje bezpiecznych połączeń.',
  ])
  check('connect-timeout', [
    'System.Net.WebException: Die Verbindung mit dem Remoteserver kann nicht hergestellt werden.',
    'Send-MailMessage : Impossible de se connecter au serveur distant',
    'Send-MailMessage : No es posible conectar con el servidor remoto',
    'Impossível conectar-se ao servidor remoto',
    'Impossibile effettuare la connessione al server remoto.',
    'Send-MailMessage : 无法连接到远程服务器',
    'リモート サーバーに接続できません。',
    'Невозможно соединиться с удаленным сервером',
    'Nie można połączyć się z serwerem zdalnym',
    'Kan geen verbinding maken met de externe server',
    'Uzak sunucuya bağlanılamıyor',
    '원격 서버에 연결할 수 없습니다.',
    'Unable to connect to the remote server',
  ])
  check(
    ['greeting-timeout', 'connect-timeout'],
    [
      'System.Net.Mail.SmtpException: Das Timeout für den Vorgang wurde überschritten.',
      "System.Net.Mail.SmtpException: Le délai de l'opération est dépassé.",
      'System.Net.Mail.SmtpException: Se excedió el tiempo de espera de la operación.',
      'System.Net.Mail.SmtpException: A operação atingiu o tempo limite.',
      'System.Net.Mail.SmtpException: 操作超时。',
      'System.Net.Mail.SmtpException: 操作はタイムアウトになりました。',
      'System.Net.Mail.SmtpException: Время ожидания операции истекло.',
    ],
  )
  check('cert-untrusted', [
    'Das Remotezertifikat ist laut Validierungsverfahren ungültig.',
    "Le certificat distant n'est pas valide selon la procédure de validation.",
    'El certificado remoto no es válido según el procedimiento de validación.',
    'O certificado remoto é inválido, de acordo com o procedimento de validação.',
    'Il certificato remoto non è stato ritenuto valido dalla procedura di convalida.',
    '根据验证过程，远程证书无效。',
    '検証プロシージャによると、リモート証明書は無効です。',
    'Удаленный сертификат недействителен согласно результатам проверки подлинности.',
  ])
  check('auth-required', [
    'Für den SMTP-Server ist eine sichere Verbindung erforderlich, oder der Client wurde nicht authentifiziert. Die Serverantwort war: 5.7.57 Client not authenticated to send mail.',
    "Le serveur SMTP requiert une connexion sécurisée ou le client n'était pas authentifié. La réponse du serveur était : 5.7.0 Authentication Required.",
    'El servidor SMTP requiere una conexión segura o el cliente no se autenticó. La respuesta del servidor fue: 5.7.57 Client not authenticated to send mail.',
    'O servidor SMTP requer uma conexão segura ou o cliente não foi autenticado. A resposta do servidor foi: 5.7.0 Authentication Required.',
    'SMTP 服务器要求安全连接或客户端未通过身份验证。 服务器响应为: 5.7.57 Client not authenticated to send mail.',
    'SMTP サーバーにセキュリティで保護された接続が必要であるか、またはクライアントが認証されていませんでした。 サーバーからの応答: 5.7.0 Authentication Required.',
    'SMTP-сервер требует безопасного подключения или подлинность клиента не установлена. Ответ сервера: 5.7.57 Client not authenticated to send mail.',
    'Serwer SMTP wymaga bezpiecznego połączenia lub klient nie został uwierzytelniony. Odpowiedź serwera: 5.7.0 Authentication Required.',
  ])
  check('starttls-required', [
    'Für den SMTP-Server ist eine sichere Verbindung erforderlich, oder der Client wurde nicht authentifiziert. Die Serverantwort war: 5.7.0 Must issue a STARTTLS command first.',
    "Le serveur SMTP requiert une connexion sécurisée ou le client n'était pas authentifié. La réponse du serveur était : 5.7.0 Must issue a STARTTLS command first.",
    'El servidor SMTP requiere una conexión segura o el cliente no se autenticó. La respuesta del servidor fue: 5.7.0 Must issue a STARTTLS command first.',
    'SMTP 服务器要求安全连接或客户端未通过身份验证。 服务器响应为: 5.7.0 Must issue a STARTTLS command first.',
    'SMTP-сервер требует безопасного подключения или подлинность клиента не установлена. Ответ сервера: 5.7.0 Must issue a STARTTLS command first.',
  ])
  check('relay-denied', [
    'Postfach nicht verfügbar. Die Serverantwort war: 5.7.1 Unable to relay',
    'Boîte aux lettres non disponible. La réponse du serveur était : 5.7.1 Unable to relay',
    'Buzón no disponible. La respuesta del servidor fue: 5.7.1 Unable to relay',
    'Caixa de correio não disponível. A resposta do servidor foi: 5.7.1 Unable to relay',
    '邮箱不可用。 服务器响应为:5.7.1 Unable to relay',
    'Почтовый ящик недоступен. Ответ сервера: 5.7.1 Unable to relay',
  ])
  check(
    ['host-not-configured', 'config-option-invalid'],
    [
      'Der SMTP-Host wurde nicht angegeben.',
      'The SMTP host was not specified.',
      'No se especificó el host SMTP.',
      "L'hôte SMTP n'a pas été spécifié.",
      '未指定 SMTP 主机。',
    ],
  )
  check('host-not-found', [
    'The SMTP host was not found.',
    'Der SMTP-Host wurde nicht gefunden.',
    "Le nom distant n'a pas pu être résolu: 'smtp.firma-nord.test'",
    'Der Remotename konnte nicht aufgelöst werden: "smtp.firma-nord.test"',
    "No se puede resolver el nombre remoto: 'smtp.firma-nord.test'",
    "未能解析此远程名称: 'smtp.firma-nord.test'",
    "Невозможно разрешить удаленное имя: 'smtp.firma-nord.test'",
    "O nome remoto não pôde ser resolvido: 'smtp.firma-nord.test'",
    "Nie można rozpoznać nazwy zdalnej: 'smtp.firma-nord.test'",
  ])
  check('address-syntax', [
    'Die angegebene Zeichenfolge ist nicht in der für eine E-Mail-Adresse erforderlichen Form.',
    "La chaîne spécifiée n'est pas dans la forme requise pour une adresse de messagerie.",
    'La cadena especificada no tiene la forma obligatoria para una dirección de correo electrónico.',
    '指定的字符串与电子邮件地址所要求的形式不符。',
    'The specified string is not in the form required for an e-mail address.',
    'A recipient must be specified.',
    'Es muss ein Empfänger angegeben werden.',
  ])
})

describe('Thunderbird', () => {
  check('host-not-found', [
    'Die Nachricht konnte nicht gesendet werden, weil der Postausgangs-Server (SMTP) mail.firma-nord.test unbekannt ist.',
    "Le message n'a pas pu être envoyé car le serveur sortant (SMTP) mail.firma-nord.test est inconnu.",
  ])
  check('connect-timeout', [
    'Die Nachricht konnte nicht gesendet werden, weil das Zeitlimit beim Verbinden mit dem Postausgangs-Server (SMTP) mail.firma.test überschritten wurde.',
    "Le message n'a pu être envoyé car la connexion au serveur sortant (SMTP) mail.firma.test a dépassé le délai d'attente.",
    'The message could not be sent because the connection to Outgoing server (SMTP) mail.firma.test timed out. Try again.',
  ])
  check('connect-refused', [
    'Die Nachricht konnte nicht gesendet werden, weil die Verbindung mit dem Postausgangs-Server (SMTP) mail.firma.test abgelehnt wurde.',
    "Le message n'a pu être envoyé car la connexion au serveur sortant (SMTP) mail.firma.test a été refusée.",
  ])
  check('credentials-rejected', [
    'Anmeldung auf dem Server mail.firma.test mit dem Benutzernamen "me@firma.test" fehlgeschlagen',
    'Die Authentifizierung am Postausgangs-Server (SMTP) mail.firma.test ist fehlgeschlagen.',
    'Login to account "me@firma.test" failed',
  ])
  check('auth-mechanism-unsupported', [
    "Der Postausgangs-Server (SMTP) mail.firma.test unterstützt die gewählte Authentifizierungsmethode nicht. Bitte ändern Sie die 'Authentifizierungsmethode'",
    "The Outgoing server (SMTP) mail.firma.test does not support the selected authentication method. Please change the 'Authentication method' in the 'Account Settings | Outgoing Server (SMTP)'.",
  ])
})

describe('operating systems', () => {
  check('connect-refused', [
    'java.net.ConnectException: Verbindungsaufbau abgelehnt',
    'java.net.ConnectException: Connexion refusée',
    'java.net.ConnectException: Conexión rehusada',
    'java.net.ConnectException: 拒绝连接',
    'java.net.ConnectException: Connessione rifiutata',
    'java.net.ConnectException: Conexão recusada',
    'java.net.ConnectException: В соединении отказано',
    'java.net.ConnectException: 接続を拒否されました',
    '[WinError 10061] No se puede establecer una conexión ya que el equipo de destino denegó expresamente dicha conexión',
    '[WinError 10061] Aucune connexion n’a pu être établie car l’ordinateur cible l’a expressément refusée',
    '[WinError 10061] 由于目标计算机积极拒绝，无法连接。',
    '[WinError 10061] Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte',
    '[WinError 10061] Подключение не установлено, т.к. конечный компьютер отверг запрос на подключение',
    '[WinError 10061] Impossibile stabilire la connessione. Rifiuto persistente del computer di destinazione',
    '[WinError 10061] Nenhuma conexão pôde ser feita porque a máquina de destino as recusou ativamente',
  ])
  check('connect-timeout', [
    '[WinError 10060] Ein Verbindungsversuch ist fehlgeschlagen, da die Gegenstelle nach einer bestimmten Zeitspanne nicht richtig reagiert hat',
    '[WinError 10060] Une tentative de connexion a échoué car le parti connecté n’a pas répondu convenablement au-delà d’une certaine durée',
    '[WinError 10060] Se produjo un error durante el intento de conexión ya que la parte conectada no respondió adecuadamente tras un periodo de tiempo',
    '[WinError 10060] 由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。',
    '[WinError 10060] Попытка установить соединение была безуспешной, т.к. от другого компьютера за требуемое время не получен нужный отклик',
    '[WinError 10060] Uma tentativa de conexão falhou porque o componente conectado não respondeu corretamente após um período de tempo',
    '[WinError 10060] Impossibile stabilire la connessione. Risposta non corretta della parte connessa dopo l’intervallo di tempo',
    'java.net.ConnectException: Die Wartezeit für die Verbindung ist abgelaufen',
    'java.net.ConnectException: Connexion terminée par expiration du délai d’attente',
    'java.net.ConnectException: Expiró el tiempo de conexión',
    'java.net.ConnectException: 连接超时',
  ])
  check('host-not-found', [
    'socket.gaierror: [Errno 11001] getaddrinfo failed',
    '[Errno -2] Nom ou service inconnu',
    '[Errno -2] Name oder Dienst nicht bekannt',
    '[Errno -2] Nombre o servicio desconocido',
    '[Errno -2] 未知的名称或服务',
    'Der angegebene Host ist unbekannt',
    'Este host não é conhecido',
    'Host sconosciuto',
    'Этот хост неизвестен',
  ])
  check('closed-before-greeting', [
    '[WinError 10054] Une connexion existante a dû être fermée par l’hôte distant',
    '[WinError 10054] Se ha forzado la interrupción de una conexión existente por el host remoto',
    '[WinError 10054] 远程主机强迫关闭了一个现有的连接。',
    '[WinError 10054] Eine vorhandene Verbindung wurde vom Remotehost geschlossen',
    '[WinError 10054] Удаленный хост принудительно разорвал существующее подключение',
    'java.net.SocketException: Die Verbindung wurde vom Kommunikationspartner zurückgesetzt',
  ])
})

describe('PHPMailer', () => {
  check('credentials-rejected', [
    'SMTP-Fehler: Authentifizierung fehlgeschlagen.',
    "Erreur SMTP : échec de l'authentification.",
    'Error SMTP: Imposible autentificar.',
    'Erro de SMTP: Não foi possível realizar a autenticação.',
    'SMTP Error: Impossibile autenticarsi.',
    'SMTP 错误：登录失败。',
    'SMTP エラー: 認証できませんでした。',
    'Ошибка SMTP: ошибка авторизации.',
    'SMTP Hatası: Oturum açılamadı.',
    'Błąd SMTP: Nie można przeprowadzić uwierzytelnienia.',
    'SMTP Fout: authenticatie mislukt.',
  ])
  check('connect-timeout', [
    'SMTP-Fehler: Konnte keine Verbindung zum SMTP-Host herstellen.',
    'Erreur SMTP : impossible de se connecter au serveur SMTP.',
    'Error SMTP: Imposible conectar al servidor SMTP.',
    'Erro de SMTP: Não foi possível conectar ao servidor SMTP.',
    "SMTP Error: Impossibile connettersi all'host SMTP.",
    'SMTP 错误：无法连接到 SMTP 主机。',
    'SMTP エラー: SMTPサーバーに接続できませんでした。',
    'Ошибка SMTP: не удается подключиться к SMTP-серверу.',
    'SMTP Hatası: SMTP sunucusuna bağlanılamadı.',
    'Błąd SMTP: Nie można połączyć się z wybranym hostem.',
    'SMTP Fout: kon niet verbinden met SMTP-host.',
  ])
})

describe('Windows, of certificates and handshakes', () => {
  check('cert-expired', [
    'A required certificate is not within its validity period when verifying against the current system clock.',
    '要求的证书不在有效期内。',
    'Ein erforderliches Zertifikat befindet sich nicht im Gültigkeitszeitraum.',
    "Un certificat requis n'est pas dans sa période de validité.",
  ])
  check('cert-untrusted', [
    'A certificate chain could not be built to a trusted root authority.',
    'Die Zertifikatkette wurde von einer nicht vertrauenswürdigen Zertifizierungsstelle ausgestellt.',
    '证书链是由不受信任的颁发机构颁发的。',
    "La chaîne de certificats a été fournie par une autorité qui n'est pas approuvée.",
  ])
  check('cert-hostname-mismatch', [
    "The certificate's CN name does not match the passed value.",
    'Der Zielprinzipalname ist falsch.',
    '目标主要名称不正确。',
    'Le nom principal de la cible est incorrect.',
  ])
  check('tls-version-unsupported', [
    'Client und Server können keine Daten austauschen, da sie nicht über einen gemeinsamen Algorithmus verfügen.',
    '客户端和服务器无法通信，因为它们没有共同的算法。',
  ])
  check('tls-handshake-failed', [
    'The message received was unexpected or badly formatted.',
    '接收到的消息异常，或格式不正确。',
  ])
})
