import { describe, expect, test } from 'vitest'
import { lintText } from '../../../src/config/lint/lint.js'
import { loadPresets } from '../../../src/providers/preset-directory.js'

const presets = loadPresets()
const form = (rule: string, host: string, ...lines: string[]) => {
  const text = [`SMTP_HOST=${host}`, 'SMTP_PORT=587', 'SMTP_SECURITY=starttls', ...lines, ''].join('\n')
  return lintText('.env', text, presets).findings.find((finding) => finding.rule === rule)
}

describe('a user name without its domain', () => {
  test.each(['smtp.gmail.com', 'smtp.strato.de', 'smtp.office365.com'])('at %s nothing is made up', (host) => {
    const found = form('username-form', host, 'SMTP_USER=jane')
    expect(found?.message).toContain('whole e-mail address')
    expect(found?.correction).toBeUndefined()
    expect(found?.advice).toBeTruthy()
  })
  test('is completed from the sender in the same file, for a person to look at', () => {
    const found = form('username-form', 'smtp.gmail.com', 'SMTP_USER=jane', 'SMTP_FROM="Jane <jane@harbour.test>"')
    expect(found).toMatchObject({ correction: { to: 'SMTP_USER=jane@harbour.test' }, isSafe: false })
  })
  test('a sender of the same provider tells the domain, another account of another domain does not', () => {
    const at = (from: string) => form('username-form', 'smtp.gmail.com', 'SMTP_USER=jane', `SMTP_FROM=${from}`)
    expect(at('noreply@gmail.com')?.correction?.to).toBe('SMTP_USER=jane@gmail.com')
    expect(at('noreply@harbour.test')?.correction).toBeUndefined()
  })
  test('an address under another name in the same file tells it too', () => {
    const found = form('username-form', 'smtp.gmail.com', 'SMTP_USER=jane', 'ADMIN_EMAIL=jane@harbour.test')
    expect(found?.correction?.to).toBe('SMTP_USER=jane@harbour.test')
  })
})

describe('wording', () => {
  test('a password that is no app password: first 2-step verification, then the page, both with their links', () => {
    const { advice = '' } =
      form('secret-shape', 'smtp.gmail.com', 'SMTP_USER=j@gmail.com', 'SMTP_PASSWORD=Hafen2024') ?? {}
    expect(advice).toMatch(/2-Step Verification.*https:\/\/myaccount\.google\.com\/security/)
    expect(advice.indexOf('2-Step')).toBeLessThan(advice.indexOf('https://myaccount.google.com/apppasswords'))
  })
  test('a server for reading mail is called that once', () => {
    const { message } = form('host-known', 'imap.strato.de') ?? {}
    expect(message).toBe("imap.strato.de is Strato's server for reading mail (IMAP), not for sending it.")
  })
})
