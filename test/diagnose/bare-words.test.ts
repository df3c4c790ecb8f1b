// What people paste when the program kept the cause to itself: the first advice has to fit that program.

import { describe, expect, test } from 'vitest'
import { explainText } from '../../src/explain-text.js'
import { platforms } from '../../src/providers/platforms.js'
import { loadPresets } from '../../src/providers/preset-directory.js'

const sources = { presets: loadPresets(), platforms, now: Date.UTC(2026, 10, 20) }

function first(text: string) {
  const [diagnosis] = explainText(text, {}, sources).diagnoses
  return {
    id: diagnosis?.id,
    certainty: diagnosis?.certainty,
    because: diagnosis?.because,
    fixes: diagnosis?.fixes.map((fix) => fix.do) ?? [],
  }
}

describe('a program that does not say why', () => {
  test('PHPMailer that could not connect is a possible timeout, and is asked for its debug output first', () => {
    const { id, certainty, fixes } = first('SMTP Error: Could not connect to SMTP host.')
    expect([id, certainty]).toEqual(['connect-timeout', 'possible'])
    expect(fixes[0]).toContain('SMTPDebug = 3')
  })

  test('PHPMailer gives way to the refusal that stands above its last line', () => {
    const { id } = first(
      'SMTP ERROR: MAIL FROM command failed: 553 5.7.1 <a@b.example>: Sender address rejected: not owned by user c\nSMTP connect() failed. https://github.com/PHPMailer/PHPMailer/wiki/Troubleshooting',
    )
    expect(id).toBe('sender-not-authorized')
  })

  test('WordPress is told to set up an SMTP plugin first', () => {
    const { id, certainty, fixes } = first(
      'Fehler: Die E-Mail konnte nicht gesendet werden. Deine Website ist möglicherweise nicht korrekt für den Versand von E-Mails konfiguriert.',
    )
    expect([id, certainty]).toEqual(['host-not-configured', 'likely'])
    expect(fixes[0]).toContain('SMTP plugin')
  })

  test('Outlook that had a sender refused is shown where the login for sending is switched on', () => {
    const { id, certainty, fixes } = first('Protocol: SMTP, Port: 25, Secure(SSL): No, Error Number: 0x800CCC78')
    expect([id, certainty]).toEqual(['auth-required', 'possible'])
    expect(fixes[0]).toContain('requires authentication')
  })

  test('a code of Outlook that is not about sending stays unknown', () => {
    expect(first("Task 'x' reported error (0x80040119): 'An unknown error occurred.'").id).toBe('unknown')
  })
})

test('a bare failure of PHP streams to verify a certificate brings the advice for php.ini', () => {
  const { fixes } = first(
    'stream_socket_enable_crypto(): SSL operation failed with code 1. OpenSSL Error messages: error:0A000086:SSL routines::certificate verify failed',
  )
  expect(fixes.join('\n')).toContain('openssl.cafile')
})

test("a mail server that cannot reach a recipient's provider is not sent to that provider's submission server", () => {
  const { id, fixes } = first(
    'Nov 20 08:11:09 mx postfix/smtp[4411]: connect to gmail-smtp-in.l.google.com[192.0.2.26]:25: Connection timed out',
  )
  expect(id).toBe('port-25-blocked')
  expect(fixes[0]).toContain('relayhost')
  expect(fixes[1]).toContain('hoster')
  expect(fixes.join('\n')).not.toContain('smtp.gmail.com')
})

test('a relayhost on port 25 is told to use the submission port', () => {
  const { id, fixes } = first(
    'Nov 20 08:11:09 mx postfix/smtp[4411]: connect to smtp.gmail.com[192.0.2.26]:25: Connection timed out',
  )
  expect(id).toBe('port-25-blocked')
  expect(fixes[0]).toContain('smtp.gmail.com, port 587')
})

test.each([
  'Der Remotename konnte nicht aufgelöst werden: "smpt.strato.de"',
  "Le nom distant n'a pas pu être résolu : 'smpt.strato.de'",
  "No se ha podido resolver el nombre remoto: 'smpt.strato.de'",
])('the host comes out of the quotes: %s', (text) => {
  const { id, fixes } = first(text)
  expect(id).toBe('host-typo')
  expect(fixes[0]).toContain('smtp.strato.de')
})
