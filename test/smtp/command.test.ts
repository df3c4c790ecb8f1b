import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UsageError } from '../../src/model.js'
import { parseCapabilities } from '../../src/smtp/capabilities.js'
import {
  authCommand,
  dataOctets,
  ehloCommand,
  mailCommand,
  needsSmtputf8,
  rcptCommand,
} from '../../src/smtp/command.js'
import { parseReply } from '../../src/smtp/reply-parser.js'

describe('commands', () => {
  test('what a user typed cannot become a second command', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('\r', '\n', '\0', '\r\n'), fc.string(), (before, control, after) => {
        const hostile = `${before}${control}${after}`
        for (const build of [ehloCommand, mailCommand, rcptCommand]) expect(() => build(hostile)).toThrow(UsageError)
      }),
    )
  })

  test('an address cannot end its path early', () => {
    expect(() => mailCommand('a@b.c> SIZE=1')).toThrow(UsageError)
    expect(() => rcptCommand('a b@c.d')).toThrow(UsageError)
    expect(rcptCommand('"a b"@c.d').line).toBe('RCPT TO:<"a b"@c.d>')
  })

  test('MAIL carries the parameters that the server offered', () => {
    expect(mailCommand('a@b.c', { sizeBytes: 5, smtputf8: true }).line).toBe('MAIL FROM:<a@b.c> SIZE=5 SMTPUTF8')
  })

  test('the secret of an AUTH command is sent and never shown', () => {
    const command = authCommand('PLAIN', Buffer.from('\0u\0secret'))
    expect(command.line).toBe('AUTH PLAIN AHUAc2VjcmV0')
    expect(command.shown).toBe('AUTH PLAIN <redacted>')
    expect(authCommand('XOAUTH2', new Uint8Array()).line).toBe('AUTH XOAUTH2 =')
  })

  test('a local part beyond ASCII needs SMTPUTF8, a domain does not', () => {
    expect(needsSmtputf8('jürgen@example.com')).toBe(true)
    expect(needsSmtputf8('juergen@müller.de')).toBe(false)
  })
})

describe('data', () => {
  test('a message cannot end itself early, whatever stands in it (RFC 5321 section 4.5.2)', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('.', '..', 'a', '\r\n', '\n', '\r', '.\r\n', 'ü')), (pieces) => {
        const octets = dataOctets(Buffer.from(pieces.join(''))).toString('latin1')
        expect(octets.endsWith('\r\n.\r\n') || octets === '.\r\n').toBe(true)
        expect(octets.slice(0, -3)).not.toMatch(/(?:^|\r\n)\.\r\n/)
        expect(octets).not.toMatch(/[^\r]\n|\r[^\n]/)
      }),
    )
  })
})

describe('EHLO', () => {
  const capabilities = (...lines: string[]) => {
    const reply = parseReply(lines)
    if (!reply) throw new Error('no reply')
    return parseCapabilities(reply)
  }

  test('the keywords are read in any case, with the old form of AUTH too', () => {
    const found = capabilities(
      '250-mail.example.com',
      '250-size 35882577',
      '250-AUTH=LOGIN',
      '250-AUTH PLAIN login',
      '250 StartTLS',
    )
    expect(found).toMatchObject({
      hasStarttls: true,
      hasPipelining: false,
      maxSizeBytes: 35882577,
      authMechanisms: ['LOGIN', 'PLAIN'],
    })
  })

  test('the name in the first line is no keyword', () => {
    expect(capabilities('250-STARTTLS.example.com', '250 SIZE')).toMatchObject({
      hasStarttls: false,
      keywords: ['SIZE'],
    })
  })
})
