// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other languages are test data here
// What every format must do: refuse nothing without a reason, hold the secret only where it says so, read back what it
// wrote, and change an existing file in place.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formats, hideSecrets, nearestFormats, planConfig, renderConfig } from '../../src/config/configurations.js'
import { type Security, type Settings, UsageError } from '../../src/model.js'
import { anySecret, HOSTILE_SECRETS } from './hostile-values.js'

const settings = (security: Security, secret = 'hunter2-hunter2'): Settings => ({
  host: 'smtp.example.com',
  port: { tls: 465, starttls: 587, none: 25 }[security],
  security,
  username: 'me@example.com',
  secret,
  from: 'me@example.com',
  fromName: 'Me & "Co"',
})

describe.each(formats.map((format) => [format.id, format] as const))('%s', (_, format) => {
  test.each(['tls', 'starttls', 'none'] as const)('writes %s', (security) => {
    const { text, secretFiles = [] } = renderConfig(format, settings(security))
    expect(text.endsWith('\n')).toBe(true)
    expect(text).toContain('smtp.example.com')
    const holdsSecret = text.includes('hunter2-hunter2')
    expect(holdsSecret).toBe(format.secret === 'embedded')
    // A referenced secret is in a file of its own, unless the program asks for it by itself.
    if (format.secret === 'reference' && format.id !== 'git-send-email') {
      expect(secretFiles.map((file) => file.text).join('')).toContain('hunter2-hunter2')
    }
  })

  test('the two kinds of TLS are told apart by words, not only by the port', () => {
    // Grafana knows them by the port alone; its writer refuses what would fail.
    if (format.id === 'grafana') {
      expect(() => renderConfig(format, { ...settings('tls'), port: 587 })).toThrow(UsageError)
      expect(() => renderConfig(format, { ...settings('starttls'), port: 465 })).toThrow(UsageError)
      return
    }
    const [tls, starttls] = (['tls', 'starttls'] as const).map(
      (security) => renderConfig(format, { ...settings(security), port: 2465 }).text,
    )
    expect(tls).not.toBe(starttls)
  })

  test('a secret is not needed to write it', () => {
    const { secret, ...open } = settings('starttls')
    expect(renderConfig(format, open).text).not.toContain('undefined')
  })

  test('no login is written where there is none', () => {
    const { secret, username, ...open } = settings('none')
    const { text, secretFiles = [] } = renderConfig(format, open)
    expect(text).not.toContain('CHANGE-ME')
    expect(secretFiles).toEqual([])
  })

  test('a line break in a value is refused before the writer sees it', () => {
    expect(() => renderConfig(format, { ...settings('tls'), secret: 'a\nEVIL=1' })).toThrow(UsageError)
    expect(() => renderConfig(format, { ...settings('tls'), username: 'a\rb' })).toThrow(UsageError)
  })

  test.runIf(format.token === 'unsupported')('an access token is refused', () => {
    expect(() => renderConfig(format, { ...settings('tls'), isToken: true })).toThrow(/OAuth/)
  })

  test.runIf(format.read)('reads back what it wrote, whatever the secret', () => {
    const readsBack = (secret: string, security: Security) => {
      let text: string
      try {
        text = renderConfig(format, settings(security, secret)).text
      } catch (error) {
        if (error instanceof UsageError) return
        throw error
      }
      const [found, ...more] = format.read?.(text) ?? []
      expect(more).toEqual([])
      expect(found?.security?.value).toBe(security)
      expect(found?.fields.host?.value.replace(/^\[?([^\]:]*)\]?(?::\d+)?$/, '$1')).toBe('smtp.example.com')
      if (found?.fields.username) expect(found.fields.username.value).toBe('me@example.com')
      if (format.secret === 'embedded') expect(found?.fields.secret?.value).toBe(secret)
      for (const { span, keySpan } of found?.entries ?? []) {
        expect(span.start).toBeLessThanOrEqual(span.end)
        expect(keySpan.end).toBeLessThanOrEqual(text.length)
      }
    }
    for (const secret of HOSTILE_SECRETS) readsBack(secret, 'starttls')
    fc.assert(fc.property(anySecret, fc.constantFrom<Security[]>('tls', 'starttls'), readsBack), { numRuns: 40 })
  })

  test.runIf(format.read && format.recognises)('recognises what it wrote', () => {
    const { text } = renderConfig(format, settings('tls'))
    const name = format.fileName.slice(format.fileName.lastIndexOf('/') + 1)
    expect(format.recognises?.(text, name)).toBeGreaterThanOrEqual(2)
  })

  test.runIf(format.merge)('changes its own file to other settings, and back to the same text', () => {
    const one = renderConfig(format, settings('starttls', 'first')).text
    const other = format.merge?.(one, { ...settings('starttls', 'second#2'), host: 'other.example.com' }, {}) ?? ''
    expect(other).toContain('other.example.com')
    expect(format.merge?.(one, settings('starttls', 'first'), {})).toBe(one)
    const back = format.merge?.(other, settings('starttls', 'first'), {}) ?? ''
    expect(format.read?.(back)[0]?.fields.host?.value).toContain('smtp.example.com')
  })

  test.runIf(format.merge && format.secret === 'embedded')('hides the secret of an existing file', () => {
    const { text } = renderConfig(format, settings('tls'))
    expect(hideSecrets(text, format)).not.toContain('hunter2')
  })
})

test('a mistyped format is answered with the nearest ones', () => {
  expect(nearestFormats('nodemailr')).toEqual(['nodemailer'])
  expect(nearestFormats('spring')).toEqual(['spring-properties', 'spring-yaml'])
  expect(nearestFormats('zzzzzzzz')).toEqual([])
})

test('every format has a writer and a reader', () => {
  expect(formats.filter((format) => !format.read || !format.recognises).map(({ id }) => id)).toEqual([])
})

test.each(['nodemailer', 'python', 'go', 'phpmailer', 'ruby-mail'])(
  'comments in a file of %s name the file that is really written',
  async (id) => {
    const format = formats.find((one) => one.id === id)
    if (!format) throw new Error('no format')
    const plan = await planConfig(format, settings('tls'), '/nowhere/notify-users.x')
    expect(plan.files[0]?.text).toMatch(/ notify-users\.x you@example\.com/)
    expect(plan.files[0]?.text).not.toContain(format.fileName)
    // A name that could end a comment is not put into one.
    const odd = await planConfig(format, settings('tls'), '/nowhere/a"b')
    expect(odd.files[0]?.text).toContain(format.fileName)
  },
)
