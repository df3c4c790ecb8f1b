import { expect, test } from 'vitest'
import { formatById, planConfig } from '../../src/config/configurations.js'
import type { ConfigFormat } from '../../src/config/format.js'

const settings = { host: 'mail.harbour.test', port: 587, security: 'starttls', username: 'jane@harbour.test' } as const
const commandsOf = async (id: string, path: string) =>
  (await planConfig(formatById(id) as ConfigFormat, settings, path)).commands.join('\n')

test('the commands name the file that is written and the secret beside it', async () => {
  expect(await commandsOf('python', '/nowhere/mine.py')).toBe('(set -a; . /nowhere/.env; python3 /nowhere/mine.py)')
  expect(await commandsOf('nodemailer', '/nowhere/mine.mjs')).toContain(
    'node --env-file=/nowhere/.env /nowhere/mine.mjs',
  )
  expect(await commandsOf('msmtp', '/nowhere/my rc')).toContain("chmod 600 '/nowhere/my rc'")
})
