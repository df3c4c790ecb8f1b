// Words of programs and systems in other languages: the English ones are put behind them.

import { describe, expect, test } from 'vitest'
import { PHP_MAILER } from '../../src/explain/elsewhere/php-mailer.js'
import { SYSTEMS } from '../../src/explain/elsewhere/systems.js'
import { inEnglish } from '../../src/explain/in-english.js'
import { firstId as first } from './sources.js'

describe('the English words', () => {
  test('stand in brackets behind those of another language, where they stand in the line', () => {
    expect(inEnglish('smtp.example.pl:587: Brak trasy do hosta, koniec')).toBe(
      'smtp.example.pl:587: Brak trasy do hosta (No route to host), koniec',
    )
  })

  test('are not repeated where the program gives both', () => {
    const text = 'Verbinding is verlopen (Connection timed out)'
    expect(inEnglish(text)).toBe(text)
  })

  test('do not touch a text in English, and no line is added or lost', () => {
    expect(inEnglish('Connection refused\n535 5.7.8 no')).toBe('Connection refused\n535 5.7.8 no')
    expect(inEnglish('İstenen adres bulunamıyor\nBağlantı reddedildi\n').split('\n')).toHaveLength(3)
  })

  test('are found whatever kind of apostrophe the program writes', () => {
    expect(inEnglish("Hiba: L'adresse demandée n’est pas valide dans son contexte")).toContain(
      'contexte (Cannot assign requested address)',
    )
  })

  test('stay quick in a large paste that has none, and in one full of them', () => {
    const start = performance.now()
    inEnglish('Verbindung '.repeat(40_000))
    inEnglish('ü'.repeat(400_000))
    inEnglish('Onbekende host '.repeat(30_000))
    expect(performance.now() - start).toBeLessThan(4000)
  })
})

/** What each English sentence is a sign of, where it stands alone behind a host of one's own. */
const SIGNS: Readonly<Record<string, string>> = {
  'Connection refused': 'connect-refused',
  'Connection timed out': 'connect-timeout',
  'Network is unreachable': 'connect-unreachable',
  'No route to host': 'connect-unreachable',
  'Connection reset by peer': 'closed-before-greeting',
  'Name or service not known': 'host-not-found',
  'Unknown host': 'host-not-found',
  'No address associated with hostname': 'host-not-found',
  'Temporary failure in name resolution': 'dns-unavailable',
  'SMTP Error: Could not authenticate.': 'credentials-rejected',
  'Message body empty': 'message-malformed',
  'Extension missing: openssl': 'client-support-missing',
}

describe.each([...SYSTEMS, ...PHP_MAILER].filter(([english]) => SIGNS[english]))('%s', (english, elsewhere) => {
  test('is judged alike in every language', () => {
    const judged = elsewhere.split('|').map((words) => ({
      words: words.trim(),
      id: first(`smtp.one-of-my-own.org:587 ${words.trim()}`),
    }))
    expect(judged.filter(({ id }) => id !== SIGNS[english])).toEqual([])
  })
})

test.each([
  [
    'Die SMTP-Antwort steht hinten',
    'Der SMTP-Server erfordert eine sichere Verbindung, oder der Client wurde nicht authentifiziert. Die Serverantwort war: 5.7.0 Must issue a STARTTLS command first. k1sm',
    'starttls-required',
  ],
  [
    'in Portuguese',
    'O servidor SMTP requer uma conexão segura ou o cliente não foi autenticado. A resposta do servidor foi: 5.7.57 Client not authenticated to send mail.',
    'auth-required',
  ],
  [
    'in Italian',
    'Il server SMTP richiede una connessione protetta o il client non è autenticato. Risposta del server: 5.7.57 Client not authenticated to send mail.',
    'auth-required',
  ],
  [
    'in Turkish',
    'SMTP sunucusu için güvenli bir bağlantı gerekiyor veya istemcinin kimliği doğrulanmadı. Sunucu yanıtı şöyleydi: 5.7.0 Authentication Required.',
    'auth-required',
  ],
])('.NET names its status and the server its reason: %s', (_, text, id) => {
  expect(first(text)).toBe(id)
})

test('.NET refuses a certificate in any language', () => {
  expect(first('Zdalny certyfikat jest nieprawidłowy w ocenie procedury sprawdzania poprawności.')).toBe(
    'cert-untrusted',
  )
  expect(first('Il certificato remoto non è stato ritenuto valido dalla procedura di convalida.')).toBe(
    'cert-untrusted',
  )
})
