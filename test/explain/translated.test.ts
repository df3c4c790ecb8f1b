// Web mail and PHP programs print their few SMTP sentences in the language of the user.

import { describe, expect, test } from 'vitest'
import { translated } from '../../src/explain/readers/translated.js'
import { firstId } from './sources.js'

describe('a refused login', () => {
  test.each([
    'SMTP-Fehler: Authentifizierung gescheitert.',
    'SMTP-fout: authenticatie niet gelukt',
    'Erreur SMTP : authentification impossible',
    'Error SMTP: no se pudo autenticar.',
    'Błąd SMTP: uwierzytelnienie się nie powiodło',
    'Ошибка SMTP: ошибка авторизации',
    'SMTP Hatası: kimlik doğrulanamıyor',
    'SMTPエラー: 認証に失敗しました',
    'SMTP 错误：登录失败',
    'SMTP 오류: 인증 실패',
    'خطأ SMTP: فشلت المصادقة',
    'SMTP-villa (535): Auðkenning tókst ekki.',
    'Gabim SMTP (535): Nuk u mirëfilltësua dot.',
  ])('%s', (text) => expect(firstId(text)).toBe('credentials-rejected'))
})

describe('a server that is not reached', () => {
  test.each([
    'SMTP-Fehler: Verbindung zum Server nicht möglich',
    'Erreur SMTP : connexion au serveur impossible',
    'SMTP Error: Impossibile connettersi al server',
    'Erro de SMTP: não foi possível conectar',
    'SMTP feil: kunne ikke koble til',
    "Помилка SMTP: не вдалося під’єднатися, під'єднання відхилено",
    'SMTP 錯誤：無法連線',
    'Lỗi SMTP: không kết nối được',
  ])('%s', (text) => expect(firstId(text)).toBe('connect-timeout'))
})

test.each([
  'SMTP Error: Could not authenticate.',
  'SMTP ERROR: Failed to connect to server: Connection refused (111)',
  'Testing SMTP: connecting to mail.example.org',
  'SMTP-Fehler (550): Empfänger "c@example.net" abgelehnt (5.1.1 <c@example.net>: User unknown)',
  'Błąd SMTP: 550 5.1.1 connection user unknown',
])('stays as it is: %s', (text) => expect(translated.rewrite?.(text)).toBe(text))

test('what the server said beside a translated sentence leads', () => {
  expect(firstId('SMTP-Fehler (554): Empfänger "c@example.net" abgelehnt (5.7.1 Relay access denied)')).toBe(
    'relay-denied',
  )
})
