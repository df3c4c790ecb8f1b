// Port and kind of TLS: what cannot work together, and what works but protects nothing.

import { literal, literalOrDefault } from '../entry-value.js'
import type { Entry } from '../format.js'
import { type Complaint, type LintRule, replaceValue } from './finding.js'
import { portOf } from './port.js'
import { textAsSwitch, twoSwitches } from './switch-rules.js'
import { switchEdits, tlsCorrection } from './tls-corrections.js'

const STARTTLS_PORTS = [25, 587, 2525]

export const tlsPort: LintRule = {
  id: 'tls-port',
  check(file) {
    const place = portOf(file)
    const { security } = file.found
    // With both switches on, or one that is a text by mistake, what is wrong has been said.
    if (!place || !security || [twoSwitches, textAsSwitch].some((rule) => rule.check(file).length > 0)) return []
    const span = security.entries.at(-1)?.span ?? place.entry.span
    if (place.port === 465 && security.value !== 'tls') {
      return [
        {
          rule: 'tls-port',
          diagnosis: 'plaintext-on-tls-port',
          severity: 'error',
          span,
          message: `Port 465${byDefault(place.entry)} speaks TLS from the first byte, and this begins in clear text: both sides wait until one gives up.`,
          ...tlsCorrection(file, 'tls'),
        },
      ]
    }
    if (STARTTLS_PORTS.includes(place.port) && security.value === 'tls') {
      return [
        {
          rule: 'tls-port',
          diagnosis: 'tls-on-plaintext-port',
          severity: 'error',
          span,
          message: `Port ${place.port}${byDefault(place.entry)} begins in clear text and goes on with STARTTLS; TLS from the first byte fails there ("wrong version number").`,
          ...tlsCorrection(file, 'starttls'),
        },
      ]
    }
    return []
  },
}

/** Where the port is only what is taken while a variable is not set. */
function byDefault({ reference }: Entry): string {
  return reference ? ` (the default of ${reference.name})` : ''
}

export const clearText: LintRule = {
  id: 'clear-text-login',
  check(file) {
    const { security, fields } = file.found
    const host = literalOrDefault(fields.host)
    if (security?.value !== 'none' || !host || isLoopback(host.value) || !(fields.secret ?? fields.username)) return []
    if (portOf(file)?.port === 465) return []
    const edits = switchEdits(file, 'starttls')
    return [
      {
        rule: 'clear-text-login',
        diagnosis: 'starttls-required',
        severity: 'error',
        span: security.entries.at(-1)?.span ?? host.span,
        message: `The login goes to ${host.value} in clear text: anybody on the way can read it, and most servers refuse it.`,
        advice: 'Switch STARTTLS on (port 587), or TLS from the first byte (port 465).',
        ...(edits && { edits, isSafe: false }),
      },
    ]
  },
}

export const opportunistic: LintRule = {
  id: 'starttls-not-required',
  check(file) {
    const { found, text } = file
    const host = literal(found.fields.host)
    // On 465 the kind of TLS itself is wrong, and said to be.
    if (
      portOf(file)?.port === 465 ||
      !found.isOpportunistic ||
      found.security?.value !== 'starttls' ||
      (host && isLoopback(host.value))
    )
      return []
    const secure = found.entries.find(({ key }) => key === 'secure')
    const port = found.fields.port
    // Laravel, Nextcloud and others cannot be made to insist, so saying it would help nobody.
    if (found.format !== 'nodemailer' && found.format !== 'ghost') return []
    const after = secure ?? port
    const indent = after && /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', after.keySpan.start) + 1))?.[0]
    const isOwnLine =
      after && text.slice(text.lastIndexOf('\n', after.keySpan.start) + 1, after.keySpan.start).trim() === ''
    const isPlain = found.format === 'nodemailer' && after && isOwnLine && text[after.span.end] === ','
    return [
      {
        rule: 'starttls-not-required',
        diagnosis: 'starttls-not-offered',
        severity: 'warning',
        span: after?.keySpan ?? { start: 0, end: 0 },
        message:
          'Without requireTLS nodemailer sends the password in clear text when the server, or somebody on the way, does not offer STARTTLS.',
        advice: 'Add requireTLS: true.',
        ...(isPlain && {
          edits: [{ start: after.span.end + 1, end: after.span.end + 1, text: `\n${indent}requireTLS: true,` }],
          isSafe: false,
        }),
      },
    ]
  },
}

const VERIFIES =
  /^(?:.*\.)?(?:rejectUnauthorized|verify_peer|verify_peer_name|VALIDATE_CERTS|tls_certcheck|verify_ssl|MAIL_VERIFY_PEER|checkserveridentity|tls_verify_certificates)$|(?:^|_)REJECT_UNAUTHORIZED$/
const TRUSTS_ALL =
  /^(?:.*\.)?(?:(?:insecure_)?skip_verify|SMTP_ACCEPT_INVALID_CERTS|SMTP_ACCEPT_INVALID_HOSTNAMES|FORCE_TRUST_SERVER_CERT|allow_self_signed|SKIP_VERIFY|InsecureSkipVerify|insecure|ServerCertificateValidationCallback)$/
/** Settings that take a word: `*` trusts every host, `none` verifies nothing. */
const MODES = /(?:^|\.)(?:mail\.smtp\.ssl\.trust|smtp_openssl_verify_mode|openssl_verify_mode)$/

export const verification: LintRule = {
  id: 'verification-off',
  check({ found, text }) {
    return found.entries.flatMap((entry) => {
      const value = (literalOrDefault(entry)?.value ?? '').toLowerCase()
      const isOff =
        (VERIFIES.test(entry.key) && /^(?:false|off|0|no)$/.test(value)) ||
        (TRUSTS_ALL.test(entry.key) && /^(?:true|on|1|yes)$/.test(value)) ||
        (MODES.test(entry.key) && (value === '*' || value === 'none'))
      if (!isOff) return []
      const right = VERIFIES.test(entry.key)
        ? ({ off: 'on', False: 'True', '0': '1', no: 'yes' }[entry.value] ?? 'true')
        : TRUSTS_ALL.test(entry.key)
          ? 'false'
          : 'peer'
      // An option without a value, a wildcard or a function has no other word to put in.
      const isOption =
        text.slice(entry.span.start, entry.span.end) === entry.key || value === '*' || entry.key.endsWith('Callback')
      const edits = isOption ? undefined : replaceValue(text, entry, right)
      return [
        {
          rule: 'verification-off',
          diagnosis: 'config-tls-verification-off',
          severity: 'warning',
          span: entry.span,
          message: `${entry.key} = ${entry.value} switches the check of the server's certificate off: the password goes to whoever answers.`,
          advice: 'Switch it on; for a private CA give its root certificate instead.',
          ...(edits && { edits, isSafe: false }),
        } satisfies Complaint,
      ]
    })
  },
}

export function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/i.test(host)
}
