// What mail programs of the desktop say in their dialogues: Thunderbird in the language of its user, and Apple Mail.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('Thunderbird in other languages', () => {
  check('connect-timeout', [
    'Die Nachricht konnte nicht gesendet werden, weil die Verbindung mit dem Postausgang-Server (SMTP) mail.firma-nord.test fehlgeschlagen ist. Der Server ist entweder nicht verfügbar oder lehnt SMTP-Verbindungen ab.',
    'El mensaje no se pudo enviar porque la conexión con el servidor de salida (SMTP) mail.firma-nord.test falló.',
    'Impossibile inviare il messaggio: connessione al server in uscita (SMTP) mail.firma-nord.test fallita.',
    'Сообщение не может быть отправлено, так как не удалось подключиться к серверу исходящей почты (SMTP) mail.firma-nord.test.',
    '无法发送消息，因为连接外发服务器 (SMTP) mail.firma-nord.test 失败。',
    'Die Nachricht konnte nicht gesendet werden, weil die Verbindung mit dem Postausgang-Server (SMTP) mail.firma-nord.test wegen Zeitüberschreitung abgebrochen wurde.',
    'Le message n’a pas pu être envoyé parce que le délai d’attente pour la connexion au serveur sortant (SMTP) mail.firma-nord.test a été dépassé.',
    '送信 (SMTP) サーバー mail.firma-nord.test への接続がタイムアウトしたため、メッセージを送信できませんでした。',
  ])
  check('host-not-found', [
    'Fehler beim Senden der Nachricht: Der Postausgang-Server (SMTP) mail.firma-nord.test ist unbekannt. Der Server könnte falsch konfiguriert sein.',
  ])
  check('credentials-rejected', [
    'No se ha podido autenticar con el servidor de salida (SMTP) mail.firma-nord.test. Compruebe la contraseña',
    'Не удалось пройти аутентификацию на сервере исходящей почты (SMTP) mail.firma-nord.test. Проверьте пароль',
  ])

  test('a reply in the sentence speaks for itself', () => {
    const text =
      'Fehler beim Senden der Nachricht: Der Postausgang-Server (SMTP) mail.firma-nord.test antwortete: 552 5.3.4 Message too big'
    expect(firstId(text)).toBe('message-too-large')
  })
})

describe('Apple Mail and Thunderbird in English', () => {
  check('auth-mechanism-unsupported', [
    'The server “mail.firma-nord.test” doesn’t support password authentication. Please check your account settings and try again.',
    'The Outgoing server (SMTP) mail.firma-nord.test does not allow plaintext passwords. Please try changing the ‘Authentication method’ to ‘Encrypted password’.',
  ])
  check('credentials-rejected', [
    'Cannot Send Mail. The user name or password for “mail.firma-nord.test” is incorrect.',
    'The SMTP server “mail.firma-nord.test” rejected the password for user “anna”.',
    'Der SMTP-Server „mail.firma-nord.test“ hat das Passwort für den Benutzer „anna“ abgelehnt.',
  ])
  check('sender-not-authorized', [
    'Cannot Send Mail. A copy has been placed in your Outbox. The sender address was rejected by the server.',
  ])
  check('relay-denied', [
    'The recipient "anna@firma-nord.test" was rejected by the server because it does not allow relaying.',
  ])
  check('recipient-unknown', ['The recipient "anna@firma-nord.test" was rejected by the server.'])
})
