// What Linux (its C library), Windows and .NET say of failed connections in other languages than English, by what they say
// in English.

export const SYSTEMS: readonly (readonly [english: string, elsewhere: string])[] = [
  [
    'Connection refused',
    `
    S’ha refusat la connexió | Spojení odmítnuto | Opkobling nægtet | Verbindungsaufbau abgelehnt |
    Απόρριψη σύνδεσης | Conexión rehusada | Yhteys torjuttu | Connexion refusée | Kapcsolat elutasítva |
    Connessione rifiutata | 接続を拒否されました | 연결이 거부됨 | Oppkobling nektes | Verbinding is geweigerd |
    Połączenie odrzucone | Ligação recusada | Conexão recusada | В соединении отказано | Förbindelsen förvägrad |
    Bağlantı reddedildi | У з'єднанні відмовлено | 拒绝连接 | 連線被拒絕 | Verbinding geweigerd |
    doelcomputer de verbinding actief heeft geweigerd | Rifiuto persistente del computer di destinazione |
    computador de destino a recusou | recusou ativamente | komputer docelowy aktywnie |
    Hedef makine etkin olarak reddet | 대상 컴퓨터에서 연결을 거부 | 目標電腦拒絕連線 |
    kunne ikke oprettes forbindelse, fordi destinationscomputeren aktivt nægtede | måldatorn aktivt nekade
    `,
  ],
  [
    'Connection timed out',
    `
    La connexió ha expirat | Spojení bylo příliš dlouho neaktivní | Opkoblingen overskred tidsgrænsen |
    Die Wartezeit für die Verbindung ist abgelaufen | Λήξη σύνδεσης | Expiró el tiempo de conexión |
    Yhteys aikakatkaistu | Connexion terminée par expiration du délai d'attente | Időtúllépés a kapcsolatban |
    Connessione scaduta | 接続がタイムアウトしました | 연결 시간 초과 | Oppkoblingen overskred tidsgrensen | Verbinding is verlopen |
    Przekroczony czas oczekiwania na połączenie | Ligação expirada | Tempo esgotado para conexão |
    Время ожидания соединения истекло | Förbindelsens tidsgräns löpte ut | Bağlantıda zaman aşımı |
    Перевищено інтервал очікування з'єднання | 连接超时 | 連線超過時間 | verbindingspoging is mislukt |
    Risposta non corretta della parte connessa | componente conectado não respondeu |
    Próba połączenia nie powiodła się | Upłynął limit czasu połączenia | Bağlanılan uygun olarak belli bir süre |
    Bağlantı zaman aşımına uğradı | 연결된 구성원으로부터 응답이 없어 | 連線嘗試失敗 | Expirou o tempo de conexão |
    Tempo limite da conexão
    `,
  ],
  [
    'Network is unreachable',
    `
    La xarxa és inabastable | Síť není dostupná | Netværket er ikke tilgængeligt |
    Das Netzwerk ist nicht erreichbar | Το δίκτυο δεν είναι προσπελάσιμο | La red es inaccesible |
    Verkkoa ei tavoiteta | Le réseau n'est pas accessible | A hálózat elérhetetlen | La rete non è raggiungibile |
    ネットワークに届きません | 네트워크가 접근 불가능합니다 | Nettverket er ikke tilgjengelig | Netwerk is onbereikbaar |
    Sieć jest niedostępna | Rede inacessível | A rede está fora de alcance | Сеть недоступна |
    Nätverket kan inte nås | Ağ erişilebilir durumda değil | Не вдалося отримати доступ до мережі | 网络不可达 | 無法接觸網路 |
    Ağ erişilemez | Rete non accessibile | nicht verfügbares Netzwerk | réseau impossible à atteindre |
    red no accesible | rete non raggiungibile | onbereikbaar netwerk | сети, которая недоступна | 无法连接的网络 |
    到達できないネットワーク
    `,
  ],
  [
    'No route to host',
    `
    No hi ha cap camí cap a l’estació | K počítači neexistuje cesta | Ingen rute til værtsmaskinen |
    Keine Route zum Zielrechner | Δεν υπάρχει διαδρομή στο σύστημα | Reititystä koneeseen ei ole |
    Aucun chemin d'accès pour atteindre l'hôte cible | Nincs útvonal a gép felé | Nessun instradamento per l'host |
    ホストへの経路がありません | 호스트로 갈 루트가 없음 | Ingen rute til vertsmaskinen | Geen route naar host | Brak trasy do hosta |
    Sem caminho para o anfitrião | Não há rota para o host | Нет маршрута до узла | Ingen väg till värd |
    Makinaya ağ üzerinden yol yok | Немає маршруту до вузла | 没有到主机的路由 | 找不到通往該主機的路由路徑 |
    Host war bei einem Socketvorgang nicht erreichbar | hôte impossible à atteindre | host no accesible |
    host inacessível | host non raggiungibile | onbereikbare host | 无法连接的主机 | 到達できないホスト
    `,
  ],
  [
    'Connection reset by peer',
    `
    La màquina remota ha reiniciat la connexió | Spojení zrušeno druhou stranou |
    Forbindelsen brudt i den anden ende | Die Verbindung wurde vom Kommunikationspartner zurückgesetzt |
    Η σύνδεση έκλεισε από το ταίρι | Conexión reinicializada por la máquina remota | Vastapää sulki yhteyden |
    Connexion ré-initialisée par le correspondant | A kapcsolatot bontotta a távoli fél |
    Connessione interrotta dal corrispondente | 接続が相手からリセットされました | 상대편이 연결을 끊음 |
    Forbindelsen brutt i den andre enden | Verbinding is weggevallen | Połączenie zerwane przez drugą stronę |
    Ligação reposta pelo peer | Conexão fechada pela outra ponta | Соединение разорвано другой стороной |
    Förbindelse borttagen av partnern | Bağlantı karşıdan kesildi | Вузол розірвав з’єднання | 连接被对方重设 | 連線被對方重設 |
    bestaande verbinding is geforceerd gesloten | połączenie zostało gwałtownie zamknięte |
    uzaktaki bir ana bilgisayar tarafından zorla kapatıldı | 원격 호스트에 의해 강제로 끊겼습니다 |
    cancelamento de uma conexão existente | interrotta forzatamente dall'host remoto | 遠端主機已強制關閉
    `,
  ],
  [
    'Name or service not known',
    `
    El nom o servei no és conegut | Neznámé jméno nebo služba | Navn eller tjeneste ukendt |
    Der Name oder der Dienst ist nicht bekannt | Το όνομα ή η υπηρεσία δεν είναι γνωστά |
    Nombre o servicio desconocido | Nimeä tai palvelua ei tunneta | Nom ou service inconnu |
    A név vagy a szolgáltatás nem ismert | Nome o servizio sconosciuto | 名前またはサービスが不明です | 이름 혹은 서비스를 알 수 없습니다 |
    Navn eller tjeneste ukjent | Naam of dienst is niet bekend | Ta nazwa lub usługa jest nieznana |
    Nome ou serviço desconhecidos | Nome ou serviço desconhecido | Неизвестное имя или служба |
    Namn eller tjänst okänd | İsim ya da servis bilinmiyor | Невідома назва чи сервіс | 未知的名称或服务 | 名稱或服務未知
    `,
  ],
  [
    'Temporary failure in name resolution',
    `
    Fallada temporal a la resolució de noms | Dočasná chyba při vyhodnocování jména |
    Midlertidig fejl i navneopslag | Temporärer Fehler bei der Namensauflösung |
    Προσωρινή αποτυχία κατά την ανάλυση ονόματος | Fallo temporal en la resolución del nombre |
    Tilapäinen virhe nimenselvityksessä | Échec temporaire dans la résolution du nom | Átmeneti névfeloldási hiba |
    Errore temporaneo nella risoluzione del nome | 名前解決に一時的に失敗しました | name resolution에서 일시적인 실패 |
    Midlertidig feil i navneoppslag | Tijdelijk probleem in naamsherleiding |
    Odwzorowanie nazwy jest chwilowo niemożliwe | Falha temporária na resolução de nome |
    Falha temporário na resolução de nome | Временный сбой в разрешении имен |
    Namnuppslagning misslyckades temporärt | İsim çözünürlüğünde geçici başarısızlık |
    Тимчасова помилка розв'язання назв | 域名解析暂时失败 | 解析名稱時發生暫時性錯誤 | Tijdelijke fout in naamsherleiding |
    Przejściowy błąd w rozwiązywaniu nazw | Ad çözümlemede geçici
    `,
  ],
  [
    'Cannot assign requested address',
    `
    No s’ha pogut assignar l’adreça sol·licitada | Požadovanou adresu nelze přiřadit |
    Kan ikke tildele den ønskede adresse | Die angeforderte Adresse kann nicht zugewiesen werden |
    Δεν είναι δυνατή η εκχώρηση της ζητηθήσας διεύθυνσης | No se puede asignar la dirección solicitada |
    Pyydettyä osoitetta ei voi asettaa | Ne peut attribuer l'adresse demandée |
    Nem sikerült a kért címet hozzárendelni | Impossibile assegnare l'indirizzo richiesto | 要求アドレスに割り当てられません |
    요청한 주소를 배정할 수 없습니다 | Kan ikke benytte den ønskede adressen | Kan verzochte adres niet toewijzen |
    Nie można przypisać żądanego adresu | Impossível atribuir o endereço pedido |
    Não foi possível acessar o endereço requisitado | Невозможно назначить запрошенный адрес |
    Kan inte tilldela begärd adress | İstenen adres bulunamıyor | Не вдалося призначити вказану адресу |
    无法指定被请求的地址 | 無法指定所需的位址 | angeforderte Adresse ist in diesem Kontext ungültig |
    adresse demandée n’est pas valide dans son contexte | adresse demandée n'est pas valide dans son contexte |
    dirección solicitada no es válida en este contexto | endereço solicitado não é válido no contexto |
    Indirizzo richiesto non valido nel proprio contesto | Требуемый адрес для своего контекста неверен | 该请求的地址无效 |
    要求したアドレスのコンテキストが無効 | Żądany adres jest nieprawidłowy w tym kontekście
    `,
  ],
  [
    'Unknown host',
    `
    L’estació no és coneguda | Neznámý počítač | Ukendt vært | Unbekannter Rechner | Άγνωστο όνομα συστήματος |
    Tuntematon konenimi | Hôte inconnu | Ismeretlen gép | Host sconosciuto | 不明なホストです | 알 수 없는 호스트 | Ukjent vert |
    Onbekende host | Nieznany host | Servidor desconhecido | Host desconhecido | Неизвестный узел | Okänd värd |
    Bilinmeyen makina | Невідомий вузол | 未知的主机 | 未知的遠端位址 | O nome remoto não pôde ser resolvido |
    nome remoto não pode ser resolvido | Este host não é conhecido | zdalnej nazwy | Uzak ad çözülemedi |
    원격 이름을 확인할 수 없습니다 | 未能解析此远程名称 | 無法解析遠端名稱 | Невозможно разрешить удаленное имя |
    De externe naam kan niet worden omgezet | Přesunutý název nelze přeložit | リモート名を解決できませんでした
    `,
  ],
  [
    'No address associated with hostname',
    `
    No hi ha cap adreça associada amb el nom d’estació | Jméno počítače nemá přiřazenu adresu |
    Ingen adresse associeret med værtsnavn | Zu diesem Hostnamen gehört keine Adresse |
    Καμιά διεύθυνση δε συνδέεται με το όνομα συστήματος | No existe ninguna dirección asociada al nombre |
    Konenimeen ei liity osoitetta | Aucune adresse associée avec le nom de l'hôte | Nincs cím társítva a gépnévhez |
    Nessun indirizzo associato al nome host | ホスト名にアドレスが割り当てられていません | 호스트이름과 대응되는 주소가 없음 |
    Ingen adresse assosiert med vertsnavn | Aan hostnaam is geen adres verbonden |
    Brak adresu związanego z nazwą hosta | Sem endereço associado ao nome de servidor |
    Não há endereço associado com o nome | С именем узла не связано ни одного адреса |
    Ingen adress associerad med värdnamn | Makina ismiyle ilişkili adres yok |
    З даною назвою вузла не пов'язано жодної адреси | 没有与主机名关联的地址 | 沒有位址關聯至此主機名稱
    `,
  ],
  [
    'Broken pipe',
    `
    La canonada s’ha trencat | Roura přerušena (SIGPIPE) | Kanalen blev brudt | Διακοπείσα σωλήνωση | Tubería rota |
    Katkennut putki | Relais brisé (pipe) | Törött adatcsatorna | Pipe interrotta | 파이프가 깨어짐 | Røret ble brutt |
    Gebroken pijp | Przerwany potok | Túnel quebrado | Pipe quebrado | Обрыв канала | Brutet rör | Veri alınamıyor |
    Канал обірвано | 断开的管道 | 管線損壞
    `,
  ],
  [
    'Permission denied',
    `
    S’ha denegat el permís | Operace zamítnuta | Adgang nægtet | Keine Berechtigung | Άρνηση πρόσβασης |
    Permiso denegado | Lupa evätty | Permission non accordée | Engedély megtagadva | Permesso negato | 許可がありません |
    허가 거부 | Ikke tilgang | Toegang geweigerd | Brak dostępu | Permissão recusada | Permissão negada |
    Отказано в доступе | Åtkomst nekas | Erişim engellendi | Відмовлено у доступі | 权限不够 | 拒絕不符權限的操作
    `,
  ],
  [
    'Non-recoverable failure in name resolution',
    `
    Fallada irrecuperable a la resolució de noms | Neopravitelná chyba při vyhodnocení názvu |
    Uoverkommelig fejl i navneopslag | Nicht-behebbarer Fehler in der Namensauflösung |
    Μη-αποκαταστήσιμο σφάλμα κατά την ανάλυση ονόματος | Fallo irrecuperable en la resolución del nombre |
    Peruuttamaton virhe nimenselvityksessä | Échec non récupérable lors de la résolution du nom |
    Helyreállíthatatlan névfeloldási hiba | Errore irrecuperabile nella risoluzione del nome |
    名前解決で回復できない失敗が発生しました | name resolution에서 복구할 수 없는 실패 | Uoverkommelig feil i navneoppslag |
    Onherstelbaar probleem in naamsherleiding | Wystąpił krytyczny błąd w odwzorowaniu nazw |
    Falha irrecuperável na resolução de nome | Неисправимая ошибка в разрешении имен |
    Icke återhämtningsbart fel i namnuppslagningen | İsim çözümlemesinde düzeltilebilir olmayan bozukluk |
    Критична помилка при розв'язанні назв | 域名解析中出现不可修复的失败 | 解析名稱時發生無法復原錯誤
    `,
  ],
  [
    'forbidden by its access permissions',
    `
    aufgrund der Zugriffsrechte des Sockets unzulässig | socket de manière interdite par ses autorisations |
    socket no permitido por sus permisos | proibida pelas permissões de acesso |
    non consentite dalle rispettive autorizzazioni | запрещенным правами доступа | アクセス許可で禁じられた方法 |
    sposób zabroniony przez przypisane do niego uprawnienia | 액세스 권한에 의해 숨겨진 소켓 | Toegang tot een socket
    `,
  ],
  [
    'The remote certificate is invalid according to the validation procedure',
    `
    Remotezertifikat ist laut Validierungsverfahren ungültig | Remotezertifikat ist gemäß |
    certificat distant n'est pas valide selon la procédure de validation |
    certificat distant n’est pas valide selon la procédure de validation |
    certificado remoto no es válido según el procedimiento de validación |
    certificado remoto é inválido, de acordo com o procedimento |
    certificado remoto é inválido de acordo com o procedimento |
    certificato remoto non è stato ritenuto valido dalla procedura di convalida | certificato remoto non è valido |
    Удаленный сертификат недействителен | 根据验证过程，远程证书无效 | 遠端憑證是無效的 | リモート証明書は無効です | 원격 인증서가 유효하지 않습니다 |
    원격 인증서가 잘못되었습니다 | Zdalny certyfikat jest nieprawidłowy | externe certificaat is ongeldig |
    Uzak sertifika doğrulama yordamına göre geçersiz
    `,
  ],
  [
    'The operation has timed out',
    `
    Timeout für Vorgang überschritten | Timeout für den Vorgang | excedió el tiempo de espera |
    agotado el tiempo de espera de la operación | tempo limite da operação | Timeout dell'operazione |
    Upłynął limit czasu operacji | İşlem zaman aşımına uğradı | 작업 시간이 초과되었습니다 | De bewerking heeft een time-out
    `,
  ],
  [
    'The SMTP server requires a secure connection or the client was not authenticated',
    `
    SMTP-Server erfordert eine sichere Verbindung | serveur SMTP requiert une connexion sécurisée |
    servidor SMTP requiere una conexión segura | servidor SMTP requer uma conexão segura |
    server SMTP richiede una connessione protetta | SMTP-сервер требует безопасного подключения |
    SMTP-сервера необходимо безопасное соединение | SMTP 服务器要求安全连接 | SMTP 伺服器需要安全連線 | SMTP サーバーにはセキュリティで保護された接続が必要 |
    SMTP 서버에 보안 연결이 필요 | Serwer SMTP wymaga bezpiecznego połączenia |
    SMTP sunucusu için güvenli bir bağlantı gerekiyor | SMTP-server vereist een beveiligde verbinding
    `,
  ],
  [
    'did not meet the criteria to be authenticated successfully',
    `
    não atendeu aos critérios | no cumplió los criterios | no cumple los criterios | ne répond pas aux critères |
    n'a pas satisfait aux critères | erfüllte nicht die Kriterien |
    Kriterien für eine erfolgreiche Authentifizierung | non soddisfa i criteri | не соответствует критериям |
    不符合身份验证成功的条件 | 不符合身份验证的条件 | nie spełnia kryteriów
    `,
  ],
]
