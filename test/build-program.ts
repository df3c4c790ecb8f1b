// Builds dist/ once before the tests that run the program itself, so that they never test an old build.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export default function buildProgram(): void {
  execFileSync('npm', ['run', '--silent', 'build:js'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
}
