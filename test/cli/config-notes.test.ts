import { PassThrough, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { main } from '../../src/cli/main.js'

async function notesOf(...args: string[]): Promise<string> {
  let stderr = ''
  const sink = (take: (chunk: string) => void) =>
    new Writable({
      decodeStrings: false,
      write(chunk: string, _, done) {
        take(chunk)
        done()
      },
    })
  await main(['config', ...args], {
    stdin: new PassThrough(),
    stdout: sink(() => {}),
    stderr: sink((chunk) => {
      stderr += chunk
    }),
    env: { SECRET: 'abcdefghijklmnop' },
    cwd: '/',
    columns: 80,
    hasColor: false,
    isInteractive: false,
    now: () => 0,
    signal: new AbortController().signal,
  })
  return stderr
}

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
