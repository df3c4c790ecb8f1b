// Files as Windows programs write them: with a byte order mark, with CRLF, in UTF-16.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatById, planConfig } from '../../src/config/configurations.js'
import { fixText, lintFile, lintText } from '../../src/config/lint/lint.js'
import { readConfigText } from '../../src/config/read-config.js'
import { loadPresets } from '../../src/providers/preset-directory.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'byte-order-mark-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (name: string, bytes: Buffer | string) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

const TEXT = 'SMTP_HOST=h.test\r\nSMTP_PORT=465\r\nSMTP_SECURITY=starttls\r\n'

test('a byte order mark is no part of the first name, and is kept', async () => {
  const path = write('marked.env', `\ufeff${TEXT}`)
  const linted = await lintFile(path, loadPresets())
  expect(linted.findings).toMatchObject([{ rule: 'tls-port', line: 3 }])
  expect(linted.mark).toBe('\ufeff')
  expect(fixText(linted).startsWith('SMTP_HOST=h.test\r\n')).toBe(true)
  const format = formatById('env')
  if (!format) throw new Error('no format')
  const settings = { host: 'i.test', port: 465, security: 'tls' } as const
  const [planned] = (await planConfig(format, settings, path)).files
  expect(planned?.text).toBe('\ufeffSMTP_HOST=i.test\r\nSMTP_PORT=465\r\nSMTP_SECURITY=tls\r\n')
  expect(readFileSync(path, 'utf8').startsWith('\ufeff')).toBe(true)
})

test('a corrected line is shown without its line end', () => {
  expect(lintText('.env', TEXT, loadPresets()).findings[0]?.correction).toEqual({
    from: 'SMTP_SECURITY=starttls',
    to: 'SMTP_SECURITY=tls',
  })
})

test('UTF-16 is named for what it is', async () => {
  const path = write('wide.env', Buffer.from(`\ufeff${TEXT}`, 'utf16le'))
  await expect(readConfigText(path)).rejects.toThrow('is UTF-16 text: save it as UTF-8 first.')
})
