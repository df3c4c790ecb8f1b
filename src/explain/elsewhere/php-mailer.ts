// PHPMailer's own sentences in the languages that it speaks, by what it says in English. Many web programs show nothing else.

export const PHP_MAILER: readonly (readonly [english: string, elsewhere: string])[] = [
  [
    'SMTP Error: Could not authenticate.',
    `
    SMTP-fout: kon nie geverifieer word nie | خطأ SMTP : لا يمكن تأكيد الهوية |
    SMTP грешка: Не може да се удостовери пред сървъра | Error SMTP: No s’ha pogut autenticar |
    Chyba SMTP: Autentizace selhala | SMTP fejl: Login mislykkedes | SMTP-Fehler: Authentifizierung fehlgeschlagen |
    Σφάλμα SMTP: Αδυναμία πιστοποίησης | Error SMTP: Imposible autentificar |
    خطای SMTP: احراز هویت با شکست مواجه شد | SMTP-virhe: käyttäjätunnistus epäonnistui |
    Erreur SMTP : échec de l’authentification | שגיאת SMTP: פעולת האימות נכשלה |
    SMTP Greška: Neuspjela autentikacija | SMTP hiba: az azonosítás sikertelen |
    Kesalahan SMTP: Tidak dapat mengotentikasi | SMTP Error: Impossibile autenticarsi | SMTPエラー: 認証できませんでした |
    SMTP 오류: 인증할 수 없습니다 | Ralat SMTP: Tidak dapat pengesahan | SMTP-feil: Kunne ikke autentisere |
    SMTP-fout: authenticatie mislukt | Błąd SMTP: nie udało się przeprowadzić uwierzytelnienia |
    Erro SMTP: Falha na autenticação | Erro de SMTP: Não foi possível autenticar |
    Eroare SMTP: Autentificarea a eșuat | Ошибка SMTP: не удалось пройти аутентификацию |
    SMTP Error: Chyba autentifikácie | SMTP napaka: Avtentikacija ni uspela |
    SMTP грешка: аутентификација није успела | SMTP greška: autentifikacija nije uspela |
    SMTP fel: Kunde inte autentisera | SMTP Hatası: Oturum açılamadı | Помилка SMTP: помилка авторизації |
    Lỗi SMTP: Không thể xác thực | SMTP 錯誤：登入失敗 | SMTP 错误：登录失败
    `,
  ],
  [
    'SMTP Error: Could not connect to SMTP host.',
    `
    SMTP-fout: kon nie aan SMTP-verbind nie | خطأ SMTP: لا يمكن الاتصال بالخادم SMTP |
    SMTP грешка: Не може да се свърже с SMTP хоста | Error SMTP: No es pot connectar al servidor SMTP |
    Chyba SMTP: Nelze navázat spojení se SMTP serverem |
    SMTP fejl: Forbindelse til SMTP serveren kunne ikke oprettes |
    SMTP-Fehler: Konnte keine Verbindung zum SMTP-Host herstellen |
    Σφάλμα SMTP: Αδυναμία σύνδεσης με τον φιλοξενητή SMTP | Error SMTP: Imposible conectar al servidor SMTP |
    خطای SMTP: اتصال به سرور SMTP برقرار نشد | SMTP-virhe: yhteys palvelimeen ei onnistu |
    Erreur SMTP : impossible de se connecter au serveur SMTP | שגיאת SMTP: לא הצלחתי להתחבר לשרת SMTP |
    SMTP Greška: Ne mogu se spojiti na SMTP poslužitelj | SMTP hiba: nem lehet kapcsolódni az SMTP-szerverhez |
    Kesalahan SMTP: Tidak dapat terhubung ke host SMTP | SMTP Error: Impossibile connettersi all'host SMTP |
    SMTPエラー: SMTPホストに接続できませんでした | SMTP 오류: SMTP 호스트에 접속할 수 없습니다 |
    Ralat SMTP: Tidak dapat menghubungi hos pelayan SMTP | SMTP-feil: Kunne ikke koble til SMTP-vert |
    SMTP-fout: kon niet verbinden met SMTP-host | Błąd SMTP: nie udało się połączyć z serwerem (hostem) |
    Erro SMTP: Não foi possível ligar ao servidor SMTP | Erro de SMTP: Não foi possível conectar ao servidor SMTP |
    Eroare SMTP: Conectarea la serverul SMTP a eșuat | Ошибка SMTP: не удается подключиться к SMTP-серверу |
    SMTP Error: Nebolo možné nadviazať spojenie so SMTP serverom |
    SMTP napaka: Vzpostavljanje povezave s SMTP gostiteljem ni uspelo |
    SMTP грешка: повезивање са SMTP сервером није успело | SMTP greška: povezivanje sa SMTP serverom nije uspelo |
    SMTP fel: Kunde inte ansluta till SMTP-server | SMTP Hatası: SMTP sunucusuna bağlanılamadı |
    Помилка SMTP: не вдається під'єднатися до SMTP-серверу | Lỗi SMTP: Không thể kết nối máy chủ SMTP |
    SMTP 錯誤：無法連線到 SMTP 主機 | SMTP 错误：无法连接到 SMTP 主机
    `,
  ],
  [
    'Message body empty',
    `
    Boodskapliggaam leeg | نص الرسالة فارغ | Съдържанието на съобщението е празно | El cos del missatge està buit |
    Prázdné tělo zprávy | Meddelelsen er uden indhold | E-Mail-Inhalt ist leer |
    Η ηλεκτρονική επιστολή δεν έχει περιεχόμενο | El cuerpo del mensaje está vacío | بخش متن پیام خالی است |
    Corps du message vide | גוף ההודעה ריק | Sadržaj poruke je prazan | Üres az üzenettörzs | Isi pesan kosong |
    Il corpo del messaggio è vuoto | メール本文が空です | 메세지 내용이 없습니다 | Tiada isi untuk mesej | Meldingsinnholdet er tomt |
    Berichttekst is leeg | Nie można wysłać pustej wiadomości | A mensagem de e-mail está vazia | Mensagem vazia |
    Mesajul este gol | Пустое сообщение | Prázdne telo správy | E-poštno sporočilo nima vsebine |
    Садржај поруке је празан | Mesajın içeriği boş | Пусте повідомлення | Không có nội dung | 郵件內容為空 | 邮件正文为空
    `,
  ],
  [
    'Extension missing: openssl',
    `
    Uitbreiding ontbreek | الإضافة غير موجودة | Липсва разширение | Extension missing | Chybí rozšíření |
    Udvidelse mangler | Fehlende Erweiterung | Απουσία επέκτασης | Extensión faltante | افزونه موجود نیست |
    Extension manquante | Nedostaje proširenje | Bővítmény hiányzik | Ekstensi PHP tidak tersedia |
    Estensione mancante | 拡張機能が見つかりません | 확장자 없음 | Sambungan hilang | Utvidelse mangler | Extensie afwezig |
    Brak wymaganego rozszerzenia PHP | Extensão em falta | Extensão não existe | Lipsește extensia |
    Расширение отсутствует | Chýba rozšírenie | Manjkajoča razširitev | Недостаје проширење |
    Tillägg ej tillgängligt | Eklenti bulunamadı | Розширення відсутнє | 遺失模組 Extension | 缺少扩展名
    `,
  ],
  [
    'Could not instantiate mail function',
    `
    Kon nie posfunksie instansieer nie | لا يمكن توفير خدمة البريد | Не може да се инстанцира функцията mail |
    No s’ha pogut crear una instància de la funció Mail | Nelze vytvořit instanci emailové funkce |
    Email funktionen kunne ikke initialiseres | Mail-Funktion konnte nicht initialisiert werden |
    Αδυναμία εκκίνησης συνάρτησης Mail | Imposible crear una instancia de la función Mail |
    امکان معرفی تابع ایمیل وجود ندارد | mail-funktion luonti epäonnistui |
    Impossible d’instancier la fonction mail | לא הצלחתי להפעיל את פונקציית המייל |
    Ne mogu pokrenuti mail funkcionalnost | A PHP mail() függvényt nem sikerült végrehajtani |
    Tidak dapat menginisialisasi fungsi surel | Impossibile istanziare la funzione mail | メール関数が正常に動作しませんでした |
    mail 함수를 인스턴스화할 수 없습니다 | Tidak dapat memberi contoh fungsi e-mel | Kunne ikke starte e-postfunksjonen |
    Kon mailfunctie niet initialiseren | Nie można zainicjować funkcji mail(). Sprawdź konfigurację serwera |
    Não foi possível instanciar a função mail | Funcția mail nu a putut fi inițializată |
    Невозможно запустить функцию mail() | Nedá sa vytvoriť inštancia emailovej funkcie |
    Ne morem inicializirati mail funkcije | Није могуће покренути mail функцију |
    Nije moguće pokrenuti mail funkciju | Kunde inte initiera e-postfunktion |
    Örnek e-posta fonksiyonu oluşturulamadı | Неможливо запустити функцію mail() | Không dùng được các hàm gửi thư |
    未知函數呼叫 | 未知函数调用
    `,
  ],
  [
    'The following recipients failed',
    `
    SMTP-fout: Die volgende ontvangers het misluk | خطأ SMTP: الأخطاء التالية فشل في الارسال لكل من |
    SMTP грешка: Следните адреси за Получател са невалидни | Error SMTP: Els següents destinataris han fallat |
    Chyba SMTP: Následující adresy příjemců nejsou správně | SMTP fejl: Følgende modtagere fejlede |
    SMTP-Fehler: Die folgenden Empfänger sind nicht korrekt |
    Σφάλμα SMTP: Οι παρακάτω διευθύνσεις παραλήπτη δεν είναι έγκυρες |
    Error SMTP: Los siguientes destinos fallaron | خطای SMTP: ارسال به آدرس گیرنده با خطا مواجه شد |
    SMTP-virhe: seuraava vastaanottaja osoite on virheellinen |
    Erreur SMTP : les destinataires suivants ont échoué | שגיאת SMTP: הנמענים הבאים נכשלו |
    SMTP Greška: Slanje na navedenih e-mail adresa nije uspjelo |
    SMTP hiba: a címzettként megadott következő címek hibásak |
    Kesalahan SMTP: Alamat tujuan berikut menyebabkan kesalahan |
    SMTP Error: I seguenti indirizzi destinatari hanno generato un errore | SMTPエラー: 次の受信者アドレスに 間違いがあります |
    SMTP 오류: 다음 수신자에서 오류가 발생했습니다 | Ralat SMTP: Penerima e-mel berikut telah gagal |
    SMTP-feil: Følgende mottakeradresser feilet | SMTP-fout: de volgende ontvangers zijn mislukt |
    Błąd SMTP: nie udało się wysłać do następujących odbiorców |
    Erro SMTP: Falha no envio para os seguintes destinatários | Erro de SMTP: Os seguintes destinatários falharam |
    Eroare SMTP: Următoarele adrese de email au eșuat | Ошибка SMTP: Ошибка следующих получателей |
    SMTP Error: Adresy príjemcov niesu správne | SMTP napaka: Sledeči naslovniki so neveljavni |
    SMTP грешка: слање на следеће адресе није успело | SMTP greška: slanje na sledeće adrese nije uspelo |
    SMTP fel: Följande mottagare är felaktig | SMTP Hatası: Belirtilen alıcılara ulaşılamadı |
    Помилка SMTP: не вдалося відправлення для таких отримувачів | Lỗi SMTP: lỗi địa chỉ người nhận |
    SMTP 錯誤：以下收件人地址錯誤 | SMTP 错误：收件人地址错误
    `,
  ],
  [
    'SMTP Error: data not accepted.',
    `
    SMTP-fout: data nie aanvaar nie | خطأ SMTP: لم يتم قبول المعلومات | SMTP грешка: данните не са приети |
    Error SMTP: Dades no acceptades | Chyba SMTP: Data nebyla přijata | SMTP fejl: Data blev ikke accepteret |
    SMTP-Fehler: Daten werden nicht akzeptiert | Σφάλμα SMTP: Μη αποδεκτά δεδομένα |
    Error SMTP: Datos no aceptados | خطای SMTP: داده‌ها نا‌درست هستند | SMTP-virhe: data on virheellinen |
    Erreur SMTP : données incorrectes | שגיאת SMTP: מידע לא התקבל | SMTP Greška: Podatci nisu prihvaćeni |
    SMTP hiba: adatok visszautasítva | Kesalahan SMTP: Data tidak diterima |
    SMTP Error: Dati non accettati dal server | SMTPエラー: データが受け付けられませんでした | SMTP 오류: 데이터가 받아들여지지 않았습니다 |
    Ralat SMTP: Data tidak diterima oleh pelayan | SMTP-feil: data ikke akseptert |
    SMTP-fout: data niet geaccepteerd | Błąd SMTP: dane wiadomości nie zostały przyjęte przez serwer |
    Erro SMTP: Dados não aceites | Erro de SMTP: Dados rejeitados | Eroare SMTP: Datele nu au fost acceptate |
    Ошибка SMTP: данные не приняты | SMTP Error: Dáta neboli prijaté | SMTP napaka: Strežnik zavrača podatke |
    SMTP грешка: подаци нису прихваћени | SMTP greška: podaci nisu prihvaćeni | SMTP fel: Data accepterades inte |
    SMTP Hatası: Veri kabul edilmedi | Помилка SMTP: дані не прийнято | Lỗi SMTP: Dữ liệu không được chấp nhận |
    SMTP 錯誤：無法接受的資料 | SMTP 错误：数据不被接受
    `,
  ],
  [
    'You must provide at least one recipient email address.',
    `
    U moet ten minste een ontvanger e-pos adres verskaf | يجب توفير عنوان البريد الإلكتروني لمستلم واحد على الأقل |
    Трябва да предоставите поне един email адрес за получател |
    S’ha de proveir almenys una adreça d’email com a destinatari |
    Musíte zadat alespoň jednu emailovou adresu příjemce | Indtast mindst en modtagers email adresse |
    Bitte geben Sie mindestens eine Empfängeradresse an | Δώστε τουλάχιστον μια ηλεκτρονική διεύθυνση παραλήπτη |
    Debe proporcionar al menos una dirección de email de destino | باید حداقل یک آدرس گیرنده وارد کنید |
    Aseta vähintään yksi vastaanottajan sähk&ouml;postiosoite |
    Vous devez fournir au moins une adresse de destinataire | חובה לספק לפחות כתובת אחת של מקבל המייל |
    Definirajte barem jednu adresu primatelja | Legalább egy címzettet fel kell tüntetni |
    Harus tersedia minimal satu alamat tujuan | Deve essere fornito almeno un indirizzo ricevente |
    少なくとも1つメールアドレスを 指定する必要があります | 적어도 한 개 이상의 수신자 메일 주소를 제공해야 합니다 |
    Anda perlu menyediakan sekurang-kurangnya satu alamat e-mel penerima |
    Du må oppgi minst én mottaker-e-postadresse | Er moet minstens één ontvanger worden opgegeven |
    Musisz podać co najmniej jeden prawidłowy adres e-mail odbiorcy |
    Deve fornecer pelo menos um endereço de destinatário | Você deve informar pelo menos um destinatário |
    Trebuie să adăugați cel puțin o adresă de email |
    Вы должны указать хотя бы один адрес электронной почты получателя |
    Musíte zadať aspoň jednu emailovú adresu príjemcu | Prosimo, vnesite vsaj enega naslovnika |
    Дефинишите бар једну адресу примаоца | Definišite bar jednu adresu primaoca |
    Du måste ange minst en mottagares e-postadress | En az bir alıcı e-posta adresi belirtmelisiniz |
    Будь ласка, введіть хоча б одну email-адресу отримувача | Bạn phải cung cấp ít nhất một địa chỉ người nhận |
    必須提供至少一個收件人地址 | 必须提供至少一个收件人地址
    `,
  ],
]
