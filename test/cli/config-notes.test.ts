import { expect, test } from 'vitest'
import { runMain } from './run-main.js'

const notesOf = async (...args: string[]) =>
  (await runMain(['config', ...args], { env: { SECRET: 'abcdefghijklmnop' } })).stderr

test.each([
  ['python', 'SMTP_PASSWORD'],
  ['nodemailer', 'SMTP_PASSWORD'],
  ['django', 'EMAIL_HOST_PASSWORD'],
])('printed %s says which variable it reads, by name only', async (format, name) => {
  const notes = await notesOf(format, 'jane@gmail.com', '--password-env', 'SECRET')
  expect(notes).toContain(`Note: Set the environment variable ${name} to the password`)
  expect(notes).not.toMatch(/abcdefghijklmnop|=CHANGE-ME/)
})

test('printed settings with a placeholder say where it has to be replaced', async () => {
  const notes = await notesOf('env', 'jane@gmail.com')
  expect(notes).toMatch(/Note: Replace CHANGE-ME in line \d+ \(SMTP_PASSWORD\) by the password/)
})
