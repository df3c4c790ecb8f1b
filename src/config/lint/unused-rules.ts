// Settings that are right and never used, because another setting in the same file sends mail elsewhere or nowhere.

import { literal } from '../entry-value.js'
import { hostAndPort } from '../host-and-port.js'
import { type Complaint, type LintRule, replaceValue } from './finding.js'
import { isLoopback } from './transport-rules.js'

interface Bypass {
  readonly key: RegExp
  readonly value: RegExp
  readonly what: string
  readonly advice: string
}

const BYPASSES: readonly Bypass[] = [
  {
    key: /^EMAIL_BACKEND$/,
    value: /(?:^|\.)(?:console|filebased|dummy|locmem)(?:\.EmailBackend)?$/,
    what: 'Django writes messages down or drops them in place of sending them',
    advice: 'To send mail: django.core.mail.backends.smtp.EmailBackend.',
  },
  {
    key: /^MAIL_(?:MAILER|DRIVER)$/,
    value: /^(?:log|array)$/,
    what: 'Laravel writes messages down or keeps them in memory in place of sending them',
    advice: 'To send mail, use smtp there, then run: php artisan config:clear',
  },
  {
    key: /^WPMS_MAILER$/,
    value: /^mail$/,
    what: "WP Mail SMTP hands messages to PHP's own mail()",
    advice: "To send through this server: 'smtp'.",
  },
]

export const unusedSettings: LintRule = {
  id: 'settings-unused',
  check({ found, text }) {
    const host = literal(found.fields.host)
    // A server on this machine is what frameworks come with, not what somebody has set up.
    if (!host || isLoopback(hostAndPort(host.value).host)) return []
    const bypassed = BYPASSES.flatMap(({ key, value, what, advice }): Complaint[] => {
      const entries = found.entries.filter((entry) => key.test(entry.key))
      const last = literal(entries.at(-1))
      // An indented line is chosen by a condition that nobody can judge from here.
      const isChosen = entries.some(
        ({ keySpan }) => /[ \t]/.test(text[keySpan.start - 1] ?? '') && entries[0]?.key === 'EMAIL_BACKEND',
      )
      if (!last || isChosen || !entries.every((entry) => value.test(entry.value))) return []
      return [complaint(last, `${last.key} is ${last.value}: ${what}, and the SMTP settings are not used.`, advice)]
    })
    const auth = literal(found.entries.findLast(({ key }) => key === 'WPMS_SMTP_AUTH'))
    if (!auth || !/^(?:false|0)$/i.test(auth.value) || !found.fields.username) return bypassed
    const edits = replaceValue(text, auth, 'true')
    return [
      ...bypassed,
      {
        ...complaint(auth, 'WPMS_SMTP_AUTH is off: the user name and the password are not used.', 'Switch it on.'),
        ...(edits && { edits, isSafe: false }),
      },
    ]
  },
}

function complaint({ span }: Pick<Complaint, 'span'>, message: string, advice: string): Complaint {
  return { rule: 'settings-unused', diagnosis: 'config-option-invalid', severity: 'warning', span, message, advice }
}
