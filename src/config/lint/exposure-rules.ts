// Secrets where others can read them.

import { literalOrDefault } from '../entry-value.js'
import { isSourceName } from '../source-name.js'
import type { LintFile, LintRule } from './finding.js'

function holdsSecret({ found }: LintFile): boolean {
  // A default in source code is a password too.
  const secret = literalOrDefault(found.fields.secret)
  return secret !== undefined && secret.value !== ''
}

export const trackedSecret: LintRule = {
  id: 'secret-in-git',
  check(file) {
    const secret = file.found.fields.secret
    if (!secret || !holdsSecret(file)) return []
    if (file.gitStatus === 'tracked') {
      return [
        {
          rule: 'secret-in-git',
          diagnosis: 'config-option-invalid',
          severity: 'warning',
          span: secret.span,
          message: 'git tracks this file, and it holds a password: everybody with the repository has it.',
          advice: `Make a new password at the provider, put it into the environment, and run: git rm --cached ${file.path}`,
        },
      ]
    }
    if (file.gitStatus !== 'exposed' || !/\.env/.test(file.path)) return []
    return [
      {
        rule: 'secret-in-git',
        diagnosis: 'config-option-invalid',
        severity: 'warning',
        span: secret.span,
        message: 'The next "git add ." would take this file, and it holds a password.',
        advice: 'Add it to .gitignore.',
      },
    ]
  },
}

export const readableSecret: LintRule = {
  id: 'secret-readable',
  check(file) {
    const secret = file.found.fields.secret
    if (!secret || !holdsSecret(file) || file.mode === undefined || (file.mode & 0o077) === 0) return []
    // Source code has to be readable; there the place of the secret is what is wrong, and secret-in-git says so.
    if (isSourceName(file.path)) return []
    const who = file.mode & 0o007 ? 'Every user of this machine' : "Everybody in the file's group"
    return [
      {
        rule: 'secret-readable',
        diagnosis: 'config-option-invalid',
        severity: 'warning',
        span: secret.span,
        message: `${who} can read this file (mode ${file.mode.toString(8).padStart(3, '0')}), and it holds a password.`,
        advice: `Run: chmod 600 ${file.path}`,
      },
    ]
  },
}
