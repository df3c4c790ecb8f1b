// PHPMailer and Roundcube in the language of their users. Their few sentences about SMTP follow one form in all languages
// ("Erreur SMTP : …", "SMTP-Fehler (535): …"); by the words in them the English sentence is put behind, which rules know.

import { firstMatch } from '../../smtp/prefilter.js'
import type { Reader } from './reader.js'

/** The word for "error". */
const ERRORS =
  'fehler|fout|erreur|error|errore|erro|fejl|feil|fel|virhe|viga|kļūda|klaida|błąd|chyba|hiba|eroare|gre[šs]ka|napaka|грешка|ошибка|помилка|памылка|σφάλμα|hata(?:s[ıi])?|xətası|خطأ|خطای|שגיאת|エラー|오류|错误|錯誤|lỗi|kesalahan|ralat|eraro|त्रुटि|ত্রুটি|ত্ৰুটি|შეცდომა|սխալ'

const BEHIND_HEAD = String.raw`(?:\s?[(（]-\d[)）])?\s?[:：]\s?`

/** `Erreur SMTP :`, `SMTP-fout:`, `Ошибка SMTP (-1):`, `SMTP 오류:`; an alternative a word, of which a text holds few. */
const HEAD = new RegExp(
  ERRORS.split('|')
    .flatMap((error) => [`${error}[ -](?:de |del )?SMTP${BEHIND_HEAD}`, `\\bSMTP[ -]{0,3}${error}${BEHIND_HEAD}`])
    .join('|'),
  'i',
)

/** Roundcube with the code of a refused login, in any language. */
const REFUSED = /SMTP[^\n():（]{0,24}[(（](53[45])[)）]\s?[:：]\s?/

/** Thunderbird's sentences name the server for sending mail in brackets, in every language. */
const BRACKETS = /\(SMTP\)/

const EITHER = new RegExp(`${HEAD.source}|${REFUSED.source}|${BRACKETS.source}`, 'i')

/** The English head stands before words of every kind; Italian and Slovak leave it. */
const ENGLISH = /SMTP error/i
const UNTRANSLATED_HEAD = /^(?:impossibile|chyba|nebolo) /i

const LOGIN =
  /autenti|authenti|otentik|avtenti|auto?ri[sz]|aŭtenti|uwierzyteln|azonos[íi]t|tunnist|kimlik|doğrula|аутент|автент|авториз|ідэнтыф|удостовер|идентифик|πιστοποί|ταυτοπο|xác thực|pengesahan|geverifieer|prijav|\blogin\b|אימות|هوية|مصادق|احراز|認証|認證|认证|验证|驗證|登录|登入|인증|प्रामाणि|প্ৰমাণ|প্রমাণ|ავტორ|իսկությ|giriş/iu

const CONNECTION =
  /verbind|connect|connett|connex|connession|cone[cx]|ligar ao|forbind|anslut|koble til|yhteys|ühendust|savienojum|prisijungti|połącz|spojen|spojiti|navázat|kapcsol|bağlan|povez|повез|свърже|подключ|з'єдн|під'єдн|соедин|сувяз|σύνδεσ|konekti|kết nối|terhubung|menghubungi|الاتصال|اتصال|להתחבר|接続|连接|連線|連接|접속|연결|कनेक्ट|সংযোগ|დაკავშირ|կապ հաստ|qoşul/iu

const TIMEOUT =
  /Zeitüberschreitung|Zeitlimit|délai|agotó|agotado|tempo (?:di connessione|limite|esgotado)|scadut|expirou|esgotou|время ожидания|час очікування|verlopen|przekroczono|zaman aşımı|タイムアウト|超时|逾時|시간 ?초과/iu

const UNKNOWN_HOST =
  /unbekannt|inconnu|desconocid|sconosciut|desconhecid|неизвест|невідом|onbekend|nieznan|bilinmiyor|不明|未知|알 수 없/iu

/** Thunderbird's own sentence in English: it is read as it stands. */
const IN_ENGLISH = /\b(?:the|outgoing server|could not|please)\b/i

export const translated: Reader = {
  id: 'translated',
  recognises: EITHER,
  /** Puts the English sentence behind each translated one. */
  rewrite: (text) =>
    text
      .split('\n')
      .map((line) => `${line}${englishOf(line) || thunderbirdsEnglish(line)}`)
      .join('\n'),
}

function englishOf(line: string): string {
  if (line.length > 400 || !/smtp/i.test(line)) return ''
  const refused = REFUSED.exec(line)
  const head = refused ?? firstMatch(HEAD, line)
  if (!head) return ''
  const words = line.slice(head.index + head[0].length)
  // What the server said stands in brackets behind, or has its code before it; it speaks for itself.
  if (words.length > 160 || /[(（].{12}|\b[45]\d\d[ -]/.test(words)) return ''
  if (refused) return ` = SMTP Error (${refused[1]}): Authentication failed.`
  if (ENGLISH.test(head[0]) && !UNTRANSLATED_HEAD.test(words)) return ''
  if (LOGIN.test(words)) return ' = SMTP Error: Could not authenticate.'
  return CONNECTION.test(words) ? ' = SMTP Error: Could not connect to SMTP host.' : ''
}

/** Thunderbird's English sentence for one that it wrote in another language. */
function thunderbirdsEnglish(line: string): string {
  if (line.length > 600 || !BRACKETS.test(line) || IN_ENGLISH.test(line) || /\b[45]\d\d[ -]/.test(line)) return ''
  const host = /\(SMTP\)[\s«“„"']{0,3}([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})/.exec(line)?.[1] ?? 'server'
  if (TIMEOUT.test(line)) return ` = The connection to Outgoing server (SMTP) ${host} timed out.`
  if (LOGIN.test(line)) return ` = Unable to authenticate to Outgoing server (SMTP) ${host}.`
  if (UNKNOWN_HOST.test(line)) return ` = The Outgoing server (SMTP) ${host} is unknown.`
  return CONNECTION.test(line) ? ` = connecting to Outgoing server (SMTP) ${host} failed.` : ''
}
